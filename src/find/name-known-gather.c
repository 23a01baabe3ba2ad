/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms that share parts with a name.
 *
 * Each part is looked up by its keys; of what shares one, what can be the same part
 * stays.  Then the lists of forms are met, rare parts first: the forms of the most
 * frequent part (Mohammad) are only asked whether they are there already, so that no more
 * is held than the rarer parts have.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/find/name-known-inside.h"
#include "src/store/nameindex.h"
#include "src/store/postings.h"

#define PART_FLOOR 55.0
#define OFF_MAX 255          /* how far a part can seem to be */
#define ALIGNED_MAX 160      /* of them, aligned */
#define ALIGNED_KNOWN 60     /* the same where the part itself is there */
#define ALIGNED_HAN 80       /* the same of Chinese, which takes longer */
#define ALIGNED_CASES 24     /* the same of what the name may be a case of */
#define FORMS_MAX 200000     /* held at once */
#define LONE_FORMS_MAX 300   /* of a part that alone makes a form worth comparing */
#define SINGLE_FORMS_MAX 600 /* of a name of one part */
#define ALONE_MAX 8          /* of them, of each part that is near to it */
#define LONE_OFF 2.0F        /* points that a name loses by having another part */
#define READ_AT_ONCE 1024
#define LOOKED_UP_MAX 128

struct stored {
	int64_t id, forms;
	uint32_t covers;
	float score;
};

struct near_part { /* shares a key with the part that is being looked up */
	int64_t id;
	uint32_t off; /* how far it seems to be */
};

struct gathering {
	bis_db *db;
	struct namer *namer;
	struct buf text;
	const struct name *name; /* that is being looked up, and the part of it */
	struct name asked;
	uint32_t covers;
	size_t letters, most; /* of the part; parts to be aligned with it */
	bool han, cases;
	struct near_part *near;
	size_t n_near, near_capacity;
	size_t offs[OFF_MAX + 1];          /* how many of them are how far */
	uint64_t looked_up[LOOKED_UP_MAX]; /* hashes of parts that were */
	size_t n_looked_up;
	struct stored *stored;
	size_t n, capacity;
	/* forms met, open addressing; form 0 is free */
	struct candidate_form *forms;
	size_t n_forms, n_slots;
	uint64_t chunk[READ_AT_ONCE];
};

static void gathering_freep(struct gathering **at)
{
	struct gathering *g = *at;

	if (g == NULL)
		return;
	buf_free(&g->text);
	free(g->near);
	name_finish(&g->asked);
	free(g->stored);
	free(g->forms);
	free(g);
}

void candidate_forms_finish(struct candidate_forms *c)
{
	free(c->at);
	*c = (struct candidate_forms){ 0 };
}

/* --- parts of the base that may be parts of the name -------------------------------- */

static int add_stored(
	struct gathering *g, const struct nameindex_part *part, double score)
{
	for (size_t i = 0; i < g->n; i++) {
		struct stored *s = &g->stored[i];
		if (s->id != part->id || s->covers != g->covers)
			continue;
		s->score = s->score > (float)score ? s->score : (float)score;
		return 0;
	}
	if (room_for_one(&g->stored, g->n, &g->capacity) < 0)
		return BIS_ENOMEM;
	g->stored[g->n++] = (struct stored){ .id = part->id,
		.forms = part->forms,
		.covers = g->covers,
		.score = (float)score };
	return 0;
}

static int take_equal(void *ctx, const struct nameindex_part *part)
{
	return add_stored(ctx, part, 100);
}

/* How far the lengths of two parts are from those of one name: a character stands for one
 * letter and a half to three. */
static size_t length_off(size_t letters, bool han, size_t other, bool other_han)
{
	size_t least = letters, most = letters;

	if (han != other_han) {
		size_t characters = han ? letters : other;
		other = han ? other : letters;
		least = characters + characters / 2;
		most = 3 * characters + 1;
	}
	return other < least ? least - other : other > most ? other - most : 0;
}

/* There may be many under the key of a word that is mostly vowels: they are noted, and
 * only the nearest of them are read and aligned. */
static int note_near(void *ctx, const struct nameindex_near *near)
{
	struct gathering *g = ctx;
	size_t off = 2 * length_off(g->letters, g->han, near->letters, near->han) +
		     NAME_KEYS - near->keys;

	if (room_for_one(&g->near, g->n_near, &g->near_capacity) < 0)
		return BIS_ENOMEM;
	off = off < OFF_MAX ? off : OFF_MAX;
	g->near[g->n_near++] =
		(struct near_part){ .id = near->part, .off = (uint32_t)off };
	g->offs[off]++;
	return 0;
}

static int compare_near(void *ctx, const struct nameindex_part *part)
{
	struct gathering *g = ctx;
	cleanup(name_finish) struct name there = { 0 };
	struct name_comparison comparison;

	if (part->size == g->text.size &&
		memcmp(part->text, buf_str(&g->text), part->size) == 0)
		return 0; /* taken as equal already */
	int rc = name_read(g->namer, part->text, part->size, NULL, &there);
	if (rc == 0)
		rc = name_compare(g->namer, &g->asked, &there, &comparison);
	if (rc < 0 || comparison.score < PART_FLOOR)
		return rc;
	return add_stored(g, part, comparison.score);
}

/* The nearest g->most of them; of those that are equally far the ones that came into the
 * base first. */
static int compare_all_near(struct gathering *g)
{
	size_t limit = 0, left = g->most;
	int rc = 0;

	while (limit < OFF_MAX && g->offs[limit] <= left)
		left -= g->offs[limit++];
	for (size_t i = 0; rc >= 0 && i < g->n_near; i++) {
		uint32_t off = g->near[i].off;
		if (off > limit || (off == limit && left == 0))
			continue;
		left -= off == limit;
		rc = nameindex_part_read(g->db, g->near[i].id, compare_near, g);
	}
	return rc < 0 ? rc : 0;
}

/* Whether the part in g->text was looked up for the same words already. */
static bool again(struct gathering *g)
{
	uint64_t hash = hash_bytes(buf_str(&g->text), g->text.size, g->covers);

	for (size_t i = 0; i < g->n_looked_up; i++)
		if (g->looked_up[i] == hash)
			return true;
	if (g->n_looked_up == LOOKED_UP_MAX)
		return true;
	g->looked_up[g->n_looked_up++] = hash;
	return false;
}

/* A piece of a word among others: a foreign name in Han characters has no surname there. */
static bool is_foreign_piece(const struct name *name, const struct name_part *part)
{
	for (size_t i = 0; name->n_parts > 1 && i < name->n_parts; i++) {
		const struct name_part *word = &name->parts[i];
		if (part->n < word->n &&
			(part->letters == word->letters ||
				part->letters + part->n == word->letters + word->n))
			return true;
	}
	return false;
}

static int look_up_part(void *ctx, const struct name_part *part, uint32_t covers)
{
	struct gathering *g = ctx;
	uint64_t keys[NAME_KEYS];

	if (is_foreign_piece(g->name, part))
		return 0;
	g->covers = covers;
	buf_clear(&g->text);
	nameindex_part_text(part, &g->text);
	if (!buf_ok(&g->text))
		return err_nomem();
	if (again(g))
		return 0;
	int n_keys = name_part_keys(g->namer, part, false, keys);
	if (n_keys < 0)
		return n_keys;
	g->letters = part->n;
	g->han = strcmp(part->script, "Hani") == 0;
	g->most = g->cases ? ALIGNED_CASES : g->han ? ALIGNED_HAN : ALIGNED_MAX;
	g->n_near = 0;
	memset(g->offs, 0, sizeof(g->offs));
	name_finish(&g->asked);
	int rc = name_read(g->namer, buf_str(&g->text), g->text.size, NULL, &g->asked);
	if (rc == 0)
		rc = nameindex_part_get(
			g->db, buf_str(&g->text), g->text.size, take_equal, g);
	if (rc > 0 && g->most > ALIGNED_KNOWN)
		g->most = ALIGNED_KNOWN;
	if (rc >= 0)
		rc = nameindex_near(g->db, keys, (size_t)n_keys, note_near, g);
	return rc < 0 ? rc : compare_all_near(g);
}

/* --- the forms they stand in -------------------------------------------------------- */

static struct candidate_form *slot_of(
	struct candidate_form *forms, size_t n_slots, int64_t form)
{
	size_t at = hash_seed((uint64_t)form) & (n_slots - 1);

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

static int meet_form(
	struct gathering *g, const struct stored *s, uint64_t place, bool known_only)
{
	int64_t form = posting_form(place);
	int rc = 0;

	if (2 * (g->n_forms + 1) > g->n_slots)
		rc = grow_forms(g);
	if (rc < 0)
		return rc;
	struct candidate_form *slot = slot_of(g->forms, g->n_slots, form);
	if (slot->form == 0) {
		if (known_only || g->n_forms >= FORMS_MAX)
			return 0;
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

/* At most `max` of the places of a part before `until`. */
static int meet_forms(struct gathering *g, const struct stored *s, size_t max,
	uint64_t until, bool known_only)
{
	uint64_t from = 0;
	size_t n = READ_AT_ONCE, all = 0;
	int rc = 0;

	while (rc == 0 && n == READ_AT_ONCE && all < max) {
		size_t most = max - all < READ_AT_ONCE ? max - all : READ_AT_ONCE;
		rc = nameindex_part_places(g->db, s->id, from, most, g->chunk, &n);
		for (size_t i = 0; rc == 0 && i < n && g->chunk[i] < until; i++)
			rc = meet_form(g, s, g->chunk[i], known_only);
		from = n > 0 ? g->chunk[n - 1] + 1 : from;
		all += n;
	}
	return rc;
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

#define GROUPS_MAX 64

static size_t make_groups(const struct gathering *g, struct group groups[GROUPS_MAX])
{
	size_t n = 0, k;

	for (size_t i = 0; i < g->n; i++) {
		const struct stored *s = &g->stored[i];
		for (k = 0; k < n && groups[k].covers != s->covers; k++)
			;
		if (k == GROUPS_MAX)
			continue;
		if (k == n)
			groups[n++] = (struct group){ .covers = s->covers };
		groups[k].forms += s->forms;
	}
	if (n > 1)
		qsort(groups, n, sizeof(*groups), rare_first);
	return n;
}

static int meet_group(struct gathering *g, uint32_t covers, size_t max, bool known_only)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->n; i++)
		if (g->stored[i].covers == covers)
			rc = meet_forms(g, &g->stored[i], max, UINT64_MAX, known_only);
	return rc;
}

/* A name of one part: first some of the shortest forms of all that comes near to it, as
 * they may be no more than that part, then those of what comes nearest. */
static int meet_single(struct gathering *g)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->n; i++)
		rc = meet_forms(
			g, &g->stored[i], ALONE_MAX, posting_place(2, 0, 0), false);
	for (size_t i = 0; rc == 0 && i < g->n && g->n_forms < SINGLE_FORMS_MAX; i++)
		rc = meet_forms(g, &g->stored[i], SINGLE_FORMS_MAX - g->n_forms,
			UINT64_MAX, false);
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
	qsort(g->stored, g->n, sizeof(*g->stored), by_score);
	if ((all & (all - 1)) == 0)
		return meet_single(g);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		bool last = i == n - 1 && n > 1 &&
			    __builtin_popcount(groups[i].covers) == 1 &&
			    groups[i].forms > LONE_FORMS_MAX;
		rc = meet_group(g, groups[i].covers, FORMS_MAX, last);
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

/* A form that has one part of several is looked at where few have it: the other may be an
 * initial there, or left out. */
static bool is_worth(const struct candidate_form *form, uint32_t all, bool lone)
{
	return form->form != 0 && (lone || (all & (all - 1)) == 0 ||
					  (form->covers & (form->covers - 1)) != 0);
}

static void pick(
	struct gathering *g, uint32_t all, size_t max, struct candidate_forms *out)
{
	bool single = (all & (all - 1)) == 0;
	size_t n = 0;

	for (size_t i = 0; i < g->n_slots; i++) {
		g->forms[i].sum -= single && g->forms[i].step > 0 ? LONE_OFF : 0;
		if (is_worth(&g->forms[i], all, false))
			g->forms[n++] = g->forms[i];
	}
	if (n == 0 && g->n_forms <= LONE_FORMS_MAX)
		for (size_t i = 0; i < g->n_slots; i++)
			if (is_worth(&g->forms[i], all, true))
				g->forms[n++] = g->forms[i];
	if (n > 1)
		qsort(g->forms, n, sizeof(*g->forms), promising_first);
	out->at = steal(&g->forms);
	out->n = n < max ? n : max;
	g->n_slots = g->n_forms = 0;
}

static int cover(void *ctx, const struct name_part *part, uint32_t covers)
{
	(void)part;
	*(uint32_t *)ctx |= covers;
	return 0;
}

int known_gather(bis_db *db, struct namer *n, const struct readings_asked *r, size_t max,
	struct candidate_forms *out)
{
	cleanup(gathering_freep) struct gathering *g = calloc(1, sizeof(*g));
	uint32_t all = 0;
	int rc = 0;

	*out = (struct candidate_forms){ 0 };
	if (g == NULL)
		return err_nomem();
	g->db = db;
	g->namer = n;
	if (r->n > 0)
		rc = nameindex_name_parts(&r->at[0].name, cover, &all);
	for (size_t i = 0; rc == 0 && i < r->n; i++) {
		g->cases = i > 0;
		g->name = &r->at[i].name;
		if (r->at[i].name.n_parts == r->at[0].name.n_parts)
			rc = nameindex_name_parts(&r->at[i].name, look_up_part, g);
	}
	if (rc == 0)
		rc = meet_all(g, all);
	if (rc == 0)
		pick(g, all, max, out);
	return rc;
}
