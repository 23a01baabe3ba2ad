#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Import and export as a translator does them.
. "${srcdir:-.}/tests/cli/lib.sh"
tab=$(printf '\t')

write_tmx a.tmx
run 0 import --origin 'releases 2026' a.tmx
has out 'a.tmx'
has out '3 units read'
has out 'undo: bisotun undo'
run 0 export -o all.tmx
has out '3 units'
run 0 validate all.tmx
has out valid
run 0 export --type tmx
has out '会议在塔什干举行。'
has err 'bisotun: '
cp out in
run 0 --db second.db import all.tmx
has out '3 new'
run_in 0 --db third.db import -
has out '3 new'
run 0 export -o all.tmx.gz
check 'a .gz is gzipped' gzip -t all.tmx.gz
run 0 --db fourth.db import all.tmx.gz
has out '3 new'

run 0 export -o some.tmx --origin 'releases 2026'
run 1 export -o none.tmx --origin 'another'
check 'nothing to export makes no file' test ! -e none.tmx
run 0 export -o ru-zh.tmx -s ru -t zh
hasnt ru-zh.tmx 'The Council adopted'

# a broken unit is left out and told with its line; --strict keeps nothing
sed 's/signed a plan/signed\x02 a plan/' a.tmx >b.tmx
run 0 --db bad.db import --report problems.tsv b.tmx
has out '2 new'
has out 'b.tmx:7'
has out '1 skipped'
has problems.tsv 'skipped'
check 'the report has a header and the problem' test "$(wc -l <problems.tsv)" -ge 2
run 0 --db bad.db import --json b.tmx
json .files[0].bad 1
json .files[0].problems[0].line 7
run 3 --db strict.db import --strict b.tmx
run 3 --db strict.db import --strict --json b.tmx
json .undo null
json .files[0].bad 1
run 0 --db strict.db init
run 0 --db strict.db info --json
json .units 0

# a broken file leaves nothing of the good one beside it
printf '<tmx version="1.4"><body><tu>' >broken.tmx
run 3 --db strict.db import a.tmx broken.tmx
has err broken.tmx
run 0 --db strict.db info --json
json .units 0

# a validly empty file
sed '/<tu /d' a.tmx >empty.tmx
run 0 --db strict.db import empty.tmx
has out empty

# terms as a table
printf 'concept\ttype\tlang\ttext\tstatus\nsco\tbody\ten\tShanghai Cooperation Organisation\tpreferred\nsco\tbody\tru\tШанхайская организация сотрудничества\tpreferred\n' >names.tsv
run 0 import names.tsv
run 0 lookup -t ru 'shanghai cooperation organisation'
has out 'Шанхайская организация сотрудничества'
run 0 export -o names.tbx
run 0 validate names.tbx
run 0 --db fifth.db import names.tbx
run 0 --db fifth.db lookup --json ШАНХАЙСКАЯ 'Шанхайская организация сотрудничества'
json .items[1].concepts[0].score 100.0

# a glossary of two languages has the pair, whichever way the languages are asked for
add_agency
run 0 export --type utx -s en -t ru -o pair.utx
has pair.utx '#UTX 1.11; en/ru;'
has pair.utx "Drug Control Agency${tab}Агентство по контролю за наркотиками"
run 0 export --type omegat -s en -t ru -o pair.txt
has pair.txt "Drug Control Agency${tab}Агентство по контролю за наркотиками"
finish
