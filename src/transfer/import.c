/* SPDX-License-Identifier: Apache-2.0
 *
 * Import: files through their format into the store, in one transaction, with an exact
 * account.
 *
 * read = added + merged + skipped holds by construction: every record a reader gives,
 * or gives up (a problem with `lost`), is counted as read and then as exactly one of
 * the three.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/store.h"
#include "src/store/textindex-write.h"
#include "src/text/utf8.h"
#include "src/transfer/relay.h"
#include "src/transfer/tally.h"
#include "src/xml/markup.h"
#include "tmx/format.h"

#define PROGRESS_EVERY 512 /* records */
#define NAME_SHOWN 200     /* bytes of a file's name, for the history */

struct bis_import {
	struct tally *files;
	size_t n_files;
	int64_t event;
};

/* One file on its way. */
struct run {
	bis_db *db;
	const struct bis_import_options *options;
	const struct format *format;
	struct source *source;
	struct intake *intake;
	struct tally *tally;
	int64_t position, size; /* of the source, for progress */
};

size_t bis_import_n_files(const bis_import *i)
{
	return i->n_files;
}

const struct bis_import_file *bis_import_file_at(const bis_import *i, size_t n)
{
	return n < i->n_files ? &i->files[n].file : NULL;
}

int64_t bis_import_event(const bis_import *i)
{
	return i->event;
}

void bis_import_free(bis_import *i)
{
	if (i == NULL)
		return;
	for (size_t k = 0; k < i->n_files; k++)
		tally_finish(&i->files[k]);
	free(i->files);
	free(i);
}

static int tell_problem(struct run *r, const struct bis_problem *p)
{
	if (r->options->problem != NULL)
		r->options->problem(r->options->ctx, r->tally->file.file, p);
	return tally_problem(r->tally, p);
}

/* --- what the reader calls ------------------------------------------------------ */

static int on_head(void *ctx, const struct document *d)
{
	struct run *r = ctx;
	int rc = tally_head(r->tally, d);

	return rc < 0 ? rc : intake_head(r->intake, d);
}

static int on_tail(void *ctx, const struct document *d)
{
	struct run *r = ctx;

	return intake_tail(r->intake, d);
}

static int on_problem(void *ctx, const struct problem *p)
{
	struct run *r = ctx;
	struct bis_problem shown = { .line = p->line,
		.unit = p->unit == NULL ? "" : p->unit,
		.message = p->message,
		.lost = p->lost };

	if (p->lost) {
		r->tally->file.read++;
		r->tally->file.skipped++;
		r->tally->file.bad++;
	} else {
		r->tally->file.warnings++;
	}
	return tell_problem(r, &shown);
}

static int on_progress(struct run *r)
{
	const struct bis_import_options *o = r->options;

	if (o->progress == NULL || r->tally->file.read % PROGRESS_EVERY != 0)
		return 0;
	if (r->format->carries != CARRIES_UNITS)
		r->position = source_position(r->source);
	if (o->progress(o->ctx, r->tally->file.file, r->position, r->size,
		    r->tally->file.read))
		return 0;
	return err_set(BIS_ECANCELLED, "%s: import cancelled; nothing was kept",
		r->tally->file.file);
}

/* Counts what became of one record; a conflict or a skip is said with its line. */
static int account(
	struct run *r, const struct put_result *result, long line, const char *id)
{
	struct bis_import_file *f = &r->tally->file;

	f->read++;
	f->added += result->what == PUT_ADDED;
	f->merged += result->what == PUT_MERGED;
	f->skipped += result->what == PUT_SKIPPED;
	f->conflicts += result->conflict;
	if (result->conflict || result->what == PUT_SKIPPED) {
		struct bis_problem p = { .line = line,
			.unit = id,
			.message = result->reason,
			.lost = result->what == PUT_SKIPPED };
		int rc = tell_problem(r, &p);
		if (rc < 0)
			return rc;
	}
	return on_progress(r);
}

static int on_unit(void *ctx, struct unit *u)
{
	struct run *r = ctx;
	struct put_result result;
	cleanup(buf_free) struct buf tuid = BUF_INIT;

	int rc = store_unit_put(r->intake, u, &result);
	for (size_t k = 0; rc == 0 && k < u->n_variants; k++)
		rc = tally_lang(r->tally, buf_str(&u->variants[k].lang), 1);
	if (rc < 0)
		return rc;
	if (result.conflict || result.what == PUT_SKIPPED)
		markup_attr_get(buf_str(&u->attrs), u->attrs.size, "tuid", &tuid);
	return account(r, &result, u->line, buf_str(&tuid));
}

static int on_concept(void *ctx, struct concept *c)
{
	struct run *r = ctx;
	struct put_result result;

	int rc = store_concept_put(r->intake, c, &result);
	for (size_t k = 0; rc == 0 && k < c->n_sections; k++)
		if (c->sections[k].n_forms > 0)
			rc = tally_lang(r->tally, buf_str(&c->sections[k].lang),
				(int64_t)c->sections[k].n_forms);
	return rc < 0 ? rc : account(r, &result, c->line, buf_str(&c->id));
}

/* Said in the account of the last file: only when all have come is it known. */
static void on_open_relation(void *ctx, const char *concept, const char *target)
{
	struct run *r = ctx;
	cleanup(buf_free) struct buf message = BUF_INIT;

	buf_addf(&message, "a relation points to \"%s\", which is not in the base (yet)",
		target);
	struct bis_problem p = { .unit = concept, .message = buf_str(&message) };
	r->tally->file.warnings++;
	tell_problem(r, &p);
}

/* --- files ---------------------------------------------------------------------- */

static int choose_format(struct run *r)
{
	const struct bis_import_options *o = r->options;
	const char *name = source_name(r->source);

	if (o->type == NULL) {
		int rc = format_guess(r->source, &r->format);
		if (rc < 0)
			return rc;
	} else {
		r->format = format_named(o->type);
		if (r->format == NULL)
			return err_set(BIS_EUSAGE, "there is no format \"%s\"", o->type);
	}
	if (r->format->read == NULL)
		return err_set(BIS_EUSAGE, "%s: %s is only written, not read", name,
			r->format->name);
	if (o->as != NULL) {
		unsigned wanted =
			strcmp(o->as, "memory") == 0 ? CARRIES_UNITS : CARRIES_CONCEPTS;
		if ((r->format->carries & wanted) == 0)
			return err_set(BIS_EUSAGE, "%s: %s holds no %s", name,
				r->format->name,
				wanted == CARRIES_UNITS ? "units for the memory"
							: "terms");
	}
	return 0;
}

static int open_intake(struct run *r)
{
	const struct bis_import_options *o = r->options;
	const char *path = r->tally->file.file, *slash = strrchr(path, '/');
	const char *name = source_file_name(r->source);
	if (utf8_valid(name, strlen(name)) < strlen(name))
		name = slash != NULL ? slash + 1 : path; /* mended already */
	struct intake_options options = {
		.origin = o->origin != NULL ? o->origin : name,
		.path = path,
		.on_conflict = o->on_conflict,
		.status = o->status,
	};

	return intake_open(r->db, &options, &r->intake);
}

/* A file of which nothing could be read is no import. */
static int check_outcome(const struct run *r)
{
	const struct bis_import_file *f = &r->tally->file;

	if (f->read == 0 || f->bad < f->read)
		return 0;
	return err_set(BIS_EFORMAT, "%s: nothing could be read: all %lld %s are broken",
		f->file, (long long)f->read,
		r->format->carries & CARRIES_UNITS ? "units" : "concepts");
}

/* What a form without a status of its own gets; "reviewed" and the like are about
 * units. */
static enum form_status form_status(const char *name)
{
	int status = name == NULL ? -1 : status_of_name(name);

	return status < 0 ? STATUS_PROPOSED : (enum form_status)status;
}

static int read_member(struct run *r)
{
	const struct read_options options = {
		.source_lang = r->options->from == NULL ? "" : r->options->from,
		.target_lang = r->options->to == NULL ? "" : r->options->to,
		.status = form_status(r->options->status),
		.as_units =
			r->options->as != NULL && strcmp(r->options->as, "memory") == 0,
	};
	const struct record_sink sink = { .head = on_head,
		.unit = on_unit,
		.concept = on_concept,
		.problem = on_problem,
		.tail = on_tail,
		.ctx = r };

	int rc = choose_format(r);
	r->position = 0;
	r->size = source_size(r->source);
	if (rc == 0)
		rc = tally_begin(r->tally, source_name(r->source), r->format->name);
	if (rc == 0)
		rc = open_intake(r);
	if (rc == 0)
		rc = r->format->carries == CARRIES_UNITS
			     ? relay_read(r->format, r->source, &options, &sink,
				       &r->position)
			     : r->format->read(r->source, &options, &sink);
	intake_close(r->intake);
	r->intake = NULL;
	return rc < 0 ? rc : check_outcome(r);
}

static int next_tally(bis_import *i, struct tally **out)
{
	struct tally *files = realloc(i->files, (i->n_files + 1) * sizeof(*files));

	if (files == NULL)
		return err_nomem();
	i->files = files;
	*out = &files[i->n_files++];
	tally_init(*out);
	return 0;
}

static int read_file(bis_db *db, const struct bis_import_options *options,
	const char *path, bis_import *i)
{
	cleanup(source_closep) struct source *source = NULL;
	struct run r = { .db = db, .options = options };

	int rc = next_tally(i, &r.tally);
	if (rc == 0)
		rc = tally_begin(r.tally, path, "");
	if (rc == 0)
		rc = source_open(path, &source);
	r.source = source;
	for (size_t members = 0; rc == 0; members++) {
		rc = source_next(source);
		if (rc <= 0)
			return rc < 0 || members > 0
				       ? rc
				       : err_set(BIS_EFORMAT,
						 "%s: an archive without files", path);
		rc = members > 0 ? next_tally(i, &r.tally) : 0;
		if (rc == 0)
			rc = read_member(&r);
	}
	return rc;
}

static int check_options(const struct bis_import_options *o)
{
	bool reviewed =
		o->status != NULL && (strcmp(o->status, "reviewed") == 0 ||
					     strcmp(o->status, "unreviewed") == 0);

	if (o->as != NULL && strcmp(o->as, "memory") != 0 && strcmp(o->as, "terms") != 0)
		return err_set(BIS_EUSAGE, "\"%s\": import as memory or as terms", o->as);
	if (o->status != NULL && !reviewed && status_of_name(o->status) < 0)
		return err_set(BIS_EUSAGE,
			"\"%s\" is no status: reviewed, unreviewed, or for terms "
			"preferred, admitted, "
			"proposed, deprecated, obsolete, lookup",
			o->status);
	return 0;
}

static void summarise(const bis_import *i, struct buf *summary)
{
	const char *name = i->n_files > 0 ? i->files[0].file.file : "";
	size_t size = strlen(name);
	size_t shown = utf8_valid(name, size < NAME_SHOWN ? size : NAME_SHOWN);
	int64_t added = 0, merged = 0, skipped = 0;

	for (size_t k = 0; k < i->n_files; k++) {
		const struct bis_import_file *f = &i->files[k].file;
		added += f->added;
		merged += f->merged;
		skipped += f->skipped;
	}
	buf_addf(summary, "%.*s%s: %lld added, %lld merged, %lld skipped", (int)shown,
		name, i->n_files > 1 || shown < size ? " …" : "", (long long)added,
		(long long)merged, (long long)skipped);
}

static int64_t all_skipped(const bis_import *i)
{
	int64_t skipped = 0;

	for (size_t k = 0; k < i->n_files; k++)
		skipped += i->files[k].file.skipped;
	return skipped;
}

static int resolve_relations(
	bis_db *db, const struct bis_import_options *options, bis_import *i)
{
	struct run r = { .db = db, .options = options };

	if (i->n_files == 0)
		return 0;
	r.tally = &i->files[i->n_files - 1];
	return store_relations_resolve(db, on_open_relation, &r);
}

static int finish(bis_db *db, const struct bis_import_options *options, bis_import *i)
{
	cleanup(buf_free) struct buf summary = BUF_INIT;

	if (options->strict && all_skipped(i) > 0)
		return err_set(BIS_EFORMAT,
			"%lld skipped, and --strict was asked for: nothing was kept",
			(long long)all_skipped(i));
	summarise(i, &summary);
	if (!buf_ok(&summary))
		return err_nomem();
	int rc = store_commit(db, buf_str(&summary));
	if (rc == 0)
		i->event = bis_db_last_event(db);
	return rc;
}

int bis_import_run(bis_db *db, const struct bis_import_options *options,
	const char *const *files, size_t n_files, bis_import **out)
{
	*out = NULL;
	int rc = check_options(options);
	if (rc < 0)
		return rc;
	bis_import *i = calloc(1, sizeof(*i));
	if (i == NULL)
		return err_nomem();
	*out = i;
	rc = store_begin(db, "import");
	if (rc == 0)
		rc = store_bulk(db, true);
	if (rc == 0)
		rc = textindex_begin_feed(db);
	for (size_t k = 0; rc == 0 && k < n_files; k++)
		rc = read_file(db, options, files[k], i);
	if (rc == 0)
		rc = resolve_relations(db, options, i);
	if (rc == 0)
		rc = finish(db, options, i);
	if (rc < 0)
		store_rollback(db);
	textindex_end_feed(db, rc == 0);
	store_bulk(db, false);
	return rc;
}
