/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions to participants, for tables, analyses, figures and the sheet alike: which
 * rows a filter keeps, what counts, who is excluded and why, and the means, which are
 * taken here alone. Nothing here fails but for what a user wrote in a filter. */
#ifndef HINGE_PEOPLE_PEOPLE_H
#define HINGE_PEOPLE_PEOPLE_H

#include "base/memory.h"
#include "base/text.h"

#include <hinge/status.h>
#include <hinge/table.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- "group=trained & age>=65 & tier=A,B": the one language of filters, for tables and
 * comparisons. A value with a comma, & or quote is "quoted", its quotes doubled. --- */

enum { HINGE_CONDITIONS = 32, HINGE_CONDITION_VALUES = 64 };

enum hinge_compare {
    HINGE_IS,
    HINGE_IS_NOT,
    HINGE_BELOW,
    HINGE_AT_MOST,
    HINGE_ABOVE,
    HINGE_AT_LEAST
};

/* One part of an expression. Of an equality: the values, any of which will do, "" for
 * what is missing; of an order: a number. */
struct hinge_condition {
    const char *name;
    enum hinge_compare compare;
    double number;
    size_t n_values;
    const char *value[HINGE_CONDITION_VALUES];
    double as_number[HINGE_CONDITION_VALUES]; /* the values; NaN: no number */
    int level;                                /* what the name belongs to, for who reads it */
    size_t column;                            /* and where it is */
};

/* A filter: conditions that a row must meet, all of them. */
struct hinge_filter {
    size_t n;
    struct hinge_condition condition[HINGE_CONDITIONS];
};

/* Reads an expression; texts go to the arena. `option` starts messages ("--filter").
 * USAGE: no condition, no number after an order, more than HINGE_CONDITIONS. */
enum hinge_status hinge_filter_read(struct hinge_arena *arena, const char *option, const char *text,
                                    struct hinge_filter *filter, struct hinge_error *error);

/* Adds "name=value" to a filter, behind "&" where it has conditions, quoted as needed.
 */
void hinge_condition_put(struct hinge_text *filter, const char *name, const char *value);

/* What a row has where a condition looks: a text ("": missing), or with text NULL a
 * number (NaN: missing). What is missing is neither equal to a value nor different from
 * it. */
struct hinge_cell {
    const char *text, *also; /* also: another word for it, or NULL */
    double number;
};
struct hinge_cell hinge_cell_of(const struct hinge_column *column, size_t row);

/* The cell of a row for a condition; false: the condition is not about such rows. */
typedef bool hinge_cell_finder(const void *row, const struct hinge_condition *condition,
                               struct hinge_cell *cell);
/* Whether a row meets every condition that is about it. Nothing else filters rows. */
bool hinge_filter_keeps(const struct hinge_filter *filter, hinge_cell_finder *find,
                        const void *row);
/* The same of a row of a table, whose columns the conditions have. */
bool hinge_filter_keeps_row(const struct hinge_filter *filter, const struct hinge_table *table,
                            size_t row);

/* USAGE: an equality names a value that is none of those there are; names the nearest.
 */
enum hinge_status hinge_condition_check(const struct hinge_condition *condition, const char *option,
                                        const char *const *known, size_t n,
                                        struct hinge_error *error);
/* The same against the texts of a column; any value of a column of numbers will do. */
enum hinge_status hinge_condition_check_column(const struct hinge_condition *condition,
                                               const char *option,
                                               const struct hinge_column *column, size_t rows,
                                               struct hinge_error *error);

/* --- The order of groups, cues and sessions where nobody names one, and which way a
 * difference is said: tables, analyses and figures ask here. --- */

/* The baseline ("none"), words with an order ("pre" before "post"), numbers ascending,
 * then the alphabet; never the order of rows. As strcmp. */
int hinge_level_compare(const char *a, const char *b);

/* The number behind a word: "2" of "practice_2" and "practice2", "" of "practice"; NULL of another
 * word. */
const char *hinge_level_number(const char *level, const char *word);

/* Of two texts that are numbers, as strcmp; 0 when one of them is none. */
int hinge_compare_numbers(const char *a, const char *b);

/* Sorts texts by it. */
void hinge_levels_sort(const char **level, size_t n);

/* A difference is the first level minus the second in that order, but a baseline is
 * always the second: whether that of `a` and `b`, a before b, is b minus a. */
bool hinge_levels_swapped(const char *a, const char *b);

/* Two levels of a list, i < j, as their difference names them. */
struct hinge_level_pair {
    size_t first, second;
};
struct hinge_level_pair hinge_level_pair(const char *const *level, size_t i, size_t j);

/* --- Who and what counts (method 9): recordings, repetitions, participants with enough of
 * them, and what was measured differently. --- */

/* Whether a recording is one of the movement: its `role` is trial, or not said. */
bool hinge_recording_counts(const char *role);
/* Whether values of a recording were guessed by a network, not measured: its spine and
 * pelvis are inferred, and the analysis did not refuse those. What is left of it then
 * (trunk, thigh, knee, tempo) counts. */
bool hinge_recording_is_guessed(bool inferred, bool spine_refused);
/* Whether a repetition is whole and valid; NaN is not. */
bool hinge_repetition_counts(double valid);
/* The same in words of the option `usable`. */
#define HINGE_USABLE_REPETITIONS "complete=1&valid=1"

/* Columns that say how a recording was measured, "tier" first; rows that differ in one
 * are not averaged (method 9.5). NULL ends them. */
extern const char *const hinge_evidence[];
enum { HINGE_EVIDENCE_COLUMNS = 7 };
/* Standing sources that are pooled: a lockout that stands in for standing is another
 * zero, the others are alike. */
const char *hinge_standing_class(const char *source);

/* How many repetitions a participant needs (agg.min_reps, agg.min_valid). */
struct hinge_people_rule {
    double min_reps, min_valid;
};
/* `used` of `all` repetitions have the value. */
bool hinge_people_enough(const struct hinge_people_rule *rule, double used, double all);
/* Why it is not: "2 usable repetitions, 3 are needed". Returns buffer. */
const char *hinge_people_why(const struct hinge_people_rule *rule, unsigned used, unsigned all,
                             char buffer[96]);

/* --- The list of who is excluded and why, and who has too few repetitions (method 9.4). --- */

struct hinge_excluded {
    struct hinge_arena *arena; /* has the reasons */
    size_t n;
    const char **why; /* by participant; NULL: takes part */
};

/* Notes that a participant takes no part; the first reason stays. */
void hinge_exclude(struct hinge_excluded *excluded, size_t participant, const char *format, ...)
    HINGE_PRINTF(3, 4);

/* Repetitions of participants in cells, counted. */
struct hinge_enough {
    struct hinge_people_rule rule;
    size_t n_cells;
    uint32_t *used, *all; /* [participant * n_cells + cell]; all: the unusable too */
};

/* Of rows with numbers of person and cell (NULL: one cell): the first n_used are used, those up
 * to n_all are not; HINGE_NO_LEVEL is nobody, or no cell. */
struct hinge_enough hinge_enough_of(struct hinge_arena *arena, struct hinge_people_rule rule,
                                    const uint32_t *person, const uint32_t *cell, size_t n_used,
                                    size_t n_all, size_t n_people, size_t n_cells);
bool hinge_is_enough(const struct hinge_enough *enough, size_t slot);
/* People who have repetitions in a cell, but not enough. */
size_t hinge_short_in_cell(const struct hinge_enough *enough, size_t n_participants, size_t cell);

/* Excludes the participant of a slot when its repetitions are not enough; `factor` and
 * `level` say which cell (NULL: the only one). */
void hinge_exclude_short(struct hinge_excluded *excluded, const struct hinge_enough *enough,
                         size_t slot, const char *factor, const char *level);
/* Excludes those whose repetitions are not enough in any cell. */
void hinge_exclude_nowhere(struct hinge_excluded *excluded, const struct hinge_enough *enough);

/* --- Means in which every recording counts alike (method 9.2): of a recording's
 * repetitions, then of a participant's recordings. --- */

/* A mean of values as they come, to the last digit: what a sum loses is kept beside it.
 * Zero-initialise. */
struct hinge_mean {
    double sum, rest;
    unsigned n;
};
void hinge_mean_add(struct hinge_mean *mean, double value);
/* NaN of none. */
double hinge_mean_of(const struct hinge_mean *mean);

/* A participant's mean over recordings of means over repetitions. Zero-initialise. */
struct hinge_nest {
    struct hinge_mean recordings;
    unsigned reps;
};
/* A recording's repetitions go to the participant, and `recording` starts anew. */
void hinge_nest_close(struct hinge_nest *nest, struct hinge_mean *recording);
/* NaN without repetitions. */
double hinge_nest_mean(const struct hinge_nest *nest);
/* Ratio of two means (method 6.1); NaN when the one below is smaller than `least`. */
double hinge_nest_ratio(const struct hinge_nest *above, const struct hinge_nest *below,
                        double least);
/* Direction of the mean vector of angles from the means of their sines and cosines, in
 * [-90, 270) deg as coupling angles are written; NaN where vectors cancel. */
double hinge_nest_direction_deg(const struct hinge_nest *sine, const struct hinge_nest *cosine);
double hinge_sine_of_deg(double angle_deg);
double hinge_cosine_of_deg(double angle_deg);

/* The same of values that are all there: value[n] with the number of each one's
 * recording, NaN passed over. `of` (NULL: the value itself) is what is averaged. */
struct hinge_nest hinge_nest_of(const double *value, const uint32_t *recording, size_t n,
                                double of(double));

/* --- How a person's rows become one value: the option `aggregate`. --- */

/* The rows of one person and cell, at least one. */
struct hinge_person_rows {
    double *const *number;     /* columns of all rows */
    const double *weight;      /* of all rows; NULL: none */
    const uint32_t *recording; /* of all rows; NULL: none */
    const size_t *at;          /* the person's rows, in order */
    size_t n, which;           /* the column wanted; parts of a ratio are 1 and 2 */
    double *value;             /* n, for working */
    uint32_t *code;            /* n, likewise */
    double least;              /* mean below that a ratio needs */
};

typedef double hinge_way(const struct hinge_person_rows *rows);

/* mean, nested (of recordings' means), median, max, min, sd, circular, ratio_of_means;
 * NULL for another name. */
hinge_way *hinge_way_named(const char *name);
/* Of nested rows: the ratio of two means, the direction of angles in degrees. */
hinge_way hinge_way_nested_ratio, hinge_way_nested_direction;

/* One value of each person and cell. */
struct hinge_cells {
    size_t n_participants, n_cells;
    double *value;   /* [participant * n_cells + cell]; NaN where rows are not enough */
    uint32_t *count; /* their rows; 0 likewise */
    struct hinge_enough enough;
};
/* Of n used rows, by `way`; `rows` has their columns, without at and n. */
struct hinge_cells hinge_cells_of(struct hinge_arena *arena, struct hinge_person_rows rows,
                                  hinge_way *way, const uint32_t *person, const uint32_t *cell,
                                  size_t n, const struct hinge_enough *enough, size_t n_people);

/* --- Texts numbered in the order they were first seen. --- */

/* Zero-initialise. */
struct hinge_intern {
    size_t n, capacity;
    const char **text;   /* by number; in the arena */
    size_t *slot, slots; /* number + 1 by hash, 0 empty; slots is a power of two */
    struct hinge_arena arena;
};

/* Number of a text, a new one when it is new. */
size_t hinge_intern_number(struct hinge_intern *intern, const char *text);
void hinge_intern_clear(struct hinge_intern *intern);

/* --- Rows by what they say: levels of a factor, ids of participants, categories. --- */

enum hinge_label_order {
    HINGE_BY_APPEARANCE, /* first row first */
    HINGE_BY_BYTES,      /* C locale */
    HINGE_BY_LEVEL,      /* of groups, cues and sessions: hinge_level_compare */
    HINGE_BY_VALUE       /* numbers ascending */
};
#define HINGE_NO_LEVEL UINT32_MAX

struct hinge_labels {
    size_t n;
    const char **name; /* the texts that were given, not copies */
    uint32_t *code;    /* per row: which; HINGE_NO_LEVEL where the text is missing */
};

/* Distinct ones of n texts (NULL: missing), in an order. */
struct hinge_labels hinge_labels_of(struct hinge_arena *arena, const char *const *text, size_t n,
                                    enum hinge_label_order by);

/* "group=trained;cue=none" of n columns; "all" of none. */
const char *hinge_cell_name(struct hinge_arena *arena, const char *const *column,
                            const char *const *level, size_t n);

/* Positions of n things put together by their group, in order: those of group g are order[start[g]]
 * up to order[start[g + 1]]. order[n]; start[n_groups + 2]. */
void hinge_put_together(const uint32_t *group, size_t n, size_t n_groups, size_t *order,
                        size_t *start);

/* Which levels of a column people have in the cells of an analysis or table. */
struct hinge_held {
    size_t *people, all; /* people who have each level, and any */
    bool within, differ; /* somebody has several in a cell; cells differ in their levels */
};
/* Of n rows: slot = person * n_cells + cell, HINGE_NO_LEVEL for a row of no cell. */
struct hinge_held hinge_levels_held(struct hinge_arena *arena, const uint32_t *slot,
                                    const uint32_t *level, size_t n, size_t n_people,
                                    size_t n_cells, size_t n_levels);
/* "cue: 9 of 12 people, none: 12 of 12 people"; the levels alone where all people have all;
 * no more than `most` of them. */
void hinge_held_list(const struct hinge_held *held, const char *const *level, size_t n, size_t most,
                     struct hinge_text *text);

/* --- Repetitions grouped once, with people as the unit (method 9). A cell is one combination of
 * levels of the keys; a participant is in a cell once. Means are then taken of any value that the
 * repetitions have. --- */

enum { HINGE_CELL_KEYS = 24 };

/* Zero-initialise; hinge_cohort_clear when done. */
struct hinge_cohort {
    struct hinge_people_rule rule; /* these two are set before the first participant */
    size_t n_keys;
    size_t n_cells, n;   /* cells by their levels; people by cell, those of one as they came */
    const char **level;  /* [cell * n_keys + key] */
    size_t *first;       /* [n_cells + 1]: where the people of a cell begin */
    size_t *from;        /* [n + 1]: where the repetitions of a participant begin */
    unsigned *all;       /* [n]: repetitions of a participant, whether they count or not */
    size_t n_reps, *rep; /* those that count, by participant, each one's as they came */
    size_t *recording;   /* of each of these */
    struct hinge_intern cell_name, person_name;
    struct hinge_arena arena;
    size_t *cell; /* of each participant, as they come */
};

void hinge_cohort_clear(struct hinge_cohort *people);

/* First the participants, of a cell with these levels, one text per key: a number in the order of
 * coming. A recording (a number) that names nobody ("" or NULL) is a participant by itself. */
size_t hinge_cohort_find(struct hinge_cohort *people, const char *const *level, const char *who,
                         size_t recording);
/* Then n repetitions: whose each is, as hinge_cohort_find says (SIZE_MAX: nobody's), whether it
 * counts, and of which recording. Those of a recording are together. */
void hinge_cohort_group(struct hinge_cohort *people, const size_t *person, const bool *counts,
                        const size_t *recording, size_t n);
/* What each participant has of a value of `rep`, NaN where a repetition has none: nest[n]. */
void hinge_cohort_nests(const struct hinge_cohort *people, const double *value,
                        struct hinge_nest *nest);

#endif
