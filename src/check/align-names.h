/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a run of words of a text is an official name written otherwise.
 */
#ifndef BISOTUN_CHECK_ALIGN_NAMES_H
#define BISOTUN_CHECK_ALIGN_NAMES_H

#include "src/check/officials.h"

/* How what stands in a text differs from the official name. */
enum {
	DIFFERS_WORD = 1,        /* another word for it */
	DIFFERS_ORDER = 2,       /* words in another order */
	DIFFERS_MORE = 4,        /* a word too many */
	DIFFERS_LESS = 8,        /* a word is missing inside it */
	DIFFERS_LIGHT = 16,      /* another preposition, or one too many or missing */
	DIFFERS_ENDING = 32,     /* singular for plural and the like */
	DIFFERS_SPELLING = 64,   /* a misprint */
	DIFFERS_SPELT = 256,     /* another spelling of a word that has several */
	DIFFERS_SHORTENED = 128, /* its end is left out */
	DIFFERS_YEAR = 512,      /* one of its two years is another */
};

struct alignment {
	const struct official *official;
	size_t first, last; /* units of the text, both of the name */
	unsigned differs;
	size_t matched, missing, extra, alike; /* words; `alike` by meaning only */
	double score;
	const struct unit *found, *instead; /* the first word that is another */
};

/* The best place for the name among units[begin..end), between which no stop stands;
 * false where there is none good enough. */
bool align_name(const struct official *o, const struct units *units, size_t begin,
	size_t end, bool han, struct alignment *out);

/* The name laid beside units[first..last], which are known to mean it, and whose it is
 * around them; false where that is somebody else's. */
bool align_known(const struct official *o, const struct units *units, size_t first,
	size_t last, struct alignment *out);

#endif
