#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The forms an option can have, and where it can stand.
. "${srcdir:-.}/tests/cli/lib.sh"

add_agency
for words in '-s en -t ru' '-sen -tru' '--from en --to ru' '--from=en --to=ru' '-t ru -s en'; do
	# shellcheck disable=SC2086 # several words
	run 0 --json lookup $words 'drug control agency'
	json .concepts[0].forms.ru[0].status preferred
	json .concepts[0].forms.keys ru
	# shellcheck disable=SC2086
	run 0 lookup 'drug control agency' $words --format json
	json .concepts[0].forms.keys ru
done
run 0 lookup --json -t ru,zh 'drug control agency'
json .concepts[0].forms.keys 'ru zh'
run 0 lookup --json -t zh -t ru 'drug control agency'
json .concepts[0].forms.keys 'zh ru'
run 0 term --format json show dca
json .id dca
run 0 term add --id dash 'en=-s is an option'
run 0 lookup -- '-s is an option'
has out dash
run 0 lookup -aq 'drug control agency'
hasnt out 'ms)'
run 0 --db other.db init
check '--db goes before $BISOTUN_DB' test -e other.db
run 2 lookup --from
has err '--from needs'
run 2 lookup x --json=yes
run 0 --timeout 0 info
run 0 --timeout 2.5 info
run 2 --timeout soon info
finish
