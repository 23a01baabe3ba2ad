/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "tests/tmx/reading.h"

/* Reads one segment; the dump then holds `[text] [markup]`. */
static void read_segment(struct reading *r, const char *segment)
{
	cleanup(buf_free) struct buf text = BUF_INIT;

	reading_init(r);
	buf_addf(&text,
		"<tmx version=\"1.4\"><header creationtool=\"t\" "
		"creationtoolversion=\"1\" "
		"segtype=\"block\" o-tmf=\"t\" adminlang=\"en\" srclang=\"*all*\" "
		"datatype=\"x\"/><body><tu><tuv xml:lang=\"en\"><seg>%s</seg></tuv>"
		"<tuv xml:lang=\"ru\"><seg/></tuv></tu></body></tmx>",
		segment);
	reading_text(r, "tmx", buf_str(&text));
	assert_int_equal(r->units, 1);
}

static void the_text_is_what_a_translator_sees(void **state)
{
	static const struct {
		const char *segment, *dumped;
	} cases[] = {
		{ "plain", "en [plain] []" },
		{ "a &lt; b &amp; c", "en [a < b & c] []" },
		{ "<![CDATA[<b>]]>", "en [<b>] []" },
		{ "a<!-- x -->b<?y z?>c", "en [abc] []" },
		{ "<bpt i=\"1\">&lt;b&gt;</bpt>bold<ept i=\"1\">&lt;/b&gt;</ept>",
			"en (tagged) [bold] [<bpt i=\"1\">&lt;b&gt;</bpt>bold"
			"<ept i=\"1\">&lt;/b&gt;</ept>]" },
		{ "a<ph>x<sub>y<hi>z</hi></sub></ph>b",
			"en (tagged) [ab] [a<ph>x<sub>y<hi>z</hi></sub></ph>b]" },
		{ "<it pos=\"begin\">i</it><ut x=\"1\">u</ut>t",
			"en (tagged) [t] [<it pos=\"begin\">i</it><ut x=\"1\">u</ut>t]" },
		{ "<hi>a<hi>b<ph/>c</hi></hi>d",
			"en (tagged) [abcd] [<hi>a<hi>b<ph/>c</hi></hi>d]" },
		{ "see <g id=\"1\">green <x/></g>",
			"en (tagged) [see green ] [see <g id=\"1\">green <x/></g>]" },
		{ "<sub>astray</sub>", "en (tagged) [astray] [<sub>astray</sub>]" },
		{ "a&#13;<ph></ph> ", "en (tagged) [a\r ] [a&#13;<ph/> ]" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct reading r;
		read_segment(&r, cases[i].segment);
		assert_holds(&r.dump, cases[i].dumped);
		reading_finish(&r);
	}
}

static void codes_pair_by_i_within_a_segment(void **state)
{
	static const struct {
		const char *segment;
		bool paired;
	} cases[] = {
		{ "<bpt i=\"1\"/>a<ept i=\"1\"/>", true },
		{ "<bpt i=\"1\"/><bpt i=\"2\"/><ept i=\"1\"/><ept i=\"2\"/>", true },
		{ "<bpt i=\"1\"/><ept i=\"1\"/><bpt i=\"1\"/><ept i=\"1\"/>", true },
		{ "<bpt i=\"01\"/><ept i=\"1\"/>", false },
		{ "<ept i=\"1\"/><bpt i=\"1\"/>", false },
		{ "<bpt i=\"1\"/>", false },
		{ "<ept i=\"7\"/>", false },
		{ "<bpt i=\"1\"/><bpt i=\"1\"/><ept i=\"1\"/><ept i=\"1\"/>", false },
		{ "<bpt i=\"1\"/><bpt i=\"2\"/><ept i=\"1\"/>", false },
		{ "<it pos=\"end\" x=\"1\"/><ph/><ut/>", true },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct reading r;
		read_segment(&r, cases[i].segment);
		if (r.remarks != !cases[i].paired)
			fail_msg("%s: %s", cases[i].segment, buf_str(&r.said));
		if (!cases[i].paired)
			assert_holds(&r.said, "unbalanced codes");
		reading_finish(&r);
	}
}

static void what_is_odd_in_a_segment_is_told_and_kept(void **state)
{
	static const struct {
		const char *segment, *words;
	} cases[] = {
		{ "<bpt/>", "without i" },
		{ "<it/>", "pos is neither" },
		{ "<it pos=\"middle\"/>", "pos is neither" },
		{ "<mark>x</mark>", "<mark> in <seg>" },
		{ "<hi><q:r/></hi>", "<q:r> in <seg>" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct reading r;
		read_segment(&r, cases[i].segment);
		assert_holds(&r.said, cases[i].words);
		assert_holds(&r.dump, cases[i].segment);
		assert_int_equal(r.lost, 0);
		reading_finish(&r);
	}
}

static void many_codes_take_little_time(void **state)
{
	cleanup(buf_free) struct buf segment = BUF_INIT;
	struct reading r;

	(void)state;
	for (int i = 0; i < 40000; i++)
		buf_addf(&segment, "<bpt i=\"%d\"/>", i);
	for (int i = 0; i < 40000; i++)
		buf_addf(&segment, "<ept i=\"%d\"/>", i);
	read_segment(&r, buf_str(&segment));
	assert_int_equal(r.remarks, 0);
	reading_finish(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_is_what_a_translator_sees),
		cmocka_unit_test(codes_pair_by_i_within_a_segment),
		cmocka_unit_test(what_is_odd_in_a_segment_is_told_and_kept),
		cmocka_unit_test(many_codes_take_little_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
