/* SPDX-License-Identifier: Apache-2.0
 *
 * One state of the base while a text is read, and one while its rules run: when others
 * write, two rules must not judge it by different ones.
 */
#ifndef BISOTUN_CHECK_HOLD_H
#define BISOTUN_CHECK_HOLD_H

#include "src/check/check.h"

/* What is asked of the base in between is of one state of it, and each question is spared
 * a transaction of its own.  Without a base nothing happens. */
int checking_hold(struct checking *c);
void checking_release(struct checking *c);

#endif
