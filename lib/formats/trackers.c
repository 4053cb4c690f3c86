/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of programs that track what the user named: DeepLabCut, Lightning Pose, SLEAP. In: the
 * head of a text; out: its columns, in image axes; of several individuals one is followed. */
#include "formats/format.h"

/* --- DeepLabCut: rows scorer, (individuals,) bodyparts, coords, then a row per frame --- */

static int head_deeplabcut(const struct hinge_probe *probe, struct hinge_wide *wide,
                           struct hinge_text *why)
{
    const struct hinge_csv_line *line = probe->head.line, *parts = NULL, *people = NULL;
    size_t data = 0;
    for (size_t l = 1; l < probe->head.n && data == 0 && hinge_cell_is(line, 0, "scorer"); l++)
        if (line[l].n > 1 && hinge_cell_is(&line[l], 0, "individuals"))
            people = &line[l];
        else if (line[l].n > 1 && hinge_cell_is(&line[l], 0, "bodyparts"))
            parts = &line[l];
        else if (line[l].n > 1 && hinge_cell_is(&line[l], 0, "coords"))
            data = l + 1;
    if (parts == NULL || data == 0)
        return 0;
    hinge_text_printf(why, "rows scorer,%s bodyparts, coords",
                      people != NULL ? " individuals," : "");
    if (wide == NULL)
        return 95;
    const struct hinge_csv_line *coords = &line[data - 1];
    /* labelled pictures have their path there, which is left out */
    bool path =
        people == NULL && data < probe->head.n && strpbrk(line[data].cell[0], "/\\") != NULL;
    hinge_wide_add(wide, path ? "picture" : "frame", path ? "picture" : "",
                   path ? HINGE_COMPONENT_other : HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    for (size_t c = 1; c < coords->n; c++) {
        char source[600];
        const char *part = hinge_csv_line_cell(parts, c), *coord = coords->cell[c];
        enum hinge_component component =
            hinge_same_name(coord, "likelihood") ? HINGE_COMPONENT_score : hinge_cell_axis(coord);
        snprintf(source, sizeof source, "%.250s_%.40s", part, coord);
        hinge_wide_add(wide, *part != '\0' ? source : "unnamed", part, component,
                       HINGE_UNIT_unknown);
        wide->column[c].person = hinge_csv_line_cell(people, c);
        if (component == HINGE_COMPONENT_z && people == NULL) {
            wide->up = "";
            wide->flags = 0;
        }
    }
    wide->follow = people != NULL;
    hinge_wide_place(wide, probe, data);
    return 95;
}

const struct hinge_format hinge_format_deeplabcut = {
    .id = "deeplabcut",
    .title = "DeepLabCut and Lightning Pose tables",
    .details =
        "Three header rows, or four with `individuals`. Name body parts by the [landmark "
        "ids](#landmarks) or as COCO does, or describe them in `[landmarks:<id>]`. Pixels, y down.",
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE,
    .lacks = "no rows scorer, bodyparts and coords",
    .expected = "rows scorer, bodyparts and coords are expected",
    .head = head_deeplabcut,
};

/* --- SLEAP: a row per frame and instance --- */

static bool has_column(const struct hinge_wide *wide, const char *name)
{
    for (size_t c = 0; c < wide->n; c++)
        if (hinge_same_name(wide->column[c].source, name))
            return true;
    return false;
}

static int head_sleap(const struct hinge_probe *probe, struct hinge_wide *wide,
                      struct hinge_text *why)
{
    const struct hinge_wide *found = probe->wide;
    if (found == NULL) {
        hinge_text_adds(why, probe->no_wide);
        return 0;
    }
    if (!has_column(found, "frame_idx") ||
        !(has_column(found, "track") || has_column(found, "instance.score")))
        return 0;
    if (wide != NULL) {
        hinge_wide_take(wide, found);
        wide->follow = true;
    }
    if (found->n_markers == 0)
        return 0;
    hinge_text_adds(why, "columns frame_idx and track or instance.score");
    return 95;
}

const struct hinge_format hinge_format_sleap = {
    .id = "sleap",
    .title = "SLEAP analysis tables (CSV)",
    .details = "A row per frame and instance. Individuals are followed by their position in the "
               "image; names of tracks are ignored. Frames without a row are frames without a "
               "person. Pixels, y down.",
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE,
    .lacks = "no columns frame_idx and track or instance.score",
    .expected = "columns frame_idx and track or instance.score are expected",
    .head = head_sleap,
};
