/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/typography.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/keep.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/table.h"
#include "src/text/utf8.h"

#define TABLE "src/check/typography.tsv"
#define LANGS_MAX 64

struct typography {
	struct typo at[LANGS_MAX];
	size_t n;
	struct typo others; /* "*" */
	struct keep keep;
};

void typography_close(struct typography *t)
{
	if (t == NULL)
		return;
	keep_finish(&t->keep);
	free(t);
}

void typography_closep(struct typography **t)
{
	typography_close(*t);
}

/* --- the table ---------------------------------------------------------------------- */

static int find_typo(struct typography *t, const struct table_row *row, struct typo **out)
{
	char lang[LANG_MAX];

	*out = &t->others;
	if (strcmp(row->cells[0], "*") == 0)
		return 0;
	if (lang_canonical(row->cells[0], lang) < 0 || *lang == '\0')
		return table_flaw(row, "this is no language:", row->cells[0]);
	for (size_t i = 0; i < t->n; i++) {
		*out = &t->at[i];
		if (strcmp(t->at[i].lang, lang) == 0)
			return 0;
	}
	if (t->n == LANGS_MAX)
		return table_flaw(row, "too many languages; one is", lang);
	*out = &t->at[t->n++];
	memcpy((*out)->lang, lang, sizeof(lang));
	return 0;
}

/* The next word of a value, between spaces; NULL past the last. */
static const char *next_word(const char **at, size_t *size)
{
	const char *word = *at + strspn(*at, " ");

	*size = strcspn(word, " ");
	*at = word + *size;
	return *size == 0 ? NULL : word;
}

/* The two characters of a pair; false where they are not two. */
static bool read_pair(const char *word, size_t size, int32_t *first, int32_t *second)
{
	const char *end = word + size;

	*first = utf8_next(&word, end);
	*second = utf8_next(&word, end);
	return *second != 0 && word == end;
}

static int read_quotes(struct typo *t, const struct table_row *row)
{
	const char *at = row->cells[2], *word;
	size_t size;

	while ((word = next_word(&at, &size)) != NULL) {
		if (t->n_quotes == TYPO_PAIRS ||
			!read_pair(word, size, &t->quotes[t->n_quotes].open,
				&t->quotes[t->n_quotes].close))
			return table_flaw(row, "quotes are pairs, 8 at most, not", word);
		t->n_quotes++;
	}
	return 0;
}

static int read_marks(struct typo *t, const struct table_row *row)
{
	const char *at = row->cells[2], *word;
	size_t size;

	while ((word = next_word(&at, &size)) != NULL) {
		if (t->n_marks == TYPO_MARKS ||
			!read_pair(word, size, &t->marks[t->n_marks].foreign,
				&t->marks[t->n_marks].own))
			return table_flaw(row, "marks are pairs, 16 at most, not", word);
		t->n_marks++;
	}
	return 0;
}

static int read_spaced(struct typo *t, const struct table_row *row)
{
	const char *at = row->cells[2], *word;
	size_t size;

	while ((word = next_word(&at, &size)) != NULL) {
		const char *end = word + size;
		if (t->n_spaced == TYPO_MARKS)
			return table_flaw(row, "there are more than 16:", word);
		t->spaced[t->n_spaced++] = utf8_next(&word, end);
	}
	return 0;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int keep_word(struct keep *keep, const char *word, size_t size, const char *lang,
	const char **out)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	int rc = fold_text(FOLD_STRICT, word, size, lang, &folded);

	if (rc < 0)
		return rc;
	*out = keep_text(keep, buf_str(&folded), folded.size);
	return *out == NULL ? err_nomem() : 0;
}

/* All words of the row, folded and sorted. */
static int read_words(struct typography *t, const struct typo *typo,
	const struct table_row *row, const char *const **out, size_t *n)
{
	const char *at = row->cells[2], *word;
	size_t size, most = strlen(at) / 2 + 1;
	const char **words = keep_room(&t->keep, most * sizeof(*words));
	int rc = words == NULL ? err_nomem() : 0;

	*n = 0;
	while (rc == 0 && (word = next_word(&at, &size)) != NULL)
		rc = keep_word(&t->keep, word, size, typo->lang, &words[(*n)++]);
	if (rc == 0)
		qsort(words, *n, sizeof(*words), compare_words);
	*out = words;
	return rc;
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct typography *t = ctx;
	struct typo *typo;
	const char *kind = row->cells[1];
	int rc = find_typo(t, row, &typo);

	if (rc < 0)
		return rc;
	if (strcmp(kind, "quotes") == 0)
		return read_quotes(typo, row);
	if (strcmp(kind, "marks") == 0)
		return read_marks(typo, row);
	if (strcmp(kind, "spaced") == 0)
		return read_spaced(typo, row);
	if (strcmp(kind, "twice") == 0)
		return read_words(t, typo, row, &typo->twice, &typo->n_twice);
	if (strcmp(kind, "tied") == 0)
		return read_words(t, typo, row, &typo->tied, &typo->n_tied);
	if (strcmp(kind, "letters") == 0)
		return read_words(t, typo, row, &typo->letters, &typo->n_letters);
	if (strcmp(kind, "endings") == 0)
		return read_words(t, typo, row, &typo->endings, &typo->n_endings);
	if (strcmp(kind, "once") == 0) {
		typo->doubles = true;
		return read_words(t, typo, row, &typo->once, &typo->n_once);
	}
	if (strcmp(kind, "straight") != 0)
		return table_flaw(row, "there is no", kind);
	typo->straight = true;
	return 0;
}

static int hand_over(int rc, struct typography **t, struct typography **out)
{
	*out = rc < 0 ? NULL : steal(t);
	return rc;
}

int typography_parse(
	const char *name, const char *text, size_t size, struct typography **out)
{
	cleanup(typography_closep) struct typography *t = calloc(1, sizeof(*t));

	*out = NULL;
	if (t == NULL)
		return err_nomem();
	return hand_over(table_each(name, text, size, read_row, t), &t, out);
}

int typography_open(struct typography **out)
{
	cleanup(typography_closep) struct typography *t = calloc(1, sizeof(*t));

	*out = NULL;
	if (t == NULL)
		return err_nomem();
	return hand_over(table_of_asset(TABLE, read_row, t), &t, out);
}

/* --- asking ------------------------------------------------------------------------- */

const struct typo *typography_of(const struct typography *t, const char *lang)
{
	const struct typo *best = &t->others;
	int least = 100;

	for (size_t i = 0; *lang != '\0' && i < t->n; i++) {
		int distance = lang_distance(lang, t->at[i].lang);
		if (distance >= 0 && distance < least) {
			least = distance;
			best = &t->at[i];
		}
	}
	return best;
}

static bool has(const char *const *words, size_t n, const char *word)
{
	return n > 0 && bsearch(&word, words, n, sizeof(*words), compare_words) != NULL;
}

bool typo_is_slip(const struct typo *t, const char *word)
{
	return t->doubles ? has(t->once, t->n_once, word)
			  : !has(t->twice, t->n_twice, word);
}

bool typo_is_letter(const struct typo *t, const char *word)
{
	return has(t->letters, t->n_letters, word);
}

bool typo_is_tied(const struct typo *t, const char *word)
{
	return has(t->tied, t->n_tied, word);
}

bool typo_is_ending(const struct typo *t, const char *rest)
{
	return has(t->endings, t->n_endings, rest);
}

int32_t typo_own_mark(const struct typo *t, int32_t mark)
{
	for (size_t i = 0; i < t->n_marks; i++)
		if (t->marks[i].foreign == mark)
			return t->marks[i].own;
	return 0;
}

bool typo_is_spaced(const struct typo *t, int32_t mark)
{
	for (size_t i = 0; i < t->n_spaced; i++)
		if (t->spaced[i] == mark)
			return true;
	return false;
}
