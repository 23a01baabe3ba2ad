/* SPDX-License-Identifier: Apache-2.0
 *
 * UTX 1.11, the glossary format of the Asia-Pacific Association for Machine Translation:
 * lines of tabs under a header of `#` lines, of which the first names the languages and
 * the last the columns.
 *
 * Rows of one concept ID that follow each other are one concept; a row without one is a
 * concept of its own.  The status of a term is that of the target form; an approved pair
 * approves its source form too.
 */
#include "config.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/dropped.h"
#include "tmx/head.h"
#include "tmx/pairs.h"
#include "tmx/utx-read.h"

extern const struct format format_utx;

static int bid(const struct head *head)
{
	const char *line;
	size_t size;

	if (!head_line(head, 0, &line, &size))
		return 0;
	return size >= 5 && strncasecmp(line, "#UTX ", 5) == 0 ? 100 : 0;
}

struct state {
	struct buf text;
	struct buf source_lang, target_lang; /* as the header has them */
	struct buf date, notes;              /* of the document */
	bool begun;
	size_t rows; /* of the current concept */
	struct dropped dropped;
};

static void keep_document(struct state *s, const struct document *d)
{
	if (strcmp(buf_str(&d->format), "utx") != 0)
		return;
	buf_set(&s->source_lang, buf_str(&d->lang));
	markup_attr_get(buf_str(&d->attrs), d->attrs.size, "target", &s->target_lang);
	markup_attr_get(buf_str(&d->attrs), d->attrs.size, "date", &s->date);
	buf_add(&s->notes, buf_str(&d->head), d->head.size);
}

static void fresh_date(struct buf *date)
{
	char text[32];
	time_t now = time(NULL);
	struct tm utc;

	if (gmtime_r(&now, &utc) == NULL)
		return;
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	buf_set(date, text);
}

/* The first language asked for that is not the source. */
static const char *asked_target(const struct write_options *o, const struct buf *source)
{
	for (size_t i = 0; i < o->n_langs; i++)
		if (strcasecmp(o->langs[i], buf_str(source)) != 0)
			return o->langs[i];
	return NULL;
}

static int begin(struct writer *w, const struct document *d)
{
	const struct write_options *o = w->options;
	struct state *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_nomem();
	w->state = s;
	dropped_init(&s->dropped, o);
	keep_document(s, d);
	if (o->source_lang != NULL && *o->source_lang != '\0')
		buf_set(&s->source_lang, o->source_lang);
	const char *target = asked_target(o, &s->source_lang);
	if (target != NULL)
		buf_set(&s->target_lang, target);
	if (s->date.size == 0)
		fresh_date(&s->date);
	return 0;
}

/* What was kept of the header: what has a key but `description` goes on the first
 * line. */
static void add_notes(struct buf *b, const char *notes, bool first_line)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct markup_cursor c;
	enum markup_piece piece;
	const char *inner;
	size_t size;

	markup_begin(&c, notes);
	while ((piece = markup_next(&c)) != MARKUP_END) {
		if (piece != MARKUP_OPEN)
			continue;
		markup_skip(&c, &inner, &size);
		buf_clear(&text);
		markup_plain(&text, inner, size);
		if ((strncasecmp(buf_str(&text), "description", 11) != 0) != first_line)
			continue;
		buf_adds(b, first_line ? " " : "#");
		pairs_add_cell(b, buf_str(&text), false);
		buf_adds(b, first_line ? ";" : "\r\n");
	}
}

static void add_header(struct state *s)
{
	buf_addf(&s->text, "#UTX 1.11; %s/%s; %s;",
		s->source_lang.size == 0 ? "und" : buf_str(&s->source_lang),
		s->target_lang.size == 0 ? "und" : buf_str(&s->target_lang),
		buf_str(&s->date));
	add_notes(&s->text, buf_str(&s->notes), true);
	buf_adds(&s->text, "\r\n");
	add_notes(&s->text, buf_str(&s->notes), false);
	buf_adds(&s->text, "#src\ttgt\tsrc:pos\ttgt:pos\tterm "
			   "status\tsrc:comment\ttgt:comment\tcustomer"
			   "\tconcept ID\r\n");
	s->begun = true;
}

/* The plain text of the first category of that type in a form's extra. */
static void add_category_of(struct buf *b, const struct form *f, const char *type)
{
	cleanup(buf_free) struct buf value = BUF_INIT;
	struct markup_cursor c;
	enum markup_piece piece;
	const char *inner;
	size_t size;

	markup_begin(&c, buf_str(&f->extra));
	while ((piece = markup_next(&c)) != MARKUP_END) {
		if (piece != MARKUP_OPEN ||
			!markup_attr_get(c.attrs, c.attrs_size, "type", &value) ||
			strcmp(buf_str(&value), type) != 0)
			continue;
		markup_skip(&c, &inner, &size);
		buf_clear(&value);
		markup_plain(&value, inner, size);
		pairs_add_cell(b, buf_str(&value), false);
		return;
	}
}

static void add_row(struct buf *b, const struct concept *c, const struct form *source,
	const struct form *target)
{
	pairs_add_cell(b, buf_str(&source->text), true);
	buf_addc(b, '\t');
	pairs_add_cell(b, buf_str(&target->text), false);
	buf_addc(b, '\t');
	add_category_of(b, source, "partOfSpeech");
	buf_addc(b, '\t');
	add_category_of(b, target, "partOfSpeech");
	buf_addf(b, "\t%s\t", utx_word_of_status(target->status));
	pairs_add_cell(b, buf_str(&source->note), false);
	buf_addc(b, '\t');
	pairs_add_cell(b, buf_str(&target->note), false);
	buf_addc(b, '\t');
	add_category_of(b, target, "customerSubset");
	buf_addc(b, '\t');
	pairs_add_cell(b, buf_str(&c->id), false);
	buf_adds(b, "\r\n");
}

static void add_rows(struct state *s, const struct concept *c, const struct form *source,
	const struct section *target)
{
	const char *id = buf_str(&c->id);

	if (!pairs_offered(source)) {
		dropped_tell(&s->dropped, "source forms that are not for use", id);
		return;
	}
	for (size_t i = 0; i < target->n_forms; i++) {
		if (target->forms[i].status == STATUS_LOOKUP)
			dropped_tell(&s->dropped, "look-up forms", id);
		else if (s->rows++ < PAIRS_MAX)
			add_row(&s->text, c, source, &target->forms[i]);
		else
			dropped_tell(&s->dropped, "pairs of a concept past 10,000", id);
	}
}

/* Where the languages were not asked for, those of the first concept are the file's. */
static void choose_languages(struct state *s, const struct concept *c)
{
	if (s->source_lang.size == 0 && c->n_sections > 0)
		buf_set(&s->source_lang, buf_str(&c->sections[0].lang));
	const struct section *source = pairs_section(c, buf_str(&s->source_lang));
	for (size_t i = 0; i < c->n_sections && s->target_lang.size == 0; i++)
		if (&c->sections[i] != source)
			buf_set(&s->target_lang, buf_str(&c->sections[i].lang));
}

static int flush(struct writer *w)
{
	struct state *s = w->state;

	if (!buf_ok(&s->text) || !buf_ok(&s->notes) || !buf_ok(&s->date) ||
		!buf_ok(&s->source_lang) || !buf_ok(&s->target_lang))
		return err_nomem();
	out_add(w->out, buf_str(&s->text), s->text.size);
	buf_clear(&s->text);
	return 0;
}

static int write_concept(struct writer *w, const struct concept *c)
{
	struct state *s = w->state;

	if (!s->begun) {
		choose_languages(s, c);
		add_header(s);
	}
	const struct section *source = pairs_section(c, buf_str(&s->source_lang));
	const struct section *target =
		s->target_lang.size == 0 ? NULL
					 : pairs_section(c, buf_str(&s->target_lang));
	pairs_tell_lost(&s->dropped, c);
	if (c->n_sections > 2)
		dropped_tell(&s->dropped, "further languages", buf_str(&c->id));
	if (source == NULL || target == NULL || source == target) {
		dropped_tell(&s->dropped, "concepts in one of the two languages only",
			buf_str(&c->id));
		return flush(w);
	}
	s->rows = 0;
	for (size_t i = 0; i < source->n_forms; i++)
		add_rows(s, c, &source->forms[i], target);
	return flush(w);
}

static int end(struct writer *w, const struct document *d)
{
	struct state *s = w->state;

	(void)d;
	if (!s->begun)
		add_header(s);
	return flush(w);
}

static void finish(struct writer *w)
{
	struct state *s = w->state;

	if (s == NULL)
		return;
	buf_free(&s->text);
	buf_free(&s->source_lang);
	buf_free(&s->target_lang);
	buf_free(&s->date);
	buf_free(&s->notes);
	dropped_finish(&s->dropped);
	free(s);
	w->state = NULL;
}

const struct format format_utx = {
	.name = "utx",
	.title = "UTX 1.11 glossary of two languages",
	.written = "UTX 1.11",
	.suffixes = "utx",
	.carries = CARRIES_CONCEPTS,
	.bid = bid,
	.read = utx_read,
	.begin = begin,
	.write_concept = write_concept,
	.end = end,
	.finish = finish,
};
