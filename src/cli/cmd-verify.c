/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun verify: is the database whole?  And with --index: does the index find what
 * comparing everything finds?  With --rebuild all that is derived is made anew before.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

#include "src/cli/flaws.h"
#include "src/cli/ready.h"

static const struct option_spec options[] = {
	{ "rebuild", 0, VALUE_NONE, NULL,
		"first make everything anew that is derived from the content", NULL },
	{ "index", 0, VALUE_NONE, NULL,
		"compare the index of the memory with an exhaustive search", NULL },
	{ "queries", 0, VALUE_NUMBER, "N", "so many drawn a language and floor; 100",
		NULL },
	{ "seed", 0, VALUE_NUMBER, "N", "other queries for another number; 1", NULL },
	{ "lang", 'l', VALUE_LANG, "LANG", "only this language; all otherwise", NULL },
	{ "min", 0, VALUE_NUMBER, "SCORE", "this floor; 50, 60, 70 and 85 otherwise",
		NULL },
	OPTIONS_END,
};

/* --- the file --------------------------------------------------------------------- */

static const char *good_words(const struct session *s, bool rebuilt)
{
	if (!rebuilt)
		return "no damage in the file, its references, its indexes";
	return would(s->dry_run,
		"all that is derived was made anew; no damage in the file, its "
		"references, its indexes",
		"all that is derived would be made anew; no damage as it is");
}

static int verify(struct session *s, bool rebuilt)
{
	struct gathered g = { 0 };
	const struct bis_info *info;
	int64_t n = bis_db_verify(s->db, gather_flaw, &g);
	int rc = n < 0 ? (int)n : bis_db_info(s->db, &info);

	if (rc < 0) {
		strings_free(&g.what);
		return say_failed(rc);
	}
	printer_begin(&s->printer, "verify", false);
	print_flaws(&s->printer, &g, info->file, good_words(s, rebuilt));
	printer_end(&s->printer);
	strings_free(&g.what);
	return n > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

/* --- the index -------------------------------------------------------------------- */

/* The languages to be checked, and what came of it. */
struct checking {
	struct index_row *rows; /* their languages are their own */
	size_t n;
	struct gathered differences;
};

static void free_checking(struct checking *c)
{
	for (size_t i = 0; i < c->n; i++)
		free((char *)c->rows[i].lang);
	free(c->rows);
	strings_free(&c->differences.what);
}

/* Rows for all languages that have segments, or for the one that is wanted. */
static int list_languages(
	struct checking *c, const struct bis_info *info, const char *wanted)
{
	c->rows = calloc(info->n_segments + 1, sizeof(*c->rows));
	if (c->rows == NULL)
		return BIS_ENOMEM;
	for (size_t i = 0; i < info->n_segments; i++) {
		const struct bis_count *lang = &info->segments[i];
		if (wanted != NULL && strcmp(wanted, lang->name) != 0)
			continue;
		struct index_row *row = &c->rows[c->n];
		row->segments = lang->n;
		row->lang = strdup(lang->name);
		if (row->lang == NULL)
			return BIS_ENOMEM;
		c->n++;
	}
	return 0;
}

static void add_report(struct bis_index_report *sum, const struct bis_index_report *r)
{
	sum->queries += r->queries;
	sum->matches += r->matches;
	sum->differences += r->differences;
	sum->index_ms += r->index_ms;
	sum->exhaustive_ms += r->exhaustive_ms;
}

static int check_languages(struct session *s, struct checking *c,
	struct bis_index_check how, struct bis_index_report *sum)
{
	int rc = 0;

	for (size_t i = 0; i < c->n && rc >= 0; i++) {
		how.lang = c->rows[i].lang;
		rc = bis_index_check(
			s->db, &how, &c->rows[i].report, gather_flaw, &c->differences);
		add_report(sum, &c->rows[i].report);
	}
	return rc;
}

static struct bis_index_check read_check(const struct args *a)
{
	return (struct bis_index_check){
		.queries = (size_t)args_number(a, "queries", 100),
		.seed = (uint64_t)args_number(a, "seed", 1),
		.min = args_number(a, "min", 0),
	};
}

static int verify_index(struct session *s, const struct args *a)
{
	cleanup(free_checking) struct checking c = { 0 };
	struct bis_index_report sum = { 0 };
	const struct bis_info *info;
	char lang[64];
	int status = make_index(s);

	if (status != EXIT_DONE)
		return status;
	int rc = bis_db_info(s->db, &info);
	cleanup(free_text) char *file = rc < 0 ? NULL : strdup(info->file);
	if (rc >= 0)
		rc = file == NULL ? BIS_ENOMEM
				  : list_languages(&c, info, args_lang(a, "lang", lang));
	if (rc >= 0)
		rc = check_languages(s, &c, read_check(a), &sum);
	if (rc < 0)
		return say_failed(rc);
	printer_begin(&s->printer, "index-check", false);
	s->printer.view->index_check(
		&s->printer, &(struct index_answer){
				     .file = file,
				     .rows = c.rows,
				     .n_rows = c.n,
				     .sum = sum,
				     .differences = c.differences.what.at,
				     .n_differences = c.differences.what.n,
			     });
	printer_end(&s->printer);
	return sum.differences > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

static int check(struct session *s, const struct args *a)
{
	double queries = args_number(a, "queries", 100);

	(void)s;
	if (!args_has(a, "index") && (args_has(a, "queries") || args_has(a, "seed") ||
					     args_has(a, "lang") || args_has(a, "min")))
		return say_usage("verify", "--queries, --seed, --lang and --min go with "
					   "--index");
	if (queries < 1 || queries > 1e7)
		return say_usage(
			"verify", "--queries takes a number from 1 to 10,000,000");
	if (args_number(a, "seed", 1) > 9e15)
		return say_usage("verify", "--seed takes a number up to 9e15");
	if (args_number(a, "min", 70) > 100)
		return say_usage("verify", "--min takes a score from 0 to 100");
	return EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	bool rebuild = args_has(a, "rebuild");
	int rc = rebuild ? bis_db_rebuild(s->db) : 0;

	if (rc < 0)
		return say_failed(rc);
	return args_has(a, "index") ? verify_index(s, a) : verify(s, rebuild);
}

const struct command command_verify = {
	.name = "verify",
	.summary = "look for damage in the database, or check its index",
	.usage = "[--rebuild] [--index [--queries N] [--seed N] [--lang LANG] [--min SCORE]]",
	.examples =
		"bisotun verify\n"
		"bisotun --db old.db verify --json          status 1 where there is "
		"damage\n"
		"bisotun verify --rebuild                   makes all indexes anew first\n"
		"bisotun verify --index --queries 1000      nothing missed, and how fast",
	.options = options,
	.need = NEED_READ,
	.writes_with = "rebuild",
	.check = check,
	.run = run,
};
