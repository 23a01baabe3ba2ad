#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# bench-exchange.sh BISOTUN FILE.tmx…: import and export of TMX files, as TSV, each beside what
# xmllint takes to read the same file in the same run.
set -eu
program=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# seconds and peak memory (MB) of a command, the best of three
measure()
{
	for _ in 1 2 3; do
		[ -z "${before-}" ] || sh -c "$before"
		LC_ALL=C /usr/bin/time -f '%e %M' -o "$folder/time" "$@" >/dev/null 2>&1
		cat "$folder/time"
	done | sort -n | awk 'NR == 1 { printf "%s\t%d", $1, $2 / 1024 }'
}

printf 'file\tunits\txmllint s\timport s\tratio\timport MB\texport s\texport units/s\texport MB\tfile MB\n'
for file in "$@"; do
	units=$(grep -c '<tu[ >]' "$file")
	lint=$(before='' measure xmllint --noout --stream "$file" | cut -f 1)
	in=$(before="rm -f $folder/a.db*" measure "$program" --db "$folder/a.db" --quiet import "$file")
	out=$(before='' measure "$program" --db "$folder/a.db" --quiet export --type tmx -o "$folder/out.tmx")
	size=$(du -m "$folder/a.db" | cut -f 1)
	printf '%s\t%s\t%s\t%s\t%s\n' "$(basename "$file")" "$units" "$lint" "$in" "$out" |
		awk -F '\t' -v size="$size" '{ printf "%s\t%d\t%.2f\t%.2f\t%.1f\t%d\t%.2f\t%d\t%d\t%d\n",
			$1, $2, $3, $4, $4 / $3, $5, $6, $2 / $6, $7, size }'
done
