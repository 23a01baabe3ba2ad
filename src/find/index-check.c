/* SPDX-License-Identifier: Apache-2.0
 *
 * The promise of the index, tested on the base itself: what it finds is what comparing
 * everything finds.
 *
 * Queries are segments of the base as they are, with words dropped, put in, exchanged and
 * changed places, and short pieces; floors and filters take turns.  The same seed on the
 * same base asks the same.
 */
#include "config.h"
#include "src/find/index-check.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "src/base/err.h"

#define USUAL_QUERIES 100

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* --- comparing ---------------------------------------------------------------- */

static void tell(struct check *c, const struct bis_match_options *o, const char *what)
{
	c->report->differences++;
	if (c->flaw == NULL)
		return;
	buf_clear(&c->what);
	buf_addf(&c->what, "index, %s to %s, floor %.1f%s: \"%.300s\": %s", o->from,
		o->to[0], o->min,
		o->since != NULL || o->status != NULL || o->origin != NULL ? ", filtered"
									   : "",
		buf_str(&c->query), what);
	if (buf_ok(&c->what))
		c->flaw(c->ctx, buf_str(&c->what));
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const char *differing_text(const struct bis_match *a, const struct bis_match *b)
{
	const struct {
		const char *name, *a, *b;
	} all[] = { { "source", a->source, b->source },
		{ "markup of the source", a->source_markup, b->source_markup },
		{ "language of the source", a->source_lang, b->source_lang },
		{ "target", a->target, b->target },
		{ "markup of the target", a->target_markup, b->target_markup },
		{ "language", a->lang, b->lang }, { "kind", a->kind, b->kind },
		{ "unit", a->unit, b->unit }, { "origin", a->origin, b->origin },
		{ "document", a->document, b->document }, { "date", a->date, b->date },
		{ "who", a->who, b->who }, { "repair", a->repaired, b->repaired },
		{ "words of the repair", a->repairs, b->repairs } };

	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		if (!same_text(all[i].a, all[i].b))
			return all[i].name;
	return NULL;
}

static bool same_edits(const struct bis_match *a, const struct bis_match *b)
{
	if (a->n_edits != b->n_edits)
		return false;
	for (size_t i = 0; i < a->n_edits; i++) {
		const struct bis_match_edit *x = &a->edits[i], *y = &b->edits[i];
		if (strcmp(x->what, y->what) != 0 || x->cost != y->cost ||
			memcmp(x->query, y->query, sizeof(x->query)) != 0 ||
			memcmp(x->source, y->source, sizeof(x->source)) != 0)
			return false;
	}
	return true;
}

static bool same_penalties(const struct bis_match *a, const struct bis_match *b)
{
	if (a->n_penalties != b->n_penalties || a->n_flags != b->n_flags)
		return false;
	for (size_t i = 0; i < a->n_penalties; i++)
		if (strcmp(a->penalties[i].name, b->penalties[i].name) != 0 ||
			a->penalties[i].points != b->penalties[i].points)
			return false;
	for (size_t i = 0; i < a->n_flags; i++)
		if (strcmp(a->flags[i], b->flags[i]) != 0)
			return false;
	return true;
}

/* The name of a field in which they differ; NULL where they are equal. */
static const char *differing(const struct bis_match *a, const struct bis_match *b)
{
	if (a->score != b->score)
		return "score";
	if (a->net != b->net)
		return "net score";
	if (a->reviewed != b->reviewed)
		return "status";
	if (a->n_units != b->n_units || a->n_targets != b->n_targets)
		return "number of units or targets";
	const char *text = differing_text(a, b);
	if (text != NULL)
		return text;
	if (!same_penalties(a, b))
		return "penalties or flags";
	return same_edits(a, b) ? NULL : "edits";
}

static void compare_match(struct check *c, const struct bis_match_options *o, size_t n,
	const struct bis_match *a, const struct bis_match *b)
{
	char what[200];
	const char *field = differing(a, b);

	if (field == NULL)
		return;
	snprintf(what, sizeof(what),
		"match %zu: %s differs (%s at %.1f with the index, %s at %.1f without)",
		n + 1, field, a->unit, a->score, b->unit, b->score);
	tell(c, o, what);
}

static void compare(struct check *c, const struct bis_match_options *o, bis_matches *a,
	bis_matches *b)
{
	char what[200];

	c->report->matches += (int64_t)b->n;
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		int64_t before = c->report->differences;
		compare_match(c, o, i, &a->at[i]->match, &b->at[i]->match);
		if (c->report->differences > before)
			return; /* what follows is shifted: one finding a query */
	}
	if (a->n != b->n) {
		const struct bis_match *m =
			a->n > b->n ? &a->at[b->n]->match : &b->at[a->n]->match;
		snprintf(what, sizeof(what), "%s at %.1f is found only %s the index",
			m->unit, m->score, a->n > b->n ? "with" : "without");
		tell(c, o, what);
	} else if (a->report.searched != b->report.searched) {
		tell(c, o, "the numbers of segments searched differ");
	}
}

static int ask(struct check *c, struct bis_match_options *o, bool exhaustive, double *ms,
	bis_matches **out)
{
	double begun = now_ms();

	o->exhaustive = exhaustive;
	int rc = bis_match(c->db, o, buf_str(&c->query), out);
	*ms += now_ms() - begun;
	return rc;
}

static int ask_twice(struct check *c, struct bis_match_options *o)
{
	bis_matches *found = NULL, *all = NULL;

	int rc = ask(c, o, false, &c->report->index_ms, &found);
	if (rc == 0)
		rc = ask(c, o, true, &c->report->exhaustive_ms, &all);
	if (rc == 0)
		compare(c, o, found, all);
	bis_matches_close(found);
	bis_matches_close(all);
	c->report->queries += rc == 0;
	return rc;
}

/* --- filters and floors -------------------------------------------------------- */

/* Of a unit that a query without filter finds, so that filters find something. */
static int borrow_filter(
	struct check *c, struct bis_match_options *o, size_t k, char *value, size_t size)
{
	bis_matches *matches;

	int rc = bis_match(c->db, o, buf_str(&c->text), &matches);
	if (rc < 0)
		return rc;
	const struct bis_match *m = matches->n > 0 ? &matches->at[0]->match : NULL;
	switch (k % 3) {
	case 0:
		o->status = m != NULL && m->reviewed ? "reviewed" : "unreviewed";
		break;
	case 1:
		snprintf(value, size, "%s", m != NULL ? m->date : "");
		o->since = *value != '\0' ? value : "2000-01-01";
		break;
	default:
		snprintf(value, size, "%s", m != NULL ? m->origin : "");
		/* one cut short would be another's name */
		o->origin = m != NULL && strlen(m->origin) < size && *value != '\0'
				    ? value
				    : NULL;
	}
	bis_matches_close(matches);
	return 0;
}

/* Where the text drawn has no translation the languages it could be wanted in take
 * turns. */
static const char *target_of(const struct check *c, size_t k)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_langs; i++)
		n += lang_distance(c->lang, c->tags[i]) < 0;
	if (n == 0)
		return NULL;
	k %= n;
	for (size_t i = 0; i < c->n_langs; i++)
		if (lang_distance(c->lang, c->tags[i]) < 0 && k-- == 0)
			return c->tags[i];
	return NULL;
}

static int check_query(struct check *c, size_t k)
{
	static const double floors[] = { 50, 60, 70, 85 };
	char value[300];
	const char *to = target_of(c, k / N_ELEMENTS(floors));
	struct bis_match_options o = {
		.from = c->lang,
		.to = &to,
		.n_to = 1,
		.min = c->asked->min > 0 ? c->asked->min : floors[k % N_ELEMENTS(floors)],
	};

	if (to == NULL)
		return 0;
	c->target[0] = '\0';
	int rc = make_query(c, k);
	if (c->target[0] != '\0')
		to = c->target;
	/* by blocks of floors, so that each floor is asked with and without */
	if (rc == 0 && (k / N_ELEMENTS(floors)) % 2 == 1)
		rc = borrow_filter(c, &o, k, value, sizeof(value));
	return rc < 0 ? rc : ask_twice(c, &o);
}

static int check_lang(struct check *c, const char *lang)
{
	size_t n = c->asked->queries == 0 ? USUAL_QUERIES : c->asked->queries;

	c->lang = lang;
	tokeniser_free(c->tokeniser);
	c->tokeniser = NULL;
	int rc = tokeniser_new(lang, &c->tokeniser);
	for (size_t k = 0; rc == 0 && k < n; k++)
		rc = check_query(c, k);
	return rc;
}

/* --- the whole ----------------------------------------------------------------- */

static int read_langs(struct check *c)
{
	struct textindex *index;
	int rc = store_textindex(c->db, &index);

	if (rc < 0)
		return rc;
	size_t n = textindex_n_langs(index);
	c->tags = calloc(n + 1, sizeof(*c->tags));
	if (c->tags == NULL)
		return err_nomem();
	for (size_t i = 0; i < n; i++)
		if (textindex_n_segments(index, i) > 0)
			snprintf(c->tags[c->n_langs++], LANG_MAX, "%s",
				textindex_lang(index, i));
	return 0;
}

static int check_all(struct check *c)
{
	const char *asked = c->asked->lang;
	char canonical[LANG_MAX];
	bool any = false;

	int rc = read_langs(c);
	if (rc == 0 && asked != NULL)
		rc = lang_canonical(asked, canonical);
	for (size_t i = 0; rc == 0 && i < c->n_langs; i++) {
		if (asked != NULL && strcmp(canonical, c->tags[i]) != 0)
			continue;
		any = true;
		rc = check_lang(c, c->tags[i]);
	}
	if (rc == 0 && asked != NULL && !any)
		rc = err_set(BIS_ENOTFOUND, "the base has no segment in %s", canonical);
	return rc;
}

static void check_finish(struct check *c)
{
	tokeniser_free(c->tokeniser);
	tokens_finish(&c->tokens);
	tokens_finish(&c->others);
	free(c->tags);
	buf_free(&c->text);
	buf_free(&c->other);
	buf_free(&c->query);
	buf_free(&c->what);
}

int bis_index_check(bis_db *db, const struct bis_index_check *check,
	struct bis_index_report *report, bis_flaw *flaw, void *ctx)
{
	static const struct bis_index_check usual;
	cleanup(check_finish) struct check c = {
		.db = db,
		.asked = check == NULL ? &usual : check,
		.report = report,
		.flaw = flaw,
		.ctx = ctx,
	};

	*report = (struct bis_index_report){ 0 };
	c.random = c.asked->seed;
	/* one state of the base for all of it, whoever writes meanwhile */
	int rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = check_all(&c);
	store_read_end(db);
	return rc;
}
