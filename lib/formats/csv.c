/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any wide table of points with a header row; whose names they are is the landmark
 * sets' to say. In: delimited text; out: a recording
 * without units and vertical unless the header says them. */
#include "formats/format.h"

#include <string.h>

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    const struct hinge_wide *wide = probe->wide;
    int result = 0;
    if (wide == NULL) {
        hinge_text_puts(why, probe->no_wide);
        return 0;
    }
    if (wide->n_markers > 0 || wide->n_sensors > 0 || wide->n_angles > 0)
        result = 40;
    else if (wide->has_quantities)
        hinge_text_puts(why, "x, y, z of sensors or rotations (acc, gyr, rot) are not positions");
    else
        hinge_text_puts(why, "no point with both an x and a y column, such as hip_x and hip_y");
    if (result > 0 && wide->n_sensors > 0)
        hinge_text_printf(why, "a table with the orientation of %zu sensors", wide->n_sensors);
    else if (result > 0 && wide->n_markers == 0)
        hinge_text_printf(why, "a table of %zu joint angles", wide->n_angles);
    else if (result > 0)
        hinge_text_printf(why, "a table of %zu points%s", wide->n_markers,
                          wide->has_z ? " with depth" : "");
    return result;
}

static bool has_sensors_only(const struct hinge_layout *layout)
{
    bool sensors = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        if (layout->channel[c].component <= HINGE_COMPONENT_z)
            return false;
        sensors = sensors || (layout->channel[c].component >= HINGE_COMPONENT_qw &&
                              layout->channel[c].component <= HINGE_COMPONENT_yaw);
    }
    return sensors;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_wide_read(probe, options, "csv", "", HINGE_LAYOUT_ZERO_MISSING, recording, error);
    if (status == HINGE_OK && has_sensors_only(&recording->layout))
        memcpy(recording->layout.up, "+z", 3); /* of the sensors' global frame */
    return status;
}

const struct hinge_format hinge_format_csv = {
    .id = "csv",
    .title = "any table with a row per frame and named points: MediaPipe, COCO, "
             "laboratories (CSV, TSV, semicolons, blanks)",
    .details = "One header row with columns `<name>_x`, `<name>_y`, `<name>_z` and "
               "optionally `<name>_score` (also `.x`, ` x`, `X`; conf, likelihood, "
               "visibility), or a row of names over a row of axes. Time columns (time, "
               "timestamp, time_ms …), frame columns and angles are recognised. Angles "
               "have the ids of the landmark set `angles` (lumbar_flex, hip_flex_l …), in "
               "degrees unless the name says rad. Other columns of numbers are kept; "
               "columns of words are dropped with a note. The landmark set decides which "
               "body part a name is, and whether the points are of a picture (y down). "
               "MediaPipe's 33 and COCO's 17 (YOLO pose, AlphaPose, MMPose, RTMPose) are "
               "among the sets. A blank or an exact 0,0 is a point not seen. Units are in "
               "brackets or a unit row, or given with --units; the vertical with --up.",
    .score = score,
    .read = read,
};
