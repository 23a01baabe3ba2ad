/* SPDX-License-Identifier: Apache-2.0
 *
 * Encodings of files.  UTF-8, which nearly all files are in, is checked and copied; the
 * rest goes through an ICU converter by way of UTF-16, so few bytes at a time that its
 * output always fits, and so the place of each damage is known exactly.
 */
#include "config.h"
#include "src/text/encoding.h"

#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

#include "src/base/err.h"
#include "src/text/utf8.h"

#define REPLACEMENT 0xFFFD
#define REPLACEMENT_UTF8 "\xEF\xBF\xBD"
#define PIECE 512         /* bytes given to ICU at once */
#define UNITS (4 * PIECE) /* no encoding makes that many of them */
#define NAME_MAX_SIZE 60  /* ICU's own */
#define DAMAGE_BYTES 16
#define SAMPLE 4096

struct damaged {
	int32_t unit; /* where its U+FFFD stands among the units */
	unsigned char bytes[DAMAGE_BYTES];
	size_t size;
};

struct encoder {
	UConverter *converter; /* NULL: UTF-8 */
	char pending[4];       /* UTF-8: the beginning of a sequence that may go on */
	size_t n_pending;
	UChar lead; /* a surrogate that waits for its other half, or 0 */
	UChar units[UNITS];
	struct damaged damaged[PIECE];
	int n_damaged;
};

/* Where what is to be converted goes, and who is told of damage. */
struct target {
	struct buf *out;
	encoder_damage *damage;
	void *ctx;
};

/* Names under which files commonly hold more than the name says: what a program of the
 * time wrote as GB2312 was GBK, and both are part of GB18030. */
static const char *const read_as_gb18030[] = { "GB2312", "GB_2312-80", "EUC-CN", "GBK",
	"CP936", "MS936", "x-gbk", "windows-936" };

static const struct {
	const char *bytes;
	size_t size;
	const char *encoding;
} marks[] = {
	{ "\xFF\xFE\0\0", 4, "UTF-32LE" }, /* before UTF-16LE, with which it begins */
	{ "\0\0\xFE\xFF", 4, "UTF-32BE" },
	{ "\xEF\xBB\xBF", 3, "UTF-8" },
	{ "\xFF\xFE", 2, "UTF-16LE" },
	{ "\xFE\xFF", 2, "UTF-16BE" },
	{ "\x84\x31\x95\x33", 4, "GB18030" },
};

/* By the zero bytes that every space, digit and line end has in UTF-16; NULL where
 * there are too few: a stray NUL makes no UTF-16. */
static const char *guess_utf16(const unsigned char *bytes, size_t size)
{
	size_t zeros[2] = { 0, 0 };

	for (size_t i = 0; i < size; i++)
		zeros[i % 2] += bytes[i] == 0;
	if (zeros[1] * 20 >= size && zeros[1] > 4 * zeros[0])
		return "UTF-16LE";
	if (zeros[0] * 20 >= size && zeros[0] > 4 * zeros[1])
		return "UTF-16BE";
	return NULL;
}

/* The last sequence may go on behind the bytes at hand. */
static bool is_utf8(const char *text, size_t size)
{
	size_t valid = utf8_valid(text, size);
	bool whole;

	if (valid == size)
		return true;
	unsigned char first = (unsigned char)text[valid];
	return first >= 0xC2 && first <= 0xF4 &&
	       utf8_sequence(text + valid, size - valid, &whole) == size - valid;
}

const char *encoding_guess(const void *bytes, size_t size, size_t *bom)
{
	*bom = 0;
	for (size_t i = 0; i < N_ELEMENTS(marks); i++) {
		if (size < marks[i].size ||
			memcmp(bytes, marks[i].bytes, marks[i].size) != 0)
			continue;
		*bom = marks[i].size;
		return marks[i].encoding;
	}
	const char *utf16 =
		size < 2 ? NULL : guess_utf16(bytes, size < SAMPLE ? size : SAMPLE);
	if (utf16 != NULL)
		return utf16;
	return is_utf8(bytes, size) ? "UTF-8" : "windows-1252";
}

/* Only names that could be in ICU's list of aliases; any other it would look for on
 * disk. */
static bool is_name(const char *name)
{
	size_t n = strspn(name,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:.+()");

	return n > 0 && n < NAME_MAX_SIZE && name[n] == '\0';
}

bool encoding_known(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;

	return is_name(name) && ucnv_countAliases(name, &status) > 0 && U_SUCCESS(status);
}

static const char *real_name(const char *name)
{
	for (size_t i = 0; i < N_ELEMENTS(read_as_gb18030); i++)
		if (ucnv_compareNames(name, read_as_gb18030[i]) == 0)
			return "GB18030";
	return name;
}

void encoder_free(struct encoder *e)
{
	if (e == NULL)
		return;
	if (e->converter != NULL)
		ucnv_close(e->converter);
	free(e);
}

void encoder_freep(struct encoder **e)
{
	encoder_free(*e);
}

static void note_damage(struct encoder *e, int32_t unit, const char *bytes, int32_t size)
{
	if (e->n_damaged == PIECE)
		return;
	struct damaged *d = &e->damaged[e->n_damaged++];
	d->unit = unit;
	d->size = (size_t)size < DAMAGE_BYTES ? (size_t)size : DAMAGE_BYTES;
	memcpy(d->bytes, bytes, d->size);
}

/* ICU calls this for bytes that mean nothing in the encoding. */
static void on_damage(const void *context, UConverterToUnicodeArgs *args,
	const char *bytes, int32_t size, UConverterCallbackReason reason,
	UErrorCode *status)
{
	static const UChar replacement[] = { REPLACEMENT };
	struct encoder *e = (struct encoder *)context;

	if (reason > UCNV_IRREGULAR) /* it is only told of resets and closing */
		return;
	note_damage(e, (int32_t)(args->target - e->units), bytes, size);
	*status = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, replacement, 1, 0, status);
}

static int icu_failed(UErrorCode status)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	return err_set(BIS_EIO, "conversion: %s", u_errorName(status));
}

static int open_converter(const char *name, UConverter **out)
{
	UErrorCode status = U_ZERO_ERROR;

	UConverter *converter = ucnv_open(real_name(name), &status);
	if (U_SUCCESS(status) && ucnv_getType(converter) != UCNV_UTF8) {
		*out = converter;
		return 0;
	}
	if (converter != NULL)
		ucnv_close(converter);
	return U_FAILURE(status) ? icu_failed(status) : 0;
}

int encoder_new(const char *name, struct encoder **out)
{
	UErrorCode status = U_ZERO_ERROR;

	*out = NULL;
	if (!encoding_known(name))
		return err_set(BIS_EFORMAT, "encoding \"%s\" is not known", QUOTED(name));
	cleanup(encoder_freep) struct encoder *e = calloc(1, sizeof(*e));
	if (e == NULL)
		return err_nomem();
	int rc = open_converter(name, &e->converter);
	if (rc < 0)
		return rc;
	if (e->converter != NULL)
		ucnv_setToUCallBack(e->converter, on_damage, e, NULL, NULL, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	*out = steal(&e);
	return 0;
}

/* One U+FFFD for these bytes. */
static void replace(const struct target *to, const void *bytes, size_t size)
{
	if (to->damage != NULL)
		to->damage(to->ctx, to->out->size, bytes, size);
	buf_adds(to->out, REPLACEMENT_UTF8);
}

/* Adds bytes to what is pending until that is whole or broken; returns how many it
 * took. */
static size_t finish_pending(
	struct encoder *e, const char *bytes, size_t size, const struct target *to)
{
	size_t taken = 0;
	bool whole;

	while (e->n_pending > 0 && taken < size) {
		e->pending[e->n_pending++] = bytes[taken++];
		size_t length = utf8_sequence(e->pending, e->n_pending, &whole);
		if (whole) {
			buf_add(to->out, e->pending, e->n_pending);
			e->n_pending = 0;
		} else if (length < e->n_pending) {
			replace(to, e->pending, length);
			taken--; /* the last byte isn't of it */
			e->n_pending = 0;
		}
	}
	return taken;
}

static void add_utf8(struct encoder *e, const char *bytes, size_t size, bool flush,
	const struct target *to)
{
	size_t at = finish_pending(e, bytes, size, to);
	bool whole;

	while (at < size) {
		size_t valid = utf8_valid(bytes + at, size - at);
		buf_add(to->out, bytes + at, valid);
		at += valid;
		size_t length = utf8_sequence(bytes + at, size - at, &whole);
		if (length == 0)
			break;
		if (at + length == size) {
			memcpy(e->pending, bytes + at, length);
			e->n_pending = length;
		} else {
			replace(to, bytes + at, length);
		}
		at += length;
	}
	if (flush && e->n_pending > 0) {
		replace(to, e->pending, e->n_pending);
		e->n_pending = 0;
	}
}

static void put_utf8(struct buf *out, int32_t c)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(bytes, c));
}

/* Adds the code points of the units; halves of surrogate pairs may come in different
 * calls. */
static void add_unit(struct encoder *e, UChar unit, struct buf *out)
{
	if (e->lead != 0 && U16_IS_TRAIL(unit)) {
		put_utf8(out, U16_GET_SUPPLEMENTARY(e->lead, unit));
		e->lead = 0;
		return;
	}
	if (e->lead != 0)
		put_utf8(out, REPLACEMENT);
	e->lead = U16_IS_LEAD(unit) ? unit : 0;
	if (e->lead == 0)
		put_utf8(out, U16_IS_TRAIL(unit) ? REPLACEMENT : unit);
}

static void add_units(struct encoder *e, int32_t n, const struct target *to)
{
	int told = 0;

	for (int32_t i = 0; i < n; i++) {
		bool damaged = told < e->n_damaged && e->damaged[told].unit == i;
		if (damaged && to->damage != NULL)
			to->damage(to->ctx, to->out->size, e->damaged[told].bytes,
				e->damaged[told].size);
		told += damaged;
		add_unit(e, e->units[i], to->out);
	}
	e->n_damaged = 0;
}

static int add_piece(struct encoder *e, const char *bytes, size_t size, bool flush,
	const struct target *to)
{
	const char *end = bytes + size;
	UErrorCode status;

	do {
		UChar *unit = e->units;
		status = U_ZERO_ERROR;
		ucnv_toUnicode(e->converter, &unit, e->units + UNITS, &bytes, end, NULL,
			flush, &status);
		add_units(e, (int32_t)(unit - e->units), to);
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	if (U_FAILURE(status))
		return icu_failed(status);
	if (flush && e->lead != 0) {
		put_utf8(to->out, REPLACEMENT);
		e->lead = 0;
	}
	return 0;
}

static int add_converted(struct encoder *e, const char *bytes, size_t size, bool flush,
	const struct target *to)
{
	do {
		size_t piece = size < PIECE ? size : PIECE;
		int rc = add_piece(e, bytes, piece, flush && piece == size, to);
		if (rc < 0)
			return rc;
		bytes += piece;
		size -= piece;
	} while (size > 0);
	return 0;
}

int encoder_add(struct encoder *e, const void *bytes, size_t size, bool flush,
	struct buf *out, encoder_damage *damage, void *ctx)
{
	struct target to = { out, damage, ctx };

	if (bytes == NULL)
		bytes = "";
	if (e->converter == NULL) {
		add_utf8(e, bytes, size, flush, &to);
	} else {
		int rc = add_converted(e, bytes, size, flush, &to);
		if (rc < 0)
			return rc;
	}
	return buf_ok(out) ? 0 : err_nomem();
}

int encoding_to_utf8(const char *name, const void *bytes, size_t size, struct buf *out)
{
	cleanup(encoder_freep) struct encoder *e = NULL;
	int rc = encoder_new(name, &e);

	return rc < 0 ? rc : encoder_add(e, bytes, size, true, out, NULL, NULL);
}
