/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun name scan: the spellings of each name that stand in texts, and which to keep.
 */
#include "config.h"

#include "src/cli/files.h"

#include <string.h>

static const struct option_spec options[] = {
	{ "lang", 'l', VALUE_LANG, "LANG", "language of the texts; found otherwise",
		NULL },
	{ "all", 'a', VALUE_NONE, NULL, "names in one spelling, the right one, too",
		NULL },
	{ "config", 0, VALUE_ANY, "FILE",
		"rules of the project; .bisotun-check beside each text", NULL },
	{ "stdin-name", 0, VALUE_ANY, "NAME", "what to call standard input", NULL },
	OPTIONS_END,
};

static void close_scan(bis_scan **scan)
{
	bis_scan_close(*scan);
}

static int read_text(struct files *f, const char *path, const char *name)
{
	return bis_scan_read(f->ctx, path, name);
}

/* The groups, which are the scan's. */
struct groups {
	const struct bis_scan_group **at;
	size_t n, capacity;
};

static void free_groups(struct groups *g)
{
	free(g->at);
}

static bool add_group(struct groups *g, const struct bis_scan_group *group)
{
	size_t capacity = g->capacity == 0 ? 64 : g->capacity * 2;
	void *more = g->at;

	if (g->n == g->capacity) {
		more = reallocarray(g->at, capacity, sizeof(*g->at));
		if (more == NULL)
			return false;
		g->at = more;
		g->capacity = capacity;
	}
	g->at[g->n++] = group;
	return true;
}

/* Whether one of its spellings is not the one to keep. */
static bool has_variant(const struct bis_scan_group *g)
{
	for (size_t i = 0; i < g->n_forms; i++)
		if (!scan_keeps(g, &g->forms[i]))
			return true;
	return false;
}

/* Names in one spelling that is right are nothing to look at, unless all are wanted. */
static int gather(bis_scan *scan, bool all, struct groups *groups, size_t *n_variants)
{
	const struct bis_scan_group *g;
	int rc;

	while ((rc = bis_scan_next(scan, true, &g)) > 0) {
		bool variant = has_variant(g);
		*n_variants += variant;
		if ((all || variant || g->n_forms > 1) && !add_group(groups, g))
			return BIS_ENOMEM;
	}
	return rc;
}

static int answer(const struct files *f, bis_scan *scan, bool all, size_t *n_variants)
{
	cleanup(free_groups) struct groups groups = { 0 };
	struct printer *p = &f->session->printer;
	int rc = gather(scan, all, &groups, n_variants);

	if (rc < 0)
		return rc;
	printer_begin(p, "scan", false);
	p->view->scan(
		p, &(struct scan_answer){ groups.at, groups.n, f->n_read, *n_variants });
	printer_end(p);
	return 0;
}

static int run(struct session *s, const struct args *a)
{
	cleanup(close_scan) bis_scan *scan = NULL;
	char lang[64];
	const struct bis_check_options how = {
		.lang = args_lang(a, "lang", lang),
		.config = args_value(a, "config"),
	};
	size_t n_variants = 0;
	int rc = bis_scan_open(s->db, &how, &scan);

	if (rc < 0)
		return say_failed(rc);
	struct files files = {
		.session = s,
		.stdin_name = args_value(a, "stdin-name"),
		.read = read_text,
		.ctx = scan,
	};
	rc = files_read(&files, a);
	if (rc >= 0)
		rc = answer(&files, scan, args_has(a, "all"), &n_variants);
	return files_status(&files, rc, n_variants == 0);
}

const struct command command_name_scan = {
	.name = "name scan",
	.summary = "spellings of one name across and within texts",
	.usage = "[--lang LANG] [--all] FILE…",
	.examples = "bisotun name scan release-*.txt\n"
		    "bisotun name scan --all --format tsv draft.docx > names.tsv",
	.options = options,
	.need = NEED_MAYBE,
	.min_words = 1,
	.max_words = MANY,
	.run = run,
};
