/* SPDX-License-Identifier: Apache-2.0
 *
 * The translation memory: units of one segment in any number of languages.
 */
#ifndef BISOTUN_MEMORY_H
#define BISOTUN_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/db.h>

#ifdef __cplusplus
extern "C" {
#endif

struct bis_variant {
	const char *lang; /* canonical BCP 47 */
	const char *text; /* inline codes left out */
	/* with inline codes as in a TMX 1.4b <seg>; "" where there are none */
	const char *markup;
};

struct bis_unit {
	const char *id;   /* "U12" */
	const char *tuid; /* as its file has it; "" none */
	const char *origin;
	const char *date; /* last changed, else made, ISO 8601; "" unknown */
	bool reviewed;
	const struct bis_variant *variants;
	size_t n_variants;
};

/* One unit by its id. *out is yours: bis_unit_free().  BIS_ENOTFOUND. */
BIS_EXPORT int bis_unit_get(bis_db *db, const char *id, struct bis_unit **out);
BIS_EXPORT void bis_unit_free(struct bis_unit *unit);

#ifdef __cplusplus
}
#endif

#endif
