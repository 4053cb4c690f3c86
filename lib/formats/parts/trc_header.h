/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header lines of a TRC file. */
#ifndef HINGE_FORMATS_TRC_HEADER_H
#define HINGE_FORMATS_TRC_HEADER_H

#include "formats/format.h"

struct hinge_trc_header {
    double rate_hz, frames, markers; /* as declared, NaN when not */
    enum hinge_unit unit;
    const char *unit_text;
    size_t n_markers;
    const char **marker; /* n_markers names, in the arena or the probe's head */
    size_t names_line;   /* physical line of the names */
    bool shifted;        /* names don't stand over their columns but fit by count */
    size_t offset, line; /* first row of data */
    struct hinge_csv_head head;
    struct hinge_arena_block *blocks;
};

/* Owned by the caller; hinge_trc_header_clear also after a failure. Errors (INPUT):
 * BAD_HEADER, naming the line and what is wrong. */
enum hinge_status hinge_trc_header_read(const struct hinge_probe *probe,
                                        struct hinge_trc_header *header, struct hinge_error *error);
void hinge_trc_header_clear(struct hinge_trc_header *header);

#endif
