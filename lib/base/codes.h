/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that has a code, in words: the rows of hinge/codes.def. */
#pragma once

#include <hinge/status.h>

enum hinge_code_severity {
    HINGE_CODE_NOTE,   /* qualifies a value */
    HINGE_CODE_WARN,   /* a value may mislead */
    HINGE_CODE_LOST,   /* a value is empty */
    HINGE_CODE_REFUSED /* a recording, a file or an analysis is refused */
};

/* Where a code is found; one of reasons may be a warning, too. */
enum hinge_code_kind {
    HINGE_CODE_REASON = 1,
    HINGE_CODE_WARNING = 2,
    HINGE_CODE_STATISTICS = 4,
    HINGE_CODE_FINDING = 8
};

/* What analyze does with values where a warning or finding holds: nothing, verdicts are at most
 * possible, or these are taken out. */
/* clang-format off */
#define HINGE_EFFECT_LIST(X)                                                                       \
    X(NOTES, "nothing: the values stay")                                                           \
    X(WIDENS, "verdicts that it concerns are at most possible")                                    \
    X(TAKES_PELVIS, "angles of spine and pelvis, and of hips and legs that its markers make, are empty") \
    X(TAKES_LEG, "hip and knee angles, and what is in leg lengths, are empty")                     \
    X(TAKES_SIDES, "what compares left with right is empty")                                       \
    X(TAKES_POSTURE, "neck, upper back and shoulders are empty")                                   \
    X(TAKES_PLATES, "what force plates measure is empty")                                          \
    X(TAKES_YAW, "turns of the pelvis are empty in this bend")                                     \
    X(TAKES_CHANGES, "changes from standing are empty")                                            \
    X(TAKES_FOOT, "faults measured from a foot are not judged")                                    \
    X(TAKES_SIDES_VERDICT, "faults that compare left with right are not judged")                   \
    X(TAKES_LOCKOUT, "faults of the lock-out are not judged")                                      \
    X(TAKES_MASS, "moments, work and forces in body weights are empty")                            \
    X(TAKES_ONSET, "onsets of muscles are empty")                                                  \
    X(TAKES_SENSOR, "angles with this sensor are empty")                                           \
    X(TAKES_FRAMES, "these frames are empty")                                                      \
    X(TAKES_PHASE, "this phase is empty")                                                          \
    X(TAKES_FACING, "a repetition in which the person turns round is not used; where toes are against hips, values by side and in three dimensions are empty") \
    X(TAKES_REP, "this repetition is not used")
/* clang-format on */
enum hinge_code_effect {
#define X(name, what) HINGE_EFFECT_##name,
    HINGE_EFFECT_LIST(X)
#undef X
        HINGE_EFFECT_COUNT
};
/* Outcomes that a warning casts doubt on: all but times, what has a unit of time, angles from the
 * vertical and places, places alone, ... (hinge_outcome_is_doubted of faults/fault.h). */
enum hinge_concern {
    HINGE_CONCERN_NOTHING,
    HINGE_CONCERN_EVERYTHING,
    HINGE_CONCERN_SHAPES,
    HINGE_CONCERN_TIMES,
    HINGE_CONCERN_LEANS,
    HINGE_CONCERN_PLACES,
    HINGE_CONCERN_LUMBAR,
    HINGE_CONCERN_SHOULDERS,
    HINGE_CONCERN_MODEL
};
/* In words. */
const char *hinge_effect_words(enum hinge_code_effect effect);
/* Those of the warnings that have this effect; 0: none. */
uint64_t hinge_warnings_that(uint64_t warnings, enum hinge_code_effect effect);
/* The reason of what the first of these warnings takes out; OK: none, or it is no reason. */
enum hinge_reason hinge_warning_reason(uint64_t warnings);

struct hinge_code {
    const char *name;
    unsigned kinds;                                /* HINGE_CODE_REASON | HINGE_CODE_WARNING */
    enum hinge_code_severity severity, as_warning; /* as_warning: of a reason that is both */
    enum hinge_code_effect effect;                 /* of a warning or finding */
    enum hinge_concern concern;                    /* of a warning */
    uint64_t warning;                              /* its bit; 0: none */
    const char *phrase;
    const char *needs;           /* NULL: nothing to record */
    const char *detail, *remedy; /* for docs/reasons.md; detail may be NULL */
};

/* All rows, in the order of codes.def. */
const struct hinge_code *hinge_codes(size_t *n);
/* The row with this name of so many bytes; NULL: none. */
const struct hinge_code *hinge_code_find(const char *name, size_t length);
/* The phrase of a reason; "" for OK. */
const char *hinge_reason_phrase(enum hinge_reason reason);
