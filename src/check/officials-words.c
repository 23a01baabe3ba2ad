/* SPDX-License-Identifier: Apache-2.0
 *
 * The official names that a word of a text leads to.
 *
 * A word is asked for once.  Names of two words are not looked for (people and places are
 * called so, and there are many of them), nor words that stand in more names than could
 * tell one from the other.
 *
 * A word the base does not have may be a misprint of one it has: of several that are near,
 * the nearest that stands in names of the language.
 */
#include "config.h"
#include "src/check/officials-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"

#define MOST_FORMS 250 /* a word of more tells nothing */
#define SLOTS_MIN 1024u
#define LEAST_WORDS 3   /* of a form, with its light words */
#define LEAST_HAN 4     /* characters of one */
#define NEAR_MOST 200   /* words looked at for one that is misspelt */
#define LEAST_LETTERS 5 /* of a misprint */
#define TWO_LETTERS 9   /* of one with two letters wrong */
#define LONG_WORD 7     /* letters of one whose first may be wrong */
#define ENDING 2        /* letters at the end of a word that change in a sentence */

static int add_places(void *ctx, const struct term_stem *stem, int distance)
{
	struct officials *o = ctx;
	struct places_query query = { .lang_slots = o->langs, .max = 4 * MOST_FORMS };

	(void)distance;
	o->found = true;
	o->common = stem->forms > 8 * MOST_FORMS;
	if (o->common)
		return 0;
	return termindex_places(o->checking->db, stem->id, &query, &o->places);
}

static int by_official(const void *a, const void *b)
{
	const struct official *one = *(const struct official *const *)a;
	const struct official *other = *(const struct official *const *)b;

	return one->form->form < other->form->form ? -1
						   : one->form->form > other->form->form;
}

static int fill_word(struct officials *o, struct word_slot *word)
{
	unsigned least = posting_length_step(o->han ? LEAST_HAN : LEAST_WORDS);
	int rc = 0;

	if (o->places.n == 0)
		return 0;
	word->at = calloc(o->places.n, sizeof(*word->at));
	if (word->at == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < o->places.n && word->n <= MOST_FORMS; i++) {
		if (posting_step(o->places.at[i]) < least)
			continue;
		rc = official_of(o, posting_form(o->places.at[i]), &word->at[word->n]);
		word->n += rc == 0 && word->at[word->n] != NULL;
	}
	word->common |= word->n > MOST_FORMS;
	if (word->common)
		word->n = 0;
	if (word->n > 1)
		qsort(word->at, word->n, sizeof(*word->at), by_official);
	return rc;
}

static int grow_words(struct officials *o)
{
	size_t slots = o->word_slots == 0 ? SLOTS_MIN : o->word_slots * 2;
	struct word_slot *new = calloc(slots, sizeof(*new));

	if (new == NULL)
		return err_nomem();
	for (size_t i = 0; i < o->word_slots; i++) {
		if (o->words[i].key == 0)
			continue;
		size_t slot = o->words[i].key & (slots - 1);
		while (new[slot].key != 0)
			slot = (slot + 1) & (slots - 1);
		new[slot] = o->words[i];
	}
	free(o->words);
	o->words = new;
	o->word_slots = slots;
	return 0;
}

static int is_known(void *ctx, const struct term_stem *stem, int distance)
{
	bool *known = ctx;

	(void)stem;
	(void)distance;
	*known = true;
	return 0;
}

static int ask_for(
	struct officials *o, const char *folded, size_t size, struct word_slot *word)
{
	o->places.n = 0;
	o->found = o->common = false;
	int rc = termindex_stemmed(o->checking->db, o->lang, folded, size, add_places, o);

	word->known = o->found;
	word->common = o->common;
	if (rc >= 0 && !word->known)
		rc = termindex_known_word(
			o->checking->db, folded, size, is_known, &word->known);
	return rc < 0 ? rc : fill_word(o, word);
}

/* The slot of a word as it is written; its key is not set where it was not met before. */
static int slot_of(
	struct officials *o, const char *text, size_t size, uint64_t *key, size_t *slot)
{
	if (o->n_words * 2 >= o->word_slots && grow_words(o) < 0)
		return BIS_ENOMEM;
	*key = hash_bytes(text, size, 7) | 1;
	*slot = *key & (o->word_slots - 1);
	while (o->words[*slot].key != 0 && o->words[*slot].key != *key)
		*slot = (*slot + 1) & (o->word_slots - 1);
	return 0;
}

static int fold_word(struct officials *o, const char *text, size_t size)
{
	buf_clear(&o->folded);
	int rc = fold_text(FOLD_LOOSE, text, size, o->lang, &o->folded);
	return rc < 0 || buf_ok(&o->folded) ? rc : err_nomem();
}

/* The word's slot, filled.  Slots move when others are added. */
static int word_at(struct officials *o, const char *text, size_t size, size_t *slot)
{
	uint64_t key;
	int rc = slot_of(o, text, size, &key, slot);

	if (rc < 0 || o->words[*slot].key != 0)
		return rc;
	struct word_slot word = { 0 };
	rc = fold_word(o, text, size);
	if (rc == 0)
		rc = ask_for(o, buf_str(&o->folded), o->folded.size, &word);
	if (rc < 0) {
		free(word.at);
		return rc;
	}
	word.key = key;
	o->words[*slot] = word;
	o->n_words++;
	return 0;
}

int officials_with(struct officials *o, const char *word, size_t size,
	const struct official *const **out, size_t *n)
{
	size_t slot;
	int rc = word_at(o, word, size, &slot);

	*n = 0;
	if (rc < 0)
		return rc;
	*out = o->words[slot].at;
	*n = o->words[slot].n;
	return 0;
}

int officials_know(struct officials *o, const char *word, size_t size, bool *known)
{
	size_t slot;
	int rc = word_at(o, word, size, &slot);

	*known = rc < 0 || o->words[slot].known;
	return rc;
}

/* --- misprints ---------------------------------------------------------------------- */

struct nearest {
	struct officials *o;
	struct buf word, best; /* folded: as it is written, and what it is read as */
	double cost;           /* of the best; 0 there is none */
};

static void nearest_finish(struct nearest *n)
{
	buf_free(&n->word);
	buf_free(&n->best);
}

/* Letters that are the same from the beginning on. */
static size_t same_letters(
	const char *a, const char *b, const char *end_a, const char *end_b)
{
	size_t n = 0;

	while (a < end_a && b < end_b && utf8_next(&a, end_a) == utf8_next(&b, end_b))
		n++;
	return n;
}

/* How far a word is from what it may be a misprint of; 0 too far.  Where words have
 * endings that no stemmer knows, another ending is no misprint. */
static double cost_of(
	const struct nearest *n, const char *word, size_t size, int distance)
{
	const char *written = buf_str(&n->word);
	size_t letters = utf8_length(written, n->word.size);
	size_t meant = utf8_length(word, size);
	size_t same = same_letters(written, word, written + n->word.size, word + size);

	if (meant < LEAST_LETTERS || (distance > 1 && (meant < TWO_LETTERS || same == 0)))
		return 0;
	size_t ending = !n->o->cases ? 0 : unit_reader_stems(n->o->reader) ? 1 : ENDING;
	if (same + ending > (letters < meant ? letters : meant))
		return 0;
	if (same == 0 && meant < LONG_WORD)
		return 0;
	return distance + (same == 0 ? 0.5 : 0);
}

static int look_at_near(void *ctx, const char *word, size_t size, int distance)
{
	struct nearest *n = ctx;
	double cost = cost_of(n, word, size, distance);
	size_t slot;

	if (cost == 0 || (n->cost != 0 && cost >= n->cost))
		return 0;
	int rc = word_at(n->o, word, size, &slot);
	if (rc < 0 || (n->o->words[slot].n == 0 && !n->o->words[slot].common))
		return rc;
	buf_clear(&n->best);
	buf_add(&n->best, word, size);
	n->cost = cost;
	return buf_ok(&n->best) ? 0 : err_nomem();
}

/* Asks what a word is a misprint of, and keeps it with the word. */
static int find_meant(struct officials *o, const char *text, size_t size, uint64_t key)
{
	cleanup(nearest_finish) struct nearest n = { .o = o };
	uint64_t meant = 0, stem = 0, again;
	size_t slot;
	int rc = fold_word(o, text, size);

	if (rc == 0)
		buf_add(&n.word, buf_str(&o->folded), o->folded.size);
	if (rc == 0 && !buf_ok(&n.word))
		return err_nomem();
	if (rc == 0 && utf8_length(buf_str(&n.word), n.word.size) >= LEAST_LETTERS)
		rc = termindex_near_words(o->checking->db, buf_str(&n.word), n.word.size,
			NEAR_MOST, look_at_near, &n);
	if (rc == 0 && n.cost != 0)
		rc = unit_reader_word(o->reader, buf_str(&n.best), n.best.size, &stem);
	if (rc == 0 && n.cost != 0)
		rc = slot_of(o, buf_str(&n.best), n.best.size, &meant, &slot);
	if (rc == 0)
		rc = slot_of(o, text, size, &again, &slot);
	if (rc < 0 || o->words[slot].key != key)
		return rc;
	o->words[slot].asked = true;
	o->words[slot].meant = meant;
	o->words[slot].stem = stem;
	return 0;
}

static bool slot_with(const struct officials *o, uint64_t key, size_t *slot)
{
	*slot = key & (o->word_slots - 1);
	while (o->words[*slot].key != 0 && o->words[*slot].key != key)
		*slot = (*slot + 1) & (o->word_slots - 1);
	return o->words[*slot].key == key;
}

int officials_meant(
	struct officials *o, const char *word, size_t size, struct meant_word *out)
{
	size_t slot = 0, other;
	int rc = word_at(o, word, size, &slot);

	*out = (struct meant_word){ 0 };
	if (rc < 0 || o->words[slot].known)
		return rc;
	uint64_t key = o->words[slot].key;
	if (!o->words[slot].asked)
		rc = find_meant(o, word, size, key);
	if (rc < 0 || !slot_with(o, key, &slot) || o->words[slot].meant == 0 ||
		!slot_with(o, o->words[slot].meant, &other))
		return rc;
	*out = (struct meant_word){ o->words[slot].stem, o->words[other].at,
		o->words[other].n };
	return 0;
}
