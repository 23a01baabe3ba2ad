/* SPDX-License-Identifier: Apache-2.0
 *
 * The content of one <seg>, given by itself: what a program hands over as a segment with
 * inline codes.
 */
#ifndef BISOTUN_SEG_H
#define BISOTUN_SEG_H

#include "tmx/unit.h"

/* Fills text and, where there are elements, markup of the variant from the content of a
 * <seg> (TMX 1.4b).  BIS_EFORMAT where it is not well-formed, or holds what XML does not
 * allow. */
int seg_read(const char *content, struct variant *v);

#endif
