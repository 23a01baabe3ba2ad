/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include "src/store/concepts.h"
#include "src/store/pack.h"
#include "src/store/termindex.h"

/* --- making records ----------------------------------------------------------------------------- */

/* One line of a table: a form, and the concept it belongs to. */
struct row {
	const char *id, *lang, *text;
	enum form_status status;
	const char *from, *to;
};

static struct form *add_form(struct concept *c, const struct row *row)
{
	struct form *f = section_add_form(concept_section(c, row->lang));

	buf_set(&f->text, row->text);
	f->status = row->status;
	buf_set(&f->valid_from, row->from);
	buf_set(&f->valid_to, row->to);
	return f;
}

static void add_relation(struct concept *c, enum relation_kind kind, const char *target)
{
	struct relation *r = concept_add_relation(c);

	r->kind = kind;
	buf_set(&r->target, target);
}

/* --- files ------------------------------------------------------------------------------------- */

struct file {
	bis_db *db;
	struct intake *intake;
	struct document document;
	struct concept concept; /* the one being put together */
	int added, merged, skipped, conflicts;
	char reason[200];
};

static void file_begin(struct file *f, bis_db *db, const char *origin, const char *path,
	enum bis_on_conflict on_conflict, const char *status)
{
	*f = (struct file){ .db = db };
	const struct intake_options options = { .origin = origin,
		.path = path,
		.on_conflict = on_conflict,
		.status = status };
	buf_set(&f->document.format, "tbx");
	assert_ok(store_begin(db, "import"));
	assert_ok(intake_open(db, &options, &f->intake));
	assert_ok(intake_head(f->intake, &f->document));
}

static void file_put(struct file *f, const struct concept *c)
{
	struct put_result r;

	assert_ok(store_concept_put(f->intake, c, &r));
	f->added += r.what == PUT_ADDED;
	f->merged += r.what == PUT_MERGED;
	f->skipped += r.what == PUT_SKIPPED;
	f->conflicts += r.conflict;
	if (*r.reason != '\0')
		snprintf(f->reason, sizeof(f->reason), "%s", r.reason);
}

static void count_open(void *ctx, const char *concept, const char *target)
{
	assert_true(*concept != '\0' && *target != '\0');
	(*(int *)ctx)++;
}

/* The number of relations that stay open. */
static int file_end(struct file *f)
{
	int open = 0;

	assert_ok(store_relations_resolve(f->db, count_open, &open));
	intake_close(f->intake);
	concept_finish(&f->concept);
	document_finish(&f->document);
	assert_ok(store_commit(f->db, "concepts"));
	return open;
}

static void put_rows(struct file *f, const struct row *rows, size_t n)
{
	struct concept *c = &f->concept;

	concept_reset(c);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(rows[i].id, rows[i - 1].id) != 0) {
			file_put(f, c);
			concept_reset(c);
		}
		buf_set(&c->id, rows[i].id);
		add_form(c, &rows[i]);
	}
	file_put(f, c);
}

static struct file import(bis_db *db, const char *path, enum bis_on_conflict on_conflict,
	const struct row *rows, size_t n)
{
	struct file f;

	file_begin(&f, db, "glossary", path, on_conflict, NULL);
	put_rows(&f, rows, n);
	file_end(&f);
	return f;
}

static const struct row agencies[] = {
	{ "sco", "en", "Shanghai Cooperation Organization", STATUS_PREFERRED, "", "" },
	{ "sco", "en", "SCO", STATUS_ADMITTED, "", "" },
	{ "sco", "ru", "Шанхайская организация сотрудничества", STATUS_PREFERRED, "2001",
		"" },
	{ "akn", "en", "Drug Control Agency", STATUS_PREFERRED, "", "2016" },
	{ "akn", "zh-Hans", "禁毒署", STATUS_PROPOSED, "", "" },
};

/* --- looking ------------------------------------------------------------------------------------ */

static void load(bis_db *db, const char *id, struct concept *c)
{
	int64_t number;

	assert_ok(store_concept_find(db, id, &number));
	assert_ok(store_concept_load(db, number, c, NULL));
}

static int64_t number_of(bis_db *db, const char *id)
{
	int64_t number;

	assert_ok(store_concept_find(db, id, &number));
	return number;
}

static int64_t count(bis_db *db, const struct record_filter *filter)
{
	struct concept_cursor *cursor;
	struct concept c = { 0 };
	int64_t n, seen = 0, document;
	int rc;

	assert_ok(store_count(db, filter, true, &n));
	assert_ok(store_concepts_open(db, filter, &cursor));
	while ((rc = store_concepts_next(cursor, &c, &document)) > 0)
		seen++;
	assert_ok(rc);
	store_concepts_close(cursor);
	concept_finish(&c);
	assert_int_equal(seen, n); /* what is counted is what comes out */
	return n;
}

static void say(void *ctx, const char *what)
{
	(void)ctx;
	print_error("finding: %s\n", what);
}

/* After each test every reference holds, and the index has just the forms that are there. */
static int teardown(void **state)
{
	struct base *b = *state;
	int64_t flaws = concepts_verify(b->db, say, NULL);
	int64_t differences = termindex_verify(b->db, say, NULL);

	base_teardown(state);
	return flaws == 0 && differences == 0 ? 0 : -1;
}

/* --- records ------------------------------------------------------------------------------------ */

static void full_concept(struct concept *c)
{
	buf_set(&c->id, "full");
	c->kind = KIND_BODY;
	buf_set(&c->subject, "drugs");
	buf_set(&c->definition, "a body");
	buf_set(&c->note, "note");
	buf_set(&c->attrs, " type=\"x\"");
	buf_set(&c->extra, "<admin type=\"y\">z</admin>");
	struct section *s = concept_section(c, "zh_CN");
	buf_set(&s->attrs, " id=\"s1\"");
	buf_set(&s->extra, "<note>section</note>");
	struct form *f = section_add_form(s);
	struct buf *all[] = { &f->text, &f->markup, &f->valid_from, &f->valid_to,
		&f->source, &f->note, &f->instead, &f->approved_by, &f->approved_at,
		&f->attrs, &f->term_attrs, &f->extra };
	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		buf_addf(all[i], "field %zu", i);
	f->tagged = f->grouped = true;
	f->status = STATUS_OBSOLETE;
	f->kind = FORM_ROMANISED;
	f->reliability = 3;
	concept_section(c, "not a tag"); /* a language without forms */
	f = section_add_form(concept_section(c, "en"));
	buf_set(&f->text, "tagged, but of nothing");
	f->tagged = true;
	add_relation(c, RELATION_SUCCEEDS, "full-before");
	buf_set(&c->relations[0].from, "1999");
	buf_set(&c->relations[0].to, "2001-02");
	buf_set(&c->relations[0].source, "s");
	buf_set(&c->relations[0].note, "n");
}

static void gives_back_a_concept_as_it_came(void **state)
{
	struct base *b = *state;
	struct concept given = { 0 }, stored = { 0 };
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct concept_cursor *cursor;
	struct file f;
	int64_t document;

	full_concept(&given);
	file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
	file_put(&f, &given);
	assert_int_equal(file_end(&f), 1);
	assert_ok(store_concepts_open(b->db, NULL, &cursor));
	assert_int_equal(store_concepts_next(cursor, &stored, &document), 1);
	concept_pack(&given, false, &one);
	concept_pack(&stored, false, &two);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	assert_true(document > 0);
	assert_int_equal(store_concepts_next(cursor, &stored, &document), 0);
	store_concepts_close(cursor);
	concept_finish(&given);
	concept_finish(&stored);
	buf_free(&one);
	buf_free(&two);
}

static void same_file_twice_adds_nothing_and_leaves_no_event(void **state)
{
	struct base *b = *state;

	struct file f = import(
		b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_int_equal(f.added, 2);
	assert_true(bis_db_last_event(b->db) > 0);
	for (int conflict = BIS_CONFLICT_MERGE; conflict <= BIS_CONFLICT_REPLACE;
		conflict++) {
		f = import(b->db, "a.tbx", (enum bis_on_conflict)conflict, agencies,
			N_ELEMENTS(agencies));
		assert_int_equal(f.merged, 2);
		assert_int_equal(f.conflicts, 0);
		assert_int_equal(bis_db_last_event(b->db), 0);
	}
	assert_int_equal(count(b->db, NULL), 2);
}

static void equal_concepts_in_one_file_stay_as_many(void **state)
{
	struct base *b = *state;
	const struct row row = { "", "en", "twin", STATUS_PROPOSED, "", "" };
	struct file f;

	for (int times = 3; times <= 4; times++) {
		file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
		for (int i = 0; i < times; i++)
			put_rows(&f, &row, 1);
		file_end(&f);
		assert_int_equal(f.added, times == 3 ? 3 : 1);
		assert_int_equal(f.merged, times == 3 ? 0 : 3);
		assert_int_equal(count(b->db, NULL), times);
	}
}

static void one_id_many_times_gets_keys_in_little_time(void **state)
{
	struct base *b = *state;
	struct row row = { "x", "en", NULL, STATUS_PROPOSED, "", "" };
	struct file f;
	char text[20];

	file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
	for (int i = 1; i <= 300; i++) {
		snprintf(text, sizeof(text), "form %d", i);
		row.text = text;
		put_rows(&f, &row, 1);
	}
	file_end(&f);
	assert_int_equal(f.added, 300);
	assert_int_equal(number_of(b->db, "x"), 1);
	assert_int_equal(number_of(b->db, "x~2"), 2);
	assert_int_equal(number_of(b->db, "x~300"), 300);
}

static void concepts_without_id_are_named_by_number(void **state)
{
	struct base *b = *state;
	static const struct row rows[] = {
		{ "", "en", "first", STATUS_PROPOSED, "", "" },
		{ "C1", "en", "says it is C1", STATUS_PROPOSED, "", "" },
		{ "C9", "en", "says it is C9", STATUS_PROPOSED, "", "" },
	};

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, rows, N_ELEMENTS(rows));
	assert_int_equal(number_of(b->db, "C1"), 1);
	assert_int_equal(number_of(b->db, "C1~2"), 2);
	assert_int_equal(number_of(b->db, "C9"), 3);
	assert_int_equal(number_of(b->db, "C2"), 2); /* nobody's key, so the number */
	int64_t number;
	assert_fails(store_concept_find(b->db, "C99", &number), BIS_ENOTFOUND,
		"no concept C99");
}

/* --- conflicts on import ---------------------------------------------------------------------------- */

static const struct row newer[] = {
	{ "sco", "en", "Shanghai Cooperation Organization", STATUS_DEPRECATED, "2001",
		"" },
	{ "sco", "en", "Shanghai Cooperation Organisation", STATUS_PREFERRED, "", "" },
	{ "sco", "zh-Hans", "上海合作组织", STATUS_PREFERRED, "", "" },
};

static void merging_adds_and_fills_but_overwrites_nothing(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	struct file f =
		import(b->db, "b.tbx", BIS_CONFLICT_MERGE, newer, N_ELEMENTS(newer));
	assert_int_equal(f.merged, 1);
	assert_int_equal(f.conflicts, 1);
	assert_non_null(
		strstr(f.reason, "status of “Shanghai Cooperation Organization” (en)"));
	load(b->db, "sco", &c);
	assert_int_equal(c.n_sections, 3);
	assert_int_equal(c.sections[0].n_forms, 3);
	assert_int_equal(c.sections[0].forms[0].status, STATUS_PREFERRED);
	assert_string_equal(buf_str(&c.sections[0].forms[0].valid_from), "2001");
	concept_finish(&c);
	/* again: the same is told, nothing is changed */
	f = import(b->db, "b.tbx", BIS_CONFLICT_MERGE, newer, N_ELEMENTS(newer));
	assert_int_equal(f.merged, 1);
	assert_int_equal(bis_db_last_event(b->db), 0);
}

static void keeping_skips_with_a_reason(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	struct file f =
		import(b->db, "b.tbx", BIS_CONFLICT_KEEP, newer, N_ELEMENTS(newer));
	assert_int_equal(f.skipped, 1);
	assert_non_null(strstr(f.reason, "sco is there already"));
	assert_int_equal(bis_db_last_event(b->db), 0);
	load(b->db, "sco", &c);
	assert_int_equal(c.n_sections, 2);
	concept_finish(&c);
}

static void replacing_puts_the_old_into_the_history(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	load(b->db, "sco", &c);
	int64_t english = c.sections[0].forms[0].id;
	struct file f =
		import(b->db, "b.tbx", BIS_CONFLICT_REPLACE, newer, N_ELEMENTS(newer));
	assert_int_equal(f.merged, 1);
	int64_t event = bis_db_last_event(b->db);
	load(b->db, "sco", &c);
	assert_int_equal(c.n_sections, 2);
	assert_int_equal(c.sections[0].forms[0].status, STATUS_DEPRECATED);
	assert_true(c.sections[0].forms[0].id == english); /* the same form */
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	load(b->db, "sco", &c);
	assert_int_equal(c.n_sections, 2);
	assert_string_equal(buf_str(&c.sections[1].lang), "ru");
	assert_string_equal(buf_str(&c.sections[0].forms[1].text), "SCO");
	assert_true(c.sections[0].forms[0].id == english);
	concept_finish(&c);
}

static void replacing_goes_back_to_an_earlier_file_too(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	import(b->db, "b.tbx", BIS_CONFLICT_REPLACE, newer, N_ELEMENTS(newer));
	struct file f = import(
		b->db, "a.tbx", BIS_CONFLICT_REPLACE, agencies, N_ELEMENTS(agencies));
	assert_int_equal(f.merged, 2);
	load(b->db, "sco", &c);
	assert_string_equal(buf_str(&c.sections[0].forms[1].text), "SCO");
	assert_string_equal(buf_str(&c.sections[1].lang), "ru");
	import(b->db, "a.tbx", BIS_CONFLICT_REPLACE, agencies, N_ELEMENTS(agencies));
	assert_int_equal(bis_db_last_event(b->db), 0);
	concept_finish(&c);
}

static void another_origin_is_another_concept(void **state)
{
	struct base *b = *state;
	struct file f;

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	file_begin(&f, b->db, "elsewhere", "b.tbx", BIS_CONFLICT_MERGE, NULL);
	put_rows(&f, newer, N_ELEMENTS(newer));
	file_end(&f);
	assert_int_equal(f.added, 1);
	assert_int_equal(number_of(b->db, "sco~2"), 3);
}

static void a_removed_concept_counts_no_more_but_keeps_its_key(void **state)
{
	struct base *b = *state;
	int64_t number;

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_ok(store_begin(b->db, "term remove"));
	assert_ok(store_concept_remove(b->db, number_of(b->db, "sco")));
	assert_ok(store_commit(b->db, "removed"));
	assert_fails(
		store_concept_find(b->db, "sco", &number), BIS_ENOTFOUND, "was removed");
	struct file f = import(
		b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_int_equal(f.added, 1);
	assert_int_equal(f.merged, 1);
	assert_int_equal(number_of(b->db, "sco~2"), 3);
}

/* --- relations ------------------------------------------------------------------------------------- */

static int note_relation(void *ctx, const struct relation_row *r)
{
	char *said = ctx;
	size_t size = strlen(said);

	snprintf(said + size, 200 - size, "%s%s:%d ", r->backwards ? "<" : ">",
		relation_name(r->relation.kind), (int)r->other);
	return 0;
}

static void put_office(struct file *f, const char *id, const char *target)
{
	struct concept *c = &f->concept;
	const struct row row = { id, "en", id, STATUS_PROPOSED, "", "" };

	concept_reset(c);
	buf_set(&c->id, id);
	add_form(c, &row);
	if (target != NULL)
		add_relation(c, RELATION_BELONGS_TO, target);
	file_put(f, c);
}

static void relations_find_their_targets_even_in_a_later_file(void **state)
{
	struct base *b = *state;
	char said[200] = "";
	struct file f;

	file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
	put_office(&f, "director", "agency"); /* comes after it */
	put_office(&f, "agency", "ministry"); /* does not come */
	assert_int_equal(file_end(&f), 1);
	assert_ok(
		store_relations(b->db, number_of(b->db, "agency"), note_relation, said));
	assert_string_equal(said, ">belongs-to:0 <belongs-to:1 ");
	file_begin(&f, b->db, "glossary", "b.tbx", BIS_CONFLICT_MERGE, NULL);
	put_office(&f, "ministry", NULL);
	assert_int_equal(file_end(&f), 0);
	said[0] = '\0';
	assert_ok(
		store_relations(b->db, number_of(b->db, "agency"), note_relation, said));
	assert_string_equal(said, ">belongs-to:3 <belongs-to:1 ");
}

static void relations_stay_within_their_origin_first(void **state)
{
	struct base *b = *state;
	char said[200] = "";
	struct file f;

	for (int times = 0; times < 2; times++) {
		file_begin(&f, b->db, times == 0 ? "one" : "two", "a.tbx",
			BIS_CONFLICT_MERGE, NULL);
		const struct row ministry = { "ministry", "en",
			times == 0 ? "Ministry of Health" : "Ministry of Justice",
			STATUS_PROPOSED, "", "" };
		put_rows(&f, &ministry, 1);
		put_office(&f, times == 0 ? "agency" : "bureau", "ministry");
		assert_int_equal(file_end(&f), 0);
	}
	/* "ministry" is the key of the first; the bureau means the one of its own origin */
	assert_ok(
		store_relations(b->db, number_of(b->db, "bureau"), note_relation, said));
	assert_string_equal(said, ">belongs-to:3 ");
}

/* --- filters ----------------------------------------------------------------------------------------- */

static void filters_by_status_language_day_and_origin(void **state)
{
	struct base *b = *state;
	const char *const ru[] = { "ru" }, *const british[] = { "en-GB" },
			  *const none[] = { "fa" };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	const struct {
		struct record_filter filter;
		int n;
	} cases[] = {
		{ { .status = "preferred" }, 2 },
		{ { .status = "admitted" }, 1 },
		{ { .status = "reviewed" }, 0 },
		{ { .langs = ru, .n_langs = 1 }, 1 },
		{ { .langs = british, .n_langs = 1 }, 2 }, /* en answers en-GB */
		{ { .langs = none, .n_langs = 1 }, 0 },
		{ { .langs = ru, .n_langs = 1, .at = "2000-12-31" }, 0 },
		{ { .langs = ru,
			  .n_langs = 1,
			  .at = "2001-01-01",
			  .status = "preferred" },
			1 },
		{ { .status = "preferred", .at = "2016-12-31" }, 2 },
		{ { .status = "preferred", .at = "2017-01-01" }, 1 },
		{ { .origin = "glossary" }, 2 },
		{ { .origin = "another" }, 0 },
		{ { .since = "2000-01-01" }, 2 },
		{ { .since = "2999-01-01" }, 0 },
	};
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		int64_t n = count(b->db, &cases[i].filter);
		if (n != cases[i].n)
			fail_msg("filter %zu lets %d through, not %d", i, (int)n,
				cases[i].n);
	}
	int64_t n;
	assert_fails(
		store_count(b->db, &(struct record_filter){ .status = "best" }, true, &n),
		BIS_EUSAGE, "unknown status best");
	assert_fails(
		store_count(b->db, &(struct record_filter){ .at = "2001" }, true, &n),
		BIS_EUSAGE, "no day");
}

static void a_filter_leaves_out_the_other_forms_too(void **state)
{
	struct base *b = *state;
	struct record_filter filter = { .status = "admitted" };
	struct concept_cursor *cursor;
	struct concept c = { 0 };
	int64_t document;

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_ok(store_concepts_open(b->db, &filter, &cursor));
	assert_int_equal(store_concepts_next(cursor, &c, &document), 1);
	assert_int_equal(c.n_sections, 1);
	assert_int_equal(c.sections[0].n_forms, 1);
	assert_string_equal(buf_str(&c.sections[0].forms[0].text), "SCO");
	store_concepts_close(cursor);
	concept_finish(&c);
	int64_t *ids;
	size_t n;
	assert_ok(store_documents(b->db, &filter, true, &ids, &n));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], document);
	free(ids);
}

static void an_export_gives_every_target_an_id(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };
	struct buf key = BUF_INIT;
	int64_t agency, office, document;
	struct concept_cursor *cursor;
	const struct row row = { "", "en", "agency", STATUS_PROPOSED, "", "" };

	assert_ok(store_begin(b->db, "term add"));
	add_form(&c, &row);
	assert_ok(store_concept_insert(b->db, &c, 0, &agency, &key));
	assert_string_equal(buf_str(&key), "C1");
	add_relation(&c, RELATION_BELONGS_TO, "C1");
	assert_ok(store_concept_insert(b->db, &c, 0, &office, &key));
	assert_ok(store_commit(b->db, "two"));
	assert_ok(store_concepts_open(b->db, NULL, &cursor));
	assert_int_equal(store_concepts_next(cursor, &c, &document), 1);
	assert_string_equal(buf_str(&c.id), "C1");
	assert_int_equal(document, 0);
	assert_int_equal(store_concepts_next(cursor, &c, &document), 1);
	assert_string_equal(buf_str(&c.relations[0].target), "C1");
	store_concepts_close(cursor);
	concept_finish(&c);
	buf_free(&key);
}

/* --- editing and undo ---------------------------------------------------------------------------------- */

/* Sets the definition of a concept, as one write; returns the event. */
static int64_t define(bis_db *db, const char *id, const char *definition)
{
	struct concept c = { 0 };

	assert_ok(store_begin(db, "term edit"));
	load(db, id, &c);
	buf_set(&c.definition, definition);
	assert_ok(store_concept_replace(db, number_of(db, id), &c));
	assert_ok(store_commit(db, "edited"));
	concept_finish(&c);
	return bis_db_last_event(db);
}

static void assert_defined(bis_db *db, const char *id, const char *definition)
{
	struct concept c = { 0 };

	load(db, id, &c);
	assert_string_equal(buf_str(&c.definition), definition);
	concept_finish(&c);
}

static void keep_words(void *ctx, const char *what)
{
	snprintf(ctx, 200, "%s", what);
}

static void an_edit_can_be_undone_and_the_undo_too(void **state)
{
	struct base *b = *state;

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	int64_t edit = define(b->db, "sco", "eight states");
	assert_ok(bis_undo(b->db, edit, false, NULL, NULL));
	int64_t undo = bis_db_last_event(b->db);
	assert_defined(b->db, "sco", "");
	assert_ok(bis_undo(b->db, undo, false, NULL, NULL));
	assert_defined(b->db, "sco", "eight states");
}

static void an_edit_that_changes_nothing_is_no_event(void **state)
{
	struct base *b = *state;

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_true(define(b->db, "sco", "eight states") > 0);
	assert_int_equal(define(b->db, "sco", "eight states"), 0);
}

static void an_edit_with_a_later_one_on_top_is_not_undone(void **state)
{
	struct base *b = *state;
	char words[200] = "";

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	int64_t first = define(b->db, "sco", "eight states");
	int64_t second = define(b->db, "sco", "nine states");
	assert_fails(bis_undo(b->db, first, false, keep_words, words), BIS_ECONFLICT,
		"changed since");
	char expected[200];
	snprintf(expected, sizeof(expected), "C1 sco, edited by anna in event %d",
		(int)second);
	assert_string_equal(words, expected);
	assert_defined(b->db, "sco", "nine states");
	assert_ok(bis_undo(b->db, first, true, NULL, NULL));
	assert_defined(b->db, "sco", "");
}

static void an_import_is_undone_unless_edited_since(void **state)
{
	struct base *b = *state;
	char words[200] = "";

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	int64_t imported = bis_db_last_event(b->db);
	int64_t edit = define(b->db, "akn", "abolished");
	assert_fails(bis_undo(b->db, imported, false, keep_words, words), BIS_ECONFLICT,
		"1 of its");
	assert_non_null(strstr(words, "C2 akn, edited by anna"));
	assert_int_equal(count(b->db, NULL), 2);
	/* once the edit is taken back, nothing stands against it */
	assert_ok(bis_undo(b->db, edit, false, NULL, NULL));
	assert_ok(bis_undo(b->db, imported, false, NULL, NULL));
	int64_t undo = bis_db_last_event(b->db);
	assert_int_equal(count(b->db, NULL), 0);
	assert_ok(bis_undo(b->db, undo, false, NULL, NULL));
	assert_int_equal(count(b->db, NULL), 2);
}

static void a_removal_is_undone(void **state)
{
	struct base *b = *state;
	char words[200] = "";

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	int64_t imported = bis_db_last_event(b->db);
	assert_ok(store_begin(b->db, "term remove"));
	assert_ok(store_concept_remove(b->db, number_of(b->db, "sco")));
	assert_ok(store_commit(b->db, "removed"));
	int64_t removal = bis_db_last_event(b->db);
	assert_int_equal(count(b->db, NULL), 1);
	assert_fails(bis_undo(b->db, imported, false, keep_words, words), BIS_ECONFLICT,
		"since");
	assert_non_null(strstr(words, "removed by anna"));
	assert_ok(bis_undo(b->db, removal, false, NULL, NULL));
	int64_t undo = bis_db_last_event(b->db);
	assert_int_equal(count(b->db, NULL), 2);
	assert_ok(bis_undo(b->db, undo, false, NULL, NULL));
	assert_int_equal(count(b->db, NULL), 1);
}

static void several_edits_in_one_event_are_one(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	int64_t number = number_of(b->db, "sco");
	assert_ok(store_begin(b->db, "term edit"));
	load(b->db, "sco", &c);
	buf_set(&c.definition, "one");
	assert_ok(store_concept_replace(b->db, number, &c));
	buf_set(&c.definition, "two");
	assert_ok(store_concept_replace(b->db, number, &c));
	assert_ok(store_commit(b->db, "edited"));
	concept_finish(&c);
	assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
	assert_defined(b->db, "sco", "");
}

/* Two files of one import, the second adding to a concept the first made. */
static void what_one_event_made_and_edited_is_undone(void **state)
{
	struct base *b = *state;
	struct intake *intake;
	struct put_result r;
	struct file f;
	struct concept c = { 0 };
	const struct row row = { "sco", "fa", "سازمان همکاری شانگهای", STATUS_PROPOSED,
		"", "" };

	file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
	put_rows(&f, agencies, N_ELEMENTS(agencies));
	assert_ok(intake_open(b->db,
		&(struct intake_options){ .origin = "glossary", .path = "b.tbx" },
		&intake));
	assert_ok(intake_head(intake, &f.document));
	buf_set(&c.id, "sco");
	add_form(&c, &row);
	assert_ok(store_concept_put(intake, &c, &r));
	assert_int_equal(r.what, PUT_MERGED);
	intake_close(intake);
	concept_finish(&c);
	file_end(&f);
	assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
	assert_int_equal(count(b->db, NULL), 0);
}

static void a_removed_form_comes_back_with_its_id(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	load(b->db, "sco", &c);
	int64_t id = c.sections[0].forms[1].id;
	c.sections[0].n_forms = 1;
	assert_ok(store_begin(b->db, "term remove"));
	assert_ok(store_concept_replace(b->db, number_of(b->db, "sco"), &c));
	assert_ok(store_commit(b->db, "form removed"));
	assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
	load(b->db, "sco", &c);
	assert_int_equal(c.sections[0].n_forms, 2);
	assert_true(c.sections[0].forms[1].id == id);
	concept_finish(&c);
}

static void a_rolled_back_write_leaves_nothing(void **state)
{
	struct base *b = *state;
	struct file f;

	file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
	put_rows(&f, agencies, N_ELEMENTS(agencies));
	store_rollback(b->db);
	intake_close(f.intake);
	concept_finish(&f.concept);
	document_finish(&f.document);
	assert_int_equal(count(b->db, NULL), 0);
	f = import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_int_equal(f.added, 2);
}

/* --- labels, purge ---------------------------------------------------------------------------------------- */

static void a_label_is_in_the_first_language_there_is(void **state)
{
	struct base *b = *state;
	const char *const langs[] = { "fa", "ru", "en" };
	struct buf key = BUF_INIT, label = BUF_INIT;

	import(b->db, "a.tbx", BIS_CONFLICT_MERGE, agencies, N_ELEMENTS(agencies));
	assert_ok(store_concept_label(b->db, 1, langs, 3, NULL, &key, &label));
	assert_string_equal(buf_str(&key), "sco");
	assert_string_equal(buf_str(&label), "Шанхайская организация сотрудничества");
	assert_ok(store_concept_label(b->db, 1, langs, 1, NULL, &key, &label));
	assert_string_equal(buf_str(&label), "Shanghai Cooperation Organization");
	buf_free(&key);
	buf_free(&label);
}

static void purging_takes_out_history_and_mentions(void **state)
{
	struct base *b = *state;
	struct file f;
	char said[200] = "";

	file_begin(&f, b->db, "glossary", "a.tbx", BIS_CONFLICT_MERGE, NULL);
	put_office(&f, "director", "embargoed");
	put_office(&f, "embargoed", NULL);
	file_end(&f);
	int64_t edit = define(b->db, "director", "a person");
	define(b->db, "embargoed", "a secret");
	assert_ok(store_begin(b->db, "purge"));
	assert_ok(concepts_purge(b->db, number_of(b->db, "embargoed")));
	assert_ok(store_commit(b->db, "purged"));
	assert_ok(store_relations(
		b->db, number_of(b->db, "director"), note_relation, said));
	assert_string_equal(said, "");
	int64_t number;
	assert_fails(store_concept_find(b->db, "embargoed", &number), BIS_ENOTFOUND,
		"no concept");
	/* what has nothing to do with it can still be undone, and brings nothing of it back */
	assert_ok(bis_undo(b->db, edit, false, NULL, NULL));
	assert_defined(b->db, "director", "");
	assert_ok(store_relations(
		b->db, number_of(b->db, "director"), note_relation, said));
	assert_string_equal(said, "");
}

#define WITH_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_BASE(gives_back_a_concept_as_it_came),
		WITH_BASE(same_file_twice_adds_nothing_and_leaves_no_event),
		WITH_BASE(equal_concepts_in_one_file_stay_as_many),
		WITH_BASE(one_id_many_times_gets_keys_in_little_time),
		WITH_BASE(concepts_without_id_are_named_by_number),
		WITH_BASE(merging_adds_and_fills_but_overwrites_nothing),
		WITH_BASE(keeping_skips_with_a_reason),
		WITH_BASE(replacing_puts_the_old_into_the_history),
		WITH_BASE(replacing_goes_back_to_an_earlier_file_too),
		WITH_BASE(another_origin_is_another_concept),
		WITH_BASE(a_removed_concept_counts_no_more_but_keeps_its_key),
		WITH_BASE(relations_find_their_targets_even_in_a_later_file),
		WITH_BASE(relations_stay_within_their_origin_first),
		WITH_BASE(filters_by_status_language_day_and_origin),
		WITH_BASE(a_filter_leaves_out_the_other_forms_too),
		WITH_BASE(an_export_gives_every_target_an_id),
		WITH_BASE(an_edit_can_be_undone_and_the_undo_too),
		WITH_BASE(an_edit_that_changes_nothing_is_no_event),
		WITH_BASE(an_edit_with_a_later_one_on_top_is_not_undone),
		WITH_BASE(an_import_is_undone_unless_edited_since),
		WITH_BASE(a_removal_is_undone),
		WITH_BASE(several_edits_in_one_event_are_one),
		WITH_BASE(what_one_event_made_and_edited_is_undone),
		WITH_BASE(a_removed_form_comes_back_with_its_id),
		WITH_BASE(a_rolled_back_write_leaves_nothing),
		WITH_BASE(a_label_is_in_the_first_language_there_is),
		WITH_BASE(purging_takes_out_history_and_mentions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
