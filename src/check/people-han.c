/* SPDX-License-Identifier: Apache-2.0
 *
 * Names in Chinese characters that the base does not know.  Nothing parts words there, so
 * only two things are taken for names: characters that foreign names are written with on
 * both sides of the dot between their parts (弗拉基米尔·诺罗夫), and a family name with
 * one or two characters more that stands right beside a title and before what may follow
 * a name (国务委员赵克志表示).
 */
#include "config.h"
#include "src/check/people-find.h"

#include <string.h>

#include "src/text/letters.h"
#include "src/text/utf8.h"

#define FOREIGN_MAX 12 /* characters of a part of a foreign name */
#define LOOK_BACK 24   /* bytes before a name in which a title may end */

struct han {
	const struct person_words *words;
	const char *text, *end;
	struct candidates *out;
};

static bool is_han(const char *at, const char *end)
{
	return at < end && strcmp(letter_script(utf8_next(&at, end)), "Hani") == 0;
}

static const char *before(const char *begin, const char *at)
{
	if (at == begin)
		return NULL;
	at--;
	while (at > begin && ((unsigned char)*at & 0xC0) == 0x80)
		at--;
	return at;
}

/* Bytes of a dot between parts of a foreign name, 0 none. */
static size_t dot_at(const char *at, const char *end)
{
	static const char *const dots[] = { "·", "•", "‧", "・", "﹒" };

	for (size_t i = 0; i < N_ELEMENTS(dots); i++) {
		size_t size = strlen(dots[i]);
		if ((size_t)(end - at) > size && memcmp(dots[i], at, size) == 0)
			return size;
	}
	return 0;
}

static size_t title_ending(const struct han *h, const char *at)
{
	const char *from = (size_t)(at - h->text) > LOOK_BACK ? at - LOOK_BACK : h->text;

	return han_title_before(h->words, from, at);
}

/* Adds a name with the titles beside it. */
static int add(const struct han *h, const char *begin, const char *end, bool dotted)
{
	size_t title = title_ending(h, begin);
	struct candidate c = { .begin = (size_t)(begin - h->text),
		.end = (size_t)(end - h->text),
		.title_begin = (size_t)(begin - h->text) - title,
		.title_end = (size_t)(begin - h->text),
		.words = 2,
		.evidence = EVIDENCE_SURE,
		.dotted = dotted };

	return candidate_add(h->out, &c);
}

/* --- foreign names --------------------------------------------------------------- */

/* From the dot leftwards, up to a title. */
static const char *left_part(const struct han *h, const char *dot)
{
	const char *at = dot;

	for (size_t i = 0; i < FOREIGN_MAX; i++) {
		const char *c = before(h->text, at);
		if (c == NULL || han_sound(h->words, c, h->end) == 0 ||
			(at < dot && title_ending(h, at) > 0))
			break;
		at = c;
	}
	return at;
}

static const char *right_part(const struct han *h, const char *at)
{
	for (size_t i = 0; i < FOREIGN_MAX; i++) {
		size_t size = han_sound(h->words, at, h->end);
		if (size == 0 ||
			(i > 1 && (han_title(h->words, at, h->end) > 0 ||
					  han_next(h->words, at, h->end) > size)))
			break;
		at += size;
	}
	return at;
}

/* All of a name around its first dot; *at moves behind it. */
static int foreign_name(const struct han *h, const char **at)
{
	const char *begin = left_part(h, *at), *dot = *at, *end = *at;
	size_t size;

	while ((size = dot_at(end, h->end)) > 0) {
		const char *part = right_part(h, end + size);
		if (part == end + size)
			break;
		end = part;
	}
	*at = end > dot ? end : dot + dot_at(dot, h->end);
	if (begin == dot || end == dot || utf8_length(begin, (size_t)(end - begin)) < 4)
		return 0;
	return add(h, begin, end, true);
}

/* --- Chinese names --------------------------------------------------------------- */

static bool may_follow(const struct han *h, const char *at)
{
	return at == h->end || !is_han(at, h->end) || han_next(h->words, at, h->end) > 0;
}

/* The end of a name of three characters, or two, that begins at `at`; NULL none. */
static const char *chinese_name(const struct han *h, const char *at, bool title_follows)
{
	const char *end = at, *two = NULL, *three = NULL;

	for (int i = 0; i < 3 && is_han(end, h->end); i++) {
		utf8_next(&end, h->end);
		bool fits = title_follows ? han_title(h->words, end, h->end) > 0
					  : may_follow(h, end);
		if (fits && i == 1)
			two = end;
		if (fits && i == 2)
			three = end;
	}
	return three != NULL ? three : two;
}

static int beside_title(const struct han *h, const char **at)
{
	const char *end = NULL, *last = before(h->text, *at);

	if (title_ending(h, *at) > 0)
		end = chinese_name(h, *at, false);
	if (end == NULL && (last == NULL || !is_han(last, h->end)))
		end = chinese_name(h, *at, true);
	if (end == NULL)
		return 0;
	int rc = add(h, *at, end, false);
	*at = end;
	return rc;
}

/* --- all of it ------------------------------------------------------------------- */

/* Moves past the mention of something that begins at or before `at`. */
static const char *past_mention(const struct reading *r, const char *at, size_t *next)
{
	size_t place = (size_t)(at - r->text), end = place;

	while (*next < r->mentions.n && r->mentions.at[*next].begin <= place) {
		const struct mention *m = &r->mentions.at[(*next)++];
		if (!m->hidden && m->end > end)
			end = m->end;
	}
	return r->text + end;
}

int candidates_of_han(
	struct reading *r, const struct person_words *words, struct candidates *out)
{
	struct han h = { words, r->text, r->text + r->size, out };
	const char *at = r->text;
	size_t next = 0;
	int rc = 0;

	while (rc == 0 && at < h.end) {
		if ((unsigned char)*at < 0xC2) {
			at++;
			continue;
		}
		const char *past = past_mention(r, at, &next);
		if (past > at)
			at = past;
		else if (dot_at(at, h.end) > 0)
			rc = foreign_name(&h, &at);
		else if (han_family(words, at, h.end) > 0 && (past = at) != NULL &&
			 (rc = beside_title(&h, &at)) == 0 && at > past)
			continue;
		else
			utf8_next(&at, h.end);
	}
	return rc;
}
