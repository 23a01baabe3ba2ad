/* SPDX-License-Identifier: Apache-2.0
 *
 * Validation against RELAX NG, streaming: a file of any size takes the memory of one
 * element.
 *
 * The parser reads through the filter and loads nothing; it keeps libxml2's own bounds on
 * sizes and entities, which no file that is to be valid needs to pass.
 */
#include "config.h"
#include "src/xml/validate.h"

#include <stdio.h>

#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>

#include "src/base/err.h"
#include "src/base/source.h"
#include "src/xml/filter.h"
#include "src/xml/message.h"

#define OPTIONS (XML_PARSE_NONET | XML_PARSE_IGNORE_ENC)
#define MAX_NODE_LINE 65535 /* libxml2 keeps no greater one with a node */

struct validation {
	struct source *in;
	struct {
		struct xml_filter *filter;
		struct damage_log log;
	} input;
	xmlRelaxNGParserCtxtPtr grammar_parser;
	xmlRelaxNGPtr grammar;
	xmlTextReaderPtr reader;
	xml_breach *breach;
	void *ctx;
	long n_breaches;
	int rc;
};

static void validation_end(struct validation *v)
{
	if (v->reader != NULL)
		xmlFreeTextReader(v->reader);
	if (v->grammar != NULL)
		xmlRelaxNGFree(v->grammar);
	if (v->grammar_parser != NULL)
		xmlRelaxNGFreeParserCtxt(v->grammar_parser);
	filter_free(v->input.filter);
	damage_free(&v->input.log);
	source_close(v->in);
}

static int give_input(void *ctx, char *to, int room)
{
	struct validation *v = ctx;

	damage_settle(&v->input.log, UINT64_MAX); /* nobody asks */
	if (v->rc < 0 || room <= 0)
		return 0;
	long got = filter_read(v->input.filter, to, (size_t)room);
	if (got >= 0)
		return (int)got;
	v->rc = (int)got;
	return 0;
}

static long line_of(const struct validation *v, const xmlError *error)
{
	if (error->line > 0 && error->line < MAX_NODE_LINE)
		return error->line;
	return v->reader == NULL ? 1 : xmlTextReaderGetParserLineNumber(v->reader);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	struct validation *v = ctx;
	char message[512];

	if (v->rc < 0)
		return;
	if (error->code == XML_ERR_NO_MEMORY) {
		v->rc = err_nomem();
	} else if (error->domain == XML_FROM_RELAXNGV) {
		v->n_breaches++;
		message_tidy(message, sizeof(message), error->message);
		v->breach(v->ctx, line_of(v, error), message);
	} else if (error->level == XML_ERR_FATAL) {
		message_of_breach(message, sizeof(message), error);
		v->rc = err_set(BIS_EFORMAT, "%s:%ld: %s", source_name(v->in),
			line_of(v, error), message);
	}
}

static int read_grammar(struct validation *v, const char *grammar, size_t size)
{
	if (size > INT32_MAX)
		return err_set(BIS_EUSAGE, "the grammar is too large");
	v->grammar_parser = xmlRelaxNGNewMemParserCtxt(grammar, (int)size);
	if (v->grammar_parser == NULL)
		return err_nomem();
	xmlRelaxNGSetParserStructuredErrors(v->grammar_parser, on_error, v);
	v->grammar = xmlRelaxNGParse(v->grammar_parser);
	if (v->grammar != NULL)
		return 0;
	return v->rc < 0 ? v->rc : err_set(BIS_EFORMAT, "the grammar is no RELAX NG");
}

static int open_input(struct validation *v, const char *path)
{
	int rc = source_open(path, &v->in);

	if (rc == 0)
		rc = source_next(v->in);
	if (rc == 0)
		return err_set(BIS_EFORMAT, "%s: empty archive", path);
	return rc < 0 ? rc : filter_new(v->in, &v->input.log, &v->input.filter);
}

static int open_reader(struct validation *v)
{
	v->reader = xmlReaderForIO(give_input, NULL, v, NULL, NULL, OPTIONS);
	if (v->reader == NULL)
		return v->rc < 0 ? v->rc : err_nomem();
	xmlTextReaderSetStructuredErrorHandler(v->reader, on_error, v);
	if (xmlTextReaderRelaxNGSetSchema(v->reader, v->grammar) != 0)
		return err_nomem();
	return 0;
}

static int run(struct validation *v, const char *path, const char *grammar, size_t size)
{
	int more = 1, rc = read_grammar(v, grammar, size);

	if (rc == 0)
		rc = open_input(v, path);
	if (rc == 0)
		rc = open_reader(v);
	while (rc == 0 && more == 1 && v->rc == 0)
		more = xmlTextReaderRead(v->reader);
	if (rc == 0 && v->rc == 0 && more < 0)
		rc = err_set(BIS_EFORMAT, "%s: not well-formed", source_name(v->in));
	return rc < 0 ? rc : v->rc;
}

long xml_validate(const char *path, const char *grammar, size_t grammar_size,
	xml_breach *breach, void *ctx)
{
	cleanup(validation_end) struct validation v = { .breach = breach, .ctx = ctx };
	xmlStructuredErrorFunc old = xmlStructuredError;
	void *old_context = xmlStructuredErrorContext;

	xmlSetStructuredErrorFunc(&v, on_error);
	int rc = run(&v, path, grammar, grammar_size);
	xmlSetStructuredErrorFunc(old_context, old);
	xmlResetLastError();
	return rc < 0 ? rc : v.n_breaches;
}
