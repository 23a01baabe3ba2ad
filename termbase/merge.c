/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms are matched through a sorted list of what is there, so that two large records
 * cost no more than sorting one of them.
 */
#include "config.h"
#include "termbase/merge.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"

#define MAX_TOLD 5 /* facts named in words */

void merge_report_finish(struct merge_report *r)
{
	buf_free(&r->differing);
}

/* The fields of a form that are texts, in both in the same order. */
#define FORM_TEXTS(f)                                                        \
	{                                                                    \
		&(f)->valid_from, &(f)->valid_to, &(f)->source, &(f)->note,  \
			&(f)->instead, &(f)->approved_by, &(f)->approved_at, \
			&(f)->attrs, &(f)->term_attrs, &(f)->extra           \
	}
static const char *const form_text_names[] = { "beginning", "end", "source", "note",
	"replacement", "approval", "day of approval", "attributes", "term attributes",
	"further data" };

static void copy(struct buf *to, const struct buf *from)
{
	buf_clear(to);
	buf_add(to, buf_str(from), from->size);
}

void form_copy(struct form *to, const struct form *from)
{
	struct buf *into[] = FORM_TEXTS(to);
	const struct buf *source[] = FORM_TEXTS(from);

	for (size_t i = 0; i < N_ELEMENTS(into); i++)
		copy(into[i], source[i]);
	copy(&to->text, &from->text);
	copy(&to->markup, &from->markup);
	to->line = from->line;
	to->id = 0;
	to->tagged = from->tagged;
	to->grouped = from->grouped;
	to->status = from->status;
	to->kind = from->kind;
	to->reliability = from->reliability;
}

/* --- facts ------------------------------------------------------------------------- */

static void tell(
	struct merge_report *r, const char *fact, const struct form *f, const char *lang)
{
	if (r->n_differing++ >= MAX_TOLD)
		return;
	if (r->differing.size > 0)
		buf_adds(&r->differing, ", ");
	buf_adds(&r->differing, fact);
	if (f != NULL)
		buf_addf(&r->differing, " of “%s” (%s)", buf_str(&f->text), lang);
	else if (lang != NULL)
		buf_addf(&r->differing, " of %s", lang);
}

static void fill(struct buf *have, const struct buf *coming, const char *fact,
	const struct form *f, const char *lang, struct merge_report *r)
{
	if (coming->size == 0)
		return;
	if (have->size == 0) {
		copy(have, coming);
		r->changed = true;
	} else if (have->size != coming->size ||
		   memcmp(have->data, coming->data, coming->size) != 0) {
		tell(r, fact, f, lang);
	}
}

static void fill_form(struct form *have, const struct form *coming, const char *lang,
	struct merge_report *r)
{
	struct buf *into[] = FORM_TEXTS(have);
	const struct buf *source[] = FORM_TEXTS(coming);

	if (coming->status != STATUS_PROPOSED && coming->status != have->status)
		tell(r, "status", have, lang);
	if (coming->kind != FORM_FULL && coming->kind != have->kind)
		tell(r, "kind", have, lang);
	for (size_t i = 0; i < N_ELEMENTS(into); i++)
		fill(into[i], source[i], form_text_names[i], have, lang, r);
	if (have->reliability == 0 && coming->reliability != 0) {
		have->reliability = coming->reliability;
		r->changed = true;
	} else if (coming->reliability != 0 && coming->reliability != have->reliability) {
		tell(r, "reliability", have, lang);
	}
	if (!coming->tagged)
		return;
	r->changed = r->changed || !have->tagged;
	have->tagged = true;
	fill(&have->markup, &coming->markup, "markup", have, lang, r);
}

static void fill_entry(
	struct concept *have, const struct concept *coming, struct merge_report *r)
{
	if (have->n_sections == 0 && have->kind == KIND_TERM)
		have->kind = coming->kind; /* so far it was only known that it exists */
	else if (coming->kind != KIND_TERM && coming->kind != have->kind)
		tell(r, "type", NULL, NULL);
	fill(&have->subject, &coming->subject, "subject", NULL, NULL, r);
	fill(&have->definition, &coming->definition, "definition", NULL, NULL, r);
	fill(&have->note, &coming->note, "note", NULL, NULL, r);
	fill(&have->attrs, &coming->attrs, "attributes", NULL, NULL, r);
	fill(&have->extra, &coming->extra, "further data", NULL, NULL, r);
}

/* --- forms ------------------------------------------------------------------------- */

struct known_section {
	char lang[LANG_MAX]; /* canonical */
	size_t section;
};

struct known_form {
	const char *lang; /* of its known_section */
	const char *text;
	size_t section, form;
	bool used;
	size_t passed; /* in the first of those with one text: so many of them are used */
};

struct known {
	struct known_section *sections;
	struct known_form *forms;
	size_t n_sections, n_forms;
};

static void known_finish(struct known *k)
{
	free(k->sections);
	free(k->forms);
}

static int compare_sections(const void *a, const void *b)
{
	const struct known_section *x = a, *y = b;
	int order = strcmp(x->lang, y->lang);

	return order != 0 ? order : (x->section > y->section) - (x->section < y->section);
}

static int compare_text(const struct known_form *x, const struct known_form *y)
{
	int order = strcmp(x->lang, y->lang);

	return order != 0 ? order : strcmp(x->text, y->text);
}

static int compare_forms(const void *a, const void *b)
{
	const struct known_form *x = a, *y = b;
	int order = compare_text(x, y);

	if (order == 0)
		order = (x->section > y->section) - (x->section < y->section);
	return order != 0 ? order : (x->form > y->form) - (x->form < y->form);
}

static int canonical(const struct section *s, char lang[LANG_MAX])
{
	/* nonsense stays what it is: two of one spelling are one */
	int rc = lang_canonical(buf_str(&s->lang), lang);

	return rc == BIS_ENOMEM ? rc : 0;
}

static void list_forms(const struct concept *c, struct known *k)
{
	for (size_t i = 0; i < k->n_sections; i++) {
		const struct section *s = &c->sections[k->sections[i].section];
		for (size_t j = 0; j < s->n_forms; j++)
			k->forms[k->n_forms++] = (struct known_form){
				.lang = k->sections[i].lang,
				.text = buf_str(&s->forms[j].text),
				.section = k->sections[i].section,
				.form = j,
			};
	}
	qsort(k->forms, k->n_forms, sizeof(*k->forms), compare_forms);
}

static int list_known(const struct concept *c, struct known *k)
{
	size_t n_forms = 0;
	int rc = 0;

	for (size_t i = 0; i < c->n_sections; i++)
		n_forms += c->sections[i].n_forms;
	k->sections = calloc(c->n_sections + 1, sizeof(*k->sections));
	k->forms = calloc(n_forms + 1, sizeof(*k->forms));
	if (k->sections == NULL || k->forms == NULL)
		return err_nomem();
	k->n_sections = c->n_sections;
	for (size_t i = 0; rc == 0 && i < k->n_sections; i++) {
		k->sections[i].section = i;
		rc = canonical(&c->sections[i], k->sections[i].lang);
	}
	qsort(k->sections, k->n_sections, sizeof(*k->sections), compare_sections);
	list_forms(c, k);
	return rc;
}

static const struct known_section *find_section(const struct known *k, const char *lang)
{
	size_t low = 0, high = k->n_sections;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(k->sections[middle].lang, lang) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < k->n_sections && strcmp(k->sections[low].lang, lang) == 0;
	return found ? &k->sections[low] : NULL;
}

static size_t first_with(const struct known *k, const struct known_form *wanted)
{
	size_t low = 0, high = k->n_forms;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_text(&k->forms[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* One with the same language and text that was not taken yet: of the same kind if there
 * is one among the next few, else the next. */
static struct known_form *take_form(
	struct known *k, const struct concept *c, const char *lang, const struct form *f)
{
	struct known_form wanted = { .lang = lang, .text = buf_str(&f->text) };
	size_t first = first_with(k, &wanted), next;
	struct known_form *found = NULL;

	if (first == k->n_forms)
		return NULL;
	for (next = first + k->forms[first].passed;
		next < k->n_forms && k->forms[next].used; next++)
		;
	k->forms[first].passed = next - first;
	for (size_t i = next; i < k->n_forms && i < next + 16; i++) {
		struct known_form *known = &k->forms[i];
		if (compare_text(known, &wanted) != 0)
			break;
		bool same_kind =
			c->sections[known->section].forms[known->form].kind == f->kind;
		if (!known->used && (found == NULL || same_kind))
			found = known;
		if (found != NULL && same_kind)
			break;
	}
	if (found != NULL)
		found->used = true;
	return found;
}

static int add_form(struct section *s, const struct form *coming, struct merge_report *r)
{
	struct form *f = section_add_form(s);

	if (f == NULL)
		return err_nomem();
	form_copy(f, coming);
	r->forms++;
	r->changed = true;
	return 0;
}

static int add_section(
	struct concept *into, const struct section *coming, struct merge_report *r)
{
	struct section *s = concept_add_section(into);
	int rc = 0;

	if (s == NULL)
		return err_nomem();
	copy(&s->lang, &coming->lang);
	copy(&s->attrs, &coming->attrs);
	copy(&s->extra, &coming->extra);
	for (size_t i = 0; rc == 0 && i < coming->n_forms; i++)
		rc = add_form(s, &coming->forms[i], r);
	r->sections++;
	r->changed = true;
	return rc;
}

static int merge_section(struct concept *into, struct known *k,
	const struct section *coming, struct merge_report *r)
{
	char lang[LANG_MAX];
	int rc = canonical(coming, lang);

	if (rc < 0)
		return rc;
	const struct known_section *known = find_section(k, lang);
	if (known == NULL)
		return add_section(into, coming, r);
	struct section *s = &into->sections[known->section];
	fill(&s->attrs, &coming->attrs, "attributes", NULL, lang, r);
	fill(&s->extra, &coming->extra, "further data", NULL, lang, r);
	for (size_t i = 0; rc == 0 && i < coming->n_forms; i++) {
		const struct known_form *same =
			take_form(k, into, lang, &coming->forms[i]);
		if (same == NULL)
			rc = add_form(s, &coming->forms[i], r);
		else
			fill_form(&into->sections[same->section].forms[same->form],
				&coming->forms[i], lang, r);
	}
	return rc;
}

/* --- relations --------------------------------------------------------------------- */

struct known_relation {
	enum relation_kind kind;
	const char *target, *from;
	size_t relation;
};

static int compare_ends(const struct known_relation *x, const struct known_relation *y)
{
	return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1)
				  : strcmp(x->target, y->target);
}

static int compare_relations(const void *a, const void *b)
{
	const struct known_relation *x = a, *y = b;
	int order = compare_ends(x, y);

	return order != 0 ? order : strcmp(x->from, y->from);
}

static int compare_only_ends(const void *a, const void *b)
{
	return compare_ends(a, b);
}

static void free_relations(struct known_relation **list)
{
	free(*list);
}

/* The same with the same beginning; for one without dates, any with the same ends;
 * for one with dates, one that still has none. */
static struct relation *find_relation(struct concept *into,
	const struct known_relation *known, size_t n, const struct relation *coming)
{
	struct known_relation wanted = { .kind = coming->kind,
		.target = buf_str(&coming->target),
		.from = buf_str(&coming->from) };
	const struct known_relation *same =
		n == 0 ? NULL
		       : bsearch(&wanted, known, n, sizeof(*known), compare_relations);
	bool dated = coming->from.size > 0 || coming->to.size > 0;

	if (same == NULL && n > 0 && !dated)
		same = bsearch(&wanted, known, n, sizeof(*known), compare_only_ends);
	if (same != NULL || n == 0)
		return same == NULL ? NULL : &into->relations[same->relation];
	wanted.from = "";
	same = bsearch(&wanted, known, n, sizeof(*known), compare_relations);
	struct relation *r = same == NULL ? NULL : &into->relations[same->relation];
	return r != NULL && r->from.size == 0 && r->to.size == 0 ? r : NULL;
}

static int add_relation(
	struct concept *into, const struct relation *coming, struct merge_report *r)
{
	struct relation *added = concept_add_relation(into);

	if (added == NULL)
		return err_nomem();
	added->kind = coming->kind;
	copy(&added->target, &coming->target);
	copy(&added->from, &coming->from);
	copy(&added->to, &coming->to);
	copy(&added->source, &coming->source);
	copy(&added->note, &coming->note);
	r->relations++;
	r->changed = true;
	return 0;
}

static void fill_relation(
	struct relation *have, const struct relation *coming, struct merge_report *r)
{
	const char *name = relation_name(have->kind);

	if (coming->from.size > 0 || coming->to.size > 0) {
		fill(&have->from, &coming->from, "beginning", NULL, name, r);
		fill(&have->to, &coming->to, "end", NULL, name, r);
	}
	fill(&have->source, &coming->source, "source", NULL, name, r);
	fill(&have->note, &coming->note, "note", NULL, name, r);
}

/* Of an empty buffer not its memory, which moves when it is filled. */
static const char *text_of(const struct buf *b)
{
	return b->size == 0 ? "" : buf_str(b);
}

static int merge_relations(
	struct concept *into, const struct concept *from, struct merge_report *r)
{
	size_t n = into->n_relations;
	cleanup(free_relations) struct known_relation *known =
		calloc(n + 1, sizeof(*known));
	int rc = 0;

	if (known == NULL)
		return err_nomem();
	for (size_t i = 0; i < n; i++)
		known[i] = (struct known_relation){ .kind = into->relations[i].kind,
			.target = buf_str(&into->relations[i].target),
			.from = text_of(&into->relations[i].from),
			.relation = i };
	qsort(known, n, sizeof(*known), compare_relations);
	for (size_t i = 0; rc == 0 && i < from->n_relations; i++) {
		struct relation *same =
			find_relation(into, known, n, &from->relations[i]);
		if (same == NULL)
			rc = add_relation(into, &from->relations[i], r);
		else
			fill_relation(same, &from->relations[i], r);
	}
	return rc;
}

int concept_merge(
	struct concept *into, const struct concept *from, struct merge_report *r)
{
	cleanup(known_finish) struct known k = { 0 };
	int rc = list_known(into, &k);

	if (rc < 0)
		return rc;
	fill_entry(into, from, r);
	for (size_t i = 0; rc == 0 && i < from->n_sections; i++)
		rc = merge_section(into, &k, &from->sections[i], r);
	if (rc == 0)
		rc = merge_relations(into, from, r);
	if (rc == 0 && (!concept_ok(into) || !buf_ok(&r->differing)))
		rc = err_nomem();
	return rc;
}
