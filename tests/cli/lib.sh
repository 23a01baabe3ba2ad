# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
#
# What every test of the command line begins with: `. "${srcdir:-.}/tests/cli/lib.sh"`.
#
# The test is then in an empty folder of its own, with no database yet ($BISOTUN_DB names
# it).
#
#	run STATUS ARGUMENTS…     runs bisotun; standard output is in the file out, standard
#	                          error in err
#	has FILE TEXT             the file has this text; hasnt FILE TEXT
#	json PATH VALUE           the JSON in out has this value: json .files[0].read 3
#	check WHAT COMMAND…       the command succeeds
#	finish                    at the end
#
# A failure is told and the test goes on.

top=$(cd "${srcdir:-.}" && pwd)
program=${BISOTUN:-$PWD/bisotun}
jsonq=${JSONQ:-$PWD/tests/cli/jsonq}
unset BISOTUN_DB XDG_DATA_HOME NO_COLOR CLICOLOR_FORCE

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
BISOTUN_DB=$folder/test.db
HOME=$folder
USER=tester
TERM=xterm
export BISOTUN_DB HOME USER TERM
failures=0
if [ ! -x "$program" ]; then
	echo "$program: not built"
	exit 99
fi

wrong()
{
	echo "FAILED: $*"
	failures=$((failures + 1))
}

show()
{
	[ ! -s "$1" ] || sed -e "s/^/    $1: /" "$1" | head -20
}

bisotun()
{
	"$program" "$@"
}

run()
{
	wanted=$1
	shift
	said="bisotun $*"
	bisotun "$@" >out 2>err </dev/null
	status=$?
	check_status
}

# The same with the file `in` on standard input.
run_in()
{
	wanted=$1
	shift
	said="bisotun $* <in"
	bisotun "$@" >out 2>err <in
	status=$?
	check_status
}

check_status()
{
	if [ "$status" -ne "$wanted" ]; then
		wrong "$said: status $status, not $wanted"
		show out
		show err
	fi
	# whatever is said beside the result says who says it
	if grep -v '^bisotun: ' err >other; then
		wrong "$said: a line on standard error doesn't begin with 'bisotun: '"
		show other
	fi
}

has()
{
	if ! grep -qF -e "$2" "$1"; then
		wrong "$said: no \"$2\" in $1"
		show "$1"
	fi
}

hasnt()
{
	if grep -qF -e "$2" "$1"; then
		wrong "$said: \"$2\" in $1"
		show "$1"
	fi
}

json()
{
	value=$("$jsonq" "$1" <out 2>&1)
	if [ "$value" != "$2" ]; then
		wrong "$said: $1 is $value, not $2"
		show out
	fi
}

check()
{
	what=$1
	shift
	"$@" || wrong "$what: $*"
}

# A small memory of three units in en and ru (one in zh too).
write_tmx()
{
	cat >"$1" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="hand" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="ru" datatype="plaintext"/>
<body>
<tu tuid="one"><tuv xml:lang="ru"><seg>Совет принял заявление.</seg></tuv><tuv xml:lang="en"><seg>The Council adopted a statement.</seg></tuv></tu>
<tu tuid="two"><tuv xml:lang="ru"><seg>Встреча прошла в Ташкенте.</seg></tuv><tuv xml:lang="en"><seg>The meeting was held in Tashkent.</seg></tuv><tuv xml:lang="zh-CN"><seg>会议在塔什干举行。</seg></tuv></tu>
<tu tuid="three"><tuv xml:lang="ru"><seg>Стороны подписали план.</seg></tuv><tuv xml:lang="en"><seg>The Parties signed a plan.</seg></tuv></tu>
</body>
</tmx>
END
}

# One concept with forms of every sort.
add_agency()
{
	run 0 term add --id dca --type body --status preferred --source 'https://example.org/1' \
		--reliability 3 'en=Drug Control Agency' 'ru=Агентство по контролю за наркотиками' \
		'zh=麻醉品管制署'
	run 0 term add --concept dca --status deprecated 'en=Narcotics Control Agency'
	run 0 term add --concept dca --status lookup --kind variant 'en=Drugs Control Agency'
}

finish()
{
	[ "$failures" -eq 0 ] || echo "$failures failed"
	[ "$failures" -eq 0 ]
	exit
}
