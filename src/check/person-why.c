/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a spelling and the approved one differ.  Where the base has the name in the script
 * it comes from, the systems that make a spelling of it are named (name-systems.h); only
 * where there are none, the rules between the two spellings are.
 */
#include "config.h"
#include "src/check/person-verdict.h"

#include <string.h>

#include "src/base/err.h"

static int explain(
	struct reading *r, const char *name, const char *other, struct buf *why)
{
	const char *lang = *r->lang == '\0' ? NULL : r->lang;
	struct name a = { 0 }, b = { 0 };
	int rc = name_read(r->checking->namer, name, strlen(name), lang, &a);

	if (rc == 0)
		rc = name_read(r->checking->namer, other, strlen(other), lang, &b);
	if (rc == 0)
		rc = name_explain(r->checking->namer, &a, &b, why);
	name_finish(&a);
	name_finish(&b);
	return rc < 0 ? rc : buf_ok(why) ? 0 : err_nomem();
}

static int by_systems(struct reading *r, int64_t concept, const char *name,
	const char *other, struct buf *why, bool *all)
{
	const struct name_systems_asked asked = {
		.finder = r->checking->finder,
		.systems = namer_systems(r->checking->namer),
		.lang = r->lang,
		.concept = concept,
		.name = name,
		.other = other,
	};

	struct people_store *s = r->checking->keep_people;

	return name_systems_why(&s->systems, &asked, why, all);
}

int person_why(struct reading *r, const struct person *p, const char *other,
	int64_t concept, struct buf *why)
{
	cleanup(case_readings_finish) struct case_readings c = { 0 };
	const struct spelling *x = person_spelling(r, p);
	const struct case_reading *reading = NULL;
	bool all = false;
	int rc = case_readings(r->checking->endings, r->lang, x->text, x->size, &c);

	buf_clear(why);
	if (rc == 0)
		rc = nearest_reading(r, &c, other, &reading);
	if (rc == 0 && concept != 0)
		rc = by_systems(r, concept, reading->text, other, why, &all);
	if (rc < 0 || (all && why->size > 0))
		return rc;
	buf_clear(why);
	return explain(r, reading->text, other, why);
}
