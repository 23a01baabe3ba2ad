/* SPDX-License-Identifier: Apache-2.0
 *
 * A finding is borrowed until the next; its strings are copied into one piece of memory,
 * one behind the other.
 */
#include "config.h"

#include "src/view/gather.h"

#include <string.h>

static bool grow(struct gathered *g)
{
	size_t capacity = g->capacity == 0 ? 64 : g->capacity * 2;
	void *more;

	if (g->n < g->capacity)
		return true;
	more = reallocarray(g->at, capacity, sizeof(*g->at));
	if (more == NULL)
		return false;
	g->at = more;
	g->capacity = capacity;
	return true;
}

enum { N_STRINGS = 9 };

/* The strings of a finding but for its fixes, wherever it lies. */
static void strings_of(struct bis_finding *f, const char **strings[N_STRINGS])
{
	const char **const all[N_STRINGS] = { &f->rule, &f->severity, &f->file, &f->text,
		&f->message, &f->why, &f->concept, &f->context, &f->fingerprint };

	memcpy(strings, all, sizeof(all));
}

static const char *copy(char **to, const char *text)
{
	char *own = *to;
	size_t size = strlen(text) + 1;

	memcpy(own, text, size);
	*to += size;
	return own;
}

static size_t size_of(struct bis_finding *f, const char **strings[N_STRINGS])
{
	size_t size = 0;

	for (size_t i = 0; i < N_STRINGS; i++) {
		if (*strings[i] == NULL)
			*strings[i] = "";
		size += strlen(*strings[i]) + 1;
	}
	for (size_t i = 0; i < f->n_fixes; i++)
		size += strlen(f->fixes[i].replace) + 1;
	return size;
}

bool gathered_add(struct gathered *g, const struct bis_finding *from)
{
	struct kept k = { .finding = *from, .number = g->n };
	struct bis_finding *f = &k.finding;
	const char **strings[N_STRINGS];
	char *to;

	strings_of(f, strings);
	k.words = to = malloc(size_of(f, strings));
	k.fixes = calloc(f->n_fixes + 1, sizeof(*k.fixes));
	if (k.words == NULL || k.fixes == NULL || !grow(g)) {
		free(k.words);
		free(k.fixes);
		return false;
	}
	for (size_t i = 0; i < N_STRINGS; i++)
		*strings[i] = copy(&to, *strings[i]);
	for (size_t i = 0; i < f->n_fixes; i++)
		k.fixes[i].replace = copy(&to, f->fixes[i].replace);
	f->fixes = k.fixes;
	g->at[g->n++] = k;
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;
	const struct bis_place *p = &x->finding.at, *q = &y->finding.at;
	int file = strcmp(x->finding.file, y->finding.file);

	if (file != 0)
		return file;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	if (p->column != q->column)
		return p->column < q->column ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

void gathered_sort(struct gathered *g)
{
	if (g->n > 1)
		qsort(g->at, g->n, sizeof(*g->at), by_place);
}

void gathered_free(struct gathered *g)
{
	for (size_t i = 0; i < g->n; i++) {
		free(g->at[i].words);
		free(g->at[i].fixes);
	}
	free(g->at);
	*g = (struct gathered){ 0 };
}
