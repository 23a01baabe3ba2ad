/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/edit/similar.h"

#include <string.h>

#include "src/store/store.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/lang.h"

struct likeness {
	bis_db *db;
	const char *lang, *folded;
	size_t size;
	struct term_row row;
	struct buf other, key, label;
	bis_similar *similar;
	void *ctx;
};

static void likeness_finish(struct likeness *l)
{
	term_row_finish(&l->row);
	buf_free(&l->other);
	buf_free(&l->key);
	buf_free(&l->label);
}

/* The index gives forms that may be equal; whether they are, their folded texts say. */
static int look_alike(void *ctx, int64_t form)
{
	struct likeness *l = ctx;
	int rc = termindex_row(l->db, form, &l->row);

	if (rc <= 0 || lang_distance(l->lang, l->row.lang) < 0)
		return rc < 0 ? rc : 0;
	buf_clear(&l->other);
	rc = fold_text(FOLD_STRICT, buf_str(&l->row.text), l->row.text.size, l->row.lang,
		&l->other);
	if (rc < 0)
		return rc;
	if (l->other.size != l->size ||
		memcmp(buf_str(&l->other), l->folded, l->size) != 0)
		return 0;
	rc = store_concept_label(
		l->db, l->row.concept, NULL, 0, NULL, &l->key, &l->label);
	if (rc == 0)
		l->similar(l->ctx, buf_str(&l->key), buf_str(&l->row.text), l->row.lang);
	return rc;
}

#define MAX_ALIKE 100 /* a form told of more often than that is told of no more */

static int tell_similar(bis_db *db, const struct section *s, const struct form *f,
	bis_similar *similar, void *ctx)
{
	cleanup(likeness_finish) struct likeness l = {
		.db = db, .similar = similar, .ctx = ctx
	};
	cleanup(buf_free) struct buf folded = BUF_INIT;

	int rc = fold_text(
		FOLD_STRICT, buf_str(&f->text), f->text.size, buf_str(&s->lang), &folded);
	if (rc < 0)
		return rc;
	l.lang = buf_str(&s->lang);
	l.folded = buf_str(&folded);
	l.size = folded.size;
	return termindex_keyed(db, l.folded, l.size, MAX_ALIKE, look_alike, &l);
}

int similar_tell(bis_db *db, const struct concept *c, bis_similar *similar, void *ctx)
{
	int rc = 0;

	for (size_t i = 0; similar != NULL && i < c->n_sections; i++)
		for (size_t j = 0; rc >= 0 && j < c->sections[i].n_forms; j++)
			rc = tell_similar(db, &c->sections[i], &c->sections[i].forms[j],
				similar, ctx);
	return rc < 0 ? rc : 0;
}
