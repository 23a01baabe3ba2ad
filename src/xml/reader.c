/* SPDX-License-Identifier: Apache-2.0
 *
 * A guarded streaming reader of XML.
 *
 * The parser is libxml2's, driven by SAX2 callbacks, and it pulls its input from the
 * filter.  So at each callback the parser stands exactly behind what the callback is
 * about, and its own line and offset are those of the event; they are always asked of the
 * outermost input, for inside an entity the current one is the entity's text.
 *
 * Entities: libxml2 asks us for each by name, in text and in values alike, and puts the
 * content through the same callbacks.  That is the one place where they are counted, and
 * where one that is missing or external is given U+FFFD for content.  None is ever loaded
 * from anywhere.
 *
 * Ending early: the parser is never stopped from inside a callback (its buffers would go
 * from under it); callbacks fall silent and the input ends, so it soon comes back by
 * itself.
 */
#include "config.h"
#include "src/xml/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "src/base/err.h"
#include "src/xml/damage.h"
#include "src/xml/decode.h"
#include "src/xml/filter.h"
#include "src/xml/message.h"

#define MAX_NAMESPACES 1000              /* in scope */
#define MAX_DICTIONARY ((size_t)2 << 20) /* bytes of different names */
#define NESTED_COST 256 /* bytes that an entity inside another counts as at least */
#define STOPPED 1       /* the handler asked for the end */
#define N_NAMES 64
#define OPTIONS \
	(XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC)

struct cached_name {
	const xmlChar *prefix,
		*local; /* of the parser's dictionary: equal if the pointers are */
	const xmlChar *name;
};

struct xml_reader {
	struct source *in;
	const struct xml_handler *handler;
	struct xml_filter *filter;
	xmlParserCtxtPtr parser;
	xmlEntityPtr missing, nothing; /* stand-ins: U+FFFD and "" */
	int rc;                        /* 0, STOPPED, or the first failure */
	char message[1024];            /* of it */
	bool starting;                 /* inside a start callback */
	uint64_t before;               /* position behind the event before this one */
	size_t expanded;               /* bytes of entities and default attributes */
	int depth;
	int n_namespaces; /* in scope */
	int namespaces_at[XML_MAX_DEPTH + 1];
	struct damage_log damage;
	char what[256];   /* a damage in words */
	char warned[256]; /* the last warning, which is not said twice in a row */
	struct cached_name names[N_NAMES];
	struct xml_attribute *attributes;
	size_t attributes_capacity;
	struct buf values;
};

/* The first failure counts, with its words. */
static void stop(struct xml_reader *r, int rc)
{
	if (r->rc != 0)
		return;
	r->rc = rc;
	if (rc < 0)
		snprintf(r->message, sizeof(r->message), "%s", bis_error_message());
}

static const xmlParserInput *main_input(const struct xml_reader *r)
{
	return r->parser != NULL && r->parser->inputNr > 0 ? r->parser->inputTab[0]
							   : NULL;
}

static uint64_t position(const struct xml_reader *r)
{
	const xmlParserInput *input = main_input(r);

	return input == NULL ? 0 : input->consumed + (uint64_t)(input->cur - input->base);
}

long xml_line(const struct xml_reader *r)
{
	const xmlParserInput *input = main_input(r);

	return input == NULL ? 1 : input->line;
}

static void refuse(struct xml_reader *r, const char *what)
{
	stop(r, err_set(BIS_EFORMAT, "%s:%ld: %s", source_name(r->in), xml_line(r),
			what));
}

/* A full dictionary looks the same to libxml2. */
static void run_out(struct xml_reader *r)
{
	if (r->parser != NULL && xmlDictGetUsage(r->parser->dict) > MAX_DICTIONARY)
		refuse(r, "too many different names");
	else
		stop(r, err_nomem());
}

/* Names */

static const char *full_name(
	struct xml_reader *r, const xmlChar *prefix, const xmlChar *local)
{
	if (prefix == NULL)
		return (const char *)local;
	size_t slot = ((uintptr_t)local >> 3 ^ (uintptr_t)prefix >> 5) % N_NAMES;
	struct cached_name *cached = &r->names[slot];
	if (cached->local != local || cached->prefix != prefix) {
		cached->name = xmlDictQLookup(r->parser->dict, prefix, local);
		cached->prefix = prefix;
		cached->local = local;
	}
	if (cached->name == NULL) {
		cached->local = NULL;
		run_out(r);
		return "";
	}
	return (const char *)cached->name;
}

/* Start of an element */

static bool room_for_attributes(struct xml_reader *r, size_t n)
{
	if (r->attributes != NULL && n <= r->attributes_capacity)
		return true;
	/* never none: elements without any point there too */
	size_t capacity = n + n / 2 + 8;
	struct xml_attribute *more =
		reallocarray(r->attributes, capacity, sizeof(*r->attributes));
	if (more == NULL) {
		run_out(r);
		return false;
	}
	r->attributes = more;
	r->attributes_capacity = capacity;
	return true;
}

/* libxml2 gives five pointers for an attribute: local name, prefix, URI, value, value's
 * end. */
static bool room_for_values(
	struct xml_reader *r, int n, int n_default, const xmlChar **given)
{
	size_t size = 0;

	if (n > XML_MAX_ATTRIBUTES) {
		refuse(r, "too many attributes on one element");
		return false;
	}
	for (int i = 0; i < n; i++) {
		size_t one = (size_t)(given[i * 5 + 4] - given[i * 5 + 3]);
		if (one > XML_MAX_VALUE) {
			refuse(r, "an attribute value is longer than 10 MiB");
			return false;
		}
		size += one + 1;
		if (i >= n - n_default)
			r->expanded += one;
	}
	if (r->expanded > XML_MAX_EXPANSION) {
		refuse(r, "default attributes expand to more than 8 MiB");
		return false;
	}
	buf_clear(&r->values);
	if (buf_reserve(&r->values, size) == NULL) {
		run_out(r);
		return false;
	}
	return true;
}

static void fill_attributes(
	struct xml_reader *r, struct xml_attribute *a, int n, const xmlChar **given)
{
	char *value = r->values.data;

	for (int i = 0; i < n; i++, a++, given += 5) {
		a->name = full_name(r, given[1], given[0]);
		a->local = (const char *)given[0];
		a->uri = (const char *)given[2];
		a->value = value;
		a->size = (size_t)(given[4] - given[3]);
		memcpy(value, given[3], a->size);
		value[a->size] = '\0';
		value += a->size + 1;
	}
}

/* Of a namespace declaration: prefix or NULL, URI. */
static void fill_namespaces(
	struct xml_reader *r, struct xml_attribute *a, int n, const xmlChar **given)
{
	for (int i = 0; i < n; i++, a++, given += 2) {
		a->name = given[0] == NULL ? "xmlns"
					   : full_name(r, BAD_CAST "xmlns", given[0]);
		a->local = given[0] == NULL ? "xmlns" : (const char *)given[0];
		a->uri = NULL;
		a->value = given[1] == NULL ? "" : (const char *)given[1];
		a->size = strlen(a->value);
	}
}

/* Depth and namespaces in scope, bounded: libxml2 searches the latter one by one. */
static bool enter(struct xml_reader *r, int n_namespaces)
{
	if (r->depth == XML_MAX_DEPTH) {
		refuse(r, "elements are nested more than 256 deep");
		return false;
	}
	r->namespaces_at[r->depth++] = r->n_namespaces;
	r->n_namespaces += n_namespaces;
	if (r->n_namespaces <= MAX_NAMESPACES)
		return true;
	refuse(r, "too many namespaces");
	return false;
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
	int n_attributes, int n_default, const xmlChar **attributes)
{
	struct xml_reader *r = ctx;

	if (r->rc != 0 || !enter(r, n_namespaces) ||
		!room_for_attributes(r, (size_t)(n_attributes + n_namespaces)) ||
		!room_for_values(r, n_attributes, n_default, attributes))
		return;
	fill_attributes(r, r->attributes, n_attributes, attributes);
	fill_namespaces(r, r->attributes + n_attributes, n_namespaces, namespaces);
	struct xml_element e = {
		.name = full_name(r, prefix, local),
		.local = (const char *)local,
		.uri = (const char *)uri,
		.attributes = r->attributes,
		.n_attributes = (size_t)n_attributes,
		.namespaces = r->attributes + n_attributes,
		.n_namespaces = (size_t)n_namespaces,
		.line = xml_line(r),
		.depth = r->depth,
	};
	if (r->rc != 0)
		return;
	r->starting = true;
	if (r->handler->start != NULL)
		stop(r, r->handler->start(r->handler->ctx, r, &e));
	r->starting = false;
	r->before = position(r);
}

static void on_end(
	void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml_reader *r = ctx;

	(void)uri;
	if (r->rc != 0)
		return;
	const char *name = full_name(r, prefix, local);
	if (r->handler->end != NULL && r->rc == 0)
		stop(r, r->handler->end(r->handler->ctx, r, name, (const char *)local));
	r->n_namespaces = r->namespaces_at[--r->depth];
	r->before = position(r);
}

static void on_text(void *ctx, const xmlChar *text, int size)
{
	struct xml_reader *r = ctx;

	if (r->rc != 0 || size <= 0)
		return;
	if (r->handler->text != NULL)
		stop(r, r->handler->text(
				r->handler->ctx, r, (const char *)text, (size_t)size));
	r->before = position(r);
}

/* Entities */

static void on_entity_declaration(void *ctx, const xmlChar *name, int type,
	const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
	struct xml_reader *r = ctx;

	/* NULL too where it is declared already: the first counts (XML 1.0, §4.2) */
	if (type == XML_INTERNAL_GENERAL_ENTITY ||
		type == XML_EXTERNAL_GENERAL_PARSED_ENTITY)
		xmlAddDocEntity(
			r->parser->myDoc, name, type, public_id, system_id, content);
}

static void note_entity(struct xml_reader *r, enum damage_kind kind, const xmlChar *name)
{
	uint64_t at = position(r);
	struct damage damage = {
		.at = at > 0 ? at - 1 : 0, .line = xml_line(r), .kind = kind
	};

	damage.name = (const char *)xmlDictLookup(r->parser->dict, name, -1);
	if (damage.name == NULL)
		run_out(r);
	else if (damage_add(&r->damage, damage) < 0)
		stop(r, BIS_ENOMEM);
}

/* Counts what an entity adds; each reference is asked for on its own.  One inside another
 * costs more than its few bytes: libxml2 makes a parser for it, and the file's size does
 * not bound them. */
static bool expand(struct xml_reader *r, const xmlEntity *entity)
{
	r->expanded += (size_t)entity->length + (r->parser->depth > 0 ? NESTED_COST : 0);
	if (r->expanded > XML_MAX_EXPANSION)
		refuse(r, "entities expand to more than 8 MiB");
	return r->rc == 0;
}

static xmlEntityPtr on_entity(void *ctx, const xmlChar *name)
{
	struct xml_reader *r = ctx;
	xmlEntityPtr entity = xmlGetDocEntity(r->parser->myDoc, name);

	if (r->rc != 0)
		return r->nothing;
	if (r->parser->inSubset != 0) /* only asks whether it is there */
		return entity;
	if (entity == NULL) {
		note_entity(r, DAMAGE_ENTITY, name);
		return r->missing;
	}
	if (entity->etype == XML_EXTERNAL_GENERAL_PARSED_ENTITY) {
		note_entity(r, DAMAGE_EXTERNAL_ENTITY, name);
		return r->missing;
	}
	if (entity->etype == XML_INTERNAL_PREDEFINED_ENTITY || expand(r, entity))
		return entity;
	return r->nothing;
}

/* Parameter entities could only matter to a DTD, and none is used. */
static xmlEntityPtr on_parameter_entity(void *ctx, const xmlChar *name)
{
	(void)ctx;
	(void)name;
	return NULL;
}

static xmlParserInputPtr on_external(
	void *ctx, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)ctx;
	(void)public_id;
	(void)system_id;
	return NULL;
}

/* Errors */

static void warn(struct xml_reader *r, const char *message)
{
	if (r->handler->warn == NULL || r->rc != 0 || strcmp(message, r->warned) == 0)
		return;
	snprintf(r->warned, sizeof(r->warned), "%s", message);
	stop(r, r->handler->warn(r->handler->ctx, r, xml_line(r), r->warned));
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	struct xml_reader *r = ctx;
	char message[256];

	if (r->rc != 0)
		return;
	if (error->code == XML_ERR_NO_MEMORY) {
		run_out(r);
	} else if (error->level == XML_ERR_FATAL) {
		message_of_breach(message, sizeof(message), error);
		refuse(r, message);
	} else if (error->level == XML_ERR_ERROR) {
		message_tidy(message, sizeof(message), error->message);
		warn(r, message);
	}
}

/* Input */

static int give_input(void *ctx, char *to, int room)
{
	struct xml_reader *r = ctx;

	damage_settle(&r->damage, r->before);
	if (r->rc != 0 || room <= 0)
		return 0;
	long got = filter_read(r->filter, to, (size_t)room);
	if (got >= 0)
		return (int)got;
	stop(r, (int)got);
	return 0;
}

/* Positions and damage */

uint64_t xml_position(struct xml_reader *r)
{
	uint64_t at = r->starting ? r->before : position(r);

	damage_mark(&r->damage, at);
	return at;
}

long xml_damage_since(struct xml_reader *r, uint64_t since, const char **what)
{
	const struct damage *d = damage_since(&r->damage, since, position(r));
	const char *encoding = filter_encoding(r->filter);

	if (d == NULL)
		return 0;
	if (d->kind == DAMAGE_CHARACTER && d->value > 0x10ffff)
		snprintf(r->what, sizeof(r->what),
			"a reference to a character beyond U+10FFFF");
	else if (d->kind == DAMAGE_CHARACTER)
		snprintf(r->what, sizeof(r->what), "U+%04X is not allowed in XML",
			d->value);
	else if (d->kind == DAMAGE_BYTE)
		snprintf(r->what, sizeof(r->what), "byte 0x%02X is not %s", d->value,
			encoding);
	else
		snprintf(r->what, sizeof(r->what), "entity &%.100s; is %s", d->name,
			d->kind == DAMAGE_ENTITY ? "not declared"
						 : "external and not read");
	if (what != NULL)
		*what = r->what;
	return d->line;
}

/* Running it */

static xmlSAXHandler callbacks(void)
{
	return (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.entityDecl = on_entity_declaration,
		.getEntity = on_entity,
		.getParameterEntity = on_parameter_entity,
		.resolveEntity = on_external,
		.serror = on_error,
	};
}

/* The document only holds the declared entities; libxml2 looks at it where it parses
 * their text. */
static int make_document(struct xml_reader *r)
{
	xmlDocPtr doc = r->parser->myDoc = xmlNewDoc(BAD_CAST "1.0");

	if (doc == NULL ||
		xmlCreateIntSubset(doc, BAD_CAST "entities", NULL, NULL) == NULL)
		return err_nomem();
	/* a space ends no name: these can't be referred to */
	r->missing = xmlAddDocEntity(doc, BAD_CAST " missing",
		XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, BAD_CAST "\xEF\xBF\xBD");
	r->nothing = xmlAddDocEntity(doc, BAD_CAST " nothing",
		XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, BAD_CAST "");
	return r->missing == NULL || r->nothing == NULL ? err_nomem() : 0;
}

static int make_parser(struct xml_reader *r)
{
	xmlSAXHandler sax = callbacks();

	r->parser = xmlCreateIOParserCtxt(
		&sax, r, give_input, NULL, r, XML_CHAR_ENCODING_NONE);
	if (r->parser == NULL)
		return err_nomem();
	xmlCtxtUseOptions(r->parser, OPTIONS);
	xmlDictSetLimit(r->parser->dict, MAX_DICTIONARY);
	return make_document(r);
}

static bool is_empty(struct source *in)
{
	const void *bytes;
	size_t size = 1;

	return source_peek(in, 1, &bytes, &size) == 0 && size == 0;
}

static void parse(struct xml_reader *r)
{
	if (*filter_warning(r->filter) != '\0')
		warn(r, filter_warning(r->filter));
	if (r->rc != 0)
		return;
	xmlParseDocument(r->parser);
	if (r->rc != 0)
		return;
	if (r->parser->errNo == XML_ERR_NO_MEMORY)
		run_out(r);
	else if (!r->parser->wellFormed)
		refuse(r, "not well-formed");
}

/* Errors that libxml2 cannot tie to a parser (its buffers' own) go to this thread's
 * handler, by default to the screen; for the time of the parse they come to us as
 * well. */
static void parse_listening(struct xml_reader *r)
{
	xmlStructuredErrorFunc old = xmlStructuredError;
	void *old_context = xmlStructuredErrorContext;

	xmlSetStructuredErrorFunc(r, on_error);
	int rc = make_parser(r);
	if (rc < 0)
		stop(r, rc);
	else
		parse(r);
	xmlSetStructuredErrorFunc(old_context, old);
	xmlResetLastError();
}

static void reader_free(struct xml_reader **given)
{
	struct xml_reader *r = *given;

	if (r == NULL)
		return;
	if (r->parser != NULL) {
		xmlFreeDoc(r->parser->myDoc);
		r->parser->myDoc = NULL;
		xmlFreeParserCtxt(r->parser);
	}
	filter_free(r->filter);
	damage_free(&r->damage);
	buf_free(&r->values);
	free(r->attributes);
	free(r);
}

int xml_read(struct source *in, const struct xml_handler *handler)
{
	if (is_empty(in))
		return err_set(BIS_EFORMAT, "%s:1: empty file", source_name(in));
	cleanup(reader_free) struct xml_reader *r = calloc(1, sizeof(*r));
	if (r == NULL)
		return err_nomem();
	r->in = in;
	r->handler = handler;
	int rc = filter_new(in, &r->damage, &r->filter);
	if (rc < 0)
		return rc;
	parse_listening(r);
	return r->rc < 0 ? err_set(r->rc, "%s", r->message) : 0;
}

int xml_peek(struct source *in, struct buf *head, const char **encoding)
{
	return decode_head(in, head, encoding);
}
