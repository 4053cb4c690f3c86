/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a list, and its texts by number. */
#ifndef HINGE_INSPECT_LIST_LEVELS_H
#define HINGE_INSPECT_LIST_LEVELS_H

#include <hinge/table.h>
#include <stdint.h>

/* Distinct texts in the order they come, and which of them each row of the list has;
 * HINGE_NO_PLACE where a row has none. */
#define HINGE_NO_PLACE SIZE_MAX
struct hinge_list_levels {
    const char **text;
    size_t n, *of;
};

struct hinge_keyed {
    const char *text;
    size_t row;
};

/* Text of a cell, "" when it has none. */
const char *hinge_list_get(const struct hinge_table *list, const char *column, size_t row);

/* Numbers the texts of the rows, NULL being none; false without memory. */
bool hinge_list_levels_number(const char *const *text, size_t rows,
                              struct hinge_list_levels *levels);
/* The texts of a column; an empty one is none unless `all`. */
bool hinge_list_levels_of(const struct hinge_table *list, const char *column, bool all,
                          struct hinge_list_levels *levels);
void hinge_list_levels_clear(struct hinge_list_levels *levels);

#endif
