/* SPDX-License-Identifier: Apache-2.0
 *
 * Attributes, props and notes are kept as canonical markup; here each becomes a name and
 * a text.
 */
#include "config.h"

#include "src/store/facts.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"

struct list {
	struct bis_fact *at;
	size_t n;
};

void facts_free(struct bis_fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free((char *)facts[i].name);
		free((char *)facts[i].text);
	}
	free(facts);
}

/* Takes both buffers over. */
static int add(struct list *l, const char *kind, struct buf *name, struct buf *text)
{
	struct bis_fact *more = NULL;
	char *own_name = buf_take(name), *own_text = buf_take(text);

	/* a power of two: the list is full */
	if ((l->n & (l->n - 1)) == 0)
		more = reallocarray(l->at, l->n == 0 ? 1 : l->n * 2, sizeof(*more));
	else
		more = l->at;
	if (more != NULL)
		l->at = more;
	if (more == NULL || own_name == NULL || own_text == NULL) {
		free(own_name);
		free(own_text);
		return err_nomem();
	}
	more[l->n++] = (struct bis_fact){ kind, own_name, own_text };
	return 0;
}

static int read_attributes(struct list *l, const char *attrs)
{
	const char *end = attrs + strlen(attrs), *name, *escaped;
	size_t name_size, size;
	int rc = 0;

	while (rc == 0 &&
		markup_attr_next(&attrs, end, &name, &name_size, &escaped, &size)) {
		cleanup(buf_free) struct buf own_name = { 0 }, text = { 0 };
		if (name_size == 4 && memcmp(name, "tuid", 4) == 0)
			continue;
		buf_add(&own_name, name, name_size);
		buf_add(&text, "", 0);
		markup_unescape(&text, escaped, size);
		rc = add(l, "attribute", &own_name, &text);
	}
	return rc;
}

static int read_element(struct list *l, struct markup_cursor *c, enum markup_piece piece)
{
	cleanup(buf_free) struct buf type = { 0 }, text = { 0 };
	const char *kind = markup_is(c, "prop") ? "prop" : "note";
	const char *inner = "";
	size_t size = 0;

	buf_add(&type, "", 0);
	buf_add(&text, "", 0);
	markup_attr_get(c->attrs, c->attrs_size, "type", &type);
	if (piece == MARKUP_OPEN)
		markup_skip(c, &inner, &size);
	markup_plain(&text, inner, size);
	return add(l, kind, &type, &text);
}

static int read_elements(struct list *l, const char *extra)
{
	struct markup_cursor c;
	enum markup_piece piece;
	int rc = 0;

	markup_begin(&c, extra);
	while (rc == 0 && (piece = markup_next(&c)) != MARKUP_END)
		if (piece == MARKUP_OPEN || piece == MARKUP_EMPTY)
			rc = read_element(l, &c, piece);
	return rc;
}

int facts_read(const char *attrs, const char *extra, struct bis_fact **facts, size_t *n)
{
	struct list list = { *facts, *n };
	int rc = read_attributes(&list, attrs);

	if (rc == 0)
		rc = read_elements(&list, extra);
	*facts = list.at;
	*n = list.n;
	return rc;
}
