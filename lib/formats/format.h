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

/* What a file is made of; a format is asked about files of its own kind only. */
enum hinge_content {
    HINGE_CONTENT_TEXT,   /* delimited text: probe.source and probe.head */
    HINGE_CONTENT_JSON,   /* begins with { or [: probe.json, parsed */
    HINGE_CONTENT_XML,    /* begins with <: probe.data */
    HINGE_CONTENT_BINARY, /* a zero byte near its beginning: probe.data */
    HINGE_CONTENT_FOLDER  /* one file per frame: probe.file */
};

/* One file of a folder. */
struct hinge_probe_file {
    const char *name, *data; /* data are not NUL-terminated */
    size_t size;
};

/* A file or folder being recognised or read. Borrowed by formats. */
struct hinge_probe {
    const char *name;      /* as the user wrote it */
    const char *extension; /* lower case without the dot, "" if none */
    enum hinge_content content;
    const char *data; /* all bytes, HINGE_FILE_PADDING zeros behind; of a folder's files
                         one after the other */
    size_t size;
    struct hinge_csv_source source; /* TEXT */
    struct hinge_csv_head head;     /* TEXT: its first lines */
    struct hinge_wide *wide;        /* TEXT: the header of a wide table (formats/parts/wide.h);
                                       NULL: it has none … */
    struct hinge_text no_wide;      /* … because */
    struct json_t *json;            /* JSON; formats/parts/json_read.h */
    struct hinge_probe_file *file;  /* FOLDER: its .json files, by number */
    size_t n_files;
};

/* A further file of the same recording: what a list's column `sensor:pelvis` names has
 * the role "pelvis". Formats never see it: each file is read by its own format, and
 * ingest/join.c puts the recordings together. */
struct hinge_read_part {
    const char *role, *path, *shown;
    double offset_s;  /* its clock minus the recording's */
    double rate_hz;   /* of samples without a clock; NaN or 0 unknown */
    bool offset_told; /* the list says offset_s */
};

/* What [columns] of a config says: ours ("c7_x", "time", "units") and the file's own
 * column, or a word. */
struct hinge_described {
    const char *key, *name;
};

/* What the user said (command line, trial list, config); zero or NaN where silent. */
struct hinge_read_options {
    const char *format, *landmarks; /* ids, "" to recognise */
    const char *units, *up;         /* "" when silent */
    bool drop_ragged;
    bool time_is_frame;      /* the time column counts frames */
    bool any_table;          /* EMG and the like: a table needs no points */
    double rate_hz;          /* where the file has no clock; NaN or 0 unknown */
    char decimal, delimiter; /* 0 to find */
    const char *role;        /* the segment that the file itself belongs to, NULL for none */
    const char *within;      /* folder that files must lie in (realpath), NULL: anywhere */
    const struct hinge_read_part *part;
    size_t n_parts;
    const struct hinge_described *column; /* [columns] */
    size_t n_columns;
    const struct hinge_landmark_set *set; /* [landmarks:<id>], in landmarks/landmarks.h */
    size_t n_sets;
};

struct hinge_format {
    const char *id;             /* "trc" */
    const char *title;          /* one line for docs and --help */
    const char *details;        /* markdown: layout, where such files come from, quirks handled */
    enum hinge_content content; /* TEXT unless said */
    /* How surely the file is of this format: 0 no, 1-100; `why` gets a short reason
     * either way. Registry order never decides: equal best scores are an
     * AMBIGUOUS_FORMAT error. */
    int (*score)(const struct hinge_probe *probe, struct hinge_text *why);
    /* Reads everything. Fills layout (format, channels with marker/component/unit, up,
     * flags), data, header_rate_hz, notes. Errors as csv.h, plus BAD_HEADER. */
    enum hinge_status (*read)(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error);
    const char *example; /* a small whole file that must score best and read; in a
                            folder, the files one after another, each after a line
                            "== name" */
    size_t example_size; /* of a binary example, 0: its length as a string */
    size_t example_frames, example_channels;
    const char *broken;      /* a file of this format that is refused … */
    size_t broken_size;      /* … as example_size … */
    const char *broken_says; /* … with a message that contains this */
};

/* All formats, sorted by id (generated). */
const struct hinge_format *const *hinge_format_list(size_t *count);

#endif
