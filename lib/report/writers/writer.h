/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table writers: one file of this folder each, a const descriptor hinge_writer_<stem>.
 * A writer turns a table into text; it never opens files and never prints. */
#ifndef HINGE_REPORT_WRITER_H
#define HINGE_REPORT_WRITER_H

#include "base/text.h"

#include <hinge/report.h>

struct hinge_writer {
    const char *id;    /* "csv" */
    const char *title; /* one line for --help */
    /* Appends the table to out (sticky failure: the caller checks out->failed too).
     * options is never NULL, its texts may be. Errors: NOMEM. */
    enum hinge_status (*write)(const struct hinge_table *table,
                               const struct hinge_writer_options *options,
                               struct hinge_text *out, struct hinge_error *error);
};

/* All writers, sorted by id (generated). */
const struct hinge_writer *const *hinge_writer_list(size_t *count);

#endif
