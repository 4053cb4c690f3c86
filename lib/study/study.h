/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort of a results file: recordings, people, kinds, the main cell, groups, cues, sessions,
 * repetitions and their values, each found once; whoever says something of people asks here. In:
 * opened results and what a table is asked for. Texts live as long as the cohort. A person's value
 * is that of hinge-table summary. */
#pragma once

#include "report/people/people.h"
#include "report/print/quantity.h"

/* In place of a position in a list: every one, or none. */
#define HINGE_ANY SIZE_MAX

/* --- outcomes --- */

/* Outcomes that the page speaks of by name, as positions in cohort->outcome. */
enum {
    HINGE_OUT_SHARE,
    HINGE_OUT_DEPTH,
    HINGE_OUT_LEAN,
    HINGE_OUT_CHORD,
    HINGE_OUT_EQUAL, /* the share of the spine between 30 and 60 degrees */
    HINGE_OUT_LOAD,  /* the moment about the hips by that about L5/S1 */
    HINGE_OUT_SHIFT, /* how far the centre of mass, or pressure, moves along the foot */
    HINGE_OUTCOMES
};

/* --- who and what --- */

/* A kind: recordings that were measured alike, which may be averaged. */
struct hinge_cohort_kind {
    const char *name; /* "spine markers" */
    const char *family, *tier, *lumbar_def;
    bool spine;     /* tier A or B */
    bool inferred;  /* else a network or a model inferred it */
    bool positions; /* else angles of sensors or of another program */
    bool counted;   /* faults of its tasks are counted */
    size_t n;       /* people */
};

struct hinge_cohort_group {
    const char *id, *name;  /* "trained"; "" of everybody */
    const char *brief;      /* in drawings and heads: the name, or "A" if it is long */
    const char *words;      /* "the trained group"; of everybody "people" */
    const char *cls, *mark; /* "g0" of its colour, "m0" of its shape */
};

struct hinge_cohort_cue {
    const char *id, *label, *phrase;      /* "dowel", "dowel", "with the dowel" */
    const struct hinge_quantity *planned; /* of the study or its own; NULL: none measures it */
    size_t n_secondary;
    const struct hinge_quantity *secondary[HINGE_CUE_SECONDARY_MAX + 1];
};

struct hinge_cohort_person {
    const char *id;
    size_t group, kind; /* group HINGE_ANY: in none that is shown */
    size_t trial;       /* the first: covariates */
    size_t number;      /* as in cohort->uses */
};

/* A recording of the movement that --filter keeps. */
struct hinge_cohort_trial {
    size_t row; /* of /trials */
    const char *id;
    size_t person, cue, session, kind;
    const struct hinge_used_recording *of;
    bool main;       /* of the task, stage and load that means are of */
    bool usable;     /* analysed, of the kind of its person, and not guessed */
    size_t first, n; /* its repetitions */
};

/* A repetition of a usable recording. */
struct hinge_cohort_rep {
    size_t row; /* of /reps */
    size_t trial, person, cue, session;
    int number;
    enum hinge_use use;
    bool used;       /* counted: HINGE_USE_USED */
    bool whole;      /* used, or would be if its person had enough */
    bool corrected;  /* by hand: its phases, or it was excluded */
    const char *why; /* why it is not used, in words; else NULL */
    double time[4];  /* start and end of the descent, then of the ascent, s */
    bool floor;      /* it goes up first */
};

struct hinge_cohort_values; /* of one outcome */
struct hinge_page;

struct hinge_cohort {
    struct hinge_label_list labels; /* the user's and the config's */
    struct hinge_table_request *table_request;
    const char *filter;          /* of that */
    struct hinge_tabulation tab; /* /trials with covariates, /faults, /parameters, ... */
    struct hinge_repetitions reading;
    struct hinge_uses uses;
    struct hinge_people *averaging;
    size_t *cell_of; /* of each participant of `averaging`: person * n_cues + cue, or ANY */
    size_t *cell_at; /* [person * n_cues + cue]: its participant there, or ANY */
    struct hinge_measures measures;
    struct hinge_arena arena;
    struct hinge_cohort_values *values; /* those asked for so far */

    struct hinge_cohort_known *known; /* outcomes */
    const struct hinge_quantity *outcome[HINGE_OUTCOMES];
    size_t n_trials, n_people, n_kinds, n_groups, n_faults;
    size_t *told, n_told;        /* hinge_cohort_told */
    size_t *judged;              /* [fault]: in how many people at the baseline; made with it */
    size_t n_reps, n_main;       /* repetitions; those of main recordings, which are first */
    size_t n_conditions, n_cues; /* cues; those of main recordings, which are first */
    size_t n_sessions;           /* those of main recordings, which are first */
    struct hinge_cohort_trial *trial;
    size_t *trial_at; /* of a row of /trials; ANY */
    struct hinge_cohort_rep *rep;
    struct hinge_cohort_person *person; /* as listed */
    struct hinge_cohort_kind *kind;     /* the main one first */
    struct hinge_cohort_group *group;   /* B, then A, then others; or one */
    struct hinge_cohort_cue *cue;       /* the baseline first, those of other cells last */
    const char **session;
    const char *const *fault; /* ids, in the order of /reps */
    const double *verdict[6]; /* [rep][fault], while no column of `reading` was dropped since */
    size_t verdict_at;

    /* Means are of the cell of a recording (row of /trials), in conditions that differ. */
    bool differs[HINGE_AXES];
    size_t main;

    bool two;        /* groups are compared: the first minus the second */
    bool pairs;      /* more than two of them, and no order names two: every two */
    bool one_person; /* then neither groups nor people are compared */
    bool nobody;     /* no recording names a participant: each is a value, of no known person */
    bool spine;      /* the main kind has a spine */
    const struct hinge_quantity *lead; /* what is drawn: the share, or trunk lean */
    /* What the study was planned for (`primary`, else the share), and what answers it: the same, or
     * what stands for it where nobody has a value. */
    const char *primary; /* before it is opened: of the request; NULL or "": as the results say */
    const struct hinge_quantity *asked, *planned;
    bool stands_in;  /* `planned` stands for `asked` */
    bool unseen;     /* it does because no spine is seen */
    size_t n_family; /* outcomes of every study, the planned one first */
    const struct hinge_quantity *family[HINGE_PLACES];
    struct hinge_page *page; /* what a page keeps beside it; NULL: nobody's */
    struct hinge_table reps; /* repetitions as rows for analyses, once a question was asked */
};

/* Finds all of it; `s` has labels, or is zero. `order` names two groups, `baseline` a cue; "":
 * by default. Errors: INPUT for the file, USAGE for an unknown filter, group or cue. Call
 * hinge_cohort_close in any case. */
enum hinge_status hinge_cohort_open(struct hinge_cohort *s, const struct hinge_table_request *asked,
                                    const char *order, const char *baseline,
                                    struct hinge_error *error);
void hinge_cohort_close(struct hinge_cohort *s);

/* The repetitions of a kind in the main cell, but for the levels of the axis `asked` (""; else
 * "stage", "load_kg"), of which `from` and `to` are kept (NULL: every one), under a cue (ANY: under
 * every one). Everything is in the arena. */
struct hinge_known_rows hinge_cohort_rows(struct hinge_cohort *s, size_t kind, size_t cue,
                                          const char *asked, const char *from, const char *to);

/* A cell of /trials or of the trial list; "" or NaN if missing. */
const char *hinge_cohort_trial_text(const struct hinge_cohort *s,
                                    const struct hinge_cohort_trial *trial, const char *column);
double hinge_cohort_trial_number(const struct hinge_cohort *s,
                                 const struct hinge_cohort_trial *trial, const char *column);

/* A level of sessions in a sentence: "before", "in session 1"; and by itself: "session 1". */
const char *hinge_cohort_stage(struct hinge_cohort *s, const char *level);
const char *hinge_cohort_stage_name(const char *stage);
/* "at 8 kg": the load of the main cell; NULL: none of the results has another. */
const char *hinge_cohort_at_load(struct hinge_cohort *s);

/* --- values --- */

/* Two values of an outcome that are said to differ: from now on it has as many decimals as tell
 * them apart. */
void hinge_cohort_let_differ(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                             const double of[2]);
/* An outcome, the same address each time; NULL if its id is NULL. */
const struct hinge_quantity *hinge_cohort_outcome(struct hinge_cohort *s,
                                                  const struct hinge_cue_outcome *of);
/* The measure of an outcome that is a metric; NULL if the file does not have it. */
const struct hinge_measure *hinge_cohort_measure(const struct hinge_cohort *s,
                                                 const struct hinge_quantity *outcome);
/* Averages an outcome over the people of s->averaging: a metric, its distance from a target or a
 * fault's severity. False: the file does not have it. */
bool hinge_cohort_average(struct hinge_cohort *s, const struct hinge_quantity *outcome);
/* The value of a repetition; NaN if missing. */
double hinge_cohort_rep_value(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                              size_t rep);
/* The value of a person in a condition; NaN with too few repetitions. */
double hinge_cohort_value(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          size_t person, size_t cue);
/* Number of repetitions of this value. */
unsigned hinge_cohort_value_reps(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                 size_t person, size_t cue);

/* Values of people, in their order, in the arena of the study. */
struct hinge_cohort_cell {
    size_t n;
    size_t *person;
    double *value;
};
/* Values of the people of a group and a kind (ANY: every one) under a cue. */
struct hinge_cohort_cell hinge_cohort_cell(struct hinge_cohort *s,
                                           const struct hinge_quantity *outcome, size_t cue,
                                           size_t group, size_t kind);
/* The same minus their values at baseline. */
struct hinge_cohort_cell hinge_cohort_change(struct hinge_cohort *s,
                                             const struct hinge_quantity *outcome, size_t cue,
                                             size_t group, size_t kind);
/* Values of used repetitions of a person (ANY: every one) in a session under a cue. */
struct hinge_cohort_bends_of {
    size_t n;
    size_t *rep;
    double *value;
    double mean;  /* of the means of recordings (method 9.2); NaN without values */
    double parts; /* the variance of `mean` in variances of a bend: 1/n where recordings have as
                     many bends */
};
struct hinge_cohort_bends_of hinge_cohort_bends_of(struct hinge_cohort *s,
                                                   const struct hinge_quantity *outcome,
                                                   size_t person, size_t session, size_t cue);
/* The same if nothing had been corrected by hand: in recordings that have values in
 * `as_found` (`width` numbers a row of /reps), these count, also of what is not used now. */
struct hinge_cohort_bends_of hinge_cohort_bends_found(struct hinge_cohort *s,
                                                      const struct hinge_quantity *outcome,
                                                      size_t person, size_t session, size_t cue,
                                                      const double *as_found, size_t width);
/* Whether a person is of a group and a kind (ANY: every one), and how many are. */
bool hinge_cohort_is_of(const struct hinge_cohort *s, size_t person, size_t group, size_t kind);
size_t hinge_cohort_count(const struct hinge_cohort *s, size_t group, size_t kind);
/* Whether any repetition under a cue has a value, used or of somebody with too few. */
bool hinge_cohort_measured(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                           size_t cue);
/* The group of an id that is one. */
size_t hinge_cohort_group_of(const struct hinge_cohort *s, const char *id);
/* A fault in a repetition. */
struct hinge_cohort_verdict {
    int state; /* 0 absent, 1 below, 2 above, 3 present; -1 not judged */
    const char *reason;
    double severity, threshold, margin, time_s;
};
/* A fault in every participant of `averaging`; the place of a person there, ANY: none. */
void hinge_cohort_judge(struct hinge_cohort *s, size_t fault, struct hinge_person_fault *of);
/* Positions of the faults that the page speaks of, as they are coached; *n: how many. */
const size_t *hinge_cohort_told(struct hinge_cohort *s, size_t *n);
/* The first of each family of them. */
const size_t *hinge_cohort_families(struct hinge_cohort *s, size_t *n);
/* All of the family of a fault among them, and the name of the family with how many of these
 * are judged in somebody. */
const size_t *hinge_cohort_members(struct hinge_cohort *s, size_t fault, size_t *n);
const char *hinge_cohort_family_text(struct hinge_cohort *s, size_t fault);
size_t hinge_cohort_cell_of(const struct hinge_cohort *s, size_t person, size_t cue);
struct hinge_cohort_verdict hinge_cohort_verdict(struct hinge_cohort *s, size_t fault, size_t rep);
/* Of /faults: "title", "short", "unit"; the user's own words where there are any. */
const char *hinge_cohort_fault_text(const struct hinge_cohort *s, size_t fault, const char *column);
