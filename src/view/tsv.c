/* SPDX-License-Identifier: Apache-2.0
 *
 * Tab-separated rows under one header row.  A tab, a line end or a backslash in a cell
 * is written \t, \n (\r), \\, so a row is always one line and splitting at tabs is
 * always right.
 */
#include "config.h"

#include "src/view/tsv.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

static const struct {
	const char *schema, *columns;
} headers[] = {
	{ "lookup", "query\tid\ttype\tscore\tmatched\tlang\ttext\tstatus\tkind\tinstead\t"
		    "valid_from\t"
		    "valid_to\tsource\treliability\tsubject\tdefinition" },
	{ "concept", "id\ttype\tlang\ttext\tstatus\tkind\tinstead\tvalid_from\tvalid_"
		     "to\tsource\t"
		     "reliability\tnote\tapproved_by\tapproved_at\tform_id" },
	{ "import", "file\ttype\tversion\tread\tadded\tmerged\tskipped\tbad\tconflicts\tw"
		    "arnings\t"
		    "languages\tundo" },
	{ "export", "file\ttype\tversion\tunits\tconcepts\tvariants\tbytes\tdropped" },
	{ "formats", "name\ttitle\tsuffixes\tcarries\treads\twrites" },
	{ "info", "key\tvalue" },
	{ "stats", "key\tunits\treviewed\twords\tconcepts\tpreferred\tproposed\tbarred" },
	{ "log", "number\twhen\twho\twhat\tsummary\twhy\tchanges\tundoes\tundone_by" },
	{ "change", "did\tid\twhat\tundo\tdry_run" },
	{ "verify", "file\tfinding" },
	{ "validate", "file\tfinding" },
	{ "match", "query\tscore\tnet\tkind\tlang\tsource\ttarget\tunit\torigin\tdate\t"
		   "status" },
	{ "concordance", "query\tlang\tbefore\tfound\tbehind\ttarget_lang\ttarget\t"
			 "rendering\tunit\torigin\tdate\tstatus" },
	{ "unit", "unit\ttuid\torigin\tdate\tstatus\tlang\ttext\tmarkup" },
	{ "analysis", "file\tband\tsegments\twords\tcharacters" },
	{ "index-check", "lang\tsegments\tqueries\tmatches\tdifferences\tindex_ms\t"
			 "exhaustive_ms" },
	/* "compare" has none: see tsv-names.c */
	{ "name", "input\tverdict\tscore\tid\ttype\tapproved\tapproved_lang\tform\t"
		  "form_lang\tform_status\texplained\tinflected\tvalid\toffice\twhy" },
	{ "variants", "input\ttext\tlang\tsystem\tsystem_name\tnote" },
	{ "suggest", "input\tlang\ttext\tstanding\tsystem\tsystem_name\tconcept\tnote" },
	{ "systems", "id\tname\tlang\tto_lang\tkind\tsource" },
	{ "scan", "group\ttype\tconcept\tapproved\tproposed\ttext\tfile\tline\tcolumn\t"
		  "count\tis_approved\treason\tlang" },
	{ "rules", "id\tseverity\tusual\tsummary" },
	{ "finding", "file\tline\tcolumn\tend_line\tend_column\tbyte\tend_byte\t"
		     "severity\trule\ttext\tmessage\treplace\twhy\tconcept\t"
		     "fingerprint" },
};

static void begin(struct printer *p)
{
	for (size_t i = 0; i < N_ELEMENTS(headers); i++)
		if (strcmp(headers[i].schema, p->schema) == 0)
			fprintf(p->out, "%s\n", headers[i].columns);
}

static void end(struct printer *p)
{
	(void)p;
}

static void escape(FILE *out, const char *text)
{
	for (const char *c = text == NULL ? "" : text; *c != '\0'; c++) {
		switch (*c) {
		case '\t':
			fputs("\\t", out);
			break;
		case '\n':
			fputs("\\n", out);
			break;
		case '\r':
			fputs("\\r", out);
			break;
		case '\\':
			fputs("\\\\", out);
			break;
		default:
			putc(*c, out);
		}
	}
}

static void number(FILE *out, int64_t n, bool zero_is_none)
{
	if (n != 0 || !zero_is_none)
		fprintf(out, "%" PRId64, n);
}

void tsv_row(struct printer *p, const char *kinds, ...)
{
	va_list values;

	va_start(values, kinds);
	for (const char *k = kinds; *k != '\0'; k++) {
		if (k != kinds)
			putc('\t', p->out);
		if (*k == 's')
			escape(p->out, va_arg(values, const char *));
		else if (*k == 'i' || *k == 'o')
			number(p->out, va_arg(values, int64_t), *k == 'o');
		else
			fprintf(p->out, "%.1f", va_arg(values, double));
	}
	va_end(values);
	putc('\n', p->out);
}

static void lookup(struct printer *p, const struct lookup_answer *a)
{
	for (size_t i = 0; i < a->n_concepts; i++) {
		const struct bis_concept *c = a->concepts[i];
		for (size_t k = 0; k < c->n_forms; k++) {
			const struct bis_form *f = &c->forms[k];
			tsv_row(p, "sssfsssssssssoss", a->query, c->id, c->type, c->score,
				c->matched, f->lang, f->text, f->status, f->kind,
				f->instead, f->valid_from, f->valid_to, f->source,
				(int64_t)f->reliability, c->subject, c->definition);
		}
	}
}

static void concept(struct printer *p, const struct bis_concept *c)
{
	for (size_t k = 0; k < c->n_forms; k++) {
		const struct bis_form *f = &c->forms[k];
		tsv_row(p, "ssssssssssosssi", c->id, c->type, f->lang, f->text, f->status,
			f->kind, f->instead, f->valid_from, f->valid_to, f->source,
			(int64_t)f->reliability, f->note, f->approved_by, f->approved_at,
			f->id);
	}
}

/* "en=12 ru=9", yours to free; NULL without memory. */
static char *joined(const struct bis_count *counts, size_t n)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);

	if (memory == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		fprintf(memory, "%s%s=%" PRId64, i == 0 ? "" : " ", counts[i].name,
			counts[i].n);
	return fclose(memory) == 0 ? text : NULL;
}

static void imported(struct printer *p, const struct import_answer *a)
{
	for (size_t i = 0; i < bis_import_n_files(a->import); i++) {
		const struct bis_import_file *f = bis_import_file_at(a->import, i);
		cleanup(free_text) char *languages = joined(f->languages, f->n_languages);
		tsv_row(p, "sssiiiiiiiso", f->file, f->type, f->version, f->read,
			f->added, f->merged, f->skipped, f->bad, f->conflicts,
			f->warnings, languages,
			a->failed != NULL || a->dry_run ? (int64_t)0
							: bis_import_event(a->import));
	}
}

static void exported(struct printer *p, const struct export_answer *a)
{
	const struct bis_export_report *r = a->report;
	cleanup(free_text) char *dropped = joined(r->dropped, r->n_dropped);

	tsv_row(p, "sssiiiis", a->file, a->type, r->version, r->units, r->concepts,
		r->variants, r->bytes, dropped);
}

static void formats(struct printer *p)
{
	const struct bis_format *f;

	for (size_t i = 0; (f = bis_format_at(i)) != NULL; i++)
		tsv_row(p, "ssssss", f->name, f->title, f->suffixes,
			f->units ? f->concepts ? "units concepts" : "units" : "concepts",
			f->reads ? "yes" : "no", f->writes ? "yes" : "no");
}

static void info(struct printer *p, const struct bis_info *i)
{
	tsv_row(p, "ss", "file", i->file);
	tsv_row(p, "si", "schema_version", (int64_t)i->schema_version);
	tsv_row(p, "si", "units", i->units);
	tsv_row(p, "si", "variants", i->variants);
	tsv_row(p, "si", "concepts", i->concepts);
	tsv_row(p, "si", "forms", i->forms);
	tsv_row(p, "si", "people", i->people);
	tsv_row(p, "si", "origins", i->origins);
	tsv_row(p, "si", "events", i->events);
	tsv_row(p, "si", "bytes", i->bytes);
	for (size_t k = 0; k < i->n_segments; k++)
		fprintf(p->out, "segments.%s\t%" PRId64 "\n", i->segments[k].name,
			i->segments[k].n);
	for (size_t k = 0; k < i->n_terms; k++)
		fprintf(p->out, "terms.%s\t%" PRId64 "\n", i->terms[k].name,
			i->terms[k].n);
}

static void stats(struct printer *p, const struct stat_answer *a)
{
	for (size_t i = 0; i < a->n_rows; i++) {
		const struct bis_stat *s = &a->rows[i];
		tsv_row(p, "siiiiiii", s->key, s->units, s->reviewed, s->words,
			s->concepts, s->preferred, s->proposed, s->barred);
	}
}

static void event(struct printer *p, const struct bis_event *e)
{
	tsv_row(p, "isssssioo", e->number, e->when, e->who, e->what, e->summary, e->why,
		e->changes, e->undoes, e->undone_by);
}

static void changed(struct printer *p, const struct change *c)
{
	tsv_row(p, "sssos", c->did, c->id, c->what, c->undo, c->dry_run ? "yes" : "no");
}

static void flaws(struct printer *p, const struct flaws *f)
{
	for (size_t i = 0; i < f->n_what; i++)
		tsv_row(p, "ss", f->file, f->what[i]);
}

const struct view view_tsv = {
	.name = "tsv",
	.begin = begin,
	.end = end,
	.lookup = lookup,
	.concept = concept,
	.imported = imported,
	.exported = exported,
	.formats = formats,
	.info = info,
	.stats = stats,
	.event = event,
	.changed = changed,
	.flaws = flaws,
	.matches = tsv_matches,
	.unit = tsv_unit,
	.analysis = tsv_analysis,
	.index_check = tsv_index_check,
	.concordance = tsv_concordance,
	.name_check = tsv_name,
	.names_end = tsv_names_end,
	.compared = tsv_compared,
	.spellings = tsv_spellings,
	.systems = tsv_systems,
	.scan = tsv_scan,
	.rules = tsv_rules,
	.finding = tsv_finding,
	.checked = tsv_checked,
};
