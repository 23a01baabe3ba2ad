/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/textindex-make.h"

int shelf_init(struct shelf *s, const char *path)
{
	*s = (struct shelf){ 0 };
	pthread_mutex_init(&s->lock, NULL);
	if (path == NULL)
		return 0;
	s->path = strdup(path);
	return s->path == NULL ? err_nomem() : 0;
}

void shelf_finish(struct shelf *s)
{
	sidecar_writer_close(s->writer);
	for (size_t i = 0; i < s->n_images; i++)
		buf_free(&s->images[i].image);
	free(s->images);
	free(s->path);
	pthread_mutex_destroy(&s->lock);
	*s = (struct shelf){ 0 };
}

int shelf_open(struct shelf *s)
{
	return s->path == NULL || s->writer != NULL
		       ? 0
		       : sidecar_writer_open(s->path, &s->writer);
}

static int new_image(struct shelf *s, uint32_t lang, struct image_sink *sink)
{
	struct shelved_image *images =
		realloc(s->images, (s->n_images + 1) * sizeof(*images));

	if (images == NULL)
		return err_nomem();
	s->images = images;
	images[s->n_images] = (struct shelved_image){ .lang = lang };
	*sink = (struct image_sink){ image_to_buf, &images[s->n_images++].image };
	return 0;
}

static int begin_run(struct shelf *s, uint32_t lang, const char *tag, uint32_t n,
	struct image_sink *sink)
{
	int rc = shelf_open(s);

	if (rc < 0)
		return rc;
	return s->path == NULL ? new_image(s, lang, sink)
			       : sidecar_begin_run(s->writer, tag, n, sink);
}

int shelf_put_run(struct shelf *s, uint32_t lang, const char *tag, struct builder *b)
{
	struct image_sink sink;

	pthread_mutex_lock(&s->lock);
	int rc = begin_run(s, lang, tag, builder_count(b), &sink);
	if (rc == 0)
		rc = builder_finish(b, &sink);
	pthread_mutex_unlock(&s->lock);
	return rc;
}

int shelf_put_map(struct shelf *s, struct unitmap_builder *b)
{
	struct image_sink sink;
	int rc = shelf_open(s);

	if (rc == 0)
		rc = s->path == NULL ? new_image(s, 0, &sink)
				     : sidecar_begin_unitmap(s->writer, &sink);
	return rc < 0 ? rc : unitmap_finish(b, &sink);
}
