/* SPDX-License-Identifier: Apache-2.0
 *
 * Names as JSON: bisotun.name/1, bisotun.compare/1, bisotun.variants/1,
 * bisotun.suggest/1, bisotun.systems/1, bisotun.scan/1.
 */
#include "config.h"

#include "src/view/json.h"

static json_t *candidate(struct printer *p, const struct bis_name_candidate *c)
{
	json_t *o = json_object();

	put_words(p, o, "id", c->id);
	put_words(p, o, "approved", c->approved);
	put_score(p, o, "score", c->score);
	put_words(p, o, "why", c->why);
	put_words(p, o, "type", c->type);
	put_words(p, o, "approved_lang", c->approved_lang);
	put_words(p, o, "form", c->form);
	put_words(p, o, "form_lang", c->form_lang);
	put_words(p, o, "form_status", c->form_status);
	put(p, o, "explained", json_boolean(c->explained));
	put(p, o, "inflected", json_boolean(c->inflected));
	put(p, o, "valid", json_boolean(c->valid));
	put_text(p, o, "office", c->office);
	return o;
}

void json_name(struct printer *p, const struct name_answer *a)
{
	json_t *o = document(p), *array = json_array();
	size_t n = a->answer == NULL ? 0 : a->answer->n_candidates;

	put_words(p, o, "input", a->input);
	put_text(p, o, "verdict", a->answer == NULL ? NULL : a->answer->verdict);
	for (size_t i = 0; i < n; i++)
		append(p, array, candidate(p, &a->answer->candidates[i]));
	put(p, o, "candidates", array);
	if (a->failed != NULL)
		put_words(p, o, "failed", a->failed);
	give(p, o);
}

void json_compared(struct printer *p, const struct compare_answer *a)
{
	const struct bis_comparison *c = a->comparison;
	json_t *o = document(p);

	put_words(p, o, "a", a->a);
	put_words(p, o, "b", a->b);
	if (c == NULL) {
		put(p, o, "score", json_null());
		put(p, o, "verdict", json_null());
		put(p, o, "why", json_null());
		put_words(p, o, "failed", a->failed);
	} else {
		put_score(p, o, "score", c->score);
		put_words(p, o, "verdict", c->verdict);
		put_words(p, o, "why", c->why);
		put(p, o, "explained", json_boolean(c->explained));
	}
	give(p, o);
}

static json_t *spelling(struct printer *p, const struct bis_spelling *s, bool suggested)
{
	json_t *o = json_object();

	put_words(p, o, "text", s->text);
	put_text(p, o, "lang", s->lang);
	put_text(p, o, "system", s->system);
	put_text(p, o, "system_name", s->system_name);
	if (suggested) {
		put_words(p, o, "standing", s->standing);
		put_text(p, o, "concept", s->concept);
	}
	put_text(p, o, "note", s->note);
	return o;
}

void json_spellings(struct printer *p, const struct spellings_answer *a)
{
	json_t *o = document(p), *array = json_array();

	put_words(p, o, "input", a->input);
	for (size_t i = 0; i < a->spellings.n; i++)
		append(p, array, spelling(p, &a->spellings.at[i], a->suggested));
	put(p, o, a->suggested ? "suggestions" : "spellings", array);
	give(p, o);
}

void json_systems(struct printer *p, const bis_namer *namer)
{
	const struct bis_system *s;

	for (size_t i = 0; (s = bis_namer_system(namer, i)) != NULL; i++) {
		json_t *o = document(p);
		put_words(p, o, "id", s->id);
		put_words(p, o, "name", s->name);
		put_words(p, o, "lang", s->lang);
		put_words(p, o, "to_lang", s->to_lang);
		put_words(p, o, "kind", s->kind);
		put_words(p, o, "source", s->source);
		give(p, o);
	}
}

static json_t *scan_form(struct printer *p, const struct bis_scan_form *f)
{
	json_t *o = json_object();

	put_words(p, o, "text", f->text);
	put_words(p, o, "file", f->file);
	put_number(p, o, "line", f->line);
	put_number(p, o, "column", f->column);
	put_number(p, o, "count", (int64_t)f->count);
	put(p, o, "approved", json_boolean(f->approved));
	put_words(p, o, "lang", f->lang);
	return o;
}

static json_t *scan_group(struct printer *p, const struct bis_scan_group *g)
{
	json_t *o = json_object(), *forms = json_array();

	put_words(p, o, "type", g->type);
	put_words(p, o, "reason", g->reason);
	for (size_t i = 0; i < g->n_forms; i++)
		append(p, forms, scan_form(p, &g->forms[i]));
	put(p, o, "forms", forms);
	put_text(p, o, "approved", g->approved);
	put_text(p, o, "proposed", g->proposed);
	put_text(p, o, "concept", g->concept);
	return o;
}

void json_scan(struct printer *p, const struct scan_answer *a)
{
	json_t *o = document(p), *groups = json_array();

	for (size_t i = 0; i < a->n_groups; i++)
		append(p, groups, scan_group(p, a->groups[i]));
	put(p, o, "groups", groups);
	give(p, o);
}
