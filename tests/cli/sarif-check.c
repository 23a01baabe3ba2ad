/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether the JSON on standard input is a SARIF 2.1.0 log as we write it, for the tests:
 * what the schema of the standard demands of the objects we use, no property that it
 * doesn't know (it allows none), and what it can't say: indexes that fit, regions that
 * don't end before they begin, names of files that are URIs (RFC 3986).  Prints the first
 * thing that is wrong, with status 1; otherwise the number of results.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

__attribute__((noreturn, format(printf, 1, 2))) static void wrong(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vprintf(format, values);
	va_end(values);
	putchar('\n');
	exit(1);
}

/* The properties an object may have; "!" stands before those it must have. */
static const json_t *object(const json_t *o, const char *what, const char *const *keys)
{
	const char *key;
	json_t *value;

	if (!json_is_object(o))
		wrong("%s is no object", what);
	for (const char *const *k = keys; *k != NULL; k++)
		if ((*k)[0] == '!' && json_object_get(o, *k + 1) == NULL)
			wrong("%s has no %s", what, *k + 1);
	json_object_foreach((json_t *)o, key, value)
	{
		const char *const *k = keys;
		while (*k != NULL && strcmp(*k + ((*k)[0] == '!'), key) != 0)
			k++;
		if (*k == NULL)
			wrong("%s has %s", what, key);
	}
	return o;
}

#define OBJECT(o, what, ...) object(o, what, (const char *const[]){ __VA_ARGS__, NULL })

static const char *text_of(const json_t *o, const char *what, const char *key)
{
	const char *text = json_string_value(json_object_get(o, key));

	if (text == NULL)
		wrong("%s: %s is no string", what, key);
	return text;
}

static const json_t *list_of(const json_t *o, const char *what, const char *key)
{
	const json_t *list = json_object_get(o, key);

	if (!json_is_array(list))
		wrong("%s: %s is no array", what, key);
	return list;
}

static void check_message(const json_t *o, const char *what, bool empty)
{
	OBJECT(o, what, "!text");
	if (text_of(o, what, "text")[0] == '\0' && !empty)
		wrong("%s is empty", what);
}

static void check_level(const json_t *o, const char *what)
{
	const char *level = text_of(o, what, "level");

	if (strcmp(level, "note") != 0 && strcmp(level, "warning") != 0 &&
		strcmp(level, "error") != 0)
		wrong("%s: level %s", what, level);
}

static void check_rules(const json_t *rules)
{
	for (size_t i = 0; i < json_array_size(rules); i++) {
		const json_t *r = OBJECT(json_array_get(rules, i), "a rule", "!id",
			"!shortDescription", "!defaultConfiguration");
		const char *id = text_of(r, "a rule", "id");
		check_message(json_object_get(r, "shortDescription"), id, false);
		check_level(OBJECT(json_object_get(r, "defaultConfiguration"), id,
				    "enabled", "level"),
			id);
		for (size_t k = 0; k < i; k++)
			if (strcmp(id, text_of(json_array_get(rules, k), "a rule",
					       "id")) == 0)
				wrong("rule %s twice", id);
	}
}

static const json_t *check_tool(const json_t *run)
{
	const json_t *tool = OBJECT(json_object_get(run, "tool"), "tool", "!driver");
	const json_t *driver = OBJECT(
		json_object_get(tool, "driver"), "driver", "!name", "version", "rules");

	text_of(driver, "driver", "name");
	check_rules(list_of(driver, "driver", "rules"));
	return json_object_get(driver, "rules");
}

static void check_uri(const char *uri)
{
	const char *colon = strchr(uri, ':');

	if (uri[0] == '\0')
		wrong("an empty URI");
	if (colon != NULL && strncmp(uri, "file:///", 8) != 0)
		wrong("%s: its first folder looks like a scheme", uri);
	for (const char *c = uri; *c != '\0'; c++) {
		if (*c == '%' && isxdigit((unsigned char)c[1]) &&
			isxdigit((unsigned char)c[2]))
			continue;
		if (!isalnum((unsigned char)*c) && strchr("-._~/:", *c) == NULL)
			wrong("%s: a character that is not escaped", uri);
	}
}

static void check_artifact(const json_t *o)
{
	check_uri(text_of(OBJECT(o, "artifactLocation", "!uri"), "artifact", "uri"));
}

static json_int_t number_of(const json_t *o, const char *key)
{
	const json_t *value = json_object_get(o, key);

	if (!json_is_integer(value) || json_integer_value(value) < 1)
		wrong("region: %s is no number from 1", key);
	return json_integer_value(value);
}

static void check_region(const json_t *o)
{
	OBJECT(o, "region", "!startLine", "!startColumn", "!endLine", "!endColumn",
		"snippet");
	json_int_t line = number_of(o, "startLine"), end_line = number_of(o, "endLine");
	json_int_t column = number_of(o, "startColumn");
	json_int_t end_column = number_of(o, "endColumn");

	if (end_line < line || (end_line == line && end_column < column))
		wrong("a region ends before it begins");
	if (json_object_get(o, "snippet") != NULL)
		check_message(json_object_get(o, "snippet"), "snippet", true);
}

static void check_location(const json_t *o)
{
	const json_t *place =
		OBJECT(json_object_get(OBJECT(o, "location", "!physicalLocation"),
			       "physicalLocation"),
			"physicalLocation", "!artifactLocation", "!region");

	check_artifact(json_object_get(place, "artifactLocation"));
	check_region(json_object_get(place, "region"));
}

static void check_change(const json_t *o)
{
	OBJECT(o, "artifactChange", "!artifactLocation", "!replacements");
	const json_t *list = list_of(o, "artifactChange", "replacements");

	check_artifact(json_object_get(o, "artifactLocation"));
	if (json_array_size(list) == 0)
		wrong("a change without replacements");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *r = OBJECT(json_array_get(list, i), "replacement",
			"!deletedRegion", "insertedContent");
		check_region(json_object_get(r, "deletedRegion"));
		check_message(
			json_object_get(r, "insertedContent"), "insertedContent", true);
	}
}

static void check_fixes(const json_t *result)
{
	const json_t *fixes = json_object_get(result, "fixes");

	if (fixes != NULL && json_array_size(fixes) == 0)
		wrong("fixes are empty");
	for (size_t i = 0; i < json_array_size(fixes); i++) {
		const json_t *changes = list_of(
			OBJECT(json_array_get(fixes, i), "fix", "!artifactChanges"),
			"fix", "artifactChanges");
		if (json_array_size(changes) == 0)
			wrong("a fix without changes");
		for (size_t k = 0; k < json_array_size(changes); k++)
			check_change(json_array_get(changes, k));
	}
}

static void check_fingerprints(const json_t *result)
{
	const char *key;
	json_t *prints = json_object_get(result, "partialFingerprints"), *value;

	if (json_object_size(prints) == 0)
		wrong("no fingerprints");
	json_object_foreach(prints, key, value)
	{
		if (!json_is_string(value) || json_string_value(value)[0] == '\0')
			wrong("fingerprint %s is no string", key);
	}
}

static void check_result(const json_t *o, const json_t *rules)
{
	OBJECT(o, "result", "!ruleId", "!ruleIndex", "!level", "!message", "!locations",
		"!partialFingerprints", "fixes", "properties");
	const char *id = text_of(o, "result", "ruleId");
	json_int_t index = json_integer_value(json_object_get(o, "ruleIndex"));
	const json_t *rule = json_array_get(rules, (size_t)index);
	const json_t *locations = list_of(o, "result", "locations");

	if (rule == NULL || strcmp(text_of(rule, "a rule", "id"), id) != 0)
		wrong("result %s: ruleIndex %d is another rule", id, (int)index);
	check_level(o, id);
	check_message(json_object_get(o, "message"), id, false);
	if (json_array_size(locations) != 1)
		wrong("result %s has %zu places", id, json_array_size(locations));
	check_location(json_array_get(locations, 0));
	check_fingerprints(o);
	check_fixes(o);
}

static void check_end(const json_t *run)
{
	const json_t *list = list_of(run, "run", "invocations");
	const json_t *one =
		OBJECT(json_array_get(list, 0), "invocation", "!executionSuccessful");

	if (!json_is_boolean(json_object_get(one, "executionSuccessful")))
		wrong("executionSuccessful is no boolean");
}

int main(void)
{
	json_error_t error;
	json_t *log = json_loadf(stdin, JSON_REJECT_DUPLICATES, &error);

	if (log == NULL)
		wrong("no JSON: line %d, %s", error.line, error.text);
	OBJECT(log, "log", "$schema", "!version", "!runs");
	if (strcmp(text_of(log, "log", "version"), "2.1.0") != 0)
		wrong("version %s", text_of(log, "log", "version"));
	if (json_array_size(list_of(log, "log", "runs")) != 1)
		wrong("not one run");
	const json_t *run = OBJECT(json_array_get(json_object_get(log, "runs"), 0), "run",
		"!tool", "!columnKind", "!results", "!invocations");
	const json_t *rules = check_tool(run), *results = list_of(run, "run", "results");
	if (strcmp(text_of(run, "run", "columnKind"), "unicodeCodePoints") != 0)
		wrong("columns are %s", text_of(run, "run", "columnKind"));
	for (size_t i = 0; i < json_array_size(results); i++)
		check_result(json_array_get(results, i), rules);
	check_end(run);
	printf("%zu\n", json_array_size(results));
	json_decref(log);
	return 0;
}
