/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landmark sets: which source names are which canonical landmarks. One file of this
 * folder each, a const descriptor hinge_landmark_set_<stem>; tables, not code. */
#ifndef HINGE_LANDMARKS_H
#define HINGE_LANDMARKS_H

#include "base/text.h"

#include <hinge/trial.h>

/* One source name. Rows of a landmark with the lowest rank whose names are all present
 * are used and averaged; a landmark named once is simply that channel. */
struct hinge_landmark_row {
    const char *source;           /* compared ignoring case, and ignoring '.', '_', ' ' and '-' */
    enum hinge_landmark landmark; /* NONE: known, deliberately unused */
    int rank;                     /* 0 first choice */
    unsigned flags;               /* HINGE_CHANNEL_… */
};

/* Two rows, of a left and a right name; a landmark without its _l and _r, or NONE. A
 * file says once how its names spell the side: #define BOTH(name, …). */
#define HINGE_BOTH(left, right, landmark, rank, flags)                                             \
    {left, HINGE_LANDMARK_##landmark##_l, rank, flags},                                            \
    {                                                                                              \
        right, HINGE_LANDMARK_##landmark##_r, rank, flags                                          \
    }
#define HINGE_LANDMARK_NONE_l HINGE_LANDMARK_NONE
#define HINGE_LANDMARK_NONE_r HINGE_LANDMARK_NONE

struct hinge_landmark_set {
    const char *id, *title, *details;
    enum hinge_family family;
    const char *up;        /* "" when the format or the user says */
    unsigned layout_flags; /* added to the layout */
    bool sided;            /* names are words of a language: of the right side, or with a word for
                              the side of either (parts/sides.h); accents don't count */
    int axes;              /* 2: points of a picture only, 3: with depth only; 0: either */
    const struct hinge_landmark_row *row;
    size_t n_rows;
    const char *const *signature; /* names that must all be present; NULL: none */
};

/* All sets, sorted by id (generated). */
const struct hinge_landmark_set *const *hinge_landmark_set_list(size_t *count);

/* How well a set explains the recording's markers: 0 when a signature name is missing
 * or the points have another number of axes, else 1 + number of its rows whose source
 * is present; *matched gets the number of canonical landmarks it yields. */
int hinge_landmark_set_score(const struct hinge_landmark_set *set,
                             const struct hinge_recording *recording, const char *prefix,
                             size_t *matched, struct hinge_text *why);

/* Writes landmark and flags into the channels and set id, family, up and flags into the
 * layout. */
enum hinge_status hinge_landmark_set_apply(const struct hinge_landmark_set *set,
                                           struct hinge_recording *recording, const char *prefix,
                                           struct hinge_error *error);

/* Writes landmark and flags into the channels alone: a second set, of angles beside
 * points. */
enum hinge_status hinge_landmark_set_add(const struct hinge_landmark_set *set,
                                         struct hinge_recording *recording, const char *prefix,
                                         struct hinge_error *error);

#endif
