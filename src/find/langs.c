/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/langs.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/termindex.h"
#include "src/text/lang.h"

#define STEMMING_MAX 32 /* languages tried for a query in none */

struct reading {
	struct langs *langs;
	const char *from;
	char (*to)[LANG_MAX]; /* canonical */
	size_t n_to;
};

static int note_distance(struct reading *r, int64_t lang, const char *tag)
{
	struct langs *l = r->langs;

	if (lang < 0 || lang > 1000000)
		return err_set(BIS_EDB, "language number out of range");
	if ((size_t)lang >= l->n) {
		size_t n = (size_t)lang + 32;
		signed char *distances = realloc(l->distances, n);
		if (distances == NULL)
			return err_nomem();
		memset(distances + l->n, -1, n - l->n);
		l->distances = distances;
		l->n = n;
	}
	int distance = l->any ? 0 : lang_distance(r->from, tag);
	l->distances[lang] = (signed char)distance;
	if (distance >= 0)
		l->slots[posting_lang_slot(posting_place(0, lang, 0))] = true;
	return 0;
}

static int note_wanted(struct reading *r, int64_t lang, const char *tag)
{
	bool wanted = false;

	for (size_t i = 0; i < r->n_to && !wanted; i++)
		wanted = lang_distance(r->to[i], tag) >= 0;
	if (!wanted)
		return 0;
	int64_t *more =
		realloc(r->langs->wanted, (r->langs->n_wanted + 1) * sizeof(*more));
	if (more == NULL)
		return err_nomem();
	r->langs->wanted = more;
	more[r->langs->n_wanted++] = lang;
	return 0;
}

static void note_stemming(struct langs *l, const char *tag)
{
	size_t size = strcspn(tag, "-");

	if (size >= sizeof(l->tags[0]) || l->n_stemming == STEMMING_MAX)
		return;
	for (size_t i = 0; i < l->n_stemming; i++)
		if (strlen(l->tags[i]) == size && memcmp(l->tags[i], tag, size) == 0)
			return;
	memcpy(l->tags[l->n_stemming], tag, size);
	l->tags[l->n_stemming][size] = '\0';
	l->stemming[l->n_stemming] = l->tags[l->n_stemming];
	l->n_stemming++;
}

static int note(void *ctx, int64_t lang, const char *tag)
{
	struct reading *r = ctx;
	int rc = note_distance(r, lang, tag);

	if (rc == 0)
		rc = note_wanted(r, lang, tag);
	if (rc == 0 && r->langs->any)
		note_stemming(r->langs, tag);
	return rc;
}

int langs_read(bis_db *db, const char *from, const struct bis_lookup_options *options,
	struct langs *out)
{
	struct reading r = { .langs = out, .from = from, .n_to = options->n_to };
	int rc = 0;

	out->any = from[0] == '\0';
	out->tags = calloc(STEMMING_MAX, sizeof(*out->tags));
	out->stemming = calloc(STEMMING_MAX, sizeof(*out->stemming));
	r.to = calloc(options->n_to + 1, sizeof(*r.to));
	if (out->tags == NULL || out->stemming == NULL || r.to == NULL)
		rc = err_nomem();
	for (size_t i = 0; rc == 0 && i < options->n_to; i++)
		rc = lang_canonical(options->to[i], r.to[i]);
	if (rc == 0)
		rc = termindex_langs(db, note, &r);
	free(r.to);
	return rc;
}

void langs_finish(struct langs *l)
{
	free(l->distances);
	free(l->wanted);
	free(l->stemming);
	free(l->tags);
}

int langs_distance(const struct langs *l, int64_t lang)
{
	if (l->any)
		return 0;
	return lang >= 0 && (size_t)lang < l->n ? l->distances[lang] : -1;
}
