/* SPDX-License-Identifier: Apache-2.0
 *
 * What a high score could hide, by cases: tests/data/cases/flags.cases.
 */
#include "config.h"
#include "tests/store/base.h"

#include "bisotun/memory.h"

/* A case of flags.cases. */
struct flag_case {
	char lang[16], flags[80], begins[2][200], rest[800];
};

static bool read_line(FILE *in, char *line, size_t size)
{
	if (fgets(line, (int)size, in) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

static bool read_case(FILE *in, struct flag_case *c)
{
	char line[800];

	do {
		if (!read_line(in, line, sizeof(line)))
			return false;
	} while (line[0] != '=');
	assert_int_equal(sscanf(line, "= %15s %79[^\n]", c->lang, c->flags), 2);
	assert_true(read_line(in, c->begins[0], sizeof(c->begins[0])));
	assert_true(read_line(in, c->begins[1], sizeof(c->begins[1])));
	assert_true(read_line(in, line, sizeof(line)));
	if (*line != '\0')
		strcpy(c->rest, line);
	return true;
}

/* The flags of the one source there is, "-" for none. */
static void flags_between(bis_db *db, const char *lang, const char *source,
	const char *query, char *out, size_t size)
{
	static const char *const to[] = { "kk" };
	const struct bis_variant variants[] = { { .lang = lang, .text = source },
		{ .lang = "kk", .text = "…" } };
	const struct bis_match_options options = {
		.from = lang, .to = to, .n_to = 1, .min = 50, .max = 1
	};
	const struct bis_match *m;
	bis_matches *matches;
	char *id;

	assert_ok(bis_unit_add(
		db, &(struct bis_unit){ .variants = variants, .n_variants = 2 }, &id));
	assert_ok(bis_match(db, &options, query, &matches));
	assert_ok(bis_matches_next(matches, &m));
	assert_non_null(m);
	if (m->score < 95)
		print_error("%s: %.1f\n", query, m->score);
	assert_true(m->score >= 95);
	snprintf(out, size, "%s", m->n_flags == 0 ? "-" : m->flags[0]);
	for (size_t i = 1; i < m->n_flags; i++)
		snprintf(out + strlen(out), size - strlen(out), " %s", m->flags[i]);
	bis_matches_close(matches);
	assert_ok(bis_unit_remove(db, id));
	free(id);
}

/* So that these are no names at the beginning. */
static void know_small_words(bis_db *db)
{
	const struct bis_variant variants[] = { { .lang = "en", .text = "they said" },
		{ .lang = "ru", .text = "они сказали" } };
	char *id;

	assert_ok(bis_unit_add(
		db, &(struct bis_unit){ .variants = variants, .n_variants = 2 }, &id));
	free(id);
}

static void flags_the_cases(void **state)
{
	struct base *b = *state;
	struct flag_case c = { .lang = "" };
	char got[100], text[2][1300];
	size_t n = 0, wrong = 0;
	FILE *in = fopen(test_data("cases/flags.cases"), "r");

	assert_non_null(in);
	know_small_words(b->db);
	for (; read_case(in, &c); n++) {
		const char *space = strcmp(c.lang, "zh") == 0 ? "" : " ";
		for (int i = 0; i < 2; i++)
			snprintf(text[i], sizeof(text[i]), "%s%s%s", c.begins[i], space,
				c.rest);
		for (int i = 0; i < 2; i++) {
			flags_between(b->db, c.lang, text[i], text[!i], got, sizeof(got));
			if (strcmp(got, c.flags) == 0)
				continue;
			print_error("%s ~ %s: %s, not %s\n", c.begins[i], c.begins[!i],
				got, c.flags);
			wrong++;
		}
	}
	fclose(in);
	assert_int_equal(wrong, 0);
	assert_true(n >= 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			flags_the_cases, base_setup, base_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
