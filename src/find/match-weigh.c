/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking closely at one unit that could be among the best: codes, context, alignment.
 */
#include "config.h"

#include <strings.h>
#include <string.h>

#include "src/base/err.h"
#include "src/find/match.h"
#include "src/xml/markup.h"

int match_text(struct search *s, uint32_t segment, struct buf *text)
{
	const char *found;
	size_t size;
	int rc = store_segment_text(s->db, segment, &found, &size);

	buf_clear(text);
	if (rc < 0)
		return rc;
	buf_add(text, found, size);
	return buf_ok(text) ? 0 : err_nomem();
}

int match_read(struct search *s, const struct source_lang *l, const struct buf *text,
	struct compared *out)
{
	struct tokeniser *t;
	int rc = match_tokeniser(s->db, textindex_lang(s->index, l->lang), &t);

	return rc < 0 ? rc : compared_read(t, buf_str(text), text->size, out);
}

int match_query(struct search *s, struct source_lang *l)
{
	if (l->has_query)
		return 0;
	int rc = match_read(s, l, &s->text.text, &l->query);
	l->has_query = rc == 0;
	return rc;
}

/* --- penalties ---------------------------------------------------------------------- */

void match_net(struct kept *k)
{
	k->net = k->raw * (POINT / 10);
	for (size_t i = 0; i < N_PENALTIES; i++)
		k->net -= k->points[i];
	if (k->net < 0)
		k->net = 0;
}

static struct origin_points *slot_of(
	struct origin_points *at, size_t mask, uint32_t document)
{
	size_t i = (document * UINT32_C(2654435769)) & mask;

	while (at[i].document != 0 && at[i].document != document)
		i = (i + 1) & mask;
	return &at[i];
}

static int grow(struct origins *o)
{
	size_t mask = o->mask == 0 ? 31 : 2 * o->mask + 1;
	struct origin_points *at = calloc(mask + 1, sizeof(*at));

	if (at == NULL)
		return err_nomem();
	for (size_t i = 0; o->mask > 0 && i <= o->mask; i++)
		if (o->at[i].document != 0)
			*slot_of(at, mask, o->at[i].document) = o->at[i];
	free(o->at);
	o->at = at;
	o->mask = mask;
	return 0;
}

int match_origin_points(struct search *s, uint32_t document, int *points)
{
	struct origins *o = &s->origins;

	*points = 0;
	if (s->penalties->n_rules == 0 || document == 0)
		return 0;
	if (2 * (o->n + 1) > o->mask && grow(o) < 0)
		return BIS_ENOMEM;
	struct origin_points *slot = slot_of(o->at, o->mask, document);
	if (slot->document == 0) {
		int rc = store_document_origin(s->db, document, &s->scratch);
		if (rc < 0)
			return rc;
		*slot = (struct origin_points){ .document = document,
			.points = penalty_origin(s->penalties, buf_str(&s->scratch)) };
		o->n++;
	}
	*points = slot->points;
	return 0;
}

static int load_row(struct search *s, struct kept *k)
{
	int rc = k->has_row ? 0 : store_unit_row(s->db, k->unit, &k->row);

	k->has_row = k->has_row || rc == 0;
	return rc;
}

static bool says_align(const struct buf *b)
{
	return strcasestr(buf_str(b), "align") != NULL;
}

/* Made by an aligner: its creationtool or the type of one of its props says so. */
static int is_aligned(const struct unit_row *row, struct buf *scratch, bool *aligned)
{
	struct markup_cursor c;
	enum markup_piece piece;

	*aligned = false;
	if (!says_align(&row->attrs) && !says_align(&row->extra))
		return 0;
	*aligned = markup_attr_get(buf_str(&row->attrs), row->attrs.size, "creationtool",
			   scratch) &&
		   says_align(scratch);
	markup_begin(&c, buf_str(&row->extra));
	while (!*aligned && (piece = markup_next(&c)) != MARKUP_END)
		if ((piece == MARKUP_OPEN || piece == MARKUP_EMPTY) &&
			markup_is(&c, "prop"))
			*aligned =
				markup_attr_get(c.attrs, c.attrs_size, "type", scratch) &&
				says_align(scratch);
	return buf_ok(scratch) ? 0 : err_nomem();
}

static int weigh_alignment(struct search *s, struct kept *k)
{
	int points = s->penalties->points[PENALTY_ALIGNMENT];
	bool aligned;

	if (points == 0)
		return 0;
	int rc = load_row(s, k);
	if (rc == 0)
		rc = is_aligned(&k->row, &s->scratch, &aligned);
	if (rc == 0 && aligned)
		k->points[PENALTY_ALIGNMENT] = points;
	return rc;
}

/* --- the segment at hand ----------------------------------------------------------- */

void match_take(struct search *s, uint32_t segment, int raw)
{
	s->segment = segment;
	s->raw = raw;
	s->has_hand_text = false;
	compared_finish(&s->hand_words);
	s->has_hand_words = false;
}

static int hand_text(struct search *s)
{
	int rc = s->has_hand_text ? 0 : match_text(s, s->segment, &s->hand_text);

	s->has_hand_text = rc == 0;
	return rc;
}

static int find_way(struct search *s)
{
	const struct compared *query = &s->source->query, *hand = &s->hand_words;
	struct edit *edits = NULL;
	size_t n;

	int rc = similarity_edits(query, hand, &edits, &n, &s->text_cost);
	if (rc == 0)
		rc = way_read(query, hand, edits, n, &s->way);
	s->text_weight = hand->weight > query->weight ? hand->weight : query->weight;
	free(edits);
	return rc;
}

static int hand_words(struct search *s)
{
	if (s->has_hand_words)
		return 0;
	int rc = match_query(s, s->source);
	if (rc == 0)
		rc = hand_text(s);
	if (rc == 0)
		rc = match_read(s, s->source, &s->hand_text, &s->hand_words);
	if (rc == 0)
		rc = find_way(s);
	s->has_hand_words = rc == 0;
	return rc;
}

/* --- codes ------------------------------------------------------------------- */

int match_codes(struct search *s, const char *markup, uint64_t *cost,
	struct code_edit **edits, size_t *n_edits)
{
	int rc = codes_read(markup, &s->other_codes);
	if (rc == 0)
		rc = hand_words(s);
	if (rc < 0)
		return rc;
	codes_place(&s->codes, &s->source->query);
	codes_place(&s->other_codes, &s->hand_words);
	return codes_compare(&s->codes, &s->other_codes, &s->way, cost, edits, n_edits);
}

static int weigh_codes(struct search *s, struct kept *k, bool *agree)
{
	uint64_t cost = 0;

	int rc = store_variant_markup(s->db, k->unit, k->source, &k->markup);
	*agree = true;
	if (rc < 0 || (k->markup.size == 0 && s->codes.n == 0))
		return rc;
	rc = match_codes(s, buf_str(&k->markup), &cost, NULL, NULL);
	*agree = cost == 0;
	if (rc < 0 || cost == 0 || s->options->score != BIS_SCORE_BISOTUN)
		return rc;
	cost += s->text_cost;
	k->raw = similarity_raw(cost, s->text_weight, s->text_weight);
	return 0;
}

/* --- exact, and in context ---------------------------------------------------- */

static int texts_agree(struct search *s, bool *agree)
{
	const struct buf *a = &s->text.text, *b = &s->hand_text;

	int rc = hand_text(s);
	if (rc < 0)
		return rc;
	*agree = a->size == b->size && memcmp(buf_str(a), buf_str(b), a->size) == 0;
	if (*agree)
		return 0;
	buf_clear(&s->scratch);
	rc = nfc_text(buf_str(b), b->size, &s->scratch);
	if (rc == 0 && !buf_ok(&s->scratch))
		rc = err_nomem();
	*agree = rc == 0 && s->nfc.size == s->scratch.size &&
		 memcmp(buf_str(&s->nfc), buf_str(&s->scratch), s->nfc.size) == 0;
	return rc;
}

/* Whether the segment (0: none) that stands there is the one that should. */
static int stands_beside(struct search *s, struct beside *b, const char *given,
	uint32_t segment, bool *agrees)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	int rc = 0;

	*agrees = false;
	if (given == NULL || *given == '\0' || segment == 0)
		return 0;
	if (b->segment != segment) {
		if (b->nfc.size == 0)
			rc = nfc_text(given, strlen(given), &b->nfc);
		if (rc == 0)
			rc = match_text(s, segment, &text);
		buf_clear(&s->scratch);
		if (rc == 0)
			rc = nfc_text(buf_str(&text), text.size, &s->scratch);
		if (rc < 0 || !buf_ok(&b->nfc) || !buf_ok(&s->scratch))
			return rc < 0 ? rc : err_nomem();
		b->segment = segment;
		b->agrees =
			b->nfc.size == s->scratch.size &&
			memcmp(buf_str(&b->nfc), buf_str(&s->scratch), b->nfc.size) == 0;
	}
	*agrees = b->agrees;
	return 0;
}

/* Units of a document stand together; where it was taken apart by edits its next unit may
 * be a million places away, and so many are not looked at. */
#define NEIGHBOURHOOD 1000

static uint32_t segment_in(struct search *s, uint32_t place, uint32_t lang)
{
	size_t n;
	const uint32_t *segments = textindex_segments(s->index, place, &n);

	for (size_t i = 0; i < n; i++)
		if (textindex_segment_lang(s->index, segments[i]) == lang)
			return segments[i];
	return 0;
}

/* The segment in the language of the source that stands beside the unit in its document;
 * 0 none.  `step` is 1 behind it, -1 (as it wraps round) before it. */
static uint32_t beside(struct search *s, const struct kept *k, uint32_t step)
{
	uint32_t n = textindex_n_units(s->index), place = k->place + step;

	for (int i = 0; i < NEIGHBOURHOOD && place < n; i++, place += step) {
		const struct unit_fact *fact = textindex_unit(s->index, place);
		if (fact != NULL && fact->document == k->document &&
			textindex_alive(s->index, place))
			return segment_in(s, place, k->source_lang);
	}
	return 0;
}

/* Nothing stands there, and nothing should: true of every text that stands alone, so it
 * says something only where the other side agrees. */
static bool is_edge(const char *given, uint32_t segment)
{
	return given != NULL && *given == '\0' && segment == 0;
}

static int weigh_context(struct search *s, struct kept *k)
{
	const struct bis_match_options *o = s->options;
	bool before = false, after = false;
	int rc = 0;

	if (o->id != NULL && *o->id != '\0') {
		rc = load_row(s, k);
		if (rc == 0 && strcmp(buf_str(&k->row.tuid), o->id) == 0) {
			k->raw = CONTEXT_BOTH;
			return 0;
		}
	}
	if (rc < 0 || (o->before == NULL && o->after == NULL))
		return rc;
	uint32_t left = beside(s, k, UINT32_MAX), right = beside(s, k, 1);
	rc = stands_beside(s, &s->before, o->before, left, &before);
	if (rc == 0)
		rc = stands_beside(s, &s->after, o->after, right, &after);
	if (rc < 0 || (!before && !after))
		return rc;
	before = before || is_edge(o->before, left);
	after = after || is_edge(o->after, right);
	k->raw = before && after ? CONTEXT_BOTH : CONTEXT_ONE;
	return 0;
}

static int weigh_exact(struct search *s, struct kept *k, bool codes_agree)
{
	bool agree = false;
	int rc = codes_agree ? texts_agree(s, &agree) : 0;

	if (rc < 0)
		return rc;
	if (!agree) {
		if (k->raw == EXACT)
			k->raw = EXACT - 1;
		return 0;
	}
	return weigh_context(s, k);
}

int match_weigh(struct search *s, struct kept *k)
{
	bool agree;

	k->raw = s->raw;
	int rc = weigh_codes(s, k, &agree);
	if (rc == 0 && s->raw == EXACT)
		rc = weigh_exact(s, k, agree);
	if (rc < 0 || k->raw < s->floor)
		return rc;
	rc = weigh_alignment(s, k);
	match_net(k);
	return rc < 0 ? rc : 1;
}
