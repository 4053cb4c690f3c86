/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SLEAP analysis tables. In: a row per frame and instance; out: the recording of one of
 * them in image axes. */
#include "base/memory.h"
#include "formats/format.h"

#include <math.h>
#include <string.h>

static bool has_column(const struct hinge_wide *wide, const char *name)
{
    for (size_t c = 0; c < wide->n; c++)
        if (hinge_same_name(wide->column[c].source, name))
            return true;
    return false;
}

static bool is_sleap(const struct hinge_wide *wide)
{
    return has_column(wide, "frame_idx") &&
           (has_column(wide, "track") || has_column(wide, "instance.score"));
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    int result = 0;
    if (probe->wide == NULL) {
        hinge_text_puts(why, probe->no_wide);
        return 0;
    }
    if (probe->wide->n_markers > 0 && is_sleap(probe->wide))
        result = 95;
    hinge_text_puts(why, result > 0 ? "columns frame_idx and track or instance.score"
                                    : "no columns frame_idx and track or instance.score");
    return result;
}

/* Per column, which of a person's numbers it is; SIZE_MAX for none. */
struct points {
    size_t n, frame;
    const char **name;
    size_t *slot;
};

static size_t index_of(struct points *points, const char *name)
{
    for (size_t i = 0; i < points->n; i++)
        if (strcmp(points->name[i], name) == 0)
            return i;
    points->name[points->n] = name;
    return points->n++;
}

static void find_points(const struct hinge_wide *wide, struct hinge_arena *arena,
                        struct points *points)
{
    points->name = hinge_arena_alloc(arena, wide->n, sizeof *points->name);
    points->slot = hinge_arena_alloc(arena, wide->n, sizeof *points->slot);
    for (size_t c = 0; c < wide->n; c++) {
        const struct hinge_wide_column *column = &wide->column[c];
        points->slot[c] = SIZE_MAX;
        if (column->component == HINGE_COMPONENT_frame)
            points->frame = c;
        else if (column->component <= HINGE_COMPONENT_y)
            points->slot[c] = 3 * index_of(points, column->marker) + (size_t)column->component;
        else if (column->component == HINGE_COMPONENT_score)
            points->slot[c] = 3 * index_of(points, column->marker) + 2;
    }
}

static enum hinge_status collect(const struct hinge_probe *probe,
                                 const struct hinge_csv_numbers *numbers,
                                 const struct points *points, struct hinge_people *people,
                                 struct hinge_error *error)
{
    for (size_t i = 0; i < numbers->rows; i++) {
        double frame = numbers->row[i][points->frame];
        if (!(fabs(frame) < 1e9) || frame != floor(frame))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                "%s:%zu: frame_idx is not a whole number, as expected; correct it", probe->name,
                numbers->line[i]);
        double *value = hinge_people_add(people, lround(frame), (double)NAN);
        for (size_t c = 0; c < numbers->columns; c++)
            if (points->slot[c] != SIZE_MAX)
                value[points->slot[c]] = numbers->row[i][c];
    }
    return HINGE_OK;
}

static enum hinge_status read_found(const struct hinge_probe *probe,
                                    const struct hinge_read_options *options,
                                    const struct hinge_wide *wide,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_csv_numbers numbers;
    struct points points = {0};
    bool *loose = hinge_arena_raw(probe->arena, wide->n, sizeof *loose);
    find_points(wide, probe->arena, &points);
    for (size_t c = 0; c < wide->n; c++)
        loose[c] = wide->column[c].component == HINGE_COMPONENT_other;
    struct hinge_csv_request request = {.offset = wide->offset,
                                        .line = wide->line,
                                        .n_columns = wide->n,
                                        .loose = loose,
                                        .drop_ragged = options->drop_ragged};
    struct hinge_people people = {
        .arena = probe->arena, .name = points.name, .n_points = points.n, .scores = true};
    enum hinge_status status =
        hinge_csv_numbers_read(&probe->source, &request, probe->arena, &numbers, error);
    if (status == HINGE_OK)
        status = collect(probe, &numbers, &points, &people, error);
    if (status != HINGE_OK)
        return status;
    return hinge_people_give(&people, probe->name, "sleap", "-y", HINGE_LAYOUT_IMAGE, recording,
                             error);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    if (probe->wide != NULL && is_sleap(probe->wide))
        return read_found(probe, options, probe->wide, recording, error);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                           "%s: columns frame_idx and track or instance.score "
                           "are expected",
                           probe->name);
}

const struct hinge_format hinge_format_sleap = {
    .id = "sleap",
    .title = "SLEAP analysis tables (CSV)",
    .details = "Columns `track`, `frame_idx`, `instance.score` and `<node>.x`, "
               "`<node>.y`, `<node>.score`, with a row per frame and instance. Of several "
               "instances the largest and surest is followed by its place, for any name "
               "of the track. Frames without a row are frames without a person. Pixels, y "
               "down; no rate in the file.",
    .score = score,
    .read = read,
};
