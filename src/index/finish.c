/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing the image of a run: first the vocabulary, whose texts can then be let go, then
 * the segments in their new order, then the postings.
 */
#include "config.h"
#include "src/index/builder.h"

#include <stdio.h>

#include "src/base/err.h"

struct writing {
	struct builder *b;
	struct numbering nb;
	struct image *im;
	struct run_trailer trailer;
	uint32_t n_forms; /* their texts are let go before the segments are written */
};

static void put_section(
	struct writing *w, enum section section, const void *bytes, size_t size)
{
	struct extent *extent = &w->trailer.sections[section];

	image_begin(w->im, extent);
	image_add(w->im, bytes, size);
	image_end(w->im, extent);
}

/* --- vocabulary --------------------------------------------------------------------- */

/* [n_groups + 1] where the members of each group begin; they are in order of groups. */
static void put_firsts(struct writing *w, enum section section, const uint32_t *groups,
	uint32_t n, uint32_t n_groups)
{
	struct extent *extent = &w->trailer.sections[section];
	uint32_t at = 0;

	image_begin(w->im, extent);
	for (uint32_t group = 0; group <= n_groups; group++) {
		while (at < n && groups[at] < group)
			at++;
		image_u32(w->im, at);
	}
	image_end(w->im, extent);
}

static void put_texts(struct writing *w, enum section at_section, enum section section,
	const struct vocab *v, const uint32_t *old, uint32_t n)
{
	struct extent *extent = &w->trailer.sections[at_section];
	uint32_t at = 0;
	size_t size;

	image_begin(w->im, extent);
	for (uint32_t i = 0; i < n; i++) {
		image_u32(w->im, at);
		vocab_text(v, old[i], &size);
		at += (uint32_t)size;
	}
	image_u32(w->im, at);
	image_end(w->im, extent);
	extent = &w->trailer.sections[section];
	image_begin(w->im, extent);
	for (uint32_t i = 0; i < n; i++) {
		const char *text = vocab_text(v, old[i], &size);
		image_add(w->im, text, size);
	}
	image_end(w->im, extent);
}

/* Open addressing by lexeme_hash(), at most half full. */
static int put_key_table(struct writing *w)
{
	const struct numbering *nb = &w->nb;
	uint32_t n_slots = 8;

	while (n_slots < 2 * nb->n_keys && n_slots < UINT32_C(1) << 31)
		n_slots *= 2;
	uint32_t *slots = malloc((size_t)n_slots * sizeof(*slots));
	if (slots == NULL)
		return err_nomem();
	memset(slots, 0xff, (size_t)n_slots * sizeof(*slots));
	for (uint32_t key = 0; key + 1 < nb->n_keys; key++) {
		uint32_t slot = (uint32_t)nb->key_hashes[key] & (n_slots - 1);
		while (slots[slot] != RUN_NONE)
			slot = (slot + 1) & (n_slots - 1);
		slots[slot] = key;
	}
	put_section(w, SECTION_KEY_TABLE, slots, (size_t)n_slots * sizeof(*slots));
	w->trailer.n_slots = n_slots;
	free(slots);
	return 0;
}

static int put_keys(struct writing *w)
{
	struct numbering *nb = &w->nb;

	put_section(w, SECTION_KEY_KINDS, nb->key_kinds, nb->n_keys);
	put_section(w, SECTION_KEY_HASHES, nb->key_hashes,
		(size_t)nb->n_keys * sizeof(*nb->key_hashes));
	put_firsts(w, SECTION_KEY_FOLDS, nb->fold_keys, nb->n_folds, nb->n_keys);
	return put_key_table(w);
}

/* The folds in order of their bytes. */
static int put_fold_order(struct writing *w)
{
	struct numbering *nb = &w->nb;
	uint32_t *new_folds = malloc(((size_t)nb->n_folds + 1) * sizeof(*new_folds));
	uint32_t *order = NULL, n = 0;
	int rc = new_folds == NULL ? err_nomem() : 0;

	for (uint32_t i = 0; rc == 0 && i < nb->n_folds; i++)
		new_folds[nb->old_folds[i]] = i;
	if (rc == 0)
		rc = vocab_sort(&w->b->folds, NULL, new_folds, &order, &n);
	for (uint32_t i = 0; i < n; i++)
		order[i] = new_folds[order[i]];
	if (rc == 0)
		put_section(w, SECTION_FOLD_ORDER, order, (size_t)n * sizeof(*order));
	free(order);
	free(new_folds);
	return rc;
}

static int put_folds(struct writing *w)
{
	struct numbering *nb = &w->nb;

	put_section(w, SECTION_FOLD_KEYS, nb->fold_keys,
		(size_t)nb->n_folds * sizeof(*nb->fold_keys));
	put_firsts(
		w, SECTION_FOLD_SURFACES, nb->surface_folds, nb->n_surfaces, nb->n_folds);
	put_texts(w, SECTION_FOLD_TEXTS_AT, SECTION_FOLD_TEXTS, &w->b->folds,
		nb->old_folds, nb->n_folds);
	return put_fold_order(w);
}

static void put_surfaces(struct writing *w)
{
	struct numbering *nb = &w->nb;
	const struct vocab *forms = &w->b->forms;
	struct extent *extent = &w->trailer.sections[SECTION_INSIDE_KINDS];

	put_section(w, SECTION_SURFACE_FOLDS, nb->surface_folds,
		(size_t)nb->n_surfaces * sizeof(*nb->surface_folds));
	image_begin(w->im, extent);
	for (uint32_t i = nb->first_inside; i < nb->n_surfaces; i++) {
		uint8_t kind = forms->tags[nb->old_surfaces[i]] & CLASS_KIND;
		image_add(w->im, &kind, 1);
	}
	image_end(w->im, extent);
	put_texts(w, SECTION_SURFACE_TEXTS_AT, SECTION_SURFACE_TEXTS, forms,
		nb->old_surfaces, nb->n_surfaces);
}

static int put_vocabulary(struct writing *w)
{
	int rc = put_keys(w);

	if (rc == 0)
		rc = put_folds(w);
	if (rc == 0)
		put_surfaces(w);
	w->n_forms = w->b->forms.n;
	vocab_finish(&w->b->forms);
	vocab_finish(&w->b->folds);
	vocab_finish(&w->b->keys);
	return rc < 0 ? rc : w->im->rc;
}

/* --- segments ----------------------------------------------------------------------- */

static void put_places(struct writing *w)
{
	const struct numbering *nb = &w->nb;
	const struct builder *b = w->b;
	struct extent *extent = &w->trailer.sections[SECTION_SEGMENTS];

	image_begin(w->im, extent);
	for (uint32_t i = 0; i < b->n; i++)
		image_u32(w->im, b->segments[nb->order[i]].segment);
	image_end(w->im, extent);
	extent = &w->trailer.sections[SECTION_WEIGHTS];
	image_begin(w->im, extent);
	for (uint32_t i = 0; i < b->n; i++)
		image_u32(w->im, nb->weights[nb->order[i]]);
	image_end(w->im, extent);
}

/* Segments were gathered in order of their numbers. */
static int put_by_segment(struct writing *w)
{
	uint32_t *places = malloc(((size_t)w->b->n + 1) * sizeof(*places));

	if (places == NULL)
		return err_nomem();
	for (uint32_t i = 0; i < w->b->n; i++)
		places[w->nb.order[i]] = i;
	put_section(w, SECTION_BY_SEGMENT, places, (size_t)w->b->n * sizeof(*places));
	free(places);
	return 0;
}

static void put_tokens(struct writing *w)
{
	const struct builder *b = w->b;
	struct extent *extent = &w->trailer.sections[SECTION_TOKENS_AT];
	const uint8_t *end;
	uint32_t form, n = 0;

	image_begin(w->im, extent);
	for (uint32_t i = 0; i < b->n; i++) {
		image_u32(w->im, n);
		look_ahead(b, w->nb.order, i);
		const uint8_t *at = stream_of(b, w->nb.order[i], &end);
		for (; at < end; at++)
			n += (*at & 0x80) == 0;
	}
	image_u32(w->im, n);
	image_end(w->im, extent);
	extent = &w->trailer.sections[SECTION_TOKENS];
	image_begin(w->im, extent);
	for (uint32_t i = 0; i < b->n; i++) {
		look_ahead(b, w->nb.order, i);
		const uint8_t *at = stream_of(b, w->nb.order[i], &end);
		while (at < end) {
			at = read_varint(at, &form);
			image_u32(w->im, w->nb.form_surfaces[form]);
		}
	}
	image_end(w->im, extent);
}

/* By form: the bit of its key in a sketch; NO_BIT where it has none. */
enum { NO_BIT = 256 };

static uint16_t *sketch_bits(const struct writing *w, uint32_t n_forms)
{
	const struct numbering *nb = &w->nb;
	uint16_t *bits = malloc(((size_t)n_forms + 1) * sizeof(*bits));

	for (uint32_t form = 0; bits != NULL && form < n_forms; form++) {
		uint32_t key = nb->form_keys[form];
		enum token_kind kind = nb->key_kinds[key];
		bool counts = key + 1 < nb->n_keys &&
			      (kind == TOKEN_WORD || kind == TOKEN_CHARACTER);
		bits[form] = counts ? (uint16_t)(nb->key_hashes[key] & 255) : NO_BIT;
	}
	return bits;
}

static int put_sketches(struct writing *w)
{
	const uint32_t *order = w->nb.order;
	struct extent *extent = &w->trailer.sections[SECTION_SKETCHES];
	uint16_t *bits = sketch_bits(w, w->n_forms);
	uint32_t form;

	if (bits == NULL)
		return err_nomem();
	image_begin(w->im, extent);
	for (uint32_t i = 0; i < w->b->n; i++) {
		look_ahead(w->b, order, i);
		const uint8_t *end, *at = stream_of(w->b, order[i], &end);
		uint64_t words[NO_BIT / 64 + 1] = { 0 }; /* the last one for NO_BIT */
		while (at < end) {
			at = read_varint(at, &form);
			words[bits[form] / 64] |= UINT64_C(1) << (bits[form] % 64);
		}
		image_add(w->im, words, sizeof(struct sketch));
	}
	image_end(w->im, extent);
	free(bits);
	return 0;
}

static int put_segments(struct writing *w)
{
	put_places(w);
	int rc = put_by_segment(w);
	if (rc < 0)
		return rc;
	put_tokens(w);
	rc = put_sketches(w);
	return rc < 0 ? rc : w->im->rc;
}

/* --- the whole ---------------------------------------------------------------------- */

static int put_trailer(struct writing *w)
{
	const struct builder *b = w->b;
	const struct numbering *nb = &w->nb;
	struct run_trailer *t = &w->trailer;

	t->n_tokens = b->n_tokens;
	t->n = b->n;
	t->first_segment = b->n == 0 ? 0 : b->segments[0].segment;
	t->last_segment = b->n == 0 ? 0 : b->segments[b->n - 1].segment;
	t->n_keys = nb->n_keys;
	t->n_folds = nb->n_folds;
	t->n_surfaces = nb->n_surfaces;
	t->first_mark = nb->first_mark;
	t->ordinal_key = nb->first_mark - 3; /* one each, just before the marks */
	t->date_key = nb->first_mark - 2;
	t->number_key = nb->first_mark - 1;
	t->inside_key = nb->n_keys - 1;
	t->first_inside = nb->first_inside;
	t->has_characters = nb->has_characters;
	t->n_denormal = (uint32_t)(b->denormal.size / sizeof(struct denormal));
	snprintf(t->lang, sizeof(t->lang), "%s", b->lang);
	uint64_t size = w->im->size + IMAGE_ALIGN - 1;
	t->size = size - size % IMAGE_ALIGN + sizeof(*t);
	t->version = RUN_VERSION;
	t->magic = RUN_MAGIC;
	return image_finish(w->im, t, sizeof(*t));
}

static void writing_finish(struct writing *w)
{
	numbering_finish(&w->nb);
	free(w->im);
}

int builder_finish(struct builder *b, const struct image_sink *sink)
{
	cleanup(writing_finish) struct writing w = { .b = b };

	if (b->closed)
		return err_set(BIS_EDB, "the search index can't be built on");
	b->closed = true;
	w.im = image_new(sink);
	if (w.im == NULL)
		return err_nomem();
	tokeniser_free(steal(&b->tokeniser));
	vocab_close(&b->forms);
	vocab_close(&b->folds);
	vocab_close(&b->keys);
	int rc = numbering_make(b, &w.nb);
	if (rc == 0)
		rc = put_vocabulary(&w);
	if (rc == 0)
		rc = put_segments(&w);
	if (rc == 0)
		rc = lists_write(b, &w.nb, w.im, &w.trailer);
	if (rc == 0)
		put_section(
			&w, SECTION_DENORMAL, buf_str(&b->denormal), b->denormal.size);
	return rc < 0 ? rc : put_trailer(&w);
}
