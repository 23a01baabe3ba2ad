/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun term add: a new concept, or more forms of one.
 */
#include "config.h"

#include "src/cli/term.h"

#include <string.h>

static const struct option_spec options[] = {
	{ "concept", 0, VALUE_ANY, "ID", "add the forms to this concept", NULL },
	{ "id", 0, VALUE_ANY, "ID", "id of the new concept; made otherwise", NULL },
	{ "type", 0, VALUE_WORD, "TYPE",
		"person office body place document event acronym term", concept_types },
	{ "subject", 0, VALUE_ANY, "TEXT", "its field", NULL },
	{ "definition", 0, VALUE_ANY, "TEXT", "what it is", NULL },
	{ "note", 0, VALUE_ANY, "TEXT", "a note on the concept", NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "of the forms; proposed otherwise",
		form_statuses },
	{ "kind", 0, VALUE_WORD, "KIND", "full short first acronym variant romanised",
		form_kinds },
	{ "source", 0, VALUE_ANY, "TEXT", "where the forms are from", NULL },
	{ "reliability", 0, VALUE_NUMBER, "1-4", "of the source", NULL },
	{ "valid-from", 0, VALUE_DATE, "DATE", "first day the forms are valid", NULL },
	{ "valid-to", 0, VALUE_DATE, "DATE", "last day", NULL },
	OPTIONS_END,
};

/* The forms as given, LANG=TEXT each; the languages are its own. */
struct forms {
	struct bis_form *at;
	size_t n;
};

static void free_forms(struct forms *f)
{
	for (size_t i = 0; i < f->n; i++)
		free((char *)f->at[i].lang);
	free(f->at);
}

static int check(struct session *s, const struct args *a)
{
	double reliability = args_number(a, "reliability", 1);
	char lang[64];

	(void)s;
	for (size_t i = 0; i < a->n_words; i++)
		if (lang_text(a->words[i], lang) == NULL)
			return say_usage("term add",
				"\"%s\" is no LANG=TEXT such as en=Council", a->words[i]);
	if (reliability != 1 && reliability != 2 && reliability != 3 && reliability != 4)
		return say_usage("term add", "--reliability takes 1, 2, 3 or 4");
	return EXIT_DONE;
}

static int read_form(struct bis_form *f, const char *word, const struct args *a)
{
	char lang[64];
	const char *text = lang_text(word, lang);

	*f = (struct bis_form){
		.lang = strdup(lang),
		.text = text,
		.status = args_value(a, "status"),
		.kind = args_value(a, "kind"),
		.source = args_value(a, "source"),
		.reliability = (int)args_number(a, "reliability", 0),
		.valid_from = args_value(a, "valid-from"),
		.valid_to = args_value(a, "valid-to"),
	};
	return f->lang == NULL ? say_failed(BIS_ENOMEM) : EXIT_DONE;
}

static int read_forms(struct forms *f, const struct args *a)
{
	int status = EXIT_DONE;

	f->at = calloc(a->n_words, sizeof(*f->at));
	if (f->at == NULL)
		return say_failed(BIS_ENOMEM);
	for (size_t i = 0; i < a->n_words && status == EXIT_DONE; i++) {
		status = read_form(&f->at[i], a->words[i], a);
		f->n += status == EXIT_DONE;
	}
	return status;
}

static void tell_similar(void *ctx, const char *id, const char *text, const char *lang)
{
	(void)ctx;
	say("there is one like it: %s, %s \"%s\"; bisotun term merge joins two", id, lang,
		text);
}

static int add_forms(struct session *s, const char *id, const struct forms *f)
{
	int rc = bis_term_add_forms(s->db, id, f->at, f->n);

	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %zu form%s %s", id, f->n, f->n == 1 ? "" : "s",
		would(s->dry_run, "added", "would be added"));
}

static int add_concept(struct session *s, const struct args *a, const struct forms *f)
{
	struct bis_concept concept = {
		.id = args_value(a, "id"),
		.type = args_value(a, "type"),
		.subject = args_value(a, "subject"),
		.definition = args_value(a, "definition"),
		.note = args_value(a, "note"),
		.forms = f->at,
		.n_forms = f->n,
	};
	cleanup(free_text) char *id = NULL;
	int rc = bis_term_add(s->db, &concept, tell_similar, NULL, &id);

	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %s %s with %zu form%s", id,
		concept.type == NULL ? "term" : concept.type,
		would(s->dry_run, "added", "would be added"), f->n, f->n == 1 ? "" : "s");
}

static int run(struct session *s, const struct args *a)
{
	const char *id = args_value(a, "concept");
	cleanup(free_forms) struct forms forms = { 0 };
	int status = read_forms(&forms, a);
	if (status != EXIT_DONE)
		return status;
	return id != NULL ? add_forms(s, id, &forms) : add_concept(s, a, &forms);
}

const struct command command_term_add = {
	.name = "term add",
	.summary = "a new concept with its forms, or more forms",
	.usage = "[options] LANG=TEXT…",
	.examples =
		"bisotun term add --type body en=\"Drug Control Agency\" ru=\"Агентство "
		"по …\"\n"
		"bisotun term add --concept dca --kind acronym --status preferred en=DCA",
	.options = options,
	.need = NEED_CREATE,
	.min_words = 1,
	.max_words = MANY,
	.check = check,
	.run = run,
};
