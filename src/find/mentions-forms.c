/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms of the base as patterns: read when a text first says their first words, cut as
 * the text is, and kept.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/mentions-inside.h"
#include "src/text/fold.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define ACRONYM_MAX 8 /* letters of a form that is taken for one by its look */

static const char *keep_string(struct mention_finder *f, const char *text)
{
	return keep_text(&f->keep, text, strlen(text));
}

static bool known_complete(const struct known_form *k)
{
	return k->key != NULL && k->text != NULL && k->instead != NULL &&
	       k->note != NULL && k->valid_from != NULL && k->valid_to != NULL;
}

int pattern_keep(
	struct mention_finder *f, const struct nameform *form, struct pattern **out)
{
	struct pattern *p = table_get(&f->patterns, (uint64_t)form->form);
	int rc;

	*out = p;
	if (p != NULL)
		return 0;
	p = keep_room(&f->keep, sizeof(*p));
	if (p == NULL)
		return err_nomem();
	rc = finder_lang(f, form->lang, &p->lang);
	if (rc < 0)
		return rc;
	p->family = f->langs[p->lang].family;
	p->known = (struct known_form){
		.form = form->form,
		.concept = form->concept,
		.kind = form->concept_kind,
		.status = form->status,
		.form_kind = form->kind,
		.key = keep_string(f, form->key),
		.lang = f->langs[p->lang].tag,
		.text = keep_string(f, form->text),
		.instead = keep_string(f, form->instead),
		.note = keep_string(f, form->note),
		.valid_from = keep_string(f, form->valid_from),
		.valid_to = keep_string(f, form->valid_to),
	};
	if (!known_complete(&p->known))
		return err_nomem();
	*out = p;
	return table_put(&f->patterns, (uint64_t)form->form, p);
}

struct getting {
	struct mention_finder *f;
	struct pattern *p;
};

static int take_form(void *ctx, const struct nameform *form)
{
	struct getting *g = ctx;

	return pattern_keep(g->f, form, &g->p);
}

int pattern_get(struct mention_finder *f, int64_t form, struct pattern **out)
{
	struct getting g = { .f = f };

	*out = table_get(&f->patterns, (uint64_t)form);
	if (*out != NULL)
		return 0;
	int rc = nameform_get(f->db, form, take_form, &g);
	*out = rc > 0 ? g.p : NULL;
	return rc < 0 ? rc : 0;
}

/* --- elements ---------------------------------------------------------------------- */

static int cut_form(struct mention_finder *f, const struct known_form *k)
{
	bool uzbek = nameindex_is_uzbek(k->lang);

	if (f->tokenisers[uzbek] == NULL) {
		int rc = tokeniser_new(uzbek ? "uz" : "", &f->tokenisers[uzbek]);
		if (rc < 0)
			return rc;
	}
	return tokeniser_read(f->tokenisers[uzbek], k->text, strlen(k->text), &f->tokens);
}

static int fill_element(struct mention_finder *f, const struct pattern *p,
	const struct token *token, struct element *e)
{
	const char *lang = p->known.lang;

	e->begin = token->begin;
	e->end = token->end;
	e->kind = token->kind;
	buf_clear(&f->folded);
	int rc = fold_text(FOLD_STRICT, p->known.text + token->begin,
		token->end - token->begin, lang, &f->folded);
	if (rc == 0 && !buf_ok(&f->folded))
		rc = err_nomem();
	e->key = e->fold = nameindex_hash(buf_str(&f->folded), f->folded.size);
	if (rc < 0 || token->kind == TOKEN_MARK)
		return rc;
	buf_clear(&f->key);
	rc = name_words_key(f->stems, lang, buf_str(&f->folded), f->folded.size, &f->key);
	e->key = nameindex_hash(buf_str(&f->key), f->key.size);
	return rc;
}

static int fill_elements(struct mention_finder *f, struct pattern *p)
{
	uint32_t end = 0;
	bool any = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->tokens.n; i++) {
		const struct token *token = &f->tokens.at[i];
		struct element *e = &p->at[p->n];
		if (token->kind == TOKEN_DATE)
			continue;
		rc = fill_element(f, p, token, e);
		e->spaced = p->n > 0 && token->begin > end;
		end = token->end;
		if (token->kind != TOKEN_MARK) {
			p->first = any ? p->first : p->n;
			p->last = p->n;
			any = true;
		}
		p->n++;
	}
	if (!any)
		p->n = 0;
	return rc;
}

/* Capital letters of a text, and whether it has others. */
static size_t capitals(const char *text, bool *others)
{
	const char *end = text + strlen(text);
	size_t n = 0;

	*others = false;
	while (text < end) {
		int32_t c = utf8_next(&text, end);
		if (letter_small(c) != c)
			n++;
		else if (is_letter(c))
			*others = true;
	}
	return n;
}

/* IT is no it, but Turkey in small letters no country. */
static void look_at_case(struct pattern *p)
{
	const struct known_form *k = &p->known;
	bool others, single = p->first == p->last;
	size_t n = capitals(k->text, &others);
	bool said = k->form_kind == FORM_ACRONYM || k->kind == KIND_ACRONYM;

	p->acronym = said ? n >= 2 || (n == 1 && !others)
			  : single && !others && n >= 2 && n <= ACRONYM_MAX;
	p->capital = single && k->kind != KIND_TERM &&
		     begins_capital(k->text, strlen(k->text));
}

int pattern_read(struct mention_finder *f, int64_t form, struct pattern **out)
{
	struct pattern *p;
	int rc = pattern_get(f, form, &p);

	*out = p;
	if (rc < 0 || p == NULL || p->read)
		return rc;
	rc = cut_form(f, &p->known);
	if (rc < 0)
		return rc;
	p->n = 0;
	if (f->tokens.n <= PATTERN_MAX) {
		p->at = keep_room(&f->keep, (f->tokens.n + 1) * sizeof(*p->at));
		if (p->at == NULL)
			return err_nomem();
		rc = fill_elements(f, p);
	}
	look_at_case(p);
	p->read = rc == 0;
	return rc;
}
