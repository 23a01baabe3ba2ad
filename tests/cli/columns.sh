#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Columns stand under each other whatever the script, and text from right to left comes
# last.
. "${srcdir:-.}/tests/cli/lib.sh"

run 0 term add --id wide --status preferred en=abcdef zh=缉毒署 'ur=شنگھائی تعاون تنظیم'
run 0 term show wide
has out '  en  abcdef'
has out '  zh  缉毒署'
check 'six letters are as wide as three of Chinese' test \
	"$(sed -n 's/^  en  abcdef\( *\)✓.*/\1/p' out)" = "$(sed -n 's/^  zh  缉毒署\( *\)✓.*/\1/p' out)"
has out '  ur  ✓ preferred'
check 'Urdu ends its row' grep -q 'شنگھائی تعاون تنظیم$' out
isolate=$(printf '\342\201\250')
hasnt out "$isolate"

# on a terminal it is isolated from what stands beside it
if command -v script >/dev/null 2>&1; then
	script -qec "'$program' term show wide" /dev/null >out </dev/null
	said='bisotun term show wide, on a terminal'
	has out "${isolate}شنگھائی"
fi
finish
