/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of the tab-separated view, and the answers that have a file of their own.
 * The columns of every answer are listed in tsv.c.
 */
#ifndef BISOTUN_VIEW_TSV_H
#define BISOTUN_VIEW_TSV_H

#include "src/view/view.h"

/* A row by letters: s a string, i an int64_t, o one of which 0 means none, f a score. */
void tsv_row(struct printer *p, const char *kinds, ...);

void tsv_matches(struct printer *p, const struct match_answer *a);
void tsv_concordance(struct printer *p, const struct concordance_answer *a);
void tsv_unit(struct printer *p, const struct bis_unit *u);
void tsv_analysis(struct printer *p, const struct analysis_answer *a);
void tsv_index_check(struct printer *p, const struct index_answer *a);
void tsv_name(struct printer *p, const struct name_answer *a);
void tsv_names_end(struct printer *p, const struct name_totals *t);
void tsv_compared(struct printer *p, const struct compare_answer *a);
void tsv_spellings(struct printer *p, const struct spellings_answer *a);
void tsv_systems(struct printer *p, const bis_namer *namer);
void tsv_scan(struct printer *p, const struct scan_answer *a);
void tsv_rules(struct printer *p);
void tsv_finding(struct printer *p, const struct finding_answer *a);
void tsv_checked(struct printer *p, const struct check_totals *t);

#endif
