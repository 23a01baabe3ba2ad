/* SPDX-License-Identifier: Apache-2.0
 *
 * References among the rows of concepts looked at, and withdrawn text really taken out.
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/pack.h"
#include "src/store/termindex.h"

/* --- verifying ------------------------------------------------------------------ */

/* Each gives the number of a concept (of a row's, where it has none) that has the
 * flaw. */
static const struct flaw {
	const char *what, *sql;
} flaws[] = {
	{ "a form in a language it does not have",
		"SELECT f.concept FROM form f "
		"LEFT JOIN section s ON s.concept = f.concept AND s.pos = f.section "
		"WHERE s.concept IS NULL OR s.lang <> f.lang" },
	{ "a form of no concept",
		"SELECT f.concept FROM form f LEFT JOIN concept c ON c.id = f.concept "
		"WHERE c.id IS NULL" },
	{ "a language of no concept",
		"SELECT s.concept FROM section s LEFT JOIN concept c ON c.id = s.concept "
		"WHERE c.id IS NULL" },
	{ "a language that is not listed",
		"SELECT s.concept FROM section s LEFT JOIN lang l ON l.id = s.lang "
		"WHERE l.id IS NULL" },
	{ "languages out of order", "SELECT concept FROM section GROUP BY concept HAVING "
				    "count(*) <> max(pos) + 1" },
	{ "a relation of no concept", "SELECT r.concept FROM relation r LEFT JOIN "
				      "concept c ON c.id = r.concept "
				      "WHERE c.id IS NULL" },
	{ "a relation to no concept",
		"SELECT r.concept FROM relation r LEFT JOIN concept t ON t.id = r.target "
		"WHERE r.target IS NOT NULL AND t.id IS NULL" },
	{ "a document that is not there",
		"SELECT c.id FROM concept c LEFT JOIN document d ON d.id = c.document "
		"WHERE c.document IS NOT NULL AND d.id IS NULL" },
	{ "made by an event that is not there",
		"SELECT c.id FROM concept c LEFT JOIN event e ON e.id = c.event "
		"WHERE e.id IS NULL" },
	{ "removed by an event that is not there",
		"SELECT c.id FROM concept c LEFT JOIN event e ON e.id = c.gone "
		"WHERE c.gone IS NOT NULL AND e.id IS NULL" },
	{ "history of no concept",
		"SELECT h.concept FROM change h LEFT JOIN concept c ON c.id = h.concept "
		"WHERE c.id IS NULL" },
};

/* Who is told, and how often it was. */
struct tally {
	bis_flaw *flaw;
	void *ctx;
	int64_t n;
};

static void tell(struct tally *t, int64_t number, const char *what)
{
	char words[200];

	t->n++;
	snprintf(words, sizeof(words), "concept C%" PRId64 ": %s", number, what);
	if (t->flaw != NULL)
		t->flaw(t->ctx, words);
}

static int look_for(bis_db *db, const struct flaw *flaw, struct tally *t)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, flaw->sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0)
		tell(t, sql_column_int(s, 0), flaw->what);
	return rc;
}

/* Every record can be read. */
static int read_all(bis_db *db, struct tally *t)
{
	static const char sql[] = "SELECT id FROM concept ORDER BY id";
	cleanup(concept_finish) struct concept c = { 0 };
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		int64_t number = sql_column_int(s, 0);
		rc = concept_read(db, number, VIEW_STORED, NULL, &c, NULL, NULL);
		if (rc == BIS_ENOMEM)
			return rc;
		if (rc < 0)
			tell(t, number, bis_error_message());
	}
	return rc;
}

/* Every state kept in the history can be read. */
static int read_history(bis_db *db, struct tally *t)
{
	static const char sql[] = "SELECT concept, before FROM change WHERE "
				  "length(before) > 0 ORDER BY event";
	cleanup(concept_finish) struct concept c = { 0 };
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		rc = concept_unpack(sqlite3_column_blob(s, 1), sql_column_size(s, 1), &c);
		if (rc == BIS_ENOMEM)
			return rc;
		if (rc < 0)
			tell(t, sql_column_int(s, 0), bis_error_message());
	}
	return rc;
}

int64_t concepts_verify(bis_db *db, bis_flaw *flaw, void *ctx)
{
	struct tally t = { .flaw = flaw, .ctx = ctx };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < N_ELEMENTS(flaws); i++)
		rc = look_for(db, &flaws[i], &t);
	if (rc == 0)
		rc = read_all(db, &t);
	if (rc == 0)
		rc = read_history(db, &t);
	return rc < 0 ? rc : t.n;
}

/* --- purging -------------------------------------------------------------------- */

static int run_on(bis_db *db, const char *literal, int64_t number)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);

	sql_int(s, 1, number);
	return sql_run(db, s);
}

/* Takes out the relations to the concept that is to be forgotten, named by key or as
 * written. */
static bool forget_target(struct concept *c, const char *key, const char *written)
{
	size_t kept = 0, n = c->n_relations;

	for (size_t i = 0; i < n; i++) {
		struct relation *r = &c->relations[i];
		const char *target = buf_str(&r->target);
		if (strcmp(target, key) == 0 ||
			(*written != '\0' && strcmp(target, written) == 0))
			continue;
		struct relation gone = c->relations[kept];
		c->relations[kept] = *r;
		if (kept++ != i)
			*r = gone;
	}
	c->n_relations = kept;
	return kept != n;
}

static int set_before(
	bis_db *db, int64_t event, int64_t concept, const struct concept *before)
{
	static const char sql[] =
		"UPDATE change SET before = ?3 WHERE event = ?1 AND concept = ?2";
	cleanup(buf_free) struct buf packed = BUF_INIT;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	concept_pack(before, true, &packed);
	if (!buf_ok(&packed))
		return err_nomem();
	sql_int(s, 1, event);
	sql_int(s, 2, concept);
	sql_blob(s, 3, packed.data, packed.size);
	return sql_run(db, s);
}

/* Other concepts' states of before that say something of it. */
static int forget_in_history(bis_db *db, const char *key, const char *written)
{
	static const char sql[] = "SELECT event, concept, before "
				  "FROM change "
				  "WHERE instr(before, CAST(?1 AS BLOB)) > 0"
				  " OR instr(before, CAST(?2 AS BLOB)) > 0";
	cleanup(concept_finish) struct concept c = { 0 };
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_text(s, 1, key);
	sql_text(s, 2, *written == '\0' ? key : written);
	while ((rc = sql_step(db, s)) > 0) {
		if (sql_column_size(s, 2) == 0)
			continue;
		rc = concept_unpack(sqlite3_column_blob(s, 2), sql_column_size(s, 2), &c);
		if (rc == 0 && forget_target(&c, key, written))
			rc = set_before(
				db, sql_column_int(s, 0), sql_column_int(s, 1), &c);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* What counted as unchanged still does. */
static int set_hash(bis_db *db, int64_t concept, int64_t was, int64_t is)
{
	static const char in_history[] =
		"UPDATE change SET after = ?3 WHERE concept = ?1 AND after = ?2";
	static const char in_place[] =
		"UPDATE concept SET hash = ?3 WHERE id = ?1 AND hash = ?2";
	static const char *const both[] = { in_history, in_place };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < N_ELEMENTS(both); i++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, both[i]);
		sql_int(s, 1, concept);
		sql_int(s, 2, was);
		sql_int(s, 3, is);
		rc = sql_run(db, s);
	}
	return rc;
}

static int forget_relation(bis_db *db, int64_t relation, int64_t concept)
{
	static const char sql[] = "DELETE FROM relation WHERE id = ?1";
	int64_t was, is;

	int rc = concept_current_hash(db, concept, &was);
	if (rc == 0)
		rc = run_on(db, sql, relation);
	if (rc == 0)
		rc = concept_current_hash(db, concept, &is);
	return rc < 0 ? rc : set_hash(db, concept, was, is);
}

static int forget_relations(bis_db *db, int64_t number)
{
	static const char sql[] = "SELECT id, concept FROM relation WHERE target = ?1 "
				  "AND concept <> ?1 LIMIT 1";
	int rc = 1;

	while (rc > 0) {
		int64_t relation = 0, concept = 0;
		{
			cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
			sql_int(s, 1, number);
			rc = sql_step(db, s);
			if (rc <= 0)
				return rc;
			relation = sql_column_int(s, 0);
			concept = sql_column_int(s, 1);
		}
		int done = forget_relation(db, relation, concept);
		if (done < 0)
			return done;
	}
	return rc;
}

int concepts_purge(bis_db *db, int64_t number)
{
	static const char facts[] =
		"SELECT key, written, gone FROM concept WHERE id = ?1";
	static const char *const deletions[] = {
		"DELETE FROM form WHERE concept = ?1",
		"DELETE FROM section WHERE concept = ?1",
		"DELETE FROM relation WHERE concept = ?1",
		"DELETE FROM change WHERE concept = ?1",
		"DELETE FROM concept WHERE id = ?1",
	};
	cleanup(buf_free) struct buf key = BUF_INIT, written = BUF_INIT;
	bool gone;
	{
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, facts);
		sql_int(s, 1, number);
		int found = sql_step(db, s);
		if (found < 0)
			return found;
		if (found == 0)
			return err_set(BIS_ENOTFOUND, "no concept C%" PRId64, number);
		sql_column_buf(s, 0, &key);
		sql_column_buf(s, 1, &written);
		gone = sql_column_int(s, 2) != 0;
	}
	if (!buf_ok(&key) || !buf_ok(&written))
		return err_nomem();
	int rc = gone ? 0 : concept_index(db, number, false);
	if (rc == 0)
		rc = forget_relations(db, number);
	if (rc == 0)
		rc = forget_in_history(db, buf_str(&key), buf_str(&written));
	for (size_t i = 0; rc == 0 && i < N_ELEMENTS(deletions); i++)
		rc = run_on(db, deletions[i], number);
	if (rc == 0)
		store_touch(db, 1);
	return rc;
}
