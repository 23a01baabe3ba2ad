/* SPDX-License-Identifier: Apache-2.0
 *
 * What a scan keeps of its texts: each spelling of each entity, how often it stands
 * where, and the groups they make.  Names and places only, never the texts.
 */
#ifndef BISOTUN_CHECK_SCAN_GROUPS_H
#define BISOTUN_CHECK_SCAN_GROUPS_H

#include "src/check/check.h"
#include "src/check/keymap.h"

struct scan_form {
	const char *text, *file;
	const char *lang; /* it is of: texts quote names in others */
	long line, column;
	size_t count;
	bool approved; /* as the base has it, but for capitals */
	bool right;    /* a form of the base that may be written, in its language */
	size_t order;  /* of its first place, among all */
	uint64_t key;  /* of the spelling; forms that differ by case ending share it */
};
struct scan_group {
	int64_t concept; /* 0 none */
	int person;      /* number of a group of people; -1 */
	enum concept_kind kind;
	const char *key; /* id of the concept; "" */
	const char *approved;
	const char *lang; /* of the first place */
	const char *why;  /* its spellings of a person differ, in words; NULL */
	struct scan_form *forms;
	size_t n, capacity;
};
struct scan_groups {
	struct keep keep;
	struct scan_group *at;
	size_t n, capacity;
	struct keymap concepts, people, forms;
	const char *file; /* of the text being read */
	size_t order;
};
void scan_groups_finish(struct scan_groups *g);

/* Adds what a text mentions and who is named in it. */
int scan_groups_read(struct scan_groups *g, struct reading *r);

/* Puts groups and forms in order: those of several spellings first. */
void scan_groups_sort(struct scan_groups *g);

#endif
