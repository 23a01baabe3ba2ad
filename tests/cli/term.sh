#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Terminology work from the first proposal to the merger of two entries.
. "${srcdir:-.}/tests/cli/lib.sh"

run 0 term add --type person --id haydarzoda 'en=Murtazo Haydarzoda' 'tg=Муртазо Ҳайдарзода'
run 0 term show --json haydarzoda
json .forms.en[0].status proposed
run 0 lookup 'Murtazo Haydarzoda'
has out '? proposed'

run 0 --user vera term approve haydarzoda --lang en
run 0 term show --json haydarzoda
json .forms.en[0].status preferred
json .forms.en[0].approved_by vera
json .forms.tg[0].status proposed

run 0 term add --concept haydarzoda --status deprecated 'en=Murtazo Khaidarzoda'
run 0 lookup 'Khaidarzoda Murtazo'
has out '✗ do not use'
run 0 term edit haydarzoda --lang tg --valid-from 2004 --source 'passport' --reliability 4
run 0 term show --json haydarzoda
json .forms.tg[0].valid_from 2004
json .forms.tg[0].reliability 4

run 0 term add --type office --id director 'en=Director of the Drug Control Agency'
run 0 term link haydarzoda holds director --valid-from 2015 --valid-to 2020-12-31
run 0 term show haydarzoda
has out 'Director of the Drug Control Agency'
has out '2015'
run 0 term show director
has out 'held by'
run 0 term show --json director
json .relations[0].kind holds
json .relations[0].backwards true
run 0 term link --remove haydarzoda holds director
run 0 term show --json director
json .relations '[]'

# the same again is named, and can be joined
run 0 term add --id again 'en=murtazo haydarzoda' 'ru=Муртазо Хайдарзода'
has err 'haydarzoda'
run 0 term merge haydarzoda again
run 1 term show again
run 0 term show --json haydarzoda
json .forms.ru[0].text 'Муртазо Хайдарзода'

run 0 term remove haydarzoda --lang ru
run 0 term show --json haydarzoda
json .forms.ru '(nothing there)'
run 0 term remove haydarzoda
run 1 term show haydarzoda
run 1 term edit nobody --note x
run 2 term edit haydarzoda --text x
run 2 term add --reliability 5 en=x
finish
