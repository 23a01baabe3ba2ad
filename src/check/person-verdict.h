/* SPDX-License-Identifier: Apache-2.0
 *
 * What is to be said of a name in a text: whether the base knows the person, and
 * whether it is spelt as it should be.
 */
#ifndef BISOTUN_CHECK_PERSON_VERDICT_H
#define BISOTUN_CHECK_PERSON_VERDICT_H

#include "src/check/people-store.h"

enum person_verdict {
	VERDICT_NOTHING,  /* too little is known to say anything */
	VERDICT_UNKNOWN,  /* a person the base does not know */
	VERDICT_RIGHT,    /* as the base has it, or a short form of that */
	VERDICT_MARKS,    /* but for marks on letters */
	VERDICT_VARIANT,  /* by rules, or what the base has for finding only */
	VERDICT_MISPRINT, /* one letter differs, and the context is that of the person */
};

struct judgement {
	enum person_verdict verdict;
	const struct known_form
		*approved;             /* of marks, variant, misprint; else may be NULL */
	const struct known_form *near; /* the form it came nearest to; NULL */
};

int person_judge(struct reading *r, const struct person *p, struct judgement *out);

/* Why the spelling and another (the approved one) differ, in words: by which systems
 * each is made of the names that the concept has in other scripts, else by the rules
 * between them. `concept` 0: none. */
int person_why(struct reading *r, const struct person *p, const char *other,
	int64_t concept, struct buf *why);

/* The reading of the name, in some case, that is nearest to another. */
int nearest_reading(struct reading *r, const struct case_readings *c, const char *other,
	const struct case_reading **out);

/* What to put where `found` stands so that it is spelt as `approved`: its words in their
 * order, initials left as such, each in the case it stands in. */
int person_fix(
	struct reading *r, const char *found, const char *approved, struct buf *out);

/* Both, found once for a spelling however often it stands there, and kept with it: `why`
 * (empty past EXPLAINED_MAX spellings of one text, for it takes its time) and `fix`.
 * `of` stands for what `other` is: a form of the base, or a spelling. */
#define EXPLAINED_MAX 1000
int person_explain(struct reading *r, const struct person *p, const void *of,
	const char *other, int64_t concept);

#endif
