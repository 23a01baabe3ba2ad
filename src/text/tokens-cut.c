/* SPDX-License-Identifier: Apache-2.0
 *
 * Cutting a text into tokens, fast.
 *
 * What a word is words.h says, by ICU and some rules of ours on top.  Most text needs
 * little of that: letters, digits, a handful of signs that join them, and spaces.  For
 * these the rules stand here once more, over a table of classes; whatever else turns up
 * (CLASS_HARD) sends the text, from the last place where no word can straddle, through
 * words.h.  Both ways give the same, which tests/text/test-tokens.c holds against each
 * other.
 */
#include "config.h"
#include "src/text/tokens-cut.h"

#include <string.h>

#include <unicode/uchar.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/tokens-class.h"
#include "src/text/utf8.h"
#include "src/text/words.h"

struct cutter {
	struct words *words;
	bool uzbek;
	struct classes classes;
};

/* A text being cut. */
struct walk {
	struct cutter *cutter;
	const char *text, *end;
	struct tokens *out;
	unsigned seen; /* classes of the beginnings of tokens, or'ed */
};

void cutter_free(struct cutter *c)
{
	if (c == NULL)
		return;
	words_free(c->words);
	classes_finish(&c->classes);
	free(c);
}

int cutter_new(const char *lang, struct cutter **out)
{
	struct cutter *c = calloc(1, sizeof(*c));

	*out = NULL;
	if (c == NULL)
		return err_nomem();
	size_t n = strcspn(lang, "-");
	c->uzbek = n == 2 && memcmp(lang, "uz", 2) == 0;
	int rc = classes_init(&c->classes, lang);
	if (rc == 0)
		rc = words_new(lang, true, &c->words);
	if (rc < 0) {
		cutter_free(c);
		return rc;
	}
	*out = c;
	return 0;
}

int tokens_add(struct tokens *out, size_t begin, size_t end, enum token_kind kind)
{
	if (room_for_one(&out->at, out->n, &out->capacity) < 0)
		return BIS_ENOMEM;
	out->at[out->n++] = (struct token){
		.begin = (uint32_t)begin, .end = (uint32_t)end, .kind = (uint8_t)kind
	};
	return 0;
}

/* The code point at *at, as utf8_next(), but here it is inlined. */
static inline int32_t decode(const char **at, const char *end)
{
	const unsigned char *p = (const unsigned char *)*at;

	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xE0 && end - *at >= 2) {
		*at += 2;
		return (p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	}
	if (p[0] < 0xF0 && end - *at >= 3) {
		*at += 3;
		return (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	}
	return utf8_next(at, end);
}

/* The class of the character at *at (not at the end), which moves past it. */
static inline unsigned step(struct walk *w, const char **at)
{
	return class_of(&w->cutter->classes, decode(at, w->end));
}

/* The class at `at` without the additions; SPACE at the end. */
static inline unsigned peek(struct walk *w, const char *at)
{
	return at < w->end ? step(w, &at) & CLASS_MASK : (unsigned)CLASS_SPACE;
}

/* --- what both ways share --- */

static int add(struct walk *w, const char *begin, const char *end, enum token_kind kind)
{
	return tokens_add(
		w->out, (size_t)(begin - w->text), (size_t)(end - w->text), kind);
}

static bool is_ordinal_ending(const char *text, size_t size)
{
	static const char endings[][3] = { "st", "nd", "rd", "th" };

	if (size != 2)
		return false;
	for (size_t i = 0; i < N_ELEMENTS(endings); i++)
		if ((text[0] | 0x20) == endings[i][0] &&
			(text[1] | 0x20) == endings[i][1])
			return true;
	return false;
}

/* Of a word that begins with a digit. */
static enum token_kind kind_of_numeric(const char *begin, const char *end)
{
	const char *at = begin;

	while (at < end && *at >= '0' && *at <= '9')
		at++;
	if (is_ordinal_ending(at, (size_t)(end - at)))
		return TOKEN_ORDINAL;
	while (at < end)
		if (u_isalpha(utf8_next(&at, end)))
			return TOKEN_WORD;
	return TOKEN_NUMBER;
}

/* A character with the marks on it, *at behind its first code point. */
static int read_character(struct walk *w, const char *begin, const char **at)
{
	const char *next = *at;

	while (next < w->end && (step(w, &next) & CLASS_MASK) == CLASS_EXTEND)
		*at = next;
	return add(w, begin, *at, TOKEN_CHARACTER);
}

/* --- by words.h --- */

/* Signs between words. */
static int read_gap(struct walk *w, const char *at, const char *end)
{
	while (at < end) {
		const char *begin = at;
		if ((step(w, &at) & CLASS_NOTHING) != 0)
			continue;
		int rc = add(w, begin, at, TOKEN_MARK);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static bool is_nothing(struct walk *w, const char *at, const char *end)
{
	while (at < end)
		if ((step(w, &at) & CLASS_NOTHING) == 0)
			return false;
	return true;
}

static bool has_letters_or_digits(const char *at, const char *end)
{
	while (at < end)
		if (u_isalnum(utf8_next(&at, end)))
			return true;
	return false;
}

/* A word of words.h; what has neither letters nor digits, such as __, counts as signs. */
static int add_word(struct walk *w, const char *begin, const char *end)
{
	const char *at = begin;

	if (is_nothing(w, begin, end))
		return 0;
	if (!has_letters_or_digits(begin, end))
		return read_gap(w, begin, end);
	if (!u_isdigit(utf8_next(&at, end)))
		return add(w, begin, end, TOKEN_WORD);
	w->seen |= CLASS_DATE;
	return add(w, begin, end, kind_of_numeric(begin, end));
}

/* All from `begin` to `end`, where there are no characters of scripts without spaces. */
static int read_by_words(struct walk *w, const char *begin, const char *end)
{
	struct words *words = w->cutter->words;
	const char *done = begin;
	struct word word;
	int rc = words_start(words, begin, (size_t)(end - begin));

	while (rc == 0 && (rc = words_next(words, &word)) > 0) {
		rc = read_gap(w, done, begin + word.begin);
		done = begin + word.end;
		if (rc == 0)
			rc = add_word(w, begin + word.begin, done);
	}
	return rc < 0 ? rc : read_gap(w, done, end);
}

/* The next character of a script without spaces, or the end. */
static const char *next_character(struct walk *w, const char *at)
{
	while (at < w->end) {
		const char *begin = at;
		if ((step(w, &at) & CLASS_MASK) == CLASS_CHARACTER)
			return begin;
	}
	return at;
}

/* --- by ourselves --- */

/* What UAX #29 takes for one word. */
struct segment {
	const char *stop; /* the first full stop between letters, or NULL */
	unsigned last;    /* LETTER, DIGIT or UNDERLINE at its end */
	unsigned weighty; /* the same without regard to underlines */
	bool extended;    /* followed by marks */
	bool hard;
};

/* Whether the sign of class `sign` at `at` joins what stands before it with what comes;
 * then moves *at over it. */
static bool joins(struct walk *w, struct segment *s, unsigned sign, const char **at)
{
	const char *after = *at;
	char byte = *after;

	step(w, &after);
	unsigned next = peek(w, after);
	if (s->extended || next == CLASS_HARD || next == CLASS_EXTEND ||
		next == CLASS_FORMAT || next == CLASS_HANGUL) {
		s->hard = true;
		return false;
	}
	if (next != s->last || next == CLASS_UNDERLINE)
		return false;
	if (sign == (next == CLASS_LETTER ? CLASS_COMMA : CLASS_COLON))
		return false;
	s->hard |= sign == CLASS_COLON;
	if (byte == '.' && next == CLASS_LETTER && s->stop == NULL)
		s->stop = *at;
	*at = after;
	return true;
}

/* From `at`, behind the first character, which was of class s->last, to the end of the
 * segment, or to its first full stop between letters where `cut`. */
static const char *read_segment(
	struct walk *w, struct segment *s, const char *at, bool cut)
{
	while (at < w->end) {
		const char *next = at;
		unsigned class = step(w, &next) & CLASS_MASK;
		switch (class) {
		case CLASS_UNDERLINE: /* 5__ is letters to ICU */
			s->hard |=
				s->last == CLASS_UNDERLINE && s->weighty == CLASS_DIGIT;
			s->last = class;
			s->extended = false;
			at = next;
			break;
		case CLASS_LETTER:
		case CLASS_DIGIT:
			s->weighty = class;
			s->last = class;
			s->extended = false;
			at = next;
			break;
		case CLASS_EXTEND:
		case CLASS_FORMAT:
			s->extended = true;
			s->hard |= s->last == CLASS_UNDERLINE; /* ICU's own ways */
			at = next;
			break;
		case CLASS_STOP:
		case CLASS_COMMA:
		case CLASS_COLON:
			next = at;
			if (!joins(w, s, class, &next) || s->hard)
				return at;
			if (cut && s->stop != NULL)
				return s->stop;
			at = next;
			break;
		default:
			s->hard |= class == CLASS_HARD ||
				   (class == CLASS_GRAVE && s->extended);
			return at;
		}
	}
	return at;
}

/* Whether a sign at `at`, where a segment ends that began with letters, is an apostrophe
 * that belongs to it; then moves *at over it.  *on: letters follow. */
static bool takes_apostrophe(struct walk *w, struct segment *s, const char **at, bool *on)
{
	const char *after = *at;
	unsigned sign = peek(w, after);

	if (sign != CLASS_GRAVE && (sign != CLASS_STOP || !w->cutter->uzbek))
		return false;
	int32_t c = decode(&after, w->end);
	bool apostrophe = sign == CLASS_GRAVE || c == '\'' || c == 0x2018 || c == 0x2019;
	unsigned next = peek(w, after);
	char last = (*at)[-1];
	s->hard |= next == CLASS_EXTEND || next == CLASS_FORMAT || next == CLASS_HARD ||
		   next == CLASS_HANGUL;
	*on = next == CLASS_LETTER;
	bool inside = s->last == CLASS_LETTER && *on;
	bool o_or_g = w->cutter->uzbek && strchr("oOgG", last) != NULL;
	if (!apostrophe || (!inside && !o_or_g))
		return false;
	*at = after;
	return true;
}

static void step_letter(struct walk *w, struct segment *s, const char **at)
{
	step(w, at);
	s->last = s->weighty = CLASS_LETTER;
}

/* A word that begins at `begin` with a character of the class, *at behind it: adds it,
 * moves *at.  1 where it has to go through words.h. */
static int read_word(struct walk *w, const char *begin, unsigned class, const char **at)
{
	struct segment s = { .last = class, .weighty = class };
	const char *end = read_segment(w, &s, *at, class == CLASS_LETTER);
	bool letters = class == CLASS_LETTER || s.weighty != CLASS_DIGIT, on = true;

	while (letters && on && !s.hard && s.stop == NULL &&
		takes_apostrophe(w, &s, &end, &on))
		if (on) {
			step_letter(w, &s, &end);
			end = read_segment(w, &s, end, true);
		}
	if (s.hard)
		return 1;
	if (letters && s.stop != NULL)
		end = s.stop;
	*at = end;
	if (class == CLASS_DIGIT)
		return add(w, begin, end, kind_of_numeric(begin, end));
	return s.weighty == CLASS_UNDERLINE ? read_gap(w, begin, end)
					    : add(w, begin, end, TOKEN_WORD);
}

/* A word of Hangul, as read_word(). */
static int read_hangul(struct walk *w, const char *begin, const char **at)
{
	unsigned next = CLASS_HANGUL;
	const char *end = *at;

	while (next == CLASS_HANGUL) {
		*at = end;
		next = end < w->end ? step(w, &end) & CLASS_MASK : (unsigned)CLASS_SPACE;
	}
	if (next == CLASS_STOP) /* mostly the full stop of a sentence */
		next = peek(w, end) == CLASS_SPACE ? CLASS_SPACE : CLASS_GRAVE;
	switch (next) {
	case CLASS_LETTER:
	case CLASS_GRAVE:
	case CLASS_EXTEND:
	case CLASS_FORMAT:
	case CLASS_HARD:
		return 1;
	default:
		return add(w, begin, *at, TOKEN_WORD);
	}
}

/* What begins at *at; moves it.  1 where it has to go through words.h; *safe where no
 * word goes over *at. */
static int read_one(struct walk *w, const char **at, bool *safe)
{
	const char *begin = *at;
	unsigned class = step(w, at);

	*safe = false;
	switch (class & CLASS_MASK) {
	case CLASS_LETTER:
	case CLASS_DIGIT:
	case CLASS_UNDERLINE:
		w->seen |= class;
		return read_word(w, begin, class & CLASS_MASK, at);
	case CLASS_HANGUL:
		return read_hangul(w, begin, at);
	case CLASS_SPACE:
		*safe = true;
		return 0;
	case CLASS_CHARACTER:
		*safe = true;
		w->seen |= class;
		return read_character(w, begin, at);
	case CLASS_HARD:
		return 1;
	default:
		return (class & CLASS_NOTHING) != 0 ? 0 : add(w, begin, *at, TOKEN_MARK);
	}
}

static int read_all(struct walk *w)
{
	const char *at = w->text, *safe = at;
	size_t n_safe = 0;
	bool is_safe;

	while (at < w->end) {
		int rc = read_one(w, &at, &is_safe);
		if (rc > 0) {
			at = next_character(w, safe);
			w->out->n = n_safe;
			rc = read_by_words(w, safe, at);
			is_safe = true;
		}
		if (rc < 0)
			return rc;
		if (is_safe) {
			safe = at;
			n_safe = w->out->n;
		}
	}
	return 0;
}

static int read_all_by_words(struct walk *w)
{
	const char *at = w->text;
	int rc = 0;

	while (rc == 0 && at < w->end) {
		const char *next = next_character(w, at);
		rc = read_by_words(w, at, next);
		at = next;
		if (rc < 0 || at == w->end)
			break;
		w->seen |= step(w, &next);
		rc = read_character(w, at, &next);
		at = next;
	}
	return rc;
}

static int cut(struct cutter *c, const char *text, size_t size, struct tokens *out,
	bool *dates, int (*read)(struct walk *w))
{
	struct walk w = { .cutter = c, .text = text, .end = text + size, .out = out };

	out->n = 0;
	c->classes.failed = 0;
	if (size > INT32_MAX)
		return err_set(
			BIS_EFORMAT, "text of %zu bytes, too long for tokens", size);
	int rc = read(&w);
	*dates = (w.seen & CLASS_DATE) != 0;
	return rc < 0 ? rc : c->classes.failed;
}

int cutter_cut(
	struct cutter *c, const char *text, size_t size, struct tokens *out, bool *dates)
{
	return cut(c, text, size, out, dates, read_all);
}

int cutter_cut_by_words(
	struct cutter *c, const char *text, size_t size, struct tokens *out, bool *dates)
{
	return cut(c, text, size, out, dates, read_all_by_words);
}
