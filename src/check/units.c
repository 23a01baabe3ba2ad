/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of names as what they mean.
 *
 * The table is compiled once a language: each member becomes the row of the stems of its
 * words, light ones left out, and rows are found by their first stem, the longest first.
 * A word of a text is folded and stemmed once, however often it stands there.
 */
#include "config.h"
#include "src/check/units-inside.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/fold.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define WORDS_MAX (1u << 16) /* words remembered */

bool unit_lang_is_han(const char *lang)
{
	return strncmp(lang, "zh", 2) == 0 || strncmp(lang, "ja", 2) == 0;
}

bool unit_lang_has_cases(const char *lang)
{
	return strncmp(lang, "en", 2) != 0 && !unit_lang_is_han(lang);
}

void unit_list_finish(struct units *u)
{
	free(u->at);
	*u = (struct units){ 0 };
}

static struct unit *add_unit(struct units *u)
{
	if (room_for_one(&u->at, u->n, &u->capacity) < 0)
		return NULL;
	u->at[u->n] = (struct unit){ 0 };
	return &u->at[u->n++];
}

/* --- words -------------------------------------------------------------------------- */

/* The hash of a word's letters, of two alike the first. */
static uint64_t hash_single(const char *word, size_t size)
{
	uint64_t hash = 0;
	int32_t last = 0;

	for (const char *at = word, *end = word + size; at < end;) {
		int32_t c = utf8_next(&at, end);
		if (c != last)
			hash = hash * 1099511628211u + (uint32_t)c;
		last = c;
	}
	return hash_seed(hash);
}

static int stem_word(
	struct unit_reader *u, const char *word, size_t size, struct remembered *out)
{
	buf_clear(&u->fold);
	buf_clear(&u->stem);
	int rc = fold_text(FOLD_LOOSE, word, size, u->lang, &u->fold);
	if (rc == 0)
		rc = stems_of(u->stems, buf_str(&u->fold), u->fold.size, &u->stem);
	if (rc < 0)
		return rc;
	if (!buf_ok(&u->fold) || !buf_ok(&u->stem))
		return err_nomem();
	out->stem = hash_bytes(buf_str(&u->stem), u->stem.size, 0);
	out->fold = hash_bytes(buf_str(&u->fold), u->fold.size, 0);
	out->single = hash_single(buf_str(&u->fold), u->fold.size);
	return 0;
}

/* The word's stem and fold, remembered by its bytes. */
static int look_up(struct unit_reader *u, const char *word, size_t size,
	const struct remembered **out)
{
	uint64_t raw = hash_bytes(word, size, 0) | 1;

	if (u->n_words > WORDS_MAX / 2) {
		memset(u->words, 0, WORDS_MAX * sizeof(*u->words));
		u->n_words = 0;
	}
	size_t slot = raw >> 20 & (WORDS_MAX - 1);
	while (u->words[slot].raw != 0 && u->words[slot].raw != raw)
		slot = (slot + 1) & (WORDS_MAX - 1);
	struct remembered *r = &u->words[slot];
	*out = r;
	if (r->raw == raw)
		return 0;
	int rc = stem_word(u, word, size, r);
	if (rc == 0) {
		r->raw = raw;
		u->n_words++;
	}
	return rc;
}

/* --- marks -------------------------------------------------------------------------- */

static bool is_one_of(const char *mark, size_t size, const char *const *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(marks[i]) == size && memcmp(marks[i], mark, size) == 0)
			return true;
	return false;
}

/* Marks that may stand in a name; whatever else there is ends it. */
static enum unit_kind kind_of_mark(const char *mark, size_t size)
{
	static const char *const within[] = { ",", ":", "：", "-", "‐", "‑", "–", "(",
		")", "\"", "“", "”", "„", "«", "»", "'", "‘", "’", "/", "《", "》", "、",
		"(", ")", "·", "&", "－", "—" };

	return is_one_of(mark, size, within, N_ELEMENTS(within)) ? UNIT_COMMA : UNIT_STOP;
}

/* A blank line parts what stands before and behind it. */
static bool is_parted(const char *text, size_t begin, size_t end)
{
	int lines = 0;

	for (size_t i = begin; i < end; i++)
		lines += text[i] == '\n';
	return lines > 1;
}

static int add_stop(struct units *out, size_t at)
{
	struct unit *new = add_unit(out);

	if (new == NULL)
		return err_nomem();
	*new = (struct unit){
		.begin = (uint32_t)at, .end = (uint32_t)at, .kind = UNIT_STOP
	};
	return 0;
}

/* The Saxon genitive behind a word. */
size_t units_without_s(const char *word, size_t size)
{
	if (size > 2 && memcmp(word + size - 2, "'s", 2) == 0)
		return size - 2;
	return size > 4 && memcmp(word + size - 4, "’s", 4) == 0 ? size - 4 : size;
}

/* One token as a unit of its own. */
static int add_token(
	struct unit_reader *u, const char *text, const struct token *t, struct units *out)
{
	const char *from = text + t->begin;
	size_t size = t->end - t->begin;
	struct unit *new = add_unit(out);
	const struct remembered *r;

	if (new == NULL)
		return err_nomem();
	new->begin = t->begin;
	new->end = t->end;
	if (t->kind == TOKEN_MARK) {
		new->kind = kind_of_mark(from, size);
		new->word = hash_bytes(from, size, 0);
		return 0;
	}
	int rc = look_up(u, from, units_without_s(from, size), &r);
	if (rc < 0)
		return rc;
	new->kind = t->kind == TOKEN_NUMBER || t->kind == TOKEN_ORDINAL ? UNIT_NUMBER
									: UNIT_WORD;
	new->word = new->kind == UNIT_NUMBER ? strtoull(from, NULL, 10) : r->stem;
	new->form = r->fold;
	new->single = r->single;
	new->capital = begins_capital(from, size);
	return 0;
}

bool unit_reader_stems(const struct unit_reader *u)
{
	return u->stems != NULL;
}

int unit_reader_word(struct unit_reader *u, const char *word, size_t size, uint64_t *out)
{
	const struct remembered *r;
	int rc = look_up(u, word, size, &r);

	*out = rc == 0 ? r->stem : 0;
	return rc;
}

int units_of_tokens(struct unit_reader *u, const char *text, const struct tokens *tokens,
	struct units *out)
{
	int rc = 0;

	out->n = 0;
	for (size_t i = 0; rc == 0 && i < tokens->n; i++) {
		const struct token *t = &tokens->at[i];
		if (t->kind == TOKEN_DATE) /* its parts follow */
			continue;
		size_t before = out->n == 0 ? t->begin : out->at[out->n - 1].end;
		if (is_parted(text, before, t->begin))
			rc = add_stop(out, t->begin);
		if (rc == 0)
			rc = add_token(u, text, t, out);
	}
	return rc;
}

/* --- phrases ------------------------------------------------------------------------ */

size_t units_phrase(
	struct unit_reader *u, const char *text, const struct units *units, size_t at)
{
	uint64_t light;
	size_t size = 0;

	return units_longest_at(u, text, units, at, &size, &light) == NULL ? 0 : size;
}

/* What was written, but for case and what is light. */
static uint64_t form_of(const struct units *units, size_t at, size_t n)
{
	uint64_t form = units->at[at].form;

	for (size_t i = at + 1; i < at + n; i++)
		form = form * 31 + units->at[i].form;
	return form;
}

bool unit_is_respelt(const struct unit *a, const struct unit *b)
{
	return a->spelt && b->spelt && a->word == b->word && a->single != b->single;
}

bool unit_is_doubled(const struct unit *a, const struct unit *b)
{
	return a->form != b->form && a->single == b->single && !a->several &&
	       !b->several && !a->spelt && !b->spelt;
}

/* Whether a word of the phrase stands there with a letter doubled, or not doubled; of names
 * in a language without cases, with another ending. */
static bool is_misspelt(
	const struct phrase *p, const struct unit *units, size_t n, bool cases)
{
	bool name = !cases && p->kind == UNIT_ORG && p->n > 1;

	for (size_t i = 0, k = 0; i < n && k < p->n; i++) {
		if (units[i].word != p->stems[k])
			continue;
		if (units[i].form != p->forms[k] &&
			(name || units[i].single == p->singles[k]))
			return true;
		k++;
	}
	return false;
}

/* Puts phrases in the place of their words, from left to right. */
void units_join(struct unit_reader *u, const char *text, struct units *units)
{
	bool cases = unit_lang_has_cases(u->lang);
	size_t to = 0;

	for (size_t i = 0, size; i < units->n; i += size) {
		uint64_t light;
		const struct phrase *p =
			units_longest_at(u, text, units, i, &size, &light);
		if (p == NULL) {
			size = 1;
			units->at[to++] = units->at[i];
			continue;
		}
		struct unit new = units->at[i];
		new.form = p->same && !p->spelt ? p->word : form_of(units, i, size);
		new.spelt = p->spelt;
		if (p->spelt)
			new.single = p->stems[0] + p->n;
		new.end = units->at[i + size - 1].end;
		new.kind = p->kind;
		new.several = size > 1;
		new.word = p->word;
		new.apart = p->apart;
		new.join = p->join;
		new.split = p->light != 0 && light == 0;
		new.loose = light != 0 && light != p->light;
		new.turned = p->turned;
		if (!p->turned)
			new.misprint |= is_misspelt(p, &units->at[i], size, cases);
		for (size_t k = i + 1; k < i + size; k++)
			new.misprint |= units->at[k].misprint;
		new.n_meanings = p->n_meanings;
		memcpy(new.meanings, p->meanings, sizeof(new.meanings));
		units->at[to++] = new;
	}
	units->n = to;
}

int unit_reader_read(struct unit_reader *u, const char *text, const struct tokens *tokens,
	struct units *out)
{
	int rc = units_of_tokens(u, text, tokens, out);

	if (rc == 0)
		units_join(u, text, out);
	return rc;
}

int unit_reader_name(struct unit_reader *u, const char *name, struct units *out)
{
	int rc = tokeniser_read(u->tokeniser, name, strlen(name), &u->tokens);

	return rc < 0 ? rc : unit_reader_read(u, name, &u->tokens, out);
}

int unit_like(const struct unit *a, const struct unit *b)
{
	if (a->kind != b->kind)
		return 0;
	if (a->word == b->word)
		return 2;
	for (size_t i = 0; i < a->n_meanings; i++)
		for (size_t k = 0; k < b->n_meanings; k++)
			if (a->meanings[i] == b->meanings[k])
				return 1;
	return 0;
}

static int open_reader(struct unit_reader *u, const char *lang)
{
	struct lang_parts parts;

	snprintf(u->lang, sizeof(u->lang), "%s", lang);
	int rc = lang_parts(lang, &parts);
	if (rc < 0)
		return rc;
	memcpy(u->language, parts.language, sizeof(u->language));
	u->words = calloc(WORDS_MAX, sizeof(*u->words));
	if (u->words == NULL)
		return err_nomem();
	rc = tokeniser_new(lang, &u->tokeniser);
	if (rc == 0)
		rc = stems_new(lang, &u->stems);
	return rc < 0 ? rc : units_read_table(u);
}

int unit_reader_new(const char *lang, struct unit_reader **out)
{
	cleanup(unit_reader_freep) struct unit_reader *u = calloc(1, sizeof(*u));

	*out = NULL;
	if (u == NULL)
		return err_nomem();
	int rc = open_reader(u, lang);
	if (rc == 0)
		*out = steal(&u);
	return rc;
}

void unit_reader_free(struct unit_reader *u)
{
	if (u == NULL)
		return;
	tokeniser_free(u->tokeniser);
	stems_free(u->stems);
	free(u->phrases);
	free(u->words);
	tokens_finish(&u->tokens);
	unit_list_finish(&u->units);
	buf_free(&u->fold);
	buf_free(&u->stem);
	free(u);
}

void unit_reader_freep(struct unit_reader **u)
{
	unit_reader_free(*u);
}
