/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun info: what is in the database.
 */
#include "config.h"

#include "src/cli/command.h"

static const struct option_spec options[] = { OPTIONS_END };

static int run(struct session *s, const struct args *a)
{
	const struct bis_info *info;
	int rc = bis_db_info(s->db, &info);

	(void)a;
	if (rc < 0)
		return say_failed(rc);
	printer_begin(&s->printer, "info", false);
	s->printer.view->info(&s->printer, info);
	printer_end(&s->printer);
	return EXIT_DONE;
}

const struct command command_info = {
	.name = "info",
	.summary = "what is in the database, and how big it is",
	.usage = "",
	.examples = "bisotun info\n"
		    "bisotun info --format json",
	.options = options,
	.need = NEED_READ,
	.run = run,
};
