/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings for people: what is wrong, the line with the place marked, what to write and
 * why.
 *
 *	release.txt:5:132: ✗ error: approved form is "Yury Fedotov" [NAME-VARIANT]
 *	    …Vladimir Norov and UNODC Executive Director [Yuri Fedotov].
 *	    why: и → i (BGN/PCGN Russian); fedotov
 *
 * A long line is cut around the place, by columns; text that runs from right to left is
 * kept from turning what stands beside it.
 */
#include "config.h"

#include "src/view/cut.h"
#include "src/view/flow.h"
#include "src/view/text.h"

#include <string.h>

enum { USUAL_LINE = 100, INDENT = 4, NEAR = 12 /* bytes in which a word should end */ };

static bool has(const char *text)
{
	return text != NULL && text[0] != '\0';
}

int severity_rank(const char *severity)
{
	if (strcmp(severity, "error") == 0)
		return 2;
	return strcmp(severity, "warning") == 0;
}

static const char *mark_of(const char *severity)
{
	static const char *const marks[] = { "·", "!", "✗" };

	return marks[severity_rank(severity)];
}

static enum style style_of(const char *severity)
{
	static const enum style styles[] = { STYLE_DIM, STYLE_WARN, STYLE_BAD };

	return styles[severity_rank(severity)];
}

/* --- the line it stands in --------------------------------------------------------- */

struct excerpt {
	char *before, *place, *behind; /* tamed */
};

static void excerpt_free(struct excerpt *e)
{
	free(e->before);
	free(e->place);
	free(e->behind);
}

static char *tamed(const char *text, size_t size)
{
	char *own = strndup(text, size);

	if (own != NULL)
		tame(own);
	return own;
}

static bool excerpt_of(const struct bis_finding *f, struct excerpt *e)
{
	*e = (struct excerpt){
		.before = tamed(f->context, f->mark[0]),
		.place = tamed(f->context + f->mark[0], f->mark[1] - f->mark[0]),
		.behind = tamed(f->context + f->mark[1], strlen(f->context + f->mark[1])),
	};
	return e->before != NULL && e->place != NULL && e->behind != NULL;
}

static size_t width_of(const char *text)
{
	return bis_text_width(text, strlen(text));
}

/* Whether a letter of a script that runs from right to left is in it: U+0590 to U+08FF,
 * U+FB1D to U+FDFF, U+FE70 to U+FEFE. */
static bool runs_left(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
		if (*c >= 0xD6 && *c <= 0xDF)
			return true;
		if (*c == 0xE0 && c[1] >= 0xA0 && c[1] <= 0xA3)
			return true;
		if (*c == 0xEF && c[1] >= 0xAC && c[1] <= 0xB7)
			return true;
		if (*c == 0xEF && c[1] >= 0xB9 && c[1] <= 0xBB)
			return true;
	}
	return false;
}

/* Cut at the front, where a word begins if one does nearby. */
static const char *last_columns(const char *text, size_t room)
{
	const char *at = cut_tail(text, room);
	size_t word = strcspn(at, " ");

	return at > text && word < NEAR && at[word] != '\0' ? at + word + 1 : at;
}

/* The bytes of its beginning, to the end of a word if there is one nearby. */
static size_t first_columns(const char *text, size_t room)
{
	size_t size = cut_head(text, room);

	for (size_t back = 0; text[size] != '\0' && back < NEAR && back < size; back++)
		if (text[size - back] == ' ')
			return size - back;
	return size;
}

static size_t room_of(const struct printer *p)
{
	size_t width = printer_width(p) == 0 ? USUAL_LINE : printer_width(p);

	return width > INDENT + 24 ? width - INDENT : 20;
}

/* The columns for what stands before the place: half of what is left, or more where there
 * is less behind it. */
static size_t room_before(const struct excerpt *e, size_t rest)
{
	size_t before = width_of(e->before), behind = width_of(e->behind);

	if (before + behind <= rest)
		return before;
	if (behind < rest / 2)
		return rest - behind;
	return before < rest / 2 ? before : rest / 2;
}

static void print_excerpt(struct printer *p, const struct excerpt *e)
{
	size_t room = room_of(p) - 4; /* brackets, ellipses */
	size_t place = cut_head(e->place, room);
	size_t rest = room - bis_text_width(e->place, place);
	size_t half = room_before(e, rest);
	const char *before = last_columns(e->before, half);
	size_t behind = first_columns(e->behind, rest - half);
	bool isolate = p->tty && (runs_left(e->before) || runs_left(e->place) ||
					 runs_left(e->behind));

	/* UAX #9: FSI … PDI */
	fprintf(p->out, "%*s%s%s%s[", INDENT, "", isolate ? "\u2068" : "",
		before > e->before ? "…" : "", before);
	styled(p, STYLE_BAD, "%.*s%s", (int)place, e->place,
		e->place[place] == '\0' ? "" : "…");
	fprintf(p->out, "]%.*s%s%s\n", (int)behind, e->behind,
		e->behind[behind] == '\0' ? "" : "…", isolate ? "\u2069" : "");
}

static void print_context(struct printer *p, const struct bis_finding *f)
{
	struct excerpt e;

	if (excerpt_of(f, &e))
		print_excerpt(p, &e);
	else
		p->failed = true;
	excerpt_free(&e);
}

/* --- a finding --------------------------------------------------------------------- */

/* Whether the message has said it already: … is "Yury Fedotov" */
static bool is_said(const struct bis_finding *f, const char *text)
{
	size_t size = strlen(text), all = strlen(f->message);

	if (size == 0 || all < size + 2)
		return false;
	const char *quoted = f->message + all - size - 2;
	return quoted[0] == '"' && quoted[size + 1] == '"' &&
	       memcmp(quoted + 1, text, size) == 0;
}

static void print_fixes(struct printer *p, const struct bis_finding *f)
{
	for (size_t i = 0; i < f->n_fixes; i++) {
		const char *text = f->fixes[i].replace;
		if (is_said(f, text))
			continue;
		fprintf(p->out, "%*s", INDENT, "");
		if (text[0] == '\0')
			styled(p, STYLE_GOOD, "→ leave it out\n");
		else
			styled(p, STYLE_GOOD, "→ write “%s”\n", text);
	}
}

static void print_why(struct printer *p, const struct bis_finding *f)
{
	if (!has(f->why) && !has(f->concept))
		return;
	fprintf(p->out, "%*s", INDENT, "");
	struct flow flow = flow_of(p, INDENT, false);
	if (has(f->why)) {
		flow_text(&flow, STYLE_DIM, "why: ", 5);
		flow_text(&flow, STYLE_DIM, f->why, strlen(f->why));
	}
	if (has(f->concept)) {
		flow_text(&flow, STYLE_DIM, has(f->why) ? " · concept " : "concept ",
			strlen(has(f->why) ? " · concept " : "concept "));
		flow_text(&flow, STYLE_DIM, f->concept, strlen(f->concept));
	}
	flow_print(&flow);
}

void text_finding(struct printer *p, const struct finding_answer *a)
{
	const struct bis_finding *f = a->finding;

	styled(p, STYLE_BOLD, "%s:%ld:%ld:", f->file, f->at.line, f->at.column);
	styled(p, style_of(f->severity), " %s %s: ", mark_of(f->severity), f->severity);
	styled(p, STYLE_PLAIN, "%s", f->message);
	styled(p, STYLE_DIM, " [%s]\n", f->rule);
	print_context(p, f);
	print_fixes(p, f);
	print_why(p, f);
}

/* --- their sum --------------------------------------------------------------------- */

static void add_count(FILE *m, size_t n, const char *name, const char *end)
{
	char number[32];

	fprintf(m, "%s %s%s%s", grouped((int64_t)n, number), name, n == 1 ? "" : "s",
		end);
}

char *check_summary(const struct check_totals *t)
{
	char *text = NULL, number[32];
	size_t size = 0;
	FILE *m = open_memstream(&text, &size);

	if (m == NULL)
		return NULL;
	add_count(m, t->files, "file", ": ");
	add_count(m, t->errors, "error", ", ");
	add_count(m, t->warnings, "warning", ", ");
	add_count(m, t->notes, "note", "");
	if (t->unreadable > 0)
		fprintf(m, ", %s more could not be read",
			grouped((int64_t)t->unreadable, number));
	if (t->ignored > 0)
		fprintf(m, ", %s ignored", grouped((int64_t)t->ignored, number));
	if (t->old > 0)
		fprintf(m, ", %s known from before", grouped((int64_t)t->old, number));
	if (t->beyond > 0)
		fprintf(m, ", %s more of the same", grouped((int64_t)t->beyond, number));
	return fclose(m) == 0 ? text : NULL;
}

static void print_fixed(struct printer *p, const struct check_totals *t)
{
	char number[32];

	if (t->fixing)
		styled(p, STYLE_PLAIN, ". %s %s", would(t->dry_run, "Fixed", "Would fix"),
			grouped((int64_t)t->fixed, number));
	else if (t->fixable > 0 && !p->quiet)
		styled(p, STYLE_PLAIN, ". Fix %s automatically: bisotun check --fix …",
			grouped((int64_t)t->fixable, number));
}

void text_checked(struct printer *p, const struct check_totals *t)
{
	cleanup(free_text) char *summary = check_summary(t);
	bool good = t->errors + t->warnings + t->notes + t->unreadable == 0;

	/* where none could be read, that is all there is to say */
	if (t->stopped || t->files == 0)
		return;
	if (summary == NULL) {
		p->failed = true;
		return;
	}
	if (good)
		styled(p, STYLE_GOOD, "✓ ");
	styled(p, STYLE_PLAIN, "%s", summary);
	print_fixed(p, t);
	putc('\n', p->out);
}

/* --- rules ------------------------------------------------------------------------- */

void text_rules(struct printer *p)
{
	cleanup(table_free) struct table t = table_of("llll", 0);
	struct bis_rule r;

	for (const char *const *h =
			(const char *const[]){ "RULE", "LEVEL", "RUNS", "FINDS", NULL };
		*h != NULL; h++)
		table_cell(&t, STYLE_DIM, "%s", *h);
	for (size_t i = 0; bis_rule_at(i, &r); i++) {
		table_cell(&t, STYLE_BOLD, "%s", r.id);
		table_cell(&t, style_of(r.severity), "%s", r.severity);
		table_cell(&t, STYLE_PLAIN, "%s", r.usual ? "always" : "with --rule");
		table_cell(&t, STYLE_PLAIN, "%s", r.summary);
	}
	table_print(&t, p);
}
