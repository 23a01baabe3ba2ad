/* SPDX-License-Identifier: Apache-2.0
 *
 * Sketches: 256 bits that tell, before anything else of a segment is read, that too much
 * of the query can't be in it, or too much of it not in the query.
 *
 * The loop is compiled twice, once with the machine's own instruction for counting bits.
 */
#include "config.h"
#include "src/find/fuzzy-search.h"

static inline __attribute__((always_inline)) unsigned ones(uint64_t bits)
{
	return (unsigned)__builtin_popcountll(bits);
}

static inline __attribute__((always_inline)) size_t filter(const struct sketch *sketches,
	const struct mask *mask, const struct sketch_limits *limits,
	const uint32_t *places, size_t n, uint32_t *out)
{
	const uint64_t word = token_weight(TOKEN_WORD);
	const uint64_t character = token_weight(TOKEN_CHARACTER);
	size_t left = 0;

	for (size_t i = 0; i < n; i++) {
		const uint64_t *bits = sketches[places[i]].bits;
		unsigned words = 0, characters = 0, others = 0;

		for (int b = 0; b < 4; b++) {
			words += ones(mask->words[b] & ~bits[b]);
			characters += ones(mask->characters[b] & ~bits[b]);
			others += ones(bits[b] & ~(mask->words[b] | mask->characters[b]));
		}
		out[left] = places[i];
		left += (words * word + characters * character <= limits->query) &
			(others * limits->segment_unit <= limits->segment);
	}
	return left;
}

static size_t filter_anywhere(const struct sketch *sketches, const struct mask *mask,
	const struct sketch_limits *limits, const uint32_t *places, size_t n,
	uint32_t *out)
{
	return filter(sketches, mask, limits, places, n, out);
}

#if defined(__x86_64__) || defined(__i386__)
__attribute__((target("popcnt"))) static size_t filter_popcnt(
	const struct sketch *sketches, const struct mask *mask,
	const struct sketch_limits *limits, const uint32_t *places, size_t n,
	uint32_t *out)
{
	return filter(sketches, mask, limits, places, n, out);
}

static bool has_popcnt(void)
{
	return __builtin_cpu_supports("popcnt") != 0;
}
#else
#define filter_popcnt filter_anywhere

static bool has_popcnt(void)
{
	return false;
}
#endif

size_t sketch_filter(const struct sketch *sketches, const struct mask *mask,
	const struct sketch_limits *limits, const uint32_t *places, size_t n,
	uint32_t *out)
{
	return has_popcnt() ? filter_popcnt(sketches, mask, limits, places, n, out)
			    : filter_anywhere(sketches, mask, limits, places, n, out);
}
