/* SPDX-License-Identifier: Apache-2.0
 *
 * A base of bodies, titles, acronyms and who held what when, for tests of their checks.
 */
#ifndef BISOTUN_TEST_CHECK_BODIES_H
#define BISOTUN_TEST_CHECK_BODIES_H

#include "bisotun/exchange.h"
#include "tests/store/base.h"

static inline int bodies_setup(void **state)
{
	if (base_setup(state) < 0)
		return -1;
	char *bodies = strdup(test_data("check/bodies.tsv"));
	char *relations = strdup(test_data("check/relations.tsv"));
	const char *files[] = { bodies, relations };
	struct bis_import_options options = { .as = "terms", .origin = "test" };
	bis_import *import;

	assert_ok(
		bis_import_run(((struct base *)*state)->db, &options, files, 2, &import));
	bis_import_free(import);
	free(bodies);
	free(relations);
	return 0;
}

#endif
