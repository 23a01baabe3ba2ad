/* SPDX-License-Identifier: Apache-2.0
 *
 * Languages, sides and segments of a search.
 */
#include "config.h"
#include "src/find/concordance-search.h"

#include <string.h>
#include <time.h>

#include "src/text/utf8.h"

/* Seconds that regular expressions may take over all segments. */
#define REGEX_SECONDS 60

/* --- what is asked ----------------------------------------------------------------- */

static bool is_day(const char *day)
{
	for (size_t i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? day[i] != '-' : day[i] < '0' || day[i] > '9')
			return false;
	return day[10] == '\0';
}

static uint32_t day_number(const char *day)
{
	return day == NULL ? 0
			   : (uint32_t)(atoi(day) * 10000 + atoi(day + 5) * 100 +
					atoi(day + 8));
}

static int check_lang(const char *tag)
{
	char canonical[LANG_MAX];

	return lang_canonical(tag, canonical);
}

int search_check(const struct bis_concordance_options *o)
{
	const char *const days[] = { o->since, o->until };
	int rc = o->from == NULL ? 0 : check_lang(o->from);

	for (size_t i = 0; rc == 0 && i < o->n_to; i++)
		rc = check_lang(o->to[i]);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < N_ELEMENTS(days); i++)
		if (days[i] != NULL && !is_day(days[i]))
			return err_set(
				BIS_EUSAGE, "\"%s\" is no day (YYYY-MM-DD)", days[i]);
	if (o->status != NULL && strcmp(o->status, "reviewed") != 0 &&
		strcmp(o->status, "unreviewed") != 0)
		return err_set(BIS_EUSAGE, "\"%s\" is no status of units", o->status);
	return 0;
}

static int open_sieve(struct search *s)
{
	const struct bis_concordance_options *o = s->options;
	struct unit_filter filter = {
		.origin = o->origin,
		.status = o->status == NULL ? -1 : strcmp(o->status, "reviewed") == 0,
		.since = day_number(o->since),
		.until = day_number(o->until),
	};

	if (o->origin == NULL && o->status == NULL && o->since == NULL &&
		o->until == NULL)
		return 0;
	return unit_sieve_new(s->db, s->index, &filter, &s->sieve);
}

/* --- sides ------------------------------------------------------------------------- */

static bool answers(const char *wanted, const char *tag)
{
	char canonical[LANG_MAX];

	return lang_canonical(wanted, canonical) == 0 &&
	       lang_distance(canonical, tag) >= 0;
}

static uint8_t sides_of(const struct bis_concordance_options *o, const char *tag)
{
	bool source = o->from == NULL || answers(o->from, tag), target = false;

	for (size_t i = 0; i < o->n_to; i++)
		target = target || answers(o->to[i], tag);
	if (o->n_to == 0)
		target = o->from == NULL || !source;
	return (uint8_t)((source ? SIDE_SOURCE : 0) | (target ? SIDE_TARGET : 0));
}

static int open_sides(struct search *s)
{
	size_t n = textindex_n_langs(s->index);

	for (size_t i = 0; i < n; i++)
		if (textindex_lang_id(s->index, i) >= s->n_sides)
			s->n_sides = (size_t)textindex_lang_id(s->index, i) + 1;
	s->sides = calloc(s->n_sides == 0 ? 1 : s->n_sides, 1);
	if (s->sides == NULL)
		return err_nomem();
	for (size_t i = 0; i < n; i++)
		s->sides[textindex_lang_id(s->index, i)] =
			sides_of(s->options, textindex_lang(s->index, i));
	s->wanted = s->options->side == BIS_SIDE_SOURCE   ? SIDE_SOURCE
		    : s->options->side == BIS_SIDE_TARGET ? SIDE_TARGET
							  : SIDE_SOURCE | SIDE_TARGET;
	s->both_sides = s->options->n_to > 0 ||
			(s->options->from != NULL && s->wanted != SIDE_SOURCE);
	return 0;
}

static int open_lang(struct search *s, size_t lang)
{
	struct searched *in = &s->langs[s->n_langs];
	struct run *const *runs;
	size_t n;
	int rc = textindex_runs(s->index, lang, &runs, &n);

	if (rc < 0 || n == 0)
		return rc;
	*in = (struct searched){
		.tag = textindex_lang(s->index, lang), .runs = runs, .n_runs = n
	};
	s->n_langs++;
	for (size_t i = 0; i < n; i++)
		if (runs[i]->last_segment >= s->bound)
			s->bound = runs[i]->last_segment + 1;
	in->read = calloc(n, sizeof(*in->read));
	if (in->read == NULL)
		return err_nomem();
	return tokeniser_new(in->tag, &in->tokeniser);
}

int search_open(bis_db *db, const struct bis_concordance_options *options,
	struct textindex *index, struct search *s)
{
	size_t n = textindex_n_langs(index);

	s->db = db;
	s->options = options;
	s->index = index;
	int rc = open_sides(s);
	if (rc == 0)
		rc = open_sieve(s);
	if (rc < 0)
		return rc;
	s->langs = calloc(n == 0 ? 1 : n, sizeof(*s->langs));
	if (s->langs == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < n; i++)
		if ((s->sides[textindex_lang_id(index, i)] & s->wanted) != 0)
			rc = open_lang(s, i);
	return rc;
}

static void forget_phrase(struct searched *in)
{
	for (size_t k = 0; k < in->n_runs && in->read != NULL; k++)
		run_phrase_finish(&in->read[k]);
}

void search_finish(struct search *s)
{
	for (size_t i = 0; i < s->n_langs; i++) {
		forget_phrase(&s->langs[i]);
		free(s->langs[i].read);
		phrase_finish(&s->langs[i].phrase);
		tokeniser_free(s->langs[i].tokeniser);
	}
	free(s->langs);
	free(s->sides);
	unit_sieve_free(s->sieve);
	regex_free(s->regex);
	*s = (struct search){ 0 };
}

/* --- what is searched for ---------------------------------------------------------- */

int search_place(struct searched *in)
{
	int rc = 0;

	forget_phrase(in);
	for (size_t k = 0; rc == 0 && k < in->n_runs; k++)
		rc = run_phrase_read(
			&in->read[k], &in->phrase, in->tokeniser, in->runs[k]);
	return rc;
}

static int read_phrase(struct search *s, struct searched *in, const char *text)
{
	int reading = PHRASE_QUERY | (s->options->stem ? PHRASE_STEM : 0);
	int rc = phrase_read(in->tokeniser, text, strlen(text), reading, &in->phrase);

	if (rc == 0 && in->phrase.n > PHRASE_TOKENS)
		return err_set(BIS_EUSAGE,
			"the text has %zu words and marks; %d can be searched for at "
			"once",
			in->phrase.n, PHRASE_TOKENS);
	return rc == 0 ? search_place(in) : rc;
}

int search_read(struct search *s, const char *text)
{
	bool empty = s->n_langs > 0;
	size_t size = strlen(text), good = utf8_valid(text, size);
	int rc = 0;

	if (good < size)
		return err_set(BIS_EFORMAT, "the text is no UTF-8 at byte %zu", good + 1);
	if (s->options->regex)
		return regex_new(text, &s->regex);
	for (size_t i = 0; rc == 0 && i < s->n_langs; i++) {
		rc = read_phrase(s, &s->langs[i], text);
		empty = empty && s->langs[i].phrase.n == 0;
	}
	if (rc == 0 && empty)
		return err_set(BIS_EUSAGE, "there is no word in \"%s\"", text);
	return rc;
}

/* --- finding ----------------------------------------------------------------------- */

static int find_in_run(
	struct search *s, const struct run_phrase *p, struct bits *segments)
{
	struct bits places = { 0 };
	int rc = p->hopeless ? 0 : bits_new(&places, p->run->n);

	if (rc < 0 || p->hopeless)
		return rc;
	rc = run_phrase_find(p, &places);
	for (size_t i = bits_next(&places, 0); rc == 0 && i != SIZE_MAX;
		i = bits_next(&places, i + 1)) {
		uint32_t segment = run_segment(p->run, (uint32_t)i);
		if (segment < s->bound)
			bits_set(segments, segment);
	}
	bits_finish(&places);
	return rc;
}

static void close_segments(struct segment_cursor **c)
{
	store_segments_close(*c);
}

static int find_by_regex(struct search *s, struct bits *segments)
{
	cleanup(close_segments) struct segment_cursor *c = NULL;
	time_t start = time(NULL);
	uint32_t segment;
	const char *text;
	size_t size, n = 0;
	int rc = store_segments_open(s->db, &c);

	while (rc == 0 && (rc = store_segments_next(c, &segment, &text, &size)) > 0) {
		if (segment >= s->bound || (search_side(s, segment) & s->wanted) == 0) {
			rc = 0;
			continue;
		}
		rc = regex_holds(s->regex, text, size);
		if (rc > 0)
			bits_set(segments, segment);
		rc = rc < 0 ? rc : 0;
		if (rc == 0 && n++ % 1024 == 0 && time(NULL) - start > REGEX_SECONDS)
			return err_set(BIS_EUSAGE,
				"the regular expression takes too long: stopped after %d "
				"seconds",
				REGEX_SECONDS);
	}
	return rc;
}

int search_find(struct search *s, struct bits *segments)
{
	int rc = 0;

	if (s->regex != NULL)
		return find_by_regex(s, segments);
	for (size_t i = 0; i < s->n_langs; i++)
		for (size_t k = 0; rc == 0 && k < s->langs[i].n_runs; k++)
			rc = find_in_run(s, &s->langs[i].read[k], segments);
	return rc;
}

struct searched *search_lang_of(
	struct search *s, uint32_t segment, size_t *run, uint32_t *place)
{
	struct run *holder;

	if (textindex_place(s->index, segment, &holder, place) < 0 || holder == NULL)
		return NULL;
	for (size_t i = 0; i < s->n_langs; i++)
		for (*run = 0; *run < s->langs[i].n_runs; (*run)++)
			if (s->langs[i].runs[*run] == holder)
				return &s->langs[i];
	return NULL;
}
