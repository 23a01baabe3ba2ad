/* SPDX-License-Identifier: Apache-2.0
 *
 * What the measuring programs share: a clock, percentiles, numbers that come again with
 * every run, a command run without its output, and the memory of this process.
 */
#ifndef BISOTUN_BENCH_MEASURE_H
#define BISOTUN_BENCH_MEASURE_H

#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

/* Milliseconds. */
static inline double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The same numbers in every run. */
static inline size_t at_random(size_t n)
{
	static uint64_t state = 7;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

static inline int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Four columns: p50, p95, p99 and the most; sorts them. */
static inline void print_quantiles(double *at, size_t n)
{
	qsort(at, n, sizeof(*at), by_size);
	printf("%.3f\t%.3f\t%.3f\t%.3f\n", at[n / 2], at[n * 95 / 100], at[n * 99 / 100],
		at[n - 1]);
	fflush(stdout);
}

/* Runs a command (its name is args[0]) to its end; the milliseconds it took.  *status is
 * its exit status, -1 where it was killed. */
static inline double run_quietly(char *const *args, int *status)
{
	posix_spawn_file_actions_t quiet;
	double begin = now();
	pid_t child;

	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&child, args[0], &quiet, NULL, args, environ) != 0 ||
		waitpid(child, status, 0) < 0) {
		perror(args[0]);
		exit(1);
	}
	posix_spawn_file_actions_destroy(&quiet);
	*status = WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
	return now() - begin;
}

/* A line of /proc/self/status in kB ("VmRSS", "VmHWM" the most so far); 0 unknown. */
static inline long memory_kb(const char *what)
{
	FILE *in = fopen("/proc/self/status", "r");
	size_t n = strlen(what);
	char line[256];
	long kb = 0;

	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		if (strncmp(line, what, n) == 0 && line[n] == ':')
			kb = strtol(line + n + 1, NULL, 10);
	if (in != NULL)
		fclose(in);
	return kb;
}

#endif
