/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/xml/message.h"

#include <stdio.h>
#include <string.h>

void message_tidy(char *to, size_t room, const char *message)
{
	if (message != NULL && strncmp(message, "xmlParse", 8) == 0) {
		const char *colon = strstr(message, ": ");
		message = colon == NULL ? message : colon + 2;
	}
	snprintf(to, room, "%s", message == NULL ? "not well-formed" : message);
	size_t size = strlen(to);
	while (size > 0 && strchr("\n\r .", to[size - 1]) != NULL)
		to[--size] = '\0';
	for (char *p = to; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
}

void message_of_breach(char *to, size_t room, const xmlError *error)
{
	const char *one = error->str1 == NULL ? "?" : error->str1;
	const char *two = error->str2 == NULL ? "?" : error->str2;

	switch (error->code) {
	case XML_ERR_DOCUMENT_EMPTY:
		snprintf(to, room, "not XML: no element found");
		break;
	case XML_ERR_DOCUMENT_END:
		snprintf(to, room, "something follows the end of the document");
		break;
	case XML_ERR_TAG_NOT_FINISHED:
		snprintf(to, room, "the file ends inside <%s> of line %d", one,
			error->int1);
		break;
	case XML_ERR_TAG_NAME_MISMATCH:
		snprintf(to, room, "<%s> of line %d is closed by </%s>", one, error->int1,
			two);
		break;
	case XML_ERR_INVALID_DEC_CHARREF:
	case XML_ERR_INVALID_HEX_CHARREF:
	case XML_ERR_INVALID_CHARREF:
	case XML_ERR_INVALID_CHAR: /* any other has been mended by the filter */
		snprintf(to, room, "malformed character reference");
		break;
	case XML_ERR_ENTITY_LOOP:
		snprintf(to, room, "an entity contains itself, or expands too far");
		break;
	default:
		message_tidy(to, room, error->message);
	}
}
