/* SPDX-License-Identifier: Apache-2.0
 *
 * A finding a line, as compilers write them, for editors that jump to the place:
 *
 *	release.txt:5:132: error: approved form is "Yury Fedotov" [NAME-VARIANT]
 *
 * Lines and columns count from 1, columns in code points (GNU Coding Standards,
 * Formatting Error Messages, but for the columns, which are bytes there).
 */
#include "config.h"

#include <string.h>

#include "src/view/view.h"

static void put_tame(struct printer *p, const char *text)
{
	cleanup(free_text) char *own = strdup(text);

	if (own == NULL) {
		p->failed = true;
		return;
	}
	tame(own);
	fputs(own, p->out);
}

static void finding(struct printer *p, const struct finding_answer *a)
{
	const struct bis_finding *f = a->finding;

	put_tame(p, f->file);
	fprintf(p->out, ":%ld:%ld: %s: ", f->at.line, f->at.column, f->severity);
	put_tame(p, f->message);
	fprintf(p->out, " [%s]\n", f->rule);
}

static void nothing(struct printer *p)
{
	(void)p;
}

static void checked(struct printer *p, const struct check_totals *t)
{
	(void)p;
	(void)t;
}

const struct view view_line = {
	.name = "line",
	.findings_only = true,
	.begin = nothing,
	.end = nothing,
	.finding = finding,
	.checked = checked,
};
