/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun name: people, bodies, places and their spellings; here its table, `systems`,
 * and what its commands share.
 */
#include "config.h"

#include "src/cli/name.h"

#include <inttypes.h>
#include <string.h>

void close_namer(bis_namer **namer)
{
	bis_namer_close(*namer);
}

/* --- lists ------------------------------------------------------------------------- */

enum { SAID = 10 };

/* Question marks for bytes that are no UTF-8: the answer is text. */
static void mend(char *text)
{
	size_t size = strlen(text), good;

	while ((good = bis_text_valid(text, size)) < size) {
		text[good] = '?';
		text += good + 1;
		size -= good + 1;
	}
}

static void refuse(struct name_list *list, const struct line *l, const char *why)
{
	mend(l->text);
	if (list->n_bad++ < SAID)
		say("%s:%" PRId64 ": %s", l->file, l->number, why);
	list->refuse(list, l->text, why);
}

static int ask_line(void *ctx, const struct line *l)
{
	struct name_list *list = ctx;
	char words[64];
	const char *flaw = line_flaw(l, words);
	int rc = 0;

	if (flaw == NULL && is_blank(l->text))
		return 0;
	if (flaw == NULL)
		rc = list->ask(list, l->text, &flaw);
	if (flaw != NULL) {
		refuse(list, l, flaw);
		return 0;
	}
	if (rc != BIS_EFORMAT && rc != BIS_EUSAGE)
		return rc;
	/* this line can't be asked for: the next may be */
	cleanup(free_text) char *why = strdup(bis_error_message());
	refuse(list, l, why == NULL ? "" : why);
	return 0;
}

int name_lists(struct name_list *list, const struct args *a)
{
	const char *file;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && (file = args_value_at(a, "file", i)) != NULL; i++)
		rc = each_whole_line(file, ask_line, list);
	if (list->n_bad > SAID)
		say("%" PRId64 " more lines that can't be read", list->n_bad - SAID);
	return rc;
}

int name_status(const struct name_list *list, int rc, bool good)
{
	if (rc == LINES_UNREADABLE)
		return EXIT_DATA;
	if (rc == LINES_STOPPED)
		return EXIT_INTERRUPTED;
	if (rc < 0)
		return say_failed(rc);
	if (list->n_bad > 0)
		return EXIT_DATA;
	return good ? EXIT_DONE : EXIT_NEGATIVE;
}

/* --- systems ----------------------------------------------------------------------- */

static const struct option_spec no_options[] = { OPTIONS_END };

static int run_systems(struct session *s, const struct args *a)
{
	cleanup(close_namer) bis_namer *namer = NULL;
	int rc = bis_namer_open(&namer);

	(void)a;
	if (rc < 0)
		return say_failed(rc);
	printer_begin(&s->printer, "systems", true);
	s->printer.view->systems(&s->printer, namer);
	printer_end(&s->printer);
	return EXIT_DONE;
}

const struct command command_name_systems = {
	.name = "name systems",
	.summary = "the romanisation systems that ship, with their sources",
	.usage = "",
	.examples = "bisotun name systems\n"
		    "bisotun name systems --format tsv",
	.options = no_options,
	.need = NEED_NOTHING,
	.run = run_systems,
};

static const struct command *const subs[] = {
	&command_name_check,
	&command_name_compare,
	&command_name_variants,
	&command_name_suggest,
	&command_name_scan,
	&command_name_systems,
	NULL,
};

const struct command command_name = {
	.name = "name",
	.summary = "spellings of people, bodies, places: check, compare …",
	.usage = "COMMAND",
	.examples =
		"bisotun name check Khaidarzoda \"Yuri Fedotov\"\n"
		"bisotun name compare Хайдарзода Haydarzoda\n"
		"bisotun name suggest --lang tg --to en,ru,zh \"Ҳабибулло Воҳидзода\"\n"
		"bisotun name scan release-*.txt",
	.options = no_options,
	.subs = subs,
};
