/* SPDX-License-Identifier: Apache-2.0
 *
 * DOCX (ECMA-376, WordprocessingML, transitional and strict) as paragraphs.
 *
 * The text is what a reader sees with all changes accepted: insertions stand, deletions
 * and what was moved away do not; hidden runs, instructions of fields, comments and the
 * second shape that old programs get of a text box are left out.  The body comes first,
 * so that paragraphs are numbered as on the page; notes, headers and footers follow.
 */
#include "config.h"
#include "src/doc/zipped.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"
#include "src/text/lang.h"

#define MAX_LANGS 16

/* Elements that mean something here. */
enum word {
	W_NONE,
	W_P,
	W_PPR,
	W_RPR,
	W_R,
	W_T,
	W_TAB,
	W_BR,
	W_HYPHEN,
	W_STYLE,
	W_OUTLINE,
	W_LANG,
	W_VANISH,
	W_DELETED, /* and moved away */
	W_LEFT_OUT,
	W_BOX,
	W_STYLE_OF,
	W_NAME,
	W_BASED_ON,
	W_DEFAULTS,
};

static const struct {
	const char *local;
	enum word word;
} words[] = {
	{ "basedOn", W_BASED_ON },
	{ "br", W_BR },
	{ "cr", W_BR },
	{ "del", W_DELETED },
	{ "docDefaults", W_DEFAULTS },
	{ "lang", W_LANG },
	{ "moveFrom", W_DELETED },
	{ "name", W_NAME },
	{ "noBreakHyphen", W_HYPHEN },
	{ "outlineLvl", W_OUTLINE },
	{ "p", W_P },
	{ "pPr", W_PPR },
	{ "pPrChange", W_LEFT_OUT },
	{ "pStyle", W_STYLE },
	{ "r", W_R },
	{ "rPr", W_RPR },
	{ "rPrChange", W_LEFT_OUT },
	{ "rt", W_LEFT_OUT },
	{ "style", W_STYLE_OF },
	{ "t", W_T },
	{ "tab", W_TAB },
	{ "txbxContent", W_BOX },
	{ "vanish", W_VANISH },
};

/* How much of the text says it is in a language. */
struct told {
	char lang[LANG_MAX];
	size_t size;
};

struct docx {
	struct flow flow;
	struct styles styles;
	struct told told[MAX_LANGS];
	size_t n_told;
	char defaults[3][LANG_MAX]; /* of Latin and the like, East Asian, right-to-left */
	/* where the reader is */
	const struct part *part;
	const char *root; /* of the part, as it should be */
	unsigned char open[XML_MAX_DEPTH + 1]; /* enum word by depth */
	int depth, left_out_at;                /* 0: nothing is being left out */
	int in_ppr, in_text, in_defaults;
	bool hidden, heading, joined; /* of the run; of the paragraph; its mark deleted */
	bool heading_around;          /* of the paragraph around a text box */
	char run_lang[LANG_MAX];
};

static int by_local(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static enum word word_of(const struct xml_element *e)
{
	if (e->uri == NULL)
		return W_NONE;
	/* the shape of a text box for programs that do not know the first */
	if (strcmp(e->local, "Fallback") == 0 && strstr(e->uri, "markup-compatibility"))
		return W_LEFT_OUT;
	if (strstr(e->uri, "wordprocessingml") == NULL)
		return W_NONE;
	const void *row =
		bsearch(e->local, words, N_ELEMENTS(words), sizeof(words[0]), by_local);
	return row == NULL ? W_NONE : words[(const typeof(words[0]) *)row - words].word;
}

static bool is_true(const struct xml_element *e)
{
	const char *value = attribute_of(e, "val");

	return value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 &&
					strcmp(value, "off") != 0);
}

static void copy_lang(char to[LANG_MAX], const char *tag)
{
	if (tag != NULL && strlen(tag) < LANG_MAX)
		strcpy(to, tag);
}

static void on_lang(struct docx *x, const struct xml_element *e)
{
	if (x->in_defaults > 0) {
		copy_lang(x->defaults[0], attribute_of(e, "val"));
		copy_lang(x->defaults[1], attribute_of(e, "eastAsia"));
		copy_lang(x->defaults[2], attribute_of(e, "bidi"));
	} else if (x->in_ppr == 0) {
		copy_lang(x->run_lang, attribute_of(e, "val"));
	}
}

static void count_lang(struct docx *x, size_t size)
{
	for (size_t i = 0; i < x->n_told; i++)
		if (strcmp(x->told[i].lang, x->run_lang) == 0) {
			x->told[i].size += size;
			return;
		}
	if (x->n_told == MAX_LANGS)
		return;
	strcpy(x->told[x->n_told].lang, x->run_lang);
	x->told[x->n_told++].size = size;
}

/* A level of outline from 0; 9 is that of running text. */
static bool is_outline(const struct xml_element *e)
{
	const char *level = attribute_of(e, "val");

	return level != NULL && level[0] >= '0' && level[0] <= '8' && level[1] == '\0';
}

static void begin_paragraph(struct docx *x)
{
	if (!x->joined)
		x->heading = false;
	x->joined = false;
}

static void add_in_run(struct docx *x, enum word word)
{
	if (x->in_ppr > 0 || x->hidden)
		return;
	if (word == W_BR)
		doc_add_break(flow_now(&x->flow));
	else
		doc_add(flow_now(&x->flow), word == W_TAB ? "\t" : "\u2011",
			word == W_TAB ? 1 : 3);
}

static void look_at(struct docx *x, const struct xml_element *e, enum word word)
{
	switch (word) {
	case W_P:
		begin_paragraph(x);
		break;
	case W_R:
		x->hidden = false;
		x->run_lang[0] = '\0';
		break;
	case W_PPR:
		x->in_ppr++;
		break;
	case W_T:
		x->in_text++;
		break;
	case W_TAB:
	case W_BR:
	case W_HYPHEN:
		add_in_run(x, word);
		break;
	case W_STYLE:
		x->heading = style_is_heading(&x->styles, attribute_of(e, "val"));
		break;
	case W_OUTLINE:
		x->heading = is_outline(e);
		break;
	case W_LANG:
		on_lang(x, e);
		break;
	case W_VANISH:
		x->hidden = x->in_ppr == 0 && is_true(e);
		break;
	case W_BOX:
		if (x->flow.inside == 0)
			x->heading_around = x->heading;
		flow_enter(&x->flow);
		break;
	default:
		break;
	}
}

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct docx *x = ctx;
	enum word word = word_of(e);

	if (x->depth == 0) {
		int rc = part_check_root(x->part, r, e, x->root);
		if (rc < 0)
			return rc;
	}
	x->open[++x->depth] = (unsigned char)word;
	if (x->left_out_at > 0)
		return 0;
	if (word == W_DELETED && x->in_ppr > 0)
		x->joined = true; /* what was deleted is the end of the paragraph */
	if (word == W_DELETED || word == W_LEFT_OUT)
		x->left_out_at = x->depth;
	else
		look_at(x, e, word);
	return flow_rc(&x->flow);
}

static void leave_box(struct docx *x)
{
	flow_leave(&x->flow);
	if (x->flow.inside == 0)
		x->heading = x->heading_around;
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct docx *x = ctx;
	enum word word = x->open[x->depth--];

	(void)r;
	(void)name;
	(void)local;
	if (x->left_out_at > x->depth)
		x->left_out_at = 0;
	else if (x->left_out_at > 0)
		return 0;
	else if (word == W_PPR)
		x->in_ppr--;
	else if (word == W_T)
		x->in_text--;
	else if (word == W_BOX)
		leave_box(x);
	else if (word == W_P && !x->joined)
		flow_end_paragraph(&x->flow, x->heading);
	return flow_rc(&x->flow);
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	struct docx *x = ctx;

	(void)r;
	if (x->in_text == 0 || x->hidden || x->left_out_at > 0)
		return 0;
	doc_add(flow_now(&x->flow), text, size);
	if (x->run_lang[0] != '\0')
		count_lang(x, size);
	return flow_rc(&x->flow);
}

/* Styles */

static bool names_heading(const char *name)
{
	return name != NULL &&
	       (strncasecmp(name, "heading", 7) == 0 || strcasecmp(name, "title") == 0 ||
		       strcasecmp(name, "subtitle") == 0);
}

static int on_style_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct docx *x = ctx;
	enum word word = word_of(e);
	struct style *last = x->styles.n == 0 ? NULL : &x->styles.at[x->styles.n - 1];

	(void)r;
	x->open[++x->depth] = (unsigned char)word;
	if (word == W_STYLE_OF)
		return style_add(&x->styles, attribute_of(e, "styleId"), NULL, false);
	if (word == W_DEFAULTS)
		x->in_defaults++;
	else if (word == W_LANG && x->in_defaults > 0)
		on_lang(x, e);
	else if (last != NULL && word == W_BASED_ON)
		return style_set_parent(last, attribute_of(e, "val"));
	else if (last != NULL && word == W_NAME)
		last->heading |= names_heading(attribute_of(e, "val"));
	else if (last != NULL && word == W_OUTLINE)
		last->heading |= is_outline(e);
	return 0;
}

static int on_style_end(
	void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct docx *x = ctx;

	(void)r;
	(void)name;
	(void)local;
	if (x->open[x->depth--] == W_DEFAULTS)
		x->in_defaults--;
	return 0;
}

/* Parts */

static void start_anew(struct docx *x)
{
	x->depth = x->left_out_at = x->in_ppr = x->in_text = x->in_defaults = 0;
	x->hidden = x->heading = x->joined = false;
	x->run_lang[0] = '\0';
}

static int read_part(struct docx *x, const struct part *part, const char *root)
{
	struct xml_handler handler = {
		.start = on_start, .end = on_end, .text = on_text, .ctx = x
	};

	if (part == NULL)
		return 0;
	start_anew(x);
	x->part = part;
	x->root = root;
	int rc = part_read(part, &handler);
	if (rc == 0) {
		/* of a paragraph whose end was deleted, last of its part */
		flow_end_paragraph(&x->flow, x->heading);
		rc = flow_rc(&x->flow);
	}
	return rc;
}

static int read_styles(struct docx *x, const struct part *part)
{
	struct xml_handler handler = {
		.start = on_style_start, .end = on_style_end, .ctx = x
	};

	start_anew(x);
	return part == NULL ? 0 : part_read(part, &handler);
}

/* Whether the paragraphs from `first` on stand already, somewhere from `from` on.  There
 * are at most a few hundred parts; each is looked for at the paragraphs before it. */
static bool came_before(const struct doc *d, size_t from, size_t first)
{
	size_t begin = d->paragraphs[first].begin, size = d->text.size - begin;

	for (size_t i = from; i < first; i++) {
		size_t at = d->paragraphs[i].begin;
		if (begin - at > size &&
			memcmp(d->text.data + at, d->text.data + begin, size) == 0 &&
			d->text.data[at + size] == '\n')
			return true;
	}
	return false;
}

/* Each section may have its own header, mostly the same: equal ones stand once. */
static int read_margins(
	struct docx *x, const struct parts *p, const char *prefix, const char *root)
{
	struct doc *d = x->flow.main.doc;
	size_t from = d->n;

	for (size_t i = 0; i < p->n; i++) {
		if (strncmp(part_inside(p, &p->at[i]), prefix, strlen(prefix)) != 0)
			continue;
		size_t first = d->n, size = d->text.size;
		int rc = read_part(x, &p->at[i], root);
		if (rc < 0)
			return rc;
		if (d->n > first && came_before(d, from, first)) {
			d->n = first;
			buf_truncate(&d->text, size);
		}
	}
	return 0;
}

static int read_all(struct docx *x, const struct parts *p)
{
	const struct part *body = part_of(p, "word/document.xml");

	int rc = read_styles(x, part_of(p, "word/styles.xml"));
	if (rc == 0)
		rc = read_part(x, body != NULL ? body : part_of(p, "word/document2.xml"),
			"document");
	if (rc == 0)
		rc = read_part(x, part_of(p, "word/footnotes.xml"), "footnotes");
	if (rc == 0)
		rc = read_part(x, part_of(p, "word/endnotes.xml"), "endnotes");
	if (rc == 0)
		rc = read_margins(x, p, "word/header", "hdr");
	if (rc == 0)
		rc = read_margins(x, p, "word/footer", "ftr");
	return rc;
}

/* What most of the text says of itself, else what holds where nothing is said. */
static void choose_lang(struct docx *x)
{
	struct doc *d = x->flow.main.doc;

	for (size_t i = 0; i < x->n_told; i++)
		if (x->told[i].size * 2 > d->text.size)
			doc_set_lang(d, x->told[i].lang);
	for (size_t i = 0; i < N_ELEMENTS(x->defaults); i++)
		doc_set_lang(d, x->defaults[i]);
}

static void docx_finish(struct docx *x)
{
	flow_finish(&x->flow);
	styles_finish(&x->styles);
}

int docx_parts(const struct parts *p, struct doc *d)
{
	cleanup(docx_finish) struct docx x = { 0 };

	d->type = DOC_DOCX;
	flow_init(&x.flow, p->zip, d);
	int rc = read_all(&x, p);
	if (rc == 0)
		choose_lang(&x);
	return rc < 0 ? rc : doc_index(d);
}
