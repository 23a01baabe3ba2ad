/* SPDX-License-Identifier: Apache-2.0
 *
 * The table has a row a penalty: what, value, points, at most.  A table that is given
 * stands for itself: what it doesn't name costs nothing.
 */
#include "config.h"
#include "src/find/penalties.h"

#include <string.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/text/table.h"
#include "src/text/utf8.h"

#define POINTS_MAX (100 * POINT)
#define USUAL "src/find/penalties.tsv"
#define COLUMNS 4

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

static int read_points(const struct table_row *row, const char *cell, int *points)
{
	*points = hundredths(cell);
	return *points < 0 || *points > POINTS_MAX
		       ? table_flaw(row, "points are a number from 0 to 100, not", cell)
		       : 0;
}

static int add_rule(bis_penalties *p, const struct table_row *row, int points)
{
	if (*row->cells[1] == '\0')
		return table_flaw(row,
			"an origin needs a name or pattern in the second column,"
			" not",
			"");
	void *more = realloc(p->rules, (p->n_rules + 1) * sizeof(*p->rules));
	if (more == NULL)
		return err_nomem();
	p->rules = more;
	p->rules[p->n_rules].pattern = strdup(row->cells[1]);
	p->rules[p->n_rules].points = points;
	if (p->rules[p->n_rules].pattern == NULL)
		return err_nomem();
	p->n_rules++;
	return 0;
}

static int read_age(bis_penalties *p, const struct table_row *row)
{
	int years = hundredths(row->cells[1]);

	if (years < 0 || years % POINT != 0)
		return table_flaw(row, "age needs whole years in the second column, not",
			row->cells[1]);
	p->age_from = years / POINT;
	p->age_most = POINTS_MAX;
	return *row->cells[3] == '\0' ? 0 : read_points(row, row->cells[3], &p->age_most);
}

static int read_row(void *ctx, const struct table_row *row)
{
	bis_penalties *p = ctx;
	int what = 0, points;

	while (what < N_PENALTIES && strcmp(row->cells[0], names[what]) != 0)
		what++;
	if (what == N_PENALTIES)
		return table_flaw(row, "there is no penalty", row->cells[0]);
	if (row->n > COLUMNS)
		return table_flaw(row, "more than four columns:", row->cells[COLUMNS]);
	int rc = read_points(row, row->cells[2], &points);
	if (rc < 0)
		return rc;
	if (what == PENALTY_ORIGIN)
		return add_rule(p, row, points);
	if (what != PENALTY_AGE && *row->cells[1] != '\0')
		return table_flaw(row, "this penalty has no value; the second column is",
			row->cells[1]);
	p->points[what] = points;
	return what == PENALTY_AGE ? read_age(p, row) : 0;
}

static int hand_over(int rc, bis_penalties **p, bis_penalties **out)
{
	if (rc == 0)
		*out = steal(p);
	return rc;
}

int penalties_parse(const char *name, const char *text, size_t size, bis_penalties **out)
{
	cleanup(penalties_freep) bis_penalties *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	return hand_over(table_each(name, text, size, read_row, p), &p, out);
}

int bis_penalties_read(const char *path, bis_penalties **out)
{
	cleanup(penalties_freep) bis_penalties *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	return hand_over(table_of_file(path, read_row, p), &p, out);
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
	cleanup(penalties_freep) bis_penalties *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	return hand_over(table_of_asset(USUAL, read_row, p), &p, out);
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
