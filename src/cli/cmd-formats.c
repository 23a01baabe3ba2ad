/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun formats: what can be read and written.
 */
#include "config.h"

#include "src/cli/command.h"

static const struct option_spec options[] = { OPTIONS_END };

static int run(struct session *s, const struct args *a)
{
	(void)a;
	printer_begin(&s->printer, "formats", true);
	s->printer.view->formats(&s->printer);
	printer_end(&s->printer);
	return EXIT_DONE;
}

const struct command command_formats = {
	.name = "formats",
	.summary = "the formats that import and export know",
	.usage = "",
	.examples = "bisotun formats\n"
		    "bisotun formats --json                     for programs",
	.options = options,
	.need = NEED_NOTHING,
	.run = run,
};
