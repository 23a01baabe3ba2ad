#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The exit status is what a script goes by.
. "${srcdir:-.}/tests/cli/lib.sh"

# 2: wrong usage, before anything is opened or made
run 2
run 2 nonsense
run 2 lookup
run 2 lookup --nonsense x
run 2 lookup --at tomorrow x
run 2 lookup --at 2023-02-29 x
run 2 lookup --status nice x
run 2 lookup -s 'no language' x
run 2 lookup -s en,ru x
run 2 lookup --max many x
run 2 import
run 2 import --type word a.doc
run 2 export --dialect klingon
run 2 --format xml info
run 2 info too-much
run 2 undo first
run 2 term
run 2 term add
run 2 term add no-language
run 2 term approve x
run 2 term link a loves b
run 2 purge --yes
run 2 backup
check 'usage errors make no database' test ! -e test.db

# 4: no database
run 4 info
run 4 lookup x
run 4 undo 1
run 4 match -s en -t ru x
run 4 unit show U1
run 4 analyze -s en missing.txt
run 4 --db nowhere/at/all.db info
check 'reading makes no database' test ! -e test.db
echo 'this is no database, but it is long enough to be looked at by somebody' >text.db
run 4 --db text.db info

# 3: bad input
run 3 import missing.tmx
printf '<tmx version="1.4"><header/><body><tu>' >broken.tmx
run 3 import broken.tmx
run 3 lookup -f missing.txt
run 3 validate missing.tmx

# 0 and 1
write_tmx a.tmx
run 0 import a.tmx
add_agency
run 0 lookup 'drug control agency'
run 1 lookup 'something that is not there at all'
run 0 term show dca
run 1 term show nobody
run 1 undo 4711
run 0 info
run 0 verify
run 0 help
run 0 --help
run 0 --version
has out 'bisotun 0.'

# what can't be written is not done
if [ -w /dev/full ]; then
	bisotun info >/dev/full 2>err
	check 'a full disk under the result' test $? -eq 4
	said='bisotun info >/dev/full'
	has err 'bisotun: standard output'
fi

# 6: changed since
run 0 term edit dca --definition 'first'
first=$(sed -n 's/^undo: bisotun undo //p' out)
run 0 term edit dca --definition 'second'
run 6 undo "$first"
has err 'dca'
run 0 undo --force "$first"
finish
