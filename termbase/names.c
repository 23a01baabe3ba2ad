/* SPDX-License-Identifier: Apache-2.0
 *
 * The namer: everything comparing names needs, made once from the tables.
 */
#include "config.h"

#include "termbase/names-inside.h"

#include <stdlib.h>

#include "src/base/err.h"

int namer_new(struct namer **out)
{
	struct namer *n = calloc(1, sizeof(*n));
	int rc;

	*out = NULL;
	if (!n)
		return err_nomem();
	rc = systems_open(&n->systems);
	if (!rc)
		rc = han_names_new(n->systems, &n->han);
	if (!rc)
		rc = alphabet_init(&n->alphabet);
	if (!rc)
		rc = wordlists_open(&n->words, &n->groups);
	if (!rc)
		rc = readings_open(&n->readings);
	if (!rc)
		rc = rules_compile(n);
	if (rc)
		namer_free(n);
	else
		*out = n;
	return rc;
}

void namer_free(struct namer *n)
{
	if (!n)
		return;
	han_names_free(n->han);
	systems_close(n->systems);
	wordlists_free(&n->words);
	readings_free(&n->readings);
	rules_free(&n->rules);
	given_free(n->given);
	free(n);
}

const struct systems *namer_systems(const struct namer *n)
{
	return n->systems;
}
