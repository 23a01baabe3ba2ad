/* SPDX-License-Identifier: Apache-2.0
 *
 * FILE-index: runs and the map of units in one file beside the database.
 *
 * Written whole under another name (mode 0600, FILE-index.new) and renamed, so there is
 * always a complete one or none; mapped by any number of processes, each of which keeps
 * the one it opened until it looks for a newer.  Deleting it loses nothing.
 */
#ifndef BISOTUN_SIDECAR_H
#define BISOTUN_SIDECAR_H

#include "src/index/build.h"
#include "src/index/unitmap.h"

/* Of which moment of which base it is. */
struct sidecar_head {
	uint64_t epoch; /* of the base: changes when segments may be numbered anew */
	uint64_t rules; /* tokens_rules() */
	int64_t event;  /* the last event it knows */
	uint64_t event_print;             /* a hash of that row */
	uint32_t last_segment, last_unit; /* largest numbers it knows */
};

struct sidecar;

/* *out stays NULL where there is no file.  BIS_EDB, with the reason in the message,
 * where it is not to be used: cut short, damaged, of another version. */
int sidecar_open(const char *path, struct sidecar **out);
void sidecar_close(struct sidecar *s);
/* Whether the file at the path is no longer this one (replaced, removed). */
bool sidecar_replaced(const struct sidecar *s);
const struct sidecar_head *sidecar_head(const struct sidecar *s);

/* Runs in order of language, those of one language in the order they were written in
 * (so write old ones first); opened (and owned) on demand. */
size_t sidecar_n_runs(const struct sidecar *s);
const char *sidecar_run_lang(const struct sidecar *s, size_t i);
uint32_t sidecar_run_count(const struct sidecar *s, size_t i);  /* segments */
int sidecar_run(struct sidecar *s, size_t i, struct run **out); /* borrowed */
int sidecar_unitmap(struct sidecar *s, struct unitmap **out);   /* borrowed */
int64_t sidecar_bytes(const struct sidecar *s);
/* Opens every part and compares every page with its sum; false where one is damaged, or
 * was found so in use. */
bool sidecar_sound(struct sidecar *s);

struct sidecar_writer;
/* BIS_EBUSY where another process is writing it now. */
int sidecar_writer_open(const char *path, struct sidecar_writer **out);
/* The sink of the next image: of a run … */
int sidecar_begin_run(struct sidecar_writer *w, const char *lang, uint32_t n_segments,
	struct image_sink *sink);
/* … or the map of units. */
int sidecar_begin_unitmap(struct sidecar_writer *w, struct image_sink *sink);
/* A run as it is in another sidecar. */
int sidecar_copy_run(struct sidecar_writer *w, struct sidecar *from, size_t i);
/* Puts the file in its place. */
int sidecar_writer_finish(struct sidecar_writer *w, const struct sidecar_head *head);
void sidecar_writer_close(struct sidecar_writer *w); /* unfinished: removes it */
/* Removes what a killed process left half written, if there is any. */
void sidecar_tidy(const char *path);

#endif
