/* SPDX-License-Identifier: Apache-2.0
 *
 * A name beside those of a base.
 *
 * It is looked for in two ways: as a text that may be a mention of anything (mentions.h),
 * and among the names of people and places that share parts with it (name-known.h).  Each
 * concept answers with the form that comes nearest; what the answers are worth together
 * is the verdict.
 */
#include "config.h"
#include "src/find/names-api-check.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/mentions-inside.h"
#include "src/find/name-known-inside.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/tokens.h"

#define EQUAL_MAX 200 /* forms of one folded text looked at */
#define NEAR 3.0      /* points within which the best are level */
#define CANDIDATE_FLOOR NAME_DIFFERENT
#define UNSURE_FLOOR 70.0 /* of those shown where none is sure: one vowel is left */
#define SCRIPT_NEAR 5.0   /* points a form in the script of the name may lag behind */

static void checking_finish(struct checking *c)
{
	mention_finder_free(c->f);
	tokens_finish(&c->tokens);
	mentions_finish(&c->mentions);
	known_names_finish(&c->names);
	name_finish(&c->read);
	buf_free(&c->folded);
	buf_free(&c->other);
	name_systems_free(c->systems);
}

int checking_fold(const char *text, size_t size, struct buf *out)
{
	buf_clear(out);
	int rc = fold_text(FOLD_STRICT, text, size, "", out);
	return rc == 0 && !buf_ok(out) ? err_nomem() : rc;
}

/* --- what answers ------------------------------------------------------------------- */

/* A form in the script of the name says more than one in another script does, which may
 * be a little nearer by the sounds. */
static bool is_better(const struct found *x, const struct found *y)
{
	if (x->whole != y->whole)
		return x->whole;
	if (x->own_script && !y->own_script && x->score >= y->score - SCRIPT_NEAR)
		return true;
	if (y->own_script && !x->own_script && y->score >= x->score - SCRIPT_NEAR)
		return false;
	if (x->score != y->score)
		return x->score > y->score;
	return status_rank(x->form->status) < status_rank(y->form->status);
}

static bool is_in_own_script(const struct checking *c, const struct known_form *form)
{
	char script[5], other[5];

	script_of(c->name, c->size, script);
	script_of(form->text, strlen(form->text), other);
	return strcmp(script, other) == 0;
}

static void add_found(struct checking *c, const struct found *found)
{
	size_t i = 0;

	while (i < c->n && c->found[i].form->concept != found->form->concept)
		i++;
	if (i == LOOKED_AT)
		return;
	if (i == c->n)
		c->found[c->n++] = *found;
	else if (is_better(found, &c->found[i]))
		c->found[i] = *found;
}

/* Mentions of the whole of the name. */
static int look_for_mentions(struct checking *c)
{
	size_t begin, end;
	int rc = 0;

	if (c->namer->tokeniser == NULL)
		rc = tokeniser_new("", &c->namer->tokeniser);
	if (rc == 0)
		rc = tokeniser_read(c->namer->tokeniser, c->name, c->size, &c->tokens);
	if (rc == 0)
		rc = mentions_find(
			c->f, c->lang, c->name, c->size, &c->tokens, &c->mentions);
	if (rc < 0 || c->tokens.n == 0)
		return rc;
	begin = c->tokens.at[0].begin;
	end = c->tokens.at[c->tokens.n - 1].end;
	for (size_t i = 0; i < c->mentions.n; i++) {
		const struct mention *m = &c->mentions.at[i];
		if (m->begin == begin && m->end == end)
			add_found(c, &(struct found){ .form = m->form,
					     .score = 100,
					     .explained = true,
					     .inflected = m->inflected,
					     .own_script = true,
					     .whole = true });
	}
	return rc;
}

/* Forms that are the name when folded: as it is asked for by itself, letters may be small
 * where a text would have others. */
static int look_at_equal(void *ctx, int64_t form)
{
	struct checking *c = ctx;
	struct pattern *p;
	int rc = pattern_get(c->f, form, &p);

	if (rc < 0 || p == NULL)
		return rc;
	rc = checking_fold(p->known.text, strlen(p->known.text), &c->other);
	if (rc == 0 && c->other.size == c->folded.size &&
		memcmp(buf_str(&c->other), buf_str(&c->folded), c->folded.size) == 0)
		add_found(c, &(struct found){ .form = &p->known,
				     .score = 100,
				     .explained = true,
				     .own_script = true,
				     .whole = true });
	return rc;
}

static int look_for_equal(struct checking *c)
{
	return c->folded.size == 0 ? 0
				   : termindex_keyed(c->db, buf_str(&c->folded),
					     c->folded.size, EQUAL_MAX, look_at_equal, c);
}

static int look_for_names(struct checking *c, const char *lang, bool cases_only)
{
	struct known_query query = {
		.text = c->name,
		.size = c->size,
		.lang = lang,
		.floor = CANDIDATE_FLOOR,
		.max = LOOKED_AT,
		.cases_only = cases_only,
	};
	int rc = known_names_find(c->f, c->namer->namer, &query, &c->names);

	for (size_t i = 0; rc == 0 && i < c->names.n; i++) {
		const struct known_name *k = &c->names.at[i];
		bool own = is_in_own_script(c, k->form);
		add_found(c, &(struct found){ .form = k->form,
				     .own_script = own,
				     .score = k->score,
				     .explained = k->comparison.explained,
				     .inflected = k->inflected,
				     .lone = k->lone,
				     .left_out = k->comparison.left_out,
				     .whole = own && k->score >= 100 && !k->lone });
	}
	return rc;
}

static bool has_whole(const struct checking *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->found[i].whole)
			return true;
	return false;
}

/* In the language given; else in those the letters allow, as its endings may be those of
 * any of them. */
static int look_everywhere(struct checking *c)
{
	struct name_langs langs;
	int rc = names_langs(c->db, c->name, &langs);

	if (rc == 0 && !c->lang_given && langs.n > 0)
		strcpy(c->lang, langs.at[0]);
	if (rc == 0)
		rc = look_for_equal(c);
	if (rc == 0)
		rc = look_for_mentions(c);
	if (rc == 0)
		rc = look_for_names(c, c->lang, false);
	for (size_t i = 1; rc == 0 && !c->lang_given && i < langs.n && !has_whole(c); i++)
		rc = look_for_names(c, langs.at[i], true);
	return rc;
}

/* --- what each answer is worth ------------------------------------------------------ */

/* Whether the form may be written in the language of the text. */
static bool is_of_text(const struct checking *c, const struct known_form *k)
{
	return !c->lang_given || lang_distance(c->lang, k->lang) >= 0;
}

static bool is_valid(const struct checking *c, const struct known_form *k)
{
	return *c->at == '\0' || valid_at(k->valid_from, k->valid_to, c->at);
}

static bool is_approved(const struct checking *c, const struct known_form *k)
{
	return (k->status == STATUS_PREFERRED || k->status == STATUS_ADMITTED) &&
	       is_of_text(c, k) && is_valid(c, k);
}

/* Whether each part of the name is one of the form, so that at most something is left
 * out, or stands in another order. */
static bool parts_are_in(const struct name *name, const struct name *form)
{
	for (size_t i = 0; i < name->n_parts; i++) {
		const struct name_part *a = &name->parts[i];
		bool there = false;
		for (size_t k = 0; k < form->n_parts && !there; k++) {
			const struct name_part *b = &form->parts[k];
			there = a->n == b->n && a->n > 0 &&
				memcmp(a->letters, b->letters,
					a->n * sizeof(*a->letters)) == 0;
		}
		if (!there && a->role != PART_HONORIFIC)
			return false;
	}
	return name->n_parts > 0;
}

/* Whether the name may be written as the form has it: it is approved, or, where nothing
 * is, it is the best there is. */
static bool is_to_write(
	const struct checking *c, const struct found *found, const struct known_form *k)
{
	return is_approved(c, k) ||
	       (k == found->approved && is_of_text(c, k) &&
		       k->status == STATUS_PROPOSED && is_valid(c, k));
}

/* The letters of an acronym stand as they are. */
static int is_form(struct checking *c, const struct known_form *k, bool *is)
{
	int rc = checking_fold(k->text, strlen(k->text), &c->other);

	*is = rc == 0 && c->other.size == c->folded.size &&
	      memcmp(buf_str(&c->other), buf_str(&c->folded), c->other.size) == 0;
	if (k->kind == KIND_ACRONYM || k->form_kind == FORM_ACRONYM)
		*is = *is && strstr(c->name, k->text) != NULL;
	return rc;
}

static int has_parts_of(struct checking *c, const struct known_form *k, bool *has)
{
	cleanup(name_finish) struct name form = { 0 };

	*has = false;
	if (k->kind != KIND_PERSON)
		return 0;
	int rc = name_read(c->namer->namer, k->text, strlen(k->text), k->lang, &form);
	*has = rc == 0 && parts_are_in(&c->read, &form);
	return rc;
}

/* Whether the name is what is to be written for the concept: a form of it, a case of one,
 * or parts of it as they are. */
static int look_at_forms(struct checking *c, struct found *found)
{
	const struct known_form *const *forms;
	size_t n;
	bool whole = false;
	int rc = mention_forms(c->f, found->form->concept, &forms, &n);

	for (size_t i = 0; rc == 0 && i < n && !found->itself; i++) {
		if (!is_to_write(c, found, forms[i]))
			continue;
		rc = is_form(c, forms[i], &whole);
		found->itself = whole;
		if (rc == 0 && !whole)
			rc = has_parts_of(c, forms[i], &found->itself);
		found->whole = found->whole || whole;
		if (found->itself)
			found->form = forms[i];
	}
	return rc;
}

/* A name that was found by its sounds in another script is what stands in its own, where
 * some reading of it has all its parts there. */
static int look_in_own_script(struct checking *c, struct found *found)
{
	const struct known_form *form = found->approved;
	struct readings_asked readings = { 0 };
	struct known_query query = { .text = c->name, .size = c->size, .lang = c->lang };
	struct name there = { 0 };

	if (found->own_script || form == NULL || !is_in_own_script(c, form))
		return 0;
	int rc = name_read(
		c->namer->namer, form->text, strlen(form->text), form->lang, &there);
	if (rc == 0)
		rc = readings_ask(&readings, c->namer->namer,
			found->inflected ? c->namer->endings : NULL, &query);
	for (size_t i = 0; rc == 0 && i < readings.n && !found->own_script; i++) {
		if (!parts_are_in(&readings.at[i].name, &there))
			continue;
		found->form = form;
		found->lone = readings.at[i].name.n_parts < there.n_parts;
		found->own_script = true;
	}
	readings_asked_finish(&readings);
	name_finish(&there);
	return rc;
}

static int weigh(struct checking *c, struct found *found)
{
	int rc = names_best_form(
		c->f, found->form->concept, c->lang, c->at, &found->approved);

	if (rc == 0)
		rc = look_in_own_script(c, found);
	if (rc == 0)
		rc = look_at_forms(c, found);
	/* seen through an ending, it is what it is a case of */
	if (found->inflected &&
		(found->whole || found->score >= (found->lone ? 97 : 98)) &&
		is_to_write(c, found, found->form))
		found->itself = true;
	found->valid = is_valid(c, found->form);
	return rc;
}

static int best_first(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int x_rank = x->itself * 2 + x->whole, y_rank = y->itself * 2 + y->whole;

	if (x->lone != y->lone)
		return x->lone ? 1 : -1;
	if (x_rank != y_rank)
		return y_rank - x_rank;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->valid != y->valid)
		return x->valid ? -1 : 1;
	return (x->form->concept > y->form->concept) -
	       (x->form->concept < y->form->concept);
}

/* --- the verdict -------------------------------------------------------------------- */

/* How many answers are level with the best, which is what the name may mean. */
static size_t level_with_best(const struct checking *c)
{
	const struct found *best = &c->found[0];
	size_t n = 1;

	for (; n < c->n; n++) {
		const struct found *x = &c->found[n];
		if (best->whole && !best->lone &&
			(x->itself != best->itself || x->whole != best->whole))
			break;
		if (best->valid && !x->valid)
			break;
		if (x->lone != best->lone || x->score < best->score - NEAR ||
			x->score < NAME_SAME)
			break;
	}
	return n;
}

static const char *verdict_of(const struct checking *c)
{
	if (c->n == 0 || c->found[0].score < NAME_SAME)
		return "unknown";
	if (level_with_best(c) > 1)
		return "ambiguous";
	return c->found[0].itself ? "approved" : "variant";
}

/* A likeness that is no more than that of a part says nothing. */
static void drop_unlike(struct checking *c)
{
	bool sure = c->n > 0 && c->found[0].score >= NAME_SAME;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct found *x = &c->found[i];
		if (x->score >= NAME_SAME ||
			(!sure && x->score >= UNSURE_FLOOR && !x->left_out && !x->lone))
			c->found[n++] = *x;
	}
	c->n = n;
}

/* What is said not to be the same as a concept the name means for certain is not offered
 * beside it. */
static int drop_not_same(struct checking *c)
{
	const struct known_tie *ties;
	size_t n, kept = 1;

	if (c->n < 2 || !c->found[0].whole || level_with_best(c) > 1)
		return 0;
	int rc = mention_ties(c->f, c->found[0].form->concept, &ties, &n);
	for (size_t i = 1; rc == 0 && i < c->n; i++) {
		bool apart = false;
		for (size_t k = 0; k < n && !apart; k++)
		apart = ties[k].kind == RELATION_NOT_SAME &&
			ties[k].other == c->found[i].form->concept;
		if (!apart)
			c->found[kept++] = c->found[i];
	}
	if (rc == 0)
		c->n = kept;
	return rc;
}

/* --- the whole ---------------------------------------------------------------------- */

static int check(struct checking *c)
{
	int rc = mention_finder_new(c->db, c->namer->endings, &c->f);

	if (rc == 0)
		c->f->rows_most = ROWS_OF_NAME;
	if (rc == 0)
		rc = checking_fold(c->name, c->size, &c->folded);
	if (rc == 0)
		rc = look_everywhere(c);
	if (rc == 0)
		rc = name_read(c->namer->namer, c->name, c->size,
			c->lang[0] == '\0' ? NULL : c->lang, &c->read);
	for (size_t i = 0; rc == 0 && i < c->n; i++)
		rc = weigh(c, &c->found[i]);
	if (rc < 0)
		return rc;
	if (c->n > 1)
		qsort(c->found, c->n, sizeof(*c->found), best_first);
	drop_unlike(c);
	rc = drop_not_same(c);
	return rc < 0 ? rc : checking_answer(c, verdict_of(c));
}

int bis_name_check(bis_db *db, bis_namer *namer, const struct bis_name_options *options,
	const char *name, const struct bis_name_answer **out)
{
	static const struct bis_name_options usual;
	cleanup(checking_finish) struct checking c = {
		.namer = namer, .db = db, .options = options == NULL ? &usual : options
	};

	*out = NULL;
	int rc = names_begin(namer, name);
	if (rc == 0)
		rc = names_day(c.options->at);
	if (rc == 0)
		rc = names_lang(c.options->lang, c.lang);
	if (rc < 0)
		return rc;
	c.name = name;
	c.size = strlen(name);
	c.at = c.options->at == NULL ? "" : c.options->at;
	c.lang_given = c.lang[0] != '\0';
	rc = check(&c);
	if (rc == 0)
		*out = &namer->answer;
	return rc;
}
