/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/index/unitmap.h"
#include "tests/test.h"

#include "src/index/pages.h"

#define UNITS 3000

/* Unit k has the number 2k + 5 and the segments k % 700 + 1, again, and k % 13 + 1. */
static void segments_of(uint32_t place, uint32_t segments[3])
{
	segments[0] = segments[1] = place % 700 + 1;
	segments[2] = place % 13 + 1;
}

static void make(struct buf *image, uint32_t units)
{
	struct unitmap_builder *b;
	const struct image_sink sink = { image_to_buf, image };
	uint32_t segments[3];

	assert_ok(unitmap_builder_new(&b));
	for (uint32_t s = 1; s <= 900 && units > 0; s++)
		assert_ok(unitmap_set_lang(b, s, 70000 + s % 3));
	for (uint32_t k = 0; k < units; k++) {
		struct unit_fact fact = { .id = 2 * k + 5,
			.document = k / 100,
			.day = 20200101 + k % 28,
			.status = k % 2,
			.gone = k % 11 == 0 };
		segments_of(k, segments);
		assert_ok(unitmap_add(b, &fact, segments, k % 17 == 0 ? 0 : 3));
	}
	assert_ok(unitmap_finish(b, &sink));
	unitmap_builder_free(b);
}

static bool has_place(struct unitmap *m, uint32_t segment, uint32_t place)
{
	size_t n, found = 0;
	const uint32_t *units = unitmap_units(m, segment, &n);

	for (size_t i = 0; i < n; i++) {
		assert_true(i == 0 || units[i] > units[i - 1]);
		found += units[i] == place;
	}
	return found == 1;
}

static void gives_back_what_it_was_given(void **state)
{
	cleanup(buf_free) struct buf image = BUF_INIT;
	struct unitmap *m;
	(void)state;

	make(&image, UNITS);
	assert_ok(unitmap_open(image.data, image.size, NULL, &m));
	assert_int_equal(unitmap_count(m), UNITS);
	assert_int_equal(unitmap_last_segment(m), 900);
	for (uint32_t k = 0; k < UNITS; k++) {
		const struct unit_fact *fact = unitmap_fact(m, k);
		uint32_t expected[3];
		size_t n;
		const uint32_t *segments = unitmap_segments(m, k, &n);
		assert_int_equal(fact->id, 2 * k + 5);
		assert_int_equal(fact->document, k / 100);
		assert_int_equal(fact->gone, k % 11 == 0);
		assert_int_equal(unitmap_find(m, 2 * k + 5), k);
		assert_int_equal(unitmap_find(m, 2 * k + 4), RUN_NONE);
		assert_int_equal(n, k % 17 == 0 ? 0 : 3);
		segments_of(k, expected);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(segments[i], expected[i]);
			assert_true(has_place(m, segments[i], k));
		}
	}
	unitmap_close(m);
}

static void knows_the_language_of_a_segment(void **state)
{
	cleanup(buf_free) struct buf image = BUF_INIT;
	struct unitmap *m;
	size_t n;
	(void)state;

	make(&image, UNITS);
	assert_ok(unitmap_open(image.data, image.size, NULL, &m));
	assert_int_equal(unitmap_lang(m, 1), 70001);
	assert_int_equal(unitmap_lang(m, 900), 70000);
	assert_int_equal(unitmap_lang(m, 0), 0);
	assert_int_equal(unitmap_lang(m, 901), 0);
	assert_int_equal(unitmap_lang(m, UINT32_MAX), 0);
	unitmap_units(m, 800, &n);
	assert_int_equal(n, 0);
	unitmap_units(m, UINT32_MAX, &n);
	assert_int_equal(n, 0);
	unitmap_close(m);
}

static void may_be_empty(void **state)
{
	cleanup(buf_free) struct buf image = BUF_INIT;
	struct unitmap *m;
	(void)state;

	make(&image, 0);
	assert_ok(unitmap_open(image.data, image.size, NULL, &m));
	assert_int_equal(unitmap_count(m), 0);
	assert_int_equal(unitmap_find(m, 5), RUN_NONE);
	unitmap_close(m);
}

static void refuses_numbers_beyond_all_bounds(void **state)
{
	struct unitmap_builder *b;
	(void)state;

	assert_ok(unitmap_builder_new(&b));
	assert_fails(unitmap_set_lang(b, UINT32_MAX - 1, 1), BIS_EDB, "too far");
	unitmap_builder_free(b);
}

static void refuses_an_image_cut_anywhere(void **state)
{
	cleanup(buf_free) struct buf image = BUF_INIT;
	struct unitmap *m;
	(void)state;

	make(&image, 20);
	for (size_t size = 0; size < image.size; size++) {
		char *cut = malloc(size + 1); /* so that reading past it is seen */
		memcpy(cut, image.data, size);
		assert_fails(unitmap_open(cut, size, NULL, &m), BIS_EDB, "map of units");
		free(cut);
	}
}

/* Asks for everything there is; the answers may be anything, but must lie in the image. */
static void ask_for_all(struct unitmap *m)
{
	volatile uint32_t sum = 0;
	size_t n;

	for (uint32_t k = 0; k < unitmap_count(m); k++) {
		const struct unit_fact *fact = unitmap_fact(m, k);
		const uint32_t *segments = unitmap_segments(m, k, &n);
		sum += fact == NULL ? 0 : fact->id;
		for (size_t i = 0; i < n; i++)
			sum += segments[i];
	}
	for (uint32_t s = 0; s <= unitmap_last_segment(m) + 1; s++) {
		const uint32_t *units = unitmap_units(m, s, &n);
		for (size_t i = 0; i < n; i++)
			sum += units[i];
		sum += unitmap_lang(m, s);
	}
	unitmap_find(m, 77);
}

static void damage_without_sums_does_no_harm(void **state)
{
	cleanup(buf_free) struct buf image = BUF_INIT;
	struct unitmap *m;
	(void)state;

	make(&image, 40);
	for (size_t at = 0; at < image.size; at++) {
		image.data[at] ^= (char)0xa5;
		if (unitmap_open(image.data, image.size, NULL, &m) == 0) {
			ask_for_all(m);
			unitmap_close(m);
		}
		image.data[at] ^= (char)0xa5;
	}
}

static uint32_t *sums_of(const struct buf *image)
{
	size_t n = (image->size + RUN_PAGE - 1) / RUN_PAGE;
	uint32_t *sums = calloc(n, sizeof(*sums));

	for (size_t i = 0; i < n; i++) {
		size_t left = image->size - i * RUN_PAGE;
		sums[i] = page_sum(
			image->data + i * RUN_PAGE, left < RUN_PAGE ? left : RUN_PAGE);
	}
	return sums;
}

static void a_page_that_is_not_sound_is_noticed_when_touched(void **state)
{
	cleanup(buf_free) struct buf image = BUF_INIT;
	struct unitmap *m;
	(void)state;

	make(&image, UNITS);
	uint32_t *sums = sums_of(&image);
	assert_ok(unitmap_open(image.data, image.size, sums, &m));
	ask_for_all(m);
	assert_false(unitmap_damaged(m));
	unitmap_close(m);
	for (size_t page = 1; page * RUN_PAGE < image.size; page++) {
		image.data[page * RUN_PAGE] ^= 1;
		assert_ok(unitmap_open(image.data, image.size, sums, &m));
		assert_non_null(unitmap_fact(m, 0));
		assert_false(unitmap_damaged(m));
		ask_for_all(m);
		assert_true(unitmap_damaged(m));
		unitmap_close(m);
		image.data[page * RUN_PAGE] ^= 1;
	}
	free(sums);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_back_what_it_was_given),
		cmocka_unit_test(knows_the_language_of_a_segment),
		cmocka_unit_test(may_be_empty),
		cmocka_unit_test(refuses_numbers_beyond_all_bounds),
		cmocka_unit_test(refuses_an_image_cut_anywhere),
		cmocka_unit_test(damage_without_sums_does_no_harm),
		cmocka_unit_test(a_page_that_is_not_sound_is_noticed_when_touched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
