/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of all formats: a new one is a line here and a file beside it.
 */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "src/base/err.h"
#include "src/xml/reader.h"
#include "tmx/format.h"
#include "tmx/head.h"

extern const struct format format_tmx;
extern const struct format format_tbx;
extern const struct format format_tbx_dct;
extern const struct format format_tbx2;
extern const struct format format_tbx_min;
extern const struct format format_table;
extern const struct format format_omegat;
extern const struct format format_utx;

const struct format *const formats[] = {
	&format_tmx,
	&format_tbx,
	&format_tbx_dct,
	&format_tbx2,
	&format_tbx_min,
	&format_table,
	&format_omegat,
	&format_utx,
};
const size_t n_formats = N_ELEMENTS(formats);

const struct format *format_named(const char *name)
{
	for (size_t i = 0; i < n_formats; i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

void document_init(struct document *d)
{
	*d = (struct document){ 0 };
}

void document_finish(struct document *d)
{
	buf_free(&d->format);
	buf_free(&d->version);
	buf_free(&d->lang);
	buf_free(&d->root_attrs);
	buf_free(&d->attrs);
	buf_free(&d->head);
	buf_free(&d->tail);
}

bool document_ok(const struct document *d)
{
	return buf_ok(&d->format) && buf_ok(&d->version) && buf_ok(&d->lang) &&
	       buf_ok(&d->root_attrs) && buf_ok(&d->attrs) && buf_ok(&d->head) &&
	       buf_ok(&d->tail);
}

/* Suffix of a file name in lower case, as far as it fits; "" for none. */
static void find_suffix(const char *file_name, char suffix[16])
{
	const char *dot = strrchr(file_name, '.');
	size_t size = 0;

	if (dot != NULL && strchr(dot, '/') == NULL)
		for (dot++; dot[size] != '\0' && size < 15; size++)
			suffix[size] = (char)tolower((unsigned char)dot[size]);
	suffix[size] = '\0';
}

/* Roots of XML files that come by, and what to call them. */
static const struct {
	const char *root, *what;
} known_roots[] = {
	{ "map", "a map of the Tiled editor" },
	{ "xliff", "XLIFF, which is not read" },
	{ "srx", "segmentation rules (SRX)" },
	{ "html", "a web page" },
	{ "svg", "a picture (SVG)" },
	{ "package", "an OPF package" },
};

static int unknown(struct source *in, const struct head *head)
{
	struct head_root root;
	const char *name = source_name(in);

	if (head->size == 0)
		return err_set(BIS_EFORMAT, "%s:1: the file is empty", name);
	if (!head_root(head, &root))
		return err_set(BIS_EFORMAT, "%s:1: none of the known formats", name);
	for (size_t i = 0; i < N_ELEMENTS(known_roots); i++)
		if (head_root_is(&root, known_roots[i].root))
			return err_set(BIS_EFORMAT, "%s:%ld: %s", name, root.line,
				known_roots[i].what);
	return err_set(BIS_EFORMAT,
		"%s:%ld: XML with the root <%.*s>, none of the known formats", name,
		root.line, (int)(root.size < 60 ? root.size : 60), root.name);
}

int format_guess(struct source *in, const struct format **out)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	char suffix[16];
	struct head head = { .suffix = suffix };
	int best = 0;

	*out = NULL;
	int rc = xml_peek(in, &text, &head.encoding);
	if (rc < 0)
		return rc;
	find_suffix(source_file_name(in), suffix);
	head.text = buf_str(&text);
	head.size = text.size;
	for (size_t i = 0; i < n_formats; i++) {
		int worth = formats[i]->bid(&head);
		if (worth < 0) {
			*out = NULL;
			return worth;
		}
		if (worth > best) {
			best = worth;
			*out = formats[i];
		}
	}
	return *out != NULL ? 0 : unknown(in, &head);
}
