/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/transfer/relay.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "src/base/err.h"

#define N_BATCHES 3
#define BATCH_UNITS 128
#define BATCH_BYTES ((size_t)1 << 20)

enum call { CALL_NONE, CALL_HEAD, CALL_PROBLEM, CALL_TAIL };

struct batch {
	struct unit units[BATCH_UNITS];
	size_t n, bytes;
	int64_t position;
};

struct relay {
	const struct relay_source *from;
	const struct record_sink *sink; /* the caller's */

	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct batch batches[N_BATCHES];
	unsigned filled, taken; /* batches so far; the reader fills number `filled` */
	enum call call;         /* what the reader waits for an answer to */
	const void *argument;
	int answer;
	bool stop;  /* the caller wants no more */
	bool ended; /* the reader is done, with rc and in words */
	int rc;
	char message[1024];
};

/* --- in the reader's thread --------------------------------------------------------- */

/* BIS_ECANCELLED where the caller wants no more: it knows why. */
static int wait_while(struct relay *r, bool (*busy)(const struct relay *r))
{
	while (!r->stop && busy(r))
		pthread_cond_wait(&r->changed, &r->lock);
	return r->stop ? BIS_ECANCELLED : 0;
}

static bool all_full(const struct relay *r)
{
	return r->filled - r->taken == N_BATCHES;
}

static bool unanswered(const struct relay *r)
{
	return r->call != CALL_NONE;
}

static int hand_over(struct relay *r)
{
	struct batch *b = &r->batches[r->filled % N_BATCHES];

	if (b->n == 0)
		return 0;
	b->position = r->from->position == NULL ? 0 : r->from->position(r->from->ctx);
	pthread_mutex_lock(&r->lock);
	r->filled++;
	pthread_cond_broadcast(&r->changed);
	int rc = wait_while(r, all_full);
	pthread_mutex_unlock(&r->lock);
	return rc;
}

static int take_unit(void *ctx, struct unit *u)
{
	struct relay *r = ctx;
	struct batch *b = &r->batches[r->filled % N_BATCHES];
	struct unit empty = b->units[b->n];

	b->units[b->n++] = *u;
	*u = empty;
	b->bytes += unit_size(&b->units[b->n - 1]);
	return b->n == BATCH_UNITS || b->bytes >= BATCH_BYTES ? hand_over(r) : 0;
}

static int ask(struct relay *r, enum call call, const void *argument)
{
	int rc = hand_over(r);

	if (rc < 0)
		return rc;
	pthread_mutex_lock(&r->lock);
	r->call = call;
	r->argument = argument;
	pthread_cond_broadcast(&r->changed);
	rc = wait_while(r, unanswered);
	if (rc == 0)
		rc = r->answer;
	pthread_mutex_unlock(&r->lock);
	return rc;
}

static int ask_head(void *ctx, const struct document *d)
{
	return ask(ctx, CALL_HEAD, d);
}

static int ask_problem(void *ctx, const struct problem *p)
{
	return ask(ctx, CALL_PROBLEM, p);
}

static int ask_tail(void *ctx, const struct document *d)
{
	return ask(ctx, CALL_TAIL, d);
}

static void *read_all(void *argument)
{
	struct relay *r = argument;
	const struct record_sink sink = { .head = ask_head,
		.unit = take_unit,
		.problem = ask_problem,
		.tail = ask_tail,
		.ctx = r };

	int rc = r->from->read(r->from->ctx, &sink);
	if (rc == 0)
		rc = hand_over(r);
	pthread_mutex_lock(&r->lock);
	r->ended = true;
	r->rc = rc;
	snprintf(r->message, sizeof(r->message), "%s", rc < 0 ? bis_error_message() : "");
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* --- in the caller's ---------------------------------------------------------------- */

static int give_batch(struct relay *r, int64_t *position)
{
	struct batch *b = &r->batches[r->taken % N_BATCHES];
	int rc = 0;

	*position = b->position;
	for (size_t i = 0; rc == 0 && i < b->n; i++) {
		rc = r->sink->unit(r->sink->ctx, &b->units[i]);
		unit_reset(&b->units[i]);
	}
	b->n = b->bytes = 0;
	return rc;
}

static int give_answer(struct relay *r)
{
	switch (r->call) {
	case CALL_HEAD:
		return r->sink->head(r->sink->ctx, r->argument);
	case CALL_PROBLEM:
		return r->sink->problem(r->sink->ctx, r->argument);
	case CALL_TAIL:
		return r->sink->tail == NULL ? 0
					     : r->sink->tail(r->sink->ctx, r->argument);
	case CALL_NONE:
		break;
	}
	return 0;
}

/* One turn, the lock held before and after, but not while the sink is called. */
static int serve(struct relay *r, int64_t *position)
{
	bool batch = r->filled != r->taken;

	pthread_mutex_unlock(&r->lock);
	int rc = batch ? give_batch(r, position) : give_answer(r);
	pthread_mutex_lock(&r->lock);
	if (batch) {
		r->taken++;
	} else {
		r->answer = rc;
		r->call = CALL_NONE;
	}
	pthread_cond_broadcast(&r->changed);
	return rc;
}

static int serve_all(struct relay *r, int64_t *position)
{
	int rc = 0;

	pthread_mutex_lock(&r->lock);
	for (;;) {
		if (r->filled != r->taken || r->call != CALL_NONE)
			rc = serve(r, position);
		else if (r->ended)
			break;
		else
			pthread_cond_wait(&r->changed, &r->lock);
		if (rc < 0) {
			r->stop = true;
			pthread_cond_broadcast(&r->changed);
			break;
		}
	}
	pthread_mutex_unlock(&r->lock);
	return rc;
}

/* Signals are the caller's affair: the reader's thread takes none. */
static int start(struct relay *r, pthread_t *thread)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(thread, NULL, read_all, r);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed;
}

static void relay_free(struct relay **relay)
{
	struct relay *r = *relay;

	if (r == NULL)
		return;
	for (size_t i = 0; i < N_BATCHES; i++)
		for (size_t k = 0; k < BATCH_UNITS; k++)
			unit_finish(&r->batches[i].units[k]);
	pthread_cond_destroy(&r->changed);
	pthread_mutex_destroy(&r->lock);
	free(r);
}

int relay_run(const struct relay_source *from, const struct record_sink *sink,
	int64_t *position)
{
	cleanup(relay_free) struct relay *r = calloc(1, sizeof(*r));
	pthread_t thread;

	if (r == NULL)
		return err_nomem();
	r->from = from;
	r->sink = sink;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->changed, NULL);
	/* where no thread is to be had, one after the other does as well */
	if (start(r, &thread) != 0)
		return from->read(from->ctx, sink);
	int rc = serve_all(r, position);
	pthread_join(thread, NULL);
	if (rc == 0 && r->rc < 0)
		rc = err_set(r->rc, "%s", r->message);
	return rc;
}

/* --- files -------------------------------------------------------------------------- */

struct file {
	const struct format *format;
	struct source *in;
	const struct read_options *options;
};

static int read_file(void *ctx, const struct record_sink *sink)
{
	const struct file *f = ctx;

	return f->format->read(f->in, f->options, sink);
}

static int64_t position_in_file(void *ctx)
{
	const struct file *f = ctx;

	return source_position(f->in);
}

int relay_read(const struct format *format, struct source *in,
	const struct read_options *options, const struct record_sink *sink,
	int64_t *position)
{
	struct file file = { format, in, options };

	return relay_run(&(struct relay_source){ read_file, position_in_file, &file },
		sink, position);
}
