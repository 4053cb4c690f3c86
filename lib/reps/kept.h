/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that work on one repetition leaves for the others of the same trial: what is
 * the same for all of them is computed once. One thread per trial. */
#ifndef HINGE_REPS_KEPT_H
#define HINGE_REPS_KEPT_H

#include "reps/reps.h"

/* NULL without memory. */
struct hinge_kept *hinge_kept_new(void);
void hinge_kept_free(struct hinge_kept *kept); /* NULL is harmless */

/* The memory of an owner, any address that is its own; eight owners at most. The first
 * call makes it, zeroed, of `size` bytes (*made true); it goes with reps. NULL without
 * memory. */
void *hinge_reps_kept(const struct hinge_reps *reps, const void *owner, size_t size, bool *made);

#endif
