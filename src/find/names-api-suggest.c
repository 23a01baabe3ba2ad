/* SPDX-License-Identifier: Apache-2.0
 *
 * What to write for a name in other languages: the form that a base has; else what the
 * systems make of the forms it has elsewhere, or of the name, in one step or through
 * Russian, from which the languages of its neighbours take names over.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/find/names-api.h"
#include "src/text/lang.h"

#define SUGGESTED_MAX 3     /* spellings by systems for one language */
#define SUGGESTED_NEAR 60   /* what ranks this far behind the first is not offered */
#define MIDDLE_DOT "\u00B7" /* parts the words of foreign names in Chinese */
#define RANK_STEPS 1000     /* of what takes two steps */
#define RANK_TAKEN 3000     /* of what is taken over */
#define KNOWN_FLOOR 88.0    /* of a concept that has the name */
#define KNOWN_NEAR 3        /* points within which the best are level */

/* --- what the base has -------------------------------------------------------------- */

struct suggesting {
	bis_namer *namer;
	bis_db *db; /* may be NULL */
	struct mention_finder *f;
	const char *name, *at;
	char lang[64], script[5]; /* of the name */
	char want[64];            /* language */
	bool want_english;
	char want_script[8];
	int64_t concepts[4]; /* that have the name */
	size_t n_concepts;
	struct buf half, whole;
	/* renderings for the language wanted */
	struct suggested {
		const struct system *system, /* NULL: taken over as it stands */
			*before;             /* the first of two steps, or NULL */
		char *text;
		int rank;
	} found[64];
	size_t n_found;
};

static void suggesting_finish(struct suggesting *s)
{
	mention_finder_free(s->f);
	buf_free(&s->half);
	buf_free(&s->whole);
	for (size_t i = 0; i < s->n_found; i++)
		free(s->found[i].text);
}

static int find_concepts(struct suggesting *s)
{
	cleanup(known_names_finish) struct known_names names = { 0 };
	struct known_query query = {
		.text = s->name,
		.size = strlen(s->name),
		.lang = s->lang,
		.floor = KNOWN_FLOOR,
		.max = N_ELEMENTS(s->concepts),
		.full_only = true,
	};
	if (s->db == NULL)
		return 0;
	int rc = mention_finder_new(s->db, s->namer->endings, &s->f);
	if (rc == 0)
		rc = known_names_find(s->f, s->namer->namer, &query, &names);
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		const struct known_name *k = &names.at[i];
		if (!k->comparison.explained ||
			k->score <= names.at[0].score - KNOWN_NEAR)
			continue;
		s->concepts[s->n_concepts++] = k->form->concept;
	}
	return rc;
}

static int suggest_known(struct suggesting *s, int64_t concept)
{
	const struct known_form *form;
	int rc = mention_approved(s->f, concept, s->want, s->at, &form);
	bool approved = rc == 0 && form != NULL;

	if (rc == 0 && form == NULL)
		rc = names_best_form(s->f, concept, s->want, s->at, &form);
	if (rc < 0 || form == NULL || lang_distance(s->want, form->lang) < 0)
		return rc;
	struct bis_spelling spelling = {
		.lang = s->want,
		.system = "",
		.system_name = "",
		.standing = approved ? "approved" : "attested",
		.concept = form->key,
		.note = approved ? "" : "in the base, but not approved",
	};
	return names_add_spelling(s->namer, &spelling, form->text, strlen(form->text));
}

/* --- what systems give -------------------------------------------------------------- */

/* Whether a system puts its language into Latin letters and is no other language's. */
static bool is_romanisation(const struct system *s)
{
	size_t n = strcspn(s->from, "-");

	return strcmp(s->to_script, "Latn") == 0 && strncmp(s->from, s->to, n) == 0 &&
	       s->to[n] == '-' && strcmp(s->kind, "reading") != 0;
}

/* How well a system's result does for the language wanted: 0 it is for that, more less
 * so; negative not at all.  English takes romanisations of any language. */
static int serves(const struct suggesting *s, const struct system *system)
{
	if (lang_distance(s->want, system->to) >= 0)
		return 0;
	return s->want_english && is_romanisation(system) ? 30 : -1;
}

static int add_suggested(struct suggesting *s, const struct system *system,
	const struct system *before, int rank, const struct buf *text)
{
	for (size_t i = 0; i < s->n_found; i++) {
		struct suggested *x = &s->found[i];
		if (strcmp(x->text, buf_str(text)) != 0)
			continue;
		/* of two that give the same the one that is likelier is named */
		if (rank < x->rank)
			*x = (struct suggested){ system, before, x->text, rank };
		return 0;
	}
	if (s->n_found == N_ELEMENTS(s->found))
		return 0;
	char *copy = strdup(buf_str(text));
	if (copy == NULL)
		return err_nomem();
	s->found[s->n_found++] = (struct suggested){ system, before, copy, rank };
	return 0;
}

/* From the language of a first step's result. */
static int suggest_second(
	struct suggesting *s, const struct system *first, const char *lang)
{
	const struct systems *all = namer_systems(s->namer->namer);
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < systems_count(all); i++) {
		const struct system *second = systems_at(all, i);
		int far = serves(s, second);
		if (far < 0 || !names_reads(second, lang, first->to_script))
			continue;
		rc = names_render(second, buf_str(&s->half), s->half.size, &s->whole);
		if (rc > 0)
			rc = add_suggested(s, second, first,
				RANK_STEPS + first->rank + second->rank + far, &s->whole);
	}
	return rc < 0 ? rc : 0;
}

/* A foreign name in Chinese is not read as one of Chinese. */
static bool is_misread(const struct system *s, const char *name)
{
	return *s->reader && strstr(name, MIDDLE_DOT) != NULL;
}

/* From a name in a language; systems that do not read all of it are none for it. */
static int suggest_rendered(struct suggesting *s, const char *name, const char *lang)
{
	const struct systems *all = namer_systems(s->namer->namer);
	char script[5];
	int rc = 0;

	script_of(name, strlen(name), script);
	for (size_t i = 0; rc >= 0 && i < systems_count(all); i++) {
		const struct system *first = systems_at(all, i);
		if (!names_reads(first, lang, script) || is_misread(first, name))
			continue;
		rc = names_render(first, name, strlen(name), &s->half);
		if (rc <= 0)
			continue;
		int far = serves(s, first);
		if (far >= 0)
			rc = add_suggested(s, first, NULL, first->rank + far, &s->half);
		/* what has been romanised, or was never spelt, says too little to be read
		 * on
		 */
		if (rc >= 0 && strcmp(first->from_script, "Cyrl") == 0 &&
			strcmp(first->to_script, "Cyrl") == 0)
			rc = suggest_second(s, first, first->to);
	}
	return rc < 0 ? rc : 0;
}

/* The forms of the concept tell more than the name does; but not what a foreign name has
 * become in Chinese. */
static int suggest_from_forms(struct suggesting *s, int64_t concept)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(s->f, concept, &forms, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if ((forms[i]->status == STATUS_PREFERRED ||
			    forms[i]->status == STATUS_ADMITTED ||
			    forms[i]->status == STATUS_PROPOSED) &&
			strstr(forms[i]->text, MIDDLE_DOT) == NULL)
			rc = suggest_rendered(s, forms[i]->text, forms[i]->lang);
	return rc;
}

/* The language of the name by its letters: the likeliest that has them all.  Latin ones
 * tell nothing, and what stands in them is taken for English. */
static int guess_lang(struct suggesting *s, char lang[64])
{
	const struct systems *all = namer_systems(s->namer->namer);
	int best = -1, rc = 0;

	lang[0] = '\0';
	if (strcmp(s->script, "Latn") == 0) {
		strcpy(lang, "en");
		return 0;
	}
	for (size_t i = 0; rc >= 0 && i < systems_count(all); i++) {
		const struct system *x = systems_at(all, i);
		int prior = namer_language_prior(s->namer->namer, x->from);
		bool russian = strcmp(x->from, "ru") == 0;
		if ((russian && names_has_national_letters(s->name)) || prior <= best ||
			!names_reads(x, "", s->script) || strlen(x->from) > 63 ||
			strcmp(x->from_script, x->to_script) == 0)
			continue;
		rc = names_render(x, s->name, strlen(s->name), &s->half);
		if (rc <= 0)
			continue;
		best = prior;
		strcpy(lang, x->from);
	}
	return rc < 0 ? rc : 0;
}

static int by_rank(const void *a, const void *b)
{
	const struct suggested *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return strcmp(x->text, y->text);
}

static int tell_suggested(struct suggesting *s)
{
	int rc = 0;

	if (s->n_found > 1)
		qsort(s->found, s->n_found, sizeof(*s->found), by_rank);
	for (size_t i = 0; rc == 0 && i < s->n_found && i < SUGGESTED_MAX; i++) {
		const struct suggested *x = &s->found[i];
		/* what is made for the language; then what is read on; then one that is
		 * not */
		if (i > 0 && (x->rank >= RANK_TAKEN ||
				     x->rank > s->found[0].rank + SUGGESTED_NEAR ||
				     (x->system != NULL && !system_is_usual(x->system))))
			break;
		struct bis_spelling spelling = {
			.lang = s->want,
			.system = x->system == NULL ? "" : x->system->id,
			.system_name = x->system == NULL ? "" : x->system->name,
			.standing = "suggested",
			.concept = "",
			.note = x->rank >= RANK_TAKEN ? "taken over from Russian"
				: x->system == NULL   ? "as it stands"
						      : "",
		};
		if (x->before != NULL) {
			buf_clear(&s->namer->scratch);
			buf_addf(&s->namer->scratch, "through %s", x->before->name);
			rc = names_keep_scratch(s->namer, &spelling.note);
		}
		if (rc == 0)
			rc = names_add_spelling(
				s->namer, &spelling, x->text, strlen(x->text));
	}
	for (size_t i = 0; i < s->n_found; i++)
		free(s->found[i].text);
	s->n_found = 0;
	return rc;
}

/* --- what is taken over ------------------------------------------------------------- */

/* A Russian spelling is taken over by the languages that are written in the same letters,
 * as it stands; by one that has two scripts it is put into the other. */
static int take_over(struct suggesting *s, const char *russian)
{
	const struct systems *all = namer_systems(s->namer->namer);
	size_t n = strcspn(s->want, "-");
	int rc = 0;

	buf_set(&s->whole, russian);
	if (strcmp(s->want_script, "Cyrl") == 0)
		return add_suggested(s, NULL, NULL, RANK_TAKEN, &s->whole);
	for (size_t i = 0; rc >= 0 && i < systems_count(all); i++) {
		const struct system *x = systems_at(all, i);
		if (strcmp(x->from_script, "Cyrl") != 0 ||
			strncmp(x->from, s->want, n) != 0 || x->from[n] != '-' ||
			lang_distance(s->want, x->to) < 0)
			continue;
		rc = names_render(x, russian, strlen(russian), &s->half);
		if (rc > 0)
			rc = add_suggested(s, x, NULL, RANK_TAKEN + x->rank, &s->half);
	}
	return rc < 0 ? rc : 0;
}

/* From the name in its own language, by way of the Russian spelling of it. */
static int take_over_through(struct suggesting *s, const char *lang)
{
	const struct systems *all = namer_systems(s->namer->namer);
	cleanup(buf_free) struct buf russian = BUF_INIT;
	int rc = 0;

	if (strcmp(lang, "ru") == 0)
		return take_over(s, s->name);
	for (size_t i = 0; rc >= 0 && s->n_found == 0 && i < systems_count(all); i++) {
		const struct system *x = systems_at(all, i);
		if (strcmp(x->to, "ru") != 0 || !names_reads(x, lang, s->script) ||
			is_misread(x, s->name))
			continue;
		rc = names_render(x, s->name, strlen(s->name), &russian);
		if (rc > 0)
			rc = take_over(s, buf_str(&russian));
	}
	return rc < 0 ? rc : 0;
}

/* A Russian form of the concept is taken over before one that is made. */
static int take_over_known(struct suggesting *s, int64_t concept)
{
	const struct known_form *form;
	int rc = mention_approved(s->f, concept, "ru", s->at, &form);

	return rc < 0 || form == NULL ? rc : take_over(s, form->text);
}

/* --- all of it ---------------------------------------------------------------------- */

/* What the systems give from the name alone. */
static int suggest_from_name(struct suggesting *s)
{
	char lang[64];
	int rc = 0;

	strcpy(lang, s->lang);
	if (*lang == '\0')
		rc = guess_lang(s, lang);
	if (rc == 0 && *lang != '\0' && lang_distance(s->want, lang) >= 0) {
		/* whose forms are known, but none in this language */
		if (*s->lang == '\0' && s->n_concepts > 0)
			return 0;
		buf_set(&s->whole, s->name);
		return add_suggested(s, NULL, NULL, 0, &s->whole);
	}
	if (rc == 0)
		rc = suggest_rendered(s, s->name, lang);
	return rc < 0 || s->n_found > 0 ? rc : take_over_through(s, lang);
}

static int suggest_for(struct suggesting *s)
{
	size_t before = s->namer->spellings.n;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n_concepts; i++)
		rc = suggest_known(s, s->concepts[i]);
	if (rc < 0 || s->namer->spellings.n > before)
		return rc;
	for (size_t i = 0; rc == 0 && i < s->n_concepts; i++)
		rc = suggest_from_forms(s, s->concepts[i]);
	for (size_t i = 0; rc == 0 && s->n_found == 0 && i < s->n_concepts; i++)
		rc = take_over_known(s, s->concepts[i]);
	if (rc == 0 && s->n_found == 0)
		rc = suggest_from_name(s);
	return rc < 0 ? rc : tell_suggested(s);
}

static int set_wanted(struct suggesting *s, const char *lang)
{
	struct lang_parts parts;
	int rc = names_lang(lang, s->want);

	if (rc == 0)
		rc = lang_parts(s->want, &parts);
	s->want_english = rc == 0 && strcmp(parts.language, "en") == 0;
	snprintf(s->want_script, sizeof(s->want_script), "%s",
		rc == 0 ? parts.script : "");
	return rc;
}

int bis_name_suggest(bis_db *db, bis_namer *namer,
	const struct bis_suggest_options *options, const char *name,
	const struct bis_spellings **out)
{
	cleanup(suggesting_finish) struct suggesting s = {
		.namer = namer, .db = db, .name = name
	};

	*out = NULL;
	int rc = names_begin(namer, name);
	if (rc == 0)
		rc = names_check_size(name);
	if (rc == 0)
		rc = names_day(options->at);
	if (rc == 0)
		rc = names_lang(options->lang, s.lang);
	if (rc < 0)
		return rc;
	s.at = options->at == NULL ? "" : options->at;
	script_of(name, strlen(name), s.script);
	rc = find_concepts(&s);
	for (size_t i = 0; rc == 0 && i < options->n_to; i++) {
		rc = set_wanted(&s, options->to[i]);
		if (rc == 0)
			rc = suggest_for(&s);
	}
	if (rc == 0)
		*out = &namer->spellings;
	return rc;
}
