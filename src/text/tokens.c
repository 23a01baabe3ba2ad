/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens: what tokens-cut.c cuts, with the dates of dates.c put in, and what each of them
 * counts as.  Dates are looked for only where the cutting has met what none is without.
 */
#include "config.h"
#include "src/text/tokens.h"

#include <string.h>

#include <libstemmer.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/dates.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/tokens-cut.h"
#include "src/text/words.h"

/* A date: how many tokens it takes, from which on. */
struct found {
	size_t at, n;
};

struct tokeniser {
	struct cutter *cutter;
	struct stems *stems;
	struct dates *dates;
	struct found *found; /* dates of the text in hand */
	size_t n_found, capacity;
	char lang[LANG_MAX];
};

void tokens_finish(struct tokens *t)
{
	free(t->at);
	*t = (struct tokens){ 0 };
}

void tokens_drop_inside(struct tokens *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (!t->at[i].inside)
			t->at[n++] = t->at[i];
	t->n = n;
}

void tokeniser_free(struct tokeniser *t)
{
	if (t == NULL)
		return;
	cutter_free(t->cutter);
	stems_free(t->stems);
	dates_free(t->dates);
	free(t->found);
	free(t);
}

void tokeniser_freep(struct tokeniser **t)
{
	tokeniser_free(*t);
}

int tokeniser_new(const char *lang, struct tokeniser **out)
{
	cleanup(tokeniser_freep) struct tokeniser *t = calloc(1, sizeof(*t));

	*out = NULL;
	if (t == NULL)
		return err_nomem();
	if (strlen(lang) >= sizeof(t->lang))
		return err_set(
			BIS_EUSAGE, "\"%s\" is too long for a language", QUOTED(lang));
	strcpy(t->lang, lang);
	int rc = cutter_new(lang, &t->cutter);
	if (rc == 0)
		rc = stems_new(lang, &t->stems);
	if (rc == 0)
		rc = dates_new(lang, &t->dates);
	if (rc == 0)
		*out = steal(&t);
	return rc;
}

static int add_found(struct tokeniser *t, size_t at, size_t n)
{
	if (room_for_one(&t->found, t->n_found, &t->capacity) < 0)
		return BIS_ENOMEM;
	t->found[t->n_found++] = (struct found){ .at = at, .n = n };
	return 0;
}

static int find_dates(struct tokeniser *t, const char *text, const struct tokens *tokens)
{
	struct date date;

	t->n_found = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		size_t n = dates_at(t->dates, text, tokens->at, tokens->n, i, &date);
		int rc = n == 0 ? 0 : add_found(t, i, n);
		if (rc < 0)
			return rc;
		i += n == 0 ? 0 : n - 1;
	}
	return 0;
}

/* Makes room before each date for the token that is the whole of it; from the end, as
 * all behind it moves. */
static int put_dates(const struct tokeniser *t, struct tokens *out)
{
	size_t n = out->n;

	for (size_t k = 0; k < t->n_found; k++) {
		int rc = tokens_add(out, 0, 0, TOKEN_DATE);
		if (rc < 0)
			return rc;
	}
	for (size_t k = t->n_found; k-- > 0;) {
		struct found f = t->found[k];
		struct token *from = out->at + f.at, *to = from + k;
		memmove(to + 1, from, sizeof(*from) * (n - f.at));
		n = f.at;
		for (size_t i = 1; i <= f.n; i++)
			to[i].inside = true;
		*to = (struct token){
			.begin = to[1].begin, .end = to[f.n].end, .kind = TOKEN_DATE
		};
	}
	return 0;
}

int tokeniser_read(struct tokeniser *t, const char *text, size_t size, struct tokens *out)
{
	bool dates;
	int rc = cutter_cut(t->cutter, text, size, out, &dates);

	if (rc == 0 && dates) {
		rc = find_dates(t, text, out);
		if (rc == 0)
			rc = put_dates(t, out);
	}
	return rc;
}

void lexeme_finish(struct lexeme *l)
{
	buf_free(&l->surface);
	buf_free(&l->fold);
	buf_free(&l->key);
}

static bool has_key(enum token_kind kind)
{
	return kind == TOKEN_WORD || kind == TOKEN_CHARACTER || kind == TOKEN_MARK;
}

static int key_of(struct tokeniser *t, enum token_kind kind, struct lexeme *l)
{
	if (!has_key(kind))
		return 0;
	if (kind == TOKEN_WORD) {
		int rc = stems_of(t->stems, buf_str(&l->fold), l->fold.size, &l->key);
		if (rc < 0)
			return rc;
	}
	if (l->key.size == 0)
		buf_add(&l->key, buf_str(&l->fold), l->fold.size);
	return buf_ok(&l->key) ? 0 : err_nomem();
}

int tokeniser_lexeme(struct tokeniser *t, const char *text, size_t size,
	enum token_kind kind, struct lexeme *out)
{
	buf_clear(&out->surface);
	buf_clear(&out->fold);
	buf_clear(&out->key);
	int rc = nfc_text(text, size, &out->surface);
	if (rc == 0)
		rc = fold_text(FOLD_LOOSE, text, size, t->lang, &out->fold);
	return rc < 0 ? rc : key_of(t, kind, out);
}

uint64_t lexeme_hash(enum token_kind kind, const struct buf *key)
{
	uint64_t seed = hash_seed(kind);

	return has_key(kind) ? hash_bytes(buf_str(key), key->size, seed)
			     : hash_bytes("", 0, seed);
}

uint64_t tokens_rules(void)
{
	UVersionInfo icu, unicode;
	uint64_t hash = TOKENS_VERSION;

	u_getVersion(icu);
	u_getUnicodeVersion(unicode);
	hash = hash_bytes(icu, sizeof(icu), hash);
	hash = hash_bytes(unicode, sizeof(unicode), hash);
	const struct asset *dates = asset_find("src/text/dates.tsv");
	if (dates != NULL)
		hash = hash_bytes(dates->data, dates->size, hash);
	for (const char **name = sb_stemmer_list(); *name != NULL; name++)
		hash = hash_bytes(*name, strlen(*name), hash);
	return hash;
}
