/* SPDX-License-Identifier: Apache-2.0
 *
 * The table has a row a penalty: what, value, points, at most.  A table that is given
 * stands for itself: what it doesn't name costs nothing.
 */
#include "config.h"
#include "src/find/penalties.h"

#include <string.h>
#include <unistd.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/source.h"
#include "src/text/utf8.h"

#define TABLE_MAX ((size_t)1 << 20) /* bytes */
#define POINTS_MAX (100 * POINT)
#define USUAL "src/find/penalties.tsv"

static const char *const names[N_PENALTIES] = {
	[PENALTY_VARIANT] = "variant",
	[PENALTY_SEVERAL] = "several",
	[PENALTY_ALIGNMENT] = "alignment",
	[PENALTY_UNREVIEWED] = "unreviewed",
	[PENALTY_AGE] = "age",
	[PENALTY_ORIGIN] = "origin",
};

const char *penalty_name(enum penalty p)
{
	return names[p];
}

void bis_penalties_free(bis_penalties *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n_rules; i++)
		free(p->rules[i].pattern);
	free(p->rules);
	free(p);
}

void penalties_freep(bis_penalties **p)
{
	bis_penalties_free(*p);
}

/* --- reading ----------------------------------------------------------------------- */

struct line {
	const char *name;
	long number;
	char *cells[4]; /* "" where there is none */
	size_t n_cells;
};

static int flaw(const struct line *l, const char *what, const char *cell)
{
	return err_set(
		BIS_EFORMAT, "%s:%ld: %s \"%.80s\"", l->name, l->number, what, cell);
}

/* "1", "0.5", "2.25" in hundredths; -1 for anything else.  Without the locale's idea of
 * a decimal point. */
static int hundredths(const char *s)
{
	int value = 0, places = -1;

	for (const char *at = s; *at != '\0'; at++) {
		if (*at == '.' && places < 0 && at > s) {
			places = 0;
		} else if (*at >= '0' && *at <= '9' && places < 2 && value < POINTS_MAX) {
			value = 10 * value + (*at - '0');
			places += places >= 0;
		} else {
			return -1;
		}
	}
	if (*s == '\0' || places == 0)
		return -1;
	for (int k = places < 0 ? 0 : places; k < 2; k++)
		value *= 10;
	return value;
}

static int read_points(const struct line *l, const char *cell, int *points)
{
	*points = hundredths(cell);
	return *points < 0 || *points > POINTS_MAX
		       ? flaw(l, "points are a number from 0 to 100, not", cell)
		       : 0;
}

static int add_rule(bis_penalties *p, const struct line *l, int points)
{
	if (*l->cells[1] == '\0')
		return flaw(l,
			"an origin needs a name or pattern in the second column,"
			" not",
			"");
	void *more = realloc(p->rules, (p->n_rules + 1) * sizeof(*p->rules));
	if (more == NULL)
		return err_nomem();
	p->rules = more;
	p->rules[p->n_rules].pattern = strdup(l->cells[1]);
	p->rules[p->n_rules].points = points;
	if (p->rules[p->n_rules].pattern == NULL)
		return err_nomem();
	p->n_rules++;
	return 0;
}

static int read_age(bis_penalties *p, const struct line *l)
{
	int years = hundredths(l->cells[1]);

	if (years < 0 || years % POINT != 0)
		return flaw(l, "age needs whole years in the second column, not",
			l->cells[1]);
	p->age_from = years / POINT;
	p->age_most = POINTS_MAX;
	return *l->cells[3] == '\0' ? 0 : read_points(l, l->cells[3], &p->age_most);
}

static int read_row(bis_penalties *p, const struct line *l)
{
	int what = 0, points;

	while (what < N_PENALTIES && strcmp(l->cells[0], names[what]) != 0)
		what++;
	if (what == N_PENALTIES)
		return flaw(l, "there is no penalty", l->cells[0]);
	int rc = read_points(l, l->cells[2], &points);
	if (rc < 0)
		return rc;
	if (what == PENALTY_ORIGIN)
		return add_rule(p, l, points);
	if (what != PENALTY_AGE && *l->cells[1] != '\0')
		return flaw(l, "this penalty has no value; the second column is",
			l->cells[1]);
	p->points[what] = points;
	return what == PENALTY_AGE ? read_age(p, l) : 0;
}

/* Cuts the line, which it may write to, at its TABs. */
static int read_line(bis_penalties *p, struct line *l, char *text)
{
	static char none[1] = "";
	size_t size = strlen(text);

	if (size > 0 && text[size - 1] == '\r')
		text[size - 1] = '\0';
	if (*text == '\0' || *text == '#')
		return 0;
	if (utf8_valid(text, strlen(text)) < strlen(text))
		return err_set(BIS_EFORMAT, "%s:%ld: not UTF-8", l->name, l->number);
	for (size_t i = 0; i < N_ELEMENTS(l->cells); i++) {
		char *cell = text == NULL ? NULL : strsep(&text, "\t");
		l->cells[i] = cell == NULL ? none : cell;
	}
	if (text != NULL)
		return flaw(l, "more than four columns:", text);
	return read_row(p, l);
}

int penalties_parse(const char *name, const char *text, size_t size, bis_penalties **out)
{
	struct line l = { .name = name };
	cleanup(penalties_freep) bis_penalties *p = calloc(1, sizeof(*p));
	cleanup(free_text) char *copy = malloc(size + 1);
	int rc = 0;

	*out = NULL;
	if (p == NULL || copy == NULL)
		return err_nomem();
	memcpy(copy, text, size);
	copy[size] = '\0';
	if (strlen(copy) < size)
		return err_set(BIS_EFORMAT, "%s: this is no table of penalties", name);
	char *rest = copy;
	if (strncmp(rest, "\xef\xbb\xbf", 3) == 0)
		rest += 3;
	while (rc == 0 && rest != NULL) {
		l.number++;
		rc = read_line(p, &l, strsep(&rest, "\n"));
	}
	if (rc == 0)
		*out = steal(&p);
	return rc;
}

static int read_all(struct source *in, struct buf *text)
{
	char piece[4096];
	long n = source_next(in);

	while (n > 0 && (n = source_read(in, piece, sizeof(piece))) > 0) {
		buf_add(text, piece, (size_t)n);
		if (text->size > TABLE_MAX)
			return err_set(BIS_EFORMAT,
				"%s: too big for a table of penalties", source_name(in));
	}
	return n < 0 ? (int)n : buf_ok(text) ? 0 : err_nomem();
}

int bis_penalties_read(const char *path, bis_penalties **out)
{
	cleanup(source_closep) struct source *in = NULL;
	cleanup(buf_free) struct buf text = BUF_INIT;

	*out = NULL;
	int rc = source_open(path, &in);
	if (rc == 0)
		rc = read_all(in, &text);
	return rc < 0 ? rc : penalties_parse(path, buf_str(&text), text.size, out);
}

int penalties_of_base(const char *base_path, bis_penalties **out)
{
	cleanup(buf_free) struct buf path = BUF_INIT;

	*out = NULL;
	buf_addf(&path, "%s-penalties.tsv", base_path);
	if (!buf_ok(&path))
		return err_nomem();
	return access(buf_str(&path), F_OK) == 0 ? bis_penalties_read(buf_str(&path), out)
						 : 0;
}

int penalties_usual(bis_penalties **out)
{
	const struct asset *usual = asset_find(USUAL);
	if (usual == NULL)
		return err_set(BIS_EDB, "%s is not built in", USUAL);
	return penalties_parse(usual->name, usual->data, usual->size, out);
}

/* --- asking ------------------------------------------------------------------------- */

int penalty_age(const bis_penalties *p, uint32_t day, uint32_t today)
{
	int points = p->points[PENALTY_AGE];

	if (points == 0 || day == 0 || day >= today)
		return 0;
	int years = (int)(today / 10000 - day / 10000) - (today % 10000 < day % 10000);
	if (years <= p->age_from)
		return 0;
	int64_t sum = (int64_t)(years - p->age_from) * points;
	return sum > p->age_most ? p->age_most : (int)sum;
}

/* As file names are matched; going back to the last star only, so in time of the product
 * of the lengths. */
static bool fits(const char *pattern, const char *name)
{
	const char *star = NULL, *retry = NULL, *end = name + strlen(name);

	while (name < end) {
		if (*pattern == '*') {
			star = ++pattern;
			retry = name;
		} else if (*pattern == '?') {
			pattern++;
			utf8_next(&name, end);
		} else if (*pattern == *name) {
			pattern++;
			name++;
		} else if (star != NULL) {
			utf8_next(&retry, end);
			pattern = star;
			name = retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

int penalty_origin(const bis_penalties *p, const char *origin)
{
	for (size_t i = 0; i < p->n_rules; i++)
		if (fits(p->rules[i].pattern, origin))
			return p->rules[i].points;
	return 0;
}
