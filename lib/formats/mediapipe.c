/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MediaPipe / BlazePose landmarks in named columns. In: a wide table; out: a recording
 * in image axes. Whether they are world landmarks (metres, origin between the hips)
 * shows only in the numbers and is settled by the caller. */
#include "formats/format.h"
#include "formats/parts/wide.h"

/* Names only MediaPipe has; two of them tell it from COCO-17 and its relatives. */
static const char *const own_names[] = {"left_eye_inner",  "right_eye_inner",
                                        "mouth_left",      "left_pinky",
                                        "right_pinky",     "left_index",
                                        "left_thumb",      "left_foot_index",
                                        "right_foot_index"};
static const char *const core_names[] = {"left_shoulder", "right_shoulder", "left_hip",
                                         "right_hip"};

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct hinge_wide wide;
    int result = 0;
    if (!hinge_wide_find(&probe->source, &probe->head, &wide, why))
        return 0;
    size_t core =
        hinge_wide_count(&wide, core_names, sizeof core_names / sizeof *core_names);
    size_t own =
        hinge_wide_count(&wide, own_names, sizeof own_names / sizeof *own_names);
    if (core < sizeof core_names / sizeof *core_names)
        hinge_text_puts(why, "no columns left_shoulder_x … right_hip_x");
    else if (own < 2)
        hinge_text_puts(why,
                        "none of MediaPipe's own names, such as left_foot_index_x");
    else
        result = 90;
    if (result > 0)
        hinge_text_printf(why, "MediaPipe landmark names%s",
                          wide.has_z ? " with z" : "");
    hinge_wide_clear(&wide);
    return result;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording,
                              struct hinge_error *error)
{
    return hinge_wide_read(probe, options, "mediapipe", "-y",
                           HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording,
                           error);
}

const struct hinge_format hinge_format_mediapipe = {
    .id = "mediapipe",
    .title = "MediaPipe / BlazePose landmarks, named columns",
    .details =
        "A table with a row per frame and columns such as `left_hip_x`, `left_hip_y`, "
        "`left_hip_z`, `left_hip_visibility` for the landmarks of MediaPipe Pose, in "
        "any "
        "order and case. Image landmarks are two-dimensional and point down; z is left "
        "out. "
        "World landmarks are recognised by their origin between the hips.",
    .score = score,
    .read = read,
    .example =
        "frame,left_shoulder_x,left_shoulder_y,right_shoulder_x,right_shoulder_y,"
        "left_hip_x,left_hip_y,right_hip_x,right_hip_y,"
        "left_heel_x,left_heel_y,left_foot_index_x,left_foot_index_y,"
        "right_foot_index_x,right_foot_index_y\n"
        "0,0.52,0.31,0.48,0.31,0.51,0.55,0.49,0.55,0.50,0.91,0.56,0.93,0.55,0.93\n"
        "1,0.53,0.32,0.49,0.32,0.51,0.55,0.49,0.55,0.50,0.91,0.56,0.93,0.55,0.93\n",
    .example_frames = 2,
    .example_channels = 15,
    .broken = "frame,left_hip_x,left_hip_y\n0,0.51,0.55\n1,0.51,abc\n",
    .broken_says = "is not a number",
};
