/* SPDX-License-Identifier: Apache-2.0
 *
 * check-concordance DB LANG [QUERIES [SEED]]: does concordance find what a scan finds?
 *
 * Every unit's text in the language is kept as a row of folded words; queries are runs
 * of one to six words (or characters) out of the memory itself.  What the index answers
 * (the total, and the first hits by date) is compared with walking over all rows.  A
 * line of TSV: language, units, queries, differences, milliseconds of the index at the
 * median, 95 and 99 per cent and at most, and those of the walk at the median.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bisotun/memory.h"
#include "src/store/store.h"
#include "src/text/lang.h"
#include "src/text/tokens.h"

enum { SHOWN = 20, LONGEST = 6 };

/* All texts, folded: "\x1f" before and behind each word, "\n" and the number of the
 * unit between texts. */
struct corpus {
	const char *lang;
	struct tokeniser *tokeniser;
	struct tokens tokens;
	struct lexeme lexeme;
	struct buf rows;
	struct buf texts; /* as they are, each ended by NUL */
	struct row {
		size_t folded, text;
		int64_t unit;
	} * at;
	size_t n, capacity;
};

static void give_up(const char *what)
{
	fprintf(stderr, "check-concordance: %s: %s\n", what, bis_error_message());
	exit(2);
}

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(
		getenv("CPU") == NULL ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	return *state ^= *state << 17;
}

/* Adds the folded words of a text. */
static size_t fold_words(struct corpus *c, const char *text, size_t size, struct buf *out)
{
	size_t n = 0;

	if (tokeniser_read(c->tokeniser, text, size, &c->tokens) < 0)
		give_up("cutting a text");
	buf_addc(out, '\x1f');
	for (size_t i = 0; i < c->tokens.n; i++) {
		const struct token *t = &c->tokens.at[i];
		if (t->kind == TOKEN_DATE)
			continue;
		if (tokeniser_lexeme(c->tokeniser, text + t->begin, t->end - t->begin,
			    (enum token_kind)t->kind, &c->lexeme) < 0)
			give_up("folding a word");
		if (c->lexeme.fold.size == 0)
			continue;
		buf_add(out, c->lexeme.fold.data, c->lexeme.fold.size);
		buf_addc(out, '\x1f');
		n++;
	}
	return n;
}

static void add_row(struct corpus *c, int64_t unit, const struct buf *text)
{
	if (c->n == c->capacity) {
		c->capacity = c->capacity == 0 ? 1024 : c->capacity * 2;
		c->at = reallocarray(c->at, c->capacity, sizeof(*c->at));
		if (c->at == NULL)
			exit(2);
	}
	c->at[c->n++] = (struct row){ c->rows.size, c->texts.size, unit };
	fold_words(c, buf_str(text), text->size, &c->rows);
	buf_addc(&c->rows, '\n');
	buf_add(&c->texts, buf_str(text), text->size + 1);
}

/* Units get numbers in the order of import, and so come by number. */
static void load(struct corpus *c, bis_db *db)
{
	struct unit_cursor *cursor;
	struct unit u;
	int64_t document, number = 0;
	int rc;

	unit_init(&u);
	if (store_units_open(db, &(struct record_filter){ 0 }, &cursor) < 0)
		give_up("reading units");
	while ((rc = store_units_next(cursor, &u, &document)) > 0) {
		number++;
		for (size_t k = 0; k < u.n_variants; k++) {
			char tag[LANG_MAX];
			if (lang_canonical(buf_str(&u.variants[k].lang), tag) == 0 &&
				lang_distance(c->lang, tag) >= 0)
				add_row(c, number, &u.variants[k].text);
		}
	}
	if (rc < 0 || !buf_ok(&c->rows) || !buf_ok(&c->texts))
		give_up("reading units");
	store_units_close(cursor);
	unit_finish(&u);
}

/* A run of one to six words of some text, as it stands there; its size, 0 none. */
static size_t draw(struct corpus *c, uint64_t *state, const char **query)
{
	const char *text = c->texts.data + c->at[next_random(state) % c->n].text;
	size_t wanted = 1 + next_random(state) % LONGEST, from = 0, to;

	if (tokeniser_read(c->tokeniser, text, strlen(text), &c->tokens) < 0)
		give_up("cutting a text");
	if (c->tokens.n == 0)
		return 0;
	from = next_random(state) % c->tokens.n;
	to = from + wanted <= c->tokens.n ? from + wanted : c->tokens.n;
	const struct token *first = &c->tokens.at[from], *last = &c->tokens.at[to - 1];
	size_t size = last->end > first->begin ? last->end - first->begin : 0;
	*query = text + first->begin;
	/* stars and quotes mean something in a query */
	if (first->kind == TOKEN_MARK || last->kind == TOKEN_MARK ||
		memchr(*query, '*', size) != NULL)
		return 0;
	return size;
}

/* The units that hold it, by number; how many, the first of them. */
static int64_t scan(struct corpus *c, const char *query, size_t size,
	int64_t units[SHOWN], size_t *n_units)
{
	struct buf folded = BUF_INIT;
	int64_t total = 0, last = 0;

	*n_units = 0;
	if (fold_words(c, query, size, &folded) > 0) {
		const char *at = c->rows.data, *end = at + c->rows.size;
		for (size_t i = 0; (at = memmem(at, (size_t)(end - at), folded.data,
					    folded.size)) != NULL;) {
			size_t offset = (size_t)(at - c->rows.data);
			size_t low = i, high = c->n;
			while (high - low > 1) {
				size_t middle = (low + high) / 2;
				*(c->at[middle].folded <= offset ? &low : &high) = middle;
			}
			i = low;
			if (c->at[i].unit != last) {
				last = c->at[i].unit;
				total++;
				if (*n_units < SHOWN)
					units[(*n_units)++] = last;
			}
			if (i + 1 == c->n)
				break;
			at = c->rows.data + c->at[i + 1].folded;
		}
	}
	buf_free(&folded);
	return total;
}

static int64_t ask(bis_db *db, const char *lang, const char *query, int64_t units[SHOWN],
	size_t *n_units, double *time)
{
	const struct bis_concordance_options options = { .from = lang, .max = SHOWN };
	const struct bis_hit *hit;
	bis_concordance *c;
	double start = milliseconds();

	if (bis_concordance_open(db, &options, query, &c) < 0)
		give_up(query);
	*time = milliseconds() - start;
	*n_units = 0;
	while (bis_concordance_next(c, &hit) > 0) {
		units[(*n_units)++] = atoll(hit->unit + 1);
		if (hit->n_ranges == 0)
			*n_units = 0; /* a hit in which nothing is marked is none */
	}
	int64_t total = bis_concordance_total(c);
	bis_concordance_close(c);
	return total;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static bool compare(
	struct corpus *c, bis_db *db, const char *query, size_t size, double times[2])
{
	int64_t found[SHOWN], scanned[SHOWN];
	size_t n_found, n_scanned;
	char *copy = strndup(query, size);
	int64_t total = ask(db, c->lang, copy, found, &n_found, &times[0]);
	double start = milliseconds();
	int64_t wanted = scan(c, query, size, scanned, &n_scanned);

	times[1] = milliseconds() - start;
	bool same = total == wanted && n_found == n_scanned &&
		    memcmp(found, scanned, n_found * sizeof(*found)) == 0;
	if (!same)
		fprintf(stderr,
			"\"%s\": %" PRId64 " by the index, %" PRId64 " by the "
			"scan\n",
			copy, total, wanted);
	if (getenv("SLOW") != NULL && times[0] > atof(getenv("SLOW")))
		fprintf(stderr, "%.1f ms: \"%s\" (%" PRId64 ")\n", times[0], copy, total);
	free(copy);
	return same;
}

int main(int argc, char **argv)
{
	size_t queries = argc > 3 ? strtoull(argv[3], NULL, 10) : 1000, n = 0, wrong = 0;
	uint64_t state = argc > 4 ? strtoull(argv[4], NULL, 10) * 2 + 1 : 20170414;
	struct corpus c = { 0 };
	bis_db *db;

	if (argc < 3 || queries == 0) {
		fputs("check-concordance DB LANG [QUERIES [SEED]]\n", stderr);
		return 2;
	}
	c.lang = argv[2];
	if (bis_db_open(argv[1], &(struct bis_open_options){ 0 }, &db) < 0 ||
		tokeniser_new(c.lang, &c.tokeniser) < 0)
		give_up(argv[1]);
	load(&c, db);
	double *index = calloc(queries, sizeof(double)),
	       *scans = calloc(queries, sizeof(double));
	for (size_t tries = 0; c.n > 0 && n < queries && tries < queries * 100; tries++) {
		const char *query;
		double times[2];
		size_t size = draw(&c, &state, &query);
		if (size == 0)
			continue;
		wrong += !compare(&c, db, query, size, times);
		index[n] = times[0];
		scans[n++] = times[1];
	}
	qsort(index, n, sizeof(double), by_size);
	qsort(scans, n, sizeof(double), by_size);
	if (n == 0)
		return 2;
	printf("%s\t%zu\t%zu\t%zu\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\n", c.lang, c.n, n, wrong,
		index[n / 2], index[n * 95 / 100], index[n * 99 / 100], index[n - 1],
		scans[n / 2]);
	free(index);
	free(scans);
	free(c.at);
	buf_free(&c.rows);
	buf_free(&c.texts);
	tokens_finish(&c.tokens);
	lexeme_finish(&c.lexeme);
	tokeniser_free(c.tokeniser);
	bis_db_close(db);
	return wrong == 0 ? 0 : 1;
}
