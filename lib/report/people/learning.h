/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people learn in a study with practice (method 9.12). The column session says whether a
 * recording was made before practice, in practice, after it or later. Input: people in cells that
 * sessions do not divide. Output: each person's bends to the criterion, slopes and means. */
#ifndef HINGE_REPORT_LEARNING_H
#define HINGE_REPORT_LEARNING_H

#include "report/people/people.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/survival.h"

/* Whether --filter keeps at least one recording of practice. */
bool hinge_stages_are(const struct hinge_tabulation *tab);

/* Default of the criterion: so many bends in a row in which no fault is certain. */
enum { HINGE_IN_ROW = 5 };

/* Groups people by --by, or by the table's own keys, and by the task. */
struct hinge_people *hinge_learning_people(struct hinge_tabulation *tab);

struct hinge_learner {
    const char *who; /* NULL: the person has no usable repetition */
    size_t bends;    /* repetitions in practice */
    size_t sessions; /* sessions of practice */
    size_t judged;   /* bends in which at least one fault was judged */
    /* The judged bend that completes the first `in_row` bends in which no fault is certain;
     * censored at the last judged bend if there is no such bend. `at` is NaN if no bend was judged.
     */
    struct hinge_followed first;
    double slope_bend, slope_session; /* least squares, per bend and per session; NaN if fewer than
                                     3 points */
    double mean[HINGE_STAGES];        /* NaN: too few repetitions in the stage */
};
/* Finds what does not depend on a metric, for each person of people->grouped: stages, bends in the
 * order of practice, and `first` from the table's faults (--filter fault=…). Memory of the table's
 * arena. */
struct hinge_learning;
struct hinge_learning *hinge_learning_begin(struct hinge_people *people, size_t in_row);
/* The first fault of the family that the criterion is of; NULL: of several or of all. */
const char *hinge_learning_family(const struct hinge_learning *learning);
/* Notes which faults the criterion is of, and which hold those who do not get there. */
void hinge_learning_criterion(const struct hinge_learning *learning);
/* [people] every learner, with slopes and means of `measure` until the next call. */
const struct hinge_learner *hinge_learners(struct hinge_learning *learning,
                                           const struct hinge_measure *measure);

/* The metrics of --columns, by default the lumbar fraction, in one phase (by default the descent).
 */
struct hinge_measures hinge_learning_measures(struct hinge_tabulation *tab);

/* --- transfer: what practice in one task changes in another (method 9.13). Each task has its own
 * cells --- */

/* The cell of the practised task with which `cell` of another task is compared. Both have the same
 * keys except task and counted. If several cells fit, the one with the most bends of practice is
 * taken. SIZE_MAX if there is none, or if `cell` itself was practised. */
size_t hinge_practised_beside(const struct hinge_people *people,
                              const struct hinge_learner *learner, size_t cell);
/* Whether a cell is of the practised task: its people practised it, or only others did (a group
 * without practice). */
bool hinge_practised(const struct hinge_people *people, const struct hinge_learner *learner,
                     size_t cell);
const char *hinge_cell_task(const struct hinge_people *people, size_t cell);

/* Adds the table's notes: which people count, and that there is no practice if there is none. */
void hinge_learning_notes(struct hinge_people *people);

#endif
