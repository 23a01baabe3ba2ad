/* SPDX-License-Identifier: Apache-2.0
 *
 * A piece is the cursor's until its next step; an answer is printed as a whole, so what
 * it shows is copied.
 */
#include "config.h"

#include "src/cli/pieces.h"

#include <string.h>

static void free_piece(struct match_piece *p)
{
	const char *const own[] = { p->text, p->lang, p->source, p->target_lang,
		p->target, p->unit, p->origin, p->date };

	for (size_t i = 0; i < N_ELEMENTS(own); i++)
		free((char *)own[i]);
}

void pieces_free(struct pieces *p)
{
	for (size_t i = 0; i < p->n; i++)
		free_piece(&p->at[i]);
	free(p->at);
	*p = (struct pieces){ 0 };
}

static char *copy(const char *text, bool *good)
{
	char *own = strdup(text == NULL ? "" : text);

	*good = *good && own != NULL;
	return own;
}

static bool make_room(struct pieces *p)
{
	size_t capacity = p->capacity == 0 ? 16 : p->capacity * 2;

	if (p->n < p->capacity)
		return true;
	void *at = reallocarray(p->at, capacity, sizeof(*p->at));
	if (at == NULL)
		return false;
	p->at = at;
	p->capacity = capacity;
	return true;
}

static bool add(struct pieces *out, const struct bis_piece *piece)
{
	const struct bis_hit *hit = &piece->example;
	const struct bis_hit_target *t = hit->n_targets > 0 ? hit->targets : NULL;
	bool good = true;

	if (!make_room(out))
		return false;
	out->at[out->n++] = (struct match_piece){
		.text = copy(piece->text, &good),
		.begin = piece->range.begin,
		.end = piece->range.end,
		.n = piece->n,
		.lang = copy(hit->lang, &good),
		.source = copy(hit->text, &good),
		.target_lang = copy(t == NULL ? "" : t->lang, &good),
		.target = copy(t == NULL ? "" : t->text, &good),
		.unit = copy(hit->unit, &good),
		.origin = copy(hit->origin, &good),
		.date = copy(hit->date, &good),
	};
	return good;
}

static void close_pieces(bis_pieces **p)
{
	bis_pieces_close(*p);
}

int pieces_gather(struct pieces *out, bis_db *db, const struct bis_match_options *like,
	const char *text)
{
	const struct bis_concordance_options options = {
		.from = like->from,
		.to = like->to,
		.n_to = like->n_to,
		.origin = like->origin,
		.status = like->status,
		.since = like->since,
		.until = like->until,
	};
	cleanup(close_pieces) bis_pieces *pieces = NULL;
	const struct bis_piece *piece;
	int rc = bis_pieces_open(db, &options, text, 0, &pieces);

	while (rc >= 0 && (rc = bis_pieces_next(pieces, &piece)) > 0)
		if (!add(out, piece))
			return BIS_ENOMEM;
	return rc;
}
