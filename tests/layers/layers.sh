#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Every #include of the tree against layers.tsv and doors.tsv: layers.sh [TREE]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tree=${1:-$here/../..}
cd "$tree"

list=$(mktemp)
trap 'rm -f "$list"' EXIT
find include src termbase tmx -name '*.[ch]' | LC_ALL=C sort >"$list"

awk -F '\t' -v layers="$here/layers.tsv" -v doors="$here/doors.tsv" '
	# The folder of the list a path is in, "" where there is none.
	function folder_of(path,    i, best) {
		best = ""
		for (i = 1; i <= n; i++)
			if (index(path, folder[i] "/") == 1 && length(folder[i]) > length(best))
				best = folder[i]
		return best
	}
	function wrong(line, what) {
		print file ":" line ": " what
		bad++
	}
	function quoted(path, line,    to) {
		if (path == "config.h")
			return
		to = index(path, "bisotun/") == 1 ? "include" : folder_of(path)
		if (to == "")
			wrong(line, "\"" path "\" is in no folder of layers.tsv")
		else if (rank[to] > rank[own])
			wrong(line, own " must not include " to ": \"" path "\"")
		else if (kind[own] == "front" && kind[to] == "library" && to != "include")
			wrong(line, "a front end must not look inside the library: \"" path "\"")
		else if (own == "include" && to != "include")
			wrong(line, "a public header must not include an inner one: \"" path "\"")
	}
	function angled(path, line,    i) {
		for (i = 1; i <= n_doors; i++)
			if (path ~ header[i] && own != door[i])
				wrong(line, "<" path "> belongs to " door[i])
	}
	BEGIN {
		while ((getline < layers) > 0)
			if ($1 !~ /^#/ && $1 != "folder") {
				folder[++n] = $1
				rank[$1] = n
				kind[$1] = $2
			}
		while ((getline < doors) > 0)
			if ($1 !~ /^#/ && $1 != "header") {
				header[++n_doors] = $1
				door[n_doors] = $2
			}
		FS = "\n"
	}
	{
		file = $0
		own = folder_of(file)
		if (own == "") {
			wrong(0, "the file is in no folder of layers.tsv")
			next
		}
		files++
		line = 0
		while ((getline text < file) > 0) {
			line++
			if (text !~ /^[ \t]*#[ \t]*include[ \t]*["<]/)
				continue
			n_includes++
			path = text
			sub(/^[ \t]*#[ \t]*include[ \t]*["<]/, "", path)
			sub(/[">].*/, "", path)
			if (text ~ /include[ \t]*"/)
				quoted(path, line)
			else
				angled(path, line)
		}
		close(file)
	}
	END {
		if (files == 0) {
			print "no file was read"
			bad++
		}
		if (!bad)
			print files " files, " n_includes " includes"
		exit bad > 0
	}' "$list"
