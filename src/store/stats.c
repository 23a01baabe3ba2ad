/* SPDX-License-Identifier: Apache-2.0
 *
 * Statistics by language, origin or year: one row a key, computed as it is asked for.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/db.h"
#include "src/store/store.h"
#include "src/text/words.h"

struct bis_stats {
	bis_db *db;
	enum bis_stats_by by;
	sqlite3_stmt *rows;
	struct buf key;
	struct bis_stat stat;
};

/* key, units, reviewed, concepts, preferred, proposed, barred, language id.  The
 * statuses are those of enum form_status. */
static const char by_lang[] =
	"WITH memory AS (SELECT s.lang AS lang, count(DISTINCT u.id) AS units,"
	" count(DISTINCT CASE WHEN u.status = 1 THEN u.id END) AS reviewed FROM unit u"
	" JOIN variant v ON v.unit = u.id JOIN segment s ON s.id = v.segment"
	" WHERE u.gone IS NULL GROUP BY s.lang),"
	" terms AS (SELECT f.lang AS lang, count(DISTINCT c.id) AS concepts,"
	" sum(f.status = 1) AS preferred, sum(f.status = 0) AS proposed,"
	" sum(f.status IN (3, 4)) AS barred FROM form f JOIN concept c ON c.id = "
	"f.concept"
	" WHERE c.gone IS NULL GROUP BY f.lang)"
	" SELECT l.tag, coalesce(m.units, 0), coalesce(m.reviewed, 0), "
	"coalesce(t.concepts, 0),"
	" coalesce(t.preferred, 0), coalesce(t.proposed, 0), coalesce(t.barred, 0), l.id"
	" FROM lang l LEFT JOIN memory m ON m.lang = l.id LEFT JOIN terms t ON t.lang = "
	"l.id"
	" WHERE m.lang IS NOT NULL OR t.lang IS NOT NULL"
	" ORDER BY coalesce(m.units, 0) + coalesce(t.concepts, 0) DESC, l.tag";
static const char by_origin[] =
	"WITH memory AS (SELECT d.origin AS origin, count(*) AS units, sum(u.status = 1) "
	"AS reviewed"
	" FROM unit u JOIN document d ON d.id = u.document WHERE u.gone IS NULL GROUP BY "
	"d.origin),"
	" terms AS (SELECT d.origin AS origin, count(*) AS concepts FROM concept c"
	" JOIN document d ON d.id = c.document WHERE c.gone IS NULL GROUP BY d.origin)"
	" SELECT o.name, coalesce(m.units, 0), coalesce(m.reviewed, 0), "
	"coalesce(t.concepts, 0),"
	" 0, 0, 0, 0 FROM origin o LEFT JOIN memory m ON m.origin = o.id"
	" LEFT JOIN terms t ON t.origin = o.id WHERE m.origin IS NOT NULL OR t.origin IS "
	"NOT NULL"
	" ORDER BY o.name";
static const char by_year[] =
	"SELECT coalesce(day / 10000, ''), count(*), sum(status = 1), 0, 0, 0, 0, 0 FROM "
	"unit"
	" WHERE gone IS NULL GROUP BY day / 10000 ORDER BY day / 10000";

int bis_stats_open(bis_db *db, enum bis_stats_by by, bis_stats **out)
{
	static const char *const queries[] = { by_lang, by_origin, by_year };

	_Static_assert(STATUS_PROPOSED == 0 && STATUS_PREFERRED == 1 &&
			       STATUS_DEPRECATED == 3 && STATUS_OBSOLETE == 4,
		"the numbers in the statement above");
	*out = NULL;
	bis_stats *s = calloc(1, sizeof(*s));
	if (s == NULL)
		return err_nomem();
	s->db = db;
	s->by = by;
	int rc = store_read_begin(db);
	if (rc == 0 && (s->rows = sql_prepare(db, queries[by])) == NULL)
		rc = sql_error(db);
	if (rc < 0) {
		bis_stats_close(s);
		return rc;
	}
	*out = s;
	return 0;
}

static int count_words(bis_db *db, const char *tag, int64_t lang, int64_t *n)
{
	static const char sql[] = "SELECT s.text FROM segment s WHERE s.lang = ?1 AND "
				  "EXISTS (SELECT 1 FROM variant v"
				  " JOIN unit u ON u.id = v.unit WHERE v.segment = s.id "
				  "AND u.gone IS NULL)";
	cleanup(words_freep) struct words *w = NULL;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	struct word word;

	*n = 0;
	int rc = words_new(tag, true, &w);
	sql_int(s, 1, lang);
	while (rc == 0 && (rc = sql_step(db, s)) > 0) {
		const char *text = sql_column_text(s, 0);
		rc = words_start(w, text, sql_column_size(s, 0));
		while (rc == 0 && (rc = words_next(w, &word)) > 0) {
			(*n)++;
			rc = 0;
		}
	}
	return rc;
}

int bis_stats_next(bis_stats *s, const struct bis_stat **out)
{
	int rc = sql_step(s->db, s->rows);

	*out = NULL;
	if (rc <= 0)
		return rc;
	sql_column_buf(s->rows, 0, &s->key);
	if (!buf_ok(&s->key))
		return err_nomem();
	s->stat = (struct bis_stat){
		.key = buf_str(&s->key),
		.units = sql_column_int(s->rows, 1),
		.reviewed = sql_column_int(s->rows, 2),
		.concepts = sql_column_int(s->rows, 3),
		.preferred = sql_column_int(s->rows, 4),
		.proposed = sql_column_int(s->rows, 5),
		.barred = sql_column_int(s->rows, 6),
	};
	if (s->by == BIS_BY_LANG && s->stat.units > 0)
		rc = count_words(
			s->db, s->stat.key, sql_column_int(s->rows, 7), &s->stat.words);
	if (rc < 0)
		return rc;
	*out = &s->stat;
	return 1;
}

void bis_stats_close(bis_stats *s)
{
	if (s == NULL)
		return;
	sqlite3_finalize(s->rows);
	store_read_end(s->db);
	buf_free(&s->key);
	free(s);
}
