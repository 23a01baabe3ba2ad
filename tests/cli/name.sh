#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# People, bodies, places and their spellings.
. "${srcdir:-.}/tests/cli/lib.sh"

# columns N: every row of out has so many
columns()
{
	check "every row has $1 columns" \
		test "$(awk -F '\t' '{ print NF }' out | sort -u)" = "$1"
}

keys()
{
	check "the keys of $1" test "$("$jsonq" "$1.keys" <out)" = "$2"
}

# --- compare: no base, any scripts

run 0 name compare 'Юрий Беленков' 'Yuri Belenkov' --json
json .schema bisotun.compare/1
keys '' 'schema a b score verdict why explained'
json .a 'Юрий Беленков'
json .b 'Yuri Belenkov'
json .verdict same
json .explained true
check 'nothing is made' test ! -e test.db
run 0 name compare 'Yury Belenkov' 'Yuri Belenkov'
has out '✓ same'
has out 'Yury Belenkov | Yuri Belenkov'
run 0 name compare 'Yury Belenkov' 'Olga Krasina' --json
json .verdict different
run 0 name compare 'Belenkov' 'Belenkova' --json
json .verdict different

# a table: no header, an answer a line, in order
printf '\357\273\277Yury Belenkov\tYuri Belenkov\tmore\t1\r\nno second column\n\nbad \377\tx\nOlga\tOlga' >in
run_in 3 name compare -f - --format tsv
columns 5
check 'a row a pair' test "$(wc -l <out)" -eq 4
check 'the columns of the contract' test "$(sed -n 1p out | cut -f 2-4)" = \
	"$(printf 'same\tYury Belenkov\tYuri Belenkov')"
check 'the score has one decimal' sh -c 'sed -n 1p out | grep -qE "^(100|[0-9]{2})\.[0-9]	"'
check 'what could not be compared keeps its place' test "$(sed -n 2p out | cut -f 1-3)" = \
	"$(printf '\t\tno second column')"
check 'equal names are at 100' test "$(sed -n 4p out | cut -f 1,2)" = "$(printf '100.0\tsame')"
has err 'standard input:2: no second column'
has err 'standard input:4: no UTF-8 at byte 5 of the line'
check 'what comes out is UTF-8' sh -c 'iconv -f UTF-8 -t UTF-8 out >same-out 2>&1'
run_in 3 name compare -f - --json
json .schema bisotun.compare/1
json .items.# 4
json .items[1].verdict null
json .items[2].failed 'no UTF-8 at byte 5 of the line'
printf 'Yury Belenkov\tYuri Belenkov\n' >pairs
run 0 name compare -f pairs -f pairs --format jsonl
check 'jsonl is one object a line' test "$(wc -l <out)" -eq 2
run 3 name compare -f missing.tsv
awk 'BEGIN { for (i = 0; i < 3000; i++) print "Yury Belenkov\tЮрий Беленков" }' >pairs
run 0 name compare -f pairs --format tsv
check 'a row each' test "$(wc -l <out)" -eq 3000

# a program can talk with it
mkfifo questions answers
"$program" name compare -f - --format jsonl <questions >answers 2>err &
exec 3>questions 4<answers
for name in Olga Yury; do
	printf '%s\t%s\n' "$name" "$name" >&3
	read -r answer <&4
	said="bisotun name compare -f -, asked $name"
	echo "$answer" >out
	json .a "$name"
	json .verdict same
done
exec 3>&- 4<&-
wait

# names nobody has: an answer or a message
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "Belenkov "; print "" }' >long
run 0 name compare "$(cat long)" 'Yury Belenkov'
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "Belenkov "; print "" }' >long
run 2 name compare "$(cat long)" 'Yury Belenkov'
printf '%s\tOlga\nOlga\tOlga\n' "$(cat long)" >pairs
run 3 name compare -f pairs --format tsv
check 'the next line is answered' test "$(sed -n 2p out | cut -f 2)" = same
run 0 name compare '' 'Yury Belenkov' --json
json .verdict different

run 2 name compare
run 2 name compare one
run 2 name compare one two three
run 2 name compare one two -f pairs

# --- systems, variants

run 0 name systems
has out bgn-ru-1947
run 0 name systems --format tsv
columns 6
check 'each has its source' test -z "$(cut -f 6 out | grep -n '^$')"
run 0 name systems --json
json .schema bisotun.systems/1
for key in id name lang to_lang kind source; do
	"$jsonq" ".items[0].$key" <out >/dev/null || wrong "no key $key"
done

run 0 name variants --lang ru Беленков
has out Belenkov
has out 'bgn-ru-1947'
run 0 name variants --lang ru --system bgn-ru-1947 Юрий --json
json .schema bisotun.variants/1
keys '' 'schema input spellings'
json .input Юрий
json .spellings[0].text Yuriy
json .spellings[0].system bgn-ru-1947
run 0 name variants --lang ru --max 1 Юрий --format tsv
columns 6
check 'so many at most' test "$(wc -l <out)" -eq 2
# people read a row a spelling, programs one a spelling by a system
run 0 name variants --lang tg Ҳайдарзода
check 'each spelling stands once' test -z "$(cut -d ' ' -f 1 out | sort | uniq -d)"
check 'the usual one first' test "$(sed -n 1p out | tr -s ' ')" = \
	'Haydarzoda en Tajik passports and press (usage-tg), BGN/PCGN Tajik (bgn-tg-1994), also met in Tajik through Russian (via-ru-tg)'
run 0 name variants --lang tg Ҳайдарзода --format tsv
check 'by several systems' test "$(grep -c '	Haydarzoda	' out)" -gt 1
run 2 name variants --system bgn-ru-1974 Юрий
has err 'did you mean "bgn-ru-1947"?'
run 2 name variants

# --- suggest works without a base, and says so

run 0 name suggest --lang ru --to en,zh 'Юрий Беленков' --json
has err 'no database at'
check 'one line' test "$(wc -l <err)" -eq 1
json .schema bisotun.suggest/1
json .suggestions[0].lang en
json .suggestions[0].standing suggested
check 'something in Chinese' sh -c "grep -q '\"lang\": \"zh' out"
run 4 --db missing.db name suggest --to en Юрий
run 2 name suggest Юрий
# a language no table writes is told, the others are answered
run 0 name suggest --lang ru --to hi,en,ur 'Юрий Беленков'
has out 'Belenkov'
has err 'no system writes "Юрий Беленков" in hi, ur'
run 0 name suggest --lang ru --to en 'Юрий Беленков'
hasnt err 'no system'

# --- check needs one

run 4 name check Беленков
run 0 term add --id belenkov --type person --status preferred 'en=Yury Belenkov' \
	'ru=Юрий Петрович Беленков'
run 0 name check 'Yury Belenkov' --json
json .schema bisotun.name/1
keys '' 'schema input verdict candidates'
json .verdict approved
json .candidates[0].id belenkov
json .candidates[0].approved 'Yury Belenkov'
check 'the keys of the contract come first' sh -c \
	"\"$jsonq\" .candidates[0].keys <out | grep -q '^id approved score why'"
run 1 name check 'Yuriy Belenkov' --json
json .verdict variant
json .candidates[0].id belenkov
json .candidates[0].approved 'Yury Belenkov'
json .candidates[0].explained true
run 1 name check 'Yuriy Belenkov'
has out '✗ variant → Yury Belenkov'
has out belenkov
run 0 name check --lang ru 'Юрия Беленкова' --json
json .verdict approved
json .candidates[0].inflected true
run 1 name check 'Olga Krasina'
has out '? unknown'

# what is one name of two people is nobody's
run 0 term add --id other --type person --status preferred 'en=Yuriy Belenkov'
run 0 term link other not-same-as belenkov
run 1 name check Belenkov --json
json .verdict ambiguous
json .candidates.# 2

run 1 name check 'Yury Belenkov' 'Olga Krasina'
has out '2 names: 1 approved, 0 variants, 0 ambiguous, 1 unknown'
run 1 name check -q 'Yury Belenkov' 'Olga Krasina'
hasnt out '2 names'
run 1 name check 'Yury Belenkov' 'Olga Krasina' --json
json .items.# 2
run 1 name check 'Yury Belenkov' 'Olga Krasina' --format tsv
columns 15
check 'a row a name at least' test "$(tail -n 1 out | cut -f 1,2)" = \
	"$(printf 'Olga Krasina\tunknown')"
printf '  Yury Belenkov \n\nbad \377\n' >list
run 3 name check -f list --format jsonl
check 'an answer a line that is not empty' test "$(wc -l <out)" -eq 2
sed -n 1p out >line && cp line out && json .verdict approved
has err 'list:3: no UTF-8'
printf 'Yury Belenkov\n' >list
run 0 name check -f list -f list
run 3 name check -f missing.txt
run 2 name check
run 2 name check --at yesterday x
run 0 name suggest --lang ru --to en 'Юрий Беленков' --json
json .suggestions[0].standing approved
json .suggestions[0].text 'Yury Belenkov'
json .suggestions[0].concept belenkov

run 2 name
run 2 name chekc
has err 'did you mean "name check"?'
finish
