/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads recordings and writes a study file. */
#pragma once

#include <hinge/config.h>
#include <hinge/progress.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

struct hinge_ingest_request {
    size_t size;             /* sizeof the struct (hinge/init.h) */
    const char *const *path; /* trial lists (CSV with a file column), recordings, or
                                folders of them */
    size_t n_paths;
    const char *output; /* study file; NULL: check only */
    const char *folder; /* where files that a list names are; NULL: beside the list */
    const struct hinge_config *config; /* NULL: every default */
    int threads;
    bool strict;              /* the first refused recording ends the call; nothing is written */
    bool allow_outside;       /* also read recordings outside the folder of the list */
    const char *participants; /* only these participants, joined by commas; NULL or "": all */
    bool groups_vary;         /* a participant may be in several groups */
    size_t shard, shards;     /* part `shard` (from 1) of `shards` parts, divided by participant;
                                 hinge_merge joins them. shards 0: everything */
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
    const char
        *command;       /* begins commands that errors suggest: "hinge-run --new DIR"; NULL: none */
    bool no_rows;       /* a trial list may be a header alone, to which rows are added */
    bool refused_too;   /* the study is written also if no recording can be used (INPUT) */
    bool settle_groups; /* up to a fifth of the people may be in two groups: the first visit's
                           counts, else none does, and column other_group has the other */
};

struct hinge_ingest_summary {
    size_t files, stored, refused, warned;
    size_t not_recorded; /* planned recordings without a file (absent = planned) */
};

/* Recognises, reads and stores recordings. OK: all are stored. PARTIAL: some are refused, the study
 * is written. INPUT: none can be used, or one is refused and `strict` is set; nothing is written.
 * USAGE: wrong columns of the trial list, or an output that is an input. WRITE, INTERRUPTED: the
 * old output is intact. The number of threads does not change the bytes of the output. */
HINGE_API enum hinge_status hinge_ingest(const struct hinge_ingest_request *request,
                                         struct hinge_ingest_summary *summary,
                                         struct hinge_error *error);

/* Suggests a section of a config for a recording: [landmarks:mylab] for its names, or [columns] if
 * no reader knows the table. Names are filled in as far as landmark sets know them or their words
 * can be guessed; the others are comments. The caller free()s *text. INPUT if the file has no names
 * or is not a recording. */
HINGE_API enum hinge_status hinge_suggest_layout(const char *path,
                                                 const struct hinge_config *config, char **text,
                                                 struct hinge_error *error);

/* Adds the column "file" to an empty table: the files of a trial list as studies have them, without
 * rows of role unused. INPUT: unreadable, or it has no such column. */
HINGE_API enum hinge_status hinge_list_files(const char *list, struct hinge_table *files,
                                             struct hinge_error *error);

/* The cells of a trial list as they are read, as JSON: [[line, "cell", …], …], the header first.
 * With n > 0 cells, each "LINE:COLUMN=TEXT", the bytes of the list with these changed. The caller
 * free()s *text. USAGE: no such cell, a workbook, or letters that the list cannot have. */
HINGE_API enum hinge_status hinge_list_cells(const char *path, const struct hinge_config *config,
                                             const char *const *cells, size_t n, char **text,
                                             size_t *length, struct hinge_error *error);

HINGE_END_C_DECLS
