/* SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tmx/tbx-names.h"

#include <string.h>

/* Names TBX has; anything else is copied as it is. */
static const char *const known[] = { "martif", "tbx", "TBX", "martifHeader", "tbxHeader",
	"header", "text", "body", "back", "termEntry", "conceptEntry", "entry", "langSet",
	"langSec", "langGroup", "tig", "ntig", "termSec", "termGroup", "termGrp", "term",
	"descrip", "descripGrp", "descripNote", "admin", "adminGrp", "adminNote",
	"transac", "transacGrp", "transacNote", "termNote", "termNoteGrp", "termCompList",
	"termComp", "termCompGrp", "note", "noteGrp", "ref", "xref", "date", "hi",
	"foreign", "sc", "ec", "ph", "bpt", "ept", "fileDesc", "titleStmt", "title",
	"publicationStmt", "sourceDesc", "encodingDesc", "revisionDesc", "change", "p",
	"refObjectSec", "refObjectList", "refObject", "itemSet", "itemGrp", "item" };

const char *tbx_known_name(const char *name)
{
	for (size_t i = 0; i < N_ELEMENTS(known); i++)
		if (strcmp(known[i], name) == 0)
			return known[i];
	return "";
}

static bool is_one_of(
	const char *name, const char *a, const char *b, const char *c, const char *d)
{
	return strcmp(name, a) == 0 || strcmp(name, b) == 0 || strcmp(name, c) == 0 ||
	       strcmp(name, d) == 0;
}

bool tbx_is_root(const char *name)
{
	return is_one_of(name, "martif", "tbx", "TBX", "TBX");
}

bool tbx_is_entry(const char *name)
{
	return is_one_of(name, "termEntry", "conceptEntry", "entry", "entry");
}

bool tbx_is_language(const char *name)
{
	return is_one_of(name, "langSet", "langSec", "langGroup", "langGroup");
}

bool tbx_is_term_section(const char *name)
{
	return is_one_of(name, "tig", "ntig", "termSec", "termGroup");
}

bool tbx_is_header(const char *name)
{
	return is_one_of(name, "martifHeader", "tbxHeader", "header", "header");
}

bool tbx_is_own_uri(const char *uri)
{
	return uri == NULL || strncmp(uri, "urn:iso:std:iso:30042", 21) == 0;
}
