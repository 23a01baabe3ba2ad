/* SPDX-License-Identifier: Apache-2.0
 *
 * bis_match(): the options read, one search for each language wanted, the answer given.
 */
#include "config.h"
#include "src/find/match.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "src/base/err.h"
#include "src/text/utf8.h"
#include "tmx/seg.h"

#define USUAL_MIN 70.0
#define USUAL_MAX 5

/* --- what a handle keeps ------------------------------------------------------- */

#define TOKENISERS 8 /* a question needs one for each variant of its language */
#define ASKED 8

/* How far the languages of the base are from one that was asked for.  Their numbers
 * never change, so this stays true for as long as the handle is open. */
struct asked {
	char lang[LANG_MAX]; /* canonical */
	int16_t *distances;  /* by number of the language; NOT_ASKED not yet known */
	size_t n;
};

enum { NOT_ASKED = INT16_MIN };

/* What a handle keeps from one question to the next. */
struct finder {
	struct {
		char lang[LANG_MAX];
		struct tokeniser *tokeniser;
	} at[TOKENISERS];
	size_t next; /* to make way for another */
	struct asked asked[ASKED];
	size_t next_asked;
	bis_penalties *usual; /* for a base that has no table of its own */
};

static void finder_free(void *finder)
{
	struct finder *f = finder;

	for (size_t i = 0; i < TOKENISERS; i++)
		tokeniser_free(f->at[i].tokeniser);
	for (size_t i = 0; i < ASKED; i++)
		free(f->asked[i].distances);
	bis_penalties_free(f->usual);
	free(f);
}

static struct finder *finder_of(bis_db *db)
{
	void **kept = store_finder(db, finder_free);

	if (*kept == NULL)
		*kept = calloc(1, sizeof(struct finder));
	return *kept;
}

static struct asked *find_asked(struct finder *f, const char *lang)
{
	for (size_t i = 0; i < ASKED; i++)
		if (f->asked[i].n > 0 && strcmp(f->asked[i].lang, lang) == 0)
			return &f->asked[i];
	struct asked *a = &f->asked[f->next_asked];
	f->next_asked = (f->next_asked + 1) % ASKED;
	a->n = 0;
	snprintf(a->lang, sizeof(a->lang), "%s", lang);
	return a;
}

static int make_room(struct asked *a, size_t n)
{
	if (n <= a->n)
		return 0;
	int16_t *more = realloc(a->distances, n * sizeof(*more));
	if (more == NULL)
		return err_nomem();
	a->distances = more;
	while (a->n < n)
		more[a->n++] = NOT_ASKED;
	return 0;
}

/* Writes the distance of each language of the index from `lang` (canonical), by the
 * number of the language. */
static int read_distances(struct search *s, const char *lang, int16_t *distances)
{
	struct finder *f = finder_of(s->db);

	if (f == NULL)
		return err_nomem();
	struct asked *a = find_asked(f, lang);
	int rc = make_room(a, s->n_langs + 1);
	for (size_t i = 0; rc == 0 && i < textindex_n_langs(s->index); i++) {
		uint32_t id = textindex_lang_id(s->index, i);
		if (a->distances[id] == NOT_ASKED)
			a->distances[id] =
				(int16_t)lang_distance(lang, textindex_lang(s->index, i));
		distances[id] = a->distances[id];
	}
	return rc;
}

int match_tokeniser(bis_db *db, const char *lang, struct tokeniser **out)
{
	struct finder *f = finder_of(db);

	if (f == NULL)
		return err_nomem();
	for (size_t i = 0; i < TOKENISERS; i++) {
		*out = f->at[i].tokeniser;
		if (*out != NULL && strcmp(f->at[i].lang, lang) == 0)
			return 0;
	}
	int rc = tokeniser_new(lang, out);
	if (rc < 0)
		return rc;
	tokeniser_free(f->at[f->next].tokeniser);
	f->at[f->next].tokeniser = *out;
	snprintf(f->at[f->next].lang, LANG_MAX, "%s", lang);
	f->next = (f->next + 1) % TOKENISERS;
	return 0;
}

/* --- options ----------------------------------------------------------------- */

static int read_day(const char *day, uint32_t *out)
{
	int year, month, in_month, end = 0;

	*out = 0;
	if (day == NULL || *day == '\0')
		return 0;
	if (strlen(day) != 10 || !validity_date_ok(day) ||
		sscanf(day, "%4d-%2d-%2d%n", &year, &month, &in_month, &end) != 3 ||
		end != 10)
		return err_set(BIS_EUSAGE, "\"%s\" is no day YYYY-MM-DD", QUOTED(day));
	*out = (uint32_t)(year * 10000 + month * 100 + in_month);
	return 0;
}

static int read_today(const char *at, uint32_t *out)
{
	time_t now = time(NULL);
	struct tm utc;

	int rc = read_day(at, out);
	if (rc < 0 || *out != 0)
		return rc;
	if (gmtime_r(&now, &utc) != NULL)
		*out = (uint32_t)((utc.tm_year + 1900) * 10000 + (utc.tm_mon + 1) * 100 +
				  utc.tm_mday);
	return 0;
}

static int read_status(const char *status, int *out)
{
	*out = -1;
	if (status == NULL || *status == '\0')
		return 0;
	if (strcmp(status, "reviewed") == 0)
		*out = UNIT_REVIEWED;
	else if (strcmp(status, "unreviewed") == 0)
		*out = UNIT_UNREVIEWED;
	else
		return err_set(BIS_EUSAGE, "units are reviewed or unreviewed, not \"%s\"",
			QUOTED(status));
	return 0;
}

static int read_filter(struct search *s)
{
	const struct bis_match_options *o = s->options;
	struct unit_filter *f = &s->filter;

	f->origin = o->origin != NULL && *o->origin != '\0' ? o->origin : NULL;
	int rc = read_status(o->status, &f->status);
	if (rc == 0)
		rc = read_day(o->since, &f->since);
	if (rc == 0)
		rc = read_day(o->until, &f->until);
	s->filtered =
		f->origin != NULL || f->status >= 0 || f->since != 0 || f->until != 0;
	return rc;
}

static int read_floor(struct search *s)
{
	double min = s->options->min == 0 ? USUAL_MIN : s->options->min;

	if (!(min > 0) || min > 102)
		return err_set(BIS_EUSAGE, "the least score is a number up to 102");
	s->floor = (int)ceil(min * 10 - 1e-6);
	if (s->floor < 1)
		s->floor = 1;
	return 0;
}

static int read_penalties(struct search *s)
{
	s->penalties = s->options->penalties;
	if (s->penalties != NULL)
		return 0;
	int rc = penalties_of_base(store_path(s->db), &s->own_penalties);
	s->penalties = s->own_penalties;
	if (rc < 0 || s->penalties != NULL)
		return rc;
	struct finder *f = finder_of(s->db);
	if (f == NULL)
		return err_nomem();
	if (f->usual == NULL)
		rc = penalties_usual(&f->usual);
	s->penalties = f->usual;
	return rc;
}

static int read_options(struct search *s)
{
	const struct bis_match_options *o = s->options;

	if (o->from == NULL || *o->from == '\0')
		return err_set(BIS_EUSAGE, "in which language is the text? (from)");
	s->best.max = o->max == 0 ? USUAL_MAX : o->max;
	int rc = lang_canonical(o->from, s->from);
	if (rc == 0)
		rc = read_floor(s);
	if (rc == 0)
		rc = read_filter(s);
	if (rc == 0)
		rc = read_today(o->at, &s->today);
	return rc < 0 ? rc : read_penalties(s);
}

/* The text, without its codes if it has any, and in NFC. */
static int read_text(struct search *s, const char *text)
{
	struct variant *v = &s->text;
	size_t size = strlen(text), bad = utf8_valid(text, size);
	int rc = 0;

	if (bad < size)
		return err_set(BIS_EFORMAT, "the text: byte %zu is not UTF-8", bad + 1);
	if (s->options->markup && strpbrk(text, "<&") != NULL)
		rc = seg_read(text, v);
	else
		buf_add(&v->text, text, size);
	if (rc == 0 && v->tagged)
		rc = codes_read(buf_str(&v->markup), &s->codes);
	if (rc == 0)
		rc = nfc_text(buf_str(&v->text), v->text.size, &s->nfc);
	return rc == 0 && (!buf_ok(&v->text) || !buf_ok(&s->nfc)) ? err_nomem() : rc;
}

/* --- languages ---------------------------------------------------------------- */

static void source_finish(struct source_lang *l)
{
	fuzzy_free(l->fuzzy);
	if (l->has_query)
		compared_finish(&l->query);
}

static void forget_langs(struct search *s)
{
	for (size_t i = 0; i < s->n_sources; i++)
		source_finish(&s->sources[i]);
	free(s->sources);
	free(s->target_distances);
	free(s->lang_places);
	s->sources = NULL;
	s->target_distances = NULL;
	s->lang_places = NULL;
	s->n_sources = s->n_langs = 0;
}

static int by_distance(const void *left, const void *right)
{
	const struct source_lang *a = left, *b = right;

	if (a->distance != b->distance)
		return a->distance - b->distance;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* The languages of the base: which are searched, and where each is found by number. */
static int read_langs(struct search *s, struct bis_match_report *report)
{
	size_t n = textindex_n_langs(s->index);

	forget_langs(s);
	report->searched = 0;
	for (size_t i = 0; i < n; i++)
		if (textindex_lang_id(s->index, i) >= s->n_langs)
			s->n_langs = textindex_lang_id(s->index, i) + 1;
	s->sources = calloc(n + 1, sizeof(*s->sources));
	s->lang_places = calloc(s->n_langs + 1, sizeof(*s->lang_places));
	s->target_distances = calloc(s->n_langs + 1, sizeof(*s->target_distances));
	if (s->sources == NULL || s->lang_places == NULL || s->target_distances == NULL)
		return err_nomem();
	int rc = read_distances(s, s->from, s->target_distances);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		uint32_t id = textindex_lang_id(s->index, i);
		int distance = s->target_distances[id];
		s->lang_places[id] = (uint32_t)i;
		if (distance < 0)
			continue;
		s->sources[s->n_sources++] =
			(struct source_lang){ .lang = i, .id = id, .distance = distance };
		report->searched += (int64_t)textindex_n_segments(s->index, i);
	}
	if (s->n_sources > 1)
		qsort(s->sources, s->n_sources, sizeof(*s->sources), by_distance);
	return rc;
}

/* NULL wants any language. */
static int want(struct search *s, const char *to)
{
	char canonical[LANG_MAX] = "";
	int rc = to == NULL ? 0 : lang_canonical(to, canonical);

	for (size_t i = 0; i < s->n_langs; i++)
		s->target_distances[i] = -1;
	if (to != NULL)
		return rc < 0 ? rc : read_distances(s, canonical, s->target_distances);
	for (size_t i = 0; i < textindex_n_langs(s->index); i++)
		s->target_distances[textindex_lang_id(s->index, i)] = 0;
	return 0;
}

/* Whether it was wanted before, perhaps in another spelling. */
static bool wanted_before(const struct bis_match_options *o, size_t n)
{
	char own[LANG_MAX], other[LANG_MAX];

	if (n == 0 || lang_canonical(o->to[n], own) < 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lang_canonical(o->to[i], other) == 0 && strcmp(own, other) == 0)
			return true;
	return false;
}

/* --- the search ---------------------------------------------------------------- */

static int find_in(struct search *s, const char *to, bis_matches *matches)
{
	best_finish(&s->best);
	int rc = want(s, to);
	if (rc == 0)
		rc = match_search(s);
	return rc < 0 ? rc : match_show(s, matches);
}

static void forget_matches(bis_matches *matches)
{
	for (size_t i = 0; i < matches->n; i++)
		shown_free(matches->at[i]);
	matches->n = 0;
}

struct question {
	struct search *search;
	bis_matches *matches;
};

static int ask(void *ctx, struct textindex *index)
{
	struct search *s = ((struct question *)ctx)->search;
	bis_matches *matches = ((struct question *)ctx)->matches;
	const struct bis_match_options *o = s->options;

	forget_matches(matches);
	unit_sieve_free(s->sieve);
	s->sieve = NULL;
	s->index = index;
	int rc = read_langs(s, &matches->report);
	if (rc == 0 && s->filtered)
		rc = unit_sieve_new(s->db, s->index, &s->filter, &s->sieve);
	if (rc == 0 && o->n_to == 0)
		rc = find_in(s, NULL, matches);
	for (size_t i = 0; rc == 0 && i < o->n_to; i++)
		if (!wanted_before(o, i))
			rc = find_in(s, o->to[i], matches);
	return rc;
}

static void search_finish(struct search *s)
{
	forget_langs(s);
	unit_sieve_free(s->sieve);
	bis_penalties_free(s->own_penalties);
	best_finish(&s->best);
	targets_finish(&s->targets);
	codes_finish(&s->codes);
	codes_finish(&s->other_codes);
	compared_finish(&s->hand_words);
	way_finish(&s->way);
	free(s->origins.at);
	struct buf *all[] = { &s->text.text, &s->text.markup, &s->nfc, &s->hand_text,
		&s->scratch, &s->before.nfc, &s->after.nfc };
	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		buf_free(all[i]);
}

static void matches_freep(bis_matches **matches)
{
	bis_matches_close(*matches);
}

int match_find(bis_db *db, const struct bis_match_options *options, const char *text,
	bis_matches **out)
{
	cleanup(search_finish) struct search s = { .db = db, .options = options };
	cleanup(matches_freep) bis_matches *matches = calloc(1, sizeof(*matches));

	*out = NULL;
	if (matches == NULL)
		return err_nomem();
	int rc = read_options(&s);
	if (rc == 0)
		rc = read_text(&s, text);
	if (rc == 0)
		rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = textindex_ask(db, ask, &(struct question){ &s, matches });
	store_read_end(db);
	if (rc < 0)
		return rc;
	matches->report.floor = s.floor / 10.0;
	matches->report.complete = true;
	matches->text = s.text.text;
	s.text.text = (struct buf){ 0 };
	matches->report.text = buf_str(&matches->text);
	*out = steal(&matches);
	return 0;
}

int bis_match(bis_db *db, const struct bis_match_options *options, const char *text,
	bis_matches **out)
{
	*out = NULL;
	if (options == NULL || options->n_to == 0)
		return err_set(BIS_EUSAGE, "which languages are wanted? (to)");
	return match_find(db, options, text, out);
}

int bis_matches_next(bis_matches *matches, const struct bis_match **out)
{
	*out = NULL;
	if (matches->next == matches->n)
		return 0;
	*out = &matches->at[matches->next++]->match;
	return 1;
}

const struct bis_match_report *bis_matches_report(const bis_matches *matches)
{
	return &matches->report;
}

void bis_matches_close(bis_matches *matches)
{
	if (matches == NULL)
		return;
	forget_matches(matches);
	free(matches->at);
	buf_free(&matches->text);
	free(matches);
}
