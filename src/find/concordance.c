/* SPDX-License-Identifier: Apache-2.0
 *
 * Concordance: all units that hold some words, counted, and the first of them shown.
 */
#include "config.h"
#include "bisotun/memory.h"

#include <string.h>

#include "src/find/concordance-rows.h"
#include "src/store/store.h"

#define USUAL_MAX 20

struct bis_concordance {
	struct keep keep;
	struct bis_hit *hits;
	size_t n, next;
	int64_t total;
	const struct bis_rendering *renderings;
	size_t n_renderings;
};

struct work {
	bis_db *db;
	const struct bis_concordance_options *options;
	const char *text;
	struct search search;
	struct bits segments;
	struct hits shown, sample;
	struct renderings *renderings;
};

static void work_finish(struct work *w)
{
	renderings_free(w->renderings);
	hits_finish(&w->shown);
	hits_finish(&w->sample);
	bits_finish(&w->segments);
	search_finish(&w->search);
}

/* --- searching --------------------------------------------------------------------- */

static size_t most_shown(const struct bis_concordance_options *o)
{
	size_t max = o->max == 0 ? USUAL_MAX : o->max;

	return max > SIZE_MAX - o->skip ? SIZE_MAX : max + o->skip;
}

static int find(struct work *w, int64_t *total)
{
	struct hits *heaps[] = { &w->shown, NULL, NULL };
	int rc = bits_new(&w->segments, w->search.bound);

	w->shown.max = most_shown(w->options);
	w->shown.order = w->options->order;
	w->sample.max = RENDERINGS_SAMPLE;
	w->sample.order = BIS_ORDER_DATE;
	if (w->options->renderings)
		heaps[1] = &w->sample;
	if (rc == 0)
		rc = search_find(&w->search, &w->segments);
	return rc == 0 ? hits_gather(&w->search, &w->segments, heaps, total) : rc;
}

static int make_rows(struct work *w, struct bis_concordance *c)
{
	size_t skip = w->options->skip;
	size_t n = w->shown.n > skip ? w->shown.n - skip : 0;
	int rc = 0;

	c->hits = keep_room(&c->keep, (n == 0 ? 1 : n) * sizeof(*c->hits));
	if (c->hits == NULL)
		return err_nomem();
	for (; rc == 0 && c->n < n; c->n++)
		rc = hit_row(&w->search, w->renderings, &w->shown.at[skip + c->n],
			&c->keep, &c->hits[c->n]);
	return rc;
}

static int answer(struct work *w, struct textindex *index, struct bis_concordance *c)
{
	int rc = search_open(w->db, w->options, index, &w->search);

	if (rc == 0)
		rc = search_read(&w->search, w->text);
	if (rc == 0)
		rc = find(w, &c->total);
	if (rc == 0 && w->options->renderings)
		rc = renderings_new(&w->search, &w->sample, &w->segments, &w->renderings);
	if (rc == 0 && w->renderings != NULL)
		rc = renderings_list(
			w->renderings, &c->keep, &c->renderings, &c->n_renderings);
	return rc == 0 ? make_rows(w, c) : rc;
}

struct question {
	bis_db *db;
	const struct bis_concordance_options *options;
	const char *text;
	struct bis_concordance *answer;
};

static int ask(void *ctx, struct textindex *index)
{
	const struct question *q = ctx;
	cleanup(work_finish) struct work w = {
		.db = q->db, .options = q->options, .text = q->text
	};

	keep_finish(&q->answer->keep);
	*q->answer = (struct bis_concordance){ 0 };
	return answer(&w, index, q->answer);
}

static void concordance_freep(bis_concordance **c)
{
	bis_concordance_close(*c);
}

int bis_concordance_open(bis_db *db, const struct bis_concordance_options *options,
	const char *text, bis_concordance **out)
{
	static const struct bis_concordance_options usual;
	cleanup(concordance_freep) bis_concordance *c = calloc(1, sizeof(*c));

	*out = NULL;
	if (c == NULL)
		return err_nomem();
	if (options == NULL)
		options = &usual;
	int rc = search_check(options);
	if (rc == 0)
		rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = textindex_ask(db, ask, &(struct question){ db, options, text, c });
	store_read_end(db);
	if (rc == 0)
		*out = steal(&c);
	return rc;
}

/* --- what was found ---------------------------------------------------------------- */

int64_t bis_concordance_total(const bis_concordance *c)
{
	return c->total;
}

int bis_concordance_next(bis_concordance *c, const struct bis_hit **out)
{
	*out = NULL;
	if (c->next == c->n)
		return 0;
	*out = &c->hits[c->next++];
	return 1;
}

size_t bis_concordance_renderings(
	const bis_concordance *c, const struct bis_rendering **out)
{
	*out = c->renderings;
	return c->n_renderings;
}

void bis_concordance_close(bis_concordance *c)
{
	if (c == NULL)
		return;
	keep_finish(&c->keep);
	free(c);
}
