/* SPDX-License-Identifier: Apache-2.0
 *
 * Scanning: which spellings of one entity stand in the texts, known to the base or not.
 * The spelling proposed is the approved one; where the base has none, that of most
 * places, else the earliest.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/check/hold.h"
#include "src/check/reading.h"
#include "src/check/scan-groups.h"

struct bis_scan {
	struct checking checking;
	struct scan_groups groups;
	bool sorted;
	size_t next;
	struct keep keep; /* what was shown stays until the scan closes */
};

static void scan_closep(bis_scan **s)
{
	bis_scan_close(*s);
}

void bis_scan_close(bis_scan *s)
{
	if (s == NULL)
		return;
	scan_groups_finish(&s->groups);
	keep_finish(&s->keep);
	checking_finish(&s->checking);
	free(s);
}

int bis_scan_open(bis_db *db, const struct bis_check_options *options, bis_scan **out)
{
	struct bis_check_options ours = { 0 };
	cleanup(scan_closep) bis_scan *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	if (options != NULL)
		ours = (struct bis_check_options){ .lang = options->lang,
			.date = options->date,
			.config = options->config };
	int rc = checking_begin(&s->checking, db, &ours);
	if (rc == 0)
		*out = steal(&s);
	return rc;
}

static int take(bis_scan *s, struct reading *r, int rc)
{
	if (rc == 0 && s->sorted)
		rc = err_set(
			BIS_EUSAGE, "a scan that has been shown reads no more texts");
	if (rc == 0)
		rc = checking_hold(&s->checking);
	if (rc == 0) {
		rc = scan_groups_read(&s->groups, r);
		checking_release(&s->checking);
	}
	reading_finish(r);
	return rc;
}

int bis_scan_read(bis_scan *s, const char *path, const char *name)
{
	struct reading r = { 0 };

	return take(s, &r, reading_of_file(&r, &s->checking, path, name));
}

int bis_scan_text(bis_scan *s, const char *name, const char *text, size_t size)
{
	struct reading r = { 0 };

	return take(s, &r, reading_of_bytes(&r, &s->checking, name, text, size));
}

/* --- showing --------------------------------------------------------------------- */

static const char *proposal(const struct scan_group *g)
{
	if (g->n < 2)
		return NULL;
	if (g->approved != NULL)
		return g->approved;
	for (size_t i = 0; i < g->n; i++)
		if (g->forms[i].right)
			return g->forms[i].text;
	return g->forms[0].text;
}

static const char *reason(const struct scan_group *g)
{
	if (g->why != NULL && g->n > 1)
		return g->why;
	if (g->concept != 0)
		return g->kind == KIND_PERSON ? "spellings of one person of the base"
					      : "forms of one concept of the base";
	return g->n > 1 ? "spellings of one name by the rules of romanisation"
			: "a name the base does not know";
}

static int show(
	bis_scan *s, const struct scan_group *g, const struct bis_scan_group **out)
{
	struct bis_scan_form *forms = keep_room(&s->keep, g->n * sizeof(*forms));

	if (forms == NULL)
		return err_nomem();
	for (size_t i = 0; i < g->n; i++)
		forms[i] = (struct bis_scan_form){ .text = g->forms[i].text,
			.file = g->forms[i].file,
			.line = g->forms[i].line,
			.column = g->forms[i].column,
			.count = g->forms[i].count,
			.lang = g->forms[i].lang,
			.approved = g->forms[i].approved || g->forms[i].right };
	struct bis_scan_group *shown = keep_room(&s->keep, sizeof(*shown));
	if (shown == NULL)
		return err_nomem();
	*shown = (struct bis_scan_group){ .type = kind_name(g->kind),
		.reason = reason(g),
		.concept = g->key,
		.approved = g->approved,
		.proposed = proposal(g),
		.forms = forms,
		.n_forms = g->n };
	*out = shown;
	return 0;
}

int bis_scan_next(bis_scan *s, bool all, const struct bis_scan_group **out)
{
	*out = NULL;
	if (!s->sorted)
		scan_groups_sort(&s->groups);
	s->sorted = true;
	if (s->next == s->groups.n || (!all && s->groups.at[s->next].n < 2))
		return 0;
	int rc = show(s, &s->groups.at[s->next++], out);
	return rc < 0 ? rc : 1;
}
