/* SPDX-License-Identifier: Apache-2.0
 *
 * Two spellings of one name in a text, or in two texts of a batch, whether the base
 * knows the person or not.  The spelling to keep is the approved one, else that of most
 * places, else the earliest.  What is short for another (initials, a family name alone)
 * or another case of it is no other spelling.
 */
#include "config.h"
#include "src/check/rules.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/check/person-verdict.h"

#define KEPT_MAX 20000 /* places of the batch */
#define FORMS_MAX 64   /* spellings of one name that are looked at */

/* --- spellings of a group -------------------------------------------------------- */

/* One spelling of a group, its first place, how often it or what is alike is met. */
struct met {
	const struct person *person; /* the first */
	struct spelling *spelling;
	size_t weight;
	bool right; /* as the base has it */
	bool told;  /* another rule tells what to write */
};
struct group {
	int number;
	struct met at[FORMS_MAX];
	size_t n;
};

static bool comparable(const struct spelling *a, const struct spelling *b)
{
	return strcmp(a->name.script, b->name.script) == 0 &&
	       strcmp(a->lang, b->lang) == 0;
}

static void weigh(struct group *g)
{
	for (size_t i = 0; i < g->n; i++) {
		g->at[i].weight = 0;
		for (size_t k = 0; k < g->n; k++)
			if (spelt_alike(g->at[i].spelling, g->at[k].spelling))
				g->at[i].weight += g->at[k].spelling->in_text;
	}
}

/* The spelling to keep: a full one before a single word, the right one before others. */
static const struct met *keeper(const struct group *g)
{
	const struct met *best = NULL;

	for (size_t i = 0; i < g->n; i++) {
		const struct met *m = &g->at[i];
		if (m->told)
			continue;
		if (best == NULL || m->right > best->right ||
			(m->right == best->right &&
				m->spelling->single < best->spelling->single) ||
			(m->right == best->right &&
				m->spelling->single == best->spelling->single &&
				m->weight > best->weight))
			best = m;
	}
	return best;
}

/* --- a text ---------------------------------------------------------------------- */

static int tell(const struct rule *rule, struct reading *r, const struct person *p,
	const struct met *keep)
{
	const struct spelling *x = person_spelling(r, p);
	const char *other = keep->spelling->base;

	if (found_enough(r, rule))
		return 0;
	int rc = person_explain(r, p, keep->spelling, other, 0);
	if (rc < 0)
		return rc;
	struct found f = { .rule = rule,
		.severity =
			p->sure && keep->person->sure ? SEVERITY_ERROR : SEVERITY_WARNING,
		.begin = p->begin,
		.end = p->end,
		.why = x->why,
		.fix = x->fix };
	if (keep->weight < 2)
		return found_say(r, &f, "this text also spells it \"%s\" (once)", other);
	return found_say(r, &f, "this text also spells it \"%s\" (%zu times)", other,
		keep->weight);
}

/* Other spellings than the one to keep, wherever they stand. */
static int tell_group(const struct rule *rule, struct reading *r, const struct group *g,
	const uint32_t *members, size_t n)
{
	const struct met *keep = keeper(g);
	struct judgement j;
	int rc = 0;

	for (size_t i = 0; keep != NULL && rc == 0 && i < n; i++) {
		const struct person *p = &r->people[members[i]];
		const struct spelling *x = person_spelling(r, p);
		if ((x->single && !p->respelt) || !comparable(x, keep->spelling) ||
			spelt_alike(x, keep->spelling))
			continue;
		if (!p->sure && !keep->person->sure)
			continue;
		rc = person_judge(r, p, &j);
		if (rc == 0 &&
			(j.verdict == VERDICT_NOTHING || j.verdict == VERDICT_UNKNOWN))
			rc = tell(rule, r, p, keep);
	}
	return rc;
}

static bool is_met(const struct group *g, const struct spelling *x)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->at[i].spelling == x)
			return true;
	return false;
}

static int meet(struct reading *r, struct group *g, const uint32_t *members, size_t n)
{
	struct judgement j;

	g->n = 0;
	for (size_t i = 0; i < n && g->n < FORMS_MAX; i++) {
		const struct person *p = &r->people[members[i]];
		struct spelling *x = person_spelling(r, p);
		if (is_met(g, x))
			continue;
		int rc = person_judge(r, p, &j);
		if (rc < 0)
			return rc;
		g->at[g->n++] = (struct met){ .person = p,
			.spelling = x,
			.right = j.verdict == VERDICT_RIGHT,
			.told = j.verdict == VERDICT_VARIANT ||
				j.verdict == VERDICT_MARKS ||
				j.verdict == VERDICT_MISPRINT };
	}
	weigh(g);
	return 0;
}

static bool is_mixed(const struct group *g)
{
	for (size_t i = 1; i < g->n; i++)
		if (!spelt_alike(g->at[0].spelling, g->at[i].spelling))
			return true;
	return false;
}

/* --- for the end of the batch ---------------------------------------------------- */

static int keep_place(struct reading *r, const struct met *m, bool told)
{
	struct people_store *s = r->checking->keep_people;

	if (s->n_kept == KEPT_MAX || !m->person->sure || m->told || m->right ||
		m->spelling->single)
		return 0;
	if (room_for_one(&s->kept, s->n_kept, &s->kept_capacity) < 0)
		return BIS_ENOMEM;
	struct kept_spelling *k = &s->kept[s->n_kept];
	*k = (struct kept_spelling){ .spelling = m->person->spelling,
		.group = m->person->group,
		.text_no = s->text_no,
		.count = m->spelling->in_text,
		.told = told };
	int rc = place_keep(
		&s->kept_places, r, m->person->begin, m->person->end, &k->place);
	s->n_kept += rc == 0;
	return rc;
}

static int look_at_group(const struct rule *rule, struct reading *r, struct group *g,
	const uint32_t *members, size_t n)
{
	int rc = meet(r, g, members, n);
	bool mixed = rc == 0 && is_mixed(g);

	if (mixed)
		rc = tell_group(rule, r, g, members, n);
	for (size_t i = 0; rc == 0 && i < g->n; i++)
		rc = keep_place(r, &g->at[i], mixed);
	return rc;
}

struct member {
	int group;
	uint32_t person;
};

static int by_group(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return x->group != y->group ? (x->group < y->group ? -1 : 1)
				    : (x->person > y->person) - (x->person < y->person);
}

static int look_at_groups(const struct rule *rule, struct reading *r,
	const struct member *all, uint32_t *members, struct group *g)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n_people;) {
		size_t n = 0;
		g->number = all[i].group;
		while (i < r->n_people && all[i].group == g->number)
			members[n++] = all[i++].person;
		rc = look_at_group(rule, r, g, members, n);
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	if (r->n_people == 0)
		return 0;
	struct member *all = malloc(r->n_people * sizeof(*all));
	uint32_t *members = malloc(r->n_people * sizeof(*members));
	struct group *g = calloc(1, sizeof(*g));
	int rc = all == NULL || members == NULL || g == NULL ? err_nomem() : 0;

	if (rc == 0) {
		for (size_t i = 0; i < r->n_people; i++)
			all[i] = (struct member){ r->people[i].group, (uint32_t)i };
		qsort(all, r->n_people, sizeof(*all), by_group);
		rc = look_at_groups(rule, r, all, members, g);
	}
	free(all);
	free(members);
	free(g);
	return rc;
}

/* --- the batch ------------------------------------------------------------------- */

static const struct spelling *kept_spelling(
	const struct people_store *s, const struct kept_spelling *k)
{
	return s->at[k->spelling - s->forgotten];
}

static int kept_by_group(const void *a, const void *b)
{
	const struct kept_spelling *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->text_no > y->text_no) - (x->text_no < y->text_no);
}

/* The spelling of most places, the earliest among equals; full ones only. */
static const struct kept_spelling *kept_keeper(
	const struct people_store *s, const struct kept_spelling *at, size_t n)
{
	const struct kept_spelling *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < n && i < FORMS_MAX; i++) {
		const struct spelling *x = kept_spelling(s, &at[i]);
		size_t weight = 0;
		for (size_t k = 0; k < n && k < FORMS_MAX; k++)
			if (spelt_alike(x, kept_spelling(s, &at[k])))
				weight += at[k].count;
		if (!x->single && weight > most) {
			most = weight;
			best = &at[i];
		}
	}
	return best;
}

static int tell_kept(const struct rule *rule, struct reading *r,
	const struct people_store *s, const struct kept_spelling *k,
	const struct kept_spelling *keep)
{
	cleanup(buf_free) struct buf why = BUF_INIT;
	const struct spelling *x = kept_spelling(s, k), *other = kept_spelling(s, keep);
	int rc = name_explain(r->checking->namer, &x->name, &other->name, &why);

	if (rc < 0)
		return rc;
	cleanup(buf_free) struct buf message = BUF_INIT;
	buf_addf(&message, "\"%s\" spells it \"%s\"", keep->place.file, other->base);
	if (!buf_ok(&message))
		return err_nomem();
	struct found f = { .rule = rule,
		.severity = SEVERITY_WARNING,
		.message = buf_str(&message),
		.why = buf_str(&why),
		.elsewhere = &k->place };
	return found_elsewhere(r, &f, &k->place);
}

static int end(const struct rule *rule, struct reading *r)
{
	struct people_store *s = r->checking->keep_people;
	int rc = 0;

	if (s == NULL || s->n_kept == 0)
		return 0;
	qsort(s->kept, s->n_kept, sizeof(*s->kept), kept_by_group);
	for (size_t i = 0; rc == 0 && i < s->n_kept;) {
		size_t n = 1;
		while (i + n < s->n_kept && s->kept[i + n].group == s->kept[i].group)
			n++;
		const struct kept_spelling *keep = kept_keeper(s, &s->kept[i], n);
		for (size_t k = i; keep != NULL && rc == 0 && k < i + n; k++) {
			const struct spelling *x = kept_spelling(s, &s->kept[k]);
			if (!s->kept[k].told && s->kept[k].text_no != keep->text_no &&
				comparable(x, kept_spelling(s, keep)) &&
				!spelt_alike(x, kept_spelling(s, keep)))
				rc = tell_kept(rule, r, s, &s->kept[k], keep);
		}
		i += n;
	}
	return rc;
}

const struct rule rule_name_mixed = {
	.id = "NAME-MIXED",
	.summary = "two spellings of one name in a text or in a batch",
	.severity = SEVERITY_ERROR,
	.run = run,
	.end = end,
};
