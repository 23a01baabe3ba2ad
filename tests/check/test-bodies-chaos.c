/* SPDX-License-Identifier: Apache-2.0
 *
 * The n-th allocation fails (the linker wraps malloc and its sisters) while documents of
 * every kind are read, and while names of bodies, titles and acronyms are looked for: it
 * is told by a code, leaks nothing, and afterwards the same text has the same findings.
 */
#include "config.h"
#include "src/doc/doc.h"
#include "tests/chaos.h"
#include "tests/check/bodies.h"
#include "tests/check/check-text.h"

static const char text[] =
	"On 14 April 2017 SCO Secretary-General Vladimir Norov met UNODC and UNDOC, the Drug Control Agensy, the "
	"Commission for Narcotic Drugs, the Narcotics Control Agency, subordinated to "
	"the "
	"President of the Republic of Tajikistan, the Drug Control Committee under the "
	"President of Tajikistan, the Republic Uzbekistan and the Federal Drug Control "
	"Service of the Russian Federation.\n";

static bis_checker *open_checker(void **state)
{
	static const char *const rules[] = { "ORG", "TITLE", "ACRONYM" };
	struct bis_check_options options = { .lang = "en", .rules = rules, .n_rules = 3 };

	return checker_of(((struct base *)*state)->db, &options);
}

static int work(bis_checker *c, size_t *n)
{
	const struct bis_finding *f;
	int rc = bis_checker_text(c, "a.txt", text, sizeof(text) - 1);

	*n = 0;
	while (rc == 0 && (rc = bis_checker_next(c, &f)) == 1) {
		++*n;
		rc = 0;
	}
	return rc;
}

/* What one checker keeps from text to text is there afterwards: a new one for each. */
static void looking_for_bodies_survives_failed_allocations(void **state)
{
	bis_checker *c = open_checker(state);
	size_t all, n;
	int rc = BIS_ENOMEM;

	assert_ok(work(c, &all));
	assert_true(all >= 7);
	bis_checker_close(c);
	for (long at = 1; rc != 0; at += 1 + at / 20) {
		c = open_checker(state);
		counter = 0;
		fail_at = at;
		rc = work(c, &n);
		long made = counter;
		fail_at = 0;
		if (rc != 0 && rc != BIS_ENOMEM)
			fail_msg("allocation %ld: %d: %s", at, rc, bis_error_message());
		assert_ok(work(c, &n));
		assert_int_equal(n, all);
		bis_checker_close(c);
		rc = made < at ? 0 : BIS_ENOMEM;
	}
}

static void reading_documents_survives_failed_allocations(void **state)
{
	static const char *const names[] = { "doc/letter.docx", "doc/letter.odt",
		"doc/page.html", "doc/utf16.txt", "doc/bom.txt" };
	struct doc doc = { 0 };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		bool ended = false;
		for (long at = 1; !ended; at += 1 + at / 60) {
			counter = 0;
			fail_at = at;
			int rc = doc_read(test_data(names[i]), NULL, &doc);
			ended = counter < at;
			fail_at = 0;
			/* libraries have other words for it */
			assert_true(rc == 0 || rc == BIS_ENOMEM || rc == BIS_EFORMAT ||
				    rc == BIS_EIO);
			assert_true(!ended || rc == 0);
		}
		assert_true(doc.n > 0);
		doc_finish(&doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looking_for_bodies_survives_failed_allocations),
		cmocka_unit_test(reading_documents_survives_failed_allocations),
	};

	return cmocka_run_group_tests(tests, bodies_setup, base_teardown);
}
