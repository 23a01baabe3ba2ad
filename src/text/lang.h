/* SPDX-License-Identifier: Apache-2.0
 *
 * Language tags (BCP 47, RFC 5646): one form, likely subtags, and how far one tag may
 * stand in for another.
 */
#ifndef BISOTUN_LANG_H
#define BISOTUN_LANG_H

#include "src/base/base.h"

#define LANG_MAX 64 /* bytes of a tag with its NUL */

/* Makes a tag canonical: `zh_CN` and `ZH-cn` give "zh-CN", `zh_hans` "zh-Hans", `rus`
 * "ru", deprecated subtags their preferred value; POSIX locales (sr_RS.UTF-8@latin)
 * are read as well.  The empty tag stays empty.  Fails with BIS_EUSAGE where it is no
 * tag at all ("all" and "*all*" are none); `canonical` then is "und". */
int lang_canonical(const char *tag, char canonical[LANG_MAX]);

/* Language, script and region with likely subtags filled in (UTS #35 Likely Subtags):
 * "zh-TW" gives "zh", "Hant", "TW". Script or region may be "". */
struct lang_parts {
	char language[12];
	char script[8];
	char region[8];
	bool region_given; /* the tag itself names a region */
	bool script_given;
};
/* Costs some microseconds: keep what is asked for often.  0 or BIS_ENOMEM; of private
 * use (x-…) and und nothing is filled in. */
int lang_parts(const char *tag, struct lang_parts *parts);

/* How far text in language `have` answers a request for `want` (canonical tags):
 *   0   the same tag
 *   1–99 near: the penalty; `en` asked, `en-GB` there: 1; `en-US` asked, `en-GB` there: 2
 *  -1   no: another language, another script (sr-Latn/sr-Cyrl, zh-CN/zh-TW).
 * One region there and none here costs 1, two that differ 2; variants, extensions and
 * private use that differ 1 more.  It is the same both ways.  A tag without script means
 * its likely script: zh is zh-Hans, uz is uz-Latn, sr is sr-Cyrl.  Takes next to no time
 * for equal tags and for other languages, else twice that of lang_parts(). */
int lang_distance(const char *want, const char *have);

/* English name of a tag for people ("Russian", "Chinese (Simplified)"), into `name`. */
void lang_name(const char *tag, char *name, size_t size);

/* Whether text of this language runs from right to left. */
bool lang_is_rtl(const char *tag);

#endif
