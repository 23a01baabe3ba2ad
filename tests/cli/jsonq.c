/* SPDX-License-Identifier: Apache-2.0
 *
 * One value out of the JSON on standard input, for the tests: jsonq
 * .files[0].languages.en
 *
 * A string is printed as it is, an object or array as its JSON, `.#` at the end gives
 * the number of members, `.keys` the keys in their order.  Status 1 where there is no
 * such value, 2 where it is no JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static const json_t *step(const json_t *at, const char **path)
{
	const char *p = *path;

	if (*p == '[') {
		char *end;
		unsigned long n = strtoul(p + 1, &end, 10);
		*path = *end == ']' ? end + 1 : end;
		return json_array_get(at, n);
	}
	p += *p == '.';
	size_t size = strcspn(p, ".[");
	char key[128];
	*path = p + size;
	snprintf(key, sizeof(key), "%.*s", (int)size, p);
	return json_object_get(at, key);
}

static int print_keys(json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) printf("%s%s", key,
		json_object_iter_next(object, json_object_key_to_iter(key)) ? " " : "");
	putchar('\n');
	return json_is_object(object) ? 0 : 1;
}

static int print_value(const json_t *value)
{
	if (json_is_string(value))
		return puts(json_string_value(value)) < 0;
	json_dumpf(value, stdout, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
	putchar('\n');
	return 0;
}

static int answer(json_t *root, const char *path)
{
	const json_t *at = root;

	while (at != NULL && *path != '\0' && strcmp(path, ".") != 0) {
		if (strcmp(path, ".#") == 0)
			return printf("%zu\n", json_is_array(at)
						       ? json_array_size(at)
						       : json_object_size(at)) < 0;
		if (strcmp(path, ".keys") == 0)
			return print_keys((json_t *)at);
		at = step(at, &path);
	}
	if (at == NULL) {
		puts("(nothing there)");
		return 1;
	}
	return print_value(at);
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *root =
		argc == 2 ? json_loadf(stdin, JSON_REJECT_DUPLICATES, &error) : NULL;
	int status;

	if (root == NULL) {
		printf("(no JSON: line %d, %s)\n", argc == 2 ? error.line : 0,
			argc == 2 ? error.text : "");
		return 2;
	}
	status = answer(root, argv[1]);
	json_decref(root);
	return status;
}
