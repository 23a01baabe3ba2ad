/* SPDX-License-Identifier: Apache-2.0
 *
 * Mentions: where a running text says something the base knows.
 *
 * One pass over the words of the text, whatever the number of forms: each pair of
 * neighbouring words is an anchor (src/store/nameindex.h), what hangs on it is compared
 * word by word; through NO-BREAK SPACEs and single line ends, and through case endings
 * where the language has a table of them (termbase/endings.h) or a stemmer.  The longest
 * mention wins and hides what lies inside; two concepts with the same form are two
 * mentions of one place.
 */
#ifndef BISOTUN_MENTIONS_H
#define BISOTUN_MENTIONS_H

#include "bisotun/db.h"
#include "src/base/buf.h"
#include "src/text/tokens.h"
#include "termbase/concept.h"
#include "termbase/endings.h"

/* What is known of the form that was found; kept for the life of the finder. */
struct known_form {
	int64_t form, concept;
	enum concept_kind kind;
	enum form_status status;
	enum form_kind form_kind;
	const char *key;  /* id of the concept */
	const char *lang; /* canonical */
	const char *text, *instead, *note;
	const char *valid_from, *valid_to;
};

struct mention {
	size_t begin, end; /* bytes of the text */
	size_t first_token, n_tokens;
	const struct known_form *form;
	bool inflected; /* an ending was seen through */
	bool exact;     /* byte for byte, but for white space */
	bool same_lang; /* the form is of the language of the text (or a relative) */
	bool hidden;    /* inside a longer one, which is before it in the list */
};
struct mentions {
	struct mention *at; /* by begin, longer first */
	size_t n, capacity;
};
void mentions_finish(struct mentions *m);

/* Kept for many texts of one base; what it has read of the base it keeps, as long as the
 * base is not written. */
struct mention_finder;
int mention_finder_new(
	bis_db *db, const struct endings *endings, struct mention_finder **out);
void mention_finder_free(struct mention_finder *f);

/* All mentions in a text in `lang`; `tokens` are those of the text (src/text/tokens.h),
 * with what is inside dates.  Replaces what was in `out`. */
int mentions_find(struct mention_finder *f, const char *lang, const char *text,
	size_t size, const struct tokens *tokens, struct mentions *out);

/* The form to write for a concept in a language on a day ("" any): preferred first, then
 * admitted, of kind full before others; NULL where it has none.  Kept by the finder. */
int mention_approved(struct mention_finder *f, int64_t concept, const char *lang,
	const char *at, const struct known_form **out);
/* All forms of a concept. */
int mention_forms(struct mention_finder *f, int64_t concept,
	const struct known_form *const **forms, size_t *n);

/* What a concept is tied to, both ways round. Kept by the finder. */
struct known_tie {
	enum relation_kind kind;
	bool backwards;
	int64_t other;
	const char *from, *to;
};
int mention_ties(struct mention_finder *f, int64_t concept, const struct known_tie **ties,
	size_t *n);

#endif
