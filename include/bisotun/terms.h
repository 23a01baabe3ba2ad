/* SPDX-License-Identifier: Apache-2.0
 *
 * Terminology: looking approved names up, and working on them.
 *
 * Concept → language → form, as ISO 30042 (TBX) has it.  Strings in the structures are
 * UTF-8 and never NULL ("" where there is nothing) when they come from the library; in
 * what you pass in, NULL means "not given".  Dates are ISO 8601 (YYYY, YYYY-MM,
 * YYYY-MM-DD).
 */
#ifndef BISOTUN_TERMS_H
#define BISOTUN_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/db.h>

#ifdef __cplusplus
extern "C" {
#endif

struct bis_form {
	int64_t id; /* within the database; given to edits to say which form is meant */
	const char *lang; /* canonical BCP 47 */
	const char *text;
	const char *status; /* preferred admitted deprecated obsolete proposed lookup */
	const char *kind;   /* full short first acronym variant romanised */
	/* deprecated, obsolete, lookup: what to use; found, where it was not said */
	const char *instead;
	const char *valid_from, *valid_to;
	const char *source;
	int reliability; /* 1–4 as IATE, 0 not said */
	const char *note;
	const char *approved_by, *approved_at;
	bool valid;   /* on the day asked for; true where no day was */
	int distance; /* 0 the language asked for, 1–99 a relative (en-GB for en) */
};

struct bis_relation {
	const char *kind; /* holds belongs-to succeeds acronym-of not-same-as */
	/* the other concept points at this one: "held by", "succeeded by" … */
	bool backwards;
	const char *id;    /* the other concept */
	const char *label; /* its name, in the first language asked for that it has */
	const char *from, *to, *source, *note;
	bool valid; /* on the day asked for */
};

struct bis_concept {
	const char *id;   /* unique in the database and stable: "sco", "C217" */
	const char *type; /* person office body place document event acronym term */
	const char *subject, *definition, *note;
	const char *origin; /* where it was imported from; "" made here */
	/* by language in the order asked for, then by status and kind */
	const struct bis_form *forms;
	size_t n_forms;
	const struct bis_relation *relations;
	size_t n_relations;
	/* of a look-up only */
	double score; /* 100 equal when folded; below: stems, word order, near misses */
	const char *matched; /* the form that was found */
	const char *matched_lang;
	const char *how; /* "exact", "loose" (accents), "stem", "near" */
	bool shared;     /* the matched form names other concepts too */
};

struct bis_lookup_options {
	const char *from;      /* language of the query; NULL any */
	const char *const *to; /* languages wanted, in order; n_to 0: all */
	size_t n_to;
	const char *at; /* day, YYYY-MM-DD; NULL no matter */
	/* only concepts with a form of this status among the wanted; NULL all */
	const char *status;
	bool all; /* also what is below the usual floor, and lookup forms in the answer */
	double min; /* floor of the score; 0: 60 */
	size_t max; /* concepts; 0: 20 */
};

typedef struct bis_hits bis_hits;

/* Finds concepts by a name in any script: equal when folded first, then by stems and
 * word order, then near misses.  An empty cursor where nothing is found. */
BIS_EXPORT int bis_lookup(bis_db *db, const struct bis_lookup_options *options,
	const char *text, bis_hits **out);
BIS_EXPORT int bis_hits_next(
	bis_hits *hits, const struct bis_concept **out); /* borrowed until close */
/* Where bis_lookup() found nothing at or above the floor: the best of what is below
 * it, or NULL. */
BIS_EXPORT const struct bis_concept *bis_hits_nearest(const bis_hits *hits);
BIS_EXPORT void bis_hits_close(bis_hits *hits);

/* One concept by its id.  *out is yours: bis_concept_free().  BIS_ENOTFOUND.  Of the
 * options `to`, `at` and `all` count; NULL: everything. */
BIS_EXPORT int bis_concept_get(bis_db *db, const char *id,
	const struct bis_lookup_options *options, struct bis_concept **out);
BIS_EXPORT void bis_concept_free(struct bis_concept *concept);

/* A new concept with its forms (of each form lang and text are needed; status NULL:
 * proposed). The id is given or made.  What looks the same already (equal folded
 * form in the same language) is told to `similar`. */
typedef void bis_similar(void *ctx, const char *id, const char *text, const char *lang);
BIS_EXPORT int bis_term_add(bis_db *db, const struct bis_concept *concept,
	bis_similar *similar, void *ctx, char **id);

/* Which forms of a concept an edit is about: `form` by its id; else all with this
 * lang and text; else, text NULL, all of this language. */
struct bis_form_select {
	int64_t form;
	const char *lang;
	const char *text;
};

/* Fields that are not NULL (reliability: not negative) replace those of the concept
 * and, with `form`, of the forms it selects; "" empties a field. */
struct bis_term_edit {
	const char *type, *subject, *definition, *note;
	const struct bis_form_select *form;
	const char *text, *status, *kind, *instead, *valid_from, *valid_to, *source,
		*form_note;
	int reliability; /* -1: leave */
};
BIS_EXPORT int bis_term_edit(
	bis_db *db, const char *id, const struct bis_term_edit *edit);
/* Adds forms to a concept. */
BIS_EXPORT int bis_term_add_forms(
	bis_db *db, const char *id, const struct bis_form *forms, size_t n);
/* proposed → preferred (or `status`), with who and today's date; an earlier
 * preferred form of the same language and kind becomes admitted. */
BIS_EXPORT int bis_term_approve(bis_db *db, const char *id,
	const struct bis_form_select *form, const char *status);
/* → deprecated, with what to use instead (NULL: the preferred form). */
BIS_EXPORT int bis_term_deprecate(bis_db *db, const char *id,
	const struct bis_form_select *form, const char *instead);
/* Removes the forms selected, or with form NULL the concept. */
BIS_EXPORT int bis_term_remove(
	bis_db *db, const char *id, const struct bis_form_select *form);
/* Moves forms and relations of `from` into `into` and removes `from`. */
BIS_EXPORT int bis_term_merge(bis_db *db, const char *into, const char *from);
/* Adds (or with `remove` takes away) a relation. */
struct bis_link {
	const char *kind;
	const char *from_id, *to_id;
	const char *from, *to, *source, *note;
	bool remove;
};
BIS_EXPORT int bis_term_link(bis_db *db, const struct bis_link *link);

#ifdef __cplusplus
}
#endif

#endif
