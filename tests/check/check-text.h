/* SPDX-License-Identifier: Apache-2.0
 *
 * Checking a text of a test, and its findings in a line.
 */
#ifndef BISOTUN_TEST_CHECK_TEXT_H
#define BISOTUN_TEST_CHECK_TEXT_H

#include "tests/test.h"

#include "bisotun/check.h"
#include "src/base/buf.h"

/* RULE "the place" > "fix", parted by " | "; "-" for none. */
static inline void findings_line(bis_checker *c, struct buf *out)
{
	const struct bis_finding *f;
	int rc;

	buf_clear(out);
	while ((rc = bis_checker_next(c, &f)) == 1) {
		buf_adds(out, out->size > 0 ? " | " : "");
		buf_addf(out, "%s \"%s\"", f->rule, f->text);
		if (f->n_fixes > 0)
			buf_addf(out, " > \"%s\"", f->fixes[0].replace);
	}
	assert_ok(rc);
	if (out->size == 0)
		buf_adds(out, "-");
}

static inline bis_checker *checker_of(bis_db *db, const struct bis_check_options *options)
{
	bis_checker *c;

	assert_ok(bis_checker_open(db, options, &c));
	return c;
}

/* Checks a text and compares its findings. */
static inline void assert_findings(bis_checker *c, const char *text, const char *expected)
{
	struct buf line = BUF_INIT;

	assert_ok(bis_checker_text(c, "text.txt", text, strlen(text)));
	findings_line(c, &line);
	assert_string_equal(buf_str(&line), expected);
	buf_free(&line);
}

#endif
