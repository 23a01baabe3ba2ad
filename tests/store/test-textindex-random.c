/* SPDX-License-Identifier: Apache-2.0
 *
 * Thousands of writes in any order, by two who write, with sidecars made, removed and put
 * back on the way: whatever came, the index of every handle says what the tables say.
 */
#include "config.h"
#include "tests/store/index-model.h"

#include <errno.h>

static uint32_t random_state;
static uint32_t roll(uint32_t n)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % n;
}

static uint32_t number_from(bis_db *db, const char *literal)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);

	return sql_step(db, s) > 0 ? (uint32_t)sql_column_int(s, 0) : 0;
}

/* Two who write and two who read, each with an index of its own. */
struct crowd {
	const struct base *b;
	bis_db *db[4];
};

static bis_db *writer(const struct crowd *c)
{
	return c->db[roll(2)];
}

static void add_some(bis_db *db)
{
	model_add(db, roll(2) != 0 ? "a" : "b", roll(600), 1 + roll(3),
		roll(3) != 0 ? BIS_CONFLICT_MERGE : BIS_CONFLICT_REPLACE, false);
}

/* The worker begins with the first segment, as it would after many. */
static void add_fed(bis_db *db)
{
	assert_ok(textindex_begin_feed(db));
	db->feed->n = SETTLE_SEGMENTS;
	model_add(db, "fed", roll(900), 1 + roll(40), BIS_CONFLICT_MERGE, false);
	assert_ok(textindex_end_feed(db, true));
}

/* The number of a unit that is there, or 0. */
static int64_t some_unit(bis_db *db)
{
	char id[24];
	int64_t number;

	snprintf(id, sizeof(id), "U%u",
		1 + roll(1 + number_from(db, "SELECT max(id) FROM unit")));
	return store_unit_find(db, id, &number) < 0 ? 0 : number;
}

static void edit_one(bis_db *db, bool keep)
{
	int64_t number = some_unit(db), document, after;
	struct unit u;
	char text[80];

	if (number == 0)
		return;
	unit_init(&u);
	assert_ok(store_begin(db, "unit edit"));
	assert_ok(store_unit_load(db, number, &u, &document));
	snprintf(text, sizeof(text), "Paragraph %u of the Treaty", roll(2000));
	buf_set(&u.variants[0].text, text);
	if (roll(4) == 0) { /* two variants alike */
		struct variant *v = unit_add(&u);
		buf_set(&v->lang, buf_str(&u.variants[0].lang));
		buf_set(&v->text, text);
	}
	u.status = roll(2) != 0 ? UNIT_REVIEWED : UNIT_UNREVIEWED;
	assert_ok(store_unit_replace(db, number, &u, document, &after));
	if (keep)
		assert_ok(store_commit(db, "edited"));
	else
		store_rollback(db);
	unit_finish(&u);
}

static int refuse(void *ctx)
{
	(void)ctx;
	return 1;
}

static void remove_one(bis_db *db, bool fails)
{
	int64_t number = some_unit(db);

	if (number == 0)
		return;
	assert_ok(store_begin(db, "unit remove"));
	assert_ok(store_unit_remove(db, number));
	sqlite3_commit_hook(db->sql, fails ? refuse : NULL, NULL);
	int rc = store_commit(db, "removed");
	assert_true(fails ? rc < 0 : rc == 0);
	sqlite3_commit_hook(db->sql, NULL, NULL);
}

static void undo_one(bis_db *db)
{
	uint32_t last = number_from(db, "SELECT max(id) FROM event");
	uint32_t back = roll(2) != 0 ? roll(12) : roll(last);

	bis_undo(db, back < last ? last - back : 1, roll(2) != 0, NULL, NULL);
}

static void purge_one(bis_db *db)
{
	struct bis_purge_report report;
	struct bis_purge_options options = { 0 };
	char unit[24];

	snprintf(unit, sizeof(unit), "U%u", 1 + roll(2000));
	options.unit = unit;
	int rc = bis_purge(db, &options, &report);
	assert_true(rc == 0 || rc == BIS_ENOTFOUND || rc == BIS_EBUSY);
}

/* The sidecar as it is now, to be put back at some time. */
static void keep_index(const struct base *b)
{
	char path[200], kept[200];

	model_index_name(b, "", path);
	model_index_name(b, ".kept", kept);
	unlink(kept);
	assert_true(link(path, kept) == 0 || errno == ENOENT);
}

static void put_index_back(const struct base *b)
{
	char path[200], kept[200];

	model_index_name(b, "", path);
	model_index_name(b, ".kept", kept);
	rename(kept, path);
}

static void remove_index(const struct base *b)
{
	char path[200];

	model_index_name(b, "", path);
	unlink(path);
}

static void tamper(const struct crowd *c)
{
	switch (roll(8)) {
	case 0:
		remove_index(c->b);
		break;
	case 1:
		keep_index(c->b);
		break;
	case 2:
		put_index_back(c->b);
		break;
	case 3:
		add_fed(writer(c));
		break;
	default:
		assert_ok(model_write_index(c->db[roll(4)]));
	}
}

static void do_something(const struct crowd *c)
{
	uint32_t kind = roll(1000);

	if (kind < 300)
		add_some(writer(c));
	else if (kind < 450)
		edit_one(writer(c), kind < 420);
	else if (kind < 600)
		remove_one(writer(c), kind >= 570);
	else if (kind < 900)
		undo_one(writer(c));
	else if (kind < 990)
		tamper(c);
	else if (kind < 998)
		purge_one(writer(c));
	else
		assert_ok(bis_db_rebuild(writer(c)));
}

/* Cheaper than to compare all. */
static void count_alive(bis_db *db)
{
	struct textindex *t;
	uint32_t n = 0;

	assert_ok(store_read_begin(db));
	assert_ok(store_textindex(db, &t));
	for (uint32_t place = 0; place < textindex_n_units(t); place++)
		n += textindex_alive(t, place);
	assert_int_equal(
		n, number_from(db, "SELECT count(*) FROM unit WHERE gone IS NULL"));
	store_read_end(db);
}

static void agrees_with_the_tables_after_anything(void **state)
{
	struct base *b = *state;
	struct crowd c = { b, { b->db } };

	for (size_t i = 1; i < 4; i++)
		c.db[i] = base_open(b, i < 2);
	random_state = 1;
	for (int i = 0; i < 3000; i++) {
		do_something(&c);
		count_alive(c.db[roll(3)]);
		if (i % 60 == 0)
			model_compare(c.db[roll(3)]);
		if (i % 300 == 0) /* far behind each time */
			model_compare(c.db[3]);
	}
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	for (size_t i = 0; i < 4; i++)
		model_compare(c.db[i]);
	for (size_t i = 1; i < 4; i++)
		bis_db_close(c.db[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			agrees_with_the_tables_after_anything, base_setup, base_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
