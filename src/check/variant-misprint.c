/* SPDX-License-Identifier: Apache-2.0
 *
 * Misprints in names: a word nobody knows, beside words of names, is read as the word of
 * names that it is nearest to.
 *
 * So is a word with a hyphen that names have without.
 *
 * That alone tells nothing.  Only where the words then are a name, the misprint is what
 * differs from it (DIFFERS_SPELLING).
 */
#include "config.h"
#include "src/check/variant-inside.h"

#include <string.h>

#include "src/base/err.h"

#define SURE 80  /* score of a name of a person */
#define BESIDE 2 /* units between a misprint and a word of names */

/* Whether it is a word that names are known by. */
static int leads_to_names(struct hunt *h, const struct unit *u, bool *leads)
{
	const struct official *const *names;
	size_t n = 0;
	int rc = 0;

	if (u->kind == UNIT_WORD && u->end > u->begin)
		rc = officials_with(h->officials, h->r->text + u->begin,
			u->end - u->begin, &names, &n);
	*leads = n > 0;
	return rc;
}

static int stands_beside_names(struct hunt *h, size_t i, bool *beside)
{
	const struct unit *at = h->units.at;
	int rc = 0;

	*beside = false;
	for (size_t k = i; rc == 0 && !*beside && k > 0 && i - k < BESIDE + 1; k--) {
		if (at[k - 1].kind == UNIT_STOP)
			break;
		rc = leads_to_names(h, &at[k - 1], beside);
	}
	for (size_t k = i + 1;
		rc == 0 && !*beside && k < h->units.n && k - i <= BESIDE + 1; k++) {
		if (at[k].kind == UNIT_STOP)
			break;
		rc = leads_to_names(h, &at[k], beside);
	}
	return rc;
}

bool variant_of_person(const struct reading *r, const struct unit *u, size_t *person)
{
	while (*person < r->n_people && r->people[*person].end <= u->begin)
		++*person;
	if (*person == r->n_people || r->people[*person].begin >= u->end)
		return false;
	const struct person *p = &r->people[*person];
	return p->mention != NULL || (p->n_known > 0 && p->known[0].score >= SURE);
}

static int mend_unit(struct hunt *h, struct unit *u)
{
	struct meant_word meant;
	int rc = officials_meant(
		h->officials, h->r->text + u->begin, u->end - u->begin, &meant);

	if (rc < 0 || meant.word == 0)
		return rc;
	u->word = meant.word;
	u->misprint = true;
	return 0;
}

/* --- hyphens too many ----------------------------------------------------------------- */

/* A word at i, a hyphen and a word, with nothing between. */
static bool is_hyphenated(const struct hunt *h, size_t i)
{
	const struct unit *u = &h->units.at[i];

	if (i + 2 >= h->units.n || u[0].kind != UNIT_WORD || u[2].kind != UNIT_WORD ||
		u[1].kind != UNIT_COMMA || u[1].begin != u[0].end ||
		u[1].end != u[2].begin || h->r->text[u[1].begin] != '-')
		return false;
	/* "anti-drug" is one */
	return units_phrase(officials_units(h->officials), h->r->text, &h->units, i) < 3;
}

int variant_joined(struct hunt *h, const struct unit *u, struct buf *out)
{
	const char *text = h->r->text + u->begin;
	const char *hyphen = memchr(text, '-', u->end - u->begin);

	buf_clear(out);
	if (hyphen == NULL)
		return 0;
	buf_add(out, text, (size_t)(hyphen - text));
	buf_add(out, hyphen + 1, (size_t)(h->r->text + u->end - hyphen - 1));
	return buf_ok(out) ? 0 : err_nomem();
}

/* Whether the two words in one are a word of names: "Inter-Bank", "Co-ordinators". */
static int join_hyphenated(struct hunt *h, size_t i, bool *joined)
{
	struct unit *u = &h->units.at[i];
	struct unit whole = { .begin = u[0].begin, .end = u[2].end };
	const struct official *const *names;
	size_t n = 0;

	*joined = false;
	int rc = variant_joined(h, &whole, &h->word);
	if (rc == 0)
		rc = officials_with(
			h->officials, buf_str(&h->word), h->word.size, &names, &n);
	if (rc < 0 || n == 0)
		return rc;
	u->end = whole.end;
	u->misprint = u->hyphen = *joined = true;
	u->form = u->single = u[2].form;
	return unit_reader_word(
		officials_units(h->officials), buf_str(&h->word), h->word.size, &u->word);
}

static int join_all_hyphenated(struct hunt *h)
{
	size_t to = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < h->units.n; i++) {
		bool joined = false;
		if (is_hyphenated(h, i))
			rc = join_hyphenated(h, i, &joined);
		h->units.at[to++] = h->units.at[i];
		i += joined ? 2 : 0;
	}
	if (rc == 0)
		h->units.n = to;
	return rc;
}

int variant_mend(struct hunt *h)
{
	size_t first = 0;
	int rc = join_all_hyphenated(h);

	for (size_t i = 0; rc == 0 && i < h->units.n; i++) {
		struct unit *u = &h->units.at[i];
		bool known, beside = false;
		if (u->kind != UNIT_WORD || u->hyphen ||
			u->end - u->begin < MISPRINT_LEAST ||
			variant_of_person(h->r, u, &first))
			continue;
		rc = officials_know(
			h->officials, h->r->text + u->begin, u->end - u->begin, &known);
		if (rc == 0 && !known)
			rc = stands_beside_names(h, i, &beside);
		if (rc == 0 && beside)
			rc = mend_unit(h, u);
	}
	return rc;
}
