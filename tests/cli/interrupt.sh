#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# An import that is interrupted leaves nothing behind and says so by its status.
. "${srcdir:-.}/tests/cli/lib.sh"

command -v timeout >/dev/null 2>&1 || exit 77
{
	echo '<tmx version="1.4"><header creationtool="hand" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="en" datatype="plaintext"/><body>'
	awk 'BEGIN {
		for (i = 0; i < 200000; i++)
			printf "<tu tuid=\"%d\"><tuv xml:lang=\"en\"><seg>Sentence %d of many.</seg></tuv><tuv xml:lang=\"ru\"><seg>Предложение %d из многих.</seg></tuv></tu>\n", i, i, i
	}'
	echo '</body></tmx>'
} >big.tmx
run 0 init
timeout --preserve-status -s INT 0.4 "$program" import big.tmx >out 2>err
status=$?
said='bisotun import, interrupted'
check "status $status is that of an interruption" test "$status" -eq 130
run 0 info --json
json .units 0
run 0 verify
finish
