/* SPDX-License-Identifier: Apache-2.0
 *
 * What the base says comes first: a form that is right in the language of the text, or of
 * the paragraph, is never wrong.  Then the rules of spelling; and only where a title or
 * body nearby is that of the person does a letter that no rule explains count as a
 * misprint.
 */
#include "config.h"
#include "src/check/person-verdict.h"

#include <string.h>

#include "src/base/err.h"
#include "src/check/language.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"

#define CONTEXT_REACH 240 /* bytes on either side in which the office is looked for */
#define AROUND_MOST 500   /* bytes on either side that tell the language */
#define ALONE_LETTERS 5

static bool is_right(const struct known_form *f)
{
	return f->status == STATUS_PREFERRED || f->status == STATUS_ADMITTED ||
	       f->status == STATUS_PROPOSED;
}

static bool speaks(const struct known_form *f, const char *lang)
{
	return *lang == '\0' || strcmp(f->lang, lang) == 0 ||
	       lang_distance(lang, f->lang) >= 0;
}

/* --- forms that are right -------------------------------------------------------- */

/* Looks whether the name is spelt as a right form of the concept in the language of the
 * text is: `alike`; and with the same marks on its letters: `exact`. */
struct rightness {
	bool alike, exact;
};

static int same_folded(const struct name_word *a, const struct name_word *b,
	const char *lang, bool *same)
{
	cleanup(buf_free) struct buf x = BUF_INIT, y = BUF_INIT;
	int rc = fold_text(FOLD_LOOSE, a->at, a->size, lang, &x);

	if (rc == 0)
		rc = fold_text(FOLD_LOOSE, b->at, b->size, lang, &y);
	*same = rc == 0 && x.size == y.size &&
		memcmp(buf_str(&x), buf_str(&y), x.size) == 0;
	return rc;
}

/* Whether each word stands in the form too but for marks on its letters, or is an
 * initial. */
static int differs_by_marks(const struct spelling *x, const char *form, bool *does)
{
	const char *at = x->text, *end = at + x->size;
	struct name_word word, other;
	int rc = 0;

	*does = true;
	while (rc == 0 && *does && next_name_word(&at, end, &word)) {
		const char *in = form, *stop = form + strlen(form);
		bool found = memchr(word.at, '.', word.size) != NULL;
		while (rc == 0 && !found && next_name_word(&in, stop, &other))
			rc = same_folded(&word, &other, x->lang, &found);
		*does = found;
	}
	return rc;
}

static bool is_ascii(const char *text)
{
	while (*text != '\0')
		if ((unsigned char)*text++ >= 0x80)
			return false;
	return true;
}

static int compare_right(struct reading *r, const struct spelling *x,
	const struct name *name, const struct known_form *f, struct rightness *out)
{
	struct name form = { 0 };
	bool marks = false;
	int rc = name_read(r->checking->namer, f->text, strlen(f->text), f->lang, &form);

	/* a Latin spelling may have lost marks that reading a name does not look at */
	if (rc == 0 && is_ascii(x->text) && !is_ascii(f->text))
		rc = differs_by_marks(x, f->text, &marks);
	if (rc == 0) {
		out->exact |= !marks && names_alike(name, &form);
		out->alike |= marks || out->exact;
	}
	name_finish(&form);
	return rc;
}

static int look_at_forms(struct reading *r, const struct spelling *x,
	const struct name *name, int64_t concept, struct rightness *out)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(r->checking->finder, concept, &forms, &n);

	for (size_t i = 0; rc == 0 && i < n && !out->exact; i++) {
		if (is_right(forms[i]) && speaks(forms[i], r->lang))
			rc = compare_right(r, x, name, forms[i], out);
	}
	return rc;
}

/* The name as it stands, and then in the other readings of its case ending. */
static int look_at_right_forms(struct reading *r, const struct spelling *x,
	int64_t concept, struct rightness *out)
{
	cleanup(case_readings_finish) struct case_readings c = { 0 };

	*out = (struct rightness){ 0 };
	int rc = look_at_forms(r, x, &x->name, concept, out);
	if (rc == 0 && !out->alike)
		rc = case_readings(r->checking->endings, r->lang, x->text, x->size, &c);
	for (size_t i = 1; rc == 0 && i < c.n && !out->alike; i++) {
		struct name name = { 0 };
		rc = name_read(r->checking->namer, c.at[i].text, c.at[i].size,
			*r->lang == '\0' ? NULL : r->lang, &name);
		if (rc == 0)
			rc = look_at_forms(r, x, &name, concept, out);
		name_finish(&name);
	}
	return rc;
}

/* A look-up form that is the right one in some language is never wrong elsewhere. */
static int is_right_elsewhere(
	struct reading *r, const struct known_form *form, bool *right)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(r->checking->finder, form->concept, &forms, &n);

	*right = false;
	for (size_t i = 0; rc == 0 && i < n; i++)
		*right |= forms[i]->status == STATUS_PREFERRED &&
			  strcmp(forms[i]->text, form->text) == 0;
	return rc;
}

/* --- the context ----------------------------------------------------------------- */

/* Whether the person is tied to the concept: holds the office, or one of that body. */
static int is_tied(struct reading *r, int64_t person, int64_t other, bool *tied)
{
	const struct known_tie *held, *of;
	size_t n, n_of;
	int rc = mention_ties(r->checking->finder, person, &held, &n);

	*tied = false;
	for (size_t i = 0; rc == 0 && i < n && !*tied; i++) {
		if (held[i].kind != RELATION_HOLDS || held[i].backwards)
			continue;
		*tied = held[i].other == other;
		rc = mention_ties(r->checking->finder, held[i].other, &of, &n_of);
		for (size_t k = 0; rc == 0 && k < n_of; k++)
			*tied |= of[k].kind == RELATION_BELONGS_TO && !of[k].backwards &&
				 of[k].other == other;
		/* asking may have moved what was answered before */
		if (rc == 0)
			rc = mention_ties(r->checking->finder, person, &held, &n);
	}
	return rc;
}

static size_t first_mention_from(const struct reading *r, size_t place)
{
	size_t low = 0, high = r->mentions.n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (r->mentions.at[middle].begin < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int context_agrees(
	struct reading *r, const struct person *p, int64_t concept, bool *agrees)
{
	size_t from = p->begin > CONTEXT_REACH ? p->begin - CONTEXT_REACH : 0;
	int rc = 0;

	*agrees = false;
	for (size_t i = first_mention_from(r, from); rc == 0 && i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (m->begin > p->end + CONTEXT_REACH || *agrees)
			break;
		if (m->form->kind != KIND_PERSON)
			rc = is_tied(r, concept, m->form->concept, agrees);
	}
	return rc;
}

/* --- judging --------------------------------------------------------------------- */

/* What to write: what is approved; where nothing is, what is proposed. */
static int approve(struct reading *r, int64_t concept, struct judgement *out)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_approved(
		r->checking->finder, concept, r->lang, r->date, &out->approved);

	if (rc < 0 || out->approved != NULL)
		return rc;
	rc = mention_forms(r->checking->finder, concept, &forms, &n);
	for (size_t i = 0; rc == 0 && i < n && out->approved == NULL; i++) {
		if (forms[i]->status == STATUS_PROPOSED && speaks(forms[i], r->lang) &&
			*r->lang != '\0')
			out->approved = forms[i];
	}
	return rc;
}

/* A name in the letters of another language is left as it is. */
static int is_of_script(
	struct reading *r, const struct known_form *f, const char *script, bool *is)
{
	struct name form = { 0 };
	int rc = name_read(r->checking->namer, f->text, strlen(f->text), f->lang, &form);

	*is = rc == 0 && strcmp(form.script, script) == 0;
	name_finish(&form);
	return rc;
}

static int judge_spelling(struct reading *r, const struct spelling *x, int64_t concept,
	struct judgement *out)
{
	struct rightness right;
	int rc = look_at_right_forms(r, x, concept, &right);

	out->verdict = right.exact   ? VERDICT_RIGHT
		       : right.alike ? VERDICT_MARKS
				     : VERDICT_VARIANT;
	if (rc == 0)
		rc = approve(r, concept, out);
	if (rc < 0 || out->verdict == VERDICT_RIGHT)
		return rc;
	bool writable = false;
	if (out->approved != NULL)
		rc = is_of_script(r, out->approved, x->name.script, &writable);
	if (!writable)
		out->verdict = VERDICT_NOTHING;
	return rc;
}

/* The place some bytes before a name, or behind it, within its paragraph and between
 * characters. */
static size_t begin_around(const struct reading *r, const struct person *p)
{
	size_t at = p->begin, least = at > AROUND_MOST ? at - AROUND_MOST : 0;

	while (at > least && r->text[at - 1] != '\n')
		at--;
	while (at < p->begin && ((unsigned char)r->text[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static size_t end_around(const struct reading *r, const struct person *p)
{
	size_t end = p->end,
	       most = r->size - end > AROUND_MOST ? end + AROUND_MOST : r->size;

	while (end < most && r->text[end] != '\n')
		end++;
	while (end > p->end && end < r->size &&
		((unsigned char)r->text[end] & 0xC0) == 0x80)
		end--;
	return end;
}

/* The words around a name, without the names among them: their letters may be those of
 * another language. */
static int words_around(const struct reading *r, const struct person *p, struct buf *out)
{
	size_t at = begin_around(r, p), end = end_around(r, p);
	const struct person *q = p;

	while (q > r->people && q[-1].begin >= at)
		q--;
	for (; q < r->people + r->n_people && q->begin < end; q++) {
		if (q->begin > at)
			buf_add(out, r->text + at, q->begin - at);
		at = q->end > at ? q->end : at;
	}
	if (at < end) /* the last name may go on in the next line */
		buf_add(out, r->text + at, end - at);
	return buf_ok(out) ? 0 : err_nomem();
}

/* Whether the paragraph is in the language of the text, as far as it can be told: in one
 * that is not, the names are those of its language. */
static int is_in_language(struct reading *r, const struct person *p, bool *is)
{
	cleanup(buf_free) struct buf words = BUF_INIT;
	char lang[64] = "";
	int rc = words_around(r, p, &words);

	if (rc == 0)
		rc = language_of(
			r->checking->languages, buf_str(&words), words.size, lang);
	*is = rc == 0 && *lang != '\0' && lang_distance(r->lang, lang) >= 0;
	return rc;
}

static int judge_mention(struct reading *r, const struct person *p, struct judgement *out)
{
	const struct known_form *form = p->mention->form;
	bool right = is_right(form), ours = false;
	int rc = 0;

	out->near = form;
	if (right && !p->mention->same_lang && *r->lang != '\0')
		rc = is_in_language(r, p, &ours);
	if (rc == 0 && ours)
		return judge_spelling(r, person_spelling(r, p), form->concept, out);
	if (!right && form->status == STATUS_LOOKUP)
		rc = is_right_elsewhere(r, form, &right);
	if (rc < 0 || right) {
		out->verdict = VERDICT_RIGHT;
		return rc < 0 ? rc : approve(r, form->concept, out);
	}
	if (form->status != STATUS_LOOKUP || !p->mention->same_lang)
		return 0;
	return judge_spelling(r, person_spelling(r, p), form->concept, out);
}

/* One letter that no rule explains, nothing else, and nobody else comes as near. */
static bool is_misprint(const struct spelling *x)
{
	const struct name_comparison *c = &x->nearest;

	return !x->single && x->known.at[0].form->kind == KIND_PERSON &&
	       c->veto != NULL && *c->veto == '\0' && c->vowels + c->consonants == 1 &&
	       (x->known.n < 2 || x->known.at[1].score < x->known.at[0].score);
}

/* Whether what the base has nearest is worth a word, though the name may be another's. */
static bool is_worth_a_word(const struct spelling *x)
{
	const struct known_name *k = x->known.at;

	if (is_misprint(x))
		return x->nearest.score >= NAME_DIFFERENT && !x->nearest.left_out;
	return k->comparison.explained && k->score >= NAME_SAME &&
	       !k->comparison.left_out;
}

/* A misprint where the context is that of the person; else unknown, with what is near. */
static int judge_near(struct reading *r, const struct person *p, const struct spelling *x,
	struct judgement *out)
{
	const struct known_form *near = x->known.at[0].form;
	bool agrees = false, han = false;
	int rc = is_of_script(r, near, "Hani", &han);

	if (rc == 0 && is_misprint(x))
		rc = context_agrees(r, p, near->concept, &agrees);
	if (rc < 0 || (!agrees && !is_worth_a_word(x)))
		return rc;
	/* Han characters read as many a name in letters */
	if (!agrees && han && strcmp(x->name.script, "Hani") != 0)
		return 0;
	out->near = near;
	rc = approve(r, near->concept, out);
	if (agrees && out->approved != NULL)
		out->verdict = VERDICT_MISPRINT;
	return rc;
}

static int judge_unknown(struct reading *r, const struct person *p,
	const struct spelling *x, struct judgement *out)
{
	out->verdict = p->sure ? VERDICT_UNKNOWN : VERDICT_NOTHING;
	if (x->known.n == 0 || x->known.at[0].form->kind != KIND_PERSON)
		return 0;
	return judge_near(r, p, x, out);
}

/* Whether the text also has a full name of the concept. */
static bool is_in_text(const struct people_store *s, int64_t concept)
{
	size_t at = keymap_first(&s->concepts, (uint64_t) concept);

	if (at == 0)
		return false;
	const struct name_group *g = &s->groups[keymap_value(&s->concepts, at)];
	for (size_t i = 0; i < g->n; i++) {
		const struct spelling *x = s->at[g->members[i]];
		if (!x->single && x->text_no == s->text_no)
			return true;
	}
	return false;
}

/* What concept the name is of. A family name alone is that of the full name in the text;
 * else it needs a title, and the full name elsewhere or what else is of that person. */
static int concept_of(struct reading *r, const struct person *p, const struct spelling *x,
	int64_t *concept)
{
	const struct people_store *s = r->checking->keep_people;
	bool agrees;

	*concept = x->single ? s->groups[p->group - (int)s->forgotten].concept
			     : spelling_concept(x);
	if (!x->single || !x->certain || p->title_begin == p->title_end ||
		utf8_length(x->text, x->size) < ALONE_LETTERS)
		return 0;
	int64_t likely = x->known.at[0].form->concept;
	if (*concept != 0 && *concept != likely)
		return 0;
	int rc = context_agrees(r, p, likely, &agrees);
	bool hardly = x->nearest.score >= HARDLY ||
		      utf8_length(x->text, x->size) >= SURE_LETTERS;
	*concept = rc == 0 && (agrees || (hardly && is_in_text(s, likely))) ? likely : 0;
	return rc;
}

int person_judge(struct reading *r, const struct person *p, struct judgement *out)
{
	const struct spelling *x = person_spelling(r, p);
	int64_t concept;

	*out = (struct judgement){ VERDICT_NOTHING, NULL, NULL };
	if (r->checking->finder == NULL)
		return 0;
	if (p->mention != NULL)
		return judge_mention(r, p, out);
	int rc = concept_of(r, p, x, &concept);
	if (rc < 0 || concept == 0)
		return rc < 0 || x->single ? rc : judge_unknown(r, p, x, out);
	out->near = x->known.n > 0 ? x->known.at[0].form : NULL;
	if (x->known.n > 0 && x->known.at[0].score >= 100 && is_right(out->near) &&
		speaks(out->near, r->lang)) {
		out->verdict = VERDICT_RIGHT;
		return approve(r, concept, out);
	}
	rc = judge_spelling(r, x, concept, out);
	/* a family name taken for that of the full name though no rule leads to it */
	if (p->respelt && out->verdict == VERDICT_VARIANT &&
		!(x->known.n > 0 && x->nearest.explained))
		out->verdict = VERDICT_MISPRINT;
	return rc;
}
