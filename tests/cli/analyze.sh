#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# How much of a text is translated already; and whether the index finds what there is.
. "${srcdir:-.}/tests/cli/lib.sh"

write_tmx a.tmx
run 0 import a.tmx
cat >draft.txt <<'END'
Something of which nothing is known.
The Council adopted a statement.

The Parties signed one plan.
Something of which nothing is known.
END
printf 'The Council adopted a statement.\n' >annex.txt

run 0 analyze -s en draft.txt --json
json .schema bisotun.analysis/1
json .from en
json .files.# 1
json .files[0].file draft.txt
json .files[0].segments 4
json .files[0].words 22
json .files[0].bands[1].name repetition
json .files[0].bands[1].segments 1
json .files[0].bands[2].name 100
json .files[0].bands[2].segments 1
json .files[0].bands[2].words 5
json .files[0].bands[7].name new
json .files[0].bands[7].segments 1
json .total.segments 4

run 0 analyze -s en -t ru draft.txt annex.txt --json
json .files.# 2
json .total.segments 5
json .total.words 27
run 0 analyze -s en draft.txt annex.txt
has out 'draft.txt'
has out 'annex.txt'
has out 'all files'
has out 'repetitions'
run 0 analyze -s en draft.txt --format tsv
check 'a row a band and a sum, for the file and for all' test "$(wc -l <out)" -eq 19
cp draft.txt in
run_in 0 analyze -s en - --json
json .total.segments 4
: >empty.txt
run 0 analyze -s en empty.txt --json
json .total.words 0
printf 'good\nbad \377\n' >bad.txt
run 3 analyze -s en bad.txt --json
has err 'bad.txt:2: no UTF-8'
json .total.segments 1
run 3 analyze -s en missing.txt
run 2 analyze draft.txt
run 2 analyze -s en

# the index against everything
run 0 verify --index --queries 5 --json
json .schema bisotun.index-check/1
json .ok true
json .differences 0
json .languages.# 3
json .languages[0].segments 3
json .languages[0].differences 0
json .findings '[]'
check 'queries were asked' test "$("$jsonq" .queries <out)" -gt 0
check 'matches were found' test "$("$jsonq" .matches <out)" -gt 0
run 0 verify --index --queries 2 --lang ru --min 60 --seed 7
has out 'the index finds all that comparing everything finds'
run 0 verify --index --queries 2 --format tsv
check 'all rows have as many cells' \
	test "$(awk -F '\t' '{ print NF }' out | sort -u)" = 7
run 2 verify --queries 5
run 2 verify --index --queries 0
finish
