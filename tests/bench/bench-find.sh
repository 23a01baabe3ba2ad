#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# bench-find.sh BUILDDIR SOURCEDIR: finding in memories of 10⁴, 10⁵ and 10⁶ units, as TSV on standard output:
# import with every index, sizes, memory, making the indexes anew, and the times of exact, fuzzy and
# concordance queries by language and floor, in a warm process and by the whole command.
#
# BENCH_TSV=FILE[.xz] gives real rows (English, target, language, label, parted by tabs); without it
# the shipped sample is recombined, which is kinder to some queries and harder to others, and is
# said in the output.  BENCH_SIZES="1000000 3000000" measures other sizes; what the rows don't
# reach is recombined from them.
set -eu
build=$1 source=$2
program=$build/bisotun
folder=$(mktemp -d "${TMPDIR:-/tmp}/bench-find.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

rows()
{
	case ${BENCH_TSV:-} in
	'') cat "$folder/rows.tsv" ;;
	*.xz) xz -dc "$BENCH_TSV" ;;
	*) cat "$BENCH_TSV" ;;
	esac
}

# The shipped sample, each unit once with its Russian and once with its Chinese.  A variant is a
# line of that file.
sample_rows()
{
	sed -n 's/.*<tuv xml:lang="\([a-z]*\)"><seg>\(.*\)<\/seg><\/tuv>.*/\1\t\2/p' "$1" |
		sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' |
		awk -F '\t' '$1 == "en" { en = $2; next } { print en "\t" $2 "\t" $1 "\tsample" }'
}

# What it is, seconds and peak MB of a command.
measure()
{
	what=$1
	shift
	LC_ALL=C /usr/bin/time -f '%e %M' -o "$folder/time" "$@" >/dev/null 2>"$folder/said" ||
		{ cat "$folder/said" >&2; exit 1; }
	read -r seconds kb <"$folder/time"
	printf '%s\t%s\t%s\t%s\n' "$n" "$what" "$seconds" "$kb" | awk -F '\t' '{ printf "%s\t%s\t%.2f s\t%d units/s\t%d MB peak\n", $1, $2, $3,
		$1 / ($3 > 0 ? $3 : 0.01), $4 / 1024 }'
}

echo "# $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores"
if [ -z "${BENCH_TSV:-}" ]; then
	sample_rows "$source/tmx/data/sample.tmx" >"$folder/rows.tsv"
	echo "# sentences recombined from the $(wc -l <"$folder/rows.tsv") pairs that ship"
fi
for n in ${BENCH_SIZES:-10000 100000 1000000}; do
	rows | "$build/tests/bench/make-base" "$n" "$folder/sentences.tsv" >"$folder/base.tmx"
	measure import "$program" --db "$folder/base.db" --quiet import "$folder/base.tmx"
	rm -f "$folder/base.tmx"
	echo "$n $(wc -c <"$folder/base.db") $(wc -c <"$folder/base.db-index")" |
		awk '{ printf "%s\tsize\t%.0f MB base\t%.0f MB index\n", $1, $2 / 1e6, $3 / 1e6 }'
	measure "rebuild all that is derived" "$program" --db "$folder/base.db" --quiet verify --rebuild
	measure "export" "$program" --db "$folder/base.db" --quiet export --type tmx -o "$folder/out.tmx"
	rm -f "$folder/out.tmx"
	"$build/tests/bench/bench-find" "$folder/base.db" "$folder/sentences.tsv" "$program" |
		sed "s/^/$n	/"
	rm -f "$folder"/base.db*
done
