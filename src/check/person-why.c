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
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/fold.h"
#include "src/text/lang.h"

#define NAMED 2           /* systems that are named */
#define CONCEPTS_MAX 1000 /* of which renditions are kept */

/* A word of a form as one system writes it. */
struct rendition {
	uint64_t folded; /* hash of it */
	const struct system *system;
	struct name_word word; /* of the form */
};

/* All of one concept.  They are made once, however many spellings of it there are. */
struct rendered {
	int64_t concept;
	struct rendition *at;
	size_t n, capacity;
};

struct renditions {
	struct rendered *at;
	size_t n, capacity;
	struct keymap concepts;
};

static void clear(struct renditions *all)
{
	for (size_t i = 0; i < all->n; i++)
		free(all->at[i].at);
	all->n = 0;
	keymap_clear(&all->concepts);
}

void renditions_free(struct renditions *all)
{
	if (all == NULL)
		return;
	clear(all);
	free(all->at);
	keymap_finish(&all->concepts);
	free(all);
}

struct hit {
	const struct system *system;
	struct name_word word; /* that it renders */
	int rank;
};

/* --- what the systems make of the names of a concept ------------------------------ */

static int hash_folded(const char *text, size_t size, uint64_t *out)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	int rc = fold_text(FOLD_STRICT, text, size, "", &folded);

	*out = hash_bytes(buf_str(&folded), folded.size, 0);
	return rc < 0 ? rc : buf_ok(&folded) ? 0 : err_nomem();
}

static int render_word(
	struct rendered *out, const struct system *system, const struct name_word *word)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct rendition new = { .system = system, .word = *word };
	int rc = system_render(system, word->at, word->size, &text);

	if (rc == 0)
		rc = hash_folded(buf_str(&text), text.size, &new.folded);
	if (rc < 0)
		return rc;
	if (room_for_one(&out->at, out->n, &out->capacity) < 0)
		return BIS_ENOMEM;
	out->at[out->n++] = new;
	return 0;
}

static int render_form(const struct systems *systems, const struct known_form *form,
	struct rendered *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < systems_count(systems); i++) {
		const struct system *system = systems_at(systems, i);
		const char *at = form->text, *end = at + strlen(at);
		struct name_word word;
		if (lang_distance(form->lang, system->from) < 0)
			continue;
		while (rc == 0 && next_name_word(&at, end, &word))
			rc = render_word(out, system, &word);
	}
	return rc;
}

static int render_all(struct reading *r, int64_t concept, struct rendered *out)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(r->checking->finder, concept, &forms, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (forms[i]->status <= STATUS_ADMITTED)
			rc = render_form(
				namer_systems(r->checking->namer), forms[i], out);
	}
	return rc;
}

static int add_rendered(struct reading *r, struct renditions *all, int64_t concept)
{
	if (all->n == CONCEPTS_MAX)
		clear(all);
	if (room_for_one(&all->at, all->n, &all->capacity) < 0)
		return BIS_ENOMEM;
	struct rendered *new = &all->at[all->n];
	*new = (struct rendered){ .concept = concept };
	int rc = render_all(r, concept, new);
	if (rc == 0)
		rc = keymap_add(&all->concepts, (uint64_t) concept, (uint32_t)all->n);
	if (rc < 0)
		free(new->at);
	else
		all->n++;
	return rc;
}

static int rendered_of(struct reading *r, int64_t concept, const struct rendered **out)
{
	struct people_store *s = r->checking->keep_people;

	if (s->renditions == NULL)
		s->renditions = calloc(1, sizeof(*s->renditions));
	if (s->renditions == NULL)
		return err_nomem();
	size_t at = keymap_first(&s->renditions->concepts, (uint64_t) concept);
	if (at == 0) {
		int rc = add_rendered(r, s->renditions, concept);
		if (rc < 0)
			return rc;
		at = keymap_first(&s->renditions->concepts, (uint64_t) concept);
	}
	*out = &s->renditions->at[keymap_value(&s->renditions->concepts, at)];
	return 0;
}

/* --- which of them a word is ------------------------------------------------------- */

/* The likelier, the less: what is made for readers of the language of the text, and
 * standards, before the usage of others. */
static int rank_of(const struct reading *r, const struct system *system)
{
	bool ours = lang_distance(r->lang, system->to) >= 0;
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

static bool is_same(const struct name_word *a, const struct name_word *b)
{
	return a->size == b->size && memcmp(a->at, b->at, a->size) == 0;
}

/* Adds by which systems a word is made; *found is false where there is none. */
static int say_word(const struct reading *r, const struct rendered *all,
	const struct name_word *word, struct buf *why, bool *found)
{
	struct hit hits[NAMED];
	size_t n = 0;
	uint64_t wanted;
	int rc = hash_folded(word->at, word->size, &wanted);

	for (size_t i = 0; rc == 0 && i < all->n; i++) {
		const struct rendition *x = &all->at[i];
		if (x->folded == wanted)
			keep_hit(hits, &n,
				(struct hit){
					x->system, x->word, rank_of(r, x->system) });
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
		const struct name_word *of = &hits[i].word;
		buf_adds(why, i > 0 ? " or " : "");
		if (i == 0 || !is_same(of, &hits[i - 1].word))
			buf_addf(why, "%.*s in ", (int)of->size, of->at);
		buf_adds(why, hits[i].system->name);
	}
	return 0;
}

static bool has_word(const char *name, const struct name_word *word)
{
	const char *end = name + strlen(name);
	struct name_word other;

	while (next_name_word(&name, end, &other))
		if (is_same(&other, word))
			return true;
	return false;
}

/* The words of a name that the other has not. */
static int say_words(const struct reading *r, const struct rendered *rendered,
	const char *name, const char *other, struct buf *why, bool *all)
{
	const char *at = name, *end = name + strlen(name);
	struct name_word word;
	bool found = true;
	int rc = 0;

	while (rc == 0 && *all && next_name_word(&at, end, &word)) {
		if (has_word(other, &word))
			continue;
		rc = say_word(r, rendered, &word, why, &found);
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
	const struct rendered *rendered = NULL;
	int rc = rendered_of(r, concept, &rendered);

	*all = true;
	if (rc == 0)
		rc = say_words(r, rendered, name, other, why, all);
	if (rc == 0 && *all)
		rc = say_words(r, rendered, other, name, why, all);
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
