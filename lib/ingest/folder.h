/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder given instead of files: what in it is a recording, and what is left. */
#ifndef HINGE_INGEST_FOLDER_H
#define HINGE_INGEST_FOLDER_H

#include "ingest/intake.h"

/* The file that marks a folder of outputs (of hinge-run). */
#define HINGE_RUN_STATE "run-state.txt"

enum hinge_folder_kind {
    HINGE_FOLDER_TABLE,     /* may be a trial list or a recording */
    HINGE_FOLDER_RECORDING, /* a recording by its extension, or a folder of frames */
    HINGE_FOLDER_SIDECAR,   /* belongs to a recording: not one, and not worth a word */
    HINGE_FOLDER_OTHER,     /* left, and named */
    HINGE_FOLDER_TAKEN      /* a list that was read */
};

struct hinge_folder_file {
    const char *path; /* to open, beginning with the folder as given */
    const char *name; /* relative to the folder */
    enum hinge_folder_kind kind;
};

/* Zero-initialise; owns its texts. */
struct hinge_folder {
    struct hinge_folder_file *file; /* sorted by path */
    size_t n, capacity;
    bool bids; /* laid out as the Brain Imaging Data Structure says */
    struct hinge_arena arena;
};

/* Every regular file below a folder, names that begin with a dot and folders that hold
 * HINGE_RUN_STATE left out; links to
 * folders are not followed. INPUT when a folder can't be read. */
enum hinge_status hinge_folder_walk(const char *path, struct hinge_folder *folder,
                                    struct hinge_error *error);

/* Adds the folder's recordings to the intake: all, or with a trial list in it none but
 * what the list named. What is left goes to request->message, a line each. Of a BIDS
 * folder the recordings are the *_motion.tsv, with keys from their names (sub, ses,
 * task, run) and covariates from participants.tsv and *_sessions.tsv. */
enum hinge_status hinge_folder_take(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, const struct hinge_folder *folder,
                                    bool listed, struct hinge_error *error);
void hinge_folder_clear(struct hinge_folder *folder);

#endif
