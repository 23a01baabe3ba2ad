/* SPDX-License-Identifier: Apache-2.0
 *
 * Language tags.  Reading them is done here, subtag by subtag and told by their shape
 * (RFC 5646 §2.1), and more patiently than the standard: with underscores, POSIX codesets
 * and modifiers, a region before the script, codes of three letters where there are two.
 * Likely subtags and names are ICU's.
 *
 * lang_canonical() does not ask ICU but for languages of three letters.  lang_parts()
 * costs some microseconds; lang_distance() asks for parts only where the tags differ and
 * their languages don't.
 */
#include "config.h"
#include "src/text/lang.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/text/lang-alias.h"

#define SUBTAG_MAX 8
#define NO_DISTANCE (-1)

/* A tag as it is read. */
struct tag {
	char language[12], script[8], region[8];
	char rest[LANG_MAX]; /* variants, extensions, private use, each with its hyphen */
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool all(const char *text, bool (*is)(char))
{
	while (*text != '\0')
		if (!is(*text++))
			return false;
	return true;
}

/* `to` of the row of this name, or NULL. */
static const char *alias_of(const struct lang_alias *rows, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].from, name) == 0)
			return rows[i].to;
	return NULL;
}

#define ALIAS(rows, name) alias_of(rows, N_ELEMENTS(rows), name)

/* Takes the next subtag from *at, in lower case; false where there is none or it is
 * none. */
static bool next_subtag(const char **at, char subtag[SUBTAG_MAX + 1])
{
	size_t n = strcspn(*at, "-");

	if (n == 0 || n > SUBTAG_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!is_letter((*at)[i]) && !is_digit((*at)[i]))
			return false;
		subtag[i] = lower((*at)[i]);
	}
	subtag[n] = '\0';
	*at += n;
	if (**at == '-' && (*at)[1] != '\0')
		++*at;
	return true;
}

/* The rest never outgrows the tag it was read from. */
static void add_to_rest(struct tag *tag, const char *subtag)
{
	size_t size = strlen(tag->rest);

	snprintf(tag->rest + size, sizeof(tag->rest) - size, "-%s", subtag);
}

static bool set_language(struct tag *tag, const char *subtag)
{
	size_t n = strlen(subtag);

	/* "all" is what formats write for any language, though it is Allar too. */
	if (n < 2 || n > 3 || !all(subtag, is_letter) || strcmp(subtag, "all") == 0)
		return false;
	const char *alias = ALIAS(language_aliases, subtag);
	if (alias != NULL) {
		size_t language = strcspn(alias, "-");
		memcpy(tag->language, alias, language);
		tag->language[language] = '\0';
		if (alias[language] == '-')
			snprintf(tag->script, sizeof(tag->script), "%s",
				alias + language + 1);
		return true;
	}
	UErrorCode status = U_ZERO_ERROR;
	int32_t size =
		uloc_getLanguage(subtag, tag->language, sizeof(tag->language), &status);
	if (U_FAILURE(status) || size < 2)
		snprintf(tag->language, sizeof(tag->language), "%s", subtag);
	return true;
}

static void set_script(struct tag *tag, const char *subtag)
{
	snprintf(tag->script, sizeof(tag->script), "%.4s", subtag);
	tag->script[0] = upper(tag->script[0]);
}

static void set_region(struct tag *tag, const char *subtag)
{
	snprintf(tag->region, sizeof(tag->region), "%s", subtag);
	for (char *c = tag->region; *c != '\0'; c++)
		*c = upper(*c);
	const char *alias = ALIAS(region_aliases, tag->region);
	if (alias != NULL)
		snprintf(tag->region, sizeof(tag->region), "%s", alias);
}

/* RUS, CHN: regions as ISO 3166 has them in three letters. */
static bool set_long_region(struct tag *tag, const char *subtag)
{
	for (const char *const *iso = uloc_getISOCountries(); *iso != NULL; iso++) {
		char locale[8];
		snprintf(locale, sizeof(locale), "und_%s", *iso);
		const char *three = uloc_getISO3Country(locale);
		size_t i = 0;
		while (i < 3 && lower(three[i]) == subtag[i])
			i++;
		if (i == 3) {
			set_region(tag, *iso);
			return true;
		}
	}
	return false;
}

/* Languages whose tags may have an extended language behind them, which then is the
 * language itself (RFC 5646 §4.5): zh-yue is yue. */
static bool takes_extended(const char *language)
{
	static const char *const languages[] = { "ar", "kok", "lv", "ms", "sgn", "sw",
		"uz", "zh" };

	for (size_t i = 0; i < N_ELEMENTS(languages); i++)
		if (strcmp(languages[i], language) == 0)
			return true;
	return false;
}

/* Three letters behind the language. */
static bool set_region_or_extended(struct tag *tag, const char *subtag)
{
	if (tag->region[0] == '\0' && set_long_region(tag, subtag))
		return true;
	return takes_extended(tag->language) && tag->script[0] == '\0' &&
	       tag->region[0] == '\0' && set_language(tag, subtag);
}

/* One subtag behind the language, before any extension. */
static bool read_subtag(struct tag *tag, const char *subtag)
{
	size_t n = strlen(subtag);

	if (n == 4 && all(subtag, is_letter) && tag->script[0] == '\0' &&
		tag->rest[0] == '\0') {
		set_script(tag, subtag);
		return true;
	}
	bool is_region =
		(n == 2 && all(subtag, is_letter)) || (n == 3 && all(subtag, is_digit));
	if (is_region && tag->region[0] == '\0' && tag->rest[0] == '\0') {
		set_region(tag, subtag);
		return true;
	}
	if (n == 3 && all(subtag, is_letter) && tag->rest[0] == '\0')
		return set_region_or_extended(tag, subtag);
	if (n >= 5 || (n == 4 && is_digit(subtag[0]))) {
		add_to_rest(tag, subtag);
		return true;
	}
	return false;
}

/* Extensions (a letter or digit, then subtags of two and more) and private use (x,
 * then any). */
static bool read_extensions(struct tag *tag, const char *at, char *subtag)
{
	while (true) {
		bool private_use = strcmp(subtag, "x") == 0;
		int n = 0;
		add_to_rest(tag, subtag);
		for (; *at != '\0'; n++) {
			if (!next_subtag(&at, subtag))
				return false;
			if (!private_use && strlen(subtag) == 1)
				break;
			add_to_rest(tag, subtag);
		}
		if (n == 0)
			return false;
		if (*at == '\0')
			return private_use || strlen(subtag) > 1;
	}
}

static bool read_tag(struct tag *tag, const char *at)
{
	char subtag[SUBTAG_MAX + 1];

	if (!next_subtag(&at, subtag))
		return false;
	if (strcmp(subtag, "x") == 0)
		return read_extensions(tag, at, subtag);
	if (!set_language(tag, subtag))
		return false;
	while (*at != '\0') {
		if (!next_subtag(&at, subtag))
			return false;
		if (strlen(subtag) == 1)
			return read_extensions(tag, at, subtag);
		if (!read_subtag(tag, subtag))
			return false;
	}
	return true;
}

/* Takes codeset and modifier of a POSIX locale (sr_RS.UTF-8@latin) off the tag, and
 * underscores. */
static bool read_posix(char *text, struct tag *tag)
{
	char *modifier = strchr(text, '@');

	if (modifier != NULL) {
		*modifier++ = '\0';
		const char *script = ALIAS(modifier_aliases, modifier);
		if (script == NULL)
			return false;
		snprintf(tag->script, sizeof(tag->script), "%s", script);
	}
	char *codeset = strchr(text, '.');
	if (codeset != NULL)
		*codeset = '\0';
	for (char *c = text; *c != '\0'; c++)
		if (*c == '_')
			*c = '-';
	return text[0] != '\0';
}

static bool canonicalise(const char *given, char *canonical)
{
	char text[LANG_MAX], whole[LANG_MAX];
	struct tag tag = { 0 };

	snprintf(text, sizeof(text), "%s", given);
	if (!read_posix(text, &tag))
		return false;
	for (size_t i = 0; i <= strlen(text); i++)
		whole[i] = lower(text[i]);
	const char *alias = ALIAS(whole_aliases, whole);
	if (!read_tag(&tag, alias == NULL ? text : alias))
		return false;
	int n = snprintf(canonical, LANG_MAX, "%s%s%s%s%s%s", tag.language,
		tag.script[0] == '\0' ? "" : "-", tag.script,
		tag.region[0] == '\0' ? "" : "-", tag.region,
		tag.language[0] == '\0' ? tag.rest + 1 : tag.rest);
	return n > 0 && n < LANG_MAX;
}

int lang_canonical(const char *tag, char canonical[LANG_MAX])
{
	canonical[0] = '\0';
	if (tag[0] == '\0')
		return 0;
	if (strlen(tag) < LANG_MAX && canonicalise(tag, canonical))
		return 0;
	snprintf(canonical, LANG_MAX, "und");
	return err_set(BIS_EUSAGE, "\"%s\" is no language tag", QUOTED(tag));
}

/* The first bytes of a tag: language, script and region, written as ICU's locale ids
 * are. */
static void locale_of(const char *tag, char locale[LANG_MAX])
{
	snprintf(locale, LANG_MAX, "%s", tag);
	for (char *c = locale; *c != '\0'; c++) {
		if (*c != '-')
			continue;
		if (c[1] != '\0' && (c[2] == '-' || c[2] == '\0')) {
			*c = '\0'; /* extensions say nothing about these */
			return;
		}
		*c = '_';
	}
}

static bool get_part(int32_t (*part)(const char *, char *, int32_t, UErrorCode *),
	const char *locale, char *to, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;

	part(locale, to, (int32_t)size, &status);
	if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING)
		return true;
	to[0] = '\0';
	return status != U_MEMORY_ALLOCATION_ERROR;
}

/* Script and region where the tag is silent about them. */
static int fill_likely(const char *locale, struct lang_parts *parts)
{
	char likely[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;

	uloc_addLikelySubtags(locale, likely, sizeof(likely), &status);
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		return 0;
	if (!get_part(uloc_getScript, likely, parts->script, sizeof(parts->script)) ||
		!get_part(uloc_getCountry, likely, parts->region, sizeof(parts->region)))
		return err_nomem();
	return 0;
}

int lang_parts(const char *tag, struct lang_parts *parts)
{
	char locale[LANG_MAX];

	*parts = (struct lang_parts){ 0 };
	snprintf(parts->language, sizeof(parts->language), "%.*s", (int)strcspn(tag, "-"),
		tag);
	if (tag[0] == '\0' || strcmp(parts->language, "x") == 0)
		return 0;
	locale_of(tag, locale);
	if (!get_part(uloc_getScript, locale, parts->script, sizeof(parts->script)) ||
		!get_part(uloc_getCountry, locale, parts->region, sizeof(parts->region)))
		return err_nomem();
	parts->script_given = parts->script[0] != '\0';
	parts->region_given = parts->region[0] != '\0';
	if (strcmp(parts->language, "und") == 0) /* to ICU that is most likely English */
		return 0;
	return fill_likely(locale, parts);
}

static bool same_language(const char *one, const char *other)
{
	size_t n = strcspn(one, "-");

	return n == strcspn(other, "-") && memcmp(one, other, n) == 0;
}

/* What follows language, script and region. */
static const char *rest_of(const char *tag)
{
	const char *at = strchr(tag, '-');

	while (at != NULL) {
		size_t n = strcspn(at + 1, "-");
		bool region = n == 2 || (n == 3 && is_digit(at[1]));
		bool script = n == 4 && is_letter(at[1]);
		if (!region && !script)
			return at;
		at = strchr(at + 1, '-');
	}
	return "";
}

int lang_distance(const char *want, const char *have)
{
	struct lang_parts w, h;

	if (strcmp(want, have) == 0)
		return 0;
	if (!same_language(want, have))
		return NO_DISTANCE;
	if (lang_parts(want, &w) < 0 || lang_parts(have, &h) < 0)
		return NO_DISTANCE;
	if (strcmp(w.language, "x") == 0 || strcmp(w.script, h.script) != 0)
		return NO_DISTANCE;
	int penalty = 0;
	if (w.region_given != h.region_given)
		penalty = 1;
	else if (w.region_given && strcmp(w.region, h.region) != 0)
		penalty = 2;
	return penalty + (strcmp(rest_of(want), rest_of(have)) != 0);
}

void lang_name(const char *tag, char *name, size_t size)
{
	char locale[LANG_MAX];
	UChar units[256];
	UErrorCode status = U_ZERO_ERROR;
	int32_t written = 0;

	if (size == 0)
		return;
	locale_of(tag, locale);
	int32_t n = tag[0] == '\0' ? 0
				   : uloc_getDisplayName(locale, "en", units,
					     (int32_t)N_ELEMENTS(units), &status);
	if (U_FAILURE(status) || n <= 0 || n > (int32_t)N_ELEMENTS(units)) {
		snprintf(name, size, "%s", tag);
		return;
	}
	/* cut to whole characters where it is too long */
	while (n > 0) {
		status = U_ZERO_ERROR;
		u_strToUTF8(name, (int32_t)size, &written, units, n, &status);
		if (U_SUCCESS(status) && written < (int32_t)size)
			return;
		n--;
		if (n > 0 && U16_IS_LEAD(units[n - 1]))
			n--;
	}
	name[0] = '\0';
}

bool lang_is_rtl(const char *tag)
{
	char locale[LANG_MAX];

	locale_of(tag, locale);
	return locale[0] != '\0' && uloc_isRightToLeft(locale);
}
