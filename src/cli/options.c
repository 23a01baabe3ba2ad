/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the command line by a table, and refusing values that make no sense before
 * anything is opened: what a value may be is said once, by its kind, and the refusal
 * names what is accepted.
 */
#include "config.h"

#include "src/cli/options.h"

#include <string.h>

#include "bisotun/exchange.h"
#include "bisotun/text.h"
#include "src/cli/say.h"
#include "src/cli/suggest.h"

struct parser {
	struct args *args;
	const char *command;
	const struct option_spec *options, *everywhere;
	char **argv;
	size_t n, at;
};

static const struct option_spec *by_name(
	const struct option_spec *table, const char *name, size_t size)
{
	for (; table->name != NULL; table++)
		if (strlen(table->name) == size && strncmp(table->name, name, size) == 0)
			return table;
	return NULL;
}

static const struct option_spec *by_letter(const struct option_spec *table, char letter)
{
	for (; table->name != NULL; table++)
		if (table->letter == letter)
			return table;
	return NULL;
}

static bool is_word(const char *const *words, const char *value)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, value) == 0)
			return true;
	return false;
}

/* "text, json, jsonl or tsv" */
static void list_words(FILE *out, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		fprintf(out, "%s%s",
			i == 0                 ? ""
			: words[i + 1] == NULL ? " or "
					       : ", ",
			words[i]);
}

static bool refuse_word(const char *command, const struct option_spec *o,
	const char *value, const char *const *words)
{
	cleanup(free_text) char *accepted = NULL;
	size_t size = 0;
	struct nearest nearest = { .to = value };
	FILE *memory = open_memstream(&accepted, &size);

	if (memory != NULL) {
		list_words(memory, words);
		fclose(memory);
	}
	for (size_t i = 0; words[i] != NULL; i++)
		suggest_offer(&nearest, words[i]);
	say_usage(command, "--%s takes %s, not \"%s\"%s%s%s", o->name,
		accepted == NULL ? o->value : accepted, value,
		nearest.name == NULL ? "" : "; did you mean \"",
		nearest.name == NULL ? "" : nearest.name,
		nearest.name == NULL ? "" : "\"?");
	return false;
}

static bool check_format(
	const char *command, const struct option_spec *o, const char *value)
{
	const char *names[64] = { NULL };
	const struct bis_format *format;

	for (size_t i = 0;
		i + 1 < N_ELEMENTS(names) && (format = bis_format_at(i)) != NULL; i++)
		names[i] = format->name;
	return is_word(names, value) || refuse_word(command, o, value, names);
}

static int two_digits(const char *text)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	return (text[0] - '0') * 10 + text[1] - '0';
}

static int days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* ISO 8601, extended: YYYY-MM-DD, or with `partial` also YYYY-MM and YYYY. */
static bool is_date(const char *text, bool partial)
{
	size_t size = strlen(text);
	int century = size < 4 ? -1 : two_digits(text);
	int year = century < 0 ? -1 : two_digits(text + 2);
	int month, day;

	if (year < 0)
		return false;
	if (size == 4)
		return partial;
	month = size < 7 || text[4] != '-' ? -1 : two_digits(text + 5);
	if (month < 1 || month > 12)
		return false;
	if (size == 7)
		return partial;
	day = size != 10 || text[7] != '-' ? -1 : two_digits(text + 8);
	return day >= 1 && day <= days_of(century * 100 + year, month);
}

static bool read_number(const char *text, double *number)
{
	char digits[32];
	size_t n = 0;
	bool point = false;

	for (; *text != '\0'; text++) {
		if (*text == '_' && n > 0)
			continue;
		if (n + 1 >= sizeof(digits) ||
			(*text == '.' ? point : *text < '0' || *text > '9'))
			return false;
		point = point || *text == '.';
		digits[n++] = *text;
	}
	digits[n] = '\0';
	if (n == 0 || strcmp(digits, ".") == 0)
		return false;
	*number = strtod(digits, NULL);
	return true;
}

/* Each tag of a list separated by commas, canonical, to strings_add (out may be NULL:
 * only looks). */
static bool read_langs(const char *list, struct strings *out, bool *no_memory)
{
	char tag[64], canonical[64];

	for (;;) {
		size_t size = strcspn(list, ",");
		if (size == 0 || size >= sizeof(tag))
			return false;
		memcpy(tag, list, size);
		tag[size] = '\0';
		if (bis_lang_canonical(tag, canonical) < 0)
			return false;
		if (out != NULL && !strings_add(out, canonical, strlen(canonical)))
			*no_memory = true;
		if (list[size] == '\0')
			return true;
		list += size + 1;
	}
}

static bool check_langs(
	const char *command, const struct option_spec *o, const char *value)
{
	bool no_memory = false;

	if (o->kind == VALUE_LANG && strchr(value, ',') != NULL) {
		say_usage(command, "--%s takes one language, not \"%s\"", o->name, value);
		return false;
	}
	if (read_langs(value, NULL, &no_memory))
		return true;
	say_usage(command,
		"--%s: \"%s\" is no language tag; BCP 47 such as en, ru, zh-Hans, "
		"uz-Cyrl, pt-BR%s",
		o->name, value, o->kind == VALUE_LANGS ? ", several as ru,zh" : "");
	return false;
}

static bool check_value(
	const char *command, const struct option_spec *o, const char *value)
{
	double number;

	switch (o->kind) {
	case VALUE_WORD:
		return is_word(o->words, value) ||
		       refuse_word(command, o, value, o->words);
	case VALUE_FORMAT:
		return check_format(command, o, value);
	case VALUE_LANG:
	case VALUE_LANGS:
		return check_langs(command, o, value);
	case VALUE_DAY:
		if (is_date(value, false) ||
			(o->words != NULL && is_word(o->words, value)))
			return true;
		say_usage(command, "--%s takes a day as YYYY-MM-DD%s%s, not \"%s\"",
			o->name, o->words == NULL ? "" : " or ",
			o->words == NULL ? "" : o->words[0], value);
		return false;
	case VALUE_DATE:
		if (value[0] == '\0' || is_date(value, true))
			return true;
		say_usage(command, "--%s takes YYYY, YYYY-MM or YYYY-MM-DD, not \"%s\"",
			o->name, value);
		return false;
	case VALUE_NUMBER:
		if (read_number(value, &number))
			return true;
		say_usage(command, "--%s takes a number, not \"%s\"", o->name, value);
		return false;
	default:
		return true;
	}
}

static bool take(struct parser *p, const struct option_spec *o, const char *value)
{
	if (value != NULL && !check_value(p->command, o, value))
		return false;
	p->args->given[p->args->n_given++] = (struct given){ o, value };
	return true;
}

static bool unknown_option(struct parser *p, const char *name, size_t size)
{
	char word[64];
	struct nearest nearest = { .to = word };

	snprintf(word, sizeof(word), "%.*s", (int)size, name);
	for (const struct option_spec *o = p->options; o->name != NULL; o++)
		suggest_offer(&nearest, o->name);
	for (const struct option_spec *o = p->everywhere; o->name != NULL; o++)
		suggest_offer(&nearest, o->name);
	say_usage(p->command, "unknown option --%.*s%s%s%s", (int)size, name,
		nearest.name == NULL ? "" : "; did you mean --",
		nearest.name == NULL ? "" : nearest.name,
		nearest.name == NULL ? "" : "?");
	return false;
}

/* The next of argv as a value; NULL where there is none. */
static const char *next_value(struct parser *p, const struct option_spec *o)
{
	if (p->at < p->n)
		return p->argv[p->at++];
	say_usage(p->command, "--%s needs %s", o->name, o->value);
	return NULL;
}

static bool parse_long(struct parser *p, const char *word)
{
	size_t size = strcspn(word, "=");
	const struct option_spec *o = by_name(p->options, word, size);
	const char *value = word[size] == '=' ? word + size + 1 : NULL;

	if (o == NULL)
		o = by_name(p->everywhere, word, size);
	if (o == NULL)
		return unknown_option(p, word, size);
	if (o->kind == VALUE_NONE && value != NULL) {
		say_usage(p->command, "--%s takes no value", o->name);
		return false;
	}
	if (o->kind != VALUE_NONE && value == NULL) {
		value = next_value(p, o);
		if (value == NULL)
			return false;
	}
	return take(p, o, value);
}

static bool parse_short(struct parser *p, const char *letters)
{
	while (*letters != '\0') {
		const struct option_spec *o = by_letter(p->options, *letters);
		const char *value;
		if (o == NULL)
			o = by_letter(p->everywhere, *letters);
		if (o == NULL) {
			say_usage(p->command, "unknown option -%s", letters);
			return false;
		}
		letters++;
		if (o->kind == VALUE_NONE) {
			if (!take(p, o, NULL))
				return false;
			continue;
		}
		value = *letters != '\0' ? letters : next_value(p, o);
		return value != NULL && take(p, o, value);
	}
	return true;
}

static bool parse_word(struct parser *p, bool *only_words)
{
	const char *word = p->argv[p->at++];

	if (!*only_words && strcmp(word, "--") == 0) {
		*only_words = true;
		return true;
	}
	if (*only_words || word[0] != '-' || word[1] == '\0') {
		p->args->words[p->args->n_words++] = word;
		return true;
	}
	return word[1] == '-' ? parse_long(p, word + 2) : parse_short(p, word + 1);
}

/* Every word of argv gives at most as many options as it has letters. */
static bool make_room(struct args *a, char **argv, size_t n)
{
	size_t letters = 1;

	for (size_t i = 0; i < n; i++)
		letters += strlen(argv[i]);
	a->given = calloc(letters + n, sizeof(*a->given));
	a->words = calloc(n + 1, sizeof(*a->words));
	return a->given != NULL && a->words != NULL;
}

bool args_parse(struct args *a, const char *command, const struct option_spec *options,
	const struct option_spec *everywhere, char **argv, size_t n, bool stop_at_word,
	size_t *used)
{
	struct parser p = { a, command, options, everywhere, argv, n, 0 };
	bool only_words = false;

	*a = (struct args){ 0 };
	if (!make_room(a, argv, n)) {
		say("out of memory");
		return false;
	}
	while (p.at < n &&
		!(stop_at_word && (argv[p.at][0] != '-' || argv[p.at][1] == '\0')))
		if (!parse_word(&p, &only_words))
			return false;
	if (used != NULL)
		*used = p.at;
	return true;
}

void args_free(struct args *a)
{
	free(a->given);
	free(a->words);
	*a = (struct args){ 0 };
}

bool args_has(const struct args *a, const char *name)
{
	for (size_t i = 0; i < a->n_given; i++)
		if (strcmp(a->given[i].option->name, name) == 0)
			return true;
	return false;
}

const char *args_value(const struct args *a, const char *name)
{
	for (size_t i = a->n_given; i-- > 0;)
		if (strcmp(a->given[i].option->name, name) == 0)
			return a->given[i].value;
	return NULL;
}

const char *args_value_at(const struct args *a, const char *name, size_t n)
{
	for (size_t i = 0; i < a->n_given; i++)
		if (strcmp(a->given[i].option->name, name) == 0 && n-- == 0)
			return a->given[i].value;
	return NULL;
}

double args_number(const struct args *a, const char *name, double otherwise)
{
	const char *value = args_value(a, name);
	double number;

	return value != NULL && read_number(value, &number) ? number : otherwise;
}

bool args_langs(const struct args *a, const char *name, struct strings *out)
{
	bool no_memory = false;

	for (size_t i = 0; i < a->n_given; i++)
		if (strcmp(a->given[i].option->name, name) == 0)
			read_langs(a->given[i].value, out, &no_memory);
	return !no_memory;
}

const char *args_lang(const struct args *a, const char *name, char canonical[64])
{
	const char *value = args_value(a, name);

	return value != NULL && bis_lang_canonical(value, canonical) >= 0 ? canonical
									  : NULL;
}

const char *lang_text(const char *word, char canonical[64])
{
	const char *equals = strchr(word, '=');
	size_t size = equals == NULL ? 0 : (size_t)(equals - word);
	char tag[64];

	if (size == 0 || size >= sizeof(tag) || equals[1] == '\0')
		return NULL;
	memcpy(tag, word, size);
	tag[size] = '\0';
	return bis_lang_canonical(tag, canonical) >= 0 ? equals + 1 : NULL;
}

bool strings_add(struct strings *s, const char *text, size_t size)
{
	char **at = reallocarray(s->at, s->n + 1, sizeof(*at));

	if (at == NULL)
		return false;
	s->at = at;
	s->at[s->n] = strndup(text, size);
	return s->at[s->n] != NULL && ++s->n > 0;
}

void strings_free(struct strings *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->at[i]);
	free(s->at);
	*s = (struct strings){ 0 };
}
