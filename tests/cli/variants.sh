#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Names of bodies, documents, events and offices that are not written as they officially are, and
# such as are, with the shipped names: a finding or none for each line of tests/data/variants.
. "${srcdir:-.}/tests/cli/lib.sh"

rules=ORG-VARIANT,TITLE-VARIANT,ACRONYM-MISMATCH
run 0 import --as terms "$top"/termbase/data/*.tsv

# tell FILE LANG: into got the numbers of the lines of which something is told
tell()
{
	run 0 check --lang "$2" --rule "$rules" --format tsv --fail-level error "$1"
	check 'it has a heading' grep -q '^file	line	' out
	awk -F'\t' 'NR > 1 { print $2 }' out | sort -un >got
}

for file in "$top"/tests/data/variants/told-*.txt; do
	lang=$(basename "$file" .txt)
	tell "$file" "${lang#told-}"
	awk '{ print NR }' "$file" >wanted
	sort wanted >wanted.sorted
	sort got | comm -13 - wanted.sorted >missed
	check "$lang: each line is told, but $(tr '\n' ' ' <missed)" test ! -s missed
done
for kind in right gaps; do
	for file in "$top"/tests/data/variants/$kind-*.txt; do
		lang=$(basename "$file" .txt)
		tell "$file" "${lang#"$kind"-}"
		check "$lang: no line is told, but $(tr '\n' ' ' <got)" test ! -s got
	done
done
finish
