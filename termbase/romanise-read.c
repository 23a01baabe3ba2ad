/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a romanisation table.  The text is copied once and cut up in place, so that all
 * strings of the system point into it; everything else comes out of the same pool.
 */
#include "config.h"
#include "termbase/romanise-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"
#include "src/text/letters.h"
#include "src/text/tokens.h"
#include "src/text/utf8.h"

enum {
	FIELDS = 6,
	MOST_BYTES = 4 << 20, /* of a table */
	MOST_LETTERS = 64,    /* of a source */
	MOST_RENDERINGS = 16
};

struct reading {
	const char *name; /* for messages */
	long line;
	struct system *s;
	struct compiled *c;
	struct letter_class *classes;
	struct system_row *rows;
	struct system_example *examples;
	struct own_capital *own;
	long *lines; /* of the rows */
	const char *kind, *rank;
};

static int wrong(const struct reading *r, const char *what)
{
	return err_set(BIS_EFORMAT, "%s:%ld: %s", r->name, r->line, what);
}

/* As strsep() for one sign, which is quicker. */
static char *cut_off(char **rest, char sign)
{
	char *piece = *rest, *at = strchr(piece, sign);

	*rest = at == NULL ? NULL : at + 1;
	if (at != NULL)
		*at = '\0';
	return piece;
}

/* Cuts at tabs; the number of fields, FIELDS + 1 where there are more. */
static size_t cut(char *line, char *fields[FIELDS])
{
	size_t n = 0;
	char *rest = line;

	while (rest != NULL && n < FIELDS)
		fields[n++] = cut_off(&rest, '\t');
	return rest == NULL ? n : FIELDS + 1;
}

static int read_class(struct reading *r, char *fields[FIELDS], size_t n)
{
	if (n != 3 || *fields[1] == '\0' || strpbrk(fields[1], "[]|!^$ ") != NULL)
		return wrong(r, "a class is \"# class\", its name and its letters");
	for (const struct letter_class *c = r->classes; c != NULL; c = c->next)
		if (strcmp(c->name, fields[1]) == 0)
			return wrong(r, "a class of this name was there before");

	const char *at = fields[2], *end = at + strlen(at);
	struct letter_class *class = pool_take(&r->c->pool, sizeof(*class));
	int32_t *letters = pool_take(&r->c->pool, sizeof(*letters) * (strlen(at) + 1));
	if (class == NULL || letters == NULL)
		return err_nomem();
	*class = (struct letter_class){ fields[1], letters, 0, r->classes };
	while (at < end) {
		int32_t c = utf8_next(&at, end);
		letters[class->n++] = glyph_small(c);
		if (c == ' ' || letter_small(c) != c || (at < end && *at != ' '))
			return wrong(r, "letters of a class are single small ones, "
					"parted by spaces");
		at += at < end;
	}
	r->classes = class;
	return class->n > 0 ? 0 : wrong(r, "a class without letters");
}

static int read_example(struct reading *r, char *fields[FIELDS], size_t n)
{
	bool differs = strcmp(fields[0], "# differs") == 0;
	struct system_example *e = &r->examples[r->s->n_examples];

	for (size_t i = 1; i < n && i < FIELDS; i++)
		if (*fields[i] == '\0')
			return wrong(r, "an empty field");
	if (!differs && n != 3)
		return wrong(r, "an example is a text and its rendering");
	if (differs && n != 5)
		return wrong(r, "\"# differs\" has a text, the other rendering, that of "
				"this table, and why");
	*e = (struct system_example){ .input = fields[1], .expected = fields[2] };
	if (differs) {
		e->ours = fields[3];
		e->why = fields[4];
	}
	r->s->n_examples++;
	return 0;
}

static const char **place_of(struct reading *r, const char *key)
{
	struct system *s = r->s;
	const struct {
		const char *key;
		const char **to;
	} places[] = {
		{ "# id", &s->id },
		{ "# name", &s->name },
		{ "# source", &s->source },
		{ "# kind", &s->kind },
		{ "# from", &s->from },
		{ "# to", &s->to },
		{ "# rank", &r->rank },
		{ "# reader", &s->reader },
		{ "# through", &r->c->through },
	};

	for (size_t i = 0; i < N_ELEMENTS(places); i++)
		if (strcmp(places[i].key, key) == 0)
			return places[i].to;
	return NULL;
}

/* The one letter of a field; 0 where there are none or more. */
static int32_t only_letter(const char *text)
{
	const char *end = text + strlen(text);
	int32_t c = utf8_next(&text, end);

	return text == end ? c : 0;
}

static int read_capital(struct reading *r, char *fields[FIELDS], size_t n)
{
	struct own_capital own = { 0 };

	if (n == 3) {
		own.letter = only_letter(fields[1]);
		own.capital = only_letter(fields[2]);
	}
	if (own.letter == 0 || own.capital == 0)
		return wrong(r, "\"# capital\" has a small letter and its capital");
	r->own[r->c->n_own++] = own;
	return 0;
}

static int read_value(struct reading *r, char *fields[FIELDS], size_t n)
{
	const char **place = place_of(r, fields[0]);

	if (strcmp(fields[0], "# capitals") == 0) {
		r->c->capitals = true;
		return n == 2 && strcmp(fields[1], "words") == 0
			       ? 0
			       : wrong(r, "\"# capitals\" can only be \"words\"");
	}
	if (place == NULL)
		return wrong(r, "a line with # that is none of those known "
				"(remarks begin with ##)");
	if (n != 2 || *fields[1] == '\0')
		return wrong(r, "one value must follow, after a tab");
	if (*place != NULL)
		return wrong(r, "this was said before");
	*place = fields[1];
	return 0;
}

static int read_header(struct reading *r, char *line)
{
	char *fields[FIELDS];

	if (line[1] == '#')
		return 0;
	size_t n = cut(line, fields);
	if (strcmp(fields[0], "# class") == 0)
		return read_class(r, fields, n);
	if (strcmp(fields[0], "# capital") == 0)
		return read_capital(r, fields, n);
	if (strcmp(fields[0], "# example") == 0 || strcmp(fields[0], "# differs") == 0)
		return read_example(r, fields, n);
	return read_value(r, fields, n);
}

static int read_source(struct reading *r, const char *text, struct rule *rule)
{
	const char *at = text, *end = text + strlen(text);
	int32_t *letters = pool_take(&r->c->pool, sizeof(*letters) * (strlen(text) + 1));

	if (letters == NULL)
		return err_nomem();
	rule->letters = letters;
	while (at < end) {
		int32_t c = utf8_next(&at, end);
		if (letter_small(c) != c)
			return wrong(r, "a capital letter in the source");
		letters[rule->n++] = glyph_small(c);
	}
	if (rule->n == 0)
		return wrong(r, "no source");
	return rule->n <= MOST_LETTERS ? 0 : wrong(r, "the source is too long");
}

static int add_rendering(
	struct reading *r, struct system_row *row, const char **to, const char *rendering)
{
	if (strcmp(rendering, "-") == 0)
		rendering = "";
	else if (strcmp(rendering, "\\-") == 0)
		rendering = "-";
	else if (*rendering == '\0')
		return wrong(r, "an empty rendering; nothing is written -");
	if (strlen(rendering) > RENDERING_GROWTH * strlen(row->source))
		return wrong(
			r, "a rendering more than eight times as long as its source");
	for (size_t i = 0; i < row->n_renderings; i++)
		if (strcmp(to[i], rendering) == 0)
			return wrong(r, "a rendering that was there before");
	if (row->n_renderings == MOST_RENDERINGS)
		return wrong(r, "more than sixteen renderings");
	to[row->n_renderings++] = rendering;
	return 0;
}

static int read_renderings(struct reading *r, char *text, struct system_row *row)
{
	const char *found[MOST_RENDERINGS];

	for (char *at = text, *next; at != NULL; at = next) {
		next = strstr(at, " | ");
		if (next != NULL) {
			*next = '\0';
			next += strlen(" | ");
		}
		int rc = add_rendering(r, row, found, at);
		if (rc < 0)
			return rc;
	}
	const char **kept = pool_take(&r->c->pool, sizeof(*kept) * row->n_renderings);
	if (kept == NULL)
		return err_nomem();
	memcpy(kept, found, sizeof(*kept) * row->n_renderings);
	row->renderings = kept;
	return 0;
}

static int read_side(struct reading *r, const char *text, bool left, struct rule *rule)
{
	const char *why = NULL;
	int rc = context_read(&r->c->pool, r->classes, text, left,
		left ? &rule->left : &rule->right, &rule->conditions, &why);

	if (why == NULL)
		return rc;
	return err_set(BIS_EFORMAT, "%s:%ld: %s in the condition %s: %s", r->name,
		r->line, why, left ? "before" : "behind", text);
}

static int read_row(struct reading *r, char *line)
{
	char *fields[FIELDS];
	size_t n = cut(line, fields);
	struct system_row *row = &r->rows[r->s->n_rows];
	struct rule *rule = &r->c->rules.at[r->s->n_rows];

	if (n != 4 && n != 5)
		return wrong(r, "a row is source, left, right, rendering and note, "
				"parted by tabs");
	*row = (struct system_row){ .source = fields[0],
		.left = fields[1],
		.right = fields[2],
		.note = n == 5 ? fields[4] : "" };
	*rule = (struct rule){ .row = r->s->n_rows };
	r->lines[rule->row] = r->line;
	int rc = read_source(r, fields[0], rule);
	if (rc == 0)
		rc = read_side(r, fields[1], true, rule);
	if (rc == 0)
		rc = read_side(r, fields[2], false, rule);
	if (rc == 0)
		rc = read_renderings(r, fields[3], row);
	r->s->n_rows++;
	return rc;
}

static int read_line(struct reading *r, char *line)
{
	size_t size = strlen(line);

	r->line++;
	if (size > 0 && line[size - 1] == '\r')
		line[--size] = '\0';
	if (size == 0)
		return 0;
	return *line == '#' ? read_header(r, line) : read_row(r, line);
}

static int read_lines(struct reading *r, char *text)
{
	int rc = 0;

	while (rc == 0 && text != NULL)
		rc = read_line(r, cut_off(&text, '\n'));
	return rc;
}

static int check_kind(const struct reading *r)
{
	static const char *const kinds[] = { "standard", "usage", "national", "reading" };

	for (size_t i = 0; i < N_ELEMENTS(kinds); i++)
		if (strcmp(r->s->kind, kinds[i]) == 0)
			return 0;
	return err_set(BIS_EFORMAT, "%s: no kind of system: %s", r->name, r->s->kind);
}

static int set_rank(struct reading *r)
{
	char *end = NULL;
	long rank = strtol(r->rank, &end, 10);

	if (*end != '\0' || *r->rank < '0' || *r->rank > '9' || rank > 9999)
		return err_set(
			BIS_EFORMAT, "%s: the rank is a number: %s", r->name, r->rank);
	r->s->rank = (int)rank;
	return 0;
}

static int set_script(const struct reading *r, const char *tag, char script[5])
{
	struct lang_parts parts;
	char canonical[LANG_MAX];
	int rc = lang_canonical(tag, canonical);

	if (rc == 0 && strcmp(canonical, tag) != 0)
		return err_set(BIS_EFORMAT, "%s: the language tag %s is to be written %s",
			r->name, tag, canonical);
	if (rc == 0)
		rc = lang_parts(tag, &parts);
	if (rc == BIS_ENOMEM)
		return rc;
	if (rc < 0 || strlen(parts.script) != 4)
		return err_set(BIS_EFORMAT, "%s: no language tag: %s", r->name, tag);
	memcpy(script, parts.script, 5);
	return 0;
}

static int set_reader(struct reading *r)
{
	if (r->s->reader == NULL) {
		r->s->reader = "";
		return 0;
	}
	int reader = reader_named(r->s->reader);
	if (reader < 0)
		return err_set(
			BIS_EFORMAT, "%s: no such reader: %s", r->name, r->s->reader);
	r->c->reader = (enum reader)reader;
	return 0;
}

static int check_whole(const struct reading *r)
{
	const struct system *s = r->s;
	const struct {
		const char *key, *value;
	} needed[] = { { "id", s->id }, { "name", s->name }, { "source", s->source },
		{ "kind", s->kind }, { "from", s->from }, { "to", s->to },
		{ "rank", r->rank } };

	for (size_t i = 0; i < N_ELEMENTS(needed); i++)
		if (needed[i].value == NULL)
			return err_set(BIS_EFORMAT, "%s: no line \"# %s\"", r->name,
				needed[i].key);
	return s->n_rows > 0 ? 0 : err_set(BIS_EFORMAT, "%s: no rows", r->name);
}

static int settle(struct reading *r)
{
	const char *why = NULL;
	size_t bad = 0;
	int rc = check_whole(r);

	if (rc == 0)
		rc = check_kind(r);
	if (rc == 0)
		rc = set_rank(r);
	if (rc == 0)
		rc = set_reader(r);
	if (rc == 0)
		rc = set_script(r, r->s->from, r->s->from_script);
	if (rc == 0)
		rc = set_script(r, r->s->to, r->s->to_script);
	if (rc < 0)
		return rc;
	r->c->rules.n = r->s->n_rows;
	rc = rules_arrange(&r->c->pool, &r->c->rules, r->rows, &bad, &why);
	if (why == NULL)
		return rc;
	return err_set(BIS_EFORMAT, "%s:%ld: %s: %s", r->name, r->lines[bad], why,
		r->rows[bad].source);
}

/* A copy that may be cut up, in NFC. */
static int copy_text(struct reading *r, const char *text, size_t size, char **copy)
{
	cleanup(buf_free) struct buf normal = BUF_INIT;

	if (size > MOST_BYTES)
		return err_set(BIS_EFORMAT, "%s: a table of %zu bytes", r->name, size);
	if (utf8_valid(text, size) != size)
		return err_set(BIS_EFORMAT, "%s: byte %zu is not UTF-8", r->name,
			utf8_valid(text, size) + 1);
	if (memchr(text, '\0', size) != NULL)
		return err_set(BIS_EFORMAT, "%s: a NUL byte", r->name);
	int rc = nfc_text(text, size, &normal);
	if (rc < 0)
		return rc;
	*copy = pool_take(&r->c->pool, normal.size + 1);
	if (*copy == NULL)
		return err_nomem();
	memcpy(*copy, buf_str(&normal), normal.size);
	return 0;
}

/* As much as there are lines with and without #. */
static int make_room(struct reading *r, const char *text)
{
	size_t heads = *text == '#', n = 1;

	for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++, n++)
		heads += at[1] == '#';
	r->rows = pool_take(&r->c->pool, sizeof(*r->rows) * (n - heads));
	r->c->rules.at = pool_take(&r->c->pool, sizeof(*r->c->rules.at) * (n - heads));
	r->lines = pool_take(&r->c->pool, sizeof(*r->lines) * (n - heads));
	r->examples = pool_take(&r->c->pool, sizeof(*r->examples) * heads);
	r->own = pool_take(&r->c->pool, sizeof(*r->own) * heads);
	r->c->own = r->own;
	r->s->rows = r->rows;
	r->s->examples = r->examples;
	return r->rows != NULL && r->examples != NULL && r->own != NULL &&
			       r->lines != NULL && r->c->rules.at != NULL
		       ? 0
		       : err_nomem();
}

static int begin(struct reading *r)
{
	struct pool pool = { 0 };

	r->s = pool_take(&pool, sizeof(*r->s));
	r->c = r->s == NULL ? NULL : pool_take(&pool, sizeof(*r->c));
	if (r->c == NULL) {
		pool_free(&pool);
		r->s = NULL;
		return err_nomem();
	}
	r->c->pool = pool;
	r->s->compiled = r->c;
	return 0;
}

int system_read(const char *name, const char *text, size_t size, struct system **out)
{
	struct reading r = { .name = name };
	char *copy = NULL;
	int rc = begin(&r);

	*out = NULL;
	if (rc == 0)
		rc = copy_text(&r, text, size, &copy);
	if (rc == 0)
		rc = make_room(&r, copy);
	if (rc == 0)
		rc = read_lines(&r, copy);
	if (rc == 0)
		rc = settle(&r);
	if (rc < 0)
		system_free(r.s);
	else
		*out = r.s;
	return rc;
}

void system_free(struct system *s)
{
	if (s == NULL)
		return;
	struct pool pool = compiled_of(s)->pool;
	pool_free(&pool);
}
