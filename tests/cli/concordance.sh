#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Where the memory has some words: in text, in columns, as JSON, as TSV.
. "${srcdir:-.}/tests/cli/lib.sh"

write_tmx a.tmx
cat >b.tmx <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="hand" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="en" datatype="plaintext"/>
<body>
<tu changedate="20200101T000000Z" changeid="anna"><tuv xml:lang="en"><seg>At the Café Müller the Council met on 14 April 2017.</seg></tuv><tuv xml:lang="ru"><seg>В кафе «Мюллер» 14 апреля 2017 года собрался Совет.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>councils</seg></tuv><tuv xml:lang="zh"><seg>国家缉毒委员会</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>اجتمع المجلس في طشقند</seg></tuv><tuv xml:lang="en"><seg>The Council met in Tashkent</seg></tuv></tu>
</body>
</tmx>
END
run 0 init
run 1 concordance council
has err 'no unit has "council"'
run 0 import a.tmx b.tmx

run 0 concordance -s en -t ru council
has out 'council: 2 units'
has out 'The [Council] adopted a statement.'
has out 'b.tmx · 2020-01-01 · anna'
has out 'ru  '
hasnt out 'councils'
check 'the newest comes first' test "$(grep -n 'Müller' out | cut -d : -f 1)" -lt "$(grep -n 'adopted' out | cut -d : -f 1)"

# a phrase given word by word, in quotes, in another case, through marks of letters
for words in 'the council' '"the council"' 'THE COUNCIL'; do
	run 0 concordance -s en --json "$words"
	json .schema bisotun.concordance/1
	json .total 3
done
run 0 concordance -s en --json the council
json .query 'the council'
json .total 3
run 0 concordance --json 'cafe muller'
json .total 1
json .hits[0].text 'At the Café Müller the Council met on 14 April 2017.'
json .hits[0].ranges[0][0] 7
json .hits[0].ranges[0][1] 18
json .hits[0].targets.ru 'В кафе «Мюллер» 14 апреля 2017 года собрался Совет.'
json .hits[0].unit U4
json .hits[0].origin b.tmx
json .hits[0].date 2020-01-01
run 0 concordance -s en --json '14 april'
json .hits[0].ranges[0][0] 38

# beginnings, stems, characters, patterns
run 0 concordance -s en --json 'counc*'
json .total 4
run 0 concordance -s en --json --stem council
json .total 4
run 0 concordance --json 缉毒
json .total 1
json .hits[0].ranges[0][0] 2
json .hits[0].targets.en councils
run 0 concordance -s en --json --regex '[Cc]ouncils?'
json .total 4
run 2 concordance --regex '(a'
has err 'parenthesis'
run 2 concordance --regex --stem a
run 2 concordance
run 2 concordance ' '
run 2 concordance --sort sideways a
run 2 concordance --max 0 a

# sides and filters
run 1 concordance -s en -t ru совет
has err 'side'
run 0 concordance -s en -t ru --side target --json совет
json .total 2
run 0 concordance -s en --origin b.tmx --json council
json .total 2
run 0 concordance -s en --since 2019-01-01 --json council
json .total 1
run 1 concordance -s en councilling
has err '--stem'
run 1 concordance -q -s en --json councilling
json .total 0
json .hits.# 0

# in columns: what is found stands under each other, by the word before
run 0 concordance -s en --kwic --sort left1 the council
check 'the words are in one column' test "$(grep -c '\[The Council\]\|\[the Council\]' out)" -eq 3
check 'and begin in the same place' \
	test "$(grep -F '[' out | sed 's/\[.*//' | awk '{ print length($0) }' | sort -u | wc -l)" -le 2
run 0 concordance -s ar --kwic المجلس
has out '[المجلس]'

# a segment as long as a book is cut to its line as fast as any other
{
	sed '/<\/body>/,$d' b.tmx
	printf '<tu><tuv xml:lang="fr"><seg>'
	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "mot%d ", i }'
	printf 'aiguille '
	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "fin%d ", i }'
	printf '</seg></tuv></tu></body></tmx>'
} >book.tmx
run 0 import book.tmx
run 0 concordance -q -s fr --kwic aiguille
has out 'mot99999 [aiguille] fin0'
check 'it is one line of the width asked for' \
	test "$(sed -n '/aiguille\]/p' out | wc -c)" -lt 120

# renderings are in JSON where they are asked for
run 0 concordance -s en -t ru --json council
json .renderings null
run 0 concordance -s en -t ru --renderings --json council
json .total 2

run 0 concordance -s en --format tsv council
check 'all rows have as many cells' \
	test "$(awk -F '\t' '{ print NF }' out | sort -u | wc -l)" -eq 1
check 'a row a hit and target' test "$(wc -l <out)" -eq 4
run 0 concordance -s en --max 1 --skip 1 --format jsonl council
json .total 3
json .hits.# 1
json .skip 1
run 0 concordance -s en --color always council
hasnt out '[Council]'
has out "$(printf '\033[')"
finish
