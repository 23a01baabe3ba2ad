/* SPDX-License-Identifier: Apache-2.0
 *
 * What must stand beside a way to write a sound for it to be right: letters before and
 * behind it, or the shape of the syllable.  Conditions are few and shared by many rules,
 * so they are kept once, as sets of letters by number, and a rule has the number of its
 * own.
 */
#include "config.h"

#include "termbase/names-rules.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"

void letter_set_add(struct letter_set *s, uint16_t letter)
{
	if (letter < BESIDE_LETTERS)
		s->bits[letter / 64] |= UINT64_C(1) << (letter % 64);
}

static bool set_has(const struct letter_set *s, uint16_t letter)
{
	return letter < BESIDE_LETTERS && s->bits[letter / 64] >> (letter % 64) & 1;
}

int beside_add(struct besides *all, const struct beside *b, uint8_t *number)
{
	static const struct beside nothing;

	*number = 0;
	if (!memcmp(b, &nothing, sizeof(*b)))
		return 0;
	for (size_t i = 0; i < all->n; i++)
		if (!memcmp(&all->at[i], b, sizeof(*b))) {
			*number = (uint8_t)(i + 1);
			return 0;
		}
	if (all->n == UINT8_MAX)
		return err_set(
			BIS_EFORMAT, "more than %d conditions of spelling", UINT8_MAX);
	if (room_for_one(&all->at, all->n, &all->capacity) < 0)
		return BIS_ENOMEM;
	all->at[all->n++] = *b;
	*number = (uint8_t)all->n;
	return 0;
}

/* A letter that stands `at`, or the edge there. */
static bool side_holds(const struct beside_side *side, const struct spelt *s, size_t at)
{
	if (!side->asked)
		return true;
	if (at >= s->n)
		return side->edge;
	return set_has(&side->letters, s->letter[at]) ||
	       set_has(&side->letters, s->plain[at]);
}

/* How many letters the consonant at `at` has: it and an h behind it are one; 0 none. */
static size_t consonant_at(const struct spelt *s, size_t at)
{
	if (at >= s->n || s->kind[at] != LETTER_CONSONANT)
		return 0;
	return at + 1 < s->n && s->raw[at + 1] == 'h' ? 2 : 1;
}

static bool syllable_holds(enum syllable shape, const struct spelt *s, size_t at)
{
	size_t consonant = consonant_at(s, at), next = at + consonant;

	if (shape == SYLLABLE_ANY)
		return true;
	if (!consonant || shape == SYLLABLE_CONSONANT)
		return consonant;
	if (shape == SYLLABLE_CLOSED)
		return next == s->n || consonant_at(s, next);
	return next < s->n && !consonant_at(s, next);
}

bool beside_holds(const struct beside *b, const struct spelt *s, size_t from, size_t to)
{
	if (b->consonant_before && (!from || !consonant_at(s, from - 1)))
		return false;
	if (!syllable_holds(b->syllable, s, to))
		return false;
	/* before the first letter is as far out as behind the last */
	return side_holds(&b->before, s, from - 1) && side_holds(&b->behind, s, to);
}
