/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/query.h"

#include "src/base/err.h"
#include "src/store/termindex.h"
#include "src/text/utf8.h"

#define SUGGESTIONS 20000 /* misspellings looked at for a word */
#define PART_LETTERS 5    /* least of a word within a word */
#define PART_LIKENESS 0.8 /* of a word to one it is a part of, if it were all of it */

void query_finish(struct query *q)
{
	buf_free(&q->text);
}

static const char *text_of(const struct query *q, size_t i)
{
	return q->text.data + q->words[i].text;
}

/* --- reading ----------------------------------------------------------------------- */

static int add_word(void *ctx, const struct term_query_word *word)
{
	struct query *q = ctx;
	size_t i = q->score.n;

	if (i == SCORE_WORDS)
		return 0;
	q->words[i] = (struct query_word){
		.text = q->text.size,
		.size = word->size,
		.letters = utf8_length(word->text, word->size),
		.number = word->number,
	};
	q->score.words[i].han = word->han;
	buf_add(&q->text, word->text, word->size);
	q->score.n++;
	return buf_ok(&q->text) ? 0 : err_nomem();
}

static int add_stem(void *ctx, const struct term_stem *stem, int distance)
{
	(void)distance;
	score_add_alternative(ctx, stem->id, 1, stem->forms);
	return 0;
}

static void weigh(struct query *q, size_t i)
{
	struct score_word *word = &q->score.words[i];
	size_t letters = word->han ? 0 : q->words[i].letters;

	word->weight = score_weight(q->total, word->forms, letters);
}

static int read_word(bis_db *db, const char *lang, const char *const *langs,
	size_t n_langs, struct query *q, size_t i)
{
	struct score_word *word = &q->score.words[i];
	size_t size = q->words[i].size;
	int rc = termindex_known_word(db, text_of(q, i), size, add_stem, word);

	if (rc < 0 || word->han || q->words[i].number)
		return rc;
	rc = termindex_stemmed(db, lang, text_of(q, i), size, add_stem, word);
	for (size_t l = 0; rc == 0 && l < n_langs; l++)
		rc = termindex_stemmed(db, langs[l], text_of(q, i), size, add_stem, word);
	return rc;
}

int query_read(bis_db *db, const char *lang, const char *const *langs, size_t n_langs,
	const char *text, struct query *q)
{
	int rc = termindex_total(db, &q->total);

	if (rc == 0)
		rc = termindex_split(db, lang, text, add_word, q);
	for (size_t i = 0; rc == 0 && i < q->score.n; i++) {
		rc = read_word(db, lang, langs, n_langs, q, i);
		weigh(q, i);
	}
	return rc;
}

/* --- widening ---------------------------------------------------------------------- */

struct widening {
	struct score_word *word;
	size_t letters;
	double likeness; /* of a part; 0: by edits */
};

static int add_near(void *ctx, const struct term_stem *stem, int distance)
{
	struct widening *w = ctx;
	double likeness =
		w->likeness > 0 ? w->likeness : score_likeness(distance, w->letters);

	score_add_alternative(w->word, stem->id, likeness, stem->forms);
	return 0;
}

/* Where letter `n` of the word begins. */
static const char *letter(const char *word, size_t size, size_t n)
{
	const char *end = word + size;

	while (n-- > 0 && word < end)
		utf8_next(&word, end);
	return word;
}

/* The longest known word at the end (or the front) of this one. */
static int add_part(
	bis_db *db, const char *text, size_t size, bool front, struct widening *w)
{
	size_t before = w->word->n;
	int rc = 0;

	for (size_t n = w->letters - 1;
		rc == 0 && n >= PART_LETTERS && w->word->n == before; n--) {
		const char *cut = letter(text, size, front ? n : w->letters - n);
		w->likeness = PART_LIKENESS * (double)n / (double)w->letters;
		if (front)
			rc = termindex_known_word(
				db, text, (size_t)(cut - text), add_near, w);
		else
			rc = termindex_known_word(
				db, cut, size - (size_t)(cut - text), add_near, w);
	}
	return rc;
}

static int widen_word(bis_db *db, struct query *q, size_t i)
{
	struct score_word *word = &q->score.words[i];
	struct widening w = { .word = word, .letters = q->words[i].letters };
	bool known = word->n > 0;
	size_t size = q->words[i].size;
	int rc = termindex_near(db, text_of(q, i), size, SUGGESTIONS, add_near, &w);

	/* 40 letters: what is longer is no word, and each part costs a look */
	if (rc == 0 && word->n == 0 && w.letters > PART_LETTERS && w.letters <= 40) {
		rc = add_part(db, text_of(q, i), size, false, &w);
		if (rc == 0)
			rc = add_part(db, text_of(q, i), size, true, &w);
	}
	if (!known)
		weigh(q, i);
	return rc;
}

static bool frequent(const struct query *q, const struct score_word *word)
{
	return word->forms > 10 + q->total / 1000;
}

int query_widen(bis_db *db, struct query *q, bool *added)
{
	bool any_unknown = false;
	int rc = 0;

	*added = false;
	for (size_t i = 0; i < q->score.n; i++)
		any_unknown = any_unknown || q->score.words[i].n == 0;
	for (size_t i = 0; rc == 0 && i < q->score.n; i++) {
		const struct score_word *word = &q->score.words[i];
		size_t before = word->n;
		if (word->han || q->words[i].number)
			continue;
		if (any_unknown ? word->n > 0 : frequent(q, word))
			continue;
		rc = widen_word(db, q, i);
		*added = *added || word->n > before;
	}
	return rc;
}
