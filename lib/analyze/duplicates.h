/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same numbers twice: named; a person's own left out. */
#ifndef HINGE_ANALYZE_DUPLICATES_H
#define HINGE_ANALYZE_DUPLICATES_H

#include <hinge/analyze.h>
#include <hinge/table.h>

/* Names every such pair. Of one person's the first alone counts: the later one's row of
 * the ledger becomes a refused one and its trial_of -1. NOMEM. */
enum hinge_status hinge_duplicates_settle(const struct hinge_analyze_request *request,
                                          const struct hinge_table *list,
                                          struct hinge_table *ledger, int32_t *trial_of);

#endif
