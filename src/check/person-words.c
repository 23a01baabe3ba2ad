/* SPDX-License-Identifier: Apache-2.0
 *
 * Words and beginnings of words in one hash table; endings, syllables and Han characters,
 * which are few, in lists.
 */
#include "config.h"
#include "src/check/person-words.h"

#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/text/letters.h"
#include "src/text/table.h"
#include "src/text/utf8.h"

#define TABLE "src/check/people.tsv"
#define REST_MAX 4  /* letters of a case ending behind a beginning */
#define BEGIN_MIN 2 /* letters of a beginning */

struct entry {
	const char *text; /* of the keep below */
	uint32_t size;
	unsigned says, begins; /* as a word; as the beginning of one */
};

/* A kind whose words are gone through in turn. */
enum list_kind {
	FAMILY,
	FATHER,
	ONSET,
	REST,
	HAN_FAMILY,
	HAN_TITLE,
	HAN_NEXT,
	HAN_SOUND,
	N_LISTS
};

struct list {
	const char **at;
	size_t n, capacity;
};

struct person_words {
	struct entry *entries;
	size_t n, capacity;
	uint32_t *slots; /* of entries, + 1; 0 free */
	size_t n_slots;  /* a power of two */
	struct list lists[N_LISTS];
	char **lines; /* what words point into */
	size_t n_lines, lines_capacity;
};

static const struct {
	const char *name;
	unsigned says;
	enum list_kind list; /* where says is 0 */
} kinds[] = {
	{ "honorific", SAYS_HONORIFIC, 0 },
	{ "title", SAYS_TITLE, 0 },
	{ "rank", SAYS_RANK, 0 },
	{ "thing", SAYS_THING, 0 },
	{ "nation", SAYS_NATION, 0 },
	{ "function", SAYS_FUNCTION, 0 },
	{ "particle", SAYS_PARTICLE, 0 },
	{ "compound", SAYS_COMPOUND, 0 },
	{ "says", SAYS_SAYS, 0 },
	{ "given", SAYS_GIVEN, 0 },
	{ "pinyin", SAYS_PINYIN, 0 },
	{ "ending", 0, FAMILY },
	{ "father", 0, FATHER },
	{ "onset", 0, ONSET },
	{ "rest", 0, REST },
	{ "han-family", 0, HAN_FAMILY },
	{ "han-title", 0, HAN_TITLE },
	{ "han-next", 0, HAN_NEXT },
	{ "han-sound", 0, HAN_SOUND },
};

/* --- the table ------------------------------------------------------------------- */

static size_t slot_of(const struct person_words *w, const char *text, size_t size)
{
	size_t at = hash_bytes(text, size, 0) & (w->n_slots - 1);

	while (w->slots[at] != 0) {
		const struct entry *e = &w->entries[w->slots[at] - 1];
		if (e->size == size && memcmp(e->text, text, size) == 0)
			break;
		at = (at + 1) & (w->n_slots - 1);
	}
	return at;
}

static int widen(struct person_words *w)
{
	if (2 * (w->n + 1) <= w->n_slots)
		return 0;
	size_t n = w->n_slots == 0 ? 1024 : 2 * w->n_slots;
	uint32_t *slots = calloc(n, sizeof(*slots));
	if (slots == NULL)
		return err_nomem();
	free(w->slots);
	w->slots = slots;
	w->n_slots = n;
	for (size_t i = 0; i < w->n; i++)
		w->slots[slot_of(w, w->entries[i].text, w->entries[i].size)] =
			(uint32_t)i + 1;
	return 0;
}

static int add_word(struct person_words *w, const char *text, unsigned says)
{
	size_t size = strlen(text);
	bool begins = text[size - 1] == '*';
	int rc = widen(w);

	if (rc < 0)
		return rc;
	size -= begins;
	size_t slot = slot_of(w, text, size);
	if (w->slots[slot] == 0) {
		if (room_for_one(&w->entries, w->n, &w->capacity) < 0)
			return BIS_ENOMEM;
		w->entries[w->n++] = (struct entry){ text, (uint32_t)size, 0, 0 };
		w->slots[slot] = (uint32_t)w->n;
	}
	struct entry *e = &w->entries[w->slots[slot] - 1];
	*(begins ? &e->begins : &e->says) |= says;
	return 0;
}

static int add_listed(struct list *l, const char *text)
{
	if (room_for_one(&l->at, l->n, &l->capacity) < 0)
		return BIS_ENOMEM;
	l->at[l->n++] = text;
	return 0;
}

static char *keep_line(struct person_words *w, const char *text)
{
	if (room_for_one(&w->lines, w->n_lines, &w->lines_capacity) < 0)
		return NULL;
	w->lines[w->n_lines] = strdup(text);
	return w->lines[w->n_lines] == NULL ? NULL : w->lines[w->n_lines++];
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct person_words *w = ctx;
	size_t kind = 0;
	int rc = 0;

	while (kind < N_ELEMENTS(kinds) && strcmp(kinds[kind].name, row->cells[0]) != 0)
		kind++;
	if (kind == N_ELEMENTS(kinds))
		return table_flaw(row, "there is no kind of words", row->cells[0]);
	char *rest = keep_line(w, row->cells[1]);
	if (rest == NULL)
		return err_nomem();
	while (rc == 0 && rest != NULL) {
		const char *word = strsep(&rest, " ");
		if (*word == '\0' || strcmp(word, "*") == 0)
			continue;
		rc = kinds[kind].says != 0
			     ? add_word(w, word, kinds[kind].says)
			     : add_listed(&w->lists[kinds[kind].list], word);
	}
	return rc;
}

int person_words_parse(
	const char *name, const char *text, size_t size, struct person_words **out)
{
	cleanup(person_words_closep) struct person_words *w = calloc(1, sizeof(*w));

	*out = NULL;
	if (w == NULL)
		return err_nomem();
	int rc = widen(w);
	if (rc == 0)
		rc = table_each(name, text, size, read_row, w);
	if (rc == 0)
		*out = steal(&w);
	return rc;
}

int person_words_open(struct person_words **out)
{
	const struct asset *table = asset_find(TABLE);

	*out = NULL;
	if (table == NULL)
		return err_set(BIS_EDB, "%s is not built in", TABLE);
	return person_words_parse(table->name, table->data, table->size, out);
}

void person_words_close(struct person_words *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->n_lines; i++)
		free(w->lines[i]);
	for (size_t i = 0; i < N_LISTS; i++)
		free(w->lists[i].at);
	free(w->lines);
	free(w->entries);
	free(w->slots);
	free(w);
}

void person_words_closep(struct person_words **w)
{
	person_words_close(*w);
}

/* --- words ----------------------------------------------------------------------- */

size_t small_word(const char *word, size_t size, struct small_word *out)
{
	const char *end = word + size;

	out->size = out->letters = 0;
	while (word < end) {
		int32_t c = letter_small(utf8_next(&word, end));
		if (out->letters == PERSON_WORD_MAX) {
			out->size = out->letters = 0;
			return 0;
		}
		if (c == 0x451) /* ё */
			c = 0x435;
		if (c == 0x2019 || c == 0x2BC || c == 0x2BB || c == 0x2018)
			c = '\'';
		out->size += utf8_put(out->text + out->size, c);
		out->letters++;
	}
	return out->letters;
}

static const struct entry *entry_of(
	const struct person_words *w, const char *text, size_t size)
{
	uint32_t slot = w->slots[slot_of(w, text, size)];

	return slot == 0 ? NULL : &w->entries[slot - 1];
}

/* Bytes of the last `letters` letters. */
static size_t tail_size(const struct small_word *word, size_t letters)
{
	size_t size = 0;

	while (letters > 0 && size < word->size) {
		size++;
		letters -= ((unsigned char)word->text[word->size - size] & 0xC0) != 0x80;
	}
	return size;
}

static bool text_ends_in(const struct list *l, const char *text, size_t size)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t n = strlen(l->at[i]);
		if (n <= size && memcmp(text + size - n, l->at[i], n) == 0)
			return true;
	}
	return false;
}

/* What begins so and goes on like a family name (Королёв, Поляков) is none of these; what
 * goes on like an adjective (-ский) may be. */
static bool goes_on_as_name(const struct person_words *w, const char *rest, size_t size)
{
	return text_ends_in(&w->lists[FAMILY], rest, size) &&
	       memmem(rest, size, "ск", strlen("ск")) == NULL;
}

unsigned person_word(const struct person_words *w, const struct small_word *word)
{
	if (word->letters == 0)
		return 0;
	const struct entry *whole = entry_of(w, word->text, word->size);
	unsigned says = whole == NULL ? 0 : whole->says | whole->begins;
	for (size_t rest = 1; rest <= REST_MAX && rest + BEGIN_MIN <= word->letters;
		rest++) {
		size_t size = word->size - tail_size(word, rest);
		const struct entry *e = entry_of(w, word->text, size);
		if (e != NULL && e->begins != 0 &&
			!goes_on_as_name(w, word->text + size, word->size - size))
			says |= e->begins;
	}
	return says;
}

bool ends_as_family(const struct person_words *w, const struct small_word *word)
{
	return word->letters >= 5 &&
	       text_ends_in(&w->lists[FAMILY], word->text, word->size);
}

bool ends_as_father(const struct person_words *w, const struct small_word *word)
{
	return word->letters >= 6 &&
	       text_ends_in(&w->lists[FATHER], word->text, word->size);
}

/* Whether the letters are so many syllables at most; a syllable may have no onset. */
static bool takes_syllables(
	const struct person_words *w, const char *at, const char *end, int most)
{
	const struct list *onsets = &w->lists[ONSET], *rests = &w->lists[REST];

	if (at == end)
		return true;
	if (most == 0)
		return false;
	for (size_t o = 0; o <= onsets->n; o++) {
		const char *onset = o == onsets->n ? "" : onsets->at[o];
		size_t before = strlen(onset);
		if ((size_t)(end - at) < before || memcmp(at, onset, before) != 0)
			continue;
		for (size_t i = 0; i < rests->n; i++) {
			size_t size = strlen(rests->at[i]);
			if ((size_t)(end - at) >= before + size &&
				memcmp(at + before, rests->at[i], size) == 0 &&
				takes_syllables(w, at + before + size, end, most - 1))
				return true;
		}
	}
	return false;
}

bool is_pinyin(const struct person_words *w, const struct small_word *word)
{
	return word->letters >= 2 && word->letters <= 14 &&
	       takes_syllables(w, word->text, word->text + word->size, 3);
}

/* --- Han ------------------------------------------------------------------------- */

static size_t character_among(const struct list *l, const char *at, const char *end)
{
	bool whole;
	size_t size = utf8_sequence(at, (size_t)(end - at), &whole);

	for (size_t i = 0; size > 1 && i < l->n; i++)
		if (memmem(l->at[i], strlen(l->at[i]), at, size) != NULL)
			return size;
	return 0;
}

static size_t word_among(const struct list *l, const char *at, const char *end)
{
	size_t longest = 0;

	for (size_t i = 0; i < l->n; i++) {
		size_t size = strlen(l->at[i]);
		if (size > longest && size <= (size_t)(end - at) &&
			memcmp(l->at[i], at, size) == 0)
			longest = size;
	}
	return longest;
}

size_t han_family(const struct person_words *w, const char *at, const char *end)
{
	return character_among(&w->lists[HAN_FAMILY], at, end);
}

size_t han_sound(const struct person_words *w, const char *at, const char *end)
{
	return character_among(&w->lists[HAN_SOUND], at, end);
}

size_t han_title(const struct person_words *w, const char *at, const char *end)
{
	return word_among(&w->lists[HAN_TITLE], at, end);
}

size_t han_title_before(const struct person_words *w, const char *begin, const char *at)
{
	const struct list *l = &w->lists[HAN_TITLE];
	size_t longest = 0;

	for (size_t i = 0; i < l->n; i++) {
		size_t size = strlen(l->at[i]);
		if (size > longest && size <= (size_t)(at - begin) &&
			memcmp(l->at[i], at - size, size) == 0)
			longest = size;
	}
	return longest;
}

size_t han_next(const struct person_words *w, const char *at, const char *end)
{
	return word_among(&w->lists[HAN_NEXT], at, end);
}
