#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The spellings of a name across texts, known to the base or not.
. "${srcdir:-.}/tests/cli/lib.sh"

cat >one.txt <<'TEXT'
Director Yuri Belenkov opened the seminar.

Yuri Belenkov spoke of the plans for the coming year, and Olga Krasina answered.
TEXT
cat >two.txt <<'TEXT'
The guests were met by Director Yury Belenkov and his deputy Olga Krasina.
TEXT

# without a base
run 1 name scan one.txt two.txt --json
has err 'no database at'
json .schema bisotun.scan/1
json .keys 'schema groups'
json .groups.# 1
check 'the keys of the contract come first' sh -c \
	"\"$jsonq\" .groups[0].keys <out | grep -q '^type reason forms approved'"
json .groups[0].type person
json .groups[0].approved null
json .groups[0].forms.# 2
json .groups[0].forms[0].text 'Yuri Belenkov'
json .groups[0].forms[0].file one.txt
json .groups[0].forms[0].line 1
json .groups[0].forms[0].column 10
json .groups[0].forms[0].count 2
json .groups[0].forms[1].text 'Yury Belenkov'
json .groups[0].forms[1].file two.txt
run 1 name scan one.txt two.txt
has out 'Yuri Belenkov'
has out 'two.txt:1:33'
run 1 name scan one.txt two.txt --format tsv
check 'the columns' test "$(awk -F '\t' '{ print NF }' out | sort -u)" = 13
check 'a row a spelling' test "$(wc -l <out)" -eq 3
run 1 name scan --all one.txt two.txt
has out 'Olga Krasina'
run 0 name scan two.txt
hasnt out Krasina

# with one: what is approved is kept
run 0 term add --id belenkov --type person --status preferred 'en=Yury Belenkov' \
	'ru=Юрий Беленков'
run 1 name scan one.txt two.txt --json
check 'nothing to say' test ! -s err
json .groups[0].approved 'Yury Belenkov'
json .groups[0].concept belenkov
run 1 name scan one.txt
has out '✓ approved'
has out '✗  2×  Yuri Belenkov'
run 0 name scan two.txt

# each language has its own: what is right in one is no mistake in another
cat >three.txt <<'TEXT'
Семинар открыл директор Юрий Беленков. В нём участвовал министр Олег Ларин.
TEXT
cat >four.txt <<'TEXT'
Director Yury Belenkov spoke, and Minister Oleg Larin answered.
TEXT
run 0 name scan --all three.txt four.txt
hasnt out '✗'
has out '✓  1×  Юрий Беленков'
has out '✓  1×  Yury Belenkov'
run 0 name scan three.txt four.txt --json
json .groups[0].forms[0].approved true
json .groups[0].forms[1].approved true
json .groups[0].forms[0].lang ru
json .groups[0].forms[1].lang en
run 1 name scan three.txt one.txt
has out '✗  2×  Yuri Belenkov'
hasnt out '✗  1×  Юрий'

# input of every sort
cp two.txt in
run_in 0 name scan -
cp one.txt in
run_in 1 name scan --stdin-name draft.txt - --json
json .groups[0].forms[0].file draft.txt
run 3 name scan missing.txt one.txt
has err missing.txt
has out 'Yuri Belenkov'
run 3 name scan . one.txt
run 3 name scan missing.txt
check 'nothing was read, nothing is summed up' test ! -s out
: >empty.txt
run 0 name scan empty.txt --json
json .groups '[]'
run 2 name scan
run 2 name scan --format sarif one.txt
run 4 --db missing.db name scan one.txt
finish
