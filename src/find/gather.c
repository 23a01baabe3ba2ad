/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/gather.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/termindex.h"

/* entries of lists read for a query: of words that bring names, of words that add to
 * them */
#define BUDGET_NEW 20000
#define BUDGET_MORE 60000
#define ROUNDING 1e-4 /* what sums of weights may be off by */

struct found {
	uint64_t place;
	float covered; /* weight of the query's words it has */
	uint16_t n;    /* how many they are */
	uint16_t last; /* the last of them, from 1 */
};

struct found_list { /* by place */
	struct found *at;
	size_t n, capacity;
};

struct gathering {
	bis_db *db;
	const struct score_query *query;
	const struct gather_options *options;
	size_t order[SCORE_WORDS]; /* words, rarest first */
	struct found_list names, merged;
	struct places places, near;
	size_t budget_new, budget_more;
	double unread; /* weight of words whose lists were not read to the end */
};

static void found_list_finish(struct found_list *l)
{
	free(l->at);
}

static void gathering_finish(struct gathering *g)
{
	found_list_finish(&g->names);
	found_list_finish(&g->merged);
	places_finish(&g->places);
	places_finish(&g->near);
}

static int reserve(struct found_list *l, size_t n)
{
	if (n <= l->capacity)
		return 0;
	size_t capacity = l->capacity == 0 ? 1024 : l->capacity;
	while (capacity < n)
		capacity *= 2;
	struct found *at = realloc(l->at, capacity * sizeof(*at));
	if (at == NULL)
		return err_nomem();
	l->at = at;
	l->capacity = capacity;
	return 0;
}

static void swap(struct found_list *a, struct found_list *b)
{
	struct found_list old = *a;

	*a = *b;
	*b = old;
}

/* --- words that bring new names ---------------------------------------------------- */

/* Of two words that mean the same the better counts, not both. */
static int merge_places(struct gathering *g, float covered, uint16_t word)
{
	const struct found_list *a = &g->names;
	const struct places *b = &g->places;
	struct found_list *to = &g->merged;
	size_t i = 0, j = 0;
	int rc = reserve(to, a->n + b->n);

	if (rc < 0)
		return rc;
	to->n = 0;
	while (i < a->n || j < b->n) {
		struct found *next = &to->at[to->n++];
		if (j == b->n || (i < a->n && a->at[i].place < b->at[j])) {
			*next = a->at[i++];
			continue;
		}
		if (i == a->n || b->at[j] < a->at[i].place) {
			*next = (struct found){ b->at[j++], covered, 1, word };
			continue;
		}
		*next = a->at[i++];
		j++;
		if (next->last == word)
			continue;
		next->covered += covered;
		next->n++;
		next->last = word;
	}
	swap(&g->names, to);
	return 0;
}

/* --- words that only add to what names have ---------------------------------------- */

/* The first of the places, from `from` on, that is not before this one: in growing
 * strides. */
static size_t seek(const struct places *p, size_t from, uint64_t place)
{
	size_t stride = 1, low = from, high;

	while (low + stride < p->n && p->at[low + stride] < place) {
		low += stride;
		stride *= 2;
	}
	high = low + stride < p->n ? low + stride : p->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (p->at[middle] < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_to_names(struct gathering *g, float covered, uint16_t word)
{
	size_t at = 0;

	for (size_t i = 0; i < g->names.n; i++) {
		struct found *name = &g->names.at[i];
		at = seek(&g->places, at, name->place);
		if (at == g->places.n)
			return;
		if (g->places.at[at] != name->place || name->last == word)
			continue;
		name->covered += covered;
		name->n++;
		name->last = word;
	}
}

/* Leaves only names that may still come to `needed`, to which all words to come add
 * `rest`. */
static void leave_hopeful(struct gathering *g, double rest, double needed)
{
	float least = (float)(needed - rest);
	size_t n = 0;

	for (size_t i = 0; i < g->names.n; i++) {
		g->names.at[n] = g->names.at[i];
		n += g->names.at[i].covered >= least;
	}
	g->names.n = n;
}

static int note_places(struct gathering *g)
{
	int rc = 0;

	g->near.n = 0;
	for (size_t i = 0; rc == 0 && i < g->names.n; i++)
		rc = places_add(&g->near, g->names.at[i].place);
	return rc;
}

/* --- word by word ------------------------------------------------------------------ */

/* Reads one list.  With `grow` names that are new come in; else only those that are
 * there gain. */
static int read_list(struct gathering *g, size_t index, size_t alternative, bool grow)
{
	const struct score_word *word = &g->query->words[index];
	const struct score_alternative *a = &word->alternatives[alternative];
	size_t *budget = grow ? &g->budget_new : &g->budget_more;
	struct places_query query = {
		.lang_slots = g->options->lang_slots,
		.near = grow ? NULL : g->near.at,
		.n_near = g->near.n,
		.max = *budget,
	};
	float covered = (float)(word->weight * a->likeness);

	g->places.n = 0;
	int rc = termindex_places(g->db, a->stem, &query, &g->places);
	*budget -= g->places.n < *budget ? g->places.n : *budget;
	if (rc < 0)
		return rc;
	if (grow)
		return merge_places(g, covered, (uint16_t)(index + 1));
	add_to_names(g, covered, (uint16_t)(index + 1));
	return 0;
}

static int read_word(struct gathering *g, size_t index, bool grow)
{
	const struct score_word *word = &g->query->words[index];
	const size_t *budget = grow ? &g->budget_new : &g->budget_more;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i<word->n && * budget> 0; i++)
		rc = read_list(g, index, i, grow);
	if (*budget == 0)
		g->unread += word->weight;
	return rc;
}

static void order_words(struct gathering *g)
{
	for (size_t i = 0; i < g->query->n; i++) {
		size_t at = i;
		int64_t forms = g->query->words[i].forms;
		for (; at > 0 && g->query->words[g->order[at - 1]].forms > forms; at--)
			g->order[at] = g->order[at - 1];
		g->order[at] = i;
	}
}

static double rough_of(const struct found *f, double total)
{
	return score_rough(
		total, f->covered, f->n, posting_step_words(posting_step(f->place)));
}

/* What a name's words may at least weigh, of the query's, for a score of `score`. */
static double weight_needed(double total, double score)
{
	double needed = total * score / score_rough(total, total, 1, 1);

	return needed < ROUNDING ? 0 : needed - ROUNDING;
}

/* Names that are there already, as many as are wanted, are at least worth this. */
static double worth_of_names(const struct gathering *g, double total)
{
	size_t counts[100] = { 0 }, n = 0;
	int score = N_ELEMENTS(counts) - 1;

	if (g->names.n < g->options->max)
		return 0;
	for (size_t i = 0; i < g->names.n; i++)
		counts[(int)rough_of(&g->names.at[i], total)]++;
	while (score > 0 && (n += counts[score]) < g->options->max)
		score--;
	return score;
}

static int read_words(struct gathering *g)
{
	double total = score_query_weight(g->query), rest = total;
	double needed = weight_needed(total, g->options->least);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < g->query->n; i++) {
		bool grow = rest >= needed &&
			    rest >= weight_needed(total, worth_of_names(g, total));
		leave_hopeful(g, rest + g->unread, needed);
		if (!grow && g->names.n <= g->options->max)
			return 0; /* all of them will be looked at */
		if (!grow)
			rc = note_places(g);
		rest -= g->query->words[g->order[i]].weight;
		if (rc == 0)
			rc = read_word(g, g->order[i], grow);
	}
	leave_hopeful(g, g->unread, needed);
	return rc;
}

/* --- the best of them -------------------------------------------------------------- */

static bool better(const struct candidate *a, const struct candidate *b)
{
	return a->rough != b->rough ? a->rough > b->rough : a->place < b->place;
}

/* A heap whose top is the worst of those kept. */
static void sift_down(struct candidate *heap, size_t n, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && better(&heap[child], &heap[child + 1]))
			child++;
		if (!better(&heap[at], &heap[child]))
			return;
		struct candidate up = heap[child];
		heap[child] = heap[at];
		heap[at] = up;
	}
}

static void keep(struct candidate *heap, size_t *n, size_t max, const struct candidate *c)
{
	if (*n < max) {
		size_t at = (*n)++;
		for (; at > 0 && better(&heap[(at - 1) / 2], c); at = (at - 1) / 2)
			heap[at] = heap[(at - 1) / 2];
		heap[at] = *c;
	} else if (max > 0 && better(c, &heap[0])) {
		heap[0] = *c;
		sift_down(heap, *n, 0);
	}
}

static int best_first(const void *a, const void *b)
{
	return better(a, b) ? -1 : better(b, a) ? 1 : 0;
}

static void keep_best(const struct gathering *g, struct candidate *out, size_t *n)
{
	double total = score_query_weight(g->query);

	for (size_t i = 0; i < g->names.n; i++) {
		const struct found *f = &g->names.at[i];
		struct candidate c = { .place = f->place };
		c.rough = rough_of(f, total);
		keep(out, n, g->options->max, &c);
	}
	if (*n > 1)
		qsort(out, *n, sizeof(*out), best_first);
}

int gather(bis_db *db, const struct score_query *query,
	const struct gather_options *options, struct candidate *out, size_t *n)
{
	cleanup(gathering_finish) struct gathering g = { .db = db,
		.query = query,
		.options = options,
		.budget_new = BUDGET_NEW,
		.budget_more = BUDGET_MORE };

	*n = 0;
	order_words(&g);
	int rc = read_words(&g);
	if (rc == 0)
		keep_best(&g, out, n);
	return rc;
}
