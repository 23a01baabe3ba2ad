/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a place lies within a longer name that the base knows.
 */
#include "config.h"
#include "src/check/check.h"

/* Of a mention's form. */
enum wanted {
	RIGHT,       /* approved, or on the way there */
	RIGHT_EXACT, /* written so, letter by letter */
	KNOWN        /* any, also one not to be used */
};

static bool is_wanted(const struct mention *m, enum wanted wanted)
{
	enum form_status status = m->form->status;

	if (!m->same_lang || (wanted == RIGHT_EXACT && !m->exact))
		return false;
	return wanted == KNOWN || status == STATUS_PREFERRED ||
	       status == STATUS_ADMITTED || status == STATUS_PROPOSED;
}

static bool holds(const struct mention *m, size_t begin, size_t end)
{
	return m->begin <= begin && end <= m->end && m->end - m->begin > end - begin;
}

/* Mentions stand by where they begin; those not hidden do not overlap but where several
 * concepts share a place, so that looking back ends at the first that ends before. */
static bool inside(const struct reading *r, size_t begin, size_t end, enum wanted wanted)
{
	const struct mentions *m = &r->mentions;
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->at[middle].begin <= begin)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0) {
		const struct mention *at = &m->at[--low];
		if (at->hidden)
			continue;
		if (at->end <= begin)
			return false;
		if (is_wanted(at, wanted) && holds(at, begin, end))
			return true;
	}
	return false;
}

bool inside_approved(const struct reading *r, size_t begin, size_t end)
{
	return inside(r, begin, end, RIGHT);
}

bool inside_approved_exact(const struct reading *r, size_t begin, size_t end)
{
	return inside(r, begin, end, RIGHT_EXACT);
}

bool inside_known(const struct reading *r, size_t begin, size_t end)
{
	return inside(r, begin, end, KNOWN);
}
