/* SPDX-License-Identifier: Apache-2.0
 *
 * The class of each surface of a run, and the segments met: tables as long as the run,
 * kept with it and empty between searches, so that a search pays for its own keys only.
 *
 * Numbers, ordinals and dates have many surfaces each, but theirs are three ranges that
 * lie between the words and the marks: their class is told from where they lie.
 */
#include "config.h"
#include "src/find/fuzzy-search.h"

#include <string.h>

#include "src/base/err.h"

static void run_table_free(void *table)
{
	struct run_table *t = table;

	if (t == NULL)
		return;
	free(t->classes);
	free(t->seen);
	free(t->marked);
	free(t);
}

static void run_table_freep(struct run_table **t)
{
	run_table_free(*t);
}

/* The first surface of this key or, where it has none, of the next that has. */
static uint32_t first_surface(struct run *r, uint32_t key)
{
	for (; key < r->n_keys && !r->damaged; key++) {
		uint32_t from = 0, to = 0;

		run_key_surfaces(r, key, &from, &to);
		if (from < to)
			return from;
	}
	return r->n_surfaces;
}

static int run_table_new(struct run *r, struct run_table **out)
{
	cleanup(run_table_freep) struct run_table *t = calloc(1, sizeof(*t));

	if (t == NULL)
		return err_nomem();
	t->classes = calloc((size_t)r->n_surfaces + 1, sizeof(*t->classes));
	t->seen = calloc((size_t)r->n / 64 + 1, sizeof(*t->seen));
	t->marked = calloc(N_MARKED, sizeof(*t->marked));
	if (t->classes == NULL || t->seen == NULL || t->marked == NULL)
		return err_nomem();
	t->first_ordinal = first_surface(r, r->ordinal_key);
	t->first_date = first_surface(r, r->date_key);
	t->first_number = first_surface(r, r->number_key);
	t->first_mark = first_surface(r, r->first_mark);
	if (r->damaged)
		return search_damaged();
	*out = steal(&t);
	return 0;
}

/* One key's class for all its surfaces; 0 takes it away. */
static void set_class(struct search *s, const struct query_key *key, uint32_t class)
{
	uint32_t from = 0, to = 0;

	if (key->key == RUN_NONE || key->class < CLASS_FIRST)
		return;
	run_key_surfaces(s->run, key->key, &from, &to);
	for (uint32_t i = from; i < to; i++)
		s->table->classes[i] = (uint16_t) class;
}

int run_table_begin(struct search *s)
{
	struct fuzzy *f = s->f;

	if (s->run->scratch == NULL) {
		struct run_table *t = NULL;
		int rc = run_table_new(s->run, &t);

		if (rc < 0)
			return rc;
		s->run->scratch = t;
		s->run->scratch_free = run_table_free;
	}
	s->table = s->run->scratch;
	memset(f->costs, 0, sizeof(f->costs));
	for (size_t i = 0; i < f->n_keys; i++) {
		f->keys[i].key = run_find_key(s->run, f->keys[i].hash);
		set_class(s, &f->keys[i], f->keys[i].class);
	}
	return 0;
}

static void clear_marked(const struct search *s)
{
	struct run_table *t = s->table;

	if (t->n_marked > N_MARKED)
		memset(t->seen, 0, ((size_t)s->run->n / 64 + 1) * sizeof(*t->seen));
	else
		for (size_t i = 0; i < t->n_marked; i++)
			t->seen[t->marked[i] / 64] = 0;
	t->n_marked = 0;
}

void run_table_end(struct search *s)
{
	if (s->table == NULL)
		return;
	for (size_t i = 0; i < s->f->n_keys; i++)
		set_class(s, &s->f->keys[i], 0);
	clear_marked(s);
}

bool run_table_mark(struct search *s, uint32_t place)
{
	struct run_table *t = s->table;
	uint64_t bit = UINT64_C(1) << place % 64;

	if ((t->seen[place / 64] & bit) != 0)
		return true;
	t->seen[place / 64] |= bit;
	if (t->n_marked < N_MARKED)
		t->marked[t->n_marked] = place;
	if (t->n_marked <= N_MARKED)
		t->n_marked++;
	return false;
}
