/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a known skeleton without names. In: rows of numbers; out: a recording whose
 * columns are named after the skeleton. */
#include "formats/parts/unnamed.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool number_at(const struct hinge_probe *probe, const struct hinge_csv_line *line, size_t c,
                      double *value)
{
    const char *cell = c < line->n ? line->cell[c] : "";
    return hinge_number_parse(cell, strlen(cell), probe->source.decimal, value, NULL) ==
           HINGE_NUMBER_VALUE;
}

/* Without blank cells at the end, as a delimiter behind the last number makes them. */
static size_t cells(const struct hinge_csv_line *line)
{
    size_t n = line->n;
    while (n > 0 && line->cell[n - 1][0] == '\0')
        n--;
    return n;
}

size_t hinge_unnamed_columns(const struct hinge_probe *probe)
{
    const struct hinge_csv_head *head = &probe->head;
    size_t n = head->n > 0 ? cells(&head->line[0]) : 0;
    for (size_t l = 0; l < head->n; l++)
        for (size_t c = 0; c < n; c++) {
            double value;
            const char *cell = c < head->line[l].n ? head->line[l].cell[c] : "";
            enum hinge_number_kind kind =
                hinge_number_parse(cell, strlen(cell), probe->source.decimal, &value, NULL);
            if (kind > HINGE_NUMBER_VALUE && kind != HINGE_NUMBER_MISSING)
                return 0;
        }
    return n;
}

bool hinge_unnamed_grows(const struct hinge_probe *probe, size_t c)
{
    double last = -INFINITY, value;
    for (size_t l = 0; l < probe->head.n; l++) {
        if (!number_at(probe, &probe->head.line[l], c, &value) || !(value > last))
            return false;
        last = value;
    }
    return probe->head.n > 1;
}

/* A counter has whole numbers only. */
static bool is_counter(const struct hinge_probe *probe, size_t c)
{
    double value;
    for (size_t l = 0; l < probe->head.n; l++)
        if (!number_at(probe, &probe->head.line[l], c, &value) || value != floor(value))
            return false;
    return true;
}

static void name_columns(const struct hinge_probe *probe, const struct hinge_unnamed *layout,
                         size_t lead, struct hinge_wide *wide)
{
    static const char *const others[] = {"qx", "qy", "qz", "qw"};
    hinge_wide_begin(wide, lead + layout->n_points * layout->per_point);
    for (size_t c = 0; c < lead; c++)
        if (is_counter(probe, c))
            hinge_wide_put(wide, "frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
        else
            hinge_wide_put(wide, "time", "", HINGE_COMPONENT_time, HINGE_UNIT_unknown);
    for (size_t p = 0; p < layout->n_points; p++)
        for (size_t k = 0; k < layout->per_point; k++) {
            enum hinge_component component = layout->component[k];
            char source[96];
            snprintf(source, sizeof source, "%s_%s", layout->name[p],
                     component == HINGE_COMPONENT_other ? others[(k - 3) % 4]
                                                        : hinge_component_name(component));
            hinge_wide_put(wide, source, layout->name[p], component,
                           component <= HINGE_COMPONENT_z ? layout->unit : HINGE_UNIT_unknown);
        }
}

enum hinge_status hinge_unnamed_read(const struct hinge_probe *probe,
                                     const struct hinge_read_options *options,
                                     const struct hinge_unnamed *layout, size_t lead,
                                     const char *format, const char *up, unsigned flags,
                                     struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_wide wide = {0};
    name_columns(probe, layout, lead, &wide);
    wide.offset = probe->head.n > 0 ? probe->head.line[0].offset : 0;
    wide.line = probe->head.n > 0 ? probe->head.line[0].number : 1;
    enum hinge_status status =
        hinge_wide_read_found(probe, options, &wide, format, up, flags, recording, error);
    hinge_wide_clear(&wide);
    return status;
}
