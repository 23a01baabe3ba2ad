/* SPDX-License-Identifier: Apache-2.0
 *
 * A name is put right word by word, so that its order, its initials and a father's name
 * left out stay as the author had them.  Where its words are not those of the approved
 * name one to one, the whole of that takes its place.
 */
#include "config.h"
#include "src/check/person-verdict.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"

#define WORDS_MAX 8

struct words {
	struct name_word at[WORDS_MAX];
	size_t n;
	bool all; /* there were no more */
};

static void cut(const char *name, size_t size, struct words *out)
{
	const char *end = name + size;

	out->n = 0;
	while (out->n < WORDS_MAX && next_name_word(&name, end, &out->at[out->n]))
		out->n++;
	out->all = name == end;
}

static double part_score(struct namer *n, const char *lang, const struct name_word *a,
	const struct name_word *b, int *rc)
{
	struct name x = { 0 }, y = { 0 };
	struct name_comparison c = { 0 };

	*rc = name_read(n, a->at, a->size, lang, &x);
	if (*rc == 0)
		*rc = name_read(n, b->at, b->size, lang, &y);
	if (*rc == 0)
		*rc = name_compare(n, &x, &y, &c);
	name_finish(&x);
	name_finish(&y);
	return c.score;
}

static bool is_initial(const struct name_word *w)
{
	return memchr(w->at, '.', w->size) != NULL;
}

/* Which word of the approved name the word is: the nearest that is not taken; -1 none. */
static int word_for(struct reading *r, const struct name_word *word,
	const struct words *approved, unsigned taken, int *which)
{
	const char *lang = *r->lang == '\0' ? NULL : r->lang;
	double best = 40.0; /* a misprint is that near */
	int rc = 0;

	*which = -1;
	for (size_t i = 0; i < approved->n; i++) {
		if ((taken >> i & 1) != 0)
			continue;
		double score =
			part_score(r->checking->namer, lang, word, &approved->at[i], &rc);
		if (rc < 0)
			return rc;
		if (score > best) {
			best = score;
			*which = (int)i;
		}
	}
	return 0;
}

int nearest_reading(struct reading *r, const struct case_readings *c, const char *other,
	const struct case_reading **out)
{
	struct name_word right = { other, strlen(other) };
	double best = -1;
	int rc = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct name_word word = { c->at[i].text, c->at[i].size };
		double score = part_score(r->checking->namer,
			*r->lang == '\0' ? NULL : r->lang, &word, &right, &rc);
		if (rc < 0)
			return rc;
		if (score > best) {
			best = score;
			*out = &c->at[i];
		}
	}
	return 0;
}

static int put_words(struct reading *r, const struct case_reading *reading,
	const struct words *found, const struct words *base, const struct words *approved,
	bool *whole, struct buf *out)
{
	unsigned taken = 0;
	int rc = 0, which;

	for (size_t i = 0; rc == 0 && i < found->n; i++) {
		const struct name_word *word = &found->at[i];
		if (i > 0)
			buf_addc(out, ' ');
		if (is_initial(word)) {
			buf_add(out, word->at, word->size);
			continue;
		}
		rc = word_for(r, &base->at[i], approved, taken, &which);
		if (rc < 0 || which < 0) {
			*whole = false;
			return rc;
		}
		taken |= 1u << which;
		rc = case_put_word(r->checking->endings, r->lang, reading, word->at,
			word->size, approved->at[which].at, approved->at[which].size,
			out);
	}
	return rc;
}

static int put_all(struct reading *r, const struct case_reading *reading,
	const struct words *found, const struct words *approved, struct buf *out)
{
	int rc = 0;

	buf_clear(out);
	for (size_t i = 0; rc == 0 && i < approved->n; i++) {
		const struct name_word *word = &approved->at[i];
		const struct name_word *like =
			&found->at[i < found->n ? i : found->n - 1];
		if (i > 0)
			buf_addc(out, ' ');
		rc = case_put_word(r->checking->endings, r->lang, reading, like->at,
			like->size, word->at, word->size, out);
	}
	return rc;
}

int person_fix(
	struct reading *r, const char *found, const char *approved, struct buf *out)
{
	cleanup(case_readings_finish) struct case_readings c = { 0 };
	const struct case_reading *reading = NULL;
	struct words words, base, right;
	bool by_word = true;
	int rc = case_readings(r->checking->endings, r->lang, found, strlen(found), &c);

	buf_clear(out);
	if (rc == 0)
		rc = nearest_reading(r, &c, approved, &reading);
	if (rc < 0)
		return rc;
	cut(found, strlen(found), &words);
	cut(reading->text, reading->size, &base);
	cut(approved, strlen(approved), &right);
	if (words.n == 0 || words.n != base.n || !words.all || !right.all) {
		buf_adds(out, approved);
		return buf_ok(out) ? 0 : err_nomem();
	}
	rc = put_words(r, reading, &words, &base, &right, &by_word, out);
	if (rc == 0 && !by_word)
		rc = put_all(r, reading, &words, &right, out);
	return rc < 0 ? rc : buf_ok(out) ? 0 : err_nomem();
}

/* Whether there is time to say why of another spelling of this text. */
static bool may_explain(struct people_store *s)
{
	if (s->explained_text != s->text_no)
		s->n_explained = 0;
	s->explained_text = s->text_no;
	return s->n_explained++ < EXPLAINED_MAX;
}

int person_explain(struct reading *r, const struct person *p, const void *of,
	const char *other, int64_t concept)
{
	cleanup(buf_free) struct buf why = BUF_INIT, fix = BUF_INIT;
	struct people_store *s = r->checking->keep_people;
	struct spelling *x = person_spelling(r, p);
	int rc = 0;

	if (x->told == of)
		return 0;
	if (may_explain(s))
		rc = person_why(r, p, other, concept, &why);
	if (rc == 0)
		rc = person_fix(r, x->text, other, &fix);
	if (rc < 0)
		return rc;
	x->told = NULL;
	x->why = keep_text(&s->keep, buf_str(&why), why.size);
	x->fix = keep_text(&s->keep, buf_str(&fix), fix.size);
	if (x->why == NULL || x->fix == NULL)
		return err_nomem();
	x->told = of;
	return 0;
}
