/* SPDX-License-Identifier: Apache-2.0
 *
 * What is opened once for many texts: the tables, the base's finder of mentions, and the
 * options, understood and copied.
 */
#include "config.h"
#include "src/check/reading.h"

#include <string.h>

#include "src/base/err.h"
#include "src/check/language.h"
#include "src/check/officials.h"
#include "src/check/people.h"
#include "src/check/project.h"
#include "src/check/rules.h"
#include "src/check/typography.h"
#include "src/text/lang.h"

static int choose_date(struct choice *c, const char *date)
{
	c->find_date = date == NULL || strcmp(date, "auto") == 0;
	if (c->find_date || *date == '\0')
		return 0;
	if (!validity_day_ok(date))
		return err_set(BIS_EUSAGE, "\"%s\" is no day (YYYY-MM-DD)", QUOTED(date));
	memcpy(c->date, date, sizeof(c->date));
	return 0;
}

static int choose_level(struct choice *c, const char *level)
{
	int severity = level == NULL ? SEVERITY_NOTE : severity_of_name(level);

	if (severity < 0)
		return err_set(BIS_EUSAGE,
			"there is no level \"%s\"; there are note, warning and error",
			QUOTED(level));
	c->level = (enum severity)severity;
	return 0;
}

static int choose_rules(uint64_t *set, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t named = rules_named(names[i]);
		if (named == 0)
			return err_set(
				BIS_EUSAGE, "there is no rule \"%s\"", QUOTED(names[i]));
		*set |= named;
	}
	return 0;
}

static int choose(struct choice *c, const struct bis_check_options *o)
{
	int rc = o->lang == NULL ? 0 : lang_canonical(o->lang, c->lang);

	if (strcmp(c->lang, "und") == 0)
		*c->lang = '\0';
	if (rc == 0)
		rc = choose_date(c, o->date);
	if (rc == 0)
		rc = choose_level(c, o->level);
	if (rc == 0)
		rc = choose_rules(&c->only, o->rules, o->n_rules);
	if (rc == 0)
		rc = choose_rules(&c->without, o->no_rules, o->n_no_rules);
	return rc;
}

static int open_tables(struct checking *c)
{
	int rc = endings_open(&c->endings);

	if (rc == 0)
		rc = namer_new(&c->namer);
	if (rc == 0)
		rc = languages_open(&c->languages);
	if (rc == 0)
		rc = typography_open(&c->typography);
	if (rc == 0)
		rc = spoof_new(&c->spoof);
	if (rc == 0 && c->db != NULL)
		rc = mention_finder_new(c->db, c->endings, &c->finder);
	return rc;
}

int checking_begin(
	struct checking *c, bis_db *db, const struct bis_check_options *options)
{
	static const struct bis_check_options usual = { 0 };

	if (options == NULL)
		options = &usual;
	c->db = db;
	int rc = choose(&c->choice, options);
	if (rc == 0)
		rc = projects_open(options->config, &c->projects);
	return rc < 0 ? rc : open_tables(c);
}

void checking_finish(struct checking *c)
{
	people_forget(c);
	bodies_forget(c);
	tokeniser_free(c->tokeniser);
	mention_finder_free(c->finder);
	spoof_free(c->spoof);
	typography_close(c->typography);
	languages_close(c->languages);
	namer_free(c->namer);
	endings_close(c->endings);
	projects_close(c->projects);
	*c = (struct checking){ 0 };
}
