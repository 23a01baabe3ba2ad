/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings as one page that needs nothing else: no script, no font, no picture, nothing
 * fetched (its own policy forbids it).  It is light or dark as the reader's machine is,
 * and can be printed.
 *
 * What a file holds is shown, never obeyed: markup is escaped, control characters and the
 * marks that turn the direction of writing are shown by their numbers, and each quotation
 * runs in its own direction.
 */
#include "config.h"

#include <string.h>

#include "bisotun/version.h"
#include "src/view/gather.h"
#include "src/view/table.h"

static const char style[] =
	":root{color-scheme:light "
	"dark;--ink:#1b1b1f;--dim:#5c5c66;--paper:#fff;--line:#d8d8e0;"
	"--mark:#fff0a8;--error:#b3261e;--warning:#8a5a00;--note:#2a5db0}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#e6e6ea;--dim:#a2a2ad;--paper:#"
	"17171b;"
	"--line:#3a3a44;--mark:#5c4d00;--error:#ff8a80;--warning:#f2b84b;--note:#8ab4f8}}"
	"\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;max-width:56rem;padding:1.5rem;background:var(--paper);"
	"color:var(--ink);font:1rem/1.5 system-ui,sans-serif}\n"
	"h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.5rem;overflow-wrap:"
	"anywhere}\n"
	"h3{font-size:1rem;margin:0;font-weight:600}\n"
	"table{border-collapse:collapse}th,td{padding:.2rem .8rem .2rem "
	"0;text-align:start;"
	"vertical-align:top}td.n{text-align:end}\n"
	"article{border:1px solid var(--line);border-inline-start:.3rem solid;"
	"border-radius:.3rem;padding:.7rem 1rem;margin:.8rem 0;break-inside:avoid}\n"
	"article.error{border-inline-start-color:var(--error)}\n"
	"article.warning{border-inline-start-color:var(--warning)}\n"
	"article.note{border-inline-start-color:var(--note)}\n"
	".error>h3 b,td.error{color:var(--error)}.warning>h3 "
	"b,td.warning{color:var(--warning)}"
	".note>h3 b,td.note{color:var(--note)}\n"
	"blockquote{margin:.5rem 0;overflow-wrap:anywhere;white-space:pre-wrap}\n"
	"mark{background:var(--mark);color:inherit;outline:1px "
	"solid;outline-offset:1px}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem "
	".8rem;margin:.4rem 0 0}\n"
	"dt,.dim,footer{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}\n"
	"code{font-family:ui-monospace,monospace;font-size:.9em}\n"
	".control{font:.75em ui-monospace,monospace;border:1px dotted;padding:0 .2em}\n"
	"footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem}\n"
	"@media print{body{max-width:none;padding:0}}\n";

/* --- text -------------------------------------------------------------------------- */

/* A code point that must not act here: its number, and its bytes; 0 where it may. */
static unsigned active(const unsigned char *c, size_t *size)
{
	*size = 1;
	if ((c[0] < 0x20 && c[0] != '\n') || c[0] == 0x7F)
		return c[0] == '\t' ? 0 : c[0];
	if (c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F) {
		*size = 2;
		return c[1];
	}
	if (c[0] != 0xE2 || (c[1] != 0x80 && c[1] != 0x81) || c[2] < 0x80)
		return 0;
	*size = 3;
	unsigned point = 0x2000U + ((unsigned)(c[1] & 0x3F) << 6) + (c[2] & 0x3F);
	/* U+200C and U+200D are letters' business in Persian and Hindi */
	bool acts = point == 0x200B || point == 0x200E || point == 0x200F ||
		    (point >= 0x2028 && point <= 0x202E) ||
		    (point >= 0x2060 && point <= 0x2069);
	return acts ? point : 0;
}

static void put_letter(FILE *out, char c)
{
	switch (c) {
	case '&':
		fputs("&amp;", out);
		break;
	case '<':
		fputs("&lt;", out);
		break;
	case '>':
		fputs("&gt;", out);
		break;
	case '"':
		fputs("&quot;", out);
		break;
	case '\'':
		fputs("&#39;", out);
		break;
	default:
		putc(c, out);
	}
}

/* Names of files may have bytes that are no UTF-8. */
static void put_valid(FILE *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size;) {
		size_t step;
		unsigned point = active((const unsigned char *)text + i, &step);
		if (point == 0)
			put_letter(out, text[i++]);
		else {
			fprintf(out, "<span class=\"control\">U+%04X</span>", point);
			i += step;
		}
	}
}

static void put_text(FILE *out, const char *text, size_t size)
{
	size_t good;

	while ((good = bis_text_valid(text, size)) < size) {
		put_valid(out, text, good);
		fputs("\uFFFD", out);
		text += good + 1;
		size -= good + 1;
	}
	put_valid(out, text, size);
}

static void put_words(FILE *out, const char *text)
{
	put_text(out, text, strlen(text));
}

/* --- a finding --------------------------------------------------------------------- */

static const char *mark_of(const char *severity)
{
	static const char *const marks[] = { "·", "!", "✗" };

	return marks[severity_rank(severity)];
}

static void put_context(FILE *out, const struct bis_finding *f)
{
	size_t begin = f->mark[0], end = f->mark[1];

	fputs("<blockquote dir=\"auto\">", out);
	put_text(out, f->context, begin);
	fputs("<mark>", out);
	put_text(out, f->context + begin, end - begin);
	fputs("</mark>", out);
	put_words(out, f->context + end);
	fputs("</blockquote>\n", out);
}

static void put_fact(FILE *out, const char *name, const char *text)
{
	fprintf(out, "<dt>%s</dt><dd><bdi>", name);
	put_words(out, text);
	fputs("</bdi></dd>\n", out);
}

static void put_facts(FILE *out, const struct bis_finding *f)
{
	fputs("<dl>\n", out);
	for (size_t i = 0; i < f->n_fixes; i++)
		if (f->fixes[i].replace[0] == '\0')
			put_fact(out, "write", "nothing: leave it out");
		else
			put_fact(out, "write", f->fixes[i].replace);
	if (f->why[0] != '\0')
		put_fact(out, "why", f->why);
	if (f->concept[0] != '\0')
		put_fact(out, "concept", f->concept);
	fputs("</dl>\n", out);
}

static void put_finding(FILE *out, const struct bis_finding *f)
{
	fprintf(out, "<article class=\"%s\">\n<h3><b>%s %s:</b> <bdi>", f->severity,
		mark_of(f->severity), f->severity);
	put_words(out, f->message);
	fprintf(out,
		"</bdi></h3>\n<span class=\"dim\">line %ld, column %ld · <code>%s</code>"
		"</span>\n",
		f->at.line, f->at.column, f->rule);
	put_context(out, f);
	if (f->n_fixes > 0 || f->why[0] != '\0' || f->concept[0] != '\0')
		put_facts(out, f);
	fputs("</article>\n", out);
}

/* --- counts ------------------------------------------------------------------------ */

static void put_rule_row(FILE *out, const struct bis_rule *r, const struct gathered *g)
{
	size_t n = 0;
	char number[32];

	for (size_t i = 0; i < g->n; i++)
		n += strcmp(g->at[i].finding.rule, r->id) == 0;
	if (n == 0)
		return;
	fprintf(out, "<tr><td class=\"n\">%s</td><td><code>%s</code></td><td>",
		grouped((int64_t)n, number), r->id);
	put_words(out, r->summary);
	fputs("</td></tr>\n", out);
}

static void put_rules(FILE *out, const struct gathered *g)
{
	struct bis_rule r;

	if (g->n == 0)
		return;
	fputs("<table>\n<thead><tr><th>number</th><th>rule</th><th>what it "
	      "finds</th></tr>"
	      "</thead>\n<tbody>\n",
		out);
	for (size_t i = 0; bis_rule_at(i, &r); i++)
		put_rule_row(out, &r, g);
	fputs("</tbody>\n</table>\n", out);
}

/* The first finding behind those of the file that begins at `at`. */
static size_t file_end(const struct gathered *g, size_t at)
{
	const char *file = g->at[at].finding.file;

	while (at < g->n && strcmp(g->at[at].finding.file, file) == 0)
		at++;
	return at;
}

static void put_contents(FILE *out, const struct gathered *g)
{
	if (g->n == 0)
		return;
	fputs("<nav aria-label=\"Files\">\n<ul>\n", out);
	for (size_t at = 0, file = 1; at < g->n; file++) {
		size_t end = file_end(g, at);
		fprintf(out, "<li><a href=\"#f%zu\"><bdi>", file);
		put_words(out, g->at[at].finding.file);
		fprintf(out, "</bdi></a> <span class=\"dim\">%zu</span></li>\n",
			end - at);
		at = end;
	}
	fputs("</ul>\n</nav>\n", out);
}

static void put_files(FILE *out, const struct gathered *g)
{
	for (size_t at = 0, file = 1; at < g->n; file++) {
		size_t end = file_end(g, at);
		fprintf(out, "<section>\n<h2 id=\"f%zu\"><bdi>", file);
		put_words(out, g->at[at].finding.file);
		fputs("</bdi></h2>\n", out);
		for (; at < end; at++)
			put_finding(out, &g->at[at].finding);
		fputs("</section>\n", out);
	}
}

/* --- the page ---------------------------------------------------------------------- */

static void begin(struct printer *p)
{
	p->kept = calloc(1, sizeof(struct gathered));
	if (p->kept == NULL)
		p->failed = true;
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	      "'none'; "
	      "style-src 'unsafe-inline'\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<title>Findings</title>\n<style>\n",
		p->out);
	fputs(style, p->out);
	fputs("</style>\n</head>\n<body>\n<main>\n<h1>Findings</h1>\n", p->out);
}

static void finding(struct printer *p, const struct finding_answer *a)
{
	if (p->kept != NULL && !gathered_add(p->kept, a->finding))
		p->failed = true;
}

static void checked(struct printer *p, const struct check_totals *t)
{
	cleanup(free_text) char *summary = check_summary(t);
	struct gathered *g = p->kept;

	if (summary == NULL || g == NULL) {
		p->failed = true;
		return;
	}
	gathered_sort(g);
	bool good = g->n == 0 && !t->stopped && t->unreadable == 0;
	fprintf(p->out, "<p>%s%s", good ? "✓ " : "", summary);
	fputs(t->stopped ? "; then the check was stopped</p>\n" : "</p>\n", p->out);
	put_rules(p->out, g);
	put_contents(p->out, g);
	put_files(p->out, g);
}

static void end(struct printer *p)
{
	if (p->kept != NULL)
		gathered_free(p->kept);
	free(p->kept);
	p->kept = NULL;
	fprintf(p->out, "</main>\n<footer>bisotun %s</footer>\n</body>\n</html>\n",
		bis_version());
}

const struct view view_html = {
	.name = "html",
	.findings_only = true,
	.begin = begin,
	.end = end,
	.finding = finding,
	.checked = checked,
};
