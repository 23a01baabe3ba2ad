/* SPDX-License-Identifier: Apache-2.0
 *
 * An XML file as UTF-8.
 *
 * The encoding is that of the BOM, else that of zero bytes where UTF-16 has them, else
 * what the XML declaration says, else UTF-8 (XML 1.0, appendix F).  A declaration that
 * cannot be true (it says utf-16 and is itself readable as ASCII) is overruled.
 */
#ifndef BISOTUN_XML_DECODE_H
#define BISOTUN_XML_DECODE_H

#include "src/base/base.h"
#include "src/base/buf.h"
#include "src/base/source.h"
#include "src/text/encoding.h"

#define DECODE_PIECE ((size_t)64 << 10)

/* A place where the converter put U+FFFD. */
struct decode_flaw {
	size_t at; /* in the piece */
	unsigned char byte;
};

struct xml_decoder {
	struct source *in;
	char encoding[64];
	char warning[192]; /* what was odd about the declaration; "" nothing */
	struct encoder
		*encoder;   /* NULL: the file claims UTF-8; whoever reads checks that */
	unsigned char *raw; /* of the file: a few bytes kept, and a piece */
	struct buf text;    /* the piece as the encoder made it */
	struct decode_flaw *flaws;
	size_t n_flaws, flaws_capacity;
	const unsigned char *piece; /* the one last given */
	size_t piece_size;
	bool flaws_failed, ended;
};

/* The source stands behind the BOM afterwards. */
int decoder_open(struct xml_decoder *d, struct source *in);
void decoder_close(struct xml_decoder *d);

/* The next piece is in d->piece; the last `left` (at most 8) bytes of the piece before
 * come again at its front.  1; 0 at the end of the file; negative on failure.  Where the
 * encoder met flaws they are listed in d->flaws. */
int decoder_next(struct xml_decoder *d, size_t left);

/* What xml_peek() does. */
int decode_head(struct source *in, struct buf *head, const char **encoding);

#endif
