/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings as JSON: bisotun.finding/1, and the list of rules, bisotun.rules/1.
 */
#include "config.h"

#include "src/view/json.h"

static void put_pair(
	struct printer *p, json_t *object, const char *key, const size_t at[2])
{
	json_t *array = json_array();

	append(p, array, json_integer((json_int_t)at[0]));
	append(p, array, json_integer((json_int_t)at[1]));
	put(p, object, key, array);
}

static void put_place(struct printer *p, json_t *o, const struct bis_place *at)
{
	put_number(p, o, "line", at->line);
	put_number(p, o, "column", at->column);
	put_number(p, o, "end_line", at->end_line);
	put_number(p, o, "end_column", at->end_column);
	put_pair(p, o, "bytes", at->bytes);
	put_pair(p, o, "utf16", at->utf16);
}

static void put_fixes(struct printer *p, json_t *object, const struct bis_finding *f)
{
	json_t *array = json_array();

	for (size_t i = 0; i < f->n_fixes; i++) {
		json_t *fix = json_object();
		put_words(p, fix, "replace", f->fixes[i].replace);
		append(p, array, fix);
	}
	put(p, object, "fixes", array);
}

void json_finding(struct printer *p, const struct finding_answer *a)
{
	const struct bis_finding *f = a->finding;
	json_t *o = document(p);

	put_words(p, o, "rule", f->rule);
	put_words(p, o, "severity", f->severity);
	put_words(p, o, "file", f->file);
	put_place(p, o, &f->at);
	put_words(p, o, "text", f->text);
	put_words(p, o, "message", f->message);
	put_text(p, o, "concept", f->concept);
	put_fixes(p, o, f);
	put_text(p, o, "why", f->why);
	put_words(p, o, "context", f->context);
	put_words(p, o, "fingerprint", f->fingerprint);
	give(p, o);
}

void json_rules(struct printer *p)
{
	struct bis_rule r;

	for (size_t i = 0; bis_rule_at(i, &r); i++) {
		json_t *o = document(p);
		put_words(p, o, "id", r.id);
		put_words(p, o, "severity", r.severity);
		put(p, o, "usual", json_boolean(r.usual));
		put_words(p, o, "summary", r.summary);
		give(p, o);
	}
}
