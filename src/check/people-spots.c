/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the tokens makes the spots, one over the mentions marks what is taken,
 * and one over the spots themselves what is written small elsewhere: a word that a text
 * also writes small is an ordinary one, whatever the language.
 */
#include "config.h"
#include "src/check/people-spots.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define HEADLINE_WORDS 4 /* fewer are no headline */
#define HEADLINE_BYTES 240
#define HEADLINE_SHARE 60 /* per cent of longer words that have capitals */
#define LONG_WORD 4       /* letters */

void spots_finish(struct spots *s)
{
	free(s->at);
	*s = (struct spots){ 0 };
}

/* --- how words are written ------------------------------------------------------- */

static bool is_small(int32_t c)
{
	return letter_capital(c) != c;
}

static bool is_capital(int32_t c)
{
	return letter_small(c) != c;
}

/* Initials: one letter, or two or three of which only the first is a capital, before a
 * full stop ("Yu.", "Дж.", "Kh."). */
static bool is_initial(const char *at, size_t size, const char *end, size_t letters)
{
	static const char *const double_letters[] = { "Yu", "Ya", "Ye", "Yo", "Sh", "Ch",
		"Kh", "Zh", "Dzh", "Th", "Дж", "Ts", "Gh", "Ju", "Md" };

	if (at + size == end || at[size] != '.')
		return false;
	if (letters == 1)
		return true;
	for (size_t i = 0; i < N_ELEMENTS(double_letters); i++)
		if (strlen(double_letters[i]) == size &&
			memcmp(double_letters[i], at, size) == 0)
			return true;
	return false;
}

static enum shape shape_of(const char *word, size_t size, const char *end)
{
	const char *at = word, *stop = word + size;
	size_t letters = 0, small = 0;
	int32_t c = utf8_next(&at, stop);

	if (!is_capital(c))
		return SHAPE_SMALL;
	for (letters = 1; at < stop; letters++)
		small += is_small(utf8_next(&at, stop));
	if (letters <= 3 && is_initial(word, size, end, letters))
		return SHAPE_INITIAL;
	return small > 0 || letters == 1 ? SHAPE_CAPITAL : SHAPE_SHOUT;
}

/* Bytes of 's or ’s at the end of a word. */
static size_t possessive(const char *word, size_t size)
{
	if (size < 4 || (word[size - 1] | 0x20) != 's')
		return 0;
	if (word[size - 2] == '\'')
		return 2;
	return size > 4 && memcmp(word + size - 4, "\xe2\x80\x99", 3) == 0 ? 4 : 0;
}

/* --- what stands between --------------------------------------------------------- */

struct between {
	bool space, line, blank;
	unsigned stops, commas, hyphens, opens, others;
};

static void see(struct between *b, int32_t c)
{
	switch (c) {
	case '\n':
		b->blank = b->line || b->blank;
		b->line = b->space = true;
		return;
	case ' ':
	case '\t':
	case '\r':
	case 0xA0:
	case 0x202F:
	case 0x2009:
		b->space = true;
		return;
	case '.':
		b->stops++;
		return;
	case ',':
	case 0x60C:
		b->commas++;
		return;
	case '-':
	case 0x2010:
	case 0x2011:
		b->hyphens++;
		return;
	case '"':
	case '(':
	case '[':
	case ':':
	case 0xAB:
	case 0x201C:
	case 0x201E:
	case 0x2018:
	case 0x2013:
	case 0x2014:
	case 0x2022:
		b->opens++;
		return;
	default:
		b->others++;
	}
}

static enum gap gap_between(const char *at, const char *end, size_t line_before)
{
	struct between b = { 0 };
	unsigned marks;

	if (end - at > 64)
		return GAP_BREAK;
	while (at < end)
		see(&b, utf8_next(&at, end));
	marks = b.stops + b.commas + b.hyphens + b.opens + b.others;
	if (b.blank || (b.line && (line_before < 45 || marks > 0)))
		return GAP_BREAK;
	if (marks == 0)
		return b.space ? GAP_SPACE : GAP_NONE;
	if (b.opens > 0)
		return GAP_OPEN;
	if (marks > 1 || b.others > 0)
		return GAP_OTHER;
	if (b.commas > 0)
		return GAP_COMMA;
	if (b.hyphens > 0)
		return b.space ? GAP_OPEN : GAP_HYPHEN;
	return b.space ? GAP_STOP : GAP_NONE;
}

/* Other than by white space: a mark that ends a sentence stands before. */
static bool ends_sentence(const char *at, const char *end)
{
	while (at < end) {
		int32_t c = utf8_next(&at, end);
		if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ';')
			return true;
	}
	return false;
}

/* --- making spots ---------------------------------------------------------------- */

struct maker {
	struct reading *r;
	const struct person_words *words;
	struct spots *out;
	size_t line; /* where the line of the last spot begins */
};

static struct spot *add_spot(struct spots *s)
{
	if (room_for_one(&s->at, s->n, &s->capacity) < 0)
		return NULL;
	s->at[s->n] = (struct spot){ 0 };
	return &s->at[s->n++];
}

/* Abbreviations before names: "Ms. B. Radhika", "г. Вена", "Gen. Smith". */
static bool is_abbreviation(const struct spot *s)
{
	return s->shape == SHAPE_INITIAL ||
	       ((s->says & (SAYS_HONORIFIC | SAYS_TITLE)) != 0 && s->end - s->begin <= 8);
}

static void set_gap(struct maker *m, struct spot *s, const struct spot *before)
{
	const char *text = m->r->text;

	if (before == NULL) {
		s->gap = GAP_BREAK;
		s->first = true;
		return;
	}
	size_t from = m->r->tokens.at[before->token].end;
	const char *line = memrchr(text + from, '\n', s->begin - from);
	s->gap = (uint8_t)gap_between(text + from, text + s->begin, from - m->line);
	if (line != NULL)
		m->line = (size_t)(line + 1 - text);
	s->first = s->gap == GAP_BREAK || s->gap == GAP_OPEN ||
		   ((s->gap == GAP_STOP || s->gap == GAP_OTHER) &&
			   ends_sentence(text + from, text + s->begin) &&
			   !(s->gap == GAP_STOP && is_abbreviation(before)));
}

static int make_spot(struct maker *m, size_t token)
{
	const struct token *t = &m->r->tokens.at[token];
	const char *text = m->r->text;
	struct small_word small;
	struct spot *s = add_spot(m->out);

	if (s == NULL)
		return err_nomem();
	s->token = token;
	s->begin = t->begin;
	size_t cut = possessive(text + t->begin, t->end - t->begin);
	s->possessive = cut > 0;
	s->end = t->end - cut;
	s->shape =
		(uint8_t)shape_of(text + s->begin, s->end - s->begin, text + m->r->size);
	small_word(text + s->begin, s->end - s->begin, &small);
	s->says = person_word(m->words, &small);
	if (s->shape != SHAPE_SMALL && s->shape != SHAPE_INITIAL &&
		(is_calendar_word(m->r->lang, small.text, small.size) ||
			is_numeral(m->r->lang, small.text, small.size)))
		s->says |= SAYS_THING;
	set_gap(m, s, m->out->n > 1 ? s - 1 : NULL);
	return 0;
}

/* A date or number between two words parts them. */
static int make_spots(struct maker *m)
{
	const struct tokens *t = &m->r->tokens;
	bool number = false;

	for (size_t i = 0; i < t->n; i++) {
		if (t->at[i].inside)
			continue;
		if (t->at[i].kind != TOKEN_WORD) {
			number = number || t->at[i].kind != TOKEN_MARK;
			continue;
		}
		int rc = make_spot(m, i);
		if (rc < 0)
			return rc;
		struct spot *s = &m->out->at[m->out->n - 1];
		if (number && s->gap != GAP_BREAK)
			s->gap = GAP_OTHER;
		number = false;
	}
	return 0;
}

/* --- what is taken --------------------------------------------------------------- */

/* A place that is called as people are, before a word that may be a family name: Nursultan
 * Nazarbayev. */
static bool is_given_name(const struct mention *m, const struct spots *s, size_t i)
{
	return m->form->kind == KIND_PLACE && m->n_tokens == 1 &&
	       (s->at[i].says & SAYS_GIVEN) != 0 && i + 1 < s->n &&
	       s->at[i + 1].gap == GAP_SPACE && s->at[i + 1].shape == SHAPE_CAPITAL;
}

static void mark_taken(struct reading *r, struct spots *s)
{
	size_t at = 0;

	for (size_t i = 0; i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (m->hidden || m->form->kind == KIND_PERSON)
			continue;
		while (at < s->n && s->at[at].end <= m->begin)
			at++;
		if (at < s->n && is_given_name(m, s, at))
			continue;
		for (size_t k = at; k < s->n && s->at[k].begin < m->end; k++) {
			s->at[k].taken = true;
			s->at[k].in_office |= m->form->kind == KIND_OFFICE;
		}
	}
}

/* --- what is ordinary ------------------------------------------------------------ */

static uint64_t small_hash(const struct reading *r, const struct spot *s)
{
	struct small_word small;

	small_word(r->text + s->begin, s->end - s->begin, &small);
	return small.letters == 0 ? 0 : hash_bytes(small.text, small.size, 0) | 1;
}

/* A set of the words written small. */
static int mark_ordinary(const struct reading *r, struct spots *s)
{
	size_t n = 64;

	while (n < 2 * s->n)
		n *= 2;
	uint64_t *set = calloc(n, sizeof(*set));
	if (set == NULL)
		return err_nomem();
	for (size_t i = 0; i < s->n; i++) {
		uint64_t hash =
			s->at[i].shape == SHAPE_SMALL ? small_hash(r, &s->at[i]) : 0;
		size_t k = hash & (n - 1);
		while (hash != 0 && set[k] != 0 && set[k] != hash)
			k = (k + 1) & (n - 1);
		if (hash != 0)
			set[k] = hash;
	}
	for (size_t i = 0; i < s->n; i++) {
		uint64_t hash =
			s->at[i].shape == SHAPE_SMALL ? 0 : small_hash(r, &s->at[i]);
		size_t k = hash & (n - 1);
		while (hash != 0 && set[k] != 0 && set[k] != hash)
			k = (k + 1) & (n - 1);
		s->at[i].ordinary = hash != 0 && set[k] == hash;
	}
	free(set);
	return 0;
}

/* --- headlines ------------------------------------------------------------------- */

static size_t letters_in(const struct reading *r, const struct spot *s)
{
	return utf8_length(r->text + s->begin, s->end - s->begin);
}

static bool ends_with_mark(const struct reading *r, const struct spot *last)
{
	const char *at = r->text + last->end, *end = r->text + r->size;

	while (at < end && *at != '\n') {
		if (strchr(".!?;:,", *at) != NULL)
			return true;
		at++;
	}
	return false;
}

/* Whether most of the longer words of a paragraph have capitals, and no full stop ends
 * it. */
static bool is_headline(const struct reading *r, const struct spot *s, size_t n)
{
	size_t longer = 0, capitals = 0;

	if (n < HEADLINE_WORDS || s[n - 1].end - s[0].begin > HEADLINE_BYTES ||
		ends_with_mark(r, &s[n - 1]))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (letters_in(r, &s[i]) < LONG_WORD)
			continue;
		longer++;
		capitals += s[i].shape != SHAPE_SMALL;
	}
	return longer >= HEADLINE_WORDS && 100 * capitals >= HEADLINE_SHARE * longer;
}

static void mark_headlines(const struct reading *r, struct spots *s)
{
	for (size_t i = 0; i < s->n;) {
		size_t end = i + 1;
		while (end < s->n && s->at[end].gap != GAP_BREAK)
			end++;
		if (is_headline(r, &s->at[i], end - i))
			for (size_t k = i; k < end; k++)
				s->at[k].headline = true;
		i = end;
	}
}

/* --- all of it ------------------------------------------------------------------- */

#define NO_NAME                                                               \
	(SAYS_HONORIFIC | SAYS_TITLE | SAYS_RANK | SAYS_THING | SAYS_NATION | \
		SAYS_FUNCTION)

/* In a headline what people do has a capital too: "Vladimir Norov Meets …". */
static unsigned no_name(const struct spot *s)
{
	return s->headline ? NO_NAME | SAYS_SAYS : NO_NAME;
}

static void mark_names(struct spots *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct spot *x = &s->at[i];
		x->name = !x->taken && x->shape != SHAPE_SMALL &&
			  ((x->says & no_name(x)) == 0 || x->shape == SHAPE_INITIAL);
	}
}

int spots_read(struct reading *r, const struct person_words *words, struct spots *out)
{
	struct maker m = { .r = r, .words = words, .out = out };
	int rc;

	out->n = 0;
	rc = make_spots(&m);
	if (rc == 0)
		rc = mark_ordinary(r, out);
	if (rc < 0)
		return rc;
	mark_taken(r, out);
	mark_headlines(r, out);
	mark_names(out);
	return 0;
}
