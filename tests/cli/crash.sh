#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# kill -9 at a random moment of an import: afterwards the base is clean, and the import is
# there whole or not at all.  BISOTUN_TEST_KILLS says how often (10).
. "${srcdir:-.}/tests/cli/lib.sh"

kills=${BISOTUN_TEST_KILLS:-10}
units=20000
awk -v n=$units 'BEGIN {
	print "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
	for (i = 0; i < n; i++)
		printf "<tu tuid=\"%d\"><tuv xml:lang=\"en\"><seg>Unit number %d of many</seg></tuv>" \
			"<tuv xml:lang=\"ru\"><seg>Единица %d из многих</seg></tuv></tu>\n", i, i, i
	print "</body></tmx>"
}' >big.tmx

# how long a whole import takes, in ms
run 0 init
began=$(date +%s%N)
run 0 import big.tmx
took=$((($(date +%s%N) - began) / 1000000 + 20))

killed=0
whole=0
none=0
for k in $(seq "$kills"); do
	rm -f "$BISOTUN_DB" "$BISOTUN_DB"-*
	run 0 init
	# a random moment of the k-th of as many pieces of that time
	moment=$(awk -v seed="$k$$" -v k="$k" -v n="$kills" -v max="$took" \
		'BEGIN { srand(seed); printf "%.3f", (k - 1 + rand()) / n * max / 1000 }')
	# the program itself, not a function of the shell: else the shell in between is killed
	"$program" --quiet import big.tmx >/dev/null 2>&1 &
	victim=$!
	sleep "$moment"
	kill -9 $victim 2>/dev/null
	status=0
	wait $victim 2>/dev/null || status=$?
	[ "$status" -ne 137 ] || killed=$((killed + 1))
	run 0 verify
	run 0 info --json
	found=$("$jsonq" .units <out)
	case $found in
	0) none=$((none + 1)) ;;
	$units) whole=$((whole + 1)) ;;
	*) wrong "killed after $moment s: $found units of $units are there" ;;
	esac
	# and it can be written again
	run 0 import big.tmx
	run 0 info --json
	json .units $units
done
echo "$kills tries, $killed killed at work: $whole whole, $none not at all"
said="$kills tries"
check 'some were killed at work' test "$killed" -gt 0
finish
