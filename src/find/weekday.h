/* SPDX-License-Identifier: Apache-2.0
 *
 * Days of the week beside dates: they change with the date, and no rule of ours writes
 * them.
 */
#ifndef BISOTUN_WEEKDAY_H
#define BISOTUN_WEEKDAY_H

#include "src/base/base.h"

/* Whether the name of a day of the week stands next to the bytes begin to end. */
bool weekday_beside(const char *text, size_t size, size_t begin, size_t end);

/* 0 Sunday to 6; -1 where the value ("2017-04-14") is no whole date. */
int weekday_of(const char *value);

#endif
