/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun name variants, suggest: the ways to write a name, and the one to choose.
 */
#include "config.h"

#include "src/cli/name.h"

#include <string.h>

#include "src/cli/suggest.h"

/* --- variants ---------------------------------------------------------------------- */

static const struct option_spec variants_options[] = {
	{ "lang", 'l', VALUE_LANG, "LANG",
		"language of NAME; all that its letters fit otherwise", NULL },
	{ "system", 0, VALUE_ANY, "ID", "only by this one of `bisotun name systems`",
		NULL },
	{ "max", 0, VALUE_NUMBER, "N", "so many spellings at most; 500", NULL },
	OPTIONS_END,
};

static int check_system(const bis_namer *namer, const char *id)
{
	struct nearest nearest = { .to = id };
	const struct bis_system *system;

	for (size_t i = 0; (system = bis_namer_system(namer, i)) != NULL; i++) {
		if (strcmp(system->id, id) == 0)
			return EXIT_DONE;
		suggest_offer(&nearest, system->id);
	}
	return say_usage("name variants",
		"unknown system \"%s\"%s%s%s; bisotun name systems lists them", id,
		nearest.name == NULL ? "" : "; did you mean \"",
		nearest.name == NULL ? "" : nearest.name,
		nearest.name == NULL ? "" : "\"?");
}

static bool is_given(const struct bis_spellings *spellings, const char *lang)
{
	for (size_t i = 0; i < spellings->n; i++)
		if (strcmp(spellings->at[i].lang, lang) == 0)
			return true;
	return false;
}

/* Languages that were asked for and have no row are named, in one line. */
static void say_missing(const char *name, const struct bis_suggest_options *options,
	const struct bis_spellings *spellings)
{
	cleanup(free_text) char *missing = NULL;
	size_t size = 0;
	FILE *m = open_memstream(&missing, &size);

	if (m == NULL)
		return;
	for (size_t i = 0; spellings->n > 0 && i < options->n_to; i++)
		if (!is_given(spellings, options->to[i]))
			fprintf(m, "%s%s", ftell(m) > 0 ? ", " : "", options->to[i]);
	if (fclose(m) == 0 && *missing != '\0')
		say("no system writes \"%s\" in %s", name, missing);
}

/* EXIT_NEGATIVE where no table gives any. */
static int print_spellings(struct session *s, const char *name, bool suggested,
	const struct bis_spellings *spellings)
{
	s->printer.view->spellings(
		&s->printer, &(struct spellings_answer){ name, suggested, *spellings });
	if (spellings->n > 0)
		return EXIT_DONE;
	say("no system writes \"%s\"", name);
	return EXIT_NEGATIVE;
}

static int list_variants(struct session *s, const struct args *a, bis_namer *namer,
	const struct bis_variants_options *options)
{
	const struct bis_spellings *spellings;
	int status = EXIT_DONE;

	for (size_t i = 0; i < a->n_words; i++) {
		int rc = bis_name_variants(namer, options, a->words[i], &spellings);
		if (rc < 0)
			return say_failed(rc);
		if (print_spellings(s, a->words[i], false, spellings) != EXIT_DONE)
			status = EXIT_NEGATIVE;
	}
	return status;
}

static int run_variants(struct session *s, const struct args *a)
{
	cleanup(close_namer) bis_namer *namer = NULL;
	char lang[64];
	const struct bis_variants_options options = {
		.lang = args_lang(a, "lang", lang),
		.system = args_value(a, "system"),
		.max = (size_t)args_number(a, "max", 0),
	};
	int status, rc = bis_namer_open(&namer);

	if (rc < 0)
		return say_failed(rc);
	if (options.system != NULL && check_system(namer, options.system) != EXIT_DONE)
		return EXIT_USAGE;
	printer_begin(&s->printer, "variants", a->n_words > 1);
	status = list_variants(s, a, namer, &options);
	printer_end(&s->printer);
	return status;
}

const struct command command_name_variants = {
	.name = "name variants",
	.summary = "every spelling the tables give, with the system that gives it",
	.usage = "[--lang LANG] [--system ID] NAME…",
	.examples =
		"bisotun name variants Хайдарзода\n"
		"bisotun name variants --lang tg --format tsv \"Муртазо Ҳайдарзода\"\n"
		"bisotun name systems                  which systems there are",
	.options = variants_options,
	.need = NEED_NOTHING,
	.min_words = 1,
	.max_words = MANY,
	.run = run_variants,
};

/* --- suggest ----------------------------------------------------------------------- */

static const struct option_spec suggest_options[] = {
	{ "lang", 'l', VALUE_LANG, "LANG", "language of NAME; by its letters otherwise",
		NULL },
	{ "to", 't', VALUE_LANGS, "LANG,…", "languages wanted, in this order", NULL },
	{ "at", 0, VALUE_DAY, "DATE", "what was valid on that day", NULL },
	OPTIONS_END,
};

static int check_suggest(struct session *s, const struct args *a)
{
	(void)s;
	if (args_has(a, "to"))
		return EXIT_DONE;
	return say_usage("name suggest", "for which languages? --to en,ru,zh");
}

static int list_suggestions(struct session *s, const struct args *a, bis_namer *namer,
	const struct bis_suggest_options *options)
{
	const struct bis_spellings *spellings;
	int status = EXIT_DONE;

	for (size_t i = 0; i < a->n_words; i++) {
		int rc = bis_name_suggest(s->db, namer, options, a->words[i], &spellings);
		if (rc < 0)
			return say_failed(rc);
		if (print_spellings(s, a->words[i], true, spellings) != EXIT_DONE)
			status = EXIT_NEGATIVE;
		say_missing(a->words[i], options, spellings);
	}
	return status;
}

static int run_suggest(struct session *s, const struct args *a)
{
	cleanup(close_namer) bis_namer *namer = NULL;
	cleanup(strings_free) struct strings to = { 0 };
	char lang[64];
	int status, rc = args_langs(a, "to", &to) ? bis_namer_open(&namer) : BIS_ENOMEM;

	if (rc < 0)
		return say_failed(rc);
	const struct bis_suggest_options options = {
		.lang = args_lang(a, "lang", lang),
		.to = (const char *const *)to.at,
		.n_to = to.n,
		.at = args_value(a, "at"),
	};
	printer_begin(&s->printer, "suggest", a->n_words > 1);
	status = list_suggestions(s, a, namer, &options);
	printer_end(&s->printer);
	return status;
}

const struct command command_name_suggest = {
	.name = "name suggest",
	.summary = "how to write a name in other languages",
	.usage = "--to LANG,… [--lang LANG] [--at DATE] NAME…",
	.examples =
		"bisotun name suggest --lang tg --to en,ru,zh \"Ҳабибулло Воҳидзода\"\n"
		"bisotun name suggest --lang ru --to zh,en \"Иван Петров\"",
	.options = suggest_options,
	.need = NEED_MAYBE,
	.min_words = 1,
	.max_words = MANY,
	.check = check_suggest,
	.run = run_suggest,
};
