/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/termwords.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/fold.h"

#define STEMMERS_MAX 32

struct stemmer {
	char language[12];   /* primary subtag */
	struct stems *stems; /* NULL: the language has none */
};

struct word_splitter {
	struct words *breaker; /* word boundaries do not hang on the language */
	struct stemmer stemmers[STEMMERS_MAX];
	size_t n_stemmers;
};

void term_words_finish(struct term_words *list)
{
	buf_free(&list->text);
	buf_free(&list->stems);
	free(list->words);
	*list = (struct term_words){ 0 };
}

int word_splitter_new(struct word_splitter **out)
{
	struct word_splitter *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	int rc = words_new("", true, &s->breaker);
	if (rc < 0) {
		free(s);
		return rc;
	}
	*out = s;
	return 0;
}

void word_splitter_free(struct word_splitter *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n_stemmers; i++)
		stems_free(s->stemmers[i].stems);
	words_free(s->breaker);
	free(s);
}

/* The stemmer of the tag's language, made where it is new.  The table is kept small: when
 * it is full, the oldest gives way. */
static int stemmer_of(struct word_splitter *s, const char *lang, struct stems **out)
{
	char language[12];
	size_t size = strcspn(lang, "-");

	*out = NULL;
	if (size == 0 || size >= sizeof(language))
		return 0;
	memcpy(language, lang, size);
	language[size] = '\0';
	for (size_t i = 0; i < s->n_stemmers; i++) {
		if (strcmp(s->stemmers[i].language, language) == 0) {
			*out = s->stemmers[i].stems;
			return 0;
		}
	}
	int rc = stems_new(language, out);
	if (rc < 0)
		return rc;
	if (s->n_stemmers == STEMMERS_MAX) {
		stems_free(s->stemmers[0].stems);
		s->n_stemmers--;
		memmove(s->stemmers, s->stemmers + 1,
			s->n_stemmers * sizeof(s->stemmers[0]));
	}
	struct stemmer *made = &s->stemmers[s->n_stemmers++];
	memcpy(made->language, language, sizeof(language));
	made->stems = *out;
	return 0;
}

int word_splitter_stem(struct word_splitter *s, const char *lang, const char *word,
	size_t size, struct buf *stem)
{
	struct stems *stems;
	int rc = stemmer_of(s, lang, &stems);

	buf_clear(stem);
	if (rc == 0)
		rc = stems_of(stems, word, size, stem);
	if (rc == 0 && !buf_ok(stem))
		rc = err_nomem();
	return rc;
}

static int add_word(
	struct term_words *list, size_t text, size_t size, enum word_kind kind)
{
	if (size == 0 || list->n == TERM_WORDS_MAX)
		return 0;
	if (room_for_one(&list->words, list->n, &list->capacity) < 0)
		return BIS_ENOMEM;
	list->words[list->n++] = (struct term_word){
		.text = text,
		.size = size,
		.han = kind == WORD_HAN,
		.number = kind == WORD_NUMBER,
	};
	return 0;
}

static int split(struct word_splitter *s, struct term_words *list)
{
	struct word word;
	int rc = words_start(s->breaker, buf_str(&list->text), list->text.size);

	while (rc >= 0 && (rc = words_next(s->breaker, &word)) > 0)
		rc = add_word(list, word.begin, word.end - word.begin, word.kind);
	return rc;
}

static int stem_all(struct word_splitter *s, const char *lang, struct term_words *list)
{
	struct stems *stems;
	int rc = stemmer_of(s, lang, &stems);

	for (size_t i = 0; rc == 0 && i < list->n; i++) {
		struct term_word *word = &list->words[i];
		word->stem = list->stems.size;
		rc = stems_of(word->han || word->number ? NULL : stems,
			list->text.data + word->text, word->size, &list->stems);
		word->stem_size = list->stems.size - word->stem;
	}
	return rc == 0 && !buf_ok(&list->stems) ? err_nomem() : rc;
}

int word_splitter_run(struct word_splitter *s, const char *lang, const char *text,
	size_t size, struct term_words *list)
{
	buf_clear(&list->text);
	buf_clear(&list->stems);
	list->n = 0;
	int rc = fold_text(FOLD_LOOSE, text, size, lang, &list->text);
	if (rc == 0 && !buf_ok(&list->text))
		rc = err_nomem();
	if (rc == 0)
		rc = split(s, list);
	return rc < 0 ? rc : stem_all(s, lang, list);
}
