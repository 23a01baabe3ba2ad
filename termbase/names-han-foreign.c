/* SPDX-License-Identifier: Apache-2.0
 *
 * A foreign name in Han characters: its words (parted by a dot) against the words of the
 * name in letters, each by sound, in order; the name of fewer words may lack a
 * patronymic, the surname may stand first.
 */
#include "config.h"
#include "termbase/names-han-inside.h"

#include <string.h>

#define PRICE_LEFT_OUT 7.0
#define PRICE_REORDERED 4.0
#define SCORE_CONSONANT 45.0
#define SCORE_VOWEL 72.0
#define PRICE_JOINED 3.0 /* words written together */
#define SCORE_ALONE 69.0

struct word_score {
	double score;
	unsigned vowels, consonants;
};

static double score_of(const struct sound_match *match, size_t characters)
{
	double price = (double)match->cost / (double)(characters < 2 ? 2 : characters);
	double score = 100 - price * 1.25;

	if (match->consonants > 0) {
		score = SCORE_CONSONANT - 8.0 * (match->consonants - 1);
		return score > 0 ? score : 0;
	}
	if (match->vowels > 0) {
		score = SCORE_VOWEL - 6.0 * (match->vowels - 1);
		return score > SCORE_CONSONANT ? score : SCORE_CONSONANT;
	}
	return score > SCORE_CONSONANT ? score : SCORE_CONSONANT;
}

static void score_words(const struct han_names *h, const struct han_text *letters,
	const struct han_word *word, const struct han_text *han,
	const struct han_word *characters, struct word_score *out)
{
	struct sound_match match;

	sounds_match(h->sounds,
		&(struct sound_pair){ letters->letters + word->from,
			letters->marked + word->from, word->n,
			han->letters + characters->from, characters->n },
		&match);
	*out = (struct word_score){ score_of(&match, characters->n), match.vowels,
		match.consonants };
}

/* Scores are told where they are asked for: of most pairs of words nobody needs to know. */
struct scores {
	const struct han_names *h;
	const struct han_text *letters, *han;
	struct word_score at[HAN_WORDS][HAN_WORDS];
	bool known[HAN_WORDS][HAN_WORDS];
};

static const struct word_score *score_at(struct scores *s, size_t i, size_t j)
{
	if (!s->known[i][j])
		score_words(s->h, s->letters, &s->letters->words[i], s->han,
			&s->han->words[j], &s->at[i][j]);
	s->known[i][j] = true;
	return &s->at[i][j];
}

/* Words of letters (rows) and of characters (columns), each in order but for words that
 * one of them leaves out, or with the last word of letters first. */
struct fit {
	double sum, least;
	size_t matched, vowels, consonants, left_out;
	bool reordered;
};

#define NO_WORD 101.0

static double value_of(const struct fit *fit)
{
	if (fit->matched == 0)
		return 0;
	double value = 0.85 * fit->least + 0.15 * fit->sum / (double)fit->matched;
	value -= PRICE_LEFT_OUT * (double)fit->left_out;
	return value - PRICE_REORDERED * fit->reordered;
}

static struct fit with_word(const struct fit *fit, const struct word_score *score)
{
	struct fit more = *fit;

	more.sum += score->score;
	more.least = score->score < more.least ? score->score : more.least;
	more.matched++;
	more.vowels += score->vowels;
	more.consonants += score->consonants;
	return more;
}

static void keep_better(struct fit *best, const struct fit *other)
{
	if (best->matched == 0 || value_of(other) > value_of(best))
		*best = *other;
}

static void leave_out(struct fit *best, const struct fit *fit)
{
	struct fit left = *fit;

	left.left_out++;
	keep_better(best, &left);
}

/* Whether a way through both lists may pass here: words are left out of one only. */
static bool is_on_a_way(size_t i, size_t j, size_t n, size_t m)
{
	return n >= m ? i >= j && i - j <= n - m : j >= i && j - i <= m - n;
}

/* The best way to go through both lists of words; only the longer one may have words the
 * other lacks. */
static struct fit fit_words(struct scores *scores, const size_t *order)
{
	struct fit best[HAN_WORDS + 1][HAN_WORDS + 1];
	size_t n = scores->letters->n_words, m = scores->han->n_words;

	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			struct fit *here = &best[i][j];
			if (!is_on_a_way(i, j, n, m))
				continue;
			*here = (struct fit){ .least = NO_WORD };
			if (i > 0 && j > 0)
				*here = with_word(&best[i - 1][j - 1],
					score_at(scores, order[i - 1], j - 1));
			if (i > j && n > m)
				leave_out(here, &best[i - 1][j]);
			if (j > i && m > n)
				leave_out(here, &best[i][j - 1]);
		}
	return best[n][m];
}

/* Whether words in another order could make a better fit than one of that value. */
static bool may_be_better(struct scores *scores, const size_t *order, double value)
{
	size_t n = scores->letters->n_words;
	struct fit fit = {
		.least = 100, .sum = 100 * (double)n, .matched = n, .reordered = true
	};

	for (size_t i = 0; n == scores->han->n_words && i < n; i++) {
		double score = score_at(scores, order[i], i)->score;
		fit.sum -= 100 - score;
		fit.least = score < fit.least ? score : fit.least;
		if (value_of(&fit) <= value)
			return false;
	}
	return value_of(&fit) > value;
}

/* All of the letters as one word against all of the characters. */
static struct han_word whole(const struct han_text *text, struct han_text *joined)
{
	*joined = *text;
	joined->n = 0;
	for (size_t i = 0; i < text->n_words; i++) {
		size_t from = text->words[i].from, n = text->words[i].n;
		memmove(joined->letters + joined->n, text->letters + from,
			n * sizeof(*text->letters));
		memmove(joined->marked + joined->n, text->marked + from,
			n * sizeof(*text->marked));
		joined->n += text->words[i].n;
	}
	return (struct han_word){ 0, (uint8_t)joined->n };
}

static struct fit fit_joined(const struct han_names *h, const struct han_text *letters,
	const struct han_text *han)
{
	struct han_text a, b;
	struct han_word one = whole(letters, &a), other = whole(han, &b);
	struct fit none = { .least = NO_WORD };
	struct word_score score;

	score_words(h, &a, &one, &b, &other, &score);
	return with_word(&none, &score);
}

static void say_fit(const struct fit *fit, struct name_comparison *out)
{
	double score = value_of(fit);

	*out = (struct name_comparison){ .score = score < 0 ? 0 : score,
		.vowels = (int)fit->vowels,
		.consonants = (int)fit->consonants,
		.left_out = fit->left_out > 0,
		.reordered = fit->reordered,
		.veto = "" };
	out->explained =
		out->vowels == 0 && out->consonants == 0 && fit->least >= NAME_SAME;
	if (out->consonants > 0 && out->score > SCORE_CONSONANT)
		out->score = SCORE_CONSONANT;
	if (out->vowels > 0 && out->score > SCORE_VOWEL)
		out->score = SCORE_VOWEL;
}

static void compare_words(const struct han_names *h, const struct han_text *letters,
	const struct han_text *han, struct name_comparison *out)
{
	struct scores scores;
	size_t order[HAN_WORDS] = { 0 }, n = letters->n_words, m = han->n_words;

	scores.h = h;
	scores.letters = letters;
	scores.han = han;
	memset(scores.known, 0, sizeof(scores.known));
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	struct fit best = fit_words(&scores, order);
	for (size_t i = 0; i < n; i++)
		order[i] = (i + n - 1) % n;
	if (may_be_better(&scores, order, value_of(&best))) {
		struct fit turned = fit_words(&scores, order);
		turned.reordered = true;
		keep_better(&best, &turned);
	}
	if (n != m) {
		struct fit joined = fit_joined(h, letters, han);
		joined.least -= PRICE_JOINED;
		joined.sum -= PRICE_JOINED;
		keep_better(&best, &joined);
	}
	say_fit(&best, out);
	/* a given name or a surname alone says too little */
	if (best.left_out > 0 && best.matched < 2 && out->score > SCORE_ALONE)
		out->score = SCORE_ALONE;
}

/* ---- what stands before and behind ---- */

/* Words in front of a name that other scripts write apart, made words of their own. */
static bool part_prefixes(const struct han_names *h, struct han_text *han)
{
	bool parted = false;

	for (size_t i = 0; i < han->n_words && han->n_words < HAN_WORDS; i++) {
		struct han_word *word = &han->words[i];
		size_t n = sounds_prefix(h->sounds, han->letters + word->from, word->n);
		if (n == 0 || word->n - n < 2)
			continue;
		memmove(word + 1, word, (han->n_words - i) * sizeof(*word));
		han->n_words++;
		word[0].n = (uint8_t)n;
		word[1].from = (uint8_t)(word[1].from + n);
		word[1].n = (uint8_t)(word[1].n - n);
		parted = true;
		i++;
	}
	return parted;
}

static void say_left_out(struct name_comparison *out)
{
	out->score -= PRICE_LEFT_OUT;
	out->left_out = true;
}

/* With such words apart, where that fits better: then it is a foreign name. */
static bool compare_parted(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out)
{
	struct han_text parted = c->texts[0];
	struct name_comparison found;

	if (!part_prefixes(h, &parted))
		return false;
	compare_words(h, &c->texts[1], &parted, &found);
	if (c->suffix > 0)
		say_left_out(&found);
	if (found.score < NAME_SAME || found.score < out->score)
		return false;
	*out = found;
	c->texts[0] = parted;
	return true;
}

/* The same without the kind of place, or the title, behind the characters, where that
 * fits better. */
static void compare_without_suffix(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out)
{
	struct han_text cut = c->texts[0];
	struct han_word *last = &cut.words[cut.n_words - 1];
	struct name_comparison found;
	size_t n = sounds_suffix(h->sounds, cut.letters + last->from, last->n);

	if (n == 0 || last->n - n < 2)
		return;
	last->n = (uint8_t)(last->n - n);
	cut.n -= n;
	compare_words(h, &c->texts[1], &cut, &found);
	say_left_out(&found);
	if (found.score <= out->score)
		return;
	*out = found;
	c->texts[0] = cut;
	c->suffix = n;
}

bool foreign_compare(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out)
{
	compare_words(h, &c->texts[1], &c->texts[0], out);
	compare_without_suffix(h, c, out);
	return compare_parted(h, c, out);
}
