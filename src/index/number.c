/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbering: keys from the rarest up, folds by key, surfaces by fold, segments by weight.
 *
 * The numbers depend on what was added alone, not on tables and their order, so that
 * the same segments always give the same image.
 */
#include "config.h"
#include "src/index/builder.h"

#include "src/base/err.h"

void numbering_finish(struct numbering *nb)
{
	free(nb->old_keys);
	free(nb->counts);
	free(nb->key_hashes);
	free(nb->key_kinds);
	free(nb->old_folds);
	free(nb->fold_keys);
	free(nb->old_surfaces);
	free(nb->surface_folds);
	free(nb->form_keys);
	free(nb->form_surfaces);
	free(nb->order);
	free(nb->weights);
	*nb = (struct numbering){ 0 };
}

static uint32_t *numbers(size_t n)
{
	return malloc((n + 1) * sizeof(uint32_t));
}

static void free_numbers(uint32_t **at)
{
	free(*at);
}

static bool is_surface(const struct builder *b, uint32_t form)
{
	return (b->links[form] & LINK_SURFACE) == 0;
}

/* --- counting ----------------------------------------------------------------------- */

static void count_segment(const struct builder *b, struct numbering *nb, uint32_t i,
	uint32_t *counts, uint32_t *seen)
{
	const uint8_t *end, *at = stream_of(b, i, &end);
	uint32_t form, weight = 0;

	while (at < end) {
		at = read_varint(at, &form);
		uint32_t key = nb->form_keys[form];
		if (key == KEY_INSIDE)
			continue;
		weight += token_weight(b->keys.tags[key]);
		counts[key] += seen[key] != i + 1;
		seen[key] = i + 1;
	}
	nb->weights[i] = weight;
}

/* Weights of segments, and how many hold each key; all numbers are the builder's. */
static int count(const struct builder *b, struct numbering *nb, uint32_t **counts)
{
	uint32_t *seen = calloc((size_t)b->keys.n + 1, sizeof(*seen));

	*counts = calloc((size_t)b->keys.n + 1, sizeof(**counts));
	nb->weights = numbers(b->n);
	nb->form_keys = numbers(b->forms.n);
	if (seen == NULL || *counts == NULL || nb->weights == NULL ||
		nb->form_keys == NULL) {
		free(seen);
		return err_nomem();
	}
	for (uint32_t form = 0; form < b->forms.n; form++)
		nb->form_keys[form] =
			is_surface(b, form) ? b->folds.tags[b->links[form]] : KEY_INSIDE;
	for (uint32_t i = 0; i < b->n; i++)
		count_segment(b, nb, i, *counts, seen);
	free(seen);
	return 0;
}

/* --- keys --------------------------------------------------------------------------- */

struct key_entry {
	uint64_t rank, hash;
	uint32_t old;
};

static int compare_keys(const void *a, const void *b)
{
	const struct key_entry *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint64_t rank_of(uint32_t tag, uint32_t count)
{
	static const uint8_t ranks[] = { [TOKEN_WORD] = 0,
		[TOKEN_CHARACTER] = 0,
		[TOKEN_ORDINAL] = 1,
		[TOKEN_DATE] = 2,
		[TOKEN_NUMBER] = 3,
		[TOKEN_MARK] = 4,
		[TAG_INSIDE] = 5 };

	return (uint64_t)ranks[tag] << 32 | count;
}

static uint64_t hash_of_key(const struct builder *b, uint32_t key)
{
	uint64_t hash;
	size_t size;

	memcpy(&hash, vocab_text(&b->keys, key, &size), sizeof(hash));
	return hash;
}

static void take_keys(struct builder *b, struct numbering *nb,
	const struct key_entry *entries, const uint32_t *counts)
{
	nb->first_mark = nb->n_keys - 1;
	for (uint32_t key = nb->n_keys; key-- > 0;) {
		uint32_t old = entries[key].old, tag = b->keys.tags[old];
		nb->old_keys[key] = old;
		nb->counts[key] = counts[old];
		nb->key_hashes[key] = entries[key].hash;
		nb->key_kinds[key] = tag == TAG_INSIDE ? TOKEN_WORD : (uint8_t)tag;
		if (tag == TOKEN_MARK)
			nb->first_mark = key;
		if (tag == TOKEN_CHARACTER)
			nb->has_characters = true;
	}
}

static int number_keys(struct builder *b, struct numbering *nb, const uint32_t *counts)
{
	uint32_t n = nb->n_keys = b->keys.n;
	struct key_entry *entries = malloc((size_t)n * sizeof(*entries));

	nb->old_keys = numbers(n);
	nb->counts = numbers(n);
	nb->key_hashes = malloc((size_t)n * sizeof(*nb->key_hashes));
	nb->key_kinds = malloc(n);
	if (entries == NULL || nb->old_keys == NULL || nb->counts == NULL ||
		nb->key_hashes == NULL || nb->key_kinds == NULL) {
		free(entries);
		return err_nomem();
	}
	for (uint32_t old = 0; old < n; old++)
		entries[old] =
			(struct key_entry){ rank_of(b->keys.tags[old], counts[old]),
				hash_of_key(b, old), old };
	qsort(entries, n, sizeof(*entries), compare_keys);
	take_keys(b, nb, entries, counts);
	free(entries);
	return 0;
}

/* Turns a list of old numbers into one of new numbers by old. */
static void invert(const uint32_t *old, uint32_t n, uint32_t *new)
{
	for (uint32_t i = 0; i < n; i++)
		new[old[i]] = i;
}

/* --- folds and surfaces ------------------------------------------------------------- */

static int number_folds(struct builder *b, struct numbering *nb)
{
	cleanup(free_numbers) uint32_t *new_keys = numbers(nb->n_keys);
	cleanup(free_numbers) uint32_t *groups = numbers(b->folds.n);

	if (new_keys == NULL || groups == NULL)
		return err_nomem();
	invert(nb->old_keys, nb->n_keys, new_keys);
	for (uint32_t fold = 0; fold < b->folds.n; fold++)
		groups[fold] = new_keys[b->folds.tags[fold]];
	int rc = vocab_sort(
		&b->folds, groups, b->folds.tags, &nb->old_folds, &nb->n_folds);
	if (rc < 0)
		return rc;
	nb->fold_keys = numbers(nb->n_folds);
	if (nb->fold_keys == NULL)
		return err_nomem();
	for (uint32_t fold = 0; fold < nb->n_folds; fold++)
		nb->fold_keys[fold] = groups[nb->old_folds[fold]];
	return 0;
}

static int number_surfaces(struct builder *b, struct numbering *nb)
{
	cleanup(free_numbers) uint32_t *new_folds = numbers(nb->n_folds);
	cleanup(free_numbers) uint32_t *groups = numbers(b->forms.n);

	if (new_folds == NULL || groups == NULL)
		return err_nomem();
	invert(nb->old_folds, nb->n_folds, new_folds);
	for (uint32_t form = 0; form < b->forms.n; form++)
		groups[form] =
			is_surface(b, form) ? new_folds[b->links[form]] : SKIP_WORD;
	int rc = vocab_sort(
		&b->forms, groups, b->forms.tags, &nb->old_surfaces, &nb->n_surfaces);
	if (rc < 0)
		return rc;
	nb->surface_folds = numbers(nb->n_surfaces);
	nb->form_surfaces = numbers(b->forms.n);
	if (nb->surface_folds == NULL || nb->form_surfaces == NULL)
		return err_nomem();
	memset(nb->form_surfaces, 0, (size_t)b->forms.n * sizeof(uint32_t));
	invert(nb->old_surfaces, nb->n_surfaces, nb->form_surfaces);
	nb->first_inside = nb->n_surfaces;
	for (uint32_t i = nb->n_surfaces; i-- > 0;) {
		uint32_t form = nb->old_surfaces[i], fold = groups[form];
		nb->surface_folds[i] = fold;
		nb->form_keys[form] = nb->fold_keys[fold];
		if (nb->fold_keys[fold] == nb->n_keys - 1)
			nb->first_inside = i;
	}
	return 0;
}

/* --- segments ----------------------------------------------------------------------- */

/* One step of sorting by counting: by 16 bits of the weight, stable. */
static void sort_step(const uint32_t *weights, unsigned shift, const uint32_t *from,
	uint32_t *to, uint32_t n, uint32_t *places, size_t n_places)
{
	memset(places, 0, n_places * sizeof(*places));
	for (uint32_t i = 0; i < n; i++)
		places[weights[i] >> shift & 0xffff]++;
	uint32_t sum = 0;
	for (size_t i = 0; i < n_places; i++) {
		uint32_t here = places[i];
		places[i] = sum;
		sum += here;
	}
	for (uint32_t i = 0; i < n; i++)
		to[places[weights[from[i]] >> shift & 0xffff]++] = from[i];
}

static int order_segments(const struct builder *b, struct numbering *nb)
{
	cleanup(free_numbers) uint32_t *other = numbers(b->n);
	uint32_t heaviest = 0;

	nb->order = numbers(b->n);
	if (other == NULL || nb->order == NULL)
		return err_nomem();
	for (uint32_t i = 0; i < b->n; i++) {
		other[i] = i;
		if (nb->weights[i] > heaviest)
			heaviest = nb->weights[i];
	}
	/* most runs are small, and so are the weights in them */
	size_t n_places = heaviest > 0xffff ? 65536 : (size_t)heaviest + 1;
	cleanup(free_numbers) uint32_t *places = numbers(n_places);
	if (places == NULL)
		return err_nomem();
	sort_step(nb->weights, 0, other, nb->order, b->n, places, n_places);
	if (heaviest > 0xffff) {
		sort_step(nb->weights, 16, nb->order, other, b->n, places, n_places);
		uint32_t *sorted = other;
		other = nb->order;
		nb->order = sorted;
	}
	return 0;
}

int numbering_make(struct builder *b, struct numbering *nb)
{
	cleanup(free_numbers) uint32_t *counts = NULL;
	int rc = count(b, nb, &counts);

	if (rc == 0)
		rc = number_keys(b, nb, counts);
	if (rc == 0)
		rc = number_folds(b, nb);
	if (rc == 0)
		rc = number_surfaces(b, nb);
	return rc < 0 ? rc : order_segments(b, nb);
}
