/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a name: its words, folded and cut at spaces, hyphens and full stops, and the
 * part each plays as far as its shape tells.  What shapes there are the table of words
 * says (termbase/names/words.tsv).
 */
#include "config.h"

#include "termbase/names-inside.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"

#define READ_MOST 8192 /* bytes of a name that are looked at */
#define PART_LETTERS 1024

struct reading {
	struct namer *n;
	struct name *name;
	struct kept *kept;
	char32_t letters[PART_LETTERS];
	size_t count;
	uint64_t
		with_sign; /* those of the first 64 that an apostrophe follows, as bits */
	bool hyphen;       /* before the part that is being read */
};

static bool is_digit(char32_t c)
{
	return c >= '0' && c <= '9';
}

/* Letters of another script that look alike, in a word of mostly one: taken for those of
 * its script. */
static void unmix(const struct namer *n, char32_t *letters, size_t count)
{
	size_t latin = 0, cyrillic = 0;
	enum name_script main;

	for (size_t i = 0; i < count; i++) {
		latin += script_number(letters[i]) == IN_LATIN;
		cyrillic += script_number(letters[i]) == IN_CYRILLIC;
	}
	if (!latin || !cyrillic)
		return;
	main = latin > cyrillic ? IN_LATIN : IN_CYRILLIC;
	for (size_t i = 0; i < count; i++)
		if (script_number(letters[i]) != main)
			letters[i] = wordlists_alike(&n->words, letters[i]);
}

static enum name_script main_script(const char32_t *letters, size_t count)
{
	size_t of[IN_OTHER + 1] = { 0 }, best = 0;

	for (size_t i = 0; i < count; i++)
		of[script_number(letters[i])]++;
	for (size_t s = 1; s <= IN_OTHER; s++)
		if (of[s] > of[best])
			best = s;
	return (enum name_script)best;
}

/* Letters without marks, as the tables of words have them. */
static size_t plain_letters(
	const struct namer *n, const struct name_part *part, char32_t *to, size_t room)
{
	size_t count = part->n < room ? part->n : room, from = part->n - count;

	for (size_t i = 0; i < count; i++) {
		char32_t c = part->letters[from + i];

		to[i] = c < ALPHABET_TOP && n->alphabet.plain[c] ? n->alphabet.plain[c]
								 : c;
	}
	return count;
}

static int end_part(struct reading *r, bool stop)
{
	struct name_part *part = &r->name->parts[r->name->n_parts];
	struct kept_part *kept = &r->kept->part[r->name->n_parts];

	if (!r->count || r->name->n_parts == NAME_PARTS)
		return 0;
	unmix(r->n, r->letters, r->count);
	part->letters = malloc(r->count * sizeof(*part->letters));
	if (!part->letters)
		return err_nomem();
	memcpy(part->letters, r->letters, r->count * sizeof(*part->letters));
	part->n = r->count;
	part->joined = r->hyphen && r->name->n_parts;
	spelt_make(r->n, part->letters, part->n, &kept->spelt);
	for (size_t i = 0; i < 64 && r->with_sign >> i; i++)
		if (r->with_sign >> i & 1)
			spelt_sign(r->n, &kept->spelt, i);
	r->with_sign = 0;
	kept->spelt.script = (uint8_t)main_script(part->letters, part->n);
	memcpy(part->script, script_tag(kept->spelt.script), 5);
	kept->stop = stop;
	r->name->n_parts++;
	r->count = 0;
	r->hyphen = false;
	return 0;
}

static bool is_mark_dropped(char32_t c)
{
	char utf8[4];
	char32_t out[1];
	size_t size = utf8_put(utf8, (int32_t)c);

	return !letters_of(utf8, size, out, 1);
}

static int read_letter(struct reading *r, char32_t c)
{
	int rc = 0;

	if (letter_in_word(c)) {
		if (r->count && is_digit(c) != is_digit(r->letters[r->count - 1]))
			rc = end_part(r, false);
		if (r->count < PART_LETTERS && !is_mark_dropped(c))
			r->letters[r->count++] = c;
		return rc;
	}
	if (c == '\'' && r->count && r->count <= 64)
		r->with_sign |= UINT64_C(1) << (r->count - 1);
	if (c == '\'' || c == '"' || c == '`' || c == '*')
		return 0;
	rc = end_part(r, c == '.');
	if (c == '-')
		r->hyphen = true;
	else if (c != ' ')
		r->hyphen = false;
	return rc;
}

static int read_parts(struct reading *r, const char *text, size_t size)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	const char *at, *end;
	int rc = fold_text(FOLD_STRICT, text, size, r->name->lang, &folded);

	if (rc)
		return rc;
	if (!buf_ok(&folded))
		return err_nomem();
	at = buf_str(&folded);
	for (end = at + folded.size; at < end && !rc;)
		rc = read_letter(r, (char32_t)utf8_next(&at, end));
	return rc ? rc : end_part(r, false);
}

/* ---- the part each plays ---- */

static size_t count_role(const struct name *name, enum part_role role)
{
	size_t count = 0;

	for (size_t i = 0; i < name->n_parts; i++)
		count += name->parts[i].role == role;
	return count;
}

static void name_words(const struct namer *n, struct name *name, struct kept *kept)
{
	for (size_t i = 0; i < name->n_parts; i++) {
		struct name_part *part = &name->parts[i];
		char32_t letters[32];
		size_t count = plain_letters(n, part, letters, N_ELEMENTS(letters));
		uint8_t script = kept->part[i].spelt.script;

		if (is_digit(part->letters[0]))
			part->role = PART_NUMBER;
		else if (wordlists_has(&n->words, WORD_HONORIFIC, letters, count))
			part->role = PART_HONORIFIC;
		else if (count == 1 && script != IN_HAN &&
			 (kept->part[i].stop || !i || i + 1 == name->n_parts))
			part->role = PART_INITIAL; /* E. Ivanov, not "y" between names */
		else if (wordlists_has(&n->words, WORD_PARTICLE, letters, count))
			part->role = PART_PARTICLE;
		else if (count == 1 && script != IN_HAN)
			part->role = PART_INITIAL;
		else if (kept->part[i].stop && count <= 2 && script != IN_HAN)
			part->role = PART_INITIAL;
	}
}

/* г-н, г-жа, д-р: cut at the hyphen like any word, and read as two initials. */
static void name_shortened(const struct namer *n, struct name *name)
{
	for (size_t i = 0; i + 1 < name->n_parts; i++) {
		struct name_part *first = &name->parts[i], *second = first + 1;
		char32_t letters[8];
		size_t count;

		if (!second->joined || first->n > 1 || second->n > 3)
			continue;
		count = plain_letters(n, first, letters, 1);
		count += plain_letters(n, second, letters + count, 3);
		if (wordlists_has(&n->words, WORD_HONORIFIC, letters, count))
			first->role = second->role = PART_HONORIFIC;
	}
}

/* ---- numbers of kings and popes ---- */

static bool is_numeral(const struct name_part *part)
{
	for (size_t i = 0; i < part->n; i++)
		if (part->letters[i] != 'i' && part->letters[i] != 'v' &&
			part->letters[i] != 'x')
			return false;
	return part->n <= 5;
}

/* Whether the last word is in capitals and some other letter is not. */
static bool ends_in_capitals(const struct kept *kept, size_t letters)
{
	size_t end = kept->size;

	while (end && kept->text[end - 1] == ' ')
		end--;
	if (end < letters)
		return false;
	for (size_t i = end - letters; i < end; i++)
		if (kept->text[i] < 'A' || kept->text[i] > 'Z')
			return false;
	for (size_t i = 0; i < end - letters; i++)
		if ((kept->text[i] >= 'a' && kept->text[i] <= 'z') ||
			(unsigned char)kept->text[i] >= 0x80)
			return true;
	return false;
}

/* "Pyotr III", "Николай II"; not Xi, nor the initial of "Karimov I": a lone letter is a
 * number behind one name that is no surname in -ov, or behind other letters. */
static void name_numeral(struct name *name, const struct kept *kept)
{
	struct name_part *last = &name->parts[name->n_parts - 1];
	const struct kept_part *before = &kept->part[name->n_parts - 2];

	if (kept->part[name->n_parts - 1].stop || !is_numeral(last) ||
		!ends_in_capitals(kept, last->n))
		return;
	if (last->n == 1 &&
		(name->n_parts > 2 || before->male >= 0 || before->female >= 0))
		return;
	if (last[-1].role == PART_NAME)
		last->role = PART_NUMBER;
}

static void name_patronymics(const struct namer *n, struct name *name)
{
	for (size_t i = 0; i < name->n_parts; i++) {
		struct name_part *part = &name->parts[i];
		char32_t letters[32];
		size_t count = plain_letters(n, part, letters, N_ELEMENTS(letters));

		if (part->role != PART_NAME)
			continue;
		if (i && name->parts[i - 1].role == PART_NAME &&
			wordlists_has(&n->words, WORD_CHILD, letters, count)) {
			name->parts[i - 1].role = PART_PATRONYMIC;
			part->role = PART_PARTICLE;
		} else if (count_role(name, PART_NAME) > 2 &&
			   wordlists_ending(&n->words, WORD_PATRONYMIC, letters, count, 2,
				   NULL) >= 0) {
			part->role = PART_PATRONYMIC;
		}
	}
}

/* A given name of which there are several, or a surname made of one (Komilov). */
static void name_same(const struct namer *n, struct kept_part *part,
	const char32_t *letters, size_t count, size_t ending)
{
	part->tail = 0;
	part->same = (int16_t)wordlists_row(&n->words, WORD_SAME, letters, count);
	if (part->same >= 0 || !ending)
		return;
	part->same =
		(int16_t)wordlists_row(&n->words, WORD_SAME, letters, count - ending);
	part->tail = (uint8_t)ending;
}

/* What the parts tell of the language of the whole name. */
static void name_signs(const struct namer *n, struct name *name, struct kept *kept)
{
	bool slavic = false, romanised = false;

	for (size_t i = 0; i < name->n_parts; i++) {
		romanised |= wordlists_romanised(
			&n->words, name->parts[i].letters, name->parts[i].n);
		kept->part[i].spelt.signs |= wordlists_signs(
			&n->words, name->parts[i].letters, name->parts[i].n);
		slavic |= kept->part[i].spelt.slavic;
	}
	for (size_t i = 0; i < name->n_parts; i++) {
		kept->part[i].spelt.slavic_name = slavic;
		kept->part[i].spelt.romanised = romanised;
	}
}

static void name_endings(const struct namer *n, struct name *name, struct kept *kept)
{
	for (size_t i = 0; i < name->n_parts; i++) {
		struct kept_part *part = &kept->part[i];
		char32_t letters[32];
		size_t count =
			plain_letters(n, &name->parts[i], letters, N_ELEMENTS(letters));
		size_t male = 0, female = 0, patronymic = 0;

		part->male = (int16_t)wordlists_ending(
			&n->words, WORD_MALE, letters, count, 2, &male);
		part->female = (int16_t)wordlists_ending(
			&n->words, WORD_FEMALE, letters, count, 2, &female);
		part->spelt.slavic = wordlists_ending(&n->words, WORD_SLAVIC, letters,
					     count, 2, NULL) >= 0;
		if (female > male)
			part->male = -1;
		else if (male)
			part->female = -1;
		wordlists_ending(
			&n->words, WORD_PATRONYMIC, letters, count, 2, &patronymic);
		name_same(n, part, letters, count,
			patronymic          ? patronymic
			: part->male >= 0   ? male
			: part->female >= 0 ? female
					    : 0);
	}
}

/* A name of titles and particles alone is made of names after all. */
static void keep_a_name(struct name *name)
{
	if (count_role(name, PART_NAME) + count_role(name, PART_PATRONYMIC))
		return;
	for (size_t i = 0; i < name->n_parts; i++)
		if (name->parts[i].role == PART_HONORIFIC ||
			name->parts[i].role == PART_PARTICLE)
			name->parts[i].role = PART_NAME;
}

static void name_script(struct name *name, const struct kept *kept)
{
	size_t of[IN_OTHER + 1] = { 0 }, best = 0;

	for (size_t i = 0; i < name->n_parts; i++)
		of[kept->part[i].spelt.script] += name->parts[i].n;
	for (size_t s = 1; s <= IN_OTHER; s++)
		if (of[s] > of[best])
			best = s;
	memcpy(name->script, script_tag(of[best] ? (enum name_script)best : IN_OTHER), 5);
}

/* As much of the text as is looked at, whole characters. */
static size_t read_most(const char *text, size_t size)
{
	if (size <= READ_MOST)
		return size;
	size = READ_MOST;
	while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
		size--;
	return size;
}

static int keep_text(struct name *out, const char *text, size_t size)
{
	struct kept *kept = malloc(sizeof(*kept)); /* large, and filled part by part */

	if (!kept)
		return err_nomem();
	out->inside = kept;
	kept->text = malloc(size + 1);
	if (!kept->text)
		return err_nomem();
	memcpy(kept->text, text, size);
	kept->text[size] = '\0';
	kept->size = size;
	return 0;
}

/* Few names have as many parts as there is room for while one is read, and thousands are
 * held at once. */
static void keep_no_more(struct name *out)
{
	size_t size = offsetof(struct kept, part) +
		      out->n_parts * sizeof(((struct kept *)0)->part[0]);
	struct kept *kept = realloc(out->inside, size);

	if (kept)
		out->inside = kept;
}

int name_read(struct namer *n, const char *text, size_t size, const char *lang,
	struct name *out)
{
	struct reading r = { .n = n, .name = out };
	int rc;

	*out = (struct name){ 0 };
	memcpy(out->script, "Zyyy", 5);
	if (lang && strlen(lang) < sizeof(out->lang))
		memcpy(out->lang, lang, strlen(lang) + 1);
	size = read_most(text, size);
	rc = keep_text(out, text, size);
	r.kept = out->inside;
	if (!rc)
		rc = read_parts(&r, text, size);
	if (rc) {
		name_finish(out);
		return rc;
	}
	name_words(n, out, r.kept);
	name_shortened(n, out);
	name_patronymics(n, out);
	keep_a_name(out);
	name_endings(n, out, r.kept);
	name_signs(n, out, r.kept);
	if (out->n_parts > 1)
		name_numeral(out, r.kept);
	name_script(out, r.kept);
	keep_no_more(out);
	return 0;
}

void name_finish(struct name *name)
{
	struct kept *kept = name->inside;

	for (size_t i = 0; i < NAME_PARTS; i++)
		free(name->parts[i].letters);
	if (kept)
		free(kept->text);
	free(kept);
	*name = (struct name){ 0 };
}
