/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a text with what its findings propose.
 */
#ifndef BISOTUN_CHECK_FIX_H
#define BISOTUN_CHECK_FIX_H

#include "src/check/findings.h"

/* Replaces `path` by the text with its fixes, whole or not at all; it keeps its mode, and
 * a link is followed.  Of fixes that overlap the first counts.  BIS_EUSAGE where the text
 * is not plain UTF-8; BIS_EIO where the file was changed since it was read, may not be
 * written to or has other names (hard links). */
int fix_write(const struct reading *r, const struct findings *findings, const char *path,
	size_t *n_fixed);

#endif
