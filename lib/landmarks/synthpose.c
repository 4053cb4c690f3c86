/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SynthPose: anatomical points that a network finds in a picture, beside COCO's 17. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags)                                                          \
    HINGE_BOTH("left_" name, "right_" name, landmark, rank, flags)
#define SHORT(name, landmark, rank, flags) HINGE_BOTH("l_" name, "r_" name, landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    BOTH("eye", eye, 0, 0),
    BOTH("ear", ear, 0, 0),
    BOTH("hip", hjc, 0, 0),
    SHORT("shoulder", shoulder, 0, 0),
    BOTH("shoulder", shoulder, 1, 0),
    SHORT("lelbow", elbow, 0, 0),
    SHORT("melbow", elbow, 0, 0),
    BOTH("elbow", elbow, 1, 0),
    SHORT("lwrist", wrist, 0, 0),
    SHORT("mwrist", wrist, 0, 0),
    BOTH("wrist", wrist, 1, 0),
    SHORT("knee", knee, 0, 0),
    SHORT("mknee", knee_med, 0, 0),
    BOTH("knee", knee, 1, 0),
    SHORT("ankle", ankle, 0, 0),
    SHORT("mankle", ankle, 0, 0),
    BOTH("ankle", ankle, 1, 0),
    SHORT("ankle", ankle, 2, 0),
    SHORT("ASIS", asis, 0, 0),
    SHORT("PSIS", psis, 0, 0),
    SHORT("calc", heel, 0, 0),
    SHORT("big_toe", toe, 0, 0),
    SHORT("toe", toe, 1, 0),
    SHORT("5meta", NONE, 0, 0),
    {"sternum", HINGE_LANDMARK_ij, 0, 0},
    {"C7", HINGE_LANDMARK_c7, 0, 0},
    {"T6", HINGE_LANDMARK_t8, 0, HINGE_CHANNEL_APPROXIMATE},
    {"T11", HINGE_LANDMARK_t12l1, 0, HINGE_CHANNEL_APPROXIMATE},
    {"L2", HINGE_LANDMARK_l3, 0, HINGE_CHANNEL_APPROXIMATE},
};

static const char *const signature[] = {"T6", "T11", "L2", NULL};

const struct hinge_landmark_set hinge_landmark_set_synthpose = {
    .id = "synthpose",
    .title = "SynthPose keypoints (r_ASIS, T11, L2, left_hip, …)",
    .details = "The 52 points of SynthPose: COCO's 17, pelvis, C7, T6 (near T8), T11 "
               "(near T12), L2 (near L3), sternum, both sides of knees, ankles, elbows "
               "and wrists, feet. A network estimates them from the picture, so they make "
               "tier B at most, although the pelvis is among them.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
