#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Names of bodies, documents, events and offices that are not written as they officially are, and
# such as are, with the shipped names: a finding or none for each line of tests/data/variants.
. "${srcdir:-.}/tests/cli/lib.sh"

rules=ORG-VARIANT,TITLE-VARIANT,ACRONYM-MISMATCH
run 0 import --as terms "$top"/termbase/data/*.tsv

# lines_told FILE LANG: the numbers of the lines of which something is told
lines_told()
{
	bisotun check --lang "$2" --rule "$rules" --format tsv --fail-level error "$1" |
		awk -F'\t' 'NR > 1 { print $2 }' | sort -un
}

for file in "$top"/tests/data/variants/told-*.txt; do
	lang=$(basename "$file" .txt)
	lines_told "$file" "${lang#told-}" >got
	awk '{ print NR }' "$file" >wanted
	sort wanted >wanted.sorted
	sort got | comm -13 - wanted.sorted >missed
	check "$lang: each line is told, but $(tr '\n' ' ' <missed)" test ! -s missed
done
for kind in right gaps; do
	for file in "$top"/tests/data/variants/$kind-*.txt; do
		lang=$(basename "$file" .txt)
		lines_told "$file" "${lang#"$kind"-}" >got
		check "$lang: no line is told, but $(tr '\n' ' ' <got)" test ! -s got
	done
done
finish
