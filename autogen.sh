#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The way in.
#
#   ./autogen.sh          makes ./configure, for those who build by hand
#   ./autogen.sh demo     installs what is missing, builds in build/, shows what Bisotun does
#   ./autogen.sh check    installs what is missing, builds in build/, runs the tests
#
# Missing Debian packages are named before they are installed.  With everything installed
# nothing is fetched from anywhere.
set -eu

tools='autoconf automake libtool pkg-config'
packages="$tools gcc libc6-dev make xz-utils libxml2-dev libicu-dev libsqlite3-dev libstemmer-dev
libarchive-dev libjansson-dev libcmocka-dev"

say()
{
	echo "autogen.sh: $*" >&2
}

die()
{
	say "$*"
	exit 1
}

# Whether a Debian package is there, under its own name or by another that provides it.
installed()
{
	dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' 2>/dev/null |
		awk -v name="$1" '
			$1 == "installed" {
				for (i = 2; i <= NF; i++) {
					sub(/,$/, "", $i)
					if ($i == name) found = 1
				}
			}
			END { exit !found }'
}

missing_packages()
{
	for package in $packages; do
		installed "$package" || printf '%s ' "$package"
	done
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		env DEBIAN_FRONTEND=noninteractive "$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	else
		die "not root and no sudo here; as root: apt-get install $missing"
	fi
}

install_missing()
{
	if ! command -v dpkg-query >/dev/null 2>&1; then
		# shellcheck disable=SC2086 # a list of words
		say "this isn't Debian; what these Debian packages hold is needed:" $packages
		return 0
	fi
	missing=$(missing_packages)
	[ -n "$missing" ] || return 0
	say "installing $missing"
	as_root apt-get update -qq
	# shellcheck disable=SC2086 # a list of words
	as_root apt-get install -y -qq --no-install-recommends $missing >&2
}

need_tools()
{
	lacking=
	for tool in autoconf automake libtoolize pkg-config; do
		command -v "$tool" >/dev/null 2>&1 || lacking="$lacking $tool"
	done
	[ -z "$lacking" ] || die "missing:$lacking; on Debian: sudo apt-get install $tools"
}

# configure is made again when what it is made from is newer.
make_configure()
{
	need_tools
	cd "$top"
	if [ "${1-}" != always ] && [ -x configure ] && [ -f Makefile.in ] && [ -z "$(find configure.ac Makefile.am \
		include src termbase tmx tests \( -name module.am -o -name Makefile.am -o \
		-name configure.ac \) -newer configure -print)" ]; then
		return 0
	fi
	mkdir -p m4 build-aux
	autoreconf -fi
}

build()
{
	mkdir -p "$top/build"
	cd "$top/build"
	[ -f Makefile ] || "$top/configure" -q
	make -s -j"$(nproc 2>/dev/null || echo 2)"
}

top=$(cd "$(dirname "$0")" && pwd)
case ${1-} in
'')
	make_configure always
	say 'now: mkdir -p build && cd build && ../configure && make'
	;;
demo)
	install_missing
	make_configure >&2
	build >&2
	exec sh "$top/src/cli/demo.sh" "$top/build/bisotun" "$top"
	;;
check)
	install_missing
	make_configure
	build
	exec make -s -j"$(nproc 2>/dev/null || echo 2)" check
	;;
*)
	die "\"$1\"? ./autogen.sh [demo|check]"
	;;
esac
