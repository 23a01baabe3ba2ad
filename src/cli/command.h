/* SPDX-License-Identifier: Apache-2.0
 *
 * A command is one file with one const value, listed in commands.c.
 *
 * Its table says everything that others need to know of it: --help, the usage error,
 * the completion file and the test of the man page are made from it.  run() finds the
 * database open as `need` says, the options checked, the number of arguments right, and
 * the printer ready.
 */
#ifndef BISOTUN_COMMAND_H
#define BISOTUN_COMMAND_H

#include "bisotun/bisotun.h"
#include "src/cli/options.h"
#include "src/cli/say.h"
#include "src/view/view.h"

enum { MANY = 100000000 };

enum need {
	NEED_NOTHING,
	NEED_READ,  /* the database, for reading */
	NEED_MAYBE, /* for reading where it is there; one that --db names must be */
	NEED_WRITE, /* for writing; it must be there */
	NEED_CREATE /* for writing; made where there is none */
};

/* What one run of the program knows. */
struct session {
	struct printer printer;
	const struct command *command;
	bis_db *db;
	const char *db_path; /* as --db said; NULL: the default */
	const char *user, *why;
	const char *colour; /* auto always never */
	int timeout_ms;
	bool quiet, dry_run;
	bool help, version;
};

struct command {
	const char *name;     /* "lookup", "term add" */
	const char *summary;  /* one line, small letter first, no full stop */
	const char *usage;    /* what follows the name: "[-s LANG] TEXT…" */
	const char *examples; /* lines, without indent */
	const struct option_spec *options;
	enum need need;
	const char *writes_with; /* the switch with which it needs NEED_WRITE; or NULL */
	const char *free_with;   /* the one with which it needs nothing; or NULL */
	bool finds; /* answers are findings, which view_line and its like can write */
	size_t min_words, max_words;       /* MANY: any number */
	const struct command *const *subs; /* ended by NULL; then run is not used */
	/* What the table can't say of the arguments, before anything is opened:
	 * EXIT_DONE, or EXIT_USAGE when it has said what is wrong.  NULL: nothing to
	 * look at. */
	int (*check)(struct session *s, const struct args *a);
	int (*run)(struct session *s, const struct args *a);
};

extern const struct command command_init, command_import, command_export, command_formats,
	command_lookup, command_term, command_info, command_stats, command_verify,
	command_backup, command_restore, command_log, command_undo, command_purge,
	command_validate, command_help, command_completion, command_check, command_name;

extern const struct command command_match, command_concordance, command_unit,
	command_analyze;
extern const struct command command_name_check, command_name_compare,
	command_name_variants, command_name_suggest, command_name_systems,
	command_name_scan;
extern const struct command command_unit_add, command_unit_show, command_unit_edit,
	command_unit_remove;

extern const struct command command_term_add, command_term_show, command_term_edit,
	command_term_approve, command_term_deprecate, command_term_remove,
	command_term_merge, command_term_link;

/* All commands, ended by NULL; in the order of the help. */
extern const struct command *const commands[];
/* The options every command has. */
extern const struct option_spec options_everywhere[];
/* Words a form's status, and an exchange's, may be; ended by NULL. */
extern const char *const form_statuses[], *const unit_statuses[], *const any_statuses[];

/* The command of that word in a list, or NULL. */
const struct command *command_find(const struct command *const *list, const char *word);
/* The last word of its name. */
const char *command_word(const struct command *c);

void help_command(FILE *out, const struct command *c);
void help_all(FILE *out);

/* Prints the change a write has made, with the number that undoes it; returns
 * EXIT_DONE. */
int print_change(struct session *s, const char *id, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* The same inside a document that was begun: for commands that make several. */
void print_one_change(struct session *s, const char *id, const char *what);

#endif
