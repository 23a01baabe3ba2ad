/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "termbase/concept.h"

static void a_record_is_used_again_without_anything_left_over(void **state)
{
	struct concept c;

	(void)state;
	concept_init(&c);
	buf_adds(&c.id, "one");
	c.kind = KIND_OFFICE;
	struct form *f = section_add_form(concept_section(&c, "en"));
	buf_adds(&f->text, "text");
	f->id = 7;
	f->tagged = f->grouped = true;
	f->status = STATUS_OBSOLETE;
	f->kind = FORM_SHORT;
	f->reliability = 4;
	concept_add_relation(&c)->kind = RELATION_SUCCEEDS;
	assert_int_equal(concept_size(&c), strlen("one") + strlen("en") + strlen("text"));
	concept_reset(&c);
	assert_int_equal(concept_size(&c), 0);
	assert_int_equal(c.n_sections, 0);
	f = section_add_form(concept_section(&c, "ru"));
	assert_int_equal(f->text.size, 0);
	assert_true(f->id == 0 && !f->tagged && !f->grouped && f->reliability == 0);
	assert_int_equal(f->status, STATUS_PROPOSED);
	assert_int_equal(f->kind, FORM_FULL);
	assert_int_equal(c.kind, KIND_TERM);
	assert_int_equal(concept_add_relation(&c)->kind, RELATION_HOLDS);
	assert_true(concept_ok(&c));
	concept_finish(&c);
}

static void a_language_has_one_section_however_often_it_is_asked_for(void **state)
{
	struct concept c = { 0 };

	(void)state;
	for (int i = 0; i < 20; i++) {
		char lang[8];
		snprintf(lang, sizeof(lang), "x%d", i % 10);
		buf_adds(&section_add_form(concept_section(&c, lang))->text, "t");
	}
	assert_int_equal(c.n_sections, 10);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(c.sections[i].n_forms, 2);
	concept_finish(&c);
}

static void words_lead_back_to_their_values(void **state)
{
	(void)state;
	for (int i = 0; i < N_KINDS; i++)
		assert_int_equal(kind_of_name(kind_name((enum concept_kind)i)), i);
	for (int i = 0; i < N_STATUSES; i++)
		assert_int_equal(status_of_name(status_name((enum form_status)i)), i);
	for (int i = 0; i < N_FORM_KINDS; i++)
		assert_int_equal(form_kind_of_name(form_kind_name((enum form_kind)i)), i);
	for (int i = 0; i < N_RELATION_KINDS; i++)
		assert_int_equal(
			relation_of_name(relation_name((enum relation_kind)i)), i);
	assert_int_equal(status_of_name("Preferred"), -1);
	assert_int_equal(kind_of_name(""), -1);
	assert_string_equal(kind_name(KIND_PERSON), "person");
	assert_string_equal(relation_name(RELATION_NOT_SAME), "not-same-as");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_used_again_without_anything_left_over),
		cmocka_unit_test(
			a_language_has_one_section_however_often_it_is_asked_for),
		cmocka_unit_test(words_lead_back_to_their_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
