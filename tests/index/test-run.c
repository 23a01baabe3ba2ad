/* SPDX-License-Identifier: Apache-2.0
 *
 * Damaged images: of one whose pages have sums, no wrong answer is ever given; and not
 * even forged ones make a reader look at bytes that are not the image's.
 */
#include "config.h"
#include "tests/index/runs.h"

#include "src/index/layout.h"
#include "src/index/pages.h"

static const char *const texts[] = { "The cat sat on the mat.", "On 14 April 2017, no.",
	"5 cats", "委员会 sat", "", "the the the the" };

/* A copy of its own size, so that one byte too far is seen; sums of its pages. */
struct copy {
	uint8_t *image;
	size_t size;
	uint32_t *sums;
};

static struct copy copy_of(const struct buf *image)
{
	struct copy c = { malloc(image->size), image->size,
		calloc(image->size / RUN_PAGE + 1, sizeof(uint32_t)) };

	assert_non_null(c.image);
	assert_non_null(c.sums);
	memcpy(c.image, image->data, image->size);
	return c;
}

static void sum_up(struct copy *c)
{
	for (size_t at = 0; at < c->size; at += RUN_PAGE)
		c->sums[at / RUN_PAGE] = page_sum(
			c->image + at, c->size - at < RUN_PAGE ? c->size - at : RUN_PAGE);
}

static void copy_free(struct copy *c)
{
	free(c->image);
	free(c->sums);
}

static void a_mapped_image_answers_as_one_in_memory(void **state)
{
	struct texts t = random_texts(800, 2);
	struct made m;
	struct run *mapped;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	struct copy c = copy_of(&m.image);
	sum_up(&c);
	assert_ok(run_open(c.image, c.size, c.sums, &mapped));
	assert_int_equal(sum_of_run(mapped), sum_of_run(m.run));
	assert_false(mapped->damaged);
	run_close(mapped);
	copy_free(&c);
	made_free(&m);
	texts_free(&t);
}

/* Whether each byte stands for something; the gaps between sections do not. */
static void no_changed_byte_gives_a_wrong_answer(void **state)
{
	struct made m;
	struct run *r;

	(void)state;
	make_run(&m, "en", texts, N_ELEMENTS(texts));
	struct copy c = copy_of(&m.image);
	uint64_t right = sum_of_run(m.run);
	sum_up(&c);
	for (size_t i = 0; i < c.size; i++) {
		c.image[i] ^= (uint8_t)(1 << i % 8);
		if (run_open(c.image, c.size, c.sums, &r) == 0) {
			uint64_t sum = sum_of_run(r);
			assert_true(r->damaged || sum == right);
			run_close(r);
		}
		c.image[i] ^= (uint8_t)(1 << i % 8);
	}
	copy_free(&c);
	made_free(&m);
}

static void damage_is_told_where_it_is_touched(void **state)
{
	struct texts t = random_texts(3000, 4);
	struct made m;
	struct run *r;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	struct copy c = copy_of(&m.image);
	sum_up(&c);
	size_t at = (size_t)m.run->trailer->sections[SECTION_TOKENS].at;
	c.image[at + 20000] ^= 1;
	assert_ok(run_open(c.image, c.size, c.sums, &r));
	assert_int_equal(run_weight(r, 5), run_weight(m.run, 5));
	assert_false(r->damaged);
	size_t n = 0;
	for (uint32_t i = 0; i < r->n && !r->damaged; i++)
		run_tokens(r, i, &n);
	assert_true(r->damaged);
	assert_int_equal(n, 0);
	run_close(r);

	struct builder *b;
	assert_ok(run_open(c.image, c.size, c.sums, &r));
	assert_ok(builder_new("en", &b));
	assert_fails(builder_add_run(b, r, NULL, NULL), BIS_EDB, "damaged");
	builder_free(b);
	run_close(r);
	copy_free(&c);
	made_free(&m);
	texts_free(&t);
}

static void an_image_cut_short_is_refused(void **state)
{
	struct made m;
	struct run *r;

	(void)state;
	make_run(&m, "en", texts, N_ELEMENTS(texts));
	for (size_t size = 0; size < m.image.size; size++) {
		struct buf part = { .data = m.image.data, .size = size };
		struct copy c = copy_of(&part);
		sum_up(&c);
		assert_fails(run_open(c.image, size, c.sums, &r), BIS_EDB, "damaged");
		assert_null(r);
		assert_fails(run_open(c.image, size, NULL, &r), BIS_EDB, "damaged");
		copy_free(&c);
	}
	made_free(&m);
}

/* With sums that agree, so that only the bounds are left. */
static void read_forged(struct copy *c)
{
	struct run *r;

	sum_up(c);
	if (run_open(c->image, c->size, c->sums, &r) == 0) {
		sum_of_run(r);
		run_close(r);
	}
	if (run_open(c->image, c->size, NULL, &r) == 0) {
		sum_of_run(r);
		run_close(r);
	}
}

static void forged_bytes_never_lead_outside(void **state)
{
	static const uint8_t values[] = { 0, 0x7f, 0x80, 0xff };
	struct made m;

	(void)state;
	make_run(&m, "en", texts, N_ELEMENTS(texts));
	struct copy c = copy_of(&m.image);
	for (size_t i = 0; i < c.size; i++) {
		uint8_t right = c.image[i];
		c.image[i] = values[i % N_ELEMENTS(values)];
		read_forged(&c);
		c.image[i] = (uint8_t)(right + 1);
		read_forged(&c);
		c.image[i] = right;
	}
	copy_free(&c);
	made_free(&m);
}

static void forged_words_of_four_bytes_never_lead_outside(void **state)
{
	struct made m;
	uint64_t seed = 1;

	(void)state;
	make_run(&m, "en", texts, N_ELEMENTS(texts));
	for (int i = 0; i < 2000; i++) {
		struct copy c = copy_of(&m.image);
		for (int k = 0; k < 3; k++) {
			uint32_t value = random_below(&seed, 3) == 0
						 ? UINT32_MAX - random_below(&seed, 5)
						 : random_below(&seed, 300);
			memcpy(c.image + 4 * random_below(&seed, (uint32_t)(c.size / 4)),
				&value, 4);
		}
		read_forged(&c);
		copy_free(&c);
	}
	made_free(&m);
}

/* Long lists have tables of blocks. */
static void forged_lists_never_lead_outside(void **state)
{
	struct texts t = random_texts(900, 6);
	struct made m;
	struct run *r;
	uint64_t seed = 2;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	struct copy c = copy_of(&m.image);
	uint64_t right = sum_of_lists(m.run, 1);
	size_t differ = 0;
	for (int i = 0; i < 300; i++) {
		const struct run_trailer *trailer = m.run->trailer;
		const struct extent *lists = &trailer->sections[SECTION_POSTINGS];
		for (int k = 0; k < 4; k++)
			c.image[lists->at + random_below(&seed, (uint32_t)lists->size)] =
				(uint8_t)random_below(&seed, 256);
		assert_ok(run_open(c.image, c.size, NULL, &r));
		differ += sum_of_lists(r, 1) != right;
		run_close(r);
		memcpy(c.image, m.image.data, c.size);
	}
	assert_true(differ > 250);
	copy_free(&c);
	made_free(&m);
	texts_free(&t);
}

static void another_version_is_refused(void **state)
{
	struct made m;
	struct run *r;

	(void)state;
	make_run(&m, "en", texts, N_ELEMENTS(texts));
	struct copy c = copy_of(&m.image);
	struct run_trailer *t = (void *)(c.image + c.size - sizeof(*t));
	t->version++;
	assert_fails(run_open(c.image, c.size, NULL, &r), BIS_EDB, "version");
	t->version--;
	t->magic = __builtin_bswap64(t->magic); /* of a machine of the other kind */
	assert_fails(run_open(c.image, c.size, NULL, &r), BIS_EDB, "version");
	copy_free(&c);
	made_free(&m);
}

static void count_free(void *scratch)
{
	++*(int *)scratch;
}

static void closing_frees_what_a_searcher_left(void **state)
{
	struct made m;
	int freed = 0;

	(void)state;
	make_run(&m, "en", texts, N_ELEMENTS(texts));
	m.run->scratch = &freed;
	m.run->scratch_free = count_free;
	made_free(&m);
	assert_int_equal(freed, 1);
	run_close(NULL);
}

static void sums_tell_every_single_bit_apart(void **state)
{
	uint8_t page[RUN_PAGE];
	uint64_t seed = 9;

	(void)state;
	for (size_t i = 0; i < sizeof(page); i++)
		page[i] = (uint8_t)random_below(&seed, 256);
	uint32_t right = page_sum(page, sizeof(page));
	for (size_t bit = 0; bit < sizeof(page) * 8; bit += 5) {
		page[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_not_equal(page_sum(page, sizeof(page)), right);
		page[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	memset(page, 0, sizeof(page));
	for (size_t size = 1; size < sizeof(page); size += 17)
		assert_int_not_equal(page_sum(page, size), page_sum(page, size - 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mapped_image_answers_as_one_in_memory),
		cmocka_unit_test(no_changed_byte_gives_a_wrong_answer),
		cmocka_unit_test(damage_is_told_where_it_is_touched),
		cmocka_unit_test(an_image_cut_short_is_refused),
		cmocka_unit_test(forged_bytes_never_lead_outside),
		cmocka_unit_test(forged_words_of_four_bytes_never_lead_outside),
		cmocka_unit_test(forged_lists_never_lead_outside),
		cmocka_unit_test(another_version_is_refused),
		cmocka_unit_test(closing_frees_what_a_searcher_left),
		cmocka_unit_test(sums_tell_every_single_bit_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
