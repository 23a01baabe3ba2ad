/* SPDX-License-Identifier: Apache-2.0
 *
 * Old findings: the fingerprints in a report that was written before.
 */
#ifndef BISOTUN_CHECK_BASELINE_H
#define BISOTUN_CHECK_BASELINE_H

#include "src/base/buf.h"

struct baseline;

/* Reads json, jsonl or sarif: every string that stands under the key "fingerprint", or
 * under "bisotun/v1" (of partialFingerprints in SARIF 2.1.0 §3.27.17).  BIS_EFORMAT, with
 * the line, where the file is no report or not all of one, and where a finding in it has
 * no fingerprint of ours. */
int baseline_read(const char *path, struct baseline **out);
int baseline_parse(
	const char *name, const char *text, size_t size, struct baseline **out);
void baseline_free(struct baseline *b);
void baseline_freep(struct baseline **b);

bool baseline_has(const struct baseline *b, const char *fingerprint);
size_t baseline_count(const struct baseline *b);

#endif
