#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Units one by one: added, shown, edited, removed, and all of it taken back.
. "${srcdir:-.}/tests/cli/lib.sh"

# the id and the undo number the last write told
id()
{
	sed -n 's/.*now \(U[0-9]*\)$/\1/p; t; s/^\(U[0-9]*\): added.*/\1/p' out
}

undo()
{
	sed -n 's/^undo: bisotun undo //p' out | tail -1
}

run 0 unit add -s en -t ru 'Thank you.' 'Спасибо.'
has out 'added, en, ru'
first=$(id)
run 0 unit show "$first"
has out 'Thank you.'
has out 'Спасибо.'
has out '? unreviewed'
has out "bisotun log --unit $first"
run 0 unit show --json "$first"
json .schema bisotun.unit/1
json .id "$first"
json .status unreviewed
json .variants.# 2
json .variants[0].lang en
json .variants[1].text 'Спасибо.'
run 0 unit show --format tsv "$first"
check 'a row a variant, all as long' \
	test "$(awk -F '\t' '{ print NF }' out | sort | uniq -c | tr -s ' ')" = ' 3 8'

run 0 unit add --reviewed --tuid greeting en=Hello. ru=Здравствуйте. zh=你好。
second=$(id)
run 0 unit show --json "$second" "$first"
json .items.# 2
json .items[0].tuid greeting
json .items[0].status reviewed
json .items[0].variants.# 3

# an edit gives it a new id, and can be taken back
run 0 unit edit "$first" 'ru=Благодарю вас.' --reviewed
third=$(id)
back=$(undo)
check 'the edited one has another id' test "$third" != "$first"
run 0 unit show --json "$third"
json .variants[1].text 'Благодарю вас.'
json .status reviewed
run 1 unit show "$first"
run 0 undo "$back"
run 0 unit show --json "$first"
json .variants[1].text 'Спасибо.'
json .status unreviewed

run 0 unit edit --remove zh "$second"
fourth=$(id)
run 0 unit show --json "$fourth"
json .variants.# 2
run 0 unit edit "$fourth" --unreviewed
fifth=$(id)
run 0 unit show "${fifth:-$fourth}"
has out '? unreviewed'
run 0 unit edit --json "$first" 'ru=Спасибо большое.' 'zh=谢谢。'
now=$("$jsonq" .id <out)
undo=$("$jsonq" .undo <out)
run 0 unit show --json "$now"
json .variants.# 3
run 0 log --unit "$now"
has out 'unit edit'
# however much is changed, one number takes it back
run 0 undo "$undo"
run 0 unit show --json "$first"
json .variants[1].text 'Спасибо.'
run 1 unit show "$now"
run 0 unit edit "$first" 'ru=Спасибо.'
has out 'nothing to change'
hasnt out 'undo:'
run 0 unit edit "$first" 'ru=Спасибо большое.' 'zh=谢谢。' --reviewed
has out 'ru, zh changed; reviewed; now U'
now=$(id)
run 1 unit edit "$now" 'ru=Благодарю.' --remove fa
run 0 unit show "$now"
has out 'Спасибо большое.'

# tried only
run 0 info --json
units=$("$jsonq" .units <out)
run 0 unit add -n en=Never. ru=Никогда.
has out 'would be added'
has out 'dry run'
run 0 unit edit -n "$now" 'ru=Никогда.' 'zh=从不。'
has out 'would be changed'
run 0 unit remove -n "$now"
has out 'would be removed'
run 0 info --json
json .units "$units"

run 0 unit remove "$now"
back=$(undo)
run 1 unit show "$now"
run 0 undo "$back"
run 0 unit show "$now"

# what its file says of it beside the texts
cat >full.tmx <<'END'
<tmx version="1.4"><header creationtool="hand" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu tuid="full" creationid="A &amp; B"><note>see annex</note><prop type="x-domain">a &lt;b&gt;</prop>
<tuv xml:lang="en" changeid="boris"><prop type="x-empty"/><seg>A <ph x="1">{}</ph> code.</seg></tuv>
<tuv xml:lang="ru"><seg>Код.</seg></tuv></tu></body></tmx>
END
run 0 import full.tmx
run 0 match -s en -t ru --markup 'A <ph x="1">{}</ph> code.' --json
json .matches[0].score 100.0
full=$("$jsonq" .matches[0].unit <out)
run 0 unit show --json "$full"
json .tuid full
json .facts.# 3
json .facts[0].kind attribute
json .facts[0].name creationid
json .facts[0].text 'A & B'
json .facts[1].kind note
json .facts[1].text 'see annex'
json .facts[2].name x-domain
json .facts[2].text 'a <b>'
json .variants[0].markup 'A <ph x="1">{}</ph> code.'
json .variants[0].facts[0].text boris
json .variants[0].facts[1].name x-empty
json .variants[0].facts[1].text ''
json .variants[1].facts '[]'
run 0 unit show "$full"
has out 'x-domain: a <b>'
has out 'A <ph x="1">{}</ph> code.'

# wrong
run 1 unit remove U4711
run 1 unit edit U4711 ru=x
run 2 unit show nonsense
run 2 unit add -s en 'Thank you.' 'Спасибо.'
run 2 unit add -s en -t ru 'Thank you.'
run 2 unit add en=One.
run 2 unit add en=One. nothing
run 2 unit edit "$now"
run 2 unit edit "$now" --reviewed --unreviewed
run 2 unit
run 0 verify
finish
