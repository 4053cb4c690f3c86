/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our verdicts beside an observer's, one pair per repetition or recording. */
#ifndef HINGE_REPORT_FAULTS_FAULT_PAIRS_H
#define HINGE_REPORT_FAULTS_FAULT_PAIRS_H

#include "report/cells/people_cells.h"
#include "report/faults/fault_labels.h"

enum hinge_pair_unit { HINGE_PAIR_REPETITIONS, HINGE_PAIR_RECORDINGS, HINGE_PAIR_UNITS };

/* `tool` is 0, 1 or, where the fault was refused, negative. */
struct hinge_fault_pair {
    size_t cell, label, person;
    enum hinge_pair_unit unit;
    int tool, observer;
};

/* Zero-initialise but for tab; hinge_fault_pairs_clear whatever happens. */
struct hinge_fault_pairs {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_fault_arrays arrays;
    struct hinge_fault_labels labels;
    struct hinge_cell_list cells;
    struct hinge_fault_pair *pair;
    size_t n_pairs, capacity;
    size_t miscounted; /* recordings with neither one verdict nor one per repetition */
    double has_fault;  /* agg.has_fault */
    size_t rep_array;
    /* the open recording: its person, and per repetition (from 1) and label a state */
    size_t trial, person, reps;
    signed char *state;
};

/* Asks for what is needed: the cells are those of --by. USAGE without labels. */
enum hinge_status hinge_fault_pairs_init(struct hinge_fault_pairs *pairs,
                                         struct hinge_error *error);
void hinge_fault_pairs_clear(struct hinge_fault_pairs *pairs);
/* Reads every repetition. */
enum hinge_status hinge_fault_pairs_read(struct hinge_fault_pairs *pairs,
                                         struct hinge_error *error);

#endif
