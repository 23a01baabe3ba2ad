/* SPDX-License-Identifier: Apache-2.0
 *
 * Units added, edited and removed by hand: each call is one write with one line of
 * history.
 *
 * Who and when go where TMX 1.4b has them: creationid and creationdate of what is new,
 * changeid and changedate of what was changed, on the <tu> and on the <tuv> it was done
 * to.  Everything else of an edited unit stays as it was.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bisotun/memory.h"
#include "src/base/err.h"
#include "src/store/store.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"
#include "src/xml/markup.h"
#include "tmx/seg.h"

/* --- what may stand in a segment --------------------------------------------------- */

/* XML 1.0 §2.2: what could never be exported is refused. */
static bool is_character(int32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c != 0xfffe && c != 0xffff;
}

static int check_text(const char *text, const char *what)
{
	const char *at = text, *end = text + strlen(text);
	size_t bad = utf8_valid(text, (size_t)(end - text));

	if (at + bad < end)
		return err_set(BIS_EUSAGE, "%s: byte %zu is not UTF-8", what, bad + 1);
	while (at < end) {
		int32_t c = utf8_next(&at, end);
		if (!is_character(c))
			return err_set(BIS_EUSAGE, "%s: U+%04X is not allowed in XML",
				what, (unsigned)c);
	}
	return 0;
}

/* The variant gets this text; codes, if any, must say the same. */
static int set_text(struct variant *v, const char *text, const char *markup)
{
	int rc = check_text(text, "segment");

	if (rc == 0 && *text == '\0')
		rc = err_set(BIS_EUSAGE, "a segment needs a text");
	if (rc < 0)
		return rc;
	v->empty = false;
	if (markup == NULL || *markup == '\0') {
		buf_set(&v->text, text);
		buf_clear(&v->markup);
		v->tagged = false;
		return 0;
	}
	rc = seg_read(markup, v);
	if (rc == 0 && strcmp(buf_str(&v->text), text) != 0)
		rc = err_set(BIS_EUSAGE,
			"without its codes the segment is \"%s\", not the text given",
			QUOTED(buf_str(&v->text)));
	return rc;
}

/* --- attributes ------------------------------------------------------------------- */

static void now(char stamp[20])
{
	time_t t = time(NULL);
	struct tm utc;

	if (gmtime_r(&t, &utc) == NULL ||
		strftime(stamp, 20, "%Y%m%dT%H%M%SZ", &utc) == 0)
		stamp[0] = '\0';
}

/* In its place among the others, or behind them. */
static int set_attribute(struct buf *attrs, const char *name, const char *value)
{
	cleanup(buf_free) struct buf made = BUF_INIT, plain = BUF_INIT;
	const char *at = buf_str(attrs), *end = at + attrs->size;
	const char *begin = at, *found, *escaped;
	size_t found_size, escaped_size, size = strlen(name);
	bool set = false;

	while (markup_attr_next(&at, end, &found, &found_size, &escaped, &escaped_size)) {
		if (found_size == size && memcmp(found, name, size) == 0) {
			markup_attr(&made, name, value);
			set = true;
		} else {
			buf_add(&made, begin, (size_t)(at - begin));
		}
		begin = at;
	}
	if (!set)
		markup_attr(&made, name, value);
	if (!buf_ok(&made))
		return err_nomem();
	buf_free(attrs);
	*attrs = made;
	made = BUF_INIT;
	return 0;
}

static int stamp(bis_db *db, struct buf *attrs, const char *date, const char *id)
{
	char at[20];

	now(at);
	int rc = set_attribute(attrs, date, at);
	return rc < 0 ? rc : set_attribute(attrs, id, store_user(db));
}

static int stamp_changed(bis_db *db, struct buf *attrs)
{
	return stamp(db, attrs, "changedate", "changeid");
}

/* --- adding ----------------------------------------------------------------------- */

static int add_variant(bis_db *db, struct unit *u, const char *lang, const char *text,
	const char *markup, struct variant **added)
{
	char canonical[LANG_MAX];

	if (lang == NULL || *lang == '\0' || text == NULL)
		return err_set(BIS_EUSAGE, "a variant needs a language and a text");
	int rc = lang_canonical(lang, canonical);
	if (rc < 0)
		return rc;
	struct variant *v = unit_add(u);
	if (v == NULL)
		return err_nomem();
	*added = v;
	buf_set(&v->lang, canonical);
	rc = set_text(v, text, markup);
	return rc < 0 ? rc : stamp(db, &v->attrs, "creationdate", "creationid");
}

static int make_unit(bis_db *db, const struct bis_unit *given, struct unit *u)
{
	struct variant *v;
	int rc = 0;

	if (given->n_variants == 0)
		return err_set(BIS_EUSAGE, "a unit needs at least one variant");
	u->status = given->reviewed ? UNIT_REVIEWED : UNIT_UNREVIEWED;
	if (given->tuid != NULL && *given->tuid != '\0') {
		rc = check_text(given->tuid, "tuid");
		markup_attr(&u->attrs, "tuid", given->tuid);
	}
	if (rc == 0)
		rc = stamp(db, &u->attrs, "creationdate", "creationid");
	for (size_t k = 0; rc == 0 && k < given->n_variants; k++)
		rc = add_variant(db, u, given->variants[k].lang, given->variants[k].text,
			given->variants[k].markup, &v);
	if (rc == 0 && unit_size(u) > UNIT_MAX_SIZE)
		rc = err_set(BIS_EUSAGE, "a unit above %zu MiB", UNIT_MAX_SIZE >> 20);
	return rc == 0 && !unit_ok(u) ? err_nomem() : rc;
}

/* Units made here belong to the origin that is given, else to who made them. */
static int document_of(bis_db *db, const char *origin, int64_t *document)
{
	cleanup(buf_free) struct buf name = BUF_INIT;

	if (origin != NULL && *origin != '\0')
		buf_adds(&name, origin);
	else
		buf_addf(&name, "by %s", store_user(db));
	if (!buf_ok(&name))
		return err_nomem();
	int rc = check_text(buf_str(&name), "origin");
	return rc < 0 ? rc : store_document_here(db, buf_str(&name), document);
}

/* Ends the write: well, or with everything taken back. */
static int end(bis_db *db, int rc, const char *summary)
{
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	return store_commit(db, summary);
}

/* As end(), and gives out the id of the unit that came of it. */
static int end_with_id(bis_db *db, int rc, int64_t unit, const char *summary, char **id)
{
	cleanup(free_text) char *name = NULL;

	if (rc == 0 && asprintf(&name, "U%lld", (long long)unit) < 0) {
		name = NULL;
		rc = err_nomem();
	}
	rc = end(db, rc, summary);
	if (rc == 0 && id != NULL)
		*id = steal(&name);
	return rc;
}

int bis_unit_add(bis_db *db, const struct bis_unit *unit, char **id)
{
	cleanup(unit_finish) struct unit u;
	char summary[80] = "";
	int64_t document, number = 0;

	if (id != NULL)
		*id = NULL;
	unit_init(&u);
	int rc = store_begin(db, "unit add");
	if (rc < 0)
		return rc;
	rc = make_unit(db, unit, &u);
	if (rc == 0)
		rc = document_of(db, unit->origin, &document);
	if (rc == 0)
		rc = store_unit_insert(db, &u, document, &number);
	snprintf(summary, sizeof(summary), "unit U%lld added", (long long)number);
	return end_with_id(db, rc, number, summary, id);
}

/* --- editing ---------------------------------------------------------------------- */

/* The variant in this language: the one with just this tag, else the only one that
 * answers for it; n_variants where there is none. */
static int find_variant(const struct unit *u, const char *lang, size_t *found)
{
	size_t exact = 0, near = 0, last_near = u->n_variants;
	char canonical[LANG_MAX], own[LANG_MAX];

	*found = u->n_variants;
	int rc = lang_canonical(lang, canonical);
	for (size_t k = 0; rc == 0 && k < u->n_variants; k++) {
		if (lang_canonical(buf_str(&u->variants[k].lang), own) < 0)
			continue;
		int distance = lang_distance(canonical, own);
		if (distance == 0 && exact++ == 0)
			*found = k;
		else if (distance > 0 && near++ == 0)
			last_near = k;
	}
	if (rc < 0)
		return rc;
	if (exact > 1 || (exact == 0 && near > 1))
		return err_set(BIS_EUSAGE, "the unit has more than one variant in %s",
			canonical);
	if (exact == 0)
		*found = last_near;
	return 0;
}

/* Takes the k-th away; its buffers wait behind the others. */
static void drop_variant(struct unit *u, size_t k)
{
	struct variant gone = u->variants[k];

	memmove(&u->variants[k], &u->variants[k + 1],
		(u->n_variants - k - 1) * sizeof(*u->variants));
	u->variants[--u->n_variants] = gone;
}

static int remove_variant(struct unit *u, const char *lang, size_t k, bool *changed)
{
	if (k == u->n_variants)
		return err_set(BIS_ENOTFOUND, "the unit has no variant in %s", lang);
	drop_variant(u, k);
	*changed = true;
	return 0;
}

static int change_text(bis_db *db, struct unit *u, const struct bis_variant_edit *edit,
	size_t k, bool *changed)
{
	cleanup(buf_free) struct buf before = BUF_INIT;
	struct variant *v = &u->variants[k];

	buf_add(&before, buf_str(&v->text), v->text.size);
	buf_addc(&before, '\0');
	if (v->tagged)
		buf_add(&before, buf_str(&v->markup), v->markup.size);
	int rc = set_text(v, edit->text, edit->markup);
	if (rc < 0)
		return rc;
	if (!buf_ok(&before) || !unit_ok(u))
		return err_nomem();
	if (before.size == v->text.size + 1 + (v->tagged ? v->markup.size : 0) &&
		memcmp(before.data, buf_str(&v->text), v->text.size + 1) == 0 &&
		(!v->tagged || memcmp(before.data + v->text.size + 1, buf_str(&v->markup),
				       v->markup.size) == 0))
		return 0;
	*changed = true;
	return stamp_changed(db, &v->attrs);
}

static int edit_variant(
	bis_db *db, struct unit *u, const struct bis_variant_edit *edit, bool *changed)
{
	struct variant *added;
	size_t k;

	if (edit->lang == NULL)
		return err_set(BIS_EUSAGE, "which variant? no language was given");
	int rc = find_variant(u, edit->lang, &k);
	if (rc < 0)
		return rc;
	if (edit->remove)
		return remove_variant(u, edit->lang, k, changed);
	if (edit->text == NULL)
		return err_set(BIS_EUSAGE, "the variant in %s needs a text", edit->lang);
	if (k < u->n_variants)
		return change_text(db, u, edit, k, changed);
	*changed = true;
	return add_variant(db, u, edit->lang, edit->text, edit->markup, &added);
}

static int edit_unit(
	bis_db *db, struct unit *u, const struct bis_unit_edit *edit, bool *changed)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < edit->n_variants; i++)
		rc = edit_variant(db, u, &edit->variants[i], changed);
	if (rc == 0 && u->n_variants == 0)
		rc = err_set(BIS_EUSAGE,
			"that takes away the last variant: remove the unit itself");
	if (rc == 0 && edit->reviewed >= 0) {
		enum unit_status status =
			edit->reviewed ? UNIT_REVIEWED : UNIT_UNREVIEWED;
		*changed = *changed || u->status != status;
		u->status = status;
	}
	if (rc == 0 && *changed)
		rc = stamp_changed(db, &u->attrs);
	if (rc == 0 && unit_size(u) > UNIT_MAX_SIZE)
		rc = err_set(BIS_EUSAGE, "a unit above %zu MiB", UNIT_MAX_SIZE >> 20);
	return rc == 0 && !unit_ok(u) ? err_nomem() : rc;
}

int bis_unit_edit(
	bis_db *db, const char *id, const struct bis_unit_edit *edit, char **new_id)
{
	cleanup(unit_finish) struct unit u;
	int64_t number = 0, document, made;
	char summary[80] = "";
	bool changed = false;

	if (new_id != NULL)
		*new_id = NULL;
	unit_init(&u);
	int rc = store_begin(db, "unit edit");
	if (rc < 0)
		return rc;
	rc = store_unit_find(db, id, &number);
	if (rc == 0)
		rc = store_unit_load(db, number, &u, &document);
	if (rc == 0)
		rc = edit_unit(db, &u, edit, &changed);
	made = number;
	if (rc == 0 && changed)
		rc = store_unit_replace(db, number, &u, document, &made);
	snprintf(summary, sizeof(summary), "unit U%lld edited, now U%lld",
		(long long)number, (long long)made);
	return end_with_id(db, rc, made, summary, new_id);
}

int bis_unit_remove(bis_db *db, const char *id)
{
	char summary[80] = "";
	int64_t number = 0;

	int rc = store_begin(db, "unit remove");
	if (rc < 0)
		return rc;
	rc = store_unit_find(db, id, &number);
	if (rc == 0)
		rc = store_unit_remove(db, number);
	snprintf(summary, sizeof(summary), "unit U%lld removed", (long long)number);
	return end(db, rc, summary);
}
