/* SPDX-License-Identifier: Apache-2.0
 *
 * Which units a search may give: asked of the map alone, for every candidate.
 *
 * The documents of an origin, and the units met again in them, are read once and kept
 * with the index until something is written.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/textindex-state.h"

struct unit_sieve {
	struct textindex *index;
	struct origin_units *origin; /* NULL all */
	int status;
	uint32_t since, until;
};

void origin_units_release(struct origin_units *o)
{
	if (o == NULL || --o->users > 0)
		return;
	free(o->name);
	free(o->documents);
	free(o->sighted);
	free(o);
}

static int append(uint32_t **list, size_t *n, size_t *capacity, uint32_t number)
{
	if (*n == *capacity) {
		size_t more = *n == 0 ? 16 : 2 * *n;
		uint32_t *grown = realloc(*list, more * sizeof(*grown));
		if (grown == NULL)
			return err_nomem();
		*list = grown;
		*capacity = more;
	}
	(*list)[(*n)++] = number;
	return 0;
}

/* One column of ascending numbers. */
static int read_list(
	bis_db *db, const char *literal, const char *name, uint32_t **list, size_t *n)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	size_t capacity = 0;
	int rc;

	sql_text(s, 1, name);
	while ((rc = sql_step(db, s)) > 0) {
		uint32_t number;
		rc = moment_number(db, sql_column_int(s, 0), &number);
		if (rc == 0)
			rc = append(list, n, &capacity, number);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static void release(struct origin_units **o)
{
	origin_units_release(*o);
}

static int read_origin(bis_db *db, const char *name, struct origin_units **out)
{
	static const char documents[] =
		"SELECT d.id FROM document d JOIN origin o ON o.id = d.origin"
		" WHERE o.name = ?1 ORDER BY d.id";
	static const char sighted[] =
		"SELECT g.unit FROM sighting g WHERE g.gone IS NULL AND g.document IN"
		" (SELECT d.id FROM document d JOIN origin o ON o.id = d.origin"
		" WHERE o.name = ?1) ORDER BY g.unit";
	cleanup(release) struct origin_units *o = calloc(1, sizeof(*o));

	if (o == NULL)
		return err_nomem();
	o->users = 1;
	o->name = strdup(name);
	int rc = o->name == NULL ? err_nomem() : 0;
	if (rc == 0)
		rc = read_list(db, documents, name, &o->documents, &o->n_documents);
	if (rc == 0 && o->n_documents > 0)
		rc = read_list(db, sighted, name, &o->sighted, &o->n_sighted);
	if (rc == 0)
		*out = steal(&o);
	return rc;
}

/* *out is the caller's to release. */
static int origin_of(
	bis_db *db, struct textindex *t, const char *name, struct origin_units **out)
{
	for (size_t i = 0; i < ORIGINS_KEPT; i++) {
		if (t->origins[i] != NULL && strcmp(t->origins[i]->name, name) == 0) {
			*out = t->origins[i];
			(*out)->users++;
			return 0;
		}
	}
	int rc = read_origin(db, name, out);
	if (rc < 0)
		return rc;
	struct origin_units **kept = &t->origins[t->next_origin++ % ORIGINS_KEPT];
	origin_units_release(*kept);
	*kept = *out;
	(*out)->users++;
	return 0;
}

int unit_sieve_new(bis_db *db, struct textindex *t, const struct unit_filter *filter,
	struct unit_sieve **out)
{
	struct unit_sieve *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	s->index = t;
	s->status = filter->status;
	s->since = filter->since;
	s->until = filter->until;
	int rc =
		filter->origin == NULL ? 0 : origin_of(db, t, filter->origin, &s->origin);
	if (rc < 0) {
		free(s);
		return rc;
	}
	*out = s;
	return 0;
}

void unit_sieve_free(struct unit_sieve *s)
{
	if (s == NULL)
		return;
	origin_units_release(s->origin);
	free(s);
}

static bool has(const uint32_t *list, size_t n, uint32_t number)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (list[middle] < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from < n && list[from] == number;
}

bool unit_sieve_passes(struct unit_sieve *s, uint32_t place)
{
	const struct origin_units *o = s->origin;
	const struct unit_fact *fact = textindex_unit(s->index, place);

	if (fact == NULL || !textindex_alive(s->index, place))
		return false;
	if (s->status >= 0 && fact->status != s->status)
		return false;
	if ((s->since != 0 || s->until != 0) && fact->day == 0)
		return false;
	if (fact->day < s->since || (s->until != 0 && fact->day > s->until))
		return false;
	return o == NULL || has(o->documents, o->n_documents, fact->document) ||
	       has(o->sighted, o->n_sighted, fact->id);
}
