/* SPDX-License-Identifier: Apache-2.0
 *
 * Counting what is in the base.
 */
#include "config.h"
#include "src/store/info.h"

#include <string.h>
#include <sys/stat.h>

#include "src/base/err.h"
#include "src/store/db.h"
#include "src/store/schema.h"
#include "src/store/store.h"

struct info_answer {
	struct bis_info info;
	struct bis_count *segments, *terms;
};

static void counts_free(struct bis_count *counts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free((char *)counts[i].name);
	free(counts);
}

void info_free(struct info_answer *answer)
{
	if (answer == NULL)
		return;
	counts_free(answer->segments, answer->info.n_segments);
	counts_free(answer->terms, answer->info.n_terms);
	free(answer);
}

static int count(bis_db *db, const char *literal, int64_t *n)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	int rc = sql_step(db, s);

	*n = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

static int count_by(bis_db *db, const char *literal, struct bis_count **counts, size_t *n)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		struct bis_count *more = realloc(*counts, (*n + 1) * sizeof(**counts));
		if (more == NULL)
			return err_nomem();
		*counts = more;
		more[*n] = (struct bis_count){ .name = strdup(sql_column_text(s, 0)),
			.n = sql_column_int(s, 1) };
		if (more[*n].name == NULL)
			return err_nomem();
		(*n)++;
	}
	return rc;
}

static int64_t size_of(const char *path, const char *suffix)
{
	cleanup(buf_free) struct buf name = BUF_INIT;
	struct stat file;

	buf_addf(&name, "%s%s", path, suffix);
	return buf_ok(&name) && stat(buf_str(&name), &file) == 0 ? (int64_t)file.st_size
								 : 0;
}

static int fill(bis_db *db, struct info_answer *a)
{
	static const char units[] = "SELECT count(*) FROM unit WHERE gone IS NULL";
	static const char variants[] =
		"SELECT count(*) FROM variant v JOIN unit u ON u.id = v.unit"
		" WHERE u.gone IS NULL";
	static const char concepts[] = "SELECT count(*) FROM concept WHERE gone IS NULL";
	static const char people[] = "SELECT count(*) FROM concept WHERE gone IS NULL "
				     "AND kind = 1"; /* KIND_PERSON */
	static const char forms[] =
		"SELECT count(*) FROM form f JOIN concept c ON c.id = f.concept"
		" WHERE c.gone IS NULL";
	static const char events[] = "SELECT count(*) FROM event";
	static const char origins[] = "SELECT count(*) FROM origin";
	static const char segments[] =
		"SELECT l.tag, count(*) AS n FROM segment s JOIN lang l ON l.id = s.lang"
		" WHERE EXISTS (SELECT 1 FROM variant v JOIN unit u ON u.id = v.unit"
		" WHERE v.segment = s.id AND u.gone IS NULL)"
		" GROUP BY s.lang ORDER BY n DESC, l.tag";
	static const char terms[] = "SELECT l.tag, count(*) AS n FROM form f JOIN "
				    "concept c ON c.id = f.concept"
				    " JOIN lang l ON l.id = f.lang WHERE c.gone IS NULL"
				    " GROUP BY f.lang ORDER BY n DESC, l.tag";
	struct bis_info *i = &a->info;
	const struct {
		const char *literal;
		int64_t *n;
	} counts[] = { { units, &i->units }, { variants, &i->variants },
		{ concepts, &i->concepts }, { people, &i->people }, { forms, &i->forms },
		{ events, &i->events }, { origins, &i->origins } };
	int rc = 0;

	_Static_assert(KIND_PERSON == 1, "the number in the statement above");
	for (size_t k = 0; rc == 0 && k < N_ELEMENTS(counts); k++)
		rc = count(db, counts[k].literal, counts[k].n);
	if (rc == 0)
		rc = count_by(db, segments, &a->segments, &i->n_segments);
	if (rc == 0)
		rc = count_by(db, terms, &a->terms, &i->n_terms);
	i->segments = a->segments;
	i->terms = a->terms;
	i->file = db->path;
	i->schema_version = SCHEMA_VERSION;
	i->bytes = size_of(db->path, "") + size_of(db->path, "-wal") +
		   size_of(db->path, "-index");
	return rc;
}

int bis_db_info(bis_db *db, const struct bis_info **out)
{
	*out = NULL;
	struct info_answer *a = calloc(1, sizeof(*a));
	if (a == NULL)
		return err_nomem();
	int rc = store_read_begin(db);
	if (rc == 0)
		rc = fill(db, a);
	store_read_end(db);
	if (rc < 0) {
		info_free(a);
		return rc;
	}
	info_free(db->info);
	db->info = a;
	*out = &a->info;
	return 0;
}
