/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables made of the parts of a document of hinge_stats_run. */
#ifndef HINGE_REPORT_COMPARISON_TABLES_H
#define HINGE_REPORT_COMPARISON_TABLES_H

#include "base/text.h"

#include <hinge/report.h>
#include <hinge/table.h>
#include <jansson.h>

/* What is being written; the first failure sticks. */
struct hinge_comparison_output {
    const char *writer;
    struct hinge_writer_options options;
    struct hinge_text text;
    enum hinge_status status;
    struct hinge_error *error;
};

/* Notes a failure; true when there has been one. */
bool hinge_comparison_failed(struct hinge_comparison_output *out,
                             enum hinge_status status);

/* Adds a column unless it is there; false after a failure. */
bool hinge_comparison_column(struct hinge_comparison_output *out,
                             struct hinge_table *table, const char *name,
                             enum hinge_column_type type);

/* Writes a table under a title (NULL: none). */
void hinge_comparison_table_print(struct hinge_comparison_output *out,
                                  struct hinge_table *table, const char *title);

/* The same with the decimals that its columns say. */
void hinge_comparison_table_show(struct hinge_comparison_output *out,
                                 const struct hinge_table *table, const char *title);

/* Everything an object holds: its values as one row, containers of rows as tables. */
void hinge_comparison_object(struct hinge_comparison_output *out, const char *title,
                             const json_t *object);

/* Values, not containers. */
bool hinge_comparison_is_value(const json_t *value);

#endif
