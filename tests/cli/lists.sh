#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Many queries in one call.
. "${srcdir:-.}/tests/cli/lib.sh"

add_agency
printf '\357\273\277drug control agency\r\n\n  麻醉品管制署\nnothing of the kind' >list.txt
run 1 lookup -f list.txt --json
json .items.# 3
json .items[0].query 'drug control agency'
json .items[0].concepts[0].id dca
json .items[1].query 麻醉品管制署
json .items[1].concepts[0].id dca
json .items[2].concepts '[]'
cp list.txt in
run_in 1 lookup -f - --format jsonl
check 'an answer a line' test "$(wc -l <out)" -eq 3
has err 'nothing of the kind'
run_in 1 lookup --file - 'drug control agency'
has out 'dca'
echo 'drug control agency' >in
run_in 0 lookup -f - --json
json .items.# 1
run 0 lookup 'drug control agency' 麻醉品管制署
has out 'Агентство'
: >in
run_in 0 lookup -f - --json
json .items '[]'
finish
