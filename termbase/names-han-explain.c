/* SPDX-License-Identifier: Apache-2.0
 *
 * Names in Han characters in words: which character is read how, by which system a
 * spelling is written, what each character stands for; and their spellings for keys.
 */
#include "config.h"
#include "termbase/names-han-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

/* ---- words ---- */

static void say_letters(struct buf *why, const char32_t *letters, size_t n)
{
	char bytes[4];

	for (size_t i = 0; i < n; i++)
		buf_add(why, bytes, utf8_put(bytes, (int32_t)letters[i]));
}

static const char *system_name(const struct han_names *h, const struct way *way)
{
	return h->syllables.systems[way->system]->name;
}

static const char *syllable_at(const struct way *way, size_t i, bool turned)
{
	return way->syllables[turned ? (i + way->n - way->last) % way->n : i];
}

static void say_read(
	const struct han_names *h, const struct han_comparing *c, struct buf *why)
{
	const struct agreement *found = &c->agreement;
	size_t n = found->a->n;

	for (size_t i = 0; i < n; i++) {
		buf_adds(why, i > 0 ? ", " : "");
		say_letters(why, c->characters.letters + i, 1);
		buf_addf(why, " %s", syllable_at(found->a, i, found->reordered));
	}
	buf_addf(why, " (%s)", system_name(h, found->a));
	if (found->left_out) {
		buf_adds(why, "; ");
		say_letters(why, c->characters.letters + n, c->characters.n - n);
		buf_adds(why, " left out");
	}
	if (found->reordered)
		buf_adds(why, "; surname last");
}

static void say_way(const struct way *way, struct buf *why)
{
	for (size_t i = 0; i < way->n; i++)
		buf_addf(why, "%s%s", i > 0 ? " " : "", way->syllables[i]);
}

static void say_ways_agree(
	const struct han_names *h, const struct agreement *found, struct buf *why)
{
	say_way(found->a, why);
	if (found->a->system == found->b->system)
		buf_addf(why, " (%s)", system_name(h, found->a));
	else
		buf_addf(why, " (%s against %s)", system_name(h, found->a),
			system_name(h, found->b));
	if (found->reordered)
		buf_adds(why, "; surname last");
}

static bool is_read_so(const struct han_names *h, const struct characters *c, size_t i,
	const char *syllable)
{
	const char *readings[HAN_READINGS];
	size_t n = han_readings(h->reader, c->letters[i], readings);

	if (i < c->n_surname && c->surname[i] == syllable)
		return true;
	for (size_t k = 0; k < n; k++)
		if (readings[k] == syllable)
			return true;
	return false;
}

/* The way of reading that agrees with most of the characters. */
static const struct way *nearest(
	const struct han_names *h, const struct characters *c, const struct ways *ways)
{
	const struct way *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < ways->n; i++) {
		const struct way *way = &ways->at[i];
		size_t agreed = 1;
		if (way->n != c->n)
			continue;
		for (size_t k = 0; k < way->n; k++)
			agreed += is_read_so(h, c, k, way->syllables[k]);
		if (agreed > most) {
			most = agreed;
			best = way;
		}
	}
	return best;
}

static void say_other_reading(
	const struct han_names *h, const struct han_comparing *c, struct buf *why)
{
	const struct way *way = nearest(h, &c->characters, &c->ways[1]);
	const char *readings[HAN_READINGS];
	size_t said = 0;

	for (size_t i = 0; way != NULL && i < way->n; i++) {
		if (is_read_so(h, &c->characters, i, way->syllables[i]) ||
			han_readings(h->reader, c->characters.letters[i], readings) == 0)
			continue;
		buf_adds(why, said++ > 0 ? ", " : "another syllable: ");
		say_letters(why, c->characters.letters + i, 1);
		buf_addf(why, " is %s, not %s",
			i < c->characters.n_surname ? c->characters.surname[i]
						    : readings[0],
			way->syllables[i]);
	}
	if (said == 0)
		buf_adds(why, "other syllables");
}

/* The pair of ways of one length that differ least. */
static void nearest_pair(const struct ways *a, const struct ways *b, const struct way **x,
	const struct way **y)
{
	size_t most = 0;

	*x = *y = NULL;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++) {
			size_t agreed = 1;
			if (a->at[i].n != b->at[j].n)
				continue;
			for (size_t k = 0; k < a->at[i].n; k++)
				agreed += a->at[i].syllables[k] == b->at[j].syllables[k];
			if (agreed > most) {
				most = agreed;
				*x = &a->at[i];
				*y = &b->at[j];
			}
		}
}

static void say_ways_differ(const struct han_comparing *c, struct buf *why)
{
	const struct way *x, *y;
	size_t said = 0;

	nearest_pair(&c->ways[0], &c->ways[1], &x, &y);
	for (size_t i = 0; x != NULL && i < x->n; i++)
		if (x->syllables[i] != y->syllables[i])
			buf_addf(why, "%s%s against %s",
				said++ > 0 ? ", " : "another syllable: ", x->syllables[i],
				y->syllables[i]);
	if (said == 0)
		buf_adds(why, "other syllables");
}

/* ---- foreign names ---- */

static void say_step(const struct sound_step *step, struct buf *why)
{
	if (step->character != 0)
		say_letters(why, &step->character, 1);
	else
		buf_adds(why, "nothing");
	buf_addc(why, ' ');
	if (step->n > 0)
		say_letters(why, step->letters, step->n);
	else
		buf_adds(why, "without a letter");
}

/* A word with the capital that reading took away. */
static void say_word_of_letters(const char32_t *letters, size_t n, struct buf *why)
{
	char32_t first = n > 0 ? (char32_t)letter_capital((int32_t)letters[0]) : 0;

	if (n == 0)
		return;
	say_letters(why, &first, 1);
	say_letters(why, letters + 1, n - 1);
}

/* One word of characters against one of letters. */
static void say_word(const struct han_names *h, const struct sound_pair *pair,
	size_t *said, struct buf *why)
{
	struct sound_step steps[SOUND_STEPS];
	struct sound_match match;

	sounds_match(h->sounds, pair, &match);
	if (match.established || match.anothers) {
		buf_adds(why, (*said)++ > 0 ? ", " : "");
		say_letters(why, pair->han, pair->n_han);
		buf_adds(why, match.established
				      ? " is the established form of "
				      : " is established for another name than ");
		say_word_of_letters(pair->letters, pair->n, why);
		return;
	}
	size_t n = sounds_steps(h->sounds, pair, steps);
	for (size_t k = 0; k < n; k++) {
		buf_adds(why, (*said)++ > 0 ? ", " : "");
		say_step(&steps[k], why);
	}
}

static struct sound_pair pair_of(
	const struct han_comparing *c, struct han_word letters, struct han_word han)
{
	return (struct sound_pair){ c->texts[1].letters + letters.from,
		c->texts[1].marked + letters.from, letters.n,
		c->texts[0].letters + han.from, han.n };
}

/* The word of letters nearest to a word of characters. */
static size_t nearest_word(
	const struct han_names *h, const struct han_comparing *c, struct han_word han)
{
	size_t best = 0;
	unsigned least = UINT32_MAX;

	for (size_t i = 0; i < c->texts[1].n_words; i++) {
		struct sound_pair pair = pair_of(c, c->texts[1].words[i], han);
		struct sound_match match;
		sounds_match(h->sounds, &pair, &match);
		if (match.cost < least) {
			least = match.cost;
			best = i;
		}
	}
	return best;
}

static void say_sounds(
	const struct han_names *h, const struct han_comparing *c, struct buf *why)
{
	bool used[HAN_WORDS] = { false };
	size_t said = 0;

	for (size_t i = 0; i < c->texts[0].n_words; i++) {
		struct han_word han = c->texts[0].words[i];
		size_t word = nearest_word(h, c, han);
		struct sound_pair pair = pair_of(c, c->texts[1].words[word], han);
		used[word] = true;
		say_word(h, &pair, &said, why);
	}
	buf_adds(why, said == 0 ? "other sounds" : " (characters by sound)");
	if (c->suffix > 0) {
		buf_adds(why, "; ");
		say_word_of_letters(c->texts[0].letters + c->texts[0].n, c->suffix, why);
		buf_adds(why, " on one side only");
	}
	for (size_t i = 0; i < c->texts[1].n_words; i++)
		if (!used[i]) {
			struct han_word word = c->texts[1].words[i];
			buf_adds(why, "; ");
			say_word_of_letters(c->texts[1].letters + word.from, word.n, why);
			buf_adds(why, " on one side only");
		}
}

int han_explain(
	struct han_names *h, const struct name *a, const struct name *b, struct buf *why)
{
	struct han_comparing c;
	struct name_comparison found;
	int rc = han_run(h, a, b, &c, &found);

	if (rc != 1)
		return rc;
	if (c.is == HAN_FOREIGN)
		say_sounds(h, &c, why);
	else if (c.is == HAN_BOTH)
		buf_adds(why, found.score >= NAME_SAME ? "characters of the same sound"
						       : "other characters");
	else if (c.is == HAN_CHARACTERS && c.agreement.found)
		say_read(h, &c, why);
	else if (c.is == HAN_CHARACTERS)
		say_other_reading(h, &c, why);
	else if (c.agreement.found)
		say_ways_agree(h, &c.agreement, why);
	else
		say_ways_differ(&c, why);
	return buf_ok(why) ? 1 : err_nomem();
}

/* ---- spellings for keys ---- */

#define SPELT_LETTERS 64
#define READ_MOST 8     /* a longer part is no Chinese name */
#define SOUNDED_MOST 16 /* characters of a foreign name; what is behind has no say */

struct spelling_out {
	const struct han_names *h;
	const struct name_part *part;
	char32_t letters[SPELT_LETTERS];
	size_t left; /* that may still be given */
	han_spelling_sink *sink;
	void *ctx;
};

static int give(struct spelling_out *o, size_t n)
{
	if (o->left == 0 || n == 0)
		return 0;
	o->left--;
	return o->sink(o->ctx, o->letters, n);
}

/* Adds how a system writes a syllable; the length after it. */
static size_t add_spelling(
	struct spelling_out *o, size_t n, size_t system, const char *syllable)
{
	const struct syllables *s = &o->h->syllables;

	for (size_t i = 0; i < s->n; i++) {
		const struct syllable_spelling *one = &s->at[i];
		if (one->syllable != syllable || one->system != system || one->nth != 0)
			continue;
		for (size_t k = 0; k < one->n && n < SPELT_LETTERS; k++)
			if (!han_is_sign(one->letters[k]))
				o->letters[n++] = one->letters[k];
		break;
	}
	return n;
}

/* The part as each system writes these readings. */
static int give_systems(struct spelling_out *o, const char *const *readings)
{
	int rc = 0;

	for (size_t system = 0; rc == 0 && system < o->h->syllables.n_systems; system++) {
		size_t n = 0;
		for (size_t i = 0; i < o->part->n; i++)
			n = add_spelling(o, n, system, readings[i]);
		rc = give(o, n);
	}
	return rc;
}

/* First readings throughout, then the surname's, then each other reading by itself. */
static int give_readings(struct spelling_out *o)
{
	const char *first[READ_MOST + HAN_SURNAME], *all[HAN_READINGS];
	const struct han_reader *reader = o->h->reader;
	size_t n = o->part->n;
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		if (han_readings(reader, o->part->letters[i], all) == 0)
			return 0;
		first[i] = all[0];
	}
	const char *surname[HAN_SURNAME];
	size_t n_surname = han_surname(reader, o->part->letters, n, surname);
	memcpy(first, surname, n_surname * sizeof(*first));
	rc = give_systems(o, first);
	for (size_t i = 0; i < n && rc == 0; i++) {
		const char *kept = first[i];
		size_t many = han_readings(reader, o->part->letters[i], all);
		for (size_t k = 0; k < many && rc == 0; k++) {
			first[i] = all[k];
			if (all[k] != kept)
				rc = give_systems(o, first);
		}
		first[i] = kept;
	}
	return rc;
}

/* One spelling of each character by the digits of `choice`, the first of which have the
 * most say. */
static int give_sounds(struct spelling_out *o)
{
	char32_t likely[SOUNDED_MOST][2][SPELLING_MAX];
	size_t sizes[SOUNDED_MOST][2], many[SOUNDED_MOST], places = 0;
	size_t n = o->part->n < SOUNDED_MOST ? o->part->n : SOUNDED_MOST;
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		many[i] = sounds_likely(
			o->h->sounds, o->part->letters[i], 2, likely[i], sizes[i]);
		places += many[i] > 1;
	}
	for (size_t choice = 0;
		rc == 0 && choice < (size_t)1 << (places < 5 ? places : 5); choice++) {
		size_t size = 0, bit = 0;
		for (size_t i = 0; i < n; i++) {
			size_t which = many[i] > 1 ? choice >> bit++ & 1 : 0;
			for (size_t k = 0; many[i] > 0 && k < sizes[i][which] &&
					   size < SPELT_LETTERS;
				k++)
				o->letters[size++] = likely[i][which][k];
		}
		rc = give(o, size);
	}
	return rc;
}

int han_part_spellings(struct han_names *h, const struct name_part *part,
	han_spelling_sink *sink, void *ctx)
{
	struct spelling_out o = {
		.h = h, .part = part, .left = HAN_SPELLINGS, .sink = sink, .ctx = ctx
	};
	int rc = han_ready(h);

	if (rc == 0 && part->n <= READ_MOST)
		rc = give_readings(&o);
	return rc == 0 ? give_sounds(&o) : rc;
}
