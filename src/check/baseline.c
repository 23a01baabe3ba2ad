/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a report for its fingerprints.
 *
 * Little else of it matters here, and JSON needs no tree for that: it is gone through
 * string by string, so that what looks like a fingerprint within the words of a finding
 * is none.  A fingerprint is the string behind a key and a colon.
 *
 * A report that was cut, was written by another program or is none must not pass for one
 * without findings: the brackets have to close, and an object that names a rule has to
 * have a fingerprint in it.
 */
#include "config.h"
#include "src/check/baseline.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/base/source.h"

#define REPORT_MAX ((size_t)1 << 30) /* bytes */
#define DIGITS 16                    /* of a fingerprint */
#define STRING_MAX 64 /* bytes of a string that are kept; ours are shorter */
#define DEPTH_MAX 16  /* brackets in each other that are looked into */

struct baseline {
	uint64_t *at; /* sorted */
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

/* The number a fingerprint is; false where it is none. */
static bool read_fingerprint(const char *text, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < DIGITS; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = text[i] == '\0' ? NULL : strchr(digits, text[i]);
		if (digit == NULL)
			return false;
		*out = *out << 4 | (uint64_t)(digit - digits);
	}
	return text[DIGITS] == '\0';
}

/* --- going through JSON ------------------------------------------------------------- */

/* What a key announces. */
enum wanted { NOTHING_WANTED, A_FINGERPRINT, A_RULE, A_SCHEMA };

/* A bracket that is open. */
struct open {
	size_t n_before; /* fingerprints that stand before it */
	long finding;    /* line where it names a rule; 0 it does not */
};

/* Where the reading stands; bytes come in pieces. */
struct scan {
	const char *name; /* of the file */
	struct baseline *baseline;
	long line; /* from 1 */
	enum { OUTSIDE, IN_STRING, ESCAPED } state;
	char string[STRING_MAX]; /* the one being read, or read last; cut */
	size_t size;
	enum { NOTHING, STRING, KEY } behind; /* what stands before here */
	enum wanted wanted;
	struct open open[DEPTH_MAX];
	size_t depth;
	bool begun;     /* more than blanks was seen */
	bool is_report; /* as some key says */
};

static int no_report(const struct scan *s)
{
	return err_set(BIS_EFORMAT,
		"%s:%ld: this is no report of findings (json, jsonl or sarif)", s->name,
		s->line);
}

static struct open *innermost(struct scan *s)
{
	return s->depth > 0 && s->depth <= DEPTH_MAX ? &s->open[s->depth - 1] : NULL;
}

static int add_fingerprint(struct scan *s)
{
	struct baseline *b = s->baseline;
	uint64_t print;

	if (!read_fingerprint(s->string, &print))
		return 0;
	if (room_for_one(&b->at, b->n, &b->capacity) < 0)
		return err_nomem();
	b->at[b->n++] = print;
	s->is_report = true;
	return 0;
}

/* A key has ended in its colon. */
static void take_key(struct scan *s)
{
	static const struct {
		const char *key;
		enum wanted wanted;
	} ours[] = {
		{ "fingerprint", A_FINGERPRINT },
		{ "bisotun/v1", A_FINGERPRINT },
		{ "rule", A_RULE },
		{ "ruleId", A_RULE },
		{ "schema", A_SCHEMA },
	};

	s->wanted = NOTHING_WANTED;
	for (size_t i = 0; i < N_ELEMENTS(ours); i++)
		if (strcmp(s->string, ours[i].key) == 0)
			s->wanted = ours[i].wanted;
	/* SARIF has its results in runs, and there may be none */
	s->is_report = s->is_report || strcmp(s->string, "runs") == 0;
}

static int take_value(struct scan *s)
{
	static const char schema[] = "bisotun.finding/";
	struct open *in = innermost(s);

	if (s->wanted == A_FINGERPRINT)
		return add_fingerprint(s);
	if (s->wanted == A_RULE && in != NULL)
		in->finding = s->line;
	if (s->wanted == A_SCHEMA && strncmp(s->string, schema, sizeof(schema) - 1) == 0)
		s->is_report = true;
	return 0;
}

/* A string has ended. */
static int take_string(struct scan *s)
{
	bool value = s->behind == KEY;

	s->string[s->size] = '\0';
	s->state = OUTSIDE;
	s->behind = STRING;
	return value ? take_value(s) : 0;
}

static void open_bracket(struct scan *s)
{
	s->depth++;
	struct open *in = innermost(s);
	if (in != NULL)
		*in = (struct open){ .n_before = s->baseline->n };
}

static int close_bracket(struct scan *s)
{
	const struct open *in = innermost(s);

	if (in != NULL && in->finding > 0 && in->n_before == s->baseline->n)
		return err_set(BIS_EFORMAT,
			"%s:%ld: a finding without a fingerprint of bisotun: by this "
			"report nothing can be known again",
			s->name, in->finding);
	s->depth--;
	return 0;
}

static bool is_blank(const struct scan *s, char c)
{
	/* a byte order mark is one, where a file begins */
	return c != '\0' &&
	       strchr(s->begun ? " \t\r\n" : " \t\r\n\xef\xbb\xbf", c) != NULL;
}

static int take_outside(struct scan *s, char c)
{
	bool opens = c == '{' || c == '[';

	if (is_blank(s, c))
		return 0;
	s->begun = true;
	if (s->depth == 0 && !opens)
		return no_report(s);
	if (c == '"') {
		s->state = IN_STRING;
		s->size = 0;
		return 0;
	}
	if (c == ':' && s->behind == STRING)
		take_key(s);
	s->behind = c == ':' ? KEY : NOTHING;
	if (opens)
		open_bracket(s);
	return c == '}' || c == ']' ? close_bracket(s) : 0;
}

static int take(struct scan *s, char c)
{
	s->line += c == '\n';
	if (s->state == OUTSIDE)
		return take_outside(s, c);
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

static int take_all(struct scan *s, const char *text, size_t size)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < size; i++)
		rc = take(s, text[i]);
	return rc;
}

static int compare(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* An empty report of single lines has none. */
static int finish(struct scan *s)
{
	struct baseline *b = s->baseline;

	if (s->state != OUTSIDE || s->depth > 0)
		return err_set(
			BIS_EFORMAT, "%s:%ld: the report breaks off", s->name, s->line);
	if (s->begun && !s->is_report)
		return no_report(s);
	if (b->n > 1)
		qsort(b->at, b->n, sizeof(*b->at), compare);
	return 0;
}

int baseline_parse(const char *name, const char *text, size_t size, struct baseline **out)
{
	cleanup(baseline_freep) struct baseline *b = calloc(1, sizeof(*b));
	struct scan s = { .name = name, .line = 1, .baseline = b };

	*out = NULL;
	if (b == NULL)
		return err_nomem();
	int rc = take_all(&s, text, size);
	if (rc == 0)
		rc = finish(&s);
	if (rc == 0)
		*out = steal(&b);
	return rc;
}

static int read_pieces(struct scan *s)
{
	cleanup(source_closep) struct source *in = NULL;
	char piece[8192];
	size_t size = 0;
	int rc = source_open(s->name, &in);
	long n = rc < 0 ? rc : source_next(in);

	while (n > 0 && (n = source_read(in, piece, sizeof(piece))) > 0) {
		size += (size_t)n;
		if (size > REPORT_MAX)
			return err_set(BIS_EFORMAT, "%s: too big for a report", s->name);
		rc = take_all(s, piece, (size_t)n);
		if (rc < 0)
			return rc;
	}
	return n < 0 ? (int)n : 0;
}

int baseline_read(const char *path, struct baseline **out)
{
	cleanup(baseline_freep) struct baseline *b = calloc(1, sizeof(*b));
	struct scan s = { .name = path, .line = 1, .baseline = b };

	*out = NULL;
	if (b == NULL)
		return err_nomem();
	int rc = read_pieces(&s);
	if (rc == 0)
		rc = finish(&s);
	if (rc == 0)
		*out = steal(&b);
	return rc;
}

/* --- asking ------------------------------------------------------------------------- */

bool baseline_has(const struct baseline *b, const char *text)
{
	uint64_t print;

	return b->n > 0 && read_fingerprint(text, &print) &&
	       bsearch(&print, b->at, b->n, sizeof(*b->at), compare) != NULL;
}

size_t baseline_count(const struct baseline *b)
{
	return b->n;
}
