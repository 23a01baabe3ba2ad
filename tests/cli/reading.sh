#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# What a person reads: who holds an office first, what is over marked as such, one thing in
# the singular, and a failure without an account of nothing.
. "${srcdir:-.}/tests/cli/lib.sh"

# at LINE TEXT: that line of out has the text
at()
{
	sed -n "$1p" out | grep -qF -e "$2" || {
		wrong "$said: line $1 has no \"$2\""
		show out
	}
}

bisotun term add --id head --type office --status preferred en=Head >/dev/null
bisotun term add --id other --type office --status preferred en=Chief >/dev/null
for person in first second third; do
	bisotun term add --id $person --type person --status preferred "en=The $person" >/dev/null
done
run 0 term link head not-same-as other
run 0 term link first holds head --valid-from 2001 --valid-to 2005
run 0 term link second holds head --valid-from 2006-01-01
run 0 term link third holds head --valid-from 2990

run 0 lookup head
at 3 '→ held by The second (second)  2006-01-01…'
at 4 '→ not the same as Chief (other)'
has out '→ held by The first (first)  2001…2005  ✗ ended'
has out '→ held by The third (third)  2990…  ✗ not yet'

run 0 lookup --at 2005-12-31 head
at 3 '→ held by The first (first)  2001…2005'
hasnt out 'ended'
run 0 term show --at 2991-01-01 head
has out 'The first (first)  2001…2005  ✗ ended'
hasnt out 'not yet'

cat >one.tmx <<'END'
<tmx version="1.4"><header srclang="en"/><body>
<tu><tuv xml:lang="en"><seg>One.</seg></tuv><tuv xml:lang="ru"><seg>Один.</seg></tuv></tu>
</body></tmx>
END
run 0 import one.tmx
has out '1 unit read → 1 new'
has out '1 warning that cost nothing'
has out '! one.tmx:1: <header> lacks creationtool'
hasnt out ':0:'
run 0 import one.tmx
has out 'all of it is known already'

echo '<tmx version="1.4"><body><tu>' >cut.tmx
run 3 import cut.tmx
hasnt out '0 already known'
has out 'nothing was kept'
finish
