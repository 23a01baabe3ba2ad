#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Each public header compiles alone, in C, and in C++ where there is a compiler for it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
include=$here/../../include
status=0

compiles()
{
	compiler=$1 language=$2 standard=$3 header=$4
	echo "#include <bisotun/$header>" |
		"$compiler" -x "$language" "-std=$standard" -Wall -Wextra -Wpedantic -Werror \
			-fsyntax-only -I "$include" - || {
		echo "$header doesn't compile alone as $language"
		status=1
	}
}

command -v "${CC:-cc}" >/dev/null 2>&1 || exit 77
for path in "$include"/bisotun/*.h; do
	compiles "${CC:-cc}" c c11 "${path##*/}"
	if command -v c++ >/dev/null 2>&1; then
		compiles c++ c++ c++17 "${path##*/}"
	fi
done
exit $status
