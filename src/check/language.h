/* SPDX-License-Identifier: Apache-2.0
 *
 * Which language a text is in, by its letters and its commonest words (languages.tsv).
 */
#ifndef BISOTUN_CHECK_LANGUAGE_H
#define BISOTUN_CHECK_LANGUAGE_H

#include "src/base/buf.h"

struct languages;

int languages_open(struct languages **out);
/* From text, for tests. */
int languages_parse(
	const char *name, const char *text, size_t size, struct languages **out);
void languages_close(struct languages *l);
void languages_closep(struct languages **l);

/* The language of a text, canonical; "" where it can't be told.  Looks at its
 * beginning. */
int language_of(const struct languages *l, const char *text, size_t size, char lang[64]);

/* Which of the two to believe where a document declares a language: word processors and
 * templates declare theirs, whatever is written.  Sets `lang`, which was found, to the
 * declared one where that is no contradiction: the same language, or one that is not in
 * the table and of the same script. */
int language_settle(const struct languages *l, const char *declared, char lang[64]);

#endif
