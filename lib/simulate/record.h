/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording of a person's trial: judged, seen by a camera, written. */
#ifndef HINGE_SIMULATE_RECORD_H
#define HINGE_SIMULATE_RECORD_H

#include "base/text.h"
#include "simulate/habit.h"
#include "simulate/lists.h"

/* A thread's working memory for one trial. */
struct hinge_take_memory {
    struct hinge_pattern *pattern;
    bool *planted;
    struct hinge_motion_rep *rep;
    struct hinge_truth_rep *truth;
    struct hinge_habit_truth *habit; /* of the repetitions where it was planted */
    struct hinge_text recording;
};
/* Bends of a reference with the role maxflex. */
enum { HINGE_REFERENCE_REPS = 2 };

/* Room for trials of up to `reps`, and for a reference; NULL without memory. */
void *hinge_take_memory_make(size_t reps);
void hinge_take_memory_free(void *memory);

/* Repetitions of a recording whose truth is told. */
size_t hinge_record_reps(const struct hinge_list_entry *entry);

/* Makes the recording entry->file in `folder`; its truth and what was planted are then
 * in `scratch`. `index` numbers the person's trials. Errors: WRITE, NOMEM. */
enum hinge_status hinge_record(const char *folder, const struct hinge_list_entry *entry,
                               size_t index, struct hinge_take_memory *scratch,
                               struct hinge_error *error);

#endif
