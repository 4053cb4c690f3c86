/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the recordings of a study as files for other programs. */
#pragma once

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

enum hinge_export_kind {
    HINGE_EXPORT_RAW,  /* CSV: every number as the source file had it */
    HINGE_EXPORT_CSV,  /* CSV: what the analysis uses: cleaned landmarks, angles, phases */
    HINGE_EXPORT_TRC,  /* TRC: the cleaned landmarks */
    HINGE_EXPORT_MOT,  /* MOT: the angles */
    HINGE_EXPORT_BIDS, /* the CSV as a Motion-BIDS derivative */
    HINGE_EXPORT_C3D   /* C3D: the recording as it was, repetitions as events */
};

struct hinge_export_request {
    size_t size; /* sizeof the struct (hinge/init.h) */
    const char *study;
    enum hinge_export_kind kind;
    const char *const *trial; /* ids; n_trials 0: every recording */
    size_t n_trials;
    /* Gets a file per recording; NULL: the summary gets the text of one recording. */
    const char *folder;
    const char *file; /* where the caller will write the text, so that it is not a file of the
                         study; may be NULL */
    bool force;       /* replace files in the folder; without it they are USAGE */
    const struct hinge_config *config; /* NULL: every default */
    bool allow_inferred;
    bool crop, with_angles; /* of C3D: from the first to the last repetition; angles as points */
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
};

struct hinge_export_summary {
    size_t written, refused;
    char *text; /* without a folder: the content of the file; the caller free()s it */
    size_t length;
};

/* Writes the files or the text. PARTIAL: some recordings cannot be written in this form; a message
 * names each. INPUT: the study cannot be read, no recording can be written, or there are several
 * and no folder. USAGE: an unknown id (names the nearest). Also WRITE, INTERRUPTED. */
HINGE_API enum hinge_status hinge_export(const struct hinge_export_request *request,
                                         struct hinge_export_summary *summary,
                                         struct hinge_error *error);

HINGE_END_C_DECLS
