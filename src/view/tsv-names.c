/* SPDX-License-Identifier: Apache-2.0
 *
 * Names and findings as tab-separated rows.
 *
 * Compared pairs have no header row: line for line they belong beside the list that was
 * given, and one that could not be compared keeps its place.
 */
#include "config.h"

#include "src/view/tsv.h"

static const char *yes(bool is_so)
{
	return is_so ? "yes" : "no";
}

/* Every name has its row, with nothing behind the verdict where there is no candidate. */
void tsv_name(struct printer *p, const struct name_answer *a)
{
	const struct bis_name_answer *n = a->answer;

	if (n == NULL || n->n_candidates == 0)
		tsv_row(p, "sssssssssssssss", a->input, n == NULL ? "" : n->verdict, "",
			"", "", "", "", "", "", "", "", "", "", "",
			n == NULL ? a->failed : "");
	for (size_t i = 0; n != NULL && i < n->n_candidates; i++) {
		const struct bis_name_candidate *c = &n->candidates[i];
		tsv_row(p, "ssfssssssssssss", a->input, n->verdict, c->score, c->id,
			c->type, c->approved, c->approved_lang, c->form, c->form_lang,
			c->form_status, yes(c->explained), yes(c->inflected),
			yes(c->valid), c->office, c->why);
	}
}

void tsv_names_end(struct printer *p, const struct name_totals *t)
{
	(void)p;
	(void)t;
}

void tsv_compared(struct printer *p, const struct compare_answer *a)
{
	const struct bis_comparison *c = a->comparison;

	if (c == NULL)
		tsv_row(p, "sssss", "", "", a->a, a->b, a->failed);
	else
		tsv_row(p, "fssss", score_cut(c->score), c->verdict, a->a, a->b, c->why);
}

void tsv_spellings(struct printer *p, const struct spellings_answer *a)
{
	for (size_t i = 0; i < a->spellings.n; i++) {
		const struct bis_spelling *s = &a->spellings.at[i];
		if (a->suggested)
			tsv_row(p, "ssssssss", a->input, s->lang, s->text, s->standing,
				s->system, s->system_name, s->concept, s->note);
		else
			tsv_row(p, "ssssss", a->input, s->text, s->lang, s->system,
				s->system_name, s->note);
	}
}

void tsv_systems(struct printer *p, const bis_namer *namer)
{
	const struct bis_system *s;

	for (size_t i = 0; (s = bis_namer_system(namer, i)) != NULL; i++)
		tsv_row(p, "ssssss", s->id, s->name, s->lang, s->to_lang, s->kind,
			s->source);
}

/* A row a spelling; those of one group have its number. */
void tsv_scan(struct printer *p, const struct scan_answer *a)
{
	for (size_t i = 0; i < a->n_groups; i++) {
		const struct bis_scan_group *g = a->groups[i];
		for (size_t k = 0; k < g->n_forms; k++) {
			const struct bis_scan_form *f = &g->forms[k];
			tsv_row(p, "issssssiiisss", (int64_t)i + 1, g->type, g->concept,
				g->approved, g->proposed, f->text, f->file,
				(int64_t)f->line, (int64_t)f->column, (int64_t)f->count,
				yes(f->approved), g->reason, f->lang);
		}
	}
}

void tsv_rules(struct printer *p)
{
	struct bis_rule r;

	for (size_t i = 0; bis_rule_at(i, &r); i++)
		tsv_row(p, "ssss", r.id, r.severity, yes(r.usual), r.summary);
}

void tsv_finding(struct printer *p, const struct finding_answer *a)
{
	const struct bis_finding *f = a->finding;

	tsv_row(p, "siiiiiissssssss", f->file, (int64_t)f->at.line, (int64_t)f->at.column,
		(int64_t)f->at.end_line, (int64_t)f->at.end_column,
		(int64_t)f->at.bytes[0], (int64_t)f->at.bytes[1], f->severity, f->rule,
		f->text, f->message, f->n_fixes > 0 ? f->fixes[0].replace : "", f->why,
		f->concept, f->fingerprint);
}

void tsv_checked(struct printer *p, const struct check_totals *t)
{
	(void)p;
	(void)t;
}
