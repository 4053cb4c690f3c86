/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinovea's CSV of trajectories. In: "Time" and "<name>/<key>/X", "…/Y" columns; out: a
 * recording whose vertical is seen from the body, since the file doesn't say it. */
#include "formats/format.h"
#include "formats/parts/columns.h"
#include "formats/parts/kinovea_clock.h"
#include "formats/parts/wide.h"
#include "os/text.h"

#include <stdio.h>
#include <string.h>

/* "<name>/<key>/X", or "<name>/X": length of the name, 0 when the cell is something
 * else. */
static size_t split(const char *cell, enum hinge_component *component)
{
    const char *axis = strrchr(cell, '/');
    if (axis == NULL || axis == cell || axis[1] == '\0' || axis[2] != '\0' ||
        strchr("XYxy", axis[1]) == NULL)
        return 0;
    *component = strchr("Xx", axis[1]) != NULL ? HINGE_COMPONENT_x : HINGE_COMPONENT_y;
    const char *key = axis - 1;
    while (key > cell && *key != '/')
        key--;
    return (size_t)((*key == '/' && key > cell ? key : axis) - cell);
}

/* Whether another track of the same name has another key: a tool of several points. */
static bool has_sibling(const struct hinge_csv_line *line, size_t c, size_t length)
{
    enum hinge_component component = HINGE_COMPONENT_other;
    for (size_t i = 1; i < line->n; i++) {
        const char *other = line->cell[i], *own = line->cell[c];
        if (split(other, &component) != length || strncmp(other, own, length) != 0)
            continue;
        size_t key = strlen(own) - 2; /* up to the axis */
        if (strlen(other) - 2 != key || strncmp(other, own, key) != 0)
            return true;
    }
    return false;
}

static size_t count_tracks(const struct hinge_probe *probe)
{
    const struct hinge_csv_line *line = &probe->head.line[0];
    enum hinge_component component = HINGE_COMPONENT_other;
    size_t tracks = 0;
    struct hinge_column_name first;
    if (probe->head.n == 0 || line->n < 3)
        return 0;
    hinge_column_name_split(line->cell[0], &first);
    if (first.component != HINGE_COMPONENT_time)
        return 0;
    for (size_t c = 1; c < line->n; c++) {
        if (split(line->cell[c], &component) == 0 && line->cell[c][0] != '\0')
            return 0;
        tracks += component == HINGE_COMPONENT_x;
    }
    return tracks;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    size_t tracks = count_tracks(probe);
    if (tracks == 0) {
        hinge_text_puts(why, "no columns Time, <name>/<key>/X, <name>/<key>/Y");
        return 0;
    }
    hinge_text_printf(why, "%zu tracks named <name>/<key>/X", tracks);
    return 95;
}

static bool name_columns(const struct hinge_csv_line *line, struct hinge_wide *wide)
{
    hinge_wide_begin(wide, line->n);
    hinge_wide_put(wide, line->cell[0], "", HINGE_COMPONENT_time,
                   strcasestr(line->cell[0], "ms") != NULL ? HINGE_UNIT_ms : HINGE_UNIT_unknown);
    for (size_t c = 1; c < line->n; c++) {
        const char *cell = line->cell[c];
        enum hinge_component component = HINGE_COMPONENT_other;
        size_t length = split(cell, &component);
        char marker[300];
        if (length > 0 && has_sibling(line, c, length))
            length = strlen(cell) - 2; /* the key belongs to the name */
        snprintf(marker, sizeof marker, "%.*s", (int)(length < 290 ? length : 290), cell);
        hinge_wide_put(wide, *cell != '\0' ? cell : "unnamed", marker,
                       length > 0 ? component : HINGE_COMPONENT_other, HINGE_UNIT_unknown);
    }
    return true;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_wide wide = {.short_rows = true};
    if (count_tracks(probe) == 0)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
            "%s: columns \"Time\", \"<name>/<key>/X\", \"<name>/<key>/Y\" are expected",
            probe->name);
    bool ok = name_columns(&probe->head.line[0], &wide), rows = probe->head.n > 1;
    wide.short_rows = true;
    wide.offset = rows ? probe->head.line[1].offset : probe->source.size;
    wide.line = rows ? probe->head.line[1].number : 2;
    enum hinge_status status =
        ok ? hinge_wide_read_found(probe, options, &wide, "kinovea", "", HINGE_LAYOUT_UP_FROM_BODY,
                                   recording, error)
           : hinge_no_memory(error);
    if (status == HINGE_OK)
        hinge_kinovea_clock(recording);
    hinge_wide_clear(&wide);
    return status;
}

const struct hinge_format hinge_format_kinovea = {
    .id = "kinovea",
    .title = "Kinovea trajectories (CSV)",
    .details = "`\"Time\",\"<name>/<key>/X\",\"<name>/<key>/Y\"`, a pair per track, with "
               "decimal points or commas; tracks may begin and end at different times. The "
               "time is seconds or milliseconds. Whole numbers in steps of one count frames, "
               "0 to 1 is a normalised time: then give the rate. Coordinates are pixels "
               "unless you give --units m (a calibrated video). Kinovea's y points up unless "
               "image space was exported: which one is seen from the body. Name the tracks as "
               "the [set of skin stickers](#set-stickers) says.",
    .score = score,
    .read = read,
    .example = "\"Time\",\"C7/0/X\",\"C7/0/Y\",\"Trochanter/0/X\",\"Trochanter/0/Y\"\n"
               "\"0\",\"74\",\"311\",\"70\",\"91\"\n"
               "\"0.033\",\"74.5\",\"310\",\"70\",\"91\"\n"
               "\"0.067\",\"\",\"\",\"70\",\"91.5\"\n",
    .example_frames = 3,
    .example_channels = 5,
    .broken = "\"Time\",\"C7/0/X\",\"C7/0/Y\"\n\"0\",\"74\",\"three\"\n",
    .broken_says = "is not a number",
};
