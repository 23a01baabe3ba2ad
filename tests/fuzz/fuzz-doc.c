/* SPDX-License-Identifier: Apache-2.0
 *
 * The readers of documents on arbitrary bytes.  FUZZ_DOCUMENT names the file, whose
 * suffix breaks ties; for "docx" and "odt" the bytes are the member with the text, put
 * into a zip of stored members, so that the fuzzer need not first learn CRCs.
 */
#include "config.h"

#include <string.h>

#include "src/doc/doc.h"
#include "tests/fuzz/fuzz.h"

static void add_little(struct buf *b, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(value >> (8 * i)));
}

static uint32_t crc_of(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xFFFFFFFFu;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
	}
	return ~crc;
}

/* One stored member without a central directory, which readers of streams need not. */
static void add_member(
	struct buf *zip, const char *name, const uint8_t *data, size_t size)
{
	add_little(zip, 0x04034b50, 4);
	add_little(zip, 20, 2);
	add_little(zip, 0, 2);
	add_little(zip, 0, 2);
	add_little(zip, 0, 4);
	add_little(zip, crc_of(data, size), 4);
	add_little(zip, (uint32_t)size, 4);
	add_little(zip, (uint32_t)size, 4);
	add_little(zip, (uint32_t)strlen(name), 2);
	add_little(zip, 0, 2);
	buf_adds(zip, name);
	buf_add(zip, data, size);
}

static void look_at_places(const struct doc *d)
{
	struct doc_walk walk = { 0 };
	size_t step = d->text.size / 50 + 1;

	for (size_t at = 0; at <= d->text.size; at += step)
		doc_place(d, at, &walk);
	for (size_t i = 0; i < d->n; i++)
		if (d->paragraphs[i].begin > d->paragraphs[i].end ||
			d->paragraphs[i].end > d->text.size)
			__builtin_trap();
}

static void read_as(const char *name, const void *bytes, size_t size)
{
	struct doc d = { 0 };

	if (doc_read_bytes(name, bytes, size, &d) == 0)
		look_at_places(&d);
	doc_finish(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup(buf_free) struct buf zip = BUF_INIT;

	if (strcmp(FUZZ_DOCUMENT, "docx") == 0)
		add_member(&zip, "word/document.xml", data, size);
	else if (strcmp(FUZZ_DOCUMENT, "odt") == 0)
		add_member(&zip, "content.xml", data, size);
	if (zip.size > 0 && buf_ok(&zip))
		read_as(FUZZ_DOCUMENT, zip.data, zip.size);
	read_as("fuzz." FUZZ_DOCUMENT, data, size);
	return 0;
}
