/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of a table, in cells of the keys of --by and of how they were measured, which is never
 * pooled. They are grouped once; then one metric after the other is averaged and described. */
#pragma once

#include "report/people/repetitions.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/numbers.h"
#include "stats/numbers/survival.h"

/* --- People's values described. --- */

struct hinge_spread {
    size_t n;
    double mean, sd, median, min, max; /* sd NaN for one value; all NaN for none */
    double ci_low, ci_high;            /* 95 % of the mean, t with n - 1; NaN for one */
    double q1, q3;                     /* quartiles, linear between values (type 7) */
};
/* Sorts the values. */
struct hinge_spread hinge_spread_of(double *value, size_t n);

/* What --stat shows of numbers. */
enum hinge_stat { HINGE_MEAN_SD, HINGE_MEDIAN_IQR, HINGE_MEAN_CI, HINGE_STATS };
enum hinge_stat hinge_tab_stat(const struct hinge_tabulation *tab);
/* A spread in words, as --stat and --digits ask: "7.1 ± 0.4" or, `bracketed`, "7.1 (0.4)";
 * "7.0 [6.8, 7.3]"; the number alone for one value; "" for none. `digits` are those without
 * --digits, and more where the spread needs them. Returns the decimals. */
enum { HINGE_SPREAD_WORDS = 96 };
int hinge_spread_words(const struct hinge_tabulation *tab, const struct hinge_spread *spread,
                       int digits, bool bracketed, char text[HINGE_SPREAD_WORDS]);

/* --- Curves of repetitions, and mean curves of people. --- */

/* Reads curves as hinge_results_each does: of n signals of an array of /waveforms, of the
 * repetitions (rows of the file) that have a number in `at`. */
void hinge_tab_curves(struct hinge_tabulation *tab, const char *array, const char *const *signal,
                      size_t n, const size_t *at, hinge_row_use *use, void *context);

/* Mean curves of people. Zero-initialise, hinge_person_curves_clear when done. */
struct hinge_person_curves {
    /* A row per person and cell: the keys of --by and of the evidence, participant, reps,
     * turn_pct and back_pct (end of the first phase and start of the second, % of the
     * repetition), floor (share of repetitions from the floor, whose first phase is the
     * ascent). */
    struct hinge_table keys;
    size_t n_signals;
    double *value; /* [row][signal][HINGE_CURVE_POINTS]: changes from standing; NaN where missing */
    char *notes;   /* as under a table; NULL when there are none */
};
void hinge_person_curves_clear(struct hinge_person_curves *curves);

/* Curves of these signals ("lumbar_flex", "hip_flex", …) by the rules of group tables:
 * averaged within recordings, recordings within people. Errors: INPUT for the file, USAGE for a
 * key or a signal that isn't there. */
enum hinge_status hinge_results_curves(const struct hinge_table_request *request,
                                       const char *const *signal, size_t n_signals,
                                       struct hinge_person_curves *curves,
                                       struct hinge_error *error);

/* --- Measures: a metric in a phase. A person's mean is a mean, or for ratios the ratio of the
 * means of numerator and denominator (method 6.1, 9.2). --- */

/* Metrics in tables for readers, NULL-terminated. */
extern const char *const hinge_readable_metrics[];

struct hinge_measure {
    const char *id, *unit, *phase;
    const struct hinge_reducer *by; /* in front of the id; NULL: the mean */
    const char *source;             /* array of its values */
    int digits;
    size_t phases;      /* values per repetition: of a metric its phases, of a fault the faults */
    size_t at;          /* the position of the phase, or of the fault */
    const char *reason; /* array of reasons; NULL: the file has none */
    enum {
        HINGE_MEASURE_MEAN,
        HINGE_MEASURE_RATIO,
        HINGE_MEASURE_BIN,
        HINGE_MEASURE_CIRCULAR,
        HINGE_MEASURE_RATE /* of repetitions that are above a fault's threshold */
    } kind;
    const char *over,
        *under; /* arrays: numerator and denominator; of BIN: share, and motion of the phase */
    const char *rest; /* BIN: array that is added to the motion */
    int motions;      /* BIN: number of arrays whose sum over 4 is the width; 0: HINGE_BIN_DEG */
    double least;     /* least mean of the denominator */
};

struct hinge_measures {
    size_t n, n_phases;
    const char *const *phase;
    struct hinge_measure *item;
};

/* The metric of a row of /metrics with its unit, digits and array of reasons (one of `reasons`),
 * without a phase. */
struct hinge_measure hinge_measure_of(struct hinge_tabulation *tab, size_t row,
                                      const struct hinge_rep_labels *reasons);
/* The metrics and phases that --columns, --phase and --filter ask for; a few if `readable`. Where
 * the view takes "outcomes", also the other outcomes in --columns: with a reducer, and faults. */
struct hinge_measures hinge_tab_measures(struct hinge_tabulation *tab, bool readable);
/* The measures of an outcome's text (hinge_outcome_read) in the phases asked for, into item[], of
 * which there are room for those of all phases. Returns their number; 0: it names neither a metric
 * nor a fault of the results. A text that cannot be read fails the table. */
size_t hinge_tab_outcome(struct hinge_tabulation *tab, const char *text,
                         struct hinge_measure *item);

/* Turns the values of metric, over, under and rest of a repetition into the two parts that are
 * added to a person's means, of a measure that is no mean itself; NaN: nothing. */
void hinge_measure_parts(const struct hinge_measure *m, const double value[4], double part[2]);
/* A person's value from the means of the parts. */
double hinge_measure_mean(const struct hinge_measure *m, const struct hinge_nest *first,
                          const struct hinge_nest *second);

/* --- The people. --- */
enum { HINGE_BY_KEYS = 16 };

/* A key: a column of /trials, or an array of /reps when `is_rep`. */
struct hinge_key {
    const char *name;
    bool is_rep, is_evidence;
    size_t at; /* of /trials */
};

/* A person's mean of the measure that was averaged last. */
struct hinge_person {
    double mean;   /* NaN: too few repetitions, or no value */
    unsigned reps; /* that have a value */
    bool enough;   /* repetitions for the cell */
};

struct hinge_people {
    struct hinge_tabulation *tab;
    struct hinge_people *next; /* of the same table, made before */
    struct hinge_use_asked counts;
    struct hinge_repetitions reps;
    struct hinge_key key[HINGE_CELL_KEYS];
    bool by_rep;                  /* a key is an array of /reps */
    size_t last_by;               /* last of several keys that `by` names; SIZE_MAX: one key */
    struct hinge_grouped grouped; /* its repetitions are positions in reps.row */
    const size_t *row;            /* [repetition that counts]: row of the file */
    double *value[2];             /* [repetition that counts], two values, filled by callers */
    struct hinge_person *person;
    struct hinge_nest *nest[2];
    double *scratch; /* of people */
    bool by_stage;   /* the caller takes stages apart: notes do not say sessions as averaged */
    const char *way; /* how a person's repetitions become one value, for the notes; NULL: nested */
    /* excluded, for the notes */
    size_t inferred_trials, nameless_trials, excluded_reps;
    bool *counted; /* [trial]: it has repetitions here */
    /* Arrays of expected measures, and how many of them were read. */
    const char **expected;
    size_t n_expected, n_read;
};

/* Groups people by keys joined by commas ("": those of the view), and by every condition that
 * differs (hinge_cell_axis), but those that the caller takes apart itself: `pooled`, joined by
 * commas. An unknown key fails the table, which then has no people. They live as long as the table.
 */
struct hinge_people *hinge_tab_people(struct hinge_tabulation *tab, const char *by,
                                      const char *pooled);
/* The same of what other options count. */
struct hinge_people *hinge_tab_people_as(struct hinge_tabulation *tab, const char *by,
                                         const char *pooled, struct hinge_use_asked counts);

/* Announces the measures that will be read, in this order, and whether their reasons are, so that
 * several are read at once. */
void hinge_people_expect(struct hinge_people *people, const struct hinge_measures *measures,
                         bool reasons);
/* Reads the column of a measure, and some of the expected ones. */
void hinge_people_read(struct hinge_people *people, const struct hinge_measure *m);
/* Averages a measure, or people->value[0] (NaNs are skipped), into people->person; of some
 * repetitions alone: counts[k], k as in value[0]; NULL: of all. Only some of the person's
 * recordings, among[trial], are those of which enough repetitions must be valid; NULL: the share of
 * valid ones is not asked for. */
void hinge_people_means_of(struct hinge_people *people, const struct hinge_measure *m,
                           const bool *counts, const bool *among);
void hinge_people_average(struct hinge_people *people);

/* A fault in each person of a cell: rates of judged repetitions by recordings that show it for
 * certain, by their value, and possibly; and the verdict. state[k], k as in value[0]: negative:
 * refused. */
struct hinge_person_fault {
    double certain, point, possible; /* NaN: none was judged, or too few are used */
    unsigned judged;
    enum hinge_verdict verdict;
    struct hinge_certain when; /* of those who have it, or sometimes */
};
void hinge_people_fault(struct hinge_people *people, const short *state,
                        struct hinge_person_fault *of);
/* The same by the states of a fault in the results. */
void hinge_people_judge(struct hinge_people *people, size_t n_faults, size_t fault,
                        struct hinge_person_fault *of);
/* The values of a metric in a phase, or its reasons ("reason/<metric>"), of each repetition that
 * counts; NaN: the file has no such phase. */
const double *hinge_people_values(struct hinge_people *people, const char *metric,
                                  const char *phase);
/* So the share of a phase in which the load is in the hands, NaN where no load is; NULL: an earlier
 * version made the file, so loads count in whole repetitions. */
const double *hinge_people_carried(struct hinge_people *people, const char *phase);

/* Copies the means of the people of a cell into people->scratch: n people, their repetitions, and
 * the number of people excluded because they have too few. */
struct hinge_counted {
    size_t n, dropped;
    double reps;
};
struct hinge_counted hinge_people_counted(const struct hinge_people *people, size_t cell);
/* The same with mean, SD and quartiles. */
struct hinge_cell_spread {
    struct hinge_spread spread;
    double reps;
    size_t dropped;
};
struct hinge_cell_spread hinge_people_spread(const struct hinge_people *people, size_t cell);

/* Whether two cells have the same levels of all keys but these, joined by commas. */
bool hinge_cells_alike(const struct hinge_people *people, size_t a, size_t b, const char *but);

/* Position of the first repetition of a cell; those of the last cell end at
 * people->grouped.n_reps. */
size_t hinge_people_from(const struct hinge_people *people, size_t cell);

/* Adds the columns of the keys and of the view; adds the row of a cell. */
void hinge_people_columns(struct hinge_people *people, const struct hinge_view_column *column);
void hinge_people_row(struct hinge_people *people, size_t cell, const void *row);

/* Adds notes: what was excluded and the option that includes it, pooled tasks, tier B, and the
 * program that made the results. */
void hinge_people_notes(struct hinge_people *people);

/* --- The depth at which people's lower backs have bent by limit.lumbar_deg, and why they round
 * (method 6.14). In: people in cells. Out: the depth of each person, for which repetitions that did
 * not reach the limit count as censored; the barrier of each person. --- */

/* From so many people on the median of a cell is an estimate: the lower limit of the interval of n
 * people covers 1 - 1/2^n at most. Below, people are counted. */
enum { HINGE_DEPTHS_PEOPLE = 5 };

/* What is followed: to the limit, or if it is not reached, to the bottom (censored). */
struct hinge_depth_of {
    const char *limit, *bottom; /* metrics, both of the phase rep */
};
extern const struct hinge_depth_of hinge_depth_total;

/* If the file has depths; an earlier version made it without. */
bool hinge_depths_known(const struct hinge_tabulation *tab);

/* To be called first: finds who has enough repetitions (people->person). False if the file has no
 * depths; a note says that an earlier version made it. */
bool hinge_depths_begin(struct hinge_people *people);

/* The median of each person over the repetitions (hinge_survival_median); if it is not reached, the
 * person is censored at the last depth. `at` is NaN if no repetition has a value, or there are too
 * few. */
struct hinge_followed *hinge_depths(struct hinge_people *people, const struct hinge_depth_of *what);

/* Copies the depths of the people of a cell into of[]; returns how many. */
size_t hinge_depths_in(const struct hinge_people *people, const struct hinge_followed *depth,
                       size_t cell, struct hinge_followed *of);

/* Which barrier a person who rounds meets (method 6.14), with medians over the repetitions. */
enum hinge_barrier_of {
    HINGE_BARRIER_NOT_TOLD,
    HINGE_BARRIER_FLEXIBILITY,
    HINGE_BARRIER_COORDINATION
};
struct hinge_barrier {
    bool judged, rounded;           /* by the verdicts of rounding; judged: there is one */
    enum hinge_verdict verdict;     /* the best of them */
    struct hinge_certain sometimes; /* of the one with most, of a person who rounds sometimes */
    enum hinge_barrier_of of;
    double break_depth_deg, break_hip_deg; /* NaN: no breakpoint in half of the repetitions */
    double share_before, share_after;
    double hip_used_pct; /* of the largest hip flexion where rounding begins; NaN: not told */
};
/* Of every person, if the file has depths. hinge_depths_begin must be called again before depths
 * are asked for. */
struct hinge_barrier *hinge_barriers(struct hinge_people *people);

/* Adds notes: what a depth is, and who counts. */
void hinge_depth_notes(struct hinge_people *people);

/* --- Which cue takes which fault away: verdicts of people without a cue and with it. --- */

/* Of the people judged in both: n have the fault at the baseline, of whom with the cue `lost` do
 * not, `less` do sometimes or possibly, `kept` do; of those without it, `gained` do. */
struct hinge_fix {
    double judged, n, lost, less, kept, without, gained;
    double began; /* who had it not for sure at the baseline, and has it */
    double share_lost, p;
    struct hinge_interval interval;
    double planned; /* 1: the cue is expected to lower it */
};

struct hinge_fixes {
    struct hinge_people *people;
    struct hinge_rep_labels fault;
    size_t cue;   /* which key is the cue */
    size_t *base; /* [cell]: the cell without a cue and else alike, of a later visit without a cue
                     that of the first; SIZE_MAX: none */
    size_t
        *first; /* [person of people->grouped]: the same person at the baseline; SIZE_MAX: none */
    struct hinge_person_fault *of; /* of people->grouped */
    /* The same people, each as two: the first recording, and the later ones. */
    struct hinge_people parts;
    struct hinge_person_fault *of_part;
    bool again; /* anybody has both; else no part is judged */
};

/* Of people that are grouped already, whose cells the caller knows: without base and first. */
struct hinge_fixes *hinge_fixes_of(struct hinge_people *people);
/* Judges everybody on a fault; false: no person has it. */
bool hinge_fixes_judge(struct hinge_fixes *fixes, size_t fault);
/* Counts a person's verdicts at the baseline and with the cue. */
void hinge_fix_add(struct hinge_fix *fixed, enum hinge_verdict before, enum hinge_verdict after);
/* The cue of a cell. */
const char *hinge_fixes_cue(const struct hinge_fixes *fixes, size_t cell);

/* --- What people learn in a study with practice (method 9.12). The column session says whether a
 * recording was made before practice, in practice, after it or later. Input: people in cells that
 * sessions do not divide. Output: each person's bends to the criterion, slopes and means. --- */

/* Whether --filter keeps at least one recording of practice. */
bool hinge_stages_are(const struct hinge_tabulation *tab);

/* Default of the criterion: so many bends in a row in which no fault is certain. */
enum { HINGE_IN_ROW = 5 };

/* Groups people by --by, or by the table's own keys, and by the task. */
struct hinge_people *hinge_learning_people(struct hinge_tabulation *tab);

struct hinge_learner {
    const char *who; /* NULL: the person has no usable repetition */
    size_t bends;    /* repetitions in practice */
    size_t sessions; /* sessions of practice */
    size_t judged;   /* bends in which at least one fault was judged */
    /* The judged bend that completes the first `in_row` bends in which no fault is certain;
     * censored at the last judged bend if there is no such bend. `at` is NaN if no bend was judged.
     */
    struct hinge_followed first;
    double slope_bend, slope_session; /* least squares, per bend and per session; NaN if fewer than
                                     3 points */
    double mean[HINGE_STAGES];        /* NaN: too few repetitions in the stage */
};
/* Finds what does not depend on a metric, for each person of people->grouped: stages, bends in the
 * order of practice, and `first` from the table's faults (--filter fault=…). Memory of the table's
 * arena. */
struct hinge_learning;
struct hinge_learning *hinge_learning_begin(struct hinge_people *people, size_t in_row);
/* The first fault of the family that the criterion is of; NULL: of several or of all. */
const char *hinge_learning_family(const struct hinge_learning *w);
/* Notes which faults the criterion is of, and which hold those who do not get there. */
void hinge_learning_criterion(const struct hinge_learning *w);
/* [people] every learner, with slopes and means of `measure` until the next call. */
const struct hinge_learner *hinge_learners(struct hinge_learning *w, const struct hinge_measure *m);

/* The metrics of --columns, by default the lumbar fraction, in one phase (by default the descent).
 */
struct hinge_measures hinge_learning_measures(struct hinge_tabulation *tab);

/* --- transfer: what practice in one task changes in another (method 9.13). Each task has its own
 * cells --- */

/* The cell of the practised task with which `cell` of another task is compared. Both have the same
 * keys except task and counted. If several cells fit, the one with the most bends of practice is
 * taken. SIZE_MAX if there is none, or if `cell` itself was practised. */
size_t hinge_practised_beside(const struct hinge_people *people,
                              const struct hinge_learner *learner, size_t cell);
/* Whether a cell is of the practised task: its people practised it, or only others did (a group
 * without practice). */
bool hinge_practised(const struct hinge_people *people, const struct hinge_learner *learner,
                     size_t cell);
const char *hinge_cell_task(const struct hinge_people *people, size_t cell);

/* Adds the table's notes: which people count, and that there is no practice if there is none. */
void hinge_learning_notes(struct hinge_people *people);

/* --- Participants: each person counts once, with the values of the trial list. --- */

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
