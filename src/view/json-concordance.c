/* SPDX-License-Identifier: Apache-2.0
 *
 * Concordance as JSON: ranges are pairs of code points, the end exclusive.
 */
#include "config.h"

#include "src/view/json.h"

static json_t *ranges_array(struct printer *p, const struct bis_range *ranges, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *range = json_array();
		append(p, range, json_integer((json_int_t)ranges[i].begin));
		append(p, range, json_integer((json_int_t)ranges[i].end));
		append(p, array, range);
	}
	return array;
}

static json_t *target_object(struct printer *p, const struct bis_hit_target *t)
{
	json_t *o = json_object();

	put_words(p, o, "lang", t->lang);
	put_words(p, o, "text", t->text);
	put(p, o, "ranges", ranges_array(p, t->ranges, t->n_ranges));
	return o;
}

/* {"ru": "…"} and {"ru": [[0, 4]]}; what has a second target in one language lists it
 * under "more". */
static void put_targets(struct printer *p, json_t *o, const struct bis_hit *h)
{
	json_t *texts = json_object(), *ranges = json_object(), *more = json_array();

	for (size_t k = 0; k < h->n_targets; k++) {
		const struct bis_hit_target *t = &h->targets[k];
		if (json_object_get(texts, t->lang) != NULL) {
			append(p, more, target_object(p, t));
			continue;
		}
		put_words(p, texts, t->lang, t->text);
		put(p, ranges, t->lang, ranges_array(p, t->ranges, t->n_ranges));
	}
	put(p, o, "targets", texts);
	put(p, o, "target_ranges", ranges);
	if (json_array_size(more) > 0)
		put(p, o, "more", more);
	else
		json_decref(more);
}

static json_t *hit_object(struct printer *p, const struct bis_hit *h)
{
	json_t *o = json_object();

	put_words(p, o, "text", h->text);
	put_words(p, o, "lang", h->lang);
	put(p, o, "ranges", ranges_array(p, h->ranges, h->n_ranges));
	put_targets(p, o, h);
	put_words(p, o, "unit", h->unit);
	put_text(p, o, "origin", h->origin);
	put_text(p, o, "document", h->document);
	put_text(p, o, "date", h->date);
	put_text(p, o, "who", h->who);
	put_words(p, o, "status", h->reviewed ? "reviewed" : "unreviewed");
	return o;
}

/* {"ru": [{"text": …, "n": …}, …]}, most first */
static json_t *renderings_object(struct printer *p, const struct concordance_answer *a)
{
	json_t *langs = json_object();

	for (size_t i = 0; i < a->n_renderings; i++) {
		const struct bis_rendering *r = &a->renderings[i];
		json_t *list = json_object_get(langs, r->lang), *o = json_object();
		if (list == NULL) {
			list = json_array();
			put(p, langs, r->lang, list);
		}
		put_words(p, o, "text", r->text);
		put_number(p, o, "n", r->n);
		append(p, list, o);
	}
	return langs;
}

void json_concordance(struct printer *p, const struct concordance_answer *a)
{
	json_t *o = document(p), *hits = json_array();

	put_words(p, o, "query", a->query);
	put_number(p, o, "total", a->total);
	put_number(p, o, "skip", (int64_t)a->skip);
	for (size_t i = 0; i < a->n_hits; i++)
		append(p, hits, hit_object(p, a->hits[i]));
	put(p, o, "hits", hits);
	put(p, o, "renderings",
		a->with_renderings ? renderings_object(p, a) : json_null());
	give(p, o);
}
