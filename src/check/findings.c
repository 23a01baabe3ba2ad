/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings are kept small as checks make them; what a view wants to know of one (line
 * and column, the line around it) is made when it is asked for, one at a time, in order
 * of place, so that walking to the places costs the text once.
 *
 * A fingerprint is a hash of the rule, the file's own name, the text of the place and
 * what stands around it in its line, and of how many equal ones stood before.
 */
#include "config.h"
#include "src/check/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/check/project.h"
#include "src/check/reading.h"
#include "src/check/rules.h"

#define AROUND 32    /* bytes on either side that a fingerprint takes in */
#define LOOK_BACK 64 /* findings of one place that are asked whether they say the same */
#define CONTEXT 160  /* bytes on either side that are shown of a long line */

/* --- adding ------------------------------------------------------------------------- */

/* NULL stays NULL; false where there is no memory. */
static bool keep_string(struct keep *keep, const char **string)
{
	if (*string == NULL)
		return true;
	*string = keep_text(keep, *string, strlen(*string));
	return *string != NULL;
}

static struct found *more_room(struct reading *r)
{
	if (room_for_one(&r->found, r->n_found, &r->found_capacity) < 0)
		return NULL;
	return &r->found[r->n_found];
}

bool found_enough(struct reading *r, const struct rule *rule)
{
	bool enough = r->n_of_rule[rule_index(rule)] >= FOUND_MAX;

	r->n_beyond += enough;
	return enough;
}

int found_add(struct reading *r, const struct found *f)
{
	struct found copy = *f;

	if (found_enough(r, f->rule))
		return 0;
	struct found *to = more_room(r);
	if (to == NULL || !keep_string(&r->keep, &copy.message) ||
		!keep_string(&r->keep, &copy.why) ||
		!keep_string(&r->keep, &copy.concept) ||
		!keep_string(&r->keep, &copy.fix))
		return err_nomem();
	*to = copy;
	r->n_found++;
	r->n_of_rule[rule_index(f->rule)]++;
	return 0;
}

int found_say(struct reading *r, const struct found *f, const char *message, ...)
{
	struct found copy = *f;
	char *made = NULL;
	va_list arguments;

	va_start(arguments, message);
	int size = vasprintf(&made, message, arguments);
	va_end(arguments);
	if (size < 0)
		return err_nomem();
	copy.message = made;
	int rc = found_add(r, &copy);
	free(made);
	return rc;
}

int found_elsewhere(struct reading *r, const struct found *f, const struct kept_place *at)
{
	struct found copy = *f;

	copy.elsewhere = at;
	copy.begin = copy.end = 0;
	return found_add(r, &copy);
}

/* --- what stands around a place ----------------------------------------------------- */

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool goes_on(char c) /* within a character */
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* At most `reach` bytes before `at`, within its line, from the start of a character. */
static size_t back(const struct reading *r, size_t at, size_t reach)
{
	size_t begin = at;

	while (begin > 0 && at - begin < reach && !is_line_end(r->text[begin - 1]))
		begin--;
	while (begin < at && goes_on(r->text[begin]))
		begin++;
	return begin;
}

static size_t forth(const struct reading *r, size_t at, size_t reach)
{
	size_t end = at;

	while (end < r->size && end - at < reach && !is_line_end(r->text[end]))
		end++;
	while (end > at && end < r->size && goes_on(r->text[end]))
		end--;
	return end;
}

static const char *own_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash == NULL ? file : slash + 1;
}

static uint64_t surroundings_of(const struct reading *r, size_t begin, size_t end)
{
	size_t before = back(r, begin, AROUND), after = forth(r, end, AROUND);
	const char *name = own_name(r->file);
	uint64_t hash = hash_bytes(name, strlen(name), 0);

	hash = hash_bytes(r->text + before, begin - before, hash);
	hash = hash_bytes(r->text + begin, end - begin, hash);
	return hash_bytes(r->text + end, after - end, hash);
}

/* The line, long ones cut; what would break it shown as a space. */
static void add_context(const struct reading *r, size_t begin, size_t end,
	struct buf *out, size_t mark[2])
{
	size_t from = back(r, begin, CONTEXT);
	size_t shown = end - begin > CONTEXT ? forth(r, begin, CONTEXT) : end;
	size_t to = shown < end ? shown : forth(r, end, CONTEXT);

	mark[0] = out->size + begin - from;
	mark[1] = out->size + shown - from;
	size_t at = out->size;
	buf_add(out, r->text + from, to - from);
	for (; buf_ok(out) && at < out->size; at++)
		if (is_line_end(out->data[at]) || out->data[at] == '\t')
			out->data[at] = ' ';
}

static struct bis_place place_of(struct reading *r, size_t begin, size_t end)
{
	struct doc_place a = doc_place(&r->doc, begin, &r->walk);
	struct doc_walk on = r->walk; /* the next place may begin before this one ends */
	struct doc_place b = doc_place(&r->doc, end, &on);

	return (struct bis_place){
		.line = a.line,
		.column = a.column,
		.end_line = b.line,
		.end_column = b.column,
		.bytes = { a.byte, b.byte },
		.utf16 = { a.utf16, b.utf16 },
	};
}

int place_keep(struct keep *keep, struct reading *r, size_t begin, size_t end,
	struct kept_place *out)
{
	cleanup(buf_free) struct buf context = BUF_INIT;

	*out = (struct kept_place){ .at = place_of(r, begin, end),
		.project = r->project };
	add_context(r, begin, end, &context, out->mark);
	out->surroundings = surroundings_of(r, begin, end);
	out->in_name = inside_approved(r, begin, end);
	memcpy(out->lang, r->lang, sizeof(out->lang));
	out->file = keep_text(keep, r->file, strlen(r->file));
	out->text = keep_text(keep, r->text + begin, end - begin);
	out->context = buf_ok(&context) ? keep_text(keep, buf_str(&context), context.size)
					: NULL;
	return out->file == NULL || out->text == NULL || out->context == NULL
		       ? err_nomem()
		       : 0;
}

/* --- settling ----------------------------------------------------------------------- */

void findings_finish(struct findings *f)
{
	free(f->at);
	*f = (struct findings){ 0 };
}

static int compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_files(const struct found *a, const struct found *b)
{
	if (a->elsewhere == NULL || b->elsewhere == NULL)
		return (a->elsewhere != NULL) - (b->elsewhere != NULL);
	return strcmp(a->elsewhere->file, b->elsewhere->file);
}

static size_t begin_of(const struct found *f)
{
	return f->elsewhere == NULL ? f->begin : f->elsewhere->at.bytes[0];
}

static size_t end_of(const struct found *f)
{
	return f->elsewhere == NULL ? f->end : f->elsewhere->at.bytes[1];
}

/* By file, place (the longer first), the graver first, rule, words. */
static int compare_found(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	int c = compare_files(a, b);

	if (c == 0)
		c = compare_numbers(begin_of(a), begin_of(b));
	if (c == 0)
		c = compare_numbers(end_of(b), end_of(a));
	if (c == 0)
		c = (int)b->severity - (int)a->severity;
	if (c == 0)
		c = compare_numbers(rule_index(a->rule), rule_index(b->rule));
	return c != 0 ? c : strcmp(a->message, b->message);
}

static bool in_longer_name(const struct reading *r, const struct found *f)
{
	if (f->rule->inside_names)
		return false;
	if (f->elsewhere != NULL)
		return f->elsewhere->in_name;
	return strncmp(f->rule->id, "TYP-", 4) == 0
		       ? inside_approved_exact(r, f->begin, f->end)
		       : inside_approved(r, f->begin, f->end);
}

static bool is_same_place(const struct found *a, const struct found *b)
{
	return compare_files(a, b) == 0 && begin_of(a) == begin_of(b) &&
	       end_of(a) == end_of(b);
}

/* Of several findings of one rule in one place the first is told; of several rules that
 * speak of one concept there the gravest, which stands first. */
static bool is_told(const struct found *all, size_t i)
{
	const struct found *f = &all[i];

	for (size_t k = i; k-- > 0 && i - k <= LOOK_BACK && is_same_place(&all[k], f);) {
		const struct found *before = &all[k];
		if (before->rule == f->rule)
			return true;
		if (before->concept != NULL && f->concept != NULL &&
			strcmp(before->concept, f->concept) == 0)
			return true;
	}
	return false;
}

/* How often each hash was met: open addressing, as big as twice the findings. */
struct tally {
	struct {
		uint64_t hash;
		uint32_t n;
	} * slots;
	size_t mask;
};

static void tally_finish(struct tally *t)
{
	free(t->slots);
}

static int tally_begin(struct tally *t, size_t n)
{
	size_t size = 16;

	while (size < 2 * n)
		size *= 2;
	t->slots = calloc(size, sizeof(*t->slots));
	t->mask = size - 1;
	return t->slots == NULL ? err_nomem() : 0;
}

static uint32_t tally_add(struct tally *t, uint64_t hash)
{
	size_t i = hash & t->mask;

	while (t->slots[i].n > 0 && t->slots[i].hash != hash)
		i = (i + 1) & t->mask;
	t->slots[i].hash = hash;
	return t->slots[i].n++;
}

static void set_fingerprint(
	const struct reading *r, struct tally *tally, struct settled *s)
{
	const struct found *f = s->found;
	uint64_t hash = f->elsewhere != NULL ? f->elsewhere->surroundings
					     : surroundings_of(r, f->begin, f->end);

	hash = hash_bytes(f->rule->id, strlen(f->rule->id), hash);
	uint32_t before = tally_add(tally, hash);
	if (before > 0)
		hash = hash_bytes(&before, sizeof(before), hash);
	snprintf(s->fingerprint, sizeof(s->fingerprint), "%016llx",
		(unsigned long long)hash);
}

static int is_ignored(struct reading *r, const struct settled *s)
{
	const struct found *f = s->found;
	const struct kept_place *away = f->elsewhere;
	const char *text = away != NULL ? away->text : reading_text(r, f->begin, f->end);
	struct told told = {
		.rule = f->rule,
		.file = away != NULL ? away->file : r->file,
		.text = text,
		.concept = f->concept == NULL ? "" : f->concept,
		.fingerprint = s->fingerprint,
	};

	if (text == NULL)
		return err_nomem();
	return project_ignores(away != NULL ? away->project : r->project, &told);
}

/* 1 it is to be told, 0 not. */
static int weigh(struct reading *r, const struct baseline *baseline, struct settled *s,
	struct findings *out)
{
	const struct found *f = s->found;
	const struct project *project =
		f->elsewhere != NULL ? f->elsewhere->project : r->project;

	if (f->elsewhere != NULL &&
		!rule_wanted(&r->checking->choice, project, f->rule, f->elsewhere->lang))
		return 0;
	s->severity = project_severity(project, f->rule, f->severity);
	if (s->severity < r->checking->choice.level)
		return 0;
	int ignored = project == NULL ? 0 : is_ignored(r, s);
	if (ignored != 0) {
		out->suppressed += ignored > 0;
		return ignored < 0 ? ignored : 0;
	}
	if (baseline != NULL && baseline_has(baseline, s->fingerprint)) {
		out->known_old++;
		return 0;
	}
	return 1;
}

static int make_room(struct findings *f, size_t n)
{
	if (n <= f->capacity)
		return 0;
	struct settled *more = realloc(f->at, n * sizeof(*more));
	if (more == NULL)
		return err_nomem();
	f->at = more;
	f->capacity = n;
	return 0;
}

int findings_settle(
	struct reading *r, const struct baseline *baseline, struct findings *out)
{
	cleanup(tally_finish) struct tally tally = { 0 };
	int rc = make_room(out, r->n_found);

	out->n = out->suppressed = out->known_old = 0;
	if (rc == 0)
		rc = tally_begin(&tally, r->n_found);
	if (rc == 0 && r->n_found > 1)
		qsort(r->found, r->n_found, sizeof(*r->found), compare_found);
	for (size_t i = 0; rc >= 0 && i < r->n_found; i++) {
		const struct found *f = &r->found[i];
		if (is_told(r->found, i) || in_longer_name(r, f))
			continue;
		struct settled *s = &out->at[out->n];
		*s = (struct settled){ .found = f };
		set_fingerprint(r, &tally, s);
		rc = weigh(r, baseline, s, out);
		out->n += rc > 0;
	}
	return rc < 0 ? rc : 0;
}

/* --- showing ------------------------------------------------------------------------ */

void shown_finish(struct shown_finding *s)
{
	buf_free(&s->text);
	buf_free(&s->context);
}

static int show_here(struct reading *r, const struct found *f, struct shown_finding *out)
{
	struct bis_finding *shown = &out->finding;

	buf_clear(&out->text);
	buf_clear(&out->context);
	buf_add(&out->text, r->text + f->begin, f->end - f->begin);
	add_context(r, f->begin, f->end, &out->context, shown->mark);
	if (!buf_ok(&out->text) || !buf_ok(&out->context))
		return err_nomem();
	shown->file = r->file;
	shown->at = place_of(r, f->begin, f->end);
	shown->text = buf_str(&out->text);
	shown->context = buf_str(&out->context);
	return 0;
}

static void show_elsewhere(const struct kept_place *p, struct bis_finding *shown)
{
	shown->file = p->file;
	shown->at = p->at;
	shown->text = p->text;
	shown->context = p->context;
	memcpy(shown->mark, p->mark, sizeof(shown->mark));
}

int finding_show(
	struct reading *r, const struct settled *settled, struct shown_finding *out)
{
	const struct found *f = settled->found;
	int rc = 0;

	out->finding = (struct bis_finding){
		.rule = f->rule->id,
		.severity = severity_name(settled->severity),
		.message = f->message,
		.why = f->why == NULL ? "" : f->why,
		.concept = f->concept == NULL ? "" : f->concept,
		.fixes = &out->fix,
		.n_fixes = f->fix != NULL,
		.fingerprint = settled->fingerprint,
	};
	out->fix.replace = f->fix;
	if (f->elsewhere == NULL)
		rc = show_here(r, f, out);
	else
		show_elsewhere(f->elsewhere, &out->finding);
	return rc;
}
