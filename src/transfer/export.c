/* SPDX-License-Identifier: Apache-2.0
 *
 * Export: records of the store through a format into a file that appears whole or not
 * at all.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/store.h"
#include "src/text/lang.h"
#include "src/transfer/relay.h"
#include "tmx/format.h"

#define PROGRESS_EVERY 4096 /* records */

struct bis_export {
	struct bis_export_report report;
	struct bis_count *dropped;
	bool failed; /* dropped() found no memory */
};

const struct bis_export_report *bis_export_report(const bis_export *e)
{
	return &e->report;
}

void bis_export_free(bis_export *e)
{
	if (e == NULL)
		return;
	for (size_t k = 0; k < e->report.n_dropped; k++)
		free((char *)e->dropped[k].name);
	free(e->dropped);
	free(e);
}

static void on_dropped(void *ctx, const char *what, const char *where)
{
	bis_export *e = ctx;
	size_t n = e->report.n_dropped;

	(void)where;
	for (size_t k = 0; k < n; k++) {
		if (strcmp(e->dropped[k].name, what) == 0) {
			e->dropped[k].n++;
			return;
		}
	}
	struct bis_count *more = realloc(e->dropped, (n + 1) * sizeof(*more));
	char *name = strdup(what);
	if (more != NULL)
		e->dropped = more;
	if (more == NULL || name == NULL) {
		free(name);
		e->failed = true;
		return;
	}
	more[n] = (struct bis_count){ .name = name, .n = 1 };
	e->report.n_dropped++;
	e->report.dropped = more;
}

/* The languages asked for, canonical: the source first. */
struct languages {
	char source[LANG_MAX]; /* "" none */
	char (*tags)[LANG_MAX];
	const char **list;
	size_t n;
};

static void languages_finish(struct languages *l)
{
	free(l->tags);
	free(l->list);
}

static int add_language(struct languages *l, const char *tag)
{
	char canonical[LANG_MAX];
	int rc = lang_canonical(tag, canonical);

	if (rc < 0)
		return rc;
	for (size_t k = 0; k < l->n; k++)
		if (strcmp(l->tags[k], canonical) == 0)
			return 0;
	memcpy(l->tags[l->n], canonical, LANG_MAX);
	l->list[l->n] = l->tags[l->n];
	l->n++;
	return 0;
}

static int languages_of(const struct bis_export_options *o, struct languages *l)
{
	int rc = o->from == NULL ? 0 : lang_canonical(o->from, l->source);

	if (rc < 0 || o->n_to == 0)
		return rc; /* a source alone chooses units, but no languages of theirs */
	l->tags = calloc(o->n_to + 1, LANG_MAX);
	l->list = calloc(o->n_to + 1, sizeof(*l->list));
	if (l->tags == NULL || l->list == NULL)
		return err_nomem();
	if (o->from != NULL)
		rc = add_language(l, o->from);
	for (size_t k = 0; rc == 0 && k < o->n_to; k++)
		rc = add_language(l, o->to[k]);
	return rc;
}

struct job {
	bis_db *db;
	const struct bis_export_options *options;
	const struct format *format;
	bool concepts;
	struct record_filter filter;
	struct document document;
	struct writer writer;
	struct write_options write_options;
	int64_t count;
	bis_export *export;
};

static int check_options(struct job *j)
{
	const struct bis_export_options *o = j->options;
	bool reviewed =
		o->status != NULL && (strcmp(o->status, "reviewed") == 0 ||
					     strcmp(o->status, "unreviewed") == 0);

	j->format = o->type == NULL ? NULL : format_named(o->type);
	if (j->format == NULL)
		return err_set(BIS_EUSAGE, "there is no format \"%s\"",
			o->type == NULL ? "" : o->type);
	if (j->format->begin == NULL)
		return err_set(
			BIS_EUSAGE, "%s is only read, not written", j->format->name);
	bool memory = o->as != NULL && strcmp(o->as, "memory") == 0;
	if (o->as != NULL && !memory && strcmp(o->as, "terms") != 0)
		return err_set(BIS_EUSAGE, "\"%s\": export memory or terms", o->as);
	j->concepts = (j->format->carries & CARRIES_CONCEPTS) != 0 &&
		      !((j->format->carries & CARRIES_UNITS) != 0 && memory);
	if (o->as != NULL && memory == j->concepts)
		return err_set(BIS_EUSAGE, "%s holds no %s", j->format->name,
			memory ? "units of the memory" : "terms");
	if (o->status != NULL &&
		(j->concepts ? status_of_name(o->status) < 0 : !reviewed))
		return err_set(BIS_EUSAGE, "\"%s\" is no status of %s", o->status,
			j->concepts ? "a term: preferred, admitted, proposed, "
				      "deprecated, obsolete, lookup"
				    : "a unit: reviewed, unreviewed");
	if ((o->since != NULL && !validity_day_ok(o->since)) ||
		(o->at != NULL && !validity_day_ok(o->at)))
		return err_set(BIS_EUSAGE, "dates are written YYYY-MM-DD");
	return 0;
}

/* One document goes out as it came; several under a header of ours, whose source
 * language is theirs if they agree. */
static int choose_document(struct job *j)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = store_documents(j->db, &j->filter, j->concepts, &ids, &n);

	if (rc == 0 && n == 1 && ids[0] != 0)
		rc = store_document_get(j->db, ids[0], &j->document);
	if (rc == 0 && n > 1)
		for (size_t k = 0; rc == 0 && k < n; k++) {
			struct document d;
			document_init(&d);
			rc = ids[k] == 0 ? 0 : store_document_get(j->db, ids[k], &d);
			if (k == 0)
				buf_set(&j->document.lang, buf_str(&d.lang));
			else if (strcmp(buf_str(&d.lang), buf_str(&j->document.lang)) !=
				 0)
				buf_clear(&j->document.lang);
			document_finish(&d);
		}
	free(ids);
	return rc < 0 ? rc : buf_ok(&j->document.lang) ? 0 : err_nomem();
}

static int on_record(struct job *j)
{
	const struct bis_export_options *o = j->options;
	int64_t done = j->export->report.units + j->export->report.concepts;

	if (j->export->failed)
		return err_nomem();
	if (o->progress == NULL || done % PROGRESS_EVERY != 0 ||
		o->progress(o->ctx, done, j->count))
		return 0;
	return err_set(BIS_ECANCELLED, "export cancelled");
}

/* In the thread beside the one that writes: the database is its alone meanwhile. */
static int read_units(void *ctx, const struct record_sink *sink)
{
	struct unit_cursor *cursor = ctx;
	struct unit u;
	int64_t document;
	int rc;

	unit_init(&u);
	while ((rc = store_units_next(cursor, &u, &document)) > 0) {
		rc = sink->unit(sink->ctx, &u);
		if (rc < 0)
			break;
	}
	unit_finish(&u);
	return rc;
}

static int write_unit(void *ctx, struct unit *u)
{
	struct job *j = ctx;
	int rc = j->format->write_unit(&j->writer, u);

	j->export->report.units++;
	j->export->report.variants += (int64_t)u->n_variants;
	return rc < 0 ? rc : on_record(j);
}

static int write_units(struct job *j)
{
	const struct record_sink sink = { .unit = write_unit, .ctx = j };
	struct unit_cursor *cursor;
	int64_t position;

	int rc = store_units_open(j->db, &j->filter, &cursor);
	if (rc < 0)
		return rc;
	rc = relay_run(&(struct relay_source){ .read = read_units, .ctx = cursor }, &sink,
		&position);
	store_units_close(cursor);
	return rc;
}

static int write_concepts(struct job *j)
{
	struct concept_cursor *cursor;
	struct concept c;
	int64_t document;

	int rc = store_concepts_open(j->db, &j->filter, &cursor);
	if (rc < 0)
		return rc;
	concept_init(&c);
	while ((rc = store_concepts_next(cursor, &c, &document)) > 0) {
		rc = j->format->write_concept(&j->writer, &c);
		j->export->report.concepts++;
		for (size_t k = 0; k < c.n_sections; k++)
			j->export->report.variants += (int64_t)c.sections[k].n_forms;
		if (rc == 0)
			rc = on_record(j);
		if (rc < 0)
			break;
	}
	concept_finish(&c);
	store_concepts_close(cursor);
	return rc;
}

static int write_file(struct job *j, const char *path)
{
	cleanup(out_closep) struct out *out = NULL;

	if (store_is_at(j->db, path))
		return err_set(BIS_EUSAGE, "%s: is the database itself", path);
	int rc = out_open(path, &out);
	if (rc < 0)
		return rc;
	j->writer = (struct writer){ .out = out, .options = &j->write_options };
	rc = j->format->begin(&j->writer, &j->document);
	if (rc == 0)
		rc = j->concepts ? write_concepts(j) : write_units(j);
	if (rc == 0)
		rc = j->format->end(&j->writer, &j->document);
	if (j->format->finish != NULL)
		j->format->finish(&j->writer);
	if (rc == 0 && j->export->failed)
		rc = err_nomem();
	j->export->report.bytes = out_size(out);
	return rc < 0 ? rc : out_finish(out);
}

/* A table of units has a column a language, so it must know them all beforehand. */
static int all_languages(struct job *j, struct languages *l)
{
	const struct bis_info *info;
	unsigned either = CARRIES_UNITS | CARRIES_CONCEPTS;

	if (l->n > 0 || j->concepts || (j->format->carries & either) != either)
		return 0;
	int rc = bis_db_info(j->db, &info);
	if (rc < 0)
		return rc;
	l->tags = calloc(info->n_segments + 1, LANG_MAX);
	l->list = calloc(info->n_segments + 1, sizeof(*l->list));
	if (l->tags == NULL || l->list == NULL)
		return err_nomem();
	for (size_t k = 0; rc == 0 && k < info->n_segments; k++)
		rc = add_language(l, info->segments[k].name);
	return rc;
}

static int prepare(struct job *j, struct languages *l)
{
	const struct bis_export_options *o = j->options;

	j->filter = (struct record_filter){ .origin = o->origin,
		.since = o->since,
		.status = o->status,
		.at = o->at,
		.langs = l->list,
		.n_langs = l->n,
		.source = l->source[0] == '\0' ? NULL : l->source };
	int rc = store_count(j->db, &j->filter, j->concepts, &j->count);
	if (rc == 0 && j->count == 0)
		rc = err_set(BIS_ENOTFOUND, "no %s to export%s",
			j->concepts ? "terms" : "units",
			o->origin != NULL || l->n > 0 || o->since != NULL ||
					o->status != NULL || o->at != NULL
				? " fits what was asked for"
				: "");
	if (rc == 0)
		rc = choose_document(j);
	if (rc == 0)
		rc = all_languages(j, l);
	j->write_options = (struct write_options){
		.source_lang = o->from != NULL ? o->from : "",
		.langs = l->list,
		.n_langs = l->n,
		.strict = o->strict_dtd,
		.dialect = o->dialect,
		.dropped = on_dropped,
		.ctx = j->export,
	};
	return rc;
}

int bis_export_run(bis_db *db, const struct bis_export_options *options, const char *path,
	bis_export **out)
{
	cleanup(languages_finish) struct languages languages = { 0 };
	struct job j = { .db = db, .options = options };

	*out = NULL;
	j.export = calloc(1, sizeof(*j.export));
	if (j.export == NULL)
		return err_nomem();
	document_init(&j.document);
	/* all that is asked of the base is asked of one state of it */
	int rc = store_read_begin(db);
	bool reading = rc == 0;
	if (rc == 0)
		rc = check_options(&j);
	if (rc == 0)
		rc = languages_of(options, &languages);
	if (rc == 0)
		rc = prepare(&j, &languages);
	if (rc == 0)
		rc = write_file(&j, path);
	if (reading)
		store_read_end(db);
	document_finish(&j.document);
	if (rc < 0) {
		bis_export_free(j.export);
		return rc;
	}
	j.export->report.version = j.format->written;
	*out = j.export;
	return 0;
}
