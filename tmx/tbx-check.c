/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/tbx-check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "src/base/err.h"

#define REMARKS_KEPT 200
#define TARGETS_KEPT 1000000
#define IDS_KEPT 4000000

struct tbx_remark {
	struct buf text, unit;
	long line;
	size_t count;
};

struct tbx_target {
	uint64_t id;
	long line;
};

void tbx_check_finish(struct tbx_check *k)
{
	for (size_t i = 0; i < k->n_remarks; i++) {
		buf_free(&k->remarks[i].text);
		buf_free(&k->remarks[i].unit);
	}
	free(k->remarks);
	free(k->targets);
	tbx_ids_finish(&k->ids);
	*k = (struct tbx_check){ 0 };
}

static struct tbx_remark *remark_of(struct tbx_check *k, const char *text)
{
	for (size_t i = 0; i < k->n_remarks; i++)
		if (strcmp(buf_str(&k->remarks[i].text), text) == 0)
			return &k->remarks[i];
	if (k->remarks == NULL)
		k->remarks = calloc(REMARKS_KEPT, sizeof(*k->remarks));
	if (k->remarks == NULL)
		k->failed = true;
	else if (k->n_remarks < REMARKS_KEPT)
		return &k->remarks[k->n_remarks++];
	k->more++;
	return NULL;
}

void tbx_remark(struct tbx_check *k, long line, const char *format, ...)
{
	char text[400];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	struct tbx_remark *r = remark_of(k, text);
	if (r == NULL || r->count++ > 0)
		return;
	r->line = line;
	buf_set(&r->text, text);
	buf_set(&r->unit, k->unit);
	k->failed |= !buf_ok(&r->text) || !buf_ok(&r->unit);
}

static int tell(
	const struct record_sink *sink, long line, const char *unit, const char *message)
{
	struct problem p = { .line = line, .unit = unit, .message = message };

	return sink->problem == NULL ? 0 : sink->problem(sink->ctx, &p);
}

static void check_targets(struct tbx_check *k)
{
	k->unit = "";
	for (size_t i = 0; i < k->n_targets && k->ids.n < IDS_KEPT; i++)
		if (!tbx_ids_has(&k->ids, k->targets[i].id))
			tbx_remark(k, k->targets[i].line,
				"a target that is the id of nothing in the file");
}

int tbx_check_end(struct tbx_check *k, const struct record_sink *sink)
{
	int rc = 0;

	check_targets(k);
	for (size_t i = 0; rc == 0 && i < k->n_remarks; i++) {
		struct tbx_remark *r = &k->remarks[i];
		if (r->count > 1)
			buf_addf(&r->text, " (and %zu more)", r->count - 1);
		k->failed |= !buf_ok(&r->text);
		if (!k->failed)
			rc = tell(sink, r->line, buf_str(&r->unit), buf_str(&r->text));
	}
	if (k->failed)
		return err_nomem();
	if (rc < 0 || k->more == 0)
		return rc;
	char text[80];
	snprintf(text, sizeof(text), "%zu more remarks of other kinds", k->more);
	return tell(sink, 0, "", text);
}

void tbx_check_id(struct tbx_check *k, long line, const char *id)
{
	if (!tbx_is_ncname(id))
		tbx_remark(k, line,
			"an id that is no XML name: it begins with a letter and has no "
			"spaces");
	if (k->ids.n >= IDS_KEPT)
		return;
	int rc = tbx_ids_add(&k->ids, tbx_id_hash(id));
	k->failed |= rc < 0;
	if (rc == 0)
		tbx_remark(k, line, "an id that is used before");
}

void tbx_check_target(struct tbx_check *k, long line, const char *target)
{
	if (strstr(target, "://") != NULL || k->n_targets >= TARGETS_KEPT)
		return;
	if (k->n_targets == k->capacity) {
		size_t capacity = k->capacity == 0 ? 64 : 2 * k->capacity;
		void *targets = realloc(k->targets, capacity * sizeof(*k->targets));
		if (targets == NULL) {
			k->failed = true;
			return;
		}
		k->targets = targets;
		k->capacity = capacity;
	}
	k->targets[k->n_targets++] =
		(struct tbx_target){ .id = tbx_id_hash(target), .line = line };
}

#define AUX "descrip descripGrp admin adminGrp transacGrp note ref xref "
#define LINKS "admin adminGrp transacGrp note ref xref "
#define INLINE "hi foreign sc ec ph bpt ept "

/* What may stand where, TBX 2 and 3 together; a parent that is not here holds text. */
static const struct {
	const char *parent, *children;
} content[] = {
	{ "martif", "martifHeader text " },
	{ "tbx", "tbxHeader text " },
	{ "text", "body back " },
	{ "body", "conceptEntry termEntry " },
	{ "conceptEntry", AUX "langSec langSet " },
	{ "termEntry", AUX "langSec langSet " },
	{ "langSec", AUX "termSec tig ntig " },
	{ "langSet", AUX "termSec tig ntig " },
	{ "termSec", AUX "term termNote termNoteGrp " },
	{ "tig", AUX "term termNote " },
	{ "ntig", AUX "termGrp " },
	{ "termGrp", "term termNote termNoteGrp termCompList " },
	{ "termCompList", AUX "termComp termCompGrp " },
	{ "termCompGrp", "termComp termNote termNoteGrp " LINKS },
	{ "descripGrp", "descrip descripNote " LINKS },
	{ "adminGrp", "admin adminNote note ref xref " },
	{ "transacGrp", "transac transacNote date note ref xref " },
	{ "termNoteGrp", "termNote " LINKS },
	{ "term", "hi " },
	{ "ref", "" },
	{ "xref", "" },
	{ "date", "" },
	{ "transac", "" },
	{ "transacNote", "" },
};

static bool word_in(const char *words, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = words; *at != '\0'; at = strchr(at, ' ') + 1)
		if (strncmp(at, word, size) == 0 && at[size] == ' ')
			return true;
	return false;
}

void tbx_check_child(struct tbx_check *k, long line, const char *parent, const char *name)
{
	const char *allowed = INLINE;

	for (size_t i = 0; i < N_ELEMENTS(content); i++)
		if (strcmp(content[i].parent, parent) == 0)
			allowed = content[i].children;
	if (!word_in(allowed, name))
		tbx_remark(k, line, "<%s> has no place in <%s>", name, parent);
}

static bool needs_type(const char *element)
{
	return word_in("descrip descripNote admin adminNote termNote transac transacNote "
		       "ref xref ",
		element);
}

static const char *level_name(enum tbx_level level)
{
	return level == TBX_CONCEPT ? "conceptEntry"
	       : level == TBX_LANG  ? "langSec"
				    : "termSec";
}

void tbx_check_category(struct tbx_check *k, long line, const char *element,
	const char *type, enum tbx_level level)
{
	if (!needs_type(element))
		return;
	if (*type == '\0') {
		tbx_remark(k, line, "<%s> without a type", element);
		return;
	}
	if (!k->v3 || k->dialect < 0)
		return;
	const char *dialect = tbx_dialect_type((enum tbx_dialect)k->dialect);
	const struct tbx_category *c = tbx_category_find(type);
	if (c == NULL || (c->module != TBX_AS_IS && (int)c->module > k->dialect))
		tbx_remark(
			k, line, "%s type=\"%s\" is not in %s", element, type, dialect);
	else if (strcmp(c->element, element) != 0)
		tbx_remark(
			k, line, "%s is a <%s>, not a <%s>", type, c->element, element);
	else if ((c->levels & level) == 0)
		tbx_remark(k, line, "%s has no place in <%s>", type, level_name(level));
}

static bool value_known(
	struct tbx_check *k, const char *element, const char *type, const char *value)
{
	cleanup(buf_free) struct buf date = BUF_INIT;

	if (strcmp(element, "date") == 0)
		return tbx_mend_date(&date, value) || (k->failed |= date.failed);
	const struct tbx_category *c = tbx_category_find(type);
	return c == NULL || tbx_category_allows(c, value) || tbx_is_2025(type, value);
}

void tbx_check_value(struct tbx_check *k, long line, const char *element,
	const char *type, const char *value)
{
	if (!k->v3 || value_known(k, element, type, value))
		return;
	if (*type == '\0')
		tbx_remark(k, line, "<%s> that is no date", element);
	else if (k->dialect >= 0 && strlen(value) <= 60)
		tbx_remark(k, line, "%s=\"%s\" is none of its values", type, value);
	else if (k->dialect >= 0)
		tbx_remark(
			k, line, "%s with a long text that is none of its values", type);
}
