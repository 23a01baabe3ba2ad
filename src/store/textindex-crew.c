/* SPDX-License-Identifier: Apache-2.0
 *
 * Segments come in batches of one language each; a worker takes the first batch whose
 * language no other is busy with, so that each builder gets its segments in order.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/textindex-make.h"

#define BATCH_BYTES ((size_t)256 << 10)
#define OPEN_BYTES ((size_t)2 << 20)  /* in batches not yet full */
#define QUEUE_BYTES ((size_t)4 << 20) /* in batches nobody has taken yet */
#define WORKERS_MAX 4
#define BUILDERS_MAX 256 /* at once, each with a tokeniser */
#define LANG_IDS 1000001 /* as langs.c has it */

struct batch {
	struct batch *next;
	struct crew_lang *lang;
	struct buf bytes; /* segments: struct piece, text */
};

struct piece {
	uint32_t segment, size;
};

struct crew_lang {
	uint32_t id;
	char tag[LANG_MAX];
	struct builder *builder;
	size_t memory;
	bool built;
	bool busy;          /* a worker has it */
	struct batch *open; /* being filled */
};

struct crew {
	struct shelf *shelf;
	size_t memory_max;
	struct crew_lang **langs; /* only the caller adds to it, with the lock */
	size_t n_langs;
	struct crew_lang **by_id; /* [n_by_id], the caller's own */
	size_t n_by_id;
	size_t open_bytes;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t threads[WORKERS_MAX];
	size_t n_wanted, n_threads;
	bool started;
	struct crew_lang *built[BUILDERS_MAX + WORKERS_MAX]; /* have builders */
	size_t n_built, n_busy, memory;
	struct batch *first, **last;
	size_t queued;
	bool closing; /* no more will come */
	bool stop;    /* nothing of it is wanted */
	int rc;       /* of the first that failed, in words */
	char message[1024];
};

/* --- in the workers ------------------------------------------------------------------ */

static int index_batch(struct crew_lang *l, const struct batch *b)
{
	const char *at = b->bytes.data, *end = at + b->bytes.size;
	int rc = l->builder == NULL ? builder_new(l->tag, &l->builder) : 0;

	while (rc == 0 && at < end) {
		struct piece p;
		memcpy(&p, at, sizeof(p));
		at += sizeof(p);
		rc = builder_add(l->builder, p.segment, at, p.size);
		at += p.size;
	}
	return rc;
}

static int finish_builder(struct crew *c, struct crew_lang *l)
{
	int rc = builder_count(l->builder) == 0
			 ? 0
			 : shelf_put_run(c->shelf, l->id, l->tag, l->builder);

	builder_free(l->builder);
	l->builder = NULL;
	return rc;
}

static void note_failure(struct crew *c, int rc)
{
	if (rc >= 0 || c->rc < 0)
		return;
	c->rc = rc;
	snprintf(c->message, sizeof(c->message), "%s", bis_error_message());
}

static struct batch *take_batch(struct crew *c)
{
	struct batch **at = &c->first;

	while (*at != NULL && (*at)->lang->busy)
		at = &(*at)->next;
	struct batch *b = *at;
	if (b == NULL)
		return NULL;
	*at = b->next;
	if (b->next == NULL)
		c->last = at;
	c->queued -= b->bytes.size;
	return b;
}

static struct crew_lang *largest_idle(struct crew *c)
{
	struct crew_lang *largest = NULL;

	for (size_t i = 0; i < c->n_built; i++) {
		struct crew_lang *l = c->built[i];
		if (!l->busy && (largest == NULL || l->memory > largest->memory))
			largest = l;
	}
	return largest;
}

static struct crew_lang *smallest_idle(struct crew *c)
{
	struct crew_lang *smallest = NULL;

	for (size_t i = 0; i < c->n_built; i++) {
		struct crew_lang *l = c->built[i];
		if (!l->busy && (smallest == NULL || l->memory < smallest->memory))
			smallest = l;
	}
	return smallest;
}

/* Notes that the language has a builder, or has none any more. */
static void note_built(struct crew *c, struct crew_lang *l, bool built)
{
	size_t i = 0;

	if (l->built == built)
		return;
	l->built = built;
	if (built) {
		c->built[c->n_built++] = l;
		return;
	}
	while (c->built[i] != l)
		i++;
	c->built[i] = c->built[--c->n_built];
}

/* The language is this worker's while it works without the lock. */
static void work_on(struct crew *c, struct crew_lang *l, struct batch *b)
{
	int rc = 0;

	l->busy = true;
	c->n_busy++;
	note_built(c, l, true);
	pthread_mutex_unlock(&c->lock);
	if (b != NULL)
		rc = index_batch(l, b);
	else
		rc = finish_builder(c, l);
	size_t memory = l->builder == NULL ? 0 : builder_memory(l->builder);
	if (b != NULL)
		buf_free(&b->bytes);
	free(b);
	pthread_mutex_lock(&c->lock);
	note_built(c, l, l->builder != NULL);
	c->memory += memory - l->memory;
	l->memory = memory;
	l->busy = false;
	c->n_busy--;
	note_failure(c, rc);
	pthread_cond_broadcast(&c->changed);
}

/* The builder that is to be finished now; NULL none. */
static struct crew_lang *to_finish(struct crew *c)
{
	if (c->memory > c->memory_max || (c->closing && c->first == NULL))
		return largest_idle(c);
	return c->n_built >= BUILDERS_MAX ? smallest_idle(c) : NULL;
}

/* One thing to do, the lock held before and after; false where there is nothing. */
static bool work(struct crew *c)
{
	struct crew_lang *l = to_finish(c);

	if (l != NULL) {
		work_on(c, l, NULL);
		return true;
	}
	struct batch *b = take_batch(c);
	if (b == NULL)
		return false;
	work_on(c, b->lang, b);
	return true;
}

static bool all_done(const struct crew *c)
{
	return c->closing && c->first == NULL && c->n_busy == 0 && c->n_built == 0;
}

static void *work_all(void *argument)
{
	struct crew *c = argument;

	pthread_mutex_lock(&c->lock);
	while (!c->stop && c->rc == 0 && !all_done(c))
		if (!work(c))
			pthread_cond_wait(&c->changed, &c->lock);
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* --- in the caller's ----------------------------------------------------------------- */

int crew_new(size_t n_workers, size_t memory_max, struct shelf *shelf, struct crew **out)
{
	struct crew *c = calloc(1, sizeof(*c));

	*out = c;
	if (c == NULL)
		return err_nomem();
	c->shelf = shelf;
	c->memory_max = memory_max;
	c->n_wanted = n_workers < WORKERS_MAX ? n_workers : WORKERS_MAX;
	c->last = &c->first;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->changed, NULL);
	return 0;
}

/* Signals are the caller's affair: the workers take none. */
void crew_start(struct crew *c)
{
	sigset_t all, before;

	c->started = true;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (c->n_threads < c->n_wanted &&
		pthread_create(&c->threads[c->n_threads], NULL, work_all, c) == 0)
		c->n_threads++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void join(struct crew *c)
{
	for (size_t i = 0; i < c->n_threads; i++)
		pthread_join(c->threads[i], NULL);
	c->n_threads = 0;
}

static void batch_free(struct batch *b)
{
	if (b != NULL)
		buf_free(&b->bytes);
	free(b);
}

void crew_free(struct crew *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	join(c);
	while (c->first != NULL) {
		struct batch *b = c->first;
		c->first = b->next;
		batch_free(b);
	}
	for (size_t i = 0; i < c->n_langs; i++) {
		batch_free(c->langs[i]->open);
		builder_free(c->langs[i]->builder);
		free(c->langs[i]);
	}
	free(c->langs);
	free(c->by_id);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

static int new_lang(struct crew *c, uint32_t id, const char *tag, struct crew_lang **out)
{
	struct crew_lang *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return err_nomem();
	l->id = id;
	strncpy(l->tag, tag, sizeof(l->tag) - 1);
	pthread_mutex_lock(&c->lock);
	struct crew_lang **langs =
		realloc(c->langs, (c->n_langs + 1) * sizeof(struct crew_lang *));
	if (langs != NULL) {
		c->langs = langs;
		langs[c->n_langs++] = l;
	}
	pthread_mutex_unlock(&c->lock);
	if (langs == NULL) {
		free(l);
		return err_nomem();
	}
	*out = l;
	return 0;
}

static int room_by_id(struct crew *c, uint32_t id)
{
	size_t n = (size_t)id + id / 2 + 16;

	if (id < c->n_by_id)
		return 0;
	if (id >= LANG_IDS)
		return err_set(
			BIS_EDB, "language %lu: number out of range", (unsigned long)id);
	struct crew_lang **by_id = realloc(c->by_id, n * sizeof(struct crew_lang *));
	if (by_id == NULL)
		return err_nomem();
	memset(by_id + c->n_by_id, 0, (n - c->n_by_id) * sizeof(struct crew_lang *));
	c->by_id = by_id;
	c->n_by_id = n;
	return 0;
}

static int lang_of(struct crew *c, uint32_t id, const char *tag, struct crew_lang **out)
{
	int rc = room_by_id(c, id);

	if (rc == 0 && c->by_id[id] == NULL)
		rc = new_lang(c, id, tag, &c->by_id[id]);
	*out = rc < 0 ? NULL : c->by_id[id];
	return rc;
}

int crew_prime(struct crew *c, uint32_t lang, const char *tag, struct builder *b)
{
	struct crew_lang *l;
	int rc = lang_of(c, lang, tag, &l);

	if (rc < 0) {
		builder_free(b);
		return rc;
	}
	l->builder = b;
	l->memory = builder_memory(b);
	c->memory += l->memory;
	note_built(c, l, true);
	return 0;
}

bool crew_has_room(const struct crew *c)
{
	return c->n_built < BUILDERS_MAX;
}

static int answer(struct crew *c)
{
	return c->rc < 0 ? err_set(c->rc, "%s", c->message) : 0;
}

/* Without threads the caller does the work itself. */
static int hand_over(struct crew *c, struct crew_lang *l)
{
	struct batch *b = steal(&l->open);
	int rc;

	c->open_bytes -= b->bytes.size;
	pthread_mutex_lock(&c->lock);
	while (c->started && c->n_threads > 0 && c->rc == 0 && c->queued > QUEUE_BYTES)
		pthread_cond_wait(&c->changed, &c->lock);
	*c->last = b;
	c->last = &b->next;
	c->queued += b->bytes.size;
	pthread_cond_broadcast(&c->changed);
	while (c->started && c->n_threads == 0 && c->rc == 0 && work(c))
		;
	rc = answer(c);
	pthread_mutex_unlock(&c->lock);
	return rc;
}

static int hand_over_all(struct crew *c)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->n_langs; i++)
		if (c->langs[i]->open != NULL)
			rc = hand_over(c, c->langs[i]);
	return rc;
}

int crew_add(struct crew *c, uint32_t lang, const char *tag, uint32_t segment,
	const char *text, size_t size)
{
	const struct piece p = { .segment = segment, .size = (uint32_t)size };
	struct crew_lang *l;
	int rc = lang_of(c, lang, tag, &l);

	if (rc == 0 && l->open == NULL) {
		l->open = calloc(1, sizeof(*l->open));
		if (l->open == NULL)
			return err_nomem();
		l->open->lang = l;
	}
	if (rc < 0)
		return rc;
	struct buf *bytes = &l->open->bytes;
	c->open_bytes += sizeof(p) + size;
	buf_add(bytes, &p, sizeof(p));
	buf_add(bytes, text, size);
	if (!buf_ok(bytes)) {
		c->open_bytes -= sizeof(p) + size;
		return err_nomem();
	}
	if (bytes->size >= BATCH_BYTES)
		return hand_over(c, l);
	return c->open_bytes > OPEN_BYTES ? hand_over_all(c) : 0;
}

size_t crew_gathered(const struct crew *c)
{
	return c->open_bytes + c->queued;
}

int crew_close(struct crew *c)
{
	if (!c->started)
		crew_start(c);
	int rc = hand_over_all(c);
	pthread_mutex_lock(&c->lock);
	c->closing = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	return rc;
}

int crew_wait(struct crew *c)
{
	if (c->n_threads == 0)
		work_all(c);
	join(c);
	return answer(c);
}
