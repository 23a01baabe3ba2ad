/* SPDX-License-Identifier: Apache-2.0
 *
 * What a project has decided about findings: severities, rules that run or do not,
 * languages a rule is not for, findings to be ignored.  A file of rows that a translator
 * can edit (bisotun-check(5)).
 */
#ifndef BISOTUN_CHECK_PROJECT_H
#define BISOTUN_CHECK_PROJECT_H

#include "src/check/check.h"

struct project;

/* BIS_EFORMAT with file and line where a row can't be read. */
int project_parse(const char *name, const char *text, size_t size, struct project **out);
int project_read(const char *path, struct project **out);
void project_free(struct project *p);
void project_freep(struct project **p);

/* All of these take NULL for a project that has decided nothing. */

enum severity project_severity(
	const struct project *p, const struct rule *rule, enum severity severity);
/* 1 switched on, -1 off, 0 nothing said. */
int project_wish(const struct project *p, const struct rule *rule);
/* Whether the rule is not for texts in this language. */
bool project_excepts(const struct project *p, const struct rule *rule, const char *lang);

/* What a finding is told by when it is to be ignored. */
struct told {
	const struct rule *rule;
	const char *file, *text, *concept, *fingerprint;
};
/* 1 it is, 0 not, negative failed. */
int project_ignores(const struct project *p, const struct told *told);

/* --- the files of the texts --------------------------------------------------------- */

/* Files that were read, kept for the life of a checker. */
struct projects;

#define PROJECT_FILE ".bisotun-check"

/* `config`: the one file for all texts; NULL: PROJECT_FILE beside each; "" none. */
int projects_open(const char *config, struct projects **out);
void projects_close(struct projects *p);
/* The project of a text by its path (NULL: it lies nowhere); NULL where it has none.
 * Kept until close. */
int projects_of(struct projects *p, const char *path, const struct project **out);

#endif
