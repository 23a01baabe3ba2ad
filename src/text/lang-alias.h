/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands for what in language tags: codes of old, of other standards (ISO 639-2/B,
 * Windows) and of Unicode's macrolanguages, with their preferred value.  A row is looked
 * for as the whole tag, then as its language, region or POSIX modifier.
 */
#ifndef BISOTUN_LANG_ALIAS_H
#define BISOTUN_LANG_ALIAS_H

struct lang_alias {
	const char *from, *to;
};

/* Whole tags, lower case: grandfathered ones (RFC 5646 §2.2.8), extended languages,
 * Windows'. */
/* clang-format off */
static const struct lang_alias whole_aliases[] = {
	{ "art-lojban", "jbo" }, { "en-gb-oed", "en-GB-oxendict" },
	{ "i-ami", "ami" }, { "i-bnn", "bnn" }, { "i-hak", "hak" },
	{ "i-klingon", "tlh" }, { "i-lux", "lb" }, { "i-navajo", "nv" },
	{ "i-pwn", "pwn" }, { "i-tao", "tao" }, { "i-tay", "tay" },
	{ "i-tsu", "tsu" }, { "no-bok", "nb" }, { "no-nyn", "nn" },
	{ "zh-chs", "zh-Hans" }, { "zh-cht", "zh-Hant" }, { "zh-gan", "gan" },
	{ "zh-guoyu", "zh" }, { "zh-hakka", "hak" }, { "zh-min-nan", "nan" },
	{ "zh-xiang", "hsn" },
};
/* clang-format on */

/* Languages.  ISO 639-2/T needs no rows, ICU knows it. */
/* clang-format off */
static const struct lang_alias language_aliases[] = {
	{ "alb", "sq" }, { "als", "sq" }, { "arb", "ar" }, { "arm", "hy" },
	{ "azj", "az" }, { "baq", "eu" }, { "bur", "my" }, { "chi", "zh" },
	{ "cmn", "zh" }, { "cze", "cs" }, { "dut", "nl" }, { "ekk", "et" },
	{ "fre", "fr" }, { "geo", "ka" }, { "ger", "de" }, { "gre", "el" },
	{ "ice", "is" }, { "in", "id" }, { "iw", "he" }, { "ji", "yi" },
	{ "jw", "jv" }, { "khk", "mn" }, { "kmr", "ku" }, { "lvs", "lv" },
	{ "mac", "mk" }, { "mao", "mi" }, { "may", "ms" }, { "mo", "ro" },
	{ "mol", "ro" }, { "npi", "ne" }, { "ory", "or" }, { "per", "fa" },
	{ "pes", "fa" }, { "rum", "ro" }, { "scc", "sr" }, { "scr", "hr" },
	{ "sh", "sr-Latn" }, { "slo", "sk" }, { "swh", "sw" }, { "tib", "bo" },
	{ "uzn", "uz" }, { "wel", "cy" }, { "zsm", "ms" },
};
/* clang-format on */

/* clang-format off */
static const struct lang_alias region_aliases[] = {
	{ "BU", "MM" }, { "DD", "DE" }, { "FX", "FR" }, { "SU", "RU" },
	{ "TP", "TL" }, { "UK", "GB" }, { "YD", "YE" }, { "YU", "RS" },
	{ "ZR", "CD" },
};
/* clang-format on */

/* uz_UZ@cyrillic; the empty string: says nothing about the language. */
/* clang-format off */
static const struct lang_alias modifier_aliases[] = {
	{ "arabic", "Arab" }, { "cyrillic", "Cyrl" }, { "devanagari", "Deva" },
	{ "euro", "" }, { "latin", "Latn" },
};
/* clang-format on */

#endif
