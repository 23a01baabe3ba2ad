/* SPDX-License-Identifier: Apache-2.0
 *
 * A reader of HTML over libxml2's: tags in whatever state, as events.
 *
 * Nothing is fetched, scripts are not run, the only entities are those of HTML.  Start
 * and end callbacks are balanced: the parser closes what the page forgot to.
 */
#ifndef BISOTUN_XML_HTML_H
#define BISOTUN_XML_HTML_H

#include "src/base/base.h"

#define HTML_MAX_DEPTH 256

struct html_handler {
	/* `attributes` is NULL or name, value (NULL none), name, …, NULL; all callbacks
	 * return 0 to go on, 1 to end quietly, negative to fail */
	int (*start)(void *ctx, const char *name, const char *const *attributes);
	int (*end)(void *ctx, const char *name);
	/* in several pieces; also what stands in script and style */
	int (*text)(void *ctx, const char *text, size_t size);
	void *ctx;
};

/* Reads UTF-8, whatever the page says of its encoding; `name` is for messages.  Elements
 * nested deeper than HTML_MAX_DEPTH are BIS_EFORMAT. */
int html_read(const char *name, const char *text, size_t size,
	const struct html_handler *handler);

/* The value of an attribute; NULL. */
const char *html_attribute(const char *const *attributes, const char *name);

#endif
