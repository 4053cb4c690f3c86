/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result that is being written. */
#ifndef HINGE_REPORT_COMPARISON_TEXT_H
#define HINGE_REPORT_COMPARISON_TEXT_H

#include "base/text.h"

#include <hinge/report.h>

/* What is being written; the first failure sticks. */
struct hinge_comparison_output {
    const char *writer;
    struct hinge_writer_options options;
    struct hinge_text text;
    enum hinge_status status;
    struct hinge_error *error;
};

/* Notes a failure; true when there has been one. */
bool hinge_comparison_failed(struct hinge_comparison_output *out, enum hinge_status status);

/* Writes a table under a title (NULL: none), with the decimals that its columns say. */
void hinge_comparison_table_show(struct hinge_comparison_output *out,
                                 const struct hinge_table *table, const char *title);

#endif
