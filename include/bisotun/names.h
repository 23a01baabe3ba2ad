/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of people, bodies and places, and how they are spelt.
 *
 * A namer knows the romanisation systems that ship and what follows from them: which
 * spellings may stand for one name, and by which rule.  It needs no database.  With one,
 * a name is told from the names that are approved.
 *
 * Strings are UTF-8, languages BCP 47 tags.  What a function gives through `out` is
 * borrowed until the next call with the same namer; what is passed in is not kept.  A
 * namer belongs to one thread at a time.
 *
 * Functions return 0, or one of <bisotun/error.h> with *out NULL: BIS_EUSAGE for a name
 * that is missing or too long, and for what is no language, day or system; BIS_EFORMAT
 * for a name that is not UTF-8; BIS_ENOMEM; with a base also what reading it gives.
 */
#ifndef BISOTUN_NAMES_H
#define BISOTUN_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/db.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bis_namer bis_namer;

/* Reads the tables, which are built in: to be done once for many names. */
BIS_EXPORT int bis_namer_open(bis_namer **out);
BIS_EXPORT void bis_namer_close(bis_namer *namer);

/* The longest name that is looked at, in bytes; a longer one is BIS_EUSAGE. */
#define BIS_NAME_MAX 65536

/* Two names beside one another. */
struct bis_comparison {
	double score;        /* 0–100; the same both ways round */
	const char *verdict; /* "same" from 80 on, "different" below 60, else "unsure" */
	const char *why;     /* in words, with the systems that explain the difference */
	bool explained;      /* rules account for every difference */
};
/* Any scripts on either side; the same for composed and decomposed letters. */
BIS_EXPORT int bis_name_compare(bis_namer *namer, const char *a, const char *b,
	const struct bis_comparison **out);

/* One of the systems that ship. */
struct bis_system {
	const char *id;      /* "bgn-ru-1947" */
	const char *name;    /* "BGN/PCGN Russian" */
	const char *lang;    /* of what it reads, BCP 47: "ru", "uz-Cyrl", "zh-Hans" */
	const char *to_lang; /* of what it writes: "ru-Latn", "en", "ru", "zh" */
	const char *source;  /* title and edition */
	const char *kind;    /* "standard" "usage" "national" "reading" */
};
/* The i-th system, from 0, by id; NULL past the last. */
BIS_EXPORT const struct bis_system *bis_namer_system(const bis_namer *namer, size_t i);

/* A way to write a name. */
struct bis_spelling {
	const char *text;
	const char *lang;   /* it is for; of the system's result where none is said */
	const char *system; /* id; "" where a base has it, or none is needed (see note) */
	const char *system_name; /* "" likewise */
	/* suggest: "approved", "attested" (in the base, not approved), or "suggested" */
	const char *standing;
	const char *concept; /* whose form it is; "" none */
	const char *note;    /* what to know of it; "" nothing */
};
struct bis_spellings {
	const struct bis_spelling *at;
	size_t n;
};

struct bis_variants_options {
	const char *lang;   /* of the name; NULL: found by its letters, all that fit */
	const char *system; /* only this one, by id; NULL all that fit */
	size_t max;         /* spellings; 0: 500 */
};
/* Every spelling the tables give: what the rules of the systems do, then what is met
 * beside them, of each the most usual system first; equal spellings of several systems
 * stand once for each. */
BIS_EXPORT int bis_name_variants(bis_namer *namer,
	const struct bis_variants_options *options, const char *name,
	const struct bis_spellings **out);

struct bis_suggest_options {
	const char *lang;      /* of the name; NULL: found by its letters */
	const char *const *to; /* languages wanted */
	size_t n_to;
	const char *at; /* day, YYYY-MM-DD; NULL today's */
};
/* At least one spelling for each language wanted, where there is a system or a base that
 * gives one; those of a concept that has the name first.  For its own language a name is
 * suggested as it stands; languages beside Russian take a Russian spelling over.  `db` may
 * be NULL. */
BIS_EXPORT int bis_name_suggest(bis_db *db, bis_namer *namer,
	const struct bis_suggest_options *options, const char *name,
	const struct bis_spellings **out);

struct bis_name_options {
	const char *lang; /* of the text the name stands in; NULL: by its letters */
	const char *at;   /* day, YYYY-MM-DD; NULL no matter */
	size_t max;       /* candidates; 0: 10 */
};

struct bis_name_candidate {
	const char *id, *type; /* of the concept */
	/* what to write in the language of the text; where the concept has no form in it,
	 * its best form */
	const char *approved, *approved_lang;
	const char *form; /* the form of the concept that came nearest */
	const char *form_lang, *form_status;
	double score;
	const char *why;    /* in words */
	bool explained;     /* rules account for every difference */
	bool inflected;     /* the name stands in a case other than its first */
	bool valid;         /* the form, on the day asked for */
	const char *office; /* held on the day asked for (or last known); "" */
};
struct bis_name_answer {
	const char *input;
	const char *verdict; /* approved variant ambiguous unknown */
	const struct bis_name_candidate *candidates; /* best first */
	size_t n_candidates;
};
/* What the base makes of a name as it stands in a text.  "ambiguous" where several
 * concepts may be meant: none is chosen. */
BIS_EXPORT int bis_name_check(bis_db *db, bis_namer *namer,
	const struct bis_name_options *options, const char *name,
	const struct bis_name_answer **out);

#ifdef __cplusplus
}
#endif

#endif
