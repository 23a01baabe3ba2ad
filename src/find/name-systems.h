/* SPDX-License-Identifier: Apache-2.0
 *
 * By which romanisation systems spellings are made of the names that a concept has in
 * other scripts.
 */
#ifndef BISOTUN_NAME_SYSTEMS_H
#define BISOTUN_NAME_SYSTEMS_H

#include "src/find/mentions.h"
#include "termbase/romanise.h"

/* Words of a name are parted by spaces. */
struct name_word {
	const char *at;
	size_t size;
};
/* The next word; false where there is none. */
bool next_name_word(const char **at, const char *end, struct name_word *word);

/* What the systems make of the names of concepts, made once for each. */
struct name_systems;
void name_systems_free(struct name_systems *s);

struct name_systems_asked {
	struct mention_finder *finder;
	const struct systems *systems;
	const char *lang; /* of the text: what is made for its readers is likelier */
	int64_t concept;
	const char *name, *other; /* two spellings of it */
};
/* Says in words by which systems the words are made that the two have not in common;
 * *all is false where a word is made by none, and `why` then says a part of it.  *keep is
 * NULL at first, and yours to free. */
int name_systems_why(struct name_systems **keep, const struct name_systems_asked *asked,
	struct buf *why, bool *all);

#endif
