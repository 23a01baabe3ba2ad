/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the concepts that were found: their forms, what to write, what they
 * are tied to.  Read when it is asked for, and kept.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/mentions-inside.h"
#include "src/store/store.h"

static int concept_of(
	struct mention_finder *f, int64_t number, struct known_concept **out)
{
	struct known_concept *c = table_get(&f->concepts, (uint64_t)number);

	*out = c;
	if (c != NULL)
		return 0;
	c = keep_room(&f->keep, sizeof(*c));
	if (c == NULL)
		return err_nomem();
	*out = c;
	return table_put(&f->concepts, (uint64_t)number, c);
}

/* --- forms -------------------------------------------------------------------------- */

struct listing {
	struct mention_finder *f;
	const struct known_form **forms;
	size_t n, capacity;
};

static int list_form(void *ctx, const struct nameform *form)
{
	struct listing *l = ctx;
	struct pattern *p;
	int rc = pattern_keep(l->f, form, &p);

	if (rc < 0)
		return rc;
	if (room_for_one(&l->forms, l->n, &l->capacity) < 0)
		return BIS_ENOMEM;
	l->forms[l->n++] = &p->known;
	return 0;
}

int mention_forms(struct mention_finder *f, int64_t concept,
	const struct known_form *const **forms, size_t *n)
{
	struct listing l = { .f = f };
	struct known_concept *c;
	int rc = concept_of(f, concept, &c);

	*n = 0;
	if (rc < 0)
		return rc;
	if (!c->forms_read) {
		rc = nameform_each(f->db, concept, list_form, &l);
		if (rc == 0)
			c->forms = keep_bytes(&f->keep, l.forms, l.n * sizeof(*l.forms));
		free(l.forms);
		if (rc < 0 || c->forms == NULL)
			return rc < 0 ? rc : err_nomem();
		c->n_forms = l.n;
		c->forms_read = true;
	}
	*forms = c->forms;
	*n = c->n_forms;
	return 0;
}

/* The less the better to write; negative: not at all. */
static int rank_of(const struct known_form *k, const char *lang, const char *at)
{
	int distance = strcmp(k->lang, lang) == 0 ? 0 : lang_distance(lang, k->lang);

	if (k->status != STATUS_PREFERRED && k->status != STATUS_ADMITTED)
		return -1;
	if (distance < 0 || (*at != '\0' && !valid_at(k->valid_from, k->valid_to, at)))
		return -1;
	/* one that ended gives way to one that did not, where no day is asked for */
	int ended = *at == '\0' && *k->valid_to != '\0';
	return (k->status == STATUS_ADMITTED) * 100000 + ended * 10000 +
	       (int)k->form_kind * 1000 + distance;
}

int mention_approved(struct mention_finder *f, int64_t concept, const char *lang,
	const char *at, const struct known_form **out)
{
	const struct known_form *const *forms;
	size_t n;
	int best = -1, rc = mention_forms(f, concept, &forms, &n);

	*out = NULL;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		int rank = rank_of(forms[i], lang, at == NULL ? "" : at);
		if (rank < 0 || (best >= 0 && rank >= best))
			continue;
		best = rank;
		*out = forms[i];
	}
	return rc;
}

/* --- ties --------------------------------------------------------------------------- */

struct tying {
	struct mention_finder *f;
	struct known_tie *ties;
	size_t n, capacity;
};

static int list_tie(void *ctx, const struct relation_row *r)
{
	struct tying *t = ctx;
	struct keep *keep = &t->f->keep;

	if (r->other == 0)
		return 0;
	if (room_for_one(&t->ties, t->n, &t->capacity) < 0)
		return BIS_ENOMEM;
	struct known_tie *tie = &t->ties[t->n++];
	*tie = (struct known_tie){
		.kind = r->relation.kind,
		.backwards = r->backwards,
		.other = r->other,
		.from = keep_text(
			keep, buf_str(&r->relation.from), r->relation.from.size),
		.to = keep_text(keep, buf_str(&r->relation.to), r->relation.to.size),
	};
	return tie->from == NULL || tie->to == NULL ? err_nomem() : 0;
}

int mention_ties(struct mention_finder *f, int64_t concept, const struct known_tie **ties,
	size_t *n)
{
	struct tying t = { .f = f };
	struct known_concept *c;
	int rc = concept_of(f, concept, &c);

	*n = 0;
	if (rc < 0)
		return rc;
	if (!c->ties_read) {
		rc = store_relations(f->db, concept, list_tie, &t);
		if (rc == 0)
			c->ties = keep_bytes(&f->keep, t.ties, t.n * sizeof(*t.ties));
		free(t.ties);
		if (rc < 0 || c->ties == NULL)
			return rc < 0 ? rc : err_nomem();
		c->n_ties = t.n;
		c->ties_read = true;
	}
	*ties = c->ties;
	*n = c->n_ties;
	return 0;
}
