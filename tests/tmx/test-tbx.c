/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include <unistd.h>

#include "src/base/out.h"
#include "src/base/source.h"
#include "src/xml/validate.h"
#include "tmx/format.h"

extern const struct format format_tbx, format_tbx_dct, format_tbx2, format_tbx_min;

/* A reading, and where a copy goes. */
struct run {
	const struct format *to; /* NULL: only read */
	struct writer writer;
	struct write_options options;
	void (*edit)(struct concept *c);
	struct buf told;     /* the concepts, told() each */
	struct buf problems; /* a line each */
	struct buf dropped;
	struct buf format;
	size_t concepts, forms, lost;
};

static void run_free(struct run *r)
{
	buf_free(&r->told);
	buf_free(&r->problems);
	buf_free(&r->dropped);
	buf_free(&r->format);
}

static void tell_form(struct buf *b, const struct section *s, const struct form *f)
{
	buf_addf(b, "  %s|%s|%s|%s|%s-%s|", buf_str(&s->lang), buf_str(&f->text),
		status_name(f->status), form_kind_name(f->kind), buf_str(&f->valid_from),
		buf_str(&f->valid_to));
	buf_addf(b, "%s|%d|%s|%s|%s %s\n", buf_str(&f->source), f->reliability,
		buf_str(&f->note), buf_str(&f->instead), buf_str(&f->approved_by),
		buf_str(&f->approved_at));
}

/* Everything we understand of a concept. */
static void tell(struct buf *b, const struct concept *c)
{
	buf_addf(b, "%s|%s|%s|%s|%s\n", buf_str(&c->id), kind_name(c->kind),
		buf_str(&c->subject), buf_str(&c->definition), buf_str(&c->note));
	for (size_t i = 0; i < c->n_sections; i++)
		for (size_t j = 0; j < c->sections[i].n_forms; j++)
			tell_form(b, &c->sections[i], &c->sections[i].forms[j]);
	for (size_t i = 0; i < c->n_relations; i++) {
		const struct relation *r = &c->relations[i];
		buf_addf(b, "  %s %s %s-%s|%s|%s\n", relation_name(r->kind),
			buf_str(&r->target), buf_str(&r->from), buf_str(&r->to),
			buf_str(&r->source), buf_str(&r->note));
	}
}

static int on_head(void *ctx, const struct document *d)
{
	struct run *r = ctx;

	buf_set(&r->format, buf_str(&d->format));
	return r->to == NULL ? 0 : r->to->begin(&r->writer, d);
}

static int on_concept(void *ctx, struct concept *c)
{
	struct run *r = ctx;

	r->concepts++;
	for (size_t i = 0; i < c->n_sections; i++)
		r->forms += c->sections[i].n_forms;
	tell(&r->told, c);
	if (r->edit != NULL)
		r->edit(c);
	return r->to == NULL ? 0 : r->to->write_concept(&r->writer, c);
}

static int on_problem(void *ctx, const struct problem *p)
{
	struct run *r = ctx;

	r->lost += p->lost;
	buf_addf(&r->problems, "%ld: %s\n", p->line, p->message);
	return 0;
}

static int on_tail(void *ctx, const struct document *d)
{
	struct run *r = ctx;

	return r->to == NULL ? 0 : r->to->end(&r->writer, d);
}

static void on_dropped(void *ctx, const char *what, const char *where)
{
	struct run *r = ctx;

	(void)where;
	buf_addf(&r->dropped, "%s\n", what);
}

static int run_source(struct run *r, struct source *in, struct buf *copy)
{
	struct record_sink sink = { .head = on_head,
		.concept = on_concept,
		.problem = on_problem,
		.tail = on_tail,
		.ctx = r };
	struct read_options options = { .source_lang = "", .target_lang = "" };
	struct out *out = NULL;

	if (r->to != NULL)
		assert_ok(out_open_buf(copy, &out));
	r->options.source_lang = "";
	r->options.dropped = on_dropped;
	r->options.ctx = r;
	r->writer = (struct writer){ .out = out, .options = &r->options };
	int rc = format_tbx.read(in, &options, &sink);
	if (r->to != NULL)
		r->to->finish(&r->writer);
	if (rc == 0 && out != NULL)
		rc = out_finish(out);
	out_close(out);
	return rc;
}

static int run_bytes(struct run *r, const char *bytes, size_t size, struct buf *copy)
{
	struct source *in;

	assert_ok(source_open_bytes("test.tbx", bytes, size, &in));
	assert_int_equal(source_next(in), 1);
	int rc = run_source(r, in, copy);
	source_close(in);
	return rc;
}

static void load(const char *name, struct buf *bytes)
{
	char chunk[4096];
	size_t n;
	FILE *f = fopen(test_data(name), "rb");

	assert_non_null(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(bytes, chunk, n);
	fclose(f);
}

static const struct sample {
	const char *file;
	const struct format *format;
	size_t concepts, forms;
} samples[] = {
	{ "formats/tbx/astana.tbx", &format_tbx, 2, 6 },
	{ "formats/tbx/odd.tbx", &format_tbx, 2, 3 },
	{ "formats/tbx-dct/ferry.tbx", &format_tbx_dct, 2, 3 },
	{ "formats/tbx2/council.tbx", &format_tbx2, 2, 5 },
	{ "formats/tbx-min/ship.tbx", &format_tbx_min, 1, 3 },
};

static void reads_every_sample(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		struct buf bytes = BUF_INIT;
		struct run r = { 0 };
		load(samples[i].file, &bytes);
		assert_ok(run_bytes(&r, bytes.data, bytes.size, NULL));
		assert_int_equal(r.concepts, samples[i].concepts);
		assert_int_equal(r.forms, samples[i].forms);
		assert_string_equal(buf_str(&r.format), samples[i].format->name);
		run_free(&r);
		buf_free(&bytes);
	}
}

/* What is written as it came reads the same, and written once more it is the same
 * bytes. */
static void writes_every_sample_as_it_came(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		struct buf bytes = BUF_INIT, once = BUF_INIT, twice = BUF_INIT;
		struct run a = { .to = samples[i].format },
			   b = { .to = samples[i].format };
		load(samples[i].file, &bytes);
		assert_ok(run_bytes(&a, bytes.data, bytes.size, &once));
		assert_ok(run_bytes(&b, once.data, once.size, &twice));
		assert_string_equal(buf_str(&a.told), buf_str(&b.told));
		assert_string_equal(buf_str(&once), buf_str(&twice));
		assert_string_equal(buf_str(&a.dropped), "");
		run_free(&a);
		run_free(&b);
		buf_free(&bytes);
		buf_free(&once);
		buf_free(&twice);
	}
}

static void keeps_what_no_field_understands(void **state)
{
	static const char *const kept[] = { "<langSet id=\"c1-en\" xml:lang=\"en\">",
		"<ntig id=\"c1-en-1\">", "<termGrp id=\"c1-en-1g\">", "<term id=\"t1\">",
		"<termComp>Coun</termComp>", "<date>20190612T080000Z</date>",
		"<bpt i=\"1\">&lt;b&gt;</bpt>", "CO<hi type=\"subscript\">2</hi>",
		"<transacNote type=\"responsibility\" target=\"p1\">",
		"<item type=\"fn\">Anna Example</item>",
		"<p type=\"XCSURI\">TBXXCSV02.xcs</p>" };
	struct buf bytes = BUF_INIT, copy = BUF_INIT;
	struct run r = { .to = &format_tbx2 };

	(void)state;
	load("formats/tbx2/council.tbx", &bytes);
	assert_ok(run_bytes(&r, bytes.data, bytes.size, &copy));
	for (size_t i = 0; i < N_ELEMENTS(kept); i++)
		if (strstr(buf_str(&copy), kept[i]) == NULL)
			fail_msg("%s is gone", kept[i]);
	run_free(&r);
	buf_free(&bytes);
	buf_free(&copy);
}

static void add_form(struct concept *c, const char *lang, const char *text,
	enum form_status status, enum form_kind kind)
{
	struct section *s = concept_section(c, lang);
	assert_non_null(s);
	struct form *f = section_add_form(s);
	assert_non_null(f);
	buf_set(&f->text, text);
	f->status = status;
	f->kind = kind;
}

/* A concept as a table would give it, with every field we have. */
static void make_concept(struct concept *c)
{
	concept_init(c);
	buf_set(&c->id, "astana");
	c->kind = KIND_PLACE;
	buf_set(&c->subject, "geography");
	buf_set(&c->definition, "capital of a country & its <largest> \"city\"");
	buf_set(&c->note, "renamed twice");
	add_form(c, "en", "Astana", STATUS_PREFERRED, FORM_FULL);
	add_form(c, "en", "Nur-Sultan", STATUS_OBSOLETE, FORM_FIRST);
	add_form(c, "en", "Astana-city", STATUS_LOOKUP, FORM_VARIANT);
	add_form(c, "ru", "Астана", STATUS_ADMITTED, FORM_SHORT);
	add_form(c, "ru", "Astana", STATUS_DEPRECATED, FORM_ROMANISED);
	add_form(c, "kk", "АС", STATUS_PROPOSED, FORM_ACRONYM);
	struct form *f = &c->sections[0].forms[1];
	buf_set(&f->valid_from, "2019-03-23");
	buf_set(&f->valid_to, "2022-09");
	buf_set(&f->source, "decree no. 6");
	f->reliability = 4;
	buf_set(&f->note, "named after \"a\" & b");
	buf_set(&f->instead, "Astana <now>");
	buf_set(&f->approved_by, "Anna & Co");
	buf_set(&f->approved_at, "2019-03-24");
	struct relation *r = concept_add_relation(c);
	assert_non_null(r);
	r->kind = RELATION_SUCCEEDS;
	buf_set(&r->target, "almaty");
	buf_set(&r->from, "1997");
	buf_set(&r->source, "a decree");
	buf_set(&r->note, "as the \"capital\"");
}

static int write_one(const struct format *to, const struct concept *c,
	const char *dialect, struct run *r, struct buf *copy)
{
	struct document d;
	struct out *out;

	r->options = (struct write_options){
		.source_lang = "", .dialect = dialect, .dropped = on_dropped, .ctx = r
	};
	document_init(&d);
	assert_ok(out_open_buf(copy, &out));
	r->writer = (struct writer){ .out = out, .options = &r->options };
	int rc = to->begin(&r->writer, &d);
	if (rc == 0 && c != NULL)
		rc = to->write_concept(&r->writer, c);
	if (rc == 0)
		rc = to->end(&r->writer, &d);
	to->finish(&r->writer);
	if (rc == 0)
		rc = out_finish(out);
	out_close(out);
	document_finish(&d);
	return rc;
}

static void fields_come_back_through_version_3_and_2(void **state)
{
	static const struct format *const all[] = { &format_tbx, &format_tbx_dct,
		&format_tbx2 };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(all); i++) {
		struct concept c;
		struct buf copy = BUF_INIT, told = BUF_INIT;
		struct run w = { 0 }, r = { 0 };
		make_concept(&c);
		tell(&told, &c);
		assert_ok(write_one(all[i], &c, NULL, &w, &copy));
		assert_ok(run_bytes(&r, copy.data, copy.size, NULL));
		assert_string_equal(buf_str(&r.told), buf_str(&told));
		assert_string_equal(buf_str(&r.problems), "");
		assert_string_equal(buf_str(&w.dropped), "");
		run_free(&w);
		run_free(&r);
		concept_finish(&c);
		buf_free(&copy);
		buf_free(&told);
	}
}

static void core_keeps_status_and_kind_in_a_note(void **state)
{
	struct concept c;
	struct buf copy = BUF_INIT;
	struct run w = { 0 }, r = { 0 };

	(void)state;
	make_concept(&c);
	assert_ok(write_one(&format_tbx, &c, "core", &w, &copy));
	assert_non_null(strstr(buf_str(&copy), "type=\"TBX-Core\""));
	assert_null(strstr(buf_str(&copy), "<termNote"));
	assert_non_null(strstr(buf_str(&w.dropped), "termNote/administrativeStatus\n"));
	assert_ok(run_bytes(&r, copy.data, copy.size, NULL));
	assert_non_null(strstr(
		buf_str(&r.told), "en|Nur-Sultan|obsolete|first|2019-03-23-2022-09|"));
	assert_non_null(strstr(buf_str(&r.told), "Anna & Co 2019-03-24"));
	run_free(&w);
	run_free(&r);
	concept_finish(&c);
	buf_free(&copy);
}

static void min_of_2013_keeps_what_it_can(void **state)
{
	struct concept c;
	struct buf copy = BUF_INIT;
	struct run w = { 0 }, r = { 0 };

	(void)state;
	make_concept(&c);
	assert_ok(write_one(&format_tbx_min, &c, NULL, &w, &copy));
	assert_non_null(
		strstr(buf_str(&copy), "<termStatus>notRecommended</termStatus>"));
	assert_non_null(strstr(buf_str(&w.dropped), "descrip/definition\n"));
	assert_ok(run_bytes(&r, copy.data, copy.size, NULL));
	assert_non_null(strstr(buf_str(&r.told), "astana|term|geography||\n"));
	assert_non_null(strstr(buf_str(&r.told), "en|Astana-city|lookup|variant|"));
	assert_non_null(strstr(
		buf_str(&r.told), "|named after \"a\" & b|Astana <now>|Anna & Co"));
	run_free(&w);
	run_free(&r);
	concept_finish(&c);
	buf_free(&copy);
}

static void load_grammar(struct buf *grammar)
{
	const char *srcdir = getenv("srcdir");
	char path[4096], chunk[4096];
	size_t n;

	snprintf(path, sizeof(path), "%s/tmx/schema/tbx-basic.rng",
		srcdir == NULL ? "." : srcdir);
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(grammar, chunk, n);
	fclose(f);
}

static void breach(void *ctx, long line, const char *message)
{
	(void)ctx;
	print_error("%ld: %s\n", line, message);
}

static void check_valid(const struct buf *copy, const struct buf *grammar)
{
	char path[] = "test-tbx-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, copy->data, copy->size), (ssize_t)copy->size);
	close(fd);
	long n = xml_validate(path, grammar->data, grammar->size, breach, NULL);
	unlink(path);
	assert_ok(n);
	assert_int_equal(n, 0);
}

static void what_is_mapped_to_basic_is_valid(void **state)
{
	struct buf grammar = BUF_INIT, copy = BUF_INIT;
	struct run w = { 0 };
	struct concept c;

	(void)state;
	load_grammar(&grammar);
	make_concept(&c);
	assert_ok(write_one(&format_tbx, &c, NULL, &w, &copy));
	check_valid(&copy, &grammar);
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		struct buf bytes = BUF_INIT;
		struct run r = { .to = &format_tbx, .options.dialect = "basic" };
		buf_clear(&copy);
		load(samples[i].file, &bytes);
		assert_ok(run_bytes(&r, bytes.data, bytes.size, &copy));
		check_valid(&copy, &grammar);
		run_free(&r);
		buf_free(&bytes);
	}
	run_free(&w);
	concept_finish(&c);
	buf_free(&copy);
	buf_free(&grammar);
}

static void mapping_mends_ids_and_moves_what_stands_wrong(void **state)
{
	static const char *const there[] = { "<conceptEntry id=\"c12\">",
		"<conceptEntry id=\"c12-2\">",
		"<langSec xml:lang=\"en-US\">\n          <descrip type=\"definition\">",
		"<termNote type=\"partOfSpeech\">noun</termNote>",
		"<termNote "
		"type=\"administrativeStatus\">preferredTerm-admn-sts</termNote>",
		"<note>animacy: inanimate</note>", "<term>ferry boat</term>",
		"<date>2019-06-12</date>", "<refObject id=\"nowhere\">",
		"<transac type=\"transactionType\">origination</transac>" };
	static const char *const told[] = { "termNote/animacy\n",
		"termNote/partOfSpeech=properNoun\n", "p:private\n" };
	struct buf bytes = BUF_INIT, copy = BUF_INIT;
	struct run r = { .to = &format_tbx, .options.dialect = "basic" };

	(void)state;
	load("formats/tbx/odd.tbx", &bytes);
	assert_ok(run_bytes(&r, bytes.data, bytes.size, &copy));
	for (size_t i = 0; i < N_ELEMENTS(there); i++)
		if (strstr(buf_str(&copy), there[i]) == NULL)
			fail_msg("%s is not in\n%s", there[i], buf_str(&copy));
	for (size_t i = 0; i < N_ELEMENTS(told); i++)
		if (strstr(buf_str(&r.dropped), told[i]) == NULL)
			fail_msg("%s is not in\n%s", told[i], buf_str(&r.dropped));
	run_free(&r);
	buf_free(&bytes);
	buf_free(&copy);
}

/* Every field of the first concept of astana.tbx gets another value. */
static void edit_summit(struct concept *c)
{
	if (strcmp(buf_str(&c->id), "summit") != 0)
		return;
	buf_set(&c->subject, "protocol");
	buf_set(&c->definition, "");
	buf_set(&c->note, "Held twice a year.");
	struct form *f = &c->sections[0].forms[0];
	f->status = STATUS_OBSOLETE;
	buf_set(&f->text, "Summit");
	f = &c->sections[0].forms[1];
	f->status = STATUS_PROPOSED;
	buf_set(&f->note, "");
	f = &c->sections[2].forms[0];
	f->kind = FORM_FULL;
	buf_set(&f->source, "our own style book");
}

static void edited_fields_take_the_place_of_what_the_file_said(void **state)
{
	struct buf bytes = BUF_INIT, copy = BUF_INIT;
	struct run w = { .to = &format_tbx, .edit = edit_summit }, r = { 0 };

	(void)state;
	load("formats/tbx/astana.tbx", &bytes);
	assert_ok(run_bytes(&w, bytes.data, bytes.size, &copy));
	assert_ok(run_bytes(&r, copy.data, copy.size, NULL));
	const char *s = buf_str(&r.told);
	assert_non_null(strstr(s, "summit|term|protocol||Held twice a year.\n"));
	assert_non_null(strstr(s, "en|Summit|obsolete|full|"));
	assert_non_null(strstr(s, "en|top-level meeting|proposed|full|-||0|||"));
	assert_non_null(strstr(s, "zh-Hans|峰会|proposed|full|-|our own style book|"));
	assert_null(strstr(buf_str(&copy),
		"preferredTerm-admn-sts</termNote>\n            <termNote "
		"type=\"geographicalUsage\">"));
	assert_non_null(
		strstr(buf_str(&copy), "<termNote type=\"geographicalUsage\">GB"));
	assert_non_null(strstr(buf_str(&copy), "supersededTerm-admn-sts"));
	assert_null(strstr(buf_str(&copy), "diplomacy"));
	run_free(&w);
	run_free(&r);
	buf_free(&bytes);
	buf_free(&copy);
}

static void edit_council(struct concept *c)
{
	if (c->n_sections > 1)
		c->sections[0].forms[0].status = STATUS_DEPRECATED;
}

static void an_edited_status_keeps_the_vocabulary_and_group_of_its_file(void **state)
{
	struct buf bytes = BUF_INIT, copy = BUF_INIT;
	struct run w = { .to = &format_tbx2, .edit = edit_council };

	(void)state;
	load("formats/tbx2/council.tbx", &bytes);
	assert_ok(run_bytes(&w, bytes.data, bytes.size, &copy));
	assert_non_null(strstr(buf_str(&copy),
		"<termNote type=\"normativeAuthorization\">deprecatedTerm</termNote>"));
	assert_non_null(strstr(buf_str(&copy), "<note>by the charter</note>"));
	assert_null(strstr(buf_str(&copy), "standardizedTerm"));
	run_free(&w);
	buf_free(&bytes);
	buf_free(&copy);
}

static void remarks_are_one_of_a_kind(void **state)
{
	static const char *const said[] = { "26: lang= instead of xml:lang=",
		"25: an id that is used before", "16: a second <term> in one <termSec>",
		"17: termNote type=\"animacy\" is not in TBX-Basic",
		"19: definition has no place in <termSec>",
		"14: partOfSpeech=\"properNoun\" is none of its values",
		"11: an id that is no XML name: it begins with a letter and has no "
		"spaces (and 1 more)",
		"29: a target that is the id of nothing in the file" };
	struct buf bytes = BUF_INIT;
	struct run r = { 0 };

	(void)state;
	load("formats/tbx/odd.tbx", &bytes);
	assert_ok(run_bytes(&r, bytes.data, bytes.size, NULL));
	for (size_t i = 0; i < N_ELEMENTS(said); i++)
		if (strstr(buf_str(&r.problems), said[i]) == NULL)
			fail_msg("%s is not in\n%s", said[i], buf_str(&r.problems));
	assert_int_equal(r.lost, 0);
	run_free(&r);
	buf_free(&bytes);
}

static void broken_files_fail_with_their_line(void **state)
{
	static const struct {
		const char *bytes, *words;
	} cases[] = {
		{ "", "test.tbx:1: " },
		{ "<martif>\n<text>\n</martif>", "test.tbx:3: " },
		{ "<html><body/></html>", "no <termEntry>" },
		{ "<tbx><text><body><conceptEntry id='a'>", "test.tbx:1: " },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct run r = { 0 };
		assert_fails(run_bytes(&r, cases[i].bytes, strlen(cases[i].bytes), NULL),
			BIS_EFORMAT, cases[i].words);
		run_free(&r);
	}
}

static void an_entry_with_broken_bytes_is_lost_and_the_next_is_read(void **state)
{
	static const char bytes[] =
		"<?xml version='1.0' encoding='UTF-8'?>\n<martif type='TBX'>"
		"<text><body>\n<termEntry id='a'><langSet xml:lang='pt'><tig>"
		"<term>Ma\xE7\xE3</term></tig></langSet></termEntry>\n"
		"<termEntry id='b'><langSet xml:lang='pt'><tig><term>uva</term>"
		"</tig></langSet></termEntry>\n</body></text></martif>";
	struct run r = { 0 };

	(void)state;
	assert_ok(run_bytes(&r, bytes, sizeof(bytes) - 1, NULL));
	assert_int_equal(r.concepts, 1);
	assert_int_equal(r.lost, 1);
	assert_non_null(strstr(buf_str(&r.told), "|uva|"));
	assert_non_null(strstr(buf_str(&r.problems), "3: byte 0xE7"));
	run_free(&r);
}

static void an_entry_too_large_is_lost_and_the_next_is_read(void **state)
{
	static const char *const fillers[] = {
		"<note>0123456789012345678901234567890123456789012345"
		"6789012345678901234567890123456789</note>",
		"<note/>"
	};
	static const size_t times[] = { 200000, 100001 };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(fillers); i++) {
		struct buf b = BUF_INIT;
		struct run r = { 0 };
		buf_adds(&b, "<martif type='TBX'><text><body><termEntry id='a'>");
		for (size_t j = 0; j < times[i]; j++)
			buf_adds(&b, fillers[i]);
		buf_adds(&b, "<langSet xml:lang='en'><tig><term>x</term></tig></langSet>"
			     "</termEntry><termEntry id='b'><langSet xml:lang='en'><tig>"
			     "<term>y</term></tig></langSet></termEntry></body></text></"
			     "martif>");
		assert_true(buf_ok(&b));
		assert_ok(run_bytes(&r, b.data, b.size, NULL));
		assert_int_equal(r.concepts, 1);
		assert_int_equal(r.lost, 1);
		assert_non_null(strstr(buf_str(&r.told), "|y|"));
		run_free(&r);
		buf_free(&b);
	}
}

static void nothing_to_write_is_an_error(void **state)
{
	static const struct format *const all[] = { &format_tbx, &format_tbx_dct,
		&format_tbx2, &format_tbx_min };
	struct concept bare;

	(void)state;
	concept_init(&bare);
	buf_set(&bare.id, "bare");
	for (size_t i = 0; i < N_ELEMENTS(all); i++) {
		struct buf copy = BUF_INIT;
		struct run r = { 0 };
		assert_fails(write_one(all[i], NULL, NULL, &r, &copy), BIS_ENOTFOUND,
			"no entry");
		assert_fails(write_one(all[i], &bare, NULL, &r, &copy), BIS_ENOTFOUND,
			"no entry");
		assert_string_equal(buf_str(&r.dropped), "an entry without a term\n");
		assert_fails(
			write_one(all[i], NULL, "grand", &r, &copy), BIS_EUSAGE, "grand");
		run_free(&r);
		buf_free(&copy);
	}
	concept_finish(&bare);
}

static void languages_given_twice_stay_two(void **state)
{
	static const char bytes[] =
		"<martif type='TBX' xml:lang='en'><text><body><termEntry id='a'>"
		"<langSet xml:lang='mk'><tig><term>a</term></tig></langSet>"
		"<langSet xml:lang='de'><tig><term>b</term></tig></langSet>"
		"<langSet xml:lang='mk'><tig><term>c</term></tig></langSet>"
		"</termEntry></body></text></martif>";
	struct buf copy = BUF_INIT;
	struct run r = { .to = &format_tbx2 };

	(void)state;
	assert_ok(run_bytes(&r, bytes, sizeof(bytes) - 1, &copy));
	const char *first = strstr(buf_str(&copy), "<langSet xml:lang=\"mk\">");
	assert_non_null(first);
	assert_non_null(strstr(first + 1, "<langSet xml:lang=\"mk\">"));
	run_free(&r);
	buf_free(&copy);
}

static void survives_being_cut_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		struct buf bytes = BUF_INIT;
		load(samples[i].file, &bytes);
		for (size_t n = 0; n + 12 < bytes.size; n += 3) {
			struct run r = { .to = samples[i].format };
			struct buf copy = BUF_INIT;
			assert_true(run_bytes(&r, bytes.data, n, &copy) < 0);
			run_free(&r);
			buf_free(&copy);
		}
		buf_free(&bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_sample),
		cmocka_unit_test(writes_every_sample_as_it_came),
		cmocka_unit_test(keeps_what_no_field_understands),
		cmocka_unit_test(fields_come_back_through_version_3_and_2),
		cmocka_unit_test(core_keeps_status_and_kind_in_a_note),
		cmocka_unit_test(min_of_2013_keeps_what_it_can),
		cmocka_unit_test(what_is_mapped_to_basic_is_valid),
		cmocka_unit_test(mapping_mends_ids_and_moves_what_stands_wrong),
		cmocka_unit_test(edited_fields_take_the_place_of_what_the_file_said),
		cmocka_unit_test(
			an_edited_status_keeps_the_vocabulary_and_group_of_its_file),
		cmocka_unit_test(remarks_are_one_of_a_kind),
		cmocka_unit_test(broken_files_fail_with_their_line),
		cmocka_unit_test(an_entry_with_broken_bytes_is_lost_and_the_next_is_read),
		cmocka_unit_test(an_entry_too_large_is_lost_and_the_next_is_read),
		cmocka_unit_test(nothing_to_write_is_an_error),
		cmocka_unit_test(languages_given_twice_stay_two),
		cmocka_unit_test(survives_being_cut_at_every_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
