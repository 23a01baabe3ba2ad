/* SPDX-License-Identifier: Apache-2.0
 *
 * What terminologists do to a record; what they do to the base is in tests/edit/test-terms.c.
 */
#include "config.h"
#include "tests/test.h"

#include "termbase/edit.h"

static struct form *add(
	struct concept *c, const char *lang, const char *text, enum form_status status)
{
	struct form *f = section_add_form(concept_section(c, lang));

	buf_set(&f->text, text);
	f->status = status;
	return f;
}

static int setup(void **state)
{
	struct concept *c = calloc(1, sizeof(*c));

	buf_set(&c->id, "akn");
	add(c, "en-gb", "Agency", STATUS_PREFERRED); /* as its file writes it */
	add(c, "en-gb", "Bureau", STATUS_PROPOSED)->id = 5;
	add(c, "ru", "Агентство", STATUS_PROPOSED);
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	concept_finish(*state);
	free(*state);
	return 0;
}

static void languages_are_selected_however_they_are_spelt(void **state)
{
	struct concept *c = *state;
	const struct bis_form_select which = { .lang = "EN_gb", .text = "Bureau" };
	struct edited done;

	assert_ok(edit_deprecate(c, &which, NULL, &done));
	assert_int_equal(done.forms, 1);
	assert_string_equal(done.text, "Bureau");
	assert_int_equal(c->sections[0].forms[1].status, STATUS_DEPRECATED);
	assert_int_equal(c->sections[0].forms[0].status, STATUS_PREFERRED);
}

static void a_new_form_joins_its_language(void **state)
{
	struct concept *c = *state;
	const struct bis_form f = { .lang = "en-GB", .text = "Office", .kind = "short" };

	assert_ok(edit_add_form(c, &f));
	assert_int_equal(c->n_sections, 2);
	assert_int_equal(c->sections[0].n_forms, 3);
	assert_int_equal(c->sections[0].forms[2].kind, FORM_SHORT);
	assert_fails(edit_add_form(c, &f), BIS_ECONFLICT, "there already");
}

static void another_text_is_no_longer_what_the_markup_said(void **state)
{
	struct concept *c = *state;
	struct form *f = &c->sections[0].forms[1];
	const struct bis_form_select which = { .form = 5 };
	struct bis_term_edit edit = {
		.form = &which, .text = "Bureau", .reliability = -1
	};
	struct edited done;

	f->tagged = true;
	buf_set(&f->markup, "<hi>Bureau</hi>");
	assert_ok(edit_apply(c, &edit, &done));
	assert_true(f->tagged);
	edit.text = "The Bureau";
	assert_ok(edit_apply(c, &edit, &done));
	assert_false(f->tagged);
	assert_string_equal(buf_str(&f->text), "The Bureau");
}

static void approval_names_who_and_when_until_it_is_taken_back(void **state)
{
	struct concept *c = *state;
	const struct bis_form_select which = { .form = 5 };
	const struct bis_term_edit back = {
		.form = &which, .status = "proposed", .reliability = -1
	};
	struct edited done;
	struct form *f = &c->sections[0].forms[1];

	assert_ok(edit_approve(c, &which, NULL, "anna", "2026-11-21", &done));
	assert_int_equal(f->status, STATUS_PREFERRED);
	assert_int_equal(c->sections[0].forms[0].status, STATUS_ADMITTED);
	assert_string_equal(buf_str(&f->approved_by), "anna");
	assert_string_equal(buf_str(&f->approved_at), "2026-11-21");
	assert_ok(edit_apply(c, &back, &done));
	assert_int_equal(f->approved_by.size + f->approved_at.size, 0);
}

static void approving_all_means_what_is_proposed(void **state)
{
	struct concept *c = *state;
	struct edited done;

	assert_ok(edit_approve(c, NULL, "admitted", "anna", "2026-11-21", &done));
	assert_int_equal(done.forms, 2);
	assert_int_equal(c->sections[0].forms[0].status, STATUS_PREFERRED);
	assert_fails(edit_approve(c, NULL, NULL, "anna", "2026-11-21", &done),
		BIS_ENOTFOUND, "akn has no proposed form");
}

static void a_language_without_forms_goes(void **state)
{
	struct concept *c = *state;
	const struct bis_form_select en = { .lang = "en-GB" },
				     ru = { .text = "Агентство" };
	struct edited done;

	assert_ok(edit_remove_forms(c, &en, &done));
	assert_int_equal(done.forms, 2);
	assert_string_equal(done.text, "Agency");
	assert_int_equal(c->n_sections, 1);
	assert_string_equal(buf_str(&c->sections[0].lang), "ru");
	assert_fails(edit_remove_forms(c, &ru, &done), BIS_EUSAGE, "remove the concept");
}

static void relations_have_both_ends_and_an_order_of_dates(void **state)
{
	struct concept *c = *state;
	const struct bis_link good = { .from = "2001", .to = "2001-05" };
	const struct bis_link bad = { .from = "2001-06", .to = "2001-05" };
	size_t n;

	assert_ok(edit_add_relation(c, RELATION_HOLDS, "office", &good));
	assert_fails(edit_add_relation(c, RELATION_HOLDS, "office", &good), BIS_ECONFLICT,
		"already");
	assert_fails(
		edit_add_relation(c, RELATION_HOLDS, "", &good), BIS_EUSAGE, "lead to");
	assert_ok(edit_remove_relation(c, RELATION_SUCCEEDS, "office", NULL, &n));
	assert_int_equal(n, 0);
	assert_ok(edit_remove_relation(c, RELATION_HOLDS, "office", "2001", &n));
	assert_int_equal(n, 1);
	assert_int_equal(c->n_relations, 0);
	assert_fails(edit_add_relation(c, RELATION_HOLDS, "office", &bad), BIS_EUSAGE,
		"ends before");
}

#define WITH_CONCEPT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CONCEPT(languages_are_selected_however_they_are_spelt),
		WITH_CONCEPT(a_new_form_joins_its_language),
		WITH_CONCEPT(another_text_is_no_longer_what_the_markup_said),
		WITH_CONCEPT(approval_names_who_and_when_until_it_is_taken_back),
		WITH_CONCEPT(approving_all_means_what_is_proposed),
		WITH_CONCEPT(a_language_without_forms_goes),
		WITH_CONCEPT(relations_have_both_ends_and_an_order_of_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
