/* SPDX-License-Identifier: Apache-2.0
 *
 * Help on one screen, examples first, all of it from the tables.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

static void print_lines(FILE *out, const char *lines)
{
	while (*lines != '\0') {
		size_t size = strcspn(lines, "\n");
		fprintf(out, "  %.*s\n", (int)size, lines);
		lines += size + (lines[size] == '\n');
	}
}

/* "-s, --from LANG" */
static void add_name(FILE *line, const struct option_spec *o)
{
	if (o->letter != 0)
		fprintf(line, "-%c, ", o->letter);
	fprintf(line, "--%s%s%s", o->name, o->value == NULL ? "" : " ",
		o->value == NULL ? "" : o->value);
}

/* Prints an option, and those that are said together with it; returns the last. */
static const struct option_spec *print_option(FILE *out, const struct option_spec *o)
{
	cleanup(free_text) char *left = NULL;
	size_t size = 0;
	FILE *line = open_memstream(&left, &size);

	if (line == NULL)
		return o;
	for (; o->help == NULL; o++) {
		add_name(line, o);
		fputs(", ", line);
	}
	add_name(line, o);
	if (fclose(line) != 0)
		return o;
	/* values may be named with an ellipsis: padded by what is seen */
	size_t width = bis_text_width(left, strlen(left));
	fprintf(out, "  %s%*s  %s\n", left, width < 24 ? (int)(24 - width) : 0, "",
		o->help);
	return o;
}

void help_command(FILE *out, const struct command *c)
{
	fprintf(out, "bisotun %s: %s\n\n", c->name, c->summary);
	print_lines(out, c->examples);
	if (c->subs != NULL) {
		fputs("\nWhat can be done (each has its own --help):\n", out);
		for (const struct command *const *s = c->subs; *s != NULL; s++)
			fprintf(out, "  %-10s  %s\n", command_word(*s), (*s)->summary);
	} else {
		fprintf(out, "\nUsage: bisotun %s%s%s\n", c->name,
			c->usage[0] == '\0' ? "" : " ", c->usage);
		for (const struct option_spec *o = c->options; o->name != NULL; o++)
			o = print_option(out, o);
	}
	fputs("\nAlso everywhere: --db --format --color --quiet --user --why --timeout "
	      "--dry-run\n"
	      "(bisotun --help).  In full: man bisotun\n",
		out);
}

void help_all(FILE *out)
{
	fputs("bisotun: approved names, terms and translated segments in one file\n\n"
	      "  bisotun import names.tbx memory.tmx        put them in\n"
	      "  bisotun lookup -s en -t ru,zh \"drug control agency\"\n"
	      "  bisotun export --type tmx -o all.tmx.gz    give them back\n\n",
		out);
	for (const struct command *const *c = commands; *c != NULL; c++)
		fprintf(out, "  %-10s  %s\n", (*c)->name, (*c)->summary);
	fputs("\nUsage: bisotun [options] COMMAND [options] [arguments]\n", out);
	for (const struct option_spec *o = options_everywhere; o->name != NULL; o++)
		o = print_option(out, o);
	fputs("\nMore: bisotun COMMAND --help, man bisotun\n", out);
}
