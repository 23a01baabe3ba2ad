/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include "bisotun/terms.h"
#include "src/store/concepts.h"
#include "src/store/termindex.h"
#include "src/text/utf8.h"

static void say(void *ctx, const char *what)
{
	(void)ctx;
	print_error("finding: %s\n", what);
}

static int teardown(void **state)
{
	struct base *b = *state;
	int64_t flaws = concepts_verify(b->db, say, NULL);
	int64_t differences = termindex_verify(b->db, say, NULL);

	base_teardown(state);
	return flaws == 0 && differences == 0 ? 0 : -1;
}

static void forget(void *ctx, const char *id, const char *text, const char *lang)
{
	(void)id, (void)text, (void)lang;
	(*(int *)ctx)++;
}

static void add(bis_db *db, const char *id, const char *type,
	const struct bis_form *forms, size_t n)
{
	const struct bis_concept c = {
		.id = id, .type = type, .forms = forms, .n_forms = n
	};

	assert_ok(bis_term_add(db, &c, NULL, NULL, NULL));
}

static const struct bis_form agency_forms[] = {
	{ .lang = "en", .text = "Drug Control Bureau", .status = "deprecated" },
	{ .lang = "en", .text = "DCA", .status = "preferred", .kind = "acronym" },
	{ .lang = "en", .text = "Drug Control Agency", .status = "preferred" },
	{ .lang = "ru",
		.text = "Агентство по контролю за наркотиками",
		.valid_from = "1999-06" },
	{ .lang = "en", .text = "drug agency", .status = "lookup", .kind = "variant" },
	{ .lang = "zh_CN", .text = "禁毒署", .reliability = 3 },
};

static void add_agency(bis_db *db)
{
	add(db, "akn", "body", agency_forms, 6);
}

static struct bis_concept *get(
	bis_db *db, const char *id, const struct bis_lookup_options *options)
{
	struct bis_concept *c;

	assert_ok(bis_concept_get(db, id, options, &c));
	return c;
}

/* "preferred full en Drug Control Agency" of the n-th form. */
static void assert_form(const struct bis_concept *c, size_t n, const char *lang,
	const char *status, const char *text)
{
	assert_true(n < c->n_forms);
	assert_string_equal(c->forms[n].lang, lang);
	assert_string_equal(c->forms[n].status, status);
	assert_string_equal(c->forms[n].text, text);
}

static const char *last_summary(bis_db *db)
{
	static char summary[300];
	const struct bis_event *event;
	bis_log *log;

	assert_ok(bis_log_open(db, &(struct bis_log_options){ .max = 1 }, &log));
	assert_int_equal(bis_log_next(log, &event), 1);
	snprintf(summary, sizeof(summary), "%s | %s", event->what, event->summary);
	bis_log_close(log);
	return summary;
}

static size_t events(bis_db *db)
{
	const struct bis_event *event;
	bis_log *log;
	size_t n = 0;

	assert_ok(bis_log_open(db, NULL, &log));
	while (bis_log_next(log, &event) > 0)
		n++;
	bis_log_close(log);
	return n;
}

/* --- adding ------------------------------------------------------------------------------------- */

static void adds_a_concept_and_says_what_it_did(void **state)
{
	struct base *b = *state;

	add_agency(b->db);
	assert_string_equal(
		last_summary(b->db), "term add | akn: “Drug Control Bureau” (en) added");
	struct bis_concept *c = get(b->db, "akn", NULL);
	assert_string_equal(c->type, "body");
	assert_int_equal(c->n_forms, 6);
	/* by language as they came, then by status and kind */
	assert_form(c, 0, "en", "preferred", "Drug Control Agency");
	assert_form(c, 1, "en", "preferred", "DCA");
	assert_form(c, 2, "en", "deprecated", "Drug Control Bureau");
	assert_form(c, 3, "en", "lookup", "drug agency");
	assert_form(c, 4, "ru", "proposed", "Агентство по контролю за наркотиками");
	assert_form(c, 5, "zh-CN", "proposed", "禁毒署");
	assert_int_equal(c->forms[5].reliability, 3);
	assert_string_equal(c->definition, "");
	bis_concept_free(c);
}

/* The history is UTF-8 wherever a quotation had to be cut. */
static void an_undo_quotes_whole_letters(void **state)
{
	struct base *b = *state;
	const struct bis_event *event;
	char text[304] = "";
	bis_log *log;

	for (size_t i = 0; i < 2; i++) {
		const struct bis_form form = { .lang = "ru", .text = text };
		const char *id = i == 0 ? "a" : "ab";
		text[0] = '\0';
		while (strlen(text) < 300)
			strcat(text, "Ж");
		add(b->db, id, "body", &form, 1);
		assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
		assert_ok(bis_log_open(b->db, NULL, &log));
		assert_int_equal(bis_log_next(log, &event), 1);
		assert_non_null(strstr(event->summary, "ЖЖ…)"));
		assert_int_equal(utf8_valid(event->summary, strlen(event->summary)),
			strlen(event->summary));
		bis_log_close(log);
	}
}

static void makes_an_id_where_none_is_given(void **state)
{
	struct base *b = *state;
	const struct bis_concept c = { .forms = agency_forms, .n_forms = 1 };
	char *id;

	assert_ok(bis_term_add(b->db, &c, NULL, NULL, &id));
	assert_string_equal(id, "C1");
	free(id);
}

static void tells_of_what_looks_the_same(void **state)
{
	struct base *b = *state;
	const struct bis_form same = { .lang = "en-GB", .text = "DRUG CONTROL  AGENCY" };
	const struct bis_form other = { .lang = "ru", .text = "DRUG CONTROL AGENCY" };
	struct bis_concept c = { .forms = &same, .n_forms = 1 };
	int told = 0;

	add_agency(b->db);
	assert_ok(bis_term_add(b->db, &c, forget, &told, NULL));
	assert_int_equal(told, 1);
	c.forms = &other; /* the same letters in another language say nothing */
	told = 0;
	assert_ok(bis_term_add(b->db, &c, forget, &told, NULL));
	assert_int_equal(told, 0);
}

static void refuses_what_makes_no_sense_and_leaves_no_trace(void **state)
{
	struct base *b = *state;
	const struct {
		struct bis_form form;
		const char *words;
	} cases[] = {
		{ { .text = "x" }, "needs a language" },
		{ { .lang = "en" }, "needs a text" },
		{ { .lang = "en", .text = "" }, "needs a text" },
		{ { .lang = "no such tag", .text = "x" }, "no such tag" },
		{ { .lang = "en", .text = "x", .status = "best" },
			"unknown status “best”" },
		{ { .lang = "en", .text = "x", .kind = "long" }, "unknown kind" },
		{ { .lang = "en", .text = "x", .valid_from = "2001-13" }, "no date" },
		{ { .lang = "en", .text = "x", .valid_from = "2002", .valid_to = "2001" },
			"ends before it begins" },
		{ { .lang = "en", .text = "x", .reliability = 5 }, "reliability 5" },
		{ { .lang = "en", .text = "\xff" }, "not UTF-8" },
	};

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		const struct bis_concept c = { .forms = &cases[i].form, .n_forms = 1 };
		assert_fails(bis_term_add(b->db, &c, NULL, NULL, NULL), BIS_EUSAGE,
			cases[i].words);
	}
	const struct bis_concept typed = {
		.type = "thing", .forms = agency_forms, .n_forms = 1
	};
	assert_fails(bis_term_add(b->db, &typed, NULL, NULL, NULL), BIS_EUSAGE,
		"unknown type");
	const struct bis_concept bare = { .id = "x" };
	assert_fails(
		bis_term_add(b->db, &bare, NULL, NULL, NULL), BIS_EUSAGE, "needs a form");
	const struct bis_concept spaced = {
		.id = "a b", .forms = agency_forms, .n_forms = 1
	};
	assert_fails(bis_term_add(b->db, &spaced, NULL, NULL, NULL), BIS_EUSAGE,
		"a space in it");
	assert_int_equal(events(b->db), 0);
	add_agency(b->db);
	const struct bis_concept twice = {
		.id = "akn", .forms = agency_forms, .n_forms = 1
	};
	assert_fails(
		bis_term_add(b->db, &twice, NULL, NULL, NULL), BIS_ECONFLICT, "already");
}

static void adds_forms_but_none_twice(void **state)
{
	struct base *b = *state;
	const struct bis_form fa = { .lang = "fa", .text = "آژانس" };

	add_agency(b->db);
	assert_ok(bis_term_add_forms(b->db, "akn", &fa, 1));
	assert_string_equal(last_summary(b->db), "term edit | akn: “آژانس” (fa) added");
	assert_fails(
		bis_term_add_forms(b->db, "akn", &fa, 1), BIS_ECONFLICT, "there already");
	assert_fails(bis_term_add_forms(b->db, "nobody", &fa, 1), BIS_ENOTFOUND,
		"no concept nobody");
}

/* --- showing -------------------------------------------------------------------------------------- */

static void shows_languages_in_the_order_asked_for(void **state)
{
	struct base *b = *state;
	const char *const to[] = { "zh", "en_US" };
	const struct bis_lookup_options options = { .to = to, .n_to = 2 };

	add_agency(b->db);
	struct bis_concept *c = get(b->db, "akn", &options);
	assert_int_equal(c->n_forms, 4); /* no look-up forms, no Russian */
	assert_form(c, 0, "zh-CN", "proposed", "禁毒署");
	assert_form(c, 1, "en", "preferred", "Drug Control Agency");
	assert_true(c->forms[0].distance > 0 && c->forms[1].distance > 0);
	bis_concept_free(c);
}

static void says_what_to_use_instead(void **state)
{
	struct base *b = *state;

	add_agency(b->db);
	struct bis_concept *c = get(b->db, "akn", NULL);
	assert_string_equal(c->forms[2].instead, "Drug Control Agency");
	assert_string_equal(c->forms[3].instead, "Drug Control Agency");
	assert_string_equal(c->forms[0].instead, "");
	bis_concept_free(c);
}

static void says_what_is_valid_on_a_day(void **state)
{
	struct base *b = *state;
	const struct bis_lookup_options before = { .at = "1999-05-31", .all = true };
	const struct bis_lookup_options after = { .at = "1999-06-01", .all = true };
	const struct bis_lookup_options never = { .at = "1999-06-31" };
	struct bis_concept *c;

	add_agency(b->db);
	c = get(b->db, "akn", &before);
	assert_false(c->forms[4].valid);
	assert_true(c->forms[0].valid);
	bis_concept_free(c);
	c = get(b->db, "akn", &after);
	assert_true(c->forms[4].valid);
	bis_concept_free(c);
	assert_fails(bis_concept_get(b->db, "akn", &never, &c), BIS_EUSAGE, "no day");
	assert_null(c);
}

/* --- editing --------------------------------------------------------------------------------------- */

static void edits_the_fields_that_are_given(void **state)
{
	struct base *b = *state;
	const struct bis_form_select ru = { .lang = "ru" };
	struct bis_term_edit edit = { .definition = "an agency",
		.form = &ru,
		.text = "АКН",
		.kind = "acronym",
		.valid_from = "",
		.reliability = 2 };

	add_agency(b->db);
	struct bis_concept *c = get(b->db, "akn", NULL);
	int64_t id = c->forms[4].id;
	bis_concept_free(c);
	assert_ok(bis_term_edit(b->db, "akn", &edit));
	int64_t event = bis_db_last_event(b->db);
	assert_string_equal(last_summary(b->db),
		"term edit | akn: “АКН” (ru) definition, text, "
		"kind, valid from, reliability edited");
	c = get(b->db, "akn", NULL);
	assert_string_equal(c->definition, "an agency");
	assert_form(c, 4, "ru", "proposed", "АКН");
	assert_string_equal(c->forms[4].kind, "acronym");
	assert_string_equal(c->forms[4].valid_from, "");
	assert_int_equal(c->forms[4].reliability, 2);
	assert_true(c->forms[4].id == id);
	bis_concept_free(c);
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	c = get(b->db, "akn", NULL);
	assert_form(c, 4, "ru", "proposed", "Агентство по контролю за наркотиками");
	assert_string_equal(c->forms[4].valid_from, "1999-06");
	assert_true(c->forms[4].id == id);
	bis_concept_free(c);
}

static void refuses_edits_of_no_or_of_too_many_forms(void **state)
{
	struct base *b = *state;
	const struct bis_form_select en = { .lang = "en" }, fa = { .lang = "fa" },
				     number = { .form = 999 }, nothing = { 0 };
	struct bis_term_edit edit = { .text = "x", .reliability = -1 };

	add_agency(b->db);
	size_t before = events(b->db);
	assert_fails(bis_term_edit(b->db, "akn", &edit), BIS_EUSAGE, "which form");
	edit.form = &en;
	assert_fails(
		bis_term_edit(b->db, "akn", &edit), BIS_EUSAGE, "for one form, and 4");
	edit.form = &fa;
	assert_fails(bis_term_edit(b->db, "akn", &edit), BIS_ENOTFOUND,
		"akn has no form in fa");
	edit.form = &number;
	assert_fails(bis_term_edit(b->db, "akn", &edit), BIS_ENOTFOUND, "no form 999");
	edit.form = &nothing;
	assert_fails(bis_term_edit(b->db, "akn", &edit), BIS_EUSAGE, "no form was named");
	edit = (struct bis_term_edit){
		.form = &en, .valid_to = "soon", .reliability = -1
	};
	assert_fails(bis_term_edit(b->db, "akn", &edit), BIS_EUSAGE, "soon is no date");
	assert_int_equal(events(b->db), before);
}

static void approving_demotes_the_earlier_preferred(void **state)
{
	struct base *b = *state;
	const struct bis_form name = { .lang = "en", .text = "Narcotics Agency" };
	const struct bis_form_select which = { .lang = "en", .text = "Narcotics Agency" };

	add_agency(b->db);
	assert_ok(bis_term_add_forms(b->db, "akn", &name, 1));
	assert_ok(bis_term_approve(b->db, "akn", &which, NULL));
	assert_string_equal(last_summary(b->db),
		"term approve | akn: “Narcotics Agency” (en) approved as preferred");
	struct bis_concept *c = get(b->db, "akn", NULL);
	assert_form(c, 0, "en", "preferred", "Narcotics Agency");
	assert_form(c, 1, "en", "preferred", "DCA"); /* another kind */
	assert_form(c, 2, "en", "admitted", "Drug Control Agency");
	assert_string_equal(c->forms[0].approved_by, "anna");
	assert_int_equal(strlen(c->forms[0].approved_at), 10);
	bis_concept_free(c);
	assert_fails(bis_term_approve(b->db, "akn", &which, "obsolete"), BIS_EUSAGE,
		"not as obsolete");
}

static void approving_a_language_means_what_is_proposed(void **state)
{
	struct base *b = *state;
	const struct bis_form two[] = { { .lang = "ru", .text = "АКН" } };
	const struct bis_form_select zh = { .lang = "zh-CN" }, ru = { .lang = "ru" };

	add_agency(b->db);
	assert_ok(bis_term_approve(b->db, "akn", &zh, NULL));
	assert_fails(bis_term_approve(b->db, "akn", &zh, NULL), BIS_ENOTFOUND,
		"no proposed form");
	assert_ok(bis_term_add_forms(b->db, "akn", two, 1));
	assert_fails(bis_term_approve(b->db, "akn", &ru, NULL), BIS_EUSAGE,
		"can't both be preferred");
	assert_ok(bis_term_approve(b->db, "akn", &ru, "admitted"));
	assert_string_equal(
		last_summary(b->db), "term approve | akn: 2 forms approved as admitted");
}

static void deprecates_with_what_to_use_instead(void **state)
{
	struct base *b = *state;
	const struct bis_form_select dca = { .text = "DCA" };

	add_agency(b->db);
	assert_ok(bis_term_deprecate(b->db, "akn", &dca, "Agency"));
	struct bis_concept *c = get(b->db, "akn", NULL);
	assert_form(c, 2, "en", "deprecated", "DCA");
	assert_string_equal(c->forms[2].instead, "Agency");
	bis_concept_free(c);
	assert_fails(bis_term_deprecate(b->db, "akn", &dca, "DCA"), BIS_EUSAGE,
		"instead of itself");
}

static void removes_forms_or_the_concept(void **state)
{
	struct base *b = *state;
	const struct bis_form_select en = { .lang = "en" }, ru = { .lang = "ru" },
				     zh = { .lang = "zh" }, cn = { .lang = "zh-CN" };

	add_agency(b->db);
	assert_ok(bis_term_remove(b->db, "akn", &en));
	assert_ok(bis_term_remove(b->db, "akn", &ru));
	assert_fails(bis_term_remove(b->db, "akn", &zh), BIS_ENOTFOUND, "no form in zh");
	assert_fails(
		bis_term_remove(b->db, "akn", &cn), BIS_EUSAGE, "no form would be left");
	assert_ok(bis_term_remove(b->db, "akn", NULL));
	int64_t removal = bis_db_last_event(b->db);
	struct bis_concept *c;
	assert_fails(
		bis_concept_get(b->db, "akn", NULL, &c), BIS_ENOTFOUND, "was removed");
	assert_ok(bis_undo(b->db, removal, false, NULL, NULL));
	c = get(b->db, "akn", NULL);
	assert_int_equal(c->n_forms, 1);
	bis_concept_free(c);
}

/* --- relations and merging ----------------------------------------------------------------------------- */

static void add_people(bis_db *db)
{
	const struct bis_form person = {
		.lang = "en", .text = "Rustam Nazarzoda", .status = "preferred"
	};
	const struct bis_form office[] = { { .lang = "en", .text = "Director" },
		{ .lang = "ru", .text = "Директор" } };

	add_agency(db);
	add(db, "nazarzoda", "person", &person, 1);
	add(db, "director", "office", office, 2);
}

static void links_show_at_both_ends(void **state)
{
	struct base *b = *state;
	const char *const to[] = { "ru" };
	const struct bis_lookup_options options = {
		.to = to, .n_to = 1, .at = "2010-01-01"
	};
	struct bis_link link = { .kind = "holds",
		.from_id = "nazarzoda",
		.to_id = "director",
		.from = "2000",
		.to = "2015-02" };

	add_people(b->db);
	assert_ok(bis_term_link(b->db, &link));
	assert_string_equal(
		last_summary(b->db), "term link | nazarzoda holds director added");
	struct bis_concept *c = get(b->db, "nazarzoda", &options);
	assert_int_equal(c->n_relations, 1);
	assert_string_equal(c->relations[0].id, "director");
	assert_string_equal(c->relations[0].label, "Директор");
	assert_true(c->relations[0].valid && !c->relations[0].backwards);
	bis_concept_free(c);
	c = get(b->db, "director", NULL);
	assert_string_equal(c->relations[0].id, "nazarzoda");
	assert_string_equal(c->relations[0].label, "Rustam Nazarzoda");
	assert_true(c->relations[0].backwards);
	bis_concept_free(c);
	assert_fails(bis_term_link(b->db, &link), BIS_ECONFLICT, "there already");
	link.from = "2016"; /* the same office once more */
	link.to = NULL;
	assert_ok(bis_term_link(b->db, &link));
	link.remove = true;
	assert_ok(bis_term_link(b->db, &link));
	c = get(b->db, "director", NULL);
	assert_int_equal(c->n_relations, 1);
	assert_string_equal(c->relations[0].to, "2015-02");
	bis_concept_free(c);
	assert_fails(bis_term_link(b->db, &link), BIS_ENOTFOUND, "no relation");
}

static void refuses_links_that_lead_nowhere(void **state)
{
	struct base *b = *state;
	struct bis_link link = {
		.kind = "owns", .from_id = "nazarzoda", .to_id = "director"
	};

	add_people(b->db);
	assert_fails(bis_term_link(b->db, &link), BIS_EUSAGE, "unknown relation “owns”");
	link.kind = "holds";
	link.to_id = "nobody";
	assert_fails(bis_term_link(b->db, &link), BIS_ENOTFOUND, "no concept nobody");
	link.to_id = "nazarzoda";
	assert_fails(bis_term_link(b->db, &link), BIS_EUSAGE, "itself");
}

static void merging_moves_forms_and_relations(void **state)
{
	struct base *b = *state;
	const struct bis_form head[] = { { .lang = "en", .text = "Head" },
		{ .lang = "en", .text = "Director" } };
	const struct bis_link held = {
		.kind = "holds", .from_id = "nazarzoda", .to_id = "head"
	};
	const struct bis_link of = {
		.kind = "belongs-to", .from_id = "head", .to_id = "akn"
	};

	add_people(b->db);
	add(b->db, "head", "office", head, 2);
	assert_ok(bis_term_link(b->db, &held));
	assert_ok(bis_term_link(b->db, &of));
	assert_ok(bis_term_merge(b->db, "director", "head"));
	int64_t merge = bis_db_last_event(b->db);
	assert_string_equal(last_summary(b->db),
		"term merge | head merged into director: 1 forms, 1 relations added");
	struct bis_concept *c = get(b->db, "director", NULL);
	assert_int_equal(c->n_forms, 3);
	assert_int_equal(c->n_relations, 2);
	assert_string_equal(c->relations[0].id, "akn");
	assert_string_equal(c->relations[1].id, "nazarzoda");
	bis_concept_free(c);
	assert_fails(bis_concept_get(b->db, "head", NULL, &c), BIS_ENOTFOUND, "removed");
	assert_ok(bis_undo(b->db, merge, false, NULL, NULL));
	c = get(b->db, "head", NULL);
	assert_int_equal(c->n_forms, 2);
	assert_int_equal(c->n_relations, 2);
	bis_concept_free(c);
	c = get(b->db, "director", NULL);
	assert_int_equal(c->n_forms, 2);
	assert_int_equal(c->n_relations, 0);
	bis_concept_free(c);
}

static void what_is_marked_as_not_the_same_is_not_merged(void **state)
{
	struct base *b = *state;
	const struct bis_link link = {
		.kind = "not-same-as", .from_id = "akn", .to_id = "director"
	};

	add_people(b->db);
	assert_ok(bis_term_link(b->db, &link));
	assert_fails(
		bis_term_merge(b->db, "akn", "director"), BIS_ECONFLICT, "not the same");
	assert_fails(
		bis_term_merge(b->db, "director", "akn"), BIS_ECONFLICT, "not the same");
	assert_fails(bis_term_merge(b->db, "akn", "akn"), BIS_EUSAGE, "itself");
}

static void a_dry_run_changes_nothing(void **state)
{
	struct base *b = *state;
	const struct bis_open_options dry = {
		.write = true, .dry_run = true, .user = "anna"
	};
	const struct bis_form_select ru = { .lang = "ru" };
	bis_db *db;

	add_agency(b->db);
	assert_ok(bis_db_open(b->path, &dry, &db));
	assert_ok(bis_term_approve(db, "akn", &ru, NULL));
	assert_int_equal(bis_db_last_event(db), 0);
	struct bis_concept *c = get(db, "akn", NULL);
	assert_form(c, 4, "ru", "proposed", "Агентство по контролю за наркотиками");
	bis_concept_free(c);
	bis_db_close(db);
}

#define WITH_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_BASE(adds_a_concept_and_says_what_it_did),
		WITH_BASE(an_undo_quotes_whole_letters),
		WITH_BASE(makes_an_id_where_none_is_given),
		WITH_BASE(tells_of_what_looks_the_same),
		WITH_BASE(refuses_what_makes_no_sense_and_leaves_no_trace),
		WITH_BASE(adds_forms_but_none_twice),
		WITH_BASE(shows_languages_in_the_order_asked_for),
		WITH_BASE(says_what_to_use_instead),
		WITH_BASE(says_what_is_valid_on_a_day),
		WITH_BASE(edits_the_fields_that_are_given),
		WITH_BASE(refuses_edits_of_no_or_of_too_many_forms),
		WITH_BASE(approving_demotes_the_earlier_preferred),
		WITH_BASE(approving_a_language_means_what_is_proposed),
		WITH_BASE(deprecates_with_what_to_use_instead),
		WITH_BASE(removes_forms_or_the_concept),
		WITH_BASE(links_show_at_both_ends),
		WITH_BASE(refuses_links_that_lead_nowhere),
		WITH_BASE(merging_moves_forms_and_relations),
		WITH_BASE(what_is_marked_as_not_the_same_is_not_merged),
		WITH_BASE(a_dry_run_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
