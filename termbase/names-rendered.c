/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a name is exactly how a system writes the other: then that is the reason.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <string.h>

#include "src/base/err.h"

static bool same_plain(
	const struct namer *n, const struct name_part *a, const struct name_part *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		char32_t x = a->letters[i], y = b->letters[i];

		if (x < ALPHABET_TOP && n->alphabet.plain[x])
			x = n->alphabet.plain[x];
		if (y < ALPHABET_TOP && n->alphabet.plain[y])
			y = n->alphabet.plain[y];
		if (x != y)
			return false;
	}
	return true;
}

static bool same_spelling(
	const struct namer *n, const struct name *a, const struct name *b)
{
	if (a->n_parts != b->n_parts)
		return false;
	for (size_t i = 0; i < a->n_parts; i++)
		if (!same_plain(n, &a->parts[i], &b->parts[i]))
			return false;
	return true;
}

/* 1 where the system writes `from` as `to`. */
static int renders(struct namer *n, const struct system *s, const struct name *from,
	const struct name *to)
{
	const struct kept *kept = from->inside;
	cleanup(buf_free) struct buf text = BUF_INIT;
	cleanup(name_finish) struct name made = { 0 };
	int rc = system_render(s, kept->text, kept->size, &text);

	if (!rc && !buf_ok(&text))
		rc = err_nomem();
	if (!rc)
		rc = name_read(n, buf_str(&text), text.size, NULL, &made);
	return rc ? rc : same_spelling(n, &made, to);
}

struct rendering {
	const struct system *system;
	const struct name *from, *to;
	int likely;
};

/* The likeliest, and the likeliest of another language beside it; failing that, the next
 * of the same. */
static void keep_best(struct rendering best[NAMED_MAX], const struct rendering *r)
{
	bool near =
		best[0].system && same_language(best[0].system->from, r->system->from);
	bool beside = best[1].system &&
		      !same_language(best[0].system->from, best[1].system->from);

	if (!best[0].system || r->likely > best[0].likely) {
		if (!near || !beside)
			best[1] = best[0];
		best[0] = *r;
	} else if (!best[1].system || (beside ? !near : true)) {
		if (!best[1].system || (!near && !beside) || r->likely > best[1].likely)
			best[1] = *r;
	}
}

bool is_between(const struct system *s, const struct name *from, const struct name *to)
{
	return !strcmp(s->from_script, from->script) && !strcmp(s->to_script, to->script);
}

/* Whether a system is of the language the name is of, as far as that is told: those of
 * others would write it so by chance. */
static bool is_its_own(const struct explaining *e, size_t system)
{
	if (*e->hint)
		return same_language(systems_at(e->n->systems, system)->from, e->hint);
	return !e->has_tongue || e->n->given->language[system] == e->tongue;
}

/* Tries those of the systems that could have written it. */
static int try_systems(struct explaining *e, const struct name *from,
	const struct name *to, bool usual, struct rendering best[NAMED_MAX])
{
	uint64_t could[SYSTEMS_MAX / 64];
	size_t all = systems_count(e->n->systems);
	int rc = given_could(e->n, from, to, false, could);

	for (size_t i = 0; i < all && i < SYSTEMS_MAX && rc >= 0; i++) {
		const struct system *s = systems_at(e->n->systems, i);
		struct rendering r = { s, from, to, e->likely[i] };

		if (!is_between(s, from, to) || system_is_usual(s) != usual ||
			!is_its_own(e, i) ||
			!(s->through || e->n->given->has_words[i] ||
				could[i / 64] & UINT64_C(1) << (i % 64)))
			continue;
		rc = renders(e->n, s, from, to);
		if (rc > 0)
			keep_best(best, &r);
	}
	return rc < 0 ? rc : 0;
}

/* Keeps the likeliest system in general use that writes it, if not always: then it is no
 * other's. */
static int find_met(struct explaining *e, const struct name *from, const struct name *to)
{
	uint64_t could[SYSTEMS_MAX / 64];
	size_t all = systems_count(e->n->systems);
	int rc = given_could(e->n, from, to, true, could), best = INT16_MIN;

	for (size_t i = 0; i < all && i < SYSTEMS_MAX && !rc; i++) {
		const struct system *s = systems_at(e->n->systems, i);

		if (!is_between(s, from, to) || !system_is_usual(s) ||
			!is_its_own(e, i) || !(could[i / 64] >> (i % 64) & 1) ||
			e->likely[i] <= best)
			continue;
		best = e->likely[i];
		e->met = s;
	}
	return rc;
}

static int try_both_ways(
	struct explaining *e, bool usual, struct rendering best[NAMED_MAX])
{
	int rc = try_systems(e, e->a, e->b, usual, best);

	return rc ? rc : try_systems(e, e->b, e->a, usual, best);
}

/* Looks for systems that write the one as the other: those of its language first, those
 * seldom met last. */
static int find_rendering(struct explaining *e, struct rendering best[NAMED_MAX])
{
	int rc = try_both_ways(e, true, best);

	if (rc || best[0].system)
		return rc;
	rc = find_met(e, e->a, e->b);
	if (!rc && !e->met)
		rc = find_met(e, e->b, e->a);
	if (rc || e->met)
		return rc;
	rc = try_both_ways(e, false, best);
	if (rc || best[0].system || !e->has_tongue)
		return rc;
	e->has_tongue = false; /* its systems do not tell */
	rc = try_both_ways(e, true, best);
	if (!rc && !best[0].system)
		rc = try_both_ways(e, false, best);
	e->has_tongue = true;
	return rc;
}

/* "Haydarzoda is Ҳайдарзода in BGN/PCGN Tajik": 1 where it said so. */
int say_rendered(struct explaining *e)
{
	struct rendering best[NAMED_MAX] = { 0 };
	int rc;

	if (e->a->n_parts > RENDERED_PARTS || !strcmp(e->a->script, e->b->script))
		return 0;
	rc = find_rendering(e, best);
	if (rc || !best[0].system)
		return rc;
	clause(e, "");
	buf_addf(e->why, "%s is %s in %s", ((struct kept *)best[0].to->inside)->text,
		((struct kept *)best[0].from->inside)->text, best[0].system->name);
	if (best[1].system && best[1].from == best[0].from &&
		best[1].likely + LIKELY_NEAR >= best[0].likely)
		buf_addf(e->why, " and %s", best[1].system->name);
	return 1;
}
