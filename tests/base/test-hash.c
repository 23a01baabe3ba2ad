/* SPDX-License-Identifier: Apache-2.0
 *
 * The values are stored in databases: whoever has to change one here makes every base
 * that there is a stranger to its own content.
 */
#include "config.h"
#include "tests/test.h"

#include "src/base/hash.h"

static const char text[] = "The quick brown fox jumps over the lazy dog";

/* Every length at which another part of the function takes over, and both ends of the
 * seeds. */
static const struct {
	size_t size;
	uint64_t seed, value;
} known[] = {
	{ 0, 0, 0xb0e442462615b063u },
	{ 1, 0, 0xf314b17d6f987ca6u },
	{ 7, 0, 0x9f92f8e75cd74dffu },
	{ 8, 0, 0xd7f32272aeb9b34eu },
	{ 9, 0, 0xfb477be21d4366ccu },
	{ 15, 0, 0x65fc7ee274a9ebd4u },
	{ 16, 0, 0x5cc54b01f2f40957u },
	{ 17, 0, 0x03fd1a272d2da111u },
	{ 32, 0, 0x2d1014927300132fu },
	{ 33, 0, 0x9b6bceabf3f28ef1u },
	{ 16, 1, 0x02866799dac0ffaau },
	{ 16, UINT64_MAX, 0x7cdf4e907dbfbf7fu },
};

static void the_values_never_change(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(known); i++)
		assert_int_equal(
			hash_bytes(text, known[i].size, known[i].seed), known[i].value);
	assert_int_equal(
		hash_bytes("Ташкент", strlen("Ташкент"), 2), 0x3602c27e540b3318u);
}

static void does_not_mind_where_the_bytes_lie(void **state)
{
	char shifted[sizeof(text) + 8];

	(void)state;
	for (size_t by = 0; by < 8; by++) {
		memcpy(shifted + by, text, sizeof(text));
		assert_int_equal(hash_bytes(shifted + by, 33, 0), 0x9b6bceabf3f28ef1u);
	}
}

static void every_byte_and_the_length_count(void **state)
{
	unsigned char bytes[40] = { 0 };

	(void)state;
	for (size_t size = 1; size <= sizeof(bytes); size++) {
		uint64_t zeros = hash_bytes(bytes, size, 0);
		assert_int_not_equal(zeros, hash_bytes(bytes, size - 1, 0));
		for (size_t i = 0; i < size; i++) {
			bytes[i] = 1;
			assert_int_not_equal(zeros, hash_bytes(bytes, size, 0));
			bytes[i] = 0;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_values_never_change),
		cmocka_unit_test(does_not_mind_where_the_bytes_lie),
		cmocka_unit_test(every_byte_and_the_length_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
