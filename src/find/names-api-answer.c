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
	/* what is known as another name (Alma-Ata, Almaty) is none by rules */
	if (rc == 0 && readings.n > 0 && !(x->whole && best < NAME_SAME))
		rc = name_explain(n, &readings.at[at].name, there, why);
	readings_asked_finish(&readings);
	return rc;
}

/* Of a name that is one part of the form, that part, with its text in c->other. */
static int nearest_part(struct checking *c, const struct name *form, struct name *out)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct namer *n = c->namer->namer;
	struct name_comparison comparison;
	double best = -1;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < form->n_parts; i++) {
		struct name part = { 0 };
		buf_clear(&text);
		nameindex_part_text(&form->parts[i], &text);
		rc = buf_ok(&text)
			     ? name_read(n, buf_str(&text), text.size, form->lang, &part)
			     : err_nomem();
		if (rc == 0)
			rc = name_compare(n, &c->read, &part, &comparison);
		if (rc == 0 && comparison.score > best) {
			best = comparison.score;
			name_finish(out);
			*out = part;
			buf_set(&c->other, buf_str(&text));
		} else {
			name_finish(&part);
		}
	}
	return rc;
}

/* Puts the word of the form that is the part in c->other into its place. */
static int word_of(struct checking *c, const char *form)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	const char *end = form + strlen(form);
	struct name_word word;
	int rc = 0;

	while (rc == 0 && next_name_word(&form, end, &word)) {
		rc = checking_fold(word.at, word.size, &folded);
		if (rc < 0 || strcmp(buf_str(&folded), buf_str(&c->other)) != 0)
			continue;
		buf_clear(&c->other);
		buf_add(&c->other, word.at, word.size);
		break;
	}
	return rc == 0 && !buf_ok(&c->other) ? err_nomem() : rc;
}

/* By which systems the two are made of the names the concept has in other scripts. */
static int tell_systems(struct checking *c, const struct found *x, const char *with,
	struct buf *why, bool *all)
{
	const struct name_systems_asked asked = {
		.finder = c->f,
		.systems = namer_systems(c->namer->namer),
		.lang = c->lang,
		.concept = x->form->concept,
		.name = c->name,
		.other = with,
	};
	int rc = name_systems_why(&c->systems, &asked, why, all);

	*all = *all && why->size > 0;
	if (!*all)
		buf_clear(why);
	return rc;
}

static bool is_spelt(const struct found *x)
{
	return x->form->kind == KIND_PERSON || x->form->kind == KIND_PLACE;
}

static int tell_rules(struct checking *c, const struct found *x, struct buf *why)
{
	cleanup(name_finish) struct name there = { 0 }, part = { 0 };
	const struct known_form *with = told_with(c, x);
	const char *text = with->text;
	bool told = false;

	if (x->itself || !is_spelt(x))
		return 0;
	int rc = name_read(c->namer->namer, text, strlen(text), with->lang, &there);
	if (rc == 0 && x->lone) {
		rc = nearest_part(c, &there, &part);
		if (rc == 0)
			rc = word_of(c, text);
		text = buf_str(&c->other);
	}
	if (rc == 0 && !x->inflected)
		rc = tell_systems(c, x, text, why, &told);
	if (rc < 0 || told)
		return rc;
	return tell_readings(c, x, part.n_parts > 0 ? &part : &there, why);
}

/* --- by which form it was found ----------------------------------------------------- */

static const char *relation_to(const struct found *x)
{
	if (x->inflected)
		return x->lone ? "a case of a part of" : "a case of";
	if (x->lone)
		return "part of";
	return x->whole ? "the same as" : x->itself ? "short for" : "close to";
}

/* What a status means for somebody who writes. */
static const char *standing_of(enum form_status status)
{
	switch (status) {
	case STATUS_PREFERRED:
		return "approved";
	case STATUS_ADMITTED:
		return "allowed";
	case STATUS_PROPOSED:
		return "proposed, not approved yet";
	case STATUS_LOOKUP:
		return "known, but not to be written";
	case STATUS_DEPRECATED:
		return "not to be used";
	case STATUS_OBSOLETE:
		return "no longer used";
	default:
		return "";
	}
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
		x->form->text, lang, standing_of(x->form->status));
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
