#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Established Chinese names stand in the table that compares (han-sounds) and in those that suggest
# (xinhua-en, xinhua-ru): they must be the same.
set -eu
LC_ALL=C.UTF-8
export LC_ALL

termbase=$(cd "$(dirname "$0")/../../termbase" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# letters TAB characters, of spellings that grep knows by their first letters
compared()
{
	awk -F '\t' '$1 == "word" { n = split($3, s, " "); for (i = 1; i <= n; i++) print s[i] "\t" $2 }' \
		"$termbase/names/han-sounds.tsv" | grep -P "$1" | sort -u
}

suggested()
{
	awk -F '\t' '$5 == "established" { n = split($4, s, " [|] "); for (i = 1; i <= n; i++) print $1 "\t" s[i] }' \
		"$termbase/romanise/$1.tsv" | sort -u
}

status=0
for pair in 'xinhua-en ^[a-z\x{DF}-\x{17F}]+\t' 'xinhua-ru ^[а-яё]+\t'; do
	system=${pair%% *}
	compared "${pair#* }" >"$folder/compared"
	suggested "$system" >"$folder/suggested"
	if [ ! -s "$folder/suggested" ]; then
		echo "$system has no established names"
		status=1
	fi
	diff "$folder/compared" "$folder/suggested" >"$folder/difference" || {
		echo "only in han-sounds (<), only in $system (>):"
		grep '^[<>]' "$folder/difference"
		status=1
	}
done
exit $status
