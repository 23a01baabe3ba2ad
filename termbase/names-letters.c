/* SPDX-License-Identifier: Apache-2.0
 *
 * Letters of names by number: small dense numbers, so that rules can be found by the two
 * letters they begin with; what a letter with marks is without them; and whether it is a
 * vowel, which the tables say (termbase/names/sounds.tsv).
 */
#include "config.h"

#include "termbase/names-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"

int folded_open(struct folded *f, const char *text, size_t size)
{
	int rc;

	*f = (struct folded){ 0 };
	rc = fold_text(FOLD_STRICT, text, size, "", &f->text);
	if (!rc && !buf_ok(&f->text))
		rc = err_nomem();
	if (rc)
		buf_free(&f->text);
	f->at = buf_str(&f->text);
	return rc;
}

void folded_close(struct folded *f)
{
	buf_free(&f->text);
}

size_t folded_next(struct folded *f, const char **word)
{
	size_t size;

	f->at += strspn(f->at, " ");
	*word = f->at;
	size = strcspn(f->at, " ");
	f->at += size;
	return size;
}

/* Marks that say nothing in a name: stress, tone and vowel signs mostly left out. */
static bool is_bare_mark(char32_t c)
{
	return (c >= 0x0300 && c < 0x0370) || (c >= 0x064B && c <= 0x065F) ||
	       c == 0x0670 || (c >= 0x02B0 && c < 0x0300) || c == 0x0640;
}

size_t letters_of(const char *text, size_t size, char32_t *to, size_t room)
{
	const char *at = text, *end = text + size;
	size_t n = 0;

	while (at < end && n < room) {
		char32_t c = (char32_t)utf8_next(&at, end);

		if (letter_in_word(c) && !is_bare_mark(c))
			to[n++] = c;
	}
	return n;
}

uint64_t letters_in(const char32_t *letters, size_t n)
{
	uint64_t has = 0;

	for (size_t i = 0; i < n; i++)
		has |= UINT64_C(1) << letters[i] % 64;
	return has;
}

bool letter_in_word(char32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		       (c >= '0' && c <= '9');
	if (c < 0xC0 || c == 0xD7 || c == 0xF7)
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	if (c >= 0x0600 && c < 0x0620)
		return false;
	if (c == 0x066A || c == 0x06D4 || c == 0x0964 || c == 0x0965 || c == 0x0589)
		return false;
	if (c >= 0x2000 && c < 0x2C00)
		return c >= 0x2070 && c < 0x20A0;
	if (c >= 0x2E00 && c < 0x2E80)
		return false;
	if (c >= 0x3000 && c < 0x3041)
		return c == 0x3005 || c == 0x3007;
	if (c >= 0xE000 && c < 0xF900)
		return false;
	return c != 0x30FB && !(c >= 0xFE00 && c < 0xFE70) &&
	       !(c >= 0xFF00 && c < 0xFF10) && c != 0xFFFD && c < 0xE0000;
}

enum name_script script_number(char32_t c)
{
	if (c < 0x0250 || (c >= 0x1E00 && c < 0x1F00))
		return IN_LATIN;
	if (c >= 0x0400 && c < 0x0530)
		return IN_CYRILLIC;
	if ((c >= 0x0600 && c < 0x0780) || (c >= 0xFB50 && c < 0xFE00))
		return IN_ARABIC;
	if (c >= 0x0900 && c < 0x0980)
		return IN_DEVANAGARI;
	if ((c >= 0x3400 && c < 0xA000) || c == 0x3007 || (c >= 0x20000 && c < 0x40000))
		return IN_HAN;
	return IN_OTHER;
}

const char *script_tag(enum name_script s)
{
	static const char *const names[] = {
		[IN_LATIN] = "Latn",
		[IN_CYRILLIC] = "Cyrl",
		[IN_ARABIC] = "Arab",
		[IN_DEVANAGARI] = "Deva",
		[IN_HAN] = "Hani",
		[IN_OTHER] = "Zyyy",
	};

	return names[s];
}

uint16_t alphabet_add(struct alphabet *a, char32_t c)
{
	if (c >= ALPHABET_TOP)
		return LETTER_UNKNOWN;
	if (!a->number[c])
		a->number[c] = a->count++;
	return a->number[c];
}

/* What the letters of one stretch of Unicode become: all of them in one text, folded. */
static int learn(
	uint16_t into[ALPHABET_TOP], enum fold_level level, char32_t from, char32_t to)
{
	cleanup(buf_free) struct buf text = BUF_INIT, folded = BUF_INIT;
	char letter[4];
	const char *at, *end;
	int rc;

	for (char32_t c = from; c < to; c++) {
		buf_add(&text, letter, utf8_put(letter, (int32_t)c));
		buf_addc(&text, ' ');
	}
	if (!buf_ok(&text))
		return err_nomem();
	rc = fold_text(level, text.data, text.size, "", &folded);
	if (!rc && !buf_ok(&folded))
		rc = err_nomem();
	if (rc)
		return rc;
	at = folded.data, end = folded.data + folded.size;
	for (char32_t c = from; c < to && at < end; c++) {
		char32_t first = (char32_t)utf8_next(&at, end);
		bool single = at == end || *at == ' ';

		if (single && first != c && first < ALPHABET_TOP)
			into[c] = (uint16_t)first;
		while (at < end && *at != ' ')
			utf8_next(&at, end);
		if (at < end)
			at++;
	}
	return 0;
}

char32_t letter_folded(const struct alphabet *a, char32_t c)
{
	return c < ALPHABET_TOP && a->folded[c] ? a->folded[c] : c;
}

int alphabet_init(struct alphabet *a)
{
	/* letters alone: a mark would join the space before it */
	static const struct {
		char32_t from, to;
	} latin[] = { { 0xE0, 0xF7 }, { 0xF8, 0x180 }, { 0x1CD, 0x1F0 },
		{ 0x1E00, 0x1E9A }, { 0x1EA0, 0x1EFA } };
	int rc = 0;

	*a = (struct alphabet){ .count = LETTER_UNKNOWN + 1 };
	for (size_t i = 0; i < N_ELEMENTS(latin) && !rc; i++)
		rc = learn(a->plain, FOLD_LOOSE, latin[i].from, latin[i].to);
	if (!rc)
		rc = learn(a->folded, FOLD_STRICT, 0x0430, 0x0482);
	/* but for the tatweel, which is dropped */
	if (!rc)
		rc = learn(a->folded, FOLD_STRICT, 0x0620, 0x0640);
	return rc ? rc : learn(a->folded, FOLD_STRICT, 0x0641, 0x064B);
}

/* ---- the letters of a part ---- */

void spelt_make(
	const struct namer *n, const char32_t *letters, size_t count, struct spelt *out)
{
	const struct alphabet *a = &n->alphabet;

	out->n = (uint8_t)(count < SPELT_MAX ? count : SPELT_MAX);
	out->cut = count > SPELT_MAX;
	out->slavic = out->slavic_name = false;
	out->romanised = out->marked = false;
	memset(out->vowels, 0, sizeof(out->vowels));
	out->signs = 0;
	out->script = count ? (uint8_t)script_number(letters[0]) : IN_OTHER;
	for (size_t i = 0; i < out->n; i++) {
		char32_t c = letters[i], plain = c;

		if (c < ALPHABET_TOP && a->plain[c])
			plain = a->plain[c];
		out->raw[i] = c;
		out->letter[i] =
			c < ALPHABET_TOP && a->number[c] ? a->number[c] : LETTER_UNKNOWN;
		out->plain[i] = plain < ALPHABET_TOP && a->number[plain]
					? a->number[plain]
					: LETTER_UNKNOWN;
		if (plain < ALPHABET_TOP)
			out->vowels[a->vowel[plain]]++;
		out->marked |= out->plain[i] != out->letter[i];
		out->kind[i] = plain < ALPHABET_TOP ? a->kind[plain] : LETTER_CONSONANT;
		if (c < ALPHABET_TOP && a->kind[c])
			out->kind[i] = a->kind[c];
	}
}

void spelt_sign(const struct namer *n, struct spelt *s, size_t at)
{
	char32_t c = at < s->n ? wordlists_signed(&n->words, s->raw[at]) : 0;

	if (!c || c >= ALPHABET_TOP || !n->alphabet.number[c])
		return;
	s->letter[at] = n->alphabet.number[c];
	s->marked |= s->letter[at] != s->plain[at];
	if (at) /* the Irish O' is none of a language */
		s->signs |= wordlists_signs(&n->words, &c, 1);
}
