/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "termbase/merge.h"

static struct form *add(struct concept *c, const char *lang, const char *text)
{
	struct form *f = section_add_form(concept_section(c, lang));

	buf_set(&f->text, text);
	return f;
}

static struct relation *relate(
	struct concept *c, const char *target, const char *from, const char *to)
{
	struct relation *r = concept_add_relation(c);

	r->kind = RELATION_HOLDS;
	buf_set(&r->target, target);
	buf_set(&r->from, from);
	buf_set(&r->to, to);
	return r;
}

struct two {
	struct concept into, from;
	struct merge_report report;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct two));
	return 0;
}

static int teardown(void **state)
{
	struct two *t = *state;

	concept_finish(&t->into);
	concept_finish(&t->from);
	merge_report_finish(&t->report);
	free(t);
	return 0;
}

/* Merges, and again: the second time changes nothing. */
static void merge(struct two *t)
{
	struct merge_report again = { 0 };

	assert_ok(concept_merge(&t->into, &t->from, &t->report));
	assert_ok(concept_merge(&t->into, &t->from, &again));
	assert_false(again.changed);
	assert_int_equal(again.n_differing, t->report.n_differing);
	merge_report_finish(&again);
}

static void adds_what_is_new_and_fills_what_is_empty(void **state)
{
	struct two *t = *state;

	buf_set(&t->into.subject, "law");
	add(&t->into, "en", "one");
	buf_set(&t->from.definition, "a number");
	buf_set(&add(&t->from, "en", "one")->source, "book");
	add(&t->from, "en", "unity");
	add(&t->from, "ru", "один");
	merge(t);
	assert_true(t->report.changed);
	assert_int_equal(t->report.n_differing, 0);
	assert_int_equal(t->report.sections, 1);
	assert_int_equal(t->report.forms, 2);
	assert_string_equal(buf_str(&t->into.subject), "law");
	assert_string_equal(buf_str(&t->into.definition), "a number");
	assert_string_equal(buf_str(&t->into.sections[0].forms[0].source), "book");
}

static void keeps_what_is_contradicted_and_tells(void **state)
{
	struct two *t = *state;

	buf_set(&t->into.definition, "first");
	buf_set(&t->from.definition, "second");
	add(&t->into, "en", "x")->status = STATUS_PREFERRED;
	add(&t->from, "en", "x")->status = STATUS_OBSOLETE;
	t->into.sections[0].forms[0].reliability = 4;
	t->from.sections[0].forms[0].reliability = 1;
	merge(t);
	assert_false(t->report.changed);
	assert_int_equal(t->report.n_differing, 3);
	assert_string_equal(buf_str(&t->report.differing),
		"definition, status of “x” (en), reliability of “x” (en)");
	assert_string_equal(buf_str(&t->into.definition), "first");
	assert_int_equal(t->into.sections[0].forms[0].status, STATUS_PREFERRED);
}

static void an_unmarked_record_contradicts_nothing(void **state)
{
	struct two *t = *state;
	struct form *f = add(&t->into, "en", "x");

	t->into.kind = KIND_PERSON;
	f->status = STATUS_PREFERRED;
	f->kind = FORM_SHORT;
	add(&t->from, "en", "x");
	merge(t);
	assert_int_equal(t->report.n_differing, 0);
	assert_false(t->report.changed);
}

static void one_language_in_two_spellings_is_one(void **state)
{
	struct two *t = *state;

	add(&t->into, "zh-CN", "一");
	add(&t->from, "ZH_cn", "一");
	add(&t->from, "ZH_cn", "壹");
	merge(t);
	assert_int_equal(t->into.n_sections, 1);
	assert_int_equal(t->into.sections[0].n_forms, 2);
}

static void equal_texts_are_matched_by_kind_and_counted(void **state)
{
	struct two *t = *state;

	add(&t->into, "en", "UN");
	add(&t->into, "en", "UN")->kind = FORM_ACRONYM;
	struct form *f = add(&t->from, "en", "UN");
	f->kind = FORM_ACRONYM;
	buf_set(&f->note, "here");
	add(&t->from, "en", "UN");
	add(&t->from, "en", "UN");
	merge(t);
	assert_int_equal(t->report.n_differing, 0);
	assert_int_equal(t->into.sections[0].n_forms, 3);
	assert_string_equal(buf_str(&t->into.sections[0].forms[1].note), "here");
}

static void relations_are_one_if_they_begin_together(void **state)
{
	struct two *t = *state;

	relate(&t->into, "undated", "", "");
	relate(&t->into, "office", "2001", "");
	relate(&t->from, "undated", "2010", "2012");
	relate(&t->from, "undated", "2014", "");
	relate(&t->from, "office", "2001", "2005");
	relate(&t->from, "office", "2009", "");
	relate(&t->from, "office", "", "");
	merge(t);
	assert_int_equal(t->report.n_differing, 0);
	assert_int_equal(t->into.n_relations, 4);
	assert_string_equal(buf_str(&t->into.relations[0].from), "2010");
	assert_string_equal(buf_str(&t->into.relations[1].to), "2005");
	assert_string_equal(buf_str(&t->into.relations[2].from), "2014");
	assert_string_equal(buf_str(&t->into.relations[3].from), "2009");
}

static void large_records_take_little_time(void **state)
{
	struct two *t = *state;
	char text[32];

	for (int i = 0; i < 20000; i++) {
		snprintf(text, sizeof(text), "form %d", i);
		add(&t->into, "en", i % 2 == 0 ? text : "the same");
		add(&t->from, "en", i % 2 == 0 ? "the same" : text);
	}
	assert_ok(concept_merge(&t->into, &t->from, &t->report));
	assert_int_equal(t->into.sections[0].n_forms, 30000);
}

#define WITH_TWO(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_TWO(adds_what_is_new_and_fills_what_is_empty),
		WITH_TWO(keeps_what_is_contradicted_and_tells),
		WITH_TWO(an_unmarked_record_contradicts_nothing),
		WITH_TWO(one_language_in_two_spellings_is_one),
		WITH_TWO(equal_texts_are_matched_by_kind_and_counted),
		WITH_TWO(relations_are_one_if_they_begin_together),
		WITH_TWO(large_records_take_little_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
