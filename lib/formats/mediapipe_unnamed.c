/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MediaPipe landmarks without a header row: 33 times x, y, z or x, y, z, visibility.
 * In: rows of numbers; out: a recording in image axes. */
#include "formats/format.h"
#include "formats/parts/people.h"
#include "formats/parts/unnamed.h"

#include <stdio.h>

enum { POINTS = 33 };

/* Numbers per point and columns before them, false when the row is no such thing. A
 * hundred columns are also Kinect's: there the first one does not count. */
static bool find_layout(const struct hinge_probe *probe, size_t *per_point, size_t *lead)
{
    size_t n = hinge_unnamed_columns(probe);
    for (*per_point = 3; *per_point <= 4; ++*per_point)
        for (*lead = 0; *lead <= 1; ++*lead)
            if (n == POINTS * *per_point + *lead)
                return *lead == 0 || hinge_unnamed_grows(probe, 0);
    return false;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    size_t per_point, lead;
    if (!find_layout(probe, &per_point, &lead)) {
        hinge_text_puts(why, "not rows of 33 times 3 or 4 numbers without a header");
        return 0;
    }
    hinge_text_printf(why, "no header, %d points of %zu numbers%s", POINTS, per_point,
                      lead > 0 ? " after a counter" : "");
    return 70;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_unnamed layout = {.name = hinge_skeleton_mediapipe()->name,
                                   .n_points = POINTS,
                                   .component = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                 HINGE_COMPONENT_z, HINGE_COMPONENT_score}};
    size_t lead;
    if (!find_layout(probe, &layout.per_point, &lead))
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
            "%s: rows of 99 or 132 numbers are expected (33 points), %zu are there", probe->name,
            hinge_unnamed_columns(probe));
    return hinge_unnamed_read(probe, options, &layout, lead, "mediapipe_unnamed", "-y",
                              HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
}

#define P3 "0.5,0.2,-0.1,"
#define P11 P3 P3 P3 P3 P3 P3 P3 P3 P3 P3 P3
#define ROW P11 P11 P3 P3 P3 P3 P3 P3 P3 P3 P3 P3 "0.5,0.9,-0.1\n"

const struct hinge_format hinge_format_mediapipe_unnamed = {
    .id = "mediapipe_unnamed",
    .title = "MediaPipe landmarks without a header row",
    .details = "99 (x, y, z) or 132 (x, y, z, visibility) numbers per row for the 33 "
               "landmarks in "
               "MediaPipe's order, with or without a frame number or time before them.",
    .score = score,
    .read = read,
    .example = ROW ROW,
    .example_frames = 2,
    .example_channels = 99,
    .broken = "0.5,0.2,-0.1\n0.5,0.2,-0.1\n",
    .broken_says = "99 or 132 numbers",
};
