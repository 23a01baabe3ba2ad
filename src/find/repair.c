/* SPDX-License-Identifier: Apache-2.0
 *
 * Repair: values of the source are paired with those of the query by their order, and
 * found in the target by what they are worth.  A value that would become two different
 * ones, or that the target has more or less often, ends it: a repair that may be wrong is
 * worse than none.
 */
#include "config.h"
#include "src/find/repair.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/repair-same.h"
#include "src/find/weekday.h"

#define PLACEABLES_MAX 500 /* of one text; more are no sentence */

static void side_finish(struct side *s)
{
	placeables_finish(&s->p);
}

static int side_read(struct side *s, const char *lang, const char *text)
{
	s->lang = lang;
	s->text = text;
	s->size = strlen(text);
	return placeables_read(lang, text, s->size, &s->p);
}

/* --- values --------------------------------------------------------------------------------- */

/* A value that is no range, or one end of a range. */
struct value {
	const char *text;
	size_t size;
	bool words;
};

struct values {
	struct value *at;
	size_t n;
};

static void values_finish(struct values *v)
{
	free(v->at);
}

static int compare(const void *a, const void *b)
{
	const struct value *x = a, *y = b;
	size_t size = x->size < y->size ? x->size : y->size;
	int order = memcmp(x->text, y->text, size);

	if (order != 0)
		return order;
	return x->size < y->size ? -1 : x->size > y->size;
}

static bool is_equal(const struct value *a, const struct value *b)
{
	return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* The value or both ends of it; returns how many. */
static size_t ends_of(const struct placeable *p, struct value ends[2])
{
	size_t size = strcspn(p->value, "/");

	ends[0] = (struct value){ p->value, size, placeable_is_words(p) };
	if (p->value[size] == '\0')
		return 1;
	ends[1] = (struct value){ p->value + size + 1, strlen(p->value + size + 1),
		ends[0].words };
	return 2;
}

/* All values of a side in the order of compare(). */
static int values_of(const struct side *s, struct values *out)
{
	out->at = malloc((2 * s->p.n + 1) * sizeof(*out->at));
	if (out->at == NULL)
		return err_nomem();
	for (size_t i = 0; i < s->p.n; i++)
		out->n += ends_of(&s->p.at[i], out->at + out->n);
	qsort(out->at, out->n, sizeof(*out->at), compare);
	return 0;
}

struct tally {
	size_t digits, words;
};

static struct tally tally(const struct values *values, const struct value *one)
{
	size_t low = 0, high = values->n;
	struct tally t = { 0 };

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare(&values->at[middle], one) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < values->n && is_equal(&values->at[low], one); low++) {
		t.words += values->at[low].words;
		t.digits += !values->at[low].words;
	}
	return t;
}

/* --- what becomes what ------------------------------------------------------------------------ */

struct change {
	struct value old, now;
};

struct changes {
	struct change *at; /* in the order of their old values, those that stay too */
	size_t n;
	bool any;
};

static void changes_finish(struct changes *c)
{
	free(c->at);
}

static int compare_old(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	return compare(&x->old, &y->old);
}

/* 1, 0 where the ends don't pair or one value would become two. */
static int pair(const struct side *source, const struct side *query, struct changes *out)
{
	struct value old[2], now[2];

	out->at = malloc((2 * source->p.n + 1) * sizeof(*out->at));
	if (out->at == NULL)
		return err_nomem();
	for (size_t i = 0; i < source->p.n; i++) {
		size_t n = ends_of(&source->p.at[i], old);
		if (ends_of(&query->p.at[i], now) != n)
			return 0;
		for (size_t j = 0; j < n; j++) {
			out->at[out->n++] = (struct change){ old[j], now[j] };
			out->any |= !is_equal(&old[j], &now[j]);
		}
	}
	qsort(out->at, out->n, sizeof(*out->at), compare_old);
	for (size_t i = 1; i < out->n; i++) {
		if (is_equal(&out->at[i - 1].old, &out->at[i].old) &&
			!is_equal(&out->at[i - 1].now, &out->at[i].now))
			return 0;
	}
	return 1;
}

static const struct value *become(const struct changes *changes, const struct value *old)
{
	const struct change key = { .old = *old };
	const struct change *found =
		bsearch(&key, changes->at, changes->n, sizeof(key), compare_old);

	return found == NULL ? old : &found->now;
}

/* The value that this placeable of the target is to have. */
static bool new_value(
	const struct changes *changes, const struct placeable *p, char value[64])
{
	struct value ends[2];
	size_t n = ends_of(p, ends), size = 0;

	for (size_t i = 0; i < n; i++) {
		const struct value *now = become(changes, &ends[i]);
		if (size + now->size + 2 > sizeof(p->value))
			return false;
		if (i > 0)
			value[size++] = '/';
		memcpy(value + size, now->text, now->size);
		size += now->size;
	}
	value[size] = '\0';
	return true;
}

/* Every changed value is in the target as often as in the source. */
static int carried_over(const struct changes *changes, const struct side *source,
	const struct side *target)
{
	cleanup(values_finish) struct values in = { 0 };
	cleanup(values_finish) struct values there = { 0 };
	int rc = values_of(source, &in);

	if (rc == 0)
		rc = values_of(target, &there);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->at[i];
		if (is_equal(&c->old, &c->now))
			continue;
		struct tally a = tally(&in, &c->old), b = tally(&there, &c->old);
		if (a.digits + a.words != b.digits + b.words)
			return 0;
	}
	return 1;
}

/* --- weekdays ------------------------------------------------------------------------------------ */

/* A date with the day of the week beside it may only become one of the same day. */
static bool weekdays_stay(const struct changes *changes, const struct side *side)
{
	char value[64];

	for (size_t i = 0; i < side->p.n; i++) {
		const struct placeable *p = &side->p.at[i];
		if (!new_value(changes, p, value))
			return false;
		if (strcmp(value, p->value) == 0 ||
			!weekday_beside(side->text, side->size, p->begin, p->end))
			continue;
		int day = weekday_of(p->value);
		if (day < 0 || day != weekday_of(value))
			return false;
	}
	return true;
}

/* --- writing -------------------------------------------------------------------------------------- */

/* The placeable of the query that has this value, to see how it groups its digits. */
static const struct placeable *asked(const struct side *query, const char *value)
{
	for (size_t i = 0; i < query->p.n; i++) {
		if (strcmp(query->p.at[i].value, value) == 0)
			return &query->p.at[i];
	}
	return NULL;
}

static int write_one(const struct side *query, const struct side *target,
	const struct placeable *p, const char *value, struct buf *out)
{
	struct placeable model = *p;
	const struct placeable *like = asked(query, value);

	if (strcmp(value, p->value) == 0) {
		buf_add(out, target->text + p->begin, p->end - p->begin);
		return 1;
	}
	if (like != NULL)
		placeable_group_like(&model, like);
	return placeable_write(target->lang, target->text, &model, value, out);
}

static int write_all(const struct side *query, const struct side *target,
	const struct changes *changes, struct buf *out)
{
	char value[64];
	size_t at = 0;

	for (size_t i = 0; i < target->p.n; i++) {
		const struct placeable *p = &target->p.at[i];
		buf_add(out, target->text + at, p->begin - at);
		at = p->end;
		if (!new_value(changes, p, value))
			return 0;
		int rc = write_one(query, target, p, value, out);
		if (rc <= 0)
			return rc;
	}
	buf_add(out, target->text + at, target->size - at);
	return buf_ok(out) ? 1 : err_nomem();
}

/* --- proof ----------------------------------------------------------------------------------------- */

/* The repaired text reads as the target with its values exchanged, and nothing else. */
static bool reads_back(const struct side *target, const struct side *result,
	const struct changes *changes)
{
	char value[64];

	if (result->p.n != target->p.n)
		return false;
	for (size_t i = 0; i < target->p.n; i++) {
		if (!new_value(changes, &target->p.at[i], value) ||
			strcmp(value, result->p.at[i].value) != 0)
			return false;
	}
	return true;
}

static bool is_involved(const struct changes *changes, const struct value *v)
{
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->at[i];
		if (!is_equal(&c->old, &c->now) &&
			(is_equal(&c->old, v) || is_equal(&c->now, v)))
			return true;
	}
	return false;
}

/* Each value of `from` as often in `in`; words that may say no number may be absent where
 * nothing was changed by them. */
static bool all_in(
	const struct values *from, const struct values *in, const struct changes *changes)
{
	for (size_t i = 0; i < from->n; i++) {
		struct tally a = tally(from, &from->at[i]), b = tally(in, &from->at[i]);
		if (a.digits + a.words == b.digits + b.words)
			continue;
		if (is_involved(changes, &from->at[i]) || a.digits > b.digits + b.words ||
			b.digits > a.digits + a.words)
			return false;
	}
	return true;
}

static int same_values(const struct side *query, const struct side *result,
	const struct changes *changes)
{
	cleanup(values_finish) struct values wanted = { 0 };
	cleanup(values_finish) struct values got = { 0 };
	int rc = values_of(query, &wanted);

	if (rc == 0)
		rc = values_of(result, &got);
	if (rc < 0)
		return rc;
	return all_in(&wanted, &got, changes) && all_in(&got, &wanted, changes);
}

static int proves(const struct side *query, const struct side *target, const char *text,
	const struct changes *changes)
{
	cleanup(side_finish) struct side result = { 0 };
	int rc = side_read(&result, target->lang, text);

	if (rc < 0)
		return rc;
	if (!reads_back(target, &result, changes))
		return 0;
	return same_values(query, &result, changes);
}

/* --- all of it --------------------------------------------------------------------------------------- */

static bool was_said(const struct side *query, const struct side *source, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (strcmp(source->p.at[j].value, source->p.at[i].value) == 0 &&
			strcmp(query->p.at[j].value, query->p.at[i].value) == 0)
			return true;
	}
	return false;
}

static int say(const struct side *query, const struct side *source, struct buf *done)
{
	const char *between = "";

	for (size_t i = 0; i < query->p.n; i++) {
		const struct placeable *old = &source->p.at[i], *now = &query->p.at[i];
		if (strcmp(old->value, now->value) == 0 || was_said(query, source, i))
			continue;
		buf_adds(done, between);
		buf_add(done, source->text + old->begin, old->end - old->begin);
		buf_adds(done, " → ");
		buf_add(done, query->text + now->begin, now->end - now->begin);
		between = "; ";
	}
	return buf_ok(done) ? 1 : err_nomem();
}

static int repair_sides(const struct side *query, const struct side *source,
	const struct side *target, struct buf *out)
{
	cleanup(changes_finish) struct changes changes = { 0 };
	cleanup(buf_free) struct buf text = BUF_INIT;
	int rc = pair(source, query, &changes);

	if (rc <= 0 || !changes.any)
		return rc < 0 ? rc : 0;
	for (size_t i = 0; i < source->p.n; i++) {
		rc = same_form(query, source, i);
		if (rc <= 0)
			return rc;
	}
	rc = carried_over(&changes, source, target);
	if (rc <= 0)
		return rc;
	if (!weekdays_stay(&changes, source) || !weekdays_stay(&changes, target))
		return 0;
	rc = write_all(query, target, &changes, &text);
	if (rc > 0)
		rc = proves(query, target, buf_str(&text), &changes);
	if (rc <= 0)
		return rc;
	buf_add(out, text.data, text.size);
	return buf_ok(out) ? 1 : err_nomem();
}

static bool same_language(const char *a, const char *b)
{
	size_t size = strcspn(a, "-");

	return size == strcspn(b, "-") && memcmp(a, b, size) == 0;
}

int repair(const char *query_lang, const char *query, const char *source_lang,
	const char *source, const char *target_lang, const char *target, struct buf *out,
	struct buf *done)
{
	cleanup(side_finish) struct side q = { 0 };
	cleanup(side_finish) struct side s = { 0 };
	cleanup(side_finish) struct side t = { 0 };
	int rc;

	if (!same_language(query_lang, source_lang))
		return 0;
	if ((rc = side_read(&q, query_lang, query)) < 0 ||
		(rc = side_read(&s, source_lang, source)) < 0)
		return rc;
	if (q.p.n > PLACEABLES_MAX || !same_but_for_values(&q, &s))
		return 0;
	if ((rc = side_read(&t, target_lang, target)) < 0)
		return rc;
	if (t.p.n > PLACEABLES_MAX)
		return 0;
	rc = repair_sides(&q, &s, &t, out);
	return rc <= 0 ? rc : say(&q, &s, done);
}
