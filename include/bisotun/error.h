/* SPDX-License-Identifier: Apache-2.0
 *
 * Results and what went wrong.
 *
 * A function that can fail returns 0 when it is done and a negative code otherwise;
 * cursors (`…_next`) return 1 for a row, 0 when there are no more, and a negative code.
 * The code is for branching; the words are in bis_error_message().
 */
#ifndef BISOTUN_ERROR_H
#define BISOTUN_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

#ifndef BIS_EXPORT
#define BIS_EXPORT __attribute__((visibility("default")))
#endif

enum bis_error {
	BIS_OK = 0,
	BIS_ENOMEM = -1, /* out of memory; nothing was changed */
	/* an argument makes no sense: an unknown language, status, date … */
	BIS_EUSAGE = -2,
	BIS_EFORMAT = -3, /* input data are broken or of no known format */
	BIS_EIO = -4,     /* a file can't be read or written */
	/* the database is missing, damaged, of a newer schema, or the disk is full */
	BIS_EDB = -5,
	BIS_EBUSY = -6, /* another writer held the database for longer than the timeout */
	BIS_ECONFLICT = -7, /* what is to be changed was changed by another write since */
	BIS_ENOTFOUND = -8, /* there is no such concept, unit or event */
	BIS_ECANCELLED = -9 /* a callback asked to stop */
};

/* The message of this thread's last failed call, UTF-8, one line without a full
 * stop, such as `releases.tmx:812: <seg> missing in <tuv xml:lang="ru">`.  Never
 * NULL; borrowed until the next call of this library that fails in this thread. */
BIS_EXPORT const char *bis_error_message(void);

#ifdef __cplusplus
}
#endif

#endif
