/* SPDX-License-Identifier: Apache-2.0
 *
 * A database in an empty folder of its own, made before each test and removed after it.
 */
#ifndef BISOTUN_TEST_BASE_H
#define BISOTUN_TEST_BASE_H

#include "tests/test.h"

#include <dirent.h>
#include <unistd.h>

#include "bisotun/db.h"
#include "src/store/store.h"

struct base {
	char folder[64];
	char path[128];
	bis_db *db;
};

static inline bis_db *base_open(const struct base *b, bool write)
{
	bis_db *db;
	struct bis_open_options options = {
		.write = write, .user = "anna", .command = "a test", .timeout_ms = 200
	};

	assert_ok(bis_db_open(b->path, &options, &db));
	return db;
}

static inline int base_setup(void **state)
{
	struct base *b = calloc(1, sizeof(*b));

	/* in memory where there is such a place: these tests sync a lot */
	strcpy(b->folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/bisotun-XXXXXX"
							: "base-XXXXXX");
	if (mkdtemp(b->folder) == NULL)
		return -1;
	snprintf(b->path, sizeof(b->path), "%s/a.db", b->folder);
	b->db = base_open(b, true);
	*state = b;
	return 0;
}

static inline int base_teardown(void **state)
{
	struct base *b = *state;
	struct dirent *entry;

	bis_db_close(b->db);
	DIR *folder = opendir(b->folder);
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		char path[400];
		snprintf(path, sizeof(path), "%s/%s", b->folder, entry->d_name);
		if (entry->d_name[0] != '.')
			unlink(path);
	}
	if (folder != NULL)
		closedir(folder);
	rmdir(b->folder);
	free(b);
	return 0;
}

/* A unit of one text each in en and, unless NULL, ru. */
static inline void base_unit(
	struct unit *u, const char *attrs, const char *en, const char *ru)
{
	unit_reset(u);
	buf_set(&u->attrs, attrs);
	struct variant *v = unit_add(u);
	buf_set(&v->lang, "en");
	buf_set(&v->text, en);
	if (ru == NULL)
		return;
	v = unit_add(u);
	buf_set(&v->lang, "ru");
	buf_set(&v->text, ru);
}

/* Imports n units (pairs of en and ru) as one file of one write. */
static inline void base_import(bis_db *db, const char *origin,
	enum bis_on_conflict on_conflict, const char *const pairs[][2], size_t n,
	struct put_result *results)
{
	struct intake *i;
	struct document d;
	struct unit u;
	struct put_result ignored;

	unit_init(&u);
	document_init(&d);
	buf_set(&d.format, "tmx");
	buf_set(&d.lang, "en");
	assert_ok(store_begin(db, "import"));
	assert_ok(intake_open(db,
		&(struct intake_options){
			.origin = origin, .path = origin, .on_conflict = on_conflict },
		&i));
	assert_ok(intake_head(i, &d));
	for (size_t k = 0; k < n; k++) {
		base_unit(&u, "", pairs[k][0], pairs[k][1]);
		assert_ok(
			store_unit_put(i, &u, results == NULL ? &ignored : &results[k]));
	}
	assert_ok(intake_tail(i, &d));
	intake_close(i);
	assert_ok(store_commit(db, "units"));
	unit_finish(&u);
	document_finish(&d);
}

static inline int64_t base_count(bis_db *db)
{
	int64_t n;

	assert_ok(store_count(db, &(struct record_filter){ 0 }, false, &n));
	return n;
}

#endif
