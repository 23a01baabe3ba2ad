/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/tbx-convert.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/xml/reader.h"

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
static void item_text(struct tbx_convert *v, const struct tbx_item *item)
{
	tbx_item_text(item, &v->value);
	v->failed |= v->value.failed;
}

static void item_type(struct tbx_convert *v, const struct tbx_item *item)
{
	tbx_item_type(item, &v->type);
	v->failed |= v->type.failed;
}

static void set_type(struct tbx_convert *v, const char *type)
{
	buf_set(&v->type, type);
	v->failed |= v->type.failed;
}

static bool item_attr(
	struct tbx_convert *v, const struct tbx_item *item, const char *name)
{
	bool has = markup_attr_get(item->attrs, item->attrs_size, name, &v->scratch);

	v->failed |= v->scratch.failed;
	return has;
}

void tbx_unique_id(struct tbx_convert *v, const char *id, struct buf *out)
{
	tbx_mend_id(out, id);
	size_t size = out->size;
	int rc = tbx_ids_add(&v->ids, tbx_id_hash(buf_str(out)));

	for (size_t n = 2; rc == 0; n++) {
		buf_truncate(out, size);
		buf_addf(out, "-%zu", n);
		rc = out->failed ? BIS_ENOMEM
				 : tbx_ids_add(&v->ids, tbx_id_hash(buf_str(out)));
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

/* Tells "termNote/animacy", or with a value "termNote/partOfSpeech=properNoun". */
static void tell(struct tbx_convert *v, const struct tbx_item *item, const char *type,
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

/* --- text --- */

static bool is_code(const struct markup_cursor *c)
{
	return markup_is(c, "bpt") || markup_is(c, "ept") || markup_is(c, "ph") ||
	       markup_is(c, "sc") || markup_is(c, "ec");
}

static bool hi_type_known(const char *type)
{
	static const char *const types[] = { "entailedTerm", "hotkey", "italics", "bold",
		"superscript", "subscript", "math" };

	for (size_t i = 0; i < N_ELEMENTS(types); i++)
		if (strcmp(types[i], type) == 0)
			return true;
	return false;
}

static bool get(struct tbx_convert *v, const struct markup_cursor *c, const char *name)
{
	bool has = markup_attr_get(c->attrs, c->attrs_size, name, &v->scratch);

	v->failed |= v->scratch.failed;
	return has;
}

static void add_id(
	struct tbx_convert *v, const char *name, const char *id, struct buf *out)
{
	cleanup(buf_free) struct buf mended = BUF_INIT;

	tbx_unique_id(v, id, &mended);
	markup_attr(out, name, buf_str(&mended));
	v->failed |= mended.failed;
}

static void add_target(
	struct tbx_convert *v, const char *name, const char *target, struct buf *out)
{
	cleanup(buf_free) struct buf mended = BUF_INIT;

	if (strstr(target, "://") != NULL)
		return;
	tbx_target(v, target, &mended);
	markup_attr(out, name, buf_str(&mended));
	v->failed |= mended.failed;
}

static void add_lang(struct tbx_convert *v, const char *lang, struct buf *out)
{
	cleanup(buf_free) struct buf mended = BUF_INIT;

	tbx_mend_lang(&mended, lang);
	markup_attr(out, "xml:lang", buf_str(&mended));
	v->failed |= mended.failed;
}

static void open_hi(struct tbx_convert *v, const struct markup_cursor *c, struct buf *out)
{
	buf_adds(out, "<hi");
	if (get(v, c, "type") &&
		(v->version != TBX_V3 || hi_type_known(buf_str(&v->scratch))))
		markup_attr(out, "type", buf_str(&v->scratch));
	if (get(v, c, "target"))
		add_target(v, "target", buf_str(&v->scratch), out);
	buf_addc(out, '>');
}

static void open_foreign(
	struct tbx_convert *v, const struct markup_cursor *c, struct buf *out)
{
	buf_adds(out, "<foreign");
	if (get(v, c, "id"))
		add_id(v, "id", buf_str(&v->scratch), out);
	if (get(v, c, "xml:lang"))
		add_lang(v, buf_str(&v->scratch), out);
	buf_addc(out, '>');
}

/* A code: the placeholder that is valid in both; its content, native code, is not text.
 * */
static void add_code(
	struct tbx_convert *v, const struct markup_cursor *c, struct buf *out)
{
	if (v->version == TBX_V2) {
		buf_adds(out, "<ph/>");
		return;
	}
	if (markup_is(c, "sc") && get(v, c, "id")) {
		buf_adds(out, "<sc");
		add_id(v, "id", buf_str(&v->scratch), out);
		buf_adds(out, "/>");
	} else if (markup_is(c, "ec") && get(v, c, "startRef")) {
		buf_adds(out, "<ec");
		add_target(v, "startRef", buf_str(&v->scratch), out);
		add_id(v, "id", get(v, c, "id") ? buf_str(&v->scratch) : "ec", out);
		buf_adds(out, "/>");
	} else {
		buf_adds(out, "<ph/>");
	}
}

static void tell_inline(struct tbx_convert *v, const struct markup_cursor *c)
{
	struct tbx_item item = { .name = c->name, .name_size = c->name_size };

	tell(v, &item, "", NULL);
}

/* Begins an element in text; returns what closes it, "" for nothing. */
static const char *open_inline(struct tbx_convert *v, const struct markup_cursor *c,
	bool term, bool in_hi, struct buf *out)
{
	if (markup_is(c, "hi") && !in_hi && v->version != TBX_2013) {
		open_hi(v, c, out);
		return "</hi>";
	}
	if (markup_is(c, "foreign") && !term && !in_hi && v->version != TBX_2013) {
		open_foreign(v, c, out);
		return "</foreign>";
	}
	tell_inline(v, c);
	return "";
}

void tbx_convert_inline(
	struct tbx_convert *v, const char *inner, size_t size, bool term, struct buf *out)
{
	const char *closing[XML_MAX_DEPTH];
	int depth = 0, hi = 0;
	struct markup_cursor c;
	enum markup_piece piece;

	markup_begin(&c, inner);
	while ((piece = markup_next(&c)) != MARKUP_END && c.begin < inner + size) {
		if (piece == MARKUP_TEXT) {
			buf_add(out, c.text, c.text_size);
		} else if (piece == MARKUP_CLOSE) {
			if (--depth < 0)
				break;
			hi -= strcmp(closing[depth], "</hi>") == 0;
			buf_adds(out, closing[depth]);
		} else if (is_code(&c) || piece == MARKUP_EMPTY ||
			   depth == XML_MAX_DEPTH) {
			if (is_code(&c) && !term && hi == 0 && v->version != TBX_2013)
				add_code(v, &c, out);
			else
				tell_inline(v, &c);
			if (piece == MARKUP_OPEN)
				markup_skip(&c, &c.text, &c.text_size);
		} else {
			closing[depth] = open_inline(v, &c, term, hi > 0, out);
			hi += strcmp(closing[depth++], "</hi>") == 0;
		}
	}
}

/* --- one category --- */

static bool holds_text_only(const char *element)
{
	static const char *const names[] = { "ref", "xref", "transac", "transacNote",
		"adminNote", "descripNote", "date" };

	for (size_t i = 0; i < N_ELEMENTS(names); i++)
		if (strcmp(names[i], element) == 0)
			return true;
	return false;
}

static bool is_category_element(const struct tbx_item *item)
{
	static const char *const names[] = { "descrip", "admin", "termNote", "transac",
		"ref", "xref", "transacNote", "adminNote", "descripNote" };

	for (size_t i = 0; i < N_ELEMENTS(names); i++)
		if (tbx_item_is(item, names[i]))
			return true;
	return false;
}

/* The attributes a category may have. */
static void add_attributes(struct tbx_convert *v, const struct tbx_item *item,
	const char *element, struct buf *out)
{
	bool note = strcmp(element, "note") == 0, xref = strcmp(element, "xref") == 0;
	cleanup(buf_free) struct buf value = BUF_INIT;
	const char *at = item->attrs, *end = item->attrs + item->attrs_size, *name,
		   *escaped;
	size_t name_size, size;

	while (markup_attr_next(&at, end, &name, &name_size, &escaped, &size)) {
		cleanup(buf_free) struct buf key = BUF_INIT;
		buf_add(&key, name, name_size);
		buf_clear(&value);
		markup_unescape(&value, escaped, size);
		const char *k = buf_str(&key);
		if (strcmp(k, "id") == 0)
			add_id(v, "id", buf_str(&value), out);
		else if (strcmp(k, "xml:lang") == 0 && !xref)
			add_lang(v, buf_str(&value), out);
		else if (strcmp(k, "target") == 0 && xref)
			markup_attr(out, "target", buf_str(&value));
		else if (strcmp(k, "target") == 0 && !note)
			add_target(v, "target", buf_str(&value), out);
		else if (strcmp(k, "datatype") == 0 && !note && !xref)
			markup_attr(out, "datatype", buf_str(&value));
		else if (strcmp(k, "type") != 0 && strncmp(k, "xmlns", 5) != 0) {
			cleanup(buf_free) struct buf what = BUF_INIT;
			buf_addf(&what, "%s/@%s", element, buf_str(&key));
			dropped_tell(v->dropped, buf_str(&what), v->where);
			v->failed |= what.failed;
		}
		v->failed |= key.failed | value.failed;
	}
}

static void add_element(struct tbx_convert *v, const struct tbx_item *item,
	const char *element, const char *type, const char *value, struct buf *out)
{
	buf_addf(out, "<%s", element);
	if (*type != '\0')
		markup_attr(out, "type", type);
	add_attributes(v, item, element, out);
	buf_addc(out, '>');
	if (value != NULL)
		markup_text(out, value, strlen(value));
	else if (holds_text_only(element)) {
		buf_clear(&v->scratch);
		markup_plain(&v->scratch, item->inner, item->inner_size);
		v->failed |= v->scratch.failed;
		markup_text(out, buf_str(&v->scratch), v->scratch.size);
	} else
		tbx_convert_inline(v, item->inner, item->inner_size, false, out);
	buf_addf(out, "</%s>", element);
}

/* Where a target can be no target of an xref in TBX 3. */
static bool link_fits(
	struct tbx_convert *v, const struct tbx_item *item, const char *element)
{
	bool has = item_attr(v, item, "target");

	if (strcmp(element, "xref") == 0)
		return has && (v->version == TBX_V2 || tbx_is_http(buf_str(&v->scratch)));
	return true;
}

/* `head`: the main element of a group keeps its name. */
static bool convert_v3(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, bool head, struct buf *out)
{
	cleanup(buf_free) struct buf name = BUF_INIT;
	bool exact = true;

	buf_add(&name, item->name, item->name_size);
	item_type(v, item);
	if (tbx_item_is(item, "transac") && v->type.size == 0)
		set_type(v, "transactionType");
	const char *type = tbx_type_v3(buf_str(&name), buf_str(&v->type));
	const struct tbx_category *c = type == NULL ? NULL : tbx_category_find(type);
	v->failed |= name.failed;
	if (c == NULL && v->dialect == TBX_AS_IS && v->type.size > 0 &&
		link_fits(v, item, buf_str(&name))) {
		add_element(v, item, buf_str(&name), buf_str(&v->type), NULL, out);
		return true;
	}
	if (c == NULL || (v->dialect != TBX_AS_IS && c->module > v->dialect) ||
		(c->levels & level) == 0 || !link_fits(v, item, c->element) ||
		(strcmp(c->element, buf_str(&name)) != 0 &&
			(head || strcmp(c->element, "xref") == 0)))
		return false;
	if (c->values == NULL) {
		add_element(v, item, c->element, c->type, NULL, out);
		return true;
	}
	item_text(v, item);
	const char *value = tbx_value_v3(c->type, buf_str(&v->value), &exact);
	if (value == NULL || !exact)
		tell(v, item, c->type, buf_str(&v->value));
	if (value != NULL)
		add_element(v, item, c->element, c->type, value, out);
	return value != NULL;
}

static bool convert_v2(
	struct tbx_convert *v, const struct tbx_item *item, struct buf *out)
{
	cleanup(buf_free) struct buf name = BUF_INIT;
	const char *value = NULL;

	buf_add(&name, item->name, item->name_size);
	v->failed |= name.failed;
	item_type(v, item);
	if (tbx_item_is(item, "transac") && v->type.size == 0)
		set_type(v, "transactionType");
	if (v->type.size == 0 || !link_fits(v, item, buf_str(&name)))
		return false;
	if (strcmp(buf_str(&v->type), "usageStatus") == 0) {
		bool exact;
		item_text(v, item);
		value = tbx_value_v3("administrativeStatus", buf_str(&v->value), &exact);
		set_type(v, "administrativeStatus");
	}
	cleanup(buf_free) struct buf type = BUF_INIT;
	buf_set(&type, buf_str(&v->type));
	v->failed |= type.failed;
	add_element(v, item, buf_str(&name), buf_str(&type), value, out);
	return true;
}

/* TBX-Min of 2013 has four categories; tbx-write.c gives them their own names. */
static bool convert_2013(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, struct buf *out)
{
	item_type(v, item);
	const char *type = tbx_type_v3("", buf_str(&v->type));
	const struct tbx_min_name *min = type == NULL ? NULL : tbx_min_by_type(type);

	if (min == NULL || (strcmp(type, "subjectField") == 0) != (level == TBX_CONCEPT))
		return false;
	if ((v->once & 1U << tbx_min_bit(min)) != 0)
		return false;
	item_text(v, item);
	const char *value = tbx_value_min(type, buf_str(&v->value));
	if (value == NULL) {
		tell(v, item, type, buf_str(&v->value));
		return false;
	}
	v->once |= 1U << tbx_min_bit(min);
	buf_addf(out, "<%s", min->element);
	markup_attr(out, "type", type);
	buf_addc(out, '>');
	markup_text(out, value, strlen(value));
	buf_addf(out, "</%s>", min->element);
	return true;
}

static bool convert_date(
	struct tbx_convert *v, const struct tbx_item *item, struct buf *out)
{
	const char *value = NULL;

	if (v->version == TBX_V3) {
		item_text(v, item);
		if (!tbx_mend_date(&v->scratch, buf_str(&v->value)))
			return false;
		buf_set(&v->value, buf_str(&v->scratch));
		v->failed |= v->value.failed | v->scratch.failed;
		value = buf_str(&v->value);
	}
	buf_adds(out, "<date");
	if (item_attr(v, item, "id"))
		add_id(v, "id", buf_str(&v->scratch), out);
	buf_addc(out, '>');
	if (value == NULL) {
		buf_clear(&v->scratch);
		markup_plain(&v->scratch, item->inner, item->inner_size);
		v->failed |= v->scratch.failed;
		value = buf_str(&v->scratch);
	}
	markup_text(out, value, strlen(value));
	buf_adds(out, "</date>");
	return true;
}

static bool convert_simple(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, bool head, struct buf *out)
{
	if (tbx_item_is(item, "note") && (v->version != TBX_2013 || level == TBX_TERM)) {
		add_element(v, item, "note", "", NULL, out);
		return true;
	}
	if (tbx_item_is(item, "date"))
		return convert_date(v, item, out);
	if (!is_category_element(item))
		return false;
	switch (v->version) {
	case TBX_V3:
		return convert_v3(v, item, level, head, out);
	case TBX_V2:
		return convert_v2(v, item, out);
	default:
		return convert_2013(v, item, level, out);
	}
}

/* --- what does not fit --- */

/* "category: text", for a link with what it points at. */
static void flatten(struct tbx_convert *v, const struct tbx_item *item, struct buf *text)
{
	item_type(v, item);
	if (v->type.size == 0)
		buf_add(&v->type, item->name, item->name_size);
	if (text->size > 0)
		buf_adds(text, "; ");
	if (!tbx_item_is(item, "note"))
		buf_addf(text, "%s: ", buf_str(&v->type));
	item_text(v, item);
	buf_adds(text, buf_str(&v->value));
	if (item_attr(v, item, "target"))
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

	item_type(v, &head);
	tell(v, &head, buf_str(&v->type), NULL);
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
		fits = convert_simple(v, item, level, true, out);
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
	if (item_attr(v, group, "id"))
		add_id(v, "id", buf_str(&v->scratch), &whole);
	buf_addc(&whole, '>');
	v->failed |= name.failed;
	if (!convert_simple(v, &head, level, true, &whole))
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
			item_text(v, &part);
			buf_addf(&text, "%s: ", buf_str(&v->value));
		}
		item_text(v, tbx_item_child(&note, "noteValue", &part) ? &part : &note);
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
	if (convert_simple(v, item, level, true, out)) {
		buf_adds(out, "</transacGrp>");
		return true;
	}
	buf_truncate(out, before);
	return false;
}

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
		done = convert_simple(v, item, level, false, out);
	if (!done)
		add_note(v, item, level, note, out);
	v->failed |= v->type.failed | v->value.failed | v->scratch.failed;
}

bool tbx_is_definition(struct tbx_convert *v, const struct tbx_item *item)
{
	struct tbx_item head;

	tbx_item_head(item, &head);
	item_type(v, &head);
	const char *type = tbx_type_v3("", buf_str(&v->type));
	return type != NULL && strcmp(type, "definition") == 0 &&
	       tbx_item_is(&head, "descrip");
}
