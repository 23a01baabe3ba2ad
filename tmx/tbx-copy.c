/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside a data category, the header and the back matter of a TBX file everything is
 * copied, in canonical form, until it ends; and held against the rules on the way.
 */
#include "config.h"
#include "tmx/tbx-reader.h"

#include <string.h>

#include "src/xml/markup.h"
#include "tmx/tbx-names.h"

#define VALUE_MAX 200 /* longer texts are no value of a picklist */

/* Adds the declaration of a prefix, so that the piece can stand alone. */
static void add_prefix(struct buf *to, size_t from, const struct xml_element *e,
	const char *name, const char *uri)
{
	const char *colon = strchr(name, ':');
	cleanup(buf_free) struct buf declared = BUF_INIT;

	if (colon == NULL || uri == NULL || strncmp(name, "xml:", 4) == 0)
		return;
	buf_adds(&declared, "xmlns:");
	buf_add(&declared, name, (size_t)(colon - name));
	for (size_t i = 0; i < e->n_namespaces; i++)
		if (strcmp(e->namespaces[i].name, buf_str(&declared)) == 0)
			return;
	if (strstr(buf_str(to) + from, buf_str(&declared)) == NULL)
		markup_attr(to, buf_str(&declared), uri);
	to->failed |= declared.failed;
}

void tbx_add_attributes(struct buf *to, const struct xml_element *e, const char *prefix,
	const char *without_a, const char *without_b)
{
	cleanup(buf_free) struct buf name = BUF_INIT;
	size_t from = to->size;

	for (size_t i = 0; i < e->n_attributes; i++) {
		const struct xml_attribute *a = &e->attributes[i];
		if ((without_a != NULL && strcmp(a->name, without_a) == 0) ||
			(without_b != NULL && strcmp(a->name, without_b) == 0))
			continue;
		buf_clear(&name);
		buf_adds(&name, prefix);
		buf_adds(&name, a->name);
		to->failed |= name.failed;
		markup_attr_sized(to, buf_str(&name), a->value, a->size);
	}
	for (size_t i = 0; i < e->n_attributes; i++)
		add_prefix(to, from, e, e->attributes[i].name, e->attributes[i].uri);
}

void tbx_add_namespaces(struct buf *to, const struct xml_element *e)
{
	for (size_t i = 0; i < e->n_namespaces; i++) {
		const struct xml_attribute *n = &e->namespaces[i];
		if (!tbx_is_own_uri(n->value) && tbx_module_of_uri(n->value) < 0)
			markup_attr(to, n->name, n->value);
	}
}

void tbx_check_attributes(struct tbx_reader *t, const struct xml_element *e)
{
	const char *id = xml_value(e, "id"), *target = xml_value(e, "target");

	if (id == NULL)
		id = xml_value(e, "xml:id");
	if (id != NULL)
		tbx_check_id(&t->check, e->line, id);
	if (target != NULL && strcmp(e->local, "xref") != 0)
		tbx_check_target(&t->check, e->line, target);
}

/* --- elements --- */

bool tbx_room_for(struct tbx_reader *t, size_t size)
{
	if (t->too_large != NULL)
		return false;
	t->bytes += size;
	if (t->bytes > CONCEPT_MAX_SIZE)
		t->too_large = "larger than 16 MB";
	else if (t->children > CONCEPT_MAX_CHILDREN && t->concept.line > 0)
		t->too_large = "of more than 100,000 elements";
	return t->too_large == NULL;
}

size_t tbx_size_of(const struct xml_element *e)
{
	size_t size = strlen(e->name);

	for (size_t i = 0; i < e->n_attributes; i++)
		size += strlen(e->attributes[i].name) + e->attributes[i].size + 4;
	return size;
}

/* What an element is called in TBX 3 DCA; *type gets the category where the name was
 * it. */
static const char *dca_name(
	struct tbx_reader *t, const struct xml_element *e, const char **type)
{
	const struct tbx_min_name *min = t->min ? tbx_min_by_name(e->local) : NULL;

	*type = NULL;
	if (min != NULL) {
		*type = min->type;
		return min->element;
	}
	if (tbx_module_of_uri(e->uri) >= 0) {
		const struct tbx_category *c = tbx_category_find(e->local);
		*type = c == NULL ? NULL : c->type;
		return c == NULL ? e->name : c->element;
	}
	return tbx_is_own_uri(e->uri) || strchr(e->name, ':') == NULL ? e->local
								      : e->name;
}

enum tbx_level tbx_level_of(const struct tbx_reader *t)
{
	for (int i = t->depth; i > 0; i--)
		if (t->open[i].place == PLACE_CONCEPT)
			return TBX_CONCEPT;
		else if (t->open[i].place == PLACE_LANG)
			return TBX_LANG;
		else if (t->open[i].place == PLACE_TERM_SECTION)
			return TBX_TERM;
	return 0;
}

static bool is_group_of(const char *group, const char *name)
{
	size_t size = strlen(name);

	return size > 0 && strncmp(group, name, size) == 0 &&
	       strcmp(group + size, "Grp") == 0;
}

/* The rules that need to know where we are. */
static void check_copy(struct tbx_reader *t, const struct xml_element *e, struct open *o,
	const char *written, const char *type)
{
	struct open *parent = tbx_inside(t);

	if (t->min)
		return;
	tbx_check_attributes(t, e);
	if (tbx_level_of(t) == 0)
		return;
	tbx_check_child(&t->check, e->line, parent->name, written);
	if (parent->section_seen &&
		(parent->place == PLACE_CONCEPT || parent->place == PLACE_LANG))
		tbx_remark(&t->check, e->line, "<%.40s> after the first %s of <%s>",
			written, parent->place == PLACE_CONCEPT ? "language" : "term",
			parent->name);
	if (is_group_of(parent->name, o->name)) {
		if (parent->main_seen)
			tbx_remark(&t->check, e->line, "a second <%s> in one <%s>",
				o->name, parent->name);
		parent->main_seen = true;
	}
	if (parent->place == PLACE_TERM_SECTION && !t->has_term && *parent->name != 'n')
		tbx_remark(&t->check, e->line, "<%.40s> before <term>", written);
	tbx_check_category(&t->check, e->line, written, type, tbx_level_of(t));
}

enum place tbx_start_copy(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	const char *type, *written = dca_name(t, e, &type);

	if (!tbx_room_for(t, tbx_size_of(e) + 5) || strlen(written) >= sizeof(o->written))
		return PLACE_SKIP;
	strcpy(o->written, written);
	o->name = tbx_known_name(written);
	buf_addc(t->into, '<');
	buf_adds(t->into, written);
	if (type != NULL)
		markup_attr(t->into, "type", type);
	size_t attrs = t->into->size;
	tbx_add_attributes(t->into, e, "", type != NULL ? "type" : NULL, NULL);
	if (strchr(written, ':') != NULL)
		add_prefix(t->into, attrs, e, e->name, e->uri);
	tbx_add_namespaces(t->into, e);
	buf_addc(t->into, '>');
	o->opened = t->into->size;
	if (type == NULL)
		type = xml_value(e, "type");
	check_copy(t, e, o, written, type == NULL ? "" : type);
	const struct tbx_category *c = type == NULL ? NULL : tbx_category_find(type);
	o->category = c != NULL && c->values != NULL ? c : NULL;
	return PLACE_COPY;
}

static void check_value(struct tbx_reader *t, const struct open *o, long line)
{
	size_t size = t->into->size - o->opened;
	bool date = strcmp(o->name, "date") == 0;

	if ((o->category == NULL && !date) || tbx_level_of(t) == 0 || size > VALUE_MAX ||
		!buf_ok(t->into))
		return;
	buf_clear(&t->value);
	markup_plain(&t->value, t->into->data + o->opened, size);
	t->check.failed |= t->value.failed;
	const char *s = buf_str(&t->value);
	s += strspn(s, " \t\r\n");
	buf_truncate(&t->value, (size_t)(s - buf_str(&t->value)) + strcspn(s, " \t\r\n"));
	tbx_check_value(&t->check, line, o->name, date ? "" : o->category->type, s);
}

void tbx_end_copy(struct tbx_reader *t, const struct open *o, long line)
{
	if (t->too_large != NULL)
		return;
	check_value(t, o, line);
	markup_close(t->into, o->written, o->opened);
}
