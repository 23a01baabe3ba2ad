/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/text/table.h"

#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/source.h"
#include "src/text/utf8.h"

#define TABLE_MAX_MIB 16

int table_flaw(const struct table_row *row, const char *what, const char *cell)
{
	return err_set(BIS_EFORMAT, "%s:%ld: %s \"%s\"", row->name, row->line, what,
		QUOTED(cell));
}

/* Cuts the line, which it may write to, at its TABs; empty cells at its end are none. */
static int cut(struct table_row *row, char *text)
{
	for (size_t i = 0; i < TABLE_CELLS; i++)
		row->cells[i] = "";
	row->n = 0;
	for (size_t i = 0; text != NULL; i++) {
		const char *cell = strsep(&text, "\t");
		if (*cell == '\0')
			continue;
		if (i >= TABLE_CELLS)
			return table_flaw(row, "there are too many cells; one is", cell);
		row->cells[i] = cell;
		row->n = i + 1;
	}
	return 0;
}

static int read_line(struct table_row *row, char *text, table_reader *read, void *ctx)
{
	size_t size = strlen(text);

	if (size > 0 && text[size - 1] == '\r')
		text[--size] = '\0';
	if (*text == '#' || text[strspn(text, " \t")] == '\0')
		return 0;
	if (utf8_valid(text, size) < size)
		return err_set(BIS_EFORMAT, "%s:%ld: not UTF-8", row->name, row->line);
	int rc = cut(row, text);
	return rc < 0 ? rc : read(ctx, row);
}

/* `text` ends where the NUL stands. */
static int has_nul(const char *name, const char *text)
{
	long line = 1;

	for (; *text != '\0'; text++)
		line += *text == '\n';
	return err_set(
		BIS_EFORMAT, "%s:%ld: this is no table: it has a NUL", name, line);
}

int table_each(
	const char *name, const char *text, size_t size, table_reader *read, void *ctx)
{
	struct table_row row = { .name = name };
	cleanup(free_text) char *copy = malloc(size + 1);
	int rc = 0;

	if (copy == NULL)
		return err_nomem();
	if (size > 0)
		memcpy(copy, text, size);
	copy[size] = '\0';
	if (strlen(copy) < size)
		return has_nul(name, copy);
	char *rest = strncmp(copy, "\xef\xbb\xbf", 3) == 0 ? copy + 3 : copy;
	while (rc >= 0 && rest != NULL) {
		row.line++;
		rc = read_line(&row, strsep(&rest, "\n"), read, ctx);
	}
	return rc < 0 ? rc : 0;
}

int table_of_asset(const char *asset, table_reader *read, void *ctx)
{
	const struct asset *a = asset_find(asset);

	if (a == NULL)
		return err_set(BIS_EDB, "%s is not built in", asset);
	return table_each(a->name, a->data, a->size, read, ctx);
}

static int read_all(struct source *in, struct buf *text)
{
	char piece[8192];
	long n = source_next(in);

	while (n > 0 && (n = source_read(in, piece, sizeof(piece))) > 0) {
		buf_add(text, piece, (size_t)n);
		if (text->size > (size_t)TABLE_MAX_MIB << 20)
			return err_set(BIS_EFORMAT,
				"%s: too big for a table: more than %d MiB",
				source_name(in), TABLE_MAX_MIB);
	}
	return n < 0 ? (int)n : buf_ok(text) ? 0 : err_nomem();
}

int table_of_file(const char *path, table_reader *read, void *ctx)
{
	cleanup(source_closep) struct source *in = NULL;
	cleanup(buf_free) struct buf text = BUF_INIT;
	int rc = source_open(path, &in);

	if (rc == 0)
		rc = read_all(in, &text);
	return rc < 0 ? rc : table_each(path, buf_str(&text), text.size, read, ctx);
}
