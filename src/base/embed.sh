#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# embed.sh SRCDIR FILE…: a C file holding the files, for src/base/assets.h, on standard output.
set -eu
srcdir=$1
shift
echo '/* Made by src/base/embed.sh; do not edit. */'
echo '#include "config.h"'
echo '#include "src/base/assets.h"'
n=0
for file in "$@"; do
	echo "static const char asset_$n[] = {"
	LC_ALL=C od -An -v -tx1 "$srcdir/$file" | sed 's/ *\([0-9a-f][0-9a-f]\)/(char)0x\1,/g'
	echo '0 };'
	n=$((n + 1))
done
echo 'const struct asset assets[] = {'
n=0
for file in "$@"; do
	echo "	{ \"$file\", asset_$n, sizeof(asset_$n) - 1 },"
	n=$((n + 1))
done
echo '	{ 0 },'
echo '};'
