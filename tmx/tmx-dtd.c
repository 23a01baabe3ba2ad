/* SPDX-License-Identifier: Apache-2.0
 *
 * What the DTD of TMX 1.4 allows, as tables.
 *
 * An attribute is a bit; an element is the set of its attributes, the set of the
 * attributes it must have, and the set of the elements that may stand in it.  Cleaning
 * walks canonical markup once and copies what the sets allow.
 */
#include "config.h"
#include "tmx/tmx-dtd.h"

#include <string.h>

#include "src/xml/markup.h"
#include "src/xml/reader.h"

enum attr {
	A_NONE,
	A_ADMINLANG,
	A_ASSOC,
	A_BASE,
	A_CHANGEDATE,
	A_CHANGEID,
	A_CODE,
	A_CREATIONDATE,
	A_CREATIONID,
	A_CREATIONTOOL,
	A_CREATIONTOOLVERSION,
	A_DATATYPE,
	A_ENT,
	A_I,
	A_LANG,
	A_LASTUSAGEDATE,
	A_NAME,
	A_O_ENCODING,
	A_O_TMF,
	A_POS,
	A_SEGTYPE,
	A_SRCLANG,
	A_SUBST,
	A_TUID,
	A_TYPE,
	A_UNICODE,
	A_USAGECOUNT,
	A_VERSION,
	A_X,
	A_XML_LANG,
	N_ATTRS
};

static const char *const attr_names[N_ATTRS] = {
	"",
	"adminlang",
	"assoc",
	"base",
	"changedate",
	"changeid",
	"code",
	"creationdate",
	"creationid",
	"creationtool",
	"creationtoolversion",
	"datatype",
	"ent",
	"i",
	"lang",
	"lastusagedate",
	"name",
	"o-encoding",
	"o-tmf",
	"pos",
	"segtype",
	"srclang",
	"subst",
	"tuid",
	"type",
	"unicode",
	"usagecount",
	"version",
	"x",
	"xml:lang",
};

/* Attributes by the length of their name, each row ended by A_NONE. */
static const enum attr attrs_of_size[20][7] = {
	[1] = { A_I, A_X },
	[3] = { A_POS, A_ENT },
	[4] = { A_TUID, A_TYPE, A_LANG, A_NAME, A_BASE, A_CODE },
	[5] = { A_O_TMF, A_ASSOC, A_SUBST },
	[7] = { A_SRCLANG, A_SEGTYPE, A_UNICODE, A_VERSION },
	[8] = { A_XML_LANG, A_CHANGEID, A_DATATYPE },
	[9] = { A_ADMINLANG },
	[10] = { A_CHANGEDATE, A_CREATIONID, A_USAGECOUNT, A_O_ENCODING },
	[12] = { A_CREATIONDATE, A_CREATIONTOOL },
	[13] = { A_LASTUSAGEDATE },
	[19] = { A_CREATIONTOOLVERSION },
};

#define BIT(x) (UINT32_C(1) << (x))

#define LANGS (BIT(A_XML_LANG) | BIT(A_LANG))
#define HISTORY                                                                        \
	(BIT(A_O_ENCODING) | BIT(A_DATATYPE) | BIT(A_CREATIONTOOL) |                   \
		BIT(A_CREATIONTOOLVERSION) | BIT(A_CREATIONDATE) | BIT(A_CREATIONID) | \
		BIT(A_CHANGEDATE) | BIT(A_CHANGEID) | BIT(A_O_TMF))
#define USAGE (BIT(A_USAGECOUNT) | BIT(A_LASTUSAGEDATE))

#define CODES (BIT(TMX_BPT) | BIT(TMX_EPT) | BIT(TMX_IT) | BIT(TMX_PH) | BIT(TMX_UT))

static const struct rule {
	const char *name;
	uint32_t attrs;
	uint32_t inside; /* elements that may stand in it */
} rules[N_TMX_ELEMENTS] = {
	[TMX_FOREIGN] = { "", 0, 0 },
	[TMX_TMX] = { "tmx", BIT(A_VERSION), BIT(TMX_HEADER) | BIT(TMX_BODY) },
	[TMX_HEADER] = { "header",
		HISTORY | BIT(A_SEGTYPE) | BIT(A_ADMINLANG) | BIT(A_SRCLANG),
		BIT(TMX_NOTE) | BIT(TMX_PROP) | BIT(TMX_UDE) },
	[TMX_BODY] = { "body", 0, BIT(TMX_TU) },
	[TMX_TU] = { "tu",
		HISTORY | USAGE | BIT(A_TUID) | BIT(A_SEGTYPE) | BIT(A_SRCLANG),
		BIT(TMX_NOTE) | BIT(TMX_PROP) },
	[TMX_TUV] = { "tuv", HISTORY | USAGE | LANGS, BIT(TMX_NOTE) | BIT(TMX_PROP) },
	[TMX_SEG] = { "seg", 0, CODES | BIT(TMX_HI) },
	[TMX_PROP] = { "prop", BIT(A_TYPE) | LANGS | BIT(A_O_ENCODING), 0 },
	[TMX_NOTE] = { "note", LANGS | BIT(A_O_ENCODING), 0 },
	[TMX_UDE] = { "ude", BIT(A_NAME) | BIT(A_BASE), BIT(TMX_MAP) },
	[TMX_MAP] = { "map", BIT(A_UNICODE) | BIT(A_CODE) | BIT(A_ENT) | BIT(A_SUBST),
		0 },
	[TMX_BPT] = { "bpt", BIT(A_I) | BIT(A_X) | BIT(A_TYPE), BIT(TMX_SUB) },
	[TMX_EPT] = { "ept", BIT(A_I), BIT(TMX_SUB) },
	[TMX_IT] = { "it", BIT(A_POS) | BIT(A_X) | BIT(A_TYPE), BIT(TMX_SUB) },
	[TMX_PH] = { "ph", BIT(A_X) | BIT(A_ASSOC) | BIT(A_TYPE), BIT(TMX_SUB) },
	[TMX_HI] = { "hi", BIT(A_X) | BIT(A_TYPE), CODES | BIT(TMX_HI) },
	[TMX_SUB] = { "sub", BIT(A_DATATYPE) | BIT(A_TYPE), CODES | BIT(TMX_HI) },
	[TMX_UT] = { "ut", BIT(A_X), BIT(TMX_SUB) },
};

const struct tmx_default tmx_header_required[] = {
	{ "creationtool", "Bisotun" },
	{ "creationtoolversion", PACKAGE_VERSION },
	{ "segtype", "sentence" },
	{ "o-tmf", "Bisotun" },
	{ "adminlang", "en" },
	{ "srclang", "*all*" },
	{ "datatype", "unknown" },
	{ NULL, NULL },
};

static bool is(enum tmx_element e, const char *local, size_t size)
{
	return memcmp(rules[e].name, local, size) == 0;
}

enum tmx_element tmx_element(const char *local, size_t size)
{
	static const enum tmx_element of_size[7][8] = {
		[2] = { TMX_TU, TMX_PH, TMX_IT, TMX_HI, TMX_UT },
		[3] = { TMX_SEG, TMX_TUV, TMX_BPT, TMX_EPT, TMX_SUB, TMX_TMX, TMX_UDE,
			TMX_MAP },
		[4] = { TMX_PROP, TMX_NOTE, TMX_BODY },
		[6] = { TMX_HEADER },
	};

	if (size >= N_ELEMENTS(of_size))
		return TMX_FOREIGN;
	for (size_t i = 0; i < N_ELEMENTS(of_size[0]) && of_size[size][i] != 0; i++)
		if (is(of_size[size][i], local, size))
			return of_size[size][i];
	return TMX_FOREIGN;
}

bool tmx_is_code(enum tmx_element e)
{
	return (BIT(e) & CODES) != 0;
}

static enum attr attr_of(const char *name, size_t size)
{
	if (size >= N_ELEMENTS(attrs_of_size))
		return A_NONE;
	for (const enum attr *a = attrs_of_size[size]; *a != A_NONE; a++)
		if (memcmp(attr_names[*a], name, size) == 0)
			return *a;
	return A_NONE;
}

bool tmx_attr_known(enum tmx_element e, const char *name, size_t size)
{
	return (rules[e].attrs & BIT(attr_of(name, size)) & ~BIT(A_NONE)) != 0;
}

static void tell(const struct tmx_dropped *d, enum tmx_element owner, const char *at,
	const char *name, size_t size)
{
	cleanup(buf_free) struct buf what = BUF_INIT;

	if (d->told == NULL)
		return;
	buf_addf(&what, "%s/%s%.*s", rules[owner].name, at, (int)size, name);
	if (buf_ok(&what))
		d->told(d->ctx, buf_str(&what), d->where);
}

/* The DTD lists the values of two attributes only. */
static bool value_ok(enum attr a, const char *escaped, size_t size)
{
	static const struct {
		enum attr attr;
		const char *value;
	} allowed[] = {
		{ A_SEGTYPE, "block" },
		{ A_SEGTYPE, "paragraph" },
		{ A_SEGTYPE, "sentence" },
		{ A_SEGTYPE, "phrase" },
		{ A_POS, "begin" },
		{ A_POS, "end" },
	};

	if (a != A_SEGTYPE && a != A_POS)
		return true;
	for (size_t i = 0; i < N_ELEMENTS(allowed); i++)
		if (allowed[i].attr == a && strlen(allowed[i].value) == size &&
			memcmp(allowed[i].value, escaped, size) == 0)
			return true;
	return false;
}

void tmx_clean_attrs(struct buf *to, enum tmx_element e, const char *attrs, size_t size,
	const struct tmx_dropped *dropped)
{
	const char *at = attrs, *name, *value;
	size_t name_size, value_size;

	while (size > 0 && markup_attr_next(&at, attrs + size, &name, &name_size, &value,
				   &value_size)) {
		if (tmx_attr_known(e, name, name_size) &&
			value_ok(attr_of(name, name_size), value, value_size)) {
			buf_addc(to, ' ');
			buf_add(to, name, name_size);
			buf_add(to, "=\"", 2);
			buf_add(to, value, value_size);
			buf_addc(to, '"');
		} else if (name_size < 5 || memcmp(name, "xmlns", 5) != 0) {
			tell(dropped, e, "@", name, name_size);
		}
	}
}

static bool has_attr(const struct markup_cursor *c, const char *name)
{
	const char *at = c->attrs, *found, *value;
	size_t size = strlen(name), found_size, value_size;

	while (c->attrs_size > 0 && markup_attr_next(&at, c->attrs + c->attrs_size,
					    &found, &found_size, &value, &value_size))
		if (found_size == size && memcmp(found, name, size) == 0)
			return true;
	return false;
}

static void open_tag(struct buf *to, enum tmx_element e, const struct markup_cursor *c,
	const struct tmx_dropped *dropped)
{
	buf_addc(to, '<');
	buf_adds(to, rules[e].name);
	tmx_clean_attrs(to, e, c->attrs, c->attrs_size, dropped);
}

/* The inner markup of <prop> or <note> as text alone. */
static void add_plain(struct buf *to, const char *inner, size_t size)
{
	cleanup(buf_free) struct buf plain = BUF_INIT;

	if (memchr(inner, '<', size) == NULL) {
		buf_add(to, inner, size);
		return;
	}
	markup_plain(&plain, inner, size);
	markup_text(to, buf_str(&plain), plain.size);
	if (!buf_ok(&plain))
		to->failed = true;
}

/* The maps of a <ude>; one without any map is left out whole. */
static void add_ude(struct buf *to, const struct markup_cursor *ude, const char *inner,
	size_t size, const struct tmx_dropped *dropped)
{
	size_t begin = to->size, maps = 0;
	struct markup_cursor c;
	enum markup_piece piece;

	open_tag(to, TMX_UDE, ude, dropped);
	if (!has_attr(ude, "name"))
		buf_adds(to, " name=\"unknown\"");
	buf_addc(to, '>');
	markup_begin(&c, inner);
	while (size > 0 && (piece = markup_next(&c)) != MARKUP_END &&
		c.begin < inner + size) {
		if ((piece != MARKUP_EMPTY && piece != MARKUP_OPEN) ||
			!markup_is(&c, "map") || !has_attr(&c, "unicode"))
			continue;
		open_tag(to, TMX_MAP, &c, dropped);
		buf_adds(to, "/>");
		maps++;
	}
	buf_adds(to, "</ude>");
	if (maps == 0) {
		tell(dropped, TMX_HEADER, "", "ude", 3);
		buf_truncate(to, begin);
	}
}

void tmx_clean_extra(struct buf *to, enum tmx_element owner, const char *extra,
	const struct tmx_dropped *dropped)
{
	struct markup_cursor c;
	enum markup_piece piece;

	markup_begin(&c, extra);
	while ((piece = markup_next(&c)) != MARKUP_END) {
		if (piece != MARKUP_OPEN && piece != MARKUP_EMPTY)
			continue;
		struct markup_cursor element = c;
		enum tmx_element e = tmx_element(c.name, c.name_size);
		const char *inner = "";
		size_t inner_size = 0;
		if (piece == MARKUP_OPEN)
			markup_skip(&c, &inner, &inner_size);
		if ((rules[owner].inside & BIT(e)) == 0) {
			tell(dropped, owner, "", element.name, element.name_size);
			continue;
		}
		if (e == TMX_UDE) {
			add_ude(to, &element, inner, inner_size, dropped);
			continue;
		}
		open_tag(to, e, &element, dropped);
		if (e == TMX_PROP && !has_attr(&element, "type"))
			buf_adds(to, " type=\"x-unknown\"");
		buf_addc(to, '>');
		add_plain(to, inner, inner_size);
		buf_addf(to, "</%s>", rules[e].name);
	}
}

/* What an element of a segment is written as: itself, another, or nothing
 * (TMX_FOREIGN). */
static enum tmx_element written_as(enum tmx_element parent, const struct markup_cursor *c)
{
	cleanup(buf_free) struct buf pos = BUF_INIT;
	enum tmx_element e = tmx_element(c->name, c->name_size);

	if ((rules[parent].inside & BIT(e)) == 0)
		return TMX_FOREIGN;
	if ((e == TMX_BPT || e == TMX_EPT) && !has_attr(c, "i"))
		return TMX_IT;
	if (e != TMX_IT)
		return e;
	if (!markup_attr_get(c->attrs, c->attrs_size, "pos", &pos))
		return TMX_PH;
	return value_ok(A_POS, buf_str(&pos), pos.size) ? TMX_IT : TMX_PH;
}

static enum tmx_element add_open(struct buf *to, enum tmx_element parent,
	const struct markup_cursor *c, const struct tmx_dropped *dropped)
{
	enum tmx_element was = tmx_element(c->name, c->name_size);
	enum tmx_element e = written_as(parent, c);

	if (e != was || e == TMX_FOREIGN)
		tell(dropped, parent, "", c->name, c->name_size);
	if (e == TMX_FOREIGN)
		return e;
	open_tag(to, e, c, dropped);
	if (e == TMX_IT && was != TMX_IT)
		buf_adds(to, was == TMX_BPT ? " pos=\"begin\"" : " pos=\"end\"");
	return e;
}

void tmx_clean_seg(struct buf *to, const char *markup, const struct tmx_dropped *dropped)
{
	enum tmx_element
		open[XML_MAX_DEPTH + 1]; /* as written; TMX_FOREIGN: its tags went */
	enum tmx_element parents[XML_MAX_DEPTH + 1];
	size_t depth = 0;
	struct markup_cursor c;
	enum markup_piece piece;

	parents[0] = TMX_SEG;
	markup_begin(&c, markup);
	while ((piece = markup_next(&c)) != MARKUP_END) {
		if (piece == MARKUP_TEXT)
			buf_add(to, c.text, c.text_size);
		if (piece == MARKUP_CLOSE && depth > 0 && open[depth--] != TMX_FOREIGN)
			buf_addf(to, "</%s>", rules[open[depth + 1]].name);
		if (piece != MARKUP_OPEN && piece != MARKUP_EMPTY)
			continue;
		enum tmx_element e = add_open(to, parents[depth], &c, dropped);
		if (e != TMX_FOREIGN)
			buf_adds(to, piece == MARKUP_EMPTY ? "/>" : ">");
		if (piece == MARKUP_EMPTY)
			continue;
		if (++depth > XML_MAX_DEPTH)
			return;
		open[depth] = e;
		parents[depth] = e == TMX_FOREIGN ? parents[depth - 1] : e;
	}
}
