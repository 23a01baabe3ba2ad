/* SPDX-License-Identifier: Apache-2.0
 *
 * The cursor over canonical markup, and the packed form of concepts, on bytes that nothing of ours
 * has written.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "src/store/pack.h"
#include "src/xml/markup.h"
#include "tests/fuzz/fuzz.h"

static void walk(const char *markup)
{
	cleanup(buf_free) struct buf value = BUF_INIT;
	struct markup_cursor c;
	const char *inner;
	size_t inner_size;

	markup_begin(&c, markup);
	for (enum markup_piece piece; (piece = markup_next(&c)) != MARKUP_END;) {
		if (piece == MARKUP_OPEN || piece == MARKUP_EMPTY)
			markup_attr_get(c.attrs, c.attrs_size, "type", &value);
		if (piece == MARKUP_TEXT)
			markup_unescape(&value, c.text, c.text_size);
		if (piece == MARKUP_OPEN && value.size % 2 == 1)
			markup_skip(&c, &inner, &inner_size);
	}
	buf_clear(&value);
	markup_plain(&value, markup, strlen(markup));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct concept c;

	buf_add(&text, data, size);
	walk(buf_str(&text));
	concept_init(&c);
	concept_unpack(data, size, &c);
	concept_finish(&c);
	return 0;
}
