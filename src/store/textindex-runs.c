/* SPDX-License-Identifier: Apache-2.0
 *
 * The runs of a handle: those of the sidecar, and small ones in memory of what came since.
 *
 * Small runs are merged as they come, the newest with those before it that are up to four
 * times as large, so that there are few, and each segment is moved few times.  They are
 * not merged beyond SMALL_MAX, so that no read has to wait for it.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/textindex-state.h"

#define SMALL_MAX 48 /* segments: so that joining them costs a reader a millisecond */
#define MERGE_FACTOR 4
#define BUILDERS_MAX 64  /* at once, each with a tokeniser */
#define LANG_IDS 1000001 /* as langs.c has it */

static void own_run_finish(struct own_run *r)
{
	run_close(r->run);
	buf_free(&r->image);
}

void lang_runs_free(struct lang_runs *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n_own; i++)
		own_run_finish(&l->own[i]);
	free(l->own);
	free(l->shelved);
	free(l->runs);
	free(l);
}

size_t runs_lang_place(const struct textindex *t, uint32_t id)
{
	return id < t->n_lang_at && t->lang_at[id] != 0 ? t->lang_at[id] - 1 : t->n_langs;
}

/* Makes `id` a place to be looked up. */
static int place_lang(struct textindex *t, uint32_t id)
{
	if (id >= LANG_IDS)
		return err_set(
			BIS_EDB, "language %lu: number out of range", (unsigned long)id);
	if (id >= t->n_lang_at) {
		size_t n = id + id / 2 + 16;
		uint32_t *at = realloc(t->lang_at, n * sizeof(*at));
		if (at == NULL)
			return err_nomem();
		memset(at + t->n_lang_at, 0, (n - t->n_lang_at) * sizeof(*at));
		t->lang_at = at;
		t->n_lang_at = n;
	}
	t->lang_at[id] = (uint32_t)t->n_langs + 1;
	return 0;
}

static int add_lang(struct textindex *t, struct lang_runs *l)
{
	struct lang_runs **langs =
		realloc(t->langs, (t->n_langs + 1) * sizeof(struct lang_runs *));

	if (langs == NULL)
		return err_nomem();
	t->langs = langs;
	int rc = place_lang(t, l->id);
	if (rc == 0)
		langs[t->n_langs++] = l;
	return rc;
}

struct lang_runs *runs_need_lang(struct textindex *t, uint32_t id)
{
	size_t place = runs_lang_place(t, id);

	if (place < t->n_langs)
		return t->langs[place];
	struct lang_runs *l = calloc(1, sizeof(*l));
	if (l == NULL) {
		err_nomem();
		return NULL;
	}
	l->id = id;
	strncpy(l->tag, db_lang_tag(t->db, id), sizeof(l->tag) - 1);
	if (add_lang(t, l) < 0) {
		free(l);
		return NULL;
	}
	return l;
}

static void gather_anew(struct lang_runs *l)
{
	free(l->runs);
	l->runs = NULL;
	l->n_runs = 0;
}

int runs_add_image(struct lang_runs *l, struct buf *image, bool whole)
{
	struct own_run *own = realloc(l->own, (l->n_own + 1) * sizeof(*own));
	struct run *run;
	int rc;

	if (own == NULL)
		return err_nomem();
	l->own = own;
	rc = run_open(image->data, image->size, NULL, &run);
	if (rc < 0)
		return rc;
	own[l->n_own++] = (struct own_run){ .image = *image, .run = run };
	*image = BUF_INIT;
	l->n_whole += whole;
	l->n_segments += run->n;
	gather_anew(l);
	return 0;
}

/* --- runs of the sidecar ------------------------------------------------------------ */

static int adopt_run(struct textindex *t, size_t number)
{
	struct lang_runs *l;
	size_t *shelved;
	int64_t id;
	int rc = db_lang_known(t->db, sidecar_run_lang(t->sidecar, number), &id);

	if (rc < 0)
		return rc;
	if (id == 0)
		return err_set(BIS_EDB, "the index has a language that is not there");
	l = runs_need_lang(t, (uint32_t)id);
	if (l == NULL)
		return BIS_ENOMEM;
	shelved = realloc(l->shelved, (l->n_shelved + 1) * sizeof(*shelved));
	if (shelved == NULL)
		return err_nomem();
	l->shelved = shelved;
	shelved[l->n_shelved++] = number;
	l->n_segments += sidecar_run_count(t->sidecar, number);
	return 0;
}

int runs_adopt(struct textindex *t)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sidecar_n_runs(t->sidecar); i++)
		rc = adopt_run(t, i);
	return rc;
}

/* --- small runs --------------------------------------------------------------------- */

/* How many of the newest small runs become one. */
static size_t to_merge(const struct lang_runs *l)
{
	size_t n = 1, first = l->n_own - 1;
	uint32_t sum = l->own[first].run->n;

	for (; first > l->n_whole; first--, n++) {
		uint32_t before = l->own[first - 1].run->n;
		if (sum + before > SMALL_MAX || before > MERGE_FACTOR * sum)
			break;
		sum += before;
	}
	return n;
}

static int merge_newest(struct lang_runs *l)
{
	cleanup(builder_freep) struct builder *b = NULL;
	cleanup(buf_free) struct buf image = BUF_INIT;
	const struct image_sink sink = { image_to_buf, &image };
	size_t n = to_merge(l);
	int rc = 0;

	if (n < 2)
		return 0;
	rc = builder_new(l->tag, &b);
	for (size_t i = l->n_own - n; rc == 0 && i < l->n_own; i++)
		rc = builder_add_run(b, l->own[i].run, NULL, NULL);
	if (rc == 0)
		rc = builder_finish(b, &sink);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		l->n_segments -= l->own[--l->n_own].run->n;
		own_run_finish(&l->own[l->n_own]);
	}
	return rc < 0 ? rc : runs_add_image(l, &image, false);
}

/* Builders by language while segments are read. */
struct reading {
	struct textindex *t;
	struct builder **builders; /* [n], as t->langs */
	size_t n, n_open;
};

static void reading_finish(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++)
		builder_free(r->builders[i]);
	free(r->builders);
}

static int need_builder(struct reading *r, uint32_t lang, struct builder **out)
{
	struct textindex *t = r->t;

	if (runs_need_lang(t, lang) == NULL)
		return BIS_ENOMEM;
	size_t at = runs_lang_place(t, lang);
	if (at >= r->n) {
		struct builder **more =
			realloc(r->builders, (at + 1) * sizeof(struct builder *));
		if (more == NULL)
			return err_nomem();
		r->builders = more;
		while (r->n <= at)
			more[r->n++] = NULL;
	}
	int rc = r->builders[at] == NULL
			 ? builder_new(t->langs[at]->tag, &r->builders[at])
			 : 0;
	*out = r->builders[at];
	return rc;
}

static int finish_reading(struct reading *r)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n; i++) {
		cleanup(buf_free) struct buf image = BUF_INIT;
		const struct image_sink sink = { image_to_buf, &image };
		if (r->builders[i] == NULL)
			continue;
		rc = builder_finish(r->builders[i], &sink);
		if (rc == 0)
			rc = runs_add_image(r->t->langs[i], &image, false);
		if (rc == 0)
			rc = merge_newest(r->t->langs[i]);
		builder_free(r->builders[i]);
		r->builders[i] = NULL;
	}
	r->n_open = 0;
	return rc;
}

static int read_segment(struct reading *r, sqlite3_stmt *s)
{
	struct builder *b = NULL;
	int64_t id = sql_column_int(s, 0);
	uint32_t lang = (uint32_t)sql_column_int(s, 1);
	int rc = r->n_open < BUILDERS_MAX ? 0 : finish_reading(r);

	if (rc == 0)
		rc = need_builder(r, lang, &b);
	if (rc == 0)
		rc = units_add_segment(&r->t->units, (uint32_t)id, lang);
	if (rc < 0)
		return rc;
	const char *text = sql_column_text(s, 2);
	r->t->n_small++;
	return builder_add(b, (uint32_t)id, text, sql_column_size(s, 2));
}

int runs_read(struct textindex *t, uint32_t last_segment)
{
	static const char sql[] =
		"SELECT id, lang, text FROM segment WHERE id > ?1 ORDER BY id";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(t->db, sql);
	cleanup(reading_finish) struct reading r = { .t = t };
	int rc;

	sql_int(s, 1, last_segment);
	while ((rc = sql_step(t->db, s)) > 0) {
		rc = read_segment(&r, s);
		if (rc < 0)
			return rc;
	}
	return rc < 0 ? rc : finish_reading(&r);
}

/* --- what searches ask -------------------------------------------------------------- */

size_t textindex_n_langs(const struct textindex *t)
{
	return t->n_langs;
}

const char *textindex_lang(const struct textindex *t, size_t i)
{
	return t->langs[i]->tag;
}

uint32_t textindex_lang_id(const struct textindex *t, size_t i)
{
	return t->langs[i]->id;
}

uint64_t textindex_n_segments(const struct textindex *t, size_t lang)
{
	return t->langs[lang]->n_segments;
}

static int larger_first(const void *a, const void *b)
{
	uint32_t x = (*(struct run *const *)a)->n, y = (*(struct run *const *)b)->n;

	return (x < y) - (x > y);
}

static int gather(struct textindex *t, struct lang_runs *l)
{
	size_t n = l->n_shelved + l->n_own;
	struct run **runs = calloc(n + 1, sizeof(struct run *));
	int rc = runs == NULL ? err_nomem() : 0;

	for (size_t i = 0; rc == 0 && i < l->n_shelved; i++)
		rc = sidecar_run(t->sidecar, l->shelved[i], &runs[i]);
	if (rc < 0) {
		free(runs);
		return rc;
	}
	for (size_t i = 0; i < l->n_own; i++)
		runs[l->n_shelved + i] = l->own[i].run;
	qsort(runs, n, sizeof(struct run *), larger_first);
	l->runs = runs;
	l->n_runs = n;
	return 0;
}

/* A run that can't be opened makes the index fail as one that turns out damaged. */
int textindex_runs(
	struct textindex *t, size_t lang, struct run *const **runs, size_t *n_runs)
{
	struct lang_runs *l = t->langs[lang];
	int rc = l->runs == NULL ? gather(t, l) : 0;

	if (rc == BIS_EDB) {
		t->failed = true;
		rc = 0;
	}
	*runs = (struct run *const *)l->runs;
	*n_runs = l->n_runs;
	return rc;
}

int textindex_place(
	struct textindex *t, uint32_t segment, struct run **run, uint32_t *place)
{
	size_t i = runs_lang_place(t, textindex_segment_lang(t, segment)), n = 0;
	struct run *const *runs = NULL;

	*run = NULL;
	int rc = i < t->n_langs ? textindex_runs(t, i, &runs, &n) : 0;
	for (size_t k = 0; rc == 0 && k < n && *run == NULL; k++) {
		if (segment < runs[k]->first_segment || segment > runs[k]->last_segment)
			continue;
		*place = run_find_segment(runs[k], segment);
		if (*place != RUN_NONE)
			*run = runs[k];
	}
	return rc;
}

static bool lang_damaged(const struct lang_runs *l)
{
	for (size_t i = 0; i < l->n_runs; i++)
		if (l->runs[i]->damaged)
			return true;
	return false;
}

int textindex_failed(struct textindex *t)
{
	for (size_t i = 0; i < t->n_langs; i++)
		t->failed = t->failed || lang_damaged(t->langs[i]);
	if (t->units.map != NULL)
		t->failed = t->failed || unitmap_damaged(t->units.map);
	return t->failed ? 1 : 0;
}
