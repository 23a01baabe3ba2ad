/* SPDX-License-Identifier: Apache-2.0
 *
 * The score of two texts, computed as bisotun-score(7) says it and in the plainest way:
 * from the texts, with the whole table.  It shares with the library only how texts are
 * cut into tokens and what surfaces of one key cost.
 */
#ifndef BISOTUN_TESTS_ORACLE_H
#define BISOTUN_TESTS_ORACLE_H

#include "src/find/similarity.h"
#include "tests/test.h"

struct oracle_text {
	struct tokens tokens;
	struct lexeme *lexemes;
	size_t n;
	uint64_t weight;
};

static inline void oracle_read(
	struct tokeniser *t, const char *text, struct oracle_text *out)
{
	memset(out, 0, sizeof(*out));
	assert_ok(tokeniser_read(t, text, strlen(text), &out->tokens));
	out->lexemes = calloc(out->tokens.n + 1, sizeof(*out->lexemes));
	assert_non_null(out->lexemes);
	for (size_t i = 0; i < out->tokens.n; i++) {
		struct token token = out->tokens.at[i];

		if (token.inside)
			continue;
		assert_ok(tokeniser_lexeme(t, text + token.begin, token.end - token.begin,
			token.kind, &out->lexemes[out->n]));
		out->tokens.at[out->n++] = token;
		out->weight += token_weight(token.kind);
	}
}

static inline void oracle_finish(struct oracle_text *o)
{
	for (size_t i = 0; i < o->n; i++)
		lexeme_finish(&o->lexemes[i]);
	free(o->lexemes);
	tokens_finish(&o->tokens);
}

static inline uint64_t oracle_replace(
	const struct oracle_text *a, size_t i, const struct oracle_text *b, size_t j)
{
	const struct lexeme *x = &a->lexemes[i], *y = &b->lexemes[j];
	enum token_kind kind = a->tokens.at[i].kind, other = b->tokens.at[j].kind;

	if (kind == other && strcmp(buf_str(&x->key), buf_str(&y->key)) == 0)
		return surface_cost(buf_str(&x->surface), x->surface.size,
			buf_str(&x->fold), x->fold.size, buf_str(&y->surface),
			y->surface.size, buf_str(&y->fold), y->fold.size, kind);
	return token_weight(kind) > token_weight(other) ? token_weight(kind)
							: token_weight(other);
}

static inline uint64_t oracle_least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t oracle_cost(
	const struct oracle_text *a, const struct oracle_text *b)
{
	size_t width = b->n + 1;
	uint64_t *cells = calloc((a->n + 1) * width, sizeof(*cells)), cost;

	assert_non_null(cells);
	for (size_t i = 0; i <= a->n; i++) {
		for (size_t j = 0; j <= b->n; j++) {
			uint64_t *cell = &cells[i * width + j];

			*cell = i == 0 && j == 0 ? 0 : UINT64_MAX;
			if (i > 0)
				*cell = oracle_least(*cell,
					cell[-(ptrdiff_t)width] +
						token_weight(a->tokens.at[i - 1].kind));
			if (j > 0)
				*cell = oracle_least(*cell,
					cell[-1] +
						token_weight(b->tokens.at[j - 1].kind));
			if (i > 0 && j > 0)
				*cell = oracle_least(*cell,
					cell[-(ptrdiff_t)width - 1] +
						oracle_replace(a, i - 1, b, j - 1));
		}
	}
	cost = cells[a->n * width + b->n];
	free(cells);
	return cost;
}

static inline int oracle_raw(const struct oracle_text *a, const struct oracle_text *b)
{
	uint64_t cost = oracle_cost(a, b);
	uint64_t most = a->weight > b->weight ? a->weight : b->weight;

	if (most == 0)
		return 1000;
	return cost > most ? 0 : (int)(1000 * (most - cost) / most);
}

/* The examples of bisotun-score(7), with what the three views give. */
static const struct {
	const char *lang, *query, *segment;
	int raw, omegat, characters;
} manual_examples[] = {
	{ "en", "The Agency publishes annual reports.",
		"The Agency publishes an annual report.", 820, 830, 894 },
	{ "en", "Adopted on 14 April 2017.", "Adopted on 3 May 2018.", 958, 1000, 680 },
	{ "en", "the 63rd session", "The 64th session", 931, 1000, 750 },
	{ "en", "The cafe is closed.", "The café is closed!", 926, 1000, 894 },
	{ "ru", "Агентство публикует ежегодный отчёт.",
		"Агентство публикует ежегодные отчеты.", 941, 1000, 918 },
	{ "ru", "Приказ № 12 вступил в силу", "Приказ № 15 не вступил в силу", 812, 800,
		862 },
	{ "ru", "Заседание состоялось 14 апреля 2017 года.",
		"Заседание состоялось 3 мая 2018 года в Душанбе.", 575, 500, 617 },
	{ "zh", "禁毒署发布年度报告。", "禁毒署公布年度报告。", 894, 880, 900 },
	{ "zh", "禁毒署发布年度报告。", "禁毒署發布年度報告。", 989, 1000, 800 },
	{ "zh", "会议于2017年4月14日在北京举行。", "会议于2018年5月3日在杜尚别举行。",
		704, 660, 631 },
};

/* --- texts made at random ----------------------------------------------------------- */

static inline uint32_t oracle_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

/* Few words, so that many segments share them: forms, cases, accents, widths, numbers,
 * dates, marks, in three scripts. */
static const char *const oracle_words[] = { "the ", "The ", "THE ", "cat ", "Cat ",
	"cats ", "Cats ", "caf\u00e9 ", "cafe ", "Caf\u00e9 ", "report ", "reports ",
	"reported ", "of ", "drug ", "control ", "\uff41gency ", "agency ", "AGENCY ",
	"12 ", "2017 ", "1,000.5 ", "7 ", "63rd ", "2nd ", "14 April 2017 ",
	"3 May 2018 ", ". ", ", ", "! ", "\u2014 ", "- ", "\u201c", "\"", "\u00ab", "(",
	") ", "\u56fd", "\u570b", "\u5bb6", "\u7981", "\u6bd2", "\u4e0d ",
	"\u043e\u0442\u0447\u0451\u0442 ", "\u043e\u0442\u0447\u0435\u0442 ",
	"\u043e\u0442\u0447\u0451\u0442\u044b ", "\u043d\u0435 " };

/* Up to `most` of the words, from `first` on `n` of them; yours. */
static inline char *oracle_text_of(
	uint64_t *seed, size_t most, size_t first, size_t n_words)
{
	size_t n = oracle_random(seed) % (most + 1), size = 0;
	char *text = malloc(n * 24 + 1);

	assert_non_null(text);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		const char *word = oracle_words[first + oracle_random(seed) % n_words];

		memcpy(text + size, word, strlen(word) + 1);
		size += strlen(word);
	}
	return text;
}

#endif
