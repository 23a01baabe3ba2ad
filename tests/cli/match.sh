#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Has this sentence been translated before, or one like it?
. "${srcdir:-.}/tests/cli/lib.sh"

# columns N: every row of out has so many
columns()
{
	check "every row has $1 columns" \
		test "$(awk -F '\t' '{ print NF }' out | sort -u)" = "$1"
}

write_tmx a.tmx
run 0 import ./a.tmx
run 0 unit add --reviewed -s en -t ru 'The Council adopted 14 documents.' 'Совет принял 14 документов.'
run 0 unit add -s en -t ru 'The Council adopted a statement.' 'Совет одобрил заявление.'

# equal, in every form of output
run 0 match -s en -t ru 'The Council adopted a statement.' --json
json .schema bisotun.match/1
json .query 'The Council adopted a statement.'
json .searched 4
json .floor 70.0
json .complete true
json .matches.# 2
json .matches[0].source 'The Council adopted a statement.'
json .matches[0].lang ru
json .matches[0].score 100.0
json .matches[0].kind exact
json .matches[0].status unreviewed
json .matches[0].source_lang en
json .matches[0].targets 2
json .matches[0].flags '[]'
json .matches[0].repaired null
check 'the keys of the contract come first' test "$("$jsonq" .keys <out)" = \
	'schema query searched floor complete matches score_version'
for key in net unit origin date edits document who units penalties repairs source_markup \
	target_markup; do
	"$jsonq" ".matches[0].$key" <out >/dev/null || wrong "no key $key"
done
run 0 match -s en -t ru 'The Council adopted a statement.'
has out '100'
has out 'exact'
has out 'Совет принял заявление.'
has out 'Совет одобрил заявление.'
has out 'one of 2 translations'
# an origin is the name of its file: the path says nothing more
has out ' a.tmx · '
hasnt out './a.tmx'
check 'one source, two targets' test "$(grep -c 'The Council adopted a statement' out)" -eq 1
run 0 match -s en -t ru 'The Council adopted a statement.' --format tsv
columns 11
check 'a row a match' test "$(wc -l <out)" -eq 3
check 'the header' test "$(sed -n 1p out)" = "$(printf \
	'query\tscore\tnet\tkind\tlang\tsource\ttarget\tunit\torigin\tdate\tstatus')"

# like it: what differs is seen without colour, and what a number means is not overlooked
run 0 match -s en -t ru --min 50 'The Council adopted 15 documents.'
has out '[-15-]{+14+}'
has out '! number differs'
has out '→  Совет принял 15 документов.'
has out 'made to fit'
run 0 match -s en -t ru --min 50 'The Council adopted documents.'
has out 'The Council adopted {+14+} documents.'
run 0 match -s en -t ru --min 50 'Then the Council adopted 14 long documents.'
has out 'adopted 14 [-long-] documents.'
run 0 match -s zh -t en --min 50 会议在北京举行。
has out '会议在[-北京-]{+塔什干+}举行。'
run 0 match -s en -t ru --min 50 --no-repair 'The Council adopted 15 documents.'
hasnt out 'made to fit'
run 0 match -s en -t ru --min 50 'The Council adopted 15 documents.' --json
json .matches[0].kind fuzzy
json .matches[0].flags[0] number
json .matches[0].repaired 'Совет принял 15 документов.'
json .floor 50.0

# several languages, each for itself; the other way round
run 0 match -s en -t ru,zh 'The meeting was held in Tashkent.' --json
json .matches.# 2
json .matches[0].lang ru
json .matches[1].target 会议在塔什干举行。
run 0 match -s zh -t en 会议在塔什干举行。
has out 'The meeting was held in Tashkent.'

# inline codes count, and ranges count in the text without them
run 0 match -s en -t ru --min 50 --markup 'The <hi>Council</hi> rejected a statement.' --json
json .text 'The Council rejected a statement.'
run 0 match -s en -t ru --min 50 --markup 'The <hi>Council</hi> rejected a statement.'
has out '[-rejected-]{+adopted+}'
has out '~ inline codes differ'
run 3 match -s en -t ru --markup 'The <hi>Council'

# in context
run 0 match -s en -t ru --id two 'The meeting was held in Tashkent.' --json
json .matches[0].score 102.0
json .matches[0].kind context

# filters come before the ranking
run 0 match -s en -t ru --status reviewed --min 30 'The Council adopted a statement.' --json
json .matches[0].source 'The Council adopted 14 documents.'
run 1 match -s en -t ru --origin nowhere 'The Council adopted a statement.' --json
json .matches '[]'
run 0 match -s en -t ru --max 1 'The Council adopted a statement.' --json
json .matches.# 1
run 0 match -s en -t ru --exhaustive 'The Council adopted a statement.' --json
json .matches.# 2
for way in omegat char; do
	run 0 match -s en -t ru --score $way 'The Council adopted a statement.' --json
	json .matches[0].score 100.0
done

# nothing
run 1 match -s en -t ru 'Quite another matter altogether'
has out '→ nothing at 70 or above among 4 segments'
has out '--min'
run 1 match -qs en -t ru 'Quite another matter altogether'
hasnt out '--min'
run 1 match -s en -t ru 'Quite another matter altogether' --format tsv
check 'the header alone' test "$(wc -l <out)" -eq 1

# pieces
run 0 match -s en -t ru --min 30 --pieces 'They say that the Council adopted a statement today' --json
json .pieces[0].units 2
run 0 match -s en -t ru --min 30 'They say that the Council adopted a statement today'
has out 'pieces of it'

# a list: every line has its answer, in order, and a bad one costs only itself
printf '\357\273\277The Council adopted a statement.\r\n\nbad \377 line\nThe Parties signed a plan.' >in
run_in 3 match -s en -t ru -f - --format jsonl
check 'an answer a line' test "$(wc -l <out)" -eq 4
has err 'standard input:3: no UTF-8 at byte 5 of the line'
cp out lines
sed -n 1p lines >out && json .matches[0].score 100.0
sed -n 2p lines >out && json .query '' && json .matches '[]'
sed -n 3p lines >out && json .complete false && json .failed 'no UTF-8 at byte 5 of the line'
sed -n 4p lines >out && json .matches[0].target 'Стороны подписали план.'
run_in 3 match -s en -t ru -f - --json
json .items.# 4
printf 'The Parties signed a plan.\n\n' >list
run 0 match -s en -t ru -f list --format jsonl
printf 'The Parties signed a plan.\nQuite another matter\n' >list
run 1 match -s en -t ru -f list
has out '▸ Quite another matter'
run 3 match -s en -t ru -f missing.txt

# a program can talk with it: the answer is there before the next line is
mkfifo questions answers
"$program" match -s en -t ru -f - --format jsonl <questions >answers 2>err &
exec 3>questions 4<answers
for question in 'The Parties signed a plan.' 'The meeting was held in Tashkent.'; do
	echo "$question" >&3
	read -r answer <&4
	said="bisotun match -f -, asked $question"
	echo "$answer" >out
	json .query "$question"
	json .matches[0].score 100.0
done
exec 3>&- 4<&-
wait

# a unit is found as soon as it is there, and not when it is gone
run 0 unit add -s en -t ru 'A late addition to the text.' 'Позднее добавление.'
id=$(sed -n 's/^\(U[0-9]*\):.*/\1/p' out)
run 0 match -s en -t ru 'A late addition to the text.'
has out "$id"
run 0 unit remove "$id"
run 1 match -s en -t ru 'A late addition to the text.'

# the index can go at any time
rm -f "$BISOTUN_DB"-index
run 0 match -s en -t ru 'The Parties signed a plan.'

# wrong usage
run 2 match 'no languages'
run 2 match -s en 'no target'
run 2 match -s en -t ru
run 2 match -s en -t ru -f list 'and a text'
run 2 match -s en -t ru -f list --before x
run 2 match -s en -t ru The Council
run 2 match -s en -t ru --min 103 x
run 2 match -s en -t ru --max 0 x
run 2 match -s en -t ru --score trados x
run 2 match -s en -t ru --status new x
run 3 match -s en -t ru --penalties missing.tsv x
finish
