/* SPDX-License-Identifier: Apache-2.0
 *
 * make-terms N [SEED [TYPE]]: a table of N made-up concepts with five forms each (en, another en, ru, zh,
 * uz), the same for the same numbers, on standard output; with TYPE ("person") of that only.
 *
 * Persons, bodies, posts and documents in the patterns of official names: a few hundred words that
 * come again and again, and names of people and places put together from syllables, of which
 * there are as many as one likes; so words are about as frequent and as rare as in a real base.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { EN, RU, ZH, UZ, LANGS };

struct words {
	const char *in[LANGS];
};

static const struct words syllables[] = {
	{ { "ba", "ба", "巴", "ba" } },
	{ { "be", "бе", "别", "be" } },
	{ { "bi", "би", "比", "bi" } },
	{ { "bo", "бо", "博", "bo" } },
	{ { "bu", "бу", "布", "bu" } },
	{ { "da", "да", "达", "da" } },
	{ { "de", "де", "杰", "de" } },
	{ { "di", "ди", "迪", "di" } },
	{ { "do", "до", "多", "do" } },
	{ { "du", "ду", "杜", "du" } },
	{ { "fa", "фа", "法", "fa" } },
	{ { "fe", "фе", "费", "fe" } },
	{ { "ga", "га", "加", "ga" } },
	{ { "gu", "гу", "古", "gu" } },
	{ { "ka", "ка", "卡", "ka" } },
	{ { "ke", "ке", "克", "ke" } },
	{ { "ki", "ки", "基", "ki" } },
	{ { "ko", "ко", "科", "ko" } },
	{ { "ku", "ку", "库", "ku" } },
	{ { "la", "ла", "拉", "la" } },
	{ { "le", "ле", "列", "le" } },
	{ { "li", "ли", "利", "li" } },
	{ { "lo", "ло", "洛", "lo" } },
	{ { "lu", "лу", "卢", "lu" } },
	{ { "ma", "ма", "马", "ma" } },
	{ { "me", "ме", "梅", "me" } },
	{ { "mi", "ми", "米", "mi" } },
	{ { "mo", "мо", "莫", "mo" } },
	{ { "mu", "му", "穆", "mu" } },
	{ { "na", "на", "纳", "na" } },
	{ { "ni", "ни", "尼", "ni" } },
	{ { "no", "но", "诺", "no" } },
	{ { "nu", "ну", "努", "nu" } },
	{ { "ra", "ра", "拉", "ra" } },
	{ { "re", "ре", "列", "re" } },
	{ { "ri", "ри", "里", "ri" } },
	{ { "ro", "ро", "罗", "ro" } },
	{ { "ru", "ру", "鲁", "ru" } },
	{ { "sa", "са", "萨", "sa" } },
	{ { "se", "се", "谢", "se" } },
	{ { "si", "си", "西", "si" } },
	{ { "so", "со", "索", "so" } },
	{ { "su", "су", "苏", "su" } },
	{ { "sha", "ша", "沙", "sha" } },
	{ { "she", "ше", "舍", "she" } },
	{ { "ta", "та", "塔", "ta" } },
	{ { "te", "те", "捷", "te" } },
	{ { "ti", "ти", "蒂", "ti" } },
	{ { "to", "то", "托", "to" } },
	{ { "tu", "ту", "图", "tu" } },
	{ { "va", "ва", "瓦", "va" } },
	{ { "ve", "ве", "韦", "ve" } },
	{ { "vi", "ви", "维", "vi" } },
	{ { "ya", "я", "亚", "ya" } },
	{ { "yu", "ю", "尤", "yu" } },
	{ { "za", "за", "扎", "za" } },
	{ { "ze", "зе", "泽", "ze" } },
	{ { "zi", "зи", "济", "zi" } },
	{ { "zo", "зо", "佐", "zo" } },
	{ { "zhu", "жу", "朱", "ju" } },
};

static const struct words surname_ends[] = {
	{ { "v", "в", "夫", "v" } },
	{ { "nov", "нов", "诺夫", "nov" } },
	{ { "bekov", "беков", "别科夫", "bekov" } },
	{ { "zoda", "зода", "佐达", "zoda" } },
	{ { "nko", "нко", "恩科", "nko" } },
	{ { "yan", "ян", "扬", "yan" } },
	{ { "shvili", "швили", "什维利", "shvili" } },
	{ { "lin", "лин", "林", "lin" } },
};

static const struct words place_ends[] = {
	{ { "bad", "бад", "巴德", "bod" } },
	{ { "stan", "стан", "斯坦", "ston" } },
	{ { "kent", "кент", "干", "kent" } },
	{ { "gorsk", "горск", "戈尔斯克", "gorsk" } },
	{ { "pur", "пур", "布尔", "pur" } },
	{ { "ria", "рия", "里亚", "riya" } },
};

static const struct words given[] = {
	{ { "Anna", "Анна", "安娜", "Anna" } },
	{ { "Aziz", "Азиз", "阿齐兹", "Aziz" } },
	{ { "Bakhtiyor", "Бахтиёр", "巴赫季约尔", "Baxtiyor" } },
	{ { "Dilshod", "Дильшод", "迪利绍德", "Dilshod" } },
	{ { "Elena", "Елена", "叶莲娜", "Yelena" } },
	{ { "Farida", "Фарида", "法丽达", "Farida" } },
	{ { "Igor", "Игорь", "伊戈尔", "Igor" } },
	{ { "Kamila", "Камила", "卡米拉", "Komila" } },
	{ { "Marat", "Марат", "马拉特", "Marat" } },
	{ { "Nadezhda", "Надежда", "娜杰日达", "Nadejda" } },
	{ { "Oleg", "Олег", "奥列格", "Oleg" } },
	{ { "Rustam", "Рустам", "鲁斯塔姆", "Rustam" } },
	{ { "Saida", "Саида", "赛达", "Saida" } },
	{ { "Timur", "Тимур", "铁木尔", "Temur" } },
	{ { "Viktor", "Виктор", "维克托", "Viktor" } },
	{ { "Zarina", "Зарина", "扎丽娜", "Zarina" } },
};

static const struct words topics[] = {
	{ { "Foreign Affairs", "иностранных дел", "外交", "tashqi ishlar" } },
	{ { "Internal Affairs", "внутренних дел", "内务", "ichki ishlar" } },
	{ { "Justice", "юстиции", "司法", "adliya" } },
	{ { "Finance", "финансов", "财政", "moliya" } },
	{ { "Defence", "обороны", "国防", "mudofaa" } },
	{ { "Drug Control", "контроля за наркотиками", "禁毒",
		"narkotiklarni nazorat qilish" } },
	{ { "Customs", "таможенного дела", "海关", "bojxona" } },
	{ { "Public Health", "здравоохранения", "卫生", "sog‘liqni saqlash" } },
	{ { "Agriculture", "сельского хозяйства", "农业", "qishloq xo‘jaligi" } },
	{ { "Transport", "транспорта", "交通运输", "transport" } },
	{ { "Energy", "энергетики", "能源", "energetika" } },
	{ { "Water Resources", "водных ресурсов", "水利", "suv xo‘jaligi" } },
	{ { "Culture", "культуры", "文化", "madaniyat" } },
	{ { "Education", "образования", "教育", "ta’lim" } },
	{ { "Science and Technology", "науки и техники", "科学技术",
		"fan va texnologiyalar" } },
	{ { "Trade", "торговли", "贸易", "savdo" } },
	{ { "Tourism", "туризма", "旅游", "turizm" } },
	{ { "Emergency Situations", "чрезвычайных ситуаций", "紧急情况",
		"favqulodda vaziyatlar" } },
	{ { "Border Security", "безопасности границ", "边防", "chegara xavfsizligi" } },
	{ { "Labour and Social Protection", "труда и социальной защиты", "劳动和社会保障",
		"mehnat va ijtimoiy himoya" } },
	{ { "Economic Development", "экономического развития", "经济发展",
		"iqtisodiy rivojlanish" } },
	{ { "Statistics", "статистики", "统计", "statistika" } },
	{ { "Environmental Protection", "охраны окружающей среды", "环境保护",
		"atrof-muhitni muhofaza qilish" } },
	{ { "Information Security", "информационной безопасности", "信息安全",
		"axborot xavfsizligi" } },
	{ { "International Cooperation", "международного сотрудничества", "国际合作",
		"xalqaro hamkorlik" } },
};

/* $g given name, $t topic, $c country, $d district, $s surname, $y year */
struct pattern {
	const char *type;
	const char *in[LANGS];
	const char *other; /* a second English form */
};

static const struct pattern patterns[] = {
	{ "person", { "$g $s", "$g $s", "$g·$s", "$s $g" }, "$s, $g" },
	{ "person", { "$g $d $s", "$g $d $s", "$g·$d·$s", "$s $g $d" }, "$g D. $s" },
	{ "person", { "$s $g", "$s $g", "$s·$g", "$s $g" }, "$g $s" },
	{ "body",
		{ "Ministry of $t of the Republic of $c", "Министерство $t Республики $c",
			"$c共和国$t部", "$c Respublikasi $t vazirligi" },
		"$c Ministry of $t" },
	{ "body",
		{ "$t Agency under the President of the Republic of $c",
			"Агентство $t при Президенте Республики $c",
			"$c共和国总统直属$t署",
			"$c Respublikasi Prezidenti huzuridagi $t agentligi" },
		"$t Agency of $c" },
	{ "body",
		{ "Department of $t of $d District", "Управление $t района $d",
			"$d区$t局", "$d tumani $t boshqarmasi" },
		"$d District $t Department" },
	{ "body",
		{ "State Committee on $t of $d Region",
			"Государственный комитет $t области $d", "$d州国家$t委员会",
			"$d viloyati $t davlat qo‘mitasi" },
		"$d State Committee for $t" },
	{ "office",
		{ "Minister of $t of the Republic of $c", "министр $t Республики $c",
			"$c共和国$t部长", "$c Respublikasi $t vaziri" },
		"$c Minister of $t" },
	{ "office",
		{ "Deputy Head of the Department of $t of $d District",
			"заместитель начальника Управления $t района $d",
			"$d区$t局副局长",
			"$d tumani $t boshqarmasi boshlig‘ining o‘rinbosari" },
		"Deputy Head, $t Department, $d" },
	{ "document",
		{ "Agreement between the Governments of $c and $d on Cooperation in $t "
		  "of $y",
			"Соглашение между правительствами $c и $d о сотрудничестве в "
			"области $t $y "
			"года",
			"$c和$d政府间$t合作协定（$y年）",
			"$c va $d hukumatlari o‘rtasida $t sohasida hamkorlik "
			"to‘g‘risidagi $y "
			"yilgi bitim" },
		"$y $c–$d $t Agreement" },
};

static uint64_t state;

static uint64_t next(void)
{
	state += 0x9e3779b97f4a7c15u;
	uint64_t z = state;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Small numbers more often than great ones, as words of a language are. */
static size_t uneven(size_t n)
{
	size_t a = next() % n, b = next() % n;

	return a < b ? a : b;
}

struct name { /* put together from syllables, in each script */
	char in[LANGS][64];
};

static void capitalise(char *text)
{
	if (text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	/* Cyrillic а–п are D0 B0–BF, р–я D1 80–8F; capitals D0 90–AF */
	if ((unsigned char)text[0] == 0xD0 && (unsigned char)text[1] >= 0xB0)
		text[1] = (char)(text[1] - 0x20);
	else if ((unsigned char)text[0] == 0xD1) {
		text[0] = (char)0xD0;
		text[1] = (char)(text[1] + 0x20);
	}
}

static void make_name(
	struct name *name, const struct words *ends, size_t n_ends, size_t most)
{
	size_t n = 1 + next() % most;

	memset(name, 0, sizeof(*name));
	for (size_t i = 0; i <= n; i++) {
		const struct words *w = i < n ? &syllables[next() % COUNT(syllables)]
					      : &ends[uneven(n_ends)];
		for (int lang = 0; lang < LANGS; lang++)
			strncat(name->in[lang], w->in[lang],
				sizeof(name->in[lang]) - strlen(name->in[lang]) - 1);
	}
	for (int lang = 0; lang < LANGS; lang++)
		capitalise(name->in[lang]);
}

struct values {
	const struct words *topic, *given;
	struct name country, district, surname;
	unsigned year;
};

static void print(const char *pattern, int lang, const struct values *v)
{
	for (const char *c = pattern; *c != '\0'; c++) {
		if (*c != '$') {
			putchar(*c);
			continue;
		}
		switch (*++c) {
		case 't':
			fputs(v->topic->in[lang], stdout);
			break;
		case 'c':
			fputs(v->country.in[lang], stdout);
			break;
		case 'd':
			fputs(v->district.in[lang], stdout);
			break;
		case 's':
			fputs(v->surname.in[lang], stdout);
			break;
		case 'g':
			fputs(v->given->in[lang], stdout);
			break;
		case 'y':
			printf("%u", v->year);
			break;
		}
	}
}

int main(int argc, char **argv)
{
	struct name countries[200];
	struct values v;

	if (argc < 2) {
		fputs("usage: make-terms N [SEED [TYPE]]\n", stderr);
		return 2;
	}
	size_t n = strtoul(argv[1], NULL, 10);
	state = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
	for (size_t i = 0; i < COUNT(countries); i++)
		make_name(&countries[i], place_ends, COUNT(place_ends), 2);
	puts("concept\ttype\ten\ten.variants\tru\tzh\tuz");
	for (size_t i = 0; i < n; i++) {
		const struct pattern *p;
		do
			p = &patterns[next() % COUNT(patterns)];
		while (argc > 3 && strcmp(p->type, argv[3]) != 0);
		v.topic = &topics[uneven(COUNT(topics))];
		v.given = &given[uneven(COUNT(given))];
		v.country = countries[uneven(COUNT(countries))];
		make_name(&v.district, place_ends, COUNT(place_ends), 3);
		make_name(&v.surname, surname_ends, COUNT(surname_ends), 3);
		v.year = 1950 + (unsigned)(next() % 75);
		printf("t%zu\t%s", i + 1, p->type);
		for (int lang = 0; lang < LANGS; lang++) {
			putchar('\t');
			print(p->in[lang], lang, &v);
			if (lang != EN)
				continue;
			putchar('\t');
			print(p->other, lang, &v);
		}
		putchar('\n');
	}
	return ferror(stdout) ? 1 : 0;
}
