/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The private part of a result: planned outcomes, and the document (JSON) of an analysis, from
 * which other tables are made. */
#pragma once

#include "base/base.h"

#include <hinge/result.h>
#include <jansson.h>

struct hinge_result_inside {
    json_t *document;        /* NULL: the result of a view */
    json_t *units;           /* {"outcome": "deg"}; NULL: unknown */
    struct hinge_table rows; /* if it has columns: the table that programs get */
    struct hinge_arena arena;
    struct hinge_text sentences, test, apa;
};

/* --- typed rows --- */

/* The members of a struct as they are written. Kinds: NUMBER; COUNT and SIZE (whole, as double and
 * as size_t); TEXT; FLAG; VERDICT (a flag, unknown below 0); INTERVAL (two numbers, name_low and
 * name_high); MAYBE and WORD are a number and a text that are not written if missing. */
enum hinge_row_kind {
    HINGE_ROW_NUMBER,
    HINGE_ROW_COUNT,
    HINGE_ROW_SIZE,
    HINGE_ROW_TEXT,
    HINGE_ROW_FLAG,
    HINGE_ROW_VERDICT,
    HINGE_ROW_INTERVAL,
    HINGE_ROW_MAYBE,
    HINGE_ROW_WORD
};
struct hinge_row_field {
    const char *name; /* NULL ends the list */
    enum hinge_row_kind kind;
    size_t at;
};
/* Reads numbers and texts, whose texts are the document's; what it lacks is NaN or NULL. */
void hinge_row_read(const json_t *json, const struct hinge_row_field *field, void *row);

/* --- planned outcomes of cues and groups --- */

/* A difference with its interval, number of participants and p. */
struct hinge_change {
    double value, low, high, n, p;
};

/* The comparison of a planned outcome: a cue with the baseline, or two groups. The difference
 * is the first minus the second. A missing text is NULL. */
struct hinge_planned_outcome {
    const char *stratum; /* the kind of evidence; NULL: all rows are of one kind */
    bool paired;         /* the same participants in both levels */
    const char *column;  /* of the condition or group: "cue" */
    /* "dowel" and "none", or two groups; "" as the second: the values of the first alone, as of
     * three and more groups */
    const char *level[2];
    const char *cell[2]; /* the filters of hinge-table whose rows these are; NULL of a stratum */
    /* "primary": planned, tested by itself or over all cues; "secondary", "further", "stand-in"
     * (for a planned one that was not measured) and "fault": tested among themselves; "described",
     * "done" and the families of other metrics: not tested */
    const char *role;
    const char *outcome;         /* id */
    const char *title;           /* in words, as in a sentence */
    const char *what;            /* the same of a change: what changes */
    const char *change;          /* "stage:after-before": values are people's changes; else NULL */
    const char *phase, *unit;    /* unit as stored: "deg" */
    bool share;                  /* of unit "1": sentences have percent */
    bool of_knees;               /* straighter knees turn it round */
    const char *expected;        /* "up", "down" */
    double target;               /* towards which it should go; NaN: none */
    double n[2], mean[2], sd[2]; /* of each level */
    /* p and interval come from the same test. Fewer than 5 people (in a group) have neither. */
    struct hinge_change diff;
    const char *method; /* "Welch", "paired t"; NULL: not tested */
    double t, df;
    double tests, p_holm; /* number of tests in the family; p adjusted for them (Holm) */
    /* Of several planned tests: the interval that agrees with p_holm, and its level; NaN */
    double low_holm, high_holm, level_holm;
    const char *verdict; /* one of HINGE_VERDICT_…; NULL: described, not tested */
    long depth;          /* how many rows further the depth of the same bends is; 0: none */
    double widest;       /* the width of the widest interval of its outcome's rows; NaN: none */
    double margin;       /* the largest difference that would not matter; NaN: none was given */
    /* "yes": its interval lies within the margin on both sides of 0,
     * "no"; NULL: no margin, or not tested */
    const char *ruled_out;
    /* The t interval of each group's mean (of a cue of mean_group), from 3 people on; of a fault
     * that of its rate (Wilson on the effective n) */
    double low[2], high[2];
    /* Of people's changes in each group: [group][after or with the cue, before or without it]. */
    double at[2][2], at_sd[2][2];
    double n_dropped;             /* cue: participants without both conditions */
    struct hinge_change matched;  /* at matched depth, of the same participants */
    double matched_raw;           /* unmatched diff of those in `matched`, if they are fewer; NaN */
    struct hinge_change adjusted; /* for covariates, of which the names follow */
    const char *adjusted_for;     /* "age and height_m"; NULL */
    /* A cue with two groups: the change in the first group minus that in the second, and the
     * participants in each. */
    struct hinge_change interaction;
    const char *group[2];
    double n_group[2], mean_group[2];
    double judged[2], yes[2]; /* of a fault: people with a verdict, and with yes; of them diff is */
    double size;              /* d_z, or Hedges' g over the root of the mean variance */
    double size_low, size_high; /* 0 is between them exactly if p is above .05 */
    /* Without any one person: between which the difference lies. Where a planned outcome differs:
     * the largest p, adjusted as p_holm is, of how many it is no longer below alpha, and whose
     * absence makes it largest. */
    double loo_low, loo_high, loo_p, loo_ends;
    const char *loo_person;
    struct hinge_change spread; /* SD of people's changes beyond error, with its limits */
    double mdc, beyond[2];      /* how many changed by more than mdc: upwards, downwards */
    /* why there is no such value; NULL if there is one */
    const char *why, *p_why, *matched_why, *adjusted_why, *mdc_why, *interaction_why;
    const char *level_title[2], *group_title[2]; /* the caller's own words for levels and groups */
};

/* The table `changes`: of an outcome between two levels, a row a group. A missing text is NULL or
 * "", a missing number NaN; units as in the results. clang-format off */
#define HINGE_CHANGE_ROW(X)                                                                        \
    X(TEXT, outcome) X(TEXT, role) X(TEXT, contrast) X(TEXT, group) /* "": all */                  \
        X(NUMBER, n) X(NUMBER, people) /* with both values; of the group */                        \
        X(NUMBER, before) X(NUMBER, before_sd) X(NUMBER, after) X(NUMBER, after_sd)                \
            X(NUMBER, change) X(NUMBER, change_low) X(NUMBER, change_high)                         \
                X(TEXT, minus) /* the second group of the difference */                            \
        X(NUMBER, diff) X(NUMBER, diff_low) X(NUMBER, diff_high) X(NUMBER, p)                      \
            X(NUMBER, p_holm) /* of the difference; of all people of the change */                 \
        X(NUMBER, effect) X(NUMBER, effect_low) X(NUMBER, effect_high) X(NUMBER, loo_low)          \
            X(NUMBER, loo_high) /* without any one person */
struct hinge_change_row {
#define HINGE_CHANGE_TEXT(name) const char *name;
#define HINGE_CHANGE_NUMBER(name) double name;
#define HINGE_CHANGE_MEMBER(kind, name) HINGE_CHANGE_##kind(name)
    HINGE_CHANGE_ROW(HINGE_CHANGE_MEMBER)
    const struct hinge_planned_outcome *of; /* the comparison that it is of */
};
/* clang-format on */

/* Facts about a cue beside its outcomes. */
struct hinge_planned_cue {
    const char *stratum, *id;
    const char *title;      /* the caller's own words for the cue, else NULL */
    const char *unmeasured; /* why it has no primary outcome */
    const char *confounded; /* why its effect cannot be separated from that of order */
};

/* A result without anything. */
struct hinge_result *hinge_result_new(void);
/* Adds a table at the end. Earlier tables may move in memory. */
struct hinge_result_table *hinge_result_add(struct hinge_result *result, const char *name);
/* Gives a result its document, which it takes over, and the tables of it: an object of objects is a
 * table with a row each, an object of values a table with one row. units (may be NULL) are shared.
 */
void hinge_result_take(struct hinge_result *result, json_t *document, json_t *units);
/* What an outcome is called within a sentence: the plan's title of the severity (not of a fault's
 * `rate`), of the outcome, or of the metric in its phase (NULL: none); else words of its id. */
const char *hinge_planned_title(const json_t *titles, const char *outcome, const char *phase,
                                bool rate, char *words, size_t room);
/* Adds a planned outcome, or facts of a cue, with copies of its texts; titles (of the plan: words
 * of outcomes by their ids, of levels and groups by "level:<id>") may be NULL. */
#define HINGE_LEVEL_TITLE "level:"
void hinge_planned_add(struct hinge_result *result, const json_t *titles,
                       const struct hinge_planned_outcome *row);
void hinge_planned_add_cue(struct hinge_result *result, const json_t *titles,
                           const struct hinge_planned_cue *cue);
/* Adds the rows of a document that was written. */
void hinge_result_planned(struct hinge_result *result, const json_t *document);
/* Sets the sentences of the result from those of `inside`. */
void hinge_result_set_sentences(struct hinge_result *result);

/* Parts of the document, borrowed. */
const json_t *hinge_result_document(const struct hinge_result *result);
const json_t *hinge_result_results(const struct hinge_result *result);
/* The member at a path ("a/b/c"); NULL: none. */
const json_t *hinge_json_at(const json_t *object, const char *path);
/* The number at a path; NaN if there is none. */
double hinge_result_number(const json_t *object, const char *path);

/* JSON with 17 digits, free() it. */
char *hinge_json_text(const json_t *json, size_t flags);

/* The key of a plan for titles of columns, outcomes, levels and groups. */
#define HINGE_PLAN_TITLES "titles"

/* --- Members of a planned outcome in a document. --- */
/* Which rows have a member: cues by the expected direction, or groups. */
enum { HINGE_PLANNED_UP = 1, HINGE_PLANNED_DOWN = 2, HINGE_PLANNED_GROUPS = 4 };
/* Parts: members that are written together, also if missing. */
enum {
    HINGE_PLANNED_ROW = 1,
    HINGE_PLANNED_LEVELS = 2,
    HINGE_PLANNED_EFFECT = 4,
    HINGE_PLANNED_MATCHED = 8,
    HINGE_PLANNED_MATCHED_RAW = 16,
    HINGE_PLANNED_INTERACTION = 32,
    HINGE_PLANNED_MDC = 64,
    HINGE_PLANNED_ADJUSTED = 128
};
struct hinge_planned_field {
    struct hinge_row_field field; /* TEXT or NUMBER; WORD or MAYBE of no part */
    unsigned of;                  /* HINGE_PLANNED_UP, ... */
    unsigned part;                /* HINGE_PLANNED_ROW, ...; 0: of each row */
};
extern const struct hinge_planned_field hinge_planned_fields[];
/* Whether it is a text, else a number. */
bool hinge_planned_is_text(const struct hinge_planned_field *field);
/* The kind of a row: HINGE_PLANNED_UP, ... */
unsigned hinge_planned_of(const struct hinge_planned_outcome *row);
/* Reads a row from JSON; members that it does not have are missing. */
struct hinge_planned_outcome hinge_planned_read(const json_t *json, bool paired);

/* Whether three or more groups were compared: rows of every two of them, and of each alone. */
bool hinge_planned_has_pairs(const struct hinge_result *result, const char *stratum);
/* The first planned outcome with a role, of a cue (NULL: any); NULL: none. */
const struct hinge_planned_outcome *hinge_planned_find(const struct hinge_result *result,
                                                       const char *stratum, const char *cue,
                                                       const char *role);
/* hinge_wording_level with the caller's own words; NULL if there are none. */
const char *hinge_place_words(const char *column, bool groups, const char *level,
                              const char *theirs, char *buffer, size_t capacity);
/* "with the dowel", "in the trained group" of the k-th level or group, and their names "dowel",
 * "trained"; the caller's own words if there are any. Return buffer or a text of the row. */
const char *hinge_level_words(const struct hinge_planned_outcome *row, int k, char *buffer,
                              size_t capacity);
const char *hinge_group_place(const struct hinge_planned_outcome *row, int k, char *buffer,
                              size_t capacity);
const char *hinge_level_name(const struct hinge_planned_outcome *row, int k, char *buffer,
                             size_t capacity);
const char *hinge_group_name(const struct hinge_planned_outcome *row, int k);
/* The one cue that the filter of the request keeps, "without a cue" or "with the dowel"; "" if it
 * keeps several. Returns buffer. */
const char *hinge_planned_where(const struct hinge_result *result, char *buffer, size_t capacity);
bool hinge_planned_is(const struct hinge_planned_outcome *row, const char *role);
/* Whether an outcome is in a family of tests: not a fault, nor one of the other metrics. */
bool hinge_planned_is_tested(const struct hinge_planned_outcome *row);
bool hinge_planned_differs(const struct hinge_planned_outcome *row);
/* Whether the change excludes 0 and is one of the depth: at equal depth it turns, or may be none
 * and is less than half; or it scales with depth and has no value at equal depth. */
bool hinge_planned_depends(const struct hinge_planned_outcome *row);
/* Whether these bends became deeper or less deep by more than 5 degrees (its interval without 0).
 */
bool hinge_planned_depth_changed(const struct hinge_planned_outcome *row);
bool hinge_planned_is_of_depth(const struct hinge_change *depth);
/* Whether one is the depth of the bends that the other is of. */
bool hinge_planned_is_depth_of(const struct hinge_planned_outcome *depth,
                               const struct hinge_planned_outcome *row);
/* Whether a cue changed its two groups differently, and not with the depth: the interval of the
 * difference, which 5 people in each have, excludes 0. */
bool hinge_planned_splits(const struct hinge_planned_outcome *row);
/* The own interval of a row excludes 0, although it does not differ among the others. */
bool hinge_planned_is_not_clear(const struct hinge_planned_outcome *row);
/* The verdicts, of which the first that holds is given. */
#define HINGE_VERDICT_DEPTH "depends on depth"
#define HINGE_VERDICT_DIFFERS "differs"
#define HINGE_VERDICT_NOT_CLEAR "not clear among m"
#define HINGE_VERDICT_ALIKE "alike"
#define HINGE_VERDICT_UNDECIDED "undecided"
/* The size of the limit of this interval that is farther from 0; NaN: it has none. */
double hinge_planned_farther(const struct hinge_planned_outcome *row);
bool hinge_planned_is_ruled_out(const struct hinge_planned_outcome *row);
/* Undecided, without a margin that more people could rule out. */
bool hinge_planned_is_open(const struct hinge_planned_outcome *row);
/* Whether a row is kept. */
typedef bool hinge_planned_test(const struct hinge_result *result, size_t row);
/* Keeps the rows of the answer: for groups all tested outcomes, for cues the planned ones and
 * others that changed. */
bool hinge_planned_main(const struct hinge_result *result, size_t row);
/* The result with the kept rows only, which alone are its own; and frees these. */
struct hinge_result hinge_planned_part(const struct hinge_result *result, hinge_planned_test *kept);
void hinge_planned_part_clear(struct hinge_result *part);
