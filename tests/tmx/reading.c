/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/tmx/reading.h"

#include "src/base/err.h"
#include "src/xml/markup.h"

void reading_init(struct reading *r)
{
	*r = (struct reading){ .with_ids = true };
	r->options = (struct read_options){ .source_lang = "", .target_lang = "" };
	r->writing = (struct write_options){ .source_lang = "" };
}

void reading_finish(struct reading *r)
{
	buf_free(&r->dump);
	buf_free(&r->said);
	buf_free(&r->written);
	buf_free(&r->dropped);
}

static void count_extra(struct reading *r, const char *extra)
{
	struct markup_cursor c;
	enum markup_piece piece;
	const char *inner;
	size_t size;

	markup_begin(&c, extra);
	while ((piece = markup_next(&c)) != MARKUP_END) {
		r->props += markup_is(&c, "prop");
		r->notes += markup_is(&c, "note");
		if (piece == MARKUP_OPEN)
			markup_skip(&c, &inner, &size);
	}
}

static void dump_variant(struct reading *r, const struct variant *v)
{
	buf_addf(&r->dump, "  %s%s%s%s [%s]", buf_str(&v->lang), buf_str(&v->attrs),
		v->empty ? " (no seg)" : "", v->tagged ? " (tagged)" : "",
		buf_str(&v->text));
	buf_addf(&r->dump, " [%s] %s\n", buf_str(&v->markup), buf_str(&v->extra));
	count_extra(r, buf_str(&v->extra));
}

struct run {
	struct reading *r;
	struct writer writer;
};

static int on_unit(void *ctx, struct unit *u)
{
	struct run *run = ctx;
	struct reading *r = run->r;

	r->units++;
	r->variants += (long)u->n_variants;
	buf_addf(&r->dump, "unit%s %s\n", buf_str(&u->attrs), buf_str(&u->extra));
	count_extra(r, buf_str(&u->extra));
	for (size_t i = 0; i < u->n_variants; i++)
		dump_variant(r, &u->variants[i]);
	return r->to == NULL || r->to->write_unit == NULL
		       ? 0
		       : r->to->write_unit(&run->writer, u);
}

static void dump_form(struct reading *r, const struct form *f)
{
	buf_addf(&r->dump, "    [%s] %s %s %s..%s r%d", buf_str(&f->text),
		status_name(f->status), form_kind_name(f->kind), buf_str(&f->valid_from),
		buf_str(&f->valid_to), f->reliability);
	buf_addf(&r->dump, " source [%s] note [%s] instead [%s] by %s at %s",
		buf_str(&f->source), buf_str(&f->note), buf_str(&f->instead),
		buf_str(&f->approved_by), buf_str(&f->approved_at));
	buf_addf(&r->dump, " %s|%s|%s|%s\n", f->tagged ? buf_str(&f->markup) : "",
		buf_str(&f->attrs), buf_str(&f->term_attrs), buf_str(&f->extra));
}

static void dump_concept(struct reading *r, const struct concept *c)
{
	buf_addf(&r->dump, "concept %s %s [%s] [%s] [%s]%s %s\n",
		r->with_ids ? buf_str(&c->id) : "", kind_name(c->kind),
		buf_str(&c->subject), buf_str(&c->definition), buf_str(&c->note),
		buf_str(&c->attrs), buf_str(&c->extra));
	for (size_t i = 0; i < c->n_sections; i++) {
		const struct section *s = &c->sections[i];
		buf_addf(&r->dump, "  %s%s %s\n", buf_str(&s->lang), buf_str(&s->attrs),
			buf_str(&s->extra));
		for (size_t k = 0; k < s->n_forms; k++)
			dump_form(r, &s->forms[k]);
		r->forms += (long)s->n_forms;
	}
	for (size_t i = 0; i < c->n_relations; i++) {
		const struct relation *l = &c->relations[i];
		buf_addf(&r->dump, "  %s %s %s..%s [%s] [%s]\n", relation_name(l->kind),
			buf_str(&l->target), buf_str(&l->from), buf_str(&l->to),
			buf_str(&l->source), buf_str(&l->note));
	}
	r->relations += (long)c->n_relations;
}

static int on_concept(void *ctx, struct concept *c)
{
	struct run *run = ctx;
	struct reading *r = run->r;

	r->concepts++;
	dump_concept(r, c);
	return r->to == NULL || r->to->write_concept == NULL
		       ? 0
		       : r->to->write_concept(&run->writer, c);
}

static int on_problem(void *ctx, const struct problem *p)
{
	struct reading *r = ((struct run *)ctx)->r;

	r->lost += p->lost;
	r->remarks += !p->lost;
	buf_addf(&r->said, "%ld: %s\n", p->line, p->message);
	return 0;
}

static int on_head(void *ctx, const struct document *d)
{
	struct run *run = ctx;

	buf_addf(&run->r->dump, "%s\n", buf_str(&d->lang));
	return run->r->to == NULL ? 0 : run->r->to->begin(&run->writer, d);
}

static int on_tail(void *ctx, const struct document *d)
{
	struct run *run = ctx;

	return run->r->to == NULL ? 0 : run->r->to->end(&run->writer, d);
}

static void on_dropped(void *ctx, const char *what, const char *where)
{
	struct reading *r = ctx;

	(void)where;
	buf_addf(&r->dropped, "%s\n", what);
}

static int read_member(struct run *run, struct source *in, const struct format *format)
{
	struct record_sink sink = {
		.head = on_head,
		.unit = on_unit,
		.concept = on_concept,
		.problem = on_problem,
		.tail = on_tail,
		.ctx = run,
	};
	int rc = source_next(in);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return err_set(BIS_EFORMAT, "no member");
	if (format == NULL) {
		rc = format_guess(in, &format);
		if (rc < 0)
			return rc;
	}
	return format->read(in, &run->r->options, &sink);
}

int reading_run(struct reading *r, const char *name, const void *bytes, size_t size,
	const struct format *format)
{
	struct run run = { .r = r, .writer = { .options = &r->writing } };
	cleanup(source_closep) struct source *in = NULL;
	cleanup(out_closep) struct out *out = NULL;

	r->writing.dropped = on_dropped;
	r->writing.ctx = r;
	int rc = source_open_bytes(name, bytes, size, &in);
	if (rc == 0 && r->to != NULL)
		rc = out_open_buf(&r->written, &out);
	run.writer.out = out;
	if (rc == 0)
		rc = read_member(&run, in, format);
	if (r->to != NULL)
		r->to->finish(&run.writer);
	if (rc == 0 && out != NULL)
		rc = out_finish(out);
	return rc;
}

const struct format *reading_guess(const char *name, const void *bytes, size_t size)
{
	cleanup(source_closep) struct source *in = NULL;
	const struct format *format = NULL;

	if (source_open_bytes(name, bytes, size, &in) < 0 || source_next(in) <= 0)
		return NULL;
	format_guess(in, &format);
	return format;
}

void reading_load(const char *path, struct buf *bytes)
{
	FILE *f = fopen(path, "rb");
	char piece[4096];
	size_t got;

	if (f == NULL)
		fail_msg("%s cannot be opened", path);
	while ((got = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(bytes, piece, got);
	fclose(f);
}

void reading_text(struct reading *r, const char *format, const char *text)
{
	const struct format *f = format_named(format);

	assert_non_null(f);
	assert_ok(reading_run(r, "text", text, strlen(text), f));
}

void assert_holds(const struct buf *whole, const char *part)
{
	if (strstr(buf_str(whole), part) == NULL)
		fail_msg("no \"%s\" in:\n%s", part, buf_str(whole));
}
