/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/hold.h"

#include "src/store/store.h"

int checking_hold(struct checking *c)
{
	return c->db == NULL ? 0 : store_read_begin(c->db);
}

void checking_release(struct checking *c)
{
	if (c->db != NULL)
		store_read_end(c->db);
}
