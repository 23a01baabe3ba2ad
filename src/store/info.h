/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BISOTUN_STORE_INFO_H
#define BISOTUN_STORE_INFO_H

struct info_answer;
void info_free(struct info_answer *answer);

#endif
