/* SPDX-License-Identifier: Apache-2.0
 *
 * The database: one SQLite file with memory, terms and history.
 *
 * A handle belongs to one thread at a time; any number of handles, in any number of
 * processes, may be open on one file.  Readers never wait.  A write waits for another
 * writer up to the handle's timeout and then fails with BIS_EBUSY and the name of who
 * holds it.  Every write is one transaction and one event of the append-only history; a
 * write that fails leaves nothing behind.
 */
#ifndef BISOTUN_DB_H
#define BISOTUN_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bis_db bis_db;

struct bis_open_options {
	bool write; /* open for writing; makes the file (mode 0600) where there is none */
	bool must_exist; /* with write: do not make it */
	bool dry_run;    /* every write is done, counted and taken back */
	int timeout_ms; /* to wait for another writer; 0: 10,000; negative: do not wait */
	const char *user; /* who, for the history; NULL: $USER, else the login name */
	/* what, for the history and for others who wait: "import a.tmx" */
	const char *command;
	const char *why; /* reason, for the history; NULL none */
};

/* Opens `path` (UTF-8).  BIS_EDB where it is missing, no Bisotun database, damaged,
 * of a newer schema, or on a network share and opened for writing. */
BIS_EXPORT int bis_db_open(
	const char *path, const struct bis_open_options *options, bis_db **out);
BIS_EXPORT void bis_db_close(bis_db *db);

/* Where the database is by default: $BISOTUN_DB, else
 * $XDG_DATA_HOME/bisotun/bisotun.db, else the same under ~/.local/share.  With
 * `make_folder` the folder is made (0700).  *out is yours: free(). */
BIS_EXPORT int bis_db_default_path(bool make_folder, char **out);

/* Number of the event the last successful write of this handle has made, for undo; 0
 * where it changed nothing or was a dry run. */
BIS_EXPORT int64_t bis_db_last_event(const bis_db *db);

struct bis_count {
	const char *name; /* language tag, origin or year */
	int64_t n;
};

struct bis_info {
	const char *file;
	int schema_version;
	int64_t units, variants, concepts, forms, people, events, origins;
	int64_t bytes;                    /* of the file, its WAL and sidecars */
	const struct bis_count *segments; /* distinct texts by language, most first */
	size_t n_segments;
	const struct bis_count *terms; /* forms by language, most first */
	size_t n_terms;
};

/* Borrowed until the next call of bis_db_info() on this handle. */
BIS_EXPORT int bis_db_info(bis_db *db, const struct bis_info **out);

enum bis_stats_by { BIS_BY_LANG, BIS_BY_ORIGIN, BIS_BY_YEAR };

struct bis_stat {
	const char
		*key;  /* the language, origin or year ("" where the unit has no date) */
	int64_t units; /* with a variant in that language, of that origin or year */
	/* BIS_BY_LANG: words of its distinct segments (UAX #29; Han by character) */
	int64_t words;
	int64_t reviewed; /* of those units */
	int64_t concepts, preferred, proposed,
		barred; /* BIS_BY_LANG: forms; barred: deprecated or obsolete */
};

typedef struct bis_stats bis_stats;
BIS_EXPORT int bis_stats_open(bis_db *db, enum bis_stats_by by, bis_stats **out);
BIS_EXPORT int bis_stats_next(
	bis_stats *s, const struct bis_stat **out); /* borrowed until the next */
BIS_EXPORT void bis_stats_close(bis_stats *s);

/* Looks at the file's integrity, every reference, and every derived table.  Calls
 * `flaw` for each damage, if it isn't NULL; returns the number of findings or a
 * negative code. */
typedef void bis_flaw(void *ctx, const char *what);
BIS_EXPORT int64_t bis_db_verify(bis_db *db, bis_flaw *flaw, void *ctx);
/* Makes every derived table anew from the content. */
BIS_EXPORT int bis_db_rebuild(bis_db *db);

/* Makes the search index of the memory where there is none, or it is far behind; does
 * nothing otherwise.  A search does the same by itself, without telling how far it is:
 * `progress` (may be NULL) is told, in segments, and stops it by returning false
 * (BIS_ECANCELLED). */
BIS_EXPORT int bis_db_index(
	bis_db *db, bool (*progress)(void *ctx, int64_t done, int64_t total), void *ctx);

/* A consistent copy, while others write; `to` must not exist.  It is complete or not
 * there. */
BIS_EXPORT int bis_db_backup(bis_db *db, const char *to);
/* Puts the backup `from` in the place of the database `path`; what stood there is
 * kept as `path`.before-restore, and what had that name gets a number behind it.
 * Refused with BIS_EBUSY while others have the database open. */
BIS_EXPORT int bis_db_restore(const char *from, const char *path);

/* The history, newest first. */
struct bis_event {
	int64_t number;
	const char *when; /* ISO 8601 UTC, 2026-11-21T10:00:00Z */
	const char *who;
	const char *what;    /* "import", "term edit", "undo" … */
	const char *summary; /* what it changed, in words */
	const char *why;     /* "" none */
	int64_t undoes;      /* the event it takes back; 0 none */
	int64_t undone_by;   /* 0 not undone */
	int64_t changes;     /* units and concepts touched */
};

struct bis_log_options {
	const char *unit;    /* only what touched this unit, as shown ("U12") */
	const char *concept; /* only what touched this concept */
	int64_t max;         /* 0: all */
};

typedef struct bis_log bis_log;
BIS_EXPORT int bis_log_open(
	bis_db *db, const struct bis_log_options *options, bis_log **out);
BIS_EXPORT int bis_log_next(
	bis_log *log, const struct bis_event **out); /* borrowed until the next */
BIS_EXPORT void bis_log_close(bis_log *log);

/* Takes back event `number`.  BIS_ECONFLICT, with each object told to `conflict`
 * ("C12 sco, edited by anna in event 415"), where what it made or changed was
 * changed since, unless `force`. An undo is an event itself and can be undone. */
BIS_EXPORT int bis_undo(
	bis_db *db, int64_t number, bool force, bis_flaw *conflict, void *ctx);

/* Really removes text, its history included, and overwrites the space it took.  This
 * cannot be undone.  Exactly one of the fields is set. */
struct bis_purge_options {
	const char *unit;
	const char *concept;
	const char *origin;
	int64_t event; /* all an import brought */
};
struct bis_purge_report {
	int64_t units, concepts, segments, events;
};
BIS_EXPORT int bis_purge(bis_db *db, const struct bis_purge_options *options,
	struct bis_purge_report *report);

#ifdef __cplusplus
}
#endif

#endif
