/* SPDX-License-Identifier: Apache-2.0
 *
 * Two maps, filled anew for each text: one of words, for those written alike, and one of
 * their keys, for those that sound alike; the second is asked only where the first knows
 * nothing, and what it gives is compared.
 */
#include "config.h"
#include "src/check/people-families.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

#define NEAR_LETTERS 6 /* shorter names are near too many words */
#define NEAR_MOST 64   /* families looked at for one word */
#define ONE_VOWEL 71   /* scored by what differs in a vowel and in hardly anything else */

struct family {
	struct name name;
	int group;
	bool sure; /* the full name is one for certain */
};

void families_clear(struct people_store *s)
{
	for (size_t i = 0; i < s->n_near; i++)
		name_finish(&s->near[i].name);
	s->n_near = 0;
	keymap_clear(&s->families);
	keymap_clear(&s->near_keys);
}

void families_free(struct people_store *s)
{
	families_clear(s);
	free(s->near);
	s->near = NULL;
	s->near_capacity = 0;
	keymap_finish(&s->families);
	keymap_finish(&s->near_keys);
}

/* --- keeping --------------------------------------------------------------------- */

static uint64_t word_hash(const char *word, size_t size)
{
	struct small_word w;

	return small_word(word, size, &w) == 0 ? 0 : hash_bytes(w.text, w.size, 7);
}

static int read_word(struct reading *r, const char *word, size_t size, struct name *name)
{
	return name_read(
		r->checking->namer, word, size, *r->lang == '\0' ? NULL : r->lang, name);
}

/* A word that is one name, long enough to be told from others. */
static bool may_be_near(const struct name *name)
{
	return name->n_parts == 1 && name->parts[0].role == PART_NAME &&
	       name->parts[0].n >= NEAR_LETTERS;
}

static int keep_near(struct reading *r, struct people_store *s, const char *word,
	size_t size, int group, bool sure)
{
	uint64_t keys[NAME_KEYS];

	if (room_for_one(&s->near, s->n_near, &s->near_capacity) < 0)
		return BIS_ENOMEM;
	struct family *f = &s->near[s->n_near];
	*f = (struct family){ .group = group, .sure = sure };
	int rc = read_word(r, word, size, &f->name);
	if (rc < 0 || !may_be_near(&f->name)) {
		name_finish(&f->name);
		return rc;
	}
	s->n_near++;
	int n = name_part_keys(r->checking->namer, &f->name.parts[0], false, keys);
	for (int k = 0; rc == 0 && k < n; k++)
		rc = keymap_add(&s->near_keys, keys[k], (uint32_t)s->n_near - 1);
	return n < 0 ? n : rc;
}

/* Its last word, and its first where that may be the family name, in one reading. */
static int keep_reading(struct people_store *s, const struct case_reading *c,
	bool two_words, const char *last, int group)
{
	const char *first = memchr(c->text, ' ', c->size);
	size_t size = (size_t)(c->text + c->size - last - 1);
	int rc = keymap_add(&s->families, word_hash(last + 1, size), (uint32_t)group);

	if (rc == 0 && two_words)
		rc = keymap_add(&s->families,
			word_hash(c->text, (size_t)(first - c->text)), (uint32_t)group);
	return rc;
}

int families_keep(struct reading *r, struct people_store *s, const struct person *p)
{
	const struct spelling *x = person_spelling(r, p);
	struct case_readings *c = &s->scratch;
	int group = p->group - (int)s->forgotten;
	int rc = case_readings(r->checking->endings, r->lang, x->text, x->size, c);

	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		const char *last = memrchr(c->at[i].text, ' ', c->at[i].size);
		if (last == NULL)
			continue;
		if (p->sure)
			rc = keep_reading(
				s, &c->at[i], x->name.n_parts == 2, last, group);
		const char *end = c->at[i].text + c->at[i].size;
		if (rc == 0)
			rc = keep_near(
				r, s, last + 1, (size_t)(end - last - 1), group, p->sure);
	}
	return rc;
}

/* --- finding --------------------------------------------------------------------- */

int families_find(struct reading *r, struct people_store *s, const char *word,
	size_t size, int *group)
{
	struct case_readings *c = &s->scratch;
	int rc = case_readings(r->checking->endings, r->lang, word, size, c);

	*group = -1;
	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		uint64_t hash = word_hash(c->at[i].text, c->at[i].size);
		for (size_t at = hash == 0 ? 0 : keymap_first(&s->families, hash);
			at != 0; at = keymap_next(&s->families, at)) {
			int found = (int)keymap_value(&s->families, at);
			if (*group >= 0 && found != *group) {
				*group = -1;
				return 0;
			}
			*group = found;
		}
	}
	return rc;
}

/* Whether a word is such a family name spelt otherwise: by rules that hardly differ; of a
 * long one with a title by any, and where the full name is one for certain, a vowel may
 * be another as well. */
static int is_near(struct reading *r, const struct name *word, const struct family *f,
	bool titled, bool *near)
{
	bool sure = titled && word->parts[0].n >= SURE_LETTERS;
	struct name_comparison c;

	*near = false;
	if ((!f->sure && !titled) || strcmp(word->script, f->name.script) != 0)
		return 0;
	int rc = name_compare(r->checking->namer, word, &f->name, &c);
	if (rc < 0)
		return rc;
	bool slip = sure && f->sure && *c.veto == '\0' && c.consonants == 0 &&
		    c.vowels == 1 && c.score >= ONE_VOWEL;
	*near = (c.explained && c.score >= (sure ? NAME_SAME : HARDLY)) || slip;
	return 0;
}

/* Looks at the families that share a key with one reading; *group -2 where several are
 * near. */
static int near_reading(struct reading *r, struct people_store *s,
	const struct name *word, bool titled, int *group)
{
	uint64_t keys[NAME_KEYS];
	size_t looked = 0;
	bool near;
	int n = name_part_keys(r->checking->namer, &word->parts[0], false, keys);

	for (int k = 0; k < n && *group != -2; k++) {
		for (size_t at = keymap_first(&s->near_keys, keys[k]);
			at != 0 && looked < NEAR_MOST;
			at = keymap_next(&s->near_keys, at), looked++) {
			const struct family *f =
				&s->near[keymap_value(&s->near_keys, at)];
			int rc = f->group == *group ? 0
						    : is_near(r, word, f, titled, &near);
			if (rc < 0)
				return rc;
			if (f->group != *group && near)
				*group = *group < 0 ? f->group : -2;
			if (*group == -2)
				return 0;
		}
	}
	return n < 0 ? n : 0;
}

int families_near(struct reading *r, struct people_store *s, const char *word,
	size_t size, bool titled, int *group)
{
	struct case_readings *c = &s->scratch;
	int rc = 0;

	*group = -1;
	if (s->n_near == 0 || utf8_length(word, size) < NEAR_LETTERS)
		return 0;
	rc = case_readings(r->checking->endings, r->lang, word, size, c);
	for (size_t i = 0; rc == 0 && i < c->n && *group != -2; i++) {
		struct name name = { 0 };
		rc = read_word(r, c->at[i].text, c->at[i].size, &name);
		if (rc == 0 && may_be_near(&name))
			rc = near_reading(r, s, &name, titled, group);
		name_finish(&name);
	}
	if (*group < 0)
		*group = -1;
	return rc;
}
