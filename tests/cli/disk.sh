#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The disk is full in the middle of a write: status 4 and a message, nothing of the write
# is left, and what was there before is.  A real full disk where we may mount one (root),
# else a limit on the size of files.
. "${srcdir:-.}/tests/cli/lib.sh"

awk 'BEGIN {
	print "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
	for (i = 0; i < 30000; i++)
		printf "<tu><tuv xml:lang=\"en\"><seg>Unit number %d of many, long enough to fill a disk</seg></tuv>" \
			"<tuv xml:lang=\"ru\"><seg>Единица %d из многих</seg></tuv></tu>\n", i, i
	print "</body></tmx>"
}' >big.tmx
write_tmx small.tmx

after_failure()
{
	has err bisotun:
	run 0 verify
	run 0 info --json
	json .units 3
}

mkdir disk
if mount -t tmpfs -o size=3m none disk 2>/dev/null; then
	trap 'cd /; umount "$folder/disk"; rm -rf "$folder"' EXIT
	BISOTUN_DB=$folder/disk/full.db
	run 0 import small.tmx
	run 4 import big.tmx
	has err 'full'
	after_failure
	run 3 export --type tmx -o disk/none/out.tmx
	head -c 3000000 /dev/zero >disk/filler 2>/dev/null
	run 4 backup --to disk/copy.db
	check 'no half backup' test ! -e disk/copy.db
	status=0
	bisotun export --type tmx -o disk/out.tmx >out 2>err || status=$?
	check 'an export to a full disk fails or fits whole' \
		test "$status" -ne 0 -o -s disk/out.tmx
else
	run 0 import small.tmx
	(
		trap '' XFSZ
		ulimit -f 2000
		bisotun import big.tmx >out 2>err
		echo $? >status
	)
	status=$(cat status)
	said='import with a limit on file size'
	check 'the import fails with 4' test "$status" -eq 4
	after_failure
fi
finish
