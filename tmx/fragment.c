/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/fragment.h"

#include <string.h>

#include "src/xml/markup.h"

/* Length of the prefix with its colon; 0 for none, and for xml:, which needs no
 * declaration. */
static size_t prefix_size(const char *name)
{
	const char *colon = strchr(name, ':');

	if (colon == NULL || (colon == name + 3 && memcmp(name, "xml", 3) == 0))
		return 0;
	return (size_t)(colon - name) + 1;
}

static void declare(struct buf *to, const char *name, size_t prefix, const char *uri)
{
	char declaration[128];

	if (prefix == 0 || prefix + sizeof("xmlns:") > sizeof(declaration))
		return;
	memcpy(declaration, "xmlns:", 6);
	memcpy(declaration + 6, name, prefix - 1);
	declaration[6 + prefix - 1] = '\0';
	markup_attr(to, declaration, uri);
}

static bool same_prefix(const char *a, const char *b, size_t prefix)
{
	return strncmp(a, b, prefix) == 0;
}

/* Whether the n-th attribute's prefix was met on an attribute before it. */
static bool declared_before(const struct xml_element *e, size_t n, size_t prefix)
{
	for (size_t i = 0; i < n; i++)
		if (e->attributes[i].uri != NULL &&
			same_prefix(e->attributes[i].name, e->attributes[n].name, prefix))
			return true;
	return false;
}

void fragment_attr(struct buf *to, const struct xml_element *e, size_t n)
{
	const struct xml_attribute *a = &e->attributes[n];
	size_t prefix = a->uri == NULL ? 0 : prefix_size(a->name);

	if (prefix > 0 && !declared_before(e, n, prefix))
		declare(to, a->name, prefix, a->uri);
	markup_attr_sized(to, a->name, a->value, a->size);
}

/* The attributes of an element whose own name has already brought the declaration of a
 * prefix. */
static void add_attrs(
	struct buf *to, const struct xml_element *e, const char *name, size_t name_prefix)
{
	for (size_t i = 0; i < e->n_attributes; i++) {
		const struct xml_attribute *a = &e->attributes[i];
		if (a->uri != NULL && name_prefix > 0 &&
			same_prefix(a->name, name, name_prefix))
			markup_attr_sized(to, a->name, a->value, a->size);
		else
			fragment_attr(to, e, i);
	}
}

void fragment_begin(struct fragment *f, struct buf *to, const char *home)
{
	f->to = to;
	f->home = home;
	f->depth = 0;
	f->open[0].elsewhere = false;
}

static bool same_uri(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

void fragment_open(struct fragment *f, const struct xml_element *e)
{
	bool at_home = same_uri(e->uri, f->home);
	size_t prefix = prefix_size(e->name);
	/* a prefix without a namespace was never declared; it stays as it is written */
	bool local = at_home && e->uri != NULL;
	const char *name = local ? e->local : e->name;
	bool was_elsewhere = f->open[f->depth].elsewhere;
	bool elsewhere = was_elsewhere;

	if (f->depth >= XML_MAX_DEPTH)
		return;
	buf_addc(f->to, '<');
	buf_adds(f->to, name);
	if (local || prefix == 0) {
		elsewhere = !at_home && e->uri != NULL;
		if (elsewhere)
			markup_attr(f->to, "xmlns", e->uri);
		else if (was_elsewhere)
			markup_attr(f->to, "xmlns", "");
		prefix = 0;
	} else if (e->uri != NULL) {
		declare(f->to, e->name, prefix, e->uri);
	}
	add_attrs(f->to, e, e->name, e->uri == NULL ? 0 : prefix);
	buf_addc(f->to, '>');
	f->depth++;
	f->open[f->depth].opened = f->to->size;
	f->open[f->depth].prefixed = !local;
	f->open[f->depth].elsewhere = elsewhere;
}

void fragment_close(struct fragment *f, const char *name, const char *local)
{
	if (f->depth == 0)
		return;
	markup_close(f->to, f->open[f->depth].prefixed ? name : local,
		f->open[f->depth].opened);
	f->depth--;
}
