/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding: what two texts must share to count as the same.  Text is never shown folded.
 *
 * FOLD_STRICT: NFKC case folding (Unicode 15 §3.13) and, on top of it, one form each for
 * spaces (a run of any white space, NO-BREAK and thin spaces included, is one SPACE; none
 * at the edges), the apostrophe and quote families, dashes, the dots in foreign names (·
 * • ‧ ・), digits of all scripts (ASCII), ё/е, the Arabic letter pairs of Persian and Urdu
 * (ی/ي/ى, ک/ك, ہ/ه, ۃ/ة), tatweel, ZWNJ and other default ignorables (dropped), Uzbek ʻ ʼ
 * (o‘ and g‘ keep the mark as an ASCII apostrophe), and Traditional Han as Simplified.
 *
 * FOLD_LOOSE: the same without the marks of Latin and Greek letters (ø, ł, æ and their
 * like are o, l, ae), the stress mark on Cyrillic, the Arabic harakat, the hamza of أ and
 * إ and that of the Persian ezafe.  Never the breve of й and ў, the descender letters of
 * Cyrillic, the madda of آ, or Indic signs: those are other letters.
 *
 * Folding twice is folding once, and a text folds alike composed and decomposed.
 */
#ifndef BISOTUN_FOLD_H
#define BISOTUN_FOLD_H

#include "src/base/buf.h"

enum fold_level { FOLD_STRICT, FOLD_LOOSE };

/* Adds the folded text to `out`.  `lang` (canonical BCP 47, may be "") matters for the
 * dotted and dotless i of tr, az and kk-Latn only.  Fails with BIS_EFORMAT where text
 * is not UTF-8 (the message names the byte, counted from 1) or longer than 64 MiB, or
 * BIS_ENOMEM. */
int fold_text(enum fold_level level, const char *text, size_t size, const char *lang,
	struct buf *out);

#endif
