/* SPDX-License-Identifier: Apache-2.0
 *
 * The derived tables by which names are found in texts and under other spellings.
 *
 * Anchors: each form under the hash of its first two words (its only one, its first
 * characters), so that a running text is read once, each pair of its words asked for,
 * whatever the number of forms.  Parts: each distinct word of the names of people and places, under keys that
 * its other spellings share (termbase/names.h), with the forms it stands in.
 *
 * Like the index of terms everything here can be dropped and made anew, is kept up to
 * date by the write that changes a concept, and nothing is loaded when a base is opened.
 */
#ifndef BISOTUN_NAMEINDEX_H
#define BISOTUN_NAMEINDEX_H

#include "bisotun/db.h"
#include "src/base/base.h"
#include "src/base/buf.h"
#include "src/base/hash.h"
#include "termbase/concept.h"
#include "termbase/names.h"

/* --- writing: inside a write -------------------------------------------------------- */

struct nameindex_form {
	int64_t form, concept;
	enum concept_kind kind;
	const char *lang; /* canonical */
	const char *text;
};
/* A form that is in the index already, or isn't, stays so. */
int nameindex_add(bis_db *db, const struct nameindex_form *f);
int nameindex_remove(bis_db *db, const struct nameindex_form *f);
/* Writes what add and remove have gathered; before a commit. */
int nameindex_flush(bis_db *db);
/* What db->names holds; after a rollback nothing of it may be used again. */
struct nameindex;
void nameindex_free(struct nameindex *n);
int nameindex_rebuild(bis_db *db);
int64_t nameindex_verify(bis_db *db, bis_flaw *flaw, void *ctx);

/* --- asking ------------------------------------------------------------------------- */

/* BIS_EDB where the tables of a base that was opened for reading are those of an older
 * version; to be asked before anything below. */
int nameindex_ready(bis_db *db);

/* --- asking: texts ------------------------------------------------------------------ */

/* What a word of a form counts as where names are recognised: strictly folded, or the
 * stem of that in languages whose words change in a sentence and which have a stemmer
 * (not English); the stem bears its language, so that it is equal to no word of another.
 * What is here keeps the stemmers; for one thread. */
struct name_words;
int name_words_new(struct name_words **out);
void name_words_free(struct name_words *w);
/* Whether words of the language are stemmed: 1, 0 or negative. */
int name_words_stems(struct name_words *w, const char *lang);
/* Of a word that is strictly folded already; added to `out`. */
int name_words_key(struct name_words *w, const char *lang, const char *folded,
	size_t size, struct buf *out);

/* An anchor holds the first word in its upper half, the second in the lower; in scripts
 * written without spaces, where thousands of names begin with the same two characters, the
 * run of characters behind the first, up to so many with it. */
#define ANCHOR_RUN ((size_t)12)
uint64_t nameindex_hash(const char *key, size_t size);
static inline uint64_t nameindex_single(uint64_t first)
{
	return first & ~(uint64_t)0xffffffff;
}
static inline uint64_t nameindex_pair(uint64_t first, uint64_t second)
{
	return nameindex_single(first) | (second & 0xffffffff) | 1;
}
/* A run of characters with one more behind it. */
static inline uint64_t nameindex_run(uint64_t run, uint64_t next)
{
	return hash_pair(run, next);
}

/* Forms are cut as texts are (src/text/tokens.h), dates into the words they are made of,
 * and no matter the language: but in this one apostrophes are cut in another way. */
static inline bool nameindex_is_uzbek(const char *lang)
{
	return lang[0] == 'u' && lang[1] == 'z' && (lang[2] == '\0' || lang[2] == '-');
}

/* Calls `found` for each form under the anchor; the words are to be compared. */
typedef int nameindex_anchored(void *ctx, int64_t form);
int nameindex_anchors(bis_db *db, uint64_t anchor, nameindex_anchored *found, void *ctx);
/* Calls `found` for each form that begins with the word of this hash, in order of their
 * anchors; for no more than `max`. */
typedef int nameindex_begun(void *ctx, uint64_t anchor, int64_t form);
int nameindex_begins(
	bis_db *db, uint64_t first, size_t max, nameindex_begun *found, void *ctx);

/* --- asking: other spellings -------------------------------------------------------- */

/* Calls `found` for each part of a name that is kept: its words but titles, initials,
 * particles and numbers; what is joined also as one (Nur-Sultan, Abd al-Aziz); and a
 * Chinese name also as surname and given name.  `covers` has a bit for each word of the
 * name. */
typedef int nameindex_name_part(void *ctx, const struct name_part *part, uint32_t covers);
int nameindex_name_parts(const struct name *name, nameindex_name_part *found, void *ctx);
/* Its letters in UTF-8, added to `out`; and back, *n of them (at most `room`). */
void nameindex_part_text(const struct name_part *part, struct buf *out);
size_t nameindex_part_letters(
	const char *text, size_t size, char32_t *letters, size_t room);

/* Calls `found` for each block of parts of which some are kept under one of the keys, in
 * order of their ids: without reading a part.  Each part of the base is in one block. */
#define NEAR_BLOCK ((size_t)256)
struct nameindex_near {
	int64_t first; /* the parts are this one and those behind it */
	const uint8_t
		*keys; /* of those asked for how many each shares: 0 it is not near */
	const uint8_t *shapes;
};
static inline size_t nameindex_shape_letters(uint8_t shape)
{
	return shape >> 1;
}
static inline bool nameindex_shape_han(uint8_t shape)
{
	return shape & 1;
}
typedef int nameindex_near_found(void *ctx, const struct nameindex_near *near);
int nameindex_near(bis_db *db, const uint64_t *keys, size_t n_keys,
	nameindex_near_found *found, void *ctx);
struct nameindex_part {
	int64_t id;
	const char *text; /* as a name_part has it; borrowed during the call */
	size_t size;
	int64_t forms; /* that have it */
};
typedef int nameindex_part_found(void *ctx, const struct nameindex_part *part);
/* The part with this id: 1, or 0 where there is none. */
int nameindex_part_read(bis_db *db, int64_t id, nameindex_part_found *found, void *ctx);
/* The part that is just so: 1, or 0 where there is none. */
int nameindex_part_get(bis_db *db, const char *text, size_t size,
	nameindex_part_found *found, void *ctx);
/* Calls `found` with where a part stands, some places at a time, in order: forms of few
 * words first (posting_step(), posting_form() of src/store/postings.h).  It stops where
 * `found` returns other than 0, which is returned; nothing of this index may be asked for
 * during the call. */
typedef int nameindex_places_found(void *ctx, const uint64_t *places, size_t n);
int nameindex_part_places(
	bis_db *db, int64_t part, nameindex_places_found *found, void *ctx);
/* Whether a part stands at a place: 1 or 0. */
int nameindex_part_has(bis_db *db, int64_t part, uint64_t place);

/* --- asking: what is known of a form ------------------------------------------------ */

struct nameform { /* the texts are borrowed during the call */
	int64_t form, concept;
	enum concept_kind concept_kind;
	enum form_status status;
	enum form_kind kind;
	const char *key;  /* id of the concept */
	const char *lang; /* canonical, borrowed from the handle */
	const char *text, *instead, *note, *valid_from, *valid_to;
};
typedef int nameform_found(void *ctx, const struct nameform *form);
/* One form of a concept that is there: 1, or 0 where there is none such. */
int nameform_get(bis_db *db, int64_t form, nameform_found *found, void *ctx);
/* All forms of a concept, in their order. */
int nameform_each(bis_db *db, int64_t concept, nameform_found *found, void *ctx);

#endif
