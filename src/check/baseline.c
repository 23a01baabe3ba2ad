/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a report for its fingerprints.
 *
 * Nothing else of it matters here, and JSON needs no tree for that: it is gone through
 * string by string, so that what looks like a fingerprint within the words of a finding
 * is none.  A fingerprint is the string behind a key and a colon.
 */
#include "config.h"
#include "src/check/baseline.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/base/source.h"

#define REPORT_MAX ((size_t)1 << 30) /* bytes */
#define FINGERPRINT_MAX 64

/* Fingerprints are short: each has a place of the same size, and they are sorted. */
typedef char fingerprint[FINGERPRINT_MAX];

struct baseline {
	fingerprint *at;
	size_t n, capacity;
};

void baseline_free(struct baseline *b)
{
	if (b == NULL)
		return;
	free(b->at);
	free(b);
}

void baseline_freep(struct baseline **b)
{
	baseline_free(*b);
}

/* --- going through JSON ------------------------------------------------------------- */

/* Where the reading stands; bytes come in pieces. */
struct scan {
	struct baseline *baseline;
	enum { OUTSIDE, IN_STRING, ESCAPED } state;
	char string[FINGERPRINT_MAX]; /* the one being read, or read last; cut */
	size_t size;
	enum { NOTHING, STRING, KEY } behind; /* what stands before here */
	bool wanted;                          /* the key is one of ours */
	bool seen;                            /* an object has begun */
};

static int add(struct baseline *b, const char *text)
{
	if (room_for_one(&b->at, b->n, &b->capacity) < 0)
		return BIS_ENOMEM;
	snprintf(b->at[b->n++], FINGERPRINT_MAX, "%s", text);
	return 0;
}

static bool is_our_key(const struct scan *s)
{
	return strcmp(s->string, "fingerprint") == 0 ||
	       strcmp(s->string, "bisotun/v1") == 0;
}

/* A string has ended. */
static int take_string(struct scan *s)
{
	bool value = s->behind == KEY && s->wanted;

	s->string[s->size] = '\0';
	s->state = OUTSIDE;
	s->behind = STRING;
	return value && s->size > 0 ? add(s->baseline, s->string) : 0;
}

static void take_outside(struct scan *s, char c)
{
	if (strchr(" \t\r\n", c) != NULL && c != '\0')
		return;
	if (c == '"') {
		s->state = IN_STRING;
		s->size = 0;
		return;
	}
	s->seen = s->seen || c == '{' || c == '[';
	s->wanted = c == ':' && s->behind == STRING && is_our_key(s);
	s->behind = c == ':' ? KEY : NOTHING;
}

static int take(struct scan *s, char c)
{
	if (s->state == OUTSIDE) {
		take_outside(s, c);
		return 0;
	}
	if (s->state == IN_STRING && c == '"')
		return take_string(s);
	/* what is escaped is kept with its stroke: no key of ours has one, but for
	 * "bisotun\/v1" */
	if (s->state == IN_STRING && c == '\\') {
		s->state = ESCAPED;
		return 0;
	}
	if (s->state == ESCAPED && c != '/' && s->size + 2 < sizeof(s->string))
		s->string[s->size++] = '\\';
	if (s->size + 1 < sizeof(s->string))
		s->string[s->size++] = c;
	s->state = IN_STRING;
	return 0;
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static int finish(const char *name, struct scan *s, struct baseline **b,
	struct baseline **out, bool empty)
{
	if (s->state != OUTSIDE || (!s->seen && !empty))
		return err_set(BIS_EFORMAT,
			"%s: this is no report of findings (json, jsonl or sarif)", name);
	if (s->baseline->n > 1)
		qsort(s->baseline->at, s->baseline->n, sizeof(*s->baseline->at), compare);
	*out = steal(b);
	return 0;
}

int baseline_parse(const char *name, const char *text, size_t size, struct baseline **out)
{
	cleanup(baseline_freep) struct baseline *b = calloc(1, sizeof(*b));
	struct scan s = { .baseline = b };
	int rc = 0;

	*out = NULL;
	if (b == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < size; i++)
		rc = take(&s, text[i]);
	return rc < 0 ? rc : finish(name, &s, &b, out, size == 0);
}

int baseline_read(const char *path, struct baseline **out)
{
	cleanup(source_closep) struct source *in = NULL;
	cleanup(baseline_freep) struct baseline *b = calloc(1, sizeof(*b));
	struct scan s = { .baseline = b };
	char piece[8192];
	size_t size = 0;

	*out = NULL;
	if (b == NULL)
		return err_nomem();
	int rc = source_open(path, &in);
	long n = rc < 0 ? rc : source_next(in);
	while (n > 0 && (n = source_read(in, piece, sizeof(piece))) > 0) {
		size += (size_t)n;
		if (size > REPORT_MAX)
			return err_set(BIS_EFORMAT, "%s: too big for a report", path);
		for (long i = 0; rc == 0 && i < n; i++)
			rc = take(&s, piece[i]);
		if (rc < 0)
			return rc;
	}
	return n < 0 ? (int)n : finish(path, &s, &b, out, size == 0);
}

/* --- asking ------------------------------------------------------------------------- */

bool baseline_has(const struct baseline *b, const char *text)
{
	return b->n > 0 && bsearch(text, b->at, b->n, sizeof(*b->at), compare) != NULL;
}

size_t baseline_count(const struct baseline *b)
{
	return b->n;
}
