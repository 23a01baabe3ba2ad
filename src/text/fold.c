/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding, by repeating two steps until neither changes anything: NFKC case folding by
 * ICU, and the characters of our own tables.  A text that has come to rest folds to
 * itself, so folding twice is folding once; and as ours come after the first composition,
 * it does not matter whether the text came composed or decomposed.
 *
 * ASCII is folded byte by byte.  All else becomes UTF-16, since that is what ICU
 * normalises; most of it (lower-cased on the way in) is normal already and only looked
 * at.
 *
 * The tables are in fold-letters.c.
 */
#include "config.h"
#include "src/text/fold.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "src/base/err.h"
#include "src/text/fold-letters.h"
#include "src/text/utf8.h"

#define MAX_TEXT ((size_t)INT32_MAX / 32) /* NFKC makes at most 18 units of one */
#define MAX_ROUNDS 8                      /* three have been enough for all we know */
#define ON_STACK 512

/* UTF-16 being folded. */
struct units {
	UChar *data;
	int32_t size, capacity;
	UChar local[ON_STACK];
};

static void units_init(struct units *u)
{
	u->data = u->local;
	u->capacity = ON_STACK;
	u->size = 0;
}

static void units_finish(struct units *u)
{
	if (u->data != u->local)
		free(u->data);
}

/* Room for `capacity` units; what was there is lost. */
static int units_make_room(struct units *u, int32_t capacity)
{
	if (capacity <= u->capacity)
		return 0;
	UChar *data = malloc(sizeof(*data) * (size_t)capacity);
	if (data == NULL)
		return err_nomem();
	units_finish(u);
	u->data = data;
	u->capacity = capacity;
	return 0;
}

static int icu_failed(UErrorCode status)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	return err_set(BIS_EIO, "Unicode data: %s", u_errorName(status));
}

static bool is_ascii(const char *text, size_t size)
{
	unsigned char all = 0;

	for (size_t i = 0; i < size; i++)
		all |= (unsigned char)text[i];
	return all < 0x80;
}

static bool is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int fold_ascii(const char *text, size_t size, struct buf *out)
{
	char *to = buf_reserve(out, size);
	bool space = false, any = false;

	if (to == NULL)
		return err_nomem();
	for (size_t i = 0; i < size; i++) {
		char c = text[i];
		if (is_ascii_space(c)) {
			space = any;
			continue;
		}
		if (space)
			*to++ = ' ';
		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		*to++ = c == '`' ? '\'' : c;
		space = false;
		any = true;
	}
	*to = '\0';
	out->size = (size_t)(to - out->data);
	return 0;
}

/* Iota subscript, alone or in a letter, folds to a letter: what stood behind it among
 * the marks must stand before it then. */
static bool has_iota_subscript(int32_t c)
{
	return c == 0x0345 || (c >= 0x1F80 && c <= 0x1FFC);
}

/* UTF-16 of the text; invalid UTF-8 is refused.  *iota: it has an iota subscript. */
static int decode(const char *text, size_t size, struct units *out, bool *iota)
{
	const char *end = text + size;
	int rc = units_make_room(out, (int32_t)size + 1);

	if (rc < 0)
		return rc;
	size_t bad = utf8_valid(text, size);
	if (bad < size)
		return err_set(BIS_EFORMAT, "byte %zu of the text is not UTF-8", bad + 1);
	out->size = 0;
	*iota = false;
	while (text < end) {
		int32_t c = utf8_next(&text, end);
		*iota |= has_iota_subscript(c);
		U16_APPEND_UNSAFE(out->data, out->size, c);
	}
	return 0;
}

/* Makes `text` normal in the sense of `norm`, with `spare` to work in. */
static int normalise(const UNormalizer2 *norm, struct units **text, struct units **spare)
{
	UErrorCode status = U_ZERO_ERROR;
	struct units *from = *text, *to = *spare;

	UNormalizationCheckResult is =
		unorm2_quickCheck(norm, from->data, from->size, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	if (is == UNORM_YES)
		return 0;
	int32_t size = unorm2_normalize(
		norm, from->data, from->size, to->data, to->capacity, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		int rc = units_make_room(to, size + 1);
		if (rc < 0)
			return rc;
		status = U_ZERO_ERROR;
		size = unorm2_normalize(
			norm, from->data, from->size, to->data, to->capacity, &status);
	}
	if (U_FAILURE(status))
		return icu_failed(status);
	to->size = size;
	*text = to;
	*spare = from;
	return 0;
}

/* Case folding of Turkish and its like (CaseFolding.txt, status T): I is the capital of
 * ı, İ of i. */
static int fold_turkic(struct units **text, struct units **spare)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	int rc = U_FAILURE(status) ? icu_failed(status) : normalise(nfc, text, spare);

	if (rc < 0)
		return rc;
	UChar *units = (*text)->data;
	for (int32_t i = 0; i < (*text)->size; i++)
		units[i] = units[i] == 'I' ? 0x0131 : units[i] == 0x0130 ? 'i' : units[i];
	return 0;
}

/* Unicode 15 §3.13 D145: decomposed before it is folded, which matters for iota
 * subscript only. */
static int decompose(struct units **text, struct units **spare)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);

	return U_FAILURE(status) ? icu_failed(status) : normalise(nfd, text, spare);
}

/* Case folding of single letters, and the signs that NFKC would make a space and a mark
 * of. */
static void fold_early(struct units *u)
{
	int32_t kept = 0;

	for (int32_t at = 0; at < u->size;) {
		UChar32 c;
		U16_NEXT_UNSAFE(u->data, at, c);
		if (!letter_is_plain(c))
			c = letter_early(c); /* never longer in UTF-16 */
		U16_APPEND_UNSAFE(u->data, kept, c);
	}
	u->size = kept;
}

/* Our own tables, over text that is normal.  *changed says whether they changed anything.
 */
static int fold_letters(
	enum fold_level level, struct units **text, struct units **spare, bool *changed)
{
	struct units *from = *text, *to = *spare;
	struct letter_context context = { .loose = level == FOLD_LOOSE };
	int rc = units_make_room(to, from->size * LETTER_MAX + 1);

	if (rc < 0)
		return rc;
	to->size = 0;
	for (int32_t at = 0; at < from->size;) {
		UChar32 c;
		U16_NEXT_UNSAFE(from->data, at, c);
		if (letter_is_plain(c)) {
			context.base = c;
			to->data[to->size++] = (UChar)c;
		} else {
			to->size += letter_late(&context, c, to->data + to->size);
		}
	}
	*changed =
		from->size != to->size ||
		memcmp(from->data, to->data, sizeof(*to->data) * (size_t)to->size) != 0;
	*text = to;
	*spare = from;
	return 0;
}

static int fold_until_at_rest(
	enum fold_level level, struct units **text, struct units **spare)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc_casefold = unorm2_getNFKCCasefoldInstance(&status);
	bool changed = true;

	if (U_FAILURE(status))
		return icu_failed(status);
	for (int round = 0; changed && round < MAX_ROUNDS; round++) {
		int rc = normalise(nfkc_casefold, text, spare);
		if (rc == 0)
			rc = fold_letters(level, text, spare, &changed);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* UTF-8 again, runs of spaces as one, none at the edges. */
static int encode(const struct units *u, struct buf *out)
{
	char *to = buf_reserve(out, (size_t)u->size * 3);
	bool space = false, any = false;

	if (to == NULL)
		return err_nomem();
	for (int32_t at = 0; at < u->size;) {
		UChar32 c;
		U16_NEXT_UNSAFE(u->data, at, c);
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			space = any;
			continue;
		}
		if (space)
			*to++ = ' ';
		to += utf8_put(to, c);
		space = false;
		any = true;
	}
	*to = '\0';
	out->size = (size_t)(to - out->data);
	return 0;
}

static bool is_turkic(const char *lang)
{
	size_t n = strcspn(lang, "-");

	if (n != 2)
		return false;
	return memcmp(lang, "tr", 2) == 0 || memcmp(lang, "az", 2) == 0 ||
	       strncmp(lang, "kk-Latn", 7) == 0;
}

int fold_text(enum fold_level level, const char *text, size_t size, const char *lang,
	struct buf *out)
{
	bool turkic = is_turkic(lang);

	if (!turkic && is_ascii(text, size))
		return fold_ascii(text, size, out);
	if (size > MAX_TEXT)
		return err_set(
			BIS_EFORMAT, "text of %zu bytes, too long to compare", size);
	cleanup(units_finish) struct units one, two;
	units_init(&one);
	units_init(&two);
	struct units *now = &one, *spare = &two;
	bool iota = false;
	int rc = decode(text, size, now, &iota);
	if (rc == 0 && turkic)
		rc = fold_turkic(&now, &spare);
	if (rc == 0 && iota)
		rc = decompose(&now, &spare);
	if (rc < 0)
		return rc;
	fold_early(now);
	rc = fold_until_at_rest(level, &now, &spare);
	return rc < 0 ? rc : encode(now, out);
}
