/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a text for checking: its language, its date, its words, what it mentions, who
 * is named in it.
 */
#ifndef BISOTUN_CHECK_READING_H
#define BISOTUN_CHECK_READING_H

#include "src/check/check.h"

/* What the program knows, for a checker or a scan.  BIS_EUSAGE for options that make no
 * sense, BIS_EFORMAT for a file of the project that can't be read.  The struct begins as
 * zeros; checking_finish() also after a failure. */
int checking_begin(
	struct checking *c, bis_db *db, const struct bis_check_options *options);
void checking_finish(struct checking *c);

/* Reads a file ("-" standard input), called `name` where that isn't NULL; or a text in
 * memory.  The struct begins as zeros; reading_finish() also after a failure, and before
 * it is used again. */
int reading_of_file(
	struct reading *r, struct checking *c, const char *path, const char *name);
int reading_of_bytes(struct reading *r, struct checking *c, const char *name,
	const char *text, size_t size);
/* A reading of nothing, for what rules find at the end of the batch. */
int reading_of_nothing(struct reading *r, struct checking *c);
void reading_finish(struct reading *r);

/* Whether the rule is to run on the text. */
bool reading_runs(const struct reading *r, const struct rule *rule);
/* Whether it is wanted at the end of the batch; what it finds there is asked for anew, by
 * the project and the language of each place. */
bool reading_ends(const struct reading *r, const struct rule *rule);
/* Whether the project of a text, or its language, leaves the rule in. */
bool rule_wanted(const struct choice *choice, const struct project *project,
	const struct rule *rule, const char *lang);

#endif
