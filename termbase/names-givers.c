/* SPDX-License-Identifier: Apache-2.0
 *
 * Which rows of the romanisation systems give a spelling, and how well each system would
 * explain a name.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <string.h>

#include "src/text/letters.h"
#include "src/text/utf8.h"

/* Rows of systems between the scripts (`from` IN_OTHER: any) that give the letters;
 * where `source` is there, from it only. */
void find_givers(const struct explaining *e, enum name_script from, enum name_script to,
	const char32_t *source, size_t n_source, const char32_t *letters, size_t count,
	struct givers *out)
{
	struct given_run run = given_to(e->n, count ? letters[0] : 0);
	const struct given *last = NULL;

	out->n = 0;
	for (; run.at < run.end && out->n < GIVERS_MAX; run.at++) {
		const struct given *g = &run.rows[*run.at];
		const struct system *s;

		if (!given_is(e->n, g->to, g->n_to, letters, count) ||
			(source && !given_is(e->n, g->source, g->n_source, source,
					   n_source)) ||
			(last && last->system == g->system && last->row == g->row))
			continue;
		s = systems_at(e->n->systems, g->system);
		if (strcmp(s->to_script, script_tag(to)) ||
			(from != IN_OTHER && strcmp(s->from_script, script_tag(from))))
			continue;
		out->at[out->n++] = (struct giver){ s, &s->rows[g->row], g->system,
			!g->which, (uint8_t)(e->n->given->gain[g->system] - !!g->which),
			g->source[0] };
		last = g;
	}
}

static enum name_script script_of_side(
	const char32_t *letters, size_t n, const struct name *name)
{
	return script_number(n ? letters[0] : name->parts[0].letters[0]);
}

enum name_script left_script(const struct explaining *e, const struct difference *d)
{
	return script_of_side(d->left, d->n_left, e->a);
}

enum name_script right_script(const struct explaining *e, const struct difference *d)
{
	return script_of_side(d->right, d->n_right, e->b);
}

/* Systems that make the difference in one step; `back`: from right to left.  Names come
 * to Latin letters rather than from them. */
void one_step(const struct explaining *e, const struct difference *d, struct givers *out,
	bool *back)
{
	enum name_script left = left_script(e, d), right = right_script(e, d);

	*back = left == IN_LATIN && right != IN_LATIN;
	for (int i = 0; i < 2; i++, *back = !*back) {
		if (*back)
			find_givers(e, right, left, d->right, d->n_right, d->left,
				d->n_left, out);
		else
			find_givers(e, left, right, d->left, d->n_left, d->right,
				d->n_right, out);
		if (out->n)
			return;
	}
}

bool same_language(const char *x, const char *y)
{
	size_t n = strcspn(x, "-");

	return n && n == strcspn(y, "-") && !memcmp(x, y, n);
}

/* A word that is the tag of a language; false where it is none. */
static bool word_ascii(const struct word *word, char lang[8])
{
	if (word->n > 7)
		return false;
	for (size_t i = 0; i <= word->n; i++)
		lang[i] = i < word->n ? (char)word->letters[i] : '\0';
	return true;
}

/* A system gains by each difference once, more where it is its own rendering. */
static void count_merit(uint16_t merit[SYSTEMS_MAX], const struct givers *g)
{
	for (size_t i = 0; i < g->n;) {
		uint16_t at = g->at[i].at, gain = 1;

		for (; i < g->n && g->at[i].at == at; i++)
			if (g->at[i].first)
				gain = 2;
		merit[at] = (uint16_t)(merit[at] + gain);
	}
}

static void one_step_gains(
	const struct explaining *e, const struct givers *g, uint8_t gains[SYSTEMS_MAX])
{
	for (size_t i = 0; i < g->n; i++) {
		uint8_t *gain = &gains[e->n->given->language[g->at[i].at]];

		if (g->at[i].gain > *gain)
			*gain = g->at[i].gain;
	}
}

#define PRIOR_FIRST 260 /* of the language that is likeliest where nothing tells */
#define PRIOR_NEXT 100  /* of the others in their order */
#define PRIOR_STEP 8

int namer_language_prior(const struct namer *n, const char *tag)
{
	const struct wordlists *w = &n->words;
	const struct word *of = NULL;
	int before = 0;

	for (size_t i = w->first[WORD_LANGUAGE]; i < w->first[WORD_LANGUAGE + 1]; i++) {
		char lang[8] = "";

		word_ascii(&w->at[i], lang);
		if (same_language(lang, tag))
			of = &w->at[i];
	}
	if (!of)
		return 0;
	for (size_t i = w->first[WORD_LANGUAGE]; i < w->first[WORD_LANGUAGE + 1]; i++)
		before += w->at[i].row < of->row;
	return before ? PRIOR_NEXT - PRIOR_STEP * before : PRIOR_FIRST;
}

/* Whether a name of which nothing is known is of that language rather than any other. */
static bool is_likeliest(const struct namer *n, const char *tag)
{
	return namer_language_prior(n, tag) == PRIOR_FIRST;
}

/* Whether a name may be of a language though its systems explain nothing of it: something
 * tells that language, or it is the likeliest and written in these scripts. */
static bool may_be_of(const struct explaining *e, size_t language)
{
	const struct systems *all = e->n->systems;
	const char *from = systems_at(all, language)->from;
	size_t count = systems_count(all);

	if (same_language(from, e->hint))
		return true;
	if (!is_likeliest(e->n, from))
		return false;
	for (size_t i = 0; i < count && i < SYSTEMS_MAX; i++)
		if (e->n->given->language[i] == language &&
			(is_between(systems_at(all, i), e->a, e->b) ||
				is_between(systems_at(all, i), e->b, e->a)))
			return true;
	return false;
}

/* The language whose systems explain most of the name, the likelier one among equals. */
static void choose_tongue(struct explaining *e, const uint16_t explained[SYSTEMS_MAX])
{
	const struct given_rows *g = e->n->given;
	size_t all = systems_count(e->n->systems);
	int most = 0;

	for (size_t i = 0; i < all && i < SYSTEMS_MAX; i++) {
		const char *from = systems_at(e->n->systems, i)->from;
		int merit = 100 * explained[i] + namer_language_prior(e->n, from);

		if (g->language[i] != i || (!explained[i] && !may_be_of(e, i)))
			continue;
		if (same_language(from, e->hint))
			merit += 2500;
		if (same_language(from, e->a->lang) || same_language(from, e->b->lang))
			merit += 90;
		if (merit <= most)
			continue;
		most = merit;
		e->tongue = (uint8_t)i;
		e->has_tongue = true;
	}
}

/* Whether a reason may name the system: it is of the language the name is taken to be of,
 * or of one that writes such names in its own way. */
static bool is_akin(const struct explaining *e, size_t system)
{
	const struct given_rows *g = e->n->given;

	return !e->has_tongue || g->language[system] == e->tongue ||
	       is_written_in(g, e->tongue, g->language[system]);
}

bool may_name(const struct explaining *e, const struct giver *g)
{
	uint8_t covers = e->covers[g->at];

	return is_akin(e, g->at) &&
	       (system_is_usual(g->system) || covers > 1 || covers >= e->n_covered);
}

static void count_covered(
	struct explaining *e, const struct givers *g, bool counted[SYSTEMS_MAX])
{
	for (size_t i = 0; i < g->n; i++) {
		if (!counted[g->at[i].at])
			e->covers[g->at[i].at]++;
		counted[g->at[i].at] = true;
	}
}

/* What each system explains of the name, in one step or as spelling of one side. */
void weigh(struct explaining *e)
{
	struct givers *g = &e->left;
	bool back;

	for (size_t i = 0; i < e->count; i++) {
		const struct difference *d = &e->at[i];
		bool across = left_script(e, d) != right_script(e, d);
		bool counted[SYSTEMS_MAX] = { false };

		one_step(e, d, g, &back);
		count_merit(e->merit, g);
		if (across && is_plain(e, d))
			continue;
		e->n_covered++;
		count_covered(e, g, counted);
		if (across)
			continue;
		find_givers(
			e, IN_OTHER, left_script(e, d), NULL, 0, d->left, d->n_left, g);
		count_merit(e->merit_left, g);
		count_covered(e, g, counted);
		find_givers(e, IN_OTHER, right_script(e, d), NULL, 0, d->right,
			d->n_right, g);
		count_merit(e->merit_right, g);
		count_covered(e, g, counted);
	}
}

bool are_vowels(const struct namer *n, const char32_t *letters, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (letters[i] >= ALPHABET_TOP ||
			n->alphabet.kind[letters[i]] != LETTER_VOWEL)
			return false;
	return true;
}

/* Whether the likeliest language writes the letters too. */
static bool are_common(const struct namer *n, const char32_t *letters, size_t count)
{
	struct given_run run = given_from(n, count ? letters[0] : 0);

	for (; run.at < run.end; run.at++) {
		const struct given *g = &run.rows[*run.at];

		if (given_is(n, g->source, g->n_source, letters, count) &&
			is_likeliest(n, systems_at(n->systems, g->system)->from))
			return true;
	}
	return count == 0;
}

/* Vowels are written one for another in every language: they tell one only by letters of
 * its own, or where the name tells more. */
static bool tells_language(const struct explaining *e, const struct difference *d)
{
	if (*e->hint || e->slavic || !are_vowels(e->n, d->left, d->n_left) ||
		!are_vowels(e->n, d->right, d->n_right))
		return true;
	if (left_script(e, d) == IN_CYRILLIC)
		return !are_common(e->n, d->left, d->n_left);
	if (right_script(e, d) == IN_CYRILLIC)
		return !are_common(e->n, d->right, d->n_right);
	return left_script(e, d) != IN_LATIN || right_script(e, d) != IN_LATIN;
}

static void forget_others(const struct namer *n, uint8_t gains[SYSTEMS_MAX])
{
	size_t count = systems_count(n->systems);

	for (size_t i = 0; i < count && i < SYSTEMS_MAX; i++)
		if (gains[i] && !is_likeliest(n, systems_at(n->systems, i)->from))
			gains[i] = 0;
}

void find_tongue(struct explaining *e)
{
	uint16_t explained[SYSTEMS_MAX] = { 0 };
	size_t all = systems_count(e->n->systems);
	bool back;

	for (size_t i = 0; i < e->count; i++) {
		const struct difference *d = &e->at[i];
		bool across = left_script(e, d) != right_script(e, d);
		uint8_t gains[SYSTEMS_MAX] = { 0 };

		if (across && is_plain(e, d))
			continue;
		one_step(e, d, &e->left, &back);
		one_step_gains(e, &e->left, gains);
		if (!across)
			two_step_gains(e, d, gains);
		if (!tells_language(e, d))
			forget_others(e->n, gains);
		for (size_t k = 0; k < all && k < SYSTEMS_MAX; k++)
			explained[k] = (uint16_t)(explained[k] + gains[k]);
	}
	choose_tongue(e, explained);
}

/* The row of words that tells a language by an ending of a part; -1 none. */
static int telling_ending(const struct wordlists *w, const struct name *name)
{
	int row = -1;

	for (size_t i = 0; row < 0 && i < name->n_parts; i++)
		row = wordlists_ending(
			w, WORD_HINT, name->parts[i].letters, name->parts[i].n, 2, NULL);
	return row;
}

/* … by a letter of the name as it was written. */
static int telling_letter(const struct wordlists *w, const struct name *name)
{
	const struct kept *kept = name->inside;
	const char *text = kept->text, *end = text + kept->size;
	int row = -1;

	while (row < 0 && text < end) {
		char32_t c = (char32_t)letter_small(utf8_next(&text, end));

		row = c < 0x80 ? -1 : wordlists_row(w, WORD_LETTER, &c, 1);
	}
	return row;
}

static bool is_slavic(const struct wordlists *w, const struct name *name)
{
	for (size_t i = 0; i < name->n_parts; i++)
		if (wordlists_ending(w, WORD_SLAVIC, name->parts[i].letters,
			    name->parts[i].n, 2, NULL) >= 0)
			return true;
	return false;
}

/* The language the name tells, as ASCII; false where it does not. */
static bool hinted_language(const struct namer *n, const struct name *name, char lang[8])
{
	int row = telling_ending(&n->words, name);
	const struct word *told;

	if (row < 0)
		row = telling_letter(&n->words, name);
	told = row < 0 ? NULL : wordlists_at(&n->words, WORD_TOLD, row);
	return told && word_ascii(told, lang);
}

/* How likely a system is before the name is looked at: its rank in its language, the
 * language said, and how many systems the language has, which tells how often its names
 * are met in other letters.  Names come from other scripts to Latin rather than back. */
void weigh_systems(struct explaining *e)
{
	size_t all = systems_count(e->n->systems);
	char *lang = e->hint;

	e->slavic = is_slavic(&e->n->words, e->a) || is_slavic(&e->n->words, e->b);
	if (!hinted_language(e->n, e->a, lang))
		hinted_language(e->n, e->b, lang);
	for (size_t i = 0; i < all && i < SYSTEMS_MAX; i++) {
		const struct system *s = systems_at(e->n->systems, i);
		int likely = 100 - (s->rank < 100 ? s->rank : 100);

		likely += 10 * e->n->given->of_language[i];
		/* a language is named with its script where it has another of its own,
		 * and what came through a second language is seldom the first reason */
		if (strchr(s->from, '-'))
			likely -= 100;
		if (!strncmp(s->id, "via-", 4))
			likely -= *lang && same_language(s->from, lang) ? 250 : 4000;
		if (same_language(s->from, lang))
			likely += 2500;
		if (!strcmp(s->kind, "standard"))
			likely += 40;
		if (same_language(s->from, e->a->lang) ||
			same_language(s->from, e->b->lang))
			likely += 300;
		if (!strcmp(s->from_script, "Latn"))
			likely -= 200;
		if (!system_is_usual(s))
			likely -= 4500;
		e->likely[i] = (int16_t)likely;
	}
}

int standing(const struct explaining *e, const uint16_t *merit, const struct giver *g)
{
	int base = g->first ? 1000 : 500;

	if (e->has_tongue && e->n->given->language[g->at] == e->tongue)
		base += 50000;
	return base + 2000 * merit[g->at] + e->likely[g->at];
}
