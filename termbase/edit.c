/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "termbase/edit.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"
#include "termbase/fields.h"

/* --- sections ------------------------------------------------------------------- */

static int need_lang(const char *lang, char canonical[LANG_MAX])
{
	if (lang == NULL || *lang == '\0')
		return err_set(BIS_EUSAGE, "a form needs a language");
	return lang_canonical(lang, canonical);
}

static bool speaks(const struct section *s, const char *canonical)
{
	char lang[LANG_MAX];

	return strcmp(buf_str(&s->lang), canonical) == 0 ||
	       (lang_canonical(buf_str(&s->lang), lang) == 0 &&
		       strcmp(lang, canonical) == 0);
}

static struct section *section_of(struct concept *c, const char *canonical)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (speaks(&c->sections[i], canonical))
			return &c->sections[i];
	return concept_section(c, canonical);
}

/* --- a new concept, a new form -------------------------------------------------- */

static int fill_form(struct form *f, const struct bis_form *given)
{
	int rc = field_form_text(f, given->text);

	if (rc == 0 && given->status != NULL)
		rc = field_status(given->status, &f->status);
	if (rc == 0 && given->kind != NULL)
		rc = field_form_kind(given->kind, &f->kind);
	if (rc == 0)
		rc = field_reliability(f, given->reliability);
	if (rc == 0)
		rc = field_text(&f->instead, given->instead, "replacement");
	if (rc == 0)
		rc = field_date(&f->valid_from, given->valid_from, "valid from");
	if (rc == 0)
		rc = field_date(&f->valid_to, given->valid_to, "valid to");
	if (rc == 0)
		rc = field_span(&f->valid_from, &f->valid_to);
	if (rc == 0)
		rc = field_text(&f->source, given->source, "source");
	if (rc == 0)
		rc = field_text(&f->note, given->note, "note");
	if (rc == 0)
		rc = field_text(&f->approved_by, given->approved_by, "approved by");
	return rc < 0 ? rc : field_date(&f->approved_at, given->approved_at, "approved");
}

static bool has_form(const struct concept *c, const char *canonical,
	const struct bis_form *given, enum form_kind kind)
{
	for (size_t i = 0; i < c->n_sections; i++) {
		const struct section *s = &c->sections[i];
		if (!speaks(s, canonical))
			continue;
		for (size_t j = 0; j < s->n_forms; j++)
			if (s->forms[j].kind == kind &&
				strcmp(buf_str(&s->forms[j].text), given->text) == 0)
				return true;
	}
	return false;
}

int edit_add_form(struct concept *c, const struct bis_form *given)
{
	char lang[LANG_MAX];
	enum form_kind kind = FORM_FULL;
	int rc = need_lang(given->lang, lang);

	if (rc == 0 && (given->text == NULL || *given->text == '\0'))
		rc = err_set(BIS_EUSAGE, "a form needs a text");
	if (rc == 0 && given->kind != NULL)
		rc = field_form_kind(given->kind, &kind);
	if (rc < 0)
		return rc;
	if (has_form(c, lang, given, kind))
		return err_set(BIS_ECONFLICT, "the form “%s” (%s, %s) is there already",
			given->text, lang, form_kind_name(kind));
	struct section *s = section_of(c, lang);
	struct form *f = s == NULL ? NULL : section_add_form(s);
	return f == NULL ? err_nomem() : fill_form(f, given);
}

static int add_given_relation(struct concept *c, const struct bis_relation *given)
{
	if (given->backwards)
		return err_set(BIS_EUSAGE,
			"a relation that points here is made at its other end");
	if (given->kind == NULL || relation_of_name(given->kind) < 0)
		return err_set(BIS_EUSAGE, "unknown relation “%s”",
			given->kind == NULL ? "" : given->kind);
	const struct bis_link link = { .from = given->from,
		.to = given->to,
		.source = given->source,
		.note = given->note };
	return edit_add_relation(
		c, (enum relation_kind)relation_of_name(given->kind), given->id, &link);
}

/* An id is typed, and stands in files and command lines. */
static int set_id(struct concept *c, const char *id)
{
	for (const char *at = id; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at <= ' ' || *at == 0x7f)
			return err_set(BIS_EUSAGE, "the id “%s” has a space in it", id);
	return field_text(&c->id, id, "id");
}

int edit_new(struct concept *c, const struct bis_concept *given)
{
	int rc = set_id(c, given->id);

	if (rc == 0 && given->type != NULL)
		rc = field_kind(given->type, &c->kind);
	if (rc == 0)
		rc = field_text(&c->subject, given->subject, "subject");
	if (rc == 0)
		rc = field_text(&c->definition, given->definition, "definition");
	if (rc == 0)
		rc = field_text(&c->note, given->note, "note");
	if (rc == 0 && given->n_forms == 0)
		rc = err_set(BIS_EUSAGE, "a concept needs a form");
	for (size_t i = 0; rc == 0 && i < given->n_forms; i++)
		rc = edit_add_form(c, &given->forms[i]);
	for (size_t i = 0; rc == 0 && i < given->n_relations; i++)
		rc = add_given_relation(c, &given->relations[i]);
	return rc;
}

/* --- selecting ------------------------------------------------------------------ */

/* A selection made ready, and what is done with each form it meets. */
struct choice {
	const struct bis_form_select *which; /* NULL all */
	char lang[LANG_MAX];                 /* "" any */
	bool proposed_only;
	struct edited *done;
};

static int choose(const struct bis_form_select *which, struct choice *choice)
{
	choice->which = which;
	choice->lang[0] = '\0';
	*choice->done = (struct edited){ 0 };
	if (which == NULL)
		return 0;
	if (which->form == 0 && which->lang == NULL && which->text == NULL)
		return err_set(
			BIS_EUSAGE, "no form was named: by its number, language or text");
	return which->lang == NULL ? 0 : need_lang(which->lang, choice->lang);
}

static bool chosen(
	const struct choice *choice, const struct section *s, const struct form *f)
{
	const struct bis_form_select *which = choice->which;

	if (choice->proposed_only && f->status != STATUS_PROPOSED)
		return false;
	if (which == NULL)
		return true;
	if (which->form != 0)
		return f->id == which->form;
	if (which->text != NULL && strcmp(which->text, buf_str(&f->text)) != 0)
		return false;
	return choice->lang[0] == '\0' || speaks(s, choice->lang);
}

static void count(struct edited *done, const struct section *s, const struct form *f)
{
	if (done->forms++ > 0)
		return;
	done->lang = buf_str(&s->lang);
	done->text = buf_str(&f->text);
}

static int none_chosen(const struct concept *c, const struct choice *choice)
{
	const struct bis_form_select *which = choice->which;
	const char *name = c->id.size == 0 ? "the concept" : buf_str(&c->id);

	if (which == NULL || (which->form == 0 && which->text == NULL))
		return err_set(BIS_ENOTFOUND, "%s has no %sform%s%s", name,
			choice->proposed_only ? "proposed " : "",
			which == NULL ? "" : " in ", choice->lang);
	if (which->form != 0)
		return err_set(BIS_ENOTFOUND, "%s has no form %lld", name,
			(long long)which->form);
	return err_set(BIS_ENOTFOUND, "%s has no form “%s”%s%s", name, which->text,
		choice->lang[0] == '\0' ? "" : " in ", choice->lang);
}

/* Calls `change` for each form chosen. */
static int each_chosen(struct concept *c, struct choice *choice,
	int (*change)(
		struct concept *c, struct section *s, struct form *f, const void *ctx),
	const void *ctx)
{
	for (size_t i = 0; i < c->n_sections; i++) {
		struct section *s = &c->sections[i];
		for (size_t j = 0; j < s->n_forms; j++) {
			if (!chosen(choice, s, &s->forms[j]))
				continue;
			int rc = change(c, s, &s->forms[j], ctx);
			if (rc < 0)
				return rc;
			count(choice->done, s, &s->forms[j]);
		}
	}
	return choice->done->forms == 0 ? none_chosen(c, choice) : 0;
}

/* --- editing fields ------------------------------------------------------------- */

static bool touches_forms(const struct bis_term_edit *e)
{
	return e->text != NULL || e->status != NULL || e->kind != NULL ||
	       e->instead != NULL || e->valid_from != NULL || e->valid_to != NULL ||
	       e->source != NULL || e->form_note != NULL || e->reliability >= 0;
}

static int edit_form(
	struct concept *c, struct section *s, struct form *f, const void *ctx)
{
	const struct bis_term_edit *e = ctx;
	enum form_status status = f->status;
	int rc = field_form_text(f, e->text);

	(void)c;
	(void)s;
	if (rc == 0 && e->status != NULL)
		rc = field_status(e->status, &status);
	if (rc == 0 && e->kind != NULL)
		rc = field_form_kind(e->kind, &f->kind);
	if (rc == 0)
		rc = field_text(&f->instead, e->instead, "replacement");
	if (rc == 0)
		rc = field_date(&f->valid_from, e->valid_from, "valid from");
	if (rc == 0)
		rc = field_date(&f->valid_to, e->valid_to, "valid to");
	if (rc == 0)
		rc = field_span(&f->valid_from, &f->valid_to);
	if (rc == 0)
		rc = field_text(&f->source, e->source, "source");
	if (rc == 0)
		rc = field_text(&f->note, e->form_note, "note");
	if (rc == 0 && e->reliability >= 0)
		rc = field_reliability(f, e->reliability);
	if (rc == 0 && status != f->status)
		field_set_status(f, status);
	return rc;
}

int edit_apply(struct concept *c, const struct bis_term_edit *e, struct edited *done)
{
	struct choice choice = { .done = done };
	int rc = choose(e->form, &choice);

	if (rc == 0 && e->type != NULL)
		rc = field_kind(e->type, &c->kind);
	if (rc == 0)
		rc = field_text(&c->subject, e->subject, "subject");
	if (rc == 0)
		rc = field_text(&c->definition, e->definition, "definition");
	if (rc == 0)
		rc = field_text(&c->note, e->note, "note");
	if (rc < 0 || !touches_forms(e))
		return rc;
	if (e->form == NULL)
		return err_set(BIS_EUSAGE, "which form is to be edited was not said");
	rc = each_chosen(c, &choice, edit_form, e);
	if (rc == 0 && e->text != NULL && done->forms > 1)
		rc = err_set(BIS_EUSAGE, "a new text is for one form, and %zu are named",
			done->forms);
	return rc;
}

/* --- approving, deprecating ----------------------------------------------------- */

struct approval {
	enum form_status status;
	const char *who, *day;
};

/* One form is preferred in a language and kind. */
static void demote_others(struct concept *c, const char *canonical, const struct form *f)
{
	for (size_t i = 0; i < c->n_sections; i++) {
		struct section *s = &c->sections[i];
		if (!speaks(s, canonical))
			continue;
		for (size_t j = 0; j < s->n_forms; j++) {
			struct form *other = &s->forms[j];
			if (other != f && other->kind == f->kind &&
				other->status == STATUS_PREFERRED)
				other->status = STATUS_ADMITTED;
		}
	}
}

static int approve_form(
	struct concept *c, struct section *s, struct form *f, const void *ctx)
{
	const struct approval *a = ctx;
	char lang[LANG_MAX];
	int rc = field_text(&f->approved_by, a->who, "user");

	if (rc == 0)
		rc = field_date(&f->approved_at, a->day, "approved");
	if (rc < 0)
		return rc;
	buf_clear(&f->instead);
	f->status = a->status;
	if (a->status != STATUS_PREFERRED)
		return 0;
	if (lang_canonical(buf_str(&s->lang), lang) == BIS_ENOMEM)
		return BIS_ENOMEM;
	demote_others(c, lang, f);
	return 0;
}

/* Two forms of one language and kind can't both become the preferred one. */
static int check_single(const struct concept *c, const struct choice *choice)
{
	for (size_t i = 0; i < c->n_sections; i++) {
		const struct form *first[N_FORM_KINDS] = { 0 };
		const struct section *s = &c->sections[i];
		for (size_t j = 0; j < s->n_forms; j++) {
			const struct form *f = &s->forms[j];
			if (!chosen(choice, s, f))
				continue;
			if (first[f->kind] != NULL)
				return err_set(BIS_EUSAGE,
					"“%s” and “%s” (%s, %s) can't both be preferred; "
					"name one of them",
					buf_str(&first[f->kind]->text), buf_str(&f->text),
					buf_str(&s->lang), form_kind_name(f->kind));
			first[f->kind] = f;
		}
	}
	return 0;
}

int edit_approve(struct concept *c, const struct bis_form_select *which,
	const char *status, const char *who, const char *day, struct edited *done)
{
	struct approval a = { .status = STATUS_PREFERRED, .who = who, .day = day };
	struct choice choice = { .done = done };
	int rc = choose(which, &choice);

	if (rc == 0 && status != NULL)
		rc = field_status(status, &a.status);
	if (rc < 0)
		return rc;
	if (a.status != STATUS_PREFERRED && a.status != STATUS_ADMITTED)
		return err_set(BIS_EUSAGE,
			"a form is approved as preferred or admitted, not as %s", status);
	choice.proposed_only = which == NULL || (which->form == 0 && which->text == NULL);
	if (a.status == STATUS_PREFERRED)
		rc = check_single(c, &choice);
	return rc < 0 ? rc : each_chosen(c, &choice, approve_form, &a);
}

static int deprecate_form(
	struct concept *c, struct section *s, struct form *f, const void *ctx)
{
	const char *instead = ctx;

	(void)c;
	(void)s;
	if (instead != NULL && strcmp(instead, buf_str(&f->text)) == 0)
		return err_set(BIS_EUSAGE, "“%s” can't stand instead of itself", instead);
	f->status = STATUS_DEPRECATED;
	return field_text(&f->instead, instead, "replacement");
}

int edit_deprecate(struct concept *c, const struct bis_form_select *which,
	const char *instead, struct edited *done)
{
	struct choice choice = { .done = done };

	if (which == NULL)
		return err_set(BIS_EUSAGE, "which form is deprecated was not said");
	int rc = choose(which, &choice);
	return rc < 0 ? rc : each_chosen(c, &choice, deprecate_form, instead);
}

/* --- removing ------------------------------------------------------------------- */

/* Structures change places rather than being copied over, so that every buffer keeps
 * one owner. */
static void swap_forms(struct form *a, struct form *b)
{
	struct form kept = *a;

	*a = *b;
	*b = kept;
}

static void remove_chosen(struct section *s, struct choice *choice)
{
	size_t kept = 0;

	for (size_t j = 0; j < s->n_forms; j++) {
		if (chosen(choice, s, &s->forms[j])) {
			count(choice->done, s, &s->forms[j]);
			continue;
		}
		if (kept != j)
			swap_forms(&s->forms[kept], &s->forms[j]);
		kept++;
	}
	s->n_forms = kept;
}

int edit_remove_forms(
	struct concept *c, const struct bis_form_select *which, struct edited *done)
{
	struct choice choice = { .done = done };
	size_t kept = 0, left = 0;

	if (which == NULL)
		return err_set(BIS_EUSAGE, "which form is removed was not said");
	int rc = choose(which, &choice);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < c->n_sections; i++) {
		struct section *s = &c->sections[i];
		bool had = s->n_forms > 0;
		remove_chosen(s, &choice);
		left += s->n_forms;
		if (had && s->n_forms == 0)
			continue;
		struct section kept_section = c->sections[kept];
		c->sections[kept] = *s;
		if (kept++ != i)
			*s = kept_section;
	}
	c->n_sections = kept;
	if (done->forms == 0)
		return none_chosen(c, &choice);
	return left > 0 ? 0
			: err_set(BIS_EUSAGE,
				  "no form would be left; remove the concept instead");
}

/* --- relations ------------------------------------------------------------------ */

int edit_add_relation(struct concept *c, enum relation_kind kind, const char *target,
	const struct bis_link *link)
{
	if (target == NULL || *target == '\0')
		return err_set(BIS_EUSAGE, "a relation needs a concept to lead to");
	for (size_t i = 0; i < c->n_relations; i++) {
		const struct relation *r = &c->relations[i];
		if (r->kind == kind && strcmp(buf_str(&r->target), target) == 0 &&
			strcmp(buf_str(&r->from), link->from == NULL ? "" : link->from) ==
				0)
			return err_set(BIS_ECONFLICT, "“%s %s” is there already",
				relation_name(kind), target);
	}
	struct relation *r = concept_add_relation(c);
	if (r == NULL)
		return err_nomem();
	r->kind = kind;
	int rc = field_text(&r->target, target, "id");
	if (rc == 0)
		rc = field_date(&r->from, link->from, "from");
	if (rc == 0)
		rc = field_date(&r->to, link->to, "to");
	if (rc == 0)
		rc = field_span(&r->from, &r->to);
	if (rc == 0)
		rc = field_text(&r->source, link->source, "source");
	return rc < 0 ? rc : field_text(&r->note, link->note, "note");
}

int edit_remove_relation(struct concept *c, enum relation_kind kind, const char *target,
	const char *from, size_t *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n_relations; i++) {
		struct relation *r = &c->relations[i];
		if (r->kind == kind && strcmp(buf_str(&r->target), target) == 0 &&
			(from == NULL || strcmp(from, buf_str(&r->from)) == 0))
			continue;
		struct relation gone = c->relations[kept];
		c->relations[kept] = *r;
		if (kept++ != i)
			*r = gone;
	}
	*n = c->n_relations - kept;
	c->n_relations = kept;
	return 0;
}
