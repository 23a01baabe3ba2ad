/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/intake.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/text/lang.h"

bool seen_before(const struct seen *s, int64_t row)
{
	size_t byte = (size_t)row / 8;

	return byte < s->size && (s->bits[byte] >> (row % 8) & 1) != 0;
}

int seen_mark(struct seen *s, int64_t row)
{
	size_t byte = (size_t)row / 8;

	if (byte >= s->size) {
		size_t size = byte + byte / 2 + 1024;
		uint8_t *bits = realloc(s->bits, size);
		if (bits == NULL)
			return err_nomem();
		memset(bits + s->size, 0, size - s->size);
		s->bits = bits;
		s->size = size;
	}
	s->bits[byte] |= (uint8_t)(1u << (row % 8));
	return 0;
}

struct matched *matched_place(struct intake *i, uint64_t key)
{
	struct matched *place = &i->matched[key % N_ELEMENTS(i->matched)];

	if (place->key != key)
		*place = (struct matched){ .key = key };
	return place;
}

#define SPELLINGS_KEPT 128 /* of languages: no honest file has more */

#define BLOOM_BITS \
	((uint64_t)1 << 25) /* 4 MiB: one in 200 wrong at two million segments */

bool bloom_may_have(const struct bloom *b, uint64_t hash)
{
	if (b->bits == NULL)
		return true;
	for (int k = 0; k < 3; k++) {
		uint64_t bit = (hash >> (13 * k)) % BLOOM_BITS;
		if ((b->bits[bit / 64] >> (bit % 64) & 1) == 0)
			return false;
	}
	return true;
}

void bloom_add(struct bloom *b, uint64_t hash)
{
	for (int k = 0; b->bits != NULL && k < 3; k++) {
		uint64_t bit = (hash >> (13 * k)) % BLOOM_BITS;
		b->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
	}
}

static int next_id(bis_db *db, const char *literal, int64_t *id)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	int rc = sql_step(db, s);

	*id = rc > 0 ? sql_column_int(s, 0) + 1 : 1;
	return rc < 0 ? rc : 0;
}

static int find_origin(bis_db *db, const char *name, int64_t *id, bool *known)
{
	static const char find[] = "SELECT id FROM origin WHERE name = ?1";
	static const char make[] = "INSERT INTO origin (name) VALUES (?1)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, find);

	sql_text(s, 1, name);
	int rc = sql_step(db, s);
	if (rc != 0) {
		*id = rc > 0 ? sql_column_int(s, 0) : 0;
		*known = rc > 0;
		return rc < 0 ? rc : 0;
	}
	cleanup(sql_done) sqlite3_stmt *m = sql_get(db, make);
	sql_text(m, 1, name);
	rc = sql_run(db, m);
	*id = sql_last_id(db);
	return rc;
}

int intake_open(bis_db *db, const struct intake_options *options, struct intake **out)
{
	static const char units[] = "SELECT max(id) FROM unit";
	static const char concepts[] = "SELECT max(id) FROM concept";
	static const char relations[] = "SELECT max(id) FROM relation";
	/* made when first needed: a file into an origin of its own has nothing to
	 * ask of it */
	static const char tuid_index[] =
		"CREATE INDEX IF NOT EXISTS unit_tuid ON unit (tuid)"
		" WHERE tuid IS NOT NULL";

	*out = NULL;
	struct intake *i = calloc(1, sizeof(*i));
	if (i == NULL)
		return err_nomem();
	i->db = db;
	i->on_conflict = options->on_conflict;
	i->path = strdup(options->path);
	i->status = options->status == NULL ? NULL : strdup(options->status);
	int rc = i->path == NULL || (options->status != NULL && i->status == NULL)
			 ? err_nomem()
			 : 0;
	if (rc == 0)
		rc = find_origin(db, options->origin, &i->origin, &i->known_origin);
	if (rc == 0 && i->known_origin)
		rc = sql_exec(db, tuid_index);
	if (rc == 0)
		rc = next_id(db, units, &i->first_unit);
	if (rc == 0)
		rc = next_id(db, concepts, &i->first_concept);
	if (rc == 0)
		rc = next_id(db, relations, &i->first_relation);
	if (rc < 0) {
		intake_close(i);
		return rc;
	}
	i->empty_base = i->first_unit == 1;
	*out = i;
	return 0;
}

void intake_close(struct intake *i)
{
	if (i == NULL)
		return;
	for (size_t k = 0; k < i->n_langs; k++)
		free(i->langs[k].written);
	free(i->langs);
	free(i->segments);
	free(i->segments_there.bits);
	free(i->units.bits);
	free(i->concepts.bits);
	buf_free(&i->srclang);
	buf_free(&i->reason);
	buf_free(&i->scratch);
	free(i->status);
	free(i->path);
	free(i);
}

void intake_closep(struct intake **i)
{
	intake_close(*i);
}

/* Fills the filter with what is there.  A file of a few units does without. */
int intake_bloom(struct intake *i)
{
	static const char sql[] = "SELECT hash FROM segment";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	int rc;

	i->segments_there.bits = calloc(BLOOM_BITS / 64, sizeof(uint64_t));
	if (i->segments_there.bits == NULL)
		return err_nomem();
	while ((rc = sql_step(i->db, s)) > 0)
		bloom_add(&i->segments_there, (uint64_t)sql_column_int(s, 0));
	return rc;
}

int intake_lang(struct intake *i, const char *tag, int64_t *lang, const char **written)
{
	for (size_t k = 0; k < i->n_langs; k++) {
		if (strcmp(i->langs[k].written, tag) == 0) {
			*lang = i->langs[k].lang;
			*written = i->langs[k].canonical ? NULL : i->langs[k].written;
			return 0;
		}
	}
	int rc = db_lang_id(i->db, tag, lang);
	if (rc < 0)
		return rc;
	if (i->n_langs == SPELLINGS_KEPT) {
		*written = strcmp(tag, db_lang_tag(i->db, *lang)) == 0 ? NULL : tag;
		return 0;
	}
	struct written_lang *langs = realloc(i->langs, (i->n_langs + 1) * sizeof(*langs));
	if (langs == NULL)
		return err_nomem();
	i->langs = langs;
	struct written_lang *new = &langs[i->n_langs];
	new->written = strdup(tag);
	if (new->written == NULL)
		return err_nomem();
	new->lang = *lang;
	new->canonical = strcmp(tag, db_lang_tag(i->db, *lang)) == 0;
	i->n_langs++;
	*written = new->canonical ? NULL : new->written;
	return 0;
}

static uint64_t document_hash(const struct document *d)
{
	const struct buf *all[] = { &d->format, &d->version, &d->lang, &d->root_attrs,
		&d->attrs, &d->head };
	uint64_t hash = 1;

	for (size_t k = 0; k < N_ELEMENTS(all); k++)
		hash = hash_bytes(buf_str(all[k]), all[k]->size, hash);
	return hash;
}

/* The same file from the same origin is one document, however often it comes. */
static int find_document(struct intake *i, int64_t hash)
{
	static const char sql[] =
		"SELECT id FROM document"
		" WHERE hash = ?1 AND origin = ?2 AND path = ?3 AND gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);

	sql_int(s, 1, hash);
	sql_int(s, 2, i->origin);
	sql_text(s, 3, i->path);
	int rc = sql_step(i->db, s);
	i->document = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

static int note_source_lang(struct intake *i, const struct document *d)
{
	char canonical[LANG_MAX];

	buf_clear(&i->srclang);
	if (d->lang.size == 0 || lang_canonical(buf_str(&d->lang), canonical) < 0)
		return 0; /* "*all*" and nonsense: none is the source */
	buf_adds(&i->srclang, canonical);
	return buf_ok(&i->srclang) ? 0 : err_nomem();
}

int intake_head(struct intake *i, const struct document *d)
{
	static const char sql[] =
		"INSERT INTO document (origin, event, path, format, version, lang, "
		"root_attrs,"
		" attrs, head, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
	int64_t hash = (int64_t)document_hash(d);

	int rc = note_source_lang(i, d);
	if (rc == 0)
		rc = find_document(i, hash);
	if (rc < 0 || i->document != 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	sql_int(s, 1, i->origin);
	sql_int(s, 2, i->db->event);
	sql_text(s, 3, i->path);
	sql_text(s, 4, buf_str(&d->format));
	sql_buf(s, 5, &d->version);
	sql_buf(s, 6, &d->lang);
	sql_buf(s, 7, &d->root_attrs);
	sql_buf(s, 8, &d->attrs);
	sql_buf(s, 9, &d->head);
	sql_int(s, 10, hash);
	rc = sql_run(i->db, s);
	i->document = sql_last_id(i->db);
	i->new_document = true;
	return rc;
}

int intake_tail(struct intake *i, const struct document *d)
{
	static const char sql[] = "UPDATE document SET tail = ?2 WHERE id = ?1";

	if (!i->new_document || d->tail.size == 0)
		return 0;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	sql_int(s, 1, i->document);
	sql_buf(s, 2, &d->tail);
	return sql_run(i->db, s);
}
