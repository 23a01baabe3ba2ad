/* SPDX-License-Identifier: Apache-2.0
 *
 * Putting concepts into a test base, a form in a string: "en|text" or "en|text|status".
 */
#ifndef BISOTUN_TEST_TERMS_H
#define BISOTUN_TEST_TERMS_H

#include "tests/store/base.h"

#include "bisotun/terms.h"

static inline void terms_fill(
	struct concept *c, const char *id, const char *const *forms, size_t n)
{
	concept_init(c);
	buf_set(&c->id, id);
	for (size_t i = 0; i < n; i++) {
		char copy[400], *rest = copy;
		snprintf(copy, sizeof(copy), "%s", forms[i]);
		struct section *section = concept_section(c, strsep(&rest, "|"));
		assert_non_null(section);
		struct form *form = section_add_form(section);
		assert_non_null(form);
		buf_set(&form->text, strsep(&rest, "|"));
		form->status = rest == NULL ? STATUS_PREFERRED
					    : (enum form_status)status_of_name(rest);
	}
}

/* Inside a write. */
static inline int64_t terms_put(
	bis_db *db, const char *id, const char *const *forms, size_t n)
{
	struct concept c;
	struct buf key = BUF_INIT;
	int64_t number;

	terms_fill(&c, id, forms, n);
	assert_ok(store_concept_insert(db, &c, 0, &number, &key));
	buf_free(&key);
	concept_finish(&c);
	return number;
}

#define TERM(db, id, ...)                                                      \
	({                                                                     \
		static const char *const forms_[] = { __VA_ARGS__ };           \
		terms_put(db, id, forms_, sizeof(forms_) / sizeof(forms_[0])); \
	})

#endif
