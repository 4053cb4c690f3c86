/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV exports of Vicon Nexus, one or several sections in a file: Trajectories, Model Outputs,
 * Joints, Segments, Devices; and the older ASCII export of Workstation. In: per section its name,
 * its rate, rows of names, axes and units, then frames; out: one recording over all of their
 * frames. Samples of a section that is recorded faster stand as channels of their own (`EMG1
 * [3/20]`). Names of subjects are not kept. */
#include "formats/format.h"

enum { VICON_SECTIONS = 8 };

struct vicon_section {
    const char *name;
    size_t from, to, line; /* bytes of the section after its name; line of `from` */
    double rate_hz;
    size_t lead; /* columns before the first name: frame, sub-frame */
    bool devices;
    struct hinge_csv_head head; /* rate, names, axes, units, first row */
    struct hinge_wide wide;
    struct hinge_csv_numbers numbers;
    size_t samples; /* per frame */
};

struct vicon {
    struct vicon_section section[VICON_SECTIONS];
    size_t n;
    bool events; /* there is a section of them, too, which is not read */
    struct hinge_subjects subjects;
};

enum { HEADER_ROWS = 5, LONGEST = 300 };

static const char *const section_names[] = {"Trajectories", "Model Outputs", "Joints",
                                            "Segments",     "Devices",       "Events"};
enum { EVENTS = 5 }; /* words: it ends the section before it */

/* --- sections --- */

/* The section a line begins, NULL for none: its name alone, or followed by blanks. */
static const char *vicon_section_name(const char *line, size_t length, char delimiter)
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

/* --- the header of a section --- */

/* A row of a section's head that begins with something else. */
static bool wrong(struct hinge_reader *r, const struct hinge_csv_line *line, const char *expected)
{
    return hinge_refuse(r, line->number, HINGE_REASON_BAD_HEADER, "expected %s, found \"%.40s\"",
                        expected, hinge_csv_line_cell(line, 0));
}

static bool read_section(struct hinge_reader *r, const struct vicon *file, struct vicon_section *s)
{
    const struct hinge_csv_line *names = &s->head.line[1], *axes = &s->head.line[2];
    const struct hinge_csv_line *units = NULL, *data = NULL;
    size_t n = hinge_csv_line_filled(axes) > s->lead ? hinge_csv_line_filled(axes) : s->lead;
    char marker[LONGEST] = "", source[2 * LONGEST];
    for (size_t l = 3; l < s->head.n && data == NULL; l++)
        if (!isnan(hinge_cell_number(&s->head.line[l], 0)))
            data = &s->head.line[l];
        else
            units = &s->head.line[l];
    if (data == NULL)
        return hinge_refuse(r, s->line - 1, HINGE_REASON_NO_ROWS,
                            "section %s has no data rows; export it again", s->name);
    s->wide.arena = r->arena;
    hinge_wide_add(&s->wide, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    if (s->lead == 2)
        hinge_wide_add(&s->wide, "Sub Frame", "", HINGE_COMPONENT_other, HINGE_UNIT_unknown);
    for (size_t c = s->lead; c < n; c++) {
        const char *axis = hinge_csv_line_cell(axes, c);
        if (*hinge_csv_line_cell(names, c) != '\0')
            hinge_subjects_hide(&file->subjects, hinge_csv_line_cell(names, c), marker,
                                sizeof marker);
        /* the old export has no units: millimetres */
        const char *unit_cell = units != NULL ? hinge_csv_line_cell(units, c) : "";
        enum hinge_unit unit = s->devices      ? hinge_build_given_unit(unit_cell)
                               : units != NULL ? hinge_build_unit(unit_cell)
                                               : HINGE_UNIT_mm;
        enum hinge_component component = unit == HINGE_UNIT_deg ? HINGE_COMPONENT_angle
                                         : unit >= HINGE_UNIT_m && unit <= HINGE_UNIT_mm
                                             ? hinge_cell_axis(axis)
                                             : HINGE_COMPONENT_other;
        snprintf(source, sizeof source, "%s%s%s", marker, *axis != '\0' ? " " : "", axis);
        hinge_wide_add(&s->wide, source,
                       s->devices                           ? axis
                       : component == HINGE_COMPONENT_angle ? source
                                                            : marker,
                       component, unit);
    }
    s->wide.short_rows = true;
    s->wide.offset = data->offset;
    s->wide.line = data->number;
    struct hinge_csv_source part = r->probe->source;
    part.size = s->to;
    struct hinge_csv_request request = {.offset = s->wide.offset,
                                        .line = s->wide.line,
                                        .n_columns = s->wide.n,
                                        .may_end = hinge_wide_ends(&s->wide),
                                        .drop_ragged = r->options->drop_ragged};
    if (hinge_csv_numbers_read(&part, &request, r->arena, &s->numbers, r->error) != HINGE_OK)
        return false;
    for (size_t i = 0; i < s->numbers.damage.n; i++) {
        struct hinge_damaged *column = &s->numbers.damage.column[i];
        column->name = s->wide.column[column->key - 1].source;
        column->of = s->numbers.rows;
    }
    s->samples = 1;
    for (size_t i = 0; s->lead == 2 && i < s->numbers.rows; i++) {
        double sub = s->numbers.row[i][1];
        if (sub >= (double)s->samples && sub < 4096)
            s->samples = (size_t)sub + 1;
    }
    return true;
}

/* Finds, describes and reads all sections. Errors (INPUT): BAD_HEADER, NO_ROWS, and those of the
 * numbers. */
static bool read_sections(struct hinge_reader *r, struct vicon *file)
{
    size_t line = 1;
    for (size_t at = 0; at < r->probe->source.size; line++) {
        const char *from = r->probe->source.data + at;
        const char *end = memchr(from, '\n', r->probe->source.size - at);
        size_t length = end != NULL ? (size_t)(end - from) : r->probe->source.size - at;
        const char *name = vicon_section_name(from, length, r->probe->source.delimiter);
        if (name != NULL && file->n > 0 && file->section[file->n - 1].to > at)
            file->section[file->n - 1].to = at;
        file->events = file->events || name == section_names[EVENTS];
        if (name != NULL && name != section_names[EVENTS] && file->n < VICON_SECTIONS) {
            file->section[file->n++] =
                (struct vicon_section){.name = name,
                                       .from = at + length + (end != NULL),
                                       .to = r->probe->source.size,
                                       .line = line + 1,
                                       .devices = strcmp(name, "Devices") == 0};
        }
        at += length + 1;
    }
    if (file->n == 0)
        return hinge_refuse(r, 1, HINGE_REASON_BAD_HEADER,
                            "expected a section such as Trajectories");
    for (size_t k = 0; k < file->n; k++) {
        struct vicon_section *s = &file->section[k];
        /* rows of the section's head: rate, names, axes, then units if there are any, then the
         * first frame */
        struct hinge_csv_source part = r->probe->source;
        part.data += s->from;
        part.size = s->to - s->from;
        if (hinge_csv_head_read(&part, HEADER_ROWS, r->arena, &s->head, r->error) != HINGE_OK)
            return false;
        for (size_t l = 0; l < s->head.n; l++) {
            s->head.line[l].number += s->line - 1;
            s->head.line[l].offset += s->from;
        }
        if (s->head.n < 3)
            return hinge_refuse(
                r, s->line, HINGE_REASON_BAD_HEADER,
                "the section ends before its rows of names and axes; export it again");
        s->rate_hz = hinge_cell_number(&s->head.line[0], 0);
        if (!(s->rate_hz > 0))
            return wrong(r, &s->head.line[0], "the rate of the section");
        const struct hinge_csv_line *axes = &s->head.line[2];
        s->lead = hinge_cell_is(axes, 1, "Sub Frame") ? 2 : 1;
        if (!hinge_cell_is(axes, 0, "Frame") && !hinge_cell_is(axes, 0, "Field #"))
            return wrong(r, axes, "Frame and the axes of the columns");
        for (size_t c = 0; c < s->head.line[1].n && !s->devices; c++)
            hinge_subjects_see(&file->subjects, s->head.line[1].cell[c]);
    }
    for (size_t k = 0; k < file->n; k++)
        if (!read_section(r, file, &file->section[k]))
            return false;
    return true;
}

/* --- one recording of all sections --- */

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    for (size_t l = 0; l + 1 < probe->head.n; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        const struct hinge_csv_line *next = &probe->head.line[l + 1];
        const char *name = hinge_csv_line_cell(line, 0);
        if (vicon_section_name(name, strlen(name), ',') == NULL ||
            isnan(hinge_cell_number(next, 0)))
            continue;
        hinge_text_printf(why, "line %zu: section %s and its rate", line->number, name);
        return 95;
    }
    return 0;
}

static bool join(struct hinge_reader *r, const struct vicon *file)
{
    struct hinge_recording *recording = r->recording;
    double first = INFINITY, last = -INFINITY; /* frame of all sections */
    size_t channels = 1, next = 1, rows = 0;
    for (size_t k = 0; k < file->n; k++)
        for (size_t i = 0; i < file->section[k].numbers.rows; i++) {
            first = fmin(first, file->section[k].numbers.row[i][0]);
            last = fmax(last, file->section[k].numbers.row[i][0]);
        }
    for (size_t k = 0; k < file->n; k++)
        rows += file->section[k].numbers.rows;
    if (!(last - first < 10.0 * (double)rows))
        return hinge_refuse(r, 0, HINGE_REASON_TIME_NOT_MONOTONIC,
                            "frames go from %g to %g in %zu rows; frame numbers are expected one "
                            "after the other: export it again",
                            first, last, rows);
    size_t frames = (size_t)(last - first) + 1;
    for (size_t k = 0; k < file->n; k++)
        channels += (file->section[k].wide.n - file->section[k].lead) * file->section[k].samples;
    hinge_build_layout(recording, "vicon", "+z", channels);
    char source[LONGEST + 64];
    hinge_build_channel(recording, 0, "Frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    for (size_t k = 0; k < file->n; k++) {
        const struct vicon_section *s = &file->section[k];
        const size_t before = r->damage.n;
        hinge_damage_append(&r->damage, &s->numbers.damage, NULL);
        for (size_t c = s->lead; c < s->wide.n; c++)
            for (size_t i = 0; i < s->samples; i++) {
                const struct hinge_wide_column *column = &s->wide.column[c];
                const struct hinge_damaged *damaged = hinge_damage_find(&s->numbers.damage, c + 1);
                recording->layout.channel[next].damaged =
                    damaged != NULL ? before + (size_t)(damaged - s->numbers.damage.column) + 1 : 0;
                snprintf(source, sizeof source, s->samples > 1 ? "%.290s [%zu/%zu]" : "%.290s",
                         column->source, i + 1, s->samples);
                recording->layout.channel[next].decimals = s->numbers.decimals[c];
                hinge_build_channel(recording, next++, source, column->marker, column->component,
                                    column->unit);
            }
    }
    recording->data = hinge_alloc(channels * frames, sizeof *recording->data);
    recording->n_frames = frames;
    /* the rate of frames: the first section's */
    recording->header_rate_hz = file->section[0].rate_hz / (double)file->section[0].samples;
    for (size_t i = 0; i < channels * frames; i++)
        recording->data[i] = i < frames ? first + (double)i : (double)NAN;
    double *out = recording->data + frames; /* of the section's rows, at their frame */
    for (size_t k = 0; k < file->n; k++) {
        const struct vicon_section *s = &file->section[k];
        size_t outside = 0; /* rows without a frame or sub-frame */
        for (size_t i = 0; i < s->numbers.rows; i++) {
            const double *row = s->numbers.row[i];
            double at = row[0] - first, sub = s->lead == 2 ? row[1] : 0;
            if (!(at >= 0 && at < (double)frames && sub >= 0 && sub < (double)s->samples)) {
                outside++;
                continue;
            }
            for (size_t c = s->lead; c < s->wide.n; c++)
                out[((c - s->lead) * s->samples + (size_t)sub) * frames + (size_t)at] = row[c];
        }
        out += (s->wide.n - s->lead) * s->samples * frames;
        if (outside > 0)
            hinge_build_note(recording, "section %s: %zu row%s without a frame", s->name, outside,
                             HINGE_S(outside));
    }
    return true;
}

static bool read(struct hinge_reader *r)
{
    struct vicon file = {0};
    if (!read_sections(r, &file) || !join(r, &file))
        return false;
    if (file.events)
        hinge_build_note(r->recording, "the section Events was not read");
    r->recording->layout.flags = HINGE_LAYOUT_ZERO_MISSING | HINGE_LAYOUT_UP_ASSUMED;
    return true;
}

const struct hinge_format hinge_format_vicon = {
    .id = "vicon",
    .title = "Vicon Nexus CSV (Trajectories, Model Outputs, Devices)",
    .details =
        "One or several sections, each with its own rate, become one recording from the first to "
        "the last frame of all. Also the older ASCII export (`TRAJECTORIES`, `100,Hz`, `Field #`). "
        "Samples of devices are kept as `EMG1 [3/20]`, the third of 20 of a frame. Names of "
        "subjects are not kept. Up is z.",
    .lacks = "no section Trajectories, Model Outputs or Devices",
    .score = score,
    .read = read,
};
