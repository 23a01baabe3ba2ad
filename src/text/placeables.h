/* SPDX-License-Identifier: Apache-2.0
 *
 * Placeables: the parts of a text that a translation carries over by rule, with their
 * values: numbers, ordinals, dates, ranges of them, percentages, and quotation marks.
 *
 * Read in English, Russian and Chinese with all that these write (words for months,
 * Chinese numerals, "63rd", "63-я", "第63届"), in other languages as far as digits go.
 */
#ifndef BISOTUN_PLACEABLES_H
#define BISOTUN_PLACEABLES_H

#include "src/text/dates.h"

enum placeable_kind {
	PLACEABLE_NUMBER,
	PLACEABLE_ORDINAL,
	PLACEABLE_DATE,
	PLACEABLE_RANGE, /* of numbers, or of dates */
};

struct placeable {
	enum placeable_kind kind;
	size_t begin, end; /* bytes */
	/* value: canonical, equal across languages: "1234.5", "63", "2017-04-14",
	 * "2017-04", "--04-14", "2018/2023", "2017-04-14/2017-04-16" */
	char value[64];
	/* how it is written, for writing another value the same way: opaque to others */
	uint32_t style;
};

struct placeables {
	struct placeable *at;
	size_t n, capacity;
};
void placeables_finish(struct placeables *p);

int placeables_read(
	const char *lang, const char *text, size_t size, struct placeables *out);

/* Written in words that may also say no number at all (first, один из), so that another
 * language need not have it. */
bool placeable_is_words(const struct placeable *p);

/* Where the model does not show how thousands are written, it is done as `asked` has it. */
void placeable_group_like(struct placeable *model, const struct placeable *asked);

/* Adds `value` written in the language as `model` is written in `text` ("14 апреля 2017
 * года" and 2018-05-03 give "3 мая 2018 года").  1 done; 0 it can't be written so, or the
 * words beside it would have to change too (1 день, 2 дня). */
int placeable_write(const char *lang, const char *text, const struct placeable *model,
	const char *value, struct buf *out);

#endif
