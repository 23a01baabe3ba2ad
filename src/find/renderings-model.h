/* SPDX-License-Identifier: Apache-2.0
 *
 * What word stands for what: a small model of translation by words (IBM Model 1: Brown,
 * Della Pietra, Della Pietra, Mercer 1993), estimated from pairs of segments.
 *
 * Words are hashes.  Each word of a target is held to come from one of the words of its
 * source, or from none, and how likely a word gives another is what makes all targets
 * together most likely; each round comes nearer to that.
 */
#ifndef BISOTUN_RENDERINGS_MODEL_H
#define BISOTUN_RENDERINGS_MODEL_H

#include "src/base/base.h"

#define MODEL_SOUGHT UINT64_C(1) /* stands in sources for what is searched for */

struct model;
int model_new(struct model **out);
void model_free(struct model *m);

int model_add(struct model *m, const uint64_t *source, size_t n_source,
	const uint64_t *target, size_t n_target);
int model_train(struct model *m, int rounds);

/* How likely each word of the target comes from MODEL_SOUGHT rather than from the word
 * of the source that comes next: 0 … 1. */
void model_shares(struct model *m, const uint64_t *source, size_t n_source,
	const uint64_t *target, size_t n_target, float *shares);

#endif
