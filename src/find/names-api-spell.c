/* SPDX-License-Identifier: Apache-2.0
 *
 * Spellings of a name that the tables give.
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

/* --- the list ----------------------------------------------------------------------- */

int names_add_spelling(bis_namer *namer, const struct bis_spelling *spelling,
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

int names_check_size(const char *name)
{
	if (strlen(name) > NAME_SIZE_MAX)
		return err_set(BIS_EUSAGE, "a name of more than %d bytes to render",
			NAME_SIZE_MAX);
	return 0;
}

/* --- what a system does with a name ------------------------------------------------- */

/* Whether a system reads texts of a language; "" : of any written in these letters. */
bool names_reads(const struct system *s, const char *lang, const char *script)
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
		return strcmp(s->to, "ru") == 0 && names_has_national_letters(text);
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
int names_render(const struct system *s, const char *name, size_t size, struct buf *out)
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
	bool beside;   /* what is met beside the rules is listed, else what they give */
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
		.note = l->beside ? "met in practice beside the rule" : "",
	};

	if ((l->n++ > 0) != l->beside || l->namer->spellings.n >= l->max)
		return 0;
	/* what a system of one script leaves as it is, is no other way to write it */
	if (strcmp(l->system->from_script, l->system->to_script) == 0 &&
		(strlen(l->name) == size && memcmp(l->name, text, size) == 0))
		return 0;
	return names_add_spelling(l->namer, &spelling, text, size);
}

static int list_system(struct listing *l, bool said)
{
	size_t size = strlen(l->name);
	int fits = said ? 1 : names_render(l->system, l->name, size, &l->namer->scratch);

	l->n = 0;
	if (fits <= 0)
		return fits;
	return system_render_all(l->system, l->name, size,
		l->beside ? SYSTEM_VARIANTS_MAX : 1, list_rendering, l);
}

/* A system and how likely a name is of its language. */
struct fitting {
	const struct system *system;
	int prior;
};

static int usual_first(const void *a, const void *b)
{
	const struct fitting *x = a, *y = b;

	if (system_is_usual(x->system) != system_is_usual(y->system))
		return system_is_usual(x->system) ? -1 : 1;
	if (x->prior != y->prior)
		return y->prior - x->prior;
	if (x->system->rank != y->system->rank)
		return x->system->rank - y->system->rank;
	return strcmp(x->system->id, y->system->id);
}

/* What the rules of the systems give, then what is met beside them, each the most usual
 * system first. */
static int list_all(struct listing *l, struct fitting *systems, size_t n, bool said)
{
	int rc = 0;

	qsort(systems, n, sizeof(*systems), usual_first);
	for (size_t i = 0; rc == 0 && i < 2 * n; i++) {
		l->system = systems[i % n].system;
		l->beside = i >= n;
		rc = list_system(l, said);
	}
	return rc;
}

/* By one system, or all that read the name. */
static int list_fitting(struct listing *l, const struct system *only, const char *lang)
{
	const struct systems *all = namer_systems(l->namer->namer);
	size_t count = systems_count(all), n = 0;
	char script[5];
	struct fitting *fitting = calloc(count + 1, sizeof(*fitting));
	int rc = fitting == NULL ? err_nomem() : 0;

	script_of(l->name, strlen(l->name), script);
	for (size_t i = 0; rc == 0 && i < count; i++) {
		const struct system *x = systems_at(all, i);
		if (only != NULL ? x == only : names_reads(x, lang, script))
			fitting[n++] = (struct fitting){ x,
				namer_language_prior(l->namer->namer, x->from) };
	}
	if (rc == 0)
		rc = list_all(l, fitting, n, only != NULL || *lang != '\0');
	free(fitting);
	return rc;
}

int bis_name_variants(bis_namer *namer, const struct bis_variants_options *options,
	const char *name, const struct bis_spellings **out)
{
	static const struct bis_variants_options usual;
	const struct bis_variants_options *o = options == NULL ? &usual : options;
	const struct systems *all = namer_systems(namer->namer);
	const struct system *only = NULL;
	struct listing l = { .namer = namer, .name = name };
	char lang[64];

	*out = NULL;
	int rc = names_begin(namer, name);
	if (rc == 0)
		rc = names_check_size(name);
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
	rc = list_fitting(&l, only, lang);
	if (rc == 0)
		*out = &namer->spellings;
	return rc;
}
