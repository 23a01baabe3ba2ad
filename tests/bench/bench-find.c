/* SPDX-License-Identifier: Apache-2.0
 *
 * bench-find DB SENTENCES [COMMAND]: how long finding in a memory takes, as TSV on standard output.
 *
 * SENTENCES has lines of a language, a tab and a sentence that is in the base.  Queries are made from
 * them: as they stand; edited (up to a third of the words dropped, added, or replaced by those of
 * other sentences); strung together of words of many sentences, so that nothing is like them; and runs
 * of one to six words for the concordance.  Each is asked once, after some to warm up.  With COMMAND
 * (the program) a part of them is asked by the whole command too.  BENCH_QUERIES=FILE with the same
 * two columns adds edited queries of your own.
 */
#include <bisotun/bisotun.h>

#include "tests/bench/measure.h"

#define QUERIES 1000
#define WARM 100
#define COMMANDS 40
#define PARTS 400 /* words or characters of a sentence that are worked on */

struct sentences {
	char **at;
	size_t n, capacity;
};

static void keep(struct sentences *s, const char *text)
{
	if (s->n == s->capacity) {
		s->capacity = s->capacity == 0 ? 4096 : 2 * s->capacity;
		s->at = realloc(s->at, s->capacity * sizeof(char *));
	}
	s->at[s->n] = strdup(text);
	if (s->at[s->n++] == NULL)
		exit(1);
}

static void forget(struct sentences *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->at[i]);
	free(s->at);
}

/* The second column of the lines whose first is `lang`. */
static void read_sentences(const char *path, const char *lang, struct sentences *s)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;

	if (in == NULL) {
		perror(path);
		exit(1);
	}
	while (getline(&line, &room, in) > 0) {
		char *rest = line, *first = strsep(&rest, "\t\n");
		char *second = strsep(&rest, "\t\n");
		if (second != NULL && *second != '\0' && strcmp(first, lang) == 0)
			keep(s, second);
	}
	free(line);
	fclose(in);
}

/* --- queries ----------------------------------------------------------------------- */

/* Words where the sentence has spaces, else characters. */
struct parts {
	char *at[PARTS];
	size_t n;
	const char *glue;
	char copy[8192];
};

static void take_apart(const char *text, struct parts *p)
{
	char *rest, *word;

	p->n = 0;
	if (strlen(text) >= sizeof(p->copy))
		return;
	strcpy(p->copy, text);
	p->glue = strchr(text, ' ') != NULL ? " " : "";
	if (*p->glue != '\0') {
		rest = p->copy;
		while (p->n < PARTS && (word = strsep(&rest, " ")) != NULL)
			if (*word != '\0')
				p->at[p->n++] = word;
		return;
	}
	/* characters, each ended by a NUL of its own behind the copy */
	size_t size = strlen(text), out = 0;
	for (size_t i = 0; i < size && p->n < PARTS && out + 5 < sizeof(p->copy);) {
		size_t n = 1;
		while (((unsigned char)text[i + n] & 0xC0) == 0x80)
			n++;
		memcpy(p->copy + out, text + i, n);
		p->copy[out + n] = '\0';
		p->at[p->n++] = p->copy + out;
		out += n + 1;
		i += n;
	}
}

static void put_together(
	const struct parts *p, size_t from, size_t to, char *query, size_t size)
{
	size_t used = 0;

	*query = '\0';
	for (size_t i = from; i < to && used + 64 < size; i++)
		used += (size_t)snprintf(query + used, size - used, "%s%s",
			i > from ? p->glue : "", p->at[i]);
}

typedef void maker(const struct sentences *s, char *query, size_t size);

static const char *any(const struct sentences *s)
{
	return s->at[at_random(s->n)];
}

static void as_it_stands(const struct sentences *s, char *query, size_t size)
{
	const char *text;

	do {
		text = any(s);
	} while (strlen(text) >= size);
	strcpy(query, text);
}

static void edited(const struct sentences *s, char *query, size_t size)
{
	static struct parts p, other;

	take_apart(any(s), &p);
	size_t edits = 1 + at_random(1 + p.n / 3);
	for (size_t i = 0; i < edits && p.n > 1 && p.n < PARTS; i++) {
		size_t at = at_random(p.n);
		take_apart(any(s), &other);
		char *word = other.n > 0 ? strdup(other.at[at_random(other.n)]) : NULL;
		switch (at_random(3)) {
		case 0:
			memmove(p.at + at, p.at + at + 1, (--p.n - at) * sizeof(*p.at));
			break;
		case 1:
			memmove(p.at + at + 1, p.at + at, (p.n++ - at) * sizeof(*p.at));
			/* fall through */
		default:
			p.at[at] = word != NULL ? word : p.at[at];
		}
	}
	put_together(&p, 0, p.n, query, size);
}

static void strung_together(const struct sentences *s, char *query, size_t size)
{
	static struct parts p;
	size_t used = 0, words = 6 + at_random(20);

	*query = '\0';
	for (size_t i = 0; i < words && used + 256 < size; i++) {
		take_apart(any(s), &p);
		const char *word = p.n > 0 ? p.at[at_random(p.n)] : "";
		if (strlen(word) < 100)
			used += (size_t)snprintf(
				query + used, size - used, "%s%s", word, p.glue);
	}
}

static void phrase(const struct sentences *s, char *query, size_t size)
{
	static struct parts p;
	size_t words = 1 + at_random(6);

	do {
		take_apart(any(s), &p);
	} while (p.n == 0);
	if (words > p.n)
		words = p.n;
	size_t from = at_random(p.n - words + 1);
	put_together(&p, from, from + words, query, size);
}

static const struct kind {
	const char *name;
	maker *make;
	double floor;
} kinds[] = {
	{ "exact", as_it_stands, 100 },
	{ "edited", edited, 85 },
	{ "edited", edited, 70 },
	{ "edited", edited, 60 },
	{ "edited", edited, 50 },
	{ "nothing like it", strung_together, 70 },
};

/* --- measuring --------------------------------------------------------------------- */

static void report(const char *what, const char *kind, const char *lang, double floor,
	double *ms, size_t n, size_t found)
{
	printf("%s\t%s\t%s\t%.0f\t%zu\t%zu\t", what, kind, lang, floor, n, found);
	print_quantiles(ms, n);
}

static void fail(void)
{
	fprintf(stderr, "%s\n", bis_error_message());
	exit(1);
}

static size_t match(bis_db *db, const char *lang, const char *to, double floor,
	bool exhaustive, const char *query)
{
	struct bis_match_options options = {
		.from = lang, .to = &to, .n_to = 1, .min = floor, .exhaustive = exhaustive
	};
	const struct bis_match *m;
	bis_matches *matches;
	size_t n = 0;

	if (bis_match(db, &options, query, &matches) < 0)
		fail();
	while (bis_matches_next(matches, &m) > 0)
		n++;
	bis_matches_close(matches);
	return n;
}

static size_t concordance(bis_db *db, const char *lang, const char *query)
{
	struct bis_concordance_options options = { .from = lang };
	const struct bis_hit *hit;
	bis_concordance *c;
	size_t n = 0;

	if (bis_concordance_open(db, &options, query, &c) < 0)
		fail();
	while (bis_concordance_next(c, &hit) > 0)
		n++;
	bis_concordance_close(c);
	return n;
}

static void measure_match(bis_db *db, const char *lang, const char *to,
	const struct sentences *s, const struct kind *kind, bool exhaustive)
{
	static double ms[QUERIES];
	char query[16384];
	size_t found = 0, n = exhaustive ? QUERIES / 20 : QUERIES;

	for (size_t i = 0; i < n + WARM / (exhaustive ? 20 : 1); i++) {
		size_t k = i % n;
		kind->make(s, query, sizeof(query));
		double start = now();
		size_t hits = match(db, lang, to, kind->floor, exhaustive, query);
		ms[k] = now() - start;
		found += i >= n ? 0 : hits > 0;
	}
	report(exhaustive ? "exhaustive" : "match", kind->name, lang, kind->floor, ms, n,
		found);
}

static void measure_concordance(bis_db *db, const char *lang, const struct sentences *s)
{
	static double ms[QUERIES];
	char query[16384];
	size_t found = 0;

	for (size_t i = 0; i < QUERIES + WARM; i++) {
		phrase(s, query, sizeof(query));
		double start = now();
		size_t hits = concordance(db, lang, query);
		ms[i % QUERIES] = now() - start;
		found += i >= QUERIES ? 0 : hits > 0;
	}
	report("concordance", "1 to 6 words", lang, 0, ms, QUERIES, found);
}

static void measure_command(const char *command, const char *path, const char *lang,
	const char *to, const struct sentences *s)
{
	static double ms[COMMANDS];
	char query[16384];
	size_t found = 0;

	for (size_t i = 0; i < COMMANDS; i++) {
		char *args[] = { (char *)command, (char *)"--db", (char *)path,
			(char *)"match", (char *)"-s", (char *)lang, (char *)"-t",
			(char *)to, (char *)"--format", (char *)"json", (char *)"--",
			query, NULL };
		int status;
		edited(s, query, sizeof(query));
		ms[i] = run_quietly(args, &status);
		found += status == 0;
	}
	report("command", "edited", lang, 70, ms, COMMANDS, found);
}

static void measure_language(
	bis_db *db, const char *const *argv, const char *lang, const char *to)
{
	struct sentences s = { 0 };
	const char *own = getenv("BENCH_QUERIES");

	read_sentences(argv[2], lang, &s);
	for (size_t i = 0; s.n > 0 && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		measure_match(db, lang, to, &s, &kinds[i], false);
	if (s.n > 0) {
		measure_match(db, lang, to, &s, &kinds[2], true);
		measure_concordance(db, lang, &s);
	}
	if (s.n > 0 && argv[3] != NULL)
		measure_command(argv[3], argv[1], lang, to, &s);
	forget(&s);
	s = (struct sentences){ 0 };
	if (own != NULL)
		read_sentences(own, lang, &s);
	for (size_t i = 0; s.n > 0 && i < 3; i++) {
		struct kind given = { "given", as_it_stands,
			(const double[]){ 70, 60, 50 }[i] };
		measure_match(db, lang, to, &s, &given, false);
	}
	forget(&s);
}

int main(int argc, char **argv)
{
	static const char *const pairs[][2] = { { "en", "ru" }, { "ru", "en" },
		{ "zh", "en" } };
	bis_db *db;

	if (argc < 3) {
		fputs("usage: bench-find DB SENTENCES [COMMAND]\n", stderr);
		return 2;
	}
	double start = now();
	if (bis_db_open(argv[1], &(struct bis_open_options){ 0 }, &db) < 0)
		fail();
	puts("what\tquery\tlang\tfloor\tasked\tfound\tp50 ms\tp95 ms\tp99 ms\tmax ms");
	match(db, "en", "ru", 70, false, "The parties agreed to meet again.");
	printf("first\topen and first match\ten\t70\t1\t\t%.3f\t\t\t\n", now() - start);
	for (size_t i = 0; i < 3; i++)
		measure_language(db, (const char *const *)argv, pairs[i][0], pairs[i][1]);
	printf("memory\tMB resident, this process\t\t\t\t\t%ld\t\t\t\n",
		memory_kb("VmRSS") / 1024);
	bis_db_close(db);
	return 0;
}
