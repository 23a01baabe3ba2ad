/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "src/store/pack.h"

static void set_all(struct form *f)
{
	struct buf *all[] = { &f->text, &f->markup, &f->valid_from, &f->valid_to,
		&f->source, &f->note, &f->instead, &f->approved_by, &f->approved_at,
		&f->attrs, &f->term_attrs, &f->extra };

	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		buf_addf(all[i], "field %zu с буквами", i);
	f->tagged = f->grouped = true;
	f->status = STATUS_LOOKUP;
	f->kind = FORM_ROMANISED;
	f->reliability = 4;
	f->id = INT64_MAX;
}

/* A concept in which no field is empty or zero. */
static void fill(struct concept *c)
{
	struct buf *own[] = { &c->id, &c->subject, &c->definition, &c->note, &c->attrs,
		&c->extra };

	for (size_t i = 0; i < N_ELEMENTS(own); i++)
		buf_addf(own[i], "own %zu", i);
	c->kind = KIND_ACRONYM;
	struct section *s = concept_section(c, "zh-Hant");
	buf_adds(&s->attrs, " id=\"1\"");
	buf_adds(&s->extra, "<note>x</note>");
	set_all(section_add_form(s));
	buf_adds(&section_add_form(s)->text, "plain");
	concept_section(c, "en");
	struct relation *r = concept_add_relation(c);
	r->kind = RELATION_NOT_SAME;
	buf_adds(&r->target, "other");
	buf_adds(&r->from, "2014");
	buf_adds(&r->to, "2017-03");
	buf_adds(&r->source, "gazette");
	buf_adds(&r->note, "acting");
}

struct state {
	struct concept given, read;
	struct buf packed, again;
};

static int setup(void **state)
{
	struct state *s = calloc(1, sizeof(*s));

	fill(&s->given);
	concept_pack(&s->given, true, &s->packed);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct state *s = *state;

	concept_finish(&s->given);
	concept_finish(&s->read);
	buf_free(&s->packed);
	buf_free(&s->again);
	free(s);
	return 0;
}

static void gives_back_every_field(void **state)
{
	struct state *s = *state;

	assert_true(buf_ok(&s->packed));
	assert_ok(concept_unpack(s->packed.data, s->packed.size, &s->read));
	assert_string_equal(buf_str(&s->read.id), "own 0");
	assert_int_equal(s->read.n_sections, 2);
	assert_string_equal(buf_str(&s->read.sections[0].lang), "zh-Hant");
	const struct form *f = &s->read.sections[0].forms[0];
	assert_true(f->tagged && f->grouped && f->id == INT64_MAX && f->reliability == 4);
	assert_int_equal(f->status, STATUS_LOOKUP);
	assert_int_equal(f->kind, FORM_ROMANISED);
	assert_string_equal(buf_str(&f->extra), "field 11 с буквами");
	assert_string_equal(buf_str(&s->read.relations[0].note), "acting");
	concept_pack(&s->read, true, &s->again);
	assert_int_equal(s->again.size, s->packed.size);
	assert_memory_equal(s->again.data, s->packed.data, s->packed.size);
}

static void hash_is_of_content_not_of_place(void **state)
{
	struct state *s = *state;
	int64_t one, two;

	assert_ok(concept_unpack(s->packed.data, s->packed.size, &s->read));
	s->read.line = 17;
	s->read.sections[0].forms[0].id = 3;
	s->read.sections[0].forms[0].line = 18;
	assert_ok(concept_hash(&s->given, &s->again, &one));
	assert_ok(concept_hash(&s->read, &s->again, &two));
	assert_true(one == two);
	buf_addc(&s->read.sections[0].forms[1].note, '.');
	assert_ok(concept_hash(&s->read, &s->again, &two));
	assert_true(one != two);
}

/* Moving a letter from one field to the next is another content. */
static void fields_do_not_run_together(void **state)
{
	struct state *s = *state;
	int64_t one, two;

	concept_reset(&s->given);
	buf_adds(&s->given.subject, "ab");
	buf_adds(&s->given.definition, "c");
	buf_adds(&s->read.subject, "a");
	buf_adds(&s->read.definition, "bc");
	assert_ok(concept_hash(&s->given, &s->again, &one));
	assert_ok(concept_hash(&s->read, &s->again, &two));
	assert_true(one != two);
}

static void refuses_every_cut(void **state)
{
	struct state *s = *state;

	for (size_t size = 0; size < s->packed.size; size++) {
		/* a copy of just that size, so that reading on is noticed */
		char *cut = malloc(size + 1);
		memcpy(cut, s->packed.data, size);
		cut = realloc(cut, size == 0 ? 1 : size);
		assert_fails(concept_unpack(cut, size, &s->read), BIS_EDB, "damaged");
		free(cut);
	}
}

static void refuses_what_follows_the_end(void **state)
{
	struct state *s = *state;

	buf_addc(&s->packed, '\0');
	assert_fails(concept_unpack(s->packed.data, s->packed.size, &s->read), BIS_EDB,
		"damaged");
}

static void refuses_another_version(void **state)
{
	struct state *s = *state;

	s->packed.data[0] = 2;
	assert_fails(concept_unpack(s->packed.data, s->packed.size, &s->read), BIS_EDB,
		"damaged");
}

/* Whatever a damaged byte makes of the record, it is either refused or a record that packs to the very
 * same bytes. */
static void bears_every_byte_being_wrong(void **state)
{
	struct state *s = *state;
	size_t read = 0;

	for (size_t at = 0; at < s->packed.size; at++) {
		for (int flip = 1; flip < 256; flip += 7) {
			s->packed.data[at] = (char)(s->packed.data[at] ^ flip);
			if (concept_unpack(s->packed.data, s->packed.size, &s->read) ==
				0) {
				buf_clear(&s->again);
				concept_pack(&s->read, true, &s->again);
				assert_int_equal(s->again.size, s->packed.size);
				read++;
			}
			s->packed.data[at] = (char)(s->packed.data[at] ^ flip);
		}
	}
	assert_true(read > 0);
}

static void bears_random_bytes(void **state)
{
	struct state *s = *state;
	unsigned seed = 20260117;

	for (int round = 0; round < 20000; round++) {
		unsigned char bytes[64];
		size_t size = (size_t)(round % 64);
		for (size_t i = 0; i < size; i++) {
			seed = seed * 1103515245u + 12345u;
			bytes[i] =
				(unsigned char)(i == 0 ? 1
						       : seed >> 16 &
								 (round % 2 ? 7 : 255));
		}
		int rc = concept_unpack(bytes, size, &s->read);
		assert_true(rc == 0 || rc == BIS_EDB);
	}
}

static void a_count_without_its_things_takes_no_memory(void **state)
{
	struct state *s = *state;
	/* version, seven empty fields, then 2^32-1 sections of which none is there */
	static const unsigned char bytes[] = { 1, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff,
		0xff, 0x0f };

	assert_fails(concept_unpack(bytes, sizeof(bytes), &s->read), BIS_EDB, "damaged");
	assert_true(s->read.capacity <= 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gives_back_every_field, setup, teardown),
		cmocka_unit_test_setup_teardown(
			hash_is_of_content_not_of_place, setup, teardown),
		cmocka_unit_test_setup_teardown(
			fields_do_not_run_together, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_every_cut, setup, teardown),
		cmocka_unit_test_setup_teardown(
			refuses_what_follows_the_end, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_another_version, setup, teardown),
		cmocka_unit_test_setup_teardown(
			bears_every_byte_being_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(bears_random_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_count_without_its_things_takes_no_memory, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
