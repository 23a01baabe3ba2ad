/* SPDX-License-Identifier: Apache-2.0
 *
 * A TMX unit: its variants and their segments.
 */
#include "config.h"
#include "tmx/tmx-reader.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"
#include "src/xml/markup.h"

int tmx_unit_begin(struct tmx_reader *t, const struct xml_element *e)
{
	const struct xml_attribute *srclang = xml_attribute(e, "srclang");

	unit_reset(&t->unit);
	t->unit.line = e->line;
	t->place = IN_UNIT;
	t->depth = 1;
	t->too_big = false;
	t->size = t->children = 0;
	buf_clear(&t->srclang);
	if (srclang != NULL)
		buf_set(&t->srclang, srclang->value);
	if (!tmx_fits(t, tmx_element_size(e)))
		return 0;
	return tmx_keep_attrs(t, &t->unit.attrs, TMX_TU, e);
}

/* Codes are compared without case, and `_` as `-`. */
static bool same_lang(const struct buf *a, const struct buf *b)
{
	if (a->size != b->size)
		return false;
	for (size_t i = 0; i < a->size; i++) {
		char x = a->data[i] == '_' ? '-' : a->data[i];
		char y = b->data[i] == '_' ? '-' : b->data[i];
		if (x != y && strncasecmp(&x, &y, 1) != 0)
			return false;
	}
	return true;
}

static int check_source(struct tmx_reader *t)
{
	const struct unit *u = &t->unit;
	const struct buf *source = t->srclang.size > 0 ? &t->srclang : &t->doc.lang;

	if (source->size == 0 || strcmp(buf_str(source), "*all*") == 0)
		return 0;
	for (size_t i = 0; i < u->n_variants; i++)
		if (same_lang(&u->variants[i].lang, source))
			return 0;
	return remark(&t->remarks, NO_SOURCE, u->line, tmx_tuid(t),
		"the unit has no variant in its source language, %.60s", buf_str(source));
}

static int check_unit(struct tmx_reader *t)
{
	const struct unit *u = &t->unit;

	if (u->n_variants == 0)
		return remark(&t->remarks, NO_VARIANT, u->line, tmx_tuid(t),
			"the unit has no <tuv>");
	if (u->n_variants == 1) {
		int rc = remark(&t->remarks, ONE_LANG, u->line, tmx_tuid(t),
			"the unit is in one language only, %.60s",
			buf_str(&u->variants[0].lang));
		if (rc != 0)
			return rc;
	}
	return check_source(t);
}

int tmx_unit_end(struct tmx_reader *t, struct xml_reader *r)
{
	const char *what = NULL;
	long damage = xml_damage_since(r, t->mark, &what);

	t->place = OUTSIDE;
	if (t->too_big) {
		t->too_big = false;
		return remark_lost(t->sink, t->unit.line, tmx_tuid(t),
			"the unit has more than %zu MiB or %d elements",
			UNIT_MAX_SIZE >> 20, UNIT_MAX_CHILDREN);
	}
	if (damage > 0)
		return remark_lost(t->sink, damage, tmx_tuid(t), "%s", what);
	if (!unit_ok(&t->unit) || !buf_ok(&t->srclang))
		return err_nomem();
	int rc = check_unit(t);
	if (rc != 0 || t->sink->unit == NULL)
		return rc;
	return t->sink->unit(t->sink->ctx, &t->unit);
}

/* --- variants --- */

static bool is_lang(const struct xml_attribute *a)
{
	return strcmp(a->local, "lang") == 0 && strcmp(a->name, "xml:lang") == 0;
}

/* The language: xml:lang before lang.  Where both are given, lang stays among the
 * attributes. */
static int read_lang(struct tmx_reader *t, const struct xml_element *e)
{
	const struct xml_attribute *new = xml_attribute(e, "xml:lang"),
				   *old = xml_attribute(e, "lang");
	bool has_new = new != NULL &&new->size > 0,
	     has_old = old != NULL && old->size > 0;
	struct variant *v = t->variant;

	if (!has_new && !has_old)
		return remark(&t->remarks, NO_LANG, e->line, tmx_tuid(t),
			"<tuv> without a language");
	buf_add(&v->lang, has_new ? new->value : old->value,
		has_new ? new->size : old->size);
	if (has_new && old != NULL) {
		fragment_attr(&v->attrs, e, (size_t)(old - e->attributes));
		return remark(&t->remarks, TWO_LANGS, e->line, tmx_tuid(t),
			"<tuv> with both xml:lang=\"%.60s\" and lang=\"%.60s\"; the "
			"first counts",
			new->value, old->value);
	}
	if (has_new == t->old)
		return remark(&t->remarks, LANG_SPELLING, e->line, tmx_tuid(t),
			"%s is not of TMX %s; read as the language",
			has_new ? "xml:lang" : "lang",
			t->doc.version.size == 0 ? "1.4" : buf_str(&t->doc.version));
	return 0;
}

int tmx_variant_begin(struct tmx_reader *t, const struct xml_element *e)
{
	t->variant = unit_add(&t->unit);
	if (t->variant == NULL)
		return err_nomem();
	t->variant->empty = true;
	t->has_seg = false;
	t->place = IN_VARIANT;
	buf_clear(&t->stray);
	buf_clear(&t->segs);
	int rc = read_lang(t, e);
	for (size_t i = 0; i < e->n_attributes && rc == 0; i++)
		if (!is_lang(&e->attributes[i]) &&
			strcmp(e->attributes[i].name, "lang") != 0)
			rc = tmx_keep_attr(t, &t->variant->attrs, TMX_TUV, e, i);
	return rc;
}

/* Text that stands straight in <tuv> is the segment where there is no other. */
int tmx_variant_end(struct tmx_reader *t, long line)
{
	size_t begin = 0, end = t->stray.size;

	t->place = IN_UNIT;
	if (!buf_ok(&t->stray) || !buf_ok(&t->segs))
		return err_nomem();
	if (t->segs.size > 0)
		buf_add(&t->variant->extra, t->segs.data, t->segs.size);
	if (t->has_seg && end > 0)
		return remark(&t->remarks, STRAY_TEXT, line, tmx_tuid(t),
			"text in <tuv> beside its <seg>; left out");
	if (t->has_seg)
		return 0;
	if (end == 0)
		return remark(
			&t->remarks, NO_SEG, line, tmx_tuid(t), "<tuv> without <seg>");
	while (xml_is_blank(t->stray.data + begin, 1))
		begin++;
	while (xml_is_blank(t->stray.data + end - 1, 1))
		end--;
	t->variant->empty = false;
	buf_add(&t->variant->text, t->stray.data + begin, end - begin);
	return remark(&t->remarks, STRAY_TEXT, line, tmx_tuid(t),
		"text in <tuv> without <seg>; taken as the segment");
}

/* --- segments --- */

/* Attributes of <seg>, of which TMX knows none, are kept as an empty <seg …/> at the end
 * of `extra`; a further segment is kept there with its content. */
int tmx_seg_begin(struct tmx_reader *t, const struct xml_element *e)
{
	struct variant *v = t->variant;
	int rc = 0;

	if (t->has_seg) {
		rc = remark(&t->remarks, MORE_SEGS, e->line, tmx_tuid(t),
			"<tuv> with more than one <seg>; the first counts");
		return rc != 0 ? rc : tmx_copy_begin(t, &t->segs, e);
	}
	t->has_seg = true;
	v->empty = false;
	t->place = IN_SEG;
	segment_begin(&t->segment, v, tmx_home(t));
	if (e->n_attributes == 0)
		return 0;
	buf_adds(&t->segs, "<seg");
	rc = tmx_keep_attrs(t, &t->segs, TMX_SEG, e);
	buf_adds(&t->segs, "/>");
	return rc;
}

int tmx_seg_end(struct tmx_reader *t, long line)
{
	unsigned flaws;
	int rc = segment_end(&t->segment);

	t->place = IN_VARIANT;
	flaws = t->segment.flaws;
	if (rc != 0 || flaws == 0)
		return rc;
	if ((flaws & SEGMENT_FOREIGN) != 0)
		rc = remark(&t->remarks, FOREIGN_IN_SEG, line, tmx_tuid(t),
			"<%s> in <seg> is not of TMX; kept, its text belongs to the "
			"segment",
			t->segment.name);
	if (rc == 0 && (flaws & SEGMENT_UNPAIRED) != 0)
		rc = remark(&t->remarks, UNPAIRED, line, tmx_tuid(t),
			"unbalanced codes: <bpt> and <ept> do not pair by i");
	if (rc == 0 && (flaws & SEGMENT_NO_I) != 0)
		rc = remark(
			&t->remarks, NO_I, line, tmx_tuid(t), "<bpt> or <ept> without i");
	if (rc == 0 && (flaws & SEGMENT_BAD_POS) != 0)
		rc = remark(&t->remarks, BAD_POS, line, tmx_tuid(t),
			"<it> whose pos is neither begin nor end");
	return rc;
}
