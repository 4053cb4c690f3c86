/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file by what its format says of it. In: a format and a probe; out: a recording, of a
 * table with a channel per column of numbers. */
#include "formats/format.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/sample.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    MILLISECONDS_FROM = 2,     /* a frame every two seconds isn't a recording … */
    MICROSECONDS_FROM = 200,   /* … nor five frames per second … */
    NANOSECONDS_FROM = 200000, /* … in any unit, nor … */
    UNKNOWN_FROM = 2000000000  /* … one frame every two seconds */
};

/* Channels for the columns that hold numbers; those of words are noted. */
static void name_channels(const struct hinge_wide *wide, const bool *text,
                          struct hinge_recording *recording)
{
    size_t to = 0;
    for (size_t c = 0; c < wide->n; c++) {
        const struct hinge_wide_column *column = &wide->column[c];
        if (text[c])
            hinge_build_note(recording, "column %zu (%s) holds text and was not read", c + 1,
                             column->source);
        else {
            if (column->negated)
                recording->layout.channel[to].flags |= HINGE_CHANNEL_NEGATED;
            hinge_build_channel(recording, to++, column->source, column->marker, column->component,
                                column->unit);
        }
    }
}

static void note_duplicates(struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    for (size_t i = 0; i < layout->n_channels; i++)
        for (size_t j = i + 1; j < layout->n_channels; j++)
            if (strcmp(layout->channel[i].source, layout->channel[j].source) == 0) {
                hinge_build_note(recording, "columns %zu and %zu are both named %s", i + 1, j + 1,
                                 layout->channel[i].source);
                return;
            }
}

/* The time was text: it is seconds whatever its column says. */
static void note_timer(struct hinge_recording *recording)
{
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    recording->layout.channel[at].unit = HINGE_UNIT_s;
    hinge_build_note(recording,
                     "%s is written as hours, minutes and seconds: kept as "
                     "seconds, without the date",
                     recording->layout.channel[at].source);
}

/* Median positive step of a clock, 0 when it has none. */
static double typical_step(const double *time, size_t n, struct hinge_arena *scratch)
{
    double *step = hinge_arena_raw(scratch, n, sizeof *step);
    size_t m = 0;
    for (size_t i = 1; i < n; i++)
        if (time[i] > time[i - 1])
            step[m++] = time[i] - time[i - 1];
    hinge_sort(step, m);
    return m > 0 ? step[m / 2] : 0; /* one that there is */
}

/* A clock whose unit isn't written: seconds, unless the steps say otherwise. */
void hinge_build_clock(struct hinge_recording *recording, struct hinge_arena *scratch)
{
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    if (at < 0)
        return;
    struct hinge_channel *channel = &recording->layout.channel[at];
    if (channel->unit != HINGE_UNIT_unknown)
        return;
    double step = typical_step(recording->data + (size_t)at * recording->n_frames,
                               recording->n_frames, scratch);
    if (step >= UNKNOWN_FROM) {
        hinge_build_note(recording,
                         "%s: steps of %g are no seconds nor parts of them; give the rate",
                         channel->source, step);
        return;
    }
    channel->unit = step >= NANOSECONDS_FROM    ? HINGE_UNIT_ns
                    : step >= MICROSECONDS_FROM ? HINGE_UNIT_us
                    : step >= MILLISECONDS_FROM ? HINGE_UNIT_ms
                                                : HINGE_UNIT_s;
    if (channel->unit == HINGE_UNIT_s)
        return;
    hinge_build_note(recording, "%s taken as %sseconds (steps of %g)", channel->source,
                     channel->unit == HINGE_UNIT_ms   ? "milli"
                     : channel->unit == HINGE_UNIT_us ? "micro"
                                                      : "nano",
                     step);
}

/* Reads the numbers. Columns that are no part of a point may hold words; text[c] tells
 * which do. */
static enum hinge_status read_numbers(const struct hinge_probe *probe,
                                      const struct hinge_read_options *options,
                                      const struct hinge_wide *wide,
                                      struct hinge_csv_numbers *numbers, bool *text,
                                      struct hinge_error *error)
{
    const char **names = hinge_arena_raw(probe->arena, wide->n, sizeof *names);
    bool *clock = hinge_arena_raw(probe->arena, wide->n, sizeof *clock);
    for (size_t c = 0; c < wide->n; c++) {
        names[c] = wide->column[c].source;
        clock[c] = wide->column[c].component == HINGE_COMPONENT_time;
        text[c] = wide->column[c].component == HINGE_COMPONENT_other;
    }
    struct hinge_csv_request request = {.offset = wide->offset,
                                        .line = wide->line,
                                        .n_columns = wide->n,
                                        .names = names,
                                        .loose = text,
                                        .clock = clock,
                                        .short_rows = wide->short_rows,
                                        .drop_ragged = options->drop_ragged};
    enum hinge_status status =
        hinge_csv_numbers_read(&probe->source, &request, probe->arena, numbers, error);
    for (size_t c = 0; c < wide->n && status == HINGE_OK; c++)
        text[c] = numbers->words[c] > 0;
    return status;
}

static void fill(const struct hinge_wide *wide, const char *format, const char *up,
                 const bool *text, const struct hinge_csv_numbers *numbers,
                 struct hinge_recording *recording)
{
    size_t channels = 0;
    for (size_t c = 0; c < wide->n; c++)
        channels += !text[c];
    hinge_build_layout(recording, format, up, channels);
    name_channels(wide, text, recording);
    hinge_build_data(recording, numbers, text);
    if (numbers->timer)
        note_timer(recording);
    note_duplicates(recording);
    hinge_build_clock(recording, wide->arena);
}

enum hinge_status
hinge_wide_read_found(const struct hinge_probe *probe, const struct hinge_read_options *options,
                      const struct hinge_wide *wide, const char *format, const char *up,
                      unsigned flags, struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_csv_numbers numbers;
    bool *text = hinge_arena_raw(probe->arena, wide->n, sizeof *text);
    enum hinge_status status = read_numbers(probe, options, wide, &numbers, text, error);
    if (status == HINGE_OK)
        fill(wide, format, up, text, &numbers, recording);
    recording->layout.flags = flags;
    return status;
}

static bool read_table(struct hinge_reader *r)
{
    const struct hinge_format *format = r->format;
    struct hinge_text why = {0};
    struct hinge_wide wide = {.arena = r->arena,
                              .up = format->up,
                              .flags = format->flags,
                              .rate_hz = NAN,
                              .frames = NAN,
                              .refused_reason = HINGE_REASON_BAD_HEADER};
    format->head(r->probe, &wide, &why);
    hinge_text_clear(&why);
    if (wide.n == 0 || wide.refused != NULL)
        return hinge_refuse(r, wide.refused_line, wide.refused_reason, "%s",
                            wide.refused != NULL ? wide.refused : format->expected);
    if (format->described)
        wide = hinge_wide_described(&wide, r->options->column, r->options->n_columns);
    if (hinge_wide_read_found(r->probe, r->options, &wide, format->id, wide.up, wide.flags,
                              r->recording, r->error) != HINGE_OK)
        return false;
    r->recording->header_rate_hz = wide.rate_hz;
    hinge_build_stated(r->recording, wide.frames, "frames");
    if (format->after != NULL)
        format->after(r, wide.own);
    return true;
}

int hinge_format_score(const struct hinge_format *format, const struct hinge_probe *probe,
                       struct hinge_text *why)
{
    int score = format->score != NULL ? format->score(probe, why) : format->head(probe, NULL, why);
    if (score == 0 && why->length == 0)
        hinge_text_puts(why, format->lacks);
    return score;
}

enum hinge_status hinge_format_read(const struct hinge_format *format,
                                    const struct hinge_probe *probe,
                                    const struct hinge_read_options *options,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_reader r = {format, probe, options, recording, error, probe->arena};
    if (format->read != NULL)
        return format->read(probe, options, recording, error);
    return read_table(&r) ? HINGE_OK : HINGE_INPUT;
}

bool hinge_refuse(struct hinge_reader *r, size_t line, enum hinge_reason reason, const char *format,
                  ...)
{
    char message[sizeof r->error->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (line > 0)
        hinge_error_set(r->error, HINGE_INPUT, reason, "%s:%zu: %s", r->probe->name, line, message);
    else
        hinge_error_set(r->error, HINGE_INPUT, reason, "%s: %s", r->probe->name, message);
    return false;
}

/* --- tables of a known skeleton without names --- */

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
    struct hinge_wide wide = {.arena = probe->arena};
    name_columns(probe, layout, lead, &wide);
    wide.offset = probe->head.n > 0 ? probe->head.line[0].offset : 0;
    wide.line = probe->head.n > 0 ? probe->head.line[0].number : 1;
    return hinge_wide_read_found(probe, options, &wide, format, up, flags, recording, error);
}
