/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What csv and tsv share. */
#ifndef HINGE_REPORT_DELIMITED_H
#define HINGE_REPORT_DELIMITED_H

#include "report/writers/writer.h"

/* Appends header and rows; write_text quotes or escapes names and text cells (`own`:
 * not a user's words), numbers are written as they are. */
enum hinge_status hinge_write_delimited(const struct hinge_table *table, char delimiter,
                                        void (*write_text)(struct hinge_text *out,
                                                           const char *text, bool own),
                                        const struct hinge_progress *progress,
                                        struct hinge_text *out);

#endif
