/* SPDX-License-Identifier: Apache-2.0
 *
 * What a check sees, and what it says.
 *
 * A check is one file with one const value, listed in rules.c: an id, a severity, what
 * it needs, and a function that looks at one text and adds findings.  Everything that
 * several of them want to know of the text (its words, the mentions of what the base
 * knows, the names of people in it) is found once, by reading.c, and stands in struct
 * reading.
 *
 * A check says what stands where, what is wrong and what to write; severities of the
 * project, exceptions, old findings, the order of findings and what lies inside a
 * longer approved name are not its concern (findings.c).
 */
#ifndef BISOTUN_CHECK_INSIDE_H
#define BISOTUN_CHECK_INSIDE_H

#include "bisotun/check.h"
#include "src/base/buf.h"
#include "src/doc/doc.h"
#include "src/find/keep.h"
#include "src/find/mentions.h"
#include "src/find/name-known.h"
#include "src/text/spoof.h"
#include "src/text/tokens.h"
#include "termbase/endings.h"
#include "termbase/names.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, N_SEVERITIES };

/* A name of a person (or of what looks like one) in a text, known to the base or not;
 * people.c finds them. */
struct person {
	size_t begin, end;             /* bytes, without title and honorific */
	size_t title_begin, title_end; /* what stands before it as a title; equal: none */
	const struct mention *mention; /* where it is a form of the base; NULL */
	const struct known_name *known; /* best candidates; NULL none */
	size_t n_known;
	const struct name *name; /* read; as long as the batch */
	size_t spelling;         /* number of its spelling in the batch */
	int group;               /* those of one number are spellings of one name */
	bool sure;               /* evidence enough that it is a name of a person */
	bool respelt; /* a family name alone, spelt otherwise than in the full name */
};

/* What was asked for (struct bis_check_options), understood. */
struct choice {
	char lang[64];  /* canonical; "": found in each text */
	char date[11];  /* "": none, unless */
	bool find_date; /* it is to be found in each text */
	enum severity level;
	uint64_t only, without; /* rules, by their place in rules[]; only 0: the usual */
};

/* What the program knows through the life of a checker (checking.c). */
struct checking {
	bis_db *db; /* NULL none */
	struct choice choice;
	struct projects *projects; /* project.h */
	struct endings *endings;
	struct namer *namer;
	struct mention_finder *finder; /* NULL without a base */
	struct languages *languages;   /* language.h */
	struct typography *typography; /* typography.h */
	struct spoof *spoof;           /* src/text/spoof.h */
	struct tokeniser *tokeniser;   /* of the language below */
	char tokeniser_lang[64];
	void *keep_people; /* of people.c, for the batch; people_forget() */
	void *keep_bodies; /* of officials.c; bodies_forget() */
};

/* One text, read. */
struct reading {
	struct checking *checking;
	const char *file; /* its name in findings */
	struct doc doc;
	const char *text; /* of doc */
	size_t size;
	const struct project *project; /* NULL none */
	char lang[64];                 /* given, declared or found; "" */
	char date[11];                 /* given, declared or found; "" */
	struct tokens tokens;          /* dates with what is inside them */
	struct mentions mentions;
	struct person *people; /* in order of place */
	size_t n_people, people_capacity;
	struct keep keep; /* strings of findings live here */
	struct found *found;
	size_t n_found, found_capacity;
	size_t *n_of_rule; /* findings of each, by its place in rules[] */
	size_t n_beyond;   /* past FOUND_MAX of a rule: not kept */
	struct doc_walk walk;
};

/* Findings of one rule in one text; what is more is only counted. */
#define FOUND_MAX 10000

/* One finding as a check makes it.  Strings are copied. */
struct found {
	const struct rule *rule;
	enum severity severity;
	size_t begin, end; /* bytes of the text */
	const char *message;
	const char *why;                    /* NULL none */
	const char *concept;                /* id; NULL none */
	const char *fix;                    /* what to put in the place; NULL none */
	const struct kept_place *elsewhere; /* NULL: in this text */
};

struct rule {
	const char *id, *summary;
	enum severity severity; /* usual one */
	bool unusual;           /* runs only where it is asked for */
	bool needs_base, needs_lang, needs_date;
	/* also looks at what stands in approved names, such as the spaces in them */
	bool inside_names;
	/* Looks at one text. */
	int (*run)(const struct rule *rule, struct reading *r);
	/* Looks at the batch, after its last text; NULL nothing.  What it finds it adds
	 * to `r`, a reading of nothing, with found_elsewhere(). */
	int (*end)(const struct rule *rule, struct reading *r);
};

extern const struct rule *const rules[]; /* ended by NULL, 64 at most; rules.c */

/* Adds a finding; `f->rule` set, severity as the check wants it (usually the rule's).
 * 0 or BIS_ENOMEM. */
int found_add(struct reading *r, const struct found *f);
/* Whether there are FOUND_MAX of the rule: one more is counted then, and need not be
 * made. */
bool found_enough(struct reading *r, const struct rule *rule);
/* Adds one whose words are made here: message by format. */
int found_say(struct reading *r, const struct found *f, const char *message, ...)
	PRINTF_LIKE(3, 4);

/* A place of a text that will be closed by the time it is talked about. */
struct kept_place {
	const char *file, *text, *context;
	struct bis_place at;
	size_t mark[2];
	char lang[64];
	const struct project *project; /* NULL none */
	uint64_t surroundings;         /* for the fingerprint */
	bool in_name;                  /* inside_approved() */
};
/* Keeps a place; strings go to `keep`, which is the batch's.  0 or BIS_ENOMEM. */
int place_keep(struct keep *keep, struct reading *r, size_t begin, size_t end,
	struct kept_place *out);
/* Adds a finding at a kept place (begin and end of `f` count for nothing); `at` must last
 * as long as the batch. */
int found_elsewhere(
	struct reading *r, const struct found *f, const struct kept_place *at);

/* Whether the place lies inside a mention of a form that is right (preferred, admitted or
 * proposed in the language of the text), longer than the place. */
bool inside_approved(const struct reading *r, size_t begin, size_t end);
/* The same of a form that is written so, letter by letter; of any form at all. */
bool inside_approved_exact(const struct reading *r, size_t begin, size_t end);
bool inside_known(const struct reading *r, size_t begin, size_t end);

/* Whether a form only finds its concept because it is often met misspelt: its note (may
 * be NULL) begins with the word. */
bool is_misspelling(const struct known_form *form);
bool says_misspelt(const char *note);

/* The text between two places with white space as single spaces, in r->keep; NULL where
 * there is no memory. */
const char *reading_text(struct reading *r, size_t begin, size_t end);

#endif
