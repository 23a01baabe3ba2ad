#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A slip of the finger is answered with what was meant.
. "${srcdir:-.}/tests/cli/lib.sh"

run 2 lokup x
has err 'did you mean "lookup"?'
run 2 improt a.tmx
has err 'did you mean "import"?'
run 2 term aprove x
has err 'did you mean "term approve"?'
run 2 lookup --stauts preferred x
has err 'did you mean --status?'
run 2 lookup --dry x
has err 'did you mean --dry-run?'
run 2 lookup --status prefered x
has err 'did you mean "preferred"?'
has err 'admitted'
run 2 --format jsno info
has err 'did you mean "json"?'
run 2 export --type tmxx
has err 'did you mean "tmx"?'
run 2 xylophone
hasnt err 'did you mean'
# a beginning is no name
run 2 look x
run 2 lookup --sta preferred x
finish
