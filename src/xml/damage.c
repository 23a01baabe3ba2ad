/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/xml/damage.h"

#include <string.h>

#include "src/base/err.h"

void damage_free(struct damage_log *log)
{
	free(log->ahead);
	log->ahead = NULL;
}

static int make_room(struct damage_log *log)
{
	if (log->ahead_from > 0) {
		memmove(log->ahead, log->ahead + log->ahead_from,
			(log->ahead_to - log->ahead_from) * sizeof(*log->ahead));
		log->ahead_to -= log->ahead_from;
		log->ahead_from = 0;
	}
	if (log->ahead_to * 2 <= log->ahead_capacity && log->ahead != NULL)
		return 0;
	size_t capacity = log->ahead_capacity == 0 ? 64 : log->ahead_capacity * 2;
	struct damage *ahead = reallocarray(log->ahead, capacity, sizeof(*ahead));
	if (ahead == NULL)
		return err_nomem();
	log->ahead = ahead;
	log->ahead_capacity = capacity;
	return 0;
}

int damage_add(struct damage_log *log, struct damage damage)
{
	if (log->ahead_to == log->ahead_capacity) {
		int rc = make_room(log);
		if (rc < 0)
			return rc;
	}
	size_t i = log->ahead_to++;
	/* nearly always the last; an entity's is seen by the parser, behind the filter */
	for (; i > log->ahead_from && log->ahead[i - 1].at > damage.at; i--)
		log->ahead[i] = log->ahead[i - 1];
	log->ahead[i] = damage;
	return 0;
}

static const struct damage *past_at(const struct damage_log *log, size_t number)
{
	return &log->past[number % DAMAGE_KEPT];
}

void damage_settle(struct damage_log *log, uint64_t upto)
{
	while (log->ahead_from < log->ahead_to && log->ahead[log->ahead_from].at < upto) {
		const struct damage *next = &log->ahead[log->ahead_from++];
		if (log->n_past == 0 || past_at(log, log->n_past - 1)->at < log->mark)
			log->past[log->n_past++ % DAMAGE_KEPT] = *next;
	}
}

void damage_mark(struct damage_log *log, uint64_t position)
{
	damage_settle(log, position);
	if (position > log->mark)
		log->mark = position;
}

const struct damage *damage_since(
	const struct damage_log *log, uint64_t since, uint64_t upto)
{
	const struct damage *found = NULL;

	for (size_t n = log->n_past; n > 0 && n + DAMAGE_KEPT > log->n_past; n--) {
		const struct damage *d = past_at(log, n - 1);
		if (d->at < since)
			break;
		found = d;
	}
	for (size_t i = log->ahead_from; found == NULL && i < log->ahead_to; i++)
		if (log->ahead[i].at >= since)
			found = &log->ahead[i];
	return found != NULL && found->at < upto ? found : NULL;
}
