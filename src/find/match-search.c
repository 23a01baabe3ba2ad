/* SPDX-License-Identifier: Apache-2.0
 *
 * From segments to matches: the units of a segment, and which of them are among the
 * best.
 *
 * A segment may have a million units, so they are gone through twice rather than
 * gathered: first to count, then to rank.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/match.h"
#include "src/text/utf8.h"

/* --- a unit and a target of it ------------------------------------------------------ */

/* What it is worth at most, from what is known without asking the base. */
static int at_most(
	struct search *s, uint32_t place, const struct target *target, struct kept *k)
{
	const struct unit_fact *fact = textindex_unit(s->index, place);
	const struct bis_match_options *o = s->options;
	const bis_penalties *p = s->penalties;
	bool context = s->raw == EXACT &&
		       (o->before != NULL || o->after != NULL || o->id != NULL);
	int distance = s->source->distance + s->target_distances[target->lang];

	if (fact == NULL)
		return err_set(BIS_EDB, "the search index is damaged");
	*k = (struct kept){
		.place = place,
		.source = s->segment,
		.target = target->segment,
		.source_lang = s->source->id,
		.target_lang = target->lang,
		.unit = fact->id,
		.document = fact->document,
		.day = fact->day,
		.reviewed = fact->status != 0,
		.raw = context ? CONTEXT_BOTH : s->raw,
		.n_units = target->n_units,
		.n_targets = targets_of_lang(&s->targets, target->lang),
		.turn = s->targets.turn,
		.entry = target->segment,
	};
	k->points[PENALTY_VARIANT] = distance * p->points[PENALTY_VARIANT];
	k->points[PENALTY_SEVERAL] = k->n_targets > 1 ? p->points[PENALTY_SEVERAL] : 0;
	k->points[PENALTY_UNREVIEWED] = k->reviewed ? 0 : p->points[PENALTY_UNREVIEWED];
	k->points[PENALTY_AGE] = penalty_age(p, k->day, s->today);
	int rc = match_origin_points(s, k->document, &k->points[PENALTY_ORIGIN]);
	match_net(k);
	return rc;
}

static int keep(struct search *s, struct target *target, struct kept *k)
{
	struct kept *evicted;

	if (target->kept != NULL) {
		best_replace(&s->best, target->kept, k);
		target->kept = k;
		return 0;
	}
	int rc = best_add(&s->best, k, &evicted);
	if (rc < 0) {
		kept_free(k);
		return rc;
	}
	target->kept = k;
	if (evicted != NULL && evicted->turn == s->targets.turn)
		targets_find(&s->targets, evicted->entry)->kept = NULL;
	kept_free(evicted);
	return 0;
}

static bool is_wanted(
	const struct search *s, const struct target *target, const struct kept *k)
{
	return target->kept != NULL ? kept_better(k, target->kept)
				    : best_wants(&s->best, k);
}

static int rank_target(struct search *s, uint32_t place, struct target *target)
{
	struct kept most;
	int rc = at_most(s, place, target, &most);

	if (rc < 0 || !is_wanted(s, target, &most))
		return rc;
	struct kept *k = malloc(sizeof(*k));
	if (k == NULL)
		return err_nomem();
	*k = most;
	rc = match_weigh(s, k);
	if (rc > 0 && is_wanted(s, target, k))
		return keep(s, target, k);
	kept_free(k);
	return rc < 0 ? rc : 0;
}

/* --- all units of a segment --------------------------------------------------------- */

static bool is_target(const struct search *s, uint32_t segment, uint32_t *lang)
{
	if (segment == s->segment)
		return false;
	*lang = textindex_segment_lang(s->index, segment);
	return *lang < s->n_langs && s->target_distances[*lang] >= 0;
}

static bool passes(struct search *s, uint32_t place)
{
	return s->sieve == NULL || unit_sieve_passes(s->sieve, place);
}

static int count_units(struct search *s)
{
	struct units_of units;
	uint32_t place, lang;
	int rc = 0;

	targets_next(&s->targets);
	units_of(s->index, s->segment, &units);
	while (rc == 0 && units_of_next(&units, &place)) {
		size_t n;
		const uint32_t *segments;
		if (!passes(s, place))
			continue;
		segments = textindex_segments(s->index, place, &n);
		for (size_t k = 0; rc == 0 && k < n; k++)
			if (is_target(s, segments[k], &lang))
				rc = targets_count(&s->targets, segments[k], lang, place);
	}
	return rc;
}

static int rank_unit(struct search *s, uint32_t place)
{
	size_t n;
	const uint32_t *segments = textindex_segments(s->index, place, &n);
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < n; k++) {
		struct target *target = targets_find(&s->targets, segments[k]);
		if (target != NULL)
			rc = rank_target(s, place, target);
	}
	return rc;
}

static int rank_units(struct search *s)
{
	struct units_of units;
	uint32_t place;
	int rc = 0;

	if (s->targets.n == 0)
		return 0;
	units_of(s->index, s->segment, &units);
	while (rc == 0 && units_of_next(&units, &place))
		if (passes(s, place))
			rc = rank_unit(s, place);
	return rc;
}

/* The floor that what is kept allows: less can't come among the best, as net is never
 * more than raw, but for exact matches in context, which have raw 1000 here. */
static int floor_now(const struct search *s)
{
	int floor = s->floor < EXACT ? s->floor : EXACT;

	if (s->best.n < s->best.max)
		return floor;
	int needed = (s->best.at[0]->net + 9) / 10;
	if (needed > EXACT)
		needed = EXACT;
	return needed > floor ? needed : floor;
}

static int look_at(struct search *s, uint32_t segment, int raw)
{
	match_take(s, segment, raw);
	int rc = count_units(s);
	return rc < 0 ? rc : rank_units(s);
}

static int offer(void *ctx, const struct fuzzy_hit *hit)
{
	struct search *s = ctx;
	int rc = look_at(s, hit->segment, hit->raw);

	return rc < 0 ? rc : floor_now(s);
}

static bool wants_equal(const struct search *s)
{
	return !s->options->exhaustive && s->options->score == BIS_SCORE_BISOTUN &&
	       floor_now(s) >= EXACT;
}

/* Where nothing but equal texts is asked for: of those in NFC the base finds the one
 * there is by its bytes, the others are known to their runs. */
static int search_equal(struct search *s, struct run *const *runs, size_t n_runs)
{
	const struct buf *nfc = &s->nfc;
	uint32_t hash = denormal_hash(buf_str(nfc), nfc->size), segment;

	int rc = store_segment_find(
		s->db, s->source->id, buf_str(nfc), nfc->size, &segment);
	if (rc == 0 && segment != 0)
		rc = look_at(s, segment, EXACT);
	for (size_t k = 0; rc == 0 && k < n_runs; k++) {
		size_t n;
		const struct denormal *others = run_denormal(runs[k], &n);
		for (size_t i = 0; rc == 0 && i < n; i++)
			if (others[i].hash == hash && others[i].segment != segment)
				rc = look_at(s, others[i].segment, EXACT);
	}
	return rc;
}

/* --- the other scores: segment by segment ----------------------------------------- */

static int view_omegat(struct search *s, int *raw)
{
	struct compared other;

	int rc = match_read(s, s->source, &s->hand_text, &other);
	if (rc < 0)
		return rc;
	rc = similarity_omegat(&s->source->query, &other, raw);
	compared_finish(&other);
	return rc;
}

/* The length alone says how similar they can be. */
static int view_characters(struct search *s, int floor, int *raw)
{
	const struct buf *a = &s->text.text, *b = &s->hand_text;
	size_t m = utf8_length(buf_str(a), a->size), n = utf8_length(buf_str(b), b->size);
	size_t most = m > n ? m : n, least = m > n ? n : m;

	*raw = most == 0 ? EXACT : (int)(1000 * least / most);
	if (*raw < floor)
		return 0;
	return similarity_characters(buf_str(a), a->size, buf_str(b), b->size, raw);
}

static int view_segment(struct search *s, uint32_t segment)
{
	int floor = floor_now(s), raw = EXACT;

	match_take(s, segment, EXACT);
	int rc = count_units(s);
	if (rc < 0 || s->targets.n == 0)
		return rc;
	rc = match_text(s, segment, &s->hand_text);
	if (rc < 0)
		return rc;
	s->has_hand_text = true;
	rc = s->options->score == BIS_SCORE_CHAR ? view_characters(s, floor, &raw)
						 : view_omegat(s, &raw);
	if (rc < 0 || raw < floor)
		return rc;
	s->raw = raw;
	return rank_units(s);
}

static int view_run(struct search *s, struct run *run)
{
	int rc = match_query(s, s->source);

	for (uint32_t i = 0; rc == 0 && i < run->n; i++) {
		uint32_t segment = run_segment(run, i);
		if (segment != 0)
			rc = view_segment(s, segment);
	}
	return rc;
}

/* --- the whole ---------------------------------------------------------------------- */

static int search_run(struct search *s, struct run *run)
{
	int floor = floor_now(s);

	if (s->options->score != BIS_SCORE_BISOTUN)
		return view_run(s, run);
	return fuzzy_search(
		s->source->fuzzy, run, &floor, s->options->exhaustive, offer, s);
}

static int make_fuzzy(struct search *s, struct source_lang *l)
{
	const struct buf *text = &s->text.text;
	struct tokeniser *t;

	if (l->fuzzy != NULL || s->options->score != BIS_SCORE_BISOTUN)
		return 0;
	int rc = match_tokeniser(s->db, textindex_lang(s->index, l->lang), &t);
	return rc < 0 ? rc : fuzzy_read(t, buf_str(text), text->size, &l->fuzzy);
}

int match_search(struct search *s)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n_sources; i++) {
		struct run *const *runs;
		size_t n_runs;
		s->source = &s->sources[i];
		rc = textindex_runs(s->index, s->source->lang, &runs, &n_runs);
		if (rc == 0 && wants_equal(s)) {
			rc = search_equal(s, runs, n_runs);
			continue;
		}
		if (rc == 0)
			rc = make_fuzzy(s, s->source);
		for (size_t k = 0; rc == 0 && k < n_runs; k++)
			rc = search_run(s, runs[k]);
	}
	return rc;
}
