/* SPDX-License-Identifier: Apache-2.0
 *
 * All that is to be found, found three ways: with the index, by comparing everything, and
 * here, from the units as they were written, in the plainest way the manual allows.
 *
 * The memory is as hard as a small one can be: few words, texts that are equal but for
 * spaces, case and normalisation, several variants of a language in a unit, units
 * changed and taken away between questions, some questions asked by another handle.
 */
#include "config.h"
#include "tests/store/base.h"

#include "bisotun/memory.h"
#include "src/find/penalties.h"
#include "src/text/lang.h"
#include "tests/find/oracle.h"

enum { UNITS_MAX = 400, TEXTS_MAX = 2000, VARIANTS = 4, MATCHES_MAX = 20000 };

static const char *const langs[VARIANTS] = { "en", "en-GB", "ru", "zh" };
static const char *const origins[] = { "official", "web", "old" };
static const char penalty_table[] =
	"variant\t\t7.5\nseveral\t\t20\nunreviewed\t\t33\norigin\tw*\t50\n";

struct model_text {
	int lang;
	char *text;
};

struct model_unit {
	long id;
	bool alive, reviewed;
	int origin;
	int texts[VARIANTS]; /* of the model, by language; -1 none */
};

struct model {
	struct model_text texts[TEXTS_MAX];
	size_t n_texts;
	struct model_unit units[UNITS_MAX];
	size_t n_units;
	struct tokeniser *tokenisers[VARIANTS];
	uint64_t seed;
	bis_penalties *penalties;
};

static uint32_t draw(struct model *m, uint32_t n)
{
	return oracle_random(&m->seed) % n;
}

/* In the order in which they are first met, as the base numbers them. */
static int text_number(struct model *m, int lang, const char *text)
{
	for (size_t i = 0; i < m->n_texts; i++)
		if (m->texts[i].lang == lang && strcmp(m->texts[i].text, text) == 0)
			return (int)i;
	assert_true(m->n_texts < TEXTS_MAX);
	m->texts[m->n_texts] = (struct model_text){ lang, strdup(text) };
	return (int)m->n_texts++;
}

/* --- texts ------------------------------------------------------------------------- */

static const char *const spaces[] = { " ", " ", "  ", "\u00a0", "" };
static const char *const pieces[] = { "the", "The", "cat", "Cats", "caf\u00e9",
	"cafe\u0301", "cafe", "7", "12", "14 April 2017", "3 May 2018", "63rd", "64th",
	".", ".", "\u00ab", "\"", "not", "\u7981", "\u6bd2", "\u56fd", "\u570b", "\uff07",
	"\u0451\u043b\u043a\u0430", "\u0435\u043b\u043a\u0438" };

/* Up to six pieces, now and then many; yours. */
static char *draw_text(struct model *m)
{
	size_t n = draw(m, 40) == 0 ? 80 : 1 + draw(m, 6), size = 0;
	char *text = malloc(n * 32 + 1);

	assert_non_null(text);
	for (size_t i = 0; i < n; i++)
		size += (size_t)sprintf(text + size, "%s%s",
			pieces[draw(m, N_ELEMENTS(pieces))],
			spaces[draw(m, N_ELEMENTS(spaces))]);
	return text;
}

/* --- writing ----------------------------------------------------------------------- */

static void write_unit(struct model *m, bis_db *db)
{
	struct bis_variant variants[VARIANTS];
	struct model_unit *u = &m->units[m->n_units];
	struct bis_unit unit = { .variants = variants };
	char *texts[VARIANTS] = { NULL }, *id;

	*u = (struct model_unit){ .alive = true,
		.reviewed = draw(m, 2) == 0,
		.origin = (int)draw(m, N_ELEMENTS(origins)) };
	for (int i = 0; i < VARIANTS; i++) {
		u->texts[i] = -1;
		if (i != 0 && i != 2 && draw(m, 2) == 0)
			continue;
		texts[i] = draw_text(m);
		u->texts[i] = text_number(m, i, texts[i]);
		variants[unit.n_variants++] =
			(struct bis_variant){ .lang = langs[i], .text = texts[i] };
	}
	unit.origin = origins[u->origin];
	unit.reviewed = u->reviewed;
	assert_ok(bis_unit_add(db, &unit, &id));
	u->id = strtol(id + 1, NULL, 10);
	m->n_units++;
	free(id);
	for (int i = 0; i < VARIANTS; i++)
		free(texts[i]);
}

static void remove_unit(struct model *m, bis_db *db)
{
	struct model_unit *u = &m->units[draw(m, (uint32_t)m->n_units)];
	char id[32];

	snprintf(id, sizeof(id), "U%ld", u->id);
	if (!u->alive)
		return;
	assert_ok(bis_unit_remove(db, id));
	u->alive = false;
}

/* --- the plain answer -------------------------------------------------------------- */

struct plain {
	const struct model_unit *unit;
	int source, target, raw, net, n_units, n_targets;
};

static int plain_nfc_equal(const char *a, const char *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;

	assert_ok(nfc_text(a, strlen(a), &x));
	assert_ok(nfc_text(b, strlen(b), &y));
	int equal = strcmp(buf_str(&x), buf_str(&y)) == 0;
	buf_free(&x);
	buf_free(&y);
	return equal;
}

static int plain_raw(struct model *m, const char *query, int source)
{
	const struct model_text *t = &m->texts[source];
	struct tokeniser *tokeniser = m->tokenisers[t->lang];
	struct oracle_text a, b;

	oracle_read(tokeniser, query, &a);
	oracle_read(tokeniser, t->text, &b);
	int raw = oracle_raw(&a, &b);
	oracle_finish(&a);
	oracle_finish(&b);
	return raw == 1000 && !plain_nfc_equal(query, t->text) ? 999 : raw;
}

static int plain_order(const void *left, const void *right)
{
	const struct plain *a = left, *b = right;

	if (a->net != b->net)
		return b->net - a->net;
	if (a->unit->reviewed != b->unit->reviewed)
		return a->unit->reviewed ? -1 : 1;
	if (a->raw != b->raw)
		return b->raw - a->raw;
	if (a->unit->id != b->unit->id)
		return a->unit->id < b->unit->id ? -1 : 1;
	if (a->source != b->source)
		return a->source - b->source;
	return a->target - b->target;
}

static bool counts(const struct model_unit *u, const struct bis_match_options *o)
{
	return u->alive &&
	       (o->origin == NULL || !strcmp(o->origin, origins[u->origin])) &&
	       (o->status == NULL || (strcmp(o->status, "reviewed") == 0) == u->reviewed);
}

static int distance_to(const char *wanted, const struct model_unit *u, int lang)
{
	return u->texts[lang] < 0 ? -1 : lang_distance(wanted, langs[lang]);
}

/* Every unit with every pair of its texts; equal pairs are put together afterwards. */
static size_t gather(struct model *m, const struct bis_match_options *o,
	const char *query, struct plain *out)
{
	size_t n = 0;
	int raws[TEXTS_MAX];

	memset(raws, 0xFF, sizeof(raws));
	for (size_t k = 0; k < m->n_units * VARIANTS * VARIANTS; k++) {
		const struct model_unit *u = &m->units[k / (VARIANTS * VARIANTS)];
		int from = (int)(k / VARIANTS % VARIANTS), to = (int)(k % VARIANTS);
		int near = distance_to(o->from, u, from);
		int far = distance_to(o->to[0], u, to);
		if (!counts(u, o) || near < 0 || far < 0 || from == to)
			continue;
		int source = u->texts[from];
		if (raws[source] < 0)
			raws[source] = plain_raw(m, query, source);
		assert_true(n < MATCHES_MAX);
		out[n++] = (struct plain){ .unit = u,
			.source = source,
			.target = u->texts[to],
			.raw = raws[source],
			.net = raws[source] * 10 - 750 * (near + far) -
			       (u->reviewed ? 0 : 3300) - (u->origin == 1 ? 5000 : 0) };
	}
	return n;
}

/* How many units have the pair, how many targets its source has in that language. */
static void count(struct model *m, struct plain *all, size_t n, struct plain *p)
{
	bool *met = calloc(m->n_texts, sizeof(*met));

	assert_non_null(met);
	for (size_t i = 0; i < n; i++) {
		const struct plain *other = &all[i];
		bool same_source = other->source == p->source;
		p->n_units += same_source && other->target == p->target;
		if (!same_source || met[other->target] ||
			m->texts[other->target].lang != m->texts[p->target].lang)
			continue;
		met[other->target] = true;
		p->n_targets++;
	}
	free(met);
	p->net -= p->n_targets > 1 ? 2000 : 0;
	p->net = p->net < 0 ? 0 : p->net;
}

static size_t plain_answer(struct model *m, const struct bis_match_options *o,
	const char *query, struct plain *out)
{
	size_t n = gather(m, o, query, out), kept = 0;

	for (size_t i = 0; i < n; i++)
		count(m, out, n, &out[i]);
	qsort(out, n, sizeof(*out), plain_order);
	for (size_t i = 0; i < n; i++) {
		bool met = out[i].raw < (int)(o->min * 10 + 0.5);
		for (size_t k = 0; k < kept && !met; k++)
			met = out[k].source == out[i].source &&
			      out[k].target == out[i].target;
		if (!met)
			out[kept++] = out[i];
	}
	return kept < o->max ? kept : o->max;
}

/* --- the comparison ---------------------------------------------------------------- */

static void compare(struct model *m, bis_db *db, const struct bis_match_options *o,
	const char *query, const struct plain *wanted, size_t n)
{
	bis_matches *matches;
	const struct bis_match *got;
	char id[32];

	assert_ok(bis_match(db, o, query, &matches));
	for (size_t i = 0; i < n; i++) {
		const struct plain *p = &wanted[i];
		assert_ok(bis_matches_next(matches, &got));
		assert_non_null(got);
		snprintf(id, sizeof(id), "U%ld", p->unit->id);
		assert_string_equal(got->unit, id);
		assert_string_equal(got->source, m->texts[p->source].text);
		assert_string_equal(got->source_lang, langs[m->texts[p->source].lang]);
		assert_string_equal(got->target, m->texts[p->target].text);
		assert_string_equal(got->lang, langs[m->texts[p->target].lang]);
		assert_int_equal((int)(got->score * 10 + 0.5), p->raw);
		assert_int_equal((int)(got->net * 100 + 0.5), p->net);
		assert_int_equal(got->n_units, p->n_units);
		assert_int_equal(got->n_targets, p->n_targets);
	}
	assert_int_equal(bis_matches_next(matches, &got), 0);
	bis_matches_close(matches);
}

static void ask(struct model *m, bis_db *db, struct plain *room)
{
	static const double floors[] = { 0.1, 20, 40, 50, 55, 60, 70, 85, 99.9, 100,
		101 };
	static const char *const froms[] = { "en", "en-GB", "ru", "zh", "en-US" };
	const char *to = langs[draw(m, VARIANTS)];
	struct bis_match_options o = { .from = froms[draw(m, N_ELEMENTS(froms))],
		.to = &to,
		.n_to = 1,
		.min = floors[draw(m, N_ELEMENTS(floors))],
		.max = draw(m, 4) == 0 ? SIZE_MAX : 1 + draw(m, 8),
		.origin = draw(m, 4) == 0 ? origins[draw(m, 3)] : NULL,
		.status = draw(m, 4) == 0 ? "reviewed" : NULL,
		.penalties = m->penalties,
		.no_repair = true };
	char *query = draw(m, 3) == 0 && m->n_texts > 0
			      ? strdup(m->texts[draw(m, (uint32_t)m->n_texts)].text)
			      : draw_text(m);

	size_t n = plain_answer(m, &o, query, room);
	compare(m, db, &o, query, room, n);
	o.exhaustive = true;
	compare(m, db, &o, query, room, n);
	free(query);
}

static void model_finish(struct model *m)
{
	for (size_t i = 0; i < m->n_texts; i++)
		free(m->texts[i].text);
	for (int i = 0; i < VARIANTS; i++)
		tokeniser_free(m->tokenisers[i]);
	bis_penalties_free(m->penalties);
	free(m);
}

static void the_index_finds_what_a_plain_search_finds(void **state)
{
	struct base *b = *state;
	struct model *m = calloc(1, sizeof(*m));
	struct plain *room = calloc(MATCHES_MAX, sizeof(*room));
	const char *rounds = getenv("BISOTUN_ROUNDS"), *seed = getenv("BISOTUN_SEED");

	assert_non_null(m);
	assert_non_null(room);
	m->seed = seed == NULL ? 20170414 : strtoull(seed, NULL, 10);
	for (int i = 0; i < VARIANTS; i++)
		assert_ok(tokeniser_new(langs[i], &m->tokenisers[i]));
	assert_ok(penalties_parse(
		"table", penalty_table, sizeof(penalty_table) - 1, &m->penalties));
	bis_db *other = base_open(b, false);
	for (int i = 0, n = rounds == NULL ? 20 : atoi(rounds); i < n; i++) {
		for (uint32_t k = 0, more = 1 + draw(m, 12);
			k < more && m->n_units < UNITS_MAX; k++)
			write_unit(m, b->db);
		if (draw(m, 2) == 0)
			remove_unit(m, b->db);
		for (int k = 0; k < 3; k++)
			ask(m, draw(m, 3) == 0 ? other : b->db, room);
	}
	bis_db_close(other);
	free(room);
	model_finish(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_index_finds_what_a_plain_search_finds,
			base_setup, base_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
