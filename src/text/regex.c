/* SPDX-License-Identifier: Apache-2.0
 *
 * The text is turned into UTF-16 into a buffer that is used again: ICU matches that much
 * faster than UTF-8 behind a UText.
 */
#include "config.h"
#include "src/text/regex.h"

#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include <string.h>

#include "src/base/err.h"

/* ICU counts steps; one is about a millisecond. */
#define MATCH_STEPS 500
#define MATCH_MEMORY (4 << 20)

struct regex {
	char *pattern;
	URegularExpression *compiled;
	UChar *text;
	size_t capacity; /* UChars */
	int32_t length;
	int32_t counted; /* of the text, as far as code points were counted … */
	size_t points;   /* … and these */
};

static const char *reason_of(UErrorCode status)
{
	switch (status) {
	case U_REGEX_MISMATCHED_PAREN:
		return "a parenthesis has no partner";
	case U_REGEX_MISSING_CLOSE_BRACKET:
		return "a bracket [ has no partner";
	case U_REGEX_BAD_ESCAPE_SEQUENCE:
		return "what stands behind the backslash means nothing";
	case U_REGEX_BAD_INTERVAL:
	case U_REGEX_MAX_LT_MIN:
	case U_REGEX_NUMBER_TOO_BIG:
		return "the numbers in { } are no interval";
	case U_REGEX_PROPERTY_SYNTAX:
		return "there is no such property";
	case U_REGEX_INVALID_RANGE:
		return "the range in [ ] runs backwards";
	case U_REGEX_LOOK_BEHIND_LIMIT:
		return "what is looked back at may be endless";
	case U_REGEX_INVALID_BACK_REF:
		return "the back reference has no group";
	case U_REGEX_RULE_SYNTAX:
		return "what is to be repeated is missing, or the like";
	default:
		return u_errorName(status);
	}
}

static int is_wrong(const char *pattern, UErrorCode status, const UParseError *where)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	return err_set(BIS_EUSAGE, "regular expression \"%s\": %s (character %d)",
		pattern, reason_of(status), where->offset > 0 ? (int)where->offset : 1);
}

static int failed(const struct regex *r, UErrorCode status)
{
	switch (status) {
	case U_MEMORY_ALLOCATION_ERROR:
		return err_nomem();
	case U_REGEX_TIME_OUT:
		return err_set(BIS_EUSAGE,
			"regular expression \"%s\": takes too long; nested repetitions "
			"such "
			"as (a+)+ can often be written as one",
			r->pattern);
	case U_REGEX_STACK_OVERFLOW:
		return err_set(BIS_EUSAGE,
			"regular expression \"%s\": takes too much memory", r->pattern);
	default:
		return err_set(BIS_EUSAGE, "regular expression \"%s\": %s", r->pattern,
			u_errorName(status));
	}
}

static int text_of(struct regex *r, const char *text, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;

	if (size > INT32_MAX / 4)
		return err_set(
			BIS_EFORMAT, "a text is too long for a regular expression");
	if (size + 1 > r->capacity) {
		UChar *more = reallocarray(r->text, size + 1, sizeof(UChar));
		if (more == NULL)
			return err_nomem();
		r->text = more;
		r->capacity = size + 1;
	}
	u_strFromUTF8WithSub(r->text, (int32_t)r->capacity, &r->length, text,
		(int32_t)size, 0xFFFD, NULL, &status);
	return U_FAILURE(status) ? failed(r, status) : 0;
}

static int compile(struct regex *r)
{
	UErrorCode status = U_ZERO_ERROR;
	UParseError where = { 0 };
	int rc = text_of(r, r->pattern, strlen(r->pattern));

	if (rc < 0)
		return rc;
	r->compiled = uregex_open(r->text, r->length, 0, &where, &status);
	if (U_FAILURE(status))
		return is_wrong(r->pattern, status, &where);
	uregex_setTimeLimit(r->compiled, MATCH_STEPS, &status);
	uregex_setStackLimit(r->compiled, MATCH_MEMORY, &status);
	return U_FAILURE(status) ? failed(r, status) : 0;
}

int regex_new(const char *pattern, struct regex **out)
{
	struct regex *r = calloc(1, sizeof(*r));

	*out = NULL;
	if (r == NULL)
		return err_nomem();
	r->pattern = strdup(pattern);
	int rc = pattern[0] == '\0'
			 ? err_set(BIS_EUSAGE, "the regular expression is empty")
		 : r->pattern == NULL ? err_nomem()
				      : compile(r);
	if (rc < 0)
		regex_free(r);
	else
		*out = r;
	return rc;
}

void regex_free(struct regex *r)
{
	if (r == NULL)
		return;
	if (r->compiled != NULL)
		uregex_close(r->compiled);
	free(r->pattern);
	free(r->text);
	free(r);
}

int regex_start(struct regex *r, const char *text, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	int rc = text_of(r, text, size);

	if (rc < 0)
		return rc;
	r->counted = 0;
	r->points = 0;
	uregex_setText(r->compiled, r->text, r->length, &status);
	return U_FAILURE(status) ? failed(r, status) : 0;
}

/* The next match that isn't empty, in UTF-16. */
static int next(struct regex *r, int32_t *begin, int32_t *end)
{
	UErrorCode status = U_ZERO_ERROR;

	while (uregex_findNext(r->compiled, &status)) {
		*begin = uregex_start(r->compiled, 0, &status);
		*end = uregex_end(r->compiled, 0, &status);
		if (*end > *begin && U_SUCCESS(status))
			return 1;
	}
	return U_FAILURE(status) ? failed(r, status) : 0;
}

int regex_holds(struct regex *r, const char *text, size_t size)
{
	int32_t begin, end;
	int rc = regex_start(r, text, size);

	return rc < 0 ? rc : next(r, &begin, &end);
}

static size_t points_at(struct regex *r, int32_t at)
{
	r->points += (size_t)u_countChar32(r->text + r->counted, at - r->counted);
	r->counted = at;
	return r->points;
}

int regex_next(struct regex *r, size_t *begin, size_t *end)
{
	int32_t from, to;
	int rc = next(r, &from, &to);

	if (rc <= 0)
		return rc;
	*begin = points_at(r, from);
	*end = points_at(r, to);
	return 1;
}
