/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the view for people that have a file of their own.
 */
#ifndef BISOTUN_VIEW_TEXT_H
#define BISOTUN_VIEW_TEXT_H

#include "src/view/view.h"

void text_lookup(struct printer *p, const struct lookup_answer *a);
void text_concept(struct printer *p, const struct bis_concept *c);

#endif
