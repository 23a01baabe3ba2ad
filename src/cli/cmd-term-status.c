/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun term approve, deprecate, remove: what becomes of forms.
 */
#include "config.h"

#include "src/cli/term.h"

static const char *const approved_statuses[] = { "preferred", "admitted", NULL };

static const struct option_spec approve_options[] = {
	SELECT_OPTIONS,
	{ "status", 0, VALUE_WORD, "STATUS", "preferred (default) or admitted",
		approved_statuses },
	OPTIONS_END,
};

static int check_approve(struct session *s, const struct args *a)
{
	struct selection sel;

	(void)s;
	if (!select_forms(&sel, a, "term approve"))
		return EXIT_USAGE;
	if (!sel.given)
		return say_usage("term approve", "which form? --lang LANG [--form TEXT]");
	return EXIT_DONE;
}

static int approve(struct session *s, const struct args *a)
{
	const char *id = a->words[0], *status = args_value(a, "status");
	struct selection sel;
	char words[256];
	int rc;

	select_forms(&sel, a, "term approve");
	rc = bis_term_approve(s->db, id, &sel.form, status);
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %s %s",
		select_words(&sel, id, words, sizeof(words)),
		would(s->dry_run, "now", "would be"),
		status == NULL ? "preferred" : status);
}

const struct command command_term_approve = {
	.name = "term approve",
	.summary = "proposed forms become preferred or admitted",
	.usage = "--lang LANG [--form TEXT] ID",
	.examples = "bisotun term approve dca --lang en\n"
		    "bisotun term approve dca --lang en --form DCA --status admitted",
	.options = approve_options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = 1,
	.check = check_approve,
	.run = approve,
};

static const struct option_spec deprecate_options[] = {
	SELECT_OPTIONS,
	{ "instead", 0, VALUE_ANY, "TEXT", "what to use; the preferred form otherwise",
		NULL },
	OPTIONS_END,
};

static int check_deprecate(struct session *s, const struct args *a)
{
	struct selection sel;

	(void)s;
	if (!select_forms(&sel, a, "term deprecate"))
		return EXIT_USAGE;
	if (sel.form.form == 0 && sel.form.text == NULL)
		return say_usage("term deprecate", "which form? --lang LANG --form TEXT");
	return EXIT_DONE;
}

static int deprecate(struct session *s, const struct args *a)
{
	const char *id = a->words[0], *instead = args_value(a, "instead");
	struct selection sel;
	char words[256];
	int rc;

	select_forms(&sel, a, "term deprecate");
	rc = bis_term_deprecate(s->db, id, &sel.form, instead);
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %s%s%s",
		select_words(&sel, id, words, sizeof(words)),
		would(s->dry_run, "do not use it any more", "would be deprecated"),
		instead == NULL ? "" : "; instead: ", instead == NULL ? "" : instead);
}

const struct command command_term_deprecate = {
	.name = "term deprecate",
	.summary = "a form that must not be used any more",
	.usage = "--lang LANG --form TEXT [--instead TEXT] ID",
	.examples = "bisotun term deprecate dca --lang en --form \"Narcotics Control "
		    "Agency\"",
	.options = deprecate_options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = 1,
	.check = check_deprecate,
	.run = deprecate,
};

static const struct option_spec remove_options[] = {
	SELECT_OPTIONS,
	OPTIONS_END,
};

static int check_remove(struct session *s, const struct args *a)
{
	struct selection sel;

	(void)s;
	return select_forms(&sel, a, "term remove") ? EXIT_DONE : EXIT_USAGE;
}

static int remove_forms(struct session *s, const struct args *a)
{
	const char *id = a->words[0];
	struct selection sel;
	char words[256];
	int rc;

	select_forms(&sel, a, "term remove");
	rc = bis_term_remove(s->db, id, sel.given ? &sel.form : NULL);
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, id, "%s: %s", select_words(&sel, id, words, sizeof(words)),
		would(s->dry_run, "removed", "would be removed"));
}

const struct command command_term_remove = {
	.name = "term remove",
	.summary = "remove a concept, or forms of it",
	.usage = "[--lang LANG [--form TEXT]] ID",
	.examples = "bisotun term remove dca --lang en --form DCA\n"
		    "bisotun term remove dca                    the whole concept; undo "
		    "brings it back",
	.options = remove_options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = 1,
	.check = check_remove,
	.run = remove_forms,
};
