/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun check: what is wrong in texts, and what to write.
 *
 * Findings are printed as each file is read.  What a fix would change is counted the way
 * the library puts fixes in place: those of findings that have just one, in order, the
 * later of two that overlap left out.
 */
#include "config.h"

#include "src/cli/files.h"

#include <string.h>

#include "src/cli/suggest.h"

static const char *const levels[] = { "note", "warning", "error", NULL };
static const char *const found[] = { "auto", "none", NULL };

static const struct option_spec options[] = {
	{ "lang", 'l', VALUE_LANG, "LANG", "language of the texts; found otherwise",
		NULL },
	{ "date", 0, VALUE_DAY, "DATE", "day they are of; auto: found in each; none",
		found },
	{ "rule", 'r', VALUE_ANY, "RULE,…", NULL, NULL },
	{ "no-rule", 0, VALUE_ANY, "RULE,…",
		"only these rules, not these; NAME is all "
		"of NAME-…",
		NULL },
	{ "level", 0, VALUE_WORD, "LEVEL", "nothing below note, warning or error",
		levels },
	{ "fail-level", 0, VALUE_WORD, "LEVEL", "from where on the status is 1; error",
		levels },
	{ "baseline", 0, VALUE_ANY, "FILE",
		"leave out what FILE (json, jsonl, sarif) has", NULL },
	{ "config", 0, VALUE_ANY, "FILE",
		"rules of the project; .bisotun-check beside each text", NULL },
	{ "fix", 0, VALUE_NONE, NULL, "put fixes in place where there is just one",
		NULL },
	{ "stdin-name", 0, VALUE_ANY, "NAME", "what to call standard input", NULL },
	{ "rules", 0, VALUE_NONE, NULL, "list the rules", NULL },
	{ "pair", 0, VALUE_NONE, NULL, "a source and its translation: not yet", NULL },
	OPTIONS_END,
};

/* --- rules ------------------------------------------------------------------------- */

/* An id, or what ids begin with: "NAME" of "NAME-VARIANT". */
static bool is_rule(const char *word)
{
	size_t size = strlen(word);
	struct bis_rule r;

	for (size_t i = 0; bis_rule_at(i, &r); i++)
		if (strncmp(r.id, word, size) == 0 &&
			(r.id[size] == '\0' || r.id[size] == '-'))
			return true;
	return false;
}

static int unknown_rule(const char *word)
{
	struct nearest nearest = { .to = word };
	struct bis_rule r;

	for (size_t i = 0; bis_rule_at(i, &r); i++)
		suggest_offer(&nearest, r.id);
	return say_usage("check", "unknown rule \"%s\"%s%s%s; bisotun check --rules",
		word, nearest.name == NULL ? "" : "; did you mean \"",
		nearest.name == NULL ? "" : nearest.name,
		nearest.name == NULL ? "" : "\"?");
}

static void to_upper(char *word)
{
	for (; *word != '\0'; word++)
		if (*word >= 'a' && *word <= 'z')
			*word = (char)(*word - 'a' + 'A');
}

/* The rules an option names, in capitals; false without memory. */
static bool read_rules(const struct args *a, const char *option, struct strings *out)
{
	const char *list;

	for (size_t i = 0; (list = args_value_at(a, option, i)) != NULL; i++) {
		while (*list != '\0') {
			size_t size = strcspn(list, ", ");
			if (size > 0 && !strings_add(out, list, size))
				return false;
			list += size + (list[size] != '\0');
		}
	}
	for (size_t i = 0; i < out->n; i++)
		to_upper(out->at[i]);
	return true;
}

static int check_rules(const struct args *a, const char *option)
{
	cleanup(strings_free) struct strings rules = { 0 };

	if (!read_rules(a, option, &rules))
		return say_failed(BIS_ENOMEM);
	if (args_has(a, option) && rules.n == 0)
		return say_usage(
			"check", "--%s needs a rule; bisotun check --rules", option);
	for (size_t i = 0; i < rules.n; i++)
		if (!is_rule(rules.at[i]))
			return unknown_rule(rules.at[i]);
	return EXIT_DONE;
}

/* --- a file ------------------------------------------------------------------------ */

struct run {
	struct session *session;
	bis_checker *checker;
	struct check_totals totals;
	int fail_rank;
	size_t failing;           /* findings at or above it */
	struct strings unfixable; /* files of which the text can't be written */
};

/* What --fix would do with the text that is read. */
struct fixing {
	bool fixable;
	size_t end; /* of the last place that is filled anew */
	size_t n, n_failing;
	size_t n_left; /* findings with a fix for which it is not the time */
};

static void count(struct run *r, const struct bis_finding *f)
{
	int rank = severity_rank(f->severity);

	r->totals.errors += rank == 2;
	r->totals.warnings += rank == 1;
	r->totals.notes += rank == 0;
	r->failing += rank >= r->fail_rank;
}

static void count_fix(const struct run *r, const struct bis_finding *f, struct fixing *x)
{
	if (f->n_fixes != 1)
		return;
	if (!x->fixable || f->at.bytes[0] < x->end) {
		x->n_left++;
		return;
	}
	x->end = f->at.bytes[1];
	x->n++;
	x->n_failing += severity_rank(f->severity) >= r->fail_rank;
}

static bool is_unfixable(const struct run *r, const char *file)
{
	for (size_t i = 0; i < r->unfixable.n; i++)
		if (strcmp(r->unfixable.at[i], file) == 0)
			return true;
	return false;
}

/* Prints the findings there are now; `x` NULL: those of the batch, of any file. */
static int print_findings(struct run *r, struct fixing *x)
{
	struct printer *p = &r->session->printer;
	const struct bis_finding *f;
	int rc;

	while ((rc = bis_checker_next(r->checker, &f)) > 0) {
		bool fixable = x != NULL ? x->fixable : !is_unfixable(r, f->file);
		count(r, f);
		if (x != NULL)
			count_fix(r, f, x);
		p->view->finding(p, &(struct finding_answer){ f, fixable });
	}
	return rc;
}

static void say_fixed(const struct run *r, const char *file, const struct fixing *x)
{
	if (x->n > 0)
		say("%s: %s %zu finding%s%s", file,
			would(r->session->dry_run, "fixed", "would fix"), x->n,
			x->n == 1 ? "" : "s",
			x->n_left > 0 ? ", others overlap: once more" : "");
	else if (!x->fixable && x->n_left > 0)
		say("%s: not fixed: only plain text is", file);
}

/* Puts the fixes in place; what is fixed doesn't count against the text. */
static int fix(struct run *r, const char *path, struct fixing *x)
{
	int rc = 0;

	if (x->n > 0 && !r->session->dry_run)
		rc = bis_checker_fix(r->checker, path, &x->n);
	if (rc < 0)
		return rc;
	say_fixed(r, path, x);
	r->totals.fixed += x->n;
	if (!r->session->dry_run)
		r->failing -= x->n_failing;
	return 0;
}

static int note_unfixable(struct run *r, const struct bis_checked *last)
{
	if (last->fixable || strings_add(&r->unfixable, last->file, strlen(last->file)))
		return 0;
	return BIS_ENOMEM;
}

static int read_text(struct files *files, const char *path, const char *name)
{
	struct run *r = files->ctx;
	int rc = bis_checker_read(r->checker, path, name);

	if (rc < 0)
		return rc;
	const struct bis_checked *last = bis_checker_last(r->checker);
	struct fixing x = { .fixable = last->fixable };
	r->totals.ignored += last->suppressed;
	r->totals.old += last->known_old;
	r->totals.beyond += last->beyond;
	rc = note_unfixable(r, last);
	if (rc >= 0)
		rc = print_findings(r, &x);
	if (rc < 0)
		return rc;
	r->totals.fixable += x.n;
	return r->totals.fixing ? fix(r, path, &x) : 0;
}

/* --- all of them ------------------------------------------------------------------- */

static int check_files(struct run *r, struct files *files, const struct args *a)
{
	struct printer *p = &r->session->printer;
	int rc;

	printer_begin(p, "finding", true);
	rc = files_read(files, a);
	if (rc >= 0)
		rc = bis_checker_end(r->checker);
	if (rc >= 0)
		rc = print_findings(r, NULL);
	r->totals.files = files->n_read;
	r->totals.unreadable = files->n_unreadable;
	r->totals.stopped = rc < 0;
	p->view->checked(p, &r->totals);
	printer_end(p);
	return rc;
}

static int fail_rank_of(const struct args *a)
{
	const char *level = args_value(a, "fail-level");

	return severity_rank(level == NULL ? "error" : level);
}

static const char *date_of(const struct args *a)
{
	const char *date = args_value(a, "date");

	return date != NULL && strcmp(date, "none") == 0 ? "" : date;
}

static int run_checker(struct session *s, const struct args *a, bis_checker *checker)
{
	struct run r = {
		.session = s,
		.checker = checker,
		.totals = { .fixing = args_has(a, "fix"), .dry_run = s->dry_run },
		.fail_rank = fail_rank_of(a),
	};
	struct files files = {
		.session = s,
		.stdin_name = args_value(a, "stdin-name"),
		.read = read_text,
		.ctx = &r,
	};
	int rc = check_files(&r, &files, a);

	strings_free(&r.unfixable);
	return files_status(&files, rc, r.failing == 0);
}

static void close_checker(bis_checker **checker)
{
	bis_checker_close(*checker);
}

static int check_texts(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings only = { 0 }, without = { 0 };
	cleanup(close_checker) bis_checker *checker = NULL;
	char lang[64];
	int rc = BIS_ENOMEM;

	if (read_rules(a, "rule", &only) && read_rules(a, "no-rule", &without)) {
		const struct bis_check_options how = {
			.lang = args_lang(a, "lang", lang),
			.date = date_of(a),
			.rules = (const char *const *)only.at,
			.n_rules = only.n,
			.no_rules = (const char *const *)without.at,
			.n_no_rules = without.n,
			.level = args_value(a, "level"),
			.config = args_value(a, "config"),
			.baseline = args_value(a, "baseline"),
		};
		rc = bis_checker_open(s->db, &how, &checker);
	}
	return rc < 0 ? say_failed(rc) : run_checker(s, a, checker);
}

static int list_rules(struct session *s)
{
	printer_begin(&s->printer, "rules", true);
	s->printer.view->rules(&s->printer);
	printer_end(&s->printer);
	return EXIT_DONE;
}

static int run(struct session *s, const struct args *a)
{
	return args_has(a, "rules") ? list_rules(s) : check_texts(s, a);
}

static int check(struct session *s, const struct args *a)
{
	if (args_has(a, "pair"))
		return say_usage("check", "--pair: a text is not yet checked against its "
					  "source, only by itself");
	if (args_has(a, "rules") && s->printer.view->findings_only)
		return say_usage("check", "--format=%s is for findings, not for --rules",
			s->printer.view->name);
	if (args_has(a, "rules") && a->n_words > 0)
		return say_usage("check", "--rules lists them, and checks nothing");
	if (!args_has(a, "rules") && a->n_words == 0)
		return say_usage("check", "which files? bisotun check FILE…");
	if (args_has(a, "fix") && reads_stdin(a))
		return say_usage("check", "--fix needs files: standard input is none");
	if (check_rules(a, "rule") != EXIT_DONE)
		return EXIT_USAGE;
	return check_rules(a, "no-rule");
}

const struct command command_check = {
	.name = "check",
	.summary = "names, titles, bodies, terms, typography of texts",
	.usage = "[options] FILE…",
	.examples =
		"bisotun check release.txt draft.docx         what is wrong, and why\n"
		"bisotun check --fix release.txt              put the fixes in place\n"
		"bisotun check --format html *.txt > report.html\n"
		"bisotun check --format line - < release.txt  for editors",
	.options = options,
	.need = NEED_MAYBE,
	.free_with = "rules",
	.finds = true,
	.max_words = MANY,
	.check = check,
	.run = run,
};
