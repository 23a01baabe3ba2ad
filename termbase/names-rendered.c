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

/* The likeliest, and the likeliest of another language beside it; failing that, the next of
 * the same. */
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

static int try_render(struct explaining *e, size_t i, const struct name *from,
	const struct name *to, struct rendering best[NAMED_MAX])
{
	const struct system *s = systems_at(e->n->systems, i);
	struct rendering r = { s, from, to, e->likely[i] };
	int rc;

	if (strcmp(s->from_script, from->script) || strcmp(s->to_script, to->script))
		return 0;
	rc = renders(e->n, s, from, to);
	if (rc <= 0)
		return rc;
	keep_best(best, &r);
	return 0;
}

/* "Haydarzoda is Ҳайдарзода in BGN/PCGN Tajik": 1 where it said so. */
int say_rendered(struct explaining *e)
{
	struct rendering best[NAMED_MAX] = { 0 };
	size_t all = systems_count(e->n->systems);
	int rc = 0;

	if (e->a->n_parts > RENDERED_PARTS || !strcmp(e->a->script, e->b->script))
		return 0;
	for (size_t i = 0; i < all && i < SYSTEMS_MAX && !rc; i++) {
		rc = try_render(e, i, e->a, e->b, best);
		if (!rc)
			rc = try_render(e, i, e->b, e->a, best);
	}
	if (rc || !best[0].system)
		return rc;
	clause(e, "");
	buf_addf(e->why, "%s is %s in %s", ((struct kept *)best[0].to->inside)->text,
		((struct kept *)best[0].from->inside)->text, best[0].system->name);
	if (best[1].system && best[1].from == best[0].from)
		buf_addf(e->why, " and %s", best[1].system->name);
	return 1;
}
