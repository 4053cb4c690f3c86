/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint angles of Noraxon's myoMOTION, as MR3 exports them. Its names change with
 * version and language: what is missing is described in [landmarks:<id>]. */
#include "landmarks/landmarks.h"

#define JOINTS "Noraxon MyoMotion-Joints-"
#define BOTH(name, landmark)                                                                       \
    HINGE_BOTH("LT " name, "RT " name, landmark, 0, 0),                                            \
        HINGE_BOTH(JOINTS "LT " name, JOINTS "RT " name, landmark, 1, 0),                          \
        HINGE_BOTH("Left " name, "Right " name, landmark, 2, 0),                                   \
        HINGE_BOTH(JOINTS "Left " name, JOINTS "Right " name, landmark, 3, 0)

/* clang-format off */
static const struct hinge_landmark_row rows[] = {
    BOTH("Hip Flexion", hip_flex),
    BOTH("Knee Flexion", knee_flex),
    BOTH("Ankle Dorsiflexion", ankle_df),
    {"Lumbar Flexion", HINGE_LANDMARK_lumbar_flex, 0, 0},
    {JOINTS "Lumbar Flexion", HINGE_LANDMARK_lumbar_flex, 1, 0},
    {JOINTS "Lumbar-Flexion Fwd", HINGE_LANDMARK_lumbar_flex, 2, 0},
    {"Lumbar Flexion Fwd", HINGE_LANDMARK_lumbar_flex, 3, 0},
    {"Torso-Pelvic Flexion Fwd", HINGE_LANDMARK_lumbar_flex, 4, 0},
    {"Pelvic Tilt Fwd", HINGE_LANDMARK_pelvis_tilt, 0, 0},
    {"Pelvis Tilt Fwd", HINGE_LANDMARK_pelvis_tilt, 1, 0},
    {"Noraxon MyoMotion-Segments-Pelvis-Pitch", HINGE_LANDMARK_pelvis_tilt, 2, 0},
    {"Noraxon MyoMotion-Segments-Pelvis-Tilt Fwd", HINGE_LANDMARK_pelvis_tilt, 3, 0},
    {"Thorax Tilt Fwd", HINGE_LANDMARK_thorax_tilt, 0, HINGE_CHANNEL_SIGN_OPEN},
    {"Noraxon MyoMotion-Segments-Upper Spine-Pitch", HINGE_LANDMARK_thorax_tilt, 1, HINGE_CHANNEL_SIGN_OPEN},
    {"Noraxon MyoMotion-Segments-Upper Spine-Tilt Fwd", HINGE_LANDMARK_thorax_tilt, 2, HINGE_CHANNEL_SIGN_OPEN},
    {"Noraxon MyoMotion-Segments-Lower Spine-Pitch", HINGE_LANDMARK_thorax_tilt, 3, HINGE_CHANNEL_SIGN_OPEN},
};
/* clang-format on */

const struct hinge_landmark_set hinge_landmark_set_noraxon = {
    .id = "noraxon",
    .title = "Noraxon myoMOTION joint angles (LT Hip Flexion, …)",
    .details = "Columns with a unit of degrees; flexion and forward tilt positive. Its "
               "EMG channels are those of [muscles](#set-muscles). Names of other "
               "versions and languages: [landmarks:mylab], hip_flex_l = …",
    .family = HINGE_FAMILY_angles,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
};
