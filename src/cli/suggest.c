/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of commands, options and values are short and few, so every one is compared.  A
 * third of a word may be wrong; nearer than that a suggestion helps, further off it
 * only confuses.
 */
#include "config.h"

#include "src/cli/suggest.h"

#include <string.h>

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t suggest_distance(const char *a, const char *b)
{
	size_t rows[3][LONGEST + 1]; /* the line before last, the last, this */
	size_t n = strlen(a), m = strlen(b);

	if (n > LONGEST || m > LONGEST)
		return n > m ? n : m;
	for (size_t k = 0; k <= m; k++)
		rows[1][k] = k;
	for (size_t i = 1; i <= n; i++) {
		rows[2][0] = i;
		for (size_t k = 1; k <= m; k++) {
			size_t changed = rows[1][k - 1] + (a[i - 1] != b[k - 1]);
			rows[2][k] =
				least(changed, least(rows[1][k], rows[2][k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
				a[i - 2] == b[k - 1])
				rows[2][k] = least(rows[2][k], rows[0][k - 2] + 1);
		}
		memcpy(rows[0], rows[1], sizeof(rows[0]));
		memcpy(rows[1], rows[2], sizeof(rows[1]));
	}
	return rows[1][m];
}

void suggest_offer(struct nearest *n, const char *name)
{
	size_t size = strlen(n->to), distance = suggest_distance(n->to, name);
	size_t bound = size < 3 ? 1 : (size + 2) / 3;
	/* the beginning of a longer name counts as near: --dry for --dry-run */
	if (size >= 3 && strncmp(n->to, name, size) == 0)
		distance = 1;

	if (distance <= bound && (n->name == NULL || distance < n->distance)) {
		n->name = name;
		n->distance = distance;
	}
}
