/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun lookup: the approved names of something, in every language wanted.
 */
#include "config.h"

#include "src/cli/command.h"

#include <string.h>

#include "src/cli/lines.h"
#include "src/cli/progress.h"

static const struct option_spec options[] = {
	{ "from", 's', VALUE_LANG, "LANG", "language of TEXT; any otherwise", NULL },
	{ "to", 't', VALUE_LANGS, "LANG,…",
		"languages wanted, in this order; all otherwise", NULL },
	{ "at", 0, VALUE_DAY, "DATE", "what was valid on that day", NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "only with a form of this status",
		form_statuses },
	{ "all", 'a', VALUE_NONE, NULL, "weak matches and look-up forms too", NULL },
	{ "file", 'f', VALUE_ANY, "LIST", "look up every line of LIST; - standard input",
		NULL },
	{ "min", 0, VALUE_NUMBER, "SCORE", "nothing below this score; 60", NULL },
	{ "max", 0, VALUE_NUMBER, "N", "so many concepts at most; 20", NULL },
	OPTIONS_END,
};

struct search {
	struct session *session;
	struct bis_lookup_options options;
	size_t n_missed;
};

/* What was found, gathered from the cursor; the concepts are its own. */
struct found {
	const struct bis_concept **concepts;
	size_t n;
};

static void free_found(struct found *f)
{
	free(f->concepts);
}

static void close_hits(bis_hits **hits)
{
	bis_hits_close(*hits);
}

static int gather(bis_hits *hits, struct found *f)
{
	const struct bis_concept *concept;
	size_t capacity = 0;
	int rc;

	while ((rc = bis_hits_next(hits, &concept)) > 0) {
		if (f->n == capacity) {
			capacity = capacity == 0 ? 32 : capacity * 2;
			void *more = reallocarray(f->concepts, capacity, sizeof(concept));
			if (more == NULL)
				return BIS_ENOMEM;
			f->concepts = more;
		}
		f->concepts[f->n++] = concept;
	}
	return rc;
}

static void say_missed(const struct lookup_answer *a)
{
	const struct bis_concept *n = a->nearest;

	if (n == NULL)
		say("no match for \"%s\"%s%s%s", a->query, a->from == NULL ? "" : " (",
			a->from == NULL ? "" : a->from, a->from == NULL ? "" : ")");
	else
		say("no match for \"%s\"%s%s%s; nearest: %s (%s, %.0f %%)", a->query,
			a->from == NULL ? "" : " (", a->from == NULL ? "" : a->from,
			a->from == NULL ? "" : ")", n->matched, n->id, n->score);
}

/* Looks one text up and prints the answer. */
static int look_up(void *ctx, const char *text)
{
	struct search *search = ctx;
	struct printer *p = &search->session->printer;
	cleanup(close_hits) bis_hits *hits = NULL;
	cleanup(free_found) struct found found = { 0 };
	double start = milliseconds();
	int rc = bis_lookup(search->session->db, &search->options, text, &hits);

	if (rc < 0)
		return rc;
	rc = gather(hits, &found);
	if (rc < 0)
		return rc;
	struct lookup_answer answer = {
		.query = text,
		.from = search->options.from,
		.concepts = found.concepts,
		.n_concepts = found.n,
		.nearest = found.n == 0 ? bis_hits_nearest(hits) : NULL,
		.milliseconds = milliseconds() - start,
	};
	p->view->lookup(p, &answer);
	if (found.n == 0) {
		search->n_missed++;
		say_missed(&answer);
	}
	return 0;
}

static int look_all_up(struct search *search, const struct args *a)
{
	const char *list = args_value(a, "file");
	int rc = 0;

	for (size_t i = 0; i < a->n_words && rc >= 0; i++)
		rc = look_up(search, a->words[i]);
	if (list != NULL && rc >= 0)
		rc = each_line(list, look_up, search);
	return rc;
}

/* The library takes 0 for its own floor; who asks for 0 means everything. */
static double least_score(const struct args *a)
{
	double score = args_number(a, "min", 0);

	return args_has(a, "min") && score < 0.001 ? 0.001 : score;
}

static int check(struct session *s, const struct args *a)
{
	(void)s;
	if (a->n_words > 0 || args_has(a, "file"))
		return EXIT_DONE;
	return say_usage(
		"lookup", "what is to be looked up? bisotun lookup TEXT, or -f LIST");
}

static int run(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings to = { 0 };
	bool list = args_has(a, "file");
	char from[64];
	int rc;

	if (!args_langs(a, "to", &to))
		return say_failed(BIS_ENOMEM);
	struct search search = {
		.session = s,
		.options = {
			.from = args_lang(a, "from", from),
			.to = (const char *const *)to.at,
			.n_to = to.n,
			.at = args_value(a, "at"),
			.status = args_value(a, "status"),
			.all = args_has(a, "all"),
			.min = least_score(a),
			.max = (size_t)args_number(a, "max", 0),
		},
	};
	s->printer.at = search.options.at;
	printer_begin(&s->printer, "lookup", list || a->n_words > 1);
	rc = look_all_up(&search, a);
	printer_end(&s->printer);
	if (rc == LINES_UNREADABLE)
		return EXIT_DATA;
	if (rc < 0)
		return say_failed(rc);
	return search.n_missed > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

const struct command command_lookup = {
	.name = "lookup",
	.summary = "approved names and terms, in every language",
	.usage = "[-s LANG] [-t LANG,…] [--at DATE] TEXT… | -f LIST",
	.examples =
		"bisotun lookup -s en -t ru,zh \"drug control agency\"\n"
		"bisotun lookup ШОС 上合组织              any language, several at once\n"
		"bisotun lookup --at 2017-04-14 Haydarzoda   as it was on that day\n"
		"bisotun lookup -f names.txt --format tsv    a list, one a line",
	.options = options,
	.need = NEED_READ,
	.max_words = MANY,
	.check = check,
	.run = run,
};
