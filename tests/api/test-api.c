/* SPDX-License-Identifier: Apache-2.0
 *
 * The library as others use it: public headers, the shared library, nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <bisotun/bisotun.h>

#define assert_ok(expression)                                          \
	do {                                                           \
		long long rc_ = (long long)(expression);               \
		if (rc_ < 0)                                           \
			fail_msg("%s gave %lld: %s", #expression, rc_, \
				bis_error_message());                  \
	} while (0)

/* A database in a folder of its own. */
struct base {
	char folder[64], path[128], copy[128];
	bis_db *db;
};

static int set_up(void **state)
{
	struct base *b = calloc(1, sizeof(*b));

	if (b == NULL)
		return -1;
	*state = b;
	strcpy(b->folder, "/tmp/bisotun-api-XXXXXX");
	if (mkdtemp(b->folder) == NULL)
		return -1;
	snprintf(b->path, sizeof(b->path), "%s/names.db", b->folder);
	snprintf(b->copy, sizeof(b->copy), "%s/copy.db", b->folder);
	return bis_db_open(b->path,
		&(struct bis_open_options){ .write = true, .user = "anna" }, &b->db);
}

static int tear_down(void **state)
{
	struct base *b = *state;
	char command[128];

	bis_db_close(b->db);
	snprintf(command, sizeof(command), "rm -rf '%s'", b->folder);
	int rc = system(command);
	free(b);
	return rc;
}

static const struct bis_form forms[] = {
	{ .lang = "en", .text = "Drug Control Agency", .status = "preferred" },
	{ .lang = "ru", .text = "Агентство по контролю за наркотиками" },
	{ .lang = "zh_CN", .text = "麻醉品管制署", .valid_from = "2004-06" },
};

static const struct bis_concept agency = {
	.id = "dca", .type = "body", .forms = forms, .n_forms = 3
};

static void add_agency(struct base *b)
{
	char *id = NULL;

	assert_ok(bis_term_add(b->db, &agency, NULL, NULL, &id));
	assert_string_equal(id, "dca");
	free(id);
}

static size_t n_found(struct base *b, const char *text)
{
	bis_hits *hits = NULL;
	const struct bis_concept *c;
	size_t n = 0;
	int rc;

	assert_ok(bis_lookup(b->db, &(struct bis_lookup_options){ 0 }, text, &hits));
	while ((rc = bis_hits_next(hits, &c)) > 0)
		n++;
	assert_int_equal(rc, 0);
	bis_hits_close(hits);
	return n;
}

static void finds_nothing_in_an_empty_base(void **state)
{
	assert_int_equal(n_found(*state, "Drug Control Agency"), 0);
}

static void finds_a_concept_by_any_of_its_forms(void **state)
{
	struct base *b = *state;

	add_agency(b);
	assert_int_equal(n_found(b, "drug control agency"), 1);
	assert_int_equal(n_found(b, "агентство по контролю за наркотиками"), 1);
	assert_int_equal(n_found(b, "麻醉品管制署"), 1);
}

static void gives_a_concept_back_as_it_was_added(void **state)
{
	struct base *b = *state;
	struct bis_concept *c = NULL;

	add_agency(b);
	assert_ok(bis_concept_get(b->db, "dca", NULL, &c));
	assert_string_equal(c->type, "body");
	assert_int_equal(c->n_forms, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_non_null(c->forms[i].note);
		if (strcmp(c->forms[i].lang, "ru") == 0)
			assert_string_equal(c->forms[i].status, "proposed");
		if (strncmp(c->forms[i].lang, "zh", 2) == 0)
			assert_string_equal(c->forms[i].valid_from, "2004-06");
	}
	bis_concept_free(c);
}

static void takes_an_edit_back(void **state)
{
	struct base *b = *state;
	int64_t event;

	add_agency(b);
	event = bis_db_last_event(b->db);
	assert_true(event > 0);
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	assert_int_equal(n_found(b, "drug control agency"), 0);
}

static void says_what_is_not_there(void **state)
{
	struct base *b = *state;
	struct bis_concept *c = (struct bis_concept *)b;
	struct bis_unit *u = NULL;

	assert_int_equal(bis_concept_get(b->db, "nobody", NULL, &c), BIS_ENOTFOUND);
	assert_null(c);
	assert_non_null(strstr(bis_error_message(), "nobody"));
	assert_int_equal(bis_unit_get(b->db, "U1", &u), BIS_ENOTFOUND);
	assert_int_equal(bis_undo(b->db, 99, false, NULL, NULL), BIS_ENOTFOUND);
}

static void refuses_text_that_is_not_utf8(void **state)
{
	struct base *b = *state;
	bis_hits *hits = NULL;

	assert_int_equal(
		bis_lookup(b->db, &(struct bis_lookup_options){ 0 }, "a\xFF", &hits),
		BIS_EFORMAT);
	assert_null(hits);
	assert_int_equal(bis_text_valid("a\xFF", 2), 1);
}

static void changes_nothing_in_a_dry_run(void **state)
{
	struct base *b = *state;
	struct base dry = *b;
	char *id = NULL;

	dry.db = NULL;
	assert_ok(bis_db_open(b->path,
		&(struct bis_open_options){ .write = true, .dry_run = true }, &dry.db));
	assert_ok(bis_term_add(dry.db, &agency, NULL, NULL, &id));
	assert_int_equal(bis_db_last_event(dry.db), 0);
	free(id);
	bis_db_close(dry.db);
	assert_int_equal(n_found(b, "drug control agency"), 0);
}

static void copies_and_verifies(void **state)
{
	struct base *b = *state;
	bis_db *copy = NULL;
	const struct bis_info *info;

	add_agency(b);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	assert_ok(bis_db_backup(b->db, b->copy));
	assert_true(bis_db_backup(b->db, b->copy) < 0);
	assert_ok(bis_db_open(b->copy, &(struct bis_open_options){ 0 }, &copy));
	assert_ok(bis_db_info(copy, &info));
	assert_int_equal(info->concepts, 1);
	assert_int_equal(info->forms, 3);
	bis_db_close(copy);
}

static void knows_languages_and_widths(void **state)
{
	char tag[64];

	(void)state;
	assert_ok(bis_lang_canonical("ZH_cn", tag));
	assert_string_equal(tag, "zh-CN");
	assert_int_equal(bis_lang_canonical("no language", tag), BIS_EUSAGE);
	assert_int_equal(bis_text_width("缉毒", strlen("缉毒")), 4);
	assert_true(bis_lang_is_rtl("fa"));
	assert_false(bis_lang_is_rtl("tg"));
}

static void names_formats_that_can_be_used(void **state)
{
	const struct bis_format *f;
	size_t n = 0;

	(void)state;
	for (; (f = bis_format_at(n)) != NULL; n++) {
		assert_true(f->units || f->concepts);
		assert_true(f->reads || f->writes);
		assert_true(f->name[0] != '\0' && f->title[0] != '\0');
	}
	assert_true(n > 0);
	assert_null(bis_format_at(n + 1));
}

static void takes_nothing_to_be_freed(void **state)
{
	(void)state;
	bis_db_close(NULL);
	bis_hits_close(NULL);
	bis_concept_free(NULL);
	bis_unit_free(NULL);
	bis_stats_close(NULL);
	bis_log_close(NULL);
	bis_import_free(NULL);
	bis_export_free(NULL);
}

static void is_of_the_version_it_was_built_as(void **state)
{
	char version[32];

	(void)state;
	snprintf(version, sizeof(version), "%d.%d.%d", BIS_VERSION_MAJOR,
		BIS_VERSION_MINOR, BIS_VERSION_PATCH);
	assert_string_equal(bis_version(), version);
	assert_true(bis_schema_version() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			finds_nothing_in_an_empty_base, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			finds_a_concept_by_any_of_its_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			gives_a_concept_back_as_it_was_added, set_up, tear_down),
		cmocka_unit_test_setup_teardown(takes_an_edit_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			says_what_is_not_there, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			refuses_text_that_is_not_utf8, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			changes_nothing_in_a_dry_run, set_up, tear_down),
		cmocka_unit_test_setup_teardown(copies_and_verifies, set_up, tear_down),
		cmocka_unit_test(knows_languages_and_widths),
		cmocka_unit_test(names_formats_that_can_be_used),
		cmocka_unit_test(takes_nothing_to_be_freed),
		cmocka_unit_test(is_of_the_version_it_was_built_as),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
