/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's own landmark ids, for tables made for it: shoulder_l, t12l1, hjc_r …
 * Sensors may have the names that people give them, too. */
#include "landmarks/landmarks.h"

#define SIDE(segment, l, left, name)                                                               \
    {left "_" name, HINGE_LANDMARK_##segment, 1, 0},                                               \
        {name "_" left, HINGE_LANDMARK_##segment, 2, 0},                                           \
    {                                                                                              \
        l name, HINGE_LANDMARK_##segment, 3, 0                                                     \
    }
#define SIDES(segment, name)                                                                       \
    SIDE(segment##_l, "l", "left", name), SIDE(segment##_r, "r", "right", name)

static const struct hinge_landmark_row rows[] = {
#define X(name) {#name, HINGE_LANDMARK_##name, 0, 0},
    HINGE_LANDMARK_POINT_LIST(X) HINGE_LANDMARK_SEGMENT_LIST(X)
#undef X
        {"hip_l", HINGE_LANDMARK_hjc_l, 1, 0},
    {"hip_r", HINGE_LANDMARK_hjc_r, 1, 0},
    /* T8 is MVN's; its L3 is a model's, so that a sensor there is lumbar_l3 alone */
    {"sacrum", HINGE_LANDMARK_pelvis, 1, 0},
    {"sacral", HINGE_LANDMARK_pelvis, 2, 0},
    {"s1", HINGE_LANDMARK_pelvis, 3, 0},
    {"s2", HINGE_LANDMARK_pelvis, 4, 0},
    {"t12l1", HINGE_LANDMARK_l1, 1, 0},
    {"t12", HINGE_LANDMARK_l1, 2, 0},
    {"sternum", HINGE_LANDMARK_thorax, 1, 0},
    {"chest", HINGE_LANDMARK_thorax, 2, 0},
    {"trunk", HINGE_LANDMARK_thorax, 3, 0},
    SIDES(thigh, "thigh"),
    SIDES(shank, "shank"),
    SIDES(foot, "foot"),
};

const struct hinge_landmark_set hinge_landmark_set_canonical = {
    .id = "canonical",
    .title = "canonical landmark ids (shoulder_l, hjc_r, t12l1, …)",
    .details = "Columns named with the ids of the landmark table (or hip_l, hip_r); any of "
               "them "
               "may be absent. "
               "Orientations may also be called sacrum or S1; T12 or T12L1; sternum, chest or "
               "trunk; thighs, shanks and feet right_thigh, thigh_right or RThigh. A sensor "
               "called lumbar may sit on L5 or on T12: say which in a list (`sensor:l1`) or "
               "in `[landmarks:<id>]`. A sensor on L3 is `lumbar_l3`.",
    .family = HINGE_FAMILY_markers,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
};
