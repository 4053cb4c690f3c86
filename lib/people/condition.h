/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "group=trained & age>=65 & tier=A,B": the one language of filters, for tables and
 * comparisons. */
#ifndef HINGE_PEOPLE_CONDITION_H
#define HINGE_PEOPLE_CONDITION_H

#include "base/memory.h"

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
    int level;     /* what the name belongs to, for who reads it */
    size_t column; /* and where it is */
};

/* Reads an expression; texts go to the arena. `option` starts messages ("--filter").
 * USAGE: no condition, no number after an order, more than HINGE_CONDITIONS. */
enum hinge_status hinge_conditions_read(struct hinge_arena *arena, const char *option,
                                        const char *text,
                                        struct hinge_condition *condition, size_t *n,
                                        struct hinge_error *error);

/* A condition against a number (NaN: missing) or a text ("": missing). What is missing
 * is neither equal to a value nor different from it. */
bool hinge_condition_number(const struct hinge_condition *condition, double value);
bool hinge_condition_text(const struct hinge_condition *condition, const char *value);
/* Against a cell of a table. */
bool hinge_condition_cell(const struct hinge_condition *condition,
                          const struct hinge_column *column, size_t row);

/* USAGE: an equality names a value that is none of those there are; names the nearest.
 */
enum hinge_status hinge_condition_check(const struct hinge_condition *condition,
                                        const char *option, const char *const *known,
                                        size_t n, struct hinge_error *error);
/* The same against the texts of a column; any value of a column of numbers will do. */
enum hinge_status hinge_condition_check_column(const struct hinge_condition *condition,
                                               const char *option,
                                               const struct hinge_column *column,
                                               size_t rows, struct hinge_error *error);

#endif
