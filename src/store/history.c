/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the history.
 */
#include "config.h"
#include "src/store/history.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/concepts.h"
#include "src/store/db.h"
#include "src/store/store.h"
#include "src/store/units.h"

struct bis_log {
	bis_db *db;
	sqlite3_stmt *rows;
	struct bis_event event;
	struct buf when, who, what, summary, why;
};

/* Events that touched a unit: that made it, removed it, revived it, or met it again. */
static const char of_unit[] =
	" WHERE id IN (SELECT event FROM unit WHERE id = ?1 UNION SELECT gone FROM unit"
	" WHERE id = ?1 UNION SELECT event FROM sighting WHERE unit = ?1 UNION SELECT "
	"event"
	" FROM revival WHERE what = 0 AND object = ?1)";
static const char of_concept[] = " WHERE id IN (SELECT event FROM concept WHERE id = ?1 "
				 "UNION SELECT gone FROM concept"
				 " WHERE id = ?1 UNION SELECT event FROM change WHERE "
				 "concept = ?1 UNION SELECT event"
				 " FROM revival WHERE what = 1 AND object = ?1)";

int unit_number(const char *id, int64_t *number)
{
	char *end;
	const char *digits = *id == 'U' || *id == 'u' ? id + 1 : id;

	*number = strtoll(digits, &end, 10);
	if (*digits < '0' || *digits > '9' || *end != '\0' || *number <= 0)
		return err_set(
			BIS_EUSAGE, "\"%s\" is not the id of a unit, such as U12", id);
	return 0;
}

static int object_of(bis_db *db, const struct bis_log_options *o, int64_t *object)
{
	int64_t gone;

	*object = 0;
	if (o->unit != NULL)
		return unit_number(o->unit, object);
	if (o->concept != NULL)
		return concept_find_any(db, o->concept, object, &gone);
	return 0;
}

int bis_log_open(bis_db *db, const struct bis_log_options *options, bis_log **out)
{
	static const struct bis_log_options none = { 0 };
	cleanup(buf_free) struct buf sql = BUF_INIT;
	int64_t object;

	*out = NULL;
	const struct bis_log_options *o = options == NULL ? &none : options;
	int rc = object_of(db, o, &object);
	if (rc < 0)
		return rc;
	buf_adds(&sql,
		"SELECT id, at, who, what, summary, why, undoes, changes FROM event");
	buf_adds(&sql, o->unit != NULL ? of_unit : o->concept != NULL ? of_concept : "");
	buf_adds(&sql, " ORDER BY id DESC LIMIT ?2");
	bis_log *log = calloc(1, sizeof(*log));
	if (log == NULL || !buf_ok(&sql)) {
		free(log);
		return err_nomem();
	}
	log->db = db;
	rc = store_read_begin(db);
	if (rc == 0 && (log->rows = sql_prepare(db, buf_str(&sql))) == NULL)
		rc = sql_error(db);
	if (rc < 0) {
		bis_log_close(log);
		return rc;
	}
	if (object != 0)
		sql_int(log->rows, 1, object);
	sql_int(log->rows, 2, o->max > 0 ? o->max : -1);
	*out = log;
	return 0;
}

int bis_log_next(bis_log *log, const struct bis_event **out)
{
	int rc = sql_step(log->db, log->rows);
	struct buf *texts[] = { &log->when, &log->who, &log->what, &log->summary,
		&log->why };

	*out = NULL;
	if (rc <= 0)
		return rc;
	for (size_t k = 0; k < N_ELEMENTS(texts); k++) {
		sql_column_buf(log->rows, (int)k + 1, texts[k]);
		if (!buf_ok(texts[k]))
			return err_nomem();
	}
	log->event = (struct bis_event){
		.number = sql_column_int(log->rows, 0),
		.when = buf_str(&log->when),
		.who = buf_str(&log->who),
		.what = buf_str(&log->what),
		.summary = buf_str(&log->summary),
		.why = buf_str(&log->why),
		.undoes = sql_column_int(log->rows, 6),
		.changes = sql_column_int(log->rows, 7),
	};
	rc = history_undone_by(log->db, log->event.number, &log->event.undone_by);
	if (rc < 0)
		return rc;
	*out = &log->event;
	return 1;
}

void bis_log_close(bis_log *log)
{
	if (log == NULL)
		return;
	sqlite3_finalize(log->rows);
	store_read_end(log->db);
	buf_free(&log->when);
	buf_free(&log->who);
	buf_free(&log->what);
	buf_free(&log->summary);
	buf_free(&log->why);
	free(log);
}
