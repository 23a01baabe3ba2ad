/* SPDX-License-Identifier: Apache-2.0
 *
 * Groups: spellings of one name.
 *
 * A spelling joins the group in which one member is the same name (NAME_SAME), none is
 * plainly another (the complete-link guard), and no other concept of the base is meant.
 * Where two groups would have it, the nearer one gets it; two that are as near, none: the
 * letters alone do not tell two people apart who are both in the text.
 */
#include "config.h"
#include "src/check/people-store.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"

#define GUARD 55.0
#define GUARD_MEMBERS 16  /* that the guard looks at */
#define CANDIDATES 64     /* spellings that share a key and are compared */
#define BUCKET_REACH 2000 /* how far a bucket is gone through */

/* --- keys ------------------------------------------------------------------------ */

static bool has_keys(const struct name_part *p)
{
	return p->role == PART_NAME && p->n > 1;
}

static size_t bucket_size(const struct keymap *m, const uint64_t *keys, size_t n)
{
	size_t size = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t at = keymap_first(m, keys[i]); at != 0 && size < BUCKET_REACH;
			at = keymap_next(m, at))
			size++;
	return size;
}

static void set_add(struct key_set *set, uint64_t key)
{
	set->a |= UINT64_C(1) << (key & 63);
	set->b |= UINT64_C(1) << (key >> 8 & 63);
}

static bool sets_meet(const struct key_set *x, const struct key_set *y)
{
	return (x->a & y->a) != 0 && (x->b & y->b) != 0;
}

static int fill_sets(struct reading *r, struct spelling *x)
{
	uint64_t keys[NAME_KEYS];

	x->n_keys = 0;
	for (size_t i = 0; i < x->name.n_parts; i++) {
		if (!has_keys(&x->name.parts[i]))
			continue;
		int n = name_part_keys(
			r->checking->namer, &x->name.parts[i], false, keys);
		if (n < 0)
			return n;
		for (int k = 0; k < n && x->n_keys < KEYED_PARTS; k++)
			set_add(&x->keys[x->n_keys], keys[k]);
		x->n_keys++;
	}
	return 0;
}

/* Whether each part may have its like in the other name; said without looking at letters,
 * where both have as many. */
static bool may_be_same(const struct spelling *x, const struct spelling *y)
{
	if (x->n_keys != y->n_keys || x->n_keys > KEYED_PARTS)
		return true;
	for (size_t i = 0; i < x->n_keys; i++) {
		bool met = false;
		for (size_t k = 0; k < y->n_keys && !met; k++)
			met = sets_meet(&x->keys[i], &y->keys[k]);
		if (!met)
			return false;
	}
	return true;
}

static int keep_keys(struct reading *r, struct people_store *s, size_t number)
{
	const struct name *name = &s->at[number]->name;
	uint64_t keys[NAME_KEYS];
	int rc = 0;

	for (size_t i = 0; i < name->n_parts; i++) {
		if (!has_keys(&name->parts[i]))
			continue;
		int n = name_part_keys(r->checking->namer, &name->parts[i], false, keys);
		if (n < 0)
			return n;
		for (int k = 0; rc == 0 && k < n; k++)
			rc = keymap_add(&s->parts, keys[k], (uint32_t)number);
	}
	return rc;
}

/* The keys of the part that fewest spellings share; how many, or a negative error. */
static int rarest_keys(struct reading *r, struct people_store *s, const struct name *name,
	uint64_t best[NAME_KEYS])
{
	size_t least = SIZE_MAX;
	uint64_t keys[NAME_KEYS];
	int n_best = 0;

	for (size_t i = 0; i < name->n_parts; i++) {
		if (!has_keys(&name->parts[i]))
			continue;
		int n = name_part_keys(r->checking->namer, &name->parts[i], false, keys);
		if (n < 0)
			return n;
		size_t size = bucket_size(&s->parts, keys, (size_t)n);
		if (n > 0 && size < least) {
			least = size;
			n_best = n;
			memcpy(best, keys, (size_t)n * sizeof(*keys));
		}
	}
	return n_best;
}

/* --- joining --------------------------------------------------------------------- */

static int new_group(struct people_store *s, int64_t concept, int *out)
{
	if (room_for_one(&s->groups, s->n_groups, &s->groups_capacity) < 0)
		return BIS_ENOMEM;
	s->groups[s->n_groups] = (struct name_group){ .concept = concept };
	*out = (int)s->n_groups++;
	return 0;
}

static int join(struct people_store *s, size_t number, int group, int64_t concept)
{
	struct name_group *g = &s->groups[group];

	if (room_for_one(&g->members, g->n, &g->capacity) < 0)
		return BIS_ENOMEM;
	g->members[g->n++] = (uint32_t)number;
	s->at[number]->group = group;
	if (concept == 0 || g->concept == concept)
		return 0;
	g->concept = concept;
	return keymap_add(&s->concepts, (uint64_t) concept, (uint32_t)group);
}

/* Whether no member of the group is plainly another name. */
static int guard(struct reading *r, struct people_store *s, const struct spelling *x,
	const struct name_group *g, bool *ok)
{
	*ok = true;
	for (size_t i = 0; i < g->n && i < GUARD_MEMBERS && *ok; i++) {
		const struct spelling *member = s->at[g->members[i]];
		struct name_comparison c;
		/* case forms are as near as their lemma, which is a member too */
		if (member->lemma != g->members[i])
			continue;
		int rc = name_compare(r->checking->namer, &x->name, &member->name, &c);
		if (rc < 0)
			return rc;
		*ok = c.score >= GUARD;
	}
	return 0;
}

struct nearest {
	int group;
	double score;
	bool tie; /* another group is as near */
};

static int look_at(struct reading *r, struct people_store *s, const struct spelling *x,
	int64_t concept, size_t other, struct nearest *best)
{
	const struct spelling *y = s->at[other];
	struct name_comparison c;
	bool ok;

	if (y->group < 0 || y->single || y == x)
		return 0;
	struct name_group *g = &s->groups[y->group];
	if (concept != 0 && g->concept != 0 && g->concept != concept)
		return 0;
	int rc = name_compare(r->checking->namer, &x->name, &y->name, &c);
	double floor = x->sure && y->sure ? NAME_SAME : NAME_NEAR;
	if (rc < 0 || c.score < floor || c.score < best->score)
		return rc;
	if (y->group == best->group) {
		best->score = c.score;
		return 0;
	}
	rc = guard(r, s, x, g, &ok);
	if (rc < 0 || !ok)
		return rc;
	best->tie = best->group >= 0 && c.score < best->score + 0.5;
	best->group = y->group;
	best->score = c.score;
	return 0;
}

static int nearest_group(struct reading *r, struct people_store *s, size_t number,
	int64_t concept, struct nearest *best)
{
	const struct spelling *x = s->at[number];
	uint64_t keys[NAME_KEYS];
	size_t looked = 0, passed = 0;
	int n = rarest_keys(r, s, &x->name, keys);

	if (n < 0)
		return n;
	for (int i = 0; i < n; i++) {
		for (size_t at = keymap_first(&s->parts, keys[i]);
			at != 0 && looked < CANDIDATES && passed < BUCKET_REACH;
			at = keymap_next(&s->parts, at), passed++) {
			size_t other = keymap_value(&s->parts, at);
			if (!may_be_same(x, s->at[other]))
				continue;
			int rc = look_at(r, s, x, concept, other, best);
			if (rc < 0)
				return rc;
			looked++;
		}
	}
	return 0;
}

/* The group that is certain: of the lemma, or of the concept. */
static int certain_group(
	const struct people_store *s, const struct spelling *x, int64_t concept)
{
	const struct spelling *lemma = s->at[x->lemma];

	if (concept != 0) {
		size_t at = keymap_first(&s->concepts, (uint64_t) concept);
		if (at != 0)
			return (int)keymap_value(&s->concepts, at);
	}
	if (lemma->group < 0)
		return -1;
	int64_t other = s->groups[lemma->group].concept;
	return concept == 0 || other == 0 || other == concept ? lemma->group : -1;
}

int spelling_group(struct reading *r, struct people_store *s, size_t number)
{
	struct spelling *x = s->at[number];
	struct nearest best = { .group = -1 };
	int64_t concept = spelling_concept(x);

	if (x->group >= 0)
		return 0;
	int rc = fill_sets(r, x);
	if (rc < 0)
		return rc;
	best.group = certain_group(s, x, concept);
	if (best.group < 0 && !x->single)
		rc = nearest_group(r, s, number, concept, &best);
	if (rc == 0 && (best.group < 0 || best.tie))
		rc = new_group(s, 0, &best.group);
	if (rc == 0)
		rc = join(s, number, best.group, concept);
	return rc < 0 || x->single ? rc : keep_keys(r, s, number);
}

/* --- alike ----------------------------------------------------------------------- */

static bool same_letters(const struct name_part *a, const struct name_part *b)
{
	return a->n == b->n &&
	       memcmp(a->letters, b->letters, a->n * sizeof(*a->letters)) == 0;
}

/* Of Han characters the first of a part may stand for it: 拉·阿利莫夫. */
static bool is_begun_by(const struct name_part *a, const struct name_part *b)
{
	size_t n = a->n < b->n ? a->n : b->n;

	return n > 0 && strcmp(a->script, "Hani") == 0 &&
	       strcmp(b->script, "Hani") == 0 &&
	       memcmp(a->letters, b->letters, n * sizeof(*a->letters)) == 0;
}

static bool same_part(const struct name_part *a, const struct name_part *b)
{
	if (a->role == PART_INITIAL || b->role == PART_INITIAL)
		return a->n > 0 && b->n > 0 && a->letters[0] == b->letters[0];
	return same_letters(a, b) || is_begun_by(a, b);
}

static bool is_said(const struct name_part *p)
{
	return p->role != PART_HONORIFIC && p->role != PART_PARTICLE;
}

static size_t parts_said(const struct name *n)
{
	size_t said = 0;

	for (size_t i = 0; i < n->n_parts; i++)
		said += is_said(&n->parts[i]);
	return said;
}

static bool has_part(const struct name *n, const struct name_part *p)
{
	for (size_t i = 0; i < n->n_parts; i++)
		if (same_part(&n->parts[i], p))
			return true;
	return false;
}

bool names_alike(const struct name *a, const struct name *b)
{
	const struct name *less = parts_said(a) > parts_said(b) ? b : a;
	const struct name *more = less == a ? b : a;

	for (size_t i = 0; i < less->n_parts; i++)
		if (is_said(&less->parts[i]) && !has_part(more, &less->parts[i]))
			return false;
	return true;
}

bool spelt_alike(const struct spelling *a, const struct spelling *b)
{
	return a->lemma == b->lemma || names_alike(&a->name, &b->name);
}
