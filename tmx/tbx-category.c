/* SPDX-License-Identifier: Apache-2.0
 *
 * One category, without a group around it, in the words of the version and dialect.
 */
#include "config.h"
#include "tmx/tbx-converter.h"

#include <string.h>

static void set_type(struct tbx_convert *v, const char *type)
{
	buf_set(&v->type, type);
	v->failed |= v->type.failed;
}

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
			tbx_add_id(v, "id", buf_str(&value), out);
		else if (strcmp(k, "xml:lang") == 0 && !xref)
			tbx_add_lang(v, buf_str(&value), out);
		else if (strcmp(k, "target") == 0 && xref)
			markup_attr(out, "target", buf_str(&value));
		else if (strcmp(k, "target") == 0 && !note)
			tbx_add_target(v, "target", buf_str(&value), out);
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
	bool has = tbx_take_attr(v, item, "target");

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
	tbx_take_type(v, item);
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
	tbx_take_text(v, item);
	const char *value = tbx_value_v3(c->type, buf_str(&v->value), &exact);
	if (value == NULL || !exact)
		tbx_tell(v, item, c->type, buf_str(&v->value));
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
	tbx_take_type(v, item);
	if (tbx_item_is(item, "transac") && v->type.size == 0)
		set_type(v, "transactionType");
	if (v->type.size == 0 || !link_fits(v, item, buf_str(&name)))
		return false;
	if (strcmp(buf_str(&v->type), "usageStatus") == 0) {
		bool exact;
		tbx_take_text(v, item);
		value = tbx_value_v3("administrativeStatus", buf_str(&v->value), &exact);
		set_type(v, "administrativeStatus");
	}
	cleanup(buf_free) struct buf type = BUF_INIT;
	buf_set(&type, buf_str(&v->type));
	v->failed |= type.failed;
	add_element(v, item, buf_str(&name), buf_str(&type), value, out);
	return true;
}

/* TBX-Min of 2013 has four categories; tbx-print.c gives them their own names. */
static bool convert_2013(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, struct buf *out)
{
	tbx_take_type(v, item);
	const char *type = tbx_type_v3("", buf_str(&v->type));
	const struct tbx_min_name *min = type == NULL ? NULL : tbx_min_by_type(type);

	if (min == NULL || (strcmp(type, "subjectField") == 0) != (level == TBX_CONCEPT))
		return false;
	if ((v->once & 1U << tbx_min_bit(min)) != 0)
		return false;
	tbx_take_text(v, item);
	const char *value = tbx_value_min(type, buf_str(&v->value));
	if (value == NULL) {
		tbx_tell(v, item, type, buf_str(&v->value));
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
		tbx_take_text(v, item);
		if (!tbx_mend_date(&v->scratch, buf_str(&v->value)))
			return false;
		buf_set(&v->value, buf_str(&v->scratch));
		v->failed |= v->value.failed | v->scratch.failed;
		value = buf_str(&v->value);
	}
	buf_adds(out, "<date");
	if (tbx_take_attr(v, item, "id"))
		tbx_add_id(v, "id", buf_str(&v->scratch), out);
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

bool tbx_convert_category(struct tbx_convert *v, const struct tbx_item *item,
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
