/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading TBX: every element on the way down says what place its inside is, and what to
 * do there. Inside a data category everything is copied, until it ends.
 */
#include "config.h"
#include "tmx/tbx-read.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "src/xml/reader.h"
#include "tmx/head.h"
#include "tmx/remarks.h"
#include "tmx/tbx-check.h"
#include "tmx/tbx-fields.h"
#include "tmx/tbx-map.h"

#define HEAD_MAX CONCEPT_MAX_SIZE /* bytes of header or back matter */
#define VALUE_MAX 200             /* longer texts are no value of a picklist */

enum place {
	PLACE_FILE,
	PLACE_ROOT,
	PLACE_HEADER,
	PLACE_TEXT,
	PLACE_BODY,
	PLACE_CONCEPT,
	PLACE_LANG,
	PLACE_TERM_SECTION,
	PLACE_TERM_GROUP,
	PLACE_TERM,
	PLACE_COPY,
	PLACE_SKIP
};

/* An element that is open. */
struct open {
	enum place place;
	const char *name; /* its DCA name if it is one of TBX, else "" */
	char written[64]; /* PLACE_COPY: the name it was copied with … */
	size_t opened;    /* … and the end of its start tag */
	const struct tbx_category *category; /* whose values are in a list */
	bool main_seen;                      /* a group: its main element was there */
	bool section_seen; /* an entry or language: its first part was there */
};

struct tbx_reader {
	const struct record_sink *sink;
	const struct read_options *options;
	const char *file;
	struct document document;
	struct concept concept;
	struct tbx_check check;
	struct open open[XML_MAX_DEPTH + 2];
	int depth;
	struct buf *into; /* where a copy goes */
	struct buf value; /* scratch */
	bool min, told, header, root_known, any;
	bool has_term; /* the term section has one already */
	size_t form;   /* the form that the term section is about, its first */
	long root_line;
	uint64_t since;         /* position where the current concept's bytes begin */
	size_t bytes, children; /* of the current concept, or of header or back matter */
	const char *too_large;  /* why the current concept is given up; NULL */
};

/* Names TBX has; anything else is copied as it is. */
static const char *const known[] = { "martif", "tbx", "TBX", "martifHeader", "tbxHeader",
	"header", "text", "body", "back", "termEntry", "conceptEntry", "entry", "langSet",
	"langSec", "langGroup", "tig", "ntig", "termSec", "termGroup", "termGrp", "term",
	"descrip", "descripGrp", "descripNote", "admin", "adminGrp", "adminNote",
	"transac", "transacGrp", "transacNote", "termNote", "termNoteGrp", "termCompList",
	"termComp", "termCompGrp", "note", "noteGrp", "ref", "xref", "date", "hi",
	"foreign", "sc", "ec", "ph", "bpt", "ept", "fileDesc", "titleStmt", "title",
	"publicationStmt", "sourceDesc", "encodingDesc", "revisionDesc", "change", "p",
	"refObjectSec", "refObjectList", "refObject", "itemSet", "itemGrp", "item" };

static const char *known_name(const char *name)
{
	for (size_t i = 0; i < N_ELEMENTS(known); i++)
		if (strcmp(known[i], name) == 0)
			return known[i];
	return "";
}

static bool is_one_of(
	const char *name, const char *a, const char *b, const char *c, const char *d)
{
	return strcmp(name, a) == 0 || strcmp(name, b) == 0 || strcmp(name, c) == 0 ||
	       strcmp(name, d) == 0;
}

static bool is_entry(const char *name)
{
	return is_one_of(name, "termEntry", "conceptEntry", "entry", "entry");
}

static bool is_language(const char *name)
{
	return is_one_of(name, "langSet", "langSec", "langGroup", "langGroup");
}

static bool is_term_section(const char *name)
{
	return is_one_of(name, "tig", "ntig", "termSec", "termGroup");
}

static bool is_own_uri(const char *uri)
{
	return uri == NULL || strncmp(uri, "urn:iso:std:iso:30042", 21) == 0;
}

static struct open *inside(struct tbx_reader *t)
{
	return &t->open[t->depth];
}

static struct section *last_section(struct tbx_reader *t)
{
	return &t->concept.sections[t->concept.n_sections - 1];
}

static struct form *last_form(struct tbx_reader *t)
{
	struct section *s = last_section(t);

	return &s->forms[s->n_forms - 1];
}

static const struct xml_attribute *attribute(
	const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (strcmp(e->attributes[i].name, name) == 0)
			return &e->attributes[i];
	return NULL;
}

static const char *value_of(const struct xml_element *e, const char *name)
{
	const struct xml_attribute *a = attribute(e, name);

	return a == NULL ? NULL : a->value;
}

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

/* Attributes in canonical form, with `prefix` before their names; those named are left
 * out. */
static void add_attributes(struct buf *to, const struct xml_element *e,
	const char *prefix, const char *without_a, const char *without_b)
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

/* The declarations on an element, without the namespaces of TBX itself. */
static void add_namespaces(struct buf *to, const struct xml_element *e)
{
	for (size_t i = 0; i < e->n_namespaces; i++) {
		const struct xml_attribute *n = &e->namespaces[i];
		if (!is_own_uri(n->value) && tbx_module_of_uri(n->value) < 0)
			markup_attr(to, n->name, n->value);
	}
}

static void check_attributes(struct tbx_reader *t, const struct xml_element *e)
{
	const char *id = value_of(e, "id"), *target = value_of(e, "target");

	if (id == NULL)
		id = value_of(e, "xml:id");
	if (id != NULL)
		tbx_check_id(&t->check, e->line, id);
	if (target != NULL && strcmp(e->local, "xref") != 0)
		tbx_check_target(&t->check, e->line, target);
}

/* Tells the document before the first concept. */
static int tell_head(struct tbx_reader *t)
{
	struct document *d = &t->document;

	if (t->told)
		return 0;
	t->told = true;
	if (!t->header && !t->min)
		tbx_remark(&t->check, t->root_line, "no header");
	else if (!t->min && strstr(buf_str(&d->head), "<sourceDesc") == NULL)
		tbx_remark(&t->check, t->root_line, "<fileDesc> without <sourceDesc>");
	if (!buf_ok(&d->format) || !buf_ok(&d->version) || !buf_ok(&d->lang) ||
		!buf_ok(&d->root_attrs) || !buf_ok(&d->attrs) || !buf_ok(&d->head))
		return err_nomem();
	return t->sink->head == NULL ? 0 : t->sink->head(t->sink->ctx, d);
}

static void check_root(struct tbx_reader *t, const struct xml_element *e)
{
	bool martif = strcmp(e->local, "martif") == 0;

	if (martif && e->uri != NULL)
		tbx_remark(&t->check, e->line,
			"<martif> of TBX 2 in the namespace %.100s", e->uri);
	if (!martif && !t->min && (e->uri == NULL || strcmp(e->uri, TBX_NAMESPACE) != 0))
		tbx_remark(&t->check, e->line, "<%.40s> is not in the namespace %s",
			e->local, TBX_NAMESPACE);
	if (!t->min && value_of(e, "type") == NULL)
		tbx_remark(&t->check, e->line, "<%.40s> without a type", e->local);
	if (value_of(e, "lang") != NULL && value_of(e, "xml:lang") == NULL)
		tbx_remark(&t->check, e->line, "lang= instead of xml:lang=");
}

static const char *format_of_root(const char *root, const char *style)
{
	if (strcmp(root, "TBX") == 0)
		return "tbx-min";
	if (strcmp(root, "tbx") != 0)
		return "tbx2";
	return style != NULL && strcmp(style, "dct") == 0 ? "tbx-dct" : "tbx";
}

static enum place start_root(struct tbx_reader *t, const struct xml_element *e)
{
	struct document *d = &t->document;
	const char *lang = value_of(e, "xml:lang"), *type = value_of(e, "type");

	t->root_line = e->line;
	t->root_known = is_one_of(e->local, "martif", "tbx", "TBX", "TBX");
	t->min = strcmp(e->local, "TBX") == 0;
	t->check.v3 = strcmp(e->local, "tbx") == 0;
	t->check.dialect = type == NULL ? -1 : tbx_dialect_of_type(type);
	buf_set(&d->format, format_of_root(e->local, value_of(e, "style")));
	buf_set(&d->version, t->min ? value_of(e, "dialect") : type);
	buf_set(&d->lang, lang != NULL ? lang : value_of(e, "lang"));
	for (size_t i = 0; i < e->n_namespaces; i++)
		markup_attr(
			&d->root_attrs, e->namespaces[i].name, e->namespaces[i].value);
	add_attributes(&d->root_attrs, e, "", NULL, NULL);
	check_root(t, e);
	return is_entry(e->local) ? PLACE_SKIP : PLACE_ROOT;
}

/* --- copying --- */

/* Whether there is room for more of the current concept, header or back matter. */
static bool room_for(struct tbx_reader *t, size_t size)
{
	if (t->too_large != NULL)
		return false;
	t->bytes += size;
	if (t->bytes > CONCEPT_MAX_SIZE)
		t->too_large = "larger than 16 MB";
	else if (t->children > CONCEPT_MAX_CHILDREN && t->concept.line > 0)
		t->too_large = "more than 100,000 elements";
	return t->too_large == NULL;
}

static size_t size_of(const struct xml_element *e)
{
	size_t size = strlen(e->name);

	for (size_t i = 0; i < e->n_attributes; i++)
		size += strlen(e->attributes[i].name) + e->attributes[i].size + 4;
	return size;
}

/* What an element is called in TBX 3 DCA; *type gets the category where the name was it.
 * */
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
	return is_own_uri(e->uri) || strchr(e->name, ':') == NULL ? e->local : e->name;
}

static enum tbx_level level_of(const struct tbx_reader *t)
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
	struct open *parent = inside(t);

	if (t->min)
		return;
	check_attributes(t, e);
	if (level_of(t) == 0)
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
	tbx_check_category(&t->check, e->line, written, type, level_of(t));
}

static enum place start_copy(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	const char *type, *written = dca_name(t, e, &type);

	if (!room_for(t, size_of(e) + 5) || strlen(written) >= sizeof(o->written))
		return PLACE_SKIP;
	strcpy(o->written, written);
	o->name = known_name(written);
	buf_addc(t->into, '<');
	buf_adds(t->into, written);
	if (type != NULL)
		markup_attr(t->into, "type", type);
	size_t attrs = t->into->size;
	add_attributes(t->into, e, "", type != NULL ? "type" : NULL, NULL);
	if (strchr(written, ':') != NULL)
		add_prefix(t->into, attrs, e, e->name, e->uri);
	add_namespaces(t->into, e);
	buf_addc(t->into, '>');
	o->opened = t->into->size;
	if (type == NULL)
		type = value_of(e, "type");
	check_copy(t, e, o, written, type == NULL ? "" : type);
	const struct tbx_category *c = type == NULL ? NULL : tbx_category_find(type);
	o->category = c != NULL && c->values != NULL ? c : NULL;
	return PLACE_COPY;
}

static void check_value(struct tbx_reader *t, const struct open *o, long line)
{
	size_t size = t->into->size - o->opened;
	bool date = strcmp(o->name, "date") == 0;

	if ((o->category == NULL && !date) || level_of(t) == 0 || size > VALUE_MAX ||
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

static void end_copy(struct tbx_reader *t, const struct open *o, long line)
{
	if (t->too_large != NULL)
		return;
	check_value(t, o, line);
	markup_close(t->into, o->written, o->opened);
}

/* --- the parts of an entry --- */

static void start_concept(struct tbx_reader *t, const struct xml_element *e)
{
	struct concept *c = &t->concept;
	const char *key = attribute(e, "id") != NULL ? "id" : "xml:id";
	const char *id = value_of(e, key);

	concept_reset(c);
	t->bytes = size_of(e);
	t->children = 0;
	t->too_large = NULL;
	t->any = true;
	c->line = e->line;
	buf_set(&c->id, id);
	add_attributes(&c->attrs, e, "", key, NULL);
	add_namespaces(&c->attrs, e);
	t->check.unit = buf_str(&c->id);
	check_attributes(t, e);
	if (id == NULL && !t->min)
		tbx_remark(&t->check, e->line, "<%s> without an id", e->local);
}

static int start_language(struct tbx_reader *t, const struct xml_element *e)
{
	struct section *s = concept_add_section(&t->concept);
	const char *key = attribute(e, "xml:lang") != NULL ? "xml:lang" : "lang";
	const char *lang = value_of(e, key);

	if (s == NULL)
		return err_nomem();
	buf_set(&s->lang, lang);
	add_attributes(&s->attrs, e, "", key, NULL);
	add_namespaces(&s->attrs, e);
	check_attributes(t, e);
	if (lang == NULL)
		tbx_remark(&t->check, e->line, "<%s> without xml:lang", e->local);
	else if (strcmp(key, "lang") == 0)
		tbx_remark(&t->check, e->line, "lang= instead of xml:lang=");
	return 0;
}

static int start_form(struct tbx_reader *t, const struct xml_element *e, bool joined)
{
	struct form *f = section_add_form(last_section(t));

	if (f == NULL)
		return err_nomem();
	f->line = e->line;
	f->status = t->options->status;
	f->grouped = !joined && strcmp(e->local, "ntig") == 0;
	if (joined) {
		markup_attr(&f->attrs, TBX_JOINED, "yes");
		return 0;
	}
	add_attributes(&f->attrs, e, "", NULL, NULL);
	add_namespaces(&f->attrs, e);
	check_attributes(t, e);
	t->form = last_section(t)->n_forms - 1;
	t->has_term = false;
	return 0;
}

static int start_term(struct tbx_reader *t, const struct xml_element *e)
{
	if (t->has_term) {
		tbx_remark(&t->check, e->line, "a second <term> in one <%s>",
			inside(t)->name);
		int rc = start_form(t, e, true);
		if (rc < 0)
			return rc;
	}
	t->has_term = true;
	struct form *f = last_form(t);
	f->line = e->line;
	add_attributes(&f->term_attrs, e, "", NULL, NULL);
	check_attributes(t, e);
	t->into = &f->markup;
	return 0;
}

static void end_term(struct tbx_reader *t)
{
	struct form *f = last_form(t);

	if (t->too_large != NULL)
		return;
	markup_plain(&f->text, buf_str(&f->markup), f->markup.size);
	f->tagged =
		f->markup.size > 0 && memchr(f->markup.data, '<', f->markup.size) != NULL;
	t->check.failed |= f->markup.failed;
	if (!f->tagged)
		buf_clear(&f->markup);
	if (f->text.size == strspn(buf_str(&f->text), " \t\r\n"))
		tbx_remark(&t->check, f->line, "an empty <term>");
}

static bool has_terms(const struct concept *c)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (c->sections[i].n_forms > 0)
			return true;
	return false;
}

static int end_concept(struct tbx_reader *t, struct xml_reader *x)
{
	struct concept *c = &t->concept;
	const char *what = NULL;
	long line = xml_damage_since(x, t->since, &what);
	int rc;

	t->since = xml_position(x);
	if (t->too_large != NULL)
		rc = remark_lost(t->sink, c->line, buf_str(&c->id),
			"an entry %s; left out", t->too_large);
	else if (line > 0)
		rc = remark_lost(t->sink, line, buf_str(&c->id),
			"%s; the entry is left out", what);
	else if ((rc = tbx_fields_fill(c)) == 0) {
		if (!has_terms(c))
			tbx_remark(&t->check, c->line, "an entry without a term");
		rc = t->sink->concept == NULL ? 0 : t->sink->concept(t->sink->ctx, c);
	}
	t->check.unit = "";
	concept_reset(c);
	return rc == 0 && t->check.failed ? err_nomem() : rc;
}

/* --- the way down and up --- */

/* Begins a copy of what is no part of the frame of an entry. */
static enum place start_category(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	switch (inside(t)->place) {
	case PLACE_CONCEPT:
		t->into = &t->concept
		.extra;
		break;
	case PLACE_LANG:
		t->into = &last_section(t)->extra;
		break;
	default: /* also where a second term stands in between */
		t->into = &last_section(t)->forms[t->form].extra;
	}
	return start_copy(t, e, o);
}

static int start_in_concept(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	struct open *parent = inside(t);

	if (!is_language(e->local)) {
		o->place = start_category(t, e, o);
		return 0;
	}
	parent->section_seen = true;
	o->place = PLACE_LANG;
	return start_language(t, e);
}

static int start_in_language(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	bool bare = strcmp(e->local, "term") == 0; /* without tig around it */

	if (!is_term_section(e->local) && !bare) {
		o->place = start_category(t, e, o);
		return 0;
	}
	inside(t)->section_seen = true;
	o->place = PLACE_TERM_SECTION;
	int rc = start_form(t, e, false);
	if (rc < 0 || !bare)
		return rc;
	o->place = PLACE_TERM;
	tbx_remark(&t->check, e->line, "<term> directly in <%s>", inside(t)->name);
	buf_clear(&last_form(t)->attrs);
	return start_term(t, e);
}

static int start_in_term(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	if (strcmp(e->local, "term") == 0) {
		o->place = PLACE_TERM;
		return start_term(t, e);
	}
	if (strcmp(e->local, "termGrp") == 0) {
		o->place = PLACE_TERM_GROUP;
		last_form(t)->grouped = true;
		add_attributes(&last_form(t)->attrs, e, TBX_GROUP, NULL, NULL);
		check_attributes(t, e);
		return 0;
	}
	o->place = start_category(t, e, o);
	return 0;
}

static bool is_header(const char *name)
{
	return is_one_of(name, "martifHeader", "tbxHeader", "header", "header");
}

static int start_entry(struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	int rc = tell_head(t);

	o->place = PLACE_CONCEPT;
	start_concept(t, e);
	return rc;
}

/* In the root, <text> or <body>. */
static int start_in_frame(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	enum place place = inside(t)->place;

	if (is_entry(e->local))
		return start_entry(t, e, o);
	if (strcmp(e->local, "body") == 0) {
		o->place = PLACE_BODY;
		return 0;
	}
	if (place == PLACE_ROOT && strcmp(e->local, "text") == 0) {
		o->place = PLACE_TEXT;
		return 0;
	}
	if (place == PLACE_ROOT && is_header(e->local)) {
		o->place = PLACE_HEADER;
		t->header = true;
		add_attributes(&t->document.attrs, e, "", NULL, NULL);
		return 0;
	}
	if (strcmp(e->local, "back") != 0)
		tbx_remark(&t->check, e->line, "<%.40s> has no place in <%s>%s", e->local,
			inside(t)->name, place == PLACE_TEXT ? "" : "; left out");
	o->place = PLACE_SKIP;
	if (place != PLACE_TEXT)
		return 0;
	t->concept.line = 0;
	t->bytes = t->document.tail.size;
	t->too_large = NULL;
	t->into = &t->document.tail;
	o->place = start_copy(t, e, o);
	return 0;
}

static int start(void *ctx, struct xml_reader *x, const struct xml_element *e)
{
	struct tbx_reader *t = ctx;
	struct open *o = &t->open[t->depth + 1];
	enum place place = inside(t)->place;
	int rc = 0;

	*o = (struct open){ .place = PLACE_SKIP, .name = known_name(e->local) };
	t->children++;
	if (place == PLACE_FILE) {
		o->place = start_root(t, e);
	} else if (place == PLACE_HEADER) {
		t->into = &t->document.head;
		o->place = start_copy(t, e, o);
	} else if (place == PLACE_COPY || place == PLACE_TERM) {
		o->place = start_copy(t, e, o);
	} else if (place == PLACE_ROOT || place == PLACE_TEXT || place == PLACE_BODY) {
		rc = start_in_frame(t, e, o);
	} else if (place != PLACE_SKIP && room_for(t, 0)) {
		rc = place == PLACE_CONCEPT ? start_in_concept(t, e, o)
		     : place == PLACE_LANG  ? start_in_language(t, e, o)
					    : start_in_term(t, e, o);
	}
	t->depth++;
	if (o->place == PLACE_BODY || o->place == PLACE_HEADER)
		t->since = xml_position(x);
	return rc;
}

static int end(void *ctx, struct xml_reader *x, const char *name, const char *local)
{
	struct tbx_reader *t = ctx;
	struct open *o = inside(t);

	(void)name;
	(void)local;
	t->depth--;
	if (o->place == PLACE_COPY)
		end_copy(t, o, xml_line(x));
	else if (o->place == PLACE_TERM)
		end_term(t);
	else if (o->place == PLACE_CONCEPT)
		return end_concept(t, x);
	else if (o->place == PLACE_HEADER && t->too_large != NULL) {
		tbx_remark(&t->check, xml_line(x), "a header %s; left out", t->too_large);
		buf_clear(&t->document.head);
		t->too_large = NULL;
	}
	return t->document.head.failed || t->document.tail.failed ? err_nomem() : 0;
}

static bool is_blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0')
			return false;
	return true;
}

static int text(void *ctx, struct xml_reader *x, const char *text, size_t size)
{
	struct tbx_reader *t = ctx;
	const struct open *o = inside(t);

	if (o->place != PLACE_COPY && o->place != PLACE_TERM) {
		if (o->place >= PLACE_TEXT && o->place < PLACE_TERM &&
			!is_blank(text, size))
			tbx_remark(&t->check, xml_line(x),
				"text directly in <%s>; left out", o->name);
		return 0;
	}
	if (tbx_is_frame(o->name)) {
		if (is_blank(text, size))
			return 0;
		tbx_remark(&t->check, xml_line(x), "text directly in <%s>", o->name);
	}
	if (room_for(t, size))
		markup_text(t->into, text, size);
	return 0;
}

static int warn(void *ctx, struct xml_reader *x, long line, const char *message)
{
	struct tbx_reader *t = ctx;

	(void)x;
	tbx_remark(&t->check, line, "%s", message);
	return 0;
}

static void reader_free(struct tbx_reader **t)
{
	if (*t == NULL)
		return;
	document_finish(&(*t)->document);
	concept_finish(&(*t)->concept);
	tbx_check_finish(&(*t)->check);
	buf_free(&(*t)->value);
	free(*t);
}

static int finish_reading(struct tbx_reader *t)
{
	if (!t->any && !t->root_known)
		return err_set(BIS_EFORMAT, "%s: no <termEntry> or <conceptEntry> in it",
			t->file);
	if (!t->any)
		tbx_remark(&t->check, t->root_line, "no entries");
	if (t->too_large != NULL) {
		tbx_remark(&t->check, 0, "back matter %s; left out", t->too_large);
		buf_clear(&t->document.tail);
	}
	int rc = tell_head(t);
	if (rc == 0)
		rc = tbx_check_end(&t->check, t->sink);
	return rc < 0 || t->sink->tail == NULL
		       ? rc
		       : t->sink->tail(t->sink->ctx, &t->document);
}

int tbx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink)
{
	cleanup(reader_free) struct tbx_reader *t = calloc(1, sizeof(*t));
	struct xml_handler handler = {
		.start = start, .end = end, .text = text, .warn = warn, .ctx = t
	};

	if (t == NULL)
		return err_nomem();
	t->sink = sink;
	t->options = options;
	t->file = source_name(in);
	t->check.unit = "";
	t->check.dialect = -1;
	t->open[0].name = "";
	document_init(&t->document);
	concept_init(&t->concept);
	int rc = xml_read(in, &handler);
	return rc < 0 ? rc : finish_reading(t);
}

int tbx_bid(const struct head *head, const char *format)
{
	struct head_root root;

	if (!head_root(head, &root))
		return 0;
	bool named = head_root_is(&root, "martif") || head_root_is(&root, "tbx") ||
		     head_root_is(&root, "TBX");
	bool entries = strstr(head->text, "<termEntry") != NULL ||
		       strstr(head->text, "<conceptEntry") != NULL;
	if (!named)
		return entries && strcmp(format, "tbx2") == 0 ? 40 : 0;
	bool dct = memmem(root.tag, root.tag_size, "\"dct\"", 5) != NULL ||
		   memmem(root.tag, root.tag_size, "'dct'", 5) != NULL;
	cleanup(buf_free) struct buf name = BUF_INIT;
	buf_add(&name, root.name, root.size);
	if (!buf_ok(&name))
		return BIS_ENOMEM;
	return strcmp(format_of_root(buf_str(&name), dct ? "dct" : NULL), format) == 0
		       ? 95
		       : 0;
}
