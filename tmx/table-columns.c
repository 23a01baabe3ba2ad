/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/table-columns.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "src/base/err.h"

#define NAME_MAX_SIZE 80
#define COLUMNS_MAX 1000

static const struct {
	const char *name;
	enum field field;
} field_names[] = {
	/* the first of each is the one that is written */
	{ "concept", FIELD_ID },
	{ "id", FIELD_ID },
	{ "concept_id", FIELD_ID },
	{ "type", FIELD_TYPE },
	{ "concept_type", FIELD_TYPE },
	{ "subject", FIELD_SUBJECT },
	{ "subject_field", FIELD_SUBJECT },
	{ "domain", FIELD_SUBJECT },
	{ "definition", FIELD_DEFINITION },
	{ "concept_note", FIELD_CONCEPT_NOTE },
	{ "lang", FIELD_LANG },
	{ "language", FIELD_LANG },
	{ "text", FIELD_TEXT },
	{ "term", FIELD_TEXT },
	{ "variants", FIELD_VARIANTS },
	{ "status", FIELD_STATUS },
	{ "kind", FIELD_KIND },
	{ "valid_from", FIELD_VALID_FROM },
	{ "valid_to", FIELD_VALID_TO },
	{ "source", FIELD_SOURCE },
	{ "reliability", FIELD_RELIABILITY },
	{ "note", FIELD_NOTE },
	{ "notes", FIELD_NOTE },
	{ "comment", FIELD_NOTE },
	{ "instead", FIELD_INSTEAD },
	{ "approved_by", FIELD_APPROVED_BY },
	{ "approved_at", FIELD_APPROVED_AT },
	{ "relation", FIELD_RELATION },
	{ "target", FIELD_TARGET },
};

static const struct {
	const char *name, *tag;
} language_names[] = {
	{ "albanian", "sq" },
	{ "amharic", "am" },
	{ "arabic", "ar" },
	{ "armenian", "hy" },
	{ "azerbaijani", "az" },
	{ "azeri", "az" },
	{ "bashkir", "ba" },
	{ "belarusian", "be" },
	{ "bengali", "bn" },
	{ "bulgarian", "bg" },
	{ "burmese", "my" },
	{ "catalan", "ca" },
	{ "chinese", "zh" },
	{ "chinese_(simplified)", "zh-Hans" },
	{ "chinese_(traditional)", "zh-Hant" },
	{ "simplified_chinese", "zh-Hans" },
	{ "traditional_chinese", "zh-Hant" },
	{ "croatian", "hr" },
	{ "czech", "cs" },
	{ "danish", "da" },
	{ "dari", "prs" },
	{ "dutch", "nl" },
	{ "english", "en" },
	{ "estonian", "et" },
	{ "farsi", "fa" },
	{ "finnish", "fi" },
	{ "french", "fr" },
	{ "georgian", "ka" },
	{ "german", "de" },
	{ "greek", "el" },
	{ "gujarati", "gu" },
	{ "hebrew", "he" },
	{ "hindi", "hi" },
	{ "hungarian", "hu" },
	{ "icelandic", "is" },
	{ "indonesian", "id" },
	{ "irish", "ga" },
	{ "italian", "it" },
	{ "japanese", "ja" },
	{ "kazakh", "kk" },
	{ "khmer", "km" },
	{ "korean", "ko" },
	{ "kurdish", "ku" },
	{ "kyrgyz", "ky" },
	{ "lao", "lo" },
	{ "latin", "la" },
	{ "latvian", "lv" },
	{ "lithuanian", "lt" },
	{ "macedonian", "mk" },
	{ "malay", "ms" },
	{ "marathi", "mr" },
	{ "mongolian", "mn" },
	{ "nepali", "ne" },
	{ "norwegian", "no" },
	{ "pashto", "ps" },
	{ "persian", "fa" },
	{ "polish", "pl" },
	{ "portuguese", "pt" },
	{ "punjabi", "pa" },
	{ "romanian", "ro" },
	{ "russian", "ru" },
	{ "serbian", "sr" },
	{ "sinhala", "si" },
	{ "slovak", "sk" },
	{ "slovenian", "sl" },
	{ "spanish", "es" },
	{ "swahili", "sw" },
	{ "swedish", "sv" },
	{ "tajik", "tg" },
	{ "tamil", "ta" },
	{ "tatar", "tt" },
	{ "telugu", "te" },
	{ "thai", "th" },
	{ "tibetan", "bo" },
	{ "turkish", "tr" },
	{ "turkmen", "tk" },
	{ "ukrainian", "uk" },
	{ "urdu", "ur" },
	{ "uyghur", "ug" },
	{ "uzbek", "uz" },
	{ "vietnamese", "vi" },
	{ "welsh", "cy" },
};

const char *field_name(enum field field)
{
	for (size_t i = 0; i < N_ELEMENTS(field_names); i++)
		if (field_names[i].field == field)
			return field_names[i].name;
	return "";
}

/* ASCII lower case; blanks and hyphens as `_`. False where it is too long to be a known
 * name. */
static bool plain_name(const char *text, size_t size, char name[NAME_MAX_SIZE])
{
	if (size >= NAME_MAX_SIZE)
		return false;
	for (size_t i = 0; i < size; i++)
		name[i] = text[i] == ' ' || text[i] == '-'
				  ? '_'
				  : (char)tolower((unsigned char)text[i]);
	name[size] = '\0';
	return size > 0;
}

static enum field field_of(const char *text, size_t size)
{
	char name[NAME_MAX_SIZE];

	if (!plain_name(text, size, name))
		return FIELD_UNKNOWN;
	for (size_t i = 0; i < N_ELEMENTS(field_names); i++)
		if (strcmp(field_names[i].name, name) == 0)
			return field_names[i].field;
	return FIELD_UNKNOWN;
}

/* Two or three letters, then subtags: so that "note" or "Nr." is no language. */
static bool looks_like_tag(const char *text, size_t size)
{
	size_t letters = 0;

	while (letters < size && isalpha((unsigned char)text[letters]))
		letters++;
	if (letters < 2 || letters > 3)
		return false;
	if (letters < size && text[letters] != '-' && text[letters] != '_')
		return false;
	for (size_t i = letters; i < size; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '-' && text[i] != '_')
			return false;
	/* the number of a row, not Norwegian */
	return size != 2 || text[0] != 'N' || tolower((unsigned char)text[1]) != 'o';
}

static bool language_by_name(const char *text, size_t size, char lang[LANG_MAX])
{
	char name[NAME_MAX_SIZE];

	if (!plain_name(text, size, name))
		return false;
	for (size_t i = 0; i < N_ELEMENTS(language_names); i++) {
		if (strcmp(language_names[i].name, name) == 0) {
			snprintf(lang, LANG_MAX, "%s", language_names[i].tag);
			return true;
		}
	}
	return false;
}

static bool language_of(const char *text, size_t size, char lang[LANG_MAX])
{
	char canonical[LANG_MAX], name[NAME_MAX_SIZE];

	if (language_by_name(text, size, lang))
		return true;
	if (size >= LANG_MAX || !looks_like_tag(text, size))
		return false;
	snprintf(lang, LANG_MAX, "%.*s", (int)size, text);
	if (lang_canonical(lang, canonical) == 0) {
		/* a language nobody knows has no other name than its tag */
		lang_name(canonical, name, sizeof(name));
		size_t letters = strcspn(canonical, "-");
		if (strncasecmp(name, canonical, letters) != 0 || name[letters] != '\0')
			return true;
	}
	lang[0] = '\0';
	return false;
}

/* "en.status", "en:status", "en_status", "English status" */
static bool language_and_field(struct column *c, const char *text, size_t size)
{
	for (size_t i = size; i-- > 1;) {
		if (strchr(".:_ ", text[i]) == NULL)
			continue;
		enum field field = field_of(text + i + 1, size - i - 1);
		if (field == FIELD_UNKNOWN || !language_of(text, i, c->lang))
			continue;
		c->field = field;
		return true;
	}
	return false;
}

static void understand(struct column *c, const char *text, size_t size)
{
	c->field = field_of(text, size);
	if (c->field != FIELD_UNKNOWN || size == 0)
		return;
	/* first, as en_variants would do for a tag */
	if (language_and_field(c, text, size))
		return;
	c->lang[0] = '\0';
	if (language_of(text, size, c->lang))
		c->field = FIELD_TEXT;
}

/* A name that comes twice belongs to the language column before it. */
static void share_out(struct columns *c)
{
	const char *lang = "";

	for (size_t i = 0; i < c->n; i++) {
		struct column *column = &c->list[i];
		if (column->field == FIELD_TEXT && column->lang[0] != '\0')
			lang = column->lang;
		if (column->lang[0] != '\0' || lang[0] == '\0')
			continue;
		for (size_t k = 0; k < c->n; k++) {
			if (k == i || strcasecmp(c->list[k].name, column->name) != 0)
				continue;
			snprintf(column->lang, sizeof(column->lang), "%s", lang);
			break;
		}
	}
}

static enum shape shape_of(const struct columns *c)
{
	bool id = columns_find(c, FIELD_ID) >= 0;
	bool text = columns_find(c, FIELD_LANG) >= 0 && columns_find(c, FIELD_TEXT) >= 0;
	bool relation = columns_find(c, FIELD_RELATION) >= 0 &&
			columns_find(c, FIELD_TARGET) >= 0;

	if (id && (text || relation))
		return SHAPE_LONG;
	if (c->n_langs > 1 || (c->n_langs == 1 && c->n > 1 && c->n_unknown == 0))
		return SHAPE_WIDE;
	return SHAPE_NONE;
}

int columns_read(struct columns *c, const struct row *header)
{
	*c = (struct columns){ 0 };
	if (header->n > COLUMNS_MAX)
		return err_set(BIS_EFORMAT, "a table of %zu columns; at most %d are read",
			header->n, COLUMNS_MAX);
	c->list = calloc(header->n + 1, sizeof(*c->list));
	if (c->list == NULL)
		return err_nomem();
	for (size_t i = 0; i < header->n; i++) {
		struct column *column = &c->list[c->n];
		column->name = strdup(header->cells[i].text);
		if (column->name == NULL)
			return err_nomem();
		c->n++;
		understand(column, header->cells[i].text, header->cells[i].size);
		c->n_langs += column->field == FIELD_TEXT && column->lang[0] != '\0';
		c->n_unknown += column->field == FIELD_UNKNOWN;
	}
	share_out(c);
	c->shape = shape_of(c);
	return 0;
}

void columns_finish(struct columns *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->list[i].name);
	free(c->list);
	*c = (struct columns){ 0 };
}

long columns_find(const struct columns *c, enum field field)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].field == field && c->list[i].lang[0] == '\0')
			return (long)i;
	return -1;
}
