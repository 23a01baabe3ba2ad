/* SPDX-License-Identifier: Apache-2.0
 *
 * Languages by number: the table `lang`, kept by handle.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/db.h"
#include "src/text/lang.h"

#define LOOKED_THROUGH 128 /* languages; of more the table is asked, which has an index */

static int remember(bis_db *db, int64_t id, const char *tag)
{
	if (id < 0 || id > 1000000)
		return err_set(BIS_EDB, "%s: language number out of range", db->path);
	if ((size_t)id >= db->n_langs) {
		size_t n = (size_t)id + 16;
		char **langs = realloc(db->langs, n * sizeof(*langs));
		if (langs == NULL)
			return err_nomem();
		memset(langs + db->n_langs, 0, (n - db->n_langs) * sizeof(*langs));
		db->langs = langs;
		db->n_langs = n;
	}
	if (db->langs[id] == NULL)
		db->langs[id] = strdup(tag);
	return db->langs[id] == NULL ? err_nomem() : 0;
}

static int find(bis_db *db, const char *canonical, int64_t *id)
{
	static const char sql[] = "SELECT id FROM lang WHERE tag = ?1";

	for (size_t i = 0; i < db->n_langs && i < LOOKED_THROUGH; i++) {
		if (db->langs[i] != NULL && strcmp(db->langs[i], canonical) == 0) {
			*id = (int64_t)i;
			return 0;
		}
	}
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_text(s, 1, canonical);
	int rc = sql_step(db, s);
	*id = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc > 0 ? remember(db, *id, canonical) : rc;
}

/* What is no tag, or none at all, is "und". */
static int canonical_of(const char *tag, char canonical[LANG_MAX])
{
	int rc = lang_canonical(tag, canonical);

	if (canonical[0] == '\0')
		memcpy(canonical, "und", 4);
	return rc == BIS_ENOMEM ? rc : 0;
}

int db_lang_known(bis_db *db, const char *tag, int64_t *id)
{
	char canonical[LANG_MAX];
	int rc = canonical_of(tag, canonical);

	*id = 0;
	return rc < 0 ? rc : find(db, canonical, id);
}

int db_lang_id(bis_db *db, const char *tag, int64_t *id)
{
	static const char sql[] = "INSERT INTO lang (tag) VALUES (?1)";
	char canonical[LANG_MAX];
	int rc = canonical_of(tag, canonical);

	if (rc == 0)
		rc = find(db, canonical, id);
	if (rc < 0 || *id != 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_text(s, 1, canonical);
	rc = sql_run(db, s);
	*id = sql_last_id(db);
	return rc < 0 ? rc : remember(db, *id, canonical);
}

const char *db_lang_tag(bis_db *db, int64_t id)
{
	static const char sql[] = "SELECT tag FROM lang WHERE id = ?1";

	if (id >= 0 && (size_t)id < db->n_langs && db->langs[id] != NULL)
		return db->langs[id];
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, id);
	int rc = sql_step(db, s);
	if (rc > 0)
		rc = remember(db, id, sql_column_text(s, 0));
	else if (rc == 0)
		return "und"; /* verify tells of it */
	if (rc < 0)
		db->owed = rc;
	return rc < 0 ? "und" : db->langs[id];
}
