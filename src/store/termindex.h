/* SPDX-License-Identifier: Apache-2.0
 *
 * The derived tables by which forms of terms are found: folded forms, loosely folded
 * forms, stems of words, and misspelt words.  Everything here can be dropped and made
 * anew (termindex_rebuild).
 *
 * concepts.c tells it of each form that comes or goes; src/find asks it.  Nothing is
 * loaded when a base is opened, and no question reads more than it says.
 */
#ifndef BISOTUN_TERMINDEX_H
#define BISOTUN_TERMINDEX_H

#include "bisotun/db.h"
#include "src/base/base.h"
#include "src/base/buf.h"
#include "src/store/postings.h"
#include "termbase/concept.h"

/* --- writing ----------------------------------------------------------------------- */

/* Inside a write. `lang` is canonical; remove takes the text the form was added with. */
int termindex_add(
	bis_db *db, int64_t form, int64_t concept, const char *lang, const char *text);
int termindex_remove(
	bis_db *db, int64_t form, int64_t concept, const char *lang, const char *text);
/* Writes what add and remove have gathered; before a commit. */
int termindex_flush(bis_db *db);

/* What db->terms holds; after a rollback nothing of it may be used again. */
struct termindex;
void termindex_free(struct termindex *t);

/* Inside a transaction; the tables are emptied first. */
int termindex_rebuild(bis_db *db);
/* Compares the tables with the forms; tells each difference. Number of them, or negative.
 */
int64_t termindex_verify(bis_db *db, bis_flaw *flaw, void *ctx);

/* --- asking: forms ----------------------------------------------------------------- */

/* How many forms there are. */
int termindex_total(bis_db *db, int64_t *forms);

/* Calls `found` for at most `max` forms whose strict or loose fold may be `folded`: the
 * hash agrees, so the text is to be compared. */
typedef int termindex_form(void *ctx, int64_t form);
int termindex_keyed(bis_db *db, const char *folded, size_t size, size_t max,
	termindex_form *found, void *ctx);

/* A form as it is stored; the buffers are set anew.  1 filled, 0 there is no such form.
 */
struct term_row {
	int64_t form, concept;
	const char *lang; /* canonical, borrowed from the handle */
	struct buf text, valid_from, valid_to;
	enum form_status status;
	enum form_kind kind;
};
void term_row_finish(struct term_row *row);
int termindex_row(bis_db *db, int64_t form, struct term_row *row);

/* The stems of a form's words in their order, Han by character.  1 filled, 0 no such
 * form. */
struct term_stems {
	int64_t concept;
	int64_t lang; /* number */
	int64_t at[256];
	size_t n;
};
int termindex_stems(bis_db *db, int64_t form, struct term_stems *out);

/* Whether a concept has a form of this status in one of the languages (numbers; n 0:
 * any). 1, 0 or negative. */
int termindex_has_status(bis_db *db, int64_t concept, enum form_status status,
	const int64_t *langs, size_t n);

/* --- asking: words ----------------------------------------------------------------- */

/* Calls `word` for each word of a text as the index sees it. */
struct term_query_word {
	const char *text; /* loosely folded */
	size_t size;
	bool han, number;
};
typedef int termindex_word(void *ctx, const struct term_query_word *word);
int termindex_split(
	bis_db *db, const char *lang, const char *text, termindex_word *word, void *ctx);

struct term_stem {
	int64_t id;
	int64_t forms;  /* that have it */
	size_t letters; /* its length; 0 of a Han character */
};
typedef int termindex_stem(void *ctx, const struct term_stem *stem, int distance);

/* The stems a word has where it stands in the base just so, in any language. */
int termindex_known_word(
	bis_db *db, const char *word, size_t size, termindex_stem *found, void *ctx);
/* What `lang` makes of a word; nothing is called where no form has that stem. */
int termindex_stemmed(bis_db *db, const char *lang, const char *word, size_t size,
	termindex_stem *found, void *ctx);
/* The words (loosely folded; one may come more than once) that `word` may be a misspelling
 * of, with the number of edits (misspelt.h); looks at no more than `max` suggestions. */
typedef int termindex_near_word(void *ctx, const char *word, size_t size, int distance);
int termindex_near_words(bis_db *db, const char *word, size_t size, size_t max,
	termindex_near_word *found, void *ctx);
/* The stems of such words. */
int termindex_near(bis_db *db, const char *word, size_t size, size_t max,
	termindex_stem *found, void *ctx);

/* A stem by its number.  1 filled, 0 there is none. */
int termindex_stem_get(bis_db *db, int64_t id, struct term_stem *out);

/* The forms of a stem, short ones first, in order; no more than about `max`.  Of what is
 * asked for `lang_slots` lets languages through (posting_lang_slot; NULL all); with
 * `near`, sorted, only the neighbourhood of these places is looked at. */
struct places_query {
	const bool *lang_slots;
	const uint64_t *near;
	size_t n_near;
	size_t max;
};
int termindex_places(
	bis_db *db, int64_t stem, const struct places_query *query, struct places *out);

/* --- asking: languages ------------------------------------------------------------- */

typedef int termindex_lang(void *ctx, int64_t lang, const char *tag);
int termindex_langs(bis_db *db, termindex_lang *found, void *ctx);

#endif
