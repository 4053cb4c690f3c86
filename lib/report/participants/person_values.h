/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of a metric per person, with age and sex as the trial list says: of a
 * results file by the rules of summaries, or of a CSV with these columns. */
#ifndef HINGE_REPORT_PARTICIPANTS_PERSON_VALUES_H
#define HINGE_REPORT_PARTICIPANTS_PERSON_VALUES_H

#include "report/tables/view.h"

/* Zero-initialise; hinge_person_values_clear. */
struct hinge_person_values {
    size_t n, room;
    struct hinge_person_value {
        const char *participant, *metric, *sex, *evidence; /* "": not said */
        double age, value;
        const char *why; /* there is no value, or no age; NULL */
    } * item;
    const char *averaged; /* what a person's value averages over, a line each */
    struct hinge_arena arena;
};

/* Of `metrics`, joined by commas; `path` NULL: the tabulation's own file, else a
 * results file or CSV. Conditions of the request's filter hold for results files, but
 * those of participant, session and group only for its own. A sex is "f" or "m" where
 * it says so in a word or letter, else as written. USAGE, INPUT for a CSV without age,
 * without a metric that was `named`, or without any. */
enum hinge_status hinge_person_values_read(struct hinge_tabulation *tab,
                                           const char *path, const char *metrics,
                                           bool named,
                                           struct hinge_person_values *values,
                                           struct hinge_error *error);
/* Whether a file can be a cohort at all: INPUT as hinge_person_values_read has it, for
 * what is no results file and no CSV with ages. */
enum hinge_status hinge_cohort_check(const char *path, struct hinge_error *error);
/* The conditions of a filter that hold for a cohort. NOMEM. */
enum hinge_status hinge_person_values_filter(const char *where, struct hinge_text *text,
                                             struct hinge_error *error);
void hinge_person_values_clear(struct hinge_person_values *values);

#endif
