/* SPDX-License-Identifier: Apache-2.0
 *
 * The account of one imported file, owning what struct bis_import_file points to.
 */
#ifndef BISOTUN_TALLY_H
#define BISOTUN_TALLY_H

#include "bisotun/exchange.h"
#include "src/base/buf.h"
#include "tmx/format.h"

#define TALLY_MAX_PROBLEMS 1000

struct tally {
	struct bis_import_file file;
	struct buf name, type, version, source_lang, tool;
	struct bis_count *languages;
	struct bis_problem *problems;
	struct tally_tag { /* tags as written, to the count of their canonical form */
		char *written;
		size_t language;
	} * tags;
	size_t n_tags;
};

void tally_init(struct tally *t);
void tally_finish(struct tally *t);
int tally_begin(struct tally *t, const char *file, const char *type);
int tally_head(struct tally *t, const struct document *d);
int tally_lang(struct tally *t, const char *written, int64_t n);
/* Copies it; beyond TALLY_MAX_PROBLEMS it is only counted. */
int tally_problem(struct tally *t, const struct bis_problem *p);

#endif
