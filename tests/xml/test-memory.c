/* SPDX-License-Identifier: Apache-2.0
 *
 * libxml2 out of memory: its n-th allocation fails, for every n.  The reading then ends in BIS_ENOMEM, or it
 * ends well and all of the text has come; never is a lack of memory taken for the end of the file.
 */
#include "config.h"
#include "tests/test.h"

#include <libxml/xmlmemory.h>

#include "src/base/buf.h"
#include "src/base/source.h"
#include "src/xml/reader.h"

/* libxml2 2.9.14 leaks its input buffer where xmlCreateIOParserCtxt itself runs out of memory. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:xmlBufCreateSize\nleak:xmlAllocParserInputBuffer\n";
}

static long counter, fail_at;

static bool fails(void)
{
	return fail_at != 0 && ++counter == fail_at;
}

static void *xml_malloc(size_t size)
{
	return fails() ? NULL : malloc(size);
}

static void *xml_realloc(void *old, size_t size)
{
	return fails() ? NULL : realloc(old, size);
}

static char *xml_strdup(const char *text)
{
	return fails() ? NULL : strdup(text);
}

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct buf *seen = ctx;

	(void)r;
	buf_addf(seen, "<%s", e->name);
	for (size_t i = 0; i < e->n_attributes; i++)
		buf_addf(seen, " %s=%s", e->attributes[i].name, e->attributes[i].value);
	buf_addc(seen, '>');
	return 0;
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	(void)r;
	(void)local;
	buf_addf(ctx, "</%s>", name);
	return 0;
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	(void)r;
	buf_add(ctx, text, size);
	return 0;
}

static int read_all(const char *text, size_t size, struct buf *seen)
{
	cleanup(source_closep) struct source *in = NULL;
	struct xml_handler handler = {
		.start = on_start, .end = on_end, .text = on_text, .ctx = seen
	};

	assert_ok(source_open_bytes("memory.xml", text, size, &in));
	assert_int_equal(source_next(in), 1);
	return xml_read(in, &handler);
}

/* Elements, attributes, entities, namespaces, CDATA, and enough of it to fill buffers. */
static void make_text(struct buf *text)
{
	buf_adds(text, "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY e \"entity\">]>\n"
		       "<r xmlns:p=\"urn:p\" p:a=\"1 &amp; 2\">");
	for (int i = 0; i < 60; i++)
		buf_addf(text,
			"<p:u%d n=\"%d\">text &e; <![CDATA[<%d>]]>&#x444;</p:u%d>\n",
			i % 12, i, i, i % 12);
	buf_adds(text, "</r>");
	assert_true(buf_ok(text));
}

static void running_out_is_not_taken_for_the_end(void **state)
{
	cleanup(buf_free) struct buf text = BUF_INIT, whole = BUF_INIT;
	long failures = 0;

	(void)state;
	make_text(&text);
	fail_at = 0;
	assert_ok(read_all(buf_str(&text), text.size, &whole));
	assert_non_null(strstr(buf_str(&whole), "text entity <59>ф"));
	for (long n = 1;; n++) {
		cleanup(buf_free) struct buf seen = BUF_INIT;
		counter = 0;
		fail_at = n;
		int rc = read_all(buf_str(&text), text.size, &seen);
		bool reached = counter >= n;
		fail_at = 0;
		if (rc == 0)
			assert_string_equal(buf_str(&seen), buf_str(&whole));
		else
			assert_int_equal(rc, BIS_ENOMEM);
		if (!reached)
			break;
		failures += rc != 0;
	}
	assert_true(failures > 0);
}

static int replace_allocator(void **state)
{
	(void)state;
	return xmlMemSetup(free, xml_malloc, xml_realloc, xml_strdup);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(running_out_is_not_taken_for_the_end),
	};

	return cmocka_run_group_tests(tests, replace_allocator, NULL);
}
