/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the parts of a study, or of results, into one file. */
#pragma once

#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

enum { HINGE_SHARDS_MAX = 10000 };

/* Reads "2/8", the second of eight parts. USAGE, starting with `where`, for any other text. */
HINGE_API enum hinge_status hinge_shard_parse(const char *text, const char *where, size_t *shard,
                                              size_t *shards, struct hinge_error *error);

struct hinge_merge_request {
    size_t size;             /* sizeof the struct (hinge/init.h) */
    const char *const *path; /* every part of a study, or of results, in any order */
    size_t n_paths;
    const char *output; /* NULL: check only */
    int threads;        /* <= 0: one per processor; the bytes do not depend on it */
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
    const char *list;                /* the trial list of which all parts must be; NULL: any */
    const struct hinge_table *files; /* its files (hinge_list_files) */
};

struct hinge_merge_summary {
    const char *kind;                     /* "study" or "results"; static */
    size_t parts, rows, refused, planned; /* planned: to be recorded */
};

/* Joins the parts; every table, figure and analysis is then as after one run over everything.
 * INPUT, naming the files: a part is missing, given twice, or made from another list, with other
 * options or by another version; a participant is in two parts; rows are not those of `list`; or no
 * recording is usable. PARTIAL: the parts are joined, and some recordings were refused. WRITE,
 * INTERRUPTED: the old output is intact. */
HINGE_API enum hinge_status hinge_merge(const struct hinge_merge_request *request,
                                        struct hinge_merge_summary *summary,
                                        struct hinge_error *error);

HINGE_END_C_DECLS
