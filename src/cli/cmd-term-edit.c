/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun term edit: changes fields of a concept and of its forms.
 */
#include "config.h"

#include "src/cli/term.h"

static const struct option_spec options[] = {
	{ "type", 0, VALUE_WORD, "TYPE",
		"person office body place document event acronym term", concept_types },
	{ "subject", 0, VALUE_ANY, "TEXT", "its field; \"\" empties", NULL },
	{ "definition", 0, VALUE_ANY, "TEXT", "what it is", NULL },
	{ "note", 0, VALUE_ANY, "TEXT", "a note on the concept", NULL },
	SELECT_OPTIONS,
	{ "text", 0, VALUE_ANY, "TEXT", "the form's new text", NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "its status", form_statuses },
	{ "kind", 0, VALUE_WORD, "KIND", "full short first acronym variant romanised",
		form_kinds },
	{ "instead", 0, VALUE_ANY, "TEXT", "what to use instead of it", NULL },
	{ "source", 0, VALUE_ANY, "TEXT", "where it is from", NULL },
	{ "reliability", 0, VALUE_NUMBER, "1-4", "of the source", NULL },
	{ "valid-from", 0, VALUE_DATE, "DATE", "first day it is valid", NULL },
	{ "valid-to", 0, VALUE_DATE, "DATE", "last day", NULL },
	{ "form-note", 0, VALUE_ANY, "TEXT", "a note on the form", NULL },
	OPTIONS_END,
};

static bool touches_form(const struct bis_term_edit *e)
{
	return e->text != NULL || e->status != NULL || e->kind != NULL ||
	       e->instead != NULL || e->valid_from != NULL || e->valid_to != NULL ||
	       e->source != NULL || e->form_note != NULL || e->reliability >= 0;
}

static bool touches_concept(const struct bis_term_edit *e)
{
	return e->type != NULL || e->subject != NULL || e->definition != NULL ||
	       e->note != NULL;
}

static struct bis_term_edit read_edit(const struct args *a)
{
	return (struct bis_term_edit){
		.type = args_value(a, "type"),
		.subject = args_value(a, "subject"),
		.definition = args_value(a, "definition"),
		.note = args_value(a, "note"),
		.text = args_value(a, "text"),
		.status = args_value(a, "status"),
		.kind = args_value(a, "kind"),
		.instead = args_value(a, "instead"),
		.valid_from = args_value(a, "valid-from"),
		.valid_to = args_value(a, "valid-to"),
		.source = args_value(a, "source"),
		.form_note = args_value(a, "form-note"),
		.reliability = (int)args_number(a, "reliability", -1),
	};
}

static int check(struct session *s, const struct args *a)
{
	struct bis_term_edit edit = read_edit(a);
	struct selection sel;

	(void)s;
	if (!select_forms(&sel, a, "term edit"))
		return EXIT_USAGE;
	if (!touches_concept(&edit) && !touches_form(&edit))
		return say_usage("term edit", "what is to be changed?");
	if (touches_form(&edit) && !sel.given)
		return say_usage("term edit", "of which form? --lang LANG [--form TEXT]");
	if (args_has(a, "reliability") && (edit.reliability < 1 || edit.reliability > 4))
		return say_usage("term edit", "--reliability takes 1, 2, 3 or 4");
	return EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	struct bis_term_edit edit = read_edit(a);
	const char *id = a->words[0];
	struct selection sel;
	char words[256];
	int rc;

	select_forms(&sel, a, "term edit");
	if (touches_form(&edit))
		edit.form = &sel.form;
	rc = bis_term_edit(s->db, id, &edit);
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %s", select_words(&sel, id, words, sizeof(words)),
		would(s->dry_run, "changed", "would be changed"));
}

const struct command command_term_edit = {
	.name = "term edit",
	.summary = "change a concept, or forms of it",
	.usage = "[options] ID",
	.examples = "bisotun term edit dca --definition \"the drug control body of "
		    "Tajikistan\"\n"
		    "bisotun term edit dca --lang en --form DCA --kind acronym "
		    "--valid-from 2004",
	.options = options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = 1,
	.check = check,
	.run = run,
};
