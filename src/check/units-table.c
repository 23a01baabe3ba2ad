/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of what stands for what (variants.tsv), compiled for one language: each
 * member a row of stems, and of what stands in several rows all that it may mean.
 */
#include "config.h"
#include "src/check/units-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/table.h"

#define TABLE "src/check/variants.tsv"
#define TURNED_WORDS 3 /* of an organisation whose words may stand in another order */
#define TURNED_HAN 6   /* characters */

struct kind {
	int unit; /* enum unit_kind; negative: no kind is called so */
	bool same, spelt, near, apart, join;
};

static struct kind kind_of_row(const struct table_row *row)
{
	static const struct {
		const char *name;
		struct kind kind;
	} kinds[] = {
		{ "light", { .unit = UNIT_LIGHT } },
		{ "article", { .unit = UNIT_ARTICLE } },
		{ "join", { .unit = UNIT_ARTICLE, .join = true } },
		{ "same", { .unit = UNIT_WORD, .same = true } },
		{ "spelt", { .unit = UNIT_WORD, .same = true, .spelt = true } },
		{ "near", { .unit = UNIT_WORD, .near = true } },
		{ "apart", { .unit = UNIT_WORD, .apart = true } },
		{ "rank", { .unit = UNIT_RANK } },
		{ "country", { .unit = UNIT_COUNTRY, .same = true } },
		{ "org", { .unit = UNIT_ORG, .same = true } },
	};

	for (size_t i = 0; i < N_ELEMENTS(kinds); i++)
		if (strcmp(row->cells[1], kinds[i].name) == 0)
			return kinds[i].kind;
	return (struct kind){ .unit = -1 };
}

static struct phrase *add_phrase(struct unit_reader *u)
{
	if (room_for_one(&u->phrases, u->n, &u->capacity) < 0)
		return NULL;
	u->phrases[u->n] = (struct phrase){ 0 };
	return &u->phrases[u->n++];
}

/* The stems of a member.  The phrases before it are not in order yet, so light words are
 * looked for one by one; there are few. */
static const struct phrase *light_word(const struct unit_reader *u, uint64_t stem)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->phrases[i].n == 1 && u->phrases[i].stems[0] == stem &&
			(u->phrases[i].kind == UNIT_LIGHT ||
				u->phrases[i].kind == UNIT_ARTICLE))
			return &u->phrases[i];
	return NULL;
}

static void add_word(
	const struct unit_reader *u, const struct unit *word, struct phrase *out)
{
	uint64_t stem = word->word;
	const struct phrase *light = u->units.n > 1 ? light_word(u, stem) : NULL;

	if (light != NULL) {
		out->inside = true;
		out->light += light->kind == UNIT_LIGHT ? stem : 0;
	} else if (out->n < PHRASE_MAX) {
		out->forms[out->n] = word->form;
		out->singles[out->n] = word->single;
		out->stems[out->n++] = stem;
	}
}

static int read_member(struct unit_reader *u, const char *member, struct phrase *out)
{
	int rc = tokeniser_read(u->tokeniser, member, strlen(member), &u->tokens);

	if (rc == 0)
		rc = units_of_tokens(u, member, &u->tokens, &u->units);
	for (size_t i = 0; rc == 0 && i < u->units.n; i++) {
		if (u->units.at[i].kind == UNIT_WORD)
			add_word(u, &u->units.at[i], out);
	}
	out->acronym =
		rc == 0 && u->units.n == 1 && units_in_capitals(member, &u->units.at[0]);
	return rc;
}

static struct phrase *same_phrase(struct unit_reader *u, const struct phrase *p)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->phrases[i].n == p->n &&
			memcmp(u->phrases[i].stems, p->stems, sizeof(p->stems)) == 0)
			return &u->phrases[i];
	return NULL;
}

static uint64_t hash_of_stems(const struct phrase *p)
{
	return p->n == 1 ? p->stems[0]
			 : hash_bytes(p->stems, p->n * sizeof(p->stems[0]), 0);
}

/* What stands for `word` may stand for what is meant as well. */
static void add_meaning(struct unit_reader *u, uint64_t word, uint64_t meaning)
{
	for (size_t i = 0; i < u->n; i++) {
		struct phrase *p = &u->phrases[i];
		if (p->word == word && p->n_meanings < UNIT_MEANINGS)
			p->meanings[p->n_meanings++] = meaning;
	}
}

static int add_member(struct unit_reader *u, const char *member, const struct kind *kind,
	uint64_t meaning)
{
	struct phrase p = { .kind = (uint8_t)kind->unit };
	int rc = read_member(u, member, &p);

	if (rc < 0 || p.n == 0)
		return rc;
	struct phrase *there = same_phrase(u, &p);
	if (there == NULL) {
		there = add_phrase(u);
		if (there == NULL)
			return err_nomem();
		p.word = kind->same ? meaning : hash_of_stems(&p);
		p.same = kind->same;
		p.spelt = kind->spelt;
		p.join = kind->join;
		*there = p;
	}
	there->inside |= p.inside;
	there->apart |= kind->apart;
	if (kind->near)
		add_meaning(u, there->word, meaning);
	return 0;
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct unit_reader *u = ctx;
	struct kind kind = kind_of_row(row);
	char member[256];
	int rc = 0;

	if (strcmp(row->cells[0], u->language) != 0)
		return 0;
	if (kind.unit < 0)
		return table_flaw(row, "no kind of word is called", row->cells[1]);
	uint64_t meaning = hash_bytes(row->cells[2], strlen(row->cells[2]), 0);
	for (const char *at = row->cells[2]; rc == 0 && *at != '\0';) {
		size_t size = strcspn(at, "|");
		if (size >= sizeof(member))
			return table_flaw(row, "too long a member", at);
		memcpy(member, at, size);
		member[size] = '\0';
		rc = add_member(u, member, &kind, meaning);
		at += size + (at[size] == '|');
	}
	return rc;
}

/* Names of organisations may be turned about, "Organisation of the Collective Security
 * Treaty": such rows are found by any of their words.  Where words have case endings their
 * order says too little. */
static int add_turned(struct unit_reader *u)
{
	size_t n = u->n, least = unit_lang_is_han(u->lang) ? TURNED_HAN : TURNED_WORDS;

	if (unit_lang_has_cases(u->lang))
		return 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; u->phrases[i].kind == UNIT_ORG &&
				   u->phrases[i].n >= least && k < u->phrases[i].n;
			k++) {
			struct phrase *new = add_phrase(u);
			if (new == NULL)
				return err_nomem();
			*new = u->phrases[i];
			new->stems[0] = u->phrases[i].stems[k];
			new->stems[k] = u->phrases[i].stems[0];
			new->turned = true;
		}
	}
	return 0;
}

/* The longest first, and before others what is in its order. */
static int by_first(const void *a, const void *b)
{
	const struct phrase *one = a, *other = b;

	if (one->stems[0] != other->stems[0])
		return one->stems[0] < other->stems[0] ? -1 : 1;
	if (one->n != other->n)
		return (int)other->n - (int)one->n;
	return (int)one->turned - (int)other->turned;
}

int units_read_table(struct unit_reader *u)
{
	int rc = table_of_asset(TABLE, read_row, u);

	if (rc == 0)
		rc = add_turned(u);
	if (rc == 0 && u->n > 0)
		qsort(u->phrases, u->n, sizeof(*u->phrases), by_first);
	return rc;
}
