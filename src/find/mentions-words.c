/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of a text as they may stand in forms: folded, stemmed, without an ending; each
 * distinct word is worked out once, and the base asked once what begins with it.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/find/mentions-inside.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define WORDS_MAX 50000 /* then they are forgotten */
#define VARIANTS_MAX 48
#define ENDING_LETTERS 3 /* the least a word has that may bear an ending */

/* --- a hash table ------------------------------------------------------------------ */

void table_finish(struct table *t)
{
	free(t->slots);
	*t = (struct table){ 0 };
}

void table_clear(struct table *t)
{
	if (t->n_slots > 0)
		memset(t->slots, 0, t->n_slots * sizeof(*t->slots));
	t->n = 0;
}

static struct slot *slot_of(const struct table *t, uint64_t key)
{
	size_t at = hash_seed(key) & (t->n_slots - 1);

	while (t->slots[at].value != NULL && t->slots[at].key != key)
		at = (at + 1) & (t->n_slots - 1);
	return &t->slots[at];
}

void *table_get(const struct table *t, uint64_t key)
{
	return t->n_slots == 0 ? NULL : slot_of(t, key)->value;
}

static int grow(struct table *t)
{
	struct table bigger = { .n_slots = t->n_slots == 0 ? 256 : 2 * t->n_slots };

	bigger.slots = calloc(bigger.n_slots, sizeof(*bigger.slots));
	if (bigger.slots == NULL)
		return err_nomem();
	for (size_t i = 0; i < t->n_slots; i++)
		if (t->slots[i].value != NULL)
			*slot_of(&bigger, t->slots[i].key) = t->slots[i];
	bigger.n = t->n;
	free(t->slots);
	*t = bigger;
	return 0;
}

int table_put(struct table *t, uint64_t key, void *value)
{
	if (2 * (t->n + 1) > t->n_slots) {
		int rc = grow(t);
		if (rc < 0)
			return rc;
	}
	*slot_of(t, key) = (struct slot){ .key = key, .value = value };
	t->n++;
	return 0;
}

/* --- families ---------------------------------------------------------------------- */

/* The script of a language's words, "" where it has several. */
static int script_of_lang(const char *lang, char script[8])
{
	struct lang_parts parts;
	int rc = lang_parts(lang, &parts);

	strcpy(script, rc < 0 || strcmp(parts.language, "sr") == 0 ? "" : parts.script);
	return rc;
}

static int add_family(void *ctx, int64_t lang, const char *tag)
{
	struct mention_finder *f = ctx;
	size_t size = strcspn(tag, "-"), at = 1;

	(void)lang;
	int rc = name_words_stems(f->stems, tag);
	if (rc <= 0 || size >= sizeof(f->families[0].language))
		return rc < 0 ? rc : 0;
	while (at < f->n_families && (strncmp(f->families[at].language, tag, size) != 0 ||
					     f->families[at].language[size] != '\0'))
		at++;
	if (at < f->n_families || at == FAMILIES_MAX)
		return 0;
	memcpy(f->families[at].language, tag, size);
	f->families[at].language[size] = '\0';
	f->n_families++;
	return script_of_lang(f->families[at].language, f->families[at].script);
}

int families_read(struct mention_finder *f)
{
	f->n_families = 1;
	return termindex_langs(f->db, add_family, f);
}

static int family_of(const struct mention_finder *f, const char *lang)
{
	size_t size = strcspn(lang, "-");

	for (size_t i = 1; i < f->n_families; i++)
		if (strncmp(f->families[i].language, lang, size) == 0 &&
			f->families[i].language[size] == '\0')
			return (int)i;
	return 0;
}

/* What lang_distance() says of two languages, kept for all words of a text. */
static bool is_same_lang(const char *lang, const char *tag)
{
	return *lang == '\0' || lang_distance(lang, tag) >= 0;
}

int finder_lang(struct mention_finder *f, const char *tag, uint8_t *number)
{
	size_t i = 0;

	while (i < f->n_langs && strcmp(f->langs[i].tag, tag) != 0)
		i++;
	if (i == FINDER_LANGS)
		i--;
	*number = (uint8_t)i;
	if (i < f->n_langs)
		return 0;
	const char *kept = keep_text(&f->keep, tag, strlen(tag));
	if (kept == NULL)
		return err_nomem();
	f->langs[f->n_langs++] = (struct finder_lang){
		.tag = kept,
		.family = (uint8_t)family_of(f, tag),
		.same = is_same_lang(f->lang, tag),
	};
	return 0;
}

static void forget_words(struct mention_finder *f)
{
	keep_finish(&f->words_keep);
	table_clear(&f->words);
	table_clear(&f->rows);
}

void words_trim(struct mention_finder *f)
{
	if (f->words.n + f->rows.n > WORDS_MAX)
		forget_words(f);
}

int words_begin(struct mention_finder *f, const char *lang)
{
	if (f->lang_known && strcmp(lang, f->lang) == 0)
		return 0;
	forget_words(f);
	int rc = lang_canonical(lang, f->lang);
	if (rc < 0)
		return rc;
	f->lang_known = strcmp(lang, f->lang) == 0;
	f->family = family_of(f, f->lang);
	for (size_t i = 0; i < f->n_langs; i++)
		f->langs[i].same = is_same_lang(f->lang, f->langs[i].tag);
	return 0;
}

/* --- one word ---------------------------------------------------------------------- */

struct making {
	struct mention_finder *f;
	const char *text;
	size_t size;
	struct word_variant variants[VARIANTS_MAX];
	size_t n;
};

/* A variant of a folded text in a family. */
static int add_variant(
	struct making *m, const struct buf *folded, int family, unsigned cut, bool base)
{
	struct mention_finder *f = m->f;
	struct word_variant v = {
		.fold = nameindex_hash(buf_str(folded), folded->size),
		.family = (uint8_t)family,
		.cut = (uint8_t)cut,
		.base = base,
	};
	int rc = 0;

	v.key = v.fold;
	if (family > 0) {
		buf_clear(&f->key);
		rc = name_words_key(f->stems, f->families[family].language,
			buf_str(folded), folded->size, &f->key);
		v.key = nameindex_hash(buf_str(&f->key), f->key.size);
	}
	for (size_t i = 0; i < m->n; i++) {
		const struct word_variant *other = &m->variants[i];
		bool same = other->key == v.key && other->family == v.family;
		if (same && other->fold == v.fold)
			return rc;
		v.again = v.again || same;
	}
	if (rc == 0 && m->n < VARIANTS_MAX)
		m->variants[m->n++] = v;
	return rc;
}

static int fold_word(struct mention_finder *f, const char *text, size_t size)
{
	buf_clear(&f->folded);
	int rc = fold_text(FOLD_STRICT, text, size, f->lang, &f->folded);
	return rc == 0 && !buf_ok(&f->folded) ? err_nomem() : rc;
}

/* Bytes of the 's at the end of a word. */
static unsigned possessive(const char *text, size_t size)
{
	static const char *const endings[] = { "'s", "\u2019s", "'S", "\u2019S",
		"\u02BCs" };

	for (size_t i = 0; i < N_ELEMENTS(endings); i++) {
		size_t n = strlen(endings[i]);
		if (size > n && memcmp(text + size - n, endings[i], n) == 0)
			return (unsigned)n;
	}
	return 0;
}

/* Stems of the word in each language of the base that is written in its script. */
static int add_stems(struct making *m, const char *script)
{
	struct mention_finder *f = m->f;
	int rc = 0;

	for (size_t i = 1; rc == 0 && i < f->n_families; i++)
		if (f->families[i].script[0] == '\0' ||
			strcmp(f->families[i].script, script) == 0)
			rc = add_variant(m, &f->folded, (int)i, 0, false);
	return rc;
}

/* What the word may be a case of, in the language of the text. */
static int add_bases(struct making *m, bool capital)
{
	struct mention_finder *f = m->f;

	/* where a stemmer sees through common nouns, tables are for names */
	if (f->endings == NULL || f->lang[0] == '\0' || (f->family > 0 && !capital) ||
		utf8_length(m->text, m->size) < ENDING_LETTERS)
		return 0;
	int rc = endings_bases(f->endings, f->lang, m->text, m->size, &f->bases);
	for (size_t i = 0; rc == 0 && i < f->bases.n; i++) {
		rc = fold_word(f, f->bases.at[i].text, f->bases.at[i].size);
		if (rc == 0)
			rc = add_variant(m, &f->folded, f->family, 0, true);
	}
	return rc;
}

static int make_variants(struct making *m, enum token_kind kind, bool capital)
{
	const char *at = m->text;
	const char *script = letter_script(utf8_next(&at, m->text + m->size));
	int rc = fold_word(m->f, m->text, m->size);

	if (rc == 0)
		rc = add_variant(m, &m->f->folded, 0, 0, false);
	if (rc == 0 && kind != TOKEN_MARK && kind != TOKEN_CHARACTER)
		rc = add_stems(m, script == NULL ? "" : script);
	if (rc < 0 || kind != TOKEN_WORD)
		return rc;
	rc = add_bases(m, capital);
	unsigned cut = possessive(m->text, m->size);
	if (rc < 0 || cut == 0)
		return rc;
	rc = fold_word(m->f, m->text, m->size - cut);
	return rc < 0 ? rc : add_variant(m, &m->f->folded, 0, cut, false);
}

static int make_word(struct mention_finder *f, const char *text, size_t size,
	enum token_kind kind, struct known_word *word)
{
	struct making m = { .f = f, .text = text, .size = size };
	const char *at = text;
	int32_t first = utf8_next(&at, text + size);

	word->kind = (uint8_t)kind;
	word->capital = letter_small(first) != first;
	int rc = make_variants(&m, kind, word->capital);
	if (rc < 0)
		return rc;
	word->n = (uint8_t)m.n;
	word->variants =
		keep_bytes(&f->words_keep, m.variants, m.n * sizeof(*m.variants));
	return word->variants == NULL ? err_nomem() : 0;
}

int words_get(struct mention_finder *f, const char *text, size_t size,
	enum token_kind kind, const struct known_word **out)
{
	uint64_t hash = hash_bytes(text, size, kind);
	struct known_word *word = table_get(&f->words, hash);
	int rc = 0;

	*out = word;
	if (word != NULL)
		return 0;
	word = keep_room(&f->words_keep, sizeof(*word));
	if (word == NULL)
		return err_nomem();
	rc = make_word(f, text, size, kind, word);
	if (rc == 0)
		rc = table_put(&f->words, hash, word);
	*out = word;
	return rc;
}

/* --- forms that begin with it ------------------------------------------------------ */

static int gather_row(void *ctx, uint64_t anchor, int64_t form)
{
	struct mention_finder *f = ctx;

	if (room_for_one(&f->gathered, f->n_gathered, &f->gathered_capacity) < 0)
		return BIS_ENOMEM;
	f->gathered[f->n_gathered++] = (struct row){ .anchor = anchor, .form = form };
	return 0;
}

int words_rows(struct mention_finder *f, struct word_variant *v, const struct rows **out)
{
	uint64_t single = nameindex_single(v->key);
	struct rows *rows = NULL;
	int rc;

	*out = v->rows;
	if (v->rows != NULL)
		return 0;
	rows = table_get(&f->rows, single);
	if (rows != NULL) {
		*out = v->rows = rows;
		return 0;
	}
	f->n_gathered = 0;
	rc = nameindex_begins(f->db, single, f->rows_most, gather_row, f);
	if (rc < 0)
		return rc;
	rows = keep_room(&f->words_keep, sizeof(*rows));
	if (rows == NULL)
		return err_nomem();
	rows->n = f->n_gathered;
	rows->cut = rows->n == f->rows_most;
	rows->at =
		keep_bytes(&f->words_keep, f->gathered, rows->n * sizeof(*f->gathered));
	if (rows->at == NULL)
		return err_nomem();
	rc = table_put(&f->rows, single, rows);
	*out = v->rows = rows;
	return rc;
}
