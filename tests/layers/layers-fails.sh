#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# layers.sh must find a breach of every rule: each is put into a small tree that is otherwise right.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

# A tree that keeps the rules.
plant()
{
	rm -rf "$tree/src" "$tree/include" "$tree/termbase" "$tree/tmx"
	mkdir -p "$tree/include/bisotun" "$tree/src/base" "$tree/src/text" "$tree/src/store" \
		"$tree/src/edit" "$tree/src/misc" "$tree/src/view" "$tree/src/cli" "$tree/termbase" "$tree/tmx"
	echo '#include <bisotun/error.h>' >"$tree/include/bisotun/db.h"
	echo '#include "bisotun/db.h"' >"$tree/src/base/err.h"
	printf '%s\n' '#include "config.h"' '#include <sqlite3.h>' '#include "tmx/unit.h"' \
		>"$tree/src/store/db.c"
	printf '%s\n' '#include <jansson.h>' '#include "bisotun/db.h"' >"$tree/src/view/json.c"
	echo '#include "src/view/view.h"' >"$tree/src/cli/main.c"
}

# breach FILE LINE: layers.sh has to refuse the tree with that line in that file.
breach()
{
	plant
	echo "$2" >>"$tree/$1"
	if sh "$here/layers.sh" "$tree" >"$tree/said" || ! grep -q "^$1:" "$tree/said"; then
		echo "not noticed: $2 in $1"
		failed=1
	fi
}

plant
sh "$here/layers.sh" "$tree" >/dev/null || {
	echo 'the right tree was refused'
	failed=1
}
breach src/base/err.h '#include "src/text/fold.h"'
breach termbase/concept.c '#include "tmx/unit.h"'
breach src/store/db.c '#include "src/edit/edit.h"'
breach src/store/db.c '#include "src/transfer/import.h"'
breach src/cli/main.c '#include "src/base/buf.h"'
breach src/view/json.c '#include "src/cli/command.h"'
breach src/cli/main.c '#include "tmx/unit.h"'
breach include/bisotun/db.h '#include "src/base/base.h"'
breach src/text/fold.c '#include <sqlite3.h>'
breach src/cli/main.c '  #  include <jansson.h>'
breach src/store/db.c '#include <unicode/ubrk.h>'
breach src/store/db.c '#include <libxml/parser.h>'
breach src/store/db.c '#include <archive.h>'
breach src/store/db.c '#include "misc/utils.h"'
breach src/misc/utils.h '#include <stdio.h>'
exit $failed
