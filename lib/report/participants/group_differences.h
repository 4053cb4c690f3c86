/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --test of the table of participants: p of a difference between groups of people. */
#ifndef HINGE_REPORT_PARTICIPANTS_GROUP_DIFFERENCES_H
#define HINGE_REPORT_PARTICIPANTS_GROUP_DIFFERENCES_H

#include "report/tables/view.h"

enum hinge_baseline_test {
    HINGE_BASELINE_WELCH, /* of numbers */
    HINGE_BASELINE_KRUSKAL,
    HINGE_BASELINE_FISHER, /* of words */
    HINGE_BASELINE_CHI2,
    HINGE_BASELINE_TESTS
};

/* What was asked for, and which variables each test was used for. Zero-initialise. */
struct hinge_baseline {
    bool wants[HINGE_BASELINE_TESTS];
    size_t groups, people;
    const size_t *group; /* of each person */
    struct hinge_text used[HINGE_BASELINE_TESTS];
    bool small_counts; /* chi-squared with an expected count below 5 */
};

/* The request's tests; USAGE for one that there is not, or for two of a kind. */
enum hinge_status hinge_baseline_read(struct hinge_baseline *baseline,
                                      struct hinge_tabulation *tab,
                                      struct hinge_error *error);
void hinge_baseline_clear(struct hinge_baseline *baseline);
bool hinge_baseline_wanted(const struct hinge_baseline *baseline);

/* p of a variable, its test in *test and why it is missing in *why; both NULL when no
 * test of its kind is wanted. Missing numbers are NaN, missing words NULL. */
enum hinge_status hinge_baseline_number(struct hinge_baseline *baseline,
                                        const char *variable, const double *value,
                                        double *p, const char **test, const char **why,
                                        struct hinge_error *error);
enum hinge_status hinge_baseline_words(struct hinge_baseline *baseline,
                                       const char *variable, const char *const *text,
                                       double *p, const char **test, const char **why,
                                       struct hinge_error *error);

/* Which test is whose. */
void hinge_baseline_notes(struct hinge_baseline *baseline,
                          struct hinge_tabulation *tab);

#endif
