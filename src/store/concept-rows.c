/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of one concept, each written by one statement that is prepared once: a large
 * import runs them a million times.
 */
#include "config.h"
#include "src/store/concept-rows.h"

#include <string.h>

#include "src/store/nameindex.h"
#include "src/store/store.h"
#include "src/store/termindex.h"

static int lang_of(bis_db *db, struct intake *i, const char *tag, int64_t *lang,
	const char **written)
{
	if (i != NULL)
		return intake_lang(i, tag, lang, written);
	int rc = db_lang_id(db, tag, lang);
	*written = rc == 0 && strcmp(tag, db_lang_tag(db, *lang)) == 0 ? NULL : tag;
	return rc;
}

int section_insert(bis_db *db, struct intake *i, int64_t number, size_t pos,
	const struct section *section, int64_t *lang)
{
	static const char sql[] =
		"INSERT INTO section (concept, pos, lang, written, attrs, extra) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
	const char *written;
	int rc = lang_of(db, i, buf_str(&section->lang), lang, &written);

	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, number);
	sql_int(s, 2, (int64_t)pos);
	sql_int(s, 3, *lang);
	sql_text(s, 4, written);
	sql_buf(s, 5, &section->attrs);
	sql_buf(s, 6, &section->extra);
	return sql_run(db, s);
}

static void bind_form(sqlite3_stmt *s, const struct form *f, const struct place *at)
{
	sql_int(s, 2, at->concept);
	sql_int(s, 3, (int64_t)at->section);
	sql_int(s, 4, (int64_t)at->pos);
	sql_int(s, 5, at->lang);
	sql_bytes(s, 6, buf_str(&f->text), f->text.size);
	if (f->tagged)
		sql_bytes(s, 7, buf_str(&f->markup), f->markup.size);
	sql_int(s, 8, f->status);
	sql_int(s, 9, f->kind);
	sql_buf(s, 10, &f->valid_from);
	sql_buf(s, 11, &f->valid_to);
	sql_buf(s, 12, &f->source);
	sql_int(s, 13, f->reliability < 0 ? 0 : f->reliability);
	sql_buf(s, 14, &f->note);
	sql_buf(s, 15, &f->instead);
	sql_buf(s, 16, &f->approved_by);
	sql_buf(s, 17, &f->approved_at);
	sql_buf(s, 18, &f->attrs);
	sql_buf(s, 19, &f->term_attrs);
	sql_buf(s, 20, &f->extra);
	sql_int(s, 21, f->grouped);
}

int form_index(bis_db *db, int64_t form, int64_t concept, const char *lang,
	const char *text, bool add)
{
	struct nameindex_form name = {
		.form = form, .concept = concept, .lang = lang, .text = text
	};
	int rc = store_concept_kind(db, concept, &name.kind);

	if (rc == 0)
		rc = add ? termindex_add(db, form, concept, lang, text)
			 : termindex_remove(db, form, concept, lang, text);
	if (rc < 0)
		return rc;
	return add ? nameindex_add(db, &name) : nameindex_remove(db, &name);
}

int concept_index_names(bis_db *db, int64_t concept, bool add)
{
	static const char sql[] = "SELECT id, lang, text FROM form WHERE concept = ?1";
	struct nameindex_form name = { .concept = concept };
	int rc = store_concept_kind(db, concept, &name.kind);

	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, concept);
	while ((rc = sql_step(db, s)) > 0) {
		name.form = sql_column_int(s, 0);
		name.lang = db_lang_tag(db, sql_column_int(s, 1));
		name.text = sql_column_text(s, 2);
		rc = add ? nameindex_add(db, &name) : nameindex_remove(db, &name);
		if (rc < 0)
			return rc;
	}
	return rc;
}

int form_insert(bis_db *db, int64_t id, const struct form *f, const struct place *at)
{
	static const char sql[] =
		"INSERT INTO form (id, concept, section, pos, lang, text, markup, "
		"status, kind,"
		" valid_from, valid_to, source, reliability, note, instead, approved_by,"
		" approved_at, attrs, term_attrs, extra, grouped) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
		"?15, ?16,"
		" ?17, ?18, ?19, ?20, ?21)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	if (id != 0)
		sql_int(s, 1, id);
	bind_form(s, f, at);
	int rc = sql_run(db, s);
	if (rc < 0)
		return rc;
	if (id == 0)
		id = sql_last_id(db);
	return form_index(
		db, id, at->concept, db_lang_tag(db, at->lang), buf_str(&f->text), true);
}

int form_update(bis_db *db, int64_t id, const struct form *f, const struct place *at)
{
	static const char sql[] =
		"UPDATE form "
		"SET concept = ?2, section = ?3, pos = ?4, lang = ?5, text = ?6, markup "
		"= ?7,"
		" status = ?8, kind = ?9, valid_from = ?10, valid_to = ?11, source = ?12,"
		" reliability = ?13, note = ?14, instead = ?15, approved_by = ?16,"
		" approved_at = ?17, attrs = ?18, term_attrs = ?19, extra = ?20, grouped "
		"= ?21 "
		"WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, id);
	bind_form(s, f, at);
	return sql_run(db, s);
}

int relation_insert(
	bis_db *db, int64_t concept, size_t pos, const struct relation *r, int64_t target)
{
	static const char sql[] = "INSERT INTO relation (concept, pos, kind, target, "
				  "written, valid_from, valid_to,"
				  " source, note) "
				  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, concept);
	sql_int(s, 2, (int64_t)pos);
	sql_int(s, 3, r->kind);
	if (target != 0)
		sql_int(s, 4, target);
	sql_bytes(s, 5, buf_str(&r->target), r->target.size);
	sql_buf(s, 6, &r->from);
	sql_buf(s, 7, &r->to);
	sql_buf(s, 8, &r->source);
	sql_buf(s, 9, &r->note);
	return sql_run(db, s);
}
