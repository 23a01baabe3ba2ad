/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers as JSON, for programs.
 *
 * Every answer is built as one object, "schema" first, by the same builder for both
 * forms: json indents a single answer and lists several under "items"; jsonl writes
 * each on a line of its own, as it is known.  Where there is nothing to say a key holds
 * null, so it is always there.
 */
#include "config.h"

#include "src/view/json.h"

#include <string.h>

/* Six digits are two decimals of a score; without a bound 97.1 prints as
 * 97.099999999999994. */
#define STYLE (JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(6))

static void begin(struct printer *p)
{
	if (p->many)
		fprintf(p->out, "{\"schema\": \"bisotun.%s/1\", \"items\": [", p->schema);
}

static void end(struct printer *p)
{
	if (p->many)
		fputs(p->n_items == 0 ? "]}\n" : "\n]}\n", p->out);
}

static void begin_lines(struct printer *p)
{
	(void)p;
}

void give(struct printer *p, json_t *object)
{
	bool lines = p->view == &view_jsonl;
	size_t indent = lines || p->many ? 0 : JSON_INDENT(2);

	if (!lines && p->many)
		fputs(p->n_items == 0 ? "\n" : ",\n", p->out);
	if (object == NULL || json_dumpf(object, p->out, STYLE | indent) != 0)
		p->failed = true;
	json_decref(object);
	if (lines || !p->many)
		putc('\n', p->out);
	p->n_items++;
}

json_t *string(const char *text)
{
	size_t size = strlen(text), good;
	char *mended = NULL;
	size_t mended_size = 0;
	FILE *memory;

	if (bis_text_valid(text, size) == size)
		return json_stringn_nocheck(text, size);
	memory = open_memstream(&mended, &mended_size);
	if (memory == NULL)
		return NULL;
	while ((good = bis_text_valid(text, size)) < size) {
		fprintf(memory, "%.*s\xEF\xBF\xBD", (int)good, text);
		text += good + 1;
		size -= good + 1;
	}
	fputs(text, memory);
	json_t *value = fclose(memory) == 0 ? json_string(mended) : NULL;
	free(mended);
	return value;
}

void put(struct printer *p, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new_nocheck(object, key, value) != 0)
		p->failed = true;
}

void put_text(struct printer *p, json_t *object, const char *key, const char *text)
{
	put(p, object, key, text == NULL || text[0] == '\0' ? json_null() : string(text));
}

void put_words(struct printer *p, json_t *object, const char *key, const char *text)
{
	put(p, object, key, string(text == NULL ? "" : text));
}

void put_number(struct printer *p, json_t *object, const char *key, int64_t number)
{
	put(p, object, key, json_integer(number));
}

void put_if(struct printer *p, json_t *object, const char *key, int64_t number)
{
	put(p, object, key, number == 0 ? json_null() : json_integer(number));
}

void put_score(struct printer *p, json_t *object, const char *key, double score)
{
	double half = score < 0 ? -0.5 : 0.5;

	put(p, object, key, json_real((double)(int64_t)(score * 100 + half) / 100));
}

void append(struct printer *p, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		p->failed = true;
}

void put_counts(struct printer *p, json_t *object, const char *key,
	const struct bis_count *counts, size_t n)
{
	json_t *map = json_object();

	for (size_t i = 0; i < n; i++)
		put_number(p, map, counts[i].name, counts[i].n);
	put(p, object, key, map);
}

json_t *document(struct printer *p)
{
	json_t *object = json_object();
	char schema[64];

	snprintf(schema, sizeof(schema), "bisotun.%s/1", p->schema);
	put_words(p, object, "schema", schema);
	return object;
}

static json_t *form_object(struct printer *p, const struct bis_form *f)
{
	json_t *o = json_object();

	put_words(p, o, "text", f->text);
	put_words(p, o, "status", f->status);
	put_words(p, o, "kind", f->kind);
	if (f->instead[0] != '\0')
		put_words(p, o, "instead", f->instead);
	put_text(p, o, "valid_from", f->valid_from);
	put_text(p, o, "valid_to", f->valid_to);
	put(p, o, "valid", json_boolean(f->valid));
	put_text(p, o, "source", f->source);
	put_if(p, o, "reliability", f->reliability);
	put_text(p, o, "note", f->note);
	put_text(p, o, "approved_by", f->approved_by);
	put_text(p, o, "approved_at", f->approved_at);
	put_number(p, o, "distance", f->distance);
	put_number(p, o, "form", f->id);
	return o;
}

/* {"en": [form, …], "ru": […]}, languages in the order of the forms. */
static json_t *forms_object(struct printer *p, const struct bis_concept *c)
{
	json_t *languages = json_object();

	for (size_t i = 0; i < c->n_forms; i++) {
		const char *lang = c->forms[i].lang;
		json_t *list = json_object_get(languages, lang);
		if (list == NULL) {
			list = json_array();
			put(p, languages, lang, list);
		}
		append(p, list, form_object(p, &c->forms[i]));
	}
	return languages;
}

static json_t *relations_array(struct printer *p, const struct bis_concept *c)
{
	json_t *array = json_array();

	for (size_t i = 0; i < c->n_relations; i++) {
		const struct bis_relation *r = &c->relations[i];
		json_t *o = json_object();
		put_words(p, o, "kind", r->kind);
		put(p, o, "backwards", json_boolean(r->backwards));
		put_words(p, o, "id", r->id);
		put_text(p, o, "label", r->label);
		put_text(p, o, "from", r->from);
		put_text(p, o, "to", r->to);
		put(p, o, "valid", json_boolean(r->valid));
		put_text(p, o, "source", r->source);
		put_text(p, o, "note", r->note);
		append(p, array, o);
	}
	return array;
}

static void put_head(struct printer *p, json_t *o, const struct bis_concept *c)
{
	put_words(p, o, "id", c->id);
	put_words(p, o, "type", c->type);
	put_text(p, o, "subject", c->subject);
	put_text(p, o, "definition", c->definition);
}

static void put_match(struct printer *p, json_t *o, const struct bis_concept *c)
{
	put_score(p, o, "score", c->score);
	put_words(p, o, "matched", c->matched);
	put_text(p, o, "matched_lang", c->matched_lang);
	put_text(p, o, "how", c->how);
	put(p, o, "shared", json_boolean(c->shared));
}

static void put_rest(struct printer *p, json_t *o, const struct bis_concept *c)
{
	put_text(p, o, "note", c->note);
	put_text(p, o, "origin", c->origin);
	put(p, o, "forms", forms_object(p, c));
	put(p, o, "relations", relations_array(p, c));
}

static json_t *nearest_object(struct printer *p, const struct bis_concept *c)
{
	json_t *o = json_object();

	put_head(p, o, c);
	put_match(p, o, c);
	return o;
}

static void lookup(struct printer *p, const struct lookup_answer *a)
{
	json_t *o = document(p), *concepts = json_array();

	put_words(p, o, "query", a->query);
	for (size_t i = 0; i < a->n_concepts; i++) {
		json_t *c = json_object();
		put_head(p, c, a->concepts[i]);
		put_match(p, c, a->concepts[i]);
		put_rest(p, c, a->concepts[i]);
		append(p, concepts, c);
	}
	put(p, o, "concepts", concepts);
	if (a->n_concepts == 0 && a->nearest != NULL)
		put(p, o, "nearest", nearest_object(p, a->nearest));
	give(p, o);
}

static void concept(struct printer *p, const struct bis_concept *c)
{
	json_t *o = document(p);

	put_head(p, o, c);
	put_rest(p, o, c);
	give(p, o);
}

static json_t *problems_array(struct printer *p, const struct bis_import_file *f)
{
	json_t *array = json_array();

	for (size_t i = 0; i < f->n_problems; i++) {
		json_t *o = json_object();
		put_if(p, o, "line", f->problems[i].line);
		put_text(p, o, "unit", f->problems[i].unit);
		put_words(p, o, "message", f->problems[i].message);
		put(p, o, "lost", json_boolean(f->problems[i].lost));
		append(p, array, o);
	}
	return array;
}

static json_t *import_file_object(struct printer *p, const struct bis_import_file *f)
{
	json_t *o = json_object();

	put_words(p, o, "file", f->file);
	put_text(p, o, "type", f->type);
	put_text(p, o, "version", f->version);
	put_text(p, o, "source_lang", f->source_lang);
	put_text(p, o, "tool", f->tool);
	put_number(p, o, "read", f->read);
	put_number(p, o, "added", f->added);
	put_number(p, o, "merged", f->merged);
	put_number(p, o, "skipped", f->skipped);
	put_number(p, o, "bad", f->bad);
	put_number(p, o, "conflicts", f->conflicts);
	put_number(p, o, "warnings", f->warnings);
	put_counts(p, o, "languages", f->languages, f->n_languages);
	put(p, o, "problems", problems_array(p, f));
	return o;
}

static void imported(struct printer *p, const struct import_answer *a)
{
	json_t *o = document(p), *files = json_array();
	bool kept = a->failed == NULL && !a->dry_run;

	put_if(p, o, "undo", kept ? bis_import_event(a->import) : 0);
	if (a->dry_run)
		put(p, o, "dry_run", json_true());
	if (a->failed != NULL)
		put_words(p, o, "failed", a->failed);
	for (size_t i = 0; i < bis_import_n_files(a->import); i++)
		append(p, files, import_file_object(p, bis_import_file_at(a->import, i)));
	put(p, o, "files", files);
	give(p, o);
}

static void exported(struct printer *p, const struct export_answer *a)
{
	json_t *o = document(p);

	put_words(p, o, "file", a->file);
	put_words(p, o, "type", a->type);
	put_text(p, o, "version", a->report->version);
	put_number(p, o, "units", a->report->units);
	put_number(p, o, "concepts", a->report->concepts);
	put_number(p, o, "variants", a->report->variants);
	put_number(p, o, "bytes", a->report->bytes);
	put_counts(p, o, "dropped", a->report->dropped, a->report->n_dropped);
	give(p, o);
}

static json_t *words_array(struct printer *p, const char *words)
{
	json_t *array = json_array();

	while (*words != '\0') {
		size_t size = strcspn(words, " ");
		if (size > 0)
			append(p, array, json_stringn(words, size));
		words += size + (words[size] == ' ');
	}
	return array;
}

static void formats(struct printer *p)
{
	const struct bis_format *f;

	for (size_t i = 0; (f = bis_format_at(i)) != NULL; i++) {
		json_t *o = document(p);
		put_words(p, o, "name", f->name);
		put_words(p, o, "title", f->title);
		put(p, o, "suffixes", words_array(p, f->suffixes));
		put(p, o, "units", json_boolean(f->units));
		put(p, o, "concepts", json_boolean(f->concepts));
		put(p, o, "reads", json_boolean(f->reads));
		put(p, o, "writes", json_boolean(f->writes));
		give(p, o);
	}
}

static void info(struct printer *p, const struct bis_info *i)
{
	json_t *o = document(p);

	put_words(p, o, "file", i->file);
	put_number(p, o, "schema_version", i->schema_version);
	put_number(p, o, "units", i->units);
	put_number(p, o, "variants", i->variants);
	put_counts(p, o, "segments", i->segments, i->n_segments);
	put_number(p, o, "concepts", i->concepts);
	put_number(p, o, "forms", i->forms);
	put_counts(p, o, "terms", i->terms, i->n_terms);
	put_number(p, o, "people", i->people);
	put_number(p, o, "origins", i->origins);
	put_number(p, o, "events", i->events);
	put_number(p, o, "bytes", i->bytes);
	give(p, o);
}

static void stats(struct printer *p, const struct stat_answer *a)
{
	for (size_t i = 0; i < a->n_rows; i++) {
		const struct bis_stat *s = &a->rows[i];
		json_t *o = document(p);
		put_words(p, o, "by", stats_key_name(a->by));
		put_words(p, o, "key", s->key);
		put_number(p, o, "units", s->units);
		put_number(p, o, "reviewed", s->reviewed);
		if (a->by == BIS_BY_LANG) {
			put_number(p, o, "words", s->words);
			put_number(p, o, "concepts", s->concepts);
			put_number(p, o, "preferred", s->preferred);
			put_number(p, o, "proposed", s->proposed);
			put_number(p, o, "barred", s->barred);
		}
		give(p, o);
	}
}

static void event(struct printer *p, const struct bis_event *e)
{
	json_t *o = document(p);

	put_number(p, o, "number", e->number);
	put_words(p, o, "when", e->when);
	put_words(p, o, "who", e->who);
	put_words(p, o, "what", e->what);
	put_words(p, o, "summary", e->summary);
	put_text(p, o, "why", e->why);
	put_number(p, o, "changes", e->changes);
	put_if(p, o, "undoes", e->undoes);
	put_if(p, o, "undone_by", e->undone_by);
	give(p, o);
}

static void changed(struct printer *p, const struct change *c)
{
	json_t *o = document(p);

	put_words(p, o, "did", c->did);
	put_text(p, o, "id", c->id);
	put_words(p, o, "what", c->what);
	if (c->n_counts > 0)
		put_counts(p, o, "counts", c->counts, c->n_counts);
	put_if(p, o, "undo", c->undo);
	if (c->dry_run)
		put(p, o, "dry_run", json_true());
	give(p, o);
}

static void flaws(struct printer *p, const struct flaws *f)
{
	json_t *o = document(p), *array = json_array();

	put_words(p, o, "file", f->file);
	put(p, o, "ok", json_boolean(f->total == 0));
	put_number(p, o, "total", f->total);
	for (size_t i = 0; i < f->n_what; i++)
		append(p, array, string(f->what[i]));
	put(p, o, "findings", array);
	give(p, o);
}

/* Names and findings are counted by who reads them. */
static void counted(struct printer *p, const struct name_totals *t)
{
	(void)p;
	(void)t;
}

static void checked(struct printer *p, const struct check_totals *t)
{
	(void)p;
	(void)t;
}

#define ANSWERS                                                                          \
	.lookup = lookup, .concept = concept, .imported = imported,                      \
	.exported = exported, .formats = formats, .info = info, .stats = stats,          \
	.event = event, .changed = changed, .flaws = flaws, .matches = json_matches,     \
	.unit = json_unit, .analysis = json_analysis, .index_check = json_index_check,   \
	.concordance = json_concordance, .name_check = json_name, .names_end = counted,  \
	.compared = json_compared, .spellings = json_spellings, .systems = json_systems, \
	.scan = json_scan, .rules = json_rules, .finding = json_finding,                 \
	.checked = checked

const struct view view_json = { .name = "json", .begin = begin, .end = end, ANSWERS };
const struct view view_jsonl = {
	.name = "jsonl", .begin = begin_lines, .end = begin_lines, ANSWERS
};
