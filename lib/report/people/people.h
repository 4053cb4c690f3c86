/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of a table, in cells of the keys of --by and of how they were measured, which is never
 * pooled. They are grouped once; then one metric after the other is averaged and described. */
#ifndef HINGE_REPORT_PEOPLE_H
#define HINGE_REPORT_PEOPLE_H

#include "people/people.h"
#include "report/people/repetitions.h"
#include "store/store.h"

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
bool hinge_metric_is_readable(const char *id);

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
void hinge_measure_parts(const struct hinge_measure *measure, const double value[4],
                         double part[2]);
/* A person's value from the means of the parts. */
double hinge_measure_mean(const struct hinge_measure *measure, const struct hinge_nest *first,
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
void hinge_people_read(struct hinge_people *people, const struct hinge_measure *measure);
/* Averages a measure, or people->value[0] (NaNs are skipped), into people->person. */
void hinge_people_means(struct hinge_people *people, const struct hinge_measure *measure);
/* The same of some repetitions alone: counts[k], k as in value[0]. Only some of the person's
 * recordings, among[trial], are those of which enough repetitions must be valid; NULL: the share of
 * valid ones is not asked for. */
void hinge_people_means_of(struct hinge_people *people, const struct hinge_measure *measure,
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

#endif
