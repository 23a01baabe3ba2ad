/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun term merge and link: concepts and each other.
 */
#include "config.h"

#include <string.h>

#include "src/cli/suggest.h"
#include "src/cli/term.h"

static const struct option_spec merge_options[] = { OPTIONS_END };

static int merge(struct session *s, const struct args *a)
{
	const char *into = a->words[0], *from = a->words[1];
	int rc = bis_term_merge(s->db, into, from);

	if (rc < 0)
		return say_failed(rc);
	return print_change(s, into, "%s %s %s", from,
		would(s->dry_run, "is now part of", "would become part of"), into);
}

const struct command command_term_merge = {
	.name = "term merge",
	.summary = "make one concept of two",
	.usage = "INTO FROM",
	.examples =
		"bisotun term merge dca C217                forms of C217 move to dca",
	.options = merge_options,
	.need = NEED_WRITE,
	.min_words = 2,
	.max_words = 2,
	.run = merge,
};

static const struct option_spec link_options[] = {
	{ "valid-from", 0, VALUE_DATE, "DATE", "first day it holds", NULL },
	{ "valid-to", 0, VALUE_DATE, "DATE", "last day", NULL },
	{ "source", 0, VALUE_ANY, "TEXT", "where that is said", NULL },
	{ "note", 0, VALUE_ANY, "TEXT", "a note", NULL },
	{ "remove", 0, VALUE_NONE, NULL, "take the relation away", NULL },
	OPTIONS_END,
};

static bool is_relation(const char *kind)
{
	struct nearest nearest = { .to = kind };

	for (const char *const *k = relation_kinds; *k != NULL; k++) {
		if (strcmp(*k, kind) == 0)
			return true;
		suggest_offer(&nearest, *k);
	}
	say_usage("term link",
		"a relation is holds, belongs-to, succeeds, acronym-of or not-same-as, "
		"not \"%s\"%s%s%s",
		kind, nearest.name == NULL ? "" : "; did you mean \"",
		nearest.name == NULL ? "" : nearest.name,
		nearest.name == NULL ? "" : "\"?");
	return false;
}

static int check_relate(struct session *s, const struct args *a)
{
	(void)s;
	return is_relation(a->words[1]) ? EXIT_DONE : EXIT_USAGE;
}

static int relate(struct session *s, const struct args *a)
{
	struct bis_link link = {
		.from_id = a->words[0],
		.kind = a->words[1],
		.to_id = a->words[2],
		.from = args_value(a, "valid-from"),
		.to = args_value(a, "valid-to"),
		.source = args_value(a, "source"),
		.note = args_value(a, "note"),
		.remove = args_has(a, "remove"),
	};
	int rc = bis_term_link(s->db, &link);
	if (rc < 0)
		return say_failed(rc);
	return print_change(s, link.from_id, "%s %s %s%s", link.from_id, link.kind,
		link.to_id,
		link.remove ? would(s->dry_run, ": removed", ": would be removed")
			    : would(s->dry_run, "", ": would be added"));
}

const struct command command_term_link = {
	.name = "term link",
	.summary = "who holds which office, what belongs to what",
	.usage = "[options] ID RELATION ID",
	.examples = "bisotun term link haydarzoda holds dca-director --valid-from 2017\n"
		    "bisotun term link dca belongs-to tajikistan\n"
		    "relations: holds belongs-to succeeds acronym-of not-same-as",
	.options = link_options,
	.need = NEED_WRITE,
	.min_words = 3,
	.max_words = 3,
	.check = check_relate,
	.run = relate,
};
