/* SPDX-License-Identifier: Apache-2.0
 *
 * For glossaries of language pairs (OmegaT, UTX): which section of a concept stands on
 * which side.
 */
#ifndef BISOTUN_PAIRS_H
#define BISOTUN_PAIRS_H

#include "tmx/dropped.h"

/* The section whose language answers `lang` best; NULL where none does.  With lang "" the
 * first section. */
const struct section *pairs_section(const struct concept *c, const char *lang);

/* The n-th target section: of the languages asked for, in order; where none are, every
 * section but the source.  NULL past the last. */
const struct section *pairs_target(const struct concept *c, const struct write_options *o,
	const struct section *source, size_t n);

/* Rows one concept may give: each source form with each target form. */
#define PAIRS_MAX 10000

/* Adds a cell.  It has no way to hold a tab or a line end, for which a blank is put; as
 * the `first` of a row it may not begin with `#`, before which a blank is put that
 * readers trim. */
void pairs_add_cell(struct buf *b, const char *text, bool first);

/* Whether a form may be offered as a translation: not deprecated, obsolete or for look-up
 * only. */
bool pairs_offered(const struct form *f);

/* Tells what of the concept a glossary of pairs has no place for. */
void pairs_tell_lost(struct dropped *dropped, const struct concept *c);

/* A side's form of that text in the section, made with `status` where there is none;
 * NULL: no memory. */
struct form *pairs_form(
	struct section *s, const char *text, enum form_status status, long line);

#endif
