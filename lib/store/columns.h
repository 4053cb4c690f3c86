/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as a group of one dataset per column, with netCDF-4 dimensions: numbers as
 * float64, text as characters [row][length]. */
#ifndef HINGE_STORE_COLUMNS_H
#define HINGE_STORE_COLUMNS_H

#include "store/sink.h"
#include "store/source.h"
#include "store/store.h"

/* Makes group `name` in parent from rows; *group (may be NULL) stays open. */
enum hinge_status hinge_columns_put(struct hinge_sink *sink, hid_t parent, const char *name,
                                    const struct hinge_rows *rows, hid_t *group,
                                    struct hinge_error *error);
/* The same from a table. */
enum hinge_status hinge_columns_write(struct hinge_sink *sink, hid_t parent, const char *name,
                                      const struct hinge_table *table, hid_t *group,
                                      struct hinge_error *error);
/* Fills an empty table from a group; members that are not columns (dimensions, text of
 * the group) are passed over. `object` is the group's path. */
enum hinge_status hinge_columns_read(struct hinge_source *source, hid_t group, const char *object,
                                     struct hinge_table *table, struct hinge_error *error);

/* The same, but columns named in `left` (NULL-terminated; NULL: none) come without
 * their cells; the table is sparse. */
enum hinge_status hinge_columns_read_but(struct hinge_source *source, hid_t group,
                                         const char *object, const char *const *left,
                                         struct hinge_table *table, struct hinge_error *error);
/* One column, by the name of its dataset. */
enum hinge_status hinge_columns_read_one(struct hinge_source *source, hid_t group,
                                         const char *object, const char *name,
                                         struct hinge_table *table, struct hinge_error *error);

/* "/ledger" -> "ledger"; NULL (and an INTERNAL error) for anything but one level. */
const char *hinge_columns_group(const char *group, struct hinge_error *error);

/* Characters [n][width] of labels: the dataset, its dimensions and encoding. `row` is
 * the first dimension (its scale may be invalid when it is a scale itself). */
struct hinge_column_labels {
    size_t n, width;
    const char *const *label; /* NULL entries are missing; NULL: all are */
};
size_t hinge_labels_width(const char *const *label, size_t n);
enum hinge_status hinge_labels_write(struct hinge_sink *sink, hid_t group, const char *name,
                                     const struct hinge_column_labels *labels, bool grows,
                                     hid_t *dataset, struct hinge_error *error);

#endif
