/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define KEPT_CAPACITY ((size_t)64 << 10)

void buf_free(struct buf *b)
{
	free(b->data);
	*b = BUF_INIT;
}

void buf_clear(struct buf *b)
{
	if (b->capacity > KEPT_CAPACITY)
		buf_free(b);
	b->size = 0;
	b->failed = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

char *buf_reserve(struct buf *b, size_t size)
{
	if (b->failed)
		return NULL;
	if (size >= SIZE_MAX / 2 - b->size) {
		b->failed = true;
		return NULL;
	}
	size_t needed = b->size + size + 1;
	if (needed > b->capacity) {
		size_t capacity = b->capacity < 32 ? 32 : b->capacity + b->capacity / 2;
		if (capacity < needed)
			capacity = needed;
		char *data = realloc(b->data, capacity);
		if (data == NULL) {
			b->failed = true;
			return NULL;
		}
		b->data = data;
		b->capacity = capacity;
	}
	return b->data + b->size;
}

void buf_add(struct buf *b, const void *bytes, size_t size)
{
	char *end = buf_reserve(b, size);

	if (end == NULL)
		return;
	if (size > 0)
		memcpy(end, bytes, size);
	end[size] = '\0';
	b->size += size;
}

void buf_adds(struct buf *b, const char *string)
{
	buf_add(b, string, strlen(string));
}

void buf_addc(struct buf *b, char byte)
{
	buf_add(b, &byte, 1);
}

void buf_addf(struct buf *b, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int size = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	char *end = size < 0 ? NULL : buf_reserve(b, (size_t)size);
	if (end == NULL) {
		b->failed = true;
		return;
	}
	va_start(arguments, format);
	vsnprintf(end, (size_t)size + 1, format, arguments);
	va_end(arguments);
	b->size += (size_t)size;
}

void buf_set(struct buf *b, const char *string)
{
	buf_clear(b);
	if (string != NULL)
		buf_adds(b, string);
}

void buf_truncate(struct buf *b, size_t size)
{
	if (size >= b->size)
		return;
	b->size = size;
	b->data[size] = '\0';
}

const char *buf_str(const struct buf *b)
{
	return b->data == NULL ? "" : b->data;
}

char *buf_take(struct buf *b)
{
	if (b->data == NULL)
		buf_reserve(b, 0);
	if (b->failed) {
		buf_free(b);
		return NULL;
	}
	b->data[b->size] = '\0';
	char *taken = b->data;
	*b = BUF_INIT;
	return taken;
}
