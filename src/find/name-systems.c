/* SPDX-License-Identifier: Apache-2.0
 *
 * "Khaidarzoda" is Хайдарзода in ICAO 9303, "Haydarzoda" Ҳайдарзода in BGN/PCGN Tajik:
 * every word of the names that a concept has in other scripts is written by every system
 * of its language, once, and a word of a spelling is looked up among what came out.  The
 * rule of a system in general use is named before what is met beside it, and both before
 * what is seldom met.
 */
#include "config.h"
#include "src/find/name-systems.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/find/number-map.h"
#include "src/text/fold.h"
#include "src/text/lang.h"

#define NAMED 2          /* systems that are named */
#define CONCEPTS_MAX 200 /* of which renditions are kept */
#define SYSTEM_MOST 6    /* renditions of a word by one system */

/* What is added to the rank of a system in its language. */
#define RANK_BESIDE 200   /* of what is met beside its rule */
#define RANK_LATIN 300    /* names come to Latin letters rather than from them */
#define RANK_SELDOM 1000  /* of a system seldom met */
#define RANK_OTHERS 10000 /* of what is for readers of another language */
#define RANK_NEAR 100     /* a second system no likelier than this is not named */

/* A word of a form as one system writes it. */
struct rendition {
	uint64_t folded; /* hash of it */
	const struct system *system;
	struct name_word word; /* of the form */
	bool beside;           /* not by the rule of the system */
};

/* All of one concept. */
struct rendered {
	struct rendition *at;
	size_t n, capacity;
};

struct name_systems {
	struct rendered *at;
	size_t n, capacity;
	struct number_map concepts;
};

bool next_name_word(const char **at, const char *end, struct name_word *word)
{
	while (*at < end && **at == ' ')
		(*at)++;
	word->at = *at;
	while (*at < end && **at != ' ')
		(*at)++;
	word->size = (size_t)(*at - word->at);
	return word->size > 0;
}

static void clear(struct name_systems *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->at[i].at);
	s->n = 0;
	number_map_finish(&s->concepts);
	s->concepts = (struct number_map){ 0 };
}

void name_systems_free(struct name_systems *s)
{
	if (s == NULL)
		return;
	clear(s);
	free(s->at);
	free(s);
}

/* --- what the systems make of the names of a concept ------------------------------ */

static int hash_folded(const char *text, size_t size, uint64_t *out)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	int rc = fold_text(FOLD_STRICT, text, size, "", &folded);

	*out = hash_bytes(buf_str(&folded), folded.size, 0);
	return rc < 0 ? rc : buf_ok(&folded) ? 0 : err_nomem();
}

struct rendering_word {
	struct rendered *out;
	struct rendition next;
};

static int keep_rendition(void *ctx, const char *text, size_t size)
{
	struct rendering_word *r = ctx;
	struct rendered *out = r->out;
	int rc = hash_folded(text, size, &r->next.folded);

	if (rc < 0)
		return rc;
	if (room_for_one(&out->at, out->n, &out->capacity) < 0)
		return BIS_ENOMEM;
	out->at[out->n++] = r->next;
	r->next.beside = true;
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
		while (rc == 0 && next_name_word(&at, end, &word)) {
			struct rendering_word r = { out,
				{ .system = system, .word = word } };
			rc = system_render_all(system, word.at, word.size, SYSTEM_MOST,
				keep_rendition, &r);
		}
	}
	return rc;
}

static int render_all(const struct name_systems_asked *asked, struct rendered *out)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(asked->finder, asked->concept, &forms, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (forms[i]->status <= STATUS_ADMITTED)
			rc = render_form(asked->systems, forms[i], out);
	return rc;
}

static int rendered_of(struct name_systems *s, const struct name_systems_asked *asked,
	const struct rendered **out)
{
	uint32_t number = number_map_get(&s->concepts, (uint64_t)asked->concept);
	struct rendered new = { 0 };

	if (number == NUMBER_NONE && s->n == CONCEPTS_MAX)
		clear(s);
	if (number == NUMBER_NONE) {
		if (room_for_one(&s->at, s->n, &s->capacity) < 0)
			return BIS_ENOMEM;
		int rc = render_all(asked, &new);
		if (rc == 0)
			rc = number_map_put(
				&s->concepts, (uint64_t)asked->concept, &number);
		if (rc < 0) {
			free(new.at);
			return rc;
		}
		s->at[s->n++] = new;
	}
	*out = &s->at[number];
	return 0;
}

/* --- which of them a word is ------------------------------------------------------- */

struct hit {
	const struct system *system;
	struct name_word word; /* that it renders */
	int rank;              /* the likelier, the less */
	bool beside;
};

/* What is made for readers of the language of the text, and standards, come before the
 * usage of others. */
static int rank_of(const char *lang, const struct rendition *x)
{
	const struct system *s = x->system;
	bool ours = lang_distance(lang, s->to) >= 0 || strchr(s->to, '-') != NULL;

	return s->rank + (x->beside ? RANK_BESIDE : 0) + (ours ? 0 : RANK_OTHERS) +
	       (s->rank >= SYSTEM_SELDOM ? RANK_SELDOM : 0) +
	       (strcmp(s->from_script, "Latn") == 0 ? RANK_LATIN : 0);
}

static void keep_hit(struct hit hits[NAMED], size_t *n, struct hit hit)
{
	size_t k = *n;

	for (size_t i = 0; i < *n; i++) {
		if (hits[i].system != hit.system)
			continue;
		if (hits[i].rank <= hit.rank)
			return;
		/* the same system, by a likelier rendition: it is put in anew */
		memmove(&hits[i], &hits[i + 1], (*n - i - 1) * sizeof(*hits));
		k = --*n;
		break;
	}
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

static size_t find_hits(const struct name_systems_asked *asked,
	const struct rendered *all, uint64_t folded, struct hit hits[NAMED])
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct rendition *x = &all->at[i];
		if (x->folded == folded)
			keep_hit(hits, &n,
				(struct hit){ x->system, x->word, rank_of(asked->lang, x),
					x->beside });
	}
	return n;
}

/* Adds by which systems a word is made; *found is false where there is none. */
static int say_word(const struct name_systems_asked *asked, const struct rendered *all,
	const struct name_word *word, struct buf *why, bool *found)
{
	struct hit hits[NAMED];
	uint64_t folded;
	int rc = hash_folded(word->at, word->size, &folded);
	size_t n = rc < 0 ? 0 : find_hits(asked, all, folded, hits);

	*found = n > 0;
	if (n == 0)
		return rc;
	buf_addf(why, "%s\"%.*s\" is ", why->size > 0 ? "; " : "", (int)word->size,
		word->at);
	for (size_t i = 0; i < n; i++) {
		const struct name_word *of = &hits[i].word;
		if (i > 0 && hits[i].rank > hits[0].rank + RANK_NEAR)
			break;
		buf_adds(why, i > 0 ? " or " : "");
		if (i == 0 || !is_same(of, &hits[i - 1].word))
			buf_addf(why, "%.*s %s ", (int)of->size, of->at,
				hits[i].beside ? "as also met in" : "in");
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
static int say_words(const struct name_systems_asked *asked,
	const struct rendered *rendered, const char *name, const char *other,
	struct buf *why, bool *all)
{
	const char *at = name, *end = name + strlen(name);
	struct name_word word;
	int rc = 0;

	while (rc == 0 && *all && next_name_word(&at, end, &word))
		if (!has_word(other, &word))
			rc = say_word(asked, rendered, &word, why, all);
	return rc;
}

int name_systems_why(struct name_systems **keep, const struct name_systems_asked *asked,
	struct buf *why, bool *all)
{
	const struct rendered *rendered = NULL;

	*all = true;
	if (*keep == NULL)
		*keep = calloc(1, sizeof(**keep));
	if (*keep == NULL)
		return err_nomem();
	int rc = rendered_of(*keep, asked, &rendered);
	if (rc == 0)
		rc = say_words(asked, rendered, asked->name, asked->other, why, all);
	if (rc == 0 && *all)
		rc = say_words(asked, rendered, asked->other, asked->name, why, all);
	return rc < 0 ? rc : buf_ok(why) ? 0 : err_nomem();
}
