/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing names where Han characters or Chinese names in letters are met: which way of
 * comparing is the right one, and what comes of it as a score.
 *
 * Chinese against letters: some reading of each character must be the syllable that
 * stands in its place.  Letters against letters: both cut into syllables, which must be
 * the same.  A foreign name: word against word by the sounds of the characters.
 */
#include "config.h"
#include "termbase/names-han-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/utf8.h"
#include "termbase/names-inside.h"

#define PRICE_LEFT_OUT 7.0
#define PRICE_REORDERED 4.0
#define PRICE_SYSTEM 2.0    /* written by a system other than pinyin or Palladius */
#define PRICE_HABIT 1.0     /* a spelling that is met, not the system's own */
#define PRICE_DOUBTFUL 26.0 /* might be read so, but is likelier something else */
#define PRICE_HYPHENED 14.0 /* the same, with a hyphen */
#define SCORE_SYLLABLE 40.0 /* of another syllable, at most */
#define SCORE_EFFORTLESS 98.5
#define FOREIGN_FROM 3 /* characters */
#define CHINESE_MOST 3 /* characters of a name with a surname of one */

void han_names_free(struct han_names *h)
{
	if (h == NULL)
		return;
	syllables_close(&h->syllables);
	sounds_free(h->sounds);
	han_reader_free(h->reader);
	free(h);
}

int han_names_new(const struct systems *systems, struct han_names **out)
{
	struct han_names *h = calloc(1, sizeof(*h));

	*out = h;
	if (h == NULL)
		return err_nomem();
	h->systems = systems;
	return 0;
}

/* Reads the tables, once. */
int han_ready(struct han_names *h)
{
	cleanup(han_reader_freep) struct han_reader *reader = NULL;

	if (h->reader != NULL)
		return 0;
	int rc = han_reader_new(&reader);
	rc = rc < 0 ? rc : sounds_open(reader, &h->sounds);
	rc = rc < 0 ? rc : syllables_open(&h->syllables, reader, h->systems);
	if (rc < 0) {
		syllables_close(&h->syllables);
		sounds_free(h->sounds);
		h->sounds = NULL;
		return rc;
	}
	h->reader = steal(&reader);
	return 0;
}

/* ---- Chinese names ---- */

/* Syllable `i` of a way; with the last word first where `turned`. */
static const char *syllable_of(const struct way *way, size_t i, bool turned)
{
	return way->syllables[turned ? (i + way->n - way->last) % way->n : i];
}

static bool can_turn(const struct way *way)
{
	return way->words > 1;
}

/* A person's name in letters: two or three words at most, a surname and no more than
 * three syllables behind it, or before it. */
static bool is_person(const struct han_names *h, const struct way *way)
{
	size_t given = (size_t)way->n - way->first;

	if (way->words < 2 || way->words > 3)
		return false;
	if (way->first <= 2 && given <= 3 &&
		han_read_surname(h->reader, way->syllables, way->first))
		return true;
	return way->words == 2 && way->last <= 2 && way->n - way->last <= 3 &&
	       han_read_surname(
		       h->reader, way->syllables + way->n - way->last, way->last);
}

bool han_is_plain(const struct han_names *h, const struct way *way)
{
	return way->system == h->syllables.plain;
}

/* Wade–Giles that could be pinyin is likelier pinyin, but for a hyphen, which pinyin has
 * not. */
static double price_of(
	const struct han_names *h, const struct ways *ways, const struct way *way)
{
	const struct system *system = h->syllables.systems[way->system];
	double price = PRICE_HABIT * way->loose;

	if (han_is_plain(h, way) || strcmp(system->to_script, "Latn") != 0)
		return price;
	for (size_t i = 0; i < ways->n; i++)
		if (han_is_plain(h, &ways->at[i]))
			return price + (ways->hyphened ? PRICE_HYPHENED : PRICE_DOUBTFUL);
	return price + PRICE_SYSTEM;
}

static void take_agreement(struct agreement *best, const struct agreement *other)
{
	if (!best->found || other->price < best->price)
		*best = *other;
}

static bool has_reading(const struct han_names *h, char32_t c, const char *syllable)
{
	const char *readings[HAN_READINGS];
	size_t n = han_readings(h->reader, c, readings);

	for (size_t i = 0; i < n; i++)
		if (readings[i] == syllable)
			return true;
	return false;
}

static bool reads_so(const struct han_names *h, const struct characters *c,
	const struct way *way, size_t n, bool turned)
{
	if (way->n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *syllable = syllable_of(way, i, turned);
		if (i < c->n_surname && c->surname[i] == syllable)
			continue;
		if (!has_reading(h, c->letters[i], syllable))
			return false;
	}
	return true;
}

/* The kind of place, or the title, at the end of the characters, that the letters may
 * lack.  One character behind somebody's surname is the end of the given name. */
static size_t suffix_of(
	const struct han_names *h, const struct characters *c, const struct way *way)
{
	size_t suffix = sounds_suffix(h->sounds, c->letters, c->n);

	return suffix == 1 && c->n_surname > 0 && is_person(h, way) ? 0 : suffix;
}

static void agree_so(const struct han_names *h, const struct characters *c,
	const struct ways *ways, const struct way *way, struct agreement *best)
{
	size_t suffix = suffix_of(h, c, way);

	for (int turned = 0; turned <= (can_turn(way) ? 1 : 0); turned++)
		for (int cut = 0; cut <= (suffix > 0 ? 1 : 0); cut++) {
			size_t n = cut ? c->n - suffix : c->n;
			struct agreement found = { .found = true,
				.left_out = cut,
				.reordered = turned,
				.a = way };
			if (!reads_so(h, c, way, n, turned))
				continue;
			found.price = price_of(h, ways, way) + PRICE_LEFT_OUT * cut +
				      PRICE_REORDERED * turned;
			take_agreement(best, &found);
		}
}

static void agree_characters(const struct han_names *h, const struct characters *c,
	const struct ways *ways, struct agreement *best)
{
	for (size_t i = 0; i < ways->n; i++)
		agree_so(h, c, ways, &ways->at[i], best);
}

static bool same_syllables(const struct way *a, const struct way *b, bool turned)
{
	if (a->n != b->n || (turned && !can_turn(b)))
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (syllable_of(a, i, false) != syllable_of(b, i, turned))
			return false;
	return true;
}

void agree_ways(const struct han_names *h, const struct ways *a, const struct ways *b,
	struct agreement *best)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++) {
			const struct way *x = &a->at[i], *y = &b->at[j];
			struct agreement found = { .found = true, .a = x, .b = y };
			if (!same_syllables(x, y, false)) {
				if (!same_syllables(x, y, true) &&
					!same_syllables(y, x, true))
					continue;
				found.reordered = true;
			}
			/* by one system twice, it is the same letters */
			found.price = x->system == y->system
					      ? PRICE_HABIT * (x->loose + y->loose)
					      : price_of(h, a, x) + price_of(h, b, y);
			found.price += PRICE_REORDERED * found.reordered;
			take_agreement(best, &found);
		}
}

static void say_agreed(const struct agreement *agreement, struct name_comparison *out)
{
	*out = (struct name_comparison){ .score = 100 - agreement->price,
		.explained = 100 - agreement->price >= NAME_SAME,
		.left_out = agreement->left_out,
		.reordered = agreement->reordered,
		.veto = "" };
}

static void say_other_syllable(struct name_comparison *out)
{
	*out = (struct name_comparison){
		.score = SCORE_SYLLABLE, .consonants = 1, .veto = "another syllable"
	};
}

/* ---- which of them ---- */

void characters_read(
	const struct han_names *h, const struct han_text *text, struct characters *out)
{
	*out = (struct characters){ .letters = text->letters, .n = text->n };
	out->n_surname = han_surname(h->reader, text->letters, text->n, out->surname);
}

/* Two to four characters that begin with a surname, and the same number of syllables in
 * two words: nobody but a Chinese is called so. */
static bool must_agree(const struct characters *c, const struct ways *ways)
{
	if (c->n_surname == 0 || c->n_surname >= c->n || c->n - c->n_surname > 2)
		return false;
	for (size_t i = 0; i < ways->n; i++)
		if (ways->at[i].words > 1 && ways->at[i].n == c->n)
			return true;
	return false;
}

/* As many syllables of pinyin as characters, though others, or a person's name in pinyin:
 * a name of China most likely, unless the characters give foreign sounds without any
 * effort, or are three or more that are seldom used for anything else. */
static bool could_agree(
	const struct han_names *h, const struct characters *c, const struct ways *ways)
{
	for (size_t i = 0; i < ways->n; i++)
		if (han_is_plain(h, &ways->at[i]) &&
			(ways->at[i].n == c->n || is_person(h, &ways->at[i])))
			return true;
	return false;
}

/* Whether the characters are a name of another language, which fits as well as the score
 * says.  With a surname in front as many as a Chinese name may have are no proof. */
static bool is_foreign(
	const struct han_names *h, const struct han_comparing *c, double score)
{
	const struct han_text *han = &c->texts[0];
	size_t from = c->characters.n_surname > 0 ? CHINESE_MOST + 1 : FOREIGN_FROM;

	return score >= SCORE_EFFORTLESS ||
	       (score >= NAME_SAME && han->n >= from &&
		       sounds_foreign(h->sounds, han->letters, han->n));
}

/* Characters (the first text) against letters. */
static void compare_letters(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out)
{
	struct han_text *han = &c->texts[0];
	const struct han_text *letters = &c->texts[1];

	c->is = HAN_CHARACTERS;
	if (han->n_words == 1 && han->n <= WAY_SYLLABLES + 2) {
		characters_read(h, han, &c->characters);
		ways_read(&h->syllables, letters, &c->ways[1]);
		agree_characters(h, &c->characters, &c->ways[1], &c->agreement);
	}
	if (c->agreement.found) {
		say_agreed(&c->agreement, out);
		return;
	}
	if (must_agree(&c->characters, &c->ways[1])) {
		say_other_syllable(out);
		return;
	}
	if (!foreign_compare(h, c, out) && !is_foreign(h, c, out->score) &&
		could_agree(h, &c->characters, &c->ways[1]))
		say_other_syllable(out);
	else
		c->is = HAN_FOREIGN;
}

static bool same_characters(const struct han_text *a, const struct han_text *b)
{
	if (a->n != b->n || a->n_words != b->n_words)
		return false;
	return memcmp(a->letters, b->letters, a->n * sizeof(*a->letters)) == 0;
}

static bool same_sounds(
	const struct han_names *h, const struct han_text *a, const struct han_text *b)
{
	const char *one[HAN_READINGS], *other[HAN_READINGS];

	if (a->n != b->n || a->n_words != b->n_words || a->n_words < 2)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		if (a->letters[i] == b->letters[i])
			continue;
		if (han_readings(h->reader, a->letters[i], one) == 0 ||
			han_readings(h->reader, b->letters[i], other) == 0 ||
			one[0] != other[0])
			return false;
	}
	return true;
}

/* Both in Han characters: the same ones (folding has made them simplified), or in a
 * foreign name others of the same sound. */
static void compare_han(const struct han_names *h, const struct han_text *a,
	const struct han_text *b, struct name_comparison *out)
{
	if (same_characters(a, b))
		*out = (struct name_comparison){
			.score = 100, .explained = true, .veto = ""
		};
	else if (same_sounds(h, a, b))
		*out = (struct name_comparison){
			.score = 90, .explained = true, .veto = ""
		};
	else
		*out = (struct name_comparison){ .score = SCORE_SYLLABLE,
			.consonants = 1,
			.veto = "another character" };
}

/* Whether a way to read it is a person's name. */
static bool has_person(const struct han_names *h, const struct ways *ways)
{
	for (size_t i = 0; i < ways->n; i++)
		if (is_person(h, &ways->at[i]))
			return true;
	return false;
}

/* Neither has Han characters: a case only where both are whole Chinese names. */
static void compare_syllables(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out)
{
	for (size_t i = 0; i < 2; i++) {
		if (c->texts[i].n_words < 2)
			return;
		ways_read(&h->syllables, &c->texts[i], &c->ways[i]);
		if (!has_person(h, &c->ways[i]))
			return;
	}
	c->is = HAN_SYLLABLES;
	agree_ways(h, &c->ways[0], &c->ways[1], &c->agreement);
	if (c->agreement.found)
		say_agreed(&c->agreement, out);
	else
		say_other_syllable(out);
}

/* ---- whole names ---- */

/* Whether a name without Han characters may be cut into syllables. */
static bool could_be_syllables(const struct han_names *h, const struct name *name)
{
	for (size_t i = 0; i < name->n_parts; i++)
		if (name->parts[i].role != PART_HONORIFIC &&
			!syllables_could_be(&h->syllables, &name->parts[i]))
			return false;
	return true;
}

/* Chinese names in letters have no other scripts, and are short. */
static bool may_be_chinese(const struct name *name)
{
	size_t n = 0;

	if (name->n_parts < 2 || name->n_parts > 5)
		return false;
	for (size_t i = 0; i < name->n_parts; i++)
		n += name->parts[i].n;
	return n <= 26 &&
	       (strcmp(name->script, "Latn") == 0 || strcmp(name->script, "Cyrl") == 0);
}

static bool has_han(const struct name *name)
{
	for (size_t i = 0; i < name->n_parts; i++)
		for (size_t k = 0; k < name->parts[i].n; k++)
			if (han_is_character(name->parts[i].letters[k]))
				return true;
	return false;
}

static bool is_case(const struct name *a, const struct name *b)
{
	if (a->n_parts == 0 || b->n_parts == 0)
		return false;
	return (may_be_chinese(a) && may_be_chinese(b)) || has_han(a) || has_han(b);
}

static void run_texts(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out)
{
	if (c->texts[0].n_words == 0 || c->texts[1].n_words == 0)
		return;
	if (!c->texts[0].han && !c->texts[1].han) {
		compare_syllables(h, c, out);
	} else if (c->texts[0].han && c->texts[1].han) {
		c->is = HAN_BOTH;
		compare_han(h, &c->texts[0], &c->texts[1], out);
	} else {
		compare_letters(h, c, out);
	}
}

int han_run(struct han_names *h, const struct name *a, const struct name *b,
	struct han_comparing *c, struct name_comparison *out)
{
	c->is = HAN_NOT_MINE;
	c->agreement.found = false;
	c->ways[0].n = c->ways[1].n = 0;
	c->characters.n = c->characters.n_surname = 0;
	c->suffix = 0;
	if (!is_case(a, b))
		return 0;
	int rc = han_ready(h);
	if (rc == 0 && !has_han(a) && !has_han(b) &&
		(!could_be_syllables(h, a) || !could_be_syllables(h, b)))
		return 0;
	rc = rc < 0 ? rc : han_text_read(a, &c->texts[0]);
	rc = rc < 0 ? rc : han_text_read(b, &c->texts[1]);
	if (rc < 0)
		return rc;
	if (!c->texts[0].han && c->texts[1].han) {
		struct han_text other = c->texts[0];
		c->texts[0] = c->texts[1];
		c->texts[1] = other;
	}
	run_texts(h, c, out);
	return c->is != HAN_NOT_MINE;
}

int han_compare(struct han_names *h, const struct name *a, const struct name *b,
	struct name_comparison *out)
{
	struct han_comparing c;

	return han_run(h, a, b, &c, out);
}
