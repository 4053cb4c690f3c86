/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people learn in a study with practice (method 9.12): recordings without a cue before it,
 * practice, and recordings without a cue after it and later, as the column session says. In: people
 * in cells that no session divides. Out: each person's bends to the criterion, slopes and means. */
#ifndef HINGE_REPORT_LEARNING_H
#define HINGE_REPORT_LEARNING_H

#include "report/people.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/survival.h"

/* Stages of a study: the first words of their sessions, "practice" or "practice_2". */
enum hinge_stage {
    HINGE_STAGE_NONE = -1,
    HINGE_STAGE_BEFORE,
    HINGE_STAGE_PRACTICE,
    HINGE_STAGE_AFTER,
    HINGE_STAGE_LATER,
    HINGE_STAGES
};
/* The stage of a recording; those before and after practice have no cue, others are of no stage. */
enum hinge_stage hinge_stage_of(const struct hinge_tabulation *tab, size_t trial);
/* Whether a recording that --filter keeps is of practice. */
bool hinge_stages_are(const struct hinge_tabulation *tab);

/* The fault-free bends in a row that are the criterion where nobody says another number. */
enum { HINGE_IN_ROW = 5 };

/* People by --by, else by the view's keys, and by the task. */
struct hinge_people *hinge_learning_people(struct hinge_tabulation *tab);

struct hinge_learner {
    const char *who; /* NULL: no repetition counts */
    size_t bends;    /* of practice */
    size_t sessions; /* likewise */
    size_t judged;   /* bends in which a fault was judged */
    /* The bend that completes the first `in_row` without a certain fault in a row, counting judged
     * ones; else censored at the last. `at` is NaN where none was judged. */
    struct hinge_followed first;
    double slope_bend, slope_session; /* least squares; NaN of fewer than 3 points */
    double mean[HINGE_STAGES];        /* NaN: too few repetitions (agg.min_reps) */
};
/* What does not depend on a metric, of each person of people->cohort: stages, bends in the order of
 * practice, and `first` by the table's faults (--filter fault=...). In the table's arena. */
struct hinge_learning;
struct hinge_learning *hinge_learning_begin(struct hinge_people *people, size_t in_row);
/* Of each person; slopes and means are those of a metric, until the next call. */
const struct hinge_learner *hinge_learners(struct hinge_learning *learning,
                                           const struct hinge_measure *measure);

/* The metrics asked for by --columns, else the lumbar fraction of the descent; of one phase. */
struct hinge_measures hinge_learning_measures(struct hinge_tabulation *tab);

/* What people of a cell changed, a value for each who has both means: how many. */
size_t hinge_learned(const struct hinge_people *people, const struct hinge_learner *learner,
                     size_t cell, enum hinge_stage from, enum hinge_stage to, double *change);

/* --- What practice in one task changes in another (method 9.13); tasks are cells. --- */

/* The cell of the practised task that one of another task is compared with: all other keys but
 * `counted` are the same; of several that with the most bends. SIZE_MAX: none, or it is practised
 * itself. */
size_t hinge_practised_beside(const struct hinge_people *people,
                              const struct hinge_learner *learner, size_t cell);
const char *hinge_cell_task(const struct hinge_people *people, size_t cell);

/* Changes from before to after of the people who have both in both cells. */
struct hinge_transfer {
    struct hinge_spread practised, other;
    struct hinge_estimate ratio, r; /* other over practised; correlation */
};
struct hinge_transfer hinge_transfer_of(struct hinge_people *people,
                                        const struct hinge_learner *learner, size_t practised,
                                        size_t cell);

/* That there is no practice, where there is none; who counts. */
void hinge_learning_notes(struct hinge_people *people);

#endif
