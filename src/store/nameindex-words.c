/* SPDX-License-Identifier: Apache-2.0
 *
 * What the words of forms count as in the index of names: folded words or stems for
 * recognition, parts of names for other spellings.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/nameindex-state.h"
#include "src/store/nameindex.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"
#include "src/text/words.h"

/* Between a stem and its language; in no folded text. */
#define STEM_MARK '\x1f'
#define LANGUAGES_MAX 32

/* --- words ------------------------------------------------------------------------- */

struct stemming {
	char language[12];   /* primary subtag */
	struct stems *stems; /* NULL: words are taken as they are */
};

struct name_words {
	struct stemming languages[LANGUAGES_MAX];
	size_t n;
};

int name_words_new(struct name_words **out)
{
	*out = calloc(1, sizeof(**out));
	return *out == NULL ? err_nomem() : 0;
}

void name_words_free(struct name_words *w)
{
	for (size_t i = 0; w != NULL && i < w->n; i++)
		stems_free(w->languages[i].stems);
	free(w);
}

/* NULL of a tag that is no language.  The table is kept small: when it is full, the
 * oldest gives way. */
static int stemming_of(
	struct name_words *w, const char *lang, const struct stemming **out)
{
	struct stemming new = { 0 };
	size_t size = strcspn(lang, "-");
	int rc = 0;

	*out = NULL;
	if (size == 0 || size >= sizeof(new.language))
		return 0;
	memcpy(new.language, lang, size);
	for (size_t i = 0; i < w->n; i++) {
		*out = &w->languages[i];
		if (strcmp((*out)->language, new.language) == 0)
			return 0;
	}
	*out = NULL;
	/* English words hardly change */
	if (strcmp(new.language, "en") != 0)
		rc = stems_new(new.language, &new.stems);
	if (rc < 0)
		return rc;
	if (w->n == LANGUAGES_MAX) {
		stems_free(w->languages[0].stems);
		w->n--;
		memmove(w->languages, w->languages + 1, w->n * sizeof(new));
	}
	w->languages[w->n] = new;
	*out = &w->languages[w->n++];
	return 0;
}

int name_words_stems(struct name_words *w, const char *lang)
{
	const struct stemming *s;
	int rc = stemming_of(w, lang, &s);

	return rc < 0 ? rc : s != NULL && s->stems != NULL;
}

int name_words_key(struct name_words *w, const char *lang, const char *folded,
	size_t size, struct buf *out)
{
	const struct stemming *s;
	int rc = stemming_of(w, lang, &s);

	if (rc < 0)
		return rc;
	if (s == NULL || s->stems == NULL) {
		buf_add(out, folded, size);
	} else {
		rc = stems_of(s->stems, folded, size, out);
		buf_addc(out, STEM_MARK);
		buf_adds(out, s->language);
	}
	return rc == 0 && !buf_ok(out) ? err_nomem() : rc;
}

/* --- anchors ----------------------------------------------------------------------- */

uint64_t nameindex_hash(const char *key, size_t size)
{
	return hash_bytes(key, size, 0);
}

/* The key of one token into n->key. */
static int token_key(struct nameindex *n, const char *lang, const char *text,
	const struct token *token)
{
	buf_clear(&n->folded);
	buf_clear(&n->key);
	int rc = fold_text(FOLD_STRICT, text + token->begin, token->end - token->begin,
		lang, &n->folded);
	if (rc == 0 && !buf_ok(&n->folded))
		rc = err_nomem();
	return rc < 0 ? rc
		      : name_words_key(n->words, lang, buf_str(&n->folded),
				n->folded.size, &n->key);
}

static int cut(struct nameindex *n, const char *lang, const char *text)
{
	bool uzbek = nameindex_is_uzbek(lang);

	if (uzbek && n->tokenisers[1] == NULL) {
		int rc = tokeniser_new("uz", &n->tokenisers[1]);
		if (rc < 0)
			return rc;
	}
	return tokeniser_read(n->tokenisers[uzbek], text, strlen(text), &n->tokens);
}

/* Whether a token is of the anchor: two words are, of scripts without spaces a run. */
static bool is_anchored(size_t n_words, bool run, const struct token *token)
{
	return n_words < 2 ||
	       (n_words < ANCHOR_RUN && run && token->kind == TOKEN_CHARACTER);
}

int namestate_anchor(
	struct nameindex *n, const char *lang, const char *text, uint64_t *anchor)
{
	uint64_t first = 0, rest = 0;
	size_t n_words = 0;
	bool run = true;
	int rc = cut(n, lang, text);

	for (size_t i = 0; rc == 0 && i < n->tokens.n; i++) {
		const struct token *token = &n->tokens.at[i];
		if (token->kind == TOKEN_DATE || token->kind == TOKEN_MARK)
			continue;
		if (!is_anchored(n_words, run, token))
			break;
		rc = token_key(n, lang, text, token);
		uint64_t hash = nameindex_hash(buf_str(&n->key), n->key.size);
		run = run && token->kind == TOKEN_CHARACTER;
		if (n_words == 0)
			first = hash;
		else
			rest = n_words == 1 ? hash : nameindex_run(rest, hash);
		n_words++;
	}
	*anchor = n_words < 2 ? nameindex_single(first) : nameindex_pair(first, rest);
	return rc;
}

/* --- parts ------------------------------------------------------------------------- */

static bool is_kept(const struct name_part *part)
{
	return part->n > 0 && (part->role == PART_NAME || part->role == PART_PATRONYMIC);
}

/* Whether the part is written together with the one before it, here or elsewhere. */
static bool is_joined(const struct name *name, size_t i)
{
	const struct name_part *parts = name->parts;

	return i > 0 && (parts[i].joined || parts[i].role == PART_PARTICLE ||
				parts[i - 1].role == PART_PARTICLE);
}

/* Parts `from` to `to` as one. */
static int tell_run(const struct name *name, size_t from, size_t to, uint32_t covers,
	nameindex_name_part *found, void *ctx)
{
	struct name_part whole = name->parts[from];
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += name->parts[i].n;
	char32_t *letters = malloc((n + 1) * sizeof(*letters));
	if (letters == NULL)
		return err_nomem();
	whole.letters = letters;
	whole.n = 0;
	whole.role = PART_NAME;
	whole.joined = false;
	for (size_t i = from; i < to; i++) {
		const struct name_part *part = &name->parts[i];
		if (part->n > 0)
			memcpy(letters + whole.n, part->letters,
				part->n * sizeof(*letters));
		whole.n += part->n;
	}
	int rc = whole.n > 0 ? found(ctx, &whole, covers) : 0;
	free(letters);
	return rc;
}

/* Letters [from, to) of a part. */
static int tell_piece(const struct name_part *part, size_t from, size_t to,
	uint32_t covers, nameindex_name_part *found, void *ctx)
{
	struct name_part piece = *part;

	piece.letters += from;
	piece.n = to - from;
	return found(ctx, &piece, covers);
}

/* A Chinese name is written in one: a surname of one character, seldom two, and what was
 * given. */
static bool is_han_name(const struct name_part *part)
{
	return strcmp(part->script, "Hani") == 0 && part->n >= 2 && part->n <= 4;
}

static int tell_han(
	const struct name_part *part, uint32_t bit, nameindex_name_part *found, void *ctx)
{
	int rc = 0;

	for (size_t surname = 1; rc == 0 && surname < part->n && surname <= 2;
		surname++) {
		if (surname == 2 && part->n == 2)
			break;
		rc = tell_piece(part, 0, surname, bit, found, ctx);
		if (rc == 0)
			rc = tell_piece(part, surname, part->n, bit << 1, found, ctx);
	}
	return rc < 0 ? rc : found(ctx, part, bit | bit << 1);
}

int nameindex_name_parts(const struct name *name, nameindex_name_part *found, void *ctx)
{
	uint32_t covers[NAME_PARTS], bit = 1;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < name->n_parts; i++) {
		const struct name_part *part = &name->parts[i];
		bool han = is_han_name(part), kept = is_kept(part);
		covers[i] = !kept ? 0 : han ? bit | bit << 1 : bit;
		if (kept)
			rc = han ? tell_han(part, bit, found, ctx)
				 : found(ctx, part, bit);
		bit <<= !kept ? 0 : han ? 2 : 1;
	}
	for (size_t i = 0, to; rc >= 0 && i < name->n_parts; i = to) {
		uint32_t all = covers[i];
		for (to = i + 1; to < name->n_parts && is_joined(name, to); to++)
			all |= covers[to];
		if (to - i > 1 && all != 0)
			rc = tell_run(name, i, to, all, found, ctx);
	}
	return rc;
}

static int add_cover(void *ctx, const struct name_part *part, uint32_t covers)
{
	(void)part;
	*(uint32_t *)ctx |= covers;
	return 0;
}

int namestate_parts(struct nameindex *n, const char *lang, const char *text,
	size_t *words, nameindex_name_part *found, void *ctx)
{
	cleanup(name_finish) struct name name = { 0 };
	uint32_t all = 0;
	int rc = namestate_namer(n);

	if (rc == 0)
		rc = name_read(n->namer, text, strlen(text), lang, &name);
	if (rc == 0)
		rc = nameindex_name_parts(&name, add_cover, &all);
	*words = (size_t)__builtin_popcount(all);
	return rc < 0 ? rc : nameindex_name_parts(&name, found, ctx);
}

void nameindex_part_text(const struct name_part *part, struct buf *out)
{
	char bytes[4];

	for (size_t i = 0; i < part->n; i++)
		buf_add(out, bytes, utf8_put(bytes, (int32_t)part->letters[i]));
}

size_t nameindex_part_letters(
	const char *text, size_t size, char32_t *letters, size_t room)
{
	const char *end = text + size;
	size_t n = 0;

	while (text < end && n < room)
		letters[n++] = (char32_t)utf8_next(&text, end);
	return n;
}

int namestate_part_text(struct nameindex *n, const struct name_part *part)
{
	buf_clear(&n->part);
	nameindex_part_text(part, &n->part);
	return buf_ok(&n->part) ? 0 : err_nomem();
}

int namestate_keys(struct nameindex *n, const char *text, size_t size,
	uint64_t keys[NAME_KEYS], size_t *n_keys)
{
	struct name_part part = { .role = PART_NAME };
	int rc = namestate_namer(n);

	*n_keys = 0;
	if (rc < 0)
		return rc;
	part.letters = malloc((size + 1) * sizeof(*part.letters));
	if (part.letters == NULL)
		return err_nomem();
	part.n = nameindex_part_letters(text, size, part.letters, size);
	script_of(text, size, part.script);
	rc = name_part_keys(n->namer, &part, false, keys);
	free(part.letters);
	if (rc < 0)
		return rc;
	*n_keys = (size_t)rc;
	return 0;
}
