/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of a Vicon Nexus CSV as they are kept and written again. In: sections, or a
 * recording made of them; out: their header rows, or the file. */
#include "formats/parts/header_rows.h"
#include "formats/parts/vicon_section.h"
#include "formats/parts/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 1 }; /* row of a section's head */

void hinge_vicon_header(const struct hinge_vicon *file, struct hinge_text *out)
{
    for (size_t k = 0; k < file->n; k++) {
        const struct hinge_vicon_section *s = &file->section[k];
        hinge_text_printf(out, "%s\n", s->name);
        for (size_t l = 0; l < s->head.n && s->head.line[l].offset < s->wide.offset; l++)
            hinge_header_row(out, &s->head.line[l], ',',
                             l == NAMES && !s->devices ? &file->subjects : NULL);
        hinge_text_puts(out, "\n");
    }
}

/* Cells of a line of the header, which quotes none that matters here. */
static size_t count_cells(const char *line, size_t length)
{
    size_t n = 1;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        quoted = quoted != (line[i] == '"');
        n += !quoted && line[i] == ',';
    }
    return n;
}

/* Samples of a frame: "EMG1 [1/20]". */
static size_t samples_of(const struct hinge_recording *recording, size_t channel)
{
    const char *source =
        channel < recording->layout.n_channels ? recording->layout.channel[channel].source : "";
    const char *mark = strstr(source, "[1/");
    size_t n = mark != NULL ? (size_t)strtoul(mark + strlen("[1/"), NULL, 10) : 1;
    return n > 0 ? n : 1;
}

/* Rows of a section whose first channel is `first`; n columns behind the lead. */
static void put_rows(const struct hinge_recording *recording, size_t first, size_t n, size_t lead,
                     size_t samples, struct hinge_text *out)
{
    for (size_t i = 0; i < recording->n_frames; i++)
        for (size_t k = 0; k < samples; k++) {
            hinge_write_value(out, recording, 0, i);
            if (lead == 2)
                hinge_text_printf(out, ",%zu", k);
            for (size_t c = 0; c < n; c++) {
                hinge_text_puts(out, ",");
                hinge_write_value(out, recording, first + c * samples + k, i);
            }
            hinge_text_puts(out, "\n");
        }
    hinge_text_puts(out, "\n");
}

enum hinge_status hinge_vicon_write(const struct hinge_recording *recording, struct hinge_text *out,
                                    struct hinge_error *error)
{
    const char *at = recording->layout.header;
    size_t row = 0, first = 1, n = 0, lead = 1;
    while (at != NULL && *at != '\0') {
        const char *end = strchr(at, '\n');
        size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
        if (row == NAMES + 2) { /* the name of the section stands above its head */
            const char *second = memchr(at, ',', length);
            lead = second != NULL && strncasecmp(second, ",Sub Frame", 10) == 0 ? 2 : 1;
            n = count_cells(at, length) - lead;
        }
        if (length > 0) {
            hinge_text_add(out, at, length);
            hinge_text_puts(out, "\n");
            row++;
        } else if (row > 0) {
            size_t samples = samples_of(recording, first);
            if (first + n * samples > recording->layout.n_channels)
                break;
            put_rows(recording, first, n, lead, samples, out);
            first += n * samples;
            row = 0;
        }
        at += length + (end != NULL);
    }
    if (first != recording->layout.n_channels)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "the header's columns are not those of the recording");
    return hinge_write_finish(out, error);
}
