/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file by what its format says of it. In: a format and a probe; out: a recording, of a
 * table with a channel per column of numbers. */
#include "formats/format.h"

/* Reads the numbers. Columns that are no part of a point may hold words; text[c] tells which hold
 * no number at all. */
static bool read_numbers(struct hinge_reader *r, const struct hinge_wide *wide,
                         struct hinge_csv_numbers *numbers, bool *text)
{
    const char **names = hinge_arena_raw(r->arena, wide->n, sizeof *names);
    bool *clock = hinge_arena_raw(r->arena, wide->n, sizeof *clock);
    bool *loose = hinge_arena_raw(r->arena, wide->n, sizeof *loose);
    for (size_t c = 0; c < wide->n; c++) {
        names[c] = wide->column[c].source;
        loose[c] = !wide->plain && !wide->column[c].counts &&
                   wide->column[c].component == HINGE_COMPONENT_other;
        clock[c] = !wide->plain && wide->column[c].component == HINGE_COMPONENT_time;
    }
    struct hinge_csv_request request = {.offset = wide->offset,
                                        .line = wide->line,
                                        .n_columns = wide->n,
                                        .names = wide->follow ? NULL : names,
                                        .loose = loose,
                                        .clock = wide->follow ? NULL : clock,
                                        .may_end = hinge_wide_ends(wide),
                                        .long_rows = wide->long_rows,
                                        .drop_ragged = r->options->drop_ragged};
    struct hinge_csv_source part = r->probe->source;
    part.size = wide->end > 0 ? wide->end : part.size;
    if (hinge_csv_numbers_read(&part, &request, r->arena, numbers, r->error) != HINGE_OK)
        return false;
    r->damage = numbers->damage;
    memset(text, 0, wide->n * sizeof *text);
    for (size_t i = 0; i < r->damage.n; i++) {
        struct hinge_damaged *damaged = &r->damage.column[i];
        const struct hinge_wide_column *column = &wide->column[damaged->key - 1];
        size_t c = damaged->key - 1, values = 0;
        for (size_t k = 0; k < numbers->rows; k++)
            values += isnan(numbers->row[k][c]) ? 0 : 1;
        damaged->name = column->source;
        damaged->of = numbers->rows;
        damaged->values = values;
        damaged->loose = loose[c];
        damaged->counts = column->counts;
        text[c] = loose[c] && values == 0;
        damaged->n = text[c] ? 0 : damaged->n;
    }
    return true;
}

/* --- tables of several people --- */

static size_t index_of(const char **list, size_t *n, const char *text)
{
    const size_t at = hinge_name_at(list, *n, text);
    if (at == *n)
        list[(*n)++] = text;
    return at;
}

static bool follow(struct hinge_reader *r, const struct hinge_wide *wide,
                   const struct hinge_csv_numbers *numbers)
{
    /* columns as people and points */
    const char **name = hinge_arena_alloc(wide->arena, wide->n, sizeof *name),
               **person = hinge_arena_alloc(wide->arena, wide->n, sizeof *person);
    /* per column: which of a person's numbers, SIZE_MAX none; and whose */
    size_t *slot = hinge_arena_alloc(wide->arena, wide->n, sizeof *slot),
           *whose = hinge_arena_alloc(wide->arena, wide->n, sizeof *whose), n = 0, n_people = 0,
           frame_at = 0;
    for (size_t c = 0; c < wide->n; c++) {
        const struct hinge_wide_column *column = &wide->column[c];
        bool score = column->component == HINGE_COMPONENT_score;
        slot[c] = SIZE_MAX;
        if (column->component == HINGE_COMPONENT_frame)
            frame_at = c;
        if (column->component > HINGE_COMPONENT_y && !score)
            continue;
        slot[c] = 3 * index_of(name, &n, column->marker) + (score ? 2 : (size_t)column->component);
        whose[c] = index_of(person, &n_people, column->person != NULL ? column->person : "");
    }
    struct hinge_detections people = {.arena = r->arena,
                                      .name = name,
                                      .n_points = n,
                                      .scores = true,
                                      .up = wide->up,
                                      .flags = wide->flags};
    bool several = wide->column[wide->n - 1].person != NULL;
    if (!hinge_check_damaged(r, frame_at + 1))
        return false;
    for (size_t i = 0; i < numbers->rows; i++) {
        const double *row = numbers->row[i], frame = row[frame_at];
        if (!several && (!(fabs(frame) < 1e9) || frame != floor(frame)))
            return hinge_refuse(r, numbers->line[i], HINGE_REASON_NOT_A_NUMBER,
                                "%s is not a whole number, as expected; correct it",
                                wide->column[frame_at].source);
        /* where a row has several people, those without a number are not in the picture */
        for (size_t p = 0; p < n_people; p++) {
            bool seen = !several;
            for (size_t c = 0; c < numbers->columns && !seen; c++)
                seen = slot[c] != SIZE_MAX && whose[c] == p && !isnan(row[c]);
            if (!seen)
                continue;
            double *value = hinge_detections_add(
                &people, fabs(frame) < 1e9 ? lround(frame) : (long)i, (double)NAN);
            for (size_t c = 0; c < numbers->columns; c++)
                if (slot[c] != SIZE_MAX && whose[c] == p)
                    value[slot[c]] = row[c];
        }
    }
    for (size_t i = 0; i < r->damage.n; i++) { /* under the names of channels */
        struct hinge_damaged *damaged = &r->damage.column[i];
        const size_t of = slot[damaged->key - 1];
        if (of == SIZE_MAX)
            damaged->n = 0;
        else
            damaged->name = hinge_arena_printf(r->arena, "%s_%s", name[of / 3],
                                               hinge_detections_part(&people, of % 3));
    }
    return hinge_detections_give(r, &people);
}

/* --- any file --- */

static bool read_table(struct hinge_reader *r)
{
    const struct hinge_format *format = r->format;
    cleared_by(hinge_text_clear) struct hinge_text why = {0};
    struct hinge_csv_numbers numbers;
    struct hinge_wide wide = {.arena = r->arena,
                              .up = format->up,
                              .flags = format->flags,
                              .rate_hz = NAN,
                              .frames = NAN,
                              .r = r};
    format->head(r->probe, &wide, &why);
    if (wide.n == 0 && !r->refused)
        hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER, "%s", format->expected);
    if (r->refused)
        return false;
    if (format->described)
        wide = hinge_wide_described(&wide, r->options->column, r->options->n_columns);
    bool *text = hinge_arena_raw(r->arena, wide.n, sizeof *text);
    if (!read_numbers(r, &wide, &numbers, text))
        return false;
    if (wide.follow)
        return follow(r, &wide, &numbers);
    struct hinge_recording *recording = r->recording;
    size_t channels = 0;
    for (size_t c = 0; c < wide.n; c++)
        channels += !text[c];
    hinge_build_layout(recording, r->format->id, wide.up, channels);
    recording->layout.flags = wide.flags;
    /* channels for the columns that hold numbers; those of words are noted */
    size_t to = 0;
    for (size_t c = 0; c < wide.n; c++) {
        const struct hinge_wide_column *column = &wide.column[c];
        if (text[c])
            hinge_build_note(recording, "column %zu (%s) holds text and was not read", c + 1,
                             column->source);
        else {
            if (column->negated)
                recording->layout.channel[to].flags |= HINGE_CHANNEL_NEGATED;
            const struct hinge_damaged *damaged = hinge_damage_find(&r->damage, c + 1);
            recording->layout.channel[to].damaged =
                damaged != NULL ? (size_t)(damaged - r->damage.column) + 1 : 0;
            recording->layout.channel[to].decimals = numbers.decimals[c];
            hinge_build_channel(recording, to++, column->source, column->marker, column->component,
                                column->unit);
        }
    }
    recording->n_frames = numbers.rows;
    recording->data = hinge_resize(NULL, channels * numbers.rows, sizeof *recording->data);
    hinge_csv_numbers_turn(&numbers, text, recording->data);
    if (numbers.dropped > 0)
        hinge_build_note(recording, "%zu row%s with a wrong number of cells %s dropped",
                         numbers.dropped, HINGE_S(numbers.dropped),
                         numbers.dropped == 1 ? "was" : "were");
    if (numbers.timer) {
        /* the time was text: it is seconds whatever its column says */
        long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
        recording->layout.channel[at].unit = HINGE_UNIT_s;
        hinge_build_note(recording,
                         "%s is written as hours, minutes and seconds: kept as "
                         "seconds, without the date",
                         recording->layout.channel[at].source);
    }
    if (numbers.headers > 0)
        hinge_build_note(recording, "the header again in line %zu%s: left out", numbers.header_line,
                         numbers.headers > 1 ? " and further on" : "");
    const struct hinge_channel *channel = recording->layout.channel;
    bool told = wide.plain; /* of the first two of one name */
    for (size_t i = 0; i < channels; i++)
        for (size_t j = i + 1; j < channels && !told; j++)
            if (strcmp(channel[i].source, channel[j].source) == 0) {
                hinge_build_note(recording, "columns %zu and %zu are both named %s", i + 1, j + 1,
                                 channel[i].source);
                told = true;
            }
    hinge_build_clock(recording, wide.arena);
    recording->header_rate_hz = wide.rate_hz;
    hinge_build_stated(recording, wide.frames, "frames");
    return true;
}

static bool read_people(struct hinge_reader *r)
{
    struct hinge_detections people = {
        .arena = r->arena, .up = r->format->up, .flags = r->format->flags};
    return r->format->people(r, &people) && hinge_detections_give(r, &people);
}

int hinge_format_score(const struct hinge_format *format, const struct hinge_probe *probe,
                       struct hinge_text *why)
{
    int score = format->score != NULL ? format->score(probe, why) : format->head(probe, NULL, why);
    if (score == 0 && why->length == 0)
        hinge_text_adds(why, format->lacks);
    return score;
}

enum hinge_status hinge_format_read(const struct hinge_format *format,
                                    const struct hinge_probe *probe,
                                    const struct hinge_read_options *options,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_reader r = {.format = format,
                             .probe = probe,
                             .options = options,
                             .recording = recording,
                             .error = error,
                             .arena = probe->arena,
                             .shown = probe->name,
                             .damage = {.arena = probe->arena}};
    bool (*read)(struct hinge_reader *) = format->head != NULL     ? read_table
                                          : format->people != NULL ? read_people
                                                                   : format->read;
    if (!read(&r))
        return HINGE_INPUT;
    if (format->after != NULL)
        format->after(&r);
    /* what is damaged: a channel, set by the reader, or else the one of its name */
    struct hinge_layout *layout = &recording->layout;
    for (size_t i = 0; i < r.damage.n; i++) {
        struct hinge_damaged *damaged = &r.damage.column[i];
        bool found = damaged->n == 0 || damaged->counts;
        damaged->of = damaged->of > 0 ? damaged->of : recording->n_frames;
        for (size_t c = 0; !found && c < layout->n_channels; c++)
            found = layout->channel[c].damaged == i + 1;
        for (size_t c = 0; !found && c < layout->n_channels; c++)
            if (strcmp(layout->channel[c].source, damaged->name) == 0)
                layout->channel[c].damaged = i + 1;
    }
    if (r.damage.n > 0)
        hinge_build_damage(recording, &r.damage, NULL);
    if (probe->note != NULL)
        hinge_build_note(recording, "%s", probe->note);
    if (probe->damage.n > 0)
        hinge_build_damage(recording, &probe->damage, NULL);
    return HINGE_OK;
}
