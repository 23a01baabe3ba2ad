/* SPDX-License-Identifier: Apache-2.0
 *
 * Sixteen bytes a step through a 64 × 64 → 128 bit multiplication folded by exclusive
 * or (the "folded multiply" of the wyhash family); bytes are read little-endian on
 * every machine.
 */
#include "config.h"
#include "src/base/hash.h"

#define K0 0x9e3779b97f4a7c15u /* 2^64 / golden ratio */
#define K1 0xd1b54a32d192ed03u
#define K2 0x8cb92ba72f3d8dd7u

static inline uint64_t fold_multiply(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load(const unsigned char *at, size_t n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value |= (uint64_t)at[i] << (8 * i);
	return value;
}

uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
	const unsigned char *at = bytes;
	uint64_t hash = seed ^ K0;
	size_t left = size;

	while (left >= 16) {
		hash = fold_multiply(load(at, 8) ^ hash ^ K1, load(at + 8, 8) ^ K2);
		at += 16;
		left -= 16;
	}
	uint64_t a = left >= 8 ? load(at, 8) : load(at, left);
	uint64_t b = left > 8 ? load(at + 8, left - 8) : 0;
	hash = fold_multiply(a ^ hash ^ K1, b ^ K2);
	return fold_multiply(hash ^ K0, (uint64_t)size ^ K1);
}
