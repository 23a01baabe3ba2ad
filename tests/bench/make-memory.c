/* SPDX-License-Identifier: Apache-2.0
 *
 * make-memory N: a TMX of N units in en and ru on standard output, always the same for one N.  Sentences are
 * strung together from short lists with frequencies that fall like Zipf's, so that lengths and repetitions are
 * somewhat like those of real memories; their sense is nobody's business.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 11;

static size_t at_random(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

/* Smaller numbers are likelier. */
static size_t falling(size_t n)
{
	size_t a = at_random(n), b = at_random(n);

	return a * b / n;
}

static const char *const en[] = { "the", "of", "and", "in", "meeting", "Council",
	"cooperation", "States", "on", "security", "Parties", "development", "region",
	"heads", "experts", "agreed", "held", "statement", "trade", "culture", "drug",
	"control", "energy", "transport", "science", "education", "signed", "discussed",
	"programme", "exchange", "border", "customs", "tourism", "digital", "health",
	"environment", "youth", "sports", "agriculture", "forum" };
static const char *const ru[] = { "и", "в", "по", "на", "встреча", "Совет",
	"сотрудничество", "государства", "о", "безопасность", "Стороны", "развитие",
	"регион", "главы", "эксперты", "согласились", "прошла", "заявление", "торговля",
	"культура", "наркотики", "контроль", "энергетика", "транспорт", "наука",
	"образование", "подписали", "обсудили", "программа", "обмен", "граница",
	"таможня", "туризм", "цифровой", "здоровье", "среда", "молодёжь", "спорт",
	"сельское", "форум" };

static void sentence(
	const char *const *words, size_t n, size_t length, unsigned long number)
{
	for (size_t i = 0; i < length; i++)
		printf("%s ", words[falling(n)]);
	printf("%lu.", number);
}

int main(int argc, char **argv)
{
	unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;

	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header "
	     "creationtool=\"make-memory\" creationtoolversion=\"1\" "
	     "segtype=\"sentence\" "
	     "o-tmf=\"none\" adminlang=\"en\" srclang=\"en\" "
	     "datatype=\"plaintext\"/><body>");
	for (unsigned long i = 0; i < n; i++) {
		size_t length = 3 + falling(24);
		/* one unit in twenty repeats a number, so a part of the texts occur twice */
		unsigned long number = at_random(20) == 0 ? i / 2 : i;
		printf("<tu tuid=\"%lu\"><prop type=\"x-document\">d%lu</prop>"
		       "<tuv xml:lang=\"en\"><seg>",
			i, i / 30);
		sentence(en, sizeof(en) / sizeof(en[0]), length, number);
		fputs("</seg></tuv><tuv xml:lang=\"ru\"><seg>", stdout);
		sentence(ru, sizeof(ru) / sizeof(ru[0]), length, number);
		puts("</seg></tuv></tu>");
	}
	puts("</body></tmx>");
	return ferror(stdout) != 0;
}
