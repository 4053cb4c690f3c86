/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People of a video into one recording. In: people frame by frame; out: the channels of
 * the one chosen. */
#include "formats/parts/people.h"

#include "base/memory.h"
#include "formats/parts/build_recording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOLES_MOST = 20 }; /* rows per frame that is there: fewer, and it is no sequence */

static size_t width_of(const struct hinge_people *people)
{
    return people->n_points * (2u + people->depth + people->scores);
}

static enum hinge_status no_skeleton(const struct hinge_json_place *place, size_t numbers,
                                     size_t per_point, struct hinge_error *error)
{
    struct hinge_text message = {0};
    hinge_text_printf(
        &message, "%zu %s for a person; %s ", numbers, per_point == 1 ? "points" : "numbers",
        per_point == 1 ? "known are" : "three (x, y, confidence) are expected for each of");
    hinge_skeleton_counts(&message);
    hinge_text_puts(&message, per_point == 1 ? "" : " points");
    enum hinge_status status =
        hinge_json_refuse(place, HINGE_REASON_BAD_HEADER, hinge_text_string(&message), error);
    hinge_text_clear(&message);
    return status;
}

enum hinge_status hinge_people_skeleton(struct hinge_people *people,
                                        const struct hinge_json_place *place, size_t numbers,
                                        size_t per_point, struct hinge_error *error)
{
    if (people->n_points == 0) {
        const struct hinge_skeleton *skeleton =
            numbers % per_point == 0 ? hinge_skeleton_of(numbers / per_point) : NULL;
        if (skeleton == NULL)
            return no_skeleton(place, numbers, per_point, error);
        people->name = skeleton->name;
        people->n_points = skeleton->n;
    }
    if (numbers == per_point * people->n_points)
        return HINGE_OK;
    char message[120];
    snprintf(message, sizeof message,
             "%zu %s, expected %zu as in those before; export it again with one skeleton", numbers,
             per_point == 1 ? "points" : "numbers", per_point * people->n_points);
    return hinge_json_refuse(place, HINGE_REASON_RAGGED, message, error);
}

double *hinge_people_add(struct hinge_people *people, long frame, double time_ms)
{
    size_t width = width_of(people);
    if (people->n == people->capacity) {
        size_t capacity = people->capacity ? 2 * people->capacity : 256;
        struct hinge_detection *grown =
            hinge_resize(people->person, capacity, sizeof *people->person);
        people->person = grown;
        people->capacity = capacity;
    }
    if (people->n_values + width > people->value_capacity) {
        size_t capacity = 2 * people->value_capacity + 64 * width;
        double *grown = hinge_resize(people->value, capacity, sizeof *people->value);
        people->value = grown;
        people->value_capacity = capacity;
    }
    double *value = people->value + people->n_values;
    for (size_t i = 0; i < width; i++)
        value[i] = NAN;
    people->person[people->n++] = (struct hinge_detection){frame, time_ms, people->n_values};
    people->n_values += width;
    return value;
}

enum hinge_status hinge_people_bounded(const struct hinge_people *people, const char *shown,
                                       size_t bytes, struct hinge_error *error)
{
    enum { ALWAYS = 1 << 20, EACH_BYTE = 4 }; /* a number takes two bytes or more */
    if (people->n_values <= ALWAYS || people->n_values / EACH_BYTE <= bytes)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                           "%s: %zu names of points, but few of them in each frame: a "
                           "point needs one name in all frames",
                           shown, people->n_points);
}

void hinge_people_clear(struct hinge_people *people)
{
    free(people->person);
    free(people->value);
    people->person = NULL;
    people->value = NULL;
    people->n = people->capacity = people->n_values = people->value_capacity = 0;
}

/* By frame, those of one frame in the order of the file. */
static int by_frame(const void *a, const void *b)
{
    const struct hinge_detection *p = a, *q = b;
    if (p->frame != q->frame)
        return p->frame < q->frame ? -1 : 1;
    return (p->offset > q->offset) - (p->offset < q->offset);
}

static void name_channels(const struct hinge_people *people, bool time,
                          struct hinge_recording *recording)
{
    static const enum hinge_component components[] = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                      HINGE_COMPONENT_z, HINGE_COMPONENT_score};
    size_t c = 0;
    hinge_build_channel(recording, c++, "frame", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown);
    recording->layout.channel[0].decimals = 0;
    if (time)
        hinge_build_channel(recording, c++, people->clock != NULL ? people->clock : "time_ms", "",
                            HINGE_COMPONENT_time,
                            people->clock != NULL ? people->clock_unit : HINGE_UNIT_ms);
    for (size_t p = 0; p < people->n_points; p++)
        for (size_t k = 0; k < 4; k++) {
            char source[300];
            if ((k == 2 && !people->depth) || (k == 3 && !people->scores))
                continue;
            snprintf(source, sizeof source, "%.240s_%s", people->name[p],
                     hinge_component_name(components[k]));
            hinge_build_channel(recording, c++, source, people->name[p], components[k],
                                k < 3 ? people->unit : HINGE_UNIT_unknown);
        }
}

/* The numbers of the one who is followed, and the clock of every frame. */
static void fill(const struct hinge_people *people, const bool *taken, bool time,
                 struct hinge_recording *recording)
{
    size_t n = recording->n_frames, width = width_of(people), lead = 1u + time;
    long first = people->person[0].frame;
    for (size_t i = 0; i < (lead + width) * n; i++)
        recording->data[i] = i < n ? (double)(first + (long)i) : (double)NAN;
    for (size_t i = 0; i < people->n; i++) {
        const struct hinge_detection *person = &people->person[i];
        size_t row = (size_t)(person->frame - first);
        if (time)
            recording->data[n + row] = person->time_ms;
        for (size_t k = 0; taken[i] && k < width; k++)
            recording->data[(lead + k) * n + row] = people->value[person->offset + k];
    }
}

/* Frames nobody was found in have no clock of their own. */
static void fill_clock(struct hinge_recording *recording)
{
    size_t n = recording->n_frames, last = 0;
    double *time = recording->data + n;
    for (size_t i = 1; i < n; i++) {
        if (isnan(time[i]))
            continue;
        for (size_t k = last + 1; k < i; k++)
            time[k] = time[last] + (time[i] - time[last]) * (double)(k - last) / (double)(i - last);
        last = i;
    }
}

static void note_choice(const struct hinge_people *people, const bool *taken,
                        const struct hinge_followed *choice, struct hinge_recording *recording)
{
    size_t frames = 0;
    for (size_t i = 0; i < people->n; i++)
        frames += taken[i];
    if (choice->seen > 1 || choice->switches > 0)
        hinge_build_note(recording,
                         "%zu %s in the picture; the largest and surest is taken, in %zu of %zu "
                         "frames, %zu switches%s",
                         choice->seen, choice->seen == 1 ? "person" : "people", frames,
                         recording->n_frames, choice->switches,
                         choice->contested
                             ? "; another was nearly as large: look whether it is the "
                               "right one"
                             : "");
    else if (frames < recording->n_frames)
        hinge_build_note(recording, "no person is found in %zu of %zu frames",
                         recording->n_frames - frames, recording->n_frames);
}

static enum hinge_status give(struct hinge_people *people, const char *format, const char *up,
                              unsigned flags, const bool *taken,
                              const struct hinge_followed *choice,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    size_t width = width_of(people);
    bool time = true;
    for (size_t i = 0; i < people->n; i++)
        time = time && !isnan(people->person[i].time_ms);
    recording->n_frames =
        (size_t)(people->person[people->n - 1].frame - people->person[0].frame + 1);
    hinge_build_layout(recording, format, up, 1 + time + width);
    enum hinge_status status = HINGE_OK;
    name_channels(people, time, recording);
    recording->layout.flags |= flags;
    recording->data = hinge_alloc((1 + time + width) * recording->n_frames, sizeof(double));
    fill(people, taken, time, recording);
    if (time)
        fill_clock(recording);
    note_choice(people, taken, choice, recording);
    if (time && people->clock != NULL)
        status = hinge_build_clock(recording, error);
    return status;
}

enum hinge_status hinge_people_give(struct hinge_people *people, const char *shown,
                                    const char *format, const char *up, unsigned flags,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_followed choice;
    if (people->n == 0)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
            "%s: no person in any frame, at least one is expected; export it again", shown);
    qsort(people->person, people->n, sizeof *people->person, by_frame);
    size_t distinct = 1;
    for (size_t i = 1; i < people->n; i++)
        distinct += people->person[i].frame != people->person[i - 1].frame;
    long first = people->person[0].frame, last = people->person[people->n - 1].frame;
    if ((size_t)(last - first) / HOLES_MOST > distinct)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
            "%s: %zu frames numbered from %ld to %ld; frame numbers are expected one "
            "after the other",
            shown, distinct, first, last);
    bool *taken = hinge_alloc(people->n, sizeof *taken);
    hinge_people_choose(people, taken, &choice);
    enum hinge_status status = give(people, format, up, flags, taken, &choice, recording, error);
    free(taken);
    return status;
}
