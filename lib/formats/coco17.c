/* SPDX-License-Identifier: GPL-3.0-or-later */
/* COCO-17 keypoints in named columns. In: a wide table; out: a recording in image axes.
 */
#include "formats/format.h"
#include "formats/parts/wide.h"

static const char *const names[] = {"nose",           "left_eye",    "right_eye",
                                    "left_ear",       "right_ear",   "left_shoulder",
                                    "right_shoulder", "left_elbow",  "right_elbow",
                                    "left_wrist",     "right_wrist", "left_hip",
                                    "right_hip",      "left_knee",   "right_knee",
                                    "left_ankle",     "right_ankle"};
enum { CORE_FROM = 11, N_NAMES = 17, CORE = N_NAMES - CORE_FROM };

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct hinge_wide wide;
    int result = 0;
    if (!hinge_wide_find(&probe->source, &probe->head, &wide, why))
        return 0;
    size_t known = hinge_wide_count(&wide, names, N_NAMES);
    if (hinge_wide_count(&wide, names + CORE_FROM, CORE) < CORE)
        hinge_text_puts(why, "no columns left_hip_x … right_ankle_x");
    else if (4 * known < 3 * wide.n_markers)
        hinge_text_printf(why, "only %zu of %zu points are COCO-17", known,
                          wide.n_markers);
    else if (wide.has_z)
        hinge_text_puts(why, "COCO-17 names with a z, which images don't have");
    else
        result = 88;
    if (result > 0)
        hinge_text_printf(why, "%zu of the 17 COCO names, x and y only", known);
    hinge_wide_clear(&wide);
    return result;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording,
                              struct hinge_error *error)
{
    return hinge_wide_read(probe, options, "coco17", "-y",
                           HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording,
                           error);
}

const struct hinge_format hinge_format_coco17 = {
    .id = "coco17",
    .title = "COCO-17 keypoints, named columns",
    .details =
        "A table with a row per frame and columns such as `left_hip_x`, `left_hip_y`, "
        "optionally `left_hip_score`, as YOLO pose, AlphaPose, MMPose and RTMPose "
        "results are "
        "written. Pixels or 0..1, y down; a blank or an exact 0,0 is a keypoint not "
        "seen.",
    .score = score,
    .read = read,
    .example =
        "frame,left_shoulder_x,left_shoulder_y,right_shoulder_x,right_shoulder_y,"
        "left_hip_x,left_hip_y,right_hip_x,right_hip_y,left_knee_x,left_knee_y,"
        "right_knee_x,right_knee_y,left_ankle_x,left_ankle_y,right_ankle_x,"
        "right_ankle_y\n"
        "0,742,364,672,345,597,355,549,342,641,476,574,462,630,611,565,621\n"
        "1,742,366,672,346,597,358,548,344,642,478,577,462,630,612,565,621\n"
        "2,741,368,673,345,,,547,345,642,477,578,460,630,610,565,621\n",
    .example_frames = 3,
    .example_channels = 17,
    .broken = "frame,left_hip_x,left_hip_y\n0,597,three hundred\n",
    .broken_says = "is not a number",
};
