/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BISOTUN_FUZZ_H
#define BISOTUN_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer, or replay.c without it, calls with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
