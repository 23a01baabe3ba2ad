/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing any two names: the first line against the second.  The score is the same both
 * ways round and between 0 and 100, a name is itself, and what has no name in it is fine.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "src/text/utf8.h"
#include "termbase/names.h"
#include "tests/fuzz/fuzz.h"

static void compare_both(struct namer *n, const struct name *a, const struct name *b)
{
	struct name_comparison there, back;
	cleanup(buf_free) struct buf why = BUF_INIT;

	if (name_compare(n, a, b, &there) < 0 || name_compare(n, b, a, &back) < 0)
		abort();
	if (there.score != back.score || !(there.score >= 0 && there.score <= 100))
		abort();
	if (name_explain(n, a, b, &why) < 0 ||
		utf8_valid(buf_str(&why), why.size) != why.size)
		abort();
	if (name_compare(n, a, a, &there) < 0 || there.score != 100)
		abort();
}

static void key_all(struct namer *n, const struct name *name)
{
	uint64_t keys[NAME_KEYS];

	for (size_t i = 0; i < name->n_parts; i++)
		if (name_part_keys(n, &name->parts[i], true, keys) > NAME_KEYS)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct namer *n;
	const char *text = (const char *)data;
	const char *end = memchr(text, '\n', size);
	size_t first = end ? (size_t)(end - text) : size / 2;
	struct name a, b;

	if ((!n && namer_new(&n) < 0) || size > 20000)
		return 0;
	int rc = name_read(n, text, first, NULL, &a);
	int rc2 = name_read(n, text + first, size - first, NULL, &b);
	if (!rc && !rc2) {
		compare_both(n, &a, &b);
		key_all(n, &a);
		key_all(n, &b);
	}
	name_finish(&a);
	name_finish(&b);
	return 0;
}
