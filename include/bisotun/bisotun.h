/* SPDX-License-Identifier: Apache-2.0
 *
 * All of libbisotun: a translation memory and termbase in one file.
 *
 *	bis_db *db;
 *	if (bis_db_open("names.db", &(struct bis_open_options){ 0 }, &db) < 0)
 *		errx(1, "%s", bis_error_message());
 *	bis_hits *hits;
 *	const struct bis_concept *c;
 *	bis_lookup(db, &(struct bis_lookup_options){ .from = "ru" }, "ШОС", &hits);
 *	while (bis_hits_next(hits, &c) > 0)
 *		puts(c->matched);
 *	bis_hits_close(hits);
 *	bis_db_close(db);
 */
#ifndef BISOTUN_H
#define BISOTUN_H

#include <bisotun/check.h>
#include <bisotun/db.h>
#include <bisotun/error.h>
#include <bisotun/exchange.h>
#include <bisotun/memory.h>
#include <bisotun/names.h>
#include <bisotun/terms.h>
#include <bisotun/text.h>
#include <bisotun/version.h>

#endif
