/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining the files of one recording on their clock; see join.h. */
#include "ingest/join.h"

#include "base/memory.h"
#include "base/text.h"
#include "formats/parts/build_recording.h"
#include "ingest/join_fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_join_backwards(const char *shown, size_t i, const double *t,
                                       struct hinge_error *error)
{
    const char *more = t[i] == t[i - 1] ? "stays" : "goes back";
    if (isnan(t[i]) || isnan(t[i - 1]))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                               "%s: frame %zu has no time; files of one recording are "
                               "joined by their clocks: complete the column, or leave "
                               "the row out",
                               shown, isnan(t[i]) ? i + 1 : i);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                           "%s: frame %zu: time %s from %.6f to %.6f s; times must "
                           "increase: sort the rows, or split the file if it holds two "
                           "recordings",
                           shown, i + 1, more, t[i - 1], t[i]);
}

/* Turning rates of one person's sensors correlate by this where the files fit; a lag
 * and a gain of correlation by it that no coordination of a person makes. */
static const double fits = 0.9, most_lag_s = 0.3, clearly = 0.2;

/* A recording's rows in seconds. */
struct clock {
    double *t;
    size_t n;
    bool known; /* false: rows alone */
    bool anew;  /* it begins anew in each file */
};

/* Whether every file of a program has its zero elsewhere on such a clock; the column
 * may have its sensor before it: "pelvis.seconds_elapsed". */
static bool begins_anew(const char *column)
{
    const char *name = strrchr(column, '.');
    return hinge_same_marker(name != NULL ? name + 1 : column, "seconds_elapsed");
}

static enum hinge_status read_clock(const struct hinge_recording *recording, const char *shown,
                                    double rate_hz, double offset_s, struct clock *clock,
                                    struct hinge_error *error)
{
    long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    long frame = hinge_recording_channel(recording, HINGE_COMPONENT_frame);
    size_t n = recording->n_frames;
    double scale = 1 / rate_hz;
    const double *x = NULL;
    if (time >= 0) {
        scale = hinge_unit_seconds(recording->layout.channel[time].unit);
        x = recording->data + (size_t)time * n;
    } else if (frame >= 0 && rate_hz > 0) {
        x = recording->data + (size_t)frame * n;
    }
    clock->n = n;
    clock->known = x != NULL;
    clock->anew = time >= 0 && begins_anew(recording->layout.channel[time].source);
    clock->t = hinge_alloc(n, sizeof *clock->t);
    for (size_t i = 0; i < n; i++) {
        clock->t[i] = x != NULL ? x[i] * scale - offset_s : (double)i;
        if (i > 0 && !(clock->t[i] >= clock->t[i - 1]))
            return hinge_join_backwards(shown, i, clock->t, error);
    }
    return HINGE_OK;
}

/* Where rows of both go: own[i] and other[k] are rows of the joined recording. */
struct places {
    size_t *own, *other;
    size_t n, shared;
};

static void places_clear(struct places *places)
{
    free(places->own);
    free(places->other);
}

/* Rows in order of time; two within half a step are one. A pair is kept until the next
 * sample is nearer by a quarter: two sensors that sample in turns stay pairs when their
 * clocks tremble. */
static void place(const struct clock *a, const struct clock *b, struct places *places)
{
    double step = a->n > 1 ? (a->t[a->n - 1] - a->t[0]) / (double)(a->n - 1) : 1;
    size_t i = 0, k = 0;
    places->own = hinge_alloc(a->n, sizeof *places->own);
    places->other = hinge_alloc(b->n, sizeof *places->other);
    while (i < a->n || k < b->n) {
        double gap = i < a->n && k < b->n ? b->t[k] - a->t[i]
                     : k < b->n           ? -(double)INFINITY
                                          : (double)INFINITY;
        bool both = fabs(gap) <= 0.75 * step;
        double nearer = fabs(gap) - 0.25 * step;
        if (both && i + 1 < a->n && fabs(b->t[k] - a->t[i + 1]) < nearer)
            both = false, gap = (double)INFINITY;
        else if (both && k + 1 < b->n && fabs(b->t[k + 1] - a->t[i]) < nearer)
            both = false, gap = -(double)INFINITY;
        places->shared += both;
        if (both || gap > 0)
            places->own[i++] = places->n;
        if (both || gap < 0)
            places->other[k++] = places->n;
        places->n++;
    }
}

/* Rows of `from` (n_channels x n_from) at their places in `to` (… x n_to). */
static void spread(const double *from, size_t n_channels, size_t n_from, const size_t *row,
                   double *to, size_t n_to)
{
    for (size_t c = 0; c < n_channels; c++)
        for (size_t i = 0; i < n_from; i++)
            to[c * n_to + row[i]] = from[c * n_from + i];
}

/* Rows that only the other file has get their time by the recording's own clock. */
static void fill_clock(struct hinge_recording *recording, const struct clock *b,
                       const struct places *places, double rate_hz)
{
    long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    long frame = hinge_recording_channel(recording, HINGE_COMPONENT_frame);
    long at = time >= 0 ? time : frame;
    for (size_t k = 0; at >= 0 && k < b->n; k++) {
        double *cell = &recording->data[(size_t)at * places->n + places->other[k]];
        double scale = hinge_unit_seconds(recording->layout.channel[at].unit);
        if (isnan(*cell))
            *cell = time >= 0 ? b->t[k] / scale : round(b->t[k] * rate_hz);
    }
}

void hinge_join_name(struct hinge_recording *recording, const char *role)
{
    bool segment = hinge_landmark_is_segment(hinge_landmark_find(role));
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        struct hinge_channel *channel = &recording->layout.channel[c];
        char source[400], marker[400];
        bool clock = channel->component == HINGE_COMPONENT_time ||
                     channel->component == HINGE_COMPONENT_frame;
        snprintf(source, sizeof source, "%.60s.%.300s", role, channel->source);
        if (segment) /* others keep the names that their landmark set knows */
            snprintf(marker, sizeof marker, "%.60s.%.300s", role, channel->marker);
        else
            snprintf(marker, sizeof marker, "%.399s", channel->marker);
        hinge_build_channel(recording, c, source, clock ? "" : marker, channel->component,
                            channel->unit);
    }
}

static void join(struct hinge_recording *recording, const struct hinge_recording *other,
                 const struct clock *b, const struct places *places, double rate_hz)
{
    struct hinge_layout *layout = &recording->layout;
    size_t own = layout->n_channels, more = other->layout.n_channels;
    struct hinge_arena arena = {layout->blocks};
    struct hinge_channel *channel = hinge_arena_alloc(&arena, own + more, sizeof *channel);
    layout->blocks = arena.head;
    double *data = hinge_alloc((own + more) * places->n, sizeof *data);
    for (size_t i = 0; i < (own + more) * places->n; i++)
        data[i] = (double)NAN;
    spread(recording->data, own, recording->n_frames, places->own, data, places->n);
    spread(other->data, more, other->n_frames, places->other, data + own * places->n, places->n);
    free(recording->data);
    recording->data = data;
    recording->n_frames = places->n;
    memcpy(channel, layout->channel, own * sizeof *channel);
    layout->channel = channel;
    layout->n_channels = own + more;
    for (size_t c = 0; c < more; c++) {
        const struct hinge_channel *from = &other->layout.channel[c];
        bool clock =
            from->component == HINGE_COMPONENT_time || from->component == HINGE_COMPONENT_frame;
        channel[own + c] = *from;
        hinge_build_channel(recording, own + c, from->source, from->marker,
                            clock ? HINGE_COMPONENT_other : from->component, from->unit);
    }
    fill_clock(recording, b, places, rate_hz);
}

/* Files whose clocks say that they are not of one time. */
static enum hinge_status check_clocks(const struct clock *a, const struct clock *b,
                                      const struct places *places,
                                      const struct hinge_read_part *part,
                                      const struct hinge_join_fit *fit, struct hinge_error *error)
{
    size_t fewer = a->n < b->n ? a->n : b->n;
    if ((a->anew || b->anew) && !part->offset_told)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
            "%s: the clock seconds_elapsed begins anew in each file and joins none: "
            "export the column time too, or say its clock minus the other's in a "
            "column offset_s:%s",
            part->shown, part->role);
    if (2 * places->shared < fewer)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                               "%s: its clock runs from %.3f to %.3f s, that of the "
                               "recording it belongs to "
                               "from %.3f to %.3f s: they share %zu of %zu samples; "
                               "say its clock minus the "
                               "other's in a column offset_s:%s",
                               part->shown, b->t[0], b->t[b->n - 1], a->t[0], a->t[a->n - 1],
                               places->shared, fewer, part->role);
    if (!part->offset_told && fabs(fit->lag_s) >= most_lag_s && fit->best >= fits &&
        fit->best - fit->as_is >= clearly)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
            "%s: by the clocks it turns %.2f s %s than the recording it belongs to "
            "(correlation of the turning rates %.2f, without the shift %.2f): the "
            "clocks are not one; say its clock minus the other's in a column "
            "offset_s:%s: %.2f fits best, 0 keeps the clocks as they are",
            part->shown, fabs(fit->lag_s), fit->lag_s > 0 ? "later" : "earlier", fit->best,
            fit->as_is, part->role, fit->lag_s);
    return HINGE_OK;
}

static enum hinge_status check(const struct clock *a, const struct clock *b,
                               const struct hinge_read_part *part, struct hinge_error *error)
{
    if ((a->known && b->known) || a->n == b->n)
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
        "%s: %zu samples, the recording it belongs to has %zu, and %s: "
        "files of different length are joined by their clocks, add a column of time",
        part->shown, b->n, a->n,
        a->known   ? "it has no clock"
        : b->known ? "that has no clock"
                   : "neither has a clock");
}

static void note(struct hinge_recording *recording, const struct clock *a, const struct clock *b,
                 const struct places *places, const struct hinge_read_part *part,
                 const struct hinge_join_fit *fit)
{
    char lag[40] = "";
    if (fabs(fit->lag_s) >= 0.005)
        snprintf(lag, sizeof lag, "%.2f s %s ", fabs(fit->lag_s),
                 fit->lag_s < 0 ? "before" : "after");
    if (!isnan(fit->best)) /* quality/checks/joined.c shows this line */
        hinge_build_note(recording,
                         "%s turns %sthe recording's first sensor "
                         "(correlation of the turning rates %.2f)",
                         part->role, lag[0] != '\0' ? lag : "with ", fit->best);
    if ((places->shared == a->n && places->shared == b->n))
        return;
    hinge_build_note(recording,
                     "%s: %zu of its %zu samples belong to one of the %zu before; "
                     "the others are frames of their own",
                     part->role, places->shared, b->n, a->n);
}

enum hinge_status hinge_join_part(struct hinge_recording *recording, const char *shown,
                                  struct hinge_recording *other, const struct hinge_read_part *part,
                                  struct hinge_error *error)
{
    struct clock a = {0}, b = {0};
    struct places places = {0};
    struct hinge_join_fit fit = {(double)NAN, (double)NAN, (double)NAN};
    double rate_hz = recording->header_rate_hz;
    hinge_join_name(other, part->role);
    enum hinge_status status = read_clock(recording, shown, rate_hz, 0, &a, error);
    if (status == HINGE_OK)
        status = read_clock(other, part->shown, other->header_rate_hz, part->offset_s, &b, error);
    if (status == HINGE_OK && !(a.known && b.known))
        for (size_t i = 0; i < a.n || i < b.n; i++) { /* row by row */
            if (i < a.n)
                a.t[i] = (double)i;
            if (i < b.n)
                b.t[i] = (double)i;
        }
    if (status == HINGE_OK)
        place(&a, &b, &places);
    if (status == HINGE_OK)
        status = check(&a, &b, part, error);
    bool clocks = a.known && b.known;
    if (status == HINGE_OK && clocks)
        status = hinge_join_fit(recording, a.t, other, b.t, &fit);
    if (status == HINGE_OK && clocks)
        status = check_clocks(&a, &b, &places, part, &fit, error);
    if (status == HINGE_OK)
        join(recording, other, &b, &places, rate_hz);
    if (status == HINGE_OK)
        note(recording, &a, &b, &places, part, &fit);
    places_clear(&places);
    free(a.t);
    free(b.t);
    return status;
}
