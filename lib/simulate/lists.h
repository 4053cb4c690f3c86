/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of trials.csv (a trial list) and truth.csv (one row per repetition). */
#ifndef HINGE_SIMULATE_LISTS_H
#define HINGE_SIMULATE_LISTS_H

#include "base/text.h"
#include "simulate/habit.h"
#include "simulate/markers.h"
#include "simulate/person.h"
#include "simulate/truth.h"

/* What a row is about. */
struct hinge_list_entry {
    const struct hinge_simulate_options *options;
    const struct hinge_person *person;
    const struct hinge_marker_set *set;
    const char *file; /* relative to the lists */
    size_t cue, trial;
    const char *role; /* of a reference; NULL for a trial */
};

/* Files of sensors have columns of their own. */
void hinge_trials_header(const struct hinge_simulate_options *options, struct hinge_text *out);
/* What is special about recordings of the person's habit, NULL for nothing; the task
 * they are of. */
const struct hinge_habit_setting *hinge_list_setting(const struct hinge_list_entry *entry);
const char *hinge_list_task(const struct hinge_list_entry *entry);
/* Whether it begins at the bottom; whether the right leg stands, so that what habits do
 * to a person on the left one is mirrored. */
bool hinge_list_from_floor(const struct hinge_list_entry *entry);
bool hinge_list_mirrored(const struct hinge_list_entry *entry);
void hinge_trials_row(const struct hinge_list_entry *entry, struct hinge_text *out);
void hinge_truth_header(const struct hinge_simulate_options *options, struct hinge_text *out);
/* `rep` from 1; `planted` is NULL where nothing was. */
void hinge_truth_row(const struct hinge_list_entry *entry, size_t rep,
                     const struct hinge_habit_truth *planted, const struct hinge_truth_rep *truth,
                     struct hinge_text *out);

#endif
