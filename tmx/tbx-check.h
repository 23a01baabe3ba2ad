/* SPDX-License-Identifier: Apache-2.0
 *
 * What is odd in a TBX file without making it unreadable: elements, categories, levels
 * and values its version or dialect does not have, ids that are none or doubled,
 * references to nowhere.
 *
 * Remarks are bundled: one for each wording, told at the end with the line of the first
 * and the number of the others, so that a flaw in each of a million entries is one line.
 */
#ifndef BISOTUN_TBX_CHECK_H
#define BISOTUN_TBX_CHECK_H

#include "tmx/format.h"
#include "tmx/tbx-ids.h"
#include "tmx/tbx-map.h"

struct tbx_remark;
struct tbx_target;

struct tbx_check {
	bool v3;          /* rules of TBX 3 */
	int dialect;      /* enum tbx_dialect whose rules count; -1 none */
	const char *unit; /* id of the current entry, for the remarks */
	bool failed;      /* out of memory */
	struct tbx_remark *remarks;
	size_t n_remarks, more; /* more: not told for their number */
	struct tbx_ids ids;
	struct tbx_target *targets;
	size_t n_targets, capacity;
};

void tbx_check_finish(struct tbx_check *k);
void tbx_remark(struct tbx_check *k, long line, const char *format, ...)
	PRINTF_LIKE(3, 4);
/* Tells all remarks; to be called once, at the end. */
int tbx_check_end(struct tbx_check *k, const struct record_sink *sink);

void tbx_check_id(struct tbx_check *k, long line, const char *id);
void tbx_check_target(struct tbx_check *k, long line, const char *target);

/* An element `name` within `parent`, both by their DCA names. */
void tbx_check_child(
	struct tbx_check *k, long line, const char *parent, const char *name);
/* A data category: DCA element, @type ("" none), level, and whether it stands in a
 * group. */
void tbx_check_category(struct tbx_check *k, long line, const char *element,
	const char *type, enum tbx_level level);
/* Its text. */
void tbx_check_value(struct tbx_check *k, long line, const char *element,
	const char *type, const char *value);

#endif
