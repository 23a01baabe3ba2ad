/* SPDX-License-Identifier: Apache-2.0
 *
 * Spellings of a name: all the tables give, or what to write in other languages.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/names-api.h"
#include "src/text/lang.h"

#define VARIANTS_MAX 500
#define SYSTEM_VARIANTS_MAX 48 /* of one system */
#define NAME_SIZE_MAX 4096     /* bytes of a name that is rendered */
#define SUGGESTED_MAX 3        /* spellings by systems for one language */
#define KNOWN_FLOOR 88.0       /* of a concept that has the name */

/* --- the list ----------------------------------------------------------------------- */

static int add_spelling(bis_namer *namer, const struct bis_spelling *spelling,
	const char *text, size_t size)
{
	struct bis_spellings *list = &namer->spellings;
	struct bis_spelling *at = (struct bis_spelling *)list->at;

	if (room_for_one(&at, list->n, &namer->spellings_capacity) < 0)
		return BIS_ENOMEM;
	list->at = at;
	at[list->n] = *spelling;
	at[list->n].text = keep_text(&namer->keep, text, size);
	at[list->n].lang =
		keep_text(&namer->keep, spelling->lang, strlen(spelling->lang));
	at[list->n].concept =
		keep_text(&namer->keep, spelling->concept, strlen(spelling->concept));
	if (at[list->n].text == NULL || at[list->n].lang == NULL ||
		at[list->n].concept == NULL)
		return err_nomem();
	list->n++;
	return 0;
}

static int check_size(const char *name)
{
	if (strlen(name) > NAME_SIZE_MAX)
		return err_set(BIS_EUSAGE, "a name of more than %d bytes to render",
			NAME_SIZE_MAX);
	return 0;
}

/* --- what a system does with a name ------------------------------------------------- */

/* Whether a system reads texts of a language; "" : of any written in these letters. */
static bool reads(const struct system *s, const char *lang, const char *script)
{
	if (strcmp(s->from_script, script) != 0 &&
		!(strncmp(s->from_script, "Han", 3) == 0 && strcmp(script, "Hani") == 0))
		return false;
	return *lang == '\0' || lang_distance(lang, s->from) >= 0;
}

/* Whether letters of the script it reads are left: then the name is of another language
 * that is written in it. */
static bool left_letters(const struct system *s, const char *text, size_t size)
{
	char script[5];

	if (strcmp(s->from_script, s->to_script) == 0)
		return false;
	for (size_t i = 0, n; i < size; i += n) {
		for (n = 1; i + n < size && ((unsigned char)text[i + n] & 0xC0) == 0x80;)
			n++;
		script_of(text + i, n, script);
		if (strcmp(script, s->from_script) == 0)
			return true;
	}
	return false;
}

/* The name by the rule of the system into `out`: 1, or 0 where it does not read it
 * all. */
static int render(const struct system *s, const char *name, size_t size, struct buf *out)
{
	buf_clear(out);
	int rc = system_render(s, name, size, out);
	if (rc == 0 && !buf_ok(out))
		rc = err_nomem();
	return rc < 0 ? rc : out->size > 0 && !left_letters(s, out->data, out->size);
}

/* --- every spelling ----------------------------------------------------------------- */

struct listing {
	bis_namer *namer;
	const struct system *system;
	const char *name;
	size_t max, n; /* of this system */
};

static int list_rendering(void *ctx, const char *text, size_t size)
{
	struct listing *l = ctx;
	struct bis_spelling spelling = {
		.lang = l->system->to,
		.system = l->system->id,
		.system_name = l->system->name,
		.standing = "suggested",
		.concept = "",
		.note = l->n == 0 ? "" : "met in practice beside the rule",
	};

	l->n++;
	if (l->namer->spellings.n >= l->max)
		return 0;
	return add_spelling(l->namer, &spelling, text, size);
}

static int list_system(struct listing *l, bool said)
{
	size_t size = strlen(l->name);
	int fits = said ? 1 : render(l->system, l->name, size, &l->namer->scratch);

	l->n = 0;
	if (fits <= 0)
		return fits;
	return system_render_all(
		l->system, l->name, size, SYSTEM_VARIANTS_MAX, list_rendering, l);
}

int bis_name_variants(bis_namer *namer, const struct bis_variants_options *options,
	const char *name, const struct bis_spellings **out)
{
	static const struct bis_variants_options usual;
	const struct bis_variants_options *o = options == NULL ? &usual : options;
	const struct systems *all = namer_systems(namer->namer);
	const struct system *only = NULL;
	struct listing l = { .namer = namer, .name = name };
	char lang[64], script[5];

	*out = NULL;
	int rc = names_begin(namer, name);
	if (rc == 0)
		rc = check_size(name);
	if (rc == 0)
		rc = names_lang(o->lang, lang);
	if (rc < 0)
		return rc;
	if (o->system != NULL && *o->system != '\0') {
		only = systems_find(all, o->system);
		if (only == NULL)
			return err_set(
				BIS_EUSAGE, "no romanisation system: %s", o->system);
	}
	l.max = o->max > 0 ? o->max : VARIANTS_MAX;
	script_of(name, strlen(name), script);
	for (size_t i = 0; rc == 0 && i < systems_count(all); i++) {
		l.system = systems_at(all, i);
		if (only != NULL ? l.system == only : reads(l.system, lang, script))
			rc = list_system(&l, only != NULL || *lang != '\0');
	}
	if (rc == 0)
		*out = &namer->spellings;
	return rc;
}

/* --- suggestions: what the base has ------------------------------------------------- */

struct suggesting {
	bis_namer *namer;
	bis_db *db; /* may be NULL */
	struct mention_finder *f;
	const char *name, *at;
	char lang[64], script[5]; /* of the name */
	char want[64];            /* language */
	bool want_english, want_latin;
	int64_t concepts[4]; /* that have the name */
	size_t n_concepts;
	struct buf half, whole;
	/* renderings for the language wanted */
	struct suggested {
		const struct system *system,
			*before; /* the first of two steps, or NULL */
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
	for (size_t i = 0; rc == 0 && i < names.n; i++)
		if (names.at[i].comparison.explained &&
			(i == 0 || names.at[i].score > names.at[0].score - 3))
	s->concepts[s->n_concepts++] = names.at[i].form->concept;
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
	return add_spelling(s->namer, &spelling, form->text, strlen(form->text));
}

/* --- suggestions: what systems give ------------------------------------------------- */

/* Whether a system puts its language into Latin letters and is no other language's. */
static bool is_romanisation(const struct system *s)
{
	size_t n = strcspn(s->from, "-");

	return strcmp(s->to_script, "Latn") == 0 && strncmp(s->from, s->to, n) == 0 &&
	       s->to[n] == '-' && strcmp(s->kind, "reading") != 0;
}

/* How well a system's result does for the language wanted: 0 it is for that, more less
 * so; negative not at all.  English takes romanisations of any language, others that are
 * written in Latin letters do where nothing is made for them. */
static int serves(const struct suggesting *s, const struct system *system)
{
	if (lang_distance(s->want, system->to) >= 0)
		return 0;
	if (!s->want_latin || !is_romanisation(system))
		return -1;
	return s->want_english ? 30 : 2000;
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
		if (far < 0 || !reads(second, lang, first->to_script))
			continue;
		rc = render(second, buf_str(&s->half), s->half.size, &s->whole);
		if (rc > 0)
			rc = add_suggested(s, second, first,
				1000 + first->rank + second->rank + far, &s->whole);
	}
	return rc < 0 ? rc : 0;
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
		if (!reads(first, lang, script))
			continue;
		rc = render(first, name, strlen(name), &s->half);
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
			strstr(forms[i]->text, "\u00B7") == NULL)
			rc = suggest_rendered(s, forms[i]->text, forms[i]->lang);
	return rc;
}

/* The language of the name by its letters: Russian, where that has them all; else what
 * the first system that reads it says. */
static int guess_lang(struct suggesting *s, char lang[64])
{
	const struct systems *all = namer_systems(s->namer->namer);
	const struct system *best = NULL;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < systems_count(all); i++) {
		const struct system *x = systems_at(all, i);
		bool russian = strcmp(x->from, "ru") == 0;
		if (russian && names_has_national_letters(s->name))
			continue;
		if (!reads(x, "", s->script) || strcmp(x->from_script, x->to_script) == 0)
			continue;
		rc = render(x, s->name, strlen(s->name), &s->half);
		bool likelier =
			best == NULL || (strcmp(best->from, "ru") != 0 &&
						(russian || x->rank < best->rank));
		if (rc > 0 && likelier)
			best = x;
	}
	lang[0] = '\0';
	if (best != NULL && strlen(best->from) < 64)
		strcpy(lang, best->from);
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
		if (i > 0 &&
			(x->rank >= 2000 || x->rank / 1000 > s->found[0].rank / 1000))
			break;
		struct bis_spelling spelling = {
			.lang = s->want,
			.system = x->system->id,
			.system_name = x->system->name,
			.standing = "suggested",
			.concept = "",
			.note = "",
		};
		if (x->before != NULL) {
			buf_clear(&s->namer->scratch);
			buf_addf(&s->namer->scratch, "through %s", x->before->name);
			rc = names_keep_scratch(s->namer, &spelling.note);
		}
		if (rc == 0)
			rc = add_spelling(s->namer, &spelling, x->text, strlen(x->text));
	}
	for (size_t i = 0; i < s->n_found; i++)
		free(s->found[i].text);
	s->n_found = 0;
	return rc;
}

static int suggest_for(struct suggesting *s)
{
	size_t before = s->namer->spellings.n;
	char lang[64];
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n_concepts; i++)
		rc = suggest_known(s, s->concepts[i]);
	if (rc < 0 || s->namer->spellings.n > before)
		return rc;
	for (size_t i = 0; rc == 0 && i < s->n_concepts; i++)
		rc = suggest_from_forms(s, s->concepts[i]);
	if (rc == 0 && s->n_found == 0) {
		strcpy(lang, s->lang);
		if (*lang == '\0')
			rc = guess_lang(s, lang);
		if (rc == 0)
			rc = suggest_rendered(s, s->name, lang);
	}
	return rc < 0 ? rc : tell_suggested(s);
}

static int set_wanted(struct suggesting *s, const char *lang)
{
	struct lang_parts parts;
	int rc = names_lang(lang, s->want);

	if (rc == 0)
		rc = lang_parts(s->want, &parts);
	s->want_english = rc == 0 && strcmp(parts.language, "en") == 0;
	s->want_latin = rc == 0 && strcmp(parts.script, "Latn") == 0;
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
		rc = check_size(name);
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
