/* SPDX-License-Identifier: Apache-2.0
 *
 * One reader of an exchange format under fuzzing: whatever the bytes, it ends in 0 or a code with a
 * message, and what it read can be written again.  FUZZ_FORMAT is the format's name.
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "src/base/err.h"
#include "tests/fuzz/fuzz.h"
#include "tmx/format.h"

struct pipe {
	const struct format *format;
	struct writer writer;
	bool writing;
};

static int on_head(void *ctx, const struct document *d)
{
	struct pipe *p = ctx;

	if (p->format->begin == NULL)
		return 0;
	p->writing = true;
	return p->format->begin(&p->writer, d);
}

static int on_unit(void *ctx, struct unit *u)
{
	struct pipe *p = ctx;

	return p->writing ? p->format->write_unit(&p->writer, u) : 0;
}

static int on_concept(void *ctx, struct concept *c)
{
	struct pipe *p = ctx;

	return p->writing ? p->format->write_concept(&p->writer, c) : 0;
}

static int on_problem(void *ctx, const struct problem *problem)
{
	(void)ctx;
	if (problem->message == NULL || problem->line < 0)
		abort();
	return 0;
}

static int on_tail(void *ctx, const struct document *d)
{
	struct pipe *p = ctx;

	return p->writing ? p->format->end(&p->writer, d) : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct read_options read_options = { .source_lang = "en",
		.target_lang = "ru" };
	static const struct write_options write_options = { .source_lang = "" };
	struct pipe pipe = { .format = format_named(FUZZ_FORMAT) };
	const struct record_sink sink = { .head = on_head,
		.unit = on_unit,
		.concept = on_concept,
		.problem = on_problem,
		.tail = on_tail,
		.ctx = &pipe };
	cleanup(buf_free) struct buf written = BUF_INIT;
	cleanup(out_closep) struct out *out = NULL;
	cleanup(source_closep) struct source *in = NULL;

	if (pipe.format == NULL || out_open_buf(&written, &out) < 0 ||
		source_open_bytes("fuzz", data, size, &in) < 0)
		abort();
	pipe.writer = (struct writer){ .out = out, .options = &write_options };
	int rc = source_next(in);
	if (rc > 0)
		rc = pipe.format->read(in, &read_options, &sink);
	if (rc < 0 && *bis_error_message() == '\0')
		abort();
	if (pipe.writing && pipe.format->finish != NULL)
		pipe.format->finish(&pipe.writer);
	return 0;
}
