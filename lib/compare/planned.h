/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of a cohort, and the record that answers one. */
#pragma once

#include "metrics/metric.h"
#include "study/study.h"

#include <hinge/compare.h>
#include <jansson.h>

/* --- A question of a cohort. --- */
/* What is asked of the repetitions of a cohort. A text that is NULL is not given. */
struct hinge_question {
    enum {
        HINGE_ASK_GROUPS, /* groups: the first minus the second; every two where none is named */
        HINGE_ASK_WITHIN  /* every level of a condition minus the baseline, within people */
    } asks;
    struct hinge_known_rows rows; /* of the cohort (hinge_cohort_rows) */
    const char *first, *second;   /* groups */
    const char *column;           /* condition or change: "stage"; NULL of WITHIN: the cue */
    const char *baseline;         /* level of WITHIN */
    bool described;               /* nobody says what happened between the levels */
    const char *from, *to; /* of GROUPS with a column: whose change, to minus from, is asked */
    const char *margin, *primary, *people_split; /* hinge/settings.def */
    const json_t *family_p; /* p of the planned tests of other questions in one family */
    bool detectable;        /* who changed by more than chance, of each outcome */
};
/* The record of a question, whose rows everybody prints; *result is NULL if these data have no
 * answer. Errors: those of reading, USAGE for a text that is not UTF-8. */
enum hinge_status hinge_planned_ask(struct hinge_cohort *cohort,
                                    const struct hinge_question *question,
                                    struct hinge_result **result, struct hinge_error *error);

/* Runs the analysis of a request, which is cleared, of the file that it names, with what the
 * options `counts` (a request from its member `by` on) count. *result is NULL after an error. */
enum hinge_status hinge_comparison_run(struct hinge_stats_request *request, const void *counts,
                                       struct hinge_result **result, struct hinge_error *error);

/* Completes the request of a question: its table is made, and its rows are known. */
enum hinge_status hinge_comparison_known(struct hinge_stats_request *request,
                                         struct hinge_cohort *cohort, struct hinge_error *error);
