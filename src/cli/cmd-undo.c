/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun undo: takes one event of the history back.
 */
#include "config.h"

#include "src/cli/command.h"

#include <inttypes.h>
#include <string.h>

static const struct option_spec options[] = {
	{ "force", 0, VALUE_NONE, NULL, "even where it was changed since", NULL },
	OPTIONS_END,
};

static void tell_conflict(void *ctx, const char *what)
{
	(void)ctx;
	say("changed since: %s", what);
}

/* A number from 1 on, or 0. */
static int64_t event_number(const char *word)
{
	int64_t number = 0;

	if (strlen(word) > 18 || word[0] == '\0' ||
		strspn(word, "0123456789") != strlen(word))
		return 0;
	for (; *word != '\0'; word++)
		number = number * 10 + (*word - '0');
	return number;
}

static int check(struct session *s, const struct args *a)
{
	(void)s;
	if (event_number(a->words[0]) > 0)
		return EXIT_DONE;
	return say_usage("undo", "\"%s\" is no number of an event; bisotun log has them",
		a->words[0]);
}

static int run(struct session *s, const struct args *a)
{
	int64_t number = event_number(a->words[0]);
	int rc = bis_undo(s->db, number, args_has(a, "force"), tell_conflict, NULL);
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, NULL, "%s %" PRId64,
		would(s->dry_run, "taken back:", "would take back"), number);
}

const struct command command_undo = {
	.name = "undo",
	.summary = "take a write back: an edit or a whole import",
	.usage = "[--force] NUMBER",
	.examples =
		"bisotun undo 412                           bisotun log has the numbers\n"
		"bisotun undo --dry-run 412",
	.options = options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = 1,
	.check = check,
	.run = run,
};
