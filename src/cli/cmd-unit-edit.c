/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun unit edit, remove: a unit that changes gets a new id, and the history keeps
 * what it was.  Every step is a write of its own, with a number that takes it back.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

static const struct option_spec edit_options[] = {
	{ "reviewed", 0, VALUE_NONE, NULL, "somebody has looked at it", NULL },
	{ "unreviewed", 0, VALUE_NONE, NULL, "or has not", NULL },
	{ "remove", 0, VALUE_LANGS, "LANG,…", "take the texts of these languages away",
		NULL },
	OPTIONS_END,
};

static int check_edit(struct session *s, const struct args *a)
{
	bool yes = args_has(a, "reviewed"), no = args_has(a, "unreviewed");
	char lang[64];

	(void)s;
	if (yes && no)
		return say_usage("unit edit", "--reviewed or --unreviewed, not both");
	if (a->n_words == 1 && !yes && !no && !args_has(a, "remove"))
		return say_usage("unit edit", "what is to be changed?");
	for (size_t i = 1; i < a->n_words; i++)
		if (lang_text(a->words[i], lang) == NULL)
			return say_usage("unit edit",
				"\"%s\" is no LANG=TEXT such as en=\"The Council …\"",
				a->words[i]);
	return EXIT_DONE;
}

static int reviewed_of(const struct args *a)
{
	if (args_has(a, "unreviewed"))
		return 0;
	return args_has(a, "reviewed") ? 1 : -1;
}

/* What is being edited; its id changes with every step. */
struct editing {
	struct session *session;
	char *id;
};

static void free_editing(struct editing *e)
{
	free(e->id);
}

/* "U12, ru: changed, now U13" */
static char *edit_words(const struct session *s, const struct bis_unit_edit *e,
	const char *before, const char *now)
{
	const char *done = e->remove ? would(s->dry_run, "removed", "would be removed")
				     : would(s->dry_run, "changed", "would be changed");
	bool renamed = !s->dry_run && now != NULL && strcmp(before, now) != 0;
	char *words = NULL;

	if (asprintf(&words, "%s%s%s: %s%s%s%s", before, e->lang == NULL ? "" : ", ",
		    e->lang == NULL ? "" : e->lang, done,
		    e->reviewed == 1   ? ", reviewed"
		    : e->reviewed == 0 ? ", unreviewed"
				       : "",
		    renamed ? ", now " : "", renamed ? now : "") < 0)
		return NULL;
	return words;
}

/* A dry run takes each step back, so the next one is on the unit as it is. */
static int edit_once(struct editing *e, const struct bis_unit_edit *edit)
{
	cleanup(free_text) char *now = NULL, *words = NULL;
	int rc = bis_unit_edit(e->session->db, e->id, edit, &now);

	if (rc < 0)
		return rc;
	words = edit_words(e->session, edit, e->id, now);
	if (words == NULL)
		return BIS_ENOMEM;
	print_one_change(e->session, now == NULL ? e->id : now, words);
	if (e->session->dry_run || now == NULL)
		return 0;
	free(e->id);
	e->id = now;
	now = NULL;
	return 0;
}

static int edit_all(struct editing *e, const struct args *a, const struct strings *gone)
{
	int reviewed = reviewed_of(a), rc = 0;
	char lang[64];

	for (size_t i = 0; i < gone->n && rc == 0; i++)
		rc = edit_once(e, &(struct bis_unit_edit){ .lang = gone->at[i],
					  .remove = true,
					  .reviewed = reviewed });
	for (size_t i = 1; i < a->n_words && rc == 0; i++) {
		const char *text = lang_text(a->words[i], lang);
		rc = edit_once(
			e, &(struct bis_unit_edit){
				   .lang = lang, .text = text, .reviewed = reviewed });
	}
	if (a->n_words == 1 && gone->n == 0)
		rc = edit_once(e, &(struct bis_unit_edit){ .reviewed = reviewed });
	return rc;
}

static int edit(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings gone = { 0 };
	cleanup(free_editing) struct editing e = { s, strdup(a->words[0]) };
	int rc = e.id == NULL || !args_langs(a, "remove", &gone) ? BIS_ENOMEM : 0;

	if (rc < 0)
		return say_failed(rc);
	printer_begin(&s->printer, "change", gone.n + a->n_words > 2);
	rc = edit_all(&e, a, &gone);
	printer_end(&s->printer);
	return rc < 0 ? say_failed(rc) : EXIT_DONE;
}

const struct command command_unit_edit = {
	.name = "unit edit",
	.summary = "change the texts of a unit, or its status",
	.usage = "ID [LANG=TEXT…] [--remove LANG] [--reviewed | --unreviewed]",
	.examples = "bisotun unit edit U12 ru=\"Благодарю вас.\" --reviewed\n"
		    "bisotun unit edit U12 --remove zh",
	.options = edit_options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = MANY,
	.check = check_edit,
	.run = edit,
};

static const struct option_spec no_options[] = { OPTIONS_END };

static int remove_one(struct session *s, const char *id)
{
	cleanup(free_text) char *words = NULL;
	int rc = bis_unit_remove(s->db, id);

	if (rc < 0)
		return say_failed(rc);
	if (asprintf(&words, "%s: %s", id,
		    would(s->dry_run, "removed", "would be removed")) < 0) {
		words = NULL;
		return say_failed(BIS_ENOMEM);
	}
	print_one_change(s, id, words);
	return EXIT_DONE;
}

static int remove_units(struct session *s, const struct args *a)
{
	int status = EXIT_DONE;

	printer_begin(&s->printer, "change", a->n_words > 1);
	for (size_t i = 0; i < a->n_words; i++) {
		int one = remove_one(s, a->words[i]);
		status = one > status ? one : status;
	}
	printer_end(&s->printer);
	return status;
}

const struct command command_unit_remove = {
	.name = "unit remove",
	.summary = "remove units; undo brings them back",
	.usage = "ID…",
	.examples = "bisotun unit remove U12\n"
		    "bisotun unit remove --dry-run U12 U13",
	.options = no_options,
	.need = NEED_WRITE,
	.min_words = 1,
	.max_words = MANY,
	.run = remove_units,
};
