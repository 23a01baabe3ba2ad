#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Every command has help on one screen, examples first, and all its options in the man
# page.
. "${srcdir:-.}/tests/cli/lib.sh"

manual=$top/src/cli/bisotun.1

# Whether the section of a command in the man page names an option.
in_manual()
{
	awk -v command="$1" -v option="$2" '
		/^\.S[sh] / { inside = $0 == ".Ss " command }
		inside && option == "" { found = 1 }
		inside && option != "" && index($0 " ", "Fl Fl " option " ") { found = 1 }
		END { exit !found }' "$manual"
}

run 0 completion options
cp out options
check 'there are many options' test "$(wc -l <options)" -gt 60
tab=$(printf '\t')
while IFS=$tab read -r command option; do
	in_manual "$command" "${option#--}" || wrong "the man page doesn't know $command $option"
done <options
in_manual lookup nonsense && wrong 'an option that nobody has was found in the man page'
in_manual lookup strict && wrong 'an option of import was found in the section of lookup'

cut -f 1 options | sort -u >commands
while read -r command; do
	# shellcheck disable=SC2086 # "term add" is two words
	run 0 $command --help
	has out "bisotun $command: "
	has out 'Usage: bisotun'
	check "$command --help fits a screen" test "$(wc -l <out)" -le 27
	check "$command --help has its examples first" \
		sh -c 'sed -n 3p out | grep -q "^  bisotun"'
	grep "^$command$tab--" options | cut -f 2 | while read -r option; do
		grep -q -e "$option\\b" out || echo "$option"
	done >lacking
	[ ! -s lacking ] || wrong "$command --help lacks $(cat lacking)"
done <commands
run 0 term --help
has out approve
run 0 --help
has out 'Usage: bisotun'
has out lookup
MANPATH=/nonexistent
export MANPATH
run 0 help lookup
run 2 help lokup
has err 'did you mean "lookup"?'
finish
