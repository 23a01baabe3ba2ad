/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun concordance: where the memory has some words, and how they were rendered.
 */
#include "config.h"

#include "src/cli/command.h"
#include "src/cli/progress.h"

#include <inttypes.h>
#include <string.h>

#include "src/cli/ready.h"

static const char *const sides[] = { "source", "target", "both", NULL };
static const char *const orders[] = { "date", "left1", "right1", NULL };
static const struct option_spec options[] = {
	{ "from", 's', VALUE_LANG, "LANG", "source language; any otherwise", NULL },
	{ "to", 't', VALUE_LANGS, "LANG,…", "target languages; all otherwise", NULL },
	{ "side", 0, VALUE_WORD, "SIDE", "where TEXT is looked for: source, target, both",
		sides },
	{ "stem", 0, VALUE_NONE, NULL, "other forms of the words too", NULL },
	{ "regex", 0, VALUE_NONE, NULL, "TEXT is a regular expression (ICU)", NULL },
	{ "kwic", 'k', VALUE_NONE, NULL, "what is found in one column", NULL },
	{ "sort", 0, VALUE_WORD, "ORDER",
		"date (newest first), left1, right1: the word beside", orders },
	{ "max", 0, VALUE_NUMBER, "N", "so many hits at most; 20", NULL },
	{ "skip", 0, VALUE_NUMBER, "N", "leave out the first N hits", NULL },
	{ "renderings", 0, VALUE_NONE, NULL, NULL, NULL },
	{ "no-renderings", 0, VALUE_NONE, NULL,
		"mark and count what renders it; as text with -t", NULL },
	{ "origin", 0, VALUE_ANY, "NAME", NULL, NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "only units of this origin and status",
		unit_statuses },
	{ "since", 0, VALUE_DAY, "DATE", NULL, NULL },
	{ "until", 0, VALUE_DAY, "DATE", "only units changed in this time", NULL },
	OPTIONS_END,
};

static void close_concordance(bis_concordance **c)
{
	bis_concordance_close(*c);
}

/* What was found; the hits are the cursor's. */
struct found {
	const struct bis_hit **at;
	size_t n;
};

static void free_found(struct found *f)
{
	free(f->at);
}

static int gather(bis_concordance *c, struct found *f)
{
	const struct bis_hit *hit;
	size_t capacity = 0;
	int rc;

	while ((rc = bis_concordance_next(c, &hit)) > 0) {
		if (f->n == capacity) {
			capacity = capacity == 0 ? 32 : capacity * 2;
			void *more = reallocarray(f->at, capacity, sizeof(hit));
			if (more == NULL)
				return BIS_ENOMEM;
			f->at = more;
		}
		f->at[f->n++] = hit;
	}
	return rc;
}

/* --- nothing found ----------------------------------------------------------------- */

/* How many there would be if asked otherwise; 0 also where that can't be told. */
static int64_t otherwise(struct session *s, struct bis_concordance_options o,
	const char *text, bool stem, enum bis_side side)
{
	cleanup(close_concordance) bis_concordance *c = NULL;

	o.stem = stem;
	o.side = side;
	o.order = BIS_ORDER_DATE;
	o.max = 1;
	o.skip = 0;
	o.renderings = false;
	return bis_concordance_open(s->db, &o, text, &c) < 0 ? 0
							     : bis_concordance_total(c);
}

static void say_missed(
	struct session *s, const struct bis_concordance_options *o, const char *text)
{
	int64_t n = 0;

	if (!o->regex && !o->stem && !s->quiet)
		n = otherwise(s, *o, text, true, o->side);
	if (n > 0) {
		say("no unit has \"%s\"; %" PRId64 " with other forms of the words: "
		    "--stem",
			text, n);
		return;
	}
	if (o->side != BIS_SIDE_BOTH && !o->regex && !s->quiet)
		n = otherwise(s, *o, text, o->stem, BIS_SIDE_BOTH);
	if (n > 0)
		say("no unit has \"%s\" on this side; %" PRId64 " on the other: "
		    "--side both",
			text, n);
	else
		say("no unit has \"%s\"%s%s", text, o->from == NULL ? "" : ", language ",
			o->from == NULL ? "" : o->from);
}

/* --- the command ------------------------------------------------------------------- */

static int answer(struct session *s, const struct bis_concordance_options *o,
	const char *text, bool kwic)
{
	cleanup(close_concordance) bis_concordance *c = NULL;
	cleanup(free_found) struct found found = { 0 };
	double start = milliseconds();
	int rc = bis_concordance_open(s->db, o, text, &c);

	if (rc >= 0)
		rc = gather(c, &found);
	if (rc < 0)
		return say_failed(rc);
	struct concordance_answer a = {
		.query = text,
		.hits = found.at,
		.n_hits = found.n,
		.skip = o->skip,
		.total = bis_concordance_total(c),
		.with_renderings = o->renderings,
		.kwic = kwic,
		.order = o->order,
		.milliseconds = milliseconds() - start,
	};
	a.n_renderings = bis_concordance_renderings(c, &a.renderings);
	printer_begin(&s->printer, "concordance", false);
	s->printer.view->concordance(&s->printer, &a);
	printer_end(&s->printer);
	if (a.total > 0)
		return EXIT_DONE;
	say_missed(s, o, text);
	return EXIT_NEGATIVE;
}

/* Words given one by one are a phrase as well; yours to free. */
static char *joined(const struct args *a)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);

	if (memory == NULL)
		return NULL;
	for (size_t i = 0; i < a->n_words; i++)
		fprintf(memory, "%s%s", i == 0 ? "" : " ", a->words[i]);
	if (fclose(memory) == 0)
		return text;
	free(text);
	return NULL;
}

static size_t word_at(const struct args *a, const char *name, const char *const *words)
{
	const char *value = args_value(a, name);
	size_t i = 0;

	while (value != NULL && words[i] != NULL && strcmp(words[i], value) != 0)
		i++;
	return i;
}

/* People who name a language want to see the words in it. */
static bool wants_renderings(const struct session *s, const struct args *a)
{
	if (args_has(a, "renderings") || args_has(a, "no-renderings"))
		return !args_has(a, "no-renderings");
	return s->printer.view == &view_text && args_has(a, "to");
}

static int check(struct session *s, const struct args *a)
{
	double max = args_number(a, "max", 20), skip = args_number(a, "skip", 0);

	(void)s;
	if (a->n_words == 0)
		return say_usage("concordance",
			"what is to be looked for? bisotun concordance TEXT");
	if (args_has(a, "regex") && args_has(a, "stem"))
		return say_usage("concordance", "--regex or --stem, not both");
	if (max < 1 || max > 1e6 || skip > 1e9)
		return say_usage(
			"concordance", "--max takes a number from 1 to 1,000,000");
	return EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings to = { 0 };
	cleanup(free_text) char *text = joined(a);
	char from[64];

	if (text == NULL || !args_langs(a, "to", &to))
		return say_failed(BIS_ENOMEM);
	struct bis_concordance_options o = {
		.from = args_lang(a, "from", from),
		.to = (const char *const *)to.at,
		.n_to = to.n,
		.side = (enum bis_side)word_at(a, "side", sides),
		.regex = args_has(a, "regex"),
		.stem = args_has(a, "stem"),
		.order = (enum bis_hit_order)word_at(a, "sort", orders),
		.max = (size_t)args_number(a, "max", 20),
		.skip = (size_t)args_number(a, "skip", 0),
		.renderings = wants_renderings(s, a),
		.origin = args_value(a, "origin"),
		.status = args_value(a, "status"),
		.since = args_value(a, "since"),
		.until = args_value(a, "until"),
	};
	int status = make_index(s);
	return status != EXIT_DONE ? status : answer(s, &o, text, args_has(a, "kwic"));
}

const struct command command_concordance = {
	.name = "concordance",
	.summary = "where the memory has some words, and how they were rendered",
	.usage = "[-s LANG] [-t LANG,…] [options] TEXT…",
	.examples = "bisotun concordance -s en -t ru \"drug control\"\n"
		    "bisotun concordance -s zh --kwic --sort right1 缉毒\n"
		    "bisotun concordance -s ru --stem меморандум     all its forms\n"
		    "bisotun concordance \"министер*\"                 all beginnings\n"
		    "bisotun concordance -s en --regex 'colou?rs?'   by pattern",
	.options = options,
	.need = NEED_READ,
	.max_words = MANY,
	.check = check,
	.run = run,
};
