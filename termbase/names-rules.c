/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules of spelling, made from tables: of each sound all the ways to write it (in
 * termbase/names/sounds.tsv, and in the romanisation systems: a row's source and its
 * renderings), and from these every pair.  A rule's price is the sum of what the two ways
 * cost; rules lie in buckets by the letters both sides begin with.
 */
#include "config.h"

#include "termbase/names-rules.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

#define SOUNDS_FILE "termbase/names/sounds.tsv"
#define PRICE_MOST 46 /* a dearer pair is no rule */

uint64_t groups_bit(struct groups *g, const char *id, size_t size)
{
	if (size == 1 && *id == '*')
		return EVERY_GROUP;
	for (size_t i = 0; i < g->n; i++)
		if (strlen(g->id[i]) == size && !memcmp(g->id[i], id, size))
			return UINT64_C(1) << i;
	if (g->n == GROUPS_MAX || size >= sizeof(g->id[0]))
		return EVERY_GROUP;
	memcpy(g->id[g->n], id, size);
	return UINT64_C(1) << g->n++;
}

bool groups_across(const struct groups *g, uint64_t bit)
{
	for (size_t i = 0; i < g->n; i++)
		if (bit == UINT64_C(1) << i)
			return g->across[i];
	return false;
}

static int rules_add(struct rules *r, const struct rule *rule)
{
	if (room_for_one(&r->at, r->n, &r->capacity) < 0)
		return BIS_ENOMEM;
	r->at[r->n++] = *rule;
	return 0;
}

bool way_same(const struct way *a, const struct way *b)
{
	return a->n == b->n &&
	       !memcmp(a->letters, b->letters, a->n * sizeof(a->letters[0]));
}

/* Whether one plain vowel is given for another that is not near, as one language alone
 * would have it. */
static bool is_shift(const struct sound *s, const struct way *a, const struct way *b)
{
	return !s->across && s->groups != EVERY_GROUP && a->vowel && b->vowel &&
	       a->vowel != b->vowel;
}

static int add_pair(
	struct rules *r, const struct sound *s, const struct way *a, const struct way *b)
{
	struct rule rule = { .n_left = a->n,
		.n_right = b->n,
		.price = (uint8_t)(a->price + b->price),
		.flags = (uint8_t)(a->flags | b->flags),
		.scripts = s->scripts,
		.beside_left = a->beside ? a->beside : b->source,
		.beside_right = b->beside ? b->beside : a->source,
		.groups = s->groups };

	if (way_same(a, b) || a->price + b->price > PRICE_MOST)
		return 0;
	if (s->across && a->script == b->script)
		return 0;
	if (s->scripts && a->n && b->n &&
		!(s->scripts & (1u << a->script | 1u << b->script)))
		return 0;
	if (s->loose)
		rule.flags |= RULE_LOOSE;
	else if (is_shift(s, a, b))
		rule.flags |= RULE_SIGN;
	memcpy(rule.left, a->letters, sizeof(rule.left));
	memcpy(rule.right, b->letters, sizeof(rule.right));
	return rules_add(r, &rule);
}

/* Whether two ways, by their numbers in the sound, may stand for one another.  Two plain
 * vowels written for a letter that is neither are seldom met side by side. */
static bool go_together(const struct sound *s, size_t i, size_t j)
{
	if (i && j && !s->ways[0].vowel && s->ways[0].n == 1 &&
		is_shift(s, &s->ways[i], &s->ways[j]))
		return false;
	if (i == j || (i && s->ways[j].first_only) || (j && s->ways[i].first_only))
		return false;
	return !s->ways[i].aside || !s->ways[j].aside ||
	       (s->ways[i].script == IN_LATIN && s->ways[j].script == IN_LATIN);
}

int rules_add_sound(struct rules *r, const struct sound *s)
{
	int rc = 0;

	for (size_t i = 0; i < s->n && !rc; i++)
		for (size_t j = 0; j < s->n && !rc; j++)
			if (go_together(s, i, j))
				rc = add_pair(r, s, &s->ways[i], &s->ways[j]);
	return rc;
}

/* The vowel of a way that is nothing else; i and y before another vowel are none. */
static uint8_t only_vowel(
	const struct alphabet *a, const struct way *way, const char32_t *letters)
{
	uint8_t only = 0, last = 0;

	for (size_t i = way->n; i-- > 0;) {
		char32_t c = letter_folded(a, letters[i]);

		if (c >= ALPHABET_TOP || a->kind[c] != LETTER_VOWEL)
			return 0;
		if (last && a->vowel[c] == a->vowel['i'])
			continue;
		if (only || !a->vowel[c])
			return 0;
		only = last = a->vowel[c];
	}
	return only;
}

bool way_number(struct alphabet *a, const char32_t *letters, struct way *way)
{
	if (way->n > RULE_SIDE)
		return false;
	for (size_t i = 0; i < way->n; i++) {
		way->letters[i] = alphabet_add(a, letter_folded(a, letters[i]));
		if (way->letters[i] == LETTER_UNKNOWN)
			return false;
	}
	way->vowel = only_vowel(a, way, letters);
	way->script = way->n ? (uint8_t)script_number(letters[0]) : UINT8_MAX;
	return true;
}

static void read_side(
	struct alphabet *a, struct beside *b, bool behind, const char *text, size_t size)
{
	struct beside_side *side = behind ? &b->behind : &b->before;
	char32_t letters[16];
	size_t n = letters_of(text, size, letters, N_ELEMENTS(letters));

	static const char shapes[] = "?%+="; /* by enum syllable */
	const char *shape = behind && size == 1 ? strchr(shapes, *text) : NULL;

	b->consonant_before |= !behind && size == 1 && *text == '%';
	if (shape)
		b->syllable = (enum syllable)(shape - shapes);
	side->asked = n > 0;
	side->edge = memchr(text, behind ? '$' : '^', size);
	for (size_t i = 0; i < n; i++)
		letter_set_add(&side->letters, alphabet_add(a, letters[i]));
}

/* "<w" and ">ld" behind a way: what must stand before and behind it; the size of the way
 * without. */
static int read_beside(struct namer *n, const char *word, size_t *size, uint8_t *number)
{
	struct beside b = { 0 };

	for (size_t i = *size; i-- > 1;) {
		if (word[i] != '<' && word[i] != '>')
			continue;
		read_side(&n->alphabet, &b, word[i] == '>', word + i + 1, *size - i - 1);
		*size = i;
	}
	return beside_add(&n->rules.besides, &b, number);
}

/* "^kh:3$" as one way. */
static int add_way(struct namer *n, struct sound *s, const char *word, size_t size)
{
	struct way way = { 0 };
	char32_t letters[RULE_SIDE + 1];
	const char *colon = size > 1 ? memchr(word + 1, ':', size - 1) : NULL;
	int rc;

	if (colon) {
		way.price = (uint8_t)atoi(colon + 1);
		size = (size_t)(colon - word);
	}
	rc = read_beside(n, word, &size, &way.beside);
	if (rc)
		return rc;
	if (size > 1 && *word == '~')
		way.first_only = true, word++, size--;
	if (size && *word == '^')
		way.flags |= RULE_START, word++, size--;
	if (size && word[size - 1] == '$')
		way.flags |= RULE_END, size--;
	way.n = (uint8_t)letters_of(word, size, letters, RULE_SIDE + 1);
	if (s->n == WAYS_MAX || (!way.n && !(size && *word == '-')))
		return 0;
	if (way_number(&n->alphabet, letters, &way))
		s->ways[s->n++] = way;
	return 0;
}

/* "kk,ky@Arab": groups, and the script one side must be of. */
static void read_groups(struct namer *n, struct sound *s, const char *text, size_t size)
{
	const char *at = memchr(text, '@', size);
	size_t length = at ? (size_t)(at - text) : size;

	for (size_t i = 0; i < length;) {
		const char *comma = memchr(text + i, ',', length - i);
		size_t end = comma ? (size_t)(comma - text) : length;
		if (end - i == 4 && !memcmp(text + i, "long", 4)) {
			s->loose = true;
			s->groups = EVERY_GROUP;
			return;
		}
		uint64_t bit = groups_bit(&n->groups, text + i, end - i);

		s->groups |= bit;
		s->across |= groups_across(&n->groups, bit);
		i = end + 1;
	}
	for (int script = 0; at && script < IN_OTHER; script++)
		if (size - length > 4 && !memcmp(at + 1, script_tag(script), 4))
			s->scripts = (uint8_t)(1u << script);
}

static int sound_line(struct namer *n, const char *line, const char *tab, const char *end)
{
	struct sound s = { 0 };
	struct folded f;
	const char *word;
	size_t size;
	int rc = folded_open(&f, tab + 1, (size_t)(end - tab - 1));

	if (rc)
		return rc;
	read_groups(n, &s, line, (size_t)(tab - line));
	while (!rc && (size = folded_next(&f, &word)))
		rc = add_way(n, &s, word, size);
	folded_close(&f);
	return rc ? rc : rules_add_sound(&n->rules, &s);
}

static int kind_line(struct namer *n, uint8_t kind, const char *text, const char *end)
{
	struct folded f;
	char32_t letters[2];
	const char *word;
	size_t size;
	int rc = folded_open(&f, text, (size_t)(end - text));

	if (rc)
		return rc;
	while ((size = folded_next(&f, &word)))
		if (letters_of(word, size, letters, 2) && letters[0] < ALPHABET_TOP)
			n->alphabet.kind[letters[0]] = kind;
	folded_close(&f);
	return 0;
}

/* Vowels that are near one another, all of one line. */
static int near_line(struct namer *n, const char *text, const char *end)
{
	struct folded f;
	char32_t letters[2];
	const char *word;
	size_t size;
	int rc = folded_open(&f, text, (size_t)(end - text));
	uint8_t number = n->rules.n_near + 1;

	if (rc)
		return rc;
	if (number == VOWELS_MAX) {
		folded_close(&f);
		return err_set(BIS_EFORMAT, "%s: more than %d sets of near vowels",
			SOUNDS_FILE, VOWELS_MAX - 1);
	}
	n->rules.n_near = number;
	while ((size = folded_next(&f, &word)))
		if (letters_of(word, size, letters, 2) && letters[0] < ALPHABET_TOP)
			n->alphabet.vowel[letters[0]] = n->rules.n_near;
	folded_close(&f);
	return 0;
}

/* "o a": two vowels of which one may stand wherever the other does. */
static int throughout_line(struct namer *n, const char *text, const char *end)
{
	char32_t letters[2] = { 0 };

	letters_of(text, (size_t)(end - text), letters, N_ELEMENTS(letters));
	for (size_t i = 0; i < N_ELEMENTS(letters); i++)
		if (letters[i] < ALPHABET_TOP)
			n->rules.throughout[i] = n->alphabet.vowel[letters[i]];
	return 0;
}

/* The groups of a line, "zh en fr". */
static uint64_t group_line(struct namer *n, const char *text, const char *end)
{
	uint64_t bits = 0;

	while (text < end) {
		size_t size = strcspn(text, " \t\n");

		bits |= groups_bit(&n->groups, text, size);
		text += size;
		while (text < end && *text == ' ')
			text++;
	}
	return bits;
}

static void across_line(struct namer *n, const char *text, const char *end)
{
	uint64_t bits = group_line(n, text, end);

	for (size_t g = 0; g < n->groups.n; g++)
		if (bits & UINT64_C(1) << g)
			n->groups.across[g] = true;
}

static int table_line(struct namer *n, const char *line, const char *end)
{
	const char *tab = memchr(line, '\t', (size_t)(end - line));

	if (!tab)
		return 0;
	if (!strncmp(line, "# vowels\t", 9))
		return kind_line(n, LETTER_VOWEL, tab + 1, end);
	if (!strncmp(line, "# silent\t", 9))
		return kind_line(n, LETTER_SILENT, tab + 1, end);
	if (!strncmp(line, "# near\t", 7))
		return near_line(n, tab + 1, end);
	if (!strncmp(line, "# throughout\t", 13))
		return throughout_line(n, tab + 1, end);
	if (!strncmp(line, "# across\t", 9))
		across_line(n, tab + 1, end);
	if (!strncmp(line, "# abroad\t", 9))
		n->rules.abroad = group_line(n, tab + 1, end);
	return *line == '#' ? 0 : sound_line(n, line, tab, end);
}

static int sounds_compile(struct namer *n)
{
	const struct asset *file = asset_find(SOUNDS_FILE);
	int rc = 0;

	for (const char *at = file ? file->data : "", *end; *at && !rc;
		at = *end ? end + 1 : end) {
		end = at + strcspn(at, "\n");
		rc = table_line(n, at, end);
	}
	return rc;
}

/* Spellings of a source language ("across") go together with any one language's letters,
 * so a rule of one kind leaves the other kind open. */
static void open_groups(struct namer *n)
{
	uint64_t across = 0;

	for (size_t i = 0; i < n->groups.n; i++)
		if (n->groups.across[i])
			across |= UINT64_C(1) << i;
	n->rules.across = across;
	for (size_t i = 0; i < n->rules.n; i++) {
		uint64_t groups = n->rules.at[i].groups;

		if (!(groups & across))
			groups |= across;
		if (!(groups & ~across))
			groups |= ~across;
		n->rules.at[i].groups = groups;
		n->rules.at[i].wide = (uint8_t)ones_in(groups);
	}
}

int rules_compile(struct namer *n)
{
	int rc = sounds_compile(n);

	if (!rc)
		rc = rules_add_systems(n);
	if (rc)
		return rc;
	open_groups(n);
	n->rules.n_letters = n->alphabet.count;
	return rules_fill_buckets(&n->rules);
}

void rules_free(struct rules *r)
{
	free(r->at);
	free(r->first);
	free(r->pairs);
	free(r->near);
	free(r->besides.at);
	*r = (struct rules){ 0 };
}
