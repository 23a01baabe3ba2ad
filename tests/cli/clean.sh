#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# False alarms: what is told of correct press text with the shipped names.  Each sentence
# is a text of its own, then each language is one text.
. "${srcdir:-.}/tests/cli/lib.sh"

few_alarms()
{
	grep -cE ': (warning|error): ' out >count
	check "$1: $(cat count) findings in $2 sentences" test "$(cat count)" -le 2
	[ "$(cat count)" -le 2 ] || show out
}

run 0 import --as terms "$top"/termbase/data/*.tsv
mkdir sentences
for lang in en ru zh; do
	awk -v lang=$lang '{
		file = sprintf("sentences/%s-%04d.txt", lang, NR)
		print >file
		close(file)
	}' "$top/tests/data/clean/$lang.txt"
done
count=$(find sentences -type f | wc -l)
check 'a thousand sentences' test "$count" -ge 1000
bisotun check --format line --level warning --fail-level error sentences/*.txt >out 2>err
check 'they could be read' test ! -s err
few_alarms 'one by one' "$count"
bisotun check --format line --level warning "$top"/tests/data/clean/??.txt >out 2>err
check 'they could be read' test ! -s err
few_alarms 'as three texts' "$count"

# the same way of counting sees what is wrong
printf 'Murtazo Khaidarzoda and Yuri Fedotov met Vladimir Norow.\n' >wrong.txt
bisotun check --format line --level warning wrong.txt >out
check 'what is wrong is counted' test "$(grep -cE ': (warning|error): ' out)" -ge 3
finish
