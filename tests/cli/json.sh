#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The JSON of the contract: schema first, the keys that programs rely on.
. "${srcdir:-.}/tests/cli/lib.sh"

# schema NAME: the document in out is of that schema, and says so first
schema()
{
	json .schema "bisotun.$1/1"
	json .keys "$("$jsonq" .keys <out | sed 's/^schema //; s/^/schema /')"
}

write_tmx a.tmx
run 0 import --format json a.tmx
schema import
json .files.# 1
json .files[0].file a.tmx
json .files[0].type tmx
json .files[0].version 1.4
json .files[0].read 3
json .files[0].added 3
json .files[0].merged 0
json .files[0].skipped 0
json .files[0].bad 0
json .files[0].languages.en 3
json .files[0].languages.ru 3
json .files[0].problems '[]'
undo=$("$jsonq" .undo <out)
check 'the undo number is a number' test "$undo" -ge 1

run 0 import --json a.tmx
json .files[0].added 0
json .files[0].read 3
json .files[0].merged 3

add_agency
run 0 lookup --json 'drug control agency'
schema lookup
json .query 'drug control agency'
json .concepts[0].id dca
json .concepts[0].type body
json .concepts[0].score 100.0
json .concepts[0].matched 'Drug Control Agency'
json .concepts[0].forms.en[0].text 'Drug Control Agency'
json .concepts[0].forms.en[0].status preferred
json .concepts[0].forms.en[0].kind full
json .concepts[0].forms.en[0].source https://example.org/1
json .concepts[0].forms.en[0].reliability 3
json .concepts[0].forms.en[1].status deprecated
json .concepts[0].forms.en[1].instead 'Drug Control Agency'
json .concepts[0].forms.zh[0].text 麻醉品管制署

run 1 lookup --json 'nothing of the kind'
schema lookup
json .concepts '[]'

run 1 lookup --json 'drug control agency' 'nothing of the kind'
schema lookup
json .items.# 2
json .items[0].query 'drug control agency'
json .items[1].concepts '[]'

run 1 lookup --format jsonl 'drug control agency' 'nothing of the kind'
check 'jsonl is one object a line' test "$(wc -l <out)" -eq 2
sed -n 1p out >line && mv line first && cp first out
schema lookup

run 0 term show --json dca
schema concept
json .id dca
json .forms.en[0].text 'Drug Control Agency'

run 0 info --json
schema info
json .units 3
json .segments.en 3
json .segments.ru 3
json .concepts 1
json .people 0
json .terms.ru 1
check 'schema_version is a number' test "$("$jsonq" .schema_version <out)" -ge 1
check 'bytes is a number' test "$("$jsonq" .bytes <out)" -ge 1000

run 0 stats --json
schema stats
run 0 log --json
schema log
json .items[0].who tester
run 0 formats --json
schema formats
json .items[0].schema bisotun.formats/1
run 0 verify --json
schema verify
json .ok true
run 0 term edit --json dca --definition 'a body'
schema change
json .id dca
run 0 match -s en -t ru --json 'The Council adopted a statement.'
schema match
json .query 'The Council adopted a statement.'
json .complete true
json .matches[0].target 'Совет принял заявление.'
json .matches[0].score 100.0
json .matches[0].edits[0].what equal
run 1 match -s en -t ru --json 'Nothing of the kind is there'
schema match
json .matches '[]'
run 0 analyze -s en --json a.tmx
schema analysis
run 0 verify --index --queries 1 --json
schema index-check
json .ok true
run 0 unit show --json U1
schema unit
json .id U1
run 0 export --json -o b.tmx
schema export
json .units 3
run 0 validate --json b.tmx
schema validate
json .ok true
finish
