/* SPDX-License-Identifier: Apache-2.0
 *
 * Aligning a word of letters with a word of Han characters by the sounds the characters
 * stand for in names of other languages: for each character the spellings of its
 * syllable's beginning, then of its end, or those it has by itself.  A cell of the table
 * holds the cheapest way to it (after Wagner & Fischer 1974).
 */
#include "config.h"
#include "termbase/names-han-table.h"

#include <string.h>

#define COST_VOWEL 60
#define COST_CONSONANT 100
#define COST_DOUBLED 2
#define COST_HOPELESS 210 /* not gone on from */
#define PRICE_PINYIN 1
#define PRICE_MOST 18 /* of a syllable; a dearer one is another */
#define PRICE_USUAL 5
#define PRICE_RARER 3 /* times what is above that, once more */
#define CONSONANTS_HOPELESS 4

/* ---- asking it ---- */

size_t sounds_suffix(const struct sounds *s, const char32_t *letters, size_t n)
{
	size_t longest = 0;

	for (size_t i = 0; i < s->suffixes.n; i++) {
		const struct spelling *suffix = spelling_at(s, &s->suffixes, i);
		if (suffix->n < n && suffix->n > longest &&
			spelling_begins(letters + n - suffix->n, suffix->n, suffix))
			longest = suffix->n;
	}
	return longest;
}

size_t sounds_prefix(const struct sounds *s, const char32_t *letters, size_t n)
{
	for (size_t i = 0; i < s->prefixes.n; i++) {
		const struct spelling *prefix = spelling_at(s, &s->prefixes, i);
		if (prefix->n < n && spelling_begins(letters, n, prefix))
			return prefix->n;
	}
	return 0;
}

bool sounds_foreign(const struct sounds *s, const char32_t *letters, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < s->foreign.n &&
			spelling_at(s, &s->foreign, k)->letters[0] != letters[i])
			k++;
		if (k == s->foreign.n)
			return false;
	}
	return true;
}

/* ---- aligning ---- */

#define MATCH_LETTERS 48
#define MATCH_CHARACTERS 20
#define SKIPS_MOST 4

struct cell {
	uint16_t cost;
	uint8_t vowels, consonants;
	uint8_t letters, characters; /* of the step that led here */
};
struct matching {
	const struct sounds *s;
	const char32_t *letters, *marked, *han;
	size_t n, n_han;
	bool unvowelled; /* the letters' script */
	bool vowel[MATCH_LETTERS];
	const struct spelling *skips[MATCH_LETTERS][SKIPS_MOST];
	uint8_t n_skips[MATCH_LETTERS];
	bool edge[MATCH_LETTERS + 1]; /* a hyphen stood before the letter, or the end */
	struct cell cells[MATCH_CHARACTERS + 1][MATCH_LETTERS + 1];
	/* of the character that is being tried */
	const char *readings[HAN_READINGS];
	size_t n_readings;
	const struct own_sound *own;
	const struct syllable_sound *sounds[HAN_READINGS];
};

/* A way on from a cell. */
struct step {
	size_t letters, characters;
	unsigned price, vowels, consonants;
};

static void relax(struct matching *m, size_t i, size_t j, const struct step *step)
{
	const struct cell *from = &m->cells[j][i];
	struct cell *to = &m->cells[j + step->characters][i + step->letters];
	unsigned cost = from->cost + step->price;

	if (cost < to->cost)
		*to = (struct cell){ (uint16_t)cost,
			(uint8_t)(from->vowels + step->vowels),
			(uint8_t)(from->consonants + step->consonants),
			(uint8_t)step->letters, (uint8_t)step->characters };
}

static inline bool fits_at(const struct matching *m, size_t i, char32_t wanted)
{
	return m->marked[i] == wanted || same_letter(m->letters[i], wanted);
}

static inline bool fits(
	const struct matching *m, size_t i, const struct spelling *spelling)
{
	if (spelling->n > m->n - i || (spelling->unvowelled && !m->unvowelled))
		return false;
	for (size_t k = 0; k < spelling->n; k++)
		if (!fits_at(m, i + k, spelling->letters[k]))
			return false;
	return (!spelling->start || m->edge[i]) &&
	       (!spelling->end || m->edge[i + spelling->n]);
}

/* Where in what may be skipped a letter, or a later one, comes first; it is sorted so. */
static size_t first_skip(const struct sounds *s, char32_t c)
{
	size_t low = 0, high = s->skips.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (spelling_at(s, &s->skips, middle)->letters[0] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void skips_of(struct matching *m, size_t i, char32_t c)
{
	const struct spellings *skips = &m->s->skips;

	for (size_t k = first_skip(m->s, c); k < skips->n && m->n_skips[i] < SKIPS_MOST;
		k++) {
		const struct spelling *skip = spelling_at(m->s, skips, k);
		if (skip->letters[0] != c)
			return;
		if (fits(m, i, skip))
			m->skips[i][m->n_skips[i]++] = skip;
	}
}

static void skips_at(struct matching *m, size_t i)
{
	skips_of(m, i, m->letters[i]);
	if (m->marked[i] != m->letters[i])
		skips_of(m, i, m->marked[i]);
	if (m->letters[i] == LETTER_UE)
		skips_of(m, i, U'u');
}

/* What may be skipped at a letter, found once for all cells. */
static void find_skips(struct matching *m)
{
	for (size_t i = 0; i < m->n; i++) {
		uint8_t is = sounds_letter(m->s, m->letters[i]);

		m->n_skips[i] = 0;
		m->vowel[i] = is & LETTER_IS_VOWEL;
		if ((is | sounds_letter(m->s, m->marked[i])) & LETTER_IS_SKIPPED)
			skips_at(m, i);
	}
}

/* Letters no character is for. */
static void skip_letter(struct matching *m, size_t i, size_t j)
{
	bool vowel = m->vowel[i];

	for (size_t k = 0; k < m->n_skips[i]; k++)
		relax(m, i, j,
			&(struct step){
				m->skips[i][k]->n, 0, m->skips[i][k]->price, 0, 0 });
	if ((i > 0 && m->letters[i] == m->letters[i - 1]) ||
		(i + 1 < m->n && m->letters[i] == m->letters[i + 1]))
		relax(m, i, j, &(struct step){ 1, 0, COST_DOUBLED, 0, 0 });
	relax(m, i, j,
		&(struct step){
			1, 0, vowel ? COST_VOWEL : COST_CONSONANT, vowel, !vowel });
}

/* A character takes `n` letters, at a price that grows faster for what is rarely met, as a
 * name in which many such meet is another name; the last of them may be the next one's too. */
static void take_letters(struct matching *m, size_t i, size_t j, size_t n, unsigned price)
{
	if (price > PRICE_USUAL)
		price += PRICE_RARER * (price - PRICE_USUAL);
	relax(m, i, j, &(struct step){ n, 1, price, 0, 0 });
	if (n == 0)
		return;
	const struct spellings *again = n > 1 ? &m->s->twice : &m->s->shared;
	for (size_t k = 0; k < again->n; k++) {
		const struct spelling *twice = spelling_at(m->s, again, k);
		if (same_letter(m->letters[i + n - 1], twice->letters[0]))
			relax(m, i, j,
				&(struct step){ n - 1, 1, price + twice->price, 0, 0 });
	}
}

static void try_spellings(
	struct matching *m, size_t i, size_t j, const struct spellings *spellings)
{
	for (size_t k = 0; k < spellings->n; k++) {
		const struct spelling *spelling = spelling_at(m->s, spellings, k);
		if (fits(m, i, spelling))
			take_letters(m, i, j, spelling->n, spelling->price);
	}
}

/* The beginning of a syllable, then its end. */
static void try_halves(
	struct matching *m, size_t i, size_t j, const struct syllable_sound *sound)
{
	for (size_t k = 0; k < sound->initial.n; k++) {
		const struct spelling *begin = spelling_at(m->s, &sound->initial, k);
		if (!fits(m, i, begin))
			continue;
		for (size_t l = 0; l < sound->final.n; l++) {
			const struct spelling *end = spelling_at(m->s, &sound->final, l);
			unsigned price = (unsigned)begin->price + end->price;
			if (begin->n + end->n > 0 && price <= PRICE_MOST &&
				fits(m, i + begin->n, end))
				take_letters(m, i, j, (size_t)begin->n + end->n, price);
		}
	}
}

static const struct own_sound *own_sound(const struct sounds *s, char32_t c)
{
	size_t low = 0, high = s->n_own;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (s->own[middle].character < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n_own && s->own[low].character == c ? &s->own[low] : NULL;
}

/* A reading as it stands, in pinyin. */
static void try_reading(struct matching *m, size_t i, size_t j, const char *reading)
{
	size_t n = 0;

	while (reading[n] != '\0' && i + n < m->n &&
		m->letters[i + n] == (unsigned char)reading[n])
		n++;
	if (reading[n] == '\0')
		take_letters(m, i, j, n, PRICE_PINYIN);
}

/* Looks up what is known of a character, once for all letters. */
static void ask_character(struct matching *m, size_t j)
{
	const struct han_reader *reader = m->s->reader;

	m->own = own_sound(m->s, m->han[j]);
	m->n_readings = han_readings(reader, m->han[j], m->readings);
	for (size_t k = 0; k < m->n_readings; k++)
		m->sounds[k] =
			&m->s->syllables[han_syllable_number(reader, m->readings[k])];
}

static void try_character(struct matching *m, size_t i, size_t j)
{
	relax(m, i, j, &(struct step){ 0, 1, COST_CONSONANT, 0, 1 });
	for (size_t k = 0; k < m->n_readings; k++)
		try_reading(m, i, j, m->readings[k]);
	if (m->own != NULL) {
		try_spellings(m, i, j, &m->own->spellings);
		return;
	}
	for (size_t k = 0; k < m->n_readings; k++) {
		if (m->sounds[k]->whole.n > 0)
			try_spellings(m, i, j, &m->sounds[k]->whole);
		else
			try_halves(m, i, j, m->sounds[k]);
	}
}

static void begin_cells(struct matching *m)
{
	find_skips(m);
	for (size_t j = 0; j <= m->n_han; j++)
		for (size_t i = 0; i <= m->n; i++)
			m->cells[j][i].cost = SOUNDS_NEVER;
	m->cells[0][0] = (struct cell){ 0 };
}

static void fill_cells(struct matching *m, unsigned limit)
{
	for (size_t j = 0; j <= m->n_han; j++) {
		if (j < m->n_han)
			ask_character(m, j);
		for (size_t i = 0; i <= m->n; i++) {
			if (m->cells[j][i].cost > limit)
				continue;
			if (i < m->n)
				skip_letter(m, i, j);
			if (j < m->n_han)
				try_character(m, i, j);
		}
	}
}

/* ---- opening ---- */

static size_t drop_signs(
	const char32_t *letters, size_t n, char32_t *to, size_t room, bool *edge)
{
	size_t kept = 0;

	for (size_t i = 0; i < n && kept < room; i++) {
		if (!han_is_sign(letters[i]))
			to[kept++] = letters[i];
		else if (letters[i] == '-' && edge != NULL)
			edge[kept] = true;
	}
	return kept;
}

/* Room for what is matched. */
struct match_room {
	char32_t plain[MATCH_LETTERS], marked[MATCH_LETTERS];
	char32_t characters[MATCH_CHARACTERS];
};

static bool match_open(struct matching *m, const struct sounds *s,
	struct match_room *room, const struct sound_pair *pair)
{
	m->s = s;
	m->letters = room->plain;
	m->marked = room->marked;
	m->han = room->characters;
	memset(m->edge, 0, sizeof(m->edge));
	drop_signs(pair->marked, pair->n, room->marked, MATCH_LETTERS, NULL);
	m->n = drop_signs(pair->letters, pair->n, room->plain, MATCH_LETTERS, m->edge);
	m->edge[0] = m->edge[m->n] = true;
	m->unvowelled = m->n > 0 && s->unvowelled[script_number(room->plain[0])];
	m->n_han = drop_signs(
		pair->han, pair->n_han, room->characters, MATCH_CHARACTERS, NULL);
	return m->n > 0 && m->n_han > 0;
}

void sounds_match(
	const struct sounds *s, const struct sound_pair *pair, struct sound_match *out)
{
	struct match_room room;
	struct matching m;

	*out = (struct sound_match){ .cost = SOUNDS_NEVER, .consonants = 1 };
	if (!match_open(&m, s, &room, pair))
		return;
	const struct established *word = established_word(s, m.han, m.n_han);
	if (word != NULL && established_is(s, word, m.letters, m.n)) {
		*out = (struct sound_match){ .established = true };
		return;
	}
	begin_cells(&m);
	fill_cells(&m, COST_HOPELESS);
	const struct cell *end = &m.cells[m.n_han][m.n];
	if (end->cost == SOUNDS_NEVER)
		*out = (struct sound_match){ .cost = SOUNDS_NEVER,
			.consonants = CONSONANTS_HOPELESS };
	else
		*out = (struct sound_match){ .cost = end->cost,
			.vowels = end->vowels,
			.consonants = end->consonants };
	if (out->consonants == 0 && word != NULL &&
		established_is_anothers(s, word, m.letters, m.n)) {
		out->anothers = true;
		out->vowels++;
	}
}

size_t sounds_steps(const struct sounds *s, const struct sound_pair *pair,
	struct sound_step steps[SOUND_STEPS])
{
	struct match_room room;
	struct matching m;
	size_t n = 0;

	if (!match_open(&m, s, &room, pair))
		return 0;
	begin_cells(&m);
	fill_cells(&m, COST_HOPELESS);
	for (size_t i = m.n, j = m.n_han; i + j > 0 && n < SOUND_STEPS;) {
		const struct cell *cell = &m.cells[j][i];
		struct sound_step *step = &steps[n++];
		if (cell->cost == SOUNDS_NEVER)
			return 0; /* they never meet */
		i -= cell->letters;
		j -= cell->characters;
		*step = (struct sound_step){ .n = cell->letters };
		step->character = cell->characters > 0 ? m.han[j] : 0;
		memcpy(step->letters, m.letters + i, cell->letters * sizeof(*m.letters));
	}
	for (size_t i = 0; i < n / 2; i++) {
		struct sound_step step = steps[i];
		steps[i] = steps[n - 1 - i];
		steps[n - 1 - i] = step;
	}
	return n;
}

/* ---- spellings for keys ---- */

/* Adds it unless one that begins alike is there: doubled letters and the like make no
 * other key. */
static size_t add_likely(char32_t (*out)[SPELLING_MAX], size_t *sizes, size_t n,
	const struct spelling *begin, const struct spelling *end)
{
	size_t size = 0;

	for (size_t i = 0; i < begin->n && size < SPELLING_MAX; i++)
		out[n][size++] = begin->letters[i];
	for (size_t i = 0; end != NULL && i < end->n && size < SPELLING_MAX; i++)
		out[n][size++] = end->letters[i];
	for (size_t k = 0; size > 0 && k < n; k++)
		if (sizes[k] > 0 && out[k][0] == out[n][0])
			return n;
	sizes[n] = size;
	return n + 1;
}

#define PRICE_LIKELY 1

size_t sounds_likely(const struct sounds *s, char32_t c, size_t most,
	char32_t (*out)[SPELLING_MAX], size_t *sizes)
{
	const char *readings[HAN_READINGS];
	const struct own_sound *own = own_sound(s, c);
	const struct spellings *whole = own == NULL ? NULL : &own->spellings;
	const struct syllable_sound *sound = NULL;
	size_t n = 0;

	if (own == NULL && han_readings(s->reader, c, readings) > 0) {
		sound = &s->syllables[han_syllable_number(s->reader, readings[0])];
		whole = sound->whole.n > 0 ? &sound->whole : NULL;
	}
	for (size_t i = 0; whole != NULL && i < whole->n && n < most; i++)
		if (spelling_at(s, whole, i)->price <= PRICE_LIKELY)
			n = add_likely(out, sizes, n, spelling_at(s, whole, i), NULL);
	if (whole != NULL || sound == NULL || sound->final.n == 0)
		return n;
	for (size_t i = 0; i < sound->initial.n && n < most; i++)
		if (spelling_at(s, &sound->initial, i)->price <= PRICE_LIKELY)
			n = add_likely(out, sizes, n, spelling_at(s, &sound->initial, i),
				spelling_at(s, &sound->final, 0));
	return n;
}
