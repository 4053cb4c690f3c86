/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenSim MOT and STO files of joint angles. In: text with a header up to endheader; out: a
 * recording whose channels are angles, y up. */
#include "formats/format.h"

#include "base/number.h"
#include "os/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the header: "key=value" lines (OpenSim) or "key value" lines (SIMM) up to endheader, then
 * names --- */

struct mot_header {
    double rows, columns;  /* as declared, NaN when not */
    enum hinge_unit angle; /* deg, rad; unknown when the header doesn't say */
    size_t n;              /* columns that are named */
    const char **name;
    size_t names_line;
    size_t offset, line; /* first row of data */
};

enum { HEADER_LINES = 96 };

static enum hinge_status bad(const struct hinge_probe *probe, size_t line, const char *what,
                             struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER, "%s:%zu: %s", probe->name,
                           line, what);
}

/* Text of a header line after `key` and '=' or a blank, NULL when the line has another
 * key. */
static const char *value_of(const char *text, const char *key)
{
    size_t length = strlen(key);
    if (strncasecmp(text, key, length) != 0)
        return NULL;
    text += length;
    size_t gap = strspn(text, " \t=");
    return gap > 0 ? text + gap : NULL;
}

static double number_of(const char *text)
{
    double value;
    hinge_number_parse(text, strlen(text), '.', &value, NULL);
    return value;
}

/* yes or no; unknown for any other word. */
static enum hinge_unit unit_of_answer(const char *answer)
{
    if (strcasecmp(answer, "yes") == 0 || strcasecmp(answer, "true") == 0)
        return HINGE_UNIT_deg;
    return strcasecmp(answer, "no") == 0 || strcasecmp(answer, "false") == 0 ? HINGE_UNIT_rad
                                                                             : HINGE_UNIT_unknown;
}

/* One header line; false where inDegrees is neither yes nor no. */
static bool take_line(const char *text, struct mot_header *header)
{
    const char *value;
    if ((value = value_of(text, "nRows")) || (value = value_of(text, "datarows")))
        header->rows = number_of(value);
    else if ((value = value_of(text, "nColumns")) || (value = value_of(text, "datacolumns")))
        header->columns = number_of(value);
    else if ((value = value_of(text, "inDegrees")))
        header->angle = unit_of_answer(value);
    return value == NULL || header->angle != HINGE_UNIT_unknown || !value_of(text, "inDegrees");
}

/* A physical line without its end and without the commas or tabs a spreadsheet appends.
 */
static void copy_line(const struct hinge_csv_source *source, size_t offset, char *text,
                      size_t capacity)
{
    size_t n = 0;
    while (n + 1 < capacity && offset + n < source->size && source->data[offset + n] != '\n' &&
           source->data[offset + n] != '\r') {
        text[n] = source->data[offset + n];
        n++;
    }
    while (n > 0 && strchr(",;\t ", text[n - 1]) != NULL)
        n--;
    text[n] = '\0';
}

static enum hinge_status find_names(const struct hinge_probe *probe,
                                    const struct hinge_csv_head *head, size_t l,
                                    struct mot_header *header, struct hinge_error *error)
{
    const struct hinge_csv_line *line = head->line;
    size_t n = head->n;
    if (l == n)
        return bad(probe, 1, "expected a line endheader within the first lines; export it again",
                   error);
    if (++l == n)
        return bad(probe, line[l - 1].number, "nothing follows endheader; export it again", error);
    header->names_line = line[l].number;
    header->n = line[l].n;
    header->name = (const char **)line[l].cell;
    while (header->n > 0 && header->name[header->n - 1][0] == '\0')
        header->n--;
    if (header->n < 2 || strncasecmp(header->name[0], "time", 4) != 0)
        return bad(probe, header->names_line,
                   "the line after endheader must name the columns, time first", error);
    for (size_t c = 0; c < header->n; c++)
        if (header->name[c][0] == '\0')
            return bad(probe, header->names_line, "a column has no name", error);
    header->offset = l + 1 < n ? line[l + 1].offset : probe->source.size;
    header->line = l + 1 < n ? line[l + 1].number : header->names_line + 1;
    return HINGE_OK;
}

static enum hinge_status mot_header_read(const struct hinge_probe *probe, struct mot_header *header,
                                         struct hinge_error *error)
{
    *header = (struct mot_header){.rows = NAN, .columns = NAN};
    struct hinge_csv_head head;
    enum hinge_status status =
        hinge_csv_head_read(&probe->source, HEADER_LINES, probe->arena, &head, error);
    if (status != HINGE_OK)
        return status;
    size_t l = 0;
    for (; l < head.n; l++) {
        char text[512];
        copy_line(&probe->source, head.line[l].offset, text, sizeof text);
        if (!take_line(text, header)) {
            char what[96];
            snprintf(what, sizeof what, "\"%.40s\": expected yes or no; correct it", text);
            return bad(probe, head.line[l].number, what, error);
        }
        if (strncasecmp(text, "endheader", 9) == 0)
            break;
    }
    return find_names(probe, &head, l, header, error);
}

/* --- channels --- */

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    static const char *const signs[] = {"endheader", "inDegrees=", "nColumns=", "datacolumns "};
    for (size_t l = 0; l < probe->head.n; l++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            const struct hinge_csv_line *line = &probe->head.line[l];
            if (line->n == 0 || strncasecmp(line->cell[0], signs[i], strlen(signs[i])) != 0)
                continue;
            hinge_text_printf(why, "line %zu: %s", line->number, signs[i]);
            return 95;
        }
    hinge_text_puts(why, "no endheader, inDegrees or nColumns line");
    return 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

/* Lengths (pelvis_tx, sh_ty_r), forces, points and torques of a storage file, and
 * states other than values, are not angles. */
static void classify(const char *name, enum hinge_unit angle, enum hinge_component *component,
                     enum hinge_unit *unit)
{
    static const struct {
        const char *part;
        bool at_end;
        enum hinge_unit unit;
    } not_angles[] = {
        {"_tx", true, HINGE_UNIT_m},           {"_ty", true, HINGE_UNIT_m},
        {"_tz", true, HINGE_UNIT_m},           {"_tx_", false, HINGE_UNIT_m},
        {"_ty_", false, HINGE_UNIT_m},         {"_tz_", false, HINGE_UNIT_m},
        {"_trans", false, HINGE_UNIT_unknown}, {"Abs_t", false, HINGE_UNIT_m},
        {"force", false, HINGE_UNIT_unknown},  {"torque", false, HINGE_UNIT_unknown},
        {"moment", false, HINGE_UNIT_unknown}, {"activation", false, HINGE_UNIT_unknown},
        {"/speed", true, HINGE_UNIT_unknown},  {"_length", false, HINGE_UNIT_unknown},
    };
    *component = HINGE_COMPONENT_angle;
    *unit = angle;
    for (size_t i = 0; i < sizeof not_angles / sizeof *not_angles; i++) {
        const char *part = not_angles[i].part;
        if (not_angles[i].at_end ? !ends_with(name, part) : strcasestr(name, part) == NULL)
            continue;
        *component = HINGE_COMPONENT_other;
        *unit = not_angles[i].unit;
        return;
    }
}

/* "/jointset/hip_r/hip_flexion_r/value" of OpenSim 4 is the coordinate hip_flexion_r.
 */
static void coordinate_of(const char *name, char marker[256])
{
    snprintf(marker, 256, "%s", name);
    if (!ends_with(marker, "/value"))
        return;
    marker[strlen(marker) - strlen("/value")] = '\0';
    const char *slash = strrchr(marker, '/');
    if (slash != NULL)
        memmove(marker, slash + 1, strlen(slash));
}

static void name_channels(const struct mot_header *header, struct hinge_recording *recording)
{
    enum hinge_unit angle = header->angle != HINGE_UNIT_unknown ? header->angle : HINGE_UNIT_deg;
    hinge_build_channel(recording, 0, header->name[0], "", HINGE_COMPONENT_time, HINGE_UNIT_s);
    for (size_t c = 1; c < header->n; c++) {
        enum hinge_component component;
        enum hinge_unit unit;
        char marker[256];
        classify(header->name[c], angle, &component, &unit);
        coordinate_of(header->name[c], marker);
        hinge_build_channel(recording, c, header->name[c], marker, component, unit);
    }
}

static void note_header(const struct mot_header *header, struct hinge_recording *recording)
{
    if (header->angle == HINGE_UNIT_unknown)
        hinge_build_note(recording, "the header has no inDegrees line; degrees are assumed");
    hinge_build_stated(recording, header->rows, "rows");
    if (!isnan(header->columns) && header->columns != (double)header->n)
        hinge_build_note(recording, "header has %g columns, %zu are named", header->columns,
                         header->n);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    struct mot_header header;
    struct hinge_csv_numbers numbers;
    enum hinge_status status = mot_header_read(probe, &header, error);
    if (status != HINGE_OK)
        return status;
    hinge_build_layout(recording, "mot", "+y", header.n);
    name_channels(&header, recording);
    struct hinge_csv_request request = {.offset = header.offset,
                                        .line = header.line,
                                        .n_columns = header.n,
                                        .names = header.name,
                                        .drop_ragged = options->drop_ragged};
    status = hinge_csv_numbers_read(&probe->source, &request, probe->arena, &numbers, error);
    if (status != HINGE_OK)
        return status;
    hinge_build_data(recording, &numbers, NULL);
    note_header(&header, recording);
    return HINGE_OK;
}

const struct hinge_format hinge_format_mot = {
    .id = "mot",
    .title = "OpenSim joint angles (MOT, STO)",
    .details = "Text with header lines up to `endheader`, a row of names that begins "
               "with `time`, and rows separated by tabs, blanks or commas. `inDegrees` "
               "gives degrees or radians; without it degrees are assumed and noted. "
               "`*_tx`, `*_ty`, `*_tz` are metres. Counts that don't fit the rows are "
               "noted and ignored. SIMM headers (`datacolumns`) work too.",
    .score = score,
    .read = read,
};
