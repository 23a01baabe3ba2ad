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
 */
#include "config.h"
#include "src/check/project.h"

#include <fnmatch.h>
#include <string.h>

#include "src/base/err.h"
#include "src/check/rules.h"
#include "src/find/keep.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/table.h"

enum ignore_by { BY_TEXT, BY_CONCEPT, BY_FILE, BY_FINDING, N_BY };

static const char *const by_names[N_BY] = {
	[BY_TEXT] = "text",
	[BY_CONCEPT] = "concept",
	[BY_FILE] = "file",
	[BY_FINDING] = "finding",
};

struct ignore {
	struct ignore *next;
	uint64_t rules;
	enum ignore_by by;
	const char *what; /* of BY_TEXT: folded */
};

struct exception {
	struct exception *next;
	uint64_t rules;
	char lang[LANG_MAX];
};

struct project {
	uint64_t on, off;
	uint64_t severe[N_SEVERITIES]; /* rules that were given each */
	struct ignore *ignores;
	struct exception *exceptions;
	struct keep keep;
};

void project_free(struct project *p)
{
	if (p == NULL)
		return;
	keep_finish(&p->keep);
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
	struct exception *e = keep_room(&p->keep, sizeof(*e));

	if (e == NULL)
		return err_nomem();
	e->rules = set;
	if (*tag == '\0' || lang_canonical(tag, e->lang) < 0)
		return table_flaw(row, "this is no language:", tag);
	e->next = p->exceptions;
	p->exceptions = e;
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

static int read_ignore(struct project *p, const struct table_row *row, uint64_t set)
{
	cleanup(buf_free) struct buf what = BUF_INIT;
	int rc = check_ignore(row);

	if (rc < 0)
		return rc;
	struct ignore *i = keep_room(&p->keep, sizeof(*i));
	if (i == NULL)
		return err_nomem();
	i->rules = set;
	i->by = (enum ignore_by)by_of_name(row->cells[VALUE]);
	if (i->by == BY_TEXT)
		rc = fold_text(FOLD_STRICT, row->cells[WHAT], strlen(row->cells[WHAT]),
			"", &what);
	else
		buf_adds(&what, row->cells[WHAT]);
	if (rc < 0)
		return rc;
	i->what = keep_text(&p->keep, buf_str(&what), what.size);
	if (!buf_ok(&what) || i->what == NULL)
		return err_nomem();
	i->next = p->ignores;
	p->ignores = i;
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

static int hand_over(int rc, struct project **p, struct project **out)
{
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
	for (const struct exception *e = p->exceptions; e != NULL; e = e->next)
		if (rule_in(e->rules, rule) && lang_distance(e->lang, lang) >= 0)
			return true;
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

static bool fits(const struct ignore *i, const struct told *told, const char *folded)
{
	switch (i->by) {
	case BY_TEXT:
		return strcmp(i->what, folded) == 0;
	case BY_CONCEPT:
		return strcmp(i->what, told->concept) == 0;
	case BY_FILE:
		return fits_file(i->what, told->file);
	default:
		return strcmp(i->what, told->fingerprint) == 0;
	}
}

int project_ignores(const struct project *p, const struct told *told)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;

	if (p == NULL || p->ignores == NULL)
		return 0;
	int rc = fold_text(FOLD_STRICT, told->text, strlen(told->text), "", &folded);
	if (rc == BIS_ENOMEM)
		return rc; /* what is no text is no text that was to be ignored */
	for (const struct ignore *i = p->ignores; i != NULL; i = i->next)
		if (rule_in(i->rules, told->rule) && fits(i, told, buf_str(&folded)))
			return 1;
	return 0;
}
