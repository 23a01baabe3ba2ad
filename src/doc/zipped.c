/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of a document that is a zip: DOCX (ECMA-376) and ODT (OASIS OpenDocument).
 *
 * The few parts that hold text, styles or the language are taken out of the zip first,
 * whatever their order in it, within DOC_MAX_SIZE together; everything else (pictures,
 * macros, fonts) is not even inflated.  Which parts there are says what the document is.
 */
#include "config.h"
#include "src/doc/zipped.h"

#include <fnmatch.h>
#include <string.h>

#include "src/base/err.h"

#define MAX_PARTS 200 /* a Word file has a header for each section */

/* Members that are looked at. */
static const char *const wanted[] = { "word/document.xml", "word/document2.xml",
	"word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "word/header*.xml",
	"word/footer*.xml", "EncryptedPackage", "content.xml", "styles.xml", "mimetype",
	"META-INF/manifest.xml" };

static bool is_wanted(const char *inside)
{
	for (size_t i = 0; i < N_ELEMENTS(wanted); i++)
		if (fnmatch(wanted[i], inside, FNM_PATHNAME) == 0)
			return true;
	return false;
}

static void parts_finish(struct parts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->at[i].name);
		buf_free(&p->at[i].bytes);
	}
	free(p->at);
}

const char *part_inside(const struct parts *p, const struct part *part)
{
	return part->name + p->prefix;
}

const struct part *part_of(const struct parts *p, const char *inside)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(part_inside(p, &p->at[i]), inside) == 0)
			return &p->at[i];
	return NULL;
}

/* The name of the member within the zip: source_name() without that of the zip. */
static const char *inside_of(const struct source *in, size_t prefix)
{
	const char *name = source_name(in);

	return strlen(name) > prefix ? name + prefix : "";
}

static int take_part(struct source *in, struct parts *p)
{
	if (p->n == MAX_PARTS)
		return err_set(BIS_EFORMAT, "%s: more than %d parts with text",
			source_name(in), MAX_PARTS);
	struct part *part = &p->at[p->n];
	part->name = strdup(source_name(in));
	if (part->name == NULL)
		return err_nomem();
	p->n++;
	int rc = doc_bytes(in, DOC_MAX_SIZE - p->size, &part->bytes);
	p->size += part->bytes.size;
	return rc;
}

/* Of two members of one name the first counts. */
static int take_parts(struct source *in, struct parts *p)
{
	int rc;

	p->prefix = strlen(source_name(in)) + 1;
	p->at = calloc(MAX_PARTS, sizeof(*p->at));
	if (p->at == NULL)
		return err_nomem();
	while ((rc = source_next(in)) > 0) {
		const char *inside = inside_of(in, p->prefix);
		if (!is_wanted(inside) || part_of(p, inside) != NULL)
			continue;
		rc = take_part(in, p);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* What both formats ask for */

static bool is_xml(const struct part *part)
{
	const unsigned char *bytes = (const unsigned char *)buf_str(&part->bytes);

	return part->bytes.size >= 4 &&
	       (bytes[0] == '<' || bytes[0] == ' ' || bytes[0] == '\n' ||
		       memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ||
		       memcmp(bytes, "\xFF\xFE", 2) == 0 ||
		       memcmp(bytes, "\xFE\xFF", 2) == 0 || memcmp(bytes, "\0<", 2) == 0);
}

int part_read(const struct part *part, const struct xml_handler *handler)
{
	cleanup(source_closep) struct source *in = NULL;

	if (!is_xml(part))
		return err_set(BIS_EFORMAT, "%s: is not XML", part->name);
	int rc = source_open_bytes(part->name, part->bytes.data, part->bytes.size, &in);
	if (rc == 0)
		rc = source_next(in);
	return rc < 0 ? rc : xml_read(in, handler);
}

int part_check_root(const struct part *part, struct xml_reader *r,
	const struct xml_element *e, const char *root)
{
	if (strcmp(e->local, root) == 0)
		return 0;
	return err_set(BIS_EFORMAT, "%s:%ld: <%s> stands where <%s> should", part->name,
		xml_line(r), QUOTED(e->name), root);
}

const char *attribute_of(const struct xml_element *e, const char *local)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (strcmp(e->attributes[i].local, local) == 0)
			return e->attributes[i].value;
	return NULL;
}

static int is_encrypted(const char *name)
{
	return err_set(
		BIS_EFORMAT, "%s: locked with a password; save it without one", name);
}

static int no_document(const struct parts *p)
{
	const struct part *kind = part_of(p, "mimetype");

	if (kind != NULL && kind->bytes.size > 0)
		return err_set(BIS_EFORMAT, "%s: no text document, but %s", p->zip,
			QUOTED(buf_str(&kind->bytes)));
	return err_set(BIS_EFORMAT,
		"%s: a zip without a document (neither word/document.xml nor "
		"content.xml is in it)",
		p->zip);
}

static bool says_encrypted(const struct parts *p)
{
	const struct part *manifest = part_of(p, "META-INF/manifest.xml");

	return manifest != NULL && memmem(buf_str(&manifest->bytes), manifest->bytes.size,
					   "encryption-data", 15) != NULL;
}

static bool is_odt(const struct parts *p)
{
	static const char text[] = "application/vnd.oasis.opendocument.text";
	const struct part *kind = part_of(p, "mimetype");

	return part_of(p, "content.xml") != NULL &&
	       (kind == NULL ||
		       strncmp(buf_str(&kind->bytes), text, sizeof(text) - 1) == 0);
}

static int read_parts(const struct parts *p, struct doc *d)
{
	if (part_of(p, "EncryptedPackage") != NULL || says_encrypted(p))
		return is_encrypted(p->zip);
	if (part_of(p, "word/document.xml") != NULL ||
		part_of(p, "word/document2.xml") != NULL)
		return docx_parts(p, d);
	if (is_odt(p))
		return odt_parts(p, d);
	return no_document(p);
}

int doc_zipped(struct source *in, struct doc *d)
{
	cleanup(parts_finish) struct parts p = { 0 };
	cleanup(free_text) char *zip = strdup(source_name(in));

	if (zip == NULL)
		return err_nomem();
	p.zip = zip;
	int rc = take_parts(in, &p);
	return rc < 0 ? rc : read_parts(&p, d);
}
