/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers of the memory as JSON: matches, units, analyses, the check of the index.
 */
#include "config.h"

#include "src/view/json.h"

static json_t *strings(struct printer *p, const char *const *texts, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		append(p, array, string(texts[i]));
	return array;
}

static json_t *range(struct printer *p, size_t begin, size_t end)
{
	json_t *array = json_array();

	append(p, array, json_integer((json_int_t)begin));
	append(p, array, json_integer((json_int_t)end));
	return array;
}

static json_t *edits(struct printer *p, const struct bis_match *m)
{
	json_t *array = json_array();

	for (size_t i = 0; i < m->n_edits; i++) {
		const struct bis_match_edit *e = &m->edits[i];
		json_t *o = json_object();
		put_words(p, o, "what", e->what);
		put(p, o, "query", range(p, e->query[0], e->query[1]));
		put(p, o, "source", range(p, e->source[0], e->source[1]));
		put_score(p, o, "cost", e->cost);
		append(p, array, o);
	}
	return array;
}

static json_t *penalties(struct printer *p, const struct bis_match *m)
{
	json_t *array = json_array();

	for (size_t i = 0; i < m->n_penalties; i++) {
		json_t *o = json_object();
		put_words(p, o, "name", m->penalties[i].name);
		put_score(p, o, "points", m->penalties[i].points);
		append(p, array, o);
	}
	return array;
}

static const char *status(bool reviewed)
{
	return reviewed ? "reviewed" : "unreviewed";
}

static json_t *match(struct printer *p, const struct bis_match *m)
{
	json_t *o = json_object();

	put_words(p, o, "source", m->source);
	put_words(p, o, "target", m->target);
	put_words(p, o, "lang", m->lang);
	put_score(p, o, "score", m->score);
	put_score(p, o, "net", m->net);
	put_words(p, o, "kind", m->kind);
	put_words(p, o, "unit", m->unit);
	put_text(p, o, "origin", m->origin);
	put_text(p, o, "date", m->date);
	put_words(p, o, "status", status(m->reviewed));
	put(p, o, "edits", edits(p, m));
	put(p, o, "penalties", penalties(p, m));
	put(p, o, "flags", strings(p, m->flags, m->n_flags));
	put_text(p, o, "repaired", m->repaired);
	put_text(p, o, "repairs", m->repairs);
	put_words(p, o, "source_lang", m->source_lang);
	put_text(p, o, "source_markup", m->source_markup);
	put_text(p, o, "target_markup", m->target_markup);
	put_text(p, o, "document", m->document);
	put_text(p, o, "who", m->who);
	put_number(p, o, "units", (int64_t)m->n_units);
	put_number(p, o, "targets", (int64_t)m->n_targets);
	return o;
}

static json_t *piece(struct printer *p, const struct match_piece *m)
{
	json_t *o = json_object();

	put_words(p, o, "text", m->text);
	put(p, o, "range", range(p, m->begin, m->end));
	put_number(p, o, "units", m->n);
	put_words(p, o, "source_lang", m->lang);
	put_words(p, o, "source", m->source);
	put_text(p, o, "lang", m->target_lang);
	put_text(p, o, "target", m->target);
	put_words(p, o, "unit", m->unit);
	put_text(p, o, "origin", m->origin);
	put_text(p, o, "date", m->date);
	return o;
}

static void put_pieces(struct printer *p, json_t *o, const struct match_answer *a)
{
	json_t *array = json_array();

	for (size_t i = 0; i < a->n_pieces; i++)
		append(p, array, piece(p, &a->pieces[i]));
	put(p, o, "pieces", array);
}

void json_matches(struct printer *p, const struct match_answer *a)
{
	json_t *o = document(p), *array = json_array();

	put_words(p, o, "query", a->query);
	put_number(p, o, "searched", a->report.searched);
	put_score(p, o, "floor", a->report.floor);
	put(p, o, "complete", json_boolean(a->report.complete));
	for (size_t i = 0; i < a->n_matches; i++)
		append(p, array, match(p, a->matches[i]));
	put(p, o, "matches", array);
	put_number(p, o, "score_version", BIS_SCORE_VERSION);
	if (a->with_pieces)
		put_pieces(p, o, a);
	if (a->markup && a->report.text != NULL)
		put_words(p, o, "text", a->report.text);
	if (a->failed != NULL)
		put_words(p, o, "failed", a->failed);
	give(p, o);
}

static json_t *facts(struct printer *p, const struct bis_fact *list, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *o = json_object();
		put_words(p, o, "kind", list[i].kind);
		put_text(p, o, "name", list[i].name);
		put_words(p, o, "text", list[i].text);
		append(p, array, o);
	}
	return array;
}

void json_unit(struct printer *p, const struct bis_unit *u)
{
	json_t *o = document(p), *array = json_array();

	put_words(p, o, "id", u->id);
	put_text(p, o, "tuid", u->tuid);
	put_text(p, o, "origin", u->origin);
	put_text(p, o, "date", u->date);
	put_words(p, o, "status", status(u->reviewed));
	for (size_t i = 0; i < u->n_variants; i++) {
		json_t *v = json_object();
		put_words(p, v, "lang", u->variants[i].lang);
		put_words(p, v, "text", u->variants[i].text);
		put_text(p, v, "markup", u->variants[i].markup);
		put(p, v, "facts",
			facts(p, u->variants[i].facts, u->variants[i].n_facts));
		append(p, array, v);
	}
	put(p, o, "variants", array);
	put(p, o, "facts", facts(p, u->facts, u->n_facts));
	give(p, o);
}

static json_t *analysis(struct printer *p, const struct bis_analysis *a)
{
	json_t *o = json_object(), *bands = json_array();

	put_words(p, o, "file", a->file);
	put_number(p, o, "segments", a->segments);
	put_number(p, o, "words", a->words);
	put_number(p, o, "characters", a->characters);
	for (size_t i = 0; i < BIS_N_BANDS; i++) {
		json_t *b = json_object();
		put_words(p, b, "name", a->bands[i].name);
		put_number(p, b, "segments", a->bands[i].segments);
		put_number(p, b, "words", a->bands[i].words);
		put_number(p, b, "characters", a->bands[i].characters);
		append(p, bands, b);
	}
	put(p, o, "bands", bands);
	return o;
}

void json_analysis(struct printer *p, const struct analysis_answer *a)
{
	json_t *o = document(p), *files = json_array();

	put_words(p, o, "from", a->from);
	for (size_t i = 0; i + 1 < a->n_files; i++)
		append(p, files, analysis(p, a->files[i]));
	put(p, o, "files", files);
	if (a->n_files > 0) {
		json_t *sum = analysis(p, a->files[a->n_files - 1]);
		json_object_del(sum, "file");
		put(p, o, "total", sum);
	}
	give(p, o);
}

/* The numbers of a comparison; times in milliseconds a query. */
static void put_report(struct printer *p, json_t *o, const struct bis_index_report *r)
{
	double n = r->queries > 0 ? (double)r->queries : 1;

	put_number(p, o, "queries", r->queries);
	put_number(p, o, "matches", r->matches);
	put_number(p, o, "differences", r->differences);
	put(p, o, "index_ms", json_real(r->index_ms / n));
	put(p, o, "exhaustive_ms", json_real(r->exhaustive_ms / n));
}

void json_index_check(struct printer *p, const struct index_answer *a)
{
	json_t *o = document(p), *rows = json_array(), *findings = json_array();

	put_words(p, o, "file", a->file);
	put(p, o, "ok", json_boolean(a->sum.differences == 0));
	put_report(p, o, &a->sum);
	for (size_t i = 0; i < a->n_rows; i++) {
		json_t *row = json_object();
		put_words(p, row, "lang", a->rows[i].lang);
		put_number(p, row, "segments", a->rows[i].segments);
		put_report(p, row, &a->rows[i].report);
		append(p, rows, row);
	}
	put(p, o, "languages", rows);
	for (size_t i = 0; i < a->n_differences; i++)
		append(p, findings, string(a->differences[i]));
	put(p, o, "findings", findings);
	give(p, o);
}
