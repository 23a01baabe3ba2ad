/* SPDX-License-Identifier: Apache-2.0
 *
 * The namer of bisotun/names.h, and comparing two names.
 */
#include "config.h"
#include "src/find/names-api.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"
#include "src/text/tokens.h"
#include "src/text/utf8.h"

static int list_systems(bis_namer *namer)
{
	const struct systems *all = namer_systems(namer->namer);

	namer->n_systems = systems_count(all);
	namer->systems = calloc(namer->n_systems + 1, sizeof(*namer->systems));
	if (namer->systems == NULL)
		return err_nomem();
	for (size_t i = 0; i < namer->n_systems; i++) {
		const struct system *s = systems_at(all, i);
		namer->systems[i] = (struct bis_system){ .id = s->id,
			.name = s->name,
			.lang = s->from,
			.to_lang = s->to,
			.source = s->source,
			.kind = s->kind };
	}
	return 0;
}

int bis_namer_open(bis_namer **out)
{
	bis_namer *namer = calloc(1, sizeof(*namer));

	*out = NULL;
	if (namer == NULL)
		return err_nomem();
	int rc = namer_new(&namer->namer);
	if (rc == 0)
		rc = endings_open(&namer->endings);
	if (rc == 0)
		rc = list_systems(namer);
	if (rc < 0) {
		bis_namer_close(namer);
		return rc;
	}
	*out = namer;
	return 0;
}

void bis_namer_close(bis_namer *namer)
{
	if (namer == NULL)
		return;
	namer_free(namer->namer);
	endings_close(namer->endings);
	tokeniser_free(namer->tokeniser);
	free(namer->systems);
	free((void *)namer->spellings.at);
	keep_finish(&namer->keep);
	buf_free(&namer->scratch);
	free(namer);
}

const struct bis_system *bis_namer_system(const bis_namer *namer, size_t i)
{
	return i < namer->n_systems ? &namer->systems[i] : NULL;
}

/* --- what all answers share --------------------------------------------------------- */

static int check_name(const char *name)
{
	if (name == NULL)
		return err_set(BIS_EUSAGE, "no name given");
	size_t size = strnlen(name, BIS_NAME_MAX + 1);
	if (size > BIS_NAME_MAX)
		return err_set(BIS_EUSAGE, "a name of more than %d bytes", BIS_NAME_MAX);
	size_t valid = utf8_valid(name, size);
	if (valid < size)
		return err_set(
			BIS_EFORMAT, "the name is not UTF-8 at byte %zu", valid + 1);
	return 0;
}

int names_begin(bis_namer *namer, const char *name)
{
	keep_finish(&namer->keep);
	namer->spellings.n = 0;
	namer->answer = (struct bis_name_answer){ 0 };
	buf_clear(&namer->scratch);
	return check_name(name);
}

int names_day(const char *at)
{
	if (at != NULL && *at != '\0' && !validity_day_ok(at))
		return err_set(BIS_EUSAGE, "no day (YYYY-MM-DD): %s", at);
	return 0;
}

int names_lang(const char *given, char lang[64])
{
	_Static_assert(LANG_MAX <= 64, "a tag fits");
	lang[0] = '\0';
	return given == NULL || *given == '\0' ? 0 : lang_canonical(given, lang);
}

int names_keep_scratch(bis_namer *namer, const char **out)
{
	*out = NULL;
	if (buf_ok(&namer->scratch))
		*out = keep_text(
			&namer->keep, buf_str(&namer->scratch), namer->scratch.size);
	return *out == NULL ? err_nomem() : 0;
}

/* --- comparing ---------------------------------------------------------------------- */

static const char *verdict_of(double score)
{
	return score >= NAME_SAME       ? "same"
	       : score < NAME_DIFFERENT ? "different"
					: "unsure";
}

int bis_name_compare(
	bis_namer *namer, const char *a, const char *b, const struct bis_comparison **out)
{
	cleanup(name_finish) struct name left = { 0 }, right = { 0 };
	struct name_comparison found;

	*out = NULL;
	int rc = names_begin(namer, a);
	if (rc == 0)
		rc = check_name(b);
	if (rc == 0)
		rc = name_read(namer->namer, a, strlen(a), NULL, &left);
	if (rc == 0)
		rc = name_read(namer->namer, b, strlen(b), NULL, &right);
	if (rc == 0)
		rc = name_compare(namer->namer, &left, &right, &found);
	if (rc == 0)
		rc = name_explain(namer->namer, &left, &right, &namer->scratch);
	if (rc < 0)
		return rc;
	namer->comparison = (struct bis_comparison){
		.score = found.score,
		.verdict = verdict_of(found.score),
		.explained = found.explained,
	};
	rc = names_keep_scratch(namer, &namer->comparison.why);
	if (rc == 0)
		*out = &namer->comparison;
	return rc;
}
