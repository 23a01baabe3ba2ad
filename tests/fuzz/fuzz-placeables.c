/* SPDX-License-Identifier: Apache-2.0
 *
 * Placeables and repair.  The first byte chooses the languages; lines are query, source,
 * target.  Each placeable of the target is written with the values of the others, and what
 * was written must read as that value.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "src/find/repair.h"
#include "src/text/utf8.h"
#include "tests/fuzz/fuzz.h"

#define TRIES 8

static const char *const langs[] = { "en", "ru", "zh", "fr", "kk", "", "ar", "en-GB" };

static bool is_at(const struct placeables *p, size_t begin, const char *value)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->at[i].begin == begin)
			return strcmp(p->at[i].value, value) == 0;
	}
	return false;
}

static void write_as(const char *lang, const char *text, const struct placeable *model,
	const char *value)
{
	cleanup(buf_free) struct buf out = BUF_INIT;
	struct placeables again = { 0 };

	buf_add(&out, text, model->begin);
	if (placeable_write(lang, text, model, value, &out) == 1) {
		buf_adds(&out, text + model->end);
		if (placeables_read(lang, buf_str(&out), out.size, &again) != 0 ||
			!is_at(&again, model->begin, value))
			abort();
	}
	placeables_finish(&again);
}

static void write_all(const char *lang, const char *text)
{
	struct placeables p = { 0 };

	if (placeables_read(lang, text, strlen(text), &p) == 0) {
		for (size_t i = 0; i < p.n && i < TRIES; i++) {
			for (size_t j = 0; j < p.n && j < TRIES; j++)
				write_as(lang, text, &p.at[i], p.at[j].value);
			write_as(lang, text, &p.at[i], text);
		}
	}
	placeables_finish(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	cleanup(buf_free) struct buf out = BUF_INIT;
	cleanup(buf_free) struct buf done = BUF_INIT;

	if (size == 0 || size > 4000)
		return 0;
	buf_add(&text, data + 1, size - 1);
	char *query = text.data == NULL ? (char *)"" : text.data, *rest = query;
	if (utf8_valid(query, strlen(query)) != strlen(query))
		return 0;
	const char *from = langs[data[0] & 7], *into = langs[data[0] >> 3 & 7];
	strsep(&rest, "\n");
	const char *source = rest == NULL ? query : strsep(&rest, "\n");
	const char *target = rest == NULL ? query : strsep(&rest, "\n");
	write_all(into, target);
	repair(from, query, from, source, into, target, &out, &done);
	return 0;
}
