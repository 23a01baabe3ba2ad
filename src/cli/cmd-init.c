/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun init: an empty database.  Not needed before an import, which makes it too.
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
	return print_change(s, NULL, "%s is ready: schema %d, %lld units, %lld concepts",
		info->file, info->schema_version, (long long)info->units,
		(long long)info->concepts);
}

const struct command command_init = {
	.name = "init",
	.summary = "make an empty database (import makes it too)",
	.usage = "",
	.examples = "bisotun init\n"
		    "bisotun --db names.db init",
	.options = options,
	.need = NEED_CREATE,
	.run = run,
};
