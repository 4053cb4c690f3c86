/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the permutation tests share: chunks of relabellings are counted in parallel,
 * each relabelling by its number alone, so the counts do not depend on the threads.
 * Every test has its own statistics and relabels in its own way. */
#ifndef HINGE_STATS_RESAMPLING_PERMUTE_INSIDE_H
#define HINGE_STATS_RESAMPLING_PERMUTE_INSIDE_H

#include "base/parallel.h"
#include "stats/resampling/permute.h"

enum { HINGE_RELABELLING_CHUNK = 2048 };
#define HINGE_EXACT_AUTO 2e6 /* relabellings up to which `auto` takes all */

struct hinge_relabelling {
    uint64_t seed;
    bool exact;
    double total; /* relabellings */
    enum hinge_alternative alternative;
    double observed[2]; /* the run floors them for ties, turned to "large is extreme" */
    double (*count)[2]; /* per chunk */
};

/* Sets seed, exact and total from the option's word (auto, exact, monte-carlo), of
 * `ways` relabellings. E_PERM_LIMIT when exact was asked for more than 2e7. */
enum hinge_status hinge_relabelling_mode(struct hinge_analysis *analysis, const char *option,
                                         double ways, double automatic, struct hinge_relabelling *r,
                                         struct hinge_error *error);

/* How many relabellings chunk `item` has, from item * HINGE_RELABELLING_CHUNK on. */
size_t hinge_relabelling_chunk(const struct hinge_relabelling *r, size_t item);

/* Adds 1 to the counts of statistics at least as extreme as those observed. */
void hinge_relabelling_count(const struct hinge_relabelling *r, const double t[2], double count[2]);

/* Runs the loop (work, scratch, context) over all chunks, sums their counts. */
enum hinge_status hinge_relabelling_run(struct hinge_analysis *analysis,
                                        struct hinge_relabelling *r, struct hinge_loop loop,
                                        struct hinge_permutation *result,
                                        struct hinge_error *error);

#endif
