/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/transfer/tally.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"
#include "src/xml/markup.h"

static void point(struct tally *t)
{
	t->file.file = buf_str(&t->name);
	t->file.type = buf_str(&t->type);
	t->file.version = buf_str(&t->version);
	t->file.source_lang = buf_str(&t->source_lang);
	t->file.tool = buf_str(&t->tool);
	t->file.languages = t->languages;
	t->file.problems = t->problems;
}

void tally_init(struct tally *t)
{
	*t = (struct tally){ 0 };
	point(t);
}

void tally_finish(struct tally *t)
{
	for (size_t i = 0; i < t->file.n_languages; i++)
		free((char *)t->languages[i].name);
	for (size_t i = 0; i < t->file.n_problems; i++) {
		free((char *)t->problems[i].unit);
		free((char *)t->problems[i].message);
	}
	for (size_t i = 0; i < t->n_tags; i++)
		free(t->tags[i].written);
	free(t->languages);
	free(t->problems);
	free(t->tags);
	buf_free(&t->name);
	buf_free(&t->type);
	buf_free(&t->version);
	buf_free(&t->source_lang);
	buf_free(&t->tool);
}

/* Names of files need not be UTF-8; what is said and stored of them is. */
static void set_mended(struct buf *b, const char *text)
{
	size_t size = strlen(text);

	buf_clear(b);
	for (size_t at = 0; at < size;) {
		size_t good = utf8_valid(text + at, size - at);
		buf_add(b, text + at, good);
		at += good;
		if (at++ < size)
			buf_adds(b, "\xef\xbf\xbd");
	}
}

int tally_begin(struct tally *t, const char *file, const char *type)
{
	set_mended(&t->name, file);
	buf_set(&t->type, type);
	point(t);
	return buf_ok(&t->name) && buf_ok(&t->type) ? 0 : err_nomem();
}

int tally_head(struct tally *t, const struct document *d)
{
	buf_set(&t->version, buf_str(&d->version));
	buf_set(&t->source_lang, buf_str(&d->lang));
	markup_attr_get(buf_str(&d->attrs), d->attrs.size, "creationtool", &t->tool);
	point(t);
	return buf_ok(&t->version) && buf_ok(&t->source_lang) && buf_ok(&t->tool)
		       ? 0
		       : err_nomem();
}

/* The place of a canonical tag among the languages, made where it is new. */
static int language_of(struct tally *t, const char *canonical, size_t *place)
{
	size_t n = t->file.n_languages;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(t->languages[i].name, canonical) == 0) {
			*place = i;
			return 0;
		}
	}
	struct bis_count *more = realloc(t->languages, (n + 1) * sizeof(*more));
	if (more == NULL)
		return err_nomem();
	t->languages = more;
	point(t);
	more[n] = (struct bis_count){ .name = strdup(canonical) };
	if (more[n].name == NULL)
		return err_nomem();
	t->file.n_languages++;
	*place = n;
	return 0;
}

int tally_lang(struct tally *t, const char *written, int64_t n)
{
	char canonical[LANG_MAX];
	size_t place = 0;

	for (size_t i = 0; i < t->n_tags; i++) {
		if (strcmp(t->tags[i].written, written) == 0) {
			t->languages[t->tags[i].language].n += n;
			return 0;
		}
	}
	if (lang_canonical(written, canonical) == BIS_ENOMEM)
		return BIS_ENOMEM;
	int rc = language_of(t, canonical[0] == '\0' ? "und" : canonical, &place);
	if (rc < 0)
		return rc;
	t->languages[place].n += n;
	struct tally_tag *more = realloc(t->tags, (t->n_tags + 1) * sizeof(*more));
	if (more == NULL)
		return err_nomem();
	t->tags = more;
	more[t->n_tags] =
		(struct tally_tag){ .written = strdup(written), .language = place };
	if (more[t->n_tags].written == NULL)
		return err_nomem();
	t->n_tags++;
	return 0;
}

int tally_problem(struct tally *t, const struct bis_problem *p)
{
	size_t n = t->file.n_problems;

	if (n == TALLY_MAX_PROBLEMS)
		return 0;
	struct bis_problem *more = realloc(t->problems, (n + 1) * sizeof(*more));
	if (more == NULL)
		return err_nomem();
	t->problems = more;
	point(t);
	more[n] = *p;
	more[n].unit = strdup(p->unit);
	more[n].message = strdup(p->message);
	if (more[n].unit == NULL || more[n].message == NULL) {
		free((char *)more[n].unit);
		free((char *)more[n].message);
		return err_nomem();
	}
	t->file.n_problems++;
	return 0;
}
