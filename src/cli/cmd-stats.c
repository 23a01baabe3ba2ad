/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun stats: counts by language, origin or year.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

static const char *const keys[] = { "lang", "origin", "year", NULL };

static const struct option_spec options[] = {
	{ "by", 0, VALUE_WORD, "KEY", "lang (default), origin or year", keys },
	OPTIONS_END,
};

/* Rows are kept until the last is known: the columns are as wide as the widest. */
struct rows {
	struct bis_stat *at;
	size_t n;
};

static void free_rows(struct rows *r)
{
	for (size_t i = 0; i < r->n; i++)
		free((char *)r->at[i].key);
	free(r->at);
}

static void close_stats(bis_stats **s)
{
	bis_stats_close(*s);
}

static int keep(struct rows *r, const struct bis_stat *stat)
{
	struct bis_stat *more = reallocarray(r->at, r->n + 1, sizeof(*more));
	char *key = strdup(stat->key);

	if (more != NULL)
		r->at = more;
	if (more == NULL || key == NULL) {
		free(key);
		return BIS_ENOMEM;
	}
	r->at[r->n] = *stat;
	r->at[r->n++].key = key;
	return 0;
}

static int gather(bis_db *db, enum bis_stats_by by, struct rows *rows)
{
	cleanup(close_stats) bis_stats *stats = NULL;
	const struct bis_stat *stat;
	int rc = bis_stats_open(db, by, &stats);

	while (rc >= 0 && (rc = bis_stats_next(stats, &stat)) > 0)
		rc = keep(rows, stat);
	return rc;
}

static int run(struct session *s, const struct args *a)
{
	const char *key = args_value(a, "by");
	enum bis_stats_by by = BIS_BY_LANG;
	cleanup(free_rows) struct rows rows = { 0 };
	int rc;

	if (key != NULL && strcmp(key, "lang") != 0)
		by = strcmp(key, "year") == 0 ? BIS_BY_YEAR : BIS_BY_ORIGIN;
	rc = gather(s->db, by, &rows);
	if (rc < 0)
		return say_failed(rc);
	printer_begin(&s->printer, "stats", true);
	s->printer.view->stats(&s->printer, &(struct stat_answer){ by, rows.at, rows.n });
	printer_end(&s->printer);
	return EXIT_DONE;
}

const struct command command_stats = {
	.name = "stats",
	.summary = "counts by language, origin or year",
	.usage = "[--by lang|origin|year]",
	.examples = "bisotun stats\n"
		    "bisotun stats --by origin --format tsv",
	.options = options,
	.need = NEED_READ,
	.run = run,
};
