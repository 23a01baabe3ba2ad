/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rules on terms share: going through the mentions that a rule takes for wrong.
 */
#ifndef BISOTUN_CHECK_TERM_H
#define BISOTUN_CHECK_TERM_H

#include "src/check/check.h"

/* Whether a rule has something to say of a mention. */
typedef bool term_test(const struct reading *r, const struct mention *m);

/* Adds a finding for each mention in the language of the text that the rule takes for
 * wrong, but for those of people, whose spellings are told by the rules on names, and
 * where the same words are right as another form.  `what` says what is wrong ("is not
 * to be used"); what to write instead follows where there is something.  With `once`
 * only the first mention of each form. */
int term_tell(const struct rule *rule, struct reading *r, term_test *wrong,
	const char *what, bool once);

/* A form as it is put in the place of a mention, in r->keep: with a capital where that
 * has one by its place in the sentence.  *out is NULL where it would not fit, the
 * mention being in another case than its first. */
int term_fix(
	struct reading *r, const struct mention *m, const char *form, const char **out);

/* Whether a form that is not to be used now was the one to write on the day of the
 * text. */
bool term_was_right(const struct reading *r, const struct mention *m);

#endif
