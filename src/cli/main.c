/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun: the command line.  Finds the command, reads its options by its table, opens
 * the database as it needs it, and ends with the status the contract of the manual
 * gives.
 */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "src/cli/command.h"
#include "src/cli/suggest.h"

static const struct option_spec no_options[] = { OPTIONS_END };

/* What --color=auto means here (https://no-color.org, https://bixense.com/clicolors). */
static bool wants_colour(const char *when, bool tty)
{
	const char *none = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");
	const char *term = getenv("TERM");

	if (strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	if (none != NULL && none[0] != '\0')
		return false;
	if (force != NULL && force[0] != '\0' && strcmp(force, "0") != 0)
		return true;
	return tty && term != NULL && strcmp(term, "dumb") != 0;
}

/* Seconds to milliseconds as the library takes them: 0 there means the default. */
static int timeout_of(double seconds)
{
	if (seconds * 1000 < 1)
		return -1;
	return seconds > 1e6 ? 1000000000 : (int)(seconds * 1000);
}

static void apply(struct session *s, const struct args *a, const struct given *g)
{
	const char *name = g->option->name;

	if (strcmp(name, "db") == 0)
		s->db_path = g->value;
	else if (strcmp(name, "format") == 0)
		s->printer.view = view_by_name(g->value);
	else if (strcmp(name, "json") == 0)
		s->printer.view = &view_json;
	else if (strcmp(name, "color") == 0)
		s->colour = g->value;
	else if (strcmp(name, "quiet") == 0)
		s->quiet = true;
	else if (strcmp(name, "user") == 0)
		s->user = g->value;
	else if (strcmp(name, "why") == 0)
		s->why = g->value;
	else if (strcmp(name, "timeout") == 0)
		s->timeout_ms = timeout_of(args_number(a, "timeout", 10));
	else if (strcmp(name, "dry-run") == 0)
		s->dry_run = true;
	else if (strcmp(name, "help") == 0)
		s->help = true;
	else if (strcmp(name, "version") == 0)
		s->version = true;
}

/* Options of everywhere, before or after the command; a command's own are left to it. */
static void apply_all(struct session *s, const struct args *a)
{
	for (size_t i = 0; i < a->n_given; i++) {
		const struct option_spec *o = a->given[i].option;
		size_t n = 0;
		while (options_everywhere[n].name != NULL)
			n++;
		if (o >= options_everywhere && o < options_everywhere + n)
			apply(s, a, &a->given[i]);
	}
}

static int unknown_command(
	const struct command *const *list, const char *parent, const char *word)
{
	struct nearest nearest = { .to = word };

	for (; *list != NULL; list++)
		suggest_offer(&nearest, command_word(*list));
	return say_usage(parent, "unknown command \"%s%s%s\"%s%s%s%s%s", parent,
		parent[0] == '\0' ? "" : " ", word,
		nearest.name == NULL ? "" : "; did you mean \"",
		nearest.name == NULL ? "" : parent,
		nearest.name == NULL || parent[0] == '\0' ? "" : " ",
		nearest.name == NULL ? "" : nearest.name,
		nearest.name == NULL ? "" : "\"?");
}

/* "import a.tmx b.tmx", for the history and for others who wait; yours to free. */
static char *in_words(const struct command *c, const struct args *a)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);

	if (memory == NULL)
		return NULL;
	fputs(c->name, memory);
	for (size_t i = 0; i < a->n_words && i < 8; i++)
		fprintf(memory, " %s", a->words[i]);
	if (a->n_words > 8)
		fprintf(memory, " … (%zu)", a->n_words);
	return fclose(memory) == 0 ? text : NULL;
}

static enum need need_of(const struct command *c, const struct args *a)
{
	if (c->free_with != NULL && args_has(a, c->free_with))
		return NEED_NOTHING;
	return c->writes_with != NULL && args_has(a, c->writes_with) ? NEED_WRITE
								     : c->need;
}

/* Whether there is no file where the database would be; says so. */
static bool is_missing(const char *path)
{
	if (access(path, F_OK) == 0 || errno != ENOENT)
		return false;
	say("no database at %s: names are not compared with a base", path);
	return true;
}

static int open_db(struct session *s, const struct args *a)
{
	enum need need = need_of(s->command, a);
	bool create = need == NEED_CREATE;
	cleanup(free_text) char *path = NULL, *words = in_words(s->command, a);
	struct bis_open_options options = {
		.write = need >= NEED_WRITE,
		.must_exist = !create,
		.dry_run = s->dry_run,
		.timeout_ms = s->timeout_ms,
		.user = s->user,
		.command = words,
		.why = s->why,
	};
	int rc;

	if (need == NEED_NOTHING)
		return 0;
	if (s->db_path == NULL) {
		rc = bis_db_default_path(create, &path);
		if (rc < 0)
			return rc;
		if (need == NEED_MAYBE && is_missing(path))
			return 0;
	}
	return bis_db_open(s->db_path == NULL ? path : s->db_path, &options, &s->db);
}

static bool words_fit(const struct command *c, const struct args *a)
{
	if (a->n_words >= c->min_words && a->n_words <= c->max_words)
		return true;
	if (a->n_words > c->max_words)
		say_usage(c->name, "\"%s\" is one argument too many",
			a->words[c->max_words]);
	else
		say_usage(c->name, "something is missing: bisotun %s %s", c->name,
			c->usage);
	return false;
}

static bool view_fits(const struct session *s)
{
	const struct view *view = s->printer.view;

	if (s->command->finds || !view->findings_only)
		return true;
	say_usage(s->command->name, "--format=%s is for findings, of bisotun check",
		view->name);
	return false;
}

static int finish(struct session *s, int status)
{
	bis_db_close(s->db);
	if (printer_ok(&s->printer))
		return status;
	/* what can't be written fails for whoever makes it, too */
	if (s->printer.failed && !ferror(s->printer.out))
		say("out of memory");
	else
		say("standard output: %s", strerror(errno));
	return status == EXIT_DONE ? EXIT_DATABASE : status;
}

static int run(struct session *s, const struct args *a)
{
	int rc;

	s->printer.tty = isatty(STDOUT_FILENO);
	s->printer.colour = wants_colour(s->colour, s->printer.tty);
	s->printer.quiet = s->quiet;
	if (!words_fit(s->command, a) || !view_fits(s))
		return EXIT_USAGE;
	if (s->command->check != NULL && s->command->check(s, a) != EXIT_DONE)
		return EXIT_USAGE;
	rc = open_db(s, a);
	if (rc < 0)
		return say_failed(rc);
	return finish(s, s->command->run(s, a));
}

static int print_version(struct session *s)
{
	printf("bisotun %s (schema %d)\n", bis_version(), bis_schema_version());
	return finish(s, EXIT_DONE);
}

static int print_help(struct session *s)
{
	if (s->command == NULL)
		help_all(stdout);
	else
		help_command(stdout, s->command);
	return finish(s, EXIT_DONE);
}

static int run_command(struct session *s, char **argv, size_t n)
{
	cleanup(args_free) struct args a = { 0 };

	if (!args_parse(&a, s->command->name, s->command->options, options_everywhere,
		    argv, n, false, NULL))
		return EXIT_USAGE;
	apply_all(s, &a);
	if (s->version)
		return print_version(s);
	return s->help ? print_help(s) : run(s, &a);
}

/* Takes the options in front of a command's word off; *word is NULL where there is
 * none. */
static bool take_word(struct session *s, char ***argv, size_t *n, const char **word)
{
	cleanup(args_free) struct args before = { 0 };
	const char *name = s->command == NULL ? "" : s->command->name;
	size_t used = 0;

	*word = NULL;
	if (!args_parse(&before, name, no_options, options_everywhere, *argv, *n, true,
		    &used))
		return false;
	apply_all(s, &before);
	if (used < *n)
		*word = (*argv)[used++];
	*argv += used;
	*n -= used;
	return true;
}

/* `bisotun term --help`, `bisotun term` and `bisotun term add …`. */
static int run_sub(struct session *s, char **argv, size_t n)
{
	const struct command *parent = s->command;
	const char *word;

	if (!take_word(s, &argv, &n, &word))
		return EXIT_USAGE;
	if (word == NULL && s->help)
		return print_help(s);
	if (word == NULL)
		return say_usage(parent->name, "bisotun %s what?", parent->name);
	s->command = command_find(parent->subs, word);
	if (s->command == NULL)
		return unknown_command(parent->subs, parent->name, word);
	return run_command(s, argv, n);
}

static int run_program(struct session *s, char **argv, size_t n)
{
	const char *word;

	if (!take_word(s, &argv, &n, &word))
		return EXIT_USAGE;
	if (s->version)
		return print_version(s);
	if (word == NULL && s->help)
		return print_help(s);
	if (word == NULL)
		return say_usage(
			"", "no command given; bisotun lookup TEXT looks a name up");
	s->command = command_find(commands, word);
	if (s->command == NULL)
		return unknown_command(commands, "", word);
	return s->command->subs != NULL ? run_sub(s, argv, n) : run_command(s, argv, n);
}

int main(int argc, char **argv)
{
	struct session s = {
		.printer = { .out = stdout, .view = &view_text },
		.colour = "auto",
	};

	return run_program(&s, argv + 1, argc > 0 ? (size_t)argc - 1 : 0);
}
