/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun unit: units of the memory one by one; here its table, `show` and `add`.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

/* --- show ------------------------------------------------------------------------- */

static const struct option_spec no_options[] = { OPTIONS_END };

static void free_unit(struct bis_unit **u)
{
	bis_unit_free(*u);
}

static int show_one(struct session *s, const char *id)
{
	cleanup(free_unit) struct bis_unit *unit = NULL;
	int rc = bis_unit_get(s->db, id, &unit);

	if (rc < 0)
		return say_failed(rc);
	s->printer.view->unit(&s->printer, unit);
	return EXIT_DONE;
}

static int show(struct session *s, const struct args *a)
{
	int status = EXIT_DONE;

	printer_begin(&s->printer, "unit", a->n_words > 1);
	for (size_t i = 0; i < a->n_words; i++) {
		int one = show_one(s, a->words[i]);
		status = one > status ? one : status;
	}
	printer_end(&s->printer);
	return status;
}

const struct command command_unit_show = {
	.name = "unit show",
	.summary = "everything known of a unit",
	.usage = "ID…",
	.examples = "bisotun unit show U12\n"
		    "bisotun unit show --json U12 U13",
	.options = no_options,
	.need = NEED_READ,
	.min_words = 1,
	.max_words = MANY,
	.run = show,
};

/* --- add -------------------------------------------------------------------------- */

static const struct option_spec add_options[] = {
	{ "from", 's', VALUE_LANG, "LANG", NULL, NULL },
	{ "to", 't', VALUE_LANG, "LANG", "two texts without LANG= are in these", NULL },
	{ "reviewed", 0, VALUE_NONE, NULL, "somebody has looked at it", NULL },
	{ "tuid", 0, VALUE_ANY, "ID", "its id, as in a TMX", NULL },
	OPTIONS_END,
};

/* A unit as it is given; the languages are its own. */
struct given_unit {
	struct bis_variant *variants;
	size_t n;
};

static void free_given(struct given_unit *g)
{
	for (size_t i = 0; i < g->n; i++)
		free((char *)g->variants[i].lang);
	free(g->variants);
}

static bool is_pair(const struct args *a)
{
	return args_has(a, "from") || args_has(a, "to");
}

static int check_add(struct session *s, const struct args *a)
{
	char lang[64];

	(void)s;
	if (is_pair(a) && (!args_has(a, "from") || !args_has(a, "to")))
		return say_usage(
			"unit add", "both languages are needed: -s LANG -t LANG");
	if (is_pair(a) && a->n_words != 2)
		return say_usage("unit add", "with -s and -t: SOURCE TARGET");
	if (!is_pair(a) && a->n_words < 2)
		return say_usage("unit add", "a unit needs two languages or more");
	for (size_t i = 0; i < a->n_words && !is_pair(a); i++)
		if (lang_text(a->words[i], lang) == NULL)
			return say_usage("unit add",
				"\"%s\" is no LANG=TEXT such as en=\"The Council …\"",
				a->words[i]);
	return EXIT_DONE;
}

static bool add_variant(struct given_unit *g, const char *lang, const char *text)
{
	char *own = strdup(lang);

	if (own != NULL)
		g->variants[g->n++] = (struct bis_variant){ .lang = own, .text = text };
	return own != NULL;
}

static bool read_unit(struct given_unit *g, const struct args *a)
{
	char lang[64];
	bool good = true;

	g->variants = calloc(a->n_words, sizeof(*g->variants));
	if (g->variants == NULL)
		return false;
	if (is_pair(a))
		return add_variant(g, args_lang(a, "from", lang), a->words[0]) &&
		       add_variant(g, args_lang(a, "to", lang), a->words[1]);
	for (size_t i = 0; i < a->n_words && good; i++) {
		const char *text = lang_text(a->words[i], lang);
		good = add_variant(g, lang, text);
	}
	return good;
}

/* "en, ru", yours to free; NULL without memory. */
static char *lang_list(const struct given_unit *g)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);

	if (memory == NULL)
		return NULL;
	for (size_t i = 0; i < g->n; i++)
		fprintf(memory, "%s%s", i == 0 ? "" : ", ", g->variants[i].lang);
	return fclose(memory) == 0 ? text : NULL;
}

static int add(struct session *s, const struct args *a)
{
	cleanup(free_given) struct given_unit given = { 0 };
	cleanup(free_text) char *id = NULL, *langs = NULL;
	int rc = read_unit(&given, a) ? 0 : BIS_ENOMEM;
	struct bis_unit unit = {
		.tuid = args_value(a, "tuid"),
		.reviewed = args_has(a, "reviewed"),
		.variants = given.variants,
		.n_variants = given.n,
	};

	if (rc == 0)
		rc = bis_unit_add(s->db, &unit, &id);
	if (rc == 0 && (langs = lang_list(&given)) == NULL)
		rc = BIS_ENOMEM;
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %s, %s%s", id == NULL ? "unit" : id,
		would(s->dry_run, "added", "would be added"), langs,
		unit.reviewed ? ", reviewed" : "");
}

const struct command command_unit_add = {
	.name = "unit add",
	.summary = "a new unit of the memory",
	.usage = "-s LANG -t LANG SOURCE TARGET | LANG=TEXT LANG=TEXT…",
	.examples =
		"bisotun unit add -s en -t ru \"Thank you.\" \"Спасибо.\"\n"
		"bisotun unit add --reviewed en=\"Thank you.\" ru=\"Спасибо.\" zh=谢谢。",
	.options = add_options,
	.need = NEED_CREATE,
	.min_words = 1,
	.max_words = MANY,
	.check = check_add,
	.run = add,
};

/* --- the table -------------------------------------------------------------------- */

static const struct command *const subs[] = {
	&command_unit_show,
	&command_unit_add,
	&command_unit_edit,
	&command_unit_remove,
	NULL,
};

const struct command command_unit = {
	.name = "unit",
	.summary = "units of the memory: add, show, edit, remove",
	.usage = "COMMAND",
	.examples = "bisotun unit show U12\n"
		    "bisotun unit add -s en -t ru \"Thank you.\" \"Спасибо.\"\n"
		    "bisotun unit edit U12 ru=\"Благодарю вас.\" --reviewed",
	.options = no_options,
	.subs = subs,
};
