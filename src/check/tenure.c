/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/tenure.h"

#include <stdio.h>
#include <string.h>

int tenure_of(struct reading *r, int64_t person, int64_t office, struct tenure *when,
	int *verdict)
{
	const struct known_tie *ties;
	size_t n;
	int rc = mention_ties(r->checking->finder, person, &ties, &n);

	*verdict = -1;
	for (size_t i = 0; rc == 0 && i < n && *verdict != 1; i++) {
		if (ties[i].kind != RELATION_HOLDS || ties[i].backwards ||
			ties[i].other != office)
			continue;
		*verdict = valid_at(ties[i].from, ties[i].to, r->date);
		*when = (struct tenure){ ties[i].from, ties[i].to, person };
	}
	return rc;
}

int tenure_holder(struct reading *r, int64_t office, struct tenure *out)
{
	const struct known_tie *ties;
	size_t n, found = 0;
	int rc = mention_ties(r->checking->finder, office, &ties, &n);

	out->holder = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct known_tie *t = &ties[i];
		if (t->kind != RELATION_HOLDS || !t->backwards)
			continue;
		if (*t->from == '\0')
			return 0;
		if (!valid_at(t->from, t->to, r->date))
			continue;
		*out = (struct tenure){ t->from, t->to, t->other };
		found++;
	}
	if (found != 1)
		out->holder = 0;
	return rc;
}

/* Whether of two spans one ends before the other begins, or on the day, or in the month
 * or year that is all that is known. */
static bool is_apart(const struct known_tie *a, const struct known_tie *b)
{
	const char *end = a->to, *begin = b->from;
	size_t end_size = strlen(end), begin_size = strlen(begin);
	size_t known = end_size < begin_size ? end_size : begin_size;

	return known > 0 && strncmp(end, begin, known) <= 0;
}

/* Whether several are known to have held an office, each after another. */
static bool is_held_by_one(const struct known_tie *ties, size_t n)
{
	size_t holders = 0;

	for (size_t i = 0; i < n; i++) {
		if (ties[i].kind != RELATION_HOLDS || !ties[i].backwards)
			continue;
		holders++;
		for (size_t k = 0; k < i; k++)
			if (ties[k].kind == RELATION_HOLDS && ties[k].backwards &&
				!is_apart(&ties[k], &ties[i]) &&
				!is_apart(&ties[i], &ties[k]))
				return false;
	}
	return holders >= 2;
}

int tenure_sole_holder(struct reading *r, int64_t office, struct tenure *out)
{
	const struct known_tie *ties;
	size_t n;
	int rc = mention_ties(r->checking->finder, office, &ties, &n);

	*out = (struct tenure){ 0 };
	if (rc < 0 || !is_held_by_one(ties, n))
		return rc;
	for (size_t i = 0; i < n; i++)
		if (ties[i].kind == RELATION_HOLDS && ties[i].backwards &&
			valid_at(ties[i].from, ties[i].to, r->date))
			*out = (struct tenure){ ties[i].from, ties[i].to, ties[i].other };
	return 0;
}

void tenure_say(const struct tenure *t, char *out, size_t size)
{
	if (*t->from != '\0' && *t->to != '\0')
		snprintf(out, size, "%s to %s", t->from, t->to);
	else if (*t->from != '\0')
		snprintf(out, size, "since %s", t->from);
	else
		snprintf(out, size, "until %s", t->to);
}
