#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every target over the samples of its format and the inputs that once were trouble.
set -eu
data=${srcdir:-.}/tests/data/formats
corpus=${srcdir:-.}/tests/fuzz/corpus
for format in omegat table tbx tbx-dct tbx-min tbx2 tmx utx; do
	tests/fuzz/fuzz-$format "$data/$format" "$corpus/$format" "$corpus/all"
done
tests/fuzz/fuzz-markup "$corpus/markup" "$corpus/all"
tests/fuzz/fuzz-placeables "$corpus/placeables" "$corpus/all"
