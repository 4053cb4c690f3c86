/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How deep each person goes under every cue (SCIENCE 8.2, matched depth). In: the trial
 * list and the depths of its repetitions; out: per row the level all cues of that
 * person, session and task reach. */
#ifndef HINGE_ANALYZE_DEPTHS_H
#define HINGE_ANALYZE_DEPTHS_H

#include <hinge/status.h>
#include <hinge/table.h>

#include <stdbool.h>
#include <stddef.h>

struct hinge_depth_row {
    const char *key[4]; /* participant, session, task, cue; borrowed from the list */
    const char *driver; /* static; depths of different drivers are never compared */
    double *bottom_deg; /* of its valid repetitions; owned */
    size_t n;
    bool wanted;        /* the person has another cue to compare with */
    double matched_deg; /* NaN until matched, and where there is no other cue */
};

struct hinge_depths {
    struct hinge_depth_row *row;
    struct hinge_depth_row **order;
    size_t rows;
};

/* Rows of the list and which of them are wanted; rows with trial_of < 0 and reference
 * recordings are not. Owned: hinge_depths_clear, also after a failure. NOMEM only. */
enum hinge_status hinge_depths_init(struct hinge_depths *depths,
                                    const struct hinge_table *list,
                                    const long *trial_of, size_t rows);
void hinge_depths_clear(struct hinge_depths *depths);

/* Copies the bottoms of one row's repetitions; driver is static. NOMEM only. */
enum hinge_status hinge_depths_add(struct hinge_depths *depths, size_t row,
                                   const char *driver, const double *bottom_deg,
                                   size_t n);

/* Fills matched_deg: share times the smallest, over the cues, of the median bottom.
 * Cues without a repetition do not count; fewer than two leave NaN. NOMEM only. */
enum hinge_status hinge_depths_match(struct hinge_depths *depths, double share);

#endif
