/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals of a study written out again. */
#ifndef HINGE_EXPORT_H
#define HINGE_EXPORT_H

#include <hinge/config.h>
#include <hinge/progress.h>

HINGE_BEGIN_C_DECLS

enum hinge_export_kind {
    HINGE_EXPORT_RAW, /* every number as it was delivered, a CSV */
    HINGE_EXPORT_CSV, /* what analysis works on: landmarks, angles, phases */
    HINGE_EXPORT_TRC, /* its landmarks */
    HINGE_EXPORT_MOT, /* its angles */
    HINGE_EXPORT_BIDS /* the same as a Motion-BIDS derivative */
};

struct hinge_export_request {
    size_t size; /* sizeof the struct; 0: as the library has it */
    const char *study;
    enum hinge_export_kind kind;
    const char *const *trial; /* ids; none: every recording */
    size_t n_trials;
    const char *folder; /* gets a file per recording; NULL: text of the one recording */
    const char *file;   /* what the text goes into: no recording of the study; or NULL */
    bool force;         /* files in the folder are replaced; else they stay: USAGE */
    const struct hinge_config *config; /* NULL: every default */
    bool allow_inferred;
    const struct hinge_progress *progress; /* may be NULL */
    hinge_message *message;                /* may be NULL */
    void *context;
};

struct hinge_export_summary {
    size_t written, refused;
    char *text; /* without a folder: the file's content, the caller free()s it */
    size_t length;
};

/* Writes. PARTIAL: some recordings can't be written so (each is told), the others are.
 * INPUT: the file, none can be written, or several without a folder; USAGE: an id that
 * is not in the study (names the nearest); WRITE; INTERRUPTED. */
HINGE_API enum hinge_status hinge_export(const struct hinge_export_request *request,
                                         struct hinge_export_summary *summary,
                                         struct hinge_error *error);

HINGE_END_C_DECLS

#endif
