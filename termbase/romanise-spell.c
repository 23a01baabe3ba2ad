/* SPDX-License-Identifier: Apache-2.0
 *
 * Every spelling of a text in a system.
 *
 * Where a rule has several renderings there is a choice.  Choices are tried in the order
 * of how far down their lists they go: first with one choice for each rule (who writes kh
 * for х does so throughout), then for each place by itself.
 */
#include "config.h"
#include "termbase/romanise.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "termbase/romanise-inside.h"

enum {
	MOST_CHOICES = 24, /* places or rules; the others keep their first */
	MOST_SPELLINGS = 65536,
	MOST_WORK = 1 << 20 /* letters written for the spellings of a text */
};

static const struct system_row *row_of(const struct system *s, const struct rule *rule)
{
	return &s->rows[rule->row];
}

/* Hashes of the texts there were. */
struct seen {
	uint64_t *hashes;
	size_t mask;
};

static int seen_begin(struct seen *s, size_t most)
{
	size_t room = 64;

	while (room < most * 2)
		room *= 2;
	*s = (struct seen){ calloc(room, sizeof(*s->hashes)), room - 1 };
	return s->hashes == NULL ? err_nomem() : 0;
}

static void seen_finish(struct seen *s)
{
	free(s->hashes);
}

/* Whether the text was not there yet. */
static bool seen_new(struct seen *s, const char *text, size_t size)
{
	uint64_t hash = hash_bytes(text, size, 0) | 1;
	size_t i = hash >> 8 & s->mask;

	while (s->hashes[i] != 0 && s->hashes[i] != hash)
		i = (i + 1) & s->mask;
	if (s->hashes[i] == hash)
		return false;
	s->hashes[i] = hash;
	return true;
}

struct choices {
	const struct system *s;
	const struct glyphs *text;
	size_t size; /* of the text first given */
	const struct piece *pieces;
	size_t n_pieces;
	uint8_t *point;            /* of each piece: 1 + its choice, 0 none */
	size_t many[MOST_CHOICES]; /* renderings to choose from */
	size_t chosen[MOST_CHOICES];
	size_t n;
	struct seen seen;
	size_t found, max, tries;
	system_sink *sink;
	void *ctx;
};

static int write_choice(struct choices *c)
{
	cleanup(buf_free) struct buf written = BUF_INIT;
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct writer w = { &written, false };

	for (size_t i = 0; i < c->n_pieces; i++)
		piece_write(&w, c->s, c->text, &c->pieces[i],
			c->point[i] == 0 ? 0 : c->chosen[c->point[i] - 1]);
	int rc = render_finish(c->s, &written, c->size, &text);
	if (rc < 0)
		return rc;
	c->tries--;
	if (!seen_new(&c->seen, buf_str(&text), text.size))
		return 0;
	c->found++;
	return c->sink(c->ctx, buf_str(&text), text.size);
}

/* All ways to go `down` steps down the lists from choice `i` on. */
static int spread(struct choices *c, size_t i, size_t down)
{
	size_t room = 0;
	int rc = 0;

	if (i == c->n)
		return write_choice(c);
	for (size_t k = i + 1; k < c->n; k++)
		room += c->many[k] - 1;
	for (size_t k = 0; k < c->many[i] && k <= down; k++) {
		if (down - k > room)
			continue;
		if (c->found >= c->max || c->tries == 0)
			break;
		c->chosen[i] = k;
		rc = spread(c, i + 1, down - k);
		if (rc != 0)
			break;
	}
	return rc;
}

static int try_all(struct choices *c)
{
	size_t most = 0;
	int rc = 0;

	for (size_t i = 0; i < c->n; i++)
		most += c->many[i] - 1;
	c->tries = MOST_WORK / (c->n_pieces + 1) + 1;
	if (c->tries > c->max * 4 + 16)
		c->tries = c->max * 4 + 16;
	for (size_t down = 0; down <= most && rc == 0; down++) {
		if (c->found >= c->max || c->tries == 0)
			break;
		rc = spread(c, 0, down);
	}
	return rc;
}

/* The choice of the same rule before, 0 none. */
static uint8_t same_rule(const struct choices *c, size_t i, const size_t *first)
{
	for (size_t k = 0; k < c->n; k++)
		if (c->pieces[first[k]].rule == c->pieces[i].rule)
			return (uint8_t)(k + 1);
	return 0;
}

static void find_choices(struct choices *c, bool together)
{
	size_t first[MOST_CHOICES];

	c->n = 0;
	for (size_t i = 0; i < c->n_pieces; i++) {
		const struct rule *rule = c->pieces[i].rule;
		c->point[i] = 0;
		if (rule == NULL || row_of(c->s, rule)->n_renderings < 2)
			continue;
		if (together)
			c->point[i] = same_rule(c, i, first);
		if (c->point[i] != 0 || c->n == MOST_CHOICES)
			continue;
		first[c->n] = i;
		c->many[c->n] = row_of(c->s, rule)->n_renderings;
		c->point[i] = (uint8_t)++c->n;
	}
}

static int spell(struct choices *c)
{
	find_choices(c, true);
	size_t rules = c->n;
	int rc = try_all(c);
	find_choices(c, false);
	return rc == 0 && c->n > rules && c->found < c->max ? try_all(c) : rc;
}

static void free_pieces(struct piece **p)
{
	free(*p);
}

static void free_bytes(uint8_t **p)
{
	free(*p);
}

static int spell_pieces(struct choices *c)
{
	cleanup(free_pieces) struct piece *pieces =
		malloc(sizeof(*pieces) * (c->text->n + 1));
	cleanup(free_bytes) uint8_t *point = malloc(c->text->n + 1);

	if (pieces == NULL || point == NULL)
		return err_nomem();
	for (size_t i = 0; i < c->text->n; i += pieces[c->n_pieces++].n)
		pieces[c->n_pieces] = piece_at(c->s, c->text, i);
	c->pieces = pieces;
	c->point = point;
	return spell(c);
}

/* The system alone. */
static int spell_one(const struct system *s, const char *text, size_t size, size_t first,
	size_t max, system_sink *sink, void *ctx)
{
	cleanup(buf_free) struct buf given = BUF_INIT;
	struct glyph here[GLYPHS_HERE];
	struct glyphs glyphs;
	int rc = render_prepare(s, text, size, &given);

	if (rc == 0)
		rc = glyphs_read(buf_str(&given), given.size, here, &glyphs);
	if (rc < 0)
		return rc;
	struct choices c = { .s = s,
		.text = &glyphs,
		.size = first,
		.max = max,
		.sink = sink,
		.ctx = ctx };
	rc = seen_begin(&c.seen, max);
	if (rc == 0)
		rc = spell_pieces(&c);
	seen_finish(&c.seen);
	glyphs_finish(&glyphs, here);
	return rc;
}

/* Spellings one behind the other, each ended by a NUL. */
struct spellings {
	struct buf texts;
	size_t n;
	size_t max;
};

static int keep(void *ctx, const char *text, size_t size)
{
	struct spellings *kept = ctx;

	buf_add(&kept->texts, text, size);
	buf_addc(&kept->texts, '\0');
	kept->n++;
	return buf_ok(&kept->texts) ? 0 : err_nomem();
}

static void spellings_finish(struct spellings *s)
{
	buf_free(&s->texts);
}

/* What the system makes of each of those given, a fair share each. */
static int spell_each(const struct system *s, const struct spellings *given, size_t first,
	struct spellings *out)
{
	const char *at = buf_str(&given->texts);
	size_t max = given->n == 0 ? 0 : (out->max + given->n - 1) / given->n;
	int rc = 0;

	for (size_t i = 0; i < given->n && rc == 0 && out->n < out->max; i++) {
		rc = spell_one(s, at, strlen(at), first, max, keep, out);
		at += strlen(at) + 1;
	}
	return rc;
}

/* Gives out what was kept, each once. */
static int give(const struct spellings *kept, size_t max, system_sink *sink, void *ctx)
{
	cleanup(seen_finish) struct seen seen = { 0 };
	const char *at = buf_str(&kept->texts);
	size_t given = 0;
	int rc = seen_begin(&seen, kept->n);

	for (size_t i = 0; i < kept->n && given < max && rc == 0; i++) {
		size_t size = strlen(at);
		if (seen_new(&seen, at, size)) {
			given++;
			rc = sink(ctx, at, size);
		}
		at += size + 1;
	}
	return rc;
}

static int spell_chain(const struct system *const *chain, size_t n, const char *text,
	size_t size, size_t max, system_sink *sink, void *ctx)
{
	cleanup(spellings_finish) struct spellings now = { .max = max };
	int rc = keep(&now, text, size);

	while (n-- > 0 && rc == 0) {
		cleanup(spellings_finish) struct spellings next = { .max = max };
		rc = spell_each(chain[n], &now, size, &next);
		spellings_finish(&now);
		now = next;
		next = (struct spellings){ 0 };
	}
	return rc == 0 ? give(&now, max, sink, ctx) : rc;
}

int system_render_all(const struct system *s, const char *text, size_t size, size_t max,
	system_sink *sink, void *ctx)
{
	const struct system *chain[SYSTEMS_DEEP];
	size_t n = 0;

	for (const struct system *at = s; at != NULL && n < SYSTEMS_DEEP;
		at = at->through)
		chain[n++] = at;
	max = max < MOST_SPELLINGS ? max : MOST_SPELLINGS;
	if (n == 1)
		return spell_one(s, text, size, size, max, sink, ctx);
	return spell_chain(chain, n, text, size, max, sink, ctx);
}
