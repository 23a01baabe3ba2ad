/* SPDX-License-Identifier: Apache-2.0
 *
 * Small runs for tests, made of given texts or of random ones.
 */
#ifndef BISOTUN_TEST_RUNS_H
#define BISOTUN_TEST_RUNS_H

#include "tests/test.h"

#include "src/base/hash.h"
#include "src/index/build.h"

/* Segments get the numbers 10, 13, 16 … */
#define SEGMENT_OF(i) ((uint32_t)(10 + 3 * (i)))

struct made {
	struct buf image;
	struct run *run;
};

static inline void add_texts(
	struct builder *b, const char *const *texts, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		assert_ok(builder_add(b, SEGMENT_OF(i), texts[i], strlen(texts[i])));
}

/* Finishes and frees the builder. */
static inline void take_image(struct builder *b, struct buf *image)
{
	struct image_sink sink = { image_to_buf, image };
	int rc = builder_finish(b, &sink);

	builder_free(b);
	assert_ok(rc);
}

static inline void make_run(
	struct made *m, const char *lang, const char *const *texts, size_t n)
{
	struct builder *b;

	*m = (struct made){ .image = BUF_INIT };
	assert_ok(builder_new(lang, &b));
	add_texts(b, texts, 0, n);
	take_image(b, &m->image);
	assert_ok(run_open(m->image.data, m->image.size, NULL, &m->run));
}

static inline void made_free(struct made *m)
{
	run_close(m->run);
	buf_free(&m->image);
}

/* The same numbers every time. */
static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*state >> 33) % n);
}

/* Sentences of few words, the first ones common, with marks, numbers and dates; free(). */
static inline char *random_text(uint64_t *state)
{
	static const char *const others[] = { "2017", "3.5", "63rd", "14 April 2017",
		"2017-04-14", "第", "会", "议" };
	struct buf text = BUF_INIT;
	uint32_t n = random_below(state, 12);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t word = random_below(state, 1 + random_below(state, 60));
		if (random_below(state, 10) == 0)
			buf_addf(&text, "%s ", others[random_below(state, 8)]);
		else if (random_below(state, 8) == 0)
			buf_addf(&text, "%c ", ",.!?;"[random_below(state, 5)]);
		else
			buf_addf(&text, "%c%c%s ", 'a' + (char)(word % 26),
				'b' + (char)(word / 26),
				random_below(state, 4) == 0 ? "ss" : "");
	}
	buf_adds(&text, "");
	return buf_take(&text);
}

struct texts {
	char **at;
	size_t n;
};

static inline struct texts random_texts(size_t n, uint64_t seed)
{
	struct texts t = { calloc(n, sizeof(char *)), n };

	assert_non_null(t.at);
	for (size_t i = 0; i < n; i++) {
		t.at[i] = random_text(&seed);
		assert_non_null(t.at[i]);
	}
	return t;
}

static inline void texts_free(struct texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->at[i]);
	free(t->at);
}

/* A number that depends on all that a run answers; reads all of it. */
static inline uint64_t mix_in(uint64_t sum, uint64_t value)
{
	return hash_bytes(&value, sizeof(value), sum);
}

static inline uint64_t sum_of_segments(struct run *r, uint64_t sum)
{
	for (uint32_t i = 0; i < r->n; i++) {
		size_t n;
		const uint32_t *tokens = run_tokens(r, i, &n);
		const struct sketch *sketch = run_sketch(r, i);
		for (size_t k = 0; k < n; k++)
			sum = mix_in(sum, tokens[k]);
		sum = mix_in(sum, run_segment(r, i));
		sum = mix_in(sum, run_weight(r, i));
		sum = mix_in(sum, run_find_segment(r, run_segment(r, i)));
		sum = mix_in(sum, run_from_weight(r, run_weight(r, i)));
		if (sketch != NULL)
			sum = hash_bytes(sketch, sizeof(*sketch), sum);
	}
	return sum;
}

static inline uint64_t sum_of_words(struct run *r, uint64_t sum)
{
	uint32_t from, to;
	size_t size;

	for (uint32_t i = 0; i < r->n_surfaces; i++) {
		const char *text = run_surface_text(r, i, &size);
		sum = hash_bytes(text, size, sum);
		sum = mix_in(sum, run_key_of(r, i));
		sum = mix_in(sum, (uint64_t)run_kind_of(r, i));
	}
	for (uint32_t i = 0; i < r->n_folds; i++) {
		const char *text = run_fold_text(r, i, &size);
		run_find_folds(r, text, size, i % 2 == 0, &from, &to);
		sum = mix_in(mix_in(sum, from), to);
		run_fold_surfaces(r, i, &from, &to);
		sum = mix_in(mix_in(sum, from), to);
		sum = mix_in(sum, run_fold_at(r, i));
	}
	return sum;
}

static inline uint64_t sum_of_lists(struct run *r, uint64_t sum)
{
	uint32_t block[POSTINGS_BLOCK], from, to;
	struct postings p;

	for (uint32_t key = 0; key < r->n_keys; key++) {
		for (int tier = 0; tier < N_TIERS; tier++) {
			postings_open(r, key, (enum tier)tier, &p);
			size_t n;
			while ((n = postings_next(&p, block)) > 0)
				sum = hash_bytes(block, n * sizeof(*block), sum);
			postings_open(r, key, (enum tier)tier, &p);
			postings_seek(&p, r->n / 2);
			n = postings_next(&p, block);
			sum = hash_bytes(block, n * sizeof(*block), sum);
		}
		sum = mix_in(sum, postings_count(r, key));
		run_key_surfaces(r, key, &from, &to);
		sum = mix_in(mix_in(sum, from), to);
		if (run_sound(r, &r->key_hashes[key], 8))
			sum = mix_in(sum, run_find_key(r, r->key_hashes[key]));
	}
	return sum;
}

static inline uint64_t sum_of_run(struct run *r)
{
	return sum_of_lists(r, sum_of_words(r, sum_of_segments(r, 1)));
}

#endif
