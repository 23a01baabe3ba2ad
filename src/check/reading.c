/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a text: what several checks want to know of it is found once.
 *
 * Everything costs one pass.  Only the beginning decides the language, and the first
 * whole date of its first paragraphs is the text's: a release says where and when before
 * it says anything else, and what it remembers further down is of other days.  The name
 * of the file gives a date only to a text that has none.
 */
#include "config.h"
#include "src/check/reading.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/check/hold.h"
#include "src/check/language.h"
#include "src/check/people.h"
#include "src/check/project.h"
#include "src/check/rules.h"
#include "src/text/dates.h"
#include "src/text/placeables.h"
#include "termbase/concept.h"

#define DATE_PIECE ((size_t)4096) /* bytes looked at at once */
/* a date that stands further down isn't the text's */
#define DATE_PARAGRAPHS 5
#define DATE_REACH ((size_t)1 << 20)
#define DAY_SIZE 10 /* YYYY-MM-DD */

/* --- the language ------------------------------------------------------------------- */

static int find_language(struct reading *r)
{
	const struct languages *languages = r->checking->languages;
	const char *given = r->checking->choice.lang;

	if (*given != '\0') {
		memcpy(r->lang, given, sizeof(r->lang));
		return 0;
	}
	int rc = language_of(languages, r->text, r->size, r->lang);
	return rc < 0 ? rc : language_settle(languages, r->doc.lang, r->lang);
}

/* The tokeniser of the language, kept from text to text. */
static int use_tokeniser(struct reading *r)
{
	struct checking *c = r->checking;

	if (c->tokeniser != NULL && strcmp(c->tokeniser_lang, r->lang) == 0)
		return 0;
	tokeniser_free(steal(&c->tokeniser));
	int rc = tokeniser_new(r->lang, &c->tokeniser);
	if (rc == 0)
		memcpy(c->tokeniser_lang, r->lang, sizeof(c->tokeniser_lang));
	return rc;
}

/* --- the date ----------------------------------------------------------------------- */

/* The day a value of placeables.h ends with: "2017-04-14", "2017-04-14/2017-04-16". */
static bool take_day(const struct placeable *p, char date[DAY_SIZE + 1])
{
	const char *day = strchr(p->value, '/');

	day = day == NULL ? p->value : day + 1;
	if (p->kind != PLACEABLE_DATE && p->kind != PLACEABLE_RANGE)
		return false;
	if (strlen(day) != DAY_SIZE || !validity_day_ok(day))
		return false;
	memcpy(date, day, DAY_SIZE + 1);
	return true;
}

static int date_in(struct reading *r, const char *text, size_t size, char date[])
{
	cleanup(placeables_finish) struct placeables p = { 0 };
	int rc = placeables_read(r->lang, text, size, &p);

	for (size_t i = 0; rc == 0 && *date == '\0' && i < p.n; i++)
		take_day(&p.at[i], date);
	return rc;
}

/* Where the piece that begins at `begin` ends: with its line, or where a space allows. */
static size_t piece_end(const struct reading *r, size_t begin, size_t end)
{
	if (end - begin <= DATE_PIECE)
		return end;
	size_t at = begin + DATE_PIECE;
	while (at > begin && r->text[at] != ' ')
		at--;
	if (at > begin)
		return at;
	at = begin + DATE_PIECE;
	while (at < end && ((unsigned char)r->text[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static int date_in_paragraph(struct reading *r, const struct doc_paragraph *p)
{
	int rc = 0;

	for (size_t at = p->begin; rc == 0 && *r->date == '\0' && at < p->end;) {
		size_t end = piece_end(r, at, p->end);
		rc = date_in(r, r->text + at, end - at, r->date);
		at = end;
	}
	return rc;
}

static bool is_digits(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)text[i]))
			return false;
	return true;
}

/* "2019-07-10-norov.txt", "20190710.txt": a day with no digit on either side. */
static void date_of_name(struct reading *r)
{
	const char *name = strrchr(r->file, '/');

	name = name == NULL ? r->file : name + 1;
	for (const char *at = name; *at != '\0'; at++) {
		char day[DAY_SIZE + 1] = "0000-00-00";
		size_t used = 0;
		if (at > name && isdigit((unsigned char)at[-1]))
			continue;
		for (size_t i = 0; i < DAY_SIZE && at[used] != '\0'; i++) {
			bool dash = i == 4 || i == 7;
			if (dash && strchr("-_.", at[used]) == NULL)
				continue; /* left out */
			day[i] = dash ? '-' : at[used];
			used++;
		}
		if (used >= 8 && is_digits(day, 4) && !isdigit((unsigned char)at[used]) &&
			validity_day_ok(day)) {
			memcpy(r->date, day, sizeof(day));
			return;
		}
	}
}

/* How many tokens from `i` on are what the date before them is made of. */
static size_t inside_of(const struct tokens *t, size_t i)
{
	size_t n = 0;

	while (i + n < t->n && t->at[i + n].inside)
		n++;
	return n;
}

/* How far down the text a date is looked for. */
static size_t date_reach(const struct reading *r)
{
	size_t n = r->doc.n < DATE_PARAGRAPHS ? r->doc.n : DATE_PARAGRAPHS;
	size_t at = n == 0 ? 0 : r->doc.paragraphs[n - 1].end;

	if (at > DATE_REACH)
		at = DATE_REACH;
	while (at < r->size && ((unsigned char)r->text[at] & 0xC0) == 0x80)
		++at;
	return at;
}

/* The first whole date that is one token, as every language writes it; where it stands,
 * or the end of what is looked at. */
static int date_of_tokens(struct reading *r, char day[DAY_SIZE + 1], size_t *at)
{
	struct dates *dates;
	int rc = dates_new(r->lang, &dates);

	*at = date_reach(r);
	for (size_t i = 0; rc == 0 && *day == '\0' && i < r->tokens.n; i++) {
		const struct token *t = &r->tokens.at[i];
		struct date date = { 0 };
		if (t->begin >= *at)
			break;
		if (t->kind != TOKEN_DATE ||
			dates_at(dates, r->text, t + 1, inside_of(&r->tokens, i + 1), 0,
				&date) == 0 ||
			date.year == 0 || date.month == 0 || date.day == 0)
			continue;
		snprintf(day, DAY_SIZE + 1, "%04u-%02u-%02u", (unsigned)date.year % 10000,
			(unsigned)date.month % 100, (unsigned)date.day % 100);
		*at = t->begin;
	}
	dates_free(rc == 0 ? dates : NULL);
	return rc;
}

static int find_date(struct reading *r)
{
	const struct choice *choice = &r->checking->choice;
	char day[DAY_SIZE + 1] = "";
	size_t reach;

	memcpy(r->date, choice->find_date ? r->doc.date : choice->date, sizeof(r->date));
	if (!choice->find_date || *r->date != '\0')
		return 0;
	int rc = date_of_tokens(r, day, &reach);
	/* a range that ends with a whole date may stand before it */
	for (size_t i = 0; rc == 0 && *r->date == '\0' && i < r->doc.n; i++) {
		struct doc_paragraph p = r->doc.paragraphs[i];
		if (p.begin >= reach)
			break;
		if (p.end > reach)
			p.end = reach;
		rc = date_in_paragraph(r, &p);
	}
	if (rc == 0 && *r->date == '\0')
		memcpy(r->date, day, sizeof(day));
	if (rc == 0 && *r->date == '\0')
		date_of_name(r);
	return rc;
}

/* --- all of it ---------------------------------------------------------------------- */

static int look(struct reading *r)
{
	struct checking *c = r->checking;
	int rc = find_language(r);

	if (rc == 0)
		rc = use_tokeniser(r);
	if (rc == 0)
		rc = tokeniser_read(c->tokeniser, r->text, r->size, &r->tokens);
	if (rc == 0)
		rc = find_date(r);
	if (rc == 0 && c->finder != NULL)
		rc = mentions_find(
			c->finder, r->lang, r->text, r->size, &r->tokens, &r->mentions);
	return rc == 0 ? people_find(r) : rc;
}

static int begin(struct reading *r, struct checking *c, const char *name)
{
	r->checking = c;
	r->file = keep_text(&r->keep, name, strlen(name));
	r->n_of_rule = calloc(rules_count(), sizeof(*r->n_of_rule));
	return r->file == NULL || r->n_of_rule == NULL ? err_nomem() : 0;
}

static int go_on(struct reading *r)
{
	r->text = buf_str(&r->doc.text);
	r->size = r->doc.text.size;
	int rc = checking_hold(r->checking);
	if (rc < 0)
		return rc;
	rc = look(r);
	checking_release(r->checking);
	return rc;
}

int reading_of_file(
	struct reading *r, struct checking *c, const char *path, const char *name)
{
	bool from_input = strcmp(path, "-") == 0;
	const char *shown = name != NULL ? name : from_input ? "standard input" : path;
	int rc = begin(r, c, shown);

	if (rc == 0)
		rc = projects_of(c->projects, from_input && name != NULL ? name : path,
			&r->project);
	if (rc == 0)
		rc = doc_read(path, name, &r->doc);
	return rc == 0 ? go_on(r) : rc;
}

int reading_of_bytes(struct reading *r, struct checking *c, const char *name,
	const char *text, size_t size)
{
	int rc = begin(r, c, name);

	if (rc == 0)
		rc = projects_of(c->projects, NULL, &r->project);
	if (rc == 0)
		rc = doc_read_bytes(name, text, size, &r->doc);
	return rc == 0 ? go_on(r) : rc;
}

int reading_of_nothing(struct reading *r, struct checking *c)
{
	int rc = begin(r, c, "");

	r->text = "";
	return rc;
}

void reading_finish(struct reading *r)
{
	people_finish(r);
	mentions_finish(&r->mentions);
	tokens_finish(&r->tokens);
	doc_finish(&r->doc);
	keep_finish(&r->keep);
	free(r->found);
	free(r->n_of_rule);
	*r = (struct reading){ 0 };
}

bool rule_wanted(const struct choice *choice, const struct project *project,
	const struct rule *rule, const char *lang)
{
	int wish = project_wish(project, rule);
	bool runs = choice->only != 0 ? rule_in(choice->only, rule)
		    : wish != 0       ? wish > 0
				      : !rule->unusual;

	return runs && !rule_in(choice->without, rule) &&
	       !project_excepts(project, rule, lang);
}

static bool has_base(const struct reading *r, const struct rule *rule)
{
	return !rule->needs_base || r->checking->db != NULL;
}

bool reading_runs(const struct reading *r, const struct rule *rule)
{
	return has_base(r, rule) && !(rule->needs_lang && *r->lang == '\0') &&
	       !(rule->needs_date && *r->date == '\0') &&
	       rule_wanted(&r->checking->choice, r->project, rule, r->lang);
}

bool reading_ends(const struct reading *r, const struct rule *rule)
{
	const struct choice *choice = &r->checking->choice;

	return has_base(r, rule) && !rule_in(choice->without, rule) &&
	       (choice->only == 0 || rule_in(choice->only, rule));
}

/* Bytes of the white space that stands at `at`, 0 where there is none: SPACE, TAB, line
 * ends, and the fixed and NO-BREAK spaces. */
static size_t white_at(const char *at, const char *end)
{
	static const char *const wide[] = { "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
		"\xe2\x80\x8a", "\xe3\x80\x80" };

	if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
		return 1;
	for (size_t i = 0; i < N_ELEMENTS(wide); i++) {
		size_t size = strlen(wide[i]);
		if ((size_t)(end - at) >= size && memcmp(at, wide[i], size) == 0)
			return size;
	}
	return 0;
}

const char *reading_text(struct reading *r, size_t begin, size_t end)
{
	cleanup(buf_free) struct buf out = BUF_INIT;
	const char *at = r->text + begin, *stop = r->text + end;
	bool space = false;

	while (at < stop) {
		size_t white = white_at(at, stop);
		if (white == 0 && space && out.size > 0)
			buf_addc(&out, ' ');
		if (white == 0)
			buf_addc(&out, *at);
		space = white > 0;
		at += white > 0 ? white : 1;
	}
	return buf_ok(&out) ? keep_text(&r->keep, buf_str(&out), out.size) : NULL;
}
