/* SPDX-License-Identifier: Apache-2.0
 *
 * What files hold, in the bands by which translation is paid.
 *
 * A segment counts in one band: as context or 100 where the memory has it so; else as a
 * repetition where it was met before in the files given; else by its best match.  The
 * first occurrence is never a repetition.  Penalties count only where the caller gives a
 * table.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/find/match.h"
#include "src/text/letters.h"
#include "src/text/words.h"

enum band { CONTEXT, REPETITION, FULL, BAND_95, BAND_85, BAND_75, BAND_50, NEW };

static const char *const band_names[BIS_N_BANDS] = { "context", "repetition", "100", "95",
	"85", "75", "50", "new" };

struct bis_analyser {
	bis_db *db;
	struct bis_match_options options;
	bis_penalties *none; /* the empty table */
	char *from, *origin, *status, *since, *until, *at;
	char **to;
	struct words *words;
	struct buf before; /* the segment before in the file */
	struct buf nfc;
	struct bis_analysis *files; /* the last is the sum */
	char **names;
	size_t n;       /* with the sum */
	uint64_t *seen; /* hashes of segments; open addressing, 0 is free */
	size_t n_seen, seen_mask;
};

/* --- opening -------------------------------------------------------------------------- */

static int copy(const char *from, char **to, const char **shown)
{
	*shown = NULL;
	if (from == NULL)
		return 0;
	*to = strdup(from);
	*shown = *to;
	return *to == NULL ? err_nomem() : 0;
}

static int copy_langs(bis_analyser *a, const struct bis_match_options *o)
{
	a->options.n_to = 0;
	a->to = calloc(o->n_to + 1, sizeof(*a->to));
	if (a->to == NULL)
		return err_nomem();
	a->options.to = (const char *const *)a->to;
	for (size_t i = 0; i < o->n_to; i++) {
		a->to[i] = strdup(o->to[i]);
		if (a->to[i] == NULL)
			return err_nomem();
		a->options.n_to++;
	}
	return 0;
}

static int copy_options(bis_analyser *a, const struct bis_match_options *o)
{
	a->options = *o;
	a->options.min = 50;
	a->options.max = 1;
	a->options.no_repair = true;
	a->options.markup = false;
	a->options.before = a->options.after = a->options.id = NULL;
	int rc = copy(o->from, &a->from, &a->options.from);
	if (rc == 0)
		rc = copy(o->origin, &a->origin, &a->options.origin);
	if (rc == 0)
		rc = copy(o->status, &a->status, &a->options.status);
	if (rc == 0)
		rc = copy(o->since, &a->since, &a->options.since);
	if (rc == 0)
		rc = copy(o->until, &a->until, &a->options.until);
	if (rc == 0)
		rc = copy(o->at, &a->at, &a->options.at);
	if (rc == 0)
		rc = copy_langs(a, o);
	if (rc == 0 && o->penalties == NULL) {
		rc = penalties_parse("none", "", 0, &a->none);
		a->options.penalties = a->none;
	}
	return rc;
}

/* A file behind the others, in front of the sum. */
static int add_file(bis_analyser *a, const char *name)
{
	void *files = realloc(a->files, (a->n + 1) * sizeof(*a->files));
	if (files == NULL)
		return err_nomem();
	a->files = files;
	void *names = realloc(a->names, (a->n + 1) * sizeof(*a->names));
	if (names == NULL)
		return err_nomem();
	a->names = names;
	char *kept = strdup(name);
	if (kept == NULL)
		return err_nomem();
	size_t at = a->n == 0 ? 0 : a->n - 1;
	if (a->n > 0) {
		a->files[a->n] = a->files[at];
		a->names[a->n] = a->names[at];
	}
	a->names[at] = kept;
	a->files[at] = (struct bis_analysis){ .file = kept };
	for (size_t b = 0; b < BIS_N_BANDS; b++)
		a->files[at].bands[b].name = band_names[b];
	a->n++;
	return 0;
}

int bis_analyser_open(
	bis_db *db, const struct bis_match_options *options, bis_analyser **out)
{
	char canonical[LANG_MAX];

	*out = NULL;
	if (options == NULL || options->from == NULL || *options->from == '\0')
		return err_set(BIS_EUSAGE, "in which language are the files? (from)");
	int rc = lang_canonical(options->from, canonical);
	if (rc < 0)
		return rc;
	bis_analyser *a = calloc(1, sizeof(*a));
	if (a == NULL)
		return err_nomem();
	a->db = db;
	rc = copy_options(a, options);
	if (rc == 0)
		rc = add_file(a, "");
	if (rc == 0)
		rc = words_new(canonical, true, &a->words);
	if (rc < 0) {
		bis_analyser_close(a);
		return rc;
	}
	*out = a;
	return 0;
}

void bis_analyser_close(bis_analyser *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; i < a->n; i++)
		free(a->names[i]);
	for (size_t i = 0; i < a->options.n_to && a->to != NULL; i++)
		free(a->to[i]);
	char *all[] = { a->from, a->origin, a->status, a->since, a->until, a->at };
	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		free(all[i]);
	free(a->to);
	free(a->names);
	free(a->files);
	free(a->seen);
	words_free(a->words);
	bis_penalties_free(a->none);
	buf_free(&a->before);
	buf_free(&a->nfc);
	free(a);
}

/* --- repetitions ---------------------------------------------------------------------- */

static uint64_t *place_of(uint64_t *seen, size_t mask, uint64_t hash)
{
	size_t i = hash & mask;

	while (seen[i] != 0 && seen[i] != hash)
		i = (i + 1) & mask;
	return &seen[i];
}

static int grow(bis_analyser *a)
{
	size_t mask = a->seen_mask == 0 ? 1023 : 2 * a->seen_mask + 1;
	uint64_t *seen = calloc(mask + 1, sizeof(*seen));

	if (seen == NULL)
		return err_nomem();
	for (size_t i = 0; a->seen_mask > 0 && i <= a->seen_mask; i++)
		if (a->seen[i] != 0)
			*place_of(seen, mask, a->seen[i]) = a->seen[i];
	free(a->seen);
	a->seen = seen;
	a->seen_mask = mask;
	return 0;
}

/* Whether the segment was met before; notes it. */
static int was_seen(bis_analyser *a, const char *text, size_t size, bool *seen)
{
	buf_clear(&a->nfc);
	int rc = nfc_text(text, size, &a->nfc);
	if (rc == 0 && !buf_ok(&a->nfc))
		rc = err_nomem();
	if (rc == 0 && 2 * (a->n_seen + 1) > a->seen_mask)
		rc = grow(a);
	if (rc < 0)
		return rc;
	uint64_t hash = hash_bytes(buf_str(&a->nfc), a->nfc.size, 0);
	uint64_t *place = place_of(a->seen, a->seen_mask, hash == 0 ? 1 : hash);
	*seen = *place != 0;
	if (!*seen) {
		*place = hash == 0 ? 1 : hash;
		a->n_seen++;
	}
	return 0;
}

/* --- one segment ---------------------------------------------------------------------- */

static int count_words(bis_analyser *a, const char *text, size_t size, int64_t *n)
{
	struct word word;

	*n = 0;
	int rc = words_start(a->words, text, size);
	while (rc == 0 && (rc = words_next(a->words, &word)) > 0) {
		(*n)++;
		rc = 0;
	}
	return rc;
}

static enum band band_of(double score)
{
	static const double least[] = { 101, 1000, 100, 95, 85, 75, 50 };
	enum band b = CONTEXT;

	while (b < NEW && score < least[b])
		b++;
	return b;
}

/* With penalties of the caller's it is what they leave that counts. */
static int best_band(bis_analyser *a, const char *text, enum band *band)
{
	bis_matches *matches;
	const struct bis_match *m;

	*band = NEW;
	a->options.before = buf_str(&a->before);
	int rc = match_find(a->db, &a->options, text, &matches);
	if (rc < 0)
		return rc;
	/* every language wanted has its best */
	while ((rc = bis_matches_next(matches, &m)) > 0) {
		enum band b = band_of(a->none != NULL ? m->score : m->net);
		if (b < *band)
			*band = b;
	}
	bis_matches_close(matches);
	return rc;
}

static void count(struct bis_analysis *f, enum band band, int64_t words, int64_t letters)
{
	f->bands[band].segments++;
	f->bands[band].words += words;
	f->bands[band].characters += letters;
	f->segments++;
	f->words += words;
	f->characters += letters;
}

int bis_analyser_file(bis_analyser *a, const char *name)
{
	buf_clear(&a->before);
	return add_file(a, name);
}

int bis_analyser_segment(bis_analyser *a, const char *text)
{
	size_t size = strlen(text);
	enum band band = NEW;
	bool seen = false;
	int64_t words;

	if (a->n < 2)
		return err_set(BIS_EUSAGE, "no file was named before its segments");
	int rc = best_band(a, text, &band);
	if (rc == 0)
		rc = count_words(a, text, size, &words);
	if (rc == 0)
		rc = was_seen(a, text, size, &seen);
	if (rc < 0)
		return rc;
	if (seen && band > FULL)
		band = REPETITION;
	int64_t letters = (int64_t)visible_characters(text, size);
	count(&a->files[a->n - 2], band, words, letters);
	count(&a->files[a->n - 1], band, words, letters);
	buf_set(&a->before, text);
	return buf_ok(&a->before) ? 0 : err_nomem();
}

size_t bis_analyser_n(const bis_analyser *a)
{
	return a->n;
}

const struct bis_analysis *bis_analyser_at(const bis_analyser *a, size_t n)
{
	return n < a->n ? &a->files[n] : NULL;
}
