/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms that share parts with a name.
 *
 * The lists of the forms of all parts that may be parts of the name are met, rare parts
 * first: the forms of the most frequent part (Mohammad) are only asked whether they are
 * there already, so that no more is held than the rarer parts have; where those are few,
 * they are looked up in its lists one by one.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/mentions-inside.h"
#include "src/find/name-known-inside.h"
#include "src/store/nameindex.h"
#include "src/store/postings.h"

#define FORMS_MAX 200000     /* held at once */
#define LONE_FORMS_MAX 300   /* of a part that alone makes a form worth comparing */
#define SINGLE_FORMS_MAX 600 /* of a name of one part */
#define ALONE_MAX 8          /* of them, of each part that is near to it */
#define LONE_OFF 2.0F        /* points that a name loses by having another part */
#define MET_ENOUGH 1
#define SEEK_WORTH 128 /* forms of a list that are read as one is looked up in it */
#define FILTER_BITS ((size_t)1 << 16)
#define EXPECTED_BITS ((size_t)1 << 20)
/* Forms of one part that are many enough not all to be met, and how many forms of the
 * other parts may be read for each of them to tell which. */
#define EXPECT_LEAST 3000
#define EXPECT_WORTH 10

struct gathering {
	bis_db *db;
	struct stored_parts parts;
	/* forms met, open addressing; form 0 is free */
	struct candidate_form *forms;
	size_t n_forms, n_slots, forms_max;
	bool foreign; /* several words in Han characters: none is surname and given name */
	/* of the forms met, and of those that may be, a bit each by its hash: what has
	 * none is none of them, which is told much sooner than by the table of forms */
	uint64_t met[FILTER_BITS / 64];
	uint64_t *expected;
	bool passed_over; /* there are forms that have one part and were not met */
};

static void gathering_freep(struct gathering **at)
{
	struct gathering *g = *at;

	if (g == NULL)
		return;
	stored_parts_finish(&g->parts);
	free(g->forms);
	free(g->expected);
	free(g);
}

void candidate_forms_finish(struct candidate_forms *c)
{
	free(c->at);
	*c = (struct candidate_forms){ 0 };
}

/* --- the forms they stand in -------------------------------------------------------- */

/* Fibonacci hashing (Knuth 1973, 6.4) */
static inline uint64_t hash_form(int64_t form)
{
	return (uint64_t)form * UINT64_C(11400714819323198485);
}

/* `bits` is a power of two. */
static inline void filter_add(uint64_t *filter, size_t bits, int64_t form)
{
	size_t bit = hash_form(form) >> 40 & (bits - 1);

	filter[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline bool filter_has(const uint64_t *filter, size_t bits, int64_t form)
{
	size_t bit = hash_form(form) >> 40 & (bits - 1);

	return filter[bit / 64] >> bit % 64 & 1;
}

static struct candidate_form *slot_of(
	struct candidate_form *forms, size_t n_slots, int64_t form)
{
	size_t at = hash_form(form) >> 32 & (n_slots - 1);

	while (forms[at].form != 0 && forms[at].form != form)
		at = (at + 1) & (n_slots - 1);
	return &forms[at];
}

static int grow_forms(struct gathering *g)
{
	size_t n_slots = g->n_slots == 0 ? 1024 : 2 * g->n_slots;
	struct candidate_form *forms = calloc(n_slots, sizeof(*forms));

	if (forms == NULL)
		return err_nomem();
	for (size_t i = 0; i < g->n_slots; i++)
		if (g->forms[i].form != 0)
			*slot_of(forms, n_slots, g->forms[i].form) = g->forms[i];
	free(g->forms);
	g->forms = forms;
	g->n_slots = n_slots;
	return 0;
}

/* Which forms of a part are met. */
enum meeting {
	MEET_ALL,
	MEET_EXPECTED, /* those that were met already, or may be met behind this */
	MEET_KNOWN     /* those that were met already */
};

/* Whether the form is passed over. */
static bool is_passed(struct gathering *g, int64_t form, enum meeting how)
{
	if (how == MEET_ALL || filter_has(g->met, FILTER_BITS, form))
		return false;
	if (how == MEET_EXPECTED && filter_has(g->expected, EXPECTED_BITS, form))
		return false;
	g->passed_over |= how == MEET_EXPECTED;
	return true;
}

static int meet_form(
	struct gathering *g, const struct stored *s, uint64_t place, enum meeting how)
{
	int64_t form = posting_form(place);
	int rc = 0;

	if (is_passed(g, form, how))
		return 0;
	if (2 * (g->n_forms + 1) > g->n_slots)
		rc = grow_forms(g);
	if (rc < 0)
		return rc;
	struct candidate_form *slot = slot_of(g->forms, g->n_slots, form);
	if (slot->form == 0) {
		if (how == MEET_KNOWN || g->n_forms >= g->forms_max)
			return 0;
		filter_add(g->met, FILTER_BITS, form);
		slot->form = form;
		slot->step = posting_step(place);
		slot->least = 100;
		g->n_forms++;
	}
	if ((slot->covers & s->covers) != s->covers) {
		slot->sum += s->score;
		slot->met++;
		slot->least = s->score < slot->least ? s->score : slot->least;
	}
	slot->covers |= s->covers;
	return 0;
}

struct meeting_part {
	struct gathering *g;
	const struct stored *s;
	enum meeting how;
	size_t left;    /* forms that are still read */
	uint64_t until; /* places before it */
};

static int meet_places(void *ctx, const uint64_t *places, size_t n)
{
	struct meeting_part *m = ctx;
	size_t most = n < m->left ? n : m->left;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < most; i++) {
		if (places[i] >= m->until)
			return MET_ENOUGH;
		rc = meet_form(m->g, m->s, places[i], m->how);
	}
	m->left -= most;
	if (rc < 0 || m->left == 0)
		return rc < 0 ? rc : MET_ENOUGH;
	return m->how != MEET_KNOWN && m->g->n_forms >= m->g->forms_max ? MET_ENOUGH : 0;
}

/* At most `max` of the places of a part before `until`. */
static int meet_forms(struct gathering *g, const struct stored *s, size_t max,
	uint64_t until, enum meeting how)
{
	struct meeting_part m = { g, s, how, max, until };

	if (max == 0 || (how != MEET_KNOWN && g->n_forms >= g->forms_max))
		return 0;
	int rc = nameindex_part_places(g->db, s->id, meet_places, &m);
	return rc < 0 ? rc : 0;
}

/* --- in which order ----------------------------------------------------------------- */

static int by_score(const void *a, const void *b)
{
	const struct stored *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

struct group { /* what may be one part of the name */
	uint32_t covers;
	int64_t forms;
};

static bool is_one_bit(uint32_t covers)
{
	return (covers & (covers - 1)) == 0;
}

static int rare_first(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	int many = __builtin_popcount(y->covers) - __builtin_popcount(x->covers);

	/* what covers several words is seldom, and enough by itself */
	if (many != 0)
		return many;
	if (x->forms != y->forms)
		return x->forms < y->forms ? -1 : 1;
	return (x->covers > y->covers) - (x->covers < y->covers);
}

static int fewest_first(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->forms != y->forms)
		return x->forms < y->forms ? -1 : 1;
	return (x->covers > y->covers) - (x->covers < y->covers);
}

#define GROUPS_MAX 64

/* Whether no word is in two of the groups: what covers several words (a foreign name in
 * Han characters) is as frequent as any other then. */
static bool are_apart(const struct group *groups, size_t n)
{
	uint32_t covers = 0;

	for (size_t i = 0; i < n; i++) {
		if (covers & groups[i].covers)
			return false;
		covers |= groups[i].covers;
	}
	return true;
}

static size_t make_groups(const struct gathering *g, struct group groups[GROUPS_MAX])
{
	size_t n = 0, k;

	for (size_t i = 0; i < g->parts.n; i++) {
		const struct stored *s = &g->parts.at[i];
		for (k = 0; k < n && groups[k].covers != s->covers; k++)
			;
		if (k == GROUPS_MAX)
			continue;
		if (k == n)
			groups[n++] = (struct group){ .covers = s->covers };
		groups[k].forms += s->forms;
	}
	if (n > 1)
		qsort(groups, n, sizeof(*groups),
			are_apart(groups, n) ? fewest_first : rare_first);
	return n;
}

static int meet_group(struct gathering *g, uint32_t covers, enum meeting how)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->parts.n; i++)
		if (g->parts.at[i].covers == covers)
			rc = meet_forms(g, &g->parts.at[i], FORMS_MAX, UINT64_MAX, how);
	return rc;
}

static int expect_places(void *ctx, const uint64_t *places, size_t n)
{
	uint64_t *expected = ctx;

	for (size_t i = 0; i < n; i++)
		filter_add(expected, EXPECTED_BITS, posting_form(places[i]));
	return 0;
}

/* Notes the forms that have parts of any of the groups. */
static int expect_groups(struct gathering *g, const struct group *groups, size_t n)
{
	int rc = 0;

	free(g->expected);
	g->expected = calloc(EXPECTED_BITS / 64, sizeof(*g->expected));
	if (g->expected == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < g->parts.n; i++) {
		const struct stored *s = &g->parts.at[i];
		bool behind = false;
		for (size_t k = 0; k < n && !behind; k++)
			behind = groups[k].covers == s->covers;
		if (behind)
			rc = nameindex_part_places(
				g->db, s->id, expect_places, g->expected);
	}
	return rc;
}

/* A group with others behind it.  Where many forms have what may be one word of the name,
 * only those are met that may have another word too. */
static int meet_before(
	struct gathering *g, const struct group *group, size_t behind, uint32_t all)
{
	bool alone = group->covers == all || !(g->foreign || is_one_bit(group->covers));
	int64_t others = 0;

	for (size_t i = 1; i <= behind; i++)
		others += group[i].forms;
	if (behind == 0 || alone || group->forms < EXPECT_LEAST ||
		group->forms * EXPECT_WORTH < others)
		return meet_group(g, group->covers, MEET_ALL);
	int rc = expect_groups(g, group + 1, behind);
	return rc < 0 ? rc : meet_group(g, group->covers, MEET_EXPECTED);
}

/* Whether each of the forms met has the part. */
static int seek_forms(struct gathering *g, const struct stored *s)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < g->n_slots; i++) {
		const struct candidate_form *form = &g->forms[i];
		if (form->form == 0)
			continue;
		uint64_t place = posting_place(form->step, 0, form->form);
		rc = nameindex_part_has(g->db, s->id, place);
		if (rc > 0)
			rc = meet_form(g, s, place, MEET_KNOWN);
	}
	return rc < 0 ? rc : 0;
}

/* Of the forms met those that have a part of the group too. */
static int meet_known(struct gathering *g, uint32_t covers)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->parts.n; i++) {
		const struct stored *s = &g->parts.at[i];
		if (s->covers != covers)
			continue;
		rc = (int64_t)g->n_forms * SEEK_WORTH < s->forms
			     ? seek_forms(g, s)
			     : meet_forms(g, s, FORMS_MAX, UINT64_MAX, MEET_KNOWN);
	}
	return rc;
}

/* A name of one part: first some of the shortest forms of all that comes near to it, as
 * they may be no more than that part, then those of what comes nearest. */
static int meet_single(struct gathering *g)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->parts.n; i++)
		rc = meet_forms(
			g, &g->parts.at[i], ALONE_MAX, posting_place(2, 0, 0), MEET_ALL);
	for (size_t i = 0; rc == 0 && i < g->parts.n && g->n_forms < SINGLE_FORMS_MAX;
		i++)
		rc = meet_forms(g, &g->parts.at[i], SINGLE_FORMS_MAX - g->n_forms,
			UINT64_MAX, MEET_ALL);
	return rc;
}

static int meet_all(struct gathering *g, uint32_t all)
{
	struct group groups[GROUPS_MAX];
	size_t n = make_groups(g, groups);
	int rc = 0;

	if (n == 0)
		return 0;
	/* a form is met first by what comes nearest to each word */
	qsort(g->parts.at, g->parts.n, sizeof(*g->parts.at), by_score);
	if (is_one_bit(all))
		return meet_single(g);
	/* one word of several is worth nothing where many have it */
	if (n == 1 && (g->foreign || is_one_bit(groups[0].covers)))
		g->forms_max = LONE_FORMS_MAX + 1;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		bool last = i == n - 1 && n > 1 && groups[i].covers != all &&
			    groups[i].forms > LONE_FORMS_MAX;
		rc = last ? meet_known(g, groups[i].covers)
			  : meet_before(g, &groups[i], n - 1 - i, all);
	}
	return rc;
}

/* --- the whole ---------------------------------------------------------------------- */

static int promising_first(const void *a, const void *b)
{
	const struct candidate_form *x = a, *y = b;

	if (x->sum != y->sum)
		return x->sum > y->sum ? -1 : 1;
	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	return (x->form > y->form) - (x->form < y->form);
}

/* Moves a form down to where it belongs in a heap that has the least promising on top. */
static void sift(struct candidate_form *heap, size_t n, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && promising_first(&heap[child + 1], &heap[child]) > 0)
			child++;
		if (promising_first(&heap[child], &heap[at]) <= 0)
			return;
		struct candidate_form swap = heap[at];
		heap[at] = heap[child];
		heap[child] = swap;
	}
}

/* Puts the `max` most promising first, in no order; how many there are. */
static size_t best_of(struct candidate_form *forms, size_t n, size_t max)
{
	if (n <= max)
		return n;
	for (size_t i = max / 2; i-- > 0;)
		sift(forms, max, i);
	for (size_t i = max; i < n; i++) {
		if (promising_first(&forms[i], &forms[0]) > 0)
			continue;
		forms[0] = forms[i];
		sift(forms, max, 0);
	}
	return max;
}

/* A form that has one part of several is looked at where few have it: the other may be an
 * initial there, or left out. */
static bool is_worth(
	const struct gathering *g, const struct candidate_form *form, uint32_t all)
{
	if (form->form == 0 || is_one_bit(all))
		return form->form != 0;
	return g->foreign ? form->met > 1 : !is_one_bit(form->covers);
}

static void pick(
	struct gathering *g, uint32_t all, size_t max, struct candidate_forms *out)
{
	bool single = is_one_bit(all);
	size_t n = 0;

	for (size_t i = 0; i < g->n_slots; i++) {
		g->forms[i].sum -= single && g->forms[i].step > 0 ? LONE_OFF : 0;
		if (is_worth(g, &g->forms[i], all))
			g->forms[n++] = g->forms[i];
	}
	if (n == 0 && !g->passed_over && g->n_forms <= LONE_FORMS_MAX)
		for (size_t i = 0; i < g->n_slots; i++)
			if (g->forms[i].form != 0)
				g->forms[n++] = g->forms[i];
	n = best_of(g->forms, n, max);
	if (n > 1)
		qsort(g->forms, n, sizeof(*g->forms), promising_first);
	out->at = steal(&g->forms);
	out->n = n;
	g->n_slots = g->n_forms = 0;
}

static int cover(void *ctx, const struct name_part *part, uint32_t covers)
{
	(void)part;
	*(uint32_t *)ctx |= covers;
	return 0;
}

int known_gather(struct mention_finder *f, struct namer *n,
	const struct readings_asked *r, size_t max, struct candidate_forms *out)
{
	cleanup(gathering_freep) struct gathering *g = calloc(1, sizeof(*g));
	uint32_t all = 0;
	int rc = 0;

	*out = (struct candidate_forms){ 0 };
	if (g == NULL)
		return err_nomem();
	g->db = f->db;
	g->forms_max = FORMS_MAX;
	if (r->n > 0)
		g->foreign = r->at[0].name.n_parts > 1 &&
			     strcmp(r->at[0].name.script, "Hani") == 0;
	if (r->n > 0)
		rc = nameindex_name_parts(&r->at[0].name, cover, &all);
	if (rc == 0)
		rc = known_parts(f, n, r, &g->parts);
	if (rc == 0)
		rc = meet_all(g, all);
	if (rc == 0)
		pick(g, all, max, out);
	return rc;
}
