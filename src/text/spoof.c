/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-alikes, by ICU's spoof checker (UTS #39 §5.2): a word is suspicious where no one
 * writing system has all of its letters, and it looks like another word that is written
 * in one.  A word that mixes scripts without looking like anything (Ӏ beside Latin
 * figures, a Latin abbreviation with a Cyrillic ending) is none of ours.
 */
#include "config.h"
#include "src/text/spoof.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "src/base/err.h"
#include "src/text/utf8.h"

#define WORD_MAX 512 /* bytes; a longer one is no word */
#define N_SCRIPTS 3

struct spoof {
	USpoofChecker *checker;
	/* by script: the skeleton of each letter, so that a letter of one script can be
	 * put into another */
	struct look {
		UChar letter, skeleton;
	} * looks[N_SCRIPTS];
	size_t n_looks[N_SCRIPTS];
};

/* The scripts that have letters looking alike, and where theirs are. */
static const struct {
	UScriptCode script;
	UChar first, last;
} alike[N_SCRIPTS] = {
	{ USCRIPT_LATIN, 0x0041, 0x024F },
	{ USCRIPT_CYRILLIC, 0x0400, 0x052F },
	{ USCRIPT_GREEK, 0x0370, 0x03FF },
};

static int icu_failed(UErrorCode status)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	return err_set(BIS_EIO, "Unicode data: %s", u_errorName(status));
}

static UScriptCode script_of_letter(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;

	return uscript_getScript(c, &status);
}

/* The skeleton of one letter where it is one unit, else 0. */
static UChar skeleton_of(const struct spoof *s, UChar c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar out[8];
	int32_t n = uspoof_getSkeleton(s->checker, 0, &c, 1, out, 8, &status);

	return U_SUCCESS(status) && n == 1 ? out[0] : 0;
}

static int compare_looks(const void *a, const void *b)
{
	const struct look *one = a, *other = b;

	if (one->skeleton != other->skeleton)
		return one->skeleton - other->skeleton;
	return one->letter - other->letter;
}

static int learn_script(struct spoof *s, size_t i)
{
	s->looks[i] = calloc(
		(size_t)(alike[i].last - alike[i].first) + 1, sizeof(*s->looks[i]));
	if (s->looks[i] == NULL)
		return err_nomem();
	for (UChar c = alike[i].first; c <= alike[i].last; c++) {
		UChar skeleton = 0;
		if (u_isalpha(c) && script_of_letter(c) == alike[i].script)
			skeleton = skeleton_of(s, c);
		if (skeleton != 0)
			s->looks[i][s->n_looks[i]++] = (struct look){ c, skeleton };
	}
	qsort(s->looks[i], s->n_looks[i], sizeof(*s->looks[i]), compare_looks);
	return 0;
}

static void spoof_freep(struct spoof **s)
{
	spoof_free(*s);
}

int spoof_new(struct spoof **out)
{
	UErrorCode status = U_ZERO_ERROR;
	cleanup(spoof_freep) struct spoof *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	s->checker = uspoof_open(&status);
	if (U_FAILURE(status))
		return icu_failed(status);
	uspoof_setRestrictionLevel(s->checker, USPOOF_SINGLE_SCRIPT_RESTRICTIVE);
	uspoof_setChecks(s->checker, USPOOF_RESTRICTION_LEVEL, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	for (size_t i = 0; i < N_SCRIPTS; i++) {
		int rc = learn_script(s, i);
		if (rc < 0)
			return rc;
	}
	*out = steal(&s);
	return 0;
}

void spoof_free(struct spoof *s)
{
	if (s == NULL)
		return;
	uspoof_close(s->checker);
	for (size_t i = 0; i < N_SCRIPTS; i++)
		free(s->looks[i]);
	free(s);
}

static bool is_of(UChar c, size_t i)
{
	return u_isalpha(c) && script_of_letter(c) == alike[i].script;
}

/* Which of the scripts that look alike most letters are of. */
static size_t main_script(const UChar *word, int32_t n)
{
	size_t count[N_SCRIPTS] = { 0 }, best = 0;

	for (int32_t k = 0; k < n; k++)
		for (size_t i = 0; i < N_SCRIPTS; i++)
			count[i] += is_of(word[k], i);
	for (size_t i = 0; i < N_SCRIPTS; i++)
		best = count[i] > count[best] ? i : best;
	return best;
}

/* Whether letters of two of the scripts stand together, no hyphen or other sign between
 * them: "IT-шник" mixes nothing. */
static bool is_mixed(const UChar *word, int32_t n)
{
	size_t last = N_SCRIPTS;

	for (int32_t k = 0; k < n; k++) {
		size_t here = 0;
		while (here < N_SCRIPTS && !is_of(word[k], here))
			here++;
		if (here < N_SCRIPTS && last < N_SCRIPTS && here != last)
			return true;
		if (here < N_SCRIPTS || !u_isalnum(word[k]))
			last = here;
	}
	return false;
}

/* The letter of script `i` that looks like `c`, of the same case; 0 where it has none. */
static UChar look_alike(const struct spoof *s, size_t i, UChar c)
{
	UChar skeleton = skeleton_of(s, c);

	for (size_t k = 0; skeleton != 0 && k < s->n_looks[i]; k++) {
		const struct look *look = &s->looks[i][k];
		if (look->skeleton != skeleton)
			continue;
		if (u_isupper(look->letter) == u_isupper(c))
			return look->letter;
	}
	return 0;
}

/* The word with each letter of another script put into script `i`.  Whether any was, and
 * *all whether none was left. */
static bool put_into(const struct spoof *s, size_t i, UChar *word, int32_t n, bool *all)
{
	bool any = false;

	*all = true;
	for (int32_t k = 0; k < n; k++) {
		if (!u_isalpha(word[k]) || script_of_letter(word[k]) == alike[i].script)
			continue;
		UChar other = look_alike(s, i, word[k]);
		if (other == 0) {
			*all = false;
			continue;
		}
		word[k] = other;
		any = true;
	}
	return any;
}

static int add_word(const UChar *word, int32_t n, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	char text[WORD_MAX * 3 + 1];
	int32_t size = 0;

	u_strToUTF8(text, (int32_t)sizeof(text), &size, word, n, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	buf_add(out, text, (size_t)size);
	return buf_ok(out) ? 0 : err_nomem();
}

int spoof_word(
	struct spoof *s, const char *word, size_t size, char script[5], struct buf *plain)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[WORD_MAX + 1];
	int32_t n = 0;
	bool all;

	strcpy(script, "Zyyy");
	if (size > WORD_MAX || utf8_valid(word, size) != size)
		return 0;
	u_strFromUTF8(units, WORD_MAX + 1, &n, word, (int32_t)size, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	if (!is_mixed(units, n))
		return 0;
	size_t i = main_script(units, n);
	strcpy(script, uscript_getShortName(alike[i].script));
	int32_t checks = uspoof_check(s->checker, units, n, NULL, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	if ((checks & USPOOF_RESTRICTION_LEVEL) == 0 || !put_into(s, i, units, n, &all))
		return 0;
	int rc = all ? add_word(units, n, plain) : 0;
	return rc < 0 ? rc : 1;
}
