/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun unit edit, remove: a unit that changes gets a new id, and the history keeps
 * what it was.
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

/* All that is to be changed; texts are borrowed from the command line. */
struct editing {
	struct bis_unit_edit edit;
	struct bis_variant_edit *variants; /* their languages are their own */
};

static void free_editing(struct editing *e)
{
	for (size_t i = 0; i < e->edit.n_variants; i++)
		free((char *)e->variants[i].lang);
	free(e->variants);
}

static bool add_edit(struct editing *e, const char *lang, const char *text)
{
	char *own = strdup(lang);

	if (own != NULL)
		e->variants[e->edit.n_variants++] = (struct bis_variant_edit){
			.lang = own, .text = text, .remove = text == NULL
		};
	return own != NULL;
}

static bool read_edit(struct editing *e, const struct args *a, const struct strings *gone)
{
	char lang[64];

	e->variants = calloc(gone->n + a->n_words, sizeof(*e->variants));
	if (e->variants == NULL)
		return false;
	e->edit.variants = e->variants;
	e->edit.reviewed = reviewed_of(a);
	for (size_t i = 0; i < gone->n; i++)
		if (!add_edit(e, gone->at[i], NULL))
			return false;
	for (size_t i = 1; i < a->n_words; i++) {
		const char *text = lang_text(a->words[i], lang);
		if (!add_edit(e, lang, text))
			return false;
	}
	return true;
}

/* "zh removed; " */
static void put_langs(
	FILE *out, const struct bis_unit_edit *e, bool removed, const char *did)
{
	const char *before = "";

	for (size_t i = 0; i < e->n_variants; i++) {
		if (e->variants[i].remove != removed)
			continue;
		fprintf(out, "%s%s", before, e->variants[i].lang);
		before = ", ";
	}
	if (*before != '\0')
		fprintf(out, " %s; ", did);
}

static void put_words(FILE *out, const struct session *s, const struct bis_unit_edit *e,
	const char *before, const char *now)
{
	fprintf(out, "%s: ", before);
	if (strcmp(before, now) == 0) {
		fputs("nothing to change", out);
		return;
	}
	put_langs(out, e, true, would(s->dry_run, "removed", "would be removed"));
	put_langs(out, e, false, would(s->dry_run, "changed", "would be changed"));
	if (e->reviewed >= 0)
		fprintf(out, "%s; ", e->reviewed ? "reviewed" : "unreviewed");
	fprintf(out, "%s%s", would(s->dry_run, "now ", "it would get a new id"),
		would(s->dry_run, now, ""));
}

/* "U12: zh removed; ru, en changed; reviewed; now U13", yours to free. */
static char *edit_words(const struct session *s, const struct bis_unit_edit *e,
	const char *before, const char *now)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	put_words(out, s, e, before, now);
	return fclose(out) == 0 ? text : NULL;
}

static int edit(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings gone = { 0 };
	cleanup(free_editing) struct editing e = { 0 };
	cleanup(free_text) char *now = NULL, *words = NULL;
	const char *id = a->words[0];

	if (!args_langs(a, "remove", &gone) || !read_edit(&e, a, &gone))
		return say_failed(BIS_ENOMEM);
	int rc = bis_unit_edit(s->db, id, &e.edit, &now);
	if (rc == 0 && (words = edit_words(s, &e.edit, id, now)) == NULL)
		rc = BIS_ENOMEM;
	return rc < 0 ? say_failed(rc) : print_change(s, now, "%s", words);
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
