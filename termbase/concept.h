/* SPDX-License-Identifier: Apache-2.0
 *
 * The concept: what is named, and its names.  Concept → language → form, as in ISO
 * 30042 (TBX) and ISO 704, with what a press office adds: dated validity of forms, and
 * relations between people, offices and bodies.  This is the neutral record between
 * every terminology format and the store.
 *
 * Two views of the same facts live side by side.  The typed fields say what we
 * understood.  `extra` says what was written: every data category of the source file at
 * that level, in order, as canonical markup (src/xml/markup.h) in the DCA vocabulary of
 * TBX 3 (`<termNote type="partOfSpeech"> noun</termNote>`, groups as descripGrp,
 * adminGrp, transacGrp, termNoteGrp), raw values untouched.  A format's reader fills
 * both; a format's writer writes `extra`, and where a typed field no longer means what
 * the category says (it was edited since), writes the field instead. A concept that
 * came from no TBX has typed fields only.
 *
 * A record owns its buffers and is used again for the next concept (concept_reset).
 */
#ifndef BISOTUN_CONCEPT_H
#define BISOTUN_CONCEPT_H

#include "src/base/buf.h"

#define CONCEPT_MAX_SIZE ((size_t)16 << 20)
#define CONCEPT_MAX_CHILDREN 100000

enum concept_kind {
	KIND_TERM,
	KIND_PERSON,
	KIND_OFFICE,
	KIND_BODY,
	KIND_PLACE,
	KIND_DOCUMENT,
	KIND_EVENT,
	KIND_ACRONYM,
	N_KINDS
};

enum form_status {
	STATUS_PROPOSED, /* nobody has approved it yet; what a form without a status is */
	STATUS_PREFERRED,
	STATUS_ADMITTED,
	STATUS_DEPRECATED,
	STATUS_OBSOLETE,
	STATUS_LOOKUP, /* finds the concept, is not itself a term */
	N_STATUSES
};

enum form_kind {
	FORM_FULL,
	FORM_SHORT,
	FORM_FIRST /* at first mention */,
	FORM_ACRONYM,
	FORM_VARIANT,
	FORM_ROMANISED,
	N_FORM_KINDS
};

enum relation_kind {
	RELATION_HOLDS,      /* person holds office, from–to */
	RELATION_BELONGS_TO, /* office belongs to body; body to body */
	RELATION_SUCCEEDS,   /* body succeeds body */
	RELATION_ACRONYM_OF, /* acronym of concept */
	RELATION_NOT_SAME,   /* alike but not the same, either way round */
	N_RELATION_KINDS
};

struct form {
	long line;
	int64_t id;      /* in the database; 0 where it is not stored (yet) */
	struct buf text; /* the term, plain */
	/* its canonical content where it is more than text (TBX hi …) */
	struct buf markup;
	bool tagged;
	enum form_status status;
	enum form_kind kind;
	struct buf valid_from,
		valid_to;  /* ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD; "" open */
	struct buf source; /* where it was read: document, URL, page */
	int reliability;   /* 1 (unverified) to 4 (very reliable), as IATE; 0 not said */
	struct buf note;
	/* what to use where it is deprecated; "" the preferred form */
	struct buf instead;
	struct buf approved_by, approved_at; /* who, and ISO 8601 date; "" not approved */
	struct buf attrs;                    /* canonical attributes of tig/termSec */
	struct buf term_attrs;               /* of <term> */
	bool grouped;                        /* TBX 2: came as ntig/termGrp */
	struct buf extra;
};

struct section {          /* the forms of one language, TBX langSec */
	struct buf lang;  /* as written */
	struct buf attrs; /* without the language */
	struct buf extra;
	struct form *forms;
	size_t n_forms, capacity;
};

struct relation {
	enum relation_kind kind;
	struct buf target;   /* id of the other concept, as its file writes it */
	struct buf from, to; /* as valid_from */
	struct buf source, note;
};

struct concept {
	long line;
	struct buf id; /* as written; "" where the file gave none */
	enum concept_kind kind;
	struct buf subject, definition, note;
	struct buf attrs; /* canonical attributes of the entry, its id left out */
	struct buf extra;
	struct section *sections;
	size_t n_sections, capacity;
	struct relation *relations;
	size_t n_relations, relations_capacity;
};

void concept_init(struct concept *c);
void concept_finish(struct concept *c);
void concept_reset(struct concept *c);
bool concept_ok(const struct concept *c);
size_t concept_size(const struct concept *c);

/* New and empty at the end, or NULL where there is no memory.  Pointers to earlier
 * ones of the same owner are no longer valid afterwards. */
struct section *concept_add_section(struct concept *c);
struct form *section_add_form(struct section *s);
struct relation *concept_add_relation(struct concept *c);

/* The section whose language is written just so, made where there is none. */
struct section *concept_section(struct concept *c, const char *lang);

/* The words of the contract ("person", "preferred", "full", "holds", …) and back; -1
 * where the word is none of them. */
const char *kind_name(enum concept_kind kind);
const char *status_name(enum form_status status);
const char *form_kind_name(enum form_kind kind);
const char *relation_name(enum relation_kind kind);
int kind_of_name(const char *name);
int status_of_name(const char *name);
int form_kind_of_name(const char *name);
int relation_of_name(const char *name);

/* The better a form of this status stands for its concept, the less: preferred 0,
 * look-up last. */
int status_rank(enum form_status status);

/* Whether `date` is YYYY, YYYY-MM or YYYY-MM-DD of the calendar. */
bool validity_date_ok(const char *date);

/* The same of a whole day, YYYY-MM-DD. */
bool validity_day_ok(const char *day);

/* Whether something valid from–to (each may be "") was valid on the day `at`
 * (YYYY-MM-DD).  A year or month alone as `from` means its first day, as `to` its
 * last. */
bool valid_at(const char *from, const char *to, const char *at);

#endif
