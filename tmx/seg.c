/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/seg.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/utf8.h"
#include "tmx/inline.h"

struct seg {
	struct segment segment;
	struct variant *v;
	size_t size; /* of what was met */
	size_t elements;
	bool begun;
};

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct seg *s = ctx;

	(void)r;
	if (!s->begun) {
		s->begun = true;
		segment_begin(&s->segment, s->v, NULL);
		return 0;
	}
	if (++s->elements > UNIT_MAX_CHILDREN)
		return err_set(BIS_EFORMAT, "segment with more than %d inline codes",
			UNIT_MAX_CHILDREN);
	segment_open(&s->segment, e);
	return 0;
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct seg *s = ctx;
	const char *what;
	long line = xml_damage_since(r, 0, &what);

	if (line != 0)
		return err_set(BIS_EFORMAT, "segment:%ld: %s", line, what);
	if (s->segment.copy.depth > 0)
		segment_close(&s->segment, name, local);
	return 0;
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	struct seg *s = ctx;

	(void)r;
	s->size += size;
	if (s->size > UNIT_MAX_SIZE)
		return err_set(BIS_EFORMAT, "segment above %zu MiB", UNIT_MAX_SIZE >> 20);
	segment_text(&s->segment, text, size);
	return 0;
}

static int read_element(const struct buf *element, struct variant *v)
{
	cleanup(source_closep) struct source *in = NULL;
	struct seg s = { .v = v };
	const struct xml_handler handler = {
		.start = on_start, .end = on_end, .text = on_text, .ctx = &s
	};

	int rc = source_open_bytes("segment", buf_str(element), element->size, &in);
	if (rc == 0 && source_next(in) <= 0)
		rc = err_set(BIS_EFORMAT, "segment: nothing to read");
	segment_init(&s.segment);
	if (rc == 0)
		rc = xml_read(in, &handler);
	if (rc == 0)
		rc = segment_end(&s.segment);
	segment_finish(&s.segment);
	return rc;
}

int seg_read(const char *content, struct variant *v)
{
	cleanup(buf_free) struct buf element = BUF_INIT;
	size_t size = strlen(content), bad = utf8_valid(content, size);

	if (bad < size)
		return err_set(BIS_EFORMAT, "segment: byte %zu is not UTF-8", bad + 1);
	buf_clear(&v->text);
	buf_clear(&v->markup);
	v->tagged = false;
	v->empty = false;
	buf_addf(&element, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><seg>");
	buf_add(&element, content, size);
	buf_adds(&element, "</seg>");
	if (!buf_ok(&element))
		return err_nomem();
	int rc = read_element(&element, v);
	return rc == 0 && (!buf_ok(&v->text) || !buf_ok(&v->markup)) ? err_nomem() : rc;
}
