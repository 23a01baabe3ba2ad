/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun purge: removes text for good, from the history too.  As nothing can bring it
 * back it wants to be told twice: --yes.
 */
#include "config.h"

#include "src/cli/command.h"

#include "src/cli/ready.h"

static const struct option_spec options[] = {
	{ "unit", 0, VALUE_ANY, "ID", "this unit", NULL },
	{ "concept", 0, VALUE_ANY, "ID", "this concept", NULL },
	{ "origin", 0, VALUE_ANY, "NAME", "everything that is from there", NULL },
	{ "event", 0, VALUE_NUMBER, "N", "everything this import brought", NULL },
	{ "yes", 0, VALUE_NONE, NULL, "yes, for good", NULL },
	OPTIONS_END,
};

static void print_report(struct session *s, const struct bis_purge_report *r)
{
	const struct bis_count counts[] = {
		{ "units", r->units },
		{ "concepts", r->concepts },
		{ "segments", r->segments },
		{ "events", r->events },
	};
	char what[160];

	snprintf(what, sizeof(what),
		"%s for good: %lld units, %lld concepts, %lld segments",
		would(s->dry_run, "removed", "would remove"), (long long)r->units,
		(long long)r->concepts, (long long)r->segments);
	struct change change = {
		.did = "purge",
		.what = what,
		.counts = counts,
		.n_counts = N_ELEMENTS(counts),
		.dry_run = s->dry_run,
	};
	printer_begin(&s->printer, "change", false);
	s->printer.view->changed(&s->printer, &change);
	printer_end(&s->printer);
}

static struct bis_purge_options what_of(const struct args *a)
{
	return (struct bis_purge_options){
		.unit = args_value(a, "unit"),
		.concept = args_value(a, "concept"),
		.origin = args_value(a, "origin"),
		.event = (int64_t)args_number(a, "event", 0),
	};
}

static int check(struct session *s, const struct args *a)
{
	struct bis_purge_options what = what_of(a);
	int n = (what.unit != NULL) + (what.concept != NULL) + (what.origin != NULL) +
		(what.event > 0);

	if (n != 1)
		return say_usage(
			"purge", "exactly one of --unit, --concept, --origin, --event");
	if (args_has(a, "yes") || s->dry_run)
		return EXIT_DONE;
	return say_usage("purge",
		"what is purged can't be brought back; --yes does it, --dry-run counts");
}

static int run(struct session *s, const struct args *a)
{
	struct bis_purge_options what = what_of(a);
	struct bis_purge_report report = { 0 };
	int rc = bis_purge(s->db, &what, &report);

	if (rc < 0)
		return say_failed(rc);
	print_report(s, &report);
	if (!s->dry_run)
		make_index_again(s);
	return EXIT_DONE;
}

const struct command command_purge = {
	.name = "purge",
	.summary = "remove withdrawn text for good, history included",
	.usage = "--unit ID | --concept ID | --origin NAME | --event N  --yes",
	.examples = "bisotun purge --origin draft.tmx --dry-run    count first\n"
		    "bisotun purge --origin draft.tmx --yes",
	.options = options,
	.need = NEED_WRITE,
	.check = check,
	.run = run,
};
