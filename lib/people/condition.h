/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "group=trained & age>=65 & tier=A,B": the one language of filters, for tables and
 * comparisons. A value with a comma, & or quote is "quoted", its quotes doubled. */
#ifndef HINGE_PEOPLE_CONDITION_H
#define HINGE_PEOPLE_CONDITION_H

#include "base/memory.h"
#include "base/text.h"

#include <hinge/status.h>
#include <hinge/table.h>

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

#endif
