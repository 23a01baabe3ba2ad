/* SPDX-License-Identifier: Apache-2.0
 *
 * Checking a text without a base.  An input is a file of a project, a line "==", a report
 * of old findings, another such line, and a text; without such lines, a text.  Findings
 * stand in order of place, within the text, the place marked in the line around it.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "bisotun/check.h"
#include "src/base/buf.h"
#include "src/check/baseline.h"
#include "src/check/project.h"
#include "tests/fuzz/fuzz.h"

/* What stands before the next line "==", which is passed; all, if there is none. */
static size_t part(const uint8_t *data, size_t size, size_t *next)
{
	const uint8_t *mark = size == 0 ? NULL : memmem(data, size, "\n==\n", 4);

	*next = mark == NULL ? size : (size_t)(mark - data) + 4;
	return mark == NULL ? size : (size_t)(mark - data) + 1;
}

static void check_finding(const struct bis_finding *f, size_t *before)
{
	if (f->at.bytes[0] < *before || f->at.bytes[1] < f->at.bytes[0])
		abort();
	if (f->mark[1] < f->mark[0] || f->mark[1] > strlen(f->context) ||
		strlen(f->fingerprint) != 16)
		abort();
	*before = f->at.bytes[0];
}

static void check(const uint8_t *data, size_t size)
{
	static bis_checker *c;
	const struct bis_finding *f;
	size_t before = 0;

	if (c == NULL && bis_checker_open(NULL, NULL, &c) < 0)
		abort();
	if (bis_checker_text(c, "input", (const char *)data, size) < 0)
		return;
	while (bis_checker_next(c, &f) == 1)
		check_finding(f, &before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup(project_freep) struct project *project = NULL;
	cleanup(baseline_freep) struct baseline *baseline = NULL;
	size_t next, n = part(data, size, &next);

	if (next < size) {
		project_parse("project", (const char *)data, n, &project);
		data += next;
		size -= next;
		n = part(data, size, &next);
		baseline_parse("report", (const char *)data, n, &baseline);
		data += next;
		size -= next;
	}
	check(data, size);
	return 0;
}
