/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of trials.csv (a trial list) and truth.csv (one row per repetition). */
#ifndef HINGE_SIMULATE_LISTS_H
#define HINGE_SIMULATE_LISTS_H

#include "base/text.h"
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
};

/* Files of sensors have columns of their own. */
void hinge_trials_header(const struct hinge_simulate_options *options,
                         struct hinge_text *out);
void hinge_trials_row(const struct hinge_list_entry *entry, struct hinge_text *out);
void hinge_truth_header(const struct hinge_simulate_options *options,
                        struct hinge_text *out);
/* `rep` from 1. */
void hinge_truth_row(const struct hinge_list_entry *entry, size_t rep, bool planted,
                     const struct hinge_truth_rep *truth, struct hinge_text *out);

#endif
