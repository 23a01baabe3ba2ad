/* SPDX-License-Identifier: Apache-2.0
 *
 * The text is written piece by piece between its fixes to a file beside the target, which
 * takes the target's place when all of it is on disk: a full disk leaves the old one.
 */
#include "config.h"
#include "src/check/fix.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/out.h"

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

int fix_write(const struct reading *r, const struct findings *findings, const char *path,
	size_t *n_fixed)
{
	cleanup(out_closep) struct out *out = NULL;

	*n_fixed = 0;
	if (r->doc.type != DOC_TEXT || !r->doc.as_file)
		return err_set(BIS_EUSAGE, "%s: only plain text in UTF-8 can be written",
			r->file);
	int rc = out_open(path, &out);
	if (rc == 0)
		rc = out_keep_mode(out);
	if (rc < 0)
		return rc;
	out_add(out, byte_order_mark, r->doc.bom);
	size_t n = write_fixes(r, findings, out);
	rc = out_finish(out);
	if (rc == 0)
		*n_fixed = n;
	return rc;
}
