/* SPDX-License-Identifier: Apache-2.0
 *
 * What every format must do, tried on the samples in tests/data/formats/NAME: they are
 * guessed as it, read to what the .expect beside them says, may be cut at any byte, and
 * what is written of them reads back the same.  A new format needs samples, not a test.
 *
 * An .expect holds a line a fact: units, variants, props, notes, concepts, forms,
 * relations, remarks, lost and a number; `says WORDS` of a problem; `holds WORDS` of the
 * records; `fails WORDS`; and to read it with, `from LANG`, `to LANG` (several), `as
 * memory`.
 */
#include "config.h"

#include "tests/tmx/reading.h"

#include <dirent.h>

#define SAMPLES_MAX 100
#define CUT_MAX 4096 /* larger samples are cut at some places only */
#define LANGS_MAX 8

struct sample {
	char path[5000];
	const char *name;
	struct buf bytes;
	struct buf expect;
	char *lines[64];
	size_t n_lines;
	char *langs[LANGS_MAX];
	size_t n_langs;
};

static void sample_finish(struct sample *s)
{
	buf_free(&s->bytes);
	buf_free(&s->expect);
}

static void split_lines(struct sample *s)
{
	char *at = s->expect.data;

	while (at != NULL && *at != '\0' && s->n_lines < N_ELEMENTS(s->lines)) {
		char *end = strchr(at, '\n');
		if (end != NULL)
			*end++ = '\0';
		s->lines[s->n_lines++] = at;
		at = end;
	}
}

/* What follows `key ` on the n-th line that begins with it; NULL past the last. */
static char *expected(const struct sample *s, const char *key, size_t n)
{
	size_t size = strlen(key);

	for (size_t i = 0; i < s->n_lines; i++)
		if (strncmp(s->lines[i], key, size) == 0 && s->lines[i][size] == ' ' &&
			n-- == 0)
			return s->lines[i] + size + 1;
	return NULL;
}

static void sample_load(struct sample *s, const char *path)
{
	char expect[5100];

	*s = (struct sample){ 0 };
	snprintf(s->path, sizeof(s->path), "%s", path);
	s->name = strrchr(s->path, '/') + 1;
	reading_load(path, &s->bytes);
	snprintf(expect, sizeof(expect), "%.*s.expect", (int)(strrchr(path, '.') - path),
		path);
	reading_load(expect, &s->expect);
	split_lines(s);
	for (size_t i = 0; i < LANGS_MAX && expected(s, "to", i) != NULL; i++)
		s->langs[s->n_langs++] = expected(s, "to", i);
}

static void prepare(struct reading *r, const struct sample *s)
{
	reading_init(r);
	if (expected(s, "from", 0) != NULL)
		r->options.source_lang = r->writing.source_lang = expected(s, "from", 0);
	if (s->n_langs > 0)
		r->options.target_lang = s->langs[0];
	r->writing.langs = (const char *const *)s->langs;
	r->writing.n_langs = s->n_langs;
	r->options.as_units = expected(s, "as", 0) != NULL;
}

typedef void trial(const struct format *f, const struct sample *s);

static void try_file(
	const struct format *f, const char *folder, const char *file, trial *t)
{
	char path[5000];
	struct sample s;

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	sample_load(&s, path);
	t(f, &s);
	sample_finish(&s);
}

static bool is_sample(const char *file)
{
	const char *dot = strrchr(file, '.');

	return file[0] != '.' && dot != NULL && strcmp(dot, ".expect") != 0;
}

/* Every sample of every format; a format without any fails. */
static void try_all(trial *t)
{
	for (size_t i = 0; i < n_formats; i++) {
		char name[64], folder[4200];
		size_t n = 0;
		snprintf(name, sizeof(name), "formats/%s", formats[i]->name);
		snprintf(folder, sizeof(folder), "%s", test_data(name));
		DIR *dir = opendir(folder);
		for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
			if (!is_sample(e->d_name))
				continue;
			try_file(formats[i], folder, e->d_name, t);
			n++;
		}
		if (dir != NULL)
			closedir(dir);
		if (n == 0)
			fail_msg("%s has no samples", formats[i]->name);
	}
}

static void guess(const struct format *f, const struct sample *s)
{
	const struct format *found = reading_guess(s->name, s->bytes.data, s->bytes.size);

	if (found != f)
		fail_msg("%s is guessed as %s", s->path,
			found == NULL ? "nothing" : found->name);
}

static void check_count(const struct sample *s, const char *key, long count)
{
	const char *wanted = expected(s, key, 0);

	if (wanted != NULL && strtol(wanted, NULL, 10) != count)
		fail_msg("%s: %ld %s, not %s", s->path, count, key, wanted);
}

static void check_reading(const struct sample *s, const struct reading *r)
{
	check_count(s, "units", r->units);
	check_count(s, "variants", r->variants);
	check_count(s, "props", r->props);
	check_count(s, "notes", r->notes);
	check_count(s, "concepts", r->concepts);
	check_count(s, "forms", r->forms);
	check_count(s, "relations", r->relations);
	check_count(s, "remarks", r->remarks);
	if (expected(s, "lost", 0) == NULL && r->lost > 0)
		fail_msg("%s: %ld lost:\n%s", s->path, r->lost, buf_str(&r->said));
	check_count(s, "lost", r->lost);
	for (size_t i = 0; expected(s, "says", i) != NULL; i++)
		assert_holds(&r->said, expected(s, "says", i));
	for (size_t i = 0; expected(s, "holds", i) != NULL; i++)
		assert_holds(&r->dump, expected(s, "holds", i));
}

static void read_as_expected(const struct format *f, const struct sample *s)
{
	struct reading r;
	const char *fails = expected(s, "fails", 0);

	prepare(&r, s);
	int rc = reading_run(&r, s->name, s->bytes.data, s->bytes.size, f);
	if (fails != NULL) {
		assert_fails(rc, BIS_EFORMAT, fails);
	} else {
		if (rc < 0)
			fail_msg("%s: %s", s->path, bis_error_message());
		check_reading(s, &r);
	}
	reading_finish(&r);
}

/* The first n bytes, at an address of their own, so that a sanitizer sees a step past
 * their end. */
static void read_cut(const struct format *f, const struct sample *s, size_t n)
{
	struct reading r;
	char *bytes = malloc(n + 1);

	assert_non_null(bytes);
	if (n > 0)
		memcpy(bytes, s->bytes.data, n);
	prepare(&r, s);
	int rc = reading_run(&r, s->name, bytes, n, f);
	if (rc != 0 && rc != BIS_EFORMAT)
		fail_msg("%s, cut at %zu: %d, %s", s->path, n, rc, bis_error_message());
	reading_finish(&r);
	free(bytes);
}

static void cut_anywhere(const struct format *f, const struct sample *s)
{
	size_t step = s->bytes.size / CUT_MAX + 1;

	for (size_t n = 0; n < s->bytes.size; n += step)
		read_cut(f, s, n);
}

static void write_and_read_back(const struct format *f, const struct sample *s)
{
	struct reading first, again;

	if (expected(s, "fails", 0) != NULL || f->begin == NULL ||
		expected(s, "once", 0) != NULL)
		return;
	prepare(&first, s);
	prepare(&again, s);
	first.to = f;
	/* a table gives ids to concepts that have none */
	first.with_ids = again.with_ids = strcmp(f->name, "table") != 0;
	int rc = reading_run(&first, s->name, s->bytes.data, s->bytes.size, f);
	if (rc < 0)
		fail_msg("%s: %s", s->path, bis_error_message());
	rc = reading_run(&again, s->name, first.written.data, first.written.size, f);
	if (rc < 0)
		fail_msg("%s, written: %s\n%s", s->path, bis_error_message(),
			buf_str(&first.written));
	if (strcmp(buf_str(&first.dump), buf_str(&again.dump)) != 0)
		fail_msg("%s: read\n%s\nwritten\n%s\nread back\n%s", s->path,
			buf_str(&first.dump), buf_str(&first.written),
			buf_str(&again.dump));
	assert_int_equal(again.lost, 0);
	reading_finish(&first);
	reading_finish(&again);
}

static void each_sample_is_guessed(void **state)
{
	(void)state;
	try_all(guess);
}

static void each_sample_reads_to_what_is_expected(void **state)
{
	(void)state;
	try_all(read_as_expected);
}

static void each_sample_may_be_cut_at_any_byte(void **state)
{
	(void)state;
	try_all(cut_anywhere);
}

static void what_is_written_reads_back_the_same(void **state)
{
	(void)state;
	try_all(write_and_read_back);
}

static void each_format_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_formats; i++) {
		assert_ptr_equal(format_named(formats[i]->name), formats[i]);
		assert_true(
			formats[i]->title[0] != '\0' && formats[i]->suffixes[0] != '\0');
		assert_true(formats[i]->carries != 0 && formats[i]->read != NULL);
	}
	assert_null(format_named("floppy"));
}

static void what_is_no_format_is_refused_with_its_look(void **state)
{
	static const struct {
		const char *file, *text, *words;
	} cases[] = {
		{ "a.tmx", "", ":1: the file is empty" },
		{ "a.xml", "<?xml version='1.0'?>\n<!-- -->\n<xliff/>", ":3: XLIFF" },
		{ "a.xml", "<list/>", "root <list>" },
		{ "a.bin", "\x01\x02\x03", "none of the known formats" },
		{ "a.txt", "Dear Sir,\nno.\n", "none of the known formats" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct reading r;
		reading_init(&r);
		assert_fails(reading_run(&r, cases[i].file, cases[i].text,
				     strlen(cases[i].text), NULL),
			BIS_EFORMAT, cases[i].words);
		reading_finish(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_format_is_found_by_its_name),
		cmocka_unit_test(each_sample_is_guessed),
		cmocka_unit_test(each_sample_reads_to_what_is_expected),
		cmocka_unit_test(what_is_written_reads_back_the_same),
		cmocka_unit_test(each_sample_may_be_cut_at_any_byte),
		cmocka_unit_test(what_is_no_format_is_refused_with_its_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
