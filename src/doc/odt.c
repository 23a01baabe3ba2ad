/* SPDX-License-Identifier: Apache-2.0
 *
 * ODT (OASIS OpenDocument 1.2, text) as paragraphs.
 *
 * Text stands in text:p and text:h only; what else holds characters (annotations,
 * tracked deletions, numbers of notes, templates of indexes, descriptions of pictures) is
 * left out.  White space is that of part 1, §6.1.2: runs fold, text:s counts spaces.
 */
#include "config.h"
#include "src/doc/zipped.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"

#define MOST_SPACES 1000 /* of one text:s */

enum word {
	W_NONE,
	W_P,
	W_H,
	W_S,
	W_TAB,
	W_BREAK,
	W_BESIDE, /* notes and text boxes */
	W_LEFT_OUT,
	W_STYLE,
	W_DEFAULT_STYLE,
	W_TEXT_PROPERTIES,
};

/* By name as usual; a document with other prefixes for these namespaces has not been
 * seen. */
static const struct {
	const char *name;
	enum word word;
} words[] = {
	{ "draw:text-box", W_BESIDE },
	{ "office:annotation", W_LEFT_OUT },
	{ "office:forms", W_LEFT_OUT },
	{ "office:scripts", W_LEFT_OUT },
	{ "style:default-style", W_DEFAULT_STYLE },
	{ "style:style", W_STYLE },
	{ "style:text-properties", W_TEXT_PROPERTIES },
	{ "svg:desc", W_LEFT_OUT },
	{ "svg:title", W_LEFT_OUT },
	{ "text:h", W_H },
	{ "text:line-break", W_BREAK },
	{ "text:note-body", W_BESIDE },
	{ "text:note-citation", W_LEFT_OUT },
	{ "text:notes-configuration", W_LEFT_OUT },
	{ "text:p", W_P },
	{ "text:ruby-text", W_LEFT_OUT },
	{ "text:s", W_S },
	{ "text:tab", W_TAB },
	{ "text:tracked-changes", W_LEFT_OUT },
};

struct odt {
	struct flow flow;
	struct styles styles;
	char defaults[3][LANG_MAX]; /* of Latin and the like, East Asian, right-to-left */
	const struct part *part;
	const char *root; /* of the part, as it should be */
	unsigned char open[XML_MAX_DEPTH + 1]; /* enum word by depth */
	int depth, left_out_at;                /* 0: nothing is being left out */
	int in_paragraph;
	bool heading, heading_around, in_default;
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static enum word word_of(const struct xml_element *e)
{
	const void *row =
		bsearch(e->name, words, N_ELEMENTS(words), sizeof(words[0]), by_name);

	return row == NULL ? W_NONE : words[(const typeof(words[0]) *)row - words].word;
}

static const char *value_of(const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (strcmp(e->attributes[i].name, name) == 0)
			return e->attributes[i].value;
	return NULL;
}

/* Styles */

static bool names_heading(const char *name)
{
	return name != NULL &&
	       (strncmp(name, "Heading", 7) == 0 || strcmp(name, "Title") == 0 ||
		       strcmp(name, "Subtitle") == 0);
}

static int on_style(struct odt *x, const struct xml_element *e)
{
	const char *name = value_of(e, "style:name");
	const char *parent = value_of(e, "style:parent-style-name");

	return style_add(&x->styles, name, parent, names_heading(name));
}

static void join_lang(char to[LANG_MAX], const struct xml_element *e, const char *lang,
	const char *region)
{
	const char *l = value_of(e, lang), *r = value_of(e, region);

	if (l == NULL || strcmp(l, "none") == 0 || strlen(l) > 8)
		return;
	bool with_region = r != NULL && strcmp(r, "none") != 0 && strlen(r) <= 8;
	snprintf(to, LANG_MAX, "%s%s%s", l, with_region ? "-" : "", with_region ? r : "");
}

/* Text */

static void add_spaces(struct odt *x, const struct xml_element *e)
{
	const char *given = value_of(e, "text:c");
	int n = given == NULL ? 1 : atoi(given);

	for (int i = 0; i < n && i < MOST_SPACES; i++)
		doc_add(flow_now(&x->flow), " ", 1);
}

static void begin_paragraph(struct odt *x, const struct xml_element *e, enum word word)
{
	x->in_paragraph++;
	x->heading = word == W_H ||
		     style_is_heading(&x->styles, value_of(e, "text:style-name"));
}

static void begin_beside(struct odt *x)
{
	if (x->flow.inside == 0)
		x->heading_around = x->heading;
	flow_enter(&x->flow);
}

static int look_at(struct odt *x, const struct xml_element *e, enum word word)
{
	switch (word) {
	case W_P:
	case W_H:
		begin_paragraph(x, e, word);
		break;
	case W_S:
		add_spaces(x, e);
		break;
	case W_TAB:
		doc_add(flow_now(&x->flow), "\t", 1);
		break;
	case W_BREAK:
		doc_add_break(flow_now(&x->flow));
		break;
	case W_BESIDE:
		begin_beside(x);
		break;
	case W_STYLE:
		return on_style(x, e);
	case W_DEFAULT_STYLE:
		x->in_default = true;
		break;
	case W_TEXT_PROPERTIES:
		if (!x->in_default)
			break;
		join_lang(x->defaults[0], e, "fo:language", "fo:country");
		join_lang(
			x->defaults[1], e, "style:language-asian", "style:country-asian");
		join_lang(x->defaults[2], e, "style:language-complex",
			"style:country-complex");
		break;
	default:
		break;
	}
	return flow_rc(&x->flow);
}

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct odt *x = ctx;
	enum word word = word_of(e);

	if (x->depth == 0) {
		int rc = part_check_root(x->part, r, e, x->root);
		if (rc < 0)
			return rc;
	}
	x->open[++x->depth] = (unsigned char)word;
	if (x->left_out_at > 0)
		return 0;
	if (word == W_LEFT_OUT) {
		x->left_out_at = x->depth;
		return 0;
	}
	return look_at(x, e, word);
}

static void leave(struct odt *x, enum word word)
{
	if (word == W_P || word == W_H) {
		x->in_paragraph--;
		flow_end_paragraph(&x->flow, x->heading);
	} else if (word == W_BESIDE) {
		flow_leave(&x->flow);
		if (x->flow.inside == 0)
			x->heading = x->heading_around;
	} else if (word == W_DEFAULT_STYLE) {
		x->in_default = false;
	}
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct odt *x = ctx;
	enum word word = x->open[x->depth--];

	(void)r;
	(void)name;
	(void)local;
	if (x->left_out_at == 0)
		leave(x, word);
	else if (x->left_out_at > x->depth)
		x->left_out_at = 0;
	return flow_rc(&x->flow);
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	struct odt *x = ctx;

	(void)r;
	if (x->in_paragraph > 0 && x->left_out_at == 0)
		doc_add_folded(flow_now(&x->flow), text, size);
	return flow_rc(&x->flow);
}

/* Parts */

static int read_part(struct odt *x, const struct part *part, const char *root)
{
	struct xml_handler handler = {
		.start = on_start, .end = on_end, .text = on_text, .ctx = x
	};

	x->part = part;
	x->root = root;
	x->depth = x->left_out_at = x->in_paragraph = 0;
	x->heading = x->heading_around = x->in_default = false;
	return part == NULL ? 0 : part_read(part, &handler);
}

/* Styles come first, for the headings; what headers and footers they hold moves
 * behind. */
static int read_all(struct odt *x, const struct parts *p, struct doc *d)
{
	flow_init(&x->flow, p->zip, d);
	int rc = read_part(x, part_of(p, "styles.xml"), "document-styles");
	doc_reset(d);
	if (rc == 0)
		rc = read_part(x, part_of(p, "content.xml"), "document-content");
	if (rc == 0)
		rc = read_part(x, part_of(p, "styles.xml"), "document-styles");
	return rc;
}

static void odt_finish(struct odt *x)
{
	flow_finish(&x->flow);
	styles_finish(&x->styles);
}

int odt_parts(const struct parts *p, struct doc *d)
{
	cleanup(odt_finish) struct odt x = { 0 };

	int rc = read_all(&x, p, d);
	d->type = DOC_ODT;
	for (size_t i = 0; rc == 0 && i < N_ELEMENTS(x.defaults); i++)
		doc_set_lang(d, x.defaults[i]);
	return rc < 0 ? rc : doc_index(d);
}
