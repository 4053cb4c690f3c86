/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins formats and landmark sets: what is this file, why, and read it. */
#ifndef HINGE_INGEST_RECOGNISE_H
#define HINGE_INGEST_RECOGNISE_H

#include "base/file.h"
#include "base/parameters.h"
#include "formats/format.h"
#include "landmarks/landmarks.h"

#include <hinge/config.h>

enum { HINGE_CANDIDATES_MAX = 64, HINGE_WHY_MAX = 160 };

struct hinge_candidate {
    const char *id;
    int score;
    char why[HINGE_WHY_MAX];
};

/* What recognition saw and decided; filled as far as it got, also on failure. */
struct hinge_recognition {
    size_t n_formats, n_sets;
    struct hinge_candidate format[HINGE_CANDIDATES_MAX]; /* best first */
    struct hinge_candidate set[HINGE_CANDIDATES_MAX];    /* best first */
    size_t n_matched;                                    /* canonical landmarks found */
    bool described;                                      /* its columns are those of [columns] */
    /* from where units and vertical are known, a phrase; "" unknown */
    const char *units_from, *up_from;
};

/* Puts a candidate at its place; full lists drop it. */
void hinge_candidate_add(struct hinge_candidate *list, size_t *n, const char *id, int score,
                         const struct hinge_text *why);
/* USAGE: "unknown <what> <id>; did you mean …", or the names there are. */
enum hinge_status hinge_unknown_id(const char *what, const char *id, const char *const *names,
                                   size_t n, struct hinge_error *error);

/* USAGE, with the nearest name, when a format or landmark set isn't known; NULL and ""
 * are nothing said. Sets described in the config (may be NULL) are known too. */
enum hinge_status hinge_recognise_ids_check(const char *format, const char *landmarks,
                                            const struct hinge_config *config,
                                            struct hinge_error *error);

/* Reads `path`, a file or a folder with a file per frame (shown in messages as
 * `shown`), and options->part into `bytes` (reused) and `recording`:
 * recognises the format (or takes options->format), reads, recognises the landmark set
 * (or takes options->landmarks), applies units and up the user gave, infers image units
 * (px or norm, with a note) where none are said. Two best formats with equal scores:
 * INPUT AMBIGUOUS_FORMAT, naming both and --format; none: UNKNOWN_FORMAT with the best
 * reasons; sets likewise, but no set at all is not an error here (a note; analysis
 * refuses). sha256 gets the digest of the bytes. */
enum hinge_status hinge_recording_read(const char *path, const char *shown,
                                       const struct hinge_read_options *options,
                                       const struct hinge_parameters *parameters,
                                       struct hinge_bytes *bytes, struct hinge_recording *recording,
                                       struct hinge_recognition *recognition, char sha256[65],
                                       struct hinge_error *error);

#endif
