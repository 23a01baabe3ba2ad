/* SPDX-License-Identifier: Apache-2.0
 *
 * "Khaidarzoda" is ICAO 9303 of Хайдарзода, "Haydarzoda" BGN/PCGN of Ҳайдарзода: where
 * the base has the name in the script it comes from, the systems that make a spelling
 * of it are named.  Only where there are none, the rules between the two spellings are.
 *
 */
#include "config.h"
#include "src/check/person-verdict.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"
#include "src/text/lang.h"

#define NAMED 2 /* systems that are named */

struct seek {
	struct reading *r;
	const struct known_form *const *forms;
	size_t n_forms;
	struct buf wanted; /* a word, folded */
	struct buf rendered, folded;
};

struct hit {
	const struct system *system;
	struct name_word word; /* that it renders */
	int rank;
};

static void seek_finish(struct seek *s)
{
	buf_free(&s->wanted);
	buf_free(&s->rendered);
	buf_free(&s->folded);
}

static int fold(const char *text, size_t size, struct buf *out)
{
	buf_clear(out);
	int rc = fold_text(FOLD_STRICT, text, size, "", out);
	return rc < 0 ? rc : buf_ok(out) ? 0 : err_nomem();
}

/* Whether the system makes the wanted word of this one. */
static int renders(struct seek *s, const struct system *system,
	const struct name_word *word, bool *does)
{
	buf_clear(&s->rendered);
	int rc = system_render(system, word->at, word->size, &s->rendered);
	if (rc == 0)
		rc = fold(buf_str(&s->rendered), s->rendered.size, &s->folded);
	*does = rc == 0 && s->folded.size == s->wanted.size &&
		memcmp(buf_str(&s->folded), buf_str(&s->wanted), s->wanted.size) == 0;
	return rc;
}

/* The likelier, the less: what is made for readers of the language of the text, and
 * standards, before the usage of others. */
static int rank_of(const struct seek *s, const struct system *system)
{
	bool ours = lang_distance(s->r->lang, system->to) >= 0;
	bool standard = strchr(system->to, '-') != NULL;

	return system->rank + (ours || standard ? 0 : 10000);
}

static void keep_hit(struct hit hits[NAMED], size_t *n, struct hit hit)
{
	size_t k = *n;

	for (size_t i = 0; i < *n; i++)
		if (hits[i].system == hit.system)
			return;
	while (k > 0 && hits[k - 1].rank > hit.rank) {
		if (k < NAMED)
			hits[k] = hits[k - 1];
		k--;
	}
	if (k < NAMED)
		hits[k] = hit;
	*n += *n < NAMED;
}

/* The systems of the form's language that make the wanted word of one of its words. */
static int seek_in_form(
	struct seek *s, const struct known_form *form, struct hit hits[NAMED], size_t *n)
{
	const struct systems *systems = namer_systems(s->r->checking->namer);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < systems_count(systems); i++) {
		const struct system *system = systems_at(systems, i);
		const char *at = form->text, *end = at + strlen(at);
		struct name_word word;
		bool does = false;
		if (lang_distance(form->lang, system->from) < 0)
			continue;
		while (rc == 0 && !does && next_name_word(&at, end, &word))
			rc = renders(s, system, &word, &does);
		if (does)
			keep_hit(hits, n,
				(struct hit){ system, word, rank_of(s, system) });
	}
	return rc;
}

/* Adds by which systems a word is made; *found is false where there is none. */
static int say_word(
	struct seek *s, const struct name_word *word, struct buf *why, bool *found)
{
	struct hit hits[NAMED];
	size_t n = 0;
	int rc = fold(word->at, word->size, &s->wanted);

	for (size_t i = 0; rc == 0 && i < s->n_forms; i++) {
		if (s->forms[i]->status <= STATUS_ADMITTED)
			rc = seek_in_form(s, s->forms[i], hits, &n);
	}
	*found = n > 0;
	if (rc < 0 || n == 0)
		return rc;
	if (why->size > 0)
		buf_adds(why, "; ");
	buf_addf(why, "\"%.*s\" is ", (int)word->size, word->at);
	for (size_t i = 0; i < n; i++) {
		/* the usage of other languages only where there is nothing nearer */
		if (i > 0 && hits[i].rank >= 10000)
			break;
		buf_addf(why, "%s%s of %.*s", i > 0 ? " or " : "", hits[i].system->name,
			(int)hits[i].word.size, hits[i].word.at);
	}
	return 0;
}

static bool has_word(const char *name, const struct name_word *word)
{
	const char *end = name + strlen(name);
	struct name_word other;

	while (next_name_word(&name, end, &other))
		if (other.size == word->size &&
			memcmp(other.at, word->at, word->size) == 0)
			return true;
	return false;
}

/* The words of a name that the other has not. */
static int say_words(
	struct seek *s, const char *name, const char *other, struct buf *why, bool *all)
{
	const char *at = name, *end = name + strlen(name);
	struct name_word word;
	bool found = true;
	int rc = 0;

	while (rc == 0 && *all && next_name_word(&at, end, &word)) {
		if (has_word(other, &word))
			continue;
		rc = say_word(s, &word, why, &found);
		*all = found;
	}
	return rc;
}

static int explain(
	struct reading *r, const char *name, const char *other, struct buf *why)
{
	const char *lang = *r->lang == '\0' ? NULL : r->lang;
	struct name a = { 0 }, b = { 0 };
	int rc = name_read(r->checking->namer, name, strlen(name), lang, &a);

	if (rc == 0)
		rc = name_read(r->checking->namer, other, strlen(other), lang, &b);
	if (rc == 0)
		rc = name_explain(r->checking->namer, &a, &b, why);
	name_finish(&a);
	name_finish(&b);
	return rc < 0 ? rc : buf_ok(why) ? 0 : err_nomem();
}

static int by_systems(struct reading *r, int64_t concept, const char *name,
	const char *other, struct buf *why, bool *all)
{
	cleanup(seek_finish) struct seek s = { .r = r };
	int rc = mention_forms(r->checking->finder, concept, &s.forms, &s.n_forms);

	*all = true;
	if (rc == 0)
		rc = say_words(&s, name, other, why, all);
	if (rc == 0 && *all)
		rc = say_words(&s, other, name, why, all);
	return rc < 0 ? rc : buf_ok(why) ? 0 : err_nomem();
}

int person_why(struct reading *r, const struct person *p, const char *other,
	int64_t concept, struct buf *why)
{
	cleanup(case_readings_finish) struct case_readings c = { 0 };
	const struct spelling *x = person_spelling(r, p);
	const struct case_reading *reading = NULL;
	bool all = false;
	int rc = case_readings(r->checking->endings, r->lang, x->text, x->size, &c);

	buf_clear(why);
	if (rc == 0)
		rc = nearest_reading(r, &c, other, &reading);
	if (rc == 0 && concept != 0)
		rc = by_systems(r, concept, reading->text, other, why, &all);
	if (rc < 0 || (all && why->size > 0))
		return rc;
	buf_clear(why);
	return explain(r, reading->text, other, why);
}
