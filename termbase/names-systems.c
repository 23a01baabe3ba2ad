/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules of spelling from the romanisation systems: a letter of a language and all that
 * the language's systems make of it are ways to write one sound.  Conditions of rows are
 * kept where they are the edge of a word; rows that hold beside certain letters only are
 * taken where it does no harm to take them everywhere.
 */
#include "config.h"

#include "termbase/names-rules.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"

/* One rendering of one row. */
struct rendered {
	struct way source, way;
	uint64_t group;
	bool across;
	uint8_t scripts; /* one side must be of these; 0 any */
};
struct rendereds {
	struct rendered *at;
	size_t n, capacity;
};

static void rendereds_free(struct rendereds *r)
{
	free(r->at);
}

/* What a row costs: the rule itself next to nothing, what else is met a little more. */
#define PRICE_RULE 1
#define PRICE_OTHER 4

/* The letters of a table's text, small and composed there already, as a way; false where
 * they are too many. */
static bool way_of(struct namer *n, const char *text, struct way *way)
{
	char32_t letters[RULE_SIDE + 1];

	memset(way->letters, 0, sizeof(way->letters));
	way->n = (uint8_t)letters_of(text, strlen(text), letters, RULE_SIDE + 1);
	return way_number(&n->alphabet, letters, way);
}

static int rendereds_add(struct rendereds *r, const struct rendered *rendered)
{
	if (room_for_one(&r->at, r->n, &r->capacity) < 0)
		return BIS_ENOMEM;
	r->at[r->n++] = *rendered;
	return 0;
}

/* Whether reading a name takes the row's letters for others: ى for ی, which then would
 * seem to be written as ى is. */
static bool is_folded_away(const struct namer *n, const struct system_row *row)
{
	char32_t letters[RULE_SIDE];
	size_t count = letters_of(row->source, strlen(row->source), letters, RULE_SIDE);

	for (size_t i = 0; i < count; i++)
		if (letter_folded(&n->alphabet, letters[i]) != letters[i])
			return true;
	return false;
}

/* Whether a row's condition must hold for it to be true of a name: what becomes of a
 * consonant beside certain letters says nothing of it elsewhere, but vowels and signs are
 * written with and without their glides by many, whatever the rule says.  Of unvowelled
 * scripts only what holds everywhere is taken. */
static bool is_narrow(
	const struct namer *n, const struct system_row *row, const struct rendered *of)
{
	char32_t first[1];

	if ((!*row->left || !strcmp(row->left, "^")) &&
		(!*row->right || !strcmp(row->right, "$")))
		return false;
	if (of->scripts)
		return true;
	return letters_of(row->source, strlen(row->source), first, 1) &&
	       first[0] < ALPHABET_TOP && n->alphabet.kind[first[0]] == LETTER_CONSONANT;
}

/* Whether another consonant of the system has the rendering for its own: then, as one
 * that is met too, it would make two letters one. */
static bool is_of_another(const struct namer *n, const struct system *s,
	const struct system_row *row, size_t i)
{
	char32_t first[1];

	if (!letters_of(row->source, strlen(row->source), first, 1) ||
		first[0] >= ALPHABET_TOP ||
		n->alphabet.kind[first[0]] != LETTER_CONSONANT)
		return false;
	for (size_t k = 0; k < s->n_rows; k++) {
		const struct system_row *other = &s->rows[k];

		if (other->n_renderings && *other->renderings[0] == *row->renderings[i] &&
			!strcmp(other->renderings[0], row->renderings[i]) &&
			strcmp(other->source, row->source))
			return true;
	}
	return false;
}

static int collect_row(struct namer *n, const struct system *s,
	const struct system_row *row, struct rendered *rendered, struct rendereds *all)
{
	int rc = 0;

	if (!way_of(n, row->source, &rendered->source) || !rendered->source.n ||
		is_narrow(n, row, rendered) || is_folded_away(n, row))
		return 0;
	for (size_t i = 0; i < row->n_renderings && !rc; i++) {
		if (i && is_of_another(n, s, row, i))
			continue;
		rendered->way = (struct way){ .price = i ? PRICE_OTHER : PRICE_RULE,
			.aside = i > 0 };
		if (!strcmp(row->left, "^"))
			rendered->way.flags |= RULE_START;
		if (!strcmp(row->right, "$"))
			rendered->way.flags |= RULE_END;
		if (!way_of(n, row->renderings[i], &rendered->way))
			continue;
		/* what one writes and another leaves out says nothing of other letters */
		rendered->way.first_only = !rendered->way.n;
		rc = rendereds_add(all, rendered);
	}
	return rc;
}

/* Spellings for readers of another language belong to that language's usage, all others
 * to the language they are from. */
static uint64_t system_group(struct namer *n, const struct system *s)
{
	size_t from = strcspn(s->from, "-"), to = strcspn(s->to, "-");
	bool abroad = strncmp(s->to, "en", 2) &&
		      (to != from || strncmp(s->to, s->from, to)) &&
		      !strcmp(s->kind, "usage");

	return abroad ? groups_bit(&n->groups, s->to, to)
		      : groups_bit(&n->groups, s->from, from);
}

/* What unvowelled scripts leave unwritten, or write at every turn, says nothing of names
 * in other letters. */
static uint8_t only_script(const struct system *s)
{
	for (int script = IN_ARABIC; script <= IN_DEVANAGARI; script++)
		if (!strcmp(s->from_script, script_tag((enum name_script)script)))
			return (uint8_t)(1u << script);
	return 0;
}

static int collect_systems(struct namer *n, struct rendereds *all)
{
	size_t count = systems_count(n->systems);
	int rc = 0;

	for (size_t i = 0; i < count && !rc; i++) {
		const struct system *s = systems_at(n->systems, i);
		struct rendered rendered = { 0 };

		if (*s->reader || s->through)
			continue;
		rendered.group = system_group(n, s);
		rendered.across = groups_across(&n->groups, rendered.group);
		rendered.scripts = only_script(s);
		for (size_t k = 0; k < s->n_rows && !rc; k++)
			rc = collect_row(n, s, &s->rows[k], &rendered, all);
	}
	return rc;
}

static int by_source(const void *x, const void *y)
{
	const struct rendered *a = x, *b = y;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->scripts != b->scripts)
		return a->scripts - b->scripts;
	if (a->source.n != b->source.n)
		return a->source.n - b->source.n;
	return memcmp(a->source.letters, b->source.letters, sizeof(a->source.letters));
}

/* A letter of a language and all that its systems make of it are ways to write one
 * sound. */
static int add_renderings(struct namer *n, const struct rendered *from, size_t count)
{
	struct sound s = {
		.groups = from->group, .across = from->across, .scripts = from->scripts
	};

	s.ways[s.n++] = from->source;
	for (size_t i = 0; i < count && s.n < WAYS_MAX; i++) {
		bool known = false;

		for (size_t k = 0; k < s.n && !known; k++)
			known = way_same(&s.ways[k], &from[i].way) &&
				s.ways[k].price <= from[i].way.price &&
				!(s.ways[k].flags & ~from[i].way.flags);
		if (!known)
			s.ways[s.n++] = from[i].way;
	}
	return rules_add_sound(&n->rules, &s);
}

int rules_add_systems(struct namer *n)
{
	cleanup(rendereds_free) struct rendereds all = { 0 };
	int rc = collect_systems(n, &all);

	if (rc || !all.n)
		return rc;
	qsort(all.at, all.n, sizeof(*all.at), by_source);
	for (size_t i = 0, from = 0; i < all.n && !rc; i++) {
		if (i + 1 < all.n && !by_source(&all.at[i], &all.at[i + 1]))
			continue;
		rc = add_renderings(n, &all.at[from], i + 1 - from);
		from = i + 1;
	}
	return rc;
}
