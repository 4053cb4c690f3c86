/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who took part: a person counts once, whatever number of recordings there is of them,
 * with what the trial list says of the person. */
#ifndef HINGE_REPORT_PARTICIPANTS_H
#define HINGE_REPORT_PARTICIPANTS_H

#include "people/people.h"
#include "report/tables/view.h"

enum {
    HINGE_PARTICIPANT_VARIABLES = 64,
    HINGE_PARTICIPANT_LEVELS = 16, /* of a variable of words */
    HINGE_PARTICIPANT_GROUPS = 32  /* that stand beside each other */
};

/* One row, or one per level. */
struct hinge_participant_variable {
    const char *name, *unit;
    int digits;
    bool is_text;
    double *number;    /* [person] */
    const char **text; /* [person] */
};

struct hinge_participant_list {
    struct hinge_tabulation *tab;
    struct hinge_intern people, sessions;
    struct hinge_labels groups; /* in the order that comparisons have; of each person */
    size_t first;               /* of two groups: differences are it minus the other */
    double *trials, *n_sessions, *reps;
    size_t n_variables, nameless;
    struct hinge_participant_variable variable[HINGE_PARTICIPANT_VARIABLES];
    double *scratch;
};

/* People, groups and variables of the recordings that were not refused, by the keys of
 * --by; `tab` is set before. An unknown key or too many groups fail the table. */
void hinge_participant_list_gather(struct hinge_participant_list *people);
void hinge_participant_list_clear(struct hinge_participant_list *people);

#endif
