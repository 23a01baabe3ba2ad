/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing the sidecar with the content it was made of: the sums of its pages, every
 * token of every segment, every unit of the map.  A sidecar that is missing, or of another
 * moment than this base knows, is no finding: it is not used, and made when needed.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/textindex-state.h"

#define TOLD_MAX 100 /* of more only the number */

/* A tokeniser for each language, as t->langs. */
struct check {
	bis_db *db;
	struct textindex *t;
	bis_flaw *flaw;
	void *ctx;
	int64_t n;
	struct tokeniser **tokenisers;
	struct tokens tokens;
	struct lexeme lexeme;
};

static void check_finish(struct check *c)
{
	for (size_t i = 0; c->tokenisers != NULL && i < c->t->n_langs; i++)
		tokeniser_free(c->tokenisers[i]);
	free(c->tokenisers);
	tokens_finish(&c->tokens);
	lexeme_finish(&c->lexeme);
	textindex_free(c->t);
}

static void tell(struct check *c, const char *what, int64_t number, const char *why)
{
	char words[200];

	if (c->n++ >= TOLD_MAX || c->flaw == NULL)
		return;
	if (number == 0)
		snprintf(words, sizeof(words), "search index: %s", why);
	else
		snprintf(words, sizeof(words), "search index: %s %lld: %s", what,
			(long long)number, why);
	c->flaw(c->ctx, words);
}

/* --- segments -------------------------------------------------------------------------- */

static int tokeniser_of(struct check *c, uint32_t lang, struct tokeniser **out)
{
	size_t i = runs_lang_place(c->t, lang);

	*out = NULL;
	if (i == c->t->n_langs)
		return 0;
	int rc = c->tokenisers[i] == NULL
			 ? tokeniser_new(c->t->langs[i]->tag, &c->tokenisers[i])
			 : 0;
	*out = c->tokenisers[i];
	return rc;
}

/* Most tokens are in NFC as they stand; of the others that is taken first. */
static int same_token(struct check *c, struct tokeniser *t, struct run *run,
	uint32_t surface, const char *text, const struct token *token, bool *same)
{
	size_t size, length = token->end - token->begin;
	const char *there = run_surface_text(run, surface, &size);
	int rc;

	*same = run_kind_of(run, surface) == token->kind &&
		run_inside(run, surface) == token->inside;
	if (!*same || (size == length && memcmp(there, text + token->begin, size) == 0))
		return 0;
	rc = tokeniser_lexeme(t, text + token->begin, length, token->kind, &c->lexeme);
	*same = rc == 0 && size == c->lexeme.surface.size &&
		memcmp(there, buf_str(&c->lexeme.surface), size) == 0;
	return rc;
}

static int compare_tokens(struct check *c, struct tokeniser *t, struct run *run,
	uint32_t place, const char *text, size_t size, bool *same)
{
	size_t n;
	const uint32_t *surfaces = run_tokens(run, place, &n);
	int rc = tokeniser_read(t, text, size, &c->tokens);

	*same = rc == 0 && n == c->tokens.n;
	for (size_t i = 0; rc == 0 && *same && i < n; i++)
		rc = same_token(c, t, run, surfaces[i], text, &c->tokens.at[i], same);
	return rc;
}

static int check_segment(
	struct check *c, uint32_t segment, uint32_t lang, const char *text, size_t size)
{
	struct tokeniser *t;
	struct run *run = NULL;
	uint32_t place;
	bool same;
	int rc = tokeniser_of(c, lang, &t);

	if (rc == 0 && textindex_segment_lang(c->t, segment) != lang) {
		tell(c, "segment", segment, "its language is another");
		return 0;
	}
	if (rc == 0)
		rc = textindex_place(c->t, segment, &run, &place);
	if (rc < 0)
		return rc;
	if (t == NULL || run == NULL) {
		tell(c, "segment", segment, "it is not in it");
		return 0;
	}
	rc = compare_tokens(c, t, run, place, text, size, &same);
	if (rc == 0 && !same)
		tell(c, "segment", segment, "its words are not those of the text");
	return rc;
}

static int check_segments(struct check *c)
{
	static const char sql[] = "SELECT id, lang, text FROM segment WHERE id <= ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	uint64_t n = 0, indexed = 0;
	int rc;

	sql_int(s, 1, c->t->at.last_segment);
	while ((rc = sql_step(c->db, s)) > 0) {
		const char *text = sql_column_text(s, 2);
		rc = check_segment(c, (uint32_t)sql_column_int(s, 0),
			(uint32_t)sql_column_int(s, 1), text, sql_column_size(s, 2));
		n++;
		if (rc < 0)
			return rc;
	}
	for (size_t i = 0; i < c->t->n_langs; i++)
		indexed += c->t->langs[i]->n_segments;
	if (rc == 0 && indexed > n)
		tell(c, "segments", (int64_t)(indexed - n), "they are not in the base");
	return rc;
}

/* --- units ------------------------------------------------------------------------------ */

static bool listed(struct unitmap *m, uint32_t segment, uint32_t place)
{
	size_t n, from = 0;
	const uint32_t *units = unitmap_units(m, segment, &n);

	for (size_t to = n; from < to;) {
		size_t middle = from + (to - from) / 2;
		if (units[middle] < place)
			from = middle + 1;
		else
			to = middle;
	}
	return from < n && units[from] == place;
}

/* Counts in *k the variants that agree, one after the other. */
static void check_variant(
	struct check *c, uint32_t unit, uint32_t place, uint32_t segment, size_t k)
{
	size_t n;
	const uint32_t *segments = unitmap_segments(c->t->units.map, place, &n);

	if (k >= n || segments[k] != segment)
		tell(c, "unit", unit, "its segments are others");
	else if (!listed(c->t->units.map, segment, place))
		tell(c, "unit", unit, "one of its segments does not know it");
}

static void check_fact(struct check *c, sqlite3_stmt *s, uint32_t place)
{
	const struct unit_fact *fact = unitmap_fact(c->t->units.map, place);
	bool gone = sql_column_int(s, 4) != 0;

	if (fact == NULL)
		return;
	if (fact->document != (uint32_t)sql_column_int(s, 1) ||
		fact->day != (uint32_t)sql_column_int(s, 2) ||
		fact->status != (sql_column_int(s, 3) != 0))
		tell(c, "unit", fact->id, "its document, day or status are others");
	if (units_alive(&c->t->units, place) == gone)
		tell(c, "unit", fact->id, gone ? "it was removed" : "it was not removed");
}

static int check_units(struct check *c)
{
	static const char sql[] =
		"SELECT u.id, u.document, u.day, u.status, u.gone IS NOT NULL, v.segment"
		" FROM unit u LEFT JOIN variant v ON v.unit = u.id WHERE u.id <= ?1"
		" ORDER BY u.id, v.pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	uint32_t unit = 0, place = RUN_NONE, units = 0;
	size_t k = 0;
	int rc;

	sql_int(s, 1, c->t->at.last_unit);
	while ((rc = sql_step(c->db, s)) > 0) {
		if (sql_column_int(s, 0) != unit) {
			unit = (uint32_t)sql_column_int(s, 0);
			place = unitmap_find(c->t->units.map, unit);
			units++;
			k = 0;
			if (place == RUN_NONE)
				tell(c, "unit", unit, "it is not in it");
			else
				check_fact(c, s, place);
		}
		if (place != RUN_NONE && sql_column_int(s, 5) != 0)
			check_variant(
				c, unit, place, (uint32_t)sql_column_int(s, 5), k++);
	}
	if (rc == 0 && units < c->t->units.n_old)
		tell(c, "units", c->t->units.n_old - units, "they are not in the base");
	return rc;
}

/* --- the whole --------------------------------------------------------------------------- */

static int open_to_check(struct check *c, struct sidecar *s)
{
	int rc = textindex_adopt(c->db, s, &c->t);

	if (rc == 0 && c->t != NULL) {
		c->tokenisers = calloc(c->t->n_langs + 1, sizeof(struct tokeniser *));
		if (c->tokenisers == NULL)
			rc = err_nomem();
	}
	return rc;
}

static int check_all(struct check *c, struct sidecar *s)
{
	bool sound = sidecar_sound(s);
	int rc = open_to_check(c, s); /* closes it */

	if (rc < 0)
		return rc;
	if (!sound || c->t == NULL) {
		tell(c, "", 0, "damaged; it is made anew by the next search");
		return 0;
	}
	rc = units_read_gone(c->db, &c->t->units, c->t->at.event);
	if (rc == 0)
		rc = check_segments(c);
	if (rc == 0)
		rc = check_units(c);
	if (rc == 0 && c->n == 0 && textindex_failed(c->t))
		tell(c, "", 0, "damaged; it is made anew by the next search");
	return rc;
}

/* Of one that can't be opened the reason is told. */
static int check_opens(struct check *c)
{
	cleanup(buf_free) struct buf path = BUF_INIT;
	struct sidecar *s = NULL;
	int rc = textindex_path(c->db, &path);

	if (rc == 0)
		rc = sidecar_open(buf_str(&path), &s);
	sidecar_close(s);
	if (rc != BIS_EDB)
		return rc;
	c->n++;
	if (c->flaw != NULL)
		c->flaw(c->ctx, bis_error_message());
	return 0;
}

static void tell_rest(struct check *c)
{
	char words[80];

	if (c->n <= TOLD_MAX || c->flaw == NULL)
		return;
	snprintf(words, sizeof(words), "search index: %lld more of the kind",
		(long long)(c->n - TOLD_MAX));
	c->flaw(c->ctx, words);
}

int64_t textindex_verify(bis_db *db, bis_flaw *flaw, void *ctx)
{
	cleanup(check_finish) struct check c = {
		.db = db, .flaw = flaw, .ctx = ctx
	};
	struct sidecar *s = NULL;
	struct moment now;
	bool ahead;
	int rc = moment_look(db, &now);

	if (rc == 0)
		rc = check_opens(&c);
	if (rc == 0)
		rc = textindex_open_sidecar(db, &now, &s, &ahead);
	if (rc == 0 && s != NULL)
		rc = check_all(&c, s);
	tell_rest(&c);
	return rc < 0 ? rc : c.n;
}
