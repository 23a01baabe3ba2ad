#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# symbols.sh must see a function too many and one too few.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v "${CC:-cc}" >/dev/null 2>&1 || exit 77

cat >fake.h <<'END'
#define BIS_EXPORT __attribute__((visibility("default")))
/* BIS_EXPORT int bis_in_a_comment(void); */
BIS_EXPORT int bis_one(void);
BIS_EXPORT const char *bis_two(int a,
	int b);
END

# library NAME FUNCTION…
library()
{
	name=$1
	shift
	for function; do
		echo "__attribute__((visibility(\"default\"))) int $function(void); int $function(void) { return 1; }"
	done >"$name.c"
	echo 'int hidden(void); int hidden(void) { return 2; }' >>"$name.c"
	"${CC:-cc}" -shared -fPIC -fvisibility=hidden -o "$name.so" "$name.c"
}

library right bis_one bis_two
library more bis_one bis_two bis_three
library less bis_one
sh "$here/symbols.sh" right.so . >said || {
	echo 'the right library was refused'
	cat said
	exit 1
}
for name in more less; do
	if sh "$here/symbols.sh" "$name.so" . >said; then
		echo "$name.so was taken"
		exit 1
	fi
done
