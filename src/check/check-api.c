/* SPDX-License-Identifier: Apache-2.0
 *
 * The checker as the world sees it: one text after the other, and the findings of each.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/check/findings.h"
#include "src/check/fix.h"
#include "src/check/hold.h"
#include "src/check/reading.h"
#include "src/check/rules.h"

struct bis_checker {
	struct checking checking;
	struct baseline *baseline; /* NULL none */
	struct reading reading;
	struct findings findings;
	size_t next;
	struct shown_finding shown;
	struct bis_checked checked;
	bool has_text; /* the reading is of a text, for bis_checker_fix() */
};

static void checker_closep(bis_checker **c)
{
	bis_checker_close(*c);
}

void bis_checker_close(bis_checker *c)
{
	if (c == NULL)
		return;
	reading_finish(&c->reading);
	findings_finish(&c->findings);
	shown_finish(&c->shown);
	baseline_free(c->baseline);
	checking_finish(&c->checking);
	free(c);
}

int bis_checker_open(
	bis_db *db, const struct bis_check_options *options, bis_checker **out)
{
	*out = NULL;
	cleanup(checker_closep) bis_checker *c = calloc(1, sizeof(*c));
	if (c == NULL)
		return err_nomem();
	int rc = checking_begin(&c->checking, db, options);
	if (rc == 0 && options != NULL && options->baseline != NULL)
		rc = baseline_read(options->baseline, &c->baseline);
	if (rc == 0)
		*out = steal(&c);
	return rc;
}

static void forget(bis_checker *c)
{
	reading_finish(&c->reading);
	c->findings.n = c->findings.suppressed = c->findings.known_old = 0;
	c->next = 0;
	c->has_text = false;
	c->checked =
		(struct bis_checked){ .file = "", .type = "", .lang = "", .date = "" };
}

static size_t words_of(const struct tokens *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->at[i].kind != TOKEN_MARK && !t->at[i].inside;
	return n;
}

static int settle(bis_checker *c)
{
	struct reading *r = &c->reading;
	int rc = findings_settle(r, c->baseline, &c->findings);

	c->checked = (struct bis_checked){
		.file = r->file,
		.type = doc_type_name(r->doc.type),
		.lang = r->lang,
		.date = r->date,
		.paragraphs = r->doc.n,
		.words = words_of(&r->tokens),
		.suppressed = c->findings.suppressed,
		.known_old = c->findings.known_old,
		.beyond = r->n_beyond,
		.fixable = c->has_text && r->doc.type == DOC_TEXT && r->doc.as_file,
	};
	return rc;
}

static int run_rules(struct reading *r)
{
	int rc = checking_hold(r->checking);

	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == 0 && rules[i] != NULL; i++)
		if (rules[i]->run != NULL && reading_runs(r, rules[i]))
			rc = rules[i]->run(rules[i], r);
	checking_release(r->checking);
	return rc;
}

static int check(bis_checker *c)
{
	c->has_text = true;
	int rc = run_rules(&c->reading);
	return rc == 0 ? settle(c) : rc;
}

/* What failed leaves nothing behind. */
static int done(bis_checker *c, int rc)
{
	if (rc < 0)
		forget(c);
	return rc;
}

int bis_checker_read(bis_checker *c, const char *path, const char *name)
{
	forget(c);
	int rc = reading_of_file(&c->reading, &c->checking, path, name);
	return done(c, rc == 0 ? check(c) : rc);
}

int bis_checker_text(bis_checker *c, const char *name, const char *text, size_t size)
{
	forget(c);
	int rc = reading_of_bytes(&c->reading, &c->checking, name, text, size);
	return done(c, rc == 0 ? check(c) : rc);
}

int bis_checker_end(bis_checker *c)
{
	forget(c);
	int rc = reading_of_nothing(&c->reading, &c->checking);

	for (size_t i = 0; rc == 0 && rules[i] != NULL; i++)
		if (rules[i]->end != NULL && reading_ends(&c->reading, rules[i]))
			rc = rules[i]->end(rules[i], &c->reading);
	return done(c, rc == 0 ? settle(c) : rc);
}

int bis_checker_next(bis_checker *c, const struct bis_finding **out)
{
	*out = NULL;
	if (c->next == c->findings.n)
		return 0;
	int rc = finding_show(&c->reading, &c->findings.at[c->next++], &c->shown);
	if (rc < 0)
		return rc;
	*out = &c->shown.finding;
	return 1;
}

const struct bis_checked *bis_checker_last(const bis_checker *c)
{
	return &c->checked;
}

int bis_checker_fix(bis_checker *c, const char *path, size_t *n_fixed)
{
	*n_fixed = 0;
	if (!c->has_text)
		return err_set(BIS_EUSAGE, "no text was read that could be written");
	return fix_write(&c->reading, &c->findings, path, n_fixed);
}
