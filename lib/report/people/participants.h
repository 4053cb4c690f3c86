/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participants: each person counts once, with the values of the trial list. */
#ifndef HINGE_REPORT_PARTICIPANTS_H
#define HINGE_REPORT_PARTICIPANTS_H

#include "people/people.h"

enum {
    HINGE_PARTICIPANT_KEYS = 8,    /* of --by */
    HINGE_PARTICIPANT_LEVELS = 16, /* of a variable of texts */
    HINGE_PARTICIPANT_GROUPS = 32  /* columns of groups in a table */
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
    bool of_table; /* set before: also repetitions that are used, and lengths of segments */
    /* keys of --by in which a person can be more than one thing: sessions, conditions */
    const char *within[HINGE_PARTICIPANT_KEYS];
    size_t n_within;
    struct hinge_intern people, sessions;
    bool again; /* somebody is in several levels of these, and a row of `people` in each */
    struct hinge_labels groups; /* of each person, in the order of comparisons */
    size_t first;               /* with two groups: the first of their difference */
    double *trials, *n_sessions, *reps;
    size_t n_variables, nameless, reps_left_out;
    struct hinge_participant_variable *variable;
    double *scratch;
};

/* Collects people, groups (the keys of --by) and variables of the recordings that were not refused;
 * `tab` is set before. An unknown key, or too many groups, fails the table. */
void hinge_participant_list_gather(struct hinge_participant_list *people);
void hinge_participant_list_clear(struct hinge_participant_list *people);

/* Difference of two groups in standard deviations: of means over the root of the mean variance, of
 * shares likewise (Austin 2009). NaN: no variance, or one person. */
double hinge_means_in_sds(double x, double sd_x, double y, double sd_y);
double hinge_shares_in_sds(double x, double y);

#endif
