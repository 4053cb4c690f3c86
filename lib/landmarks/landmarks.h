/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landmark sets: which source names are which canonical landmarks. Each is a const descriptor
 * hinge_landmark_set_<id> of this folder; tables, not code. */
#pragma once

#include "base/base.h"
#include "trial/trial.h"

/* A landmark and its names, compared ignoring case, and ignoring '.', '_', ' ' and '-'; where two
 * names of a set differ in nothing else, a name that is one of them to the letter is that one.
 * Between '|'
 * are choices, the best first; a choice of several names, joined by '+', is their average, and
 * taken where all are there. "{left,right}_hip" is two names, of the landmark and of the one
 * behind it, which is its other side. A landmark may have several rows. */
struct hinge_landmark_row {
    enum hinge_landmark landmark; /* NONE: known, deliberately unused */
    const char *names;
    int rank;       /* of the first choice; 0 is the best */
    unsigned flags; /* HINGE_CHANNEL_… */
};

enum { HINGE_LANDMARK_NAME_MAX = 300 };

struct hinge_landmark_set {
    const char *id, *title, *details;
    enum hinge_family family;
    char up[3];            /* "" when the format or the user says */
    unsigned layout_flags; /* added to the layout */
    bool sided;            /* names are words of a language: of the right side, or with a word for
                              the side of either (parts/sides.h); accents don't count */
    int axes;              /* 2: points of a picture only, 3: with depth only; 0: either */
    const struct hinge_landmark_row *row;
    size_t n_rows;
    const char *signature; /* names, between '|', that must all be present; NULL: none */
    const char *format;    /* only recordings of this format have such names; NULL: any */
    bool described;        /* by a user: a row has one name, as it is */
};

/* One name of a set. */
struct hinge_landmark_name {
    char source[HINGE_LANDMARK_NAME_MAX];
    enum hinge_landmark landmark;
    int rank; /* the names of a landmark and rank are averaged */
    unsigned flags;
    /* private: where the next one is */
    size_t row;
    const char *at;
    int next_rank;
    bool right;
};

/* The next name, of a zero-initialised one the first; false behind the last. */
bool hinge_landmark_next(const struct hinge_landmark_set *set, struct hinge_landmark_name *name);

/* The next of the names between '|' at *list; false at the end. */
bool hinge_signature_next(const char **list, char name[HINGE_LANDMARK_NAME_MAX]);

/* All sets, sorted by id (generated). */
const struct hinge_landmark_set *const *hinge_landmark_set_list(size_t *count);
const struct hinge_landmark_set *hinge_landmark_set_find(const char *id); /* NULL: none */
size_t hinge_landmark_set_ids(const char *id[HINGE_IDS_MOST]);

/* How well a set explains the recording's markers: 0 when a signature name is missing
 * or the points have another number of axes, else 1 + number of its rows whose source
 * is present; *matched gets the number of canonical landmarks it yields. */
int hinge_landmark_set_score(const struct hinge_landmark_set *set,
                             const struct hinge_recording *recording, const char *prefix,
                             size_t *matched, struct hinge_text *why);

/* Of the sets that lack a signature name the one with most landmarks: "plugin_gait has 24 landmarks
 * in them, and needs LASI, RASI, too; landmarks = plugin_gait reads it without". Nothing where no
 * set has three. */
void hinge_landmark_set_lacking(const struct hinge_recording *recording, const char *prefix,
                                struct hinge_text *out);

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

/* Whether a channel of this name is a muscle that is known, also where another one stands for it.
 */
bool hinge_is_muscle(const char *marker);
