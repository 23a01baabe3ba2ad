/* SPDX-License-Identifier: Apache-2.0
 *
 * What a TMX file says beside its segments is kept as it is, within bounds.
 */
#include "config.h"
#include "tmx/tmx-reader.h"

#include <string.h>

#include "src/xml/markup.h"

const char *tmx_home(const struct tmx_reader *t)
{
	return t->home.size == 0 ? NULL : buf_str(&t->home);
}

const char *tmx_tuid(struct tmx_reader *t)
{
	const struct buf *attrs = &t->unit.attrs;

	buf_clear(&t->scratch);
	markup_attr_get(buf_str(attrs), attrs->size, "tuid", &t->scratch);
	return buf_str(&t->scratch);
}

bool tmx_fits(struct tmx_reader *t, size_t size)
{
	t->size += size;
	if (t->size <= UNIT_MAX_SIZE && t->children <= UNIT_MAX_CHILDREN)
		return true;
	t->too_big = true;
	t->place = PASSING;
	return false;
}

size_t tmx_element_size(const struct xml_element *e)
{
	size_t size = 2 * strlen(e->name) + 5;

	for (size_t i = 0; i < e->n_attributes; i++)
		size += e->attributes[i].size + 4;
	return size;
}

int tmx_keep_attr(struct tmx_reader *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e, size_t n)
{
	const char *name = e->attributes[n].name;

	fragment_attr(to, e, n);
	if (tmx_attr_known(kind, name, strlen(name)))
		return 0;
	return remark(&t->remarks, FOREIGN_ATTR, e->line, NULL,
		"attribute %s of <%s> is not of TMX; kept", name, e->local);
}

int tmx_keep_attrs(struct tmx_reader *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e)
{
	int rc = 0;

	for (size_t i = 0; i < e->n_attributes && rc == 0; i++)
		rc = tmx_keep_attr(t, to, kind, e, i);
	return rc;
}

int tmx_copy_begin(struct tmx_reader *t, struct buf *to, const struct xml_element *e)
{
	t->back = t->place;
	t->place = COPYING;
	fragment_begin(&t->copy, to, tmx_home(t));
	fragment_open(&t->copy, e);
	return 0;
}

int tmx_keep_child(struct tmx_reader *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e, bool late)
{
	int rc = 0;

	if (kind != TMX_PROP && kind != TMX_NOTE && kind != TMX_UDE)
		rc = remark(&t->remarks, FOREIGN_ELEMENT, e->line, NULL,
			"<%s> is not of TMX here; kept", e->name);
	else if (late)
		rc = remark(&t->remarks, LATE, e->line, NULL,
			"<%s> after <%s>; kept, to be written before it", e->local,
			t->place == IN_UNIT ? "tuv" : "seg");
	if (rc == 0 && kind == TMX_PROP && xml_attribute(e, "type") == NULL)
		rc = remark(&t->remarks, NO_TYPE, e->line, NULL, "<prop> without type");
	return rc != 0 ? rc : tmx_copy_begin(t, to, e);
}
