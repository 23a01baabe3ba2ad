#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Findings in texts, in every form of output.
. "${srcdir:-.}/tests/cli/lib.sh"

sarif=${SARIF_CHECK:-${jsonq%/*}/sarif-check}

# only RULE…: the rules these tests are about, so that others may come
only()
{
	"$@" --rule NAME-VARIANT,TYP-DOUBLESPACE
}

cat >release.txt <<'TEXT'
Seminar in Vienna

On 10 July 2019 the seminar was opened by Director Yuri Belenkov, who had come from  Geneva.

The paper’s authors – 会议 – thanked Yuri Belenkov.
TEXT
cat >clean.txt <<'TEXT'
On 10 July 2019 the seminar was opened by Director Yury Belenkov.
TEXT

# without a base what needs none is found, and that is said in one line
run 0 check release.txt
has err "no database at $BISOTUN_DB: names are not compared with a base"
check 'one line' test "$(wc -l <err)" -eq 1
has out '[TYP-DOUBLESPACE]'
hasnt out 'NAME-VARIANT'
run 4 --db missing.db check release.txt
check 'no base is made' test ! -e test.db
run 0 term add --id belenkov --type person --status preferred 'en=Yury Belenkov' \
	'ru=Юрий Беленков'

# line: exactly so
only run 1 check --format line release.txt
sed -n 1p out >first
has first 'release.txt:3:52: error: '
has first ' [NAME-VARIANT]'
check 'every line is one of an editor' test -z \
	"$(grep -vE '^release.txt:[0-9]+:[0-9]+: (note|warning|error): .+ \[[A-Z-]+\]$' out)"
check 'three findings' test "$(wc -l <out)" -eq 3
has out 'release.txt:3:84: warning: '
has out 'release.txt:5:36: error: '

# for people: the line, the place, what to write, the sum
only run 1 check release.txt
has out 'release.txt:3:52: ✗ error: '
has out 'Director [Yuri Belenkov], who'
has out 'from[  ]Geneva'
has out 'thanked [Yuri Belenkov].'
has out 'Yury Belenkov'
has out '1 file: 2 errors, 1 warning, 0 notes. Fix 3 automatically: bisotun check --fix …'
only run 0 check clean.txt
has out '✓ 1 file: 0 errors, 0 warnings, 0 notes'
only run 1 check -q release.txt
hasnt out 'automatically'
awk 'BEGIN { for (i = 0; i < 300; i++) printf "word%d ", i; printf "Director Yuri Belenkov";
	for (i = 0; i < 300; i++) printf " 会议%d", i; print "." }' >long.txt
only run 1 check --lang en long.txt
check 'a long line is cut around the place' sh -c \
	"sed -n 2p out | grep -qE '^    ….*\[Yuri Belenkov\].*…\$'"
check 'to a line' test "$(sed -n 2p out | wc -m)" -le 101

# json
only run 1 check --json release.txt
json .schema bisotun.finding/1
json .items.# 3
check 'the keys of the contract come first' sh -c "\"$jsonq\" .items[0].keys <out | grep -q \
	'^schema rule severity file line column end_line end_column bytes utf16 text message concept fixes'"
json .items[0].rule NAME-VARIANT
json .items[0].severity error
json .items[0].file release.txt
json .items[0].line 3
json .items[0].column 52
json .items[0].end_line 3
json .items[0].end_column 65
json .items[0].bytes '[70, 83]'
json .items[0].utf16 '[70, 83]'
json .items[0].text 'Yuri Belenkov'
json .items[0].concept belenkov
json .items[0].fixes '[{"replace": "Yury Belenkov"}]'
json .items[2].line 5
json .items[2].column 36
json .items[2].bytes '[158, 171]'
json .items[2].utf16 '[148, 161]'
only run 1 check --format jsonl release.txt
check 'a finding a line' test "$(wc -l <out)" -eq 3
cp out old.jsonl
sed -n 2p out >line && cp line out
json .rule TYP-DOUBLESPACE
json .concept null
only run 0 check --json clean.txt
json .items '[]'

# tsv
only run 1 check --format tsv release.txt
check 'the columns' test "$(awk -F '\t' '{ print NF }' out | sort -u)" = 15
check 'the header' test "$(sed -n 1p out | cut -f 1-3,8-12)" = \
	"$(printf 'file\tline\tcolumn\tseverity\trule\ttext\tmessage\treplace')"

# sarif
cp release.txt 'a b:%é.txt'
only run 1 check --format sarif release.txt 'a b:%é.txt' "$folder/release.txt"
check 'it is SARIF' test "$("$sarif" <out)" = 9
json .runs[0].results[0].ruleId NAME-VARIANT
json .runs[0].results[0].level error
json .runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri release.txt
json .runs[0].results[0].locations[0].physicalLocation.region.startColumn 52
json .runs[0].results[0].fixes[0].artifactChanges[0].replacements[0].insertedContent.text \
	'Yury Belenkov'
json .runs[0].results[3].locations[0].physicalLocation.artifactLocation.uri \
	'a%20b%3A%25%C3%A9.txt'
has out "\"uri\": \"file://$folder/release.txt\""
json .runs[0].invocations[0].executionSuccessful true
cp out old.sarif
only run 3 check --format sarif clean.txt missing.txt
check 'it is SARIF' test "$("$sarif" <out)" = 0
json .runs[0].invocations[0].executionSuccessful false
# the checker of these tests can tell
sed 's/"startLine": 3/"startLine": 9/' old.sarif >out
check 'a region that ends before it begins is seen' sh -c '! '"$sarif"' <out >/dev/null'
sed 's/a%20b/a b/' old.sarif >out
check 'a URI that is none is seen' sh -c '! '"$sarif"' <out >/dev/null'
sed 's/"text": "Yuri/"txet": "Yuri/' old.sarif >out
check 'an unknown property is seen' sh -c '! '"$sarif"' <out >/dev/null'

# html
printf 'The <b>"Seminar"</b> & Director Yuri Belenkov\342\200\256 spoke.\n' >'<i>.txt'
only run 1 check --format html release.txt '<i>.txt'
has out '<mark>Yuri Belenkov</mark>'
has out '3 errors'
has out '&lt;b&gt;&quot;Seminar&quot;&lt;/b&gt; &amp; Director'
has out '&lt;i&gt;.txt'
has out 'U+202E'
has out 'prefers-color-scheme'
hasnt out '<script'
hasnt out '<i>'
hasnt out "$(printf '\342\200\256')"
check 'nothing is fetched' test -z "$(grep -oE '(src|href)="[^#"][^"]*"|url\(|@import' out)"
for tag in html head body main section article blockquote mark dl table nav bdi; do
	check "every $tag is closed" test "$(grep -oE "<${tag}[ >]" out | wc -l)" -eq \
		"$(grep -o "</$tag>" out | wc -l)"
done

# what was found before is left out, and only that
only run 0 check --baseline old.jsonl release.txt
has out '0 errors, 0 warnings, 0 notes, 3 known from before'
only run 0 check --baseline old.sarif release.txt
printf 'A word with Yuri Belenkov, again.\n\n' | cat - release.txt >newer.txt
mv newer.txt release.new && cp release.txt release.old && mv release.new release.txt
only run 1 check --baseline old.jsonl release.txt --format line
check 'one is new' test "$(wc -l <out)" -eq 1
has out 'release.txt:1:13:'
cp release.old release.txt
run 3 check --baseline missing.json release.txt
# nothing was read: no tick, no sum; with others the sum says so
only run 3 check missing.txt
check 'no sum' test ! -s out
only run 3 check clean.txt missing.txt
has out '1 more could not be read'
hasnt out '✓'

# levels and rules
run 1 check --rule name-variant release.txt --format line
check 'only this rule' test "$(grep -c NAME-VARIANT out)" -eq "$(wc -l <out)"
run 0 check --rule TYP --no-rule TYP-QUOTES,TYP-NBSP release.txt
has out TYP-DOUBLESPACE
hasnt out NAME-
only run 1 check --level error release.txt
has out '2 errors, 0 warnings'
run 1 check --rule TYP-DOUBLESPACE --fail-level warning release.txt
run 0 check --rule TYP-DOUBLESPACE release.txt
run 2 check --rule NAME-VARIATN release.txt
has err 'did you mean "NAME-VARIANT"?'
run 2 check --no-rule X release.txt
run 2 check --level bad release.txt
run 0 check --rules
has out NAME-VARIANT
has out TYP-TRUNCATED
run 0 check --rules --json
json .schema bisotun.rules/1
json .items[0].id NAME-VARIANT
run 0 --db missing.db check --rules --format tsv
check 'each rule says what it finds' test "$(awk -F '\t' '$4 == ""' out | wc -l)" -eq 0

# the project's file
printf 'ignore\tNAME-VARIANT\ttext\tYuri Belenkov\tas he signs\t2026-01-31\n' >project.tsv
only run 0 check --config project.tsv release.txt
has out '2 ignored'
printf 'nonsense\n' >project.tsv
run 3 check --config project.tsv release.txt

# fixes
cp release.txt draft.txt
only run 1 check --fix --dry-run draft.txt
has out 'Would fix 3'
has err 'draft.txt: would fix 3 findings'
check 'nothing is written' cmp -s release.txt draft.txt
only run 0 check --fix draft.txt
has err 'draft.txt: fixed 3 findings'
has out 'Fixed 3'
has draft.txt 'Director Yury Belenkov, who had come from Geneva.'
has draft.txt '– 会议 – thanked Yury Belenkov.'
only run 0 check draft.txt
run 2 check --fix -

# under one of two names nothing is changed
cp release.txt draft.txt
ln draft.txt draft2.txt
only run 3 check --fix draft.txt
has err 'draft.txt: has 2 names (hard links); the others would keep the old text'
check 'neither is' cmp -s release.txt draft.txt
rm draft2.txt

# of a document the text can't be written: what to write is said, not offered as a fix
printf '<html lang="en"><body><p>Director Yuri Belenkov spoke.</p></body></html>' >page.html
cp page.html page.old
only run 1 check --fix page.html
has err 'page.html: not fixed: only plain text is'
has out 'Fixed 0'
check 'nothing is written' cmp -s page.html page.old
only run 1 check page.html
hasnt out 'Fix 1'
only run 1 check --format sarif page.html
check 'it is SARIF' test "$("$sarif" <out)" = 1
hasnt out '"fixes"'

# input of every sort
cp release.txt in
only run_in 1 check --format line -
has out 'standard input:3:52: error'
only run_in 1 check --format line --stdin-name draft.txt -
has out 'draft.txt:3:52: error'
only run 3 check missing.txt . release.txt --format line
has err 'missing.txt'
has err '.: '
has out 'release.txt:3:52'
: >empty.txt
run 0 check empty.txt
printf 'Director Yuri Belenkov\ninto the \033[31mred\n' >sly.txt
only run 1 check sly.txt
hasnt out "$(printf '\033')"
only run 1 --color always check release.txt
has out "[$(printf '\033[31m')Yuri Belenkov"
only run 1 check --lang en --date 2019-07-10 release.txt
only run 1 check --date auto release.txt
only run 1 check --date none release.txt
run 2 check --date yesterday release.txt
has err 'YYYY-MM-DD or auto'
run 2 check
run 2 check --rules release.txt
run 2 check --rules --format html
run 2 check --pair a.txt b.txt
has err 'not yet checked against its source'
run 2 info --format sarif
has err 'for findings'
finish
