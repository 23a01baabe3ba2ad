/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun help: the manual where it is installed, else the screen of --help.
 */
#include "config.h"

#include "src/cli/command.h"
#include "src/cli/suggest.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const struct option_spec options[] = { OPTIONS_END };

/* Whether man(1) has shown the manual. */
static bool show_manual(void)
{
	char *const argv[] = { (char *)"man", (char *)"bisotun", NULL };
	posix_spawn_file_actions_t actions;
	int status = 1;
	pid_t pid;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return false;
	posix_spawn_file_actions_addopen(
		&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, "man", &actions, NULL, argv, environ) != 0)
		status = 1;
	else if (waitpid(pid, &status, 0) < 0)
		status = 1;
	posix_spawn_file_actions_destroy(&actions);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const struct command *named(const struct args *a)
{
	const struct command *c = command_find(commands, a->words[0]);

	if (c != NULL && a->n_words > 1)
		c = c->subs == NULL ? NULL : command_find(c->subs, a->words[1]);
	return c;
}

static int run(struct session *s, const struct args *a)
{
	const struct command *c = NULL;
	struct nearest nearest = { .to = a->n_words > 0 ? a->words[a->n_words - 1] : "" };

	(void)s;
	if (a->n_words == 0) {
		help_all(stdout);
		return EXIT_DONE;
	}
	c = named(a);
	if (c == NULL) {
		for (size_t i = 0; commands[i] != NULL; i++)
			suggest_offer(&nearest, commands[i]->name);
		return say_usage("", "no command \"%s\"%s%s%s", nearest.to,
			nearest.name == NULL ? "" : "; did you mean \"",
			nearest.name == NULL ? "" : nearest.name,
			nearest.name == NULL ? "" : "\"?");
	}
	if (!isatty(STDOUT_FILENO) || !show_manual())
		help_command(stdout, c);
	return EXIT_DONE;
}

const struct command command_help = {
	.name = "help",
	.summary = "the manual of a command",
	.usage = "[COMMAND]",
	.examples = "bisotun help lookup\n"
		    "bisotun help term add",
	.options = options,
	.need = NEED_NOTHING,
	.max_words = 2,
	.run = run,
};
