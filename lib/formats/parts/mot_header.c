/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the header of a MOT or STO file: "key=value" lines (OpenSim) or "key value"
 * lines (SIMM) up to endheader, then names. In: a probe; out: names, unit of angles,
 * place of the data. */
#include "formats/parts/mot_header.h"

#include "base/number.h"
#include "os/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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
static bool take_line(const char *text, struct hinge_mot_header *header)
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
                                    struct hinge_mot_header *header, size_t l,
                                    struct hinge_error *error)
{
    const struct hinge_csv_line *line = header->head.line;
    size_t n = header->head.n;
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

enum hinge_status hinge_mot_header_read(const struct hinge_probe *probe,
                                        struct hinge_mot_header *header, struct hinge_error *error)
{
    *header = (struct hinge_mot_header){.rows = NAN, .columns = NAN};
    enum hinge_status status =
        hinge_csv_head_read(&probe->source, HEADER_LINES, &header->head, error);
    if (status != HINGE_OK)
        return status;
    size_t l = 0;
    for (; l < header->head.n; l++) {
        char text[512];
        copy_line(&probe->source, header->head.line[l].offset, text, sizeof text);
        if (!take_line(text, header)) {
            char what[96];
            snprintf(what, sizeof what, "\"%.40s\": expected yes or no; correct it", text);
            return bad(probe, header->head.line[l].number, what, error);
        }
        if (strncasecmp(text, "endheader", 9) == 0)
            break;
    }
    return find_names(probe, header, l, error);
}

void hinge_mot_header_clear(struct hinge_mot_header *header)
{
    hinge_csv_head_clear(&header->head);
    *header = (struct hinge_mot_header){0};
}
