/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes: what cues and groups share of their rows, and their sentences. */
#pragma once

#include "stats/numbers/compared.h"
#include "stats/run/calls.h"

/* An outcome of the plan before it is compared: its row, its columns in the table (NULL: none), and
 * the known parts of the row (HINGE_PLANNED_ROW, ...). */
struct hinge_planned_entry {
    struct hinge_planned_outcome row;
    const char *column, *matched; /* matched: at matched depth */
    unsigned parts;
    double se;   /* of its test */
    bool scales; /* larger in deeper bends, so a change of the depth changes it */
    /* of a planned outcome: its people, and p without each of them */
    size_t n_without;
    const char **who;
    double *p_without;
};
/* Of which nothing is known yet; `paired`: of a cue. */
struct hinge_planned_entry hinge_planned_entry_of(bool paired);

/* What is planned for a cue, or for groups: its outcomes, then the faults that the table has. */
struct hinge_plan_part {
    const char *id; /* of a cue; NULL: of groups */
    const char *wording, *unmeasured, *watch;
    size_t n_outcomes, n; /* n: as it is read, with the faults */
    struct hinge_planned_entry *entry;
};
/* The option `plan` of a request, which compare/planned.c makes and analyses read. What it lacks is
 * NULL. */
struct hinge_plan {
    size_t n;
    struct hinge_plan_part *part; /* one for each cue, else one */
    size_t n_faults;
    const char **fault;       /* ids of which the table has verdicts */
    json_t *scales;           /* of cues: outcomes and faults that are larger in deeper bends */
    json_t *titles, *margins; /* texts by column, numbers by outcome */
};
/* Whether a comparison has enough people for a test, and none, because its values do not vary. */
bool hinge_planned_is_alike(const struct hinge_planned_outcome *row);

/* In the run's memory, with faults among the entries. Fails the analysis where a plan is not one.
 */
struct hinge_plan hinge_plan_read(struct hinge_analysis *analysis, bool cues);
json_t *hinge_plan_json(const struct hinge_plan *plan, bool cues);
/* Adds the row to the result, and its known parts to a list of the document. */
void hinge_planned_add_to(struct hinge_analysis *analysis, json_t *list,
                          const struct hinge_planned_entry *entry);

/* What an outcome is: a share is within 0 and 1, and so is a rate, that of people's repetitions. */
enum hinge_bound { HINGE_BOUND_NONE, HINGE_BOUND_SHARE, HINGE_BOUND_RATE };
enum hinge_bound hinge_bound_of(const struct hinge_analysis *analysis, const char *column);
/* Keeps the interval of a difference of shares or rates within -most and most. */
void hinge_bound_keep(const struct hinge_analysis *analysis, const char *column, double most,
                      double value, double *low, double *high);
/* Puts difference, test and interval into the row. */
void hinge_planned_take(struct hinge_planned_entry *entry, const struct hinge_compared *compared);
/* What is left without each person: x of groups, or the changes x (y NULL); `who` names those of x,
 * then those of y. */
void hinge_planned_take_without(struct hinge_analysis *analysis, struct hinge_planned_entry *entry,
                                const double *x, size_t n1, const double *y, size_t n2,
                                const char *const *who);
/* Of a fault between groups: how many of those judged have it, whom they are counted in, and the
 * score test of these shares at a level; with too few judged no test. */
void hinge_planned_take_people(struct hinge_planned_entry *entry, double level);
/* Changes as a family of their own: those with a p get p adjusted (Holm) and a verdict. Returns how
 * many. */
size_t hinge_planned_judge_changes(struct hinge_arena *arena, struct hinge_planned_outcome *row,
                                   size_t n, double alpha);
/* Families of tests: planned outcomes; secondary and further ones; faults that somebody showed.
 * Adjusts p (Holm) in each, and sets the verdicts, and of several planned outcomes the intervals
 * that agree with these. Outside of families p is removed. */
void hinge_planned_judge(struct hinge_analysis *analysis, struct hinge_planned_entry *entry,
                         size_t n);

/* The same rows in the units that readers see, those of shares "share"; they live in the arena. */
const struct hinge_planned_outcome *hinge_planned_for_readers(const struct hinge_result *result,
                                                              struct hinge_arena *arena);
/* Of an undecided row with a margin: "25 to 45 people in each group", by whom the margin could be
 * ruled out (closed form over the 95 % interval of the SD); else NULL. `level` is that of its
 * interval. */
const char *hinge_planned_takes(const struct hinge_planned_outcome *row, double level,
                                struct hinge_arena *arena);
/* Where a planned outcome differs, and somebody's absence ends that: "without one of the 20 people
 * p would be up to .12: for 5 of them the difference would not be clear"; else NULL. */
const char *hinge_planned_without(const struct hinge_planned_outcome *row,
                                  struct hinge_arena *arena);
/* A line for each planned comparison: between what it lies without any one person; `named`: and
 * whose absence makes p largest, where that ends a claim. The rows are as in results. */
void hinge_planned_add_range(const struct hinge_result *result, bool named,
                             struct hinge_text *text);
/* What the tests of its correction are of: "cues", "outcomes". */
const char *hinge_planned_family(const struct hinge_planned_outcome *row);
/* Sentences about planned outcomes in such units, a line each: plain, and in the style of the
 * American Psychological Association. */
void hinge_cue_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                     struct hinge_text *apa);
void hinge_group_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                       struct hinge_text *apa);

/* How far knees bend, which planned outcomes of the hips depend on. */
#define HINGE_KNEES_OUTCOME "knee_excursion_deg"
