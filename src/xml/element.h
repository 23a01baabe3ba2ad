/* SPDX-License-Identifier: Apache-2.0
 *
 * What readers of XML formats ask of an element and of text.
 */
#ifndef BISOTUN_XML_ELEMENT_H
#define BISOTUN_XML_ELEMENT_H

#include "src/xml/reader.h"

/* The attribute of that name (with prefix, as written), and its value; NULL for none. */
const struct xml_attribute *xml_attribute(const struct xml_element *e, const char *name);
const char *xml_value(const struct xml_element *e, const char *name);

/* Whether text is white space only (XML 1.0, §2.3). */
bool xml_is_blank(const char *text, size_t size);

#endif
