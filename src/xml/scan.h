/* SPDX-License-Identifier: Apache-2.0
 *
 * Getting over bytes that need no attention, quickly.  Inline: they run over every byte
 * of a file.
 */
#ifndef BISOTUN_XML_SCAN_H
#define BISOTUN_XML_SCAN_H

#include <string.h>

#include "src/base/base.h"

/* The size of the UTF-8 sequence at p: 0 where `size` bytes are not all of it, below zero
 * the size of what is ill-formed (Unicode 15, table 3-7 and "maximal subpart"). */
static inline int scan_sequence(const unsigned char *p, size_t size)
{
	unsigned char least = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
	unsigned char most = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
	int length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

	if (p[0] < 0xc2 || p[0] > 0xf4)
		return -1;
	if (size < 2)
		return 0;
	if (p[1] < least || p[1] > most)
		return -1;
	for (int i = 2; i < length; i++) {
		if ((size_t)i >= size)
			return 0;
		if ((p[i] & 0xc0) != 0x80)
			return -i;
	}
	return length;
}

#define EACH_BYTE(value) (0x0101010101010101U * (uint64_t)(value))
#define TOP_BITS EACH_BYTE(0x80)

/* Over ASCII text: eight bytes at a time, to the first that is below U+0020, above
 * U+007F, `<` or `&`; or less far. */
static inline const unsigned char *scan_ascii(
	const unsigned char *p, const unsigned char *stop)
{
	while (stop - p >= 8) {
		uint64_t word;
		memcpy(&word, p, sizeof(word));
		uint64_t lt = word ^ EACH_BYTE('<'), amp = word ^ EACH_BYTE('&');
		uint64_t low = (word - EACH_BYTE(0x20)) | (lt - EACH_BYTE(1)) |
			       (amp - EACH_BYTE(1)) | word;
		low &= TOP_BITS; /* the lowest bit left is that of the first such byte */
		if (low != 0)
			return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
				       ? p + __builtin_ctzll(low) / 8
				       : p;
		p += 8;
	}
	return p;
}

/* Over longer sequences, to the first byte of ASCII, or up to one that is ill-formed, not
 * whole, or from U+FFC0 on. */
static inline const unsigned char *scan_sequences(
	const unsigned char *p, const unsigned char *stop, const unsigned char *end)
{
	while (p < stop && *p >= 0x80) {
		if (*p >= 0xc2 && *p < 0xe0 && end - p > 1 && (p[1] & 0xc0) == 0x80) {
			p += 2;
			continue;
		}
		if (*p == 0xef && end - p > 1 && p[1] == 0xbf)
			break;
		int n = scan_sequence(p, (size_t)(end - p));
		if (n <= 0)
			break;
		p += n;
	}
	return p;
}

#undef EACH_BYTE
#undef TOP_BITS

#endif
