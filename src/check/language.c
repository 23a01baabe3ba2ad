/* SPDX-License-Identifier: Apache-2.0
 *
 * Languages vote: a common word of theirs in the text is for them, the more so the fewer
 * share it, and so is a letter that only some of their script have, which is against the
 * others.  The script most of the text is in says who may vote.
 */
#include "config.h"
#include "src/check/language.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/table.h"
#include "src/text/tokens.h"
#include "src/text/utf8.h"

#define TABLE "src/check/languages.tsv"
#define REACH ((size_t)32 << 10) /* bytes looked at */
#define LANGS_MAX 48
#define NEEDS_MAX 12
#define SOME ((size_t)120) /* bytes of a text of some length */
#define WORD 12.0          /* votes of a word, divided by those that share it */
#define LETTER 6.0         /* of a letter likewise */
#define FOREIGN 4.0        /* against who has it not */
#define START 4.0          /* votes that the usual language of a script begins with */

struct speaker {
	char lang[LANG_MAX];
	char script[5];
	bool otherwise;
	int32_t needs[NEEDS_MAX]; /* letters; 0 ends them */
};

/* A word or letter, and who has it: a bit each. */
struct sign {
	uint64_t who;
	int32_t letter; /* 0: a word */
	uint32_t at, size;
};

struct languages {
	struct speaker at[LANGS_MAX];
	size_t n;
	struct sign *signs; /* letters first, each kind in order */
	size_t n_signs, capacity, n_letters;
	struct buf words; /* folded */
};

void languages_close(struct languages *l)
{
	if (l == NULL)
		return;
	free(l->signs);
	buf_free(&l->words);
	free(l);
}

void languages_closep(struct languages **l)
{
	languages_close(*l);
}

/* --- the table ---------------------------------------------------------------------- */

static int find_speaker(struct languages *l, const struct table_row *row, size_t *out)
{
	char lang[LANG_MAX];

	if (lang_canonical(row->cells[0], lang) < 0 || *lang == '\0')
		return table_flaw(row, "this is no language:", row->cells[0]);
	for (*out = 0; *out < l->n; ++*out)
		if (strcmp(l->at[*out].lang, lang) == 0)
			return 0;
	if (l->n == LANGS_MAX)
		return table_flaw(row, "too many languages; one is", lang);
	memcpy(l->at[l->n++].lang, lang, sizeof(lang));
	return 0;
}

static int add_sign(struct languages *l, const struct sign *sign)
{
	if (room_for_one(&l->signs, l->n_signs, &l->capacity) < 0)
		return BIS_ENOMEM;
	l->signs[l->n_signs++] = *sign;
	return 0;
}

static int add_letters(struct languages *l, size_t who, const char *letters)
{
	const char *end = letters + strlen(letters);
	int rc = 0;

	while (rc == 0 && letters < end) {
		struct sign sign = { .who = UINT64_C(1) << who,
			.letter = utf8_next(&letters, end) };
		rc = add_sign(l, &sign);
	}
	return rc;
}

static int set_needs(struct speaker *who, const struct table_row *row)
{
	const char *at = row->cells[2], *end = at + strlen(at);

	for (size_t i = 0; at < end; i++) {
		if (i + 1 == NEEDS_MAX)
			return table_flaw(row, "more letters than 11:", row->cells[2]);
		who->needs[i] = utf8_next(&at, end);
	}
	return 0;
}

static int add_words(struct languages *l, size_t who, const char *words)
{
	int rc = 0;

	while (rc == 0 && *words != '\0') {
		size_t size = strcspn(words, " ");
		struct sign sign = { .who = UINT64_C(1) << who,
			.at = (uint32_t)l->words.size };
		rc = fold_text(FOLD_STRICT, words, size, l->at[who].lang, &l->words);
		sign.size = (uint32_t)l->words.size - sign.at;
		if (rc == 0 && sign.size > 0)
			rc = add_sign(l, &sign);
		words += size;
		words += strspn(words, " ");
	}
	return rc;
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct languages *l = ctx;
	const char *kind = row->cells[1], *value = row->cells[2];
	size_t who = 0;
	int rc = find_speaker(l, row, &who);

	if (rc < 0)
		return rc;
	if (strcmp(kind, "letters") == 0)
		return add_letters(l, who, value);
	if (strcmp(kind, "needs") == 0)
		return set_needs(&l->at[who], row);
	if (strcmp(kind, "words") == 0)
		return add_words(l, who, value);
	l->at[who].otherwise = strcmp(kind, "otherwise") == 0;
	if (!l->at[who].otherwise && strcmp(kind, "script") != 0)
		return table_flaw(row, "there is no", kind);
	if (strlen(value) != 4)
		return table_flaw(row, "this is no script:", value);
	memcpy(l->at[who].script, value, sizeof(l->at[who].script));
	return 0;
}

/* Of equal ones the longest comes after its beginning. */
static int compare_words(
	const struct languages *l, const struct sign *a, const char *word, size_t size)
{
	size_t least = a->size < size ? a->size : size;
	int c = memcmp(l->words.data + a->at, word, least);

	return c != 0 ? c : (a->size > size) - (a->size < size);
}

static int compare_signs(const void *left, const void *right, void *ctx)
{
	const struct languages *l = ctx;
	const struct sign *a = left, *b = right;

	if (a->letter != 0 && b->letter != 0)
		return (a->letter > b->letter) - (a->letter < b->letter);
	if (a->letter != 0 || b->letter != 0)
		return (a->letter == 0) - (b->letter == 0);
	return compare_words(l, a, l->words.data + b->at, b->size);
}

/* Puts the signs in order, each once with all who have it. */
static void sort_signs(struct languages *l)
{
	size_t n = 0;

	if (l->n_signs == 0)
		return;
	qsort_r(l->signs, l->n_signs, sizeof(*l->signs), compare_signs, l);
	for (size_t i = 1; i < l->n_signs; i++) {
		if (compare_signs(&l->signs[n], &l->signs[i], l) == 0)
			l->signs[n].who |= l->signs[i].who;
		else
			l->signs[++n] = l->signs[i];
	}
	l->n_signs = n + 1;
	while (l->n_letters < l->n_signs && l->signs[l->n_letters].letter != 0)
		l->n_letters++;
}

static int ready(int rc, struct languages **l, struct languages **out)
{
	if (rc == 0 && !buf_ok(&(*l)->words))
		rc = err_nomem();
	if (rc < 0)
		return rc;
	sort_signs(*l);
	*out = steal(l);
	return 0;
}

int languages_parse(
	const char *name, const char *text, size_t size, struct languages **out)
{
	cleanup(languages_closep) struct languages *l = calloc(1, sizeof(*l));

	*out = NULL;
	if (l == NULL)
		return err_nomem();
	return ready(table_each(name, text, size, read_row, l), &l, out);
}

int languages_open(struct languages **out)
{
	cleanup(languages_closep) struct languages *l = calloc(1, sizeof(*l));

	*out = NULL;
	if (l == NULL)
		return err_nomem();
	return ready(table_of_asset(TABLE, read_row, l), &l, out);
}

/* --- the script --------------------------------------------------------------------- */

/* Letters by script; a character of those that write a syllable or a word counts for as
 * many letters as it stands for. */
static const struct range {
	int32_t first, last;
	char script[5];
	int letters;
} ranges[] = {
	{ 'A', 'Z', "Latn", 1 },
	{ 'a', 'z', "Latn", 1 },
	{ 0xC0, 0x24F, "Latn", 1 },
	{ 0x370, 0x3FF, "Grek", 1 },
	{ 0x400, 0x52F, "Cyrl", 1 },
	{ 0x531, 0x58F, "Armn", 1 },
	{ 0x5D0, 0x5F2, "Hebr", 1 },
	{ 0x620, 0x6D3, "Arab", 1 },
	{ 0x6D5, 0x6D5, "Arab", 1 },
	{ 0x904, 0x97F, "Deva", 1 },
	{ 0x985, 0x9E3, "Beng", 1 },
	{ 0xA05, 0xA75, "Guru", 1 },
	{ 0xB85, 0xBCD, "Taml", 1 },
	{ 0xE01, 0xE4E, "Thai", 1 },
	{ 0x10A0, 0x10FF, "Geor", 1 },
	{ 0x3041, 0x30FA, "Kana", 6 },
	{ 0x3400, 0x4DBF, "Hani", 3 },
	{ 0x4E00, 0x9FFF, "Hani", 3 },
	{ 0xAC00, 0xD7A3, "Hang", 3 },
};

static const char *main_script(const char *text, size_t size)
{
	size_t counts[N_ELEMENTS(ranges)] = { 0 }, best = 0;
	const char *end = text + size;

	while (text < end) {
		int32_t c = utf8_next(&text, end);
		for (size_t i = 0; i < N_ELEMENTS(ranges) && c >= ranges[i].first; i++)
			if (c <= ranges[i].last)
				counts[i] += (size_t)ranges[i].letters;
	}
	for (size_t i = 1; i < N_ELEMENTS(ranges); i++)
		if (strcmp(ranges[i].script, ranges[i - 1].script) == 0) {
			counts[i] += counts[i - 1];
			counts[i - 1] = 0;
		}
	for (size_t i = 1; i < N_ELEMENTS(ranges); i++)
		if (counts[i] > counts[best])
			best = i;
	return counts[best] == 0 ? NULL : ranges[best].script;
}

/* --- the vote ----------------------------------------------------------------------- */

struct vote {
	const struct languages *l;
	uint64_t voters;
	double votes[LANGS_MAX];
};

static void count(struct vote *v, uint64_t who, double points, double against)
{
	uint64_t mine = who & v->voters;
	int n = __builtin_popcountll(mine);

	if (n == 0)
		return;
	for (size_t i = 0; i < v->l->n; i++) {
		if (mine >> i & 1)
			v->votes[i] += points / n;
		else
			v->votes[i] -= against;
	}
}

static void hear_letters(struct vote *v, const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		int32_t c = utf8_next(&text, end);
		size_t low = 0, high = c < 0x80 ? 0 : v->l->n_letters;
		while (low < high) {
			size_t middle = low + (high - low) / 2;
			if (v->l->signs[middle].letter < c)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < v->l->n_letters && v->l->signs[low].letter == c)
			count(v, v->l->signs[low].who, LETTER, FOREIGN);
	}
}

static void hear_word(struct vote *v, const char *word, size_t size)
{
	size_t low = v->l->n_letters, high = v->l->n_signs;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = compare_words(v->l, &v->l->signs[middle], word, size);
		if (c == 0) {
			count(v, v->l->signs[middle].who, WORD, 0);
			return;
		}
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
}

static int hear_words(struct vote *v, const char *text, size_t size)
{
	cleanup(tokeniser_freep) struct tokeniser *t = NULL;
	cleanup(tokens_finish) struct tokens tokens = { 0 };
	cleanup(buf_free) struct buf word = BUF_INIT;
	int rc = tokeniser_new("", &t);

	if (rc == 0)
		rc = tokeniser_read(t, text, size, &tokens);
	for (size_t i = 0; rc == 0 && i < tokens.n; i++) {
		const struct token *at = &tokens.at[i];
		if (at->kind != TOKEN_WORD)
			continue;
		buf_clear(&word);
		rc = fold_text(
			FOLD_STRICT, text + at->begin, at->end - at->begin, "", &word);
		if (rc == 0)
			hear_word(v, buf_str(&word), word.size);
	}
	return rc;
}

/* The one with most votes, all others behind it; else what the script is otherwise. */
static const char *elected(const struct vote *v)
{
	const char *otherwise = "";
	double most = 0;
	size_t best = LANGS_MAX;

	for (size_t i = 0; i < v->l->n; i++) {
		if (!(v->voters >> i & 1))
			continue;
		if (v->votes[i] > most) {
			most = v->votes[i];
			best = i;
		}
		if (v->l->at[i].otherwise)
			otherwise = v->l->at[i].lang;
	}
	return best == LANGS_MAX ? otherwise : v->l->at[best].lang;
}

/* Whether a text of some length has one of the letters the language can't do without. */
static bool may_speak(const struct speaker *who, const char *text, size_t size)
{
	if (who->needs[0] == 0 || size < SOME)
		return true;
	for (size_t i = 0; who->needs[i] != 0; i++) {
		char letter[5];
		size_t n = utf8_put(letter, who->needs[i]);
		if (memmem(text, size, letter, n) != NULL)
			return true;
	}
	return false;
}

/* A beginning that ends with a character. */
static size_t beginning(const char *text, size_t size)
{
	if (size <= REACH)
		return size;
	size = REACH;
	while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
		size--;
	return size;
}

int language_of(const struct languages *l, const char *text, size_t size, char lang[64])
{
	struct vote v = { .l = l };
	int rc = 0;

	size = beginning(text, size);
	const char *script = main_script(text, size);
	*lang = '\0';
	if (script == NULL)
		return 0;
	for (size_t i = 0; i < l->n; i++) {
		if (strcmp(l->at[i].script, script) != 0 ||
			!may_speak(&l->at[i], text, size))
			continue;
		v.voters |= UINT64_C(1) << i;
		v.votes[i] = l->at[i].otherwise ? START : 0;
	}
	if ((v.voters & (v.voters - 1)) != 0) { /* more than one */
		hear_letters(&v, text, size);
		rc = hear_words(&v, text, size);
	}
	if (rc == 0)
		memcpy(lang, elected(&v), strlen(elected(&v)) + 1);
	return rc;
}

static const struct speaker *speaker_of(const struct languages *l, const char *language)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t size = strcspn(l->at[i].lang, "-");
		if (strlen(language) == size &&
			memcmp(l->at[i].lang, language, size) == 0)
			return &l->at[i];
	}
	return NULL;
}

/* Whether a declared language may be that of a text in which another was found. */
static bool may_be(const struct languages *l, const struct lang_parts *declared,
	const struct lang_parts *found)
{
	bool same_script = strcmp(declared->script, found->script) == 0;

	if (strcmp(declared->language, found->language) == 0)
		return !found->script_given || same_script;
	return same_script && speaker_of(l, declared->language) == NULL;
}

int language_settle(const struct languages *l, const char *declared, char lang[64])
{
	struct lang_parts said, found;
	int rc = lang_parts(declared, &said);

	if (rc == 0)
		rc = lang_parts(lang, &found);
	if (rc < 0 || *declared == '\0')
		return rc;
	if (*lang == '\0' || may_be(l, &said, &found))
		memcpy(lang, declared, strlen(declared) + 1);
	return 0;
}
