/* SPDX-License-Identifier: Apache-2.0
 *
 * What the world may know of the formats, and checking a file against a grammar of ours.
 */
#include "config.h"

#include <string.h>

#include "bisotun/exchange.h"
#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/source.h"
#include "src/xml/validate.h"
#include "tmx/format.h"

#define MAX_FORMATS 32

const struct bis_format *bis_format_at(size_t n)
{
	static _Thread_local struct bis_format shown[MAX_FORMATS];

	if (n >= n_formats || n >= MAX_FORMATS)
		return NULL;
	const struct format *f = formats[n];
	shown[n] = (struct bis_format){ .name = f->name,
		.title = f->title,
		.suffixes = f->suffixes,
		.units = (f->carries & CARRIES_UNITS) != 0,
		.concepts = (f->carries & CARRIES_CONCEPTS) != 0,
		.reads = f->read != NULL,
		.writes = f->begin != NULL };
	return &shown[n];
}

/* Which grammar fits which format. */
static const struct {
	const char *format, *grammar;
} grammars[] = {
	{ "tmx", "tmx/schema/tmx14.rng" },
	{ "tbx", "tmx/schema/tbx-basic.rng" },
};

struct breaches {
	const char *path;
	bis_flaw *flaw;
	void *ctx;
};

static void on_breach(void *ctx, long line, const char *message)
{
	struct breaches *b = ctx;
	cleanup(buf_free) struct buf what = BUF_INIT;

	buf_addf(&what, "%s:%ld: %s", b->path, line, message);
	if (b->flaw != NULL)
		b->flaw(b->ctx, buf_str(&what));
}

int64_t bis_validate(const char *path, bis_flaw *flaw, void *ctx)
{
	cleanup(source_closep) struct source *source = NULL;
	const struct format *format;
	struct breaches b = { .path = path, .flaw = flaw, .ctx = ctx };

	int rc = source_open(path, &source);
	if (rc == 0)
		rc = source_next(source);
	if (rc == 0)
		rc = err_set(BIS_EFORMAT, "%s: an archive without files", path);
	if (rc > 0)
		rc = format_guess(source, &format);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < N_ELEMENTS(grammars); i++) {
		if (strcmp(format->name, grammars[i].format) != 0)
			continue;
		const struct asset *grammar = asset_find(grammars[i].grammar);
		if (grammar == NULL)
			return err_set(BIS_EIO, "%s is missing in this build",
				grammars[i].grammar);
		return xml_validate(path, grammar->data, grammar->size, on_breach, &b);
	}
	return err_set(BIS_EUSAGE, "%s: there is no grammar for %s", path, format->name);
}
