/* SPDX-License-Identifier: Apache-2.0
 *
 * Making the index: from the content, or from what of it is there already and what came
 * since.
 */
#ifndef BISOTUN_TEXTINDEX_MAKE_H
#define BISOTUN_TEXTINDEX_MAKE_H

#include <pthread.h>

#include "src/store/textindex-state.h"

/* Where finished runs go: into a sidecar that is being written, or into memory. */
struct shelf {
	char *path; /* of the sidecar; NULL: into memory */
	struct sidecar_writer *writer;
	struct shelved_image {
		uint32_t lang; /* 0: the map of units */
		struct buf image;
	} * images;
	size_t n_images;
	pthread_mutex_t lock; /* one image at a time */
};

int shelf_init(struct shelf *s, const char *path);
void shelf_finish(struct shelf *s);
/* BIS_EBUSY where another process is writing it now. */
int shelf_open(struct shelf *s);
/* Finishes the builder onto the shelf, from any thread. */
int shelf_put_run(struct shelf *s, uint32_t lang, const char *tag, struct builder *b);
int shelf_put_map(struct shelf *s, struct unitmap_builder *b);

/* Workers that turn segments into runs, a builder a language. */
struct crew;

/* `memory_max`: when the builders have more, the largest is finished early. */
int crew_new(size_t n_workers, size_t memory_max, struct shelf *shelf, struct crew **out);
/* Takes what is not finished back; fine with NULL. */
void crew_free(struct crew *c);
/* A builder, begun elsewhere, for a language that has none yet, before crew_start(); it
 * is the crew's.  Only while there is room. */
bool crew_has_room(const struct crew *c);
int crew_prime(struct crew *c, uint32_t lang, const char *tag, struct builder *b);
/* Copies the text.  Until crew_start() it is only gathered; then this waits where the
 * workers are behind. */
int crew_add(struct crew *c, uint32_t lang, const char *tag, uint32_t segment,
	const char *text, size_t size);
size_t crew_gathered(const struct crew *c); /* bytes, before crew_start() */
void crew_start(struct crew *c);
/* No more will come: the builders are finished onto the shelf. */
int crew_close(struct crew *c);
int crew_wait(struct crew *c);

struct make_progress {
	bool (*tell)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

/* Writes a sidecar of what the read going on sees.  BIS_EBUSY where another process is
 * about it; BIS_ECONFLICT where there is one of a later moment. */
int textindex_make(
	bis_db *db, const struct moment *now, const struct make_progress *progress);
int textindex_make_in_memory(bis_db *db, const struct moment *now,
	const struct make_progress *progress, struct textindex **out);
/* The same with the segments from `first_fed` on already in the crew's hands, and their
 * languages in the map. */
struct textfeed;
int textindex_make_fed(bis_db *db, const struct moment *now, struct textfeed *feed);

/* What a write fed. */
struct textfeed {
	struct crew *crew;
	struct shelf shelf;
	struct unitmap_builder *map; /* languages of segments so far */
	uint32_t first, last;        /* segments; 0 none yet */
	uint32_t n;
	bool started, failed;
};
void textfeed_free(struct textfeed *f);

/* Takes the map of units together, up to the last unit of `now`. `old`, which is of the
 * moment `then`, may be NULL. */
int textindex_make_map(bis_db *db, struct unitmap *old, const struct moment *then,
	const struct moment *now, struct unitmap_builder *b);

/* Whether runs of the sidecar should become fewer. */
int textindex_merge_due(struct sidecar *s, bool *due);

/* Removes a sidecar that is not to be used; false where it can't be. */
bool textindex_discard(bis_db *db);
/* Removes what a killed process left unfinished. */
void textindex_tidy(bis_db *db);

#endif
