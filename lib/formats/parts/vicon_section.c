/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of a Vicon Nexus CSV; see vicon_section.h. */
#include "formats/parts/vicon_section.h"

#include "base/number.h"
#include "formats/parts/build_recording.h"

#include <stdio.h>
#include <string.h>

enum { HEADER_ROWS = 5, LONGEST = 300 };

static const char *const section_names[] = {"Trajectories", "Model Outputs", "Joints",
                                            "Segments",     "Devices",       "Events"};
enum { EVENTS = 5 }; /* words: it ends the section before it */

void hinge_vicon_clear(struct hinge_vicon *file)
{
    for (size_t s = 0; s < file->n; s++) {
        hinge_csv_head_clear(&file->section[s].head);
        hinge_wide_clear(&file->section[s].wide);
        hinge_csv_numbers_clear(&file->section[s].numbers);
    }
}

/* --- sections --- */

/* The section a line begins, NULL for none: its name alone, or followed by blanks. */
const char *hinge_vicon_section_name(const char *line, size_t length, char delimiter)
{
    if (length > 0 && *line == '"') {
        line++;
        length--;
    }
    for (size_t k = 0; k < sizeof section_names / sizeof *section_names; k++) {
        size_t n = strlen(section_names[k]), i = n;
        if (length < n || strncasecmp(line, section_names[k], n) != 0)
            continue;
        while (i < length &&
               (line[i] == delimiter || line[i] == '"' || line[i] == ' ' || line[i] == '\r'))
            i++;
        if (i == length)
            return section_names[k];
    }
    return NULL;
}

static void find_sections(const struct hinge_csv_source *source, struct hinge_vicon *file)
{
    size_t line = 1;
    for (size_t at = 0; at < source->size; line++) {
        const char *from = source->data + at;
        const char *end = memchr(from, '\n', source->size - at);
        size_t length = end != NULL ? (size_t)(end - from) : source->size - at;
        const char *name = hinge_vicon_section_name(from, length, source->delimiter);
        if (name != NULL && file->n > 0 && file->section[file->n - 1].to > at)
            file->section[file->n - 1].to = at;
        file->events = file->events || name == section_names[EVENTS];
        if (name != NULL && name != section_names[EVENTS] && file->n < HINGE_VICON_SECTIONS) {
            file->section[file->n++] =
                (struct hinge_vicon_section){.name = name,
                                             .from = at + length + (end != NULL),
                                             .to = source->size,
                                             .line = line + 1,
                                             .devices = strcmp(name, "Devices") == 0};
        }
        at += length + 1;
    }
}

/* --- the header of a section --- */

static enum hinge_status bad(const struct hinge_probe *probe, size_t line, const char *what,
                             struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER, "%s:%zu: %s", probe->name,
                           line, what);
}

/* A row of a section's head that begins with something else. */
static enum hinge_status wrong(const struct hinge_probe *probe, const struct hinge_csv_line *line,
                               const char *expected, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                           "%s:%zu: expected %s, found \"%.40s\"", probe->name, line->number,
                           expected, hinge_csv_line_cell(line, 0));
}

/* Rows of the section's head: rate, names, axes, then units if there are any, then the
 * first frame. */
static enum hinge_status read_head(const struct hinge_probe *probe, struct hinge_vicon_section *s,
                                   struct hinge_error *error)
{
    struct hinge_csv_source part = probe->source;
    part.data += s->from;
    part.size = s->to - s->from;
    enum hinge_status status = hinge_csv_head_read(&part, HEADER_ROWS, &s->head, error);
    if (status != HINGE_OK)
        return status;
    for (size_t l = 0; l < s->head.n; l++) {
        s->head.line[l].number += s->line - 1;
        s->head.line[l].offset += s->from;
    }
    if (s->head.n < 3)
        return bad(probe, s->line,
                   "the section ends before its rows of names and axes; export it again", error);
    const char *rate = hinge_csv_line_cell(&s->head.line[0], 0);
    if (hinge_number_parse(rate, strlen(rate), '.', &s->rate_hz, NULL) != HINGE_NUMBER_VALUE ||
        !(s->rate_hz > 0))
        return wrong(probe, &s->head.line[0], "the rate of the section", error);
    const struct hinge_csv_line *axes = &s->head.line[2];
    s->lead = hinge_same_name(hinge_csv_line_cell(axes, 1), "Sub Frame") ? 2 : 1;
    if (hinge_same_name(hinge_csv_line_cell(axes, 0), "Frame") ||
        hinge_same_name(hinge_csv_line_cell(axes, 0), "Field #"))
        return HINGE_OK;
    return wrong(probe, axes, "Frame and the axes of the columns", error);
}

static bool starts_with_number(const struct hinge_csv_line *line)
{
    double value;
    const char *first = hinge_csv_line_cell(line, 0);
    return hinge_number_parse(first, strlen(first), '.', &value, NULL) == HINGE_NUMBER_VALUE;
}

/* Component of a column by its axis and unit: places in lengths, angles in degrees. */
static enum hinge_component component_of(const char *axis, enum hinge_unit unit)
{
    bool is_axis = axis[0] != '\0' && axis[1] == '\0' && strchr("XYZxyz", axis[0]);
    if (unit == HINGE_UNIT_deg)
        return HINGE_COMPONENT_angle;
    if (!is_axis || unit < HINGE_UNIT_m || unit > HINGE_UNIT_mm)
        return HINGE_COMPONENT_other;
    return (enum hinge_component)(HINGE_COMPONENT_x + ((axis[0] | 0x20) - 'x'));
}

static enum hinge_status name_columns(const struct hinge_probe *probe,
                                      const struct hinge_vicon *file, struct hinge_vicon_section *s,
                                      struct hinge_error *error)
{
    const struct hinge_csv_line *names = &s->head.line[1], *axes = &s->head.line[2];
    const struct hinge_csv_line *units = NULL, *data = NULL;
    size_t n = hinge_csv_line_filled(axes) > s->lead ? hinge_csv_line_filled(axes) : s->lead;
    char marker[LONGEST] = "", source[2 * LONGEST];
    for (size_t l = 3; l < s->head.n && data == NULL; l++)
        if (starts_with_number(&s->head.line[l]))
            data = &s->head.line[l];
        else
            units = &s->head.line[l];
    if (data == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s:%zu: section %s has no data rows; export it again", probe->name,
                               s->line - 1, s->name);
    hinge_wide_begin(&s->wide, n);
    hinge_wide_put(&s->wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    if (s->lead == 2)
        hinge_wide_put(&s->wide, "Sub Frame", "", HINGE_COMPONENT_other, HINGE_UNIT_unknown);
    for (size_t c = s->lead; c < n; c++) {
        const char *axis = hinge_csv_line_cell(axes, c);
        if (*hinge_csv_line_cell(names, c) != '\0')
            hinge_subjects_hide(&file->subjects, hinge_csv_line_cell(names, c), marker,
                                sizeof marker);
        /* the old export has no units: millimetres */
        enum hinge_unit unit = units != NULL ? hinge_build_unit(hinge_csv_line_cell(units, c))
                                             : (s->devices ? HINGE_UNIT_unknown : HINGE_UNIT_mm);
        enum hinge_component component = component_of(axis, unit);
        snprintf(source, sizeof source, "%s%s%s", marker, *axis != '\0' ? " " : "", axis);
        hinge_wide_put(&s->wide, source,
                       s->devices                           ? axis
                       : component == HINGE_COMPONENT_angle ? source
                                                            : marker,
                       component, unit);
    }
    s->wide.offset = data->offset;
    s->wide.line = data->number;
    return HINGE_OK;
}

static enum hinge_status read_section(const struct hinge_probe *probe,
                                      const struct hinge_read_options *options,
                                      const struct hinge_vicon *file, struct hinge_vicon_section *s,
                                      struct hinge_error *error)
{
    enum hinge_status status = name_columns(probe, file, s, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_csv_source part = probe->source;
    part.size = s->to;
    struct hinge_csv_request request = {.offset = s->wide.offset,
                                        .line = s->wide.line,
                                        .n_columns = s->wide.n,
                                        .short_rows = true,
                                        .drop_ragged = options->drop_ragged};
    status = hinge_csv_numbers_read(&part, &request, &s->numbers, error);
    if (status != HINGE_OK)
        return status;
    s->samples = 1;
    for (size_t i = 0; s->lead == 2 && i < s->numbers.rows; i++) {
        double sub = s->numbers.data[s->numbers.rows + i];
        if (sub >= (double)s->samples && sub < 4096)
            s->samples = (size_t)sub + 1;
    }
    return HINGE_OK;
}

enum hinge_status hinge_vicon_read(const struct hinge_probe *probe,
                                   const struct hinge_read_options *options,
                                   struct hinge_vicon *file, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    find_sections(&probe->source, file);
    if (file->n == 0)
        status = bad(probe, 1, "expected a section such as Trajectories", error);
    for (size_t k = 0; k < file->n && status == HINGE_OK; k++) {
        struct hinge_vicon_section *s = &file->section[k];
        status = read_head(probe, s, error);
        for (size_t c = 0; status == HINGE_OK && c < s->head.line[1].n; c++)
            if (!s->devices)
                hinge_subjects_see(&file->subjects, s->head.line[1].cell[c]);
    }
    for (size_t k = 0; k < file->n && status == HINGE_OK; k++)
        status = read_section(probe, options, file, &file->section[k], error);
    return status;
}
