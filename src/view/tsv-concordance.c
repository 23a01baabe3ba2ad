/* SPDX-License-Identifier: Apache-2.0
 *
 * Concordance in rows: one a hit and target, the text cut around what was found.
 */
#include "config.h"

#include "src/view/tsv.h"

#include <string.h>

/* Code points [begin, end) of a text; yours to free, NULL without memory. */
static char *part(const char *text, size_t begin, size_t end)
{
	const char *from = NULL;
	size_t points = 0;

	for (const char *c = text;; c++) {
		if (((unsigned char)*c & 0xC0) == 0x80)
			continue;
		if (points == begin)
			from = c;
		if (points == end || *c == '\0')
			return strndup(from == NULL ? c : from,
				from == NULL ? 0 : (size_t)(c - from));
		points++;
	}
}

/* What is marked, "; " between. */
static char *marked(const struct bis_hit_target *t)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);

	if (memory == NULL)
		return NULL;
	for (size_t i = 0; i < t->n_ranges; i++) {
		cleanup(free_text) char *one =
			part(t->text, t->ranges[i].begin, t->ranges[i].end);
		fprintf(memory, "%s%s", i == 0 ? "" : "; ", one == NULL ? "" : one);
	}
	return fclose(memory) == 0 ? text : NULL;
}

static void hit_row(struct printer *p, const struct concordance_answer *a,
	const struct bis_hit *h, const struct bis_hit_target *t)
{
	struct bis_range at = h->n_ranges > 0 ? h->ranges[0] : (struct bis_range){ 0 };
	cleanup(free_text) char *before = part(h->text, 0, at.begin);
	cleanup(free_text) char *found = part(h->text, at.begin, at.end);
	cleanup(free_text) char *behind = part(h->text, at.end, SIZE_MAX);
	cleanup(free_text) char *rendering = t == NULL ? NULL : marked(t);

	if (before == NULL || found == NULL || behind == NULL)
		p->failed = true;
	tsv_row(p, "ssssssssssss", a->query, h->lang, before, found, behind,
		t == NULL ? "" : t->lang, t == NULL ? "" : t->text, rendering, h->unit,
		h->origin, h->date, h->reviewed ? "reviewed" : "unreviewed");
}

void tsv_concordance(struct printer *p, const struct concordance_answer *a)
{
	for (size_t i = 0; i < a->n_hits; i++) {
		const struct bis_hit *h = a->hits[i];
		for (size_t k = 0; k < h->n_targets; k++)
			hit_row(p, a, h, &h->targets[k]);
		if (h->n_targets == 0)
			hit_row(p, a, h, NULL);
	}
}
