/* SPDX-License-Identifier: Apache-2.0
 *
 * The handle, as the files of src/store see it.
 */
#ifndef BISOTUN_STORE_DB_H
#define BISOTUN_STORE_DB_H

#include <pthread.h>

#include "src/store/sql.h"

struct bis_db {
	sqlite3 *sql;
	char *path;
	char *user, *command, *why;
	bool write, dry_run;
	int timeout_ms;
	int lock;    /* descriptor of FILE-lock while writing, else -1 */
	int readers; /* depth of store_read_begin() */

	/* the write going on */
	int64_t event; /* its number; 0 none */
	const char *what;
	int64_t undoes;
	int64_t changes;
	int64_t last_event; /* of the last write that changed something */
	struct id_range {
		int64_t first, last; /* 0 where it made none */
	} made_units, made_concepts;

	/* prepared statements, by the address of their literal */
	struct kept_statement {
		const char *literal;
		sqlite3_stmt *statement;
	} * statements;
	size_t n_statements, statements_capacity;

	/* a failure its finder could not return (db_lang_tag); sql_step() does */
	int owed;

	/* languages met, index = id */
	char **langs;
	size_t n_langs;

	void *finder; /* what src/find keeps for a handle: store_finder() */
	void (*finder_free)(void *finder);

	struct info_answer *info; /* of bis_db_info() */
	struct termindex *terms;  /* what termindex.c keeps for a handle; it frees it */
	struct nameindex *names;  /* what nameindex.c keeps likewise */

	struct textindex *index;   /* of the memory: textindex.c */
	struct textindex *leaving; /* an older one, that `leaver` frees; NULL none */
	pthread_t leaver;
	struct textfeed *feed; /* of the write going on; NULL none */
	uint64_t epoch;        /* of the base, in the last write of this handle */
	struct buf shown;      /* text of store_segment_text() */
	/* what the sidecar had when this handle last looked, and changes since */
	struct settled {
		uint32_t segment, unit;
		int64_t changes;
		bool renewed; /* the write going on has made the old one useless */
	} settled;
};

/* Notes the id of a unit or concept the current write has made. */
static inline void made(struct id_range *range, int64_t id)
{
	if (range->first == 0)
		range->first = id;
	range->last = id;
}

/* The id of a language (any spelling of its tag; made canonical), made where it is
 * new: inside a write. 0 is never an id. */
int db_lang_id(bis_db *db, const char *tag, int64_t *id);
/* The same without making it: 0 where no row has that language. */
int db_lang_known(bis_db *db, const char *tag, int64_t *id);
/* The canonical tag of an id; "und" for one that is not there.  Borrowed until close or
 * rollback. */
const char *db_lang_tag(bis_db *db, int64_t id);

#endif
