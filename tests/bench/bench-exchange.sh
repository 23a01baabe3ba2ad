#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# bench-exchange.sh BUILDDIR [FILE.tmx…]: import and export of TMX, as TSV, each beside what xmllint takes to
# read the same file in the same run; without files, of seeded memories of 10⁴, 10⁵ and 10⁶ units.
# Times are the best of three; needs GNU time and xmllint.
set -eu
build=$1
shift
program=$build/bisotun
folder=$(mktemp -d "${TMPDIR:-/tmp}/bench-exchange.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

# Seconds and peak memory in KB of a command, the best of three; $before is run in front of each.
measure()
{
	for _ in 1 2 3; do
		sh -c "${before:-:}"
		LC_ALL=C /usr/bin/time -f '%e %M' -o "$folder/time" "$@" >/dev/null 2>&1
		cat "$folder/time"
	done | sort -n | head -n 1
}

bench()
{
	units=$(grep -c '<tu[ >]' "$1")
	before=
	lint=$(measure xmllint --noout --stream "$1")
	before="rm -f $folder/a.db*"
	in=$(measure "$program" --db "$folder/a.db" --quiet import "$1")
	before=
	again=$(measure "$program" --db "$folder/a.db" --quiet import "$1")
	out=$(measure "$program" --db "$folder/a.db" --quiet export --type tmx -o "$folder/out.tmx")
	size=$(wc -c <"$folder/a.db")
	echo "$(basename "$1") $units ${lint% *} $in ${again% *} $out $size" | awk '{
		printf "%s\t%d\t%.2f\t%.2f\t%.1f\t%.0f\t%d\t%.2f\t%.2f\t%.0f\t%d\t%d\n", $1, $2, $3, $4,
			$4 / ($3 > 0 ? $3 : 0.01), $2 / $4, $5 / 1024, $6, $7, $2 / $7, $8 / 1024,
			$9 / 1000000 }'
}

echo "# $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores"
printf 'file\tunits\txmllint s\timport s\tratio\tunits/s\timport MB\tagain s\texport s\texport units/s\t'
printf 'export MB\tfile MB\n'
if [ $# -gt 0 ]; then
	for file; do
		bench "$file"
	done
	exit
fi
for n in 10000 100000 1000000; do
	"$build/tests/bench/make-memory" $n >"$folder/memory-$n.tmx"
	bench "$folder/memory-$n.tmx"
	rm -f "$folder/memory-$n.tmx"
done
