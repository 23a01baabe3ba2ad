/* SPDX-License-Identifier: Apache-2.0
 *
 * What the data categories of TBX are and how those of one version, dialect or tool
 * become those of another.  Tables only: readers, writers and tests ask here and decide
 * nothing themselves.
 */
#ifndef BISOTUN_TBX_MAP_H
#define BISOTUN_TBX_MAP_H

#include "src/base/buf.h"
#include "termbase/concept.h"

#define TBX_NAMESPACE "urn:iso:std:iso:30042:ed-2"

/* Where in an entry something stands; also as bits of a set. */
enum tbx_level { TBX_CONCEPT = 1, TBX_LANG = 2, TBX_TERM = 4 };

/* The public dialects of TBX 3, each holding all of those before it. */
enum tbx_dialect { TBX_CORE, TBX_MIN, TBX_BASIC, TBX_LINGUIST, TBX_AS_IS };

/* "core", "min", "basic", "linguist", "as-is", or the type of a file ("TBX-Basic"); -1
 * unknown. */
int tbx_dialect_of_name(const char *name);
int tbx_dialect_of_type(const char *type);
const char *tbx_dialect_type(enum tbx_dialect dialect); /* "TBX-Basic" */

/* The namespace of a module in DCT style, and its usual prefix; NULL for core. */
const char *tbx_module_uri(enum tbx_dialect module);
const char *tbx_module_prefix(enum tbx_dialect module);
int tbx_module_of_uri(const char *uri); /* -1: none of them */

struct tbx_category {
	const char *type;          /* "partOfSpeech" */
	const char *element;       /* in DCA: "termNote" */
	enum tbx_dialect module;   /* of which it is */
	unsigned levels;           /* enum tbx_level */
	const char *const *values; /* its picklist, ended by NULL; NULL: any text */
};

/* NULL where no public dialect has one of that name. */
const struct tbx_category *tbx_category_find(const char *type);
bool tbx_category_allows(const struct tbx_category *category, const char *value);

/* The 2025 revision renames categories and values: whether `value` is one of its names in
 * the category `type` (usageStatus=preferred, transactionType=creation). */
bool tbx_is_2025(const char *type, const char *value);

/* What a category of another version or tool becomes in TBX 3: the name in the public
 * dialects, `type` itself where that is one already, NULL where there is none. */
const char *tbx_type_v3(const char *element, const char *type);

/* What a value becomes in a picklist of TBX 3; NULL where it has no place there.
 * `*exact` is false where meaning gets lost on the way (properNoun to noun). */
const char *tbx_value_v3(const char *type, const char *value, bool *exact);

/* Statuses and kinds of forms.  -1 where the value says nothing we know. */
bool tbx_is_status(const char *type);
int tbx_status_of_value(const char *type, const char *value);
int tbx_kind_of_value(const char *value); /* of termType */
/* In the vocabulary of category `type` (administrativeStatus, usageStatus …);
 * NULL for a status without a word there. */
const char *tbx_status_value(const char *type, enum form_status status);
/* The termType of TBX 3, or of TBX 2; NULL for FORM_FULL, which goes without saying. */
const char *tbx_kind_value(enum form_kind kind, bool v2);

/* TBX-Min of 2013 has elements of its own for four categories. */
struct tbx_min_name {
	const char *min;     /* "termStatus" */
	const char *element; /* "termNote" */
	const char *type;    /* "administrativeStatus" */
};
const struct tbx_min_name *tbx_min_by_name(const char *min);
const struct tbx_min_name *tbx_min_by_type(const char *type);
unsigned tbx_min_bit(const struct tbx_min_name *name); /* its number among them */
/* A value in the picklists of TBX-Min 2013; NULL where it has none for it. */
const char *tbx_value_min(const char *type, const char *value);

/* Elements that hold elements only: white space in them is there for the eye. */
bool tbx_is_frame(const char *name);

/* An id as XML wants it (NCName): "12" becomes "c12". The same id always becomes the same
 * one. */
void tbx_mend_id(struct buf *out, const char *id);
bool tbx_is_ncname(const char *id);
/* A language tag as xs:language wants it: "en_US" becomes "en-US", nonsense "und". */
void tbx_mend_lang(struct buf *out, const char *lang);
/* The date in "20010507T10:57:25Z", "2015-03-17 13:00:00": "2001-05-07"; false where
 * there is none. */
bool tbx_mend_date(struct buf *out, const char *date);
bool tbx_is_http(const char *target);

#endif
