/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header lines of an OpenSim MOT or STO file. */
#ifndef HINGE_FORMATS_MOT_HEADER_H
#define HINGE_FORMATS_MOT_HEADER_H

#include "formats/format.h"

struct hinge_mot_header {
    double rows, columns;  /* as declared, NaN when not */
    enum hinge_unit angle; /* deg, rad; unknown when the header doesn't say */
    size_t n;              /* columns that are named */
    const char **name;     /* borrowed from head */
    size_t names_line;
    size_t offset, line; /* first row of data */
    struct hinge_csv_head head;
};

enum hinge_status hinge_mot_header_read(const struct hinge_probe *probe,
                                        struct hinge_mot_header *header, struct hinge_error *error);
void hinge_mot_header_clear(struct hinge_mot_header *header);

#endif
