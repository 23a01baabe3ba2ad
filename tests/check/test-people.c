/* SPDX-License-Identifier: Apache-2.0
 *
 * The cases of tests/data/cases/people.cases: who is named in a text, and who is one with
 * whom.
 */
#include "config.h"
#include "tests/check/check-text.h"
#include "tests/text/cases.h"

#include "src/check/people-store.h"
#include "src/check/reading.h"

/* "name group; name group", groups counted as they are met. */
static void people_line(const struct reading *r, struct buf *out)
{
	int groups[64];
	size_t n = 0;

	buf_clear(out);
	for (size_t i = 0; i < r->n_people; i++) {
		const struct person *p = &r->people[i];
		size_t g = 0;
		if (!p->sure)
			continue;
		while (g < n && groups[g] != p->group)
			g++;
		if (g == n && n < 64)
			groups[n++] = p->group;
		buf_addf(out, "%s%s %zu", out->size > 0 ? "; " : "",
			person_spelling(r, p)->text, g + 1);
	}
	if (out->size == 0)
		buf_adds(out, "-");
}

static void check_case(const struct text_case *c)
{
	struct bis_check_options options = { .lang = c->first };
	struct checking checking = { 0 };
	struct reading r = { 0 };
	struct buf line = BUF_INIT;

	assert_ok(checking_begin(&checking, NULL, &options));
	assert_ok(reading_of_bytes(&r, &checking, "text.txt", c->a, strlen(c->a)));
	people_line(&r, &line);
	if (strcmp(buf_str(&line), c->b) != 0)
		fail_msg("%s:%d: %s", c->file, c->line, buf_str(&line));
	buf_free(&line);
	reading_finish(&r);
	checking_finish(&checking);
}

static void finds_the_people_of_the_cases(void **state)
{
	(void)state;
	for_each_case("cases/people.cases", 20, check_case);
}

static void read_into(
	struct checking *c, struct reading *r, const char *name, const char *text)
{
	assert_ok(reading_of_bytes(r, c, name, text, strlen(text)));
}

static void one_group_over_several_texts(void **state)
{
	struct bis_check_options options = { .lang = "en" };
	struct checking c = { 0 };
	struct reading r = { 0 };

	(void)state;
	assert_ok(checking_begin(&c, NULL, &options));
	read_into(&c, &r, "a", "Director Murod Haydarov spoke.");
	assert_int_equal(r.n_people, 1);
	int group = r.people[0].group;
	reading_finish(&r);
	read_into(&c, &r, "b",
		"Director Murod Khaidarov spoke, and Minister Oleg Gaidarov.");
	assert_int_equal(r.n_people, 2);
	assert_int_equal(r.people[0].group, group);
	assert_int_not_equal(r.people[1].group, group);
	reading_finish(&r);
	checking_finish(&c);
}

static void a_text_full_of_names_takes_time_of_its_length(void **state)
{
	struct bis_check_options options = { .lang = "en" };
	struct checking c = { 0 };
	struct reading r = { 0 };
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_addf(&text,
			"Minister Muhammad %c%c%cov and Mr Ivan %c%c%cin came.\n\n",
			'A' + i % 26, "aeiou"[i % 5], 'b' + i / 26 % 20, 'K' + i % 9,
			"aeiou"[i / 7 % 5], 'd' + i / 40 % 15);
	assert_ok(checking_begin(&c, NULL, &options));
	read_into(&c, &r, "many", buf_str(&text));
	assert_true(r.n_people >= 6000);
	reading_finish(&r);
	checking_finish(&c);
	buf_free(&text);
}

static void odd_texts_name_nobody(void **state)
{
	static const char *const texts[] = { "", " ", ".", "A", "A. B. C.", "·", "·王",
		"王·", "Mr", "Mr.", "Mr. A", "-", "Ivan-", "\xc2\xa0\xc2\xa0", "А.",
		"Ms. -- Ms." };
	struct bis_check_options options = { .lang = "en" };
	struct checking c = { 0 };
	struct reading r = { 0 };

	(void)state;
	assert_ok(checking_begin(&c, NULL, &options));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		read_into(&c, &r, "odd", texts[i]);
		for (size_t k = 0; k < r.n_people; k++)
			assert_false(r.people[k].sure);
		reading_finish(&r);
	}
	checking_finish(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_people_of_the_cases),
		cmocka_unit_test(one_group_over_several_texts),
		cmocka_unit_test(a_text_full_of_names_takes_time_of_its_length),
		cmocka_unit_test(odd_texts_name_nobody),
	};

	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
