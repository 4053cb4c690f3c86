/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a recording from what a format found, or refusing it. In: channels, numbers, words of a
 * header; out: the recording, which owns them, or what is wrong with the file. */
#include "formats/format.h"

/* A copy owned by the layout. */
static char *keep(struct hinge_recording *recording, const char *text, size_t length)
{
    struct hinge_arena arena = {recording->layout.blocks};
    char *copy = hinge_utf8_copy(&arena, text, length);
    recording->layout.blocks = arena.head;
    return copy;
}

void hinge_build_layout(struct hinge_recording *recording, const char *format, const char *up,
                        size_t n_channels)
{
    struct hinge_layout *layout = &recording->layout;
    struct hinge_arena arena = {layout->blocks};
    layout->format = hinge_arena_strdup(&arena, format);
    layout->landmark_set = hinge_arena_strdup(&arena, "");
    layout->channel = hinge_arena_alloc(&arena, n_channels, sizeof *layout->channel);
    layout->blocks = arena.head;
    snprintf(layout->up, sizeof layout->up, "%s", up);
    layout->n_channels = n_channels;
    recording->header_rate_hz = NAN;
    for (size_t i = 0; i < n_channels; i++) {
        layout->channel[i].source = layout->channel[i].marker = layout->landmark_set;
        layout->channel[i].component = HINGE_COMPONENT_other;
        layout->channel[i].landmark = HINGE_LANDMARK_NONE;
        layout->channel[i].decimals = -1;
    }
}

void hinge_build_channel(struct hinge_recording *recording, size_t i, const char *source,
                         const char *marker, enum hinge_component component, enum hinge_unit unit)
{
    struct hinge_channel *channel = &recording->layout.channel[i];
    channel->source = keep(recording, source, strlen(source));
    channel->marker = keep(recording, marker, strlen(marker));
    channel->component = component;
    channel->unit = unit;
}

size_t hinge_build_damage(struct hinge_recording *recording, const struct hinge_damage *found,
                          const char *file)
{
    struct hinge_arena arena = {recording->layout.blocks};
    if (recording->damage == NULL)
        recording->damage = hinge_arena_alloc(&arena, 1, sizeof *recording->damage);
    size_t before = recording->damage->n;
    recording->damage->arena = &arena;
    hinge_damage_append(recording->damage, found, file);
    recording->damage->arena = NULL;
    recording->layout.blocks = arena.head;
    return before;
}

void hinge_build_note(struct hinge_recording *recording, const char *format, ...)
{
    char line[800];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    size_t old = recording->notes != NULL ? strlen(recording->notes) : 0;
    size_t length = strlen(line);
    recording->notes = hinge_resize(recording->notes, old + length + 2, 1);
    if (old > 0)
        recording->notes[old++] = '\n';
    memcpy(recording->notes + old, line, length + 1);
}

void hinge_build_stated(struct hinge_recording *recording, double frames, const char *what)
{
    if (isnan(frames) || frames == (double)recording->n_frames)
        return;
    if (frames >= 1 && frames < 1e15)
        recording->stated_frames = (size_t)frames;
    hinge_build_note(recording, "header has %.15g %s, the file has %zu", frames, what,
                     recording->n_frames);
}

void hinge_build_room(struct hinge_recording *r, size_t more, size_t *first)
{
    struct hinge_layout *layout = &r->layout;
    struct hinge_arena arena = {layout->blocks};
    size_t n = r->n_frames, before = layout->n_channels;
    struct hinge_channel *channel = hinge_arena_alloc(&arena, before + more, sizeof *channel);
    layout->blocks = arena.head;
    double *data = hinge_alloc((before + more) * n, sizeof *data);
    memcpy(channel, layout->channel, before * sizeof *channel);
    memcpy(data, r->data, before * n * sizeof *data);
    for (size_t i = before * n; i < (before + more) * n; i++)
        data[i] = (double)NAN;
    free(r->data);
    r->data = data;
    layout->channel = channel;
    layout->n_channels = before + more;
    *first = before;
}

enum {
    MILLISECONDS_FROM = 2,     /* a frame every two seconds isn't a recording … */
    MICROSECONDS_FROM = 200,   /* … nor five frames per second … */
    NANOSECONDS_FROM = 200000, /* … in any unit, nor … */
    UNKNOWN_FROM = 2000000000  /* … one frame every two seconds */
};

/* A clock whose unit isn't written: seconds, unless the steps say otherwise. */
void hinge_build_clock(struct hinge_recording *recording, struct hinge_arena *scratch)
{
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    if (at < 0)
        return;
    struct hinge_channel *channel = &recording->layout.channel[at];
    if (channel->unit != HINGE_UNIT_unknown)
        return;
    /* the median positive step, 0 when there is none */
    const double *time = recording->data + (size_t)at * recording->n_frames;
    double *steps = hinge_arena_raw(scratch, recording->n_frames, sizeof *steps);
    size_t m = 0;
    for (size_t i = 1; i < recording->n_frames; i++)
        if (time[i] > time[i - 1])
            steps[m++] = time[i] - time[i - 1];
    hinge_sort(steps, m);
    double step = m > 0 ? steps[m / 2] : 0;
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

/* --- cells that are no numbers --- */

double hinge_take_number(struct hinge_reader *r, const char *text, size_t length, char decimal,
                         size_t key, size_t column, const char *name, size_t line)
{
    double value;
    if (hinge_number_parse(text, length, decimal, &value, NULL) > HINGE_NUMBER_MISSING) {
        struct hinge_damaged_cell cell = {.line = line,
                                          .column = column,
                                          .place = "",
                                          .file = r->file != NULL ? r->file->name : NULL};
        hinge_csv_shown(text, length, cell.shown);
        struct hinge_damaged *damaged = hinge_damage_add(&r->damage, key, &cell);
        if (damaged->n == 1)
            damaged->name = hinge_arena_strdup(r->arena, name);
    }
    return value;
}

double hinge_take_cell(struct hinge_reader *r, const struct hinge_table *table, long column,
                       size_t row, size_t line)
{
    char room[48];
    const struct hinge_column *found = column >= 0 ? &table->column[column] : NULL;
    if (found == NULL || found->type == HINGE_COLUMN_NUMBER)
        return found != NULL ? found->number[row] : (double)NAN;
    const size_t c = (size_t)column;
    const char *cell = hinge_table_cell(table, c, row, room);
    return hinge_take_number(r, cell, strlen(cell), r->probe->source.decimal, c + 1, c + 1,
                             found->name, line);
}

bool hinge_check_damaged(struct hinge_reader *r, size_t key)
{
    const struct hinge_damaged *column = hinge_damage_find(&r->damage, key);
    r->refused = r->refused || column != NULL;
    return column == NULL || hinge_damaged_refuse(column, r->probe->name, r->error) == HINGE_OK;
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
        hinge_error_set(r->error, HINGE_INPUT, reason, "%s:%zu: %s", r->shown, line, message);
    else if (r->number > 0)
        hinge_error_set(r->error, HINGE_INPUT, reason, "%s: %s %zu: %s", r->shown, r->what,
                        r->number, message);
    else
        hinge_error_set(r->error, HINGE_INPUT, reason, "%s: %s", r->shown, message);
    r->refused = true;
    return false;
}

/* --- subjects of marker names --- */

/* Length of the subject before the colon, 0 for none; names longer than a place are
 * told apart by their beginning. */
static size_t subject_length(const char *marker)
{
    const char *colon = strchr(marker, ':');
    return colon != NULL ? (size_t)(colon - marker) : 0;
}

static size_t find(const struct hinge_subjects *subjects, const char *marker, size_t length)
{
    size_t compared = length < sizeof subjects->name[0] - 1 ? length : sizeof subjects->name[0] - 1;
    size_t i = 0;
    while (i < subjects->n && (strlen(subjects->name[i]) != compared ||
                               strncmp(subjects->name[i], marker, compared) != 0))
        i++;
    return i;
}

void hinge_subjects_see(struct hinge_subjects *subjects, const char *marker)
{
    size_t length = subject_length(marker);
    if (length == 0 || subjects->n == HINGE_SUBJECTS_MAX ||
        find(subjects, marker, length) < subjects->n)
        return;
    snprintf(subjects->name[subjects->n++], sizeof subjects->name[0], "%.*s",
             (int)(length < 63 ? length : 63), marker);
}

void hinge_subjects_hide(const struct hinge_subjects *subjects, const char *marker, char *out,
                         size_t capacity)
{
    size_t length = subject_length(marker);
    const char *rest = length > 0 ? marker + length + 1 : marker;
    if (length > 0 && subjects->n > 1)
        snprintf(out, capacity, "subject%zu:%s", find(subjects, marker, length) + 1, rest);
    else
        snprintf(out, capacity, "%s", rest);
}
