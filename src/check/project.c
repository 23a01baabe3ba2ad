/* SPDX-License-Identifier: Apache-2.0
 *
 * A project's file, row by row:
 *
 *	severity  RULE  note|warning|error
 *	on | off  RULE
 *	except    RULE  LANGUAGE…
 *	ignore    RULE  text|concept|file|finding  WHAT  REASON  DATE
 *
 * RULE is an id, a family or *.  Of several rows that speak of one thing the last
 * counts, so that what is meant for a family stands first.  An ignore without its
 * reason or its day is refused: nobody would know later why a mistake was let through.
 *
 * What is ignored by its very words, concept or fingerprint may be much: it is sorted, and
 * found by halving.  Patterns and exceptions are tried one after the other, and so are to
 * be few.
 */
#include "config.h"
#include "src/check/project.h"

#include <fnmatch.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/check/rules.h"
#include "src/find/keep.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/table.h"

#define FEW_MAX 1000 /* patterns of files, exceptions */

enum ignore_by { BY_FILE, BY_TEXT, BY_CONCEPT, BY_FINDING, N_BY }; /* as sorted */

static const char *const by_names[N_BY] = {
	[BY_FILE] = "file",
	[BY_TEXT] = "text",
	[BY_CONCEPT] = "concept",
	[BY_FINDING] = "finding",
};

struct ignore {
	uint64_t rules;
	enum ignore_by by;
	const char *what; /* of BY_TEXT: folded */
};

struct exception {
	uint64_t rules;
	char lang[LANG_MAX];
};

struct project {
	uint64_t on, off;
	uint64_t severe[N_SEVERITIES]; /* rules that were given each */
	struct ignore *ignores; /* by what they go by, then by what that is; each once */
	size_t n_ignores, ignores_capacity;
	size_t n_patterns; /* rows that ignore files */
	struct exception *exceptions;
	size_t n_exceptions, exceptions_capacity;
	struct keep keep;
};

void project_free(struct project *p)
{
	if (p == NULL)
		return;
	keep_finish(&p->keep);
	free(p->ignores);
	free(p->exceptions);
	free(p);
}

void project_freep(struct project **p)
{
	project_free(*p);
}

/* --- reading ------------------------------------------------------------------------ */

/* Cells of a row behind its first. */
enum { RULE = 1, VALUE, WHAT, REASON, DAY };

static int extra(const struct table_row *row, size_t cells)
{
	return row->n > cells ? table_flaw(row, "one cell too many:", row->cells[cells])
			      : 0;
}

static int read_severity(struct project *p, const struct table_row *row, uint64_t set)
{
	int severity = severity_of_name(row->cells[VALUE]);

	if (severity < 0)
		return table_flaw(row, "a severity is note, warning or error, not",
			row->cells[VALUE]);
	for (int i = 0; i < N_SEVERITIES; i++)
		p->severe[i] &= ~set;
	p->severe[severity] |= set;
	return extra(row, 3);
}

static int read_on(struct project *p, const struct table_row *row, uint64_t set)
{
	p->on |= set;
	p->off &= ~set;
	return extra(row, 2);
}

static int read_off(struct project *p, const struct table_row *row, uint64_t set)
{
	p->off |= set;
	p->on &= ~set;
	return extra(row, 2);
}

static int add_exception(
	struct project *p, const struct table_row *row, uint64_t set, const char *tag)
{
	if (p->n_exceptions == FEW_MAX)
		return table_flaw(row, "more than 1,000 exceptions, from", tag);
	if (room_for_one(&p->exceptions, p->n_exceptions, &p->exceptions_capacity) < 0)
		return err_nomem();
	struct exception *e = &p->exceptions[p->n_exceptions];
	e->rules = set;
	if (*tag == '\0' || lang_canonical(tag, e->lang) < 0)
		return table_flaw(row, "this is no language:", tag);
	p->n_exceptions++;
	return 0;
}

/* Languages stand in cells of their own. */
static int read_except(struct project *p, const struct table_row *row, uint64_t set)
{
	int rc = 0;

	if (row->n <= VALUE)
		return table_flaw(row, "an exception needs a language, not", "");
	for (size_t i = VALUE; rc == 0 && i < row->n; i++)
		rc = add_exception(p, row, set, row->cells[i]);
	return rc;
}

static int by_of_name(const char *name)
{
	for (int i = 0; i < N_BY; i++)
		if (strcmp(by_names[i], name) == 0)
			return i;
	return -1;
}

static int check_ignore(const struct table_row *row)
{
	if (by_of_name(row->cells[VALUE]) < 0)
		return table_flaw(row,
			"what is ignored is a text, concept, file or finding, not",
			row->cells[VALUE]);
	if (*row->cells[WHAT] == '\0')
		return table_flaw(row, "nothing is said to be ignored: there is no",
			row->cells[VALUE]);
	if (*row->cells[REASON] == '\0')
		return table_flaw(
			row, "an ignore needs a reason behind", row->cells[WHAT]);
	if (!validity_day_ok(row->cells[DAY]))
		return table_flaw(row,
			"an ignore needs the day it was decided (YYYY-MM-DD), not",
			row->cells[DAY]);
	return extra(row, DAY + 1);
}

/* What is ignored, as it is looked for; NULL where that failed, with *rc. */
static const char *what_to_keep(
	struct project *p, enum ignore_by by, const char *cell, int *rc)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;

	if (by == BY_TEXT) {
		*rc = fold_text(FOLD_STRICT, cell, strlen(cell), "", &folded);
		if (*rc == 0 && !buf_ok(&folded))
			*rc = err_nomem();
		if (*rc < 0)
			return NULL;
		cell = buf_str(&folded);
	}
	const char *kept = keep_text(&p->keep, cell, strlen(cell));
	if (kept == NULL)
		*rc = err_nomem();
	return kept;
}

static int read_ignore(struct project *p, const struct table_row *row, uint64_t set)
{
	int rc = check_ignore(row);

	if (rc < 0)
		return rc;
	enum ignore_by by = (enum ignore_by)by_of_name(row->cells[VALUE]);
	if (by == BY_FILE && p->n_patterns++ == FEW_MAX)
		return table_flaw(row,
			"more than 1,000 files to ignore, though a pattern may stand for "
			"many, from",
			row->cells[WHAT]);
	if (room_for_one(&p->ignores, p->n_ignores, &p->ignores_capacity) < 0)
		return err_nomem();
	const char *what = what_to_keep(p, by, row->cells[WHAT], &rc);
	if (what == NULL)
		return rc;
	p->ignores[p->n_ignores++] = (struct ignore){ set, by, what };
	return 0;
}

static int read_row(void *ctx, const struct table_row *row)
{
	static const struct {
		const char *name;
		int (*read)(struct project *p, const struct table_row *row, uint64_t set);
	} kinds[] = {
		{ "severity", read_severity },
		{ "on", read_on },
		{ "off", read_off },
		{ "except", read_except },
		{ "ignore", read_ignore },
	};

	for (size_t i = 0; i < N_ELEMENTS(kinds); i++) {
		if (strcmp(kinds[i].name, row->cells[0]) != 0)
			continue;
		uint64_t set = rules_named(row->cells[RULE]);
		if (set == 0)
			return table_flaw(row, "there is no rule", row->cells[RULE]);
		return kinds[i].read(ctx, row, set);
	}
	return table_flaw(row,
		row->n < 2 ? "cells are parted by TABs, and there is only one:"
			   : "a row begins with severity, on, off, except or ignore, not",
		row->cells[0]);
}

static int compare_ignores(const void *left, const void *right)
{
	const struct ignore *a = left, *b = right;

	if (a->by != b->by)
		return (int)a->by - (int)b->by;
	return strcmp(a->what, b->what);
}

/* Sorts; of one thing that several rows speak of the rules come together. */
static void sort_ignores(struct project *p)
{
	size_t n = 0;

	if (p->n_ignores > 1)
		qsort(p->ignores, p->n_ignores, sizeof(*p->ignores), compare_ignores);
	for (size_t i = 0; i < p->n_ignores; i++) {
		if (n > 0 && compare_ignores(&p->ignores[n - 1], &p->ignores[i]) == 0)
			p->ignores[n - 1].rules |= p->ignores[i].rules;
		else
			p->ignores[n++] = p->ignores[i];
	}
	p->n_ignores = n;
}

static int hand_over(int rc, struct project **p, struct project **out)
{
	if (rc == 0)
		sort_ignores(*p);
	*out = rc < 0 ? NULL : steal(p);
	return rc;
}

int project_parse(const char *name, const char *text, size_t size, struct project **out)
{
	cleanup(project_freep) struct project *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	return hand_over(table_each(name, text, size, read_row, p), &p, out);
}

int project_read(const char *path, struct project **out)
{
	cleanup(project_freep) struct project *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	return hand_over(table_of_file(path, read_row, p), &p, out);
}

/* --- asking ------------------------------------------------------------------------- */

enum severity project_severity(
	const struct project *p, const struct rule *rule, enum severity severity)
{
	for (int i = 0; p != NULL && i < N_SEVERITIES; i++)
		if (rule_in(p->severe[i], rule))
			return (enum severity)i;
	return severity;
}

int project_wish(const struct project *p, const struct rule *rule)
{
	if (p == NULL)
		return 0;
	return rule_in(p->on, rule) ? 1 : rule_in(p->off, rule) ? -1 : 0;
}

bool project_excepts(const struct project *p, const struct rule *rule, const char *lang)
{
	if (p == NULL || *lang == '\0')
		return false;
	for (size_t i = 0; i < p->n_exceptions; i++) {
		const struct exception *e = &p->exceptions[i];
		if (rule_in(e->rules, rule) && lang_distance(e->lang, lang) >= 0)
			return true;
	}
	return false;
}

/* A pattern without a folder speaks of a file's own name, wherever it lies. */
static bool fits_file(const char *pattern, const char *file)
{
	const char *slash = strrchr(file, '/');

	if (strchr(pattern, '/') == NULL)
		return fnmatch(pattern, slash == NULL ? file : slash + 1, 0) == 0;
	return fnmatch(pattern, file, 0) == 0;
}

static bool ignores_this(const struct project *p, const struct rule *rule,
	enum ignore_by by, const char *what)
{
	const struct ignore sought = { .by = by, .what = what };
	const struct ignore *i = bsearch(
		&sought, p->ignores, p->n_ignores, sizeof(*p->ignores), compare_ignores);

	return i != NULL && rule_in(i->rules, rule);
}

static bool ignores_file(
	const struct project *p, const struct rule *rule, const char *file)
{
	for (size_t i = 0; i < p->n_ignores && p->ignores[i].by == BY_FILE; i++) {
		const struct ignore *pattern = &p->ignores[i];
		if (rule_in(pattern->rules, rule) && fits_file(pattern->what, file))
			return true;
	}
	return false;
}

int project_ignores(const struct project *p, const struct told *told)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;

	if (p == NULL || p->n_ignores == 0)
		return 0;
	if (ignores_this(p, told->rule, BY_CONCEPT, told->concept) ||
		ignores_this(p, told->rule, BY_FINDING, told->fingerprint) ||
		ignores_file(p, told->rule, told->file))
		return 1;
	int rc = fold_text(FOLD_STRICT, told->text, strlen(told->text), "", &folded);
	if (rc == 0 && !buf_ok(&folded))
		rc = err_nomem();
	if (rc == BIS_ENOMEM)
		return rc; /* what is no text is no text that was to be ignored */
	return rc == 0 && ignores_this(p, told->rule, BY_TEXT, buf_str(&folded));
}
