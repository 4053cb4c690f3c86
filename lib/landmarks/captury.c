/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joints of Captury Live, by the names of its CSV. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark) HINGE_BOTH("L" name "Positions", "R" name "Positions", landmark, 0, 0)

static const struct hinge_landmark_row rows[] = {
    BOTH("Shoulder", shoulder), BOTH("Elbow", elbow), BOTH("Wrist", wrist), BOTH("Hip", hjc),
    BOTH("Knee", knee),         BOTH("Ankle", ankle), BOTH("Toe", toe),
};

static const char *const signature[] = {"LHipPositions", "RHipPositions", NULL};

const struct hinge_landmark_set hinge_landmark_set_captury = {
    .id = "captury",
    .title = "Captury joints (LHipPositions, RKneePositions, …)",
    .details = "Joints of a markerless system: shoulders, arms, hips, legs, toes. No spine.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
