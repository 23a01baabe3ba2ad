/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing a name with the names of the base that share parts with it, as it stands and
 * as what it may be a case of.
 */
#include "config.h"
#include "src/find/name-known.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/mentions-inside.h"
#include "src/find/name-known-inside.h"
#include "src/store/nameindex.h"
#include "src/store/store.h"
#include "src/text/fold.h"

#define USUAL_MAX 10
#define GATHERED_MAX 120 /* forms that may be worth comparing as whole names */
#define COMPARED_MAX 40  /* of them, compared */
#define BEHIND 12.0      /* points behind the best that are of no interest */
#define INFLECTED_MAX 12 /* of them with each reading of the name */

struct asking {
	struct mention_finder *f;
	struct namer *namer;
	const struct known_query *query;
	struct readings_asked readings;
	struct buf folded, scratch;
	struct known_names *out;
	double floor;
};

void known_names_finish(struct known_names *k)
{
	free(k->at);
	*k = (struct known_names){ 0 };
}

static int fold(const char *text, size_t size, const char *lang, struct buf *out)
{
	buf_clear(out);
	int rc = fold_text(FOLD_STRICT, text, size, lang, out);
	return rc == 0 && !buf_ok(out) ? err_nomem() : rc;
}

/* --- one form ----------------------------------------------------------------------- */

static size_t kept_parts(const struct name *name)
{
	size_t n = 0;

	for (size_t i = 0; i < name->n_parts; i++)
		n += name->parts[i].role == PART_NAME ||
		     name->parts[i].role == PART_PATRONYMIC ||
		     name->parts[i].role == PART_INITIAL;
	return n;
}

/* As the name stands. */
static int compare_whole(
	struct asking *a, const struct name *there, struct known_name *found)
{
	const char *text = found->form->text;
	int rc = name_compare(
		a->namer, &a->readings.at[0].name, there, &found->comparison);

	if (rc == 0)
		rc = fold(text, strlen(text), found->form->lang, &a->scratch);
	if (rc < 0)
		return rc;
	found->score = found->comparison.score;
	if (a->scratch.size == a->folded.size && a->folded.size > 0 &&
		memcmp(a->scratch.data, a->folded.data, a->folded.size) == 0)
		found->score = 100;
	else if (found->score >= 100)
		found->score = 99.9;
	return 0;
}

/* As what it may be a case of, where that is nearer. */
static int compare_readings(
	struct asking *a, const struct name *there, struct known_name *found)
{
	int rc = 0;

	for (size_t i = 1; rc == 0 && i < a->readings.n; i++) {
		const struct name_reading *reading = &a->readings.at[i];
		struct name_comparison comparison;
		rc = name_compare(a->namer, &reading->name, there, &comparison);
		if (rc < 0 || comparison.score <= found->score)
			continue;
		found->comparison = comparison;
		found->score = comparison.score;
		found->inflected = true;
		found->ending = reading->ending;
	}
	return rc;
}

/* What a form may score at most, by the parts that meet: about.  The worst of them says
 * most, as where names are compared. */
static double promise(const struct candidate_form *form)
{
	return 0.85 * form->least + 0.15 * form->sum / (double)form->met;
}

/* --- a part alone ------------------------------------------------------------------- */

/* Taken off where a name is only a part of another. */
#define LONE_FAMILY 2.0
#define LONE_OTHER 6.0

/* One part of the form with the name, which is one part; `most` is what it may score. */
static int compare_part(struct asking *a, const struct name_part *part, double off,
	double most, struct known_name *found)
{
	cleanup(name_finish) struct name alone = { 0 };
	struct known_name whole = { .form = found->form };

	buf_clear(&a->scratch);
	nameindex_part_text(part, &a->scratch);
	if (!buf_ok(&a->scratch))
		return err_nomem();
	int rc = name_read(a->namer, buf_str(&a->scratch), a->scratch.size,
		found->form->lang, &alone);
	if (rc == 0)
		rc = name_compare(
			a->namer, &a->readings.at[0].name, &alone, &whole.comparison);
	whole.score = whole.comparison.score;
	if (rc == 0 && whole.score < most - 1)
		rc = compare_readings(a, &alone, &whole);
	if (rc < 0 || whole.score - off <= found->score)
		return rc;
	*found = whole;
	found->score -= off;
	found->lone = true;
	found->comparison.score = found->score;
	found->comparison.left_out = true;
	return 0;
}

/* The family name is the last, but in Chinese. */
static size_t family_of(const struct known_form *form, const struct name *there)
{
	bool first = lang_distance("zh", form->lang) >= 0;
	size_t family = there->n_parts;

	for (size_t i = 0; i < there->n_parts; i++)
		if (there->parts[i].role == PART_NAME &&
			(!first || family == there->n_parts))
			family = i;
	return family;
}

static int compare_lone(
	struct asking *a, const struct name *there, double most, struct known_name *found)
{
	size_t family = family_of(found->form, there);
	int rc = 0;

	if (family < there->n_parts)
		rc = compare_part(a, &there->parts[family], LONE_FAMILY, most, found);
	for (size_t i = 0;
		rc == 0 && i < there->n_parts && found->score < most - LONE_FAMILY - 1;
		i++)
		if (there->parts[i].role == PART_NAME && i != family)
			rc = compare_part(a, &there->parts[i], LONE_OTHER, most, found);
	return rc;
}

/* --- what is found ------------------------------------------------------------------ */

static bool is_chinese(const struct known_name *found)
{
	return lang_distance("zh", found->form->lang) >= 0;
}

/* Of a name in letters and a form in Han characters that gives its sounds, and one in
 * letters that is the same too: the letters say more. */
static int letters_first(
	const struct asking *a, const struct known_name *x, const struct known_name *y)
{
	bool x_chinese = is_chinese(x), y_chinese = is_chinese(y);
	const struct known_name *letters = x_chinese ? y : x;

	if (x_chinese == y_chinese || letters->score < NAME_SAME ||
		strcmp(a->readings.at[0].name.script, "Hani") == 0)
		return 0;
	return x_chinese ? 1 : -1;
}

/* Of the forms of one concept: the score, then the language asked for, then what is
 * better to write. */
static int compare_found(
	const struct known_name *x, const struct known_name *y, const char *lang)
{
	bool x_lang, y_lang;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->inflected != y->inflected)
		return x->inflected ? 1 : -1;
	x_lang = lang_distance(lang, x->form->lang) >= 0;
	y_lang = lang_distance(lang, y->form->lang) >= 0;
	if (x_lang != y_lang)
		return x_lang ? -1 : 1;
	if (x->form->status != y->form->status)
		return status_rank(x->form->status) - status_rank(y->form->status);
	return (x->form->form > y->form->form) - (x->form->form < y->form->form);
}

static int add_found(struct asking *a, const struct known_name *found)
{
	struct known_names *out = a->out;
	const char *lang = a->query->lang == NULL ? "" : a->query->lang;

	for (size_t i = 0; i < out->n; i++) {
		if (out->at[i].form->concept != found->form->concept)
			continue;
		int order = letters_first(a, found, &out->at[i]);
		if (order == 0)
			order = compare_found(found, &out->at[i], lang);
		if (order < 0)
			out->at[i] = *found;
		return 0;
	}
	if (room_for_one(&out->at, out->n, &out->capacity) < 0)
		return BIS_ENOMEM;
	out->at[out->n++] = *found;
	return 0;
}

static int compare_form(struct asking *a, const struct candidate_form *form,
	const struct known_form *known, bool inflected)
{
	cleanup(name_finish) struct name there = { 0 };
	struct known_name found = { .form = known };
	int rc = name_read(
		a->namer, known->text, strlen(known->text), known->lang, &there);

	bool lone = rc == 0 && kept_parts(&a->readings.at[0].name) < 2 &&
		    kept_parts(&there) > 1;
	if (lone && a->query->full_only)
		return 0;
	if (rc == 0)
		rc = compare_whole(a, &there, &found);
	if (rc == 0 && lone)
		rc = compare_lone(a, &there, promise(form), &found);
	else if (rc == 0 && inflected && found.score < promise(form) - 1)
		rc = compare_readings(a, &there, &found);
	if (rc < 0 || found.score < a->floor)
		return rc;
	return add_found(a, &found);
}

/* Whether another form of the concept came nearer than this one can. */
static bool is_behind(const struct asking *a, const struct known_form *form, double most)
{
	for (size_t i = 0; i < a->out->n; i++)
		if (a->out->at[i].form->concept == form->concept)
			return a->out->at[i].score > most;
	return false;
}

/* 1 the form was compared, 0 there was no need to. */
static int look_at(struct asking *a, const struct candidate_form *form, bool inflected)
{
	struct pattern *p;
	int rc = pattern_get(a->f, form->form, &p);

	if (rc < 0 || p == NULL || is_behind(a, &p->known, promise(form) + 1))
		return rc;
	rc = compare_form(a, form, &p->known, inflected);
	return rc < 0 ? rc : 1;
}

/* Whether a form may still be among those that are answered: not far behind the best. */
static bool is_promising(
	const struct asking *a, const struct candidate_form *form, size_t max)
{
	double most = promise(form) + 1, least = 100, best = 0;

	if (most < a->floor)
		return false;
	for (size_t i = 0; i < a->out->n; i++) {
		least = a->out->at[i].score < least ? a->out->at[i].score : least;
		best = a->out->at[i].score > best ? a->out->at[i].score : best;
	}
	return most >= best - BEHIND && (a->out->n < max || most >= least);
}

/* --- the whole ---------------------------------------------------------------------- */

static int best_first(const void *a, const void *b)
{
	const struct known_name *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->inflected != y->inflected)
		return x->inflected ? 1 : -1;
	return (x->form->concept > y->form->concept) -
	       (x->form->concept < y->form->concept);
}

static void asking_finish(struct asking *a)
{
	readings_asked_finish(&a->readings);
	buf_free(&a->folded);
	buf_free(&a->scratch);
}

static int find(struct asking *a)
{
	cleanup(candidate_forms_finish) struct candidate_forms forms = { 0 };
	const struct known_query *q = a->query;
	size_t max = q->max > 0 ? q->max : USUAL_MAX;
	int rc = fold(q->text, q->size, q->lang == NULL ? "" : q->lang, &a->folded);

	if (rc == 0)
		rc = readings_ask(&a->readings, a->namer, a->f->endings, q);
	if (rc == 0 && q->cases_only && a->readings.n < 2)
		return 0;
	if (rc == 0)
		rc = known_gather(a->f, a->namer, &a->readings, GATHERED_MAX, &forms);
	for (size_t i = 0, n = 0; rc >= 0 && i < forms.n && n < COMPARED_MAX; i++) {
		if (!is_promising(a, &forms.at[i], max))
			continue;
		rc = look_at(a, &forms.at[i], n < INFLECTED_MAX);
		n += rc > 0;
	}
	if (rc < 0)
		return rc;
	if (a->out->n > 1)
		qsort(a->out->at, a->out->n, sizeof(*a->out->at), best_first);
	a->out->n = a->out->n < max ? a->out->n : max;
	return 0;
}

int known_names_find(struct mention_finder *f, struct namer *n,
	const struct known_query *query, struct known_names *out)
{
	cleanup(asking_finish) struct asking a = { .f = f,
		.namer = n,
		.query = query,
		.out = out,
		.floor = query->floor > 0 ? query->floor : NAME_DIFFERENT };

	out->n = 0;
	/* one state of the base, and its lock taken once */
	int rc = store_read_begin(f->db);
	if (rc < 0)
		return rc;
	rc = find(&a);
	store_read_end(f->db);
	return rc;
}
