/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside a motion.tsv of Motion-BIDS, which has no header row of its own:
 * channels.tsv, channels.json, motion.json. */
#ifndef HINGE_INGEST_BIDS_SIDECAR_H
#define HINGE_INGEST_BIDS_SIDECAR_H

#include "base/text.h"

struct hinge_bids_sidecar {
    struct hinge_text header; /* a header row for the table, "" where it is not needed */
    double rate_hz;           /* NaN when not said */
    char up[3];               /* "+y", "" when not said */
    char task[64], cue[64];   /* TaskName; Instructions of one word; "" when not said */
};

/* Whether a path is one of …_motion.tsv. */
bool hinge_bids_is_motion(const char *path);

/* What a file or folder that is no recording is of a BIDS data set, for the user; NULL:
 * nothing says that it is of one. */
const char *hinge_bids_says(const char *path);

/* The path of the i-th file that may stand beside a motion.tsv, added to name, whether
 * it is there or not; false, and nothing added, behind the last. */
bool hinge_bids_beside(const char *path, size_t i, struct hinge_text *name);

/* Reads what there is; clear sidecar->header. Files that are not there, or say
 * something else, or lie out of the folder `within` (NULL: anywhere), are left out:
 * then the table speaks for itself. NOMEM. */
enum hinge_status hinge_bids_sidecar_read(const char *path, const char *within,
                                          struct hinge_bids_sidecar *sidecar);

#endif
