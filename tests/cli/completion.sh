#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The completion is a program that bash runs, and knows what the program knows.
. "${srcdir:-.}/tests/cli/lib.sh"

command -v bash >/dev/null 2>&1 || exit 77
run 0 completion bash
cp out bisotun.bash
check 'it is bash' bash -n bisotun.bash

# completes WORDS…: what the last of them may become, in one line
completes()
{
	bash -c '. ./bisotun.bash
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
		_bisotun
		echo "${COMPREPLY[*]}"' - "$@" >out
	said="completion of $*"
}

completes bisotun loo
has out lookup
completes bisotun lookup --st
has out --status
completes bisotun lookup --status pre
has out preferred
completes bisotun term ''
has out deprecate
completes bisotun term link --rem
has out --remove
completes bisotun unit ''
has out edit
completes bisotun name ''
has out suggest
completes bisotun name scan --con
has out --config
completes bisotun check --fail-level wa
has out warning
completes bisotun --format sa
has out sarif
completes bisotun match --sco
has out --score
completes bisotun match --score om
has out omegat
completes bisotun --format js
has out 'json jsonl'
completes bisotun --db x.db exp
has out export
completes bisotun export --type tm
has out tmx
: >a.tmx
completes bisotun import a.t
has out a.tmx
run 2 completion fish
finish
