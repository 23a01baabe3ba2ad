/* SPDX-License-Identifier: Apache-2.0
 *
 * The index is made as a step of its own, so that whoever waits sees what for.
 */
#include "config.h"

#include "src/cli/ready.h"

#include "src/cli/progress.h"

static bool at(void *ctx, int64_t done, int64_t all)
{
	return progress_at(ctx, "making the index", done, all, done);
}

static int make_shown(struct session *s)
{
	struct progress progress = progress_start(s->quiet);

	progress.things = "segments";
	int rc = bis_db_index(s->db, at, &progress);
	progress_end(&progress);
	return rc;
}

int make_index(struct session *s)
{
	int rc = make_shown(s);

	return rc < 0 ? say_failed(rc) : EXIT_DONE;
}

void make_index_again(struct session *s)
{
	int rc = make_shown(s);

	if (rc < 0) {
		say_failed(rc);
		say("done all the same; the next search makes the index");
	}
}
