/* SPDX-License-Identifier: Apache-2.0
 *
 * Concepts read from their rows: one by number, many by a filter, and what is said of
 * them elsewhere (relations, labels).
 *
 * A filter is SQL twice over: which concepts pass is one WHERE clause, shared by export,
 * count and documents so that they always agree; which forms of them pass is decided
 * again row by row when the record is filled.
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/lang.h"

void concept_facts_finish(struct concept_facts *f)
{
	buf_free(&f->key);
	buf_free(&f->origin);
	free(f->form_ids);
	*f = (struct concept_facts){ 0 };
}

static int add_form_id(struct concept_facts *f, int64_t id)
{
	if (room_for_one(&f->form_ids, f->n_forms, &f->capacity) < 0)
		return BIS_ENOMEM;
	f->form_ids[f->n_forms++] = id;
	return 0;
}

/* --- one concept ------------------------------------------------------------------- */

static int damaged(int64_t number, const char *what)
{
	return err_set(BIS_EDB, "concept C%" PRId64 " is damaged: %s", number, what);
}

/* A number that stands for a word of an enum. */
static bool enumerated(sqlite3_stmt *s, int column, int n, int *value)
{
	int64_t stored = sql_column_int(s, column);

	*value = (int)stored;
	return stored >= 0 && stored < n;
}

static int read_entry(bis_db *db, int64_t number, struct concept *c,
	struct concept_facts *facts, int64_t *document)
{
	static const char sql[] = "SELECT c.key, c.written, c.kind, c.subject, "
				  "c.definition, c.note, c.attrs, c.extra,"
				  " c.document, o.name "
				  "FROM concept c "
				  "LEFT JOIN document d ON d.id = c.document "
				  "LEFT JOIN origin o ON o.id = d.origin "
				  "WHERE c.id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int kind;

	sql_int(s, 1, number);
	int rc = sql_step(db, s);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return err_set(BIS_ENOTFOUND, "no concept C%" PRId64, number);
	if (!enumerated(s, 2, N_KINDS, &kind))
		return damaged(number, "unknown type");
	c->kind = (enum concept_kind)kind;
	sql_column_buf(s, 1, &c->id);
	sql_column_buf(s, 3, &c->subject);
	sql_column_buf(s, 4, &c->definition);
	sql_column_buf(s, 5, &c->note);
	sql_column_buf(s, 6, &c->attrs);
	sql_column_buf(s, 7, &c->extra);
	*document = sql_column_int(s, 8);
	if (facts != NULL) {
		sql_column_buf(s, 0, &facts->key);
		sql_column_buf(s, 9, &facts->origin);
		facts->n_forms = 0;
	}
	return 0;
}

static int read_sections(bis_db *db, int64_t number, struct concept *c)
{
	static const char sql[] = "SELECT pos, lang, written, attrs, extra "
				  "FROM section "
				  "WHERE concept = ?1 "
				  "ORDER BY pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		if (sql_column_int(s, 0) != (int64_t)c->n_sections)
			return damaged(number, "languages out of order");
		struct section *section = concept_add_section(c);
		if (section == NULL)
			return err_nomem();
		if (sql_column_size(s, 2) > 0)
			sql_column_buf(s, 2, &section->lang);
		else
			buf_set(&section->lang, db_lang_tag(db, sql_column_int(s, 1)));
		sql_column_buf(s, 3, &section->attrs);
		sql_column_buf(s, 4, &section->extra);
	}
	return rc;
}

#define FORM_COLUMNS                                                                   \
	"id, section, lang, status, kind, valid_from, valid_to, text, markup, source," \
	" reliability, note, instead, approved_by, approved_at, attrs, term_attrs, "   \
	"extra,"                                                                       \
	" grouped"

static void fill_form(sqlite3_stmt *s, struct form *f)
{
	f->id = sql_column_int(s, 0);
	sql_column_buf(s, 5, &f->valid_from);
	sql_column_buf(s, 6, &f->valid_to);
	sql_column_buf(s, 7, &f->text);
	f->tagged = sqlite3_column_type(s, 8) != SQLITE_NULL;
	sql_column_buf(s, 8, &f->markup);
	sql_column_buf(s, 9, &f->source);
	f->reliability = (int)sql_column_int(s, 10);
	sql_column_buf(s, 11, &f->note);
	sql_column_buf(s, 12, &f->instead);
	sql_column_buf(s, 13, &f->approved_by);
	sql_column_buf(s, 14, &f->approved_at);
	sql_column_buf(s, 15, &f->attrs);
	sql_column_buf(s, 16, &f->term_attrs);
	sql_column_buf(s, 17, &f->extra);
	f->grouped = sql_column_int(s, 18) != 0;
}

static bool form_passes(sqlite3_stmt *s, const struct form_filter *only)
{
	if (only == NULL)
		return true;
	if (only->status >= 0 && sql_column_int(s, 3) != only->status)
		return false;
	bool spoken = only->any_lang;
	for (size_t i = 0; i < only->n_langs && !spoken; i++)
		spoken = only->langs[i] == sql_column_int(s, 2);
	return spoken && (only->at == NULL || valid_at(sql_column_text(s, 5),
						      sql_column_text(s, 6), only->at));
}

static int read_forms(bis_db *db, int64_t number, const struct form_filter *only,
	struct concept *c, struct concept_facts *facts)
{
	static const char sql[] = "SELECT " FORM_COLUMNS " "
				  "FROM form "
				  "WHERE concept = ?1 "
				  "ORDER BY section, pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc, status, kind;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		int64_t section = sql_column_int(s, 1);
		if (section < 0 || section >= (int64_t)c->n_sections)
			return damaged(number, "a form without its language");
		if (!enumerated(s, 3, N_STATUSES, &status) ||
			!enumerated(s, 4, N_FORM_KINDS, &kind))
			return damaged(number, "unknown status or kind of a form");
		if (!form_passes(s, only))
			continue;
		struct form *f = section_add_form(&c->sections[section]);
		if (f == NULL)
			return err_nomem();
		f->status = (enum form_status)status;
		f->kind = (enum form_kind)kind;
		fill_form(s, f);
		if (facts != NULL && (rc = add_form_id(facts, f->id)) < 0)
			return rc;
	}
	return rc;
}

static void drop_empty_sections(struct concept *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n_sections; i++) {
		if (c->sections[i].n_forms == 0)
			continue;
		struct section s =
			c->sections[kept]; /* its buffers stay with the concept */
		c->sections[kept++] = c->sections[i];
		if (kept - 1 != i)
			c->sections[i] = s;
	}
	c->n_sections = kept;
}

/* The id of a known target as an export writes it. */
static void set_target(sqlite3_stmt *s, enum concept_view view, struct buf *target)
{
	bool known = view == VIEW_EXPORTED && sql_column_size(s, 6) > 0 &&
		     sqlite3_column_type(s, 8) == SQLITE_NULL;

	if (!known)
		sql_column_buf(s, 1, target);
	else
		sql_column_buf(s, sql_column_size(s, 7) > 0 ? 7 : 6, target);
}

static int read_relations(
	bis_db *db, int64_t number, enum concept_view view, struct concept *c)
{
	static const char sql[] =
		"SELECT r.kind, r.written, r.valid_from, r.valid_to, r.source,"
		" r.note, t.key, t.written, t.gone "
		"FROM relation r "
		"LEFT JOIN concept t ON t.id = r.target "
		"WHERE r.concept = ?1 "
		"ORDER BY r.pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc, kind;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		if (!enumerated(s, 0, N_RELATION_KINDS, &kind))
			return damaged(number, "unknown relation");
		struct relation *r = concept_add_relation(c);
		if (r == NULL)
			return err_nomem();
		r->kind = (enum relation_kind)kind;
		set_target(s, view, &r->target);
		sql_column_buf(s, 2, &r->from);
		sql_column_buf(s, 3, &r->to);
		sql_column_buf(s, 4, &r->source);
		sql_column_buf(s, 5, &r->note);
	}
	return rc;
}

/* A concept without an id of its file needs one to be referred to, and one that never was
 * in a file has its key for an id. */
static int give_id(bis_db *db, int64_t number, bool imported, struct concept *c)
{
	static const char sql[] =
		"SELECT c.key, "
		" EXISTS (SELECT 1 FROM relation r WHERE r.target = c.id) "
		"FROM concept c "
		"WHERE c.id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	int rc = sql_step(db, s);
	if (rc > 0 && (!imported || sql_column_int(s, 1) != 0))
		sql_column_buf(s, 0, &c->id);
	return rc < 0 ? rc : 0;
}

int concept_read(bis_db *db, int64_t number, enum concept_view view,
	const struct form_filter *only, struct concept *c, struct concept_facts *facts,
	int64_t *document)
{
	int64_t came_in = 0;

	concept_reset(c);
	int rc = read_entry(db, number, c, facts, &came_in);
	if (rc == 0)
		rc = read_sections(db, number, c);
	if (rc == 0)
		rc = read_forms(db, number, only, c, facts);
	if (rc == 0)
		rc = read_relations(db, number, view, c);
	if (rc == 0 && view == VIEW_EXPORTED && c->id.size == 0 && buf_ok(&c->id))
		rc = give_id(db, number, came_in != 0, c);
	if (rc < 0)
		return rc;
	bool ok = facts == NULL || (buf_ok(&facts->key) && buf_ok(&facts->origin));
	if (!ok || !concept_ok(c))
		return err_nomem();
	if (only != NULL)
		drop_empty_sections(c);
	if (document != NULL)
		*document = came_in;
	return 0;
}

/* --- by id ------------------------------------------------------------------------- */

static int by_key(bis_db *db, const char *id, int64_t *number, int64_t *gone)
{
	static const char sql[] = "SELECT id, gone FROM concept WHERE key = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_text(s, 1, id);
	int rc = sql_step(db, s);
	if (rc > 0) {
		*number = sql_column_int(s, 0);
		*gone = sql_column_int(s, 1);
	}
	return rc;
}

static int by_number(bis_db *db, int64_t wanted, int64_t *number, int64_t *gone)
{
	static const char sql[] = "SELECT id, gone FROM concept WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, wanted);
	int rc = sql_step(db, s);
	if (rc > 0) {
		*number = sql_column_int(s, 0);
		*gone = sql_column_int(s, 1);
	}
	return rc;
}

int64_t concept_number_of(const char *id)
{
	int64_t number = 0;

	if (id[0] != 'C' || id[1] == '0' || id[1] == '\0')
		return 0;
	for (const char *digit = id + 1; *digit != '\0'; digit++) {
		if (*digit < '0' || *digit > '9' || number > INT64_MAX / 10 - 1)
			return 0;
		number = 10 * number + (*digit - '0');
	}
	return number;
}

int concept_find_any(bis_db *db, const char *id, int64_t *number, int64_t *gone)
{
	*number = *gone = 0;
	int rc = by_key(db, id, number, gone);
	if (rc == 0 && concept_number_of(id) != 0)
		rc = by_number(db, concept_number_of(id), number, gone);
	if (rc == 0)
		return err_set(BIS_ENOTFOUND, "no concept %s", id);
	return rc < 0 ? rc : 0;
}

int store_concept_find(bis_db *db, const char *id, int64_t *number)
{
	int64_t gone;
	int rc = concept_find_any(db, id, number, &gone);

	if (rc < 0 || gone == 0)
		return rc;
	*number = 0;
	return err_set(
		BIS_ENOTFOUND, "concept %s was removed in event %" PRId64, id, gone);
}

int concept_live(bis_db *db, int64_t number)
{
	int64_t found = 0, gone = 0;
	int rc = by_number(db, number, &found, &gone);

	if (rc < 0)
		return rc;
	if (rc > 0 && gone == 0)
		return 0;
	return err_set(BIS_ENOTFOUND,
		rc == 0 ? "no concept C%" PRId64 : "concept C%" PRId64 " was removed",
		number);
}

int store_concept_load(
	bis_db *db, int64_t number, struct concept *record, struct concept_facts *facts)
{
	int rc = concept_live(db, number);

	return rc < 0 ? rc
		      : concept_read(db, number, VIEW_STORED, NULL, record, facts, NULL);
}

/* --- relations and labels ---------------------------------------------------------- */

static int tell_relation(sqlite3_stmt *s, bool backwards, struct relation_row *row,
	int (*tell)(void *ctx, const struct relation_row *r), void *ctx)
{
	int kind;

	if (!enumerated(s, 0, N_RELATION_KINDS, &kind))
		return err_set(BIS_EDB, "unknown relation %d", kind);
	row->backwards = backwards;
	row->relation.kind = (enum relation_kind)kind;
	row->other = sql_column_int(s, 1);
	sql_column_buf(s, 2, &row->relation.target);
	sql_column_buf(s, 3, &row->relation.from);
	sql_column_buf(s, 4, &row->relation.to);
	sql_column_buf(s, 5, &row->relation.source);
	sql_column_buf(s, 6, &row->relation.note);
	if (!buf_ok(&row->relation.target) || !buf_ok(&row->relation.from) ||
		!buf_ok(&row->relation.to) || !buf_ok(&row->relation.source) ||
		!buf_ok(&row->relation.note))
		return err_nomem();
	return tell(ctx, row);
}

static void row_finish(struct relation_row *row)
{
	buf_free(&row->relation.target);
	buf_free(&row->relation.from);
	buf_free(&row->relation.to);
	buf_free(&row->relation.source);
	buf_free(&row->relation.note);
}

static int relations_one_way(bis_db *db, const char *sql, bool backwards, int64_t concept,
	int (*tell)(void *ctx, const struct relation_row *r), void *ctx)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	cleanup(row_finish) struct relation_row row = { 0 };
	int rc;

	sql_int(s, 1, concept);
	while ((rc = sql_step(db, s)) > 0) {
		rc = tell_relation(s, backwards, &row, tell, ctx);
		if (rc < 0)
			return rc;
	}
	return rc;
}

int store_relations(bis_db *db, int64_t concept,
	int (*row)(void *ctx, const struct relation_row *r), void *ctx)
{
	static const char forwards[] =
		"SELECT r.kind, CASE WHEN t.gone IS NULL THEN t.id END, r.written,"
		" r.valid_from, r.valid_to, r.source, r.note "
		"FROM relation r "
		"LEFT JOIN concept t ON t.id = r.target "
		"WHERE r.concept = ?1 "
		"ORDER BY r.pos";
	static const char backwards[] =
		"SELECT r.kind, c.id, r.written, r.valid_from, r.valid_to, r.source, "
		"r.note "
		"FROM relation r "
		"JOIN concept c ON c.id = r.concept AND c.gone IS NULL "
		"WHERE r.target = ?1 "
		"ORDER BY c.id, r.pos";
	int rc = relations_one_way(db, forwards, false, concept, row, ctx);

	return rc < 0 ? rc : relations_one_way(db, backwards, true, concept, row, ctx);
}

/* How far down the list of languages wanted; those not wanted come after all that are. */
static long lang_rank(const char *const *langs, size_t n, const char *have)
{
	for (size_t i = 0; i < n; i++) {
		int distance = lang_distance(langs[i], have);
		if (distance >= 0)
			return (long)i * 128 + distance;
	}
	return (long)n * 128;
}

/* The less, the better a form stands for its concept. */
static long label_rank(
	bis_db *db, sqlite3_stmt *s, const char *const *langs, size_t n, const char *at)
{
	const char *from = sql_column_text(s, 4), *to = sql_column_text(s, 5);
	int64_t status = sql_column_int(s, 2), kind = sql_column_int(s, 3);
	bool past = at == NULL ? *to != '\0' : !valid_at(from, to, at);
	long rank = lang_rank(langs, n, db_lang_tag(db, sql_column_int(s, 0)));

	rank = rank * 2 + past;
	rank = rank * N_STATUSES + (status >= 0 && status < N_STATUSES
						   ? status_rank((enum form_status)status)
						   : N_STATUSES - 1);
	return rank * N_FORM_KINDS + (kind >= 0 && kind < N_FORM_KINDS ? kind : 0);
}

static int read_key(bis_db *db, int64_t number, struct buf *key)
{
	static const char sql[] = "SELECT key FROM concept WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	int rc = sql_step(db, s);
	if (rc == 0)
		return err_set(BIS_ENOTFOUND, "no concept C%" PRId64, number);
	if (rc > 0)
		sql_column_buf(s, 0, key);
	return rc < 0 ? rc : 0;
}

int store_concept_label(bis_db *db, int64_t number, const char *const *langs,
	size_t n_langs, const char *at, struct buf *key, struct buf *label)
{
	static const char sql[] = "SELECT lang, text, status, kind, valid_from, valid_to "
				  "FROM form "
				  "WHERE concept = ?1 "
				  "ORDER BY section, pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	long best = LONG_MAX;
	int rc = read_key(db, number, key);

	buf_clear(label);
	sql_int(s, 1, number);
	while (rc >= 0 && (rc = sql_step(db, s)) > 0) {
		long rank = label_rank(db, s, langs, n_langs, at);
		if (rank >= best)
			continue;
		best = rank;
		sql_column_buf(s, 1, label);
	}
	if (rc < 0)
		return rc;
	return buf_ok(key) && buf_ok(label) ? 0 : err_nomem();
}
