/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: a recording of a study. Out: text with every number of it. */
#include "ingest/write_back.h"

#include "base/memory.h"
#include "formats/format.h"
#include "formats/parts/write.h"

#include <stdlib.h>
#include <string.h>

static const struct hinge_format *find_format(const char *id)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i]->id, id) == 0)
            return list[i];
    return NULL;
}

enum hinge_status hinge_write_as(const char *format, const struct hinge_recording *recording,
                                 struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_format *found = find_format(format);
    if (found == NULL || found->write == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                               "recordings are not written as %s", format);
    return found->write(recording, out, error);
}

/* --- rows below a header --- */

static void put_rows(const struct hinge_recording *recording, char delimiter,
                     struct hinge_text *out)
{
    for (size_t i = 0; i < recording->n_frames; i++) {
        for (size_t c = 0; c < recording->layout.n_channels; c++) {
            if (c > 0)
                hinge_text_add(out, &delimiter, 1);
            hinge_write_value(out, recording, c, i);
        }
        hinge_text_puts(out, "\n");
    }
}

/* Cells of the header's last row; quoted ones may hold the delimiter. */
static size_t cells_of(const char *line, size_t length, char delimiter)
{
    size_t n = 1;
    bool quoted = false;
    while (length > 0 && (line[length - 1] == delimiter || line[length - 1] == ' '))
        length--; /* a delimiter at the end of every row */
    for (size_t i = 0; i < length; i++) {
        quoted = quoted != (line[i] == '"');
        n += !quoted && line[i] == delimiter;
    }
    return n;
}

/* The header rows themselves, where their last one has a cell per channel. */
static bool put_own_header(const struct hinge_recording *recording, char *delimiter,
                           struct hinge_text *out)
{
    static const char delimiters[] = ",;\t|";
    const char *header = recording->layout.header;
    size_t end = strlen(header);
    while (end > 0 && (header[end - 1] == '\n' || header[end - 1] == '\r'))
        end--;
    size_t from = end;
    while (from > 0 && header[from - 1] != '\n' && header[from - 1] != '\r')
        from--;
    const struct hinge_format *format = find_format(recording->layout.format);
    *delimiter = '\0';
    if (format != NULL && format->whole_header && end > 0)
        *delimiter = header[strcspn(header, ",;\t")];
    for (const char *d = delimiters; *d != '\0' && end > from && *delimiter == '\0'; d++)
        if (cells_of(header + from, end - from, *d) == recording->layout.n_channels &&
            (recording->layout.n_channels > 1 || *d == ','))
            *delimiter = *d;
    if (*delimiter == '\0')
        return false;
    hinge_text_add(out, header, end);
    hinge_text_puts(out, "\n");
    return true;
}

/* --- a column per channel --- */

struct named {
    const char *name;
    size_t channel;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->channel > y->channel) - (x->channel < y->channel);
}

static void put_name(struct hinge_text *out, const char *name, unsigned nth)
{
    bool quoted = strpbrk(name, ",\"\n\r\t;") != NULL;
    hinge_text_puts(out, quoted ? "\"" : "");
    for (; *name != '\0'; name++)
        hinge_text_add(out, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
    if (nth > 1)
        hinge_text_printf(out, " (%u)", nth);
    hinge_text_puts(out, quoted ? "\"" : "");
}

/* Names as in the file; one that comes again gets its number. */
static enum hinge_status put_names(const struct hinge_recording *recording, struct hinge_text *out,
                                   struct hinge_error *error)
{
    size_t n = recording->layout.n_channels;
    struct named *sorted = hinge_alloc(n, sizeof *sorted);
    unsigned *nth = hinge_alloc(n, sizeof *nth);
    enum hinge_status status = HINGE_OK;
    if (sorted == NULL || nth == NULL)
        status = hinge_no_memory(error);
    for (size_t c = 0; c < n && status == HINGE_OK; c++)
        sorted[c] = (struct named){recording->layout.channel[c].source, c};
    if (status == HINGE_OK)
        qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        bool again = i > 0 && strcmp(sorted[i].name, sorted[i - 1].name) == 0;
        nth[sorted[i].channel] = again ? nth[sorted[i - 1].channel] + 1 : 1;
    }
    for (size_t c = 0; c < n && status == HINGE_OK; c++) {
        hinge_text_puts(out, c > 0 ? "," : "");
        put_name(out, recording->layout.channel[c].source, nth[c]);
    }
    hinge_text_puts(out, "\n");
    free(sorted);
    free(nth);
    return status;
}

/* --- */

/* Channels that the formats write which leave others out: TRC has frame, time and
 * points, MOT time and angles; sections of Nexus all that they were read of. */
static bool is_whole(const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    bool trc = strcmp(layout->format, "trc") == 0;
    if (strcmp(layout->format, "vicon") == 0)
        return true;
    if (!trc && strcmp(layout->format, "mot") != 0)
        return false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        enum hinge_component component = layout->channel[c].component;
        bool written =
            trc ? component <= HINGE_COMPONENT_z || component == HINGE_COMPONENT_frame
                : component == HINGE_COMPONENT_angle || component == HINGE_COMPONENT_other;
        if (!written && component != HINGE_COMPONENT_time)
            return false;
    }
    return true;
}

enum hinge_status hinge_write_back(const struct hinge_recording *recording, struct hinge_text *out,
                                   const char **extension, struct hinge_error *error)
{
    size_t before = out->length;
    char delimiter;
    *extension = recording->layout.format;
    if (is_whole(recording) &&
        hinge_write_as(recording->layout.format, recording, out, error) == HINGE_OK) {
        if (strcmp(*extension, "vicon") == 0)
            *extension = "csv";
        return HINGE_OK;
    }
    out->length = before;
    *extension = "csv";
    enum hinge_status status = HINGE_OK;
    if (put_own_header(recording, &delimiter, out)) {
        *extension = delimiter == '\t' ? "tsv" : "csv";
    } else {
        delimiter = ',';
        status = put_names(recording, out, error);
    }
    put_rows(recording, delimiter, out);
    return status == HINGE_OK && out->failed ? hinge_no_memory(error) : status;
}
