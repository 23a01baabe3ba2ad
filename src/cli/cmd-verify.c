/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun verify: is the database whole?
 */
#include "config.h"

#include "src/cli/command.h"
#include "src/cli/findings.h"

static const struct option_spec options[] = { OPTIONS_END };

static int run(struct session *s, const struct args *a)
{
	struct gathered g = { 0 };
	const struct bis_info *info;
	int64_t n = bis_db_verify(s->db, gather_finding, &g);
	int rc = n < 0 ? (int)n : bis_db_info(s->db, &info);

	(void)a;
	if (rc < 0) {
		strings_free(&g.what);
		return say_failed(rc);
	}
	printer_begin(&s->printer, "verify", false);
	print_findings(&s->printer, &g, info->file,
		"no damage in the file, its references, its indexes");
	printer_end(&s->printer);
	strings_free(&g.what);
	return n > 0 ? EXIT_NEGATIVE : EXIT_DONE;
}

const struct command command_verify = {
	.name = "verify",
	.summary = "look for damage in the database",
	.usage = "",
	.examples = "bisotun verify\n"
		    "bisotun --db old.db verify --json          status 1 where there is "
		    "damage",
	.options = options,
	.need = NEED_READ,
	.run = run,
};
