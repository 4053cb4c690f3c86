/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register: every comparison of a study, a record each. In: the cohort and its answered
 * questions; out: records, whose texts live as long as both. */
#pragma once

#include "study/study.h"

/* The questions of a study, first those that lead where nothing is planned. */
enum hinge_asked_what {
    HINGE_ASKED_PRACTICE,
    HINGE_ASKED_SESSIONS,
    HINGE_ASKED_GROUPS,
    HINGE_ASKED_CUES,
    HINGE_ASKED_LOADS,
    HINGE_ASKED_LATER, /* later minus before, and minus after: one family */
    HINGE_ASKED_LATER_AFTER,
    HINGE_ASKED_QUESTIONS,
    HINGE_ASKED_BESIDE = HINGE_ASKED_QUESTIONS /* by a section of the page: "place in the order" */
};
/* One of them, with its answer. */
struct hinge_asked {
    enum hinge_asked_what what;
    const struct hinge_result *result;
    size_t kind;              /* of the recordings */
    const char *from, *to;    /* the levels of a change; else NULL */
    bool described;           /* nobody planned it, and it is not tested */
    const char *const *order; /* of groups: each person's order of conditions; NULL: not known */
};

/* A comparison. A missing text is NULL or "", a missing number NaN; units as in the results. */
struct hinge_record {
    enum hinge_asked_what what;
    /* "all", "A": the first level minus the second in the same people. "A − B": these groups, or
     * (first and second are levels) what changed in A minus what changed in B. */
    const char *subject;
    const char *outcome, *phase; /* the id as options take it: "severity:lumbar_rounding" */
    const char *first, *second;
    const char *held;   /* the --filter that keeps its repetitions; "": all */
    const char *role;   /* "planned", "default", "secondary", "exploratory", "described" */
    const char *family; /* tests that Holm's correction is over; NULL: it has none */
    double n_first, of_first, n_second, of_second; /* people with a value, of those asked */
    double estimate, low, high, p, p_holm;
    double g, g_low, g_high;    /* of a difference of groups: Hedges' g with its interval */
    const char *unit, *verdict; /* a HINGE_VERDICT_…; NULL: not judged */
    const char *with;           /* columns that cannot be told apart from it: "cond_order" */
    const struct hinge_planned_outcome *of;
};
struct hinge_register {
    size_t n;
    struct hinge_record *record;
};

/* Records with a p, as they are counted. CHANGES: how the changes of two groups differ, each tested
 * alone. */
enum hinge_tests {
    HINGE_TESTS_PLANNED,
    HINGE_TESTS_DEFAULT,
    HINGE_TESTS_SECONDARY,
    HINGE_TESTS_EXPLORATORY,
    HINGE_TESTS_CHANGES,
    HINGE_TESTS_FAULTS,
    HINGE_TESTS_BESIDE,
    HINGE_TESTS
};
/* How many a register has of each. */
void hinge_register_count(const struct hinge_register *of, size_t n[HINGE_TESTS]);
/* Adds a record; `arena` has the others. */
void hinge_register_add(struct hinge_register *to, struct hinge_arena *arena,
                        const struct hinge_record *record);

/* Columns whose levels part the values of a contrast as it does, or "group" of a cue that one group
 * alone did; NULL: none. */
const char *hinge_register_with(struct hinge_cohort *study, const struct hinge_asked *asked,
                                const struct hinge_planned_outcome *row);

/* The records of these questions, in the order of their kinds, then as the enum has them. */
struct hinge_register hinge_register_make(struct hinge_cohort *study,
                                          const struct hinge_asked *asked, size_t n);
