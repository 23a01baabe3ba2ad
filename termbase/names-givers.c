/* SPDX-License-Identifier: Apache-2.0
 *
 * Which rows of the romanisation systems give a spelling, and how well each system would
 * explain a name.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <string.h>

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
		out->at[out->n++] =
			(struct giver){ s, &s->rows[g->row], g->system, !g->which };
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

/* What each system explains of the name: in one step, or as spelling of one side. */
void weigh(struct explaining *e)
{
	struct givers *g = &e->left;
	bool back;

	for (size_t i = 0; i < e->count; i++) {
		const struct difference *d = &e->at[i];

		one_step(e, d, g, &back);
		count_merit(e->merit, g);
		if (left_script(e, d) != right_script(e, d))
			continue;
		find_givers(
			e, IN_OTHER, left_script(e, d), NULL, 0, d->left, d->n_left, g);
		count_merit(e->merit_left, g);
		find_givers(e, IN_OTHER, right_script(e, d), NULL, 0, d->right,
			d->n_right, g);
		count_merit(e->merit_right, g);
	}
}

bool same_language(const char *x, const char *y)
{
	size_t n = strcspn(x, "-");

	return n && n == strcspn(y, "-") && !memcmp(x, y, n);
}

/* The language an ending of the name tells, as ASCII; false where none does. */
static bool hinted_language(const struct namer *n, const struct name *name, char lang[8])
{
	for (size_t i = 0; i < name->n_parts; i++) {
		const struct name_part *part = &name->parts[i];
		int row = wordlists_ending(
			&n->words, WORD_HINT, part->letters, part->n, 2, NULL);
		const struct word *told =
			row < 0 ? NULL : wordlists_at(&n->words, WORD_TOLD, row);

		if (!told || told->n > 7)
			continue;
		for (size_t k = 0; k <= told->n; k++)
			lang[k] = k < told->n ? (char)told->letters[k] : '\0';
		return true;
	}
	return false;
}

/* How likely a system is before the name is looked at: its rank in its language, the
 * language said, and how many systems the language has, which tells how often its names
 * are met in other letters.  Names come from other scripts to Latin rather than back. */
void weigh_systems(struct explaining *e)
{
	size_t all = systems_count(e->n->systems);
	char *lang = e->hint;

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
		e->likely[i] = (int16_t)likely;
	}
}

int standing(const struct explaining *e, const uint16_t *merit, const struct giver *g)
{
	return 2000 * merit[g->at] + (g->first ? 1000 : 500) + e->likely[g->at];
}
