/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun log: who changed what, when, why.
 */
#include "config.h"

#include "src/cli/command.h"

static const struct option_spec options[] = {
	{ "unit", 0, VALUE_ANY, "ID", "only what touched this unit", NULL },
	{ "concept", 0, VALUE_ANY, "ID", "only what touched this concept", NULL },
	{ "max", 0, VALUE_NUMBER, "N", "so many events at most; all otherwise", NULL },
	OPTIONS_END,
};

static void close_log(bis_log **log)
{
	bis_log_close(*log);
}

static int run(struct session *s, const struct args *a)
{
	cleanup(close_log) bis_log *log = NULL;
	const struct bis_event *event;
	struct bis_log_options which = {
		.unit = args_value(a, "unit"),
		.concept = args_value(a, "concept"),
		.max = (int64_t)args_number(a, "max", 0),
	};
	int rc = bis_log_open(s->db, &which, &log);

	if (rc < 0)
		return say_failed(rc);
	printer_begin(&s->printer, "log", true);
	while ((rc = bis_log_next(log, &event)) > 0)
		s->printer.view->event(&s->printer, event);
	printer_end(&s->printer);
	return rc < 0 ? say_failed(rc) : EXIT_DONE;
}

const struct command command_log = {
	.name = "log",
	.summary = "the history, newest first",
	.usage = "[--unit ID | --concept ID] [--max N]",
	.examples = "bisotun log --max 10\n"
		    "bisotun log --concept sco",
	.options = options,
	.need = NEED_READ,
	.run = run,
};
