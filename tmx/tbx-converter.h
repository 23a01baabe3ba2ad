/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the conversion, for each other: tbx-convert.c groups and what does not
 * fit, tbx-category.c one category, tbx-inline.c the text in it.
 */
#ifndef BISOTUN_TBX_CONVERTER_H
#define BISOTUN_TBX_CONVERTER_H

#include "tmx/tbx-convert.h"

/* Text, type and an attribute of an element, into v->value, v->type and v->scratch. */
void tbx_take_text(struct tbx_convert *v, const struct tbx_item *item);
void tbx_take_type(struct tbx_convert *v, const struct tbx_item *item);
bool tbx_take_attr(struct tbx_convert *v, const struct tbx_item *item, const char *name);

/* Tells "termNote/animacy", or with a value "termNote/partOfSpeech=properNoun". */
void tbx_tell(struct tbx_convert *v, const struct tbx_item *item, const char *type,
	const char *value);

/* An attribute, made to fit. */
void tbx_add_id(struct tbx_convert *v, const char *name, const char *id, struct buf *out);
void tbx_add_target(
	struct tbx_convert *v, const char *name, const char *target, struct buf *out);
void tbx_add_lang(struct tbx_convert *v, const char *lang, struct buf *out);

/* A category that stands for itself, or (`head`) as the main element of a group, which
 * keeps its name. */
bool tbx_convert_category(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, bool head, struct buf *out);

#endif
