#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Input that means harm, or is as good as if it did.
. "${srcdir:-.}/tests/cli/lib.sh"

tbx()
{
	cat <<-END
	<?xml version="1.0"?>
	<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
	<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
	<text><body>
	END
	cat
	echo '</body></text></tbx>'
}

# what a file holds passes neither for a line of ours nor turns what follows it round
tbx >sly.tbx <<END
<conceptEntry id="sly"><langSec xml:lang="en">
<termSec><term>ruse&#10;bisotun: all is well&#x9b;31m&#x202e;txet&#x2066;.</term></termSec>
</langSec></conceptEntry>
END
run 0 import sly.tbx
run 0 lookup 'ruse bisotun: all is well'
has out 'ruse bisotun: all is well 31mtxet.'
hasnt out "$(printf '\342\200\256')"
hasnt out "$(printf '\302\233')"
check 'a term stays in its line' test "$(grep -c '^bisotun' out)" = 0
run 0 --format tsv lookup 'ruse bisotun: all is well'
has out 'ruse\nbisotun: all is well'
check 'a row is a line' test "$(wc -l <out)" -eq 2

# what could not be exported is not taken
run 2 term add "en=$(printf 'bell\007')"
has err 'U+0007 is not allowed'
run 2 term add "en=$(printf 'end\357\277\277')"
has err 'U+FFFF is not allowed'

# the database is not written over
run 2 export --type tbx -o "$BISOTUN_DB"
has err 'is the database itself'
ln -s "$BISOTUN_DB" other-name
run 2 export --type tbx -o other-name
run 2 import --report other-name sly.tbx
has err 'is the database itself'
run 0 verify

# one id many times: each is told apart, and in a time that grows with their number only
rm -f "$BISOTUN_DB"*
awk 'BEGIN { for (i = 0; i < 20000; i++)
	printf "<conceptEntry id=\"same\"><langSec xml:lang=\"en\"><termSec><term>t%d" \
		"</term></termSec></langSec></conceptEntry>\n", i }' | tbx >same.tbx
run 0 import same.tbx
run 0 export --type tbx2 -o same-2.tbx
check 'every id is its own' test \
	"$(grep -o '<termEntry id="[^"]*"' same-2.tbx | sort -u | wc -l)" -eq 20000
has same-2.tbx 'id="same-20000"'

finish
