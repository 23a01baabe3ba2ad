#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# What Bisotun does, on the data that ship with it: demo.sh PROGRAM SOURCE-FOLDER.
# Works in a new temporary folder and takes it away at the end.
set -eu

program=$1 source=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/bisotun-demo.XXXXXX")
trap 'rm -rf "$folder"' EXIT
BISOTUN_DB=$folder/demo.db
export BISOTUN_DB

# A text nobody has published.
cat >"$folder/draft.txt" <<'END'
A list of those invited, made up for this demo

Mr Almazbek Atambaev, Mr Sirojiddin Aslov and  Ms Armida Alisjahbana were on the list.
The UN Office on Drugs and Crime (UNODC) was named too, and Mr Yuri Fedotov of UNDOC.
END

# show SED-SCRIPT ARGUMENTS…: says the command, tables as they were named, runs it, shows of
# its answer what the script leaves.
show()
{
	script=$1
	shift
	printf '$ bisotun'
	tables=
	for word; do
		case $word in
		*.tsv) [ -n "$tables" ] || printf ' %s' "${tables:=${word%/*}/*.tsv}" ;;
		*' '*) printf ' "%s"' "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	echo
	# what a check finds is no failure here
	"$program" --quiet "$@" >"$folder/answer" || [ $? -eq 1 ]
	sed -e "$script" "$folder/answer"
}

cd "$source"
show '/^!/p; /^FILE/p; /^all/p; /^undo/p; d' \
	import --as terms --origin official-names termbase/data/*.tsv
show 2q import tmx/data/sample.tmx
cd "$folder"
echo
show 4q lookup -s en -t ru,zh 'Heads of State Council'
show 4q lookup -s ru --at 2021-04-12 -t en,zh 'Генеральный секретарь ШОС'
show 2q lookup -s zh -t en,ru 上海合作組織
echo
show 6q match -s en -t ru,zh --max 1 \
	'The Council of National Coordinators held its first meeting of the year in Beijing on 9–11 March 2027.'
show 5q concordance -s en -t ru --max 2 'Council of Heads'
echo
show 3q name check 'Almazbek Atambaev'
show 2q name compare Ҳайдарзода Khaidarzoda
show 3q name suggest --lang tg --to en,ru,zh 'Ҳабибулло Воҳидзода'
show 22q check draft.txt
echo
show 6q export -o memory.tmx
show 6q export -o names.tbx
show 6q validate memory.tmx names.tbx
echo
echo "Your own files: $program import FILE.tmx; then lookup TEXT; all of it: --help, README.md"
