/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any wide table of points with a header row; whose names they are is the landmark
 * sets' to say. In: delimited text; out: a recording
 * without units and vertical unless the header says them. */
#include "formats/format.h"

static int head(const struct hinge_probe *probe, struct hinge_wide *wide, struct hinge_text *why)
{
    const struct hinge_wide *found = probe->wide;
    if (found == NULL) {
        hinge_text_adds(why, probe->no_wide);
        if (wide != NULL) /* the user gave the format: what other programs' tables lack is not it */
            hinge_refuse(wide->r, 0, HINGE_REASON_BAD_HEADER,
                         "no table with a header row of names; give no format, and hinge-inspect "
                         "FILE says what it is");
        return 0;
    }
    if (wide != NULL) {
        hinge_wide_take(wide, found);
        /* what the first line of film.html says of stickers that it followed: where it loses one it
         * leaves the cells empty; "view apart 0.041" is how far apart the hips are, in leg lengths
         */
        static const char made[] = "# film.html of hingekit ", told[] = "; view apart ";
        const char *line = probe->head.n > 0 ? probe->head.line[0].cell[0] : "";
        const bool stickers =
            strncmp(line, made, sizeof made - 1) == 0 && strstr(line, "; stickers;") != NULL;
        const char *at = stickers ? strstr(line, told) : NULL;
        double apart = 0;
        wide->flags |= stickers ? HINGE_LAYOUT_NEVER_HELD : 0;
        at = at != NULL ? at + sizeof told - 1 : "";
        if (hinge_number_parse(at, strcspn(at, " ;"), '.', &apart, NULL) == HINGE_NUMBER_VALUE &&
            apart > 0 && apart < 2)
            wide->r->recording->layout.hips_apart_LL = apart;
    }
    if (found->n_sensors > 0)
        hinge_text_printf(why, "a table with the orientation of %zu sensor%s", found->n_sensors,
                          HINGE_S(found->n_sensors));
    else if (found->n_markers > 0)
        hinge_text_printf(why, "a table of %zu point%s%s", found->n_markers,
                          HINGE_S(found->n_markers), found->has_z ? " with depth" : "");
    else if (found->n_angles > 0)
        hinge_text_printf(why, "a table of %zu joint angle%s", found->n_angles,
                          HINGE_S(found->n_angles));
    else if (found->has_quantities)
        hinge_text_adds(why, "x, y, z of sensors or rotations (acc, gyr, rot) are not positions");
    return found->n_sensors > 0 || found->n_markers > 0 || found->n_angles > 0 ? 40 : 0;
}

/* Sensors alone have z up, as their global frame. */
static void after(struct hinge_reader *r)
{
    const struct hinge_layout *layout = &r->recording->layout;
    bool sensors = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        if (layout->channel[c].component <= HINGE_COMPONENT_z)
            return;
        sensors = sensors || (layout->channel[c].component >= HINGE_COMPONENT_qw &&
                              layout->channel[c].component <= HINGE_COMPONENT_yaw);
    }
    if (sensors)
        memcpy(r->recording->layout.up, "+z", 3);
}

const struct hinge_format hinge_format_csv = {
    .id = "csv",
    .title = "any table with a row per frame and named points: MediaPipe, COCO, "
             "laboratories (CSV, TSV, semicolons, blanks)",
    .details = "One header row with columns `<name>_x`, `<name>_y`, `<name>_z` and optionally "
               "`<name>_score` (also `.x`, ` x`, `X`; conf, likelihood, visibility), or a row of "
               "names over a row of axes. Time columns (time, timestamp, time_ms …), frame columns "
               "and [angles](#angles-of-another-program) are recognised. Other columns of numbers "
               "are kept, and columns of words are dropped with a note. Units are in brackets or a "
               "unit row, or given with --units; the vertical with --up.",
    .up = "",
    .flags = HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no point with both an x and a y column, such as hip_x and hip_y",
    .head = head,
    .described = true,
    .after = after,
};
