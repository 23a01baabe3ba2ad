/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts of the base that may be parts of a name.
 *
 * Each part is looked up by its keys.  What shares one is told by its number, length and
 * script alone; the nearest of it are read and aligned, and what can be the same part
 * stays.  Names of a text share many parts, so the finder keeps what was found for each.
 */
#include "config.h"

#include <endian.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/find/mentions-inside.h"
#include "src/find/name-known-inside.h"
#include "src/store/nameindex.h"

#define PART_FLOOR 55.0
#define OFF_MAX 255 /* how far a part can seem to be */
#define LOOKED_UP_MAX 128
#define KEPT_MAX 2000 /* parts; then they are forgotten */

/* How many are aligned, of those in letters and of those in Han characters, which fit
 * nearly any length and take longer. */
struct most {
	size_t letters, han;
};
static const struct most usual = { 100, 20 }, of_han = { 30, 40 };
/* the same where the part itself is there, and of what the name may be a case of */
static const struct most known = { 24, 8 }, han_known = { 10, 20 };
static const struct most of_cases = { 16, 6 };

struct near_part { /* shares a key with the part that is being looked up */
	int64_t id;
	uint16_t off; /* how far it seems to be */
	bool han;
};

/* A part that was found, of whatever words of the name. */
struct found_part {
	int64_t id, forms;
	float score;
};
struct kept_parts { /* what was found for a part */
	size_t n;
	struct found_part at[];
};

struct looking {
	struct mention_finder *f;
	struct namer *namer;
	struct stored_parts *out;
	struct buf text;
	const struct name *name; /* that is being looked up, and the part of it */
	struct name asked;
	uint32_t covers;
	size_t letters;
	bool han, cases;
	struct near_part *near;
	size_t n_near, near_capacity;
	struct found_part *found;
	size_t n_found, found_capacity;
	struct near_side {
		size_t most;              /* that are aligned */
		size_t offs[OFF_MAX + 1]; /* how many of those noted are how far */
		size_t farthest, within;  /* that may be aligned; how many are as near */
	} sides[2];                       /* in letters, in Han characters */
	uint16_t shape_offs[UINT8_MAX + 1];
	uint64_t looked_up[LOOKED_UP_MAX]; /* hashes of parts that were */
	size_t n_looked_up;
};

static void looking_finish(struct looking *l)
{
	buf_free(&l->text);
	free(l->near);
	free(l->found);
	name_finish(&l->asked);
}

void stored_parts_finish(struct stored_parts *s)
{
	free(s->at);
	*s = (struct stored_parts){ 0 };
}

/* --- what is found ------------------------------------------------------------------ */

static int add_found(struct looking *l, const struct nameindex_part *part, double score)
{
	if (room_for_one(&l->found, l->n_found, &l->found_capacity) < 0)
		return BIS_ENOMEM;
	l->found[l->n_found++] = (struct found_part){
		.id = part->id, .forms = part->forms, .score = (float)score
	};
	return 0;
}

static int take_equal(void *ctx, const struct nameindex_part *part)
{
	return add_found(ctx, part, 100);
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

/* How far a part of each shape would seem to be if it shared no key. */
static void measure_shapes(struct looking *l)
{
	for (size_t i = 0; i < N_ELEMENTS(l->shape_offs); i++) {
		uint8_t shape = (uint8_t)i;
		size_t off = length_off(l->letters, l->han,
			nameindex_shape_letters(shape), nameindex_shape_han(shape));
		l->shape_offs[i] = (uint16_t)(2 * off + NAME_KEYS);
	}
}

/* Where as many as are aligned are noted, what is farther than all of them is of no
 * interest any more. */
static void narrow(struct looking *l)
{
	for (int han = 0; han < 2; han++) {
		struct near_side *side = &l->sides[han];
		while (side->most > 0 &&
			side->within - side->offs[side->farthest] >= side->most)
			side->within -= side->offs[side->farthest--];
	}
}

static int note_part(struct looking *l, int64_t id, bool han, size_t off)
{
	struct near_side *side = &l->sides[han];

	if (room_for_one(&l->near, l->n_near, &l->near_capacity) < 0)
		return BIS_ENOMEM;
	l->near[l->n_near++] =
		(struct near_part){ .id = id, .off = (uint16_t)off, .han = han };
	side->offs[off]++;
	side->within++;
	return 0;
}

/* Eight parts from the `at`th of a block on. */
static int note_eight(struct looking *l, const struct nameindex_near *near, size_t at)
{
	uint64_t keys;
	int rc = 0;

	memcpy(&keys, near->keys + at, sizeof(keys));
	for (keys = le64toh(keys); rc == 0 && keys != 0;) {
		unsigned i = (unsigned)__builtin_ctzll(keys) / 8;
		uint8_t shape = near->shapes[at + i];
		bool han = nameindex_shape_han(shape);
		size_t n = keys >> 8 * i & UINT8_MAX;
		size_t off = l->shape_offs[shape] - (n < NAME_KEYS ? n : NAME_KEYS);

		keys &= ~((uint64_t)UINT8_MAX << 8 * i);
		off = off < OFF_MAX ? off : OFF_MAX;
		if (off <= l->sides[han].farthest)
			rc = note_part(l, near->first + (int64_t)(at + i), han, off);
	}
	return rc;
}

/* There may be many under the key of a word that is mostly vowels: they are noted, and
 * only the nearest of them are read and aligned. */
static int note_near(void *ctx, const struct nameindex_near *near)
{
	struct looking *l = ctx;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < NEAR_BLOCK; i += 8)
		rc = note_eight(l, near, i);
	narrow(l);
	return rc;
}

static int compare_near(void *ctx, const struct nameindex_part *part)
{
	struct looking *l = ctx;
	cleanup(name_finish) struct name there = { 0 };
	struct name_comparison comparison;

	if (part->size == l->text.size &&
		memcmp(part->text, buf_str(&l->text), part->size) == 0)
		return 0; /* taken as equal already */
	int rc = name_read(l->namer, part->text, part->size, NULL, &there);
	if (rc == 0)
		rc = name_compare_within(
			l->namer, &l->asked, &there, PART_FLOOR, &comparison);
	if (rc < 0 || comparison.score < PART_FLOOR)
		return rc;
	return add_found(l, part, comparison.score);
}

/* The nearest of each script; of those that are equally far the ones that came into the
 * base first. */
static int compare_all_near(struct looking *l)
{
	size_t left[2], limit[2] = { 0 };
	int rc = 0;

	for (int han = 0; han < 2; han++) {
		const size_t *offs = l->sides[han].offs;
		left[han] = l->sides[han].most;
		while (limit[han] < OFF_MAX && offs[limit[han]] <= left[han])
			left[han] -= offs[limit[han]++];
	}
	for (size_t i = 0; rc >= 0 && i < l->n_near; i++) {
		const struct near_part *near = &l->near[i];
		bool last = near->off == limit[near->han];
		if (near->off > limit[near->han] || (last && left[near->han] == 0))
			continue;
		left[near->han] -= last;
		rc = nameindex_part_read(l->f->db, near->id, compare_near, l);
	}
	return rc < 0 ? rc : 0;
}

/* --- what was found before ---------------------------------------------------------- */

static void forget_parts(struct mention_finder *f)
{
	keep_finish(&f->parts_keep);
	table_clear(&f->parts);
}

static int keep_found(struct looking *l, uint64_t hash)
{
	size_t size = l->n_found * sizeof(*l->found);

	if (l->f->parts.n >= KEPT_MAX)
		forget_parts(l->f);
	struct kept_parts *kept = keep_room(&l->f->parts_keep, sizeof(*kept) + size);
	if (kept == NULL)
		return err_nomem();
	kept->n = l->n_found;
	if (size > 0)
		memcpy(kept->at, l->found, size);
	return table_put(&l->f->parts, hash, kept);
}

/* Puts one among what may stand for the same words. */
static int add_stored(struct looking *l, const struct found_part *part)
{
	struct stored_parts *out = l->out;

	for (size_t i = 0; i < out->n; i++) {
		struct stored *s = &out->at[i];
		if (s->id != part->id || s->covers != l->covers)
			continue;
		s->score = s->score > part->score ? s->score : part->score;
		return 0;
	}
	if (room_for_one(&out->at, out->n, &out->capacity) < 0)
		return BIS_ENOMEM;
	out->at[out->n++] = (struct stored){
		.id = part->id,
		.forms = part->forms,
		.covers = l->covers,
		.score = part->score,
	};
	return 0;
}

static int add_all(struct looking *l, const struct found_part *parts, size_t n)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = add_stored(l, &parts[i]);
	return rc;
}

/* --- one part ----------------------------------------------------------------------- */

/* Whether the part in l->text was looked up for the same words already. */
static bool again(struct looking *l)
{
	uint64_t hash = hash_bytes(buf_str(&l->text), l->text.size, l->covers);

	for (size_t i = 0; i < l->n_looked_up; i++)
		if (l->looked_up[i] == hash)
			return true;
	if (l->n_looked_up == LOOKED_UP_MAX)
		return true;
	l->looked_up[l->n_looked_up++] = hash;
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

static const struct most *most_of(const struct looking *l, bool is_there)
{
	if (l->cases)
		return &of_cases;
	if (is_there)
		return l->han ? &han_known : &known;
	return l->han ? &of_han : &usual;
}

/* Asks the base for what is near to the part in l->text. */
static int ask(struct looking *l, const struct name_part *part)
{
	uint64_t keys[NAME_KEYS];
	int n_keys = name_part_keys(l->namer, part, false, keys);

	if (n_keys < 0)
		return n_keys;
	l->letters = part->n;
	l->han = strcmp(part->script, "Hani") == 0;
	l->n_near = l->n_found = 0;
	measure_shapes(l);
	name_finish(&l->asked);
	int rc = name_read(l->namer, buf_str(&l->text), l->text.size, NULL, &l->asked);
	if (rc == 0)
		rc = nameindex_part_get(
			l->f->db, buf_str(&l->text), l->text.size, take_equal, l);
	if (rc < 0)
		return rc;
	const struct most *most = most_of(l, rc > 0);
	l->sides[0] = (struct near_side){ .most = most->letters, .farthest = OFF_MAX };
	l->sides[1] = (struct near_side){ .most = most->han, .farthest = OFF_MAX };
	rc = nameindex_near(l->f->db, keys, (size_t)n_keys, note_near, l);
	return rc < 0 ? rc : compare_all_near(l);
}

static int look_up_part(void *ctx, const struct name_part *part, uint32_t covers)
{
	struct looking *l = ctx;

	if (is_foreign_piece(l->name, part))
		return 0;
	l->covers = covers;
	buf_clear(&l->text);
	nameindex_part_text(part, &l->text);
	if (!buf_ok(&l->text))
		return err_nomem();
	if (again(l))
		return 0;
	uint64_t hash = hash_bytes(buf_str(&l->text), l->text.size, l->cases ? 2 : 1);
	const struct kept_parts *kept = table_get(&l->f->parts, hash);
	if (kept != NULL)
		return add_all(l, kept->at, kept->n);
	int rc = ask(l, part);
	if (rc == 0)
		rc = keep_found(l, hash);
	return rc < 0 ? rc : add_all(l, l->found, l->n_found);
}

int known_parts(struct mention_finder *f, struct namer *n, const struct readings_asked *r,
	struct stored_parts *out)
{
	cleanup(looking_finish) struct looking l = { .f = f, .namer = n, .out = out };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n; i++) {
		l.cases = i > 0;
		l.name = &r->at[i].name;
		if (r->at[i].name.n_parts == r->at[0].name.n_parts)
			rc = nameindex_name_parts(&r->at[i].name, look_up_part, &l);
	}
	return rc;
}
