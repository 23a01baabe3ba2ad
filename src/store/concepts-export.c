/* SPDX-License-Identifier: Apache-2.0
 *
 * Many concepts by a filter.
 *
 * Which concepts pass is one WHERE clause, shared by export, count and documents so that
 * they always agree; which forms of them pass is decided again, by the same terms, where
 * a record is filled (concepts-out.c).
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"

/* A filter made ready: words turned into numbers, and the clause they make.  It keeps
 * what it binds, so that the filter itself may go. */
struct sieve {
	char *origin, *since, *at;
	struct form_filter forms;
	bool by_form; /* a concept passes by having such a form */
	bool none;    /* no concept can pass */
	int64_t *langs;
	struct buf where; /* ?1 origin, ?2 since, ?3 at */
};

static void sieve_finish(struct sieve *s)
{
	free(s->origin);
	free(s->since);
	free(s->at);
	free(s->langs);
	buf_free(&s->where);
}

static bool wanted(const struct record_filter *f, const char *have)
{
	for (size_t i = 0; i < f->n_langs; i++)
		if (lang_distance(f->langs[i], have) >= 0)
			return true;
	return false;
}

/* The languages of the base that answer one that was asked for. */
static int choose_langs(
	bis_db *db, const struct record_filter *filter, struct sieve *sieve)
{
	static const char sql[] = "SELECT id, tag FROM lang";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	size_t capacity = 0;
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		if (!wanted(filter, sql_column_text(s, 1)))
			continue;
		if (sieve->forms.n_langs == capacity) {
			capacity = capacity == 0 ? 8 : 2 * capacity;
			int64_t *langs = realloc(sieve->langs, capacity * sizeof(*langs));
			if (langs == NULL)
				return err_nomem();
			sieve->langs = langs;
		}
		sieve->langs[sieve->forms.n_langs++] = sql_column_int(s, 0);
	}
	sieve->forms.langs = sieve->langs;
	return rc;
}

/* What only units can be lets no concept through. */
static int choose_status(const char *status, struct sieve *sieve)
{
	sieve->forms.status = -1;
	if (status == NULL)
		return 0;
	sieve->none =
		strcmp(status, "reviewed") == 0 || strcmp(status, "unreviewed") == 0;
	sieve->forms.status = sieve->none ? STATUS_PROPOSED : status_of_name(status);
	if (sieve->forms.status < 0)
		return err_set(BIS_EUSAGE, "unknown status %s", status);
	return 0;
}

static void add_lang_list(struct sieve *sieve)
{
	buf_adds(&sieve->where, " AND f.lang IN (");
	for (size_t i = 0; i < sieve->forms.n_langs; i++)
		buf_addf(&sieve->where, "%s%" PRId64, i == 0 ? "" : ",", sieve->langs[i]);
	buf_addc(&sieve->where, ')');
}

/* valid_at(), said to SQLite. */
static const char valid_clause[] = " AND (f.valid_from IS NULL OR f.valid_from <= ?3)"
				   " AND (f.valid_to IS NULL OR f.valid_to >= ?3"
				   " OR substr(?3, 1, length(f.valid_to)) = f.valid_to)";

static const char since_clause[] =
	" AND (EXISTS (SELECT 1 FROM event e WHERE e.id = c.event AND e.at >= ?2)"
	" OR EXISTS (SELECT 1 FROM change h JOIN event e ON e.id = h.event"
	" WHERE h.concept = c.id AND e.at >= ?2))";

static int make_where(const struct record_filter *f, struct sieve *sieve)
{
	struct buf *where = &sieve->where;

	buf_adds(where, sieve->none ? " WHERE 0" : " WHERE c.gone IS NULL");
	if (f->origin != NULL)
		buf_adds(where, " AND c.document IN (SELECT d.id FROM document d"
				" JOIN origin o ON o.id = d.origin WHERE o.name = ?1)");
	if (f->since != NULL)
		buf_adds(where, since_clause);
	if (sieve->by_form)
		buf_adds(where,
			" AND EXISTS (SELECT 1 FROM form f WHERE f.concept = c.id");
	if (f->status != NULL)
		buf_addf(where, " AND f.status = %d", sieve->forms.status);
	if (f->at != NULL)
		buf_adds(where, valid_clause);
	if (f->n_langs > 0)
		add_lang_list(sieve);
	if (sieve->by_form)
		buf_addc(where, ')');
	return buf_ok(where) ? 0 : err_nomem();
}

static int keep(const char *given, char **kept)
{
	*kept = given == NULL ? NULL : strdup(given);
	return given != NULL && *kept == NULL ? err_nomem() : 0;
}

static int check_dates(const struct record_filter *f)
{
	if (f->at != NULL && !validity_day_ok(f->at))
		return err_set(BIS_EUSAGE, "%s is no day (YYYY-MM-DD)", f->at);
	if (f->since != NULL && !validity_date_ok(f->since))
		return err_set(BIS_EUSAGE, "%s is no date (YYYY-MM-DD)", f->since);
	return 0;
}

static int sieve_make(bis_db *db, const struct record_filter *filter, struct sieve *sieve)
{
	static const struct record_filter everything;
	const struct record_filter *f = filter == NULL ? &everything : filter;
	int rc = check_dates(f);

	*sieve = (struct sieve){ 0 };
	if (rc == 0)
		rc = keep(f->origin, &sieve->origin);
	if (rc == 0)
		rc = keep(f->since, &sieve->since);
	if (rc == 0)
		rc = keep(f->at, &sieve->at);
	if (rc == 0)
		rc = choose_status(f->status, sieve);
	if (rc == 0 && f->n_langs > 0)
		rc = choose_langs(db, f, sieve);
	if (rc < 0)
		return rc;
	sieve->forms.at = sieve->at;
	sieve->forms.any_lang = f->n_langs == 0;
	sieve->by_form = f->status != NULL || f->at != NULL || f->n_langs > 0;
	return make_where(f, sieve);
}

static int sieve_select(bis_db *db, const struct sieve *sieve, const char *columns,
	const char *order, sqlite3_stmt **out)
{
	cleanup(buf_free) struct buf sql = BUF_INIT;

	buf_addf(&sql, "SELECT %s FROM concept c%s%s", columns, buf_str(&sieve->where),
		order);
	if (!buf_ok(&sql))
		return err_nomem();
	*out = sql_prepare(db, buf_str(&sql));
	if (*out == NULL)
		return sql_error(db);
	sql_text(*out, 1, sieve->origin);
	sql_text(*out, 2, sieve->since);
	sql_text(*out, 3, sieve->at);
	return 0;
}

int concepts_count(bis_db *db, const struct record_filter *filter, int64_t *n)
{
	cleanup(sieve_finish) struct sieve sieve;
	int rc = sieve_make(db, filter, &sieve);

	*n = 0;
	cleanup(sql_finalise) sqlite3_stmt *s = NULL;
	if (rc == 0)
		rc = sieve_select(db, &sieve, "count(*)", "", &s);
	if (rc == 0)
		rc = sql_step(db, s);
	if (rc > 0)
		*n = sql_column_int(s, 0);
	return rc < 0 ? rc : 0;
}

int concepts_documents(
	bis_db *db, const struct record_filter *filter, int64_t **ids, size_t *n)
{
	cleanup(sieve_finish) struct sieve sieve;
	int rc = sieve_make(db, filter, &sieve);
	int64_t *found = NULL;
	size_t capacity = 0;

	*ids = NULL;
	*n = 0;
	cleanup(sql_finalise) sqlite3_stmt *s = NULL;
	if (rc == 0)
		rc = sieve_select(db, &sieve, "DISTINCT c.document",
			" AND c.document IS NOT NULL ORDER BY c.document", &s);
	while (rc >= 0 && (rc = sql_step(db, s)) > 0) {
		if (*n == capacity) {
			capacity = capacity == 0 ? 16 : 2 * capacity;
			int64_t *more = realloc(found, capacity * sizeof(*more));
			if (more == NULL) {
				rc = err_nomem();
				break; /* what was found is freed below */
			}
			found = more;
		}
		found[(*n)++] = sql_column_int(s, 0);
	}
	if (rc < 0) {
		free(found);
		*n = 0;
		return rc;
	}
	*ids = found;
	return 0;
}

/* --- the cursor -------------------------------------------------------------------- */

struct concept_cursor {
	bis_db *db;
	sqlite3_stmt *numbers;
	struct sieve sieve;
};

int store_concepts_open(
	bis_db *db, const struct record_filter *filter, struct concept_cursor **out)
{
	*out = NULL;
	struct concept_cursor *c = calloc(1, sizeof(*c));
	if (c == NULL)
		return err_nomem();
	c->db = db;
	int rc = sieve_make(db, filter, &c->sieve);
	if (rc == 0)
		rc = sieve_select(db, &c->sieve, "c.id", " ORDER BY c.id", &c->numbers);
	if (rc < 0) {
		store_concepts_close(c);
		return rc;
	}
	*out = c;
	return 0;
}

int store_concepts_next(
	struct concept_cursor *c, struct concept *record, int64_t *document)
{
	const struct form_filter *only = c->sieve.by_form ? &c->sieve.forms : NULL;
	int rc = sql_step(c->db, c->numbers);

	if (rc <= 0)
		return rc;
	rc = concept_read(c->db, sql_column_int(c->numbers, 0), VIEW_EXPORTED, only,
		record, NULL, document);
	return rc < 0 ? rc : 1;
}

void store_concepts_close(struct concept_cursor *c)
{
	if (c == NULL)
		return;
	sql_finalise(&c->numbers);
	sieve_finish(&c->sieve);
	free(c);
}
