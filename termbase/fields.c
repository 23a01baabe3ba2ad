/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "termbase/fields.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/utf8.h"

static int one_of(int (*of_name)(const char *name), const char *word, const char *what,
	const char *words, int *value)
{
	*value = of_name(word);
	if (*value >= 0)
		return 0;
	return err_set(BIS_EUSAGE, "unknown %s “%s”; there are %s", what, word, words);
}

int field_status(const char *word, enum form_status *status)
{
	int value;
	int rc = one_of(status_of_name, word, "status",
		"preferred, admitted, deprecated, obsolete, proposed, lookup", &value);

	if (rc == 0)
		*status = (enum form_status)value;
	return rc;
}

int field_form_kind(const char *word, enum form_kind *kind)
{
	int value;
	int rc = one_of(form_kind_of_name, word, "kind of form",
		"full, short, first, acronym, variant, romanised", &value);

	if (rc == 0)
		*kind = (enum form_kind)value;
	return rc;
}

int field_kind(const char *word, enum concept_kind *kind)
{
	int value;
	int rc = one_of(kind_of_name, word, "type",
		"person, office, body, place, document, event, acronym, term", &value);

	if (rc == 0)
		*kind = (enum concept_kind)value;
	return rc;
}

/* What no XML file can hold (XML 1.0 §2.2), and a base that is to be exported neither:
 * control characters but tabs and line ends, U+FFFE and U+FFFF. */
static size_t illegal_at(const char *text)
{
	size_t i = 0;

	for (; text[i] != '\0'; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			break;
		if (strncmp(text + i, "\xEF\xBF\xBE", 3) == 0 ||
			strncmp(text + i, "\xEF\xBF\xBF", 3) == 0)
			break;
	}
	return i;
}

static int check_text(const char *text, const char *what)
{
	size_t size = strlen(text), valid = utf8_valid(text, size);

	if (valid < size)
		return err_set(
			BIS_EUSAGE, "%s is not UTF-8 at byte %zu", what, valid + 1);
	size_t illegal = illegal_at(text);
	if (illegal == size)
		return 0;
	const char *at = text + illegal;
	return err_set(BIS_EUSAGE, "%s: the character U+%04X is not allowed", what,
		(unsigned)utf8_next(&at, text + size));
}

/* NULL: leave. */
int field_text(struct buf *field, const char *text, const char *what)
{
	if (text == NULL)
		return 0;
	int rc = check_text(text, what);
	if (rc < 0)
		return rc;
	buf_set(field, text);
	return buf_ok(field) ? 0 : err_nomem();
}

int field_date(struct buf *field, const char *date, const char *what)
{
	if (date != NULL && *date != '\0' && !validity_date_ok(date))
		return err_set(BIS_EUSAGE,
			"%s: %s is no date (YYYY, YYYY-MM or YYYY-MM-DD)", what, date);
	return field_text(field, date, what);
}

/* A year that is the beginning means its first day, as the end its last. */
int field_span(const struct buf *from, const struct buf *to)
{
	const char *begin = buf_str(from), *end = buf_str(to);

	if (from->size == 0 || to->size == 0 || strcmp(begin, end) <= 0 ||
		strncmp(begin, end, to->size) == 0)
		return 0;
	return err_set(
		BIS_EUSAGE, "valid from %s to %s: ends before it begins", begin, end);
}

int field_reliability(struct form *f, int reliability)
{
	if (reliability < 0 || reliability > 4)
		return err_set(BIS_EUSAGE,
			"reliability %d; it goes from 1 to 4, 0 is not said",
			reliability);
	f->reliability = reliability;
	return 0;
}

int field_form_text(struct form *f, const char *text)
{
	if (text == NULL)
		return 0;
	if (*text == '\0')
		return err_set(BIS_EUSAGE, "a form needs a text");
	/* markup that stood for the old text says nothing of the new */
	if (strcmp(text, buf_str(&f->text)) != 0) {
		f->tagged = false;
		buf_clear(&f->markup);
	}
	return field_text(&f->text, text, "text");
}

/* What is no longer approved names nobody who has approved it. */
void field_set_status(struct form *f, enum form_status status)
{
	if (status == STATUS_PROPOSED) {
		buf_clear(&f->approved_by);
		buf_clear(&f->approved_at);
	}
	f->status = status;
}
