/* SPDX-License-Identifier: Apache-2.0
 *
 * What the filter lets through, units or concepts; and one unit for the world.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "bisotun/memory.h"
#include "bisotun/version.h"
#include "src/base/err.h"
#include "src/store/concepts.h"
#include "src/store/db.h"
#include "src/store/facts.h"
#include "src/store/schema.h"
#include "src/store/units.h"
#include "src/xml/markup.h"

int store_documents(bis_db *db, const struct record_filter *filter, bool concepts,
	int64_t **ids, size_t *n)
{
	return concepts ? concepts_documents(db, filter, ids, n)
			: units_documents(db, filter, ids, n);
}

int store_count(bis_db *db, const struct record_filter *filter, bool concepts, int64_t *n)
{
	return concepts ? concepts_count(db, filter, n) : units_count(db, filter, n);
}

const char *bis_version(void)
{
	return PACKAGE_VERSION;
}

int bis_schema_version(void)
{
	return SCHEMA_VERSION;
}

/* --- one unit ------------------------------------------------------------------- */

/* The unit and the texts it shows, freed together. */
struct unit_card {
	struct bis_unit shown; /* first: the world gives this back */
	char id[24], date[12];
	struct buf tuid, origin;
	struct bis_variant *variants;
	size_t n;
	struct bis_fact *facts;
	size_t n_facts;
};

void bis_unit_free(struct bis_unit *unit)
{
	struct unit_card *card = (struct unit_card *)unit;

	if (card == NULL)
		return;
	for (size_t i = 0; i < card->n; i++) {
		free((char *)card->variants[i].lang);
		free((char *)card->variants[i].text);
		free((char *)card->variants[i].markup);
		facts_free((struct bis_fact *)card->variants[i].facts,
			card->variants[i].n_facts);
	}
	free(card->variants);
	facts_free(card->facts, card->n_facts);
	buf_free(&card->tuid);
	buf_free(&card->origin);
	free(card);
}

static int load_unit(bis_db *db, int64_t number, struct unit_card *card)
{
	static const char sql[] =
		"SELECT u.attrs, o.name, u.day, u.status, u.extra FROM unit u"
		" JOIN document d ON d.id = u.document JOIN origin o ON o.id = d.origin"
		" WHERE u.id = ?1 AND u.gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc < 0 ? rc
			      : err_set(BIS_ENOTFOUND, "there is no unit U%lld",
					(long long)number);
	const char *attrs = sql_column_text(s, 0);
	markup_attr_get(attrs, sql_column_size(s, 0), "tuid", &card->tuid);
	sql_column_buf(s, 1, &card->origin);
	int64_t day = sql_column_int(s, 2);
	if (day > 0)
		snprintf(card->date, sizeof(card->date), "%04d-%02d-%02d",
			(int)(day / 10000 % 10000), (int)(day / 100 % 100),
			(int)(day % 100));
	card->shown.reviewed = sql_column_int(s, 3) == UNIT_REVIEWED;
	if (!buf_ok(&card->tuid) || !buf_ok(&card->origin))
		return err_nomem();
	return facts_read(attrs, sql_column_text(s, 4), &card->facts, &card->n_facts);
}

static int load_variants(bis_db *db, int64_t number, struct unit_card *card)
{
	static const char sql[] =
		"SELECT l.tag, s.text, v.markup, v.attrs, v.extra"
		" FROM variant v JOIN segment s ON s.id = v.segment"
		" JOIN lang l ON l.id = s.lang WHERE v.unit = ?1 ORDER BY v.pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		struct bis_variant *more =
			realloc(card->variants, (card->n + 1) * sizeof(*more));
		if (more == NULL)
			return err_nomem();
		card->variants = more;
		struct bis_variant *v = &more[card->n++];
		struct bis_fact *facts = NULL;
		*v = (struct bis_variant){ 0 };
		v->lang = strdup(sql_column_text(s, 0));
		v->text = strdup(sql_column_text(s, 1));
		v->markup = strdup(sql_column_text(s, 2));
		if (v->lang == NULL || v->text == NULL || v->markup == NULL)
			return err_nomem();
		rc = facts_read(sql_column_text(s, 3), sql_column_text(s, 4), &facts,
			&v->n_facts);
		v->facts = facts;
		if (rc < 0)
			return rc;
	}
	return rc;
}

int bis_unit_get(bis_db *db, const char *id, struct bis_unit **out)
{
	int64_t number;

	*out = NULL;
	int rc = unit_number(id, &number);
	if (rc < 0)
		return rc;
	struct unit_card *card = calloc(1, sizeof(*card));
	if (card == NULL)
		return err_nomem();
	rc = load_unit(db, number, card);
	if (rc == 0)
		rc = load_variants(db, number, card);
	if (rc < 0) {
		bis_unit_free(&card->shown);
		return rc;
	}
	snprintf(card->id, sizeof(card->id), "U%lld", (long long)number);
	card->shown.id = card->id;
	card->shown.date = card->date;
	card->shown.tuid = buf_str(&card->tuid);
	card->shown.origin = buf_str(&card->origin);
	card->shown.variants = card->variants;
	card->shown.n_variants = card->n;
	card->shown.facts = card->facts;
	card->shown.n_facts = card->n_facts;
	*out = &card->shown;
	return 0;
}
