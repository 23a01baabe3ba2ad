/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-BIDI: marks of direction (UAX #9) that have nothing to do, or change the order in
 * which text is seen.
 *
 * An override shows letters in another order than they stand in: a warning.  What is
 * opened must be closed in its paragraph.  A mark where no letter runs from right to
 * left is a stray; in Arabic, Persian and Urdu text marks and isolates are good.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"

enum { LRM = 0x200E, RLM = 0x200F, ALM = 0x061C };
enum { LRE = 0x202A, RLE, PDF, LRO, RLO };
enum { LRI = 0x2066, RLI, FSI, PDI };

static bool is_mark(int32_t c)
{
	return c == ALM || c == LRM || c == RLM || (c >= LRE && c <= RLO) ||
	       (c >= LRI && c <= PDI);
}

static bool runs_left(int32_t c)
{
	return (c >= 0x590 && c <= 0x8FF && c != ALM) || (c >= 0xFB1D && c <= 0xFEFC) ||
	       (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EEFF);
}

/* What a paragraph has. */
struct direction {
	bool rtl;
	long embedded, isolated; /* opened less closed */
	bool unbalanced;
};

static struct direction look_at(const struct reading *r, const struct doc_paragraph *p)
{
	struct direction d = { 0 };

	for (size_t at = p->begin; at < p->end; at = step(r, at)) {
		int32_t c = char_at(r, at);
		d.rtl = d.rtl || runs_left(c);
		d.embedded += (c == LRE || c == RLE || c == LRO || c == RLO) - (c == PDF);
		d.isolated += (c >= LRI && c <= FSI) - (c == PDI);
		d.unbalanced = d.unbalanced || d.embedded < 0 || d.isolated < 0;
	}
	d.unbalanced = d.unbalanced || d.embedded != 0 || d.isolated != 0;
	return d;
}

static const char *what_is(const struct direction *d, int32_t c)
{
	bool pairs = (c >= LRE && c <= PDF) || (c >= LRI && c <= PDI);

	if (c == LRO || c == RLO)
		return "letters are shown in another order than they stand in";
	if (!d->rtl)
		return "a mark of direction where no text runs from right to left";
	return pairs && d->unbalanced ? "marks of direction that do not make pairs"
				      : NULL;
}

static int read_paragraph(
	const struct rule *rule, struct reading *r, const struct doc_paragraph *p)
{
	struct direction d = { 0 };
	bool looked = false;
	int rc = 0;

	for (size_t at = p->begin; rc == 0 && at < p->end; at = step(r, at)) {
		int32_t c = char_at(r, at);
		if (!is_mark(c))
			continue;
		if (!looked)
			d = look_at(r, p);
		looked = true;
		const char *what = what_is(&d, c);
		if (what == NULL)
			continue;
		struct found f = {
			.rule = rule,
			.severity =
				c == LRO || c == RLO ? SEVERITY_WARNING : rule->severity,
			.begin = at,
			.end = step(r, at),
			.fix = d.rtl ? NULL : "",
		};
		rc = found_say(r, &f, "%s (U+%04X)", what, (unsigned)c);
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->doc.n; i++)
		rc = read_paragraph(rule, r, &r->doc.paragraphs[i]);
	return rc;
}

const struct rule rule_typ_bidi = {
	.id = "TYP-BIDI",
	.summary = "marks of direction that are strays or change what is seen",
	.severity = SEVERITY_NOTE,
	.inside_names = true,
	.run = run,
};
