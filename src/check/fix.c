/* SPDX-License-Identifier: Apache-2.0
 *
 * The text is written piece by piece between its fixes to a new file, which takes the old
 * one's place when all of it is on disk and the old one is still what was read: neither a
 * full disk nor what somebody wrote meanwhile costs anything.
 */
#include "config.h"
#include "src/check/fix.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/out.h"
#include "src/base/source.h"

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* Findings stand in order of place; of those that overlap the first counts.  At an empty
 * place something is put in. */
static size_t write_fixes(
	const struct reading *r, const struct findings *findings, struct out *out)
{
	size_t done = 0, n = 0;
	bool touched = false; /* something was put in at `done` */

	for (size_t i = 0; i < findings->n; i++) {
		const struct found *f = findings->at[i].found;
		if (f->fix == NULL || f->begin < done || (touched && f->begin == done))
			continue;
		out_add(out, r->text + done, f->begin - done);
		out_adds(out, f->fix);
		touched = f->begin == f->end;
		done = f->end;
		n++;
	}
	out_add(out, r->text + done, r->size - done);
	return n;
}

/* Takes bytes that ought to be the next of the file. */
static bool has_next(struct source *in, const char *bytes, size_t size)
{
	char piece[8192];

	while (size > 0) {
		size_t most = size < sizeof(piece) ? size : sizeof(piece);
		long got = source_read(in, piece, most);
		if (got <= 0 || memcmp(piece, bytes, (size_t)got) != 0)
			return false;
		bytes += got;
		size -= (size_t)got;
	}
	return true;
}

/* What somebody has written into the file since it was read is not to be lost. */
static int check_unchanged(const struct reading *r, const char *path)
{
	cleanup(source_closep) struct source *in = NULL;
	char more;
	int rc = source_open(path, &in);

	if (rc == 0)
		rc = source_next(in);
	if (rc < 0)
		return rc;
	if (has_next(in, byte_order_mark, r->doc.bom) && has_next(in, r->text, r->size) &&
		source_read(in, &more, 1) == 0)
		return 0;
	return err_set(BIS_EIO, "%s: was changed since it was read; not fixed", path);
}

int fix_write(const struct reading *r, const struct findings *findings, const char *path,
	size_t *n_fixed)
{
	cleanup(out_closep) struct out *out = NULL;

	*n_fixed = 0;
	if (r->doc.type != DOC_TEXT || !r->doc.as_file)
		return err_set(BIS_EUSAGE, "%s: only plain text in UTF-8 can be written",
			r->file);
	int rc = out_change(path, &out);
	if (rc < 0)
		return rc;
	out_add(out, byte_order_mark, r->doc.bom);
	size_t n = write_fixes(r, findings, out);
	rc = out_sync(out);
	if (rc == 0)
		rc = check_unchanged(r, path);
	if (rc == 0)
		rc = out_finish(out);
	if (rc == 0)
		*n_fixed = n;
	return rc;
}
