/* SPDX-License-Identifier: Apache-2.0
 *
 * Bringing a database to the schema this version knows: numbered steps for content, run
 * once each and never changed after release; derived tables apart, made anew when their
 * number rises.
 */
#include "config.h"

#include <stdio.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/store/db.h"
#include "src/store/derived.h"
#include "src/store/nameindex.h"
#include "src/store/schema.h"
#include "src/store/termindex.h"

static const char *const steps[SCHEMA_VERSION] = {
	"src/store/schema/0001-first.sql",
};

int schema_number(bis_db *db, const char *sql, int64_t *value)
{
	cleanup(sql_finalise) sqlite3_stmt *s = sql_prepare(db, sql);
	int rc = sql_step(db, s);

	*value = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

int schema_check(bis_db *db)
{
	int64_t id, version, things;
	int rc = schema_number(db, "SELECT count(*) FROM sqlite_schema", &things);

	/* our number last: another process may be making the base just now */
	if (rc == 0)
		rc = schema_number(db, "PRAGMA user_version", &version);
	if (rc == 0)
		rc = schema_number(db, "PRAGMA application_id", &id);
	if (rc < 0)
		return rc;
	/* databases of other programs often have neither number: only an empty one is
	 * for us to fill */
	bool empty = id == 0 && version == 0 && things == 0;
	if (id != APPLICATION_ID && !(empty && db->write))
		return err_set(BIS_EDB, "%s: not a Bisotun database", db->path);
	if (version > SCHEMA_VERSION)
		return err_set(BIS_EDB,
			"%s: made by a newer Bisotun (schema %lld, this one knows %d); "
			"update Bisotun",
			db->path, (long long)version, SCHEMA_VERSION);
	return 0;
}

static int run_asset(bis_db *db, const char *name)
{
	const struct asset *a = asset_find(name);

	if (a == NULL)
		return err_set(BIS_EDB, "%s is missing in this build", name);
	return sql_exec(db, a->data);
}

static int derived_version(bis_db *db, int64_t *version)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = 'derived'";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc = sql_step(db, s);

	*version = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

int schema_make_derived(bis_db *db)
{
	static const char sql[] = "REPLACE INTO meta (key, value) VALUES ('derived', ?1)";
	int rc = run_asset(db, "src/store/derived.sql");

	if (rc == 0)
		rc = termindex_rebuild(db);
	if (rc == 0)
		rc = nameindex_rebuild(db);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, DERIVED_VERSION);
	return sql_run(db, s);
}

static void defend_schema(bis_db *db, bool on)
{
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DEFENSIVE, on, NULL);
}

int schema_cast_off_derived(bis_db *db)
{
	defend_schema(db, false);
	int rc = sql_exec(db, "PRAGMA writable_schema = ON;"
			      "DELETE FROM sqlite_schema"
			      " WHERE tbl_name GLOB 'term_*' OR tbl_name GLOB 'name_*'");
	/* in any case: it also has the schema read again */
	int reset = sql_exec(db, "PRAGMA writable_schema = RESET");
	defend_schema(db, true);
	return rc < 0 ? rc : reset;
}

/* Inside a transaction of its own. */
static int upgrade(bis_db *db, int64_t version)
{
	char pragma[80];
	int rc = 0;

	for (int64_t step = version; rc == 0 && step < SCHEMA_VERSION; step++)
		rc = run_asset(db, steps[step]);
	if (rc == 0) {
		snprintf(pragma, sizeof(pragma),
			"PRAGMA application_id = %d; PRAGMA user_version = %d",
			APPLICATION_ID, SCHEMA_VERSION);
		rc = sql_exec(db, pragma);
	}
	int64_t derived = 0;
	if (rc == 0)
		rc = derived_version(db, &derived);
	if (rc == 0 && derived != DERIVED_VERSION)
		rc = schema_make_derived(db);
	return rc;
}

int schema_prepare(bis_db *db)
{
	int64_t version, derived = 0;
	int rc = schema_number(db, "PRAGMA user_version", &version);

	if (rc == 0 && version == SCHEMA_VERSION)
		rc = derived_version(db, &derived);
	if (rc < 0 || (version == SCHEMA_VERSION && derived == DERIVED_VERSION))
		return rc;
	rc = sql_exec(db, "BEGIN IMMEDIATE");
	if (rc < 0)
		return rc;
	/* another process may have been quicker */
	rc = schema_number(db, "PRAGMA user_version", &version);
	if (rc == 0)
		rc = upgrade(db, version);
	if (rc == 0)
		return sql_exec(db, "COMMIT");
	sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}
