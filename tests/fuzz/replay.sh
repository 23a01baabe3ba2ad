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
tests/fuzz/fuzz-endings "$corpus/endings" "$corpus/all"
tests/fuzz/fuzz-names "$corpus/names" "$corpus/all"
tests/fuzz/fuzz-placeables "$corpus/placeables" "$corpus/all"
tests/fuzz/fuzz-check "$corpus/check" "$corpus/all"
tests/fuzz/fuzz-romanise "$corpus/romanise" "$corpus/all"
for kind in docx html odt txt; do
	tests/fuzz/fuzz-doc-$kind "${srcdir:-.}/tests/data/doc" "$corpus/doc-$kind" "$corpus/all"
done
