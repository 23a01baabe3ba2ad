/* SPDX-License-Identifier: Apache-2.0
 *
 * Spellings of one entity, within texts and across them.
 */
#include "config.h"
#include "tests/check/check-text.h"
#include "tests/find/terms.h"

static bis_scan *scan_of(bis_db *db)
{
	struct bis_check_options options = { .lang = "en", .date = "" };
	bis_scan *s;

	assert_ok(bis_scan_open(db, &options, &s));
	return s;
}

static void read_text(bis_scan *s, const char *name, const char *text)
{
	assert_ok(bis_scan_text(s, name, text, strlen(text)));
}

/* "type: form×count, form×count > proposed | …" */
static void assert_groups(bis_scan *s, bool all, const char *expected)
{
	struct buf line = BUF_INIT;
	const struct bis_scan_group *g;
	int rc;

	while ((rc = bis_scan_next(s, all, &g)) == 1) {
		buf_addf(&line, "%s%s: ", line.size > 0 ? " | " : "", g->type);
		for (size_t i = 0; i < g->n_forms; i++)
			buf_addf(&line, "%s%s×%zu", i > 0 ? ", " : "", g->forms[i].text,
				g->forms[i].count);
		if (g->proposed != NULL)
			buf_addf(&line, " > %s", g->proposed);
	}
	assert_ok(rc);
	assert_string_equal(buf_str(&line), expected);
	buf_free(&line);
}

static void groups_spellings_of_people_the_base_does_not_know(void **state)
{
	bis_scan *s = scan_of(NULL);

	(void)state;
	read_text(s, "a.txt", "Director Murod Haydarov spoke. Minister Oleg Larin came.");
	read_text(s, "b.txt",
		"Director Murod Khaidarov spoke. Murod Khaidarov left, and Mr Larin "
		"stayed.");
	assert_groups(s, false,
		"person: Murod Khaidarov×2, Murod Haydarov×1 > Murod Khaidarov");
	bis_scan_close(s);
}

static void equal_counts_propose_the_earliest(void **state)
{
	bis_scan *s = scan_of(NULL);

	(void)state;
	read_text(s, "a.txt", "Director Murod Haydarov spoke.");
	read_text(s, "b.txt", "Director Murod Khaidarov spoke.");
	assert_groups(
		s, false, "person: Murod Haydarov×1, Murod Khaidarov×1 > Murod Haydarov");
	bis_scan_close(s);
}

static void tells_where_each_form_first_stands(void **state)
{
	bis_scan *s = scan_of(NULL);
	const struct bis_scan_group *g;

	(void)state;
	read_text(s, "a.txt", "News.\n\nThen Director Murod Haydarov spoke.");
	read_text(s, "b.txt", "Director Murod Khaidarov spoke.");
	assert_int_equal(bis_scan_next(s, false, &g), 1);
	assert_int_equal(g->n_forms, 2);
	assert_string_equal(g->forms[0].file, "a.txt");
	assert_int_equal(g->forms[0].line, 3);
	assert_int_equal(g->forms[0].column, 15);
	assert_string_equal(g->forms[1].file, "b.txt");
	assert_int_equal(g->forms[1].column, 10);
	assert_null(g->approved);
	assert_string_equal(g->concept, "");
	assert_true(*g->reason != '\0');
	bis_scan_close(s);
}

static void all_shows_names_of_one_spelling_too(void **state)
{
	bis_scan *s = scan_of(NULL);

	(void)state;
	read_text(s, "a.txt", "Director Murod Haydarov spoke. Minister Oleg Larin came.");
	assert_groups(s, true, "person: Murod Haydarov×1 | person: Oleg Larin×1");
	bis_scan_close(s);
}

static int fill(void **state)
{
	if (base_setup(state) < 0)
		return -1;
	bis_db *db = ((struct base *)*state)->db;
	struct bis_form person[] = {
		{ .lang = "en", .text = "Murod Haydarov", .status = "preferred" }
	};
	struct bis_form body[] = {
		{ .lang = "en", .text = "Border Agency", .status = "preferred" },
		{ .lang = "en", .text = "Agency for the Borders", .status = "lookup" },
	};
	struct bis_concept haydarov = {
		.id = "haydarov", .type = "person", .forms = person, .n_forms = 1
	};
	struct bis_concept agency = {
		.id = "agency", .type = "body", .forms = body, .n_forms = 2
	};
	char *id = NULL;

	assert_ok(bis_term_add(db, &haydarov, NULL, NULL, &id));
	free(id);
	assert_ok(bis_term_add(db, &agency, NULL, NULL, &id));
	free(id);
	return 0;
}

static void the_reason_names_the_rule_between_the_spellings(void **state)
{
	bis_scan *s = scan_of(((struct base *)*state)->db);
	const struct bis_scan_group *g;

	read_text(s, "a.txt", "Director Murod Khaidarov spoke.");
	read_text(s, "b.txt", "Director MUROD HAYDAROV spoke.");
	assert_int_equal(bis_scan_next(s, false, &g), 1);
	assert_int_equal(g->n_forms, 2);
	assert_non_null(strstr(g->reason, "kh"));
	assert_false(g->forms[0].approved);
	assert_true(g->forms[1].approved); /* capitals are no other spelling */
	bis_scan_close(s);
}

static void with_a_base_the_approved_form_is_proposed(void **state)
{
	bis_scan *s = scan_of(((struct base *)*state)->db);

	read_text(
		s, "a.txt", "Director Murod Khaidarov spoke, and Murod Khaidarov left.");
	read_text(s, "b.txt", "Director Murod Haydarov spoke.");
	assert_groups(
		s, false, "person: Murod Khaidarov×2, Murod Haydarov×1 > Murod Haydarov");
	bis_scan_close(s);
}

static void bodies_are_grouped_by_what_the_base_has_of_them(void **state)
{
	bis_scan *s = scan_of(((struct base *)*state)->db);

	read_text(s, "a.txt", "The Border Agency met. The BORDER AGENCY spoke.");
	read_text(s, "b.txt", "The Agency for the Borders met.");
	assert_groups(s, false,
		"body: Border Agency×2, Agency for the Borders×1 > Border Agency");
	bis_scan_close(s);
}

static void reads_no_more_once_it_was_shown(void **state)
{
	bis_scan *s = scan_of(NULL);
	const struct bis_scan_group *g;

	(void)state;
	assert_int_equal(bis_scan_next(s, true, &g), 0);
	assert_fails(bis_scan_text(s, "a", "b", 1), BIS_EUSAGE, "reads no more");
	bis_scan_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_spellings_of_people_the_base_does_not_know),
		cmocka_unit_test(equal_counts_propose_the_earliest),
		cmocka_unit_test(tells_where_each_form_first_stands),
		cmocka_unit_test(all_shows_names_of_one_spelling_too),
		cmocka_unit_test_setup_teardown(
			the_reason_names_the_rule_between_the_spellings, fill,
			base_teardown),
		cmocka_unit_test_setup_teardown(
			with_a_base_the_approved_form_is_proposed, fill, base_teardown),
		cmocka_unit_test_setup_teardown(
			bodies_are_grouped_by_what_the_base_has_of_them, fill,
			base_teardown),
		cmocka_unit_test(reads_no_more_once_it_was_shown),
	};

	return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
