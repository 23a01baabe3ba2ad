/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun name check: is this how the name is written?
 */
#include "config.h"

#include "src/cli/name.h"

#include <string.h>

static const struct option_spec options[] = {
	{ "lang", 'l', VALUE_LANG, "LANG",
		"language of the text it stands in; by its letters otherwise", NULL },
	{ "at", 0, VALUE_DAY, "DATE", "what was valid on that day", NULL },
	{ "file", 'f', VALUE_ANY, "LIST", "check every line of LIST; - standard input",
		NULL },
	{ "max", 0, VALUE_NUMBER, "N", "so many candidates at most; 10", NULL },
	OPTIONS_END,
};

struct checks {
	struct bis_name_options options;
	struct name_totals totals;
};

static void count(struct name_totals *t, const char *verdict)
{
	t->names++;
	if (strcmp(verdict, "approved") == 0)
		t->approved++;
	else if (strcmp(verdict, "variant") == 0)
		t->variants++;
	else if (strcmp(verdict, "ambiguous") == 0)
		t->ambiguous++;
	else
		t->unknown++;
}

static int check_name(struct name_list *list, const char *name)
{
	struct checks *checks = list->ctx;
	struct printer *p = &list->session->printer;
	struct name_answer answer = { .input = name };
	int rc = bis_name_check(
		list->session->db, list->namer, &checks->options, name, &answer.answer);

	if (rc < 0)
		return rc;
	p->view->name_check(p, &answer);
	count(&checks->totals, answer.answer->verdict);
	return 0;
}

/* The line without blanks around the name. */
static int ask(struct name_list *list, char *text, const char **flaw)
{
	size_t size = strlen(text);

	(void)flaw;
	while (size > 0 && strchr(" \t", text[size - 1]) != NULL)
		text[--size] = '\0';
	return check_name(list, text + strspn(text, " \t"));
}

static void refuse(struct name_list *list, char *text, const char *why)
{
	struct printer *p = &list->session->printer;

	p->view->name_check(p, &(struct name_answer){ .input = text, .failed = why });
}

static int check(struct session *s, const struct args *a)
{
	(void)s;
	if (a->n_words > 0 || args_has(a, "file"))
		return EXIT_DONE;
	return say_usage("name check", "which name? bisotun name check NAME, or -f LIST");
}

static int check_all(struct name_list *list, const struct args *a)
{
	struct printer *p = &list->session->printer;
	struct checks *checks = list->ctx;
	int rc = 0;

	printer_begin(p, "name", args_has(a, "file") || a->n_words > 1);
	for (size_t i = 0; i < a->n_words && rc >= 0; i++)
		rc = check_name(list, a->words[i]);
	if (rc >= 0)
		rc = name_lists(list, a);
	if (rc >= 0)
		p->view->names_end(p, &checks->totals);
	printer_end(p);
	return rc;
}

static int run(struct session *s, const struct args *a)
{
	cleanup(close_namer) bis_namer *namer = NULL;
	char lang[64];
	struct checks checks = {
		.options = {
			.lang = args_lang(a, "lang", lang),
			.at = args_value(a, "at"),
			.max = (size_t)args_number(a, "max", 0),
		},
	};
	struct name_list list = {
		.session = s, .ask = ask, .refuse = refuse, .ctx = &checks
	};
	int rc = bis_namer_open(&namer);

	if (rc < 0)
		return say_failed(rc);
	list.namer = namer;
	s->printer.at = checks.options.at;
	rc = check_all(&list, a);
	return name_status(&list, rc, checks.totals.approved == checks.totals.names);
}

const struct command command_name_check = {
	.name = "name check",
	.summary = "is this how the name is written?",
	.usage = "[--lang LANG] [--at DATE] NAME… | -f LIST",
	.examples =
		"bisotun name check Khaidarzoda \"Yuri Fedotov\"\n"
		"bisotun name check --lang ru Хайдарзоды     in any case of the "
		"language\n"
		"bisotun name check --at 2019-07-10 \"Vladimir Norov\"   as on that day\n"
		"bisotun name check -f participants.txt      a list, one a line",
	.options = options,
	.need = NEED_READ,
	.max_words = MANY,
	.check = check,
	.run = run,
};
