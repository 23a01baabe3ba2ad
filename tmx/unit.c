/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/unit.h"

#include <string.h>

void unit_init(struct unit *u)
{
	*u = (struct unit){ 0 };
}

static void variant_free(struct variant *v)
{
	buf_free(&v->lang);
	buf_free(&v->attrs);
	buf_free(&v->extra);
	buf_free(&v->text);
	buf_free(&v->markup);
}

void unit_finish(struct unit *u)
{
	buf_free(&u->attrs);
	buf_free(&u->extra);
	for (size_t i = 0; i < u->capacity; i++)
		variant_free(&u->variants[i]);
	free(u->variants);
	*u = (struct unit){ 0 };
}

void unit_reset(struct unit *u)
{
	u->line = 0;
	u->status = UNIT_UNREVIEWED;
	buf_clear(&u->attrs);
	buf_clear(&u->extra);
	u->n_variants = 0;
}

static void variant_reset(struct variant *v)
{
	buf_clear(&v->lang);
	buf_clear(&v->attrs);
	buf_clear(&v->extra);
	buf_clear(&v->text);
	buf_clear(&v->markup);
	v->tagged = false;
	v->empty = false;
}

struct variant *unit_add(struct unit *u)
{
	if (u->n_variants == u->capacity) {
		size_t capacity = u->capacity == 0 ? 4 : 2 * u->capacity;
		struct variant *variants =
			realloc(u->variants, capacity * sizeof(*variants));
		if (variants == NULL)
			return NULL;
		memset(variants + u->capacity, 0,
			(capacity - u->capacity) * sizeof(*variants));
		u->variants = variants;
		u->capacity = capacity;
	}
	struct variant *v = &u->variants[u->n_variants++];
	variant_reset(v);
	return v;
}

bool unit_ok(const struct unit *u)
{
	bool ok = buf_ok(&u->attrs) && buf_ok(&u->extra);

	for (size_t i = 0; ok && i < u->n_variants; i++) {
		const struct variant *v = &u->variants[i];
		ok = buf_ok(&v->lang) && buf_ok(&v->attrs) && buf_ok(&v->extra) &&
		     buf_ok(&v->text) && buf_ok(&v->markup);
	}
	return ok;
}

size_t unit_size(const struct unit *u)
{
	size_t size = u->attrs.size + u->extra.size;

	for (size_t i = 0; i < u->n_variants; i++) {
		const struct variant *v = &u->variants[i];
		size += v->lang.size + v->attrs.size + v->extra.size + v->text.size +
			v->markup.size;
	}
	return size;
}
