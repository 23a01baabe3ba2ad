/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers of the memory as tab-separated rows: matches, units, analyses, the check of
 * the index.
 */
#include "config.h"

#include "src/view/tsv.h"

static const char *status(bool reviewed)
{
	return reviewed ? "reviewed" : "unreviewed";
}

void tsv_matches(struct printer *p, const struct match_answer *a)
{
	for (size_t i = 0; i < a->n_matches; i++) {
		const struct bis_match *m = a->matches[i];
		tsv_row(p, "sffssssssss", a->query, m->score, m->net, m->kind, m->lang,
			m->source, m->target, m->unit, m->origin, m->date,
			status(m->reviewed));
	}
}

void tsv_unit(struct printer *p, const struct bis_unit *u)
{
	for (size_t i = 0; i < u->n_variants; i++)
		tsv_row(p, "ssssssss", u->id, u->tuid, u->origin, u->date,
			status(u->reviewed), u->variants[i].lang, u->variants[i].text,
			u->variants[i].markup);
}

/* A row a band, the sum of the file under "all", the sum of all files last under the
 * file "". */
void tsv_analysis(struct printer *p, const struct analysis_answer *a)
{
	for (size_t i = 0; i < a->n_files; i++) {
		const struct bis_analysis *f = a->files[i];
		for (size_t k = 0; k < BIS_N_BANDS; k++)
			tsv_row(p, "ssiii", f->file, f->bands[k].name,
				f->bands[k].segments, f->bands[k].words,
				f->bands[k].characters);
		tsv_row(p, "ssiii", f->file, "all", f->segments, f->words, f->characters);
	}
}

void tsv_index_check(struct printer *p, const struct index_answer *a)
{
	char index[32], exhaustive[32];

	for (size_t i = 0; i < a->n_rows; i++) {
		const struct bis_index_report *r = &a->rows[i].report;
		double n = r->queries > 0 ? (double)r->queries : 1;
		snprintf(index, sizeof(index), "%.3f", r->index_ms / n);
		snprintf(exhaustive, sizeof(exhaustive), "%.3f", r->exhaustive_ms / n);
		tsv_row(p, "siiiiss", a->rows[i].lang, a->rows[i].segments, r->queries,
			r->matches, r->differences, index, exhaustive);
	}
}
