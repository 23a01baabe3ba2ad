/* SPDX-License-Identifier: Apache-2.0
 *
 * Chinese names and foreign names in Han characters: who is one person and who is not.
 */
#include "config.h"
#include "termbase/names-han.h"

#include "src/text/utf8.h"
#include "tests/test.h"

struct fixture {
	struct namer *namer;
	struct han_names *han;
};

static int make(void **state)
{
	static struct fixture f;

	*state = &f;
	if (namer_new(&f.namer) < 0)
		return -1;
	return han_names_new(namer_systems(f.namer), &f.han);
}

static int unmake(void **state)
{
	struct fixture *f = *state;

	han_names_free(f->han);
	namer_free(f->namer);
	return 0;
}

/* The score, -1 where it is no case for Han names; `why` may be NULL. */
static double score(
	struct fixture *f, const char *one, const char *other, struct buf *why)
{
	struct name a, b;
	struct name_comparison out, back;

	assert_ok(name_read(f->namer, one, strlen(one), NULL, &a));
	assert_ok(name_read(f->namer, other, strlen(other), NULL, &b));
	int rc = han_compare(f->han, &a, &b, &out);
	assert_ok(rc);
	assert_int_equal(han_compare(f->han, &b, &a, &back), rc);
	if (rc == 1)
		assert_true(out.score == back.score);
	if (why != NULL)
		assert_int_equal(han_explain(f->han, &a, &b, why), rc);
	name_finish(&a);
	name_finish(&b);
	return rc == 1 ? out.score : -1;
}

static void same(void **state, const char *one, const char *other)
{
	double found = score(*state, one, other, NULL);

	if (found < NAME_SAME)
		fail_msg("%s, %s: %.1f", one, other, found);
}

static void different(void **state, const char *one, const char *other)
{
	double found = score(*state, one, other, NULL);

	if (found < 0 || found >= NAME_DIFFERENT)
		fail_msg("%s, %s: %.1f", one, other, found);
}

static void none_of_its(void **state, const char *one, const char *other)
{
	double found = score(*state, one, other, NULL);

	if (found >= 0)
		fail_msg("%s, %s: %.1f", one, other, found);
}

static void reads_chinese_in_each_system(void **state)
{
	same(state, "王小明", "Wang Xiaoming");
	same(state, "王小明", "Ван Сяомин");
	same(state, "王小明", "Wang Hsiao-ming");
	same(state, "王小明", "WANG Xiaoming");
	same(state, "陳建國", "Чэнь Цзяньго");
	same(state, "陈建国", "陳建國");
	same(state, "Chen Jianguo", "Чэнь Цзяньго");
	same(state, "Zhou Enlai", "Chou Ên-lai");
	same(state, "吕岩", "Lü Yan");
	same(state, "吕岩", "Lyu Yan");
}

static void tells_syllables_apart(void **state)
{
	different(state, "王小明", "Wang Xiaomin");
	different(state, "王小民", "Ван Сяомин");
	different(state, "林丽", "Ling Li");
	different(state, "刘楠", "Niu Nan");
	different(state, "张三", "Zan San");
	different(state, "Wang Xiaomin", "Wang Xiaoming");
	different(state, "Чжан Мин", "Чжан Минь");
	different(state, "Zhang Ming", "Чжан Минь");
	different(state, "王小明", "王晓鸣");
}

static void tries_every_reading(void **state)
{
	same(state, "曾乐", "Zeng Yue");
	same(state, "曾乐", "Zeng Le");
	same(state, "单长明", "Shan Changming");
	same(state, "解放", "Xie Fang");
	same(state, "尉迟恭", "Yuchi Gong");
}

static void takes_the_surname_last_and_titles_and_kinds_of_place(void **state)
{
	same(state, "王小明", "Xiaoming Wang");
	same(state, "王小明先生", "Wang Xiaoming");
	same(state, "长春市", "Changchun");
	different(state, "长春", "Changchunpu");
}

static void knows_cuts_of_joined_names(void **state)
{
	same(state, "方安", "Fang An");
	same(state, "西安", "Xi'an");
	same(state, "张安安", "Чжан Аньань");
	same(state, "李长安", "Ли Чанъань");
	different(state, "刘江勇", "Лю Цзяньюн");
	same(state, "刘建勇", "Лю Цзяньюн");
}

static void doubts_wade_giles_that_could_be_pinyin(void **state)
{
	double found = score(*state, "Chang Ming", "Zhang Ming", NULL);

	assert_true(found >= NAME_DIFFERENT && found < NAME_SAME);
	same(state, "Chang Hsing", "Zhang Xing");
}

static void compares_foreign_names_by_sound(void **state)
{
	same(state, "努尔兰·奥斯莫诺夫", "Nurlan Osmonov");
	same(state, "努尔兰·奥斯莫诺夫", "Нурлан Осмонов");
	same(state, "托卡耶夫", "Tokaev");
	same(state, "伊萬諾夫", "Ivanov");
	same(state, "让-克洛德·容克", "Jean-Claude Juncker");
	same(state, "乌法", "Уфа");
	different(state, "努尔兰·奥斯莫诺夫", "Nurlan Asanbekov");
	different(state, "拉希德·阿利莫夫", "Rashid Karimov");
	different(state, "比什凯克", "Bukhara");
}

static void knows_what_stands_before_and_behind_foreign_names(void **state)
{
	same(state, "哈特隆州", "Khatlon");
	same(state, "奥什市", "Ош");
	same(state, "弗拉基米尔·诺罗夫先生", "Vladimir Norov");
	same(state, "圣胡安", "San Juan");
	same(state, "圣胡安市", "San Juan");
	assert_true(score(*state, "圣胡安市", "San Juan", NULL) <
		    score(*state, "圣胡安", "San Juan", NULL));
	same(state, "圣彼得堡", "Saint Petersburg");
	same(state, "圣彼得堡", "Санкт-Петербург");
	same(state, "圣地亚哥", "Santiago");
	different(state, "圣胡安", "San Marino");
	different(state, "哈特隆州", "Batken");
}

static void knows_the_end_of_a_given_name_for_no_kind_of_place(void **state)
{
	same(state, "刘振邦", "Liu Zhenbang");
	different(state, "刘振邦", "Liu Zhen");
	different(state, "陈红旗", "Chen Hong");
	same(state, "湖北省", "Hu Bei");
}

static void parts_established_forms_of_like_names(void **state)
{
	same(state, "约翰·施密特", "John Schmidt");
	same(state, "布赖恩·史密斯", "Брайан Смит");
}

static void takes_no_foreign_name_for_pinyin(void **state)
{
	same(state, "帕萨迪纳", "Pasadena");
	different(state, "石家庄", "Shijiazhong");
	different(state, "王迪", "Wang De");
	different(state, "马瑞兰", "Maruilang");
}

static void tells_foreign_names_of_like_characters_apart(void **state)
{
	different(state, "努尔加利耶夫", "Narzullaev");
	different(state, "努尔加利耶夫", "Нарзуллаев");
	different(state, "纳扎罗夫", "Нарзуллаев");
	different(state, "莫伊谢耶夫", "Mirzayev");
	assert_true(score(*state, "斯穆罗夫", "Smailov", NULL) < NAME_SAME);
	assert_true(score(*state, "诺济里", "Nurtleu", NULL) < NAME_SAME);
	same(state, "努尔加利耶夫", "Nurgaliev");
	same(state, "纳尔祖拉耶夫", "Narzullaev");
	same(state, "谢拉利·焦农", "Шерали Джонон");
	same(state, "拉金德尔·康纳", "Раджиндер Кханна");
	same(state, "巴赫季耶尔·哈基莫夫", "Bakhtiyor Khakimov");
	same(state, "哈桑·鲁哈尼", "Hassan Rouhani");
}

/* The score of the whole comparison, of parts that are no whole Chinese names too. */
static double compared(struct fixture *f, const char *one, const char *other)
{
	struct name a, b;
	struct name_comparison out, back;

	assert_ok(name_read(f->namer, one, strlen(one), NULL, &a));
	assert_ok(name_read(f->namer, other, strlen(other), NULL, &b));
	assert_ok(name_compare(f->namer, &a, &b, &out));
	assert_ok(name_compare(f->namer, &b, &a, &back));
	assert_true(out.score == back.score);
	name_finish(&a);
	name_finish(&b);
	return out.score;
}

static void tells_chinese_parts_apart(void **state)
{
	static const char *const pairs[][2] = {
		{ "Zhou", "Zhao" },
		{ "Jianguo", "Jianwei" },
		{ "Zhou", "Zhao Kezhi" },
		{ "Captain Zhou", "Zhao Kezhi" },
		{ "Чжоу", "Чжао" },
		{ "Zhou", "Чжао" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		double found = compared(*state, pairs[i][0], pairs[i][1]);
		if (found >= NAME_DIFFERENT)
			fail_msg("%s, %s: %.1f", pairs[i][0], pairs[i][1], found);
	}
	assert_true(compared(*state, "Zhou", "Чжоу") >= NAME_SAME);
}

static void takes_no_other_name_for_syllables(void **state)
{
	static const char *const pairs[][2] = {
		{ "Zhanna", "Zhana" },
		{ "Zhenya", "Zheniya" },
		{ "Lena", "Lenna" },
		{ "Sasha", "Саша" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		double found = compared(*state, pairs[i][0], pairs[i][1]);
		if (found < NAME_SAME)
			fail_msg("%s, %s: %.1f", pairs[i][0], pairs[i][1], found);
	}
}

static void leaves_out_a_patronymic_not_a_surname(void **state)
{
	same(state, "谢尔盖·拉夫罗夫", "Сергей Викторович Лавров");
	same(state, "谢尔盖·拉夫罗夫", "Лавров Сергей");
	double found = score(*state, "拉夫罗夫", "Sergey Lavrov", NULL);
	assert_true(found >= NAME_DIFFERENT && found < NAME_SAME);
}

static void leaves_other_names_alone(void **state)
{
	none_of_its(state, "Ivan Petrov", "Иван Петров");
	none_of_its(state, "Wang", "Wan");
	none_of_its(state, "Wang Ming", "John Smith");
	none_of_its(state, "", "王");
}

static void explains(
	void **state, const char *one, const char *other, const char *expected)
{
	struct buf why = BUF_INIT;

	score(*state, one, other, &why);
	assert_string_equal(buf_str(&why), expected);
	buf_free(&why);
}

static void says_why(void **state)
{
	explains(state, "张明", "Чжан Мин", "张 zhang, 明 ming (Palladius)");
	explains(state, "Zhang Ming", "张敏", "another syllable: 敏 is min, not ming");
	explains(state, "Чжан Минь", "Zhang Ming", "another syllable: min against ming");
	explains(state, "诺罗夫", "Norov", "诺 no, 罗 ro, 夫 v (characters by sound)");
	explains(state, "奥什市", "Osh",
		"奥 o, 什 sh (characters by sound); 市 on one side only");
	explains(state, "施密特", "Smith",
		"施密特 is established for another name than Smith (characters by "
		"sound)");
	explains(state, "普京", "Putin",
		"普京 is the established form of Putin (characters by sound)");
}

static void bears_odd_input(void **state)
{
	char many[3001] = "";

	for (size_t i = 0; i < 1000; i++)
		strcat(many, "张");
	score(*state, many, "Zhang", NULL);
	score(*state, "·····", "张", NULL);
	score(*state, "--''--", "张-", NULL);
	score(*state, "张", "zhangzhangzhangzhangzhangzhangzhangzhangzhangzhang", NULL);
	score(*state, "aaaaaaaa aaaaaaaa", "anan anan", NULL);
	score(*state, "𠀀𠀁", "Zhang", NULL);
	score(*state, "张 a б 明 ω", "ア张", NULL);
}

struct found {
	const char *wanted;
	size_t n;
	bool there;
};

static int look(void *ctx, const char32_t *letters, size_t n)
{
	struct found *f = ctx;
	char text[512];
	size_t size = 0;

	for (size_t i = 0; i < n; i++)
		size += utf8_put(text + size, (int32_t)letters[i]);
	text[size] = '\0';
	f->n++;
	f->there = f->there || strcmp(text, f->wanted) == 0;
	return 0;
}

static void spells(void **state, const char *han, const char *letters)
{
	struct fixture *f = *state;
	struct found found = { .wanted = letters };
	struct name name;

	assert_ok(name_read(f->namer, han, strlen(han), NULL, &name));
	assert_ok(han_part_spellings(f->han, &name.parts[0], look, &found));
	name_finish(&name);
	if (!found.there || found.n > HAN_SPELLINGS)
		fail_msg("%s: no %s among %zu", han, letters, found.n);
}

static void spells_parts_for_keys(void **state)
{
	spells(state, "张明", "zhangming");
	spells(state, "张明", "чжанмин");
	spells(state, "单乐", "shanyue");
	spells(state, "诺罗夫", "nolof");
	spells(state, "纳扎尔", "najar");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_chinese_in_each_system),
		cmocka_unit_test(tells_syllables_apart),
		cmocka_unit_test(tries_every_reading),
		cmocka_unit_test(takes_the_surname_last_and_titles_and_kinds_of_place),
		cmocka_unit_test(knows_cuts_of_joined_names),
		cmocka_unit_test(doubts_wade_giles_that_could_be_pinyin),
		cmocka_unit_test(compares_foreign_names_by_sound),
		cmocka_unit_test(knows_what_stands_before_and_behind_foreign_names),
		cmocka_unit_test(knows_the_end_of_a_given_name_for_no_kind_of_place),
		cmocka_unit_test(parts_established_forms_of_like_names),
		cmocka_unit_test(takes_no_foreign_name_for_pinyin),
		cmocka_unit_test(tells_foreign_names_of_like_characters_apart),
		cmocka_unit_test(tells_chinese_parts_apart),
		cmocka_unit_test(takes_no_other_name_for_syllables),
		cmocka_unit_test(leaves_out_a_patronymic_not_a_surname),
		cmocka_unit_test(leaves_other_names_alone),
		cmocka_unit_test(says_why),
		cmocka_unit_test(bears_odd_input),
		cmocka_unit_test(spells_parts_for_keys),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
