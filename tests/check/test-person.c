/* SPDX-License-Identifier: Apache-2.0
 *
 * The cases of tests/data/cases/names-in-texts.cases, and what only a batch shows.
 */
#include "config.h"
#include "tests/check/check-text.h"
#include "tests/find/terms.h"
#include "tests/text/cases.h"

static bis_db *filled;

#define FORM(l, t, s)                                   \
	{                                               \
		.lang = (l), .text = (t), .status = (s) \
	}
#define RIGHT(l, t) FORM(l, t, "preferred")

static void add(const char *id, const char *type, const struct bis_form *forms, size_t n)
{
	struct bis_concept c = { .id = id, .type = type, .forms = forms, .n_forms = n };
	char *made = NULL;

	assert_ok(bis_term_add(filled, &c, NULL, NULL, &made));
	free(made);
}

#define ADD(id, type, ...)                                               \
	do {                                                             \
		const struct bis_form forms_[] = { __VA_ARGS__ };        \
		add(id, type, forms_, sizeof(forms_) / sizeof(*forms_)); \
	} while (0)

static void tie(const char *from, const char *kind, const char *to)
{
	struct bis_link link = { .kind = kind, .from_id = from, .to_id = to };

	assert_ok(bis_term_link(filled, &link));
}

static int fill(void **state)
{
	if (base_setup(state) < 0)
		return -1;
	filled = ((struct base *)*state)->db;
	ADD("haydarov", "person", RIGHT("en", "Murod Haydarov"),
		RIGHT("ru", "Мурод Хайдаров"), RIGHT("tg", "Мурод Ҳайдаров"));
	ADD("malyshev", "person", RIGHT("en", "Yury Malyshev"),
		FORM("en", "Yuri Malyshev", "lookup"),
		RIGHT("ru", "Юрий Петрович Малышев"));
	ADD("larin", "person", RIGHT("en", "Sergey Larin"), RIGHT("ru", "Сергей Ларин"));
	ADD("belova", "person", RIGHT("en", "Anna Belova"), RIGHT("ru", "Анна Белова"));
	ADD("bielova", "person", RIGHT("en", "Anna Bielova"),
		RIGHT("be", "Ганна Бялова"));
	ADD("tsereli", "person", RIGHT("en", "Zurab Cereli"),
		FORM("en", "Zurab Tsereli", "lookup"), RIGHT("de", "Zurab Tsereli"));
	ADD("mirziyoyev", "person", RIGHT("en", "Rustam Mirziyoyev"),
		RIGHT("ru", "Рустам Мирзиёев"), RIGHT("kk", "Рустам Мирзияев"));
	ADD("nuriyev", "person", RIGHT("zh", "弗拉基米尔·努里耶夫"),
		FORM("zh", "努里耶夫", "lookup"));
	ADD("karim", "person", RIGHT("en", "Emomali Karim"),
		FORM("en", "Imomali Karimov", "lookup"));
	ADD("martin", "person", RIGHT("en", "José Martín"));
	ADD("agency", "body", RIGHT("en", "Border Agency"),
		RIGHT("ru", "Пограничное агентство"));
	ADD("director", "office", RIGHT("en", "Director of the Border Agency"),
		RIGHT("ru", "директор Пограничного агентства"));
	tie("haydarov", "holds", "director");
	tie("director", "belongs-to", "agency");
	tie("belova", "not-same-as", "bielova");
	return 0;
}

static void check_case(const struct text_case *c)
{
	static const char *const rules[] = { "NAME-VARIANT", "NAME-MIXED",
		"NAME-UNKNOWN" };
	struct bis_check_options options = {
		.lang = c->first, .rules = rules, .n_rules = 3
	};
	struct buf line = BUF_INIT;
	bis_checker *checker = checker_of(filled, &options);

	assert_ok(bis_checker_text(checker, "text.txt", c->a, strlen(c->a)));
	findings_line(checker, &line);
	if (strcmp(buf_str(&line), c->b) != 0)
		fail_msg("%s:%d: %s", c->file, c->line, buf_str(&line));
	buf_free(&line);
	bis_checker_close(checker);
}

static void says_what_the_cases_say(void **state)
{
	(void)state;
	for_each_case("cases/names-in-texts.cases", 15, check_case);
}

static const struct bis_finding *first(bis_checker *c, const char *text)
{
	const struct bis_finding *f = NULL;

	assert_ok(bis_checker_text(c, "text.txt", text, strlen(text)));
	assert_int_equal(bis_checker_next(c, &f), 1);
	return f;
}

static void an_explained_variant_is_an_error_and_a_misprint_a_warning(void **state)
{
	static const char *const rules[] = { "NAME-VARIANT" };
	struct bis_check_options options = { .lang = "en", .rules = rules, .n_rules = 1 };
	bis_checker *c = checker_of(filled, &options);
	const struct bis_finding *f;

	(void)state;
	f = first(c, "Director Murod Khaidarov spoke.");
	assert_string_equal(f->severity, "error");
	assert_string_equal(f->message, "approved form is \"Murod Haydarov\"");
	assert_non_null(strstr(f->why, "Хайдаров"));
	assert_string_equal(f->concept, "haydarov");
	assert_int_equal(f->at.line, 1);
	assert_int_equal(f->at.column, 10);
	assert_int_equal(f->at.end_column, 25);
	f = first(c, "Director of the Border Agency Murod Haytarov spoke.");
	assert_string_equal(f->severity, "warning");
	f = first(c, "Jose Martin spoke.");
	assert_string_equal(f->severity, "warning");
	bis_checker_close(c);
}

static void what_the_base_has_stands_beside_a_name_it_does_not_know(void **state)
{
	static const char *const rules[] = { "NAME" };
	struct bis_check_options options = { .lang = "en", .rules = rules, .n_rules = 1 };
	bis_checker *c = checker_of(filled, &options);
	const struct bis_finding *f;

	(void)state;
	f = first(c, "Minister Emomali Karimov spoke.");
	assert_string_equal(f->message,
		"the base does not know \"Emomali Karimov\"; it has \"Emomali Karim\"");
	assert_string_equal(f->severity, "note");
	f = first(c, "Minister Habib Rahimov spoke.");
	assert_string_equal(f->message, "the base does not know \"Habib Rahimov\"");
	bis_checker_close(c);
}

static void the_minority_of_a_batch_is_told_at_its_end(void **state)
{
	static const char *const rules[] = { "NAME-MIXED" };
	struct bis_check_options options = { .lang = "en", .rules = rules, .n_rules = 1 };
	bis_checker *c = checker_of(NULL, &options);
	const struct bis_finding *f;
	const char *a = "Minister Sergei Orlovsky came. Sergei Orlovsky left.";
	const char *b = "Minister Sergey Orlovskiy came.";

	(void)state;
	assert_ok(bis_checker_text(c, "a.txt", a, strlen(a)));
	assert_int_equal(bis_checker_next(c, &f), 0);
	assert_ok(bis_checker_text(c, "b.txt", b, strlen(b)));
	assert_int_equal(bis_checker_next(c, &f), 0);
	assert_ok(bis_checker_end(c));
	assert_int_equal(bis_checker_next(c, &f), 1);
	assert_string_equal(f->file, "b.txt");
	assert_string_equal(f->text, "Sergey Orlovskiy");
	assert_int_equal(f->at.column, 10);
	assert_string_equal(f->message, "\"a.txt\" spells it \"Sergei Orlovsky\"");
	assert_int_equal(bis_checker_next(c, &f), 0);
	bis_checker_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			says_what_the_cases_say, fill, base_teardown),
		cmocka_unit_test_setup_teardown(
			an_explained_variant_is_an_error_and_a_misprint_a_warning, fill,
			base_teardown),
		cmocka_unit_test_setup_teardown(
			what_the_base_has_stands_beside_a_name_it_does_not_know, fill,
			base_teardown),
		cmocka_unit_test(the_minority_of_a_batch_is_told_at_its_end),
	};

	return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
