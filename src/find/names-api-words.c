/* SPDX-License-Identifier: Apache-2.0
 *
 * Words for the answers about names: the form to show of a concept, the office of a
 * person, the languages a name may be of.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/names-api.h"
#include "src/store/termindex.h"
#include "src/text/lang.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

/* --- forms -------------------------------------------------------------------------- */

/* The less the better to show. */
static int rank_of(const struct known_form *k, const char *lang, const char *at)
{
	bool near = lang_distance(lang, k->lang) >= 0;
	bool valid = *at == '\0' ? *k->valid_to == '\0'
				 : valid_at(k->valid_from, k->valid_to, at);

	return !near * 1000 + status_rank(k->status) * 100 + !valid * 20 +
	       (int)k->form_kind;
}

int names_best_form(struct mention_finder *f, int64_t concept, const char *lang,
	const char *at, const struct known_form **out)
{
	const struct known_form *const *forms;
	size_t n;
	int best = 0, rc = mention_approved(f, concept, lang, at, out);

	if (rc < 0 || *out != NULL)
		return rc;
	rc = mention_forms(f, concept, &forms, &n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		int rank = rank_of(forms[i], lang, at == NULL ? "" : at);
		if (*out != NULL && rank >= best)
			continue;
		best = rank;
		*out = forms[i];
	}
	return rc;
}

/* --- offices ------------------------------------------------------------------------ */

/* Of the offices held on the day the one held longest; where no day is asked for, or none
 * was held, the one that ended last. */
static const struct known_tie *pick_office(
	const struct known_tie *ties, size_t n, const char *at)
{
	const struct known_tie *held = NULL, *last = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct known_tie *t = &ties[i];
		if (t->kind != RELATION_HOLDS || t->backwards)
			continue;
		if (*at != '\0' && valid_at(t->from, t->to, at) && held == NULL)
			held = t;
		if (*at != '\0' && *t->from != '\0' && strcmp(t->from, at) > 0)
			continue;
		if (last == NULL || (*t->to == '\0' && *last->to != '\0') ||
			((*t->to == '\0') == (*last->to == '\0') &&
				strcmp(t->from, last->from) > 0))
			last = t;
	}
	return held != NULL ? held : last;
}

int names_office(bis_namer *namer, struct mention_finder *f, int64_t concept,
	const char *lang, const char *at, const char **out)
{
	const struct known_tie *ties;
	const struct known_form *form = NULL;
	size_t n;

	*out = "";
	int rc = mention_ties(f, concept, &ties, &n);
	if (rc < 0)
		return rc;
	const struct known_tie *office = pick_office(ties, n, at == NULL ? "" : at);
	if (office == NULL)
		return 0;
	rc = names_best_form(f, office->other, lang, at, &form);
	if (rc < 0 || form == NULL)
		return rc;
	*out = keep_text(&namer->keep, form->text, strlen(form->text));
	return *out == NULL ? err_nomem() : 0;
}

/* --- languages ---------------------------------------------------------------------- */

struct listing {
	const char *name;
	char script[5];
	struct name_langs *out;
};

bool names_has_national_letters(const char *name)
{
	const char *end = name + strlen(name);

	while (name < end) {
		int32_t c = letter_small(utf8_next(&name, end));
		if (c > 0x44F && c < 0x530 && c != 0x451)
			return true;
	}
	return false;
}

/* English and Russian are what most names of their scripts stand in; but not where a
 * letter says otherwise. */
static bool is_first(const struct listing *l, const char *tag)
{
	return strcmp(tag, "en") == 0 || strcmp(tag, "zh") == 0 ||
	       (strcmp(tag, "ru") == 0 && !names_has_national_letters(l->name));
}

static int note_lang(void *ctx, int64_t id, const char *tag)
{
	struct listing *l = ctx;
	struct lang_parts parts;
	size_t n = l->out->n;

	(void)id;
	int rc = lang_parts(tag, &parts);
	if (rc < 0 || strlen(tag) >= sizeof(l->out->at[0]))
		return rc;
	bool han = strcmp(l->script, "Hani") == 0 && strncmp(parts.script, "Han", 3) == 0;
	if (!han && strcmp(parts.script, l->script) != 0)
		return 0;
	if (n > 0 && is_first(l, tag)) {
		/* one it takes the place of moves behind, if there is room */
		if (n < NAME_LANGS)
			strcpy(l->out->at[l->out->n++], l->out->at[0]);
		strcpy(l->out->at[0], tag);
	} else if (n < NAME_LANGS) {
		strcpy(l->out->at[l->out->n++], tag);
	}
	return 0;
}

int names_langs(bis_db *db, const char *name, struct name_langs *out)
{
	struct listing l = { .name = name, .out = out };

	*out = (struct name_langs){ 0 };
	script_of(name, strlen(name), l.script);
	return termindex_langs(db, note_lang, &l);
}
