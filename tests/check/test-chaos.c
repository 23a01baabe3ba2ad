/* SPDX-License-Identifier: Apache-2.0
 *
 * The n-th allocation of ours fails (the linker wraps malloc and its sisters) while texts
 * are checked and written: it is told by a code, leaks nothing, and the checker reads the
 * next text as if nothing had been.  Opening a checker, which reads every table, is tried
 * at steps that grow.
 */
#include "config.h"
#include "tests/chaos.h"
#include "tests/check/check-text.h"
#include "tests/find/terms.h"

#include <unistd.h>

static const char text[] =
	"Parties agree to fight the drug threa\n\n"
	"On 14 April 2017 the  council (of of Кhaidarzоda , \"said\" «so” and,then..\n"
	"The drug threat grows in anti-drug partnership\xe2\x80\x8b with a working "
	"plan.\n"
	"Each member nation and member state.\n"
	"Director Murtazo Haydarzoda met Mr Murtazo Khaidarzoda and Wei Xiaojun of the "
	"UNODC and UNDOC.\n";
static const char project[] = "severity\tTYP\terror\nexcept\tTYP-NBSP\ten\n"
			      "ignore\tTYP-REPEAT\ttext\tto to\tstyle\t2026-11-22\n"
			      "ignore\t*\tconcept\tnone\tstyle\t2026-11-22\n";

struct scene {
	struct base *base;
	char config[160], file[160], report[160];
	size_t n_findings;
};

static void write_file(const char *name, const char *content)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	fputs(content, f);
	assert_int_equal(fclose(f), 0);
}

static int fill(void **state)
{
	static struct scene scene;

	if (base_setup((void **)&scene.base) < 0)
		return -1;
	bis_db *db = scene.base->db;
	assert_ok(store_begin(db, "a test"));
	TERM(db, "drugs", "en|counter-narcotics cooperation",
		"en|anti-drug partnership|deprecated");
	TERM(db, "state", "en|member state", "en|member nation|admitted");
	TERM(db, "plan", "en|working plan|proposed");
	assert_ok(store_commit(db, "terms"));
	const char *folder = scene.base->folder;
	snprintf(scene.config, sizeof(scene.config), "%s/project", folder);
	snprintf(scene.file, sizeof(scene.file), "%s/a.txt", folder);
	snprintf(scene.report, sizeof(scene.report), "%s/old.json", folder);
	write_file(scene.config, project);
	write_file(scene.report, "{\"fingerprint\":\"0123456789abcdef\"}\n");
	*state = &scene;
	return 0;
}

static int clear(void **state)
{
	struct scene *scene = *state;

	return base_teardown((void **)&scene->base);
}

static int open_checker(const struct scene *scene, bis_checker **out)
{
	struct bis_check_options options = {
		.lang = "en", .config = scene->config, .baseline = scene->report
	};

	return bis_checker_open(scene->base->db, &options, out);
}

/* Checks the text, goes through its findings and writes it; the first failure. */
static int work(const struct scene *scene, bis_checker *c, size_t *n)
{
	const struct bis_finding *f;
	size_t fixed;
	int rc = bis_checker_read(c, scene->file, NULL);

	*n = 0;
	while (rc == 0 && (rc = bis_checker_next(c, &f)) == 1) {
		++*n;
		rc = 0;
	}
	if (rc == 0)
		rc = bis_checker_fix(c, scene->file, &fixed);
	return rc == 0 ? bis_checker_end(c) : rc;
}

static void checking_survives_every_failed_allocation(void **state)
{
	struct scene *scene = *state;
	bis_checker *c;
	size_t all, n;
	int rc = BIS_ENOMEM;

	assert_ok(open_checker(scene, &c));
	write_file(scene->file, text);
	assert_ok(work(scene, c, &all));
	assert_true(all > 10);
	for (long at = 1; rc != 0; at++) {
		write_file(scene->file, text);
		counter = 0;
		fail_at = at;
		rc = work(scene, c, &n);
		fail_at = 0;
		if (rc != 0 && rc != BIS_ENOMEM)
			fail_msg("allocation %ld: %d: %s", at, rc, bis_error_message());
		/* what was read before memory ran out may have been read again without */
		if (counter < at)
			break;
		rc = BIS_ENOMEM;
	}
	write_file(scene->file, text);
	assert_ok(work(scene, c, &n));
	assert_int_equal(n, all);
	bis_checker_close(c);
}

static void opening_survives_failed_allocations(void **state)
{
	struct scene *scene = *state;
	bis_checker *c;

	for (long at = 1;; at += 1 + at / 6) {
		counter = 0;
		fail_at = at;
		int rc = open_checker(scene, &c);
		long made = counter;
		fail_at = 0;
		if (rc == 0)
			bis_checker_close(c);
		else if (rc != BIS_ENOMEM)
			fail_msg("allocation %ld: %d: %s", at, rc, bis_error_message());
		if (made < at)
			break;
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fill, clear)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(checking_survives_every_failed_allocation),
		TEST(opening_survives_failed_allocations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
