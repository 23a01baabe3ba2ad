/* SPDX-License-Identifier: Apache-2.0
 *
 * The flag of the signal handler is the one variable of the program that is not passed
 * by hand: a handler has no other way to be heard.
 */
#include "config.h"

#include "src/cli/progress.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "src/view/view.h"

static volatile sig_atomic_t stop_asked;

static void note_stop(int signal_number)
{
	(void)signal_number;
	stop_asked = 1;
}

struct progress progress_start(bool quiet)
{
	/* the second Ctrl-C ends the program at once; the database takes the work back
	 * then */
	struct sigaction action = { .sa_handler = note_stop,
		.sa_flags = (int)SA_RESETHAND };
	struct progress p = { .on = !quiet && isatty(STDERR_FILENO), .things = "units" };

	/* who was started with Ctrl-C ignored (in the background) keeps it so */
	p.catches = sigaction(SIGINT, NULL, &p.before) == 0 &&
		    p.before.sa_handler != SIG_IGN &&
		    sigaction(SIGINT, &action, NULL) == 0;
	clock_gettime(CLOCK_MONOTONIC, &p.start);
	p.last = p.start;
	return p;
}

static double between(const struct timespec *a, const struct timespec *b)
{
	return (double)(b->tv_sec - a->tv_sec) + (double)(b->tv_nsec - a->tv_nsec) / 1e9;
}

double progress_seconds(const struct progress *p)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return between(&p->start, &now);
}

static void draw(const struct progress *p, const char *label, double part, int64_t units)
{
	double seconds = between(&p->start, &p->last);
	char bar[27], name[41];
	size_t full = part >= 1 ? sizeof(bar) - 1 : (size_t)(part * (sizeof(bar) - 1));

	memset(bar, '.', sizeof(bar) - 1);
	memset(bar, '#', full);
	bar[sizeof(bar) - 1] = '\0';
	snprintf(name, sizeof(name), "%.40s", label);
	tame(name);
	fprintf(stderr, "\r\033[K%s [%s] %3.0f %%  %" PRId64 " %s  %.0f/s", name, bar,
		part * 100, units, p->things, (double)units / seconds);
}

bool progress_at(
	struct progress *p, const char *label, int64_t done, int64_t all, int64_t units)
{
	struct timespec now;

	if (stop_asked)
		return false;
	if (!p->on)
		return true;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (between(&p->start, &now) < 1 || between(&p->last, &now) < 0.1)
		return true;
	p->last = now;
	p->drawn = true;
	draw(p, label, all > 0 ? (double)done / (double)all : 0, units);
	return true;
}

void progress_end(struct progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
	if (p->catches)
		sigaction(SIGINT, &p->before, NULL);
	p->catches = false;
}

double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}
