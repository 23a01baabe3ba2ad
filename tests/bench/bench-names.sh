#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bench-names.sh BUILDDIR [N…]: makes tables of N people (10,000 and 100,000) with five forms each,
# imports them as terms and measures comparing names, checking names against the base, and checking
# texts; TSV on standard output, the number of people before each line.
set -eu
build=$1
shift
[ $# -gt 0 ] || set -- 10000 100000
folder=$(mktemp -d "${TMPDIR:-/tmp}/bench-names.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
for n; do
	"$build/tests/bench/make-terms" "$n" 1 person >"$folder/people.tsv"
	begin=$(date +%s%N)
	"$build/bisotun" --quiet --db "$folder/people.db" import --as terms "$folder/people.tsv" >&2
	end=$(date +%s%N)
	printf '%s\timport s\t\t\t\t\t%s\t\t\t\n' "$n" "$(((end - begin) / 10000000))e-2"
	printf '%s\tsize MB\tbase\t\t\t\t%s\t\t\t\n' "$n" "$(($(wc -c <"$folder/people.db") / 1000000))"
	"$build/tests/bench/bench-names" "$folder/people.db" "$folder/people.tsv" "$build/bisotun" |
		sed "s/^/$n	/"
	rm -f "$folder"/people.*
done
