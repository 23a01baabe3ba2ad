/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/way.h"

#include "src/base/err.h"

void way_finish(struct way *w)
{
	free(w->at);
	*w = (struct way){ 0 };
}

static int get_room(struct way *w, size_t n)
{
	if (n <= w->capacity)
		return 0;
	way_finish(w);
	w->at = calloc(n, sizeof(*w->at));
	if (w->at == NULL)
		return err_nomem();
	w->capacity = n;
	return 0;
}

/* How many tokens from `i` on begin before a byte. */
static size_t tokens_before(const struct compared *c, size_t i, size_t byte)
{
	size_t n = 0;

	while (i + n < c->tokens.n && c->tokens.at[i + n].begin < byte)
		n++;
	return n;
}

/* Goes on from the last place by an edit over so many tokens of each text. */
static void step(struct way *w, enum edit_kind kind, size_t n_a, size_t n_b)
{
	size_t a = w->n - 1, b = w->at[a].to;
	bool in_step = kind == EDIT_EQUAL || (n_a == 1 && n_b == 1);

	/* what was not compared token by token is all one place */
	if (!in_step)
		w->at[a].to = b + n_b;
	for (size_t k = 1; k <= n_a; k++)
		w->at[w->n++] = in_step ? (struct way_range){ b + k, b + k }
					: (struct way_range){ b, b + n_b };
}

int way_read(const struct compared *a, const struct compared *b, const struct edit *edits,
	size_t n, struct way *out)
{
	size_t in_a = 0, in_b = 0;
	int rc = get_room(out, a->tokens.n + 1);

	if (rc < 0)
		return rc;
	out->n = 1;
	out->at[0] = (struct way_range){ 0, 0 };
	for (size_t i = 0; i < n; i++) {
		size_t n_a = tokens_before(a, in_a, edits[i].a_end);
		size_t n_b = tokens_before(b, in_b, edits[i].b_end);

		step(out, edits[i].kind, n_a, n_b);
		in_a += n_a;
		in_b += n_b;
	}
	return 0;
}

size_t way_there(const struct way *w, size_t a)
{
	return a < w->n ? w->at[a].from : 0;
}

size_t way_back(const struct way *w, size_t b)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (w->at[middle].to < b)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
