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
    struct hinge_arena arena;
};

/* Of `metrics`, joined by commas; `path` NULL: the tabulation's own file, else a
 * results file or CSV. Conditions of the request's filter hold for both, but those of
 * participant and session only for its own. USAGE, INPUT for a CSV without age or a
 * metric. */
enum hinge_status hinge_person_values_read(struct hinge_tabulation *tab,
                                           const char *path, const char *metrics,
                                           struct hinge_person_values *values,
                                           struct hinge_error *error);
void hinge_person_values_clear(struct hinge_person_values *values);

#endif
