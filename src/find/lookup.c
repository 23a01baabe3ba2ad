/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking concepts up by a name: equal when folded; then names with all its words
 * (score.h); then, where there is neither, names with some of them, or with words that
 * may be misspelt in the query.
 *
 * Of each concept the best form counts.  Hits are ordered by score; of equal ones those
 * valid on the day asked for come first, then the better status, the shorter form, the
 * lower number.
 */
#include "config.h"

#include <string.h>

#include "bisotun/terms.h"
#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/card.h"
#include "src/find/langs.h"
#include "src/find/query.h"
#include "src/find/gather.h"
#include "src/store/store.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"

#define USUAL_FLOOR 60.0
#define LOW_FLOOR 40.0
#define NEAREST_FLOOR 30.0
#define NEAR_FIRST 80.0
#define USUAL_MAX 20
#define CANDIDATES 100
#define CANDIDATES_MAX 20000
#define EQUAL_MAX 1000 /* forms of one folded text looked at */
#define WEIGHTS 1024   /* kept of stems; a power of two */

struct hit {
	int64_t form, concept;
	double score;
	const char *how;
	enum form_status status;
	bool valid;
	size_t size;      /* bytes of the text */
	char *text;       /* owned */
	const char *lang; /* the handle's */
};

struct search {
	bis_db *db;
	const struct bis_lookup_options *options;
	const char *text;
	char from[LANG_MAX];
	double floor;
	size_t max;
	int status; /* enum form_status; -1 any */
	struct langs langs;
	struct buf folded, loose, scratch;
	struct term_row row;
	struct query query;
	struct hit *hits;
	size_t n_hits, capacity;
	bool complete; /* some name is equal or has every word */
	struct {
		int64_t stem;
		double weight;
	} weights[WEIGHTS];
};

struct bis_hits {
	struct card **cards;
	size_t n, next;
	struct card *nearest;
};

static void search_free(struct search **s)
{
	if (*s == NULL)
		return;
	for (size_t i = 0; i < (*s)->n_hits; i++)
		free((*s)->hits[i].text);
	free((*s)->hits);
	langs_finish(&(*s)->langs);
	buf_free(&(*s)->folded);
	buf_free(&(*s)->loose);
	buf_free(&(*s)->scratch);
	term_row_finish(&(*s)->row);
	query_finish(&(*s)->query);
	free(*s);
}

/* --- what is asked ----------------------------------------------------------------- */

static int read_numbers(struct search *s)
{
	const struct bis_lookup_options *o = s->options;

	s->floor = o->min > 0 ? o->min : o->all ? LOW_FLOOR : USUAL_FLOOR;
	s->max = o->max > 0 ? o->max : USUAL_MAX;
	s->status = -1;
	if (o->status != NULL && *o->status != '\0') {
		s->status = status_of_name(o->status);
		if (s->status < 0)
			return err_set(BIS_EUSAGE, "no status of a form: %s", o->status);
	}
	if (o->at != NULL && *o->at != '\0' && !validity_day_ok(o->at))
		return err_set(BIS_EUSAGE, "no day (YYYY-MM-DD): %s", o->at);
	return 0;
}

static int fold_query(struct search *s)
{
	size_t size = strlen(s->text);
	int rc = fold_text(FOLD_STRICT, s->text, size, s->from, &s->folded);

	if (rc == 0)
		rc = fold_text(FOLD_LOOSE, s->text, size, s->from, &s->loose);
	if (rc == 0 && (!buf_ok(&s->folded) || !buf_ok(&s->loose)))
		rc = err_nomem();
	return rc;
}

static int read_options(struct search *s)
{
	int rc = read_numbers(s);

	if (rc == 0 && s->options->from != NULL)
		rc = lang_canonical(s->options->from, s->from);
	return rc == 0 ? fold_query(s) : rc;
}

/* --- hits -------------------------------------------------------------------------- */

/* Takes over the form in s->row; `score` without the penalty of its language. */
static int add_hit(struct search *s, double score, const char *how)
{
	const struct term_row *row = &s->row;
	int distance = lang_distance(s->from, row->lang);

	if (s->from[0] == '\0')
		distance = 0;
	if (distance < 0)
		return 0;
	if (room_for_one(&s->hits, s->n_hits, &s->capacity) < 0)
		return BIS_ENOMEM;
	struct hit hit = {
		.form = row->form,
		.concept = row->concept,
		.score = score_round(score - distance),
		.how = how,
		.status = row->status,
		.valid = s->options->at == NULL || *s->options->at == '\0' ||
			 valid_at(buf_str(&row->valid_from), buf_str(&row->valid_to),
				 s->options->at),
		.size = row->text.size,
		.text = strdup(buf_str(&row->text)),
		.lang = row->lang,
	};
	if (hit.text == NULL)
		return err_nomem();
	s->hits[s->n_hits++] = hit;
	return 0;
}

static int best_first(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->valid != y->valid)
		return x->valid ? -1 : 1;
	if (x->status != y->status)
		return status_rank(x->status) - status_rank(y->status);
	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return (x->form > y->form) - (x->form < y->form);
}

static int by_concept(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->concept != y->concept)
	return x->concept < y->concept ? -1 : 1;
	return best_first(a, b);
}

/* Leaves the best form of each concept, in order. */
static void order_hits(struct search *s)
{
	size_t n = 0;

	if (s->n_hits < 2)
		return;
	qsort(s->hits, s->n_hits, sizeof(*s->hits), by_concept);
	for (size_t i = 0; i < s->n_hits; i++) {
		if (n > 0 && s->hits[n - 1].concept == s->hits[i].concept)
			free(s->hits[i].text);
		else
			s->hits[n++] = s->hits[i];
	}
	s->n_hits = n;
	qsort(s->hits, n, sizeof(*s->hits), best_first);
}

/* --- equal names ------------------------------------------------------------------- */

/* Whether the form in s->row is `folded` at this level. */
static int row_is(struct search *s, enum fold_level level, const struct buf *folded)
{
	buf_clear(&s->scratch);
	int rc = fold_text(
		level, s->row.text.data, s->row.text.size, s->row.lang, &s->scratch);
	if (rc < 0 || !buf_ok(&s->scratch))
		return rc < 0 ? rc : err_nomem();
	return s->scratch.size == folded->size &&
	       memcmp(buf_str(&s->scratch), buf_str(folded), folded->size) == 0;
}

static int equal_form(void *ctx, int64_t form)
{
	struct search *s = ctx;

	int rc = termindex_row(s->db, form, &s->row);

	if (rc <= 0)
		return rc;
	rc = row_is(s, FOLD_STRICT, &s->folded);
	if (rc != 0)
		return rc < 0 ? rc : add_hit(s, 100, "exact");
	rc = row_is(s, FOLD_LOOSE, &s->loose);
	return rc <= 0 ? rc : add_hit(s, 99.5, "loose");
}

static int find_equal(struct search *s)
{
	int rc = 0;

	if (s->folded.size > 0)
		rc = termindex_keyed(
			s->db, s->folded.data, s->folded.size, EQUAL_MAX, equal_form, s);
	if (rc == 0 && s->loose.size > 0)
		rc = termindex_keyed(
			s->db, s->loose.data, s->loose.size, EQUAL_MAX, equal_form, s);
	s->complete = s->n_hits > 0;
	return rc;
}

/* --- names that share words -------------------------------------------------------- */

static int weight_of(struct search *s, int64_t stem, double *weight)
{
	size_t slot = (size_t)stem & (WEIGHTS - 1);
	struct term_stem found = { .id = stem };

	if (s->weights[slot].stem != stem || stem == 0) {
		int rc = termindex_stem_get(s->db, stem, &found);
		if (rc < 0)
			return rc;
		s->weights[slot].stem = stem;
		s->weights[slot].weight =
			score_weight(s->query.total, found.forms, found.letters);
	}
	*weight = s->weights[slot].weight;
	return 0;
}

/* 1: scored; 0: not a name that counts. */
static int score_form(struct search *s, int64_t form, struct score *score)
{
	struct term_stems stems;
	double weights[N_ELEMENTS(stems.at)];
	int rc = termindex_stems(s->db, form, &stems);

	if (rc <= 0)
		return rc;
	if (langs_distance(&s->langs, stems.lang) < 0)
		return 0;
	for (size_t i = 0; i < stems.n; i++) {
		rc = weight_of(s, stems.at[i], &weights[i]);
		if (rc < 0)
			return rc;
	}
	*score = score_name(
		&s->query.score, &(struct score_name){ stems.at, weights, stems.n });
	return 1;
}

static int look_at(struct search *s, int64_t form, double least)
{
	struct score score;
	int rc = score_form(s, form, &score);

	if (rc <= 0 || score.value < least)
		return rc < 0 ? rc : 0;
	rc = termindex_row(s->db, form, &s->row);
	if (rc <= 0)
		return rc;
	s->complete = s->complete || score.complete;
	return add_hit(s, score.value, score.complete ? "stem" : "near");
}

/* Gathers names that may score `promising`, and keeps those that score `least`. */
static int find_by_words(struct search *s, double promising, double least)
{
	size_t max = s->max < CANDIDATES_MAX / 4 ? 4 * s->max : CANDIDATES_MAX, n;
	struct gather_options options = {
		.lang_slots = s->from[0] == '\0' ? NULL : s->langs.slots,
		.least = promising,
		.max = max < CANDIDATES ? CANDIDATES : max,
	};
	struct candidate *found = malloc(options.max * sizeof(*found));

	if (found == NULL)
		return err_nomem();
	int rc = gather(s->db, &s->query.score, &options, found, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = look_at(s, posting_form(found[i].place), least);
	free(found);
	return rc;
}

static bool all_words_known(const struct query *q)
{
	for (size_t i = 0; i < q->score.n; i++)
		if (q->score.words[i].n == 0)
			return false;
	return q->score.n > 0;
}

/* Near misses are for those who found nothing better, or ask for all.  Names far behind
 * others are not looked for: each threshold is tried only where the one before it gave
 * nothing. */
static int find_near(struct search *s)
{
	const double thresholds[] = { NEAR_FIRST, s->floor, NEAREST_FLOOR };
	bool widened;
	int rc = s->complete ? 0 : query_widen(s->db, &s->query, &widened);

	if (rc == 0 && s->options->all)
		return find_by_words(s, s->floor, s->floor);
	for (size_t i = 0; rc == 0 && s->n_hits == 0 && i < N_ELEMENTS(thresholds); i++) {
		double least = thresholds[i] < s->floor ? thresholds[i] : s->floor;
		if (i == 0 || thresholds[i] < thresholds[i - 1])
			rc = find_by_words(s, thresholds[i], least);
	}
	return rc;
}

static int find(struct search *s)
{
	int rc = find_equal(s);

	if (rc == 0)
		rc = query_read(s->db, s->from, s->langs.stemming, s->langs.n_stemming,
			s->text, &s->query);
	if (rc == 0 && all_words_known(&s->query))
		rc = find_by_words(s, SCORE_BEST, s->floor);
	if (rc == 0 && s->query.score.n > 0 && (!s->complete || s->options->all))
		rc = find_near(s);
	return rc;
}

/* --- the answer -------------------------------------------------------------------- */

/* Whether another concept has a form of this folded text. */
struct sharing {
	struct search *s;
	const struct hit *hit;
	bool shared;
};

static int shares(void *ctx, int64_t form)
{
	struct sharing *sharing = ctx;
	struct search *s = sharing->s;

	if (sharing->shared || form == sharing->hit->form)
		return 0;
	int rc = termindex_row(s->db, form, &s->row);
	if (rc <= 0 || s->row.concept == sharing->hit->concept)
		return rc < 0 ? rc : 0;
	rc = row_is(s, FOLD_STRICT, &s->folded);
	sharing->shared = rc > 0;
	return rc < 0 ? rc : 0;
}

static int is_shared(struct search *s, const struct hit *hit, bool *shared)
{
	struct sharing sharing = { .s = s, .hit = hit };

	buf_clear(&s->folded);
	int rc = fold_text(FOLD_STRICT, hit->text, hit->size, hit->lang, &s->folded);
	if (rc == 0 && !buf_ok(&s->folded))
		rc = err_nomem();
	if (rc == 0)
		rc = termindex_keyed(s->db, buf_str(&s->folded), s->folded.size, 100,
			shares, &sharing);
	*shared = sharing.shared;
	return rc;
}

/* *out stays NULL where the concept does not pass. */
static int card_of_hit(struct search *s, const struct hit *hit, struct card **out)
{
	cleanup(card_freep) struct card *card = NULL;
	bool shared = false;
	int rc = 1;

	*out = NULL;
	if (s->status >= 0)
		rc = termindex_has_status(s->db, hit->concept,
			(enum form_status)s->status, s->langs.wanted, s->langs.n_wanted);
	if (rc <= 0 || (s->options->n_to > 0 && s->langs.n_wanted == 0 && s->status >= 0))
		return rc < 0 ? rc : 0;
	rc = card_build(s->db, hit->concept, s->options, &card);
	if (rc < 0)
		return rc == BIS_ENOTFOUND ? 0 : rc;
	rc = card_found(card, hit->score, hit->text, hit->lang, hit->how);
	if (rc == 0)
		rc = is_shared(s, hit, &shared);
	if (rc < 0)
		return rc;
	card->shown.shared = shared;
	*out = steal(&card);
	return 0;
}

static int make_cards(struct search *s, struct bis_hits *hits)
{
	size_t room = s->n_hits < s->max ? s->n_hits : s->max;
	int rc = 0;

	if (room == 0)
		return 0;
	hits->cards = calloc(room, sizeof(*hits->cards));
	if (hits->cards == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < s->n_hits && hits->n < room; i++) {
		const struct hit *hit = &s->hits[i];
		if (hit->score < s->floor)
			break;
		rc = card_of_hit(s, hit, &hits->cards[hits->n]);
		hits->n += hits->cards[hits->n] != NULL;
	}
	for (size_t i = 0;
		rc == 0 && i < s->n_hits && hits->n == 0 && hits->nearest == NULL; i++)
		if (s->hits[i].score < s->floor && s->hits[i].score >= NEAREST_FLOOR)
			rc = card_of_hit(s, &s->hits[i], &hits->nearest);
	return rc;
}

static int answer(struct search *s, struct bis_hits *hits)
{
	int rc = langs_read(s->db, s->from, s->options, &s->langs);

	if (rc == 0)
		rc = find(s);
	if (rc < 0)
		return rc;
	order_hits(s);
	return make_cards(s, hits);
}

static void hits_freep(bis_hits **hits)
{
	bis_hits_close(*hits);
}

int bis_lookup(bis_db *db, const struct bis_lookup_options *options, const char *text,
	bis_hits **out)
{
	static const struct bis_lookup_options usual;
	cleanup(search_free) struct search *s = calloc(1, sizeof(*s));
	cleanup(hits_freep) bis_hits *hits = calloc(1, sizeof(*hits));

	*out = NULL;
	if (s == NULL || hits == NULL)
		return err_nomem();
	s->db = db;
	s->options = options == NULL ? &usual : options;
	s->text = text;
	int rc = read_options(s);
	if (rc == 0)
		rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = answer(s, hits);
	store_read_end(db);
	if (rc == 0)
		*out = steal(&hits);
	return rc;
}

int bis_hits_next(bis_hits *hits, const struct bis_concept **out)
{
	*out = NULL;
	if (hits->next == hits->n)
		return 0;
	*out = &hits->cards[hits->next++]->shown;
	return 1;
}

const struct bis_concept *bis_hits_nearest(const bis_hits *hits)
{
	return hits->nearest == NULL ? NULL : &hits->nearest->shown;
}

void bis_hits_close(bis_hits *hits)
{
	if (hits == NULL)
		return;
	for (size_t i = 0; i < hits->n; i++)
		card_free(hits->cards[i]);
	free(hits->cards);
	card_free(hits->nearest);
	free(hits);
}
