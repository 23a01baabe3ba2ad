/* SPDX-License-Identifier: Apache-2.0
 *
 * The answer to a name that was checked: for each concept what to write, and why.
 */
#include "config.h"
#include "src/find/names-api-check.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/name-known-inside.h"
#include "src/store/nameindex.h"
#include "src/text/lang.h"

#define USUAL_MAX 10
#define EXPLAINED_MAX 1 /* candidates whose rules are told: it takes long */

static int keep_string(struct checking *c, const char *text, const char **out)
{
	*out = keep_text(&c->namer->keep, text, strlen(text));
	return *out == NULL ? err_nomem() : 0;
}

/* What the rules are told between: the form that is to be written, where its letters
 * allow it, else the one by which the name was found. */
static const struct known_form *told_with(const struct checking *c, const struct found *x)
{
	char script[5], other[5];

	if (x->approved == NULL)
		return x->form;
	script_of(c->name, c->size, script);
	script_of(x->approved->text, strlen(x->approved->text), other);
	return strcmp(script, other) == 0 ? x->approved : x->form;
}

/* The name in its first form, where it was found through an ending. */
static int tell_readings(struct checking *c, const struct found *x,
	const struct name *there, struct buf *why)
{
	struct namer *n = c->namer->namer;
	struct readings_asked readings = { 0 };
	struct known_query query = { .text = c->name, .size = c->size, .lang = c->lang };
	struct name_comparison comparison;
	double best = -1;
	size_t at = 0;
	int rc = readings_ask(
		&readings, n, x->inflected ? c->namer->endings : NULL, &query);

	for (size_t i = 0; rc == 0 && i < readings.n; i++) {
		rc = name_compare(n, &readings.at[i].name, there, &comparison);
		if (rc < 0 || comparison.score <= best)
			continue;
		best = comparison.score;
		at = i;
	}
	if (rc == 0 && readings.n > 0)
		rc = name_explain(n, &readings.at[at].name, there, why);
	readings_asked_finish(&readings);
	return rc;
}

/* Of a name that is one part of the form, that part. */
static int nearest_part(struct checking *c, const struct name *form, struct name *out)
{
	struct namer *n = c->namer->namer;
	struct name_comparison comparison;
	double best = -1;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < form->n_parts; i++) {
		struct name part = { 0 };
		buf_clear(&c->other);
		nameindex_part_text(&form->parts[i], &c->other);
		rc = buf_ok(&c->other) ? name_read(n, buf_str(&c->other), c->other.size,
						 form->lang, &part)
				       : err_nomem();
		if (rc == 0)
			rc = name_compare(n, &c->read, &part, &comparison);
		if (rc == 0 && comparison.score > best) {
			best = comparison.score;
			name_finish(out);
			*out = part;
		} else {
			name_finish(&part);
		}
	}
	return rc;
}

static int tell_rules(struct checking *c, const struct found *x, struct buf *why)
{
	cleanup(name_finish) struct name there = { 0 }, part = { 0 };
	const struct known_form *with = told_with(c, x);

	if (x->itself || (x->form->kind != KIND_PERSON && x->form->kind != KIND_PLACE))
		return 0;
	int rc = name_read(
		c->namer->namer, with->text, strlen(with->text), with->lang, &there);
	if (rc == 0 && x->lone)
		rc = nearest_part(c, &there, &part);
	return rc < 0 ? rc : tell_readings(c, x, part.n_parts > 0 ? &part : &there, why);
}

static const char *relation_to(const struct found *x)
{
	if (x->inflected)
		return x->lone ? "a case of a part of" : "a case of";
	return x->lone ? "part of" : x->whole ? "equal to" : "near to";
}

/* Why in words: the rules, and by which form it was found. */
static int explain(struct checking *c, const struct found *x, const char **out)
{
	struct buf *why = &c->namer->scratch;
	char lang[64];

	buf_clear(why);
	int rc = x - c->found < EXPLAINED_MAX ? tell_rules(c, x, why) : 0;
	if (rc < 0)
		return rc;
	lang_name(x->form->lang, lang, sizeof(lang));
	buf_addf(why, "%s%s \"%s\" (%s, %s)", why->size > 0 ? "; " : "", relation_to(x),
		x->form->text, lang, status_name(x->form->status));
	return names_keep_scratch(c->namer, out);
}

static int fill(struct checking *c, const struct found *x, struct bis_name_candidate *out)
{
	const struct known_form *approved = x->approved == NULL ? x->form : x->approved;
	int rc;

	*out = (struct bis_name_candidate){
		.type = kind_name(x->form->kind),
		.form_status = status_name(x->form->status),
		.score = x->score,
		.explained = x->explained,
		.inflected = x->inflected,
		.valid = x->valid,
	};
	rc = keep_string(c, x->form->key, &out->id);
	if (rc == 0)
		rc = keep_string(c, approved->text, &out->approved);
	if (rc == 0)
		rc = keep_string(c, approved->lang, &out->approved_lang);
	if (rc == 0)
		rc = keep_string(c, x->form->text, &out->form);
	if (rc == 0)
		rc = keep_string(c, x->form->lang, &out->form_lang);
	if (rc == 0)
		rc = names_office(
			c->namer, c->f, x->form->concept, c->lang, c->at, &out->office);
	return rc < 0 ? rc : explain(c, x, &out->why);
}

int checking_answer(struct checking *c, const char *verdict)
{
	struct bis_name_answer *answer = &c->namer->answer;
	size_t max = c->options->max > 0 ? c->options->max : USUAL_MAX;
	size_t n = c->n < max ? c->n : max;
	struct bis_name_candidate *all;
	int rc = 0;

	all = keep_room(&c->namer->keep, (n + 1) * sizeof(*all));
	if (all == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = fill(c, &c->found[i], &all[i]);
	answer->verdict = verdict;
	answer->candidates = all;
	answer->n_candidates = n;
	return rc < 0 ? rc : keep_string(c, c->name, &answer->input);
}
