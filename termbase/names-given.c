/* SPDX-License-Identifier: Apache-2.0
 *
 * What the romanisation systems write for what, taken apart once so that reasons are
 * found quickly: every rendering of every row as letters without marks, in two orders, by
 * the first letter of the source and by the first letter of the rendering; and which
 * systems could have written one name as the other, told for all of them at once.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

char32_t letter_plain(const struct namer *n, char32_t c)
{
	return c < ALPHABET_TOP && n->alphabet.plain[c] ? n->alphabet.plain[c] : c;
}

/* The letters of a table's text; false where they are too many to be compared. */
static bool taken_apart(
	const struct namer *n, const char *text, char32_t *to, uint8_t *count)
{
	char32_t letters[RULE_SIDE + 1];
	size_t size = letters_of(text, strlen(text), letters, RULE_SIDE + 1);

	for (size_t i = 0; i < size && i < RULE_SIDE; i++)
		to[i] = letters[i] == LETTER_YO ? LETTER_YO : letter_plain(n, letters[i]);
	*count = (uint8_t)size;
	return size <= RULE_SIDE;
}

static int add_row(struct given_rows *g, const struct namer *n, size_t system, size_t row)
{
	const struct system_row *r = &systems_at(n->systems, system)->rows[row];
	struct given given = { .system = (uint8_t)system, .row = (uint16_t)row };

	if (!taken_apart(n, r->source, given.source, &given.n_source)) {
		g->has_words[system] = true;
		return 0;
	}
	for (size_t i = 0; i < r->n_renderings && i < UINT8_MAX; i++) {
		memset(given.to, 0, sizeof(given.to));
		given.which = (uint8_t)i;
		if (!taken_apart(n, r->renderings[i], given.to, &given.n_to))
			continue;
		if (room_for_one(&g->at, g->n, &g->capacity) < 0)
			return BIS_ENOMEM;
		g->at[g->n++] = given;
	}
	return 0;
}

static char32_t bucket_of(char32_t first)
{
	return first % GIVEN_BUCKETS;
}

/* Numbers of the renderings in buckets, each in the order they were added. */
static uint32_t *in_buckets(
	const struct given_rows *g, bool by_source, uint32_t first[GIVEN_BUCKETS + 1])
{
	uint32_t *order = malloc((g->n + 1) * sizeof(*order));

	if (!order)
		return NULL;
	for (size_t i = 0; i < g->n; i++) {
		const struct given *at = &g->at[i];
		first[bucket_of(by_source ? at->source[0] : at->to[0]) + 1]++;
	}
	for (size_t i = 1; i <= GIVEN_BUCKETS; i++)
		first[i] += first[i - 1];
	for (size_t i = g->n; i-- > 0;) {
		const struct given *at = &g->at[i];
		char32_t bucket = bucket_of(by_source ? at->source[0] : at->to[0]);
		/* filled from behind: the end of a bucket moves down to its beginning */
		order[--first[bucket + 1]] = (uint32_t)i;
	}
	for (size_t i = 0; i < GIVEN_BUCKETS; i++)
		first[i] = first[i + 1];
	first[GIVEN_BUCKETS] = (uint32_t)g->n;
	return order;
}

/* What an unvowelled script makes of itself fits almost anything. */
static uint8_t gain_of(const struct system *s)
{
	if (!strcmp(s->from_script, script_tag(IN_ARABIC)))
		return 2;
	return system_is_usual(s) ? 4 : 2;
}

static void count_systems(struct given_rows *g, const struct systems *all)
{
	size_t count = systems_count(all);

	for (size_t i = 0; i < count && i < SYSTEMS_MAX; i++) {
		const struct system *s = systems_at(all, i);

		g->gain[i] = gain_of(s);
		g->language[i] = (uint8_t)i;
		for (size_t k = count; k-- > 0;)
			if (k < SYSTEMS_MAX &&
				same_language(systems_at(all, k)->from, s->from)) {
				g->of_language[i] +=
					!strcmp(systems_at(all, k)->from, s->from);
				g->language[i] = (uint8_t)k;
			}
		if (!strcmp(s->from_script, s->to_script))
			g->within[g->n_within++] = (uint8_t)i;
	}
}

/* Between languages that are written in one script. */
static void note_written_in(struct given_rows *g, const struct systems *all)
{
	size_t count = systems_count(all);

	for (size_t i = 0; i < g->n_within; i++) {
		const struct system *s = systems_at(all, g->within[i]);
		uint64_t *in = g->written_in[g->language[g->within[i]]];

		for (size_t k = 0; k < count && k < SYSTEMS_MAX; k++)
			if (same_language(s->to, systems_at(all, k)->from))
				in[g->language[k] / 64] |= UINT64_C(1)
							   << (g->language[k] % 64);
	}
}

int given_ready(struct namer *n)
{
	struct given_rows *g;
	size_t all = systems_count(n->systems);
	int rc = 0;

	if (n->given)
		return 0;
	g = n->given = calloc(1, sizeof(*g));
	if (!g)
		return err_nomem();
	count_systems(g, n->systems);
	note_written_in(g, n->systems);
	for (size_t i = 0; i < all && i < SYSTEMS_MAX && !rc; i++)
		for (size_t k = 0; k < systems_at(n->systems, i)->n_rows && !rc; k++)
			rc = add_row(g, n, i, k);
	if (!rc) {
		g->by_source = in_buckets(g, true, g->first_source);
		g->by_to = in_buckets(g, false, g->first_to);
		rc = g->by_source && g->by_to ? 0 : err_nomem();
	}
	if (rc) {
		given_free(g);
		n->given = NULL;
	}
	return rc;
}

void given_free(struct given_rows *g)
{
	if (!g)
		return;
	free(g->at);
	free(g->by_source);
	free(g->by_to);
	free(g);
}

struct given_run given_to(const struct namer *n, char32_t first)
{
	const struct given_rows *g = n->given;
	char32_t bucket = bucket_of(first == LETTER_YO ? first : letter_plain(n, first));

	return (struct given_run){ g->at, g->by_to + g->first_to[bucket],
		g->by_to + g->first_to[bucket + 1] };
}

struct given_run given_from(const struct namer *n, char32_t first)
{
	const struct given_rows *g = n->given;
	char32_t bucket = bucket_of(first == LETTER_YO ? first : letter_plain(n, first));

	return (struct given_run){ g->at, g->by_source + g->first_source[bucket],
		g->by_source + g->first_source[bucket + 1] };
}

/* Whether letters of a table begin the letters of a name, marks aside; ё may have been
 * read as е. */
static bool begins(const struct namer *n, const char32_t *of_table, size_t count,
	const char32_t *letters, size_t left)
{
	if (count > left)
		return false;
	for (size_t i = 0; i < count; i++) {
		char32_t c = letters[i];

		if (of_table[i] == c || (of_table[i] == LETTER_YO && c == LETTER_YE))
			continue;
		if (c == LETTER_YO || of_table[i] != letter_plain(n, c))
			return false;
	}
	return true;
}

bool given_is(const struct namer *n, const char32_t *of_table, size_t count,
	const char32_t *letters, size_t n_letters)
{
	return count == n_letters && begins(n, of_table, count, letters, n_letters);
}

/* ---- letters that reading folds ---- */

/* Puts ё back where е was read for it: the letters of both are counted in the same order. */
void put_yo_back(
	const struct name *name, size_t part, size_t at, char32_t *letters, size_t n)
{
	const struct kept *kept = name->inside;
	const char *text = kept->text, *end = text + kept->size;
	size_t before = 0, seen = 0;

	for (size_t p = 0; p <= part; p++)
		for (size_t i = 0; i < name->parts[p].n && (p < part || i < at); i++)
			before += name->parts[p].letters[i] == LETTER_YE;
	while (text < end && n) {
		char32_t c = (char32_t)utf8_next(&text, end);
		bool yo = c == LETTER_YO || c == 0x0401;

		if (!yo && c != LETTER_YE && c != 0x0415)
			continue;
		if (!yo && end - text >= 2 && !memcmp(text, "\xCC\x88", 2))
			yo = true;
		if (seen++ < before)
			continue;
		while (n && *letters != LETTER_YE)
			letters++, n--;
		if (n && yo)
			*letters = LETTER_YO;
		if (n)
			letters++, n--;
	}
}

/* ---- which systems could have written it ---- */

#define MASKS (SYSTEMS_MAX / 64)
#define COULD_MOST 24 /* letters of a part that are followed */

struct masks {
	uint64_t at[MASKS];
};
struct could {
	const struct namer *n;
	const struct name_part *from, *to;
	bool others; /* renderings that are met count beside the row's own */
	struct masks reach[COULD_MOST + 1][COULD_MOST + 1];
};

static bool is_reached(const struct masks *m)
{
	uint64_t any = 0;

	for (size_t i = 0; i < MASKS; i++)
		any |= m->at[i];
	return any;
}

static void step_over(struct could *c, size_t i, size_t j, char32_t first)
{
	struct given_run run = given_from(c->n, first);

	for (; run.at < run.end; run.at++) {
		const struct given *g = &run.rows[*run.at];
		uint64_t bit = UINT64_C(1) << (g->system % 64);

		if (!(c->reach[i][j].at[g->system / 64] & bit) ||
			(g->which && !c->others) ||
			!begins(c->n, g->source, g->n_source, c->from->letters + i,
				c->from->n - i) ||
			!begins(c->n, g->to, g->n_to, c->to->letters + j, c->to->n - j))
			continue;
		c->reach[i + g->n_source][j + g->n_to].at[g->system / 64] |= bit;
	}
}

static void follow(struct could *c, struct masks *systems)
{
	memset(c->reach, 0, sizeof(c->reach));
	c->reach[0][0] = *systems;
	for (size_t i = 0; i < c->from->n; i++)
		for (size_t j = 0; j <= c->to->n; j++) {
			if (!is_reached(&c->reach[i][j]))
				continue;
			step_over(c, i, j, c->from->letters[i]);
			if (c->from->letters[i] == LETTER_YE)
				step_over(c, i, j, LETTER_YO);
		}
	*systems = c->reach[c->from->n][c->to->n];
}

/* Parts are followed one by one; too long a part tells nothing. */
int given_could(const struct namer *n, const struct name *from, const struct name *to,
	bool others, uint64_t systems[SYSTEMS_MAX / 64])
{
	struct could *c = malloc(sizeof(*c));
	struct masks left;

	if (!c)
		return err_nomem();
	memset(&left, from->n_parts == to->n_parts ? 0xFF : 0, sizeof(left));
	c->n = n;
	c->others = others;
	for (size_t i = 0; i < from->n_parts && is_reached(&left); i++) {
		c->from = &from->parts[i];
		c->to = &to->parts[i];
		if (c->from->n <= COULD_MOST && c->to->n <= COULD_MOST)
			follow(c, &left);
	}
	free(c);
	memcpy(systems, left.at, sizeof(left.at));
	return 0;
}
