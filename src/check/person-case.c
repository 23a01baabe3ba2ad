/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/person-case.h"

#include <string.h>

#include "src/base/err.h"

#define NAME_MAX_SIZE 512 /* bytes of a name whose cases are looked for */

void case_readings_finish(struct case_readings *c)
{
	buf_free(&c->room);
	bases_finish(&c->bases);
	c->n = 0;
}

/* --- readings -------------------------------------------------------------------- */

static bool is_noted(const struct case_readings *c, const struct base_form *b)
{
	for (size_t i = 1; i < c->n; i++)
		if (strcmp(c->at[i].grammatical, b->grammatical) == 0 &&
			c->at[i].feminine == b->feminine)
			return true;
	return false;
}

/* Notes the cases (and genders) that some word may stand in. */
static int note_cases(const struct endings *e, const char *lang, const char *name,
	const char *end, struct case_readings *c)
{
	struct name_word word;

	while (next_name_word(&name, end, &word)) {
		int rc = endings_bases(e, lang, word.at, word.size, &c->bases);
		if (rc < 0)
			return rc;
		for (size_t i = 0; i < c->bases.n && c->n < READINGS_MAX; i++) {
			const struct base_form *b = &c->bases.at[i];
			if (is_noted(c, b) ||
				strlen(b->grammatical) >= sizeof(c->at->grammatical))
				continue;
			struct case_reading *r = &c->at[c->n++];
			*r = (struct case_reading){ .text = "", .feminine = b->feminine };
			strcpy(r->grammatical, b->grammatical);
		}
	}
	return 0;
}

/* The base of a word in that case: of that gender, else of the other. */
static const struct base_form *base_in(
	const struct bases *bases, const char *grammatical, bool feminine)
{
	const struct base_form *other = NULL;

	for (size_t i = 0; i < bases->n; i++) {
		const struct base_form *b = &bases->at[i];
		if (strcmp(b->grammatical, grammatical) != 0)
			continue;
		if (b->feminine == feminine)
			return b;
		other = other == NULL ? b : other;
	}
	return other;
}

static int put_reading(const struct endings *e, const char *lang, const char *name,
	const char *end, struct case_readings *c, struct case_reading *r)
{
	size_t begin = c->room.size;
	struct name_word word;

	while (next_name_word(&name, end, &word)) {
		int rc = endings_bases(e, lang, word.at, word.size, &c->bases);
		if (rc < 0)
			return rc;
		const struct base_form *b =
			base_in(&c->bases, r->grammatical, r->feminine);
		if (c->room.size > begin)
			buf_addc(&c->room, ' ');
		if (b == NULL)
			buf_add(&c->room, word.at, word.size);
		else
			buf_add(&c->room, b->text, b->size);
	}
	r->size = c->room.size - begin;
	buf_addc(&c->room, '\0');
	return buf_ok(&c->room) ? 0 : err_nomem();
}

int case_readings(const struct endings *e, const char *lang, const char *name,
	size_t size, struct case_readings *out)
{
	int rc = 0;

	buf_clear(&out->room);
	out->at[0] = (struct case_reading){ .text = "", .size = size };
	out->n = 1;
	buf_add(&out->room, name, size);
	buf_addc(&out->room, '\0');
	if (size <= NAME_MAX_SIZE)
		rc = note_cases(e, lang, name, name + size, out);
	for (size_t i = 1; rc == 0 && i < out->n; i++)
		rc = put_reading(e, lang, name, name + size, out, &out->at[i]);
	if (!buf_ok(&out->room))
		return err_nomem();
	size_t at = 0;
	for (size_t i = 0; rc == 0 && i < out->n; i++) {
		out->at[i].text = out->room.data + at;
		at += out->at[i].size + 1;
	}
	return rc;
}

int case_put_word(const struct endings *e, const char *lang, const struct case_reading *r,
	const char *found, size_t found_size, const char *word, size_t size,
	struct buf *out)
{
	cleanup(bases_finish) struct bases bases = { 0 };
	struct base_form any = {
		.grammatical = r->grammatical, .paradigm = "", .feminine = r->feminine
	};
	int rc = 0;

	if (*r->grammatical != '\0')
		rc = endings_bases(e, lang, found, found_size, &bases);
	if (rc < 0)
		return rc;
	const struct base_form *like = base_in(&bases, r->grammatical, r->feminine);
	if (*r->grammatical != '\0')
		rc = endings_put(e, lang, word, size, like == NULL ? &any : like, out);
	if (rc == 0)
		buf_add(out, word, size);
	return rc < 0 ? rc : buf_ok(out) ? 0 : err_nomem();
}
