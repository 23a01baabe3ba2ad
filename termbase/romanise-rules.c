/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules lie sorted by the first letter of their source, and among those in the order they
 * are tried, so that the first that fits is the one; a small hash leads from the letter
 * to its first rule.  What a rule costs to try does not depend on the length of the text:
 * a condition looks at one letter beside the source and no further than there are
 * conditions.
 */
#include "config.h"
#include "termbase/romanise-rules.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"
#include "termbase/romanise.h"

enum { BLOCK = 8192, ALIGNMENT = 16, MOST_OF_A_SOURCE = 256 };

struct pool_block {
	struct pool_block *next;
	size_t used, size;
	_Alignas(ALIGNMENT) char bytes[];
};

void *pool_take(struct pool *p, size_t size)
{
	struct pool_block *b = p->blocks;

	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (b == NULL || b->size - b->used < size) {
		size_t room = size > BLOCK ? size : BLOCK;
		b = calloc(1, sizeof(*b) + room);
		if (b == NULL)
			return NULL;
		*b = (struct pool_block){ .next = p->blocks, .size = room };
		p->blocks = b;
	}
	b->used += size;
	return b->bytes + b->used - size;
}

void pool_free(struct pool *p)
{
	while (p->blocks != NULL) {
		struct pool_block *next = p->blocks->next;
		free(p->blocks);
		p->blocks = next;
	}
}

/* Apostrophes, primes, and the modifier letters used for them. */
static bool is_apostrophe(int32_t c)
{
	switch (c) {
	case '\'':
	case '`':
	case 0x00B4:
	case 0x02B9:
	case 0x02BB:
	case 0x02BC:
	case 0x02BD:
	case 0x02BE:
	case 0x02BF:
	case 0x02C8:
	case 0x2018:
	case 0x2019:
	case 0x201B:
	case 0x2032:
		return true;
	default:
		return false;
	}
}

/* What may stand inside a word though it is no letter. */
static bool is_joint(int32_t c)
{
	return is_apostrophe(c) || c == 0x200C || c == 0x200D;
}

int32_t glyph_small(int32_t c)
{
	return is_apostrophe(c) ? '\'' : letter_small(c);
}

/* A run of joints is inside a word where letters stand on both sides. */
static void settle_joints(struct glyphs *g)
{
	size_t i = 0;

	while (i < g->n) {
		size_t begin = i;
		while (i < g->n && is_joint(g->at[i].as))
			i++;
		bool inside = begin > 0 && i < g->n && g->at[begin - 1].inside &&
			      g->at[i].inside;
		for (size_t k = begin; k < i; k++)
			g->at[k].inside = inside;
		i += i == begin;
	}
}

int glyphs_read(const char *text, size_t size, struct glyph *here, struct glyphs *out)
{
	const char *end = text + size;
	bool joints = false;

	*out = (struct glyphs){ .at = here };
	if (size > GLYPHS_HERE) {
		out->at = malloc(sizeof(*out->at) * size);
		if (out->at == NULL)
			return err_nomem();
	}
	while (text < end) {
		int32_t c = utf8_next(&text, end);
		bool joint = is_joint(c);
		out->at[out->n++] = (struct glyph){
			.as = c, .small = glyph_small(c), .inside = !joint && is_letter(c)
		};
		joints |= joint;
	}
	if (joints)
		settle_joints(out);
	return 0;
}

void glyphs_finish(struct glyphs *g, struct glyph *here)
{
	if (g->at != here)
		free(g->at);
	*g = (struct glyphs){ 0 };
}

static const struct letter_class *class_find(
	const struct letter_class *c, const char *name, size_t size)
{
	for (; c != NULL; c = c->next)
		if (strlen(c->name) == size && memcmp(c->name, name, size) == 0)
			return c;
	return NULL;
}

/* "[V]" at *at, behind the bracket. */
static const char *read_class(
	const struct letter_class *classes, const char **at, struct atom *atom)
{
	const char *close = strchr(*at, ']');

	if (close == NULL)
		return "[ without ]";
	atom->kind = ATOM_CLASS;
	atom->class = class_find(classes, *at, (size_t)(close - *at));
	*at = close + 1;
	return atom->class == NULL ? "a class that is not defined" : NULL;
}

static const char *read_atom(const struct letter_class *classes, const char **at,
	const char *end, bool left, struct atom *atom)
{
	*atom = (struct atom){ .turned = **at == '!' };
	*at += atom->turned;
	int32_t c = utf8_next(at, end);
	switch (c) {
	case 0:
		return "! with nothing behind it";
	case '[':
		return read_class(classes, at, atom);
	case '^':
	case '$':
		atom->kind = ATOM_EDGE;
		return left == (c == '^') ? NULL : "^ is for left, $ for right";
	case '|':
	case '!':
	case ']':
	case ' ':
		return "a sign out of place";
	default:
		atom->kind = ATOM_LETTER;
		atom->letter = glyph_small(c);
		return letter_small(c) == c ? NULL : "a capital letter";
	}
}

static void turn_round(struct atom *atoms, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct atom kept = atoms[i];
		atoms[i] = atoms[n - 1 - i];
		atoms[n - 1 - i] = kept;
	}
}

/* One alternative, up to "|" or the end; its atoms are put outward. */
static const char *read_run(const struct letter_class *classes, const char **at,
	const char *end, bool left, struct atom *atoms, size_t *n)
{
	*n = 0;
	while (*at < end && **at != '|') {
		const char *why = read_atom(classes, at, end, left, &atoms[(*n)++]);
		if (why != NULL)
			return why;
	}
	if (*n == 0)
		return "an empty alternative";
	if (left)
		turn_round(atoms, *n);
	for (size_t i = 0; i + 1 < *n; i++)
		if (atoms[i].kind == ATOM_EDGE)
			return "an edge of a word that is not outermost";
	return NULL;
}

int context_read(struct pool *pool, const struct letter_class *classes, const char *text,
	bool left, const struct atom **out, size_t *conditions, const char **why)
{
	const char *at = text, *end = text + strlen(text);
	size_t used = 0, most = 0, n = 0;

	*out = NULL;
	if (at == end)
		return 0;
	/* an alternative of k bytes has k atoms at most, and its sign before it */
	struct atom *atoms = pool_take(pool, sizeof(*atoms) * ((size_t)(end - at) + 2));
	if (atoms == NULL)
		return err_nomem();
	while ((*why = read_run(classes, &at, end, left, atoms + used, &n)) == NULL) {
		used += n;
		most = n > most ? n : most;
		if (at == end) {
			atoms[used].kind = ATOM_END;
			*out = atoms;
			*conditions += most;
			return 0;
		}
		atoms[used++].kind = ATOM_OR;
		at++;
	}
	return -1;
}

static int order_letters(const struct rule *x, const struct rule *y)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->letters[i] != y->letters[i])
			return x->letters[i] < y->letters[i] ? -1 : 1;
	return 0;
}

/* Rules of one source lie together; those of another are never in question at a place. */
static int order(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;

	if (x->letters[0] != y->letters[0])
		return x->letters[0] < y->letters[0] ? -1 : 1;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	int d = order_letters(x, y);
	if (d != 0)
		return d;
	if (x->conditions != y->conditions)
		return x->conditions > y->conditions ? -1 : 1;
	return x->row < y->row ? -1 : 1;
}

static bool is_same_source(const struct rule *x, const struct rule *y)
{
	return x->n == y->n && order_letters(x, y) == 0;
}

/* Looks among the rules of the same source before rule `i`, which are few. */
static const char *check_rule(
	const struct rules *rules, size_t i, const struct system_row *rows)
{
	const struct system_row *row = &rows[rules->at[i].row];

	for (size_t k = i; k-- > 0 && is_same_source(&rules->at[k], &rules->at[i]);) {
		const struct system_row *other = &rows[rules->at[k].row];
		if (i - k == MOST_OF_A_SOURCE)
			return "too many rows have the source";
		if (strcmp(row->left, other->left) == 0 &&
			strcmp(row->right, other->right) == 0)
			return "two rows have the same conditions and the source";
	}
	return NULL;
}

static size_t bucket_of(const struct rules *rules, int32_t letter)
{
	size_t i = (uint32_t)letter * 2654435761u >> 7 & rules->mask;

	while (rules->buckets[i] != 0 &&
		rules->at[rules->buckets[i] - 1].letters[0] != letter)
		i = (i + 1) & rules->mask;
	return i;
}

int rules_arrange(struct pool *pool, struct rules *rules, const struct system_row *rows,
	size_t *bad, const char **why)
{
	size_t room = 8;

	while (room < rules->n * 2)
		room *= 2;
	rules->buckets = pool_take(pool, sizeof(*rules->buckets) * room);
	if (rules->buckets == NULL)
		return err_nomem();
	rules->mask = room - 1;
	qsort(rules->at, rules->n, sizeof(*rules->at), order);
	for (size_t i = 0; i < rules->n; i++) {
		*bad = rules->at[i].row;
		*why = check_rule(rules, i, rows);
		if (*why != NULL)
			return -1;
		if (i == 0 || rules->at[i - 1].letters[0] != rules->at[i].letters[0])
			rules->buckets[bucket_of(rules, rules->at[i].letters[0])] =
				(uint32_t)i + 1;
	}
	return 0;
}

/* Whether the condition holds for the letter at `i`, which may lie outside the text. */
static bool holds(const struct atom *a, const struct glyphs *text, size_t i)
{
	const struct glyph *g = i < text->n ? &text->at[i] : NULL;

	switch (a->kind) {
	case ATOM_EDGE:
		return g == NULL || !g->inside;
	case ATOM_LETTER:
		return g != NULL && g->small == a->letter;
	default:
		if (g == NULL)
			return false;
		for (size_t k = 0; k < a->class->n; k++)
			if (a->class->letters[k] == g->small)
				return true;
		return false;
	}
}

/* Goes outward from letter `i` (which wraps to beyond the text before its beginning). */
static bool side_holds(
	const struct atom *a, const struct glyphs *text, size_t i, size_t step)
{
	size_t at = i;
	bool good = true;

	if (a == NULL)
		return true;
	for (;; a++) {
		if (a->kind == ATOM_END)
			return good;
		if (a->kind == ATOM_OR) {
			if (good)
				return true;
			good = true;
			at = i;
			continue;
		}
		good = good && holds(a, text, at) != a->turned;
		if (at < text->n) /* beyond the edge all is edge */
			at += step;
	}
}

static bool fits(const struct rule *r, const struct glyphs *text, size_t i)
{
	if (r->n > text->n - i)
		return false;
	for (size_t k = 1; k < r->n; k++)
		if (text->at[i + k].small != r->letters[k])
			return false;
	return side_holds(r->left, text, i - 1, (size_t)-1) &&
	       side_holds(r->right, text, i + r->n, 1);
}

const struct rule *rules_find(
	const struct rules *rules, const struct glyphs *text, size_t i)
{
	int32_t letter = text->at[i].small;
	size_t first = rules->buckets[bucket_of(rules, letter)];

	if (first == 0)
		return NULL;
	for (size_t k = first - 1; k < rules->n; k++) {
		if (rules->at[k].letters[0] != letter)
			return NULL;
		if (fits(&rules->at[k], text, i))
			return &rules->at[k];
	}
	return NULL;
}
