/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rules on terms share: going through the mentions that a rule takes for wrong.
 */
#ifndef BISOTUN_CHECK_TERM_H
#define BISOTUN_CHECK_TERM_H

#include "src/check/check.h"

/* Whether a rule has something to say of a mention. */
typedef bool term_test(const struct reading *r, const struct mention *m);

/* What a rule looks for, and what it says of it. */
struct term_search {
	term_test *wrong;
	enum severity severity;
	const char *what; /* is wrong with it: "is not to be used" */
	bool once;        /* only the first mention of each form */
	bool if_better;   /* only where there is something else to write */
	bool of_the_past; /* nothing is wrong where the text speaks of its time */
};

/* Adds a finding for each mention in the language of the text that is wrong, but for
 * those of people, whose spellings are told by the rules on names, and where the same
 * words are right as another form.  What to write instead follows where there is
 * something. */
int term_tell(
	const struct rule *rule, struct reading *r, const struct term_search *search);

/* A form as it is put in the place of a mention, in r->keep: with a capital where that
 * has one by its place in the sentence.  *out is NULL where it would not fit, the
 * mention being in another case than its first. */
int term_fix(
	struct reading *r, const struct mention *m, const char *form, const char **out);

/* Whether a form that is not to be used now was the one to write on the day of the
 * text. */
bool term_was_right(const struct reading *r, const struct mention *m);

#endif
