/* SPDX-License-Identifier: Apache-2.0
 *
 * bench-names DB TABLE [COMMAND]: how long names take, as TSV on standard output.
 *
 * TABLE is what `make-terms N SEED person` made and DB holds.  Pairs of its names are
 * compared; its names, as they stand, spelt otherwise, in another case, as family names
 * alone, and names that are not there are checked against the base; and texts of 100 kB in
 * which some sentences name people are checked, the first and then others.  With
 * COMMAND (the program) such a text is checked by the whole command too.
 */
#include "config.h"

#include <unistd.h>

#include "bisotun/bisotun.h"
#include "termbase/names.h"
#include "tests/bench/measure.h"

#define QUERIES 1000
#define WARM 20
#define TEXT_SIZE 100000
#define COMMANDS 5

enum { EN, OTHER_EN, RU, ZH, UZ, LANGS };
static const char *const tags[LANGS] = { "en", "en", "ru", "zh", "uz" };

struct entity {
	char *in[LANGS];
};
struct entities {
	struct entity *at;
	size_t n, capacity;
};

static void fail(void)
{
	fprintf(stderr, "%s\n", bis_error_message());
	exit(1);
}

static struct entity *entity_add(struct entities *e)
{
	if (e->n == e->capacity) {
		e->capacity = e->capacity == 0 ? 4096 : 2 * e->capacity;
		e->at = realloc(e->at, e->capacity * sizeof(*e->at));
		if (e->at == NULL)
			exit(1);
	}
	return &e->at[e->n++];
}

static void read_table(const char *path, struct entities *e)
{
	FILE *in = fopen(path, "r");
	char *line = NULL, *cell;
	size_t room = 0;

	if (in == NULL || getline(&line, &room, in) <= 0) {
		perror(path);
		exit(1);
	}
	while (getline(&line, &room, in) > 0) {
		char *rest = line;
		struct entity *entity = entity_add(e);
		strsep(&rest, "\t");
		strsep(&rest, "\t");
		for (int lang = 0; lang < LANGS; lang++) {
			cell = strsep(&rest, "\t\n");
			entity->in[lang] = strdup(cell == NULL ? "" : cell);
		}
	}
	free(line);
	fclose(in);
}

static void forget(struct entities *e)
{
	for (size_t i = 0; i < e->n; i++)
		for (int lang = 0; lang < LANGS; lang++)
			free(e->at[i].in[lang]);
	free(e->at);
}

static const struct entity *any(const struct entities *e)
{
	return &e->at[at_random(e->n)];
}

/* --- comparing ------------------------------------------------------------------------- */

static void compare_pairs(
	struct namer *namer, const struct entities *e, int lang, bool same)
{
	static double us[QUERIES];
	struct name_comparison found;
	size_t alike = 0;

	for (size_t i = 0; i < QUERIES; i++) {
		const struct entity *x = any(e), *y = same ? x : any(e);
		struct name a = { 0 }, b = { 0 };
		const char *left = x->in[EN], *right = y->in[lang];
		double begin = now();
		if (name_read(namer, left, strlen(left), NULL, &a) < 0 ||
			name_read(namer, right, strlen(right), NULL, &b) < 0 ||
			name_compare(namer, &a, &b, &found) < 0)
			fail();
		us[i] = (now() - begin) * 1e3;
		alike += found.score >= NAME_SAME;
		name_finish(&a);
		name_finish(&b);
	}
	printf("compare µs\t%s\t%s\t%d\t%zu\t", same ? "one name" : "two names",
		tags[lang], QUERIES, alike);
	print_quantiles(us, QUERIES);
}

static void measure_compare(const struct entities *e)
{
	static const int others[] = { OTHER_EN, RU, ZH };
	struct namer *namer;

	if (namer_new(&namer) < 0)
		fail();
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		compare_pairs(namer, e, others[i], true);
		compare_pairs(namer, e, others[i], false);
	}
	namer_free(namer);
}

/* --- names against the base -------------------------------------------------------------- */

typedef void maker(const char *name, int lang, char *out, size_t size);

static void as_it_stands(const char *name, int lang, char *out, size_t size)
{
	(void)lang;
	snprintf(out, size, "%s", name);
}

/* Every place where one of a few spellings can be another. */
static void respelt(const char *name, int lang, char *out, size_t size)
{
	static const char *const pairs[][2] = { { "sh", "sch" }, { "zh", "j" },
		{ "ya", "ia" }, { "yu", "iu" }, { "v", "w" }, { "k", "q" }, { "я", "йа" },
		{ "ж", "дж" }, { "е", "э" }, { "夫", "弗" } };
	size_t n = 0;

	(void)lang;
	while (*name != '\0' && n + 8 < size) {
		const char *to = NULL;
		size_t used = 1;
		for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]) && to == NULL;
			i++) {
			size_t length = strlen(pairs[i][0]);
			if (strncmp(name, pairs[i][0], length) != 0)
				continue;
			to = pairs[i][1];
			used = length;
		}
		if (to == NULL)
			out[n++] = *name;
		else
			n += (size_t)snprintf(out + n, size - n, "%s", to);
		name += used;
	}
	out[n] = '\0';
}

static void in_another_case(const char *name, int lang, char *out, size_t size)
{
	snprintf(out, size, "%s%s", name,
		lang == RU   ? "а"
		: lang == UZ ? "ning"
		: lang == ZH ? ""
			     : "'s");
}

static void family_name(const char *name, int lang, char *out, size_t size)
{
	const char *last = strrchr(name, ' ');

	(void)lang;
	snprintf(out, size, "%s", last == NULL ? name : last + 1);
}

static void not_there(const char *name, int lang, char *out, size_t size)
{
	size_t n = 0;

	(void)name;
	(void)lang;
	for (int word = 0; word < 2 && n + 16 < size; word++) {
		for (size_t i = 0, most = 3 + at_random(3); i < most; i++)
			n += (size_t)snprintf(out + n, size - n, "%c%c",
				(i == 0 ? "BDGKLMNRST" : "bdgklmnrst")[at_random(10)],
				"aeiou"[at_random(5)]);
		n += (size_t)snprintf(out + n, size - n, "%s", word == 0 ? " " : "");
	}
}

static const struct kind {
	const char *name;
	maker *make;
} kinds[] = {
	{ "as it stands", as_it_stands },
	{ "respelt", respelt },
	{ "in another case", in_another_case },
	{ "family name", family_name },
	{ "not there", not_there },
};

/* Names of all languages, each asked once; how many were not unknown is told. */
static void measure_check(bis_db *db, bis_namer *namer, const struct entities *e,
	const struct kind *kind, bool given)
{
	static const int langs[] = { EN, RU, ZH, UZ };
	static double ms[QUERIES];
	size_t found = 0;

	for (size_t i = 0; i < QUERIES + WARM; i++) {
		int lang = langs[at_random(sizeof(langs) / sizeof(langs[0]))];
		struct bis_name_options options = { .lang = given ? tags[lang] : NULL };
		const struct bis_name_answer *answer;
		char name[512];
		kind->make(any(e)->in[lang], lang, name, sizeof(name));
		double begin = now();
		if (bis_name_check(db, namer, &options, name, &answer) < 0)
			fail();
		ms[i % QUERIES] = now() - begin;
		found += i >= WARM && strcmp(answer->verdict, "unknown") != 0;
	}
	printf("name check ms\t%s\t%s\t%d\t%zu\t", kind->name,
		given ? "given" : "by letters", QUERIES, found);
	print_quantiles(ms, QUERIES);
}

/* --- texts --------------------------------------------------------------------------------- */

static const char *const sentences[][4] = {
	{ "The meeting in the capital was opened by the director, %s. ",
		"The delegations agreed to continue their work on the draft. ",
		"A report was presented by Mr. %s, head of the delegation. ",
		"According to the plan the next session is to take place in spring. " },
	{ "Совещание в столице открыл директор %s. ",
		"Делегации договорились продолжить работу над проектом. ",
		"С докладом выступил глава делегации %s. ",
		"Согласно плану следующее заседание состоится весной. " },
};

/* A text in which a sentence of eight names somebody: half of them as the base does, a
 * quarter spelt otherwise, a quarter whom it does not know. */
static char *make_text(const struct entities *e, int lang, size_t *size)
{
	static maker *const makers[] = { as_it_stands, respelt, as_it_stands, not_there };
	char *text = malloc(TEXT_SIZE + 2048), name[512];
	size_t n = 0;

	if (text == NULL)
		exit(1);
	for (size_t i = 0; n < TEXT_SIZE; i++) {
		const char *const *all = sentences[lang == RU];
		bool names = i % 8 == 0;
		if (names)
			makers[i / 8 % 4](any(e)->in[lang], lang, name, sizeof(name));
		n += (size_t)snprintf(
			text + n, 1024, all[names ? i / 8 % 2 * 2 : i % 2 * 2 + 1], name);
		if (i % 8 == 7)
			text[n++] = '\n';
	}
	*size = n;
	return text;
}

static void measure_text(bis_checker *checker, const struct entities *e, int lang,
	const char *which, size_t text_no)
{
	const struct bis_finding *finding;
	size_t size, n = 0;
	char *text = make_text(e, lang, &size), name[32];
	int rc;

	snprintf(name, sizeof(name), "text %zu", text_no);
	double begin = now();
	if (bis_checker_text(checker, name, text, size) < 0)
		fail();
	while ((rc = bis_checker_next(checker, &finding)) > 0)
		n++;
	if (rc < 0)
		fail();
	printf("check 100 kB ms\t%s\t%s\t%zu\t%zu\t%.1f\t\t\t\n", which, tags[lang], size,
		n, now() - begin);
	free(text);
}

static void measure_texts(bis_db *db, const struct entities *e)
{
	static const int langs[] = { EN, RU };
	long before = memory_kb("VmHWM");

	for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++) {
		struct bis_check_options options = { .config = "" };
		bis_checker *checker;
		if (bis_checker_open(db, &options, &checker) < 0)
			fail();
		measure_text(checker, e, langs[i], "first text", 1);
		measure_text(checker, e, langs[i], "second text", 2);
		measure_text(checker, e, langs[i], "third text", 3);
		bis_checker_close(checker);
	}
	printf("memory MB\tpeak of all texts\t\t\t\t%.1f\t\t\t\n",
		(double)memory_kb("VmHWM") / 1024);
	printf("memory MB\tpeak before them\t\t\t\t%.1f\t\t\t\n", (double)before / 1024);
}

static void measure_command(const char *command, const char *db, const struct entities *e)
{
	char path[] = "/tmp/bench-names.XXXXXX";
	double ms[COMMANDS];
	size_t size;
	char *text = make_text(e, EN, &size);
	int file = mkstemp(path), status = 0;

	if (file < 0 || write(file, text, size) != (ssize_t)size) {
		perror(path);
		exit(1);
	}
	close(file);
	char *args[] = { (char *)command, (char *)"--db", (char *)db, (char *)"check",
		path, NULL };
	for (size_t i = 0; i < COMMANDS; i++)
		ms[i] = run_quietly(args, &status);
	printf("command ms\tcheck 100 kB\ten\t%d\t%d\t", COMMANDS, status);
	print_quantiles(ms, COMMANDS);
	unlink(path);
	free(text);
}

int main(int argc, char **argv)
{
	struct entities e = { 0 };
	bis_namer *namer;
	bis_db *db;

	if (argc < 3) {
		fputs("usage: bench-names DB TABLE [COMMAND]\n", stderr);
		return 2;
	}
	read_table(argv[2], &e);
	if (bis_db_open(argv[1], &(struct bis_open_options){ 0 }, &db) < 0)
		fail();
	puts("what\tkind\tlanguage\tasked\tfound\tp50\tp95\tp99\tmax");
	/* before anything else has taken memory */
	measure_texts(db, &e);
	measure_compare(&e);
	if (bis_namer_open(&namer) < 0)
		fail();
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		measure_check(db, namer, &e, &kinds[i], true);
		measure_check(db, namer, &e, &kinds[i], false);
	}
	bis_namer_close(namer);
	bis_db_close(db);
	if (argc > 3)
		measure_command(argv[3], argv[1], &e);
	forget(&e);
	return 0;
}
