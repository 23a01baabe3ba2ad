/* SPDX-License-Identifier: Apache-2.0
 *
 * What libxml2 has to say, in our words.  For the files of this folder only.
 */
#ifndef BISOTUN_XML_MESSAGE_H
#define BISOTUN_XML_MESSAGE_H

#include <stddef.h>

#include <libxml/xmlerror.h>

/* Its message in one line, without full stop and names of its functions. */
void message_tidy(char *to, size_t room, const char *message);

/* What is not well-formed. */
void message_of_breach(char *to, size_t room, const xmlError *error);

#endif
