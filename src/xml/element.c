/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/xml/element.h"

#include <string.h>

const struct xml_attribute *xml_attribute(const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (strcmp(e->attributes[i].name, name) == 0)
			return &e->attributes[i];
	return NULL;
}

const char *xml_value(const struct xml_element *e, const char *name)
{
	const struct xml_attribute *a = xml_attribute(e, name);

	return a == NULL ? NULL : a->value;
}

bool xml_is_blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n' &&
			text[i] != '\r')
			return false;
	return true;
}
