/* SPDX-License-Identifier: Apache-2.0
 *
 * How long the fuzzy search takes:
 *
 *	bench-fuzzy LANG SEGMENTS QUERIES [check]
 *
 * both files of one text a line.  Builds a run in memory and prints, for each floor, as
 * TSV: the quantiles in ms of reading a query and searching its best five, what the
 * median of comparing every segment is, and with `check` how many answers differed.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bisotun/error.h"
#include "src/find/fuzzy.h"
#include "src/index/build.h"

enum { BEST = 5 };

struct lines {
	char *text;
	const char **at;
	size_t *sizes;
	size_t n;
};

static struct lines read_lines(const char *path)
{
	struct lines l = { 0 };
	FILE *in = fopen(path, "r");
	size_t capacity = 0, room = 0;
	char *line = NULL;
	ssize_t size;

	while (in != NULL && (size = getline(&line, &room, in)) > 0) {
		if (l.n == capacity) {
			capacity = capacity * 2 + 1024;
			l.at = realloc(l.at, capacity * sizeof(*l.at));
			l.sizes = realloc(l.sizes, capacity * sizeof(*l.sizes));
		}
		size -= line[size - 1] == '\n';
		l.at[l.n] = strndup(line, (size_t)size);
		l.sizes[l.n++] = (size_t)size;
	}
	free(line);
	if (in != NULL)
		fclose(in);
	return l;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The raw scores of the best, greatest first. */
struct best {
	int raw[BEST];
	size_t n;
	int floor;
	size_t offered;
};

static int keep(void *ctx, const struct fuzzy_hit *hit)
{
	struct best *b = ctx;
	size_t at = b->n < BEST ? b->n++ : BEST - 1;

	b->offered++;
	for (; at > 0 && b->raw[at - 1] < hit->raw; at--)
		b->raw[at] = b->raw[at - 1];
	b->raw[at] = hit->raw;
	if (b->n == BEST && b->raw[BEST - 1] >= b->floor)
		b->floor = b->raw[BEST - 1] + 1;
	return b->floor;
}

static double search(struct tokeniser *t, struct run *run, const char *text, size_t size,
	int floor, bool exhaustive, struct best *best)
{
	struct fuzzy *f = NULL;
	double begin = now();

	*best = (struct best){ .floor = floor };
	if (fuzzy_read(t, text, size, &f) < 0 ||
		fuzzy_search(f, run, &floor, exhaustive, keep, best) < 0)
		fprintf(stderr, "failed\n");
	fuzzy_free(f);
	return now() - begin;
}

static int by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void print_times(double *times, size_t n)
{
	qsort(times, n, sizeof(*times), by_time);
	if (n > 0)
		printf("\t%.3f\t%.3f\t%.3f\t%.3f", times[n / 2], times[n * 95 / 100],
			times[n * 99 / 100], times[n - 1]);
}

static void bench(struct tokeniser *t, struct run *run, const struct lines *queries,
	int floor, bool check)
{
	double *times = calloc(queries->n, sizeof(*times));
	double *all = calloc(queries->n, sizeof(*all));
	size_t differ = 0, compared = 0, found = 0;
	struct best best, full;

	for (size_t i = 0; i < queries->n; i++) {
		times[i] = search(
			t, run, queries->at[i], queries->sizes[i], floor, false, &best);
		found += best.n > 0;
		if (!check && i % 20 != 0)
			continue;
		all[compared++] = search(
			t, run, queries->at[i], queries->sizes[i], floor, true, &full);
		differ += best.n != full.n ||
			  memcmp(best.raw, full.raw, best.n * sizeof(best.raw[0])) != 0;
	}
	printf("%d\t%zu\t%zu", floor, queries->n, found);
	print_times(times, queries->n);
	printf("\t|");
	print_times(all, compared);
	printf("\t%zu of %zu differ\n", differ, compared);
	free(times);
	free(all);
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 2;
	struct lines segments = read_lines(argv[2]), queries = read_lines(argv[3]);
	struct builder *b = NULL;
	struct tokeniser *t = NULL;
	struct run *run = NULL;
	struct buf image = BUF_INIT;
	struct image_sink sink = { image_to_buf, &image };
	double begin = now();
	int rc = builder_new(argv[1], &b);

	for (size_t i = 0; i < segments.n && rc >= 0; i++)
		rc = builder_add(b, (uint32_t)i + 1, segments.at[i], segments.sizes[i]);
	rc = rc < 0 ? rc : builder_finish(b, &sink);
	builder_free(b);
	rc = rc < 0 ? rc : run_open(image.data, image.size, NULL, &run);
	rc = rc < 0 ? rc : tokeniser_new(argv[1], &t);
	if (rc < 0) {
		fprintf(stderr, "%s\n", bis_error_message());
		return 1;
	}
	printf("# %u segments, %u keys, %u surfaces, %zu bytes, built in %.1f s\n",
		run->n, run->n_keys, run->n_surfaces, image.size, (now() - begin) / 1e3);
	printf("floor\tqueries\tfound\tp50\tp95\tp99\tmax\t|\tp50\tp95\tp99\tmax\t"
	       "exhaustive\n");
	static const int floors[] = { 1000, 850, 700, 600, 500, 400 };

	for (size_t i = 0; i < N_ELEMENTS(floors); i++)
		bench(t, run, &queries, floors[i], argc > 4);
	tokeniser_free(t);
	run_close(run);
	buf_free(&image);
	return 0;
}
