/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun completion: the shell's completion, made from the tables of the commands; the
 * build installs what `completion bash` prints.  `completion options` lists every
 * command with its options, a line each, for whoever else wants to know.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

static const struct option_spec options[] = { OPTIONS_END };

typedef void each_command(const struct command *c);

static void for_each(each_command *f)
{
	for (const struct command *const *c = commands; *c != NULL; c++) {
		f(*c);
		for (const struct command *const *s = (*c)->subs; s != NULL && *s != NULL;
			s++)
			f(*s);
	}
}

static void list_options(const struct command *c)
{
	if (c->subs != NULL)
		return;
	if (c->options->name == NULL)
		printf("%s\n", c->name);
	for (const struct option_spec *o = c->options; o->name != NULL; o++)
		printf("%s\t--%s\n", c->name, o->name);
}

static void print_names(const struct option_spec *o)
{
	for (; o->name != NULL; o++)
		printf(" --%s", o->name);
}

static void print_words(const struct option_spec *o)
{
	if (o->kind == VALUE_WORD)
		for (size_t i = 0; o->words[i] != NULL; i++)
			printf(" %s", o->words[i]);
	const struct bis_format *f;
	if (o->kind == VALUE_FORMAT)
		for (size_t i = 0; (f = bis_format_at(i)) != NULL; i++)
			printf(" %s", f->name);
}

static bool has_words(const struct option_spec *o)
{
	return o->kind == VALUE_WORD || o->kind == VALUE_FORMAT;
}

/* The words an option of a command takes: a case of "command:--option". */
static void value_cases(const char *command, const struct option_spec *o)
{
	for (; o->name != NULL; o++) {
		if (!has_words(o))
			continue;
		printf("\t'%s:--%s') words=\"", command, o->name);
		print_words(o);
		puts("\" ;;");
	}
}

static void command_values(const struct command *c)
{
	if (c->subs == NULL)
		value_cases(c->name, c->options);
}

static void command_options(const struct command *c)
{
	printf("\t'%s') words=\"", c->name);
	if (c->subs == NULL)
		print_names(c->options);
	for (const struct command *const *s = c->subs; s != NULL && *s != NULL; s++)
		printf(" %s", command_word(*s));
	puts("\" ;;");
}

/* Everywhere-options that take a word, whatever the command. */
static void everywhere_values(void)
{
	for (const struct option_spec *o = options_everywhere; o->name != NULL; o++) {
		if (!has_words(o))
			continue;
		printf("\t*:--%s) words=\"", o->name);
		print_words(o);
		puts("\" ;;");
	}
}

/* "term|unit": the commands that have others under them */
static void print_parents(void)
{
	const char *between = "";

	for (const struct command *const *c = commands; *c != NULL; c++) {
		if ((*c)->subs == NULL)
			continue;
		printf("%s%s", between, (*c)->name);
		between = "|";
	}
}

static void print_bash(void)
{
	puts("# bash completion for bisotun; made by `bisotun completion bash`\n"
	     "_bisotun()\n"
	     "{\n"
	     "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
	     "\tlocal command= words= names= i=1\n"
	     "\tlocal -a plain=()\n"
	     "\tfor ((; i < COMP_CWORD; i++)); do\n"
	     "\t\tcase ${COMP_WORDS[i]} in\n"
	     "\t\t--db|--format|--color|--user|--why|--timeout) ((i++)) ;;\n"
	     "\t\t-*) ;;\n"
	     "\t\t*) plain+=(\"${COMP_WORDS[i]}\") ;;\n"
	     "\t\tesac\n"
	     "\tdone\n"
	     "\tcommand=${plain[0]}\n"
	     "\tcase $command in");
	print_parents();
	puts(")\n"
	     "\t\t[[ -z ${plain[1]} ]] || command+=\" ${plain[1]}\" ;;\n"
	     "\tesac\n"
	     "\t[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD-2]}\n"
	     "\t[[ $word == '=' ]] && word=\n"
	     "\tcase $command:$before in");
	for_each(command_values);
	everywhere_values();
	puts("\tesac\n"
	     "\tif [[ -n $words ]]; then\n"
	     "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	     "\t\treturn\n"
	     "\tfi\n"
	     "\tcase $command in");
	fputs("\t'') words=\"", stdout);
	for (const struct command *const *c = commands; *c != NULL; c++)
		printf(" %s", (*c)->name);
	puts("\" ;;");
	for_each(command_options);
	fputs("\tesac\n"
	      "\twords+=\"",
		stdout);
	print_names(options_everywhere);
	fputs("\"\n"
	      "\tcase $command in ''|",
		stdout);
	print_parents();
	puts(") names=1 ;; *) names= ;; esac\n"
	     "\tif [[ $word == -* || -n $names ]]; then\n"
	     "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	     "\telse\n"
	     "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
	     "\t\tcompopt -o filenames 2>/dev/null\n"
	     "\tfi\n"
	     "}\n"
	     "complete -F _bisotun bisotun");
}

static int run(struct session *s, const struct args *a)
{
	(void)s;
	if (strcmp(a->words[0], "options") == 0)
		for_each(list_options);
	else if (strcmp(a->words[0], "bash") == 0)
		print_bash();
	else
		return say_usage(
			"completion", "bash or options, not \"%s\"", a->words[0]);
	return EXIT_DONE;
}

const struct command command_completion = {
	.name = "completion",
	.summary = "print the completion file for a shell",
	.usage = "bash | options",
	.examples = "bisotun completion bash > "
		    "~/.local/share/bash-completion/completions/bisotun",
	.options = options,
	.need = NEED_NOTHING,
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
