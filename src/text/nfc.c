/* SPDX-License-Identifier: Apache-2.0
 *
 * Normalisation form C.  Nearly all text has it already and is only looked at: it has
 * where each character of it is a starter that never joins what stands before it (Unicode
 * 15 §3.11, UAX #15 §9: quick check Yes, combining class 0).  The rest goes through ICU,
 * in UTF-16, as that is what ICU normalises.
 */
#include "config.h"
#include "src/text/tokens.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "src/base/err.h"
#include "src/text/utf8.h"

#define MAX_TEXT ((size_t)INT32_MAX / 4) /* NFC makes at most 3 units of one */

static int icu_failed(UErrorCode status)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	return err_set(BIS_EIO, "Unicode data: %s", u_errorName(status));
}

/* The first three are the bulk of all text; ICU knows the others. */
static bool is_settled(int32_t c)
{
	if (c < 0x300 || (c >= 0x400 && c < 0x483) || (c >= 0x4E00 && c < 0xA000))
		return true;
	return u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
	       u_getCombiningClass(c) == 0;
}

bool nfc_already(const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		if ((unsigned char)*text < 0xCC) /* below U+0300 */
			text++;
		else if (!is_settled(utf8_next(&text, end)))
			return false;
	}
	return true;
}

/* UTF-16 of the text in *units, to be freed. */
static int to_utf16(const char *text, size_t size, UChar **units, int32_t *n)
{
	UErrorCode status = U_ZERO_ERROR;

	*units = malloc(sizeof(**units) * (size + 1)); /* never more units than bytes */
	if (*units == NULL)
		return err_nomem();
	u_strFromUTF8(*units, (int32_t)size + 1, n, text, (int32_t)size, &status);
	if (status == U_INVALID_CHAR_FOUND)
		return err_set(BIS_EFORMAT, "byte %zu of the text is not UTF-8",
			utf8_valid(text, size) + 1);
	return U_FAILURE(status) ? icu_failed(status) : 0;
}

static int add_utf16(const UChar *units, int32_t n, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t room = n * 3 + 1, size = 0;
	char *to = buf_reserve(out, (size_t)room);

	if (to == NULL)
		return err_nomem();
	u_strToUTF8(to, room, &size, units, n, &status);
	to[U_FAILURE(status) ? 0 : size] = '\0';
	if (U_FAILURE(status))
		return icu_failed(status);
	out->size += (size_t)size;
	return 0;
}

static void free_units(UChar **units)
{
	free(*units);
}

static int normalise(const char *text, size_t size, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	cleanup(free_units) UChar *given = NULL;
	cleanup(free_units) UChar *normal = NULL;
	int32_t n = 0;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	int rc =
		U_FAILURE(status) ? icu_failed(status) : to_utf16(text, size, &given, &n);

	if (rc < 0)
		return rc;
	int32_t room = n * 3 + 1;
	normal = malloc(sizeof(*normal) * (size_t)room);
	if (normal == NULL)
		return err_nomem();
	n = unorm2_normalize(nfc, given, n, normal, room, &status);
	return U_FAILURE(status) ? icu_failed(status) : add_utf16(normal, n, out);
}

int nfc_text(const char *text, size_t size, struct buf *out)
{
	if (nfc_already(text, size)) {
		buf_add(out, text, size);
		return buf_ok(out) ? 0 : err_nomem();
	}
	if (size > MAX_TEXT)
		return err_set(
			BIS_EFORMAT, "text of %zu bytes, too long to normalise", size);
	return normalise(text, size, out);
}
