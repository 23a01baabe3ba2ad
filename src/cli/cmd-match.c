/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun match: has this been translated before, or something like it?
 *
 * A list is answered line by line as it is read, and an answer is written out before
 * the next line is asked for: a list may have any length, and a program may talk with
 * this one through pipes.
 */
#include "config.h"

#include "src/cli/command.h"

#include <inttypes.h>
#include <string.h>

#include "src/cli/lines.h"
#include "src/cli/progress.h"
#include "src/cli/pieces.h"
#include "src/cli/ready.h"

static const char *const scores[] = { "bisotun", "omegat", "char", NULL };
static const struct option_spec options[] = {
	{ "from", 's', VALUE_LANG, "LANG", "language of TEXT", NULL },
	{ "to", 't', VALUE_LANGS, "LANG,…", "languages wanted, each ranked for itself",
		NULL },
	{ "file", 'f', VALUE_ANY, "FILE", "match every line of FILE; - standard input",
		NULL },
	{ "min", 0, VALUE_NUMBER, "SCORE", "nothing below this score; 70", NULL },
	{ "max", 0, VALUE_NUMBER, "N", "so many matches a language at most; 5", NULL },
	{ "before", 0, VALUE_ANY, "TEXT", NULL, NULL },
	{ "after", 0, VALUE_ANY, "TEXT", "what stands around it: 101 one side, 102 both",
		NULL },
	{ "id", 0, VALUE_ANY, "ID", "its id, as the tuid of a TMX: 102 where it agrees",
		NULL },
	{ "score", 0, VALUE_WORD, "WAY",
		"bisotun, or omegat or char to compare with others", scores },
	{ "penalties", 0, VALUE_ANY, "FILE",
		"what is taken off; FILE-penalties.tsv beside the database", NULL },
	{ "origin", 0, VALUE_ANY, "NAME", NULL, NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "only units of this origin and status",
		unit_statuses },
	{ "since", 0, VALUE_DAY, "DATE", NULL, NULL },
	{ "until", 0, VALUE_DAY, "DATE", "only units changed in this time", NULL },
	{ "pieces", 'p', VALUE_NONE, NULL,
		"the longest pieces of TEXT that the memory has", NULL },
	{ "markup", 0, VALUE_NONE, NULL, "TEXT has inline codes, as in a TMX <seg>",
		NULL },
	{ "no-repair", 0, VALUE_NONE, NULL, "don't fit numbers and dates of the target",
		NULL },
	{ "exhaustive", 0, VALUE_NONE, NULL, "compare everything: slow, the same answer",
		NULL },
	OPTIONS_END,
};

struct search {
	struct session *session;
	struct bis_match_options options;
	bool pieces, list;
	size_t n_missed;
	int64_t n_bad; /* lines that could not be asked for */
};

/* What was found, gathered from the cursor; the matches are the cursor's. */
struct found {
	const struct bis_match **at;
	size_t n;
};

static void free_found(struct found *f)
{
	free(f->at);
}

static void close_matches(bis_matches **m)
{
	bis_matches_close(*m);
}

static int gather(bis_matches *matches, struct found *f)
{
	const struct bis_match *match;
	size_t capacity = 0;
	int rc;

	while ((rc = bis_matches_next(matches, &match)) > 0) {
		if (f->n == capacity) {
			capacity = capacity == 0 ? 32 : capacity * 2;
			void *more = reallocarray(f->at, capacity, sizeof(match));
			if (more == NULL)
				return BIS_ENOMEM;
			f->at = more;
		}
		f->at[f->n++] = match;
	}
	return rc;
}

/* --- pieces: where they are asked for, and where a person finds little else ------- */

enum { LITTLE = 85, SENTENCES = 4000 /* bytes: more is no sentence */ };

static bool wants_pieces(
	const struct search *search, const struct found *f, const char *query)
{
	const struct printer *p = &search->session->printer;

	if (search->pieces)
		return true;
	if (p->view != &view_text || p->quiet || search->options.markup)
		return false;
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i]->score >= LITTLE)
			return false;
	return strlen(query) <= SENTENCES;
}

static int with_pieces(struct search *search, const struct found *f,
	struct match_answer *answer, struct pieces *pieces)
{
	int rc;

	answer->with_pieces = wants_pieces(search, f, answer->query);
	answer->all_pieces = search->pieces;
	if (!answer->with_pieces)
		return 0;
	rc = pieces_gather(pieces, search->session->db, &search->options, answer->query);
	if (rc < 0 && rc != BIS_ENOMEM && !search->pieces) {
		/* nobody asked for them: what can't be told is left out */
		pieces_free(pieces);
		answer->with_pieces = false;
		rc = 0;
	}
	answer->pieces = pieces->at;
	answer->n_pieces = pieces->n;
	return rc;
}

/* --- one text --------------------------------------------------------------------- */

static void print(struct search *search, const struct match_answer *answer)
{
	struct printer *p = &search->session->printer;

	p->view->matches(p, answer);
	if (search->list)
		fflush(p->out);
}

static int match(struct search *search, const char *text)
{
	cleanup(close_matches) bis_matches *matches = NULL;
	cleanup(free_found) struct found found = { 0 };
	cleanup(pieces_free) struct pieces pieces = { 0 };
	double start = milliseconds();
	int rc = bis_match(search->session->db, &search->options, text, &matches);

	if (rc >= 0)
		rc = gather(matches, &found);
	if (rc < 0)
		return rc;
	struct match_answer answer = {
		.query = text,
		.matches = found.at,
		.n_matches = found.n,
		.report = *bis_matches_report(matches),
		.markup = search->options.markup,
		.milliseconds = milliseconds() - start,
	};
	rc = with_pieces(search, &found, &answer, &pieces);
	if (rc < 0)
		return rc;
	print(search, &answer);
	search->n_missed += found.n == 0;
	return 0;
}

/* --- a list ----------------------------------------------------------------------- */

enum { SAID = 10 };

/* The answer to a line that is not asked for keeps its place. */
static void print_unasked(struct search *search, const char *text, const char *failed)
{
	struct match_answer answer = {
		.query = text,
		.failed = failed,
		.report = { .floor = search->options.min, .complete = failed == NULL },
	};

	print(search, &answer);
}

static void refuse(struct search *search, const struct line *l, const char *why)
{
	if (search->n_bad++ < SAID)
		say("%s:%" PRId64 ": %s", l->file, l->number, why);
	print_unasked(search, l->text, why);
}

static int match_line(void *ctx, const struct line *l)
{
	struct search *search = ctx;
	char words[64];
	const char *flaw = line_flaw(l, words);
	int rc;

	if (flaw == NULL && is_blank(l->text)) {
		print_unasked(search, l->text, NULL);
		return 0;
	}
	if (flaw != NULL) {
		refuse(search, l, flaw);
		return 0;
	}
	rc = match(search, l->text);
	if (rc != BIS_EFORMAT && rc != BIS_EUSAGE)
		return rc;
	/* this text can't be one: the next may be */
	cleanup(free_text) char *why = strdup(bis_error_message());
	refuse(search, l, why == NULL ? "" : why);
	return 0;
}

static int match_list(struct search *search, const char *file)
{
	int rc = each_whole_line(file, match_line, search);

	if (search->n_bad > SAID)
		say("%s: %" PRId64 " more lines that are no text", file,
			search->n_bad - SAID);
	return rc;
}

/* --- the command ------------------------------------------------------------------ */

static int check_numbers(const struct args *a)
{
	double max = args_number(a, "max", 5);

	if (args_number(a, "min", 70) > 102)
		return say_usage("match", "--min takes a score from 0 to 102");
	if (max < 1 || max > 1e6)
		return say_usage("match", "--max takes a number from 1 to 1,000,000");
	return EXIT_DONE;
}

static int check(struct session *s, const struct args *a)
{
	bool list = args_has(a, "file");

	(void)s;
	if (!args_has(a, "from") || !args_has(a, "to"))
		return say_usage(
			"match", "from which language to which? -s LANG -t LANG");
	if (!list && a->n_words == 0)
		return say_usage("match", "what is to be matched? bisotun match -s en -t "
					  "ru TEXT, or -f FILE");
	if (list && a->n_words > 0)
		return say_usage("match", "TEXT or -f FILE, not both");
	if (list && (args_has(a, "before") || args_has(a, "after") || args_has(a, "id")))
		return say_usage(
			"match", "--before, --after and --id belong to one TEXT");
	return check_numbers(a);
}

static enum bis_score score_of(const char *word)
{
	if (word != NULL && strcmp(word, "omegat") == 0)
		return BIS_SCORE_OMEGAT;
	if (word != NULL && strcmp(word, "char") == 0)
		return BIS_SCORE_CHAR;
	return BIS_SCORE_BISOTUN;
}

/* The library takes 0 for its own floor; who asks for 0 means everything. */
static double floor_of(const struct args *a)
{
	double floor = args_number(a, "min", 70);

	return floor < 0.001 ? 0.001 : floor;
}

static struct bis_match_options read_options(const struct args *a)
{
	return (struct bis_match_options){
		.min = floor_of(a),
		.max = (size_t)args_number(a, "max", 5),
		.before = args_value(a, "before"),
		.after = args_value(a, "after"),
		.id = args_value(a, "id"),
		.markup = args_has(a, "markup"),
		.score = score_of(args_value(a, "score")),
		.exhaustive = args_has(a, "exhaustive"),
		.no_repair = args_has(a, "no-repair"),
		.origin = args_value(a, "origin"),
		.status = args_value(a, "status"),
		.since = args_value(a, "since"),
		.until = args_value(a, "until"),
	};
}

static void free_penalties(bis_penalties **p)
{
	bis_penalties_free(*p);
}

static int search_all(struct search *search, const struct args *a)
{
	struct printer *p = &search->session->printer;
	int rc;

	printer_begin(p, "match", search->list);
	rc = search->list ? match_list(search, args_value(a, "file"))
			  : match(search, a->words[0]);
	printer_end(p);
	return rc;
}

static int status_after(const struct search *search, int rc)
{
	if (rc == LINES_UNREADABLE)
		return EXIT_DATA;
	if (rc == LINES_STOPPED)
		return EXIT_INTERRUPTED;
	if (rc < 0)
		return say_failed(rc);
	if (search->n_bad > 0)
		return EXIT_DATA;
	return search->n_missed > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings to = { 0 };
	cleanup(free_penalties) bis_penalties *penalties = NULL;
	const char *table = args_value(a, "penalties");
	struct search search = {
		.session = s,
		.options = read_options(a),
		.pieces = args_has(a, "pieces"),
		.list = args_has(a, "file"),
	};
	char from[64];
	int status, rc = table == NULL ? 0 : bis_penalties_read(table, &penalties);

	if (rc >= 0 && !args_langs(a, "to", &to))
		rc = BIS_ENOMEM;
	if (rc < 0)
		return say_failed(rc);
	status = make_index(s);
	if (status != EXIT_DONE)
		return status;
	search.options.from = args_lang(a, "from", from);
	search.options.to = (const char *const *)to.at;
	search.options.n_to = to.n;
	search.options.penalties = penalties;
	return status_after(&search, search_all(&search, a));
}

const struct command command_match = {
	.name = "match",
	.summary = "segments of the memory like this one",
	.usage = "-s LANG -t LANG,… [options] TEXT | -f FILE",
	.examples =
		"bisotun match -s en -t ru,zh \"The Council adopted a statement.\"\n"
		"bisotun match -s en -t ru --min 50 --pieces \"a new sentence\"\n"
		"bisotun match -s en -t ru -f draft.txt      a file, one segment a line\n"
		"bisotun match -s en -t ru -f - --format jsonl   for programs",
	.options = options,
	.need = NEED_READ,
	.max_words = 1,
	.check = check,
	.run = run,
};
