/* SPDX-License-Identifier: Apache-2.0
 *
 * The content of a <seg>: from what the XML reader meets to a variant's text and markup.
 *
 * `text` is what a translator sees (TMX 1.4b, level 1): everything outside bpt, ept, it,
 * ph and ut; the content of hi, and of elements that are not of TMX, belongs to it; that
 * of sub does not, as it sits inside a code.  `markup` is made only where the segment has
 * elements at all.
 */
#ifndef BISOTUN_INLINE_H
#define BISOTUN_INLINE_H

#include "tmx/fragment.h"
#include "tmx/unit.h"

enum segment_flaw {
	SEGMENT_UNPAIRED =
		1,           /* a bpt without ept of the same i, or the other way round */
	SEGMENT_NO_I = 2,    /* a bpt or ept without i */
	SEGMENT_BAD_POS = 4, /* an it whose pos is not begin or end */
	SEGMENT_FOREIGN =
		8, /* an element that is not of TMX, or may not stand in a <seg> */
};

struct segment_code {
	uint64_t i;  /* hash of its i */
	size_t n;    /* the n-th code of the segment */
	bool begins; /* bpt */
};

struct segment {
	struct variant *variant;
	struct fragment copy;
	int hidden;     /* depth at which the outermost open code stands; 0 none */
	unsigned flaws; /* enum segment_flaw */
	char name[64];  /* of the first foreign element, cut if need be */
	struct segment_code *codes;
	size_t n_codes, capacity;
	bool failed; /* found no memory */
};

void segment_init(struct segment *s);
void segment_finish(struct segment *s);

/* `home` is the namespace of the file's TMX elements, NULL none. */
void segment_begin(struct segment *s, struct variant *v, const char *home);
void segment_open(struct segment *s, const struct xml_element *e);
void segment_close(struct segment *s, const char *name, const char *local);
void segment_text(struct segment *s, const char *text, size_t size);

/* At </seg>: looks at the pairs.  Flaws are then in `flaws`; BIS_ENOMEM. */
int segment_end(struct segment *s);

#endif
