#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# libbisotun.so must export what the public headers declare, all of it and nothing else:
# symbols.sh [LIBRARY.so [INCLUDE-FOLDER]]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
library=${1:-.libs/libbisotun.so}
include=${2:-$here/../../include/bisotun}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if [ ! -e "$library" ]; then
	echo "$library: no shared library was built"
	exit 77
fi

"$here/declared.sh" "$include" >"$folder/declared"

# What begins with an underscore is the tool chain's (sanitizers, _init).
nm -D --defined-only "$library" | awk '$2 ~ /^[A-TV-Z]$/ && $3 !~ /^_/ { print $3 }' |
	sed -e 's/@.*//' | LC_ALL=C sort -u >"$folder/exported"

if [ ! -s "$folder/declared" ]; then
	echo "$include declares nothing"
	exit 1
fi
if ! diff "$folder/declared" "$folder/exported" >"$folder/difference"; then
	echo 'declared (<) but not exported, or exported (>) but not declared:'
	grep '^[<>]' "$folder/difference"
	exit 1
fi
echo "$(wc -l <"$folder/declared") functions"
