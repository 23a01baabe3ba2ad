/* SPDX-License-Identifier: Apache-2.0
 *
 * The set of romanisation systems: those built into the library, read when it is opened.
 */
#include "config.h"
#include "termbase/romanise.h"

#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/han.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"
#include "termbase/romanise-inside.h"

#define FOLDER "termbase/romanise/"
#define SUFFIX ".tsv"

int systems_empty(struct systems **out)
{
	struct systems *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	if (pthread_mutex_init(&s->lock, NULL) != 0) {
		free(s);
		return err_nomem();
	}
	*out = s;
	return 0;
}

void systems_close(struct systems *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		system_free(s->at[i]);
	han_reader_free(s->han);
	pthread_mutex_destroy(&s->lock);
	free(s->at);
	free(s);
}

void systems_closep(struct systems **s)
{
	systems_close(*s);
}

static void system_freep(struct system **s)
{
	system_free(*s);
}

/* Where the id stands or would stand. */
static size_t place_of(const struct systems *s, const char *id)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(s->at[middle]->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t systems_count(const struct systems *s)
{
	return s->n;
}

const struct system *systems_at(const struct systems *s, size_t i)
{
	return i < s->n ? s->at[i] : NULL;
}

const struct system *systems_find(const struct systems *s, const char *id)
{
	size_t i = place_of(s, id);

	return i < s->n && strcmp(s->at[i]->id, id) == 0 ? s->at[i] : NULL;
}

/* The file is named for the system. */
static bool is_named(const char *name, const char *id)
{
	const char *slash = strrchr(name, '/'), *base = slash == NULL ? name : slash + 1;
	size_t size = strlen(id);

	return strncmp(base, id, size) == 0 && strcmp(base + size, SUFFIX) == 0;
}

static int add(
	struct systems *s, const char *name, const char *text, size_t size, size_t *place)
{
	cleanup(system_freep) struct system *made = NULL;
	int rc = room_for_one(&s->at, s->n, &s->capacity);

	if (rc == 0)
		rc = system_read(name, text, size, &made);
	if (rc < 0)
		return rc;
	if (!is_named(name, made->id))
		return err_set(BIS_EFORMAT, "%s: the file is not named for its id, %s",
			name, made->id);
	if (systems_find(s, made->id) != NULL)
		return err_set(BIS_EFORMAT, "%s: a second system of this id", name);
	((struct compiled *)made->compiled)->owner = s;
	size_t i = *place = place_of(s, made->id);
	memmove(s->at + i + 1, s->at + i, sizeof(*s->at) * (s->n - i));
	s->at[i] = steal(&made);
	s->n++;
	return 0;
}

static int link_system(const struct systems *s, struct system *of)
{
	const char *through = compiled_of(of)->through;

	if (through == NULL)
		return 0;
	of->through = systems_find(s, through);
	return of->through != NULL ? 0
				   : err_set(BIS_EFORMAT, "%s: there is no system %s",
					     of->id, through);
}

/* Chains end, and soon. */
static int check_chain(const struct system *s)
{
	int deep = 0;

	for (const struct system *at = s; at != NULL; at = at->through)
		if (++deep > SYSTEMS_DEEP)
			return err_set(BIS_EFORMAT,
				"%s: more than %d systems in a row, or a circle", s->id,
				SYSTEMS_DEEP);
	return 0;
}

static int link_all(struct systems *s)
{
	int rc = 0;

	for (size_t i = 0; i < s->n && rc == 0; i++)
		rc = link_system(s, s->at[i]);
	for (size_t i = 0; i < s->n && rc == 0; i++)
		rc = check_chain(s->at[i]);
	return rc;
}

/* Takes one out again that is of no use. */
static void drop(struct systems *s, size_t i)
{
	system_free(s->at[i]);
	memmove(s->at + i, s->at + i + 1, sizeof(*s->at) * (s->n - i - 1));
	s->n--;
}

int systems_add(struct systems *s, const char *name, const char *text, size_t size)
{
	size_t place = 0;
	int rc = add(s, name, text, size, &place);

	if (rc < 0)
		return rc;
	rc = link_system(s, s->at[place]);
	if (rc == 0)
		rc = check_chain(s->at[place]);
	if (rc < 0)
		drop(s, place);
	return rc;
}

static bool is_table(const char *name)
{
	size_t size = strlen(name);

	return strncmp(name, FOLDER, strlen(FOLDER)) == 0 && size > strlen(SUFFIX) &&
	       strcmp(name + size - strlen(SUFFIX), SUFFIX) == 0;
}

int systems_open(struct systems **out)
{
	cleanup(systems_closep) struct systems *s = NULL;
	size_t place = 0;
	int rc = systems_empty(&s);

	*out = NULL;
	for (const struct asset *a = assets; a->name != NULL && rc == 0; a++)
		if (is_table(a->name))
			rc = add(s, a->name, a->data, a->size, &place);
	if (rc == 0)
		rc = link_all(s);
	if (rc == 0)
		*out = steal(&s);
	return rc;
}

enum { SCRIPTS = 8 }; /* told apart in one text */

struct tally {
	const char *script;
	size_t n;
};

static void count_letter(struct tally tallies[SCRIPTS], int32_t c)
{
	const char *script = letter_script(c);

	if (*script == 'Z') /* Zyyy, Zinh, Zzzz */
		return;
	for (size_t i = 0; i < SCRIPTS; i++) {
		if (tallies[i].n == 0)
			tallies[i].script = script;
		if (strcmp(tallies[i].script, script) == 0) {
			tallies[i].n++;
			return;
		}
	}
}

void script_of(const char *text, size_t size, char script[5])
{
	struct tally tallies[SCRIPTS] = { { "Zyyy", 0 } };
	const char *end = text + size;
	size_t best = 0;

	while (text < end) {
		int32_t c = utf8_next(&text, end);
		if (is_letter(c))
			count_letter(tallies, c);
	}
	for (size_t i = 1; i < SCRIPTS; i++)
		if (tallies[i].n > tallies[best].n)
			best = i;
	memcpy(script, tallies[best].script, 4);
	script[4] = '\0';
}

/* Whether a system is for Latin letters, but for readers of neither its own language nor
 * English. */
static bool is_for_others(const struct system *s)
{
	size_t n = strcspn(s->from, "-");

	return strcmp(s->to_script, "Latn") == 0 && strncmp(s->to, "en", 2) != 0 &&
	       (strcspn(s->to, "-") != n || strncmp(s->from, s->to, n) != 0);
}

bool system_is_usual(const struct system *s)
{
	return s->rank < SYSTEM_SELDOM && !is_for_others(s);
}
