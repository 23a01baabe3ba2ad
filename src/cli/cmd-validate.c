/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun validate: files against the grammars that come with the program.
 */
#include "config.h"

#include "src/cli/command.h"
#include "src/cli/flaws.h"

static const struct option_spec options[] = { OPTIONS_END };

/* The worse of two statuses: bad data before a negative answer. */
static int worse(int a, int b)
{
	return a > b ? a : b;
}

static int validate(struct session *s, const char *path)
{
	struct gathered g = { 0 };
	int64_t n = bis_validate(path, gather_flaw, &g);

	if (n >= 0)
		print_flaws(&s->printer, &g, path, "valid");
	strings_free(&g.what);
	if (n < 0)
		return say_failed((int)n);
	return n > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	int status = EXIT_DONE;

	printer_begin(&s->printer, "validate", a->n_words > 1);
	for (size_t i = 0; i < a->n_words; i++)
		status = worse(status, validate(s, a->words[i]));
	printer_end(&s->printer);
	return status;
}

const struct command command_validate = {
	.name = "validate",
	.summary = "check TMX and TBX files against their grammar",
	.usage = "FILE…",
	.examples = "bisotun validate all.tmx names.tbx         status 1 where one isn't "
		    "valid",
	.options = options,
	.need = NEED_NOTHING,
	.min_words = 1,
	.max_words = MANY,
	.run = run,
};
