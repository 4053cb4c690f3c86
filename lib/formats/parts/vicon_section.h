/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of a Vicon Nexus CSV: name, rate, rows of names, axes and units, then
 * frames. In: a probe; out: the sections with their columns and numbers. */
#ifndef HINGE_FORMATS_VICON_SECTION_H
#define HINGE_FORMATS_VICON_SECTION_H

#include "formats/format.h"
#include "formats/parts/subjects.h"
#include "formats/parts/wide.h"

enum { HINGE_VICON_SECTIONS = 8 };

struct hinge_vicon_section {
    const char *name;
    size_t from, to, line; /* bytes of the section after its name; line of `from` */
    double rate_hz;
    size_t lead; /* columns before the first name: frame, sub-frame */
    bool devices;
    struct hinge_csv_head head; /* rate, names, axes, units, first row */
    struct hinge_wide wide;
    struct hinge_csv_numbers numbers;
    size_t samples; /* per frame */
};

struct hinge_vicon {
    struct hinge_vicon_section section[HINGE_VICON_SECTIONS];
    size_t n;
    bool events; /* there is a section of them, too, which is not read */
    struct hinge_subjects subjects;
};

/* Whether a line is the name of a section alone, or followed by blank cells. */
const char *hinge_vicon_section_name(const char *line, size_t length, char delimiter);

/* Finds, describes and reads all sections. Zero-initialise; hinge_vicon_clear also
 * after a failure. Errors (INPUT): BAD_HEADER, NO_ROWS, and those of the numbers. */
enum hinge_status hinge_vicon_read(const struct hinge_probe *probe,
                                   const struct hinge_read_options *options,
                                   struct hinge_vicon *file, struct hinge_error *error);
void hinge_vicon_clear(struct hinge_vicon *file);

#endif
