/* SPDX-License-Identifier: Apache-2.0
 *
 * A name as it stands in a sentence, and what it may be a case of: its words put back
 * into their first forms, all from the same case.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/name-known-inside.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define WORDS_MAX 6 /* of a name that is looked at for endings */
#define CASES_MAX 8
#define WORD_LETTERS 3

struct piece { /* a word, or what lies between words */
	size_t begin, end;
	bool word;
};

struct undoing {
	struct readings_asked *r;
	struct namer *n;
	const struct endings *endings;
	const struct known_query *query;
	struct piece pieces[2 * WORDS_MAX + 1];
	size_t n_pieces;
	struct bases bases[WORDS_MAX];
	const char *cases[CASES_MAX];
	size_t n_cases;
};

void readings_asked_finish(struct readings_asked *r)
{
	for (size_t i = 0; i < r->n; i++) {
		name_finish(&r->at[i].name);
		buf_free(&r->at[i].text);
	}
	r->n = 0;
}

static void undoing_finish(struct undoing *u)
{
	for (size_t i = 0; i < WORDS_MAX; i++)
		bases_finish(&u->bases[i]);
}

/* --- words -------------------------------------------------------------------------- */

/* False where there are too many words. */
static bool cut(struct undoing *u)
{
	const char *text = u->query->text, *end = text + u->query->size;
	size_t n_words = 0;

	for (const char *at = text; at < end;) {
		const char *from = at;
		bool word = is_letter(utf8_next(&at, end));
		struct piece *last =
			u->n_pieces == 0 ? NULL : &u->pieces[u->n_pieces - 1];
		if (last != NULL && last->word == word) {
			last->end = (size_t)(at - text);
			continue;
		}
		n_words += word;
		if (n_words > WORDS_MAX || u->n_pieces == N_ELEMENTS(u->pieces))
			return false;
		u->pieces[u->n_pieces++] = (struct piece){ .begin = (size_t)(from - text),
			.end = (size_t)(at - text),
			.word = word };
	}
	return true;
}

static void note_case(struct undoing *u, const char *name)
{
	for (size_t i = 0; i < u->n_cases; i++)
		if (strcmp(u->cases[i], name) == 0)
			return;
	if (u->n_cases < CASES_MAX)
		u->cases[u->n_cases++] = name;
}

static int undo_words(struct undoing *u)
{
	size_t word = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < u->n_pieces; i++) {
		const struct piece *p = &u->pieces[i];
		const char *text = u->query->text + p->begin;
		if (!p->word)
			continue;
		struct bases *bases = &u->bases[word++];
		bases->n = 0;
		if (begins_capital(text, p->end - p->begin) &&
			utf8_length(text, p->end - p->begin) >= WORD_LETTERS)
			rc = endings_bases(u->endings, u->query->lang, text,
				p->end - p->begin, bases);
		for (size_t k = 0; rc == 0 && k < bases->n; k++)
			note_case(u, bases->at[k].grammatical);
	}
	return rc;
}

/* --- readings ----------------------------------------------------------------------- */

static int add_reading(struct readings_asked *r, struct namer *n, const char *lang,
	struct buf *text, const struct base_form *ending)
{
	struct name_reading *reading = &r->at[r->n];

	if (!buf_ok(text))
		return err_nomem();
	for (size_t i = 0; i < r->n; i++)
		if (r->at[i].text.size == text->size &&
			memcmp(buf_str(&r->at[i].text), buf_str(text), text->size) == 0)
			return 0;
	*reading = (struct name_reading){ 0 };
	int rc = name_read(n, buf_str(text), text->size, lang, &reading->name);
	if (rc < 0)
		return rc;
	if (ending != NULL)
		reading->ending = *ending;
	reading->ending.text = NULL;
	reading->ending.size = 0;
	reading->text = *text;
	*text = BUF_INIT;
	r->n++;
	return 0;
}

/* The nth base of a word in a case, else the last there is; NULL none. */
static const struct base_form *base_in_case(
	const struct bases *bases, const char *name, size_t nth)
{
	const struct base_form *found = NULL;

	for (size_t i = 0; i < bases->n; i++) {
		if (strcmp(bases->at[i].grammatical, name) != 0)
			continue;
		found = &bases->at[i];
		if (nth-- == 0)
			break;
	}
	return found;
}

static int add_case(struct undoing *u, const char *name, size_t nth)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	const struct base_form *ending = NULL;
	size_t word = 0;

	if (u->r->n == READINGS_MAX)
		return 0;
	for (size_t i = 0; i < u->n_pieces; i++) {
		const struct piece *p = &u->pieces[i];
		const struct base_form *base =
			p->word ? base_in_case(&u->bases[word++], name, nth) : NULL;
		if (base != NULL) {
			buf_add(&text, base->text, base->size);
			ending = base;
		} else {
			buf_add(&text, u->query->text + p->begin, p->end - p->begin);
		}
	}
	return ending == NULL ? 0
			      : add_reading(u->r, u->n, u->query->lang, &text, ending);
}

static int undo(struct undoing *u)
{
	int rc;

	if (!cut(u))
		return 0;
	rc = undo_words(u);
	/* the likeliest base of each case first, then others */
	for (size_t nth = 0; rc == 0 && nth < 3; nth++)
		for (size_t i = 0; rc == 0 && i < u->n_cases; i++)
			rc = add_case(u, u->cases[i], nth);
	return rc;
}

int readings_ask(struct readings_asked *r, struct namer *n, const struct endings *endings,
	const struct known_query *query)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	cleanup(undoing_finish) struct undoing u = {
		.r = r, .n = n, .endings = endings, .query = query
	};

	r->n = 0;
	buf_add(&text, query->text, query->size);
	int rc = add_reading(r, n, query->lang, &text, NULL);
	if (rc < 0 || endings == NULL || query->lang == NULL || *query->lang == '\0')
		return rc;
	return undo(&u);
}
