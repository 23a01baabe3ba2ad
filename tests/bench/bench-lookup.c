/* SPDX-License-Identifier: Apache-2.0
 *
 * bench-lookup DB TABLE [COMMAND]: how long looking terms up takes, as TSV on standard output.
 *
 * TABLE is what make-terms made and DB holds.  Queries are made from its names: as they stand, with
 * words left out and turned round, with a slip in a word, of one frequent word, of words that are not
 * there.  Each is asked once, after some to warm up.  With COMMAND (the program) a part of them
 * is asked by the whole command too.
 */
#include <bisotun/bisotun.h>

#include "tests/bench/measure.h"

#define QUERIES 1000
#define COMMANDS 50
#define COLUMNS 7
#define NAME_COLUMNS 5 /* from the third on */

struct names {
	char **at;
	size_t n;
};

static int read_names(const char *path, struct names *names)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t room = 0, capacity = 0;

	if (in == NULL)
		return -1;
	for (bool head = true; getline(&line, &room, in) > 0; head = false) {
		char *rest = line, *cell;
		for (int column = 0;
			(cell = strsep(&rest, "\t\n")) != NULL && column < COLUMNS;
			column++) {
			if (head || column < COLUMNS - NAME_COLUMNS)
				continue;
			if (names->n == capacity) {
				capacity = capacity == 0 ? 4096 : 2 * capacity;
				names->at = realloc(names->at, capacity * sizeof(char *));
				if (names->at == NULL)
					return -1;
			}
			names->at[names->n++] = strdup(cell);
		}
	}
	free(line);
	fclose(in);
	return names->n == 0 ? -1 : 0;
}

/* --- queries ----------------------------------------------------------------------- */

typedef void maker(const char *name, char *query, size_t size);

static void as_it_stands(const char *name, char *query, size_t size)
{
	snprintf(query, size, "%s", name);
}

/* Every third word left out, the last one first. */
static void words_turned(const char *name, char *query, size_t size)
{
	char copy[512], *words[32], *rest = copy, *word;
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", name);
	while (n < 32 && (word = strsep(&rest, " ")) != NULL)
		words[n++] = word;
	snprintf(query, size, "%s", words[n - 1]);
	for (size_t i = 0; i + 1 < n; i++)
		if (i % 3 != 1 || n < 4)
			snprintf(query + strlen(query), size - strlen(query), " %s",
				words[i]);
}

static size_t letter_begin(const char *text, size_t at)
{
	while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* A letter doubled, or one left out, in the middle of the longest word. */
static void with_a_slip(const char *name, char *query, size_t size)
{
	size_t best = 0, best_size = 0;

	for (size_t i = 0; name[i] != '\0';) {
		size_t n = strcspn(name + i, " ");
		if (n > best_size) {
			best = i;
			best_size = n;
		}
		i += n + (name[i + n] == ' ');
	}
	size_t from = letter_begin(name, best + best_size / 2), to = from + 1;
	while (((unsigned char)name[to] & 0xC0) == 0x80)
		to++;
	bool doubled = at_random(2) == 0;
	snprintf(query, size, "%.*s%s", (int)(doubled ? to : from), name,
		name + (doubled ? from : to));
}

static void frequent_word(const char *name, char *query, size_t size)
{
	static const char *const words[] = { "Republic", "of the", "Affairs",
		"Министерство", "район", "共和国", "Respublikasi", "Agency", "国家委员会",
		"Committee on Justice" };

	(void)name;
	snprintf(query, size, "%s", words[at_random(sizeof(words) / sizeof(words[0]))]);
}

static void not_there(const char *name, char *query, size_t size)
{
	(void)name;
	*query = '\0';
	for (int word = 0; word < 3; word++) {
		char text[16];
		size_t n = 5 + at_random(8);
		for (size_t i = 0; i < n; i++)
			text[i] = "bcdfghjklmnpqrstvwxz"[at_random(20)];
		text[n] = '\0';
		snprintf(query + strlen(query), size - strlen(query), "%s ", text);
	}
}

static const struct kind {
	const char *name;
	maker *make;
} kinds[] = {
	{ "exact", as_it_stands },
	{ "words", words_turned },
	{ "misspelt", with_a_slip },
	{ "frequent", frequent_word },
	{ "none", not_there },
};

/* --- measuring --------------------------------------------------------------------- */

static void report(const char *what, const char *kind, double *ms, size_t n, size_t found)
{
	printf("%s\t%s\t%zu\t%zu\t", what, kind, n, found);
	print_quantiles(ms, n);
}

/* 1 where something was found. */
static int ask(bis_db *db, const char *query)
{
	const struct bis_concept *concept;
	bis_hits *hits;
	int n = 0;

	if (bis_lookup(db, &(struct bis_lookup_options){ 0 }, query, &hits) < 0) {
		fprintf(stderr, "%s\n", bis_error_message());
		exit(1);
	}
	while (bis_hits_next(hits, &concept) > 0)
		n = 1;
	bis_hits_close(hits);
	return n;
}

static void measure(bis_db *db, const struct names *names, const struct kind *kind)
{
	static double ms[QUERIES];
	char query[1024];
	size_t found = 0;

	for (size_t i = 0; i < QUERIES + QUERIES / 10; i++) {
		kind->make(names->at[at_random(names->n)], query, sizeof(query));
		double start = now();
		int hit = ask(db, query);
		if (i < QUERIES / 10)
			continue;
		ms[i - QUERIES / 10] = now() - start;
		found += (size_t)hit;
	}
	report("lookup", kind->name, ms, QUERIES, found);
}

static void measure_command(const char *command, const char *path,
	const struct names *names, const struct kind *kind)
{
	static double ms[COMMANDS];
	char query[1024];
	size_t found = 0;

	for (size_t i = 0; i < COMMANDS; i++) {
		char *args[] = { (char *)command, (char *)"--db", (char *)path,
			(char *)"lookup", (char *)"--", query, NULL };
		int status;
		kind->make(names->at[at_random(names->n)], query, sizeof(query));
		ms[i] = run_quietly(args, &status);
		found += status == 0;
	}
	report("command", kind->name, ms, COMMANDS, found);
}

int main(int argc, char **argv)
{
	struct names names = { 0 };
	bis_db *db;

	if (argc < 3) {
		fputs("usage: bench-lookup DB TABLE [COMMAND]\n", stderr);
		return 2;
	}
	if (read_names(argv[2], &names) < 0) {
		perror(argv[2]);
		return 1;
	}
	if (bis_db_open(argv[1], &(struct bis_open_options){ 0 }, &db) < 0) {
		fprintf(stderr, "%s\n", bis_error_message());
		return 1;
	}
	puts("what\tquery\tasked\tfound\tp50 ms\tp95 ms\tp99 ms\tmax ms");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		measure(db, &names, &kinds[i]);
	bis_db_close(db);
	for (size_t i = 0; argc > 3 && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		measure_command(argv[3], argv[1], &names, &kinds[i]);
	for (size_t i = 0; i < names.n; i++)
		free(names.at[i]);
	free(names.at);
	return 0;
}
