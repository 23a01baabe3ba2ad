/* SPDX-License-Identifier: Apache-2.0
 *
 * The number of derived.sql.  It rises with every change of what the derived tables hold;
 * a base with another number gets them made anew when it is next opened for writing.
 */
#ifndef BISOTUN_DERIVED_H
#define BISOTUN_DERIVED_H

#define DERIVED_VERSION 4

#endif
