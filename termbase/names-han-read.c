/* SPDX-License-Identifier: Apache-2.0
 *
 * A name in letters read as Chinese: cut into syllables as one system writes them, in
 * each way that is possible ("fangan": fan-gan, fang-an).  How systems write the
 * syllables is found by letting each of those that read Han characters write every one of
 * them.
 */
#include "config.h"
#include "termbase/names-han-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"
#include "termbase/names-inside.h"

#define LETTER_UE 0x00FC
#define LETTER_E_HAT 0x00EA
#define HARD_SIGN 0x044A

/* ---- folding ---- */

/* Folds loosely, but for ü, which tells lü from lu. */
static int fold_but_ue(const char *text, size_t size, struct buf *out)
{
	cleanup(buf_free) struct buf strict = BUF_INIT;
	static const char ue[] = "\xC3\xBC";
	int rc = fold_text(FOLD_STRICT, text, size, "", &strict);

	if (rc < 0)
		return rc;
	if (!buf_ok(&strict))
		return err_nomem();
	for (const char *at = buf_str(&strict); rc == 0;) {
		const char *next = strstr(at, ue);
		size_t n = next == NULL ? strlen(at) : (size_t)(next - at);
		/* folding drops spaces at the edges; they part words */
		if (n > 0 && *at == ' ')
			buf_addc(out, ' ');
		rc = fold_text(FOLD_LOOSE, at, n, "", out);
		if (n > 1 && at[n - 1] == ' ')
			buf_addc(out, ' ');
		if (next == NULL)
			break;
		buf_adds(out, ue);
		at = next + strlen(ue);
	}
	return rc < 0 || buf_ok(out) ? rc : err_nomem();
}

int han_fold(
	const char *text, size_t size, bool marks, char32_t *to, size_t room, size_t *n)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	int rc = marks ? fold_text(FOLD_STRICT, text, size, "", &folded)
		       : fold_but_ue(text, size, &folded);

	*n = 0;
	if (rc < 0)
		return rc;
	if (!buf_ok(&folded))
		return err_nomem();
	const char *at = buf_str(&folded), *end = at + folded.size;
	while (at < end && *n < room)
		to[(*n)++] = (char32_t)utf8_next(&at, end);
	return 0;
}

/* ---- words of a name ---- */

static bool is_word_letter(char32_t c)
{
	return letter_in_word(c) || han_is_sign(c);
}

/* Whether the letters, without signs, are an honorific, or two together ("г-н"). */
static bool is_honorific(const struct name *name, const char32_t *letters, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < name->n_parts; i++) {
		const struct name_part *p = &name->parts[i];
		size_t k = 0, here = at;
		if (p->role != PART_HONORIFIC)
			continue;
		for (; k < p->n && here < n; here++)
			if (!han_is_sign(letters[here]) &&
				letters[here] != p->letters[k++])
				break;
		if (k == p->n && here <= n)
			at = here;
		if (at == n)
			return true;
	}
	return false;
}

/* Ends the word that began at `from`. */
static void end_word(const struct name *name, struct han_text *out, size_t from)
{
	while (out->n > from && han_is_sign(out->letters[out->n - 1]))
		out->n--;
	if (out->n == from)
		return;
	if (out->n_words == HAN_WORDS ||
		is_honorific(name, out->letters + from, out->n - from)) {
		out->n = from;
		return;
	}
	out->words[out->n_words++] =
		(struct han_word){ (uint8_t)from, (uint8_t)(out->n - from) };
}

/* `marked` is the text with all marks; where it has as many letters they go along. */
static void cut_words(const struct name *name, const struct buf *folded,
	const struct buf *marked, struct han_text *out)
{
	const char *at = buf_str(folded), *end = at + folded->size;
	const char *other = buf_str(marked), *other_end = other + marked->size;
	bool along = utf8_length(at, folded->size) == utf8_length(other, marked->size);
	size_t from = 0;

	while (at < end && out->n < HAN_LETTERS) {
		char32_t c = (char32_t)utf8_next(&at, end);
		char32_t with = along ? (char32_t)utf8_next(&other, other_end) : c;
		if (!is_word_letter(c)) {
			end_word(name, out, from);
			from = out->n;
		} else if (out->n > from || !han_is_sign(c)) {
			out->letters[out->n] = c;
			out->marked[out->n++] = with;
			out->han = out->han || han_is_character(c);
			out->hyphened = out->hyphened || c == '-' || with == LETTER_E_HAT;
		}
	}
	end_word(name, out, from);
}

int han_text_read(const struct name *name, struct han_text *out)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	cleanup(buf_free) struct buf marked = BUF_INIT;
	const struct kept *kept = name->inside;

	out->n = out->n_words = 0;
	out->han = out->hyphened = false;
	if (kept == NULL)
		return 0;
	size_t size = kept->size < HAN_LETTERS * 4 ? kept->size : HAN_LETTERS * 4;
	while (size < kept->size && size > 0 && (kept->text[size] & 0xC0) == 0x80)
		size--;
	int rc = fold_but_ue(kept->text, size, &folded);
	if (rc == 0)
		rc = fold_text(FOLD_STRICT, kept->text, size, "", &marked);
	if (rc == 0 && !buf_ok(&marked))
		rc = err_nomem();
	if (rc == 0)
		cut_words(name, &folded, &marked, out);
	return rc;
}

/* ---- how systems write syllables ---- */

struct collecting {
	struct syllables *s;
	const char *syllable;
	uint8_t system, nth;
};

static bool has_spelling(
	const struct syllables *s, const struct syllable_spelling *wanted)
{
	for (size_t i = s->n; i-- > 0 && s->at[i].syllable == wanted->syllable &&
			      s->at[i].system == wanted->system;)
		if (s->at[i].n == wanted->n && memcmp(s->at[i].letters, wanted->letters,
						       sizeof(wanted->letters)) == 0)
			return true;
	return false;
}

static int keep_spelling(void *ctx, const char *text, size_t size)
{
	struct collecting *c = ctx;
	struct syllables *s = c->s;
	struct syllable_spelling spelling = {
		.system = c->system, .nth = c->nth, .syllable = c->syllable
	};
	char32_t letters[SPELLING_MAX + 1];
	size_t n;
	int rc = han_fold(text, size, false, letters, SPELLING_MAX + 1, &n);

	if (rc < 0)
		return rc;
	c->nth++;
	if (n == 0 || n > SPELLING_MAX)
		return 0;
	memcpy(spelling.letters, letters, n * sizeof(*letters));
	spelling.n = (uint8_t)n;
	if (has_spelling(s, &spelling))
		return 0;
	if (room_for_one(&s->at, s->n, &s->capacity) < 0)
		return BIS_ENOMEM;
	s->at[s->n++] = spelling;
	return 0;
}

static int collect_system(
	struct syllables *s, const struct han_reader *reader, const struct system *system)
{
	size_t number = s->n_systems++, same = 0;

	s->systems[number] = system;
	for (size_t i = 0; i < han_syllable_count(reader); i++) {
		const char *syllable = han_syllable(reader, i);
		struct collecting c = { s, syllable, (uint8_t)number, 0 };
		size_t before = s->n;
		int rc = system_render_all(
			system, syllable, strlen(syllable), 6, keep_spelling, &c);
		if (rc < 0)
			return rc;
		same += s->n > before && s->at[before].n == strlen(syllable) &&
			s->at[before].letters[0] == (char32_t)syllable[0];
	}
	if (same * 10 > han_syllable_count(reader) * 9)
		s->plain = number;
	return 0;
}

static int by_letters(const void *a, const void *b)
{
	const struct syllable_spelling *one = a, *other = b;
	int order = memcmp(one->letters, other->letters, sizeof(one->letters));

	if (order != 0)
		return order;
	if (one->system != other->system)
		return one->system - other->system;
	return one->nth - other->nth;
}

/* Of two systems that write all alike one is enough: those for persons. */
static bool is_wanted(const struct system *system)
{
	return system->reader != NULL && strcmp(system->reader, "han-name") == 0;
}

/* ---- letters that go together ---- */

#define NO_LETTER 64
#define LETTER_SHORT_I 0x0439
#define LETTER_I 0x0438

static size_t number_of(char32_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c == LETTER_SHORT_I) /* as it is folded */
		c = LETTER_I;
	return c >= 0x0430 && c < HARD_SIGN ? c - 0x0430 + 26 : NO_LETTER;
}

static uint64_t bit_of(size_t number)
{
	return number < NO_LETTER ? UINT64_C(1) << number : 0;
}

static void note_spelling(struct syllables *s, const struct syllable_spelling *spelling)
{
	size_t last = NO_LETTER;

	for (size_t i = 0; i < spelling->n; i++) {
		size_t number = number_of(spelling->letters[i]);

		if (han_is_sign(spelling->letters[i]))
			continue;
		if (last == NO_LETTER)
			s->begins |= bit_of(number);
		else
			s->behind[last] |= bit_of(number);
		last = number;
	}
	s->ends |= bit_of(last);
}

static void note_letters(struct syllables *s)
{
	for (size_t i = 0; i < s->n; i++)
		note_spelling(s, &s->at[i]);
	for (size_t i = 0; i < NO_LETTER; i++)
		if (s->ends & bit_of(i))
			s->behind[i] |= s->begins;
}

bool syllables_could_be(const struct syllables *s, const struct name_part *part)
{
	uint64_t may = s->begins;
	size_t number = NO_LETTER;

	for (size_t i = 0; i < part->n; i++) {
		number = number_of(part->letters[i]);
		if (number == NO_LETTER)
			return true; /* folding may make another of it */
		if (!(may & bit_of(number)))
			return false;
		may = s->behind[number];
	}
	return s->ends & bit_of(number);
}

int syllables_open(struct syllables *s, const struct han_reader *reader,
	const struct systems *systems)
{
	int rc = 0;

	*s = (struct syllables){ 0 };
	for (size_t i = 0; rc == 0 && i < systems_count(systems); i++)
		if (is_wanted(systems_at(systems, i)) && s->n_systems < HAN_SYSTEMS)
			rc = collect_system(s, reader, systems_at(systems, i));
	if (s->n > 0)
		qsort(s->at, s->n, sizeof(*s->at), by_letters);
	note_letters(s);
	return rc;
}

void syllables_close(struct syllables *s)
{
	free(s->at);
	*s = (struct syllables){ 0 };
}

/* ---- cutting a name into syllables ---- */

struct cutting {
	const struct syllables *s;
	const struct han_text *text;
	struct ways *out;
	struct way way;
	size_t word;
	unsigned steps; /* left */
};
#define STEPS_MOST 400

static size_t spellings_from(const struct syllables *s, const char32_t *letters, size_t n)
{
	struct syllable_spelling wanted = { 0 };
	size_t low = 0, high = s->n;

	memcpy(wanted.letters, letters, n * sizeof(*letters));
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (memcmp(s->at[middle].letters, wanted.letters,
			    sizeof(wanted.letters)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void cut_from(struct cutting *c, size_t at);

/* The words go on, or the name is whole. */
static void next_word(struct cutting *c)
{
	if (c->word + 1 < c->text->n_words) {
		c->word++;
		cut_from(c, c->text->words[c->word].from);
		c->word--;
	} else if (c->out->n < WAYS_MOST) {
		c->out->at[c->out->n++] = c->way;
	}
}

static void take(struct cutting *c, const struct syllable_spelling *spelling, size_t at)
{
	struct way saved = c->way;

	c->way.syllables[c->way.n++] = spelling->syllable;
	c->way.loose = (uint8_t)(c->way.loose + (spelling->nth > 0));
	c->way.first = (uint8_t)(c->way.first + (c->word == 0));
	c->way.last = (uint8_t)(c->way.last + (c->word + 1 == c->text->n_words));
	cut_from(c, at + spelling->n);
	c->way = saved;
}

/* Signs that may stand between syllables; the hard sign behind -н only. */
static size_t skip_signs(const struct cutting *c, size_t at, size_t end)
{
	const struct han_word *word = &c->text->words[c->word];
	const char32_t *letters = c->text->letters;

	while (at > word->from && at < end &&
		(han_is_sign(letters[at]) || letters[at] == HARD_SIGN))
		at++;
	return at;
}

static void cut_from(struct cutting *c, size_t at)
{
	const struct han_word *word = &c->text->words[c->word];
	size_t end = (size_t)word->from + word->n;
	const struct syllables *s = c->s;

	at = skip_signs(c, at, end);
	if (at == end) {
		next_word(c);
		return;
	}
	if (c->way.n == WAY_SYLLABLES || c->steps == 0 || c->out->n == WAYS_MOST)
		return;
	c->steps--;
	for (size_t n = end - at < SPELLING_MAX ? end - at : SPELLING_MAX; n > 0; n--) {
		const char32_t *letters = c->text->letters + at;
		for (size_t i = spellings_from(s, letters, n); i < s->n; i++) {
			const struct syllable_spelling *spelling = &s->at[i];
			if (spelling->n != n || memcmp(spelling->letters, letters,
							n * sizeof(*letters)) != 0)
				break;
			if (spelling->system == c->way.system)
				take(c, spelling, at);
		}
	}
}

void ways_read(const struct syllables *s, const struct han_text *text, struct ways *out)
{
	out->n = 0;
	out->hyphened = text->hyphened;
	if (text->n_words == 0 || text->n_words > 4 || text->n > 32)
		return;
	for (size_t system = 0; system < s->n_systems; system++) {
		struct cutting c = { .s = s,
			.text = text,
			.out = out,
			.way = { .system = (uint8_t)system,
				.words = (uint8_t)text->n_words },
			.steps = STEPS_MOST };
		cut_from(&c, text->words[0].from);
	}
}
