/* SPDX-License-Identifier: Apache-2.0
 *
 * Options as data: one table a command, from which come the parsing, the checking of
 * values, --help, the completion file and the test that the man page names them all.
 *
 * Long options are `--name VALUE` or `--name=VALUE`, short ones `-n VALUE`, `-nVALUE`,
 * and switches can be run together (`-qv`).  Options and arguments mix; `--` ends
 * options; a lone `-` is an argument.  Abbreviations are not accepted, but the nearest
 * name is suggested.
 */
#ifndef BISOTUN_OPTIONS_H
#define BISOTUN_OPTIONS_H

#include "src/view/tidy.h"

enum value_kind {
	VALUE_NONE, /* a switch */
	VALUE_ANY,
	VALUE_WORD,   /* one of `words` */
	VALUE_LANG,   /* a BCP 47 tag */
	VALUE_LANGS,  /* several, separated by commas; the option may be repeated */
	VALUE_DAY,    /* YYYY-MM-DD, or one of `words` where there are any */
	VALUE_DATE,   /* YYYY, YYYY-MM or YYYY-MM-DD; "" empties */
	VALUE_NUMBER, /* 12, 1_000_000, 2.5; not negative */
	VALUE_FORMAT  /* an exchange format */
};

struct option_spec {
	const char *name; /* without the dashes */
	char letter;      /* 0 none */
	enum value_kind kind;
	const char *value;        /* what it is called in the help: "LANG" */
	const char *help;         /* NULL: said with the next one, on its line */
	const char *const *words; /* the words accepted, ended by NULL */
};

/* A table of options is ended by this. */
#define OPTIONS_END          \
	{                    \
		.name = NULL \
	}

/* An option as it was given. */
struct given {
	const struct option_spec *option;
	const char *value; /* NULL for a switch */
};

/* What was given on the command line; names, values and arguments are borrowed from
 * argv. */
struct args {
	struct given *given;
	size_t n_given;
	const char **words; /* the arguments that are no options; ended by NULL */
	size_t n_words;
};

/* Sorts argv into options and arguments.  `everywhere` are the options every command
 * has.  With `stop_at_word` it ends at the first argument and *used tells how many of
 * argv were taken.  On wrong usage says so on standard error and returns false. */
bool args_parse(struct args *a, const char *command, const struct option_spec *options,
	const struct option_spec *everywhere, char **argv, size_t n, bool stop_at_word,
	size_t *used);
void args_free(struct args *a);

bool args_has(const struct args *a, const char *name);
/* The value given last, or NULL. */
const char *args_value(const struct args *a, const char *name);
/* The n-th value given to it, from 0; NULL past the last. */
const char *args_value_at(const struct args *a, const char *name, size_t n);
/* The number given last, or `otherwise`. */
double args_number(const struct args *a, const char *name, double otherwise);

/* A list of strings of its own; languages in canonical form. */
struct strings {
	char **at;
	size_t n;
};

/* All languages given to the option, in order; false without memory. */
bool args_langs(const struct args *a, const char *name, struct strings *out);
/* The one language given to it, canonical; NULL where it isn't given. */
const char *args_lang(const struct args *a, const char *name, char canonical[64]);

/* The text of LANG=TEXT, and the language, canonical; NULL where it isn't one. */
const char *lang_text(const char *word, char canonical[64]);

bool strings_add(struct strings *s, const char *text, size_t size);
void strings_free(struct strings *s);

#endif
