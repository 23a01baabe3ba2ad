#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bench-lookup.sh BUILDDIR [N]: makes a table of N concepts (100,000) with five forms each, imports
# it as terms and measures looking up, inside a process and by the whole command; TSV on standard
# output.
set -eu
build=$1
n=${2:-100000}
bisotun=$build/bisotun
folder=$(mktemp -d "${TMPDIR:-/tmp}/bench-lookup.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
"$build/tests/bench/make-terms" "$n" >"$folder/terms.tsv"
begin=$(date +%s%N)
"$bisotun" --quiet --db "$folder/terms.db" import --as terms "$folder/terms.tsv" >&2
end=$(date +%s%N)
printf 'what\tforms\tseconds\tMB\n'
printf 'import terms\t%s\t%s\t%s\n' "$((5 * n))" "$(((end - begin) / 10000000))e-2" \
	"$(($(wc -c <"$folder/terms.db") / 1000000))"
"$build/tests/bench/bench-lookup" "$folder/terms.db" "$folder/terms.tsv" "$bisotun"
