/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the view for people that have a file of their own.
 */
#ifndef BISOTUN_VIEW_TEXT_H
#define BISOTUN_VIEW_TEXT_H

#include "src/view/view.h"

void text_lookup(struct printer *p, const struct lookup_answer *a);
void text_concept(struct printer *p, const struct bis_concept *c);
void text_matches(struct printer *p, const struct match_answer *a);
void text_concordance(struct printer *p, const struct concordance_answer *a);
/* The source of a match as one paragraph, behind `indent` columns that are printed; what
 * differs from `text` is marked. */
void text_differences(
	struct printer *p, const struct bis_match *m, const char *text, size_t indent);
void text_unit(struct printer *p, const struct bis_unit *u);
void text_analysis(struct printer *p, const struct analysis_answer *a);
void text_index_check(struct printer *p, const struct index_answer *a);
void text_name(struct printer *p, const struct name_answer *a);
void text_names_end(struct printer *p, const struct name_totals *t);
void text_compared(struct printer *p, const struct compare_answer *a);
void text_spellings(struct printer *p, const struct spellings_answer *a);
void text_systems(struct printer *p, const bis_namer *namer);
void text_scan(struct printer *p, const struct scan_answer *a);
void text_rules(struct printer *p);
void text_finding(struct printer *p, const struct finding_answer *a);
void text_checked(struct printer *p, const struct check_totals *t);

#endif
