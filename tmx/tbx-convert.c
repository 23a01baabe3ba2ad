/* SPDX-License-Identifier: Apache-2.0
 *
 * Groups, and what does not fit.
 */
#include "config.h"
#include "tmx/tbx-convert.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "tmx/tbx-converter.h"

void tbx_convert_finish(struct tbx_convert *v)
{
	tbx_ids_finish(&v->ids);
	tbx_ids_finish(&v->sought);
	buf_free(&v->targets);
	buf_free(&v->type);
	buf_free(&v->value);
	buf_free(&v->scratch);
}

/* Text, type and an attribute of an element, into v->value, v->type and v->scratch.
 * These are used again and again: that one has found no memory is noted at once. */
void tbx_take_text(struct tbx_convert *v, const struct tbx_item *item)
{
	tbx_item_text(item, &v->value);
	v->failed |= v->value.failed;
}

void tbx_take_type(struct tbx_convert *v, const struct tbx_item *item)
{
	tbx_item_type(item, &v->type);
	v->failed |= v->type.failed;
}

bool tbx_take_attr(struct tbx_convert *v, const struct tbx_item *item, const char *name)
{
	bool has = markup_attr_get(item->attrs, item->attrs_size, name, &v->scratch);

	v->failed |= v->scratch.failed;
	return has;
}

/* Writes the number behind the id; the hash of both. */
static uint64_t numbered(struct buf *out, size_t size, size_t n)
{
	buf_truncate(out, size);
	buf_addf(out, "-%zu", n);
	return tbx_id_hash(buf_str(out));
}

/* Of an id that comes again and again the numbers from 2 on are taken: where they end is
 * found by doubling and halving, not one by one. */
static size_t free_number(struct tbx_convert *v, struct buf *out, size_t size)
{
	size_t taken = 1, unused = 2;

	while (!out->failed && tbx_ids_has(&v->ids, numbered(out, size, unused))) {
		taken = unused;
		unused *= 2;
	}
	while (unused - taken > 1) {
		size_t middle = taken + (unused - taken) / 2;
		if (tbx_ids_has(&v->ids, numbered(out, size, middle)))
			taken = middle;
		else
			unused = middle;
	}
	return unused;
}

void tbx_unique_id(struct tbx_convert *v, const char *id, struct buf *out)
{
	tbx_mend_id(out, id);
	size_t size = out->size;
	int rc = tbx_ids_add(&v->ids, tbx_id_hash(buf_str(out)));

	if (rc == 0) {
		size_t n = free_number(v, out, size);
		rc = tbx_ids_add(&v->ids, numbered(out, size, n));
	}
	v->failed |= rc < 0 || out->failed;
}

void tbx_target(struct tbx_convert *v, const char *target, struct buf *out)
{
	tbx_mend_id(out, target);
	v->failed |= out->failed;
	uint64_t hash = tbx_id_hash(buf_str(out));

	if (tbx_ids_has(&v->ids, hash))
		return;
	int rc = tbx_ids_add(&v->sought, hash);
	if (rc > 0)
		buf_addf(&v->targets, "%s\n", buf_str(out));
	v->failed |= rc < 0 || v->targets.failed;
}

void tbx_tell(struct tbx_convert *v, const struct tbx_item *item, const char *type,
	const char *value)
{
	cleanup(buf_free) struct buf what = BUF_INIT;

	buf_add(&what, item->name, item->name_size);
	if (*type != '\0')
		buf_addf(&what, "/%s", type);
	if (value != NULL && strlen(value) <= 60)
		buf_addf(&what, "=%s", value);
	dropped_tell(v->dropped, buf_str(&what), v->where);
	v->failed |= what.failed;
}

/* --- what does not fit --- */

/* "category: text", for a link with what it points at. */
static void flatten(struct tbx_convert *v, const struct tbx_item *item, struct buf *text)
{
	tbx_take_type(v, item);
	if (v->type.size == 0)
		buf_add(&v->type, item->name, item->name_size);
	if (text->size > 0)
		buf_adds(text, "; ");
	if (!tbx_item_is(item, "note"))
		buf_addf(text, "%s: ", buf_str(&v->type));
	tbx_take_text(v, item);
	buf_adds(text, buf_str(&v->value));
	if (tbx_take_attr(v, item, "target"))
		buf_addf(text, "%s<%s>", v->value.size > 0 ? " " : "",
			buf_str(&v->scratch));
}

static void flatten_group(
	struct tbx_convert *v, const struct tbx_item *group, struct buf *text)
{
	struct markup_cursor c;
	struct tbx_item item;

	markup_begin(&c, group->inner);
	while (tbx_item_next(&c, &item)) {
		struct markup_cursor inner;
		struct tbx_item child;
		if (!tbx_item_ends(&item, "Grp")) {
			flatten(v, &item, text);
			continue;
		}
		markup_begin(&inner, item.inner);
		while (tbx_item_next(&inner, &child))
			flatten(v, &child, text);
	}
}

static void add_note(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, bool note, struct buf *out)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct tbx_item head;
	bool group = tbx_item_head(item, &head);

	tbx_take_type(v, &head);
	tbx_tell(v, &head, buf_str(&v->type), NULL);
	if (!note || (v->version == TBX_2013 && level != TBX_TERM))
		return;
	if (group)
		flatten_group(v, item, &text);
	else
		flatten(v, item, &text);
	markup_element(out, "note", NULL, buf_str(&text));
	v->failed |= text.failed;
}

/* --- groups --- */

static bool may_be_in(const char *group, const struct tbx_item *item)
{
	static const struct {
		const char *group, *children;
	} content[] = {
		{ "descripGrp", " descripNote admin adminGrp transacGrp note ref xref " },
		{ "adminGrp", " adminNote note ref xref " },
		{ "transacGrp", " transacNote date note ref xref " },
		{ "termNoteGrp", " admin adminGrp transacGrp note ref xref " },
	};
	char word[40];
	int n = snprintf(word, sizeof(word), " %.*s ",
		(int)(item->name_size < 30 ? item->name_size : 30), item->name);

	for (size_t i = 0; n > 0 && i < N_ELEMENTS(content); i++)
		if (strcmp(content[i].group, group) == 0)
			return strstr(content[i].children, word) != NULL;
	return false;
}

static bool convert_group(struct tbx_convert *v, const struct tbx_item *group,
	enum tbx_level level, int nested, struct buf *out);

static void convert_part(struct tbx_convert *v, const char *group,
	const struct tbx_item *item, enum tbx_level level, int nested, struct buf *out)
{
	bool fits = may_be_in(group, item);
	size_t before = out->size;

	if (fits && tbx_item_ends(item, "Grp"))
		fits = convert_group(v, item, level, nested + 1, out);
	else if (fits)
		fits = tbx_convert_category(v, item, level, true, out);
	if (fits)
		return;
	buf_truncate(out, before);
	add_note(v, item, level, true, out);
}

/* False, and nothing written, where the group's main element has no place. */
static bool convert_group(struct tbx_convert *v, const struct tbx_item *group,
	enum tbx_level level, int nested, struct buf *out)
{
	cleanup(buf_free) struct buf name = BUF_INIT, whole = BUF_INIT;
	struct tbx_item head, item;
	struct markup_cursor c;

	buf_add(&name, group->name, group->name_size);
	v->failed |= name.failed;
	tbx_item_head(group, &head);
	if (head.begin == group->begin || v->version == TBX_2013 || nested > 2 ||
		!may_be_in(buf_str(&name),
			&(struct tbx_item){ .name = "note", .name_size = 4 }))
		return false;
	buf_addf(&whole, "<%s", buf_str(&name));
	if (tbx_take_attr(v, group, "id"))
		tbx_add_id(v, "id", buf_str(&v->scratch), &whole);
	buf_addc(&whole, '>');
	v->failed |= name.failed;
	if (!tbx_convert_category(v, &head, level, true, &whole))
		return false;
	markup_begin(&c, group->inner);
	while (tbx_item_next(&c, &item))
		if (item.begin != head.begin)
			convert_part(v, buf_str(&name), &item, level, nested, &whole);
	buf_addf(&whole, "</%s>", buf_str(&name));
	buf_add(out, whole.data, whole.size);
	v->failed |= name.failed | whole.failed;
	return true;
}

/* noteGrp of TBX-Min: every note in it, "key: value". */
static void convert_note_group(struct tbx_convert *v, const struct tbx_item *group,
	enum tbx_level level, struct buf *out)
{
	struct markup_cursor c;
	struct tbx_item note, part;

	if (v->version == TBX_2013) {
		if (level == TBX_TERM)
			buf_add(out, group->begin, (size_t)(group->end - group->begin));
		return;
	}
	markup_begin(&c, group->inner);
	while (tbx_item_next(&c, &note)) {
		cleanup(buf_free) struct buf text = BUF_INIT;
		if (tbx_item_child(&note, "noteKey", &part)) {
			tbx_take_text(v, &part);
			buf_addf(&text, "%s: ", buf_str(&v->value));
		}
		tbx_take_text(
			v, tbx_item_child(&note, "noteValue", &part) ? &part : &note);
		buf_adds(&text, buf_str(&v->value));
		markup_element(out, "note", NULL, buf_str(&text));
		v->failed |= text.failed;
	}
}

/* A transac that stands alone gets the group it must have. */
static bool convert_transac(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, struct buf *out)
{
	size_t before = out->size;

	buf_adds(out, "<transacGrp>");
	if (tbx_convert_category(v, item, level, true, out)) {
		buf_adds(out, "</transacGrp>");
		return true;
	}
	buf_truncate(out, before);
	return false;
}

/* --- any element --- */

void tbx_convert_item(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, bool note, struct buf *out)
{
	bool done;

	if (tbx_item_is(item, "noteGrp")) {
		convert_note_group(v, item, level, out);
		return;
	}
	if (tbx_item_ends(item, "Grp"))
		done = convert_group(v, item, level, 0, out);
	else if (tbx_item_is(item, "transac"))
		done = v->version != TBX_2013 && convert_transac(v, item, level, out);
	else if (tbx_item_is(item, "date") || tbx_item_is(item, "transacNote") ||
		 tbx_item_is(item, "adminNote") || tbx_item_is(item, "descripNote") ||
		 (tbx_item_is(item, "termNote") && level != TBX_TERM))
		done = false; /* never alone */
	else
		done = tbx_convert_category(v, item, level, false, out);
	if (!done)
		add_note(v, item, level, note, out);
	v->failed |= v->type.failed | v->value.failed | v->scratch.failed;
}

bool tbx_is_definition(struct tbx_convert *v, const struct tbx_item *item)
{
	struct tbx_item head;

	tbx_item_head(item, &head);
	tbx_take_type(v, &head);
	const char *type = tbx_type_v3("", buf_str(&v->type));
	return type != NULL && strcmp(type, "definition") == 0 &&
	       tbx_item_is(&head, "descrip");
}
