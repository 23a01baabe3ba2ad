/* SPDX-License-Identifier: Apache-2.0
 *
 * What the builders of JSON answers share, and the answers that have a file of their
 * own.  Nothing here fails: a lack of memory sticks in the printer.
 */
#ifndef BISOTUN_VIEW_JSON_H
#define BISOTUN_VIEW_JSON_H

#include <jansson.h>

#include "src/view/view.h"

/* A new answer, "schema" in it. */
json_t *document(struct printer *p);
/* Writes an answer and lets go of it. */
void give(struct printer *p, json_t *object);

/* A string, with U+FFFD for bytes that are no UTF-8 (names of files may have them). */
json_t *string(const char *text);
void put(struct printer *p, json_t *object, const char *key, json_t *value);
/* Text of which "" and NULL mean that there is none. */
void put_text(struct printer *p, json_t *object, const char *key, const char *text);
/* Text that is the answer itself: "" stays "". */
void put_words(struct printer *p, json_t *object, const char *key, const char *text);
void put_number(struct printer *p, json_t *object, const char *key, int64_t number);
/* A number of which 0 means that there is none. */
void put_if(struct printer *p, json_t *object, const char *key, int64_t number);
void put_score(struct printer *p, json_t *object, const char *key, double score);
void put_counts(struct printer *p, json_t *object, const char *key,
	const struct bis_count *counts, size_t n);
void append(struct printer *p, json_t *array, json_t *value);

void json_matches(struct printer *p, const struct match_answer *a);
void json_concordance(struct printer *p, const struct concordance_answer *a);
void json_unit(struct printer *p, const struct bis_unit *u);
void json_analysis(struct printer *p, const struct analysis_answer *a);
void json_index_check(struct printer *p, const struct index_answer *a);
void json_name(struct printer *p, const struct name_answer *a);
void json_compared(struct printer *p, const struct compare_answer *a);
void json_spellings(struct printer *p, const struct spellings_answer *a);
void json_systems(struct printer *p, const bis_namer *namer);
void json_scan(struct printer *p, const struct scan_answer *a);
void json_rules(struct printer *p);
void json_finding(struct printer *p, const struct finding_answer *a);

#endif
