/* SPDX-License-Identifier: Apache-2.0
 *
 * The data categories of ISO 30042 as tables.
 *
 * What another version becomes in TBX 3 (ISO 30042:2019), and what is done where it has
 * no place:
 *
 *	martif, termEntry, langSet       tbx, conceptEntry, langSec
 *	tig, ntig                        termSec; ids of langSet and termGrp are left out
 *	refObjectList                    refObjectSec
 *	encodingDesc                     left out
 *	normativeAuthorization,          administrativeStatus:
 *	usageStatus, termStatus,           preferred standardized legal -> preferredTerm
 *	administrativeStatus by            admitted -> admittedTerm
 *	other values                       deprecated notRecommended -> deprecatedTerm
 *	                                   superseded obsolete -> supersededTerm
 *	partOfSpeech properNoun          noun, reported
 *	grammaticalGender otherGender    other
 *	grammaticalNumber massNoun       mass
 *	termType initialism              acronym
 *	termType synonym                 variant
 *	termType transliteratedForm,     variant; romanised in a note of ours
 *	transcribedForm
 *	termType entryTerm, setPhrase …  fullForm, phrase
 *	transactionType creation input   origination
 *	importation proposal
 *	transactionType check approval … modification
 *	transac alone                    in a transacGrp
 *	responsiblePerson                responsibility
 *	ref relatedConcept … see         crossReference
 *	xref xSource, xAudio …           externalCrossReference
 *	date with a time of day          its day; what is no date: a note
 *	definition at term level         at language level
 *	xref to other than http          a note
 *	bpt ept ph                       an empty ph
 *	other elements in text           their text
 *	TBX-Min customer, termStatus     customerSubset, administrativeStatus
 *	TBX-Min noteGrp                  a note "key: value"
 *	anything else, and values in     a note "category: text"
 *	no picklist
 *
 * TBX-Min of 2013 has notes for terms only: there what belongs to a concept or language
 * is left out, and so is the second of a category that may stand but once.
 *
 * Every category that had to go is named once to options->dropped, kept as a note or not.
 */
#include "config.h"
#include "tmx/tbx-map.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ALL (TBX_CONCEPT | TBX_LANG | TBX_TERM)

#define PICKLIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct tbx_category categories[] = {
	{ "administrativeStatus", "termNote", TBX_MIN, TBX_TERM,
		PICKLIST("preferredTerm-admn-sts", "admittedTerm-admn-sts",
			"deprecatedTerm-admn-sts", "supersededTerm-admn-sts") },
	{ "partOfSpeech", "termNote", TBX_MIN, TBX_TERM,
		PICKLIST("noun", "verb", "adjective", "adverb", "other") },
	{ "subjectField", "descrip", TBX_MIN, TBX_CONCEPT, NULL },
	{ "customerSubset", "admin", TBX_MIN, TBX_CONCEPT | TBX_TERM, NULL },
	{ "externalCrossReference", "xref", TBX_MIN, ALL, NULL },
	{ "definition", "descrip", TBX_BASIC, TBX_CONCEPT | TBX_LANG, NULL },
	{ "context", "descrip", TBX_BASIC, TBX_TERM, NULL },
	{ "termType", "termNote", TBX_BASIC, TBX_TERM,
		PICKLIST("fullForm", "acronym", "abbreviation", "shortForm", "variant",
			"phrase") },
	{ "grammaticalGender", "termNote", TBX_BASIC, TBX_TERM,
		PICKLIST("masculine", "feminine", "neuter", "other") },
	{ "geographicalUsage", "termNote", TBX_BASIC, TBX_TERM, NULL },
	{ "termLocation", "termNote", TBX_BASIC, TBX_TERM,
		PICKLIST("checkBox", "comboBox", "comboBoxElement", "dialogBox",
			"groupBox", "informativeMessage", "interactiveMessage",
			"menuItem", "progressBar", "pushButton", "radioButton", "slider",
			"spinBox", "tab", "tableText", "textBox", "toolTip",
			"user-definedType") },
	{ "crossReference", "ref", TBX_BASIC, TBX_CONCEPT | TBX_TERM, NULL },
	{ "source", "admin", TBX_BASIC, ALL, NULL },
	{ "projectSubset", "admin", TBX_BASIC, TBX_CONCEPT | TBX_TERM, NULL },
	{ "transactionType", "transac", TBX_BASIC, ALL,
		PICKLIST("origination", "modification") },
	{ "responsibility", "transacNote", TBX_BASIC, ALL, NULL },
	{ "xGraphic", "xref", TBX_BASIC, TBX_CONCEPT | TBX_LANG, NULL },
	{ "register", "termNote", TBX_LINGUIST, TBX_TERM,
		PICKLIST("colloquialRegister", "neutralRegister", "technicalRegister",
			"in-houseRegister", "bench-levelRegister", "slangRegister",
			"vulgarRegister") },
	{ "grammaticalNumber", "termNote", TBX_LINGUIST, TBX_TERM,
		PICKLIST("singular", "plural", "dual", "mass", "otherNumber") },
	{ "transferComment", "termNote", TBX_LINGUIST, TBX_TERM, NULL },
	{ "reading", "admin", TBX_LINGUIST, TBX_TERM, NULL },
	{ "readingNote", "adminNote", TBX_LINGUIST, TBX_TERM, NULL },
	/* of the 2025 revision; read wherever it stands, written only as it came */
	{ "usageStatus", "termNote", TBX_AS_IS, TBX_TERM,
		PICKLIST("preferred", "admitted", "deprecated") },
};

static const struct {
	const char *name, *type, *uri, *prefix;
} dialects[] = {
	[TBX_CORE] = { "core", "TBX-Core", NULL, NULL },
	[TBX_MIN] = { "min", "TBX-Min", "http://www.tbxinfo.net/ns/min", "min" },
	[TBX_BASIC] = { "basic", "TBX-Basic", "http://www.tbxinfo.net/ns/basic",
		"basic" },
	[TBX_LINGUIST] = { "linguist", "TBX-Linguist",
		"http://www.tbxinfo.net/ns/linguist", "ling" },
	[TBX_AS_IS] = { "as-is", NULL, NULL, NULL },
};

int tbx_dialect_of_name(const char *name)
{
	for (size_t i = 0; i < N_ELEMENTS(dialects); i++)
		if (strcmp(dialects[i].name, name) == 0)
			return (int)i;
	return -1;
}

int tbx_dialect_of_type(const char *type)
{
	for (size_t i = 0; i < N_ELEMENTS(dialects); i++)
		if (dialects[i].type != NULL && strcasecmp(dialects[i].type, type) == 0)
			return (int)i;
	return -1;
}

const char *tbx_dialect_type(enum tbx_dialect dialect)
{
	return dialects[dialect].type;
}

const char *tbx_module_uri(enum tbx_dialect module)
{
	return dialects[module].uri;
}

const char *tbx_module_prefix(enum tbx_dialect module)
{
	return dialects[module].prefix;
}

int tbx_module_of_uri(const char *uri)
{
	for (size_t i = 0; i < N_ELEMENTS(dialects); i++)
		if (uri != NULL && dialects[i].uri != NULL &&
			strcmp(dialects[i].uri, uri) == 0)
			return (int)i;
	return -1;
}

const struct tbx_category *tbx_category_find(const char *type)
{
	for (size_t i = 0; i < N_ELEMENTS(categories); i++)
		if (strcmp(categories[i].type, type) == 0)
			return &categories[i];
	return NULL;
}

bool tbx_category_allows(const struct tbx_category *category, const char *value)
{
	const char *const *v = category->values;

	while (v != NULL && *v != NULL && strcmp(*v, value) != 0)
		v++;
	return v == NULL || *v != NULL;
}

bool tbx_is_2025(const char *type, const char *value)
{
	const struct tbx_category *usage = tbx_category_find("usageStatus");

	if (strcmp(type, usage->type) == 0)
		return tbx_category_allows(usage, value);
	return strcmp(type, "transactionType") == 0 && strcmp(value, "creation") == 0;
}

/* Other names of categories, found in files of other versions and tools.  Case does not
 * count. */
static const struct {
	const char *element; /* NULL: any */
	const char *from, *to;
} renamed[] = {
	{ NULL, "normativeAuthorization", "administrativeStatus" },
	{ NULL, "usageStatus", "administrativeStatus" },
	{ NULL, "administrativeStat", "administrativeStatus" },
	{ NULL, "termStatus", "administrativeStatus" },
	{ NULL, "xBool_Forbidden", "administrativeStatus" },
	{ NULL, "responsiblePerson", "responsibility" },
	{ NULL, "cross-reference", "crossReference" },
	{ "ref", "relatedConcept", "crossReference" },
	{ "ref", "relatedConceptBroader", "crossReference" },
	{ "ref", "relatedConceptNarrower", "crossReference" },
	{ "ref", "relatedTerm", "crossReference" },
	{ "ref", "antonymTerm", "crossReference" },
	{ "ref", "seeAlso", "crossReference" },
	{ "ref", "see", "crossReference" },
	{ "xref", "corpusTrace", "externalCrossReference" },
	{ "xref", "xSource", "externalCrossReference" },
	{ "xref", "xAudio", "externalCrossReference" },
	{ "xref", "xVideo", "externalCrossReference" },
	{ "xref", "xMathML", "externalCrossReference" },
};

const char *tbx_type_v3(const char *element, const char *type)
{
	for (size_t i = 0; i < N_ELEMENTS(renamed); i++)
		if (strcasecmp(renamed[i].from, type) == 0 &&
			(renamed[i].element == NULL ||
				strcmp(renamed[i].element, element) == 0))
			return renamed[i].to;
	for (size_t i = 0; i < N_ELEMENTS(categories); i++)
		if (strcasecmp(categories[i].type, type) == 0)
			return categories[i].type;
	return NULL;
}

/* Values of other versions; what is in no list is compared with the picklist without
 * case. */
static const struct {
	const char *type, *from, *to;
	bool exact;
} revalued[] = {
	{ "partOfSpeech", "properNoun", "noun", false },
	{ "grammaticalGender", "otherGender", "other", true },
	{ "grammaticalNumber", "massNoun", "mass", true },
	{ "termType", "initialism", "acronym", false },
	{ "termType", "synonym", "variant", false },
	{ "termType", "transliteratedForm", "variant", false },
	{ "termType", "transcribedForm", "variant", false },
	{ "termType", "clippedTerm", "abbreviation", false },
	{ "termType", "abbreviatedForm", "abbreviation", true },
	{ "termType", "entryTerm", "fullForm", false },
	{ "termType", "phraseologicalUnit", "phrase", true },
	{ "termType", "setPhrase", "phrase", false },
	{ "termType", "synonymousPhrase", "phrase", false },
	{ "termType", "standardText", "phrase", false },
	{ "transactionType", "creation", "origination", true },
	{ "transactionType", "input", "origination", false },
	{ "transactionType", "importation", "origination", false },
	{ "transactionType", "proposal", "origination", false },
	{ "transactionType", "check", "modification", false },
	{ "transactionType", "approval", "modification", false },
	{ "transactionType", "withdrawal", "modification", false },
	{ "transactionType", "standardization", "modification", false },
	{ "transactionType", "exportation", "modification", false },
	{ "transactionType", "userAccess", "modification", false },
};

const char *tbx_value_v3(const char *type, const char *value, bool *exact)
{
	const struct tbx_category *category = tbx_category_find(type);

	*exact = true;
	if (category == NULL || tbx_category_allows(category, value))
		return value;
	for (const char *const *v = category->values; *v != NULL; v++)
		if (strcasecmp(*v, value) == 0)
			return *v;
	for (size_t i = 0; i < N_ELEMENTS(revalued); i++)
		if (strcmp(revalued[i].type, type) == 0 &&
			strcasecmp(revalued[i].from, value) == 0) {
			*exact = revalued[i].exact;
			return revalued[i].to;
		}
	if (strcmp(type, "administrativeStatus") != 0)
		return NULL;
	int status = tbx_status_of_value(type, value);
	return status < 0 ? NULL : tbx_status_value(type, (enum form_status)status);
}

/* Words for a status, whatever the category; `Term` and `-admn-sts` behind them are cut
 * off. */
static const struct {
	const char *word;
	enum form_status status;
} status_words[] = {
	{ "preferred", STATUS_PREFERRED },
	{ "standardized", STATUS_PREFERRED },
	{ "legal", STATUS_PREFERRED },
	{ "regulated", STATUS_PREFERRED },
	{ "approved", STATUS_PREFERRED },
	{ "recommended", STATUS_PREFERRED },
	{ "admitted", STATUS_ADMITTED },
	{ "allowed", STATUS_ADMITTED },
	{ "deprecated", STATUS_DEPRECATED },
	{ "forbidden", STATUS_DEPRECATED },
	{ "notRecommended", STATUS_DEPRECATED },
	{ "do not use", STATUS_DEPRECATED },
	{ "superseded", STATUS_OBSOLETE },
	{ "obsolete", STATUS_OBSOLETE },
	{ "draft", STATUS_PROPOSED },
	{ "proposed", STATUS_PROPOSED },
	{ "suggested", STATUS_PROPOSED },
	{ "new", STATUS_PROPOSED },
	{ "provisionallyProcessed", STATUS_PROPOSED },
	{ "unprocessed", STATUS_PROPOSED },
};

static const char *const status_types[] = { "administrativeStatus",
	"normativeAuthorization", "usageStatus", "termStatus", "administrativeStat",
	"processStatus", "xBool_Forbidden", "across_ISO_picklist_Usage" };

bool tbx_is_status(const char *type)
{
	for (size_t i = 0; i < N_ELEMENTS(status_types); i++)
		if (strcasecmp(status_types[i], type) == 0)
			return true;
	return false;
}

static size_t without_suffix(const char *value, size_t size, const char *suffix)
{
	size_t n = strlen(suffix);

	return size > n && strncasecmp(value + size - n, suffix, n) == 0 ? size - n
									 : size;
}

int tbx_status_of_value(const char *type, const char *value)
{
	size_t size = without_suffix(value, strlen(value), "-admn-sts");

	size = without_suffix(value, size, "Term");
	if (strcasecmp(type, "xBool_Forbidden") == 0)
		return strcasecmp(value, "true") == 0 ? STATUS_DEPRECATED : -1;
	for (size_t i = 0; i < N_ELEMENTS(status_words); i++)
		if (strlen(status_words[i].word) == size &&
			strncasecmp(status_words[i].word, value, size) == 0)
			return status_words[i].status;
	return -1;
}

/* A form to look up by is no term: others are told to keep off it. */
static const char *const status_values[][N_STATUSES] = {
	{ "administrativeStatus", "preferredTerm-admn-sts", "admittedTerm-admn-sts",
		"deprecatedTerm-admn-sts", "supersededTerm-admn-sts",
		"deprecatedTerm-admn-sts" },
	{ "normativeAuthorization", "preferredTerm", "admittedTerm", "deprecatedTerm",
		"supersededTerm", "deprecatedTerm" },
	{ "usageStatus", "preferred", "admitted", "deprecated", "deprecated",
		"deprecated" },
	{ "termStatus", "preferred", "admitted", "notRecommended", "obsolete",
		"notRecommended" },
};

const char *tbx_status_value(const char *type, enum form_status status)
{
	if (status == STATUS_PROPOSED)
		return NULL;
	for (size_t i = 0; i < N_ELEMENTS(status_values); i++)
		if (strcmp(status_values[i][0], type) == 0)
			return status_values[i][status];
	return NULL;
}

static const struct {
	const char *value;
	enum form_kind kind;
} kind_values[] = {
	{ "shortForm", FORM_SHORT },
	{ "abbreviation", FORM_SHORT },
	{ "abbreviatedForm", FORM_SHORT },
	{ "clippedTerm", FORM_SHORT },
	{ "acronym", FORM_ACRONYM },
	{ "initialism", FORM_ACRONYM },
	{ "variant", FORM_VARIANT },
	{ "synonym", FORM_VARIANT },
	{ "transliteratedForm", FORM_ROMANISED },
	{ "transcribedForm", FORM_ROMANISED },
	{ "romanisedForm", FORM_ROMANISED },
	{ "fullForm", FORM_FULL },
	{ "entryTerm", FORM_FULL },
};

int tbx_kind_of_value(const char *value)
{
	for (size_t i = 0; i < N_ELEMENTS(kind_values); i++)
		if (strcasecmp(kind_values[i].value, value) == 0)
			return (int)kind_values[i].kind;
	return -1;
}

const char *tbx_kind_value(enum form_kind kind, bool v2)
{
	switch (kind) {
	case FORM_SHORT:
		return "shortForm";
	case FORM_ACRONYM:
		return "acronym";
	case FORM_VARIANT:
		return "variant";
	case FORM_ROMANISED:
		return v2 ? "transliteratedForm" : "variant";
	default:
		return NULL;
	}
}

static const struct tbx_min_name min_names[] = {
	{ "termStatus", "termNote", "administrativeStatus" },
	{ "customer", "admin", "customerSubset" },
	{ "partOfSpeech", "termNote", "partOfSpeech" },
	{ "subjectField", "descrip", "subjectField" },
};

const struct tbx_min_name *tbx_min_by_name(const char *min)
{
	for (size_t i = 0; i < N_ELEMENTS(min_names); i++)
		if (strcmp(min_names[i].min, min) == 0)
			return &min_names[i];
	return NULL;
}

const struct tbx_min_name *tbx_min_by_type(const char *type)
{
	for (size_t i = 0; i < N_ELEMENTS(min_names); i++)
		if (strcmp(min_names[i].type, type) == 0)
			return &min_names[i];
	return NULL;
}

unsigned tbx_min_bit(const struct tbx_min_name *name)
{
	return (unsigned)(name - min_names);
}

const char *tbx_value_min(const char *type, const char *value)
{
	bool exact;

	if (strcmp(type, "administrativeStatus") == 0) {
		int status = tbx_status_of_value(type, value);
		return status < 0
			       ? NULL
			       : tbx_status_value("termStatus", (enum form_status)status);
	}
	if (strcmp(type, "partOfSpeech") != 0 || strcmp(value, "properNoun") == 0)
		return value;
	return tbx_value_v3(type, value, &exact);
}

/* Letters that both editions of XML 1.0 take for one: a part of them, but the usual
 * one. */
static bool is_letter(unsigned long c)
{
	static const struct {
		unsigned long from, to;
	} ranges[] = { { 'A', 'Z' }, { 'a', 'z' }, { '_', '_' }, { 0xC0, 0xD6 },
		{ 0xD8, 0xF6 }, { 0xF8, 0x131 }, { 0x391, 0x3A1 }, { 0x3A3, 0x3CE },
		{ 0x401, 0x40C }, { 0x40E, 0x44F }, { 0x451, 0x45C }, { 0x45E, 0x481 },
		{ 0x621, 0x63A }, { 0x641, 0x64A }, { 0x905, 0x939 }, { 0x3041, 0x3094 },
		{ 0x30A1, 0x30FA }, { 0x4E00, 0x9FA5 }, { 0xAC00, 0xD7A3 } };

	for (size_t i = 0; i < N_ELEMENTS(ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

static bool is_name_char(unsigned long c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* One code point of UTF-8 that is known to be well-formed; a stray byte is U+FFFD. */
static unsigned long code_point(const char **at)
{
	const unsigned char *s = (const unsigned char *)*at;
	size_t n = s[0] < 0xC0 ? 0 : s[0] < 0xE0 ? 1 : s[0] < 0xF0 ? 2 : 3;
	unsigned long c = n > 0 ? s[0] & (0x3FUL >> n) : s[0] < 0x80 ? s[0] : 0xFFFD;

	for (size_t i = 1; i <= n; i++) {
		if ((s[i] & 0xC0) != 0x80) {
			n = 0;
			c = 0xFFFD;
			break;
		}
		c = c << 6 | (s[i] & 0x3F);
	}
	*at += n + 1;
	return c;
}

bool tbx_is_ncname(const char *id)
{
	const char *at = id;

	if (*id == '\0' || !is_letter(code_point(&at)))
		return false;
	while (*at != '\0')
		if (!is_name_char(code_point(&at)))
			return false;
	return true;
}

void tbx_mend_id(struct buf *out, const char *id)
{
	const char *at = id;

	buf_clear(out);
	if (*id == '\0' || !is_letter(code_point(&at)))
		buf_addc(out, 'c');
	for (at = id; *at != '\0';) {
		const char *from = at;
		unsigned long c = code_point(&at);
		if (is_name_char(c))
			buf_add(out, from, (size_t)(at - from));
		else if (c < 0x80)
			buf_addc(out, '_');
		else
			buf_addf(out, "_%lX", c);
	}
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

void tbx_mend_lang(struct buf *out, const char *lang)
{
	size_t run = 0;
	bool ok = *lang != '\0', primary = true;

	buf_clear(out);
	for (size_t i = 0; lang[i] != '\0' && ok; i++) {
		char c = lang[i] == '_' ? '-' : lang[i];
		run = c == '-' ? 0 : run + 1;
		primary = primary && c != '-';
		ok = c == '-' ? i > 0 && is_alnum(lang[i - 1])
			      : is_alnum(c) && run <= 8 && !(primary && digits(&c, 1));
		buf_addc(out, c);
	}
	if (!ok || run == 0)
		buf_set(out, "und");
}

bool tbx_mend_date(struct buf *out, const char *date)
{
	const char *s = date + strspn(date, " \t\r\n");

	buf_clear(out);
	if (!digits(s, 4))
		return false;
	if (s[4] == '-' && digits(s + 5, 2) && s[7] == '-' && digits(s + 8, 2))
		buf_add(out, s, 10);
	else if (digits(s + 4, 4) && !digits(s + 8, 1))
		buf_addf(out, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	return buf_ok(out) && out->size == 10 && validity_date_ok(buf_str(out));
}

bool tbx_is_http(const char *target)
{
	size_t n = strncmp(target, "http://", 7) == 0    ? 7
		   : strncmp(target, "https://", 8) == 0 ? 8
							 : 0;

	return n > 0 && target[n] != '\0' &&
	       strpbrk(target, " \t\r\n<>\"{}|\\^`") == NULL;
}

bool tbx_is_frame(const char *name)
{
	static const char *const frames[] = { "fileDesc", "titleStmt", "publicationStmt",
		"sourceDesc", "encodingDesc", "revisionDesc", "change", "back",
		"refObjectSec", "refObjectList", "refObject", "itemSet", "termCompList" };
	size_t size = strlen(name);

	for (size_t i = 0; i < N_ELEMENTS(frames); i++)
		if (strcmp(frames[i], name) == 0)
			return true;
	return size > 3 && strcmp(name + size - 3, "Grp") == 0;
}
