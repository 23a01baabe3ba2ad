/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the finder of mentions share.
 *
 *	mentions.c          the pass over a text, and what hides what
 *	mentions-words.c    words of a text: what each may be the same as, and which forms
 *	                    begin with it
 *	mentions-forms.c    forms of the base as patterns
 *	mentions-match.c    whether a pattern stands at a place
 *	mentions-known.c    what is known of concepts
 *
 * A word counts as one or several keys.  Keys come in families: folded words, and stems
 * of each language that has a stemmer and is one of the base; a form is of one family,
 * that of its language.
 */
#ifndef BISOTUN_MENTIONS_INSIDE_H
#define BISOTUN_MENTIONS_INSIDE_H

#include "src/find/keep.h"
#include "src/find/mentions.h"
#include "src/store/nameindex.h"
#include "src/text/lang.h"

#define FAMILIES_MAX 40 /* more than there are stemmers */
#define PATTERN_MAX 250 /* elements of a form; a longer one is found in no text */
#define MENTIONS_AT_ONE_PLACE 64
#define ROWS_MAX 65536  /* forms that begin with one word, held at once */
#define ROWS_OF_NAME 32 /* the same where a single name is looked at */

/* --- a hash table from numbers to what is kept -------------------------------------- */

struct slot {
	uint64_t key;
	void *value; /* NULL: free */
};
struct table {
	struct slot *slots;
	size_t n_slots, n; /* n_slots a power of two */
};
void table_finish(struct table *t);
void table_clear(struct table *t);
/* NULL where there is none. */
void *table_get(const struct table *t, uint64_t key);
int table_put(struct table *t, uint64_t key, void *value);

/* --- words -------------------------------------------------------------------------- */

/* A form by the lower half of its anchor, among those that begin with one word. */
struct row {
	uint64_t anchor;
	int64_t form;
};
struct rows {
	const struct row *at; /* sorted */
	size_t n;
	bool cut; /* there are more: pairs are asked for one by one */
};

struct word_variant {
	uint64_t key;  /* hash of what it counts as */
	uint64_t fold; /* hash of the folded word: of the word itself, or of its base */
	const struct rows *rows; /* of forms that begin with it; NULL not asked for yet */
	uint8_t family;
	uint8_t cut; /* bytes of the word that stand behind it: 's */
	bool base;   /* seen through an ending */
	bool again;  /* an earlier variant has this key */
};

struct known_word {
	struct word_variant *variants;
	uint8_t n;
	uint8_t kind; /* enum token_kind */
	bool capital; /* its first letter */
};

/* --- forms -------------------------------------------------------------------------- */

struct element {
	uint64_t key, fold;
	uint32_t begin, end; /* bytes of the form */
	uint8_t kind;        /* enum token_kind */
	bool spaced;         /* white space before it */
};

struct pattern {
	struct known_form known; /* first: what the world is given leads back here */
	struct element *at;
	uint16_t n, first, last; /* elements; of the outermost words */
	uint8_t family;
	uint8_t lang; /* number in the finder's table */
	bool read;    /* the elements are */
	bool acronym; /* letters stand in the text as they are */
	bool capital; /* a single word that is a name */
};

struct known_concept {
	const struct known_form **forms;
	size_t n_forms;
	struct known_tie *ties;
	size_t n_ties;
	bool forms_read, ties_read;
};

#define FINDER_LANGS 256
struct finder_lang {
	const char *tag;
	uint8_t family;
	bool same; /* as that of the text, or a relative */
};

struct mention_finder {
	bis_db *db;
	const struct endings *endings; /* may be NULL */
	struct keep keep;              /* patterns and concepts */
	struct table patterns, concepts;

	struct finder_lang
		langs[FINDER_LANGS]; /* of forms met; the last for all others */
	size_t n_langs;
	struct {
		char language[12];
		char script[8];   /* ISO 15924; "" any */
	} families[FAMILIES_MAX]; /* the first: words as they are */
	size_t n_families;

	/* of texts in `lang`, until there are too many */
	char lang[LANG_MAX];
	bool lang_known;
	int family; /* of that language; 0 none */
	struct keep words_keep;
	struct table words, rows;
	/* forms that begin with one word, read at once: few where no more than a name is
	 * looked at, whose pairs of words are asked for one by one then */
	size_t rows_most;

	struct keep parts_keep; /* of name-known-parts.c, until there are too many */
	struct table parts;

	struct name_words *stems;
	struct tokeniser *tokenisers[2]; /* the second is for Uzbek */
	struct tokens tokens;            /* of a form */
	struct bases bases;
	struct buf folded, key;
	struct item *items; /* of a block of a text */
	size_t n_items, items_capacity;
	struct row *gathered;
	size_t n_gathered, gathered_capacity;
};

/* A token of a text, as patterns are compared with it. */
enum gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_BREAK };
struct item {
	const struct known_word *word;
	size_t token, begin, end;
	enum gap gap; /* before it */
};

int families_read(struct mention_finder *f);
/* Starts on texts of a language. */
int words_begin(struct mention_finder *f, const char *lang);
/* Forgets words where there are too many of them; what was given is void then. */
void words_trim(struct mention_finder *f);
int words_get(struct mention_finder *f, const char *text, size_t size,
	enum token_kind kind, const struct known_word **out);
/* The forms that begin with a variant. */
int words_rows(struct mention_finder *f, struct word_variant *v, const struct rows **out);

int finder_lang(struct mention_finder *f, const char *tag, uint8_t *number);
int pattern_get(struct mention_finder *f, int64_t form, struct pattern **out);
/* The same with its elements; *out NULL where there is no such form (any more). */
int pattern_read(struct mention_finder *f, int64_t form, struct pattern **out);
/* Takes over what the base says of a form. */
int pattern_keep(
	struct mention_finder *f, const struct nameform *form, struct pattern **out);

/* 1 the pattern stands with its first word at items[at], 0 not. */
int pattern_match(struct mention_finder *f, const struct pattern *p, const char *text,
	size_t at, struct mention *out);

#endif
