/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording formats: one file of this folder each, a const descriptor named
 * hinge_format_<file's stem>. The Makefile lists the folder into the registry. Shared
 * readers live in formats/parts/. A format yields channels named as in the file; it
 * knows no landmarks. */
#ifndef HINGE_FORMATS_FORMAT_H
#define HINGE_FORMATS_FORMAT_H

#include "base/text.h"
#include "csv/csv.h"

#include <hinge/trial.h>

/* A file being recognised or read. */
struct hinge_probe {
    const char *name;      /* file name as the user wrote it */
    const char *extension; /* lower case without the dot, "" if none */
    struct hinge_csv_source source;
    struct hinge_csv_head head; /* its first lines */
};

/* What the user said (command line, trial list, config); zero or NaN where silent. */
struct hinge_read_options {
    const char *format, *landmarks; /* ids, "" to recognise */
    const char *units, *up;         /* "" when silent */
    bool drop_ragged;
    char decimal, delimiter; /* 0 to find */
};

struct hinge_format {
    const char *id;    /* "trc" */
    const char *title; /* one line for docs and --help */
    const char
        *details; /* markdown: layout, where such files come from, quirks handled */
    /* How surely the file is of this format: 0 no, 1-100; `why` gets a short reason
     * either way. Registry order never decides: equal best scores are an
     * AMBIGUOUS_FORMAT error. */
    int (*score)(const struct hinge_probe *probe, struct hinge_text *why);
    /* Reads everything. Fills layout (format, channels with marker/component/unit, up,
     * flags, header), data, header_rate_hz, notes. Errors as csv.h, plus BAD_HEADER. */
    enum hinge_status (*read)(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording,
                              struct hinge_error *error);
    /* Writes a recording back; NULL where that has no sense. */
    enum hinge_status (*write)(const struct hinge_recording *recording,
                               struct hinge_text *out, struct hinge_error *error);
    const char *example; /* a small whole file that must score best and read */
    size_t example_frames, example_channels;
};

/* All formats, sorted by id (generated). */
const struct hinge_format *const *hinge_format_list(size_t *count);

#endif
