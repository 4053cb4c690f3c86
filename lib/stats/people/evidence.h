/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence that must not be pooled: tables with a `tier` column carry how each row was
 * measured (tier, lumbar_def, driver, standing_source, inferred). */
#ifndef HINGE_STATS_PEOPLE_EVIDENCE_H
#define HINGE_STATS_PEOPLE_EVIDENCE_H

#include "stats/run/analysis.h"

/* Kinds of evidence among the rows the filter keeps, sorted by name. */
struct hinge_strata {
    size_t n;
    const char **name;    /* "tier=A;lumbar_def=..." of the columns that differ */
    const size_t *of_row; /* stratum of each table row, SIZE_MAX when filtered out */
};

enum hinge_status hinge_strata_find(struct hinge_analysis *analysis, struct hinge_strata *strata,
                                    struct hinge_error *error);

/* Mask of the table rows of stratum i; NULL when there is no memory. */
const bool *hinge_strata_rows(struct hinge_analysis *analysis, const struct hinge_strata *strata,
                              size_t i);

/* E_MIXED_EVIDENCE when the used rows (n indices) mix evidence; columns named in
 * `asked` (NULL-terminated) are being compared on purpose and don't count. */
enum hinge_status hinge_evidence_check(struct hinge_analysis *analysis, const size_t *row, size_t n,
                                       const char *const *asked, struct hinge_error *error);

#endif
