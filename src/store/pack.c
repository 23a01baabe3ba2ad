/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/pack.h"

#include <limits.h>

#include "src/base/err.h"
#include "src/base/hash.h"

#define PACK_VERSION 1

enum form_flag { FLAG_TAGGED = 1, FLAG_GROUPED = 2, ALL_FLAGS = 3 };

static void put_number(struct buf *out, uint64_t n)
{
	char bytes[10];
	size_t size = 0;

	do {
		bytes[size] = (char)(n & 0x7f);
		n >>= 7;
		if (n != 0)
			bytes[size] = (char)(bytes[size] | 0x80);
		size++;
	} while (n != 0);
	buf_add(out, bytes, size);
}

static void put_text(struct buf *out, const struct buf *text)
{
	put_number(out, text->size);
	buf_add(out, buf_str(text), text->size);
	if (!buf_ok(text))
		out->failed = true;
}

static void pack_form(const struct form *f, bool ids, struct buf *out)
{
	static const struct buf nothing;

	put_number(
		out, (f->tagged ? FLAG_TAGGED : 0u) | (f->grouped ? FLAG_GROUPED : 0u));
	put_number(out, ids ? (uint64_t)f->id : 0);
	put_number(out, f->status);
	put_number(out, f->kind);
	put_number(out, f->reliability < 0 ? 0 : (uint64_t)f->reliability);
	put_text(out, &f->text);
	put_text(out, f->tagged ? &f->markup : &nothing);
	put_text(out, &f->valid_from);
	put_text(out, &f->valid_to);
	put_text(out, &f->source);
	put_text(out, &f->note);
	put_text(out, &f->instead);
	put_text(out, &f->approved_by);
	put_text(out, &f->approved_at);
	put_text(out, &f->attrs);
	put_text(out, &f->term_attrs);
	put_text(out, &f->extra);
}

static void pack_section(const struct section *s, bool ids, struct buf *out)
{
	put_text(out, &s->lang);
	put_text(out, &s->attrs);
	put_text(out, &s->extra);
	put_number(out, s->n_forms);
	for (size_t i = 0; i < s->n_forms; i++)
		pack_form(&s->forms[i], ids, out);
}

static void pack_relation(const struct relation *r, struct buf *out)
{
	put_number(out, r->kind);
	put_text(out, &r->target);
	put_text(out, &r->from);
	put_text(out, &r->to);
	put_text(out, &r->source);
	put_text(out, &r->note);
}

void concept_pack(const struct concept *c, bool ids, struct buf *out)
{
	put_number(out, PACK_VERSION);
	put_text(out, &c->id);
	put_number(out, c->kind);
	put_text(out, &c->subject);
	put_text(out, &c->definition);
	put_text(out, &c->note);
	put_text(out, &c->attrs);
	put_text(out, &c->extra);
	put_number(out, c->n_sections);
	for (size_t i = 0; i < c->n_sections; i++)
		pack_section(&c->sections[i], ids, out);
	put_number(out, c->n_relations);
	for (size_t i = 0; i < c->n_relations; i++)
		pack_relation(&c->relations[i], out);
}

/* What is still to be read; `bad` sticks, and everything read after it is 0 or "". */
struct unpacking {
	const unsigned char *at, *end;
	bool bad, no_memory;
};

/* Only the shortest way to write a number is right, so that equal records are equal
 * bytes. */
static uint64_t take_number(struct unpacking *u, uint64_t max)
{
	uint64_t n = 0;

	for (unsigned shift = 0; !u->bad && u->at < u->end && shift < 64; shift += 7) {
		unsigned char byte = *u->at++;
		if ((shift == 63 && byte > 1) || (shift > 0 && byte == 0))
			break;
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80 && n <= max)
			return n;
		if (byte < 0x80)
			break;
	}
	u->bad = true;
	return 0;
}

static void take_text(struct unpacking *u, struct buf *text)
{
	size_t size = take_number(u, (uint64_t)(u->end - u->at));

	/* the number itself took bytes of what was left */
	if (size > (size_t)(u->end - u->at))
		u->bad = true;
	if (u->bad)
		return;
	buf_clear(text);
	buf_add(text, u->at, size);
	u->no_memory = u->no_memory || !buf_ok(text);
	u->at += size;
}

static void unpack_form(struct unpacking *u, struct form *f)
{
	uint64_t flags = take_number(u, ALL_FLAGS);

	f->tagged = (flags & FLAG_TAGGED) != 0;
	f->grouped = (flags & FLAG_GROUPED) != 0;
	f->id = (int64_t)take_number(u, INT64_MAX);
	f->status = (enum form_status)take_number(u, N_STATUSES - 1);
	f->kind = (enum form_kind)take_number(u, N_FORM_KINDS - 1);
	f->reliability = (int)take_number(u, INT_MAX);
	take_text(u, &f->text);
	take_text(u, &f->markup);
	if (!f->tagged && f->markup.size > 0)
		u->bad = true;
	take_text(u, &f->valid_from);
	take_text(u, &f->valid_to);
	take_text(u, &f->source);
	take_text(u, &f->note);
	take_text(u, &f->instead);
	take_text(u, &f->approved_by);
	take_text(u, &f->approved_at);
	take_text(u, &f->attrs);
	take_text(u, &f->term_attrs);
	take_text(u, &f->extra);
}

/* Room is made for one thing at a time, so a damaged count costs no more than its bytes.
 */
static void unpack_section(struct unpacking *u, struct section *s)
{
	take_text(u, &s->lang);
	take_text(u, &s->attrs);
	take_text(u, &s->extra);
	for (uint64_t n = take_number(u, UINT32_MAX); n > 0 && !u->bad && !u->no_memory;
		n--) {
		struct form *f = section_add_form(s);
		u->no_memory = u->no_memory || f == NULL;
		if (f != NULL)
			unpack_form(u, f);
	}
}

static void unpack_relation(struct unpacking *u, struct relation *r)
{
	r->kind = (enum relation_kind)take_number(u, N_RELATION_KINDS - 1);
	take_text(u, &r->target);
	take_text(u, &r->from);
	take_text(u, &r->to);
	take_text(u, &r->source);
	take_text(u, &r->note);
}

static void unpack_concept(struct unpacking *u, struct concept *c)
{
	if (take_number(u, PACK_VERSION) != PACK_VERSION)
		u->bad = true;
	take_text(u, &c->id);
	c->kind = (enum concept_kind)take_number(u, N_KINDS - 1);
	take_text(u, &c->subject);
	take_text(u, &c->definition);
	take_text(u, &c->note);
	take_text(u, &c->attrs);
	take_text(u, &c->extra);
	for (uint64_t n = take_number(u, UINT32_MAX); n > 0 && !u->bad && !u->no_memory;
		n--) {
		struct section *s = concept_add_section(c);
		u->no_memory = u->no_memory || s == NULL;
		if (s != NULL)
			unpack_section(u, s);
	}
	for (uint64_t n = take_number(u, UINT32_MAX); n > 0 && !u->bad && !u->no_memory;
		n--) {
		struct relation *r = concept_add_relation(c);
		u->no_memory = u->no_memory || r == NULL;
		if (r != NULL)
			unpack_relation(u, r);
	}
}

int concept_unpack(const void *bytes, size_t size, struct concept *c)
{
	struct unpacking u = { .at = bytes };

	concept_reset(c);
	u.end = u.at + size;
	unpack_concept(&u, c);
	if (u.no_memory)
		return err_nomem();
	if (u.bad || u.at != u.end)
		return err_set(BIS_EDB,
			"the kept state of a concept is damaged near byte %zu of %zu",
			(size_t)(u.at - (const unsigned char *)bytes), size);
	return 0;
}

int concept_hash(const struct concept *c, struct buf *scratch, int64_t *hash)
{
	buf_clear(scratch);
	concept_pack(c, false, scratch);
	if (!buf_ok(scratch))
		return err_nomem();
	*hash = (int64_t)hash_bytes(buf_str(scratch), scratch->size, PACK_VERSION);
	return 0;
}
