#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A write says what it changed and how to take it back; a dry run changes nothing.
. "${srcdir:-.}/tests/cli/lib.sh"

write_tmx a.tmx
run 0 init
run 0 import --dry-run a.tmx
has out '3 new'
has out 'nothing was changed'
run 0 info --json
json .units 0
run 0 import a.tmx
has out '3 new'
import=$(sed -n 's/^undo: bisotun undo //p' out)
check 'an import has an undo number' test "$import" -ge 1
run 0 import a.tmx
has out '0 new'
has out 'known already'

add_agency
run 0 --user anna --why 'as the depositary writes it' term edit dca --definition 'a body'
edit=$(sed -n 's/^undo: bisotun undo //p' out)
run 0 term show dca
has out 'a body'
run 0 log --json --max 1
json .items[0].who anna
json .items[0].why 'as the depositary writes it'
json .items[0].number "$edit"
run 0 log --concept dca
has out anna

run 0 undo --dry-run "$edit"
run 0 term show dca
has out 'a body'
run 0 undo "$edit"
undo=$(sed -n 's/^undo: bisotun undo //p' out)
run 0 term show dca
hasnt out 'a body'
run 0 undo "$undo"
run 0 term show dca
has out 'a body'

run 0 undo "$import"
run 0 info --json
json .units 0
json .concepts 1

for command in 'remove dca' 'edit dca --note new' 'deprecate dca --lang zh --form 麻醉品管制署'; do
	# shellcheck disable=SC2086 # several words
	run 0 term $command --dry-run
	has out 'would'
done
run 0 term show --json dca
json .forms.zh[0].status preferred

run 0 backup --to copy.db
run 0 term remove dca
run 1 term show dca
run 0 restore copy.db
run 0 term show dca
check 'what was there is kept' test -e test.db.before-restore

# what is derived is made anew, and the content is the same
run 0 unit add -s en -t ru 'The Council met in the spring.' 'Совет собрался весной.'
run 0 info --json
units=$("$jsonq" .units <out)
rm -f test.db-index
run 0 verify --rebuild --dry-run
has out 'would be made anew'
run 0 verify --rebuild
has out 'was made anew'
run 0 verify --rebuild --index --queries 1 --json
json .schema bisotun.index-check/1
run 0 info --json
json .units "$units"
run 0 match -s en -t ru 'The Council met in the spring.'
run 0 backup --to whole.db
rm -f test.db-index
run 0 restore whole.db
run 0 match -s en -t ru 'The Council met in the spring.' --json
unit=$("$jsonq" .matches[0].unit <out)
run 0 verify --rebuild --json
json .schema bisotun.verify/1
run 0 purge --unit "$unit" --yes
run 1 match -s en -t ru 'The Council met in the spring.'

run 2 purge --concept dca
run 0 purge --concept dca --dry-run
run 0 term show dca
run 0 purge --concept dca --yes
run 1 term show dca
run 0 verify
finish
