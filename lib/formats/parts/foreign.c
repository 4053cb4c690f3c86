/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known layouts that must not be taken for a wide table. In: the head of a file; out: a
 * sentence for the user. A table of words by which each is known. */
#include "formats/parts/foreign.h"

#include <string.h>

static const char vicon[] = "a Vicon Nexus export in which the rate is not below the "
                            "name of a section; export it again";

static const struct {
    const char *first; /* beginning of the first cell of some line, NULL for any */
    const char *also;  /* a cell of the same line, NULL for none */
    const char *what;
} layouts[] = {
    {"scorer", NULL, "a DeepLabCut or Lightning Pose table without its rows bodyparts and coords"},
    {"Trajectories", NULL, vicon},
    {"Devices", NULL, vicon},
    {"Model Outputs", NULL, vicon},
    {"Joints", NULL, vicon},
    {"Segments", NULL, vicon},
    {"NO_OF_FRAMES", NULL, "a Qualisys TSV export without its rows FREQUENCY and MARKER_NAMES"},
    {"Format Version", NULL, "an OptiTrack Motive export"},
    {"comment", NULL, "an OptiTrack export of the old row-typed kind: export TRC"},
    {"PathFileType", NULL, "a TRC file without its row DataRate, CameraRate"},
    {"Shimmer_", NULL,
     "a Shimmer recording without orientation (Quat_…): acceleration alone gives no "
     "angle; switch on its 6DOF or 9DOF orientation"},
    {NULL, "SampleTimeFine",
     "an Xsens or Movella DOT recording without orientation (Quat_W …, Euler_X …): "
     "acceleration alone gives no angle; export orientation with it"},
    {NULL, "skeleton_joint", "a long table without columns frame, x and y"},
    {NULL, "keypoint", "a long table without columns frame, x and y"},
    {NULL, "sampling_frequency", "a table that describes channels: it holds no recording"},
};

static bool has_cell(const struct hinge_csv_line *line, const char *text)
{
    for (size_t c = 0; c < line->n; c++)
        if (hinge_same_name(line->cell[c], text))
            return true;
    return false;
}

static bool begins(const char *cell, const char *word)
{
    return strncasecmp(cell, word, strlen(word)) == 0;
}

const char *hinge_foreign_layout(const struct hinge_csv_head *head)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        for (size_t l = 0; l < head->n; l++) {
            const struct hinge_csv_line *line = &head->line[l];
            bool first = layouts[i].first == NULL ||
                         (line->n > 0 && begins(line->cell[0], layouts[i].first));
            if (first && (layouts[i].also == NULL || has_cell(line, layouts[i].also)))
                return layouts[i].what;
        }
    return NULL;
}
