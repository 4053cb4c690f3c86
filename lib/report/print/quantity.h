/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers are told of a quantity: its words, unit, scale and digits. In: the row of a metric
 * or of a fault, the row of its unit, the user's labels. Every reader asks here. */
#pragma once

#include "reps/reps.h"
#include "result/words.h"

#include <hinge/report.h>

/* A metric in a phase, or the severity of a fault. */
struct hinge_quantity {
    const char *id;             /* of /metrics; or of the fault */
    const char *phase;          /* NULL: severity of a fault */
    const char *in_text;        /* within a sentence: "the spine’s share" */
    const char *heading;        /* of a row or an axis, with the unit: "Hip excursion (°)" */
    const char *after, *change; /* after a value, after a difference: "%", " points" */
    double scale;               /* readers see scale times the value */
    double span;                /* of an axis at least, in the value's unit */
    int digits;                 /* of a level; of differences hinge_outcome_decimals */
    const char *up, *down; /* a difference: hinge_higher, hinge_larger, or as the metric has it */
    double target;         /* it is the distance from it; NaN: none */
};

/* The names of a metric in a phase, of "severity:<fault>", of a fault, or of a column (phase NULL);
 * a user's label is both. Its texts live as long as the arena or are constants. */
struct hinge_name hinge_name_of(struct hinge_arena *arena, const struct hinge_label_list *labels,
                                const char *id, const char *phase);

/* The most that a value can be: of a share and of a rate 1, else infinity. */
double hinge_quantity_most(const struct hinge_quantity *of);
/* What its last printed digit is, or that of a difference, in the value's unit. */
double hinge_quantity_finest(const struct hinge_quantity *of, bool difference);

/* Its texts live as long as the arena or are constants. `unit` is that of a fault's row in the
 * results. A user's label replaces the words and keeps the unit. */
struct hinge_quantity hinge_quantity_of(struct hinge_arena *arena,
                                        const struct hinge_label_list *labels, const char *id,
                                        const char *phase, const char *unit);

/* Of a text with a reducer, or of a fault's share of bends (hinge_outcome_primary). */
struct hinge_quantity hinge_quantity_named(struct hinge_arena *arena,
                                           const struct hinge_label_list *labels, const char *text,
                                           const char *phase, const struct hinge_table *faults);

/* Makes a range at least so wide: about its middle, and not beyond 0 if it was on one side of it.
 */
void hinge_span_widen(double span, double *low, double *high);

/* The same quantity's distance from a target, in the quantity's unit. */
struct hinge_quantity hinge_quantity_distance(struct hinge_arena *arena, struct hinge_quantity of,
                                              double target);

/* What sentences call a metric in a phase where its id does not say it; NULL: words of the id. A
 * share is usually called by its id, as in papers. */
const char *hinge_metric_words(struct hinge_arena *arena, const struct hinge_label_list *labels,
                               const char *id, const char *phase);

struct hinge_metric;
/* The metric of a column, "lumbar_fraction" of "lumbar_fraction_none"; NULL: of none. */
const struct hinge_metric *hinge_metric_of_column(const char *name);

/* The unit in which readers see a metric or a column of one, or the severity of a fault
 * ("severity:lumbar_rounding", or its id): percent for a share, else `unit` (NULL: the metric's).
 * NULL: none that is known. */
const struct hinge_unit_words *hinge_readers_unit(const char *id, const char *unit);
/* "15°", "40%": a threshold or severity of a fault, whose unit is that of its row. Returns buffer.
 */
const char *hinge_readers_severity(const char *fault, const char *unit, double value, char *buffer,
                                   size_t capacity);
/* In a heading: "%", "% of leg length". */
const char *hinge_readers_heading(const struct hinge_unit_words *unit);

/* The readers' unit of a column of one quantity; of a row of a table that has a metric or a fault a
 * row, and its unit. NULL: none. */
const struct hinge_unit_words *hinge_column_unit(const struct hinge_column *column);
const struct hinge_unit_words *hinge_row_unit(const struct hinge_table *table, size_t row);
/* Whether the cells of a column are in the unit of their row. */
bool hinge_is_of_row(const struct hinge_column *column);

/* Makes the columns of a table those that readers see: shares in percent, lengths in percent of the
 * leg, angles with one decimal. Only table->column[] itself is changed; what it points to stays,
 * and new cells live in the arena. */
void hinge_table_for_readers(struct hinge_table *table, struct hinge_arena *arena);

/* The outcomes of every study by their rank, of recordings of a tier ('A', 'B', 'C'; '\0': of any).
 * Returns their number. */
enum { HINGE_PLACES = 16 };
size_t hinge_outcome_family(char tier, struct hinge_cue_outcome outcome[HINGE_PLACES]);

/* The first of them, which groups are planned for, and cues whose row names none. */
extern const struct hinge_cue_outcome hinge_outcome_share, hinge_outcome_pelvic;

/* The outcome that a study was planned for, as `primary` has it: [REDUCER:]METRIC,
 * [REDUCER:][severity:]FAULT. A fault alone is the share of bends with it, in the phase "rep".
 * faults: of the results; NULL: built in. USAGE, which begins with `option` and names the nearest.
 * The text stays in use. */
enum hinge_status hinge_outcome_primary(const char *option, const char *text,
                                        const struct hinge_table *faults,
                                        struct hinge_cue_outcome *of, struct hinge_error *error);

/* What a user planned for a cue of their own under [cues], which the list has in HINGE_CUE_PLAN
 * ("hinge_index, higher"); id NULL: nothing. Its text in the arena. USAGE: as above. */
enum hinge_status hinge_outcome_of_cue(const struct hinge_table *list, const char *cue,
                                       const struct hinge_table *faults, struct hinge_arena *arena,
                                       struct hinge_cue_outcome *of, struct hinge_error *error);

/* What stands in for an outcome that was not measured; its id is NULL if nothing does. */
struct hinge_cue_outcome hinge_outcome_instead(const char *id);
