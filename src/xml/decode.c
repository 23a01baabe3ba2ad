/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/xml/decode.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "src/base/err.h"

#define HEAD_SIZE ((size_t)4096) /* enough for any declaration, and for a guess */
#define LEFT_MAX 8

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_utf8_name(const char *name)
{
	return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

/* The quoted value at `at`, behind `=`, where it is short enough to be an encoding's
 * name. */
static bool quoted_value(const char *at, const char *end, char *value, size_t room)
{
	while (at < end && is_blank(*at))
		at++;
	if (at == end || (*at != '"' && *at != '\''))
		return false;
	const char *begin = at + 1;
	const char *quote = memchr(begin, *at, (size_t)(end - begin));
	if (quote == NULL || quote == begin || (size_t)(quote - begin) >= room)
		return false;
	memcpy(value, begin, (size_t)(quote - begin));
	value[quote - begin] = '\0';
	return true;
}

/* The encoding that the XML declaration at the start of `text` names. */
static bool declared_encoding(const char *text, size_t size, char *value, size_t room)
{
	if (size < 6 || memcmp(text, "<?xml", 5) != 0 || !is_blank(text[5]))
		return false;
	const char *end = memmem(text, size, "?>", 2);
	const char *name =
		end == NULL ? NULL : memmem(text, (size_t)(end - text), "encoding", 8);
	if (name == NULL || !is_blank(name[-1]))
		return false;
	name += 8;
	while (name < end && is_blank(*name))
		name++;
	return name < end && *name == '=' && quoted_value(name + 1, end, value, room);
}

static int choose(struct xml_decoder *d, const char *encoding)
{
	snprintf(d->encoding, sizeof(d->encoding), "%s", encoding);
	return is_utf8_name(encoding) ? 0 : encoder_new(encoding, &d->encoder);
}

static bool begins_with_tag(const char *text, size_t size)
{
	while (size > 0 && is_blank(*text)) {
		text++;
		size--;
	}
	return size > 0 && *text == '<';
}

/* Without BOM and zero bytes: the declaration is readable and says what it is; XML
 * without one is UTF-8, other text (which is only peeked at) what it looks like. */
static int choose_declared(
	struct xml_decoder *d, const char *head, size_t size, const char *guess)
{
	char declared[64];

	if (!declared_encoding(head, size, declared, sizeof(declared)))
		return choose(d, begins_with_tag(head, size) ? "UTF-8" : guess);
	if (is_utf8_name(declared))
		return choose(d, "UTF-8");
	if (!encoding_known(declared)) {
		snprintf(d->warning, sizeof(d->warning),
			"the encoding \"%s\" of the declaration is not known; read as %s",
			declared, guess);
		return choose(d, guess);
	}
	/* what can be read as ASCII is in no encoding that would write it otherwise */
	cleanup(buf_free) struct buf start = BUF_INIT;
	int rc = encoding_to_utf8(declared, head, 8, &start);
	if (rc < 0)
		return rc;
	if (strncmp(buf_str(&start), "<?xml", 5) == 0)
		return choose(d, declared);
	snprintf(d->warning, sizeof(d->warning),
		"declared as %s, but is %s; read as that", declared, guess);
	return choose(d, guess);
}

static bool agree(const char *declared, const char *encoding)
{
	if (is_utf8_name(encoding))
		return is_utf8_name(declared);
	return strcasestr(declared, "16") != NULL || strcasestr(declared, "32") != NULL ||
	       strcasestr(declared, "ucs") != NULL ||
	       strcasestr(declared, "unicode") != NULL;
}

/* The bytes say what they are; whether the declaration agrees is only worth a remark. */
static int choose_seen(
	struct xml_decoder *d, const char *head, size_t size, const char *encoding)
{
	char declared[64];
	cleanup(buf_free) struct buf text = BUF_INIT;
	int rc = encoding_to_utf8(encoding, head, size & ~(size_t)3, &text);

	if (rc < 0)
		return rc;
	if (declared_encoding(buf_str(&text), text.size, declared, sizeof(declared)) &&
		!agree(declared, encoding))
		snprintf(d->warning, sizeof(d->warning),
			"declared as %s, but is %s; read as that", declared, encoding);
	return choose(d, encoding);
}

/* Zero bytes behind a tag that has none are damage, not UTF-16. */
static bool is_ascii_tag(const char *head, size_t size)
{
	return size >= 2 && head[0] == '<' && head[1] != '\0';
}

/* Chooses by the source's first bytes, which are only peeked at; *bom gets how many are a
 * mark. */
static int detect(struct xml_decoder *d, size_t *bom)
{
	const void *head;
	size_t size;
	int rc = source_peek(d->in, HEAD_SIZE, &head, &size);

	if (rc < 0)
		return rc;
	const char *guess = encoding_guess(head, size, bom);
	if (strncmp(guess, "UTF-16", 6) == 0 && *bom == 0 && is_ascii_tag(head, size))
		guess = "UTF-8";
	if (*bom == 0 && strncmp(guess, "UTF-16", 6) != 0)
		return choose_declared(d, head, size, guess);
	return choose_seen(d, (const char *)head + *bom, size - *bom, guess);
}

int decoder_open(struct xml_decoder *d, struct source *in)
{
	char mark[LEFT_MAX];
	size_t bom;

	*d = (struct xml_decoder){ .in = in };
	d->raw = malloc(LEFT_MAX + DECODE_PIECE);
	if (d->raw == NULL)
		return err_nomem();
	d->piece = d->raw;
	int rc = detect(d, &bom);
	if (rc == 0 && bom > 0)
		rc = (int)source_read(in, mark, bom);
	return rc < 0 ? rc : 0;
}

void decoder_close(struct xml_decoder *d)
{
	encoder_free(d->encoder);
	buf_free(&d->text);
	free(d->flaws);
	free(d->raw);
}

static void note_flaw(void *ctx, size_t at, const unsigned char *bytes, size_t size)
{
	struct xml_decoder *d = ctx;

	if (d->n_flaws == d->flaws_capacity) {
		size_t capacity = d->flaws_capacity == 0 ? 64 : d->flaws_capacity * 2;
		struct decode_flaw *flaws =
			reallocarray(d->flaws, capacity, sizeof(*flaws));
		if (flaws == NULL) {
			d->flaws_failed = true;
			return;
		}
		d->flaws = flaws;
		d->flaws_capacity = capacity;
	}
	d->flaws[d->n_flaws++] =
		(struct decode_flaw){ .at = at, .byte = size > 0 ? bytes[0] : 0 };
}

/* A piece through the encoder; more than one turn where it only swallowed, as half a
 * character. */
static int next_encoded(struct xml_decoder *d, const unsigned char *kept, size_t left)
{
	unsigned char front[LEFT_MAX];

	memcpy(front, kept, left);
	buf_truncate(&d->text, 0);
	buf_add(&d->text, front, left);
	d->n_flaws = 0;
	while (d->text.size == left && !d->ended) {
		long got = source_read(d->in, d->raw, DECODE_PIECE);
		if (got < 0)
			return (int)got;
		d->ended = got == 0;
		int rc = encoder_add(d->encoder, d->raw, (size_t)got, d->ended, &d->text,
			note_flaw, d);
		if (rc < 0)
			return rc;
		if (d->flaws_failed)
			return err_nomem();
	}
	d->piece = (const unsigned char *)buf_str(&d->text);
	d->piece_size = d->text.size;
	return d->piece_size > left;
}

int decoder_next(struct xml_decoder *d, size_t left)
{
	const unsigned char *kept = d->piece + d->piece_size - left;

	if (d->encoder != NULL)
		return next_encoded(d, kept, left);
	memmove(d->raw, kept, left);
	long got = source_read(d->in, d->raw + left, DECODE_PIECE);
	if (got < 0)
		return (int)got;
	d->piece = d->raw;
	d->piece_size = left + (size_t)got;
	return got > 0;
}

/* Adds the text, and behind its NUL the encoding's name. */
static int add_head(
	struct xml_decoder *d, const void *bytes, size_t size, struct buf *head)
{
	int rc = d->encoder == NULL ? encoder_new("UTF-8", &d->encoder) : 0;

	if (rc == 0)
		rc = encoder_add(d->encoder, bytes, size, false, head, NULL, NULL);
	if (rc < 0)
		return rc;
	char *name = buf_reserve(head, 1 + sizeof(d->encoding));
	if (name == NULL)
		return err_nomem();
	*name = '\0';
	memcpy(name + 1, d->encoding, sizeof(d->encoding));
	return 0;
}

int decode_head(struct source *in, struct buf *head, const char **encoding)
{
	cleanup(decoder_close) struct xml_decoder d = { .in = in };
	const void *bytes;
	size_t size, bom;

	buf_clear(head);
	int rc = detect(&d, &bom);
	if (rc == 0)
		rc = source_peek(in, HEAD_SIZE, &bytes, &size);
	if (rc == 0)
		rc = add_head(&d, (const char *)bytes + bom, size - bom, head);
	if (rc == 0)
		*encoding = head->data + head->size + 1;
	return rc;
}
