/* SPDX-License-Identifier: Apache-2.0
 *
 * What was put into a run comes out of it, and lies where run.h says.
 */
#include "config.h"
#include "tests/index/runs.h"

static const char *const english[] = { "The cats sat on the mat.", "The cat sat.", "",
	"On 14 April 2017 the 63rd session adopted 5 resolutions, not 6.",
	"“Quoted” and 'quoted', (twice): yes!", "Cafe\xcc\x81 and Caf\xc3\xa9.",
	"May I? In May 2018 you may.", "   ", "a a a a a a a a b" };
static const char *const russian[] = { "Кошки сидели на ковре.",
	"14 апреля 2017 года состоялось 63-е заседание.", "Не кошка, а Кот!" };
static const char *const chinese[] = { "2017年4月14日，委员会通过了第5号决议。",
	"委员会不同意。", "WTO 委员会" };

/* --- tokens ------------------------------------------------------------------------ */

static void check_token(struct run *r, uint32_t surface, struct tokeniser *t,
	const char *text, const struct token *token)
{
	struct lexeme l = { .surface = BUF_INIT };
	size_t size;

	assert_ok(tokeniser_lexeme(
		t, text + token->begin, token->end - token->begin, token->kind, &l));
	assert_in_range(surface, 0, r->n_surfaces - 1);
	const char *here = run_surface_text(r, surface, &size);
	assert_int_equal(size, l.surface.size);
	assert_memory_equal(here, buf_str(&l.surface), size);
	here = run_fold_text(r, run_fold_of(r, surface), &size);
	assert_int_equal(size, l.fold.size);
	assert_memory_equal(here, buf_str(&l.fold), size);
	assert_int_equal(run_kind_of(r, surface), token->kind);
	assert_int_equal(run_inside(r, surface), token->inside);
	uint32_t key = run_key_of(r, surface);
	uint64_t hash = lexeme_hash(token->kind, &l.key);
	if (token->inside) {
		assert_int_equal(key, r->inside_key);
	} else {
		assert_int_equal(r->key_hashes[key], hash);
		assert_int_equal(run_find_key(r, hash), key);
		assert_int_equal(r->key_kinds[key], token->kind);
	}
	lexeme_finish(&l);
}

static void check_texts(const char *lang, const char *const *texts, size_t n)
{
	struct made m;
	struct tokeniser *t;
	struct tokens tokens = { 0 };

	make_run(&m, lang, texts, n);
	assert_ok(tokeniser_new(lang, &t));
	assert_int_equal(m.run->n, n);
	assert_string_equal(m.run->lang, lang);
	for (size_t i = 0; i < n; i++) {
		uint32_t place = run_find_segment(m.run, SEGMENT_OF(i));
		size_t n_here;
		const uint32_t *here = run_tokens(m.run, place, &n_here);
		assert_ok(tokeniser_read(t, texts[i], strlen(texts[i]), &tokens));
		assert_int_equal(n_here, tokens.n);
		for (size_t k = 0; k < tokens.n; k++)
			check_token(m.run, here[k], t, texts[i], &tokens.at[k]);
	}
	tokens_finish(&tokens);
	tokeniser_free(t);
	made_free(&m);
}

static void tokens_give_back_the_lexemes_of_the_text(void **state)
{
	(void)state;
	check_texts("en", english, N_ELEMENTS(english));
	check_texts("ru", russian, N_ELEMENTS(russian));
	check_texts("zh", chinese, N_ELEMENTS(chinese));
	check_texts("", english, N_ELEMENTS(english));

	struct texts t = random_texts(500, 1);
	check_texts("en", (const char *const *)t.at, t.n);
	texts_free(&t);
}

static void what_is_equal_in_nfc_is_one_surface(void **state)
{
	struct made m;
	size_t n;

	(void)state;
	make_run(&m, "en", &english[5], 1);
	const uint32_t *tokens = run_tokens(m.run, 0, &n);
	assert_int_equal(n, 4);
	assert_int_equal(tokens[0], tokens[2]);
	assert_int_equal(m.run->n_surfaces, 3);
	made_free(&m);
}

/* --- order ------------------------------------------------------------------------- */

static void check_segments(struct run *r)
{
	for (uint32_t i = 0; i < r->n; i++) {
		size_t n;
		const uint32_t *tokens = run_tokens(r, i, &n);
		uint32_t weight = 0;
		struct sketch sketch = { { 0 } };
		for (size_t k = 0; k < n; k++) {
			uint64_t hash = r->key_hashes[run_key_of(r, tokens[k])];
			enum token_kind kind = run_kind_of(r, tokens[k]);
			if (run_inside(r, tokens[k]))
				continue;
			weight += token_weight(kind);
			if (kind == TOKEN_WORD || kind == TOKEN_CHARACTER)
				sketch.bits[hash % 256 / 64] |= UINT64_C(1)
								<< (hash % 64);
		}
		assert_int_equal(run_weight(r, i), weight);
		assert_memory_equal(run_sketch(r, i), &sketch, sizeof(sketch));
		if (i == 0)
			continue;
		assert_true(run_weight(r, i - 1) <= weight);
		if (run_weight(r, i - 1) == weight)
			assert_true(run_segment(r, i - 1) < run_segment(r, i));
	}
}

static void check_weights(struct run *r)
{
	assert_int_equal(run_from_weight(r, 0), 0);
	assert_int_equal(run_from_weight(r, (uint64_t)1 << 40), r->n);
	for (uint32_t i = 1; i < r->n; i++) {
		uint32_t weight = run_weight(r, i);
		uint32_t from = run_from_weight(r, weight);
		assert_true(from <= i && run_weight(r, from) == weight);
		assert_true(from == 0 || run_weight(r, from - 1) < weight);
	}
}

/* How many segments hold each key, not only inside a date. */
static uint32_t *count_keys(struct run *r)
{
	uint32_t *counts = calloc(r->n_keys, sizeof(*counts));
	uint32_t *seen = calloc(r->n_keys, sizeof(*seen));

	assert_non_null(counts);
	assert_non_null(seen);
	for (uint32_t i = 0; i < r->n; i++) {
		size_t n;
		const uint32_t *tokens = run_tokens(r, i, &n);
		for (size_t k = 0; k < n; k++) {
			uint32_t key = run_key_of(r, tokens[k]);
			counts[key] += !run_inside(r, tokens[k]) && seen[key] != i + 1;
			seen[key] = i + 1;
		}
	}
	free(seen);
	return counts;
}

static void check_keys(struct run *r)
{
	uint32_t *counts = count_keys(r);

	for (uint32_t key = 1; key < r->n_keys; key++) {
		bool words = key < r->ordinal_key;
		bool marks = key > r->first_mark && key < r->inside_key;
		if (words || marks)
			assert_true(counts[key - 1] < counts[key] ||
				    (counts[key - 1] == counts[key] &&
					    r->key_hashes[key - 1] < r->key_hashes[key]));
		if (words)
			assert_true(r->key_kinds[key] <= TOKEN_CHARACTER);
		if (marks)
			assert_int_equal(r->key_kinds[key], TOKEN_MARK);
		if (key < r->first_mark)
			assert_int_equal(postings_count(r, key), counts[key]);
	}
	assert_int_equal(r->key_kinds[r->ordinal_key], TOKEN_ORDINAL);
	assert_int_equal(r->key_kinds[r->date_key], TOKEN_DATE);
	assert_int_equal(r->key_kinds[r->number_key], TOKEN_NUMBER);
	assert_int_equal(postings_count(r, r->inside_key), 0);
	free(counts);
}

/* -1, 0, 1 as the bytes are. */
static int compare_texts(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

static void check_vocabulary(struct run *r)
{
	uint32_t from, to, next = 0;
	size_t size, last_size;

	for (uint32_t fold = 0; fold < r->n_folds; fold++) {
		run_fold_surfaces(r, fold, &from, &to);
		assert_int_equal(from, next);
		assert_true(to > from);
		next = to;
		for (uint32_t i = from; i < to; i++)
			assert_int_equal(run_fold_of(r, i), fold);
		for (uint32_t i = from + 1; i < to; i++) {
			const char *last = run_surface_text(r, i - 1, &last_size);
			const char *text = run_surface_text(r, i, &size);
			assert_true(compare_texts(last, last_size, text, size) <= 0);
		}
	}
	assert_int_equal(next, r->n_surfaces);
	for (uint32_t key = next = 0; key < r->n_keys; key++) {
		run_key_surfaces(r, key, &from, &to);
		if (from == to)
			continue;
		assert_int_equal(from, next);
		next = to;
		for (uint32_t i = from; i < to; i++)
			assert_int_equal(run_key_of(r, i), key);
	}
	assert_int_equal(next, r->n_surfaces);
	for (uint32_t i = 1; i < r->n_folds; i++) {
		const char *last = run_fold_text(r, run_fold_at(r, i - 1), &last_size);
		const char *text = run_fold_text(r, run_fold_at(r, i), &size);
		assert_true(compare_texts(last, last_size, text, size) <= 0);
	}
}

static void everything_is_numbered_in_its_order(void **state)
{
	struct texts t = random_texts(2000, 7);
	struct made m;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	check_segments(m.run);
	check_weights(m.run);
	check_keys(m.run);
	check_vocabulary(m.run);
	assert_true(m.run->has_characters);
	assert_int_equal(m.run->first_segment, SEGMENT_OF(0));
	assert_int_equal(m.run->last_segment, SEGMENT_OF(t.n - 1));
	assert_int_equal(run_find_segment(m.run, 11), RUN_NONE);
	assert_int_equal(run_find_segment(m.run, 1), RUN_NONE);
	assert_int_equal(run_find_segment(m.run, UINT32_MAX), RUN_NONE);
	assert_int_equal(run_find_key(m.run, 12345), RUN_NONE);
	made_free(&m);
	texts_free(&t);
}

static void finds_folds_by_their_text_and_their_beginning(void **state)
{
	static const char *const texts[] = { "May in May 2018, mayor Maynard may",
		"maybe ma m" };
	struct made m;
	uint32_t from, to;

	(void)state;
	make_run(&m, "en", texts, 2);
	run_find_folds(m.run, "may", 3, false, &from, &to);
	assert_int_equal(to - from, 2); /* the word, and the one inside the date */
	run_find_folds(m.run, "may", 3, true, &from, &to);
	assert_int_equal(to - from, 6); /* mayor, Maynard, maybe, and the date itself */
	run_find_folds(m.run, "mayn", 4, true, &from, &to);
	assert_int_equal(to - from, 1);
	run_find_folds(m.run, "mayn", 4, false, &from, &to);
	assert_int_equal(to - from, 0);
	run_find_folds(m.run, "zzz", 3, true, &from, &to);
	assert_int_equal(to - from, 0);
	run_find_folds(m.run, "", 0, true, &from, &to);
	assert_int_equal(to - from, m.run->n_folds);
	made_free(&m);
}

/* --- lists ------------------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The keys of a segment in order, repeated as they are; free(). */
static uint32_t *keys_of(struct run *r, uint32_t place, size_t *n)
{
	size_t n_tokens;
	const uint32_t *tokens = run_tokens(r, place, &n_tokens);
	uint32_t *keys = malloc((n_tokens + 1) * sizeof(*keys));

	assert_non_null(keys);
	*n = 0;
	for (size_t k = 0; k < n_tokens; k++)
		if (!run_inside(r, tokens[k]))
			keys[(*n)++] = run_key_of(r, tokens[k]);
	qsort(keys, *n, sizeof(*keys), compare_numbers);
	return keys;
}

/* The tier as run.h words it: the first whose prefix holds the key; -1 no list. */
static int naive_tier(struct run *r, const uint32_t *keys, size_t n, uint32_t key)
{
	static const uint32_t percents[] = { 70, 55, 40 };
	uint64_t whole = 0, behind = 0;
	size_t first = n;

	for (size_t i = n; i-- > 0;) {
		whole += token_weight(r->key_kinds[keys[i]]);
		if (keys[i] >= key) {
			first = i;
			behind = whole;
		}
	}
	if (first == n || keys[first] != key)
		return -1;
	for (int tier = 0; tier < 3; tier++)
		if (100 * behind >= percents[tier] * whole)
			return tier;
	return key >= r->first_mark ? -1 : TIER_REST;
}

static void check_list(struct run *r, uint32_t key, int tier, const uint8_t *tiers)
{
	uint32_t block[POSTINGS_BLOCK], expected = 0;
	struct postings p;
	size_t n;

	postings_open(r, key, (enum tier)tier, &p);
	uint32_t all = p.n;
	while ((n = postings_next(&p, block)) > 0)
		for (size_t i = 0; i < n; i++, expected++, all--) {
			while (expected < r->n && tiers[expected] != tier)
				expected++;
			assert_int_equal(block[i], expected);
		}
	assert_int_equal(all, 0);
	while (expected < r->n)
		assert_int_not_equal(tiers[expected++], tier);
}

static void check_lists(struct run *r)
{
	uint32_t **keys = calloc(r->n + 1, sizeof(*keys));
	size_t *n = calloc(r->n + 1, sizeof(*n));
	uint8_t *tiers = malloc(r->n + 1);

	assert_non_null(keys);
	assert_non_null(n);
	assert_non_null(tiers);
	for (uint32_t i = 0; i < r->n; i++)
		keys[i] = keys_of(r, i, &n[i]);
	for (uint32_t key = 0; key < r->n_keys; key++) {
		for (uint32_t i = 0; i < r->n; i++)
			tiers[i] = (uint8_t)naive_tier(r, keys[i], n[i], key);
		for (int tier = 0; tier < N_TIERS; tier++)
			check_list(r, key, tier, tiers);
	}
	for (uint32_t i = 0; i < r->n; i++)
		free(keys[i]);
	free(keys);
	free(n);
	free(tiers);
}

static void lists_are_those_of_a_naive_computation(void **state)
{
	struct texts t = random_texts(1500, 3);
	struct made m;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	check_lists(m.run);
	made_free(&m);
	texts_free(&t);
	make_run(&m, "en", english, N_ELEMENTS(english));
	check_lists(m.run);
	made_free(&m);
	make_run(&m, "zh", chinese, N_ELEMENTS(chinese));
	check_lists(m.run);
	made_free(&m);
}

/* Seeking must not lose what is at or behind the place asked for. */
static void check_seek(struct run *r, uint32_t key, enum tier tier, uint32_t from)
{
	uint32_t block[POSTINGS_BLOCK], expected = RUN_NONE, found = RUN_NONE;
	struct postings p;
	size_t n;

	postings_open(r, key, tier, &p);
	while ((n = postings_next(&p, block)) > 0)
		for (size_t i = 0; i < n && expected == RUN_NONE; i++)
			if (block[i] >= from)
				expected = block[i];
	postings_open(r, key, tier, &p);
	postings_seek(&p, from / 2);
	postings_seek(&p, from);
	for (size_t blocks = 0; (n = postings_next(&p, block)) > 0; blocks++) {
		for (size_t i = 0; i < n && found == RUN_NONE; i++)
			if (block[i] >= from)
				found = block[i];
		assert_true(found != RUN_NONE || blocks < 1);
		if (found != RUN_NONE)
			break;
	}
	assert_int_equal(found, expected);
}

static void seeking_finds_the_first_segment_at_or_behind(void **state)
{
	struct texts t = random_texts(3000, 5);
	struct made m;
	uint64_t seed = 1;
	uint32_t longest = 0;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	for (uint32_t key = 0; key < m.run->n_keys; key++)
		if (postings_count(m.run, key) > postings_count(m.run, longest))
			longest = key;
	assert_true(postings_count(m.run, longest) > 3 * POSTINGS_BLOCK);
	for (int i = 0; i < 500; i++)
		for (int tier = 0; tier < N_TIERS; tier++)
			check_seek(m.run, longest, (enum tier)tier,
				random_below(&seed, m.run->n + 10));
	made_free(&m);
	texts_free(&t);
}

/* --- the promise of the prefixes ---------------------------------------------------- */

/* Weight of what two rows of keys have in common. */
static uint64_t overlap(
	struct run *r, const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
	uint64_t weight = 0;
	size_t i = 0, j = 0;

	while (i < n_a && j < n_b) {
		if (a[i] == b[j])
			weight += token_weight(r->key_kinds[a[i]]);
		size_t step_i = a[i] <= b[j], step_j = b[j] <= a[i];
		i += step_i;
		j += step_j;
	}
	return weight;
}

static bool share_a_prefix_key(struct run *r, const uint32_t *a, size_t n_a,
	const uint32_t *b, size_t n_b, int last_tier)
{
	for (size_t i = 0; i < n_a; i++) {
		int tier_a = naive_tier(r, a, n_a, a[i]);
		int tier_b = naive_tier(r, b, n_b, a[i]);
		if (tier_a >= 0 && tier_a <= last_tier && tier_b >= 0 &&
			tier_b <= last_tier)
			return true;
	}
	return false;
}

static void similar_segments_share_a_key_in_both_prefixes(void **state)
{
	static const uint32_t percents[] = { 70, 55, 40 };
	struct texts t = random_texts(300, 11);
	struct made m;
	size_t n_a, n_b, similar = 0;

	(void)state;
	make_run(&m, "en", (const char *const *)t.at, t.n);
	for (uint32_t a = 0; a < m.run->n; a++) {
		uint32_t *keys_a = keys_of(m.run, a, &n_a);
		for (uint32_t b = a + 1; b < m.run->n; b++) {
			uint32_t *keys_b = keys_of(m.run, b, &n_b);
			uint64_t both = overlap(m.run, keys_a, n_a, keys_b, n_b);
			uint64_t most = run_weight(m.run, b);
			for (int tier = 0; tier < 3 && most > 0; tier++)
				if (100 * both >= percents[tier] * most) {
					similar++;
					assert_true(share_a_prefix_key(
						m.run, keys_a, n_a, keys_b, n_b, tier));
				}
			free(keys_b);
		}
		free(keys_a);
	}
	assert_true(similar > 100);
	made_free(&m);
	texts_free(&t);
}

/* --- runs of runs ------------------------------------------------------------------ */

static bool keep_even(void *ctx, uint32_t segment)
{
	(void)ctx;
	return segment % 2 == 0;
}

static void check_same_image(struct builder *b, const struct buf *image)
{
	struct buf other = BUF_INIT;

	take_image(b, &other);
	assert_int_equal(other.size, image->size);
	assert_memory_equal(other.data, image->data, image->size);
	buf_free(&other);
}

static void a_run_made_of_runs_is_that_of_the_texts(void **state)
{
	struct texts t = random_texts(600, 13);
	const char *const *texts = (const char *const *)t.at;
	struct made first, second = { .image = BUF_INIT }, whole;
	struct builder *b;

	(void)state;
	make_run(&whole, "en", texts, 600);
	make_run(&first, "en", texts, 400);
	assert_ok(builder_new("en", &b));
	add_texts(b, texts, 400, 500);
	take_image(b, &second.image);
	assert_ok(run_open(second.image.data, second.image.size, NULL, &second.run));

	assert_ok(builder_new("en", &b));
	assert_ok(builder_add_run(b, first.run, NULL, NULL));
	assert_ok(builder_add_run(b, second.run, NULL, NULL));
	add_texts(b, texts, 500, 600);
	assert_int_equal(builder_count(b), 600);
	check_same_image(b, &whole.image);

	struct buf even = BUF_INIT;
	assert_ok(builder_new("en", &b));
	for (size_t i = 0; i < t.n; i += 2) /* 10, 16, 22 … */
		assert_ok(builder_add(b, SEGMENT_OF(i), t.at[i], strlen(t.at[i])));
	take_image(b, &even);
	assert_ok(builder_new("en", &b));
	assert_ok(builder_add_run(b, whole.run, keep_even, NULL));
	check_same_image(b, &even);

	buf_free(&even);
	made_free(&first);
	made_free(&second);
	made_free(&whole);
	texts_free(&t);
}

/* --- edges ------------------------------------------------------------------------- */

static void segments_must_come_in_order(void **state)
{
	struct builder *b;

	(void)state;
	assert_ok(builder_new("en", &b));
	assert_ok(builder_add(b, 5, "five", 4));
	assert_fails(builder_add(b, 5, "five", 4), BIS_EDB, "segment 5");
	assert_fails(builder_add(b, 4, "four", 4), BIS_EDB, "segment 4");
	assert_ok(builder_add(b, 6, "six", 3));
	assert_int_equal(builder_count(b), 2);
	builder_free(b);
}

static void a_run_of_nothing_can_be_asked(void **state)
{
	struct made m;
	uint32_t from, to;

	(void)state;
	make_run(&m, "ru", NULL, 0);
	assert_int_equal(m.run->n, 0);
	assert_int_equal(run_from_weight(m.run, 0), 0);
	assert_int_equal(run_find_segment(m.run, 1), RUN_NONE);
	run_find_folds(m.run, "a", 1, true, &from, &to);
	assert_int_equal(from, to);
	assert_int_equal(postings_count(m.run, m.run->date_key), 0);
	assert_int_equal(run_find_key(m.run, m.run->key_hashes[m.run->number_key]),
		m.run->number_key);
	made_free(&m);
}

static void a_segment_of_a_hundred_thousand_words_is_no_trouble(void **state)
{
	struct buf text = BUF_INIT;
	struct made m;
	size_t n;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_adds(&text, i % 1000 == 0 ? "rare " : "word ");
	const char *texts[] = { buf_str(&text), "word" };
	make_run(&m, "en", texts, 2);
	run_tokens(m.run, 1, &n);
	assert_int_equal(n, 100000);
	assert_int_equal(run_weight(m.run, 1), 100000 * 80);
	check_lists(m.run);
	made_free(&m);
	buf_free(&text);
}

static int full(void *ctx, const void *bytes, size_t size)
{
	size_t *left = ctx;

	(void)bytes;
	if (size > *left)
		return BIS_EIO;
	*left -= size;
	return 0;
}

static void a_sink_that_is_full_is_told_of(void **state)
{
	struct texts t = random_texts(2000, 17);
	struct buf image = BUF_INIT;
	struct builder *b;

	(void)state;
	assert_ok(builder_new("en", &b));
	add_texts(b, (const char *const *)t.at, 0, t.n);
	take_image(b, &image);
	for (size_t room = 0; room < image.size; room += image.size / 5 + 1) {
		size_t left = room;
		struct image_sink sink = { full, &left };
		assert_ok(builder_new("en", &b));
		add_texts(b, (const char *const *)t.at, 0, t.n);
		int rc = builder_finish(b, &sink);
		assert_int_equal(rc, BIS_EIO);
		assert_fails(builder_finish(b, &sink), BIS_EDB, "built on");
		builder_free(b);
	}
	buf_free(&image);
	texts_free(&t);
}

static void memory_is_told_and_grows(void **state)
{
	struct texts t = random_texts(2000, 19);
	struct builder *b;

	(void)state;
	assert_ok(builder_new("en", &b));
	size_t empty = builder_memory(b);
	add_texts(b, (const char *const *)t.at, 0, t.n);
	assert_true(builder_memory(b) > empty + 10000);
	assert_true(builder_memory(b) < empty + 1000000);
	builder_free(b);
	texts_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_give_back_the_lexemes_of_the_text),
		cmocka_unit_test(what_is_equal_in_nfc_is_one_surface),
		cmocka_unit_test(everything_is_numbered_in_its_order),
		cmocka_unit_test(finds_folds_by_their_text_and_their_beginning),
		cmocka_unit_test(lists_are_those_of_a_naive_computation),
		cmocka_unit_test(seeking_finds_the_first_segment_at_or_behind),
		cmocka_unit_test(similar_segments_share_a_key_in_both_prefixes),
		cmocka_unit_test(a_run_made_of_runs_is_that_of_the_texts),
		cmocka_unit_test(segments_must_come_in_order),
		cmocka_unit_test(a_run_of_nothing_can_be_asked),
		cmocka_unit_test(a_segment_of_a_hundred_thousand_words_is_no_trouble),
		cmocka_unit_test(a_sink_that_is_full_is_told_of),
		cmocka_unit_test(memory_is_told_and_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
