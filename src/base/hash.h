/* SPDX-License-Identifier: Apache-2.0
 *
 * A fast 64-bit hash for content that is compared afterwards or whose number keeps
 * accidental collisions out of reach.  It is no protection against someone who wants a
 * collision.
 *
 * The values are stored in databases: the function never changes.
 */
#ifndef BISOTUN_HASH_H
#define BISOTUN_HASH_H

#include "src/base/base.h"

uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed);

#endif
