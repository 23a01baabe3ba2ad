/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors
 * show.
 *
 * The log is one run: the rules first, then each finding as it is known, so that a batch
 * of any size needs no memory, then how the run ended.  Columns count code points
 * (§3.14.17); bytes are not told, as they would be wrong for what is no plain text.
 */
#include "config.h"

#include <string.h>

#include "bisotun/version.h"
#include "src/view/json.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

enum { STYLE = JSON_PRESERVE_ORDER };

/* --- names of files ---------------------------------------------------------------- */

/* RFC 3986, 2.3, and what separates folders. */
static bool is_plain(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (c != '\0' && strchr("-._~/", c) != NULL);
}

/* The name of a file as a URI reference: relative where the name is; §3.4.3.  Yours to
 * free; NULL without memory. */
static char *uri_of(const char *file)
{
	char *uri = NULL;
	size_t size = 0;
	FILE *m = open_memstream(&uri, &size);

	if (m == NULL)
		return NULL;
	/* "//" would begin the name of a host */
	if (file[0] == '/')
		fputs("file://", m);
	while (file[0] == '/' && file[1] == '/')
		file++;
	for (const unsigned char *c = (const unsigned char *)file; *c != '\0'; c++)
		fprintf(m, is_plain(*c) ? "%c" : "%%%02X", *c);
	return fclose(m) == 0 ? uri : NULL;
}

static json_t *artifact(struct printer *p, const char *file)
{
	cleanup(free_text) char *uri = uri_of(file);
	json_t *o = json_object();

	if (uri == NULL)
		p->failed = true;
	else
		put_words(p, o, "uri", uri);
	return o;
}

static json_t *message(struct printer *p, const char *text)
{
	json_t *o = json_object();

	put_words(p, o, "text", text);
	return o;
}

/* --- the run ----------------------------------------------------------------------- */

static json_t *rule_object(struct printer *p, const struct bis_rule *r)
{
	json_t *o = json_object(), *usual = json_object();

	put_words(p, o, "id", r->id);
	put(p, o, "shortDescription", message(p, r->summary));
	put(p, usual, "enabled", json_boolean(r->usual));
	put_words(p, usual, "level", r->severity);
	put(p, o, "defaultConfiguration", usual);
	return o;
}

static json_t *tool(struct printer *p)
{
	json_t *o = json_object(), *driver = json_object(), *rules = json_array();
	struct bis_rule r;

	put_words(p, driver, "name", "bisotun");
	put_words(p, driver, "version", bis_version());
	for (size_t i = 0; bis_rule_at(i, &r); i++)
		append(p, rules, rule_object(p, &r));
	put(p, driver, "rules", rules);
	put(p, o, "driver", driver);
	return o;
}

static void dump(struct printer *p, json_t *object)
{
	if (object == NULL || json_dumpf(object, p->out, STYLE) != 0)
		p->failed = true;
	json_decref(object);
}

static void begin(struct printer *p)
{
	fputs("{\"$schema\": \"" SCHEMA "\", \"version\": \"2.1.0\", \"runs\": [{\n"
	      "\"tool\": ",
		p->out);
	dump(p, tool(p));
	fputs(",\n\"columnKind\": \"unicodeCodePoints\",\n\"results\": [", p->out);
}

/* --- a result ---------------------------------------------------------------------- */

static json_t *region(struct printer *p, const struct bis_place *at)
{
	json_t *o = json_object();

	put_number(p, o, "startLine", at->line);
	put_number(p, o, "startColumn", at->column);
	put_number(p, o, "endLine", at->end_line);
	put_number(p, o, "endColumn", at->end_column);
	return o;
}

static json_t *region_with_text(struct printer *p, const struct bis_finding *f)
{
	json_t *o = region(p, &f->at);

	put(p, o, "snippet", message(p, f->text));
	return o;
}

static json_t *locations(struct printer *p, const struct bis_finding *f)
{
	json_t *array = json_array(), *location = json_object(), *place = json_object();

	put(p, place, "artifactLocation", artifact(p, f->file));
	put(p, place, "region", region_with_text(p, f));
	put(p, location, "physicalLocation", place);
	append(p, array, location);
	return array;
}

/* One fix: put this in the place. */
static json_t *fix_object(
	struct printer *p, const struct bis_finding *f, const char *text)
{
	json_t *fix = json_object(), *changes = json_array(), *change = json_object();
	json_t *replacements = json_array(), *replacement = json_object();

	put(p, replacement, "deletedRegion", region(p, &f->at));
	put(p, replacement, "insertedContent", message(p, text));
	append(p, replacements, replacement);
	put(p, change, "artifactLocation", artifact(p, f->file));
	put(p, change, "replacements", replacements);
	append(p, changes, change);
	put(p, fix, "artifactChanges", changes);
	return fix;
}

static void put_fixes(struct printer *p, json_t *o, const struct bis_finding *f)
{
	json_t *array = json_array();

	for (size_t i = 0; i < f->n_fixes; i++)
		append(p, array, fix_object(p, f, f->fixes[i].replace));
	put(p, o, "fixes", array);
}

/* What stands behind the message: for people who read the log. */
static void put_properties(struct printer *p, json_t *o, const struct bis_finding *f)
{
	json_t *bag = json_object();

	if (f->why[0] != '\0')
		put_words(p, bag, "why", f->why);
	if (f->concept[0] != '\0')
		put_words(p, bag, "concept", f->concept);
	put(p, o, "properties", bag);
}

static void put_rule(struct printer *p, json_t *o, const char *id)
{
	struct bis_rule r;

	put_words(p, o, "ruleId", id);
	for (size_t i = 0; bis_rule_at(i, &r); i++)
		if (strcmp(r.id, id) == 0)
			put_number(p, o, "ruleIndex", (int64_t)i);
}

static void put_fingerprint(struct printer *p, json_t *o, const char *fingerprint)
{
	json_t *prints = json_object();

	put_words(p, prints, "bisotun/v1", fingerprint);
	put(p, o, "partialFingerprints", prints);
}

static void finding(struct printer *p, const struct finding_answer *a)
{
	const struct bis_finding *f = a->finding;
	json_t *o = json_object();

	put_rule(p, o, f->rule);
	put_words(p, o, "level", f->severity);
	put(p, o, "message", message(p, f->message));
	put(p, o, "locations", locations(p, f));
	put_fingerprint(p, o, f->fingerprint);
	if (f->n_fixes > 0 && a->fixable)
		put_fixes(p, o, f);
	put_properties(p, o, f);
	fputs(p->n_items++ == 0 ? "\n" : ",\n", p->out);
	dump(p, o);
}

static void checked(struct printer *p, const struct check_totals *t)
{
	fprintf(p->out, "],\n\"invocations\": [{\"executionSuccessful\": %s}]\n",
		t->unreadable == 0 && !t->stopped ? "true" : "false");
}

static void end(struct printer *p)
{
	fputs("}]}\n", p->out);
}

const struct view view_sarif = {
	.name = "sarif",
	.findings_only = true,
	.begin = begin,
	.end = end,
	.finding = finding,
	.checked = checked,
};
