/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans a study: the order of conditions for each participant, as the trial list that ingest
 * takes later, with recording sheets and a preregistration. The same options give the same
 * bytes. */
#pragma once

#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

struct hinge_page_request; /* hinge/requests.h */

struct hinge_protocol_group {
    const char *name;
    size_t people; /* 1 to 10,000 */
};

/* Texts are borrowed; they must outlive the call. */
struct hinge_protocol_options {
    size_t size; /* sizeof the struct (hinge/init.h) */
    uint64_t seed;
    const struct hinge_protocol_group *group;
    size_t n_groups;
    const char *const *cue; /* conditions: those of method 8.2 or the user's own; the baseline is
                               "none", else the first */
    size_t n_cues;
    const char *const *task; /* each is recorded under each condition; the first is practised */
    size_t n_tasks;
    size_t reps, trials, sessions; /* per recording; per condition and session; visits */
    size_t practice;   /* sessions in which the first task is practised under the cues, between
                          recordings of all tasks without one: before, after and later; 0: none.
                          `sessions` is 1 then */
    bool before_after; /* something happens between the visits, which are called before, after and,
                          of 3 `sessions`, later; 1 is 2 then, and there is no practice */
    bool baseline_first; /* cue[0] first for everybody, the rest balanced */
    const char *name;    /* of the files: {participant}/{cue}_{trial}.csv; "": what the
                            plan needs to tell them apart */
    char tier; /* 'A', 'B', 'C': how it will be recorded; 0: 'A' if the names of the files end
                  as markers do (.c3d, .trc), else 'B' */
    const char *template; /* a changed copy of hinge_protocol_template(); NULL or "": the
                             library's own */
    bool allow_script;    /* of that template: its scripts, which USAGE refuses else */

    /* For the number of people, by planned outcome ("lumbar_rounding=4deg,lumbar_fraction=5%"): the
     * expected change by a cue or by practice, and the SDs of this change between people, of trials
     * and of repetitions. "": the plan is in SDs alone. */
    const char *effect, *sd_effect, *sd_trial, *sd_rep;
    const char
        *primary; /* the planned outcome, in place of a cue's own; "": those, and the share */
    const char
        *margin; /* the largest differences that would not matter, in the same way; "": none */
    double alpha;
    bool force; /* replace existing files; without it they are USAGE */
    /* Gets a line for each doubt about the plan: an unknown cue, no condition without a cue.
     * May be NULL. */
    hinge_message *message;
    void *message_context;
};

/* Sets no groups and no cues; bodyweight_hinge, 5 repetitions, one trial, one session,
 * alpha .05. */
HINGE_API void hinge_protocol_options_init(struct hinge_protocol_options *options);

struct hinge_protocol_summary {
    size_t people, recordings, references; /* recordings hold the references */
    size_t square;                         /* people per balanced block */
    size_t unbalanced;                     /* people after the last complete block */
    size_t untested;                       /* questions of too few people for a test, or of what the
                                              recordings do not show */
    /* Smallest effects that have a power of .80: the change by a cue or by practice (paired t, in
     * SDs of people's changes), the difference of the first two groups (Welch's t, in SDs of
     * people), and the difference of their changes. NaN if this is not tested. */
    double least_dz, least_group_d, least_interaction_d;
};

/* Writes participants.csv, plan.md, plan.html, preregistration.md, plan.json and trials.csv into
 * `folder` (made when missing; its parent must exist), with study.ini and trials.csv last. *summary
 * may be NULL. Errors: USAGE naming the option and what is expected (no group, no person, a name
 * that cannot be part of a file name, a condition twice, a pattern that gives two recordings one
 * name), WRITE.
 */
HINGE_API enum hinge_status hinge_protocol_make(const struct hinge_protocol_options *options,
                                                const char *folder,
                                                struct hinge_protocol_summary *summary,
                                                struct hinge_error *error);

/* Compares a results file with plan.json: a row an item in a zero-initialised table, which the
 * caller clears (item, planned, used, state: kept, changed or open), how many changed, and the
 * sentence that Methods have (free() it). `asked` has the keys of [run] that the results were
 * reported with; NULL: they are not known, and what they say is open. Errors: INPUT. */
HINGE_API enum hinge_status hinge_plan_check(const char *plan,
                                             const struct hinge_page_request *asked,
                                             const char *results, struct hinge_table *items,
                                             size_t *changed, char **sentence,
                                             struct hinge_error *error);

/* The words of the pages, with {{facts}}: plan.md and plan.html, preregistration.md. *text is the
 * caller's to free(). */
HINGE_API void hinge_protocol_template(char **text);

HINGE_END_C_DECLS
