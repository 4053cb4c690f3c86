/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of a ledger with the same numbers, under one person or different ones. */
#ifndef HINGE_STORE_TWINS_H
#define HINGE_STORE_TWINS_H

#include <hinge/table.h>

/* The first row whose recording has the numbers of `row`'s, -1 when that is `row`
 * itself or they are unknown. */
long hinge_twin_of(const struct hinge_table *ledger, size_t row);

/* Whether two rows of the trial list are of different people: who is not named counts
 * as somebody else. */
bool hinge_twin_differs(const struct hinge_table *list, size_t a, size_t b);

/* The first row whose recording of the same person has the numbers of `row`'s, -1 for
 * none: one of both is a copy. Recordings of reference count no repetitions, and each
 * session may have its copy. */
long hinge_twin_own(const struct hinge_table *ledger, const struct hinge_table *list, size_t row);

/* The row that `row` repeats under another participant, -1 for none: one of both counts
 * a person twice. `list` has the ledger's rows. */
long hinge_twin_stranger(const struct hinge_table *ledger, const struct hinge_table *list,
                         size_t row);

#endif
