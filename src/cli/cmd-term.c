/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun term: terminology work; here its table, `show`, and what its commands share.
 */
#include "config.h"

#include "src/cli/term.h"

const char *const concept_types[] = {
	"person",
	"office",
	"body",
	"place",
	"document",
	"event",
	"acronym",
	"term",
	NULL,
};
const char *const form_kinds[] = {
	"full",
	"short",
	"first",
	"acronym",
	"variant",
	"romanised",
	NULL,
};
const char *const relation_kinds[] = {
	"holds",
	"belongs-to",
	"succeeds",
	"acronym-of",
	"not-same-as",
	NULL,
};

bool select_forms(struct selection *sel, const struct args *a, const char *command)
{
	double number = args_number(a, "form-id", 0);

	*sel = (struct selection){ 0 };
	sel->form.form = (int64_t)number;
	sel->form.lang = args_lang(a, "lang", sel->lang);
	sel->form.text = args_value(a, "form");
	sel->given = sel->form.form > 0 || sel->form.lang != NULL;
	if (sel->form.text != NULL && sel->form.lang == NULL) {
		say_usage(command, "--form needs --lang: the language of \"%s\"",
			sel->form.text);
		return false;
	}
	return true;
}

const char *select_words(
	const struct selection *sel, const char *id, char *words, size_t size)
{
	if (sel->form.form > 0)
		snprintf(words, size, "%s, form %lld", id, (long long)sel->form.form);
	else if (sel->form.text != NULL)
		snprintf(words, size, "%s, %s “%s”", id, sel->form.lang, sel->form.text);
	else if (sel->form.lang != NULL)
		snprintf(words, size, "%s, %s", id, sel->form.lang);
	else
		snprintf(words, size, "%s", id);
	return words;
}

static const struct option_spec show_options[] = {
	{ "to", 't', VALUE_LANGS, "LANG,…",
		"languages wanted, in this order; all otherwise", NULL },
	{ "at", 0, VALUE_DAY, "DATE", "what was valid on that day", NULL },
	OPTIONS_END,
};

static void free_concept(struct bis_concept **c)
{
	bis_concept_free(*c);
}

static int show_one(
	struct session *s, const char *id, const struct bis_lookup_options *how)
{
	cleanup(free_concept) struct bis_concept *concept = NULL;
	int rc = bis_concept_get(s->db, id, how, &concept);

	if (rc < 0)
		return say_failed(rc);
	s->printer.view->concept(&s->printer, concept);
	return EXIT_DONE;
}

static int show(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings to = { 0 };
	int status = EXIT_DONE;

	if (!args_langs(a, "to", &to))
		return say_failed(BIS_ENOMEM);
	struct bis_lookup_options how = {
		.to = (const char *const *)to.at,
		.n_to = to.n,
		.at = args_value(a, "at"),
		.all = true,
	};
	s->printer.at = how.at;
	printer_begin(&s->printer, "concept", a->n_words > 1);
	for (size_t i = 0; i < a->n_words; i++) {
		int one = show_one(s, a->words[i], &how);
		status = one > status ? one : status;
	}
	printer_end(&s->printer);
	return status;
}

const struct command command_term_show = {
	.name = "term show",
	.summary = "everything known of a concept",
	.usage = "[-t LANG,…] [--at DATE] ID…",
	.examples = "bisotun term show sco\n"
		    "bisotun term show --json sco chs",
	.options = show_options,
	.need = NEED_READ,
	.min_words = 1,
	.max_words = MANY,
	.run = show,
};

static const struct option_spec no_options[] = { OPTIONS_END };

static const struct command *const subs[] = {
	&command_term_show,
	&command_term_add,
	&command_term_edit,
	&command_term_approve,
	&command_term_deprecate,
	&command_term_remove,
	&command_term_merge,
	&command_term_link,
	NULL,
};

const struct command command_term = {
	.name = "term",
	.summary = "terminology work: add, show, edit, approve …",
	.usage = "COMMAND",
	.examples = "bisotun term add --type body en=\"Drug Control Agency\" "
		    "ru=\"Агентство …\"\n"
		    "bisotun term approve dca --lang en\n"
		    "bisotun term show dca",
	.options = no_options,
	.subs = subs,
};
