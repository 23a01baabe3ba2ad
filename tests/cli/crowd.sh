#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Two writers and four readers at once: nothing written is lost, and no reader fails.
# BISOTUN_TEST_SECONDS says how long (3).
. "${srcdir:-.}/tests/cli/lib.sh"

seconds=${BISOTUN_TEST_SECONDS:-3}
add_agency
until=$(($(date +%s) + seconds))

writer()
{
	n=0
	while [ "$(date +%s)" -lt $until ]; do
		n=$((n + 1))
		bisotun --quiet --timeout 30 term add --id "$1-$n" "en=Term $1 $n" >/dev/null 2>>"$1.err" ||
			echo "writer $1: $n failed" >>trouble
	done
	echo $n >"$1.n"
}

reader()
{
	while [ "$(date +%s)" -lt $until ]; do
		bisotun lookup 'Drug Control Agency' >/dev/null 2>>"$1.err" ||
			echo "reader $1 failed" >>trouble
	done
}

for w in a b; do writer $w & done
for r in 1 2 3 4; do reader $r & done
wait

said="$seconds seconds of two writers and four readers"
if [ -s trouble ]; then
	wrong "$said"
	sort trouble | uniq -c | head
	cat ./*.err | head
fi
written=$(($(cat a.n) + $(cat b.n) + 1))
run 0 info --json
json .concepts $written
run 0 verify
echo "$written concepts written, none lost"
finish
