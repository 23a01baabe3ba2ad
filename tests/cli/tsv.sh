#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# TSV: a header, and cells that never break a row.
. "${srcdir:-.}/tests/cli/lib.sh"

add_agency
tab=$(printf '\t')
run 0 term edit dca --definition "one${tab}two
three \\ four"
run 0 lookup --format tsv 'drug control agency'
has out 'one\ttwo\nthree \\ four'
check 'the first row names the columns' test "$(sed -n 1p out | cut -f 1-4)" = "query${tab}id${tab}type${tab}score"
check 'all rows have as many cells' test "$(awk -F '\t' '{ print NF }' out | sort -u | wc -l)" -eq 1
check 'a row for every form' test "$(wc -l <out)" -ge 5
run 1 lookup --format tsv 'nothing of the kind'
check 'the header alone where nothing was found' test "$(wc -l <out)" -eq 1
for command in info stats log formats; do
	run 0 "$command" --format tsv
	check "$command: all rows have as many cells" \
		test "$(awk -F '\t' '{ print NF }' out | sort -u | wc -l)" -eq 1
	check "$command has rows" test "$(wc -l <out)" -ge 2
done
finish
