#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The man page of the library has every function that the public headers declare, each with
# words for what it does, and no other: man.sh [PAGE [INCLUDE-FOLDER]]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
page=${1:-$here/../../include/libbisotun.3}
include=${2:-$here/../../include/bisotun}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$here/declared.sh" "$include" >"$folder/declared"

# `.It Fn NAME` and a line of words below it.
awk '/^\.It Fn bis_/ { name = $3; next }
	name != "" && !/^\./ { print name }
	{ name = "" }' "$page" | LC_ALL=C sort >"$folder/described"

if [ ! -s "$folder/declared" ]; then
	echo "$include declares nothing"
	exit 1
fi
if ! diff "$folder/declared" "$folder/described" >"$folder/difference"; then
	echo "declared (<) but not in $page once, or there (>) but not declared:"
	grep '^[<>]' "$folder/difference"
	exit 1
fi

# Proven to fail: a page that lacks one.
if [ $# -eq 0 ]; then
	sed -e '/^\.It Fn bis_lookup$/d' "$page" >"$folder/page.3"
	if "$0" "$folder/page.3" "$include" >/dev/null; then
		echo 'a page without bis_lookup was taken for complete'
		exit 1
	fi
fi
echo "$(wc -l <"$folder/described") functions"
