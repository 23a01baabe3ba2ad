/* SPDX-License-Identifier: Apache-2.0
 *
 * Readers: what makes letters of a text whose characters do not say their sound.
 */
#include "config.h"
#include "termbase/romanise-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/han.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

int reader_named(const char *name)
{
	if (strcmp(name, "han-pinyin") == 0)
		return READER_HAN_PINYIN;
	return strcmp(name, "han-name") == 0 ? READER_HAN_NAME : -1;
}

/* Opened by who needs it first; never changed after that. */
static int open_han(struct systems *owner, const struct han_reader **out)
{
	int rc = 0;

	pthread_mutex_lock(&owner->lock);
	if (owner->han == NULL)
		rc = han_reader_new(&owner->han);
	*out = owner->han;
	pthread_mutex_unlock(&owner->lock);
	return rc;
}

/* Syllables parted by spaces as one word with a capital. */
static void join(const char *syllables, struct buf *out)
{
	const char *at = syllables, *end = syllables + strlen(syllables);
	char capital[4];
	int32_t first = utf8_next(&at, end);

	buf_add(out, capital, utf8_put(capital, letter_capital(first)));
	for (; at < end; at++)
		buf_addc(out, *at == ' ' ? '\'' : *at);
}

static int read_run(
	const struct han_reader *h, const char *run, size_t size, struct buf *out)
{
	cleanup(buf_free) struct buf syllables = BUF_INIT;
	int rc = han_pinyin(h, run, size, false, &syllables);

	if (rc == 0 && syllables.size > 0)
		join(syllables.data, out);
	return rc;
}

static bool is_han(int32_t c)
{
	return strcmp(letter_script(c), "Hani") == 0;
}

/* The end of the run of Han characters, or of others, that begins at `at`. */
static const char *run_end(const char *at, const char *end, bool *han)
{
	const char *next = at;

	*han = is_han(utf8_next(&next, end));
	for (at = next; at < end; at = next)
		if (is_han(utf8_next(&next, end)) != *han)
			break;
	return at;
}

static int read_words(
	const struct han_reader *h, const char *text, size_t size, struct buf *out)
{
	const char *end = text + size;
	bool han = false;
	int rc = 0;

	while (text < end && rc == 0) {
		const char *stop = run_end(text, end, &han);
		if (han)
			rc = read_run(h, text, (size_t)(stop - text), out);
		else
			buf_add(out, text, (size_t)(stop - text));
		text = stop;
	}
	return rc < 0 || buf_ok(out) ? rc : err_nomem();
}

int reader_run(struct systems *owner, enum reader reader, const char *text, size_t size,
	struct buf *out)
{
	const struct han_reader *han = NULL;
	int rc = open_han(owner, &han);

	if (rc < 0)
		return rc;
	return reader == READER_HAN_NAME ? han_name(han, text, size, out)
					 : read_words(han, text, size, out);
}
