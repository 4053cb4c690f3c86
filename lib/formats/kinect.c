/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinect v2 skeletons without a header row: 25 joints with x, y, z alone, with the
 * tracking state, or with a quaternion. In: rows of numbers; out: a recording in
 * metres, y up.
 */
#include "formats/format.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { JOINTS = 25, REACH_M = 10 };

/* Every fourth number from column `first` is 0, 1 or 2. */
static bool has_states(const struct hinge_probe *probe, size_t first)
{
    for (size_t l = 0; l < probe->head.n; l++)
        for (size_t p = 0; p < JOINTS; p++) {
            size_t c = first + 4 * p + 3;
            double value;
            const struct hinge_csv_line *line = &probe->head.line[l];
            if (c >= line->n ||
                hinge_number_parse(line->cell[c], strlen(line->cell[c]), probe->source.decimal,
                                   &value, NULL) != HINGE_NUMBER_VALUE ||
                (value != 0 && value != 1 && value != 2))
                return false;
        }
    return true;
}

/* Every joint is within the camera's reach, in metres: z behind x and y, which a
 * picture's points with a confidence (x y c) are not. */
static bool has_depths(const struct hinge_probe *probe, size_t first)
{
    bool far = false;
    for (size_t l = 0; l < probe->head.n; l++)
        for (size_t c = 0; c < 3 * JOINTS; c++) {
            const struct hinge_csv_line *line = &probe->head.line[l];
            const char *cell = hinge_csv_line_cell(line, first + c);
            double value;
            enum hinge_number_kind kind =
                hinge_number_parse(cell, strlen(cell), probe->source.decimal, &value, NULL);
            if (kind == HINGE_NUMBER_MISSING)
                continue;
            if (kind != HINGE_NUMBER_VALUE || fabs(value) > REACH_M || (c % 3 == 2 && value < 0))
                return false;
            far = far || (c % 3 == 2 && value > 1);
        }
    return far;
}

static bool find_layout(const struct hinge_probe *probe, size_t *per_point, size_t *lead)
{
    size_t n = hinge_unnamed_columns(probe);
    for (*lead = 0; *lead <= 1; ++*lead) {
        bool counted = *lead == 0 || hinge_unnamed_grows(probe, 0);
        *per_point = n == JOINTS * 7 + *lead ? 7 : n == JOINTS * 3 + *lead ? 3 : 4;
        if (counted && n == JOINTS * *per_point + *lead &&
            (*per_point == 7 || (*per_point == 3 && has_depths(probe, *lead)) ||
             (*per_point == 4 && has_states(probe, *lead))))
            return true;
    }
    return false;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    size_t per_point, lead;
    if (!find_layout(probe, &per_point, &lead)) {
        hinge_text_puts(why, "not rows of 25 times x y z (metres), x y z state or x y z "
                             "quaternion");
        return 0;
    }
    hinge_text_printf(why, "no header, 25 joints of x, y, z%s",
                      per_point == 7   ? " and a quaternion"
                      : per_point == 4 ? " and a tracking state"
                                       : " in metres");
    return 85;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_unnamed layout = {.name = hinge_skeleton_of_depth(JOINTS)->name,
                                   .n_points = JOINTS,
                                   .unit = HINGE_UNIT_m,
                                   .component = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                 HINGE_COMPONENT_z, HINGE_COMPONENT_score,
                                                 HINGE_COMPONENT_other, HINGE_COMPONENT_other,
                                                 HINGE_COMPONENT_other}};
    size_t lead;
    if (!find_layout(probe, &layout.per_point, &lead))
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
            "%s: rows of 75 (25 joints, x y z in metres), 100 (x y z state) or 175 "
            "numbers (x y z and a quaternion) are expected, %zu are there",
            probe->name, hinge_unnamed_columns(probe));
    if (layout.per_point == 7)
        layout.component[3] = HINGE_COMPONENT_other;
    return hinge_unnamed_read(probe, options, &layout, lead, "kinect", "+y",
                              HINGE_LAYOUT_ZERO_MISSING, recording, error);
}

const struct hinge_format hinge_format_kinect = {
    .id = "kinect",
    .title = "Kinect v2 joints without a header row",
    .details = "25 joints per row, in the SDK's order. A row has 100 numbers (x, y, z and "
               "the tracking state 0, 1, 2), 175 (x, y, z and a quaternion) or 75 (x, y, "
               "z). Blanks, commas or tabs separate them; a counter may come first. "
               "Metres, y up; a joint with another state than 2 was inferred and is "
               "dropped. The spine joints are interpolated: tier C. No rate unless there "
               "is a time column: 30 Hz as a rule, say it with --rate.",
    .score = score,
    .read = read,
};
