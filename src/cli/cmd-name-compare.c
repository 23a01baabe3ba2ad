/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun name compare: are these two spellings of one name?
 */
#include "config.h"

#include "src/cli/name.h"

#include <string.h>

static const struct option_spec options[] = {
	{ "file", 'f', VALUE_ANY, "PAIRS",
		"compare the first two columns of every line; - standard input", NULL },
	OPTIONS_END,
};

static int compare(struct name_list *list, const char *a, const char *b)
{
	struct printer *p = &list->session->printer;
	struct compare_answer answer = { .a = a, .b = b };
	int rc = bis_name_compare(list->namer, a, b, &answer.comparison);

	if (rc < 0)
		return rc;
	p->view->compared(p, &answer);
	return 0;
}

/* --- a list ------------------------------------------------------------------------ */

/* Cuts the first two columns out of a line; the second, or NULL where there is none. */
static char *cut(char *text)
{
	char *tab = strchr(text, '\t');

	if (tab == NULL)
		return NULL;
	*tab++ = '\0';
	tab[strcspn(tab, "\t")] = '\0';
	return tab;
}

/* A line that is being answered: its second column, once it is cut. */
struct pair {
	const char *second;
};

static int ask(struct name_list *list, char *text, const char **flaw)
{
	struct pair *pair = list->ctx;

	pair->second = cut(text);
	if (pair->second != NULL)
		return compare(list, text, pair->second);
	*flaw = "no second column: a tab stands between two names";
	return 0;
}

static void refuse(struct name_list *list, char *text, const char *why)
{
	struct printer *p = &list->session->printer;
	struct pair *pair = list->ctx;
	const char *second = pair->second == NULL ? cut(text) : pair->second;

	p->view->compared(
		p, &(struct compare_answer){
			   .a = text, .b = second == NULL ? "" : second, .failed = why });
	pair->second = NULL;
}

/* --- the command ------------------------------------------------------------------- */

static int check(struct session *s, const struct args *a)
{
	bool list = args_has(a, "file");

	(void)s;
	if (list && a->n_words > 0)
		return say_usage("name compare", "two names or -f PAIRS, not both");
	if (!list && a->n_words != 2)
		return say_usage("name compare",
			"which names? bisotun name compare A B, or -f PAIRS");
	return EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	cleanup(close_namer) bis_namer *namer = NULL;
	bool many = args_has(a, "file");
	struct pair pair = { NULL };
	struct name_list list = {
		.session = s, .ask = ask, .refuse = refuse, .ctx = &pair
	};
	int rc = bis_namer_open(&namer);

	if (rc < 0)
		return say_failed(rc);
	list.namer = namer;
	printer_begin(&s->printer, "compare", many);
	rc = many ? name_lists(&list, a) : compare(&list, a->words[0], a->words[1]);
	printer_end(&s->printer);
	return name_status(&list, rc, true);
}

const struct command command_name_compare = {
	.name = "name compare",
	.summary = "are these two spellings of one name?",
	.usage = "A B | -f PAIRS",
	.examples =
		"bisotun name compare Хайдарзода Haydarzoda\n"
		"bisotun name compare \"Xi Jinping\" 习近平          in any scripts\n"
		"bisotun name compare -f pairs.tsv --format tsv   two columns or more",
	.options = options,
	.need = NEED_NOTHING,
	.max_words = 2,
	.check = check,
	.run = run,
};
