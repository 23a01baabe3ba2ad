/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include "bisotun/memory.h"

static const struct bis_variant greeting[] = {
	{ .lang = "en", .text = "Good day" },
	{ .lang = "ru_RU", .text = "Добрый день" },
};

static char *add(bis_db *db, const struct bis_variant *variants, size_t n)
{
	const struct bis_unit unit = {
		.tuid = "tu-7", .variants = variants, .n_variants = n, .reviewed = true
	};
	char *id = NULL;

	assert_ok(bis_unit_add(db, &unit, &id));
	assert_non_null(id);
	return id;
}

static struct bis_unit *get(bis_db *db, const char *id)
{
	struct bis_unit *unit;

	assert_ok(bis_unit_get(db, id, &unit));
	return unit;
}

static void gone(bis_db *db, const char *id)
{
	struct bis_unit *unit;

	assert_fails(bis_unit_get(db, id, &unit), BIS_ENOTFOUND, id);
}

static void adds_a_unit(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	struct bis_unit *unit = get(b->db, id);

	assert_string_equal(unit->tuid, "tu-7");
	assert_string_equal(unit->origin, "by anna");
	assert_true(unit->reviewed);
	assert_int_equal(strlen(unit->date), 10);
	assert_int_equal(unit->n_variants, 2);
	assert_string_equal(unit->variants[1].lang, "ru-RU");
	assert_string_equal(unit->variants[1].text, "Добрый день");
	bis_unit_free(unit);
	free(id);
}

static void adds_an_equal_unit_beside_the_first(void **state)
{
	struct base *b = *state;
	char *first = add(b->db, greeting, 2), *second = add(b->db, greeting, 2);

	assert_string_not_equal(first, second);
	assert_int_equal(base_count(b->db), 2);
	free(first);
	free(second);
}

static void puts_a_unit_under_the_origin_given(void **state)
{
	struct base *b = *state;
	const struct bis_unit unit = {
		.origin = "office", .variants = greeting, .n_variants = 1
	};
	char *id;

	assert_ok(bis_unit_add(b->db, &unit, &id));
	struct bis_unit *found = get(b->db, id);
	assert_string_equal(found->origin, "office");
	assert_false(found->reviewed);
	bis_unit_free(found);
	free(id);
}

static void refuses_what_is_no_unit(void **state)
{
	struct base *b = *state;
	static const struct {
		struct bis_variant variant;
		const char *said;
	} wrong[] = {
		{ { .lang = "en" }, "a language and a text" },
		{ { .text = "x" }, "a language and a text" },
		{ { .lang = "en", .text = "" }, "needs a text" },
		{ { .lang = "no such tag at all!", .text = "x" }, "" },
		{ { .lang = "en", .text = "\xff" }, "not UTF-8" },
		{ { .lang = "en", .text = "a\x02" }, "U+0002" },
		{ { .lang = "en", .text = "a", .markup = "b<ph/>" },
			"without its codes" },
	};
	char *id;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const struct bis_unit unit = { .variants = &wrong[i].variant,
			.n_variants = 1 };
		assert_fails(bis_unit_add(b->db, &unit, &id), BIS_EUSAGE, wrong[i].said);
		assert_null(id);
	}
	assert_fails(bis_unit_add(b->db, &(struct bis_unit){ 0 }, &id), BIS_EUSAGE,
		"at least one variant");
	assert_int_equal(base_count(b->db), 0);
}

static void keeps_codes(void **state)
{
	struct base *b = *state;
	static const struct bis_variant coded[] = { { .lang = "en",
		.text = "a & b",
		.markup = "<bpt i=\"1\">&lt;b></bpt>a &amp; b<ept i='1'/>" } };
	char *id = add(b->db, coded, 1);
	struct bis_unit *unit = get(b->db, id);

	assert_string_equal(unit->variants[0].text, "a & b");
	assert_string_equal(unit->variants[0].markup,
		"<bpt i=\"1\">&lt;b&gt;</bpt>a &amp; b<ept i=\"1\"/>");
	bis_unit_free(unit);
	free(id);
}

static char *edited(bis_db *db, const char *id, const struct bis_variant_edit *variants,
	size_t n, int reviewed)
{
	const struct bis_unit_edit edit = { variants, n, reviewed };
	char *new_id = NULL;

	assert_ok(bis_unit_edit(db, id, &edit, &new_id));
	return new_id;
}

static char *with_text(
	bis_db *db, const char *id, const char *lang, const char *text, int reviewed)
{
	const struct bis_variant_edit variant = { .lang = lang, .text = text };

	return edited(db, id, &variant, 1, reviewed);
}

static void an_edit_leaves_the_old_unit_in_the_history(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	char *new_id = with_text(b->db, id, "ru", "Здравствуйте", -1);
	struct bis_unit *unit = get(b->db, new_id);

	gone(b->db, id);
	assert_string_equal(unit->variants[0].text, "Good day");
	assert_string_equal(unit->variants[1].lang, "ru-RU");
	assert_string_equal(unit->variants[1].text, "Здравствуйте");
	assert_string_equal(unit->tuid, "tu-7");
	assert_true(unit->reviewed);
	bis_unit_free(unit);
	free(id);
	free(new_id);
}

static void an_edit_can_be_undone_and_that_too(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	char *new_id = with_text(b->db, id, "en", "Hello", 0);
	int64_t event = bis_db_last_event(b->db);

	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	int64_t undo = bis_db_last_event(b->db);
	gone(b->db, new_id);
	bis_unit_free(get(b->db, id));
	assert_ok(bis_undo(b->db, undo, false, NULL, NULL));
	gone(b->db, id);
	struct bis_unit *unit = get(b->db, new_id);
	assert_string_equal(unit->variants[0].text, "Hello");
	assert_false(unit->reviewed);
	bis_unit_free(unit);
	free(id);
	free(new_id);
}

static void an_addition_that_was_edited_is_not_simply_undone(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	int64_t event = bis_db_last_event(b->db);
	char *new_id = edited(b->db, id, NULL, 0, 0);

	assert_fails(bis_undo(b->db, event, false, NULL, NULL), BIS_ECONFLICT, "changed");
	free(id);
	free(new_id);
}

static void an_edit_that_changes_nothing_is_no_event(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	char *new_id = with_text(b->db, id, "en", "Good day", 1);

	assert_string_equal(id, new_id);
	assert_int_equal(bis_db_last_event(b->db), 0);
	free(id);
	free(new_id);
}

static void adds_and_takes_away_variants(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	char *second = with_text(b->db, id, "zh_CN", "你好", -1);
	struct bis_unit *unit = get(b->db, second);

	assert_int_equal(unit->n_variants, 3);
	assert_string_equal(unit->variants[2].lang, "zh-CN");
	bis_unit_free(unit);
	char *third = edited(b->db, second,
		&(struct bis_variant_edit){ .lang = "en", .remove = true }, 1, -1);
	unit = get(b->db, third);
	assert_int_equal(unit->n_variants, 2);
	assert_string_equal(unit->variants[0].text, "Добрый день");
	bis_unit_free(unit);
	free(id);
	free(second);
	free(third);
}

static void many_changes_are_one_event(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	int64_t before = bis_db_last_event(b->db);
	const struct bis_variant_edit variants[] = {
		{ .lang = "ru", .remove = true },
		{ .lang = "en", .text = "Hello" },
		{ .lang = "zh", .text = "你好" },
	};
	char *new_id = edited(b->db, id, variants, 3, 0);
	int64_t event = bis_db_last_event(b->db);
	struct bis_unit *unit = get(b->db, new_id);

	assert_int_equal(event, before + 1);
	assert_int_equal(unit->n_variants, 2);
	assert_string_equal(unit->variants[0].text, "Hello");
	assert_string_equal(unit->variants[1].text, "你好");
	assert_false(unit->reviewed);
	bis_unit_free(unit);
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	unit = get(b->db, id);
	assert_string_equal(unit->variants[0].text, "Good day");
	assert_string_equal(unit->variants[1].text, "Добрый день");
	assert_true(unit->reviewed);
	bis_unit_free(unit);
	free(id);
	free(new_id);
}

/* Where one of the changes can't be made, none is. */
static void an_edit_is_done_whole_or_not_at_all(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2), *none;
	const struct bis_variant_edit variants[] = {
		{ .lang = "en", .text = "Hello" },
		{ .lang = "zh", .remove = true },
	};

	assert_fails(bis_unit_edit(b->db, id,
			     &(struct bis_unit_edit){ variants, 2, -1 }, &none),
		BIS_ENOTFOUND, "no variant in zh");
	struct bis_unit *unit = get(b->db, id);
	assert_string_equal(unit->variants[0].text, "Good day");
	bis_unit_free(unit);
	free(id);
}

static void the_only_variant_can_give_way_to_another(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 1);
	const struct bis_variant_edit variants[] = {
		{ .lang = "en", .remove = true },
		{ .lang = "zh", .text = "你好" },
	};
	char *new_id = edited(b->db, id, variants, 2, -1);
	struct bis_unit *unit = get(b->db, new_id);

	assert_int_equal(unit->n_variants, 1);
	assert_string_equal(unit->variants[0].lang, "zh");
	assert_string_equal(unit->variants[0].text, "你好");
	assert_string_equal(unit->variants[0].markup, "");
	bis_unit_free(unit);
	free(id);
	free(new_id);
}

static void refuses_edits_that_cannot_be(void **state)
{
	struct base *b = *state;
	static const struct {
		struct bis_variant_edit variant;
		int code;
		const char *unit, *said;
	} wrong[] = {
		{ { .lang = "en", .remove = true }, BIS_EUSAGE, "U1", "last variant" },
		{ { .lang = "ru", .remove = true }, BIS_ENOTFOUND, "U1",
			"no variant in ru" },
		{ { .text = "x" }, BIS_EUSAGE, "U1", "which variant" },
		{ { .lang = "en" }, BIS_EUSAGE, "U1", "needs a text" },
		{ { .lang = "en", .text = "x" }, BIS_ENOTFOUND, "U999", "U999" },
	};
	char *id = add(b->db, greeting, 1), *none;

	assert_string_equal(id, "U1");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const struct bis_unit_edit edit = { &wrong[i].variant, 1, -1 };
		assert_fails(bis_unit_edit(b->db, wrong[i].unit, &edit, &none),
			wrong[i].code, wrong[i].said);
		assert_null(none);
	}
	bis_unit_free(get(b->db, id));
	free(id);
}

static void removes_once(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);

	assert_ok(bis_unit_remove(b->db, id));
	int64_t event = bis_db_last_event(b->db);
	assert_true(event > 0);
	gone(b->db, id);
	assert_fails(bis_unit_remove(b->db, id), BIS_ENOTFOUND, id);
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	bis_unit_free(get(b->db, id));
	free(id);
}

static void the_history_tells_of_each(void **state)
{
	struct base *b = *state;
	char *id = add(b->db, greeting, 2);
	const struct bis_event *event;
	bis_log *log;

	assert_ok(bis_unit_remove(b->db, id));
	assert_ok(bis_log_open(b->db, &(struct bis_log_options){ .unit = id }, &log));
	assert_int_equal(bis_log_next(log, &event), 1);
	assert_string_equal(event->what, "unit remove");
	assert_string_equal(event->summary, "unit U1 removed");
	assert_int_equal(bis_log_next(log, &event), 1);
	assert_string_equal(event->summary, "unit U1 added");
	bis_log_close(log);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	free(id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(adds_a_unit),
		TEST(adds_an_equal_unit_beside_the_first),
		TEST(puts_a_unit_under_the_origin_given),
		TEST(refuses_what_is_no_unit),
		TEST(keeps_codes),
		TEST(an_edit_leaves_the_old_unit_in_the_history),
		TEST(an_edit_can_be_undone_and_that_too),
		TEST(an_addition_that_was_edited_is_not_simply_undone),
		TEST(an_edit_that_changes_nothing_is_no_event),
		TEST(adds_and_takes_away_variants),
		TEST(many_changes_are_one_event),
		TEST(an_edit_is_done_whole_or_not_at_all),
		TEST(the_only_variant_can_give_way_to_another),
		TEST(refuses_edits_that_cannot_be),
		TEST(removes_once),
		TEST(the_history_tells_of_each),
	};

	return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
