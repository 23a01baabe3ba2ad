#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The functions that the public headers declare, a line each, sorted:
# declared.sh INCLUDE-FOLDER
set -eu

# The name before the first bracket that follows BIS_EXPORT; comments and # lines don't
# count.
cat "$1"/*.h | sed -e '/^[ \t]*#/d' | tr '\n' ' ' |
	sed -e 's|/\*|\n/*|g' -e 's|\*/|*/\n|g' | sed -e '/^\/\*/d' | tr '\n' ' ' |
	sed -e 's/BIS_EXPORT/\n&/g' |
	sed -n -e 's/^BIS_EXPORT[^(]*[ *]\([a-z_0-9]*\)(.*/\1/p' |
	LC_ALL=C sort -u
