/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of several sensors, or of EMG and force, that are one recording. In: recordings and
 * what was said of each file; out: the first recording with the channels of the others. */
#include "base/parameters.h"
#include "ingest/ingest.h"

#include "body/geometry.h"
#include "signal/signal.h"

/* --- how well two files of one person fit in time: the lag at which their turning rates
 * are most alike. A rate is the length of the change of the quaternion, which rises with
 * the turn whatever the sensor's mounting is. --- */

enum { MOST_PARTS = 9 };

/* Correlation of the two turning rates: as the clocks have them, and with the second
 * clock shifted to where they fit best; and of the first with itself so much later, and the least
 * of it before. NaN where nothing turns, or too little is shared. */
struct fit {
    double as_is, best, itself, between;
    double lag_s; /* by which the second turns later than the first */
};

enum { MOST_LAG = 200 }; /* steps, 10 s */
static const double step_s = 0.05, half_s = 0.125, hole_s = 0.5;
static const double alike = 0.05; /* correlations that do not differ by more */
static const size_t least = 60;   /* steps that a correlation is made of */

/* The turning rate of a sensor at multiples of step_s, from the `first` on. */
struct turning {
    double *rate;
    size_t n;
    long first;
};

static long channel_with(const struct hinge_recording *r, const char *marker, int component)
{
    for (size_t c = 0; c < r->layout.n_channels; c++)
        if ((int)r->layout.channel[c].component == component &&
            strcmp(r->layout.channel[c].marker, marker) == 0)
            return (long)c;
    return -1;
}

/* The components of the first orientation there is; their number, 0 for none. */
static int find_orientation(const struct hinge_recording *r, const double *x[MOST_PARTS],
                            double *to_radian)
{
    static const struct {
        enum hinge_component first;
        int n;
    } kinds[] = {{HINGE_COMPONENT_qw, 4}, {HINGE_COMPONENT_m11, 9}, {HINGE_COMPONENT_roll, 3}};
    for (size_t c = 0; c < r->layout.n_channels; c++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            const struct hinge_channel *channel = &r->layout.channel[c];
            int found = 0;
            if (channel->component != kinds[k].first)
                continue;
            for (; found < kinds[k].n; found++) {
                long at = channel_with(r, channel->marker, (int)kinds[k].first + found);
                if (at < 0)
                    break;
                x[found] = r->data + (size_t)at * r->n_frames;
            }
            *to_radian = channel->unit == HINGE_UNIT_rad ? 1 : M_PI / 180;
            if (found == kinds[k].n)
                return found;
        }
    return 0;
}

/* Row i as a quaternion of the sign that the one before has; false in a gap. */
static bool quaternion_of(const double *const x[MOST_PARTS], int parts, double to_radian, size_t i,
                          double q[4])
{
    double m[MOST_PARTS] = {0}, last[4], along = 0;
    memcpy(last, q, sizeof last);
    for (int k = 0; k < parts; k++) {
        m[k] = x[k][i];
        if (isnan(m[k]))
            return false;
    }
    if (parts == 9)
        hinge_quaternion_of_matrix(m, q);
    else if (parts == 3)
        hinge_quaternion_of_angles(m[0] * to_radian, m[1] * to_radian, m[2] * to_radian, q);
    else
        memcpy(q, m, 4 * sizeof *q);
    for (int k = 0; k < 4; k++)
        along += last[k] * q[k];
    for (int k = 0; along < 0 && k < 4; k++)
        q[k] = -q[k];
    return true;
}

/* Quaternions of the rows without a gap, one after the other, with their times. */
struct path {
    double *t, *q;
    size_t n;
};

/* The quaternion at a time, between the rows around it: *row is the last before, and
 * only goes on. False in a hole. */
static bool interpolate(const struct path *path, double time, size_t *row, double q[4])
{
    while (*row + 2 < path->n && path->t[*row + 1] <= time)
        (*row)++;
    double from = path->t[*row], to = path->t[*row + 1];
    if (time < from || time > to || to - from > hole_s || !(to > from))
        return false;
    const double *a = path->q + 4 * *row, *b = a + 4;
    for (int k = 0; k < 4; k++)
        q[k] = a[k] + (b[k] - a[k]) * (time - from) / (to - from);
    return true;
}

static struct turning turning_of(struct hinge_arena *arena, const struct hinge_recording *r,
                                 const double *t)
{
    struct turning turning = {0};
    struct path path = {0};
    const double *x[MOST_PARTS];
    double to_radian, q[4] = {0};
    int parts = find_orientation(r, x, &to_radian);
    if (parts == 0)
        return turning;
    path.t = hinge_arena_alloc(arena, r->n_frames, sizeof *path.t);
    path.q = hinge_arena_alloc(arena, r->n_frames, sizeof q);
    for (size_t i = 0; i < r->n_frames; i++) {
        if (!quaternion_of(x, parts, to_radian, i, q))
            continue;
        path.t[path.n] = t[i];
        memcpy(path.q + 4 * path.n++, q, sizeof q);
    }
    size_t behind = 0, ahead = 0;
    if (path.n > 1) {
        turning.first = (long)ceil(path.t[0] / step_s);
        long last = (long)floor(path.t[path.n - 1] / step_s);
        turning.n = last >= turning.first ? (size_t)(last - turning.first) + 1 : 0;
        turning.rate = hinge_arena_alloc(arena, turning.n, sizeof *turning.rate);
    }
    for (size_t i = 0; i < turning.n; i++) {
        double time = (double)(turning.first + (long)i) * step_s, sum = 0;
        double a[4], b[4];
        bool there = interpolate(&path, time - half_s, &behind, a) &&
                     interpolate(&path, time + half_s, &ahead, b);
        for (int k = 0; there && k < 4; k++)
            sum += (b[k] - a[k]) * (b[k] - a[k]);
        turning.rate[i] = there ? sqrt(sum) : (double)NAN;
    }
    return turning;
}

/* Pearson's r of a[i] and b[i + shift]; NaN for fewer than half of the shorter. */
static double correlation(const struct turning *a, const struct turning *b, long shift)
{
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    size_t shorter = a->n < b->n ? a->n : b->n;
    for (size_t i = 0; i < a->n; i++) {
        long k = (long)i + shift;
        if (k < 0 || k >= (long)b->n || isnan(a->rate[i] + b->rate[k]))
            continue;
        double u = a->rate[i], w = b->rate[k];
        n++;
        x += u;
        y += w;
        xx += u * u;
        yy += w * w;
        xy += u * w;
    }
    if (n < (double)least || 2 * n < (double)shorter)
        return (double)NAN;
    double spread = (n * xx - x * x) * (n * yy - y * y);
    return spread > 0 ? (n * xy - x * y) / sqrt(spread) : (double)NAN;
}

/* The lags about the clocks, the smallest first: 0, 1, -1, 2 … steps. */
static long lag_of(long d)
{
    return d % 2 == 0 ? -d / 2 : (d + 1) / 2;
}

/* The first orientation of each recording, at the times t (s, increasing; one per
 * frame), is compared. Evenly paced bends fit at every period: the smallest lag counts of
 * those that are the best about them and fit about as well as the best of all. */
static struct fit fit_in_time(struct hinge_arena *arena, const struct hinge_recording *a,
                              const double *t_a, const struct hinge_recording *b, const double *t_b)
{
    const struct turning first = turning_of(arena, a, t_a), second = turning_of(arena, b, t_b);
    struct fit fit = {(double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN};
    if (first.n == 0 || second.n == 0)
        return fit;
    long clocks = first.first - second.first, most = 2 * MOST_LAG;
    double r[2 * MOST_LAG + 1], best = -(double)INFINITY;
    for (long d = 0; d <= most; d++) {
        r[d] = correlation(&first, &second, clocks + lag_of(d));
        best = fmax(best, r[d]);
    }
    if (isnan(r[0])) /* what fits at the largest lags alone is no fit */
        return fit;
    fit.as_is = r[0];
    for (long d = 0; d <= most && isnan(fit.best); d++) {
        long lag = lag_of(d);
        bool end = labs(lag) == MOST_LAG;
        double before = correlation(&first, &second, clocks + lag - 1);
        double after = correlation(&first, &second, clocks + lag + 1);
        if (!(r[d] >= best - alike) || (!end && fmax(before, after) > r[d]))
            continue;
        double bend = before - 2 * r[d] + after; /* the maximum lies between steps */
        double rest = bend < 0 ? 0.5 * (before - after) / bend : 0;
        fit.best = r[d];
        fit.itself = correlation(&first, &first, lag);
        for (long k = 1; k < labs(lag); k++)
            fit.between = fmin(fit.between, correlation(&first, &first, k));
        fit.lag_s = ((double)lag + rest) * step_s;
    }
    return fit;
}

static enum hinge_status goes_backwards(const struct hinge_recording *r, long clock,
                                        const char *shown, size_t i, const double *t,
                                        struct hinge_error *error)
{
    size_t damaged = clock >= 0 ? r->layout.channel[clock].damaged : 0;
    if (damaged > 0 && (isnan(t[i]) || isnan(t[i - 1])))
        return hinge_damaged_refuse(&r->damage->column[damaged - 1], shown, error);
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

/* --- samples of a file beside a recording, at a rate of their own: a channel for each of a frame
 * ("emg.gmax_r [3/17]", the third of at most 17), and their clock likewise --- */

enum { MOST_PER_FRAME = 2048 };

/* Where each sample goes: frame (SIZE_MAX outside the recording) and place in it. */
struct grid {
    double *frame_t, *sample_t;
    size_t *frame, *place;
    size_t n_frames, n_samples, per_frame, outside;
};

/* Seconds of every row: a time column, frame numbers or rows at a rate. */
static enum hinge_status times_of(struct hinge_arena *arena, const struct hinge_recording *r,
                                  double rate_hz, const char *shown, const char *advice, double **t,
                                  struct hinge_error *error)
{
    long time = hinge_recording_channel(r, HINGE_COMPONENT_time);
    long frame = hinge_recording_channel(r, HINGE_COMPONENT_frame);
    size_t n = r->n_frames;
    if (time < 0 && !(rate_hz > 0))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
                               "%s: no clock and no rate, one is expected; %s", shown, advice);
    *t = hinge_arena_alloc(arena, n, sizeof **t);
    const double *x = r->data + (size_t)(time >= 0 ? time : frame >= 0 ? frame : 0) * n;
    double scale = time >= 0 ? hinge_unit_seconds(r->layout.channel[time].unit) : 1 / rate_hz;
    for (size_t i = 0; i < n; i++) {
        (*t)[i] = time >= 0 ? x[i] * scale : frame >= 0 ? (x[i] - x[0]) * scale : (double)i * scale;
        if (i > 0 && !((*t)[i] > (*t)[i - 1]))
            return goes_backwards(r, time >= 0 ? time : frame, shown, i, *t, error);
    }
    return HINGE_OK;
}

/* One column of samples into its channels, from `to` on. */
static void spread_samples(struct hinge_recording *r, const struct grid *g, const char *role,
                           const char *source, const double *x, enum hinge_unit unit, int decimals,
                           size_t damaged, size_t to)
{
    /* `marker`: without its unit in brackets */
    char name[420], marker[300];
    snprintf(marker, sizeof marker, "%.299s", source);
    char *bracket = strpbrk(marker, "([");
    while (bracket != NULL && bracket > marker && bracket[-1] == ' ')
        bracket--;
    if (bracket != NULL && bracket != marker)
        *bracket = '\0';
    for (size_t k = 0; k < g->per_frame; k++) {
        snprintf(name, sizeof name, "%.60s.%.300s [%zu/%zu]", role, source, k + 1, g->per_frame);
        r->layout.channel[to + k] = (struct hinge_channel){
            .landmark = HINGE_LANDMARK_NONE, .decimals = decimals, .damaged = damaged};
        hinge_build_channel(r, to + k, name, marker, HINGE_COMPONENT_other, unit);
    }
    for (size_t i = 0; i < g->n_samples; i++)
        if (g->frame[i] != SIZE_MAX)
            r->data[(to + g->place[i]) * r->n_frames + g->frame[i]] = x[i];
}

static bool is_clock(const struct hinge_channel *channel)
{
    return channel->component == HINGE_COMPONENT_time ||
           channel->component == HINGE_COMPONENT_frame;
}

enum hinge_status hinge_join_analog(struct hinge_recording *recording, const char *shown,
                                    const struct hinge_recording *other,
                                    const struct hinge_read_part *part, double rate_hz,
                                    struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct grid g = {.n_frames = recording->n_frames, .n_samples = other->n_frames};
    double own_rate = recording->header_rate_hz > 0 ? recording->header_rate_hz : rate_hz;
    double their_rate = part->rate_hz > 0 ? part->rate_hz : other->header_rate_hz;
    enum hinge_status status =
        times_of(&arena, recording, own_rate, shown,
                 "say its rate in a column rate_hz, or the file beside it can't be "
                 "put to it",
                 &g.frame_t, error);
    if (status == HINGE_OK)
        status = times_of(&arena, other, their_rate, part->shown, "say it in a column rate_hz:emg",
                          &g.sample_t, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < g.n_samples; i++)
        g.sample_t[i] -= part->offset_s;
    /* each sample to the frame that has begun when it is taken */
    double step =
        g.n_frames > 1 ? (g.frame_t[g.n_frames - 1] - g.frame_t[0]) / (double)(g.n_frames - 1) : 1;
    double late = 0.01 * step; /* clocks are rounded, some to a thousandth */
    size_t frame = 0, used = 0;
    g.frame = hinge_arena_alloc(&arena, g.n_samples, sizeof *g.frame);
    g.place = hinge_arena_alloc(&arena, g.n_samples, sizeof *g.place);
    for (size_t i = 0; i < g.n_samples; i++) {
        double t = g.sample_t[i] + late;
        size_t before = frame;
        while (frame + 1 < g.n_frames && t >= g.frame_t[frame + 1])
            frame++;
        bool outside = t < g.frame_t[0] || t >= g.frame_t[frame] + 1.5 * step;
        used = frame != before || i == 0 ? 0 : used;
        g.frame[i] = outside ? SIZE_MAX : frame;
        g.outside += outside;
        if (outside)
            continue;
        g.place[i] = used++;
        g.per_frame = used > g.per_frame ? used : g.per_frame;
    }
    double from = g.sample_t[0], to = g.sample_t[g.n_samples - 1];
    if (2 * g.outside > g.n_samples)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                               "%s: its clock runs from %.3f to %.3f s, that of the "
                               "recording from %.3f to %.3f s; say its clock minus the "
                               "recording's in a column offset_s:%s",
                               part->shown, from + part->offset_s, to + part->offset_s,
                               g.frame_t[0], g.frame_t[g.n_frames - 1], part->role);
    if (g.per_frame > MOST_PER_FRAME)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                               "%s: %zu samples in one frame of the recording; is its clock "
                               "in another unit?",
                               part->shown, g.per_frame);
    size_t columns = 1, at = 0;
    size_t found =
        other->damage != NULL ? hinge_build_damage(recording, other->damage, part->shown) : 0;
    for (size_t c = 0; c < other->layout.n_channels; c++)
        columns += !is_clock(&other->layout.channel[c]);
    hinge_build_room(recording, columns * g.per_frame, &at);
    spread_samples(recording, &g, part->role, "clock", g.sample_t, HINGE_UNIT_s, -1, 0, at);
    for (size_t k = 0; k < g.per_frame; k++)
        recording->layout.channel[at + k].landmark = HINGE_LANDMARK_analog_time;
    at += g.per_frame;
    for (size_t c = 0; c < other->layout.n_channels; c++) {
        const struct hinge_channel *channel = &other->layout.channel[c];
        if (is_clock(channel))
            continue;
        spread_samples(recording, &g, part->role, channel->source,
                       other->data + c * other->n_frames, channel->unit, channel->decimals,
                       channel->damaged > 0 ? found + channel->damaged : 0, at);
        at += g.per_frame;
    }
    if (g.outside > 0)
        hinge_build_note(recording,
                         "%s: %zu of its %zu samples %s outside the recording and %s not read",
                         part->role, g.outside, g.n_samples, g.outside == 1 ? "is" : "are",
                         g.outside == 1 ? "was" : "were");
    return HINGE_OK;
}

/* --- files of several sensors, on their clocks --- */

/* A lag and a gain of correlation by it that no coordination of a person makes. */
static const double fits = HINGE_FILES_FIT, tells = 0.6, most_lag_s = 0.3, clearly = 0.2;

/* Evenly paced bends are alike at every period: where the first sensor is as much like
 * itself, a shift says nothing of the clocks. A slow one is so after any short time, but then it
 * was never less so before. */
static bool repeats(const struct fit *fit)
{
    return fabs(fit->lag_s) >= most_lag_s && fit->itself >= 0.8 &&
           fit->between < fit->itself - alike;
}

/* A recording's rows in seconds. */
struct clock {
    double *t;
    size_t n;
    bool known; /* false: rows alone */
    bool anew;  /* every file of a program has its zero elsewhere */
};

static enum hinge_status read_clock(struct hinge_arena *arena,
                                    const struct hinge_recording *recording, const char *shown,
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
    if (time >= 0) { /* the column may have its sensor before it: "pelvis.seconds_elapsed" */
        const char *column = recording->layout.channel[time].source, *dot = strrchr(column, '.');
        clock->anew = hinge_same_marker(dot != NULL ? dot + 1 : column, "seconds_elapsed");
    }
    clock->t = hinge_arena_alloc(arena, n, sizeof *clock->t);
    for (size_t i = 0; i < n; i++) {
        clock->t[i] = x != NULL ? x[i] * scale - offset_s : (double)i;
        if (i > 0 && !(clock->t[i] >= clock->t[i - 1]))
            return goes_backwards(recording, time >= 0 ? time : frame, shown, i, clock->t, error);
    }
    return HINGE_OK;
}

/* Where rows of both go: own[i] and other[k] are rows of the joined recording. */
struct places {
    size_t *one, *other;
    size_t n, shared;
};

/* Rows in order of time; two within half a step are one. A pair is kept until the next
 * sample is nearer by a quarter: two sensors that sample in turns stay pairs when their
 * clocks tremble. */
static struct places place(struct hinge_arena *arena, const struct clock *a, const struct clock *b)
{
    struct places places = {.one = hinge_arena_alloc(arena, a->n, sizeof *places.one),
                            .other = hinge_arena_alloc(arena, b->n, sizeof *places.other)};
    double step = a->n > 1 ? (a->t[a->n - 1] - a->t[0]) / (double)(a->n - 1) : 1;
    size_t i = 0, k = 0;
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
        places.shared += both;
        if (both || gap > 0)
            places.one[i++] = places.n;
        if (both || gap < 0)
            places.other[k++] = places.n;
        places.n++;
    }
    return places;
}

static struct hinge_clock grid_of(struct hinge_arena *arena, const struct clock *clock)
{
    struct hinge_clock grid;
    struct hinge_error ignored = HINGE_ERROR_INIT; /* analysis says the same */
    size_t *position = hinge_arena_raw(arena, clock->n, sizeof *position), backwards;
    if (hinge_clock_read(clock->t, clock->n, (double)NAN, hinge_fixed.time_hole, 0, 0, 0, arena,
                         &grid, position, &backwards, &ignored) != HINGE_OK)
        grid.radio = false;
    return grid;
}

/* Radios deliver each sensor in slots of its own, so that rows of two are no pairs: those of
 * `other` are moved to the times of the first, between its own where its grid bridges them.
 * Quaternions keep the sign of the row before; other orientations take the nearer row. */
static void move_rows(struct hinge_recording *other, struct clock *b,
                      const struct hinge_clock *grid, const struct clock *a)
{
    size_t channels = other->layout.n_channels, n = b->n;
    double *data = hinge_alloc(channels * a->n, sizeof *data);
    for (size_t c = 0; c < channels; c++) {
        const struct hinge_channel *channel = &other->layout.channel[c];
        double *q[4] = {other->data + c * n};
        bool nearer =
            channel->component >= HINGE_COMPONENT_m11 && channel->component <= HINGE_COMPONENT_yaw;
        bool turns = channel->component == HINGE_COMPONENT_qw;
        for (int k = 1; turns && k < 4; k++) {
            long at = channel_with(other, channel->marker, HINGE_COMPONENT_qw + k);
            turns = at >= 0;
            q[k] = other->data + (size_t)at * n;
        }
        for (size_t i = 1; turns && i < n; i++)
            if (q[0][i] * q[0][i - 1] + q[1][i] * q[1][i - 1] + q[2][i] * q[2][i - 1] +
                    q[3][i] * q[3][i - 1] <
                0)
                for (int k = 0; k < 4; k++)
                    q[k][i] = -q[k][i];
        size_t next = 0, low = n, high = 0; /* the rows around a time that have a number */
        for (size_t i = 0; i < a->n; i++) {
            const double *x = q[0];
            for (; next < n && b->t[next] <= a->t[i]; next++)
                low = isnan(x[next]) ? low : next;
            high = high < next ? next : high;
            while (high < n && isnan(x[high]))
                high++;
            double after = low < n ? a->t[i] - b->t[low] : (double)NAN;
            double step = low < n && high < n ? b->t[high] - b->t[low] : (double)INFINITY;
            double *out = &data[c * a->n + i];
            *out = after == 0 ? x[low] : (double)NAN;
            if (after > 0 && step <= grid->bridge / grid->rate_hz)
                *out = nearer ? x[2 * after > step ? high : low]
                              : x[low] + after / step * (x[high] - x[low]);
        }
    }
    free(other->data);
    other->data = data;
    other->n_frames = b->n = a->n;
    b->t = a->t;
}

/* Rows of `from` (n_channels x n_from) at their places in `to` (… x n_to). */
static void spread(const double *from, size_t n_channels, size_t n_from, const size_t *row,
                   double *to, size_t n_to)
{
    for (size_t c = 0; c < n_channels; c++)
        for (size_t i = 0; i < n_from; i++)
            to[c * n_to + row[i]] = from[c * n_from + i];
}

void hinge_join_name(struct hinge_recording *recording, const char *role)
{
    bool segment = hinge_landmark_is_segment(hinge_landmark_find(role));
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        struct hinge_channel *channel = &recording->layout.channel[c];
        char source[400], marker[400];
        snprintf(source, sizeof source, "%.60s.%.300s", role, channel->source);
        if (segment) /* others keep the names that their landmark set knows */
            snprintf(marker, sizeof marker, "%.60s.%.300s", role, channel->marker);
        else
            snprintf(marker, sizeof marker, "%.399s", channel->marker);
        hinge_build_channel(recording, c, source, is_clock(channel) ? "" : marker,
                            channel->component, channel->unit);
    }
}

static void join(struct hinge_recording *recording, const struct hinge_recording *other,
                 const char *shown, const struct clock *b, const struct places *places,
                 double rate_hz)
{
    struct hinge_layout *layout = &recording->layout;
    size_t found = other->damage != NULL ? hinge_build_damage(recording, other->damage, shown) : 0;
    size_t before = layout->n_channels, more = other->layout.n_channels;
    struct hinge_arena arena = {layout->blocks};
    struct hinge_channel *channel = hinge_arena_alloc(&arena, before + more, sizeof *channel);
    layout->blocks = arena.head;
    double *data = hinge_alloc((before + more) * places->n, sizeof *data);
    for (size_t i = 0; i < (before + more) * places->n; i++)
        data[i] = (double)NAN;
    spread(recording->data, before, recording->n_frames, places->one, data, places->n);
    spread(other->data, more, other->n_frames, places->other, data + before * places->n, places->n);
    free(recording->data);
    recording->data = data;
    recording->n_frames = places->n;
    memcpy(channel, layout->channel, before * sizeof *channel);
    layout->channel = channel;
    layout->n_channels = before + more;
    for (size_t c = 0; c < more; c++) {
        const struct hinge_channel *from = &other->layout.channel[c];
        channel[before + c] = *from;
        channel[before + c].damaged += from->damaged > 0 ? found : 0;
        hinge_build_channel(recording, before + c, from->source, from->marker,
                            is_clock(from) ? HINGE_COMPONENT_other : from->component, from->unit);
    }
    /* rows that only the other file has get their time by the recording's own clock */
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

static void note(struct hinge_recording *recording, const struct clock *a, const struct clock *b,
                 const struct places *places, const struct hinge_read_part *part,
                 const struct fit *fit)
{
    char lag[40] = "";
    if (fabs(fit->lag_s) >= 0.005)
        snprintf(lag, sizeof lag, "%.2f s %s ", fabs(fit->lag_s),
                 fit->lag_s < 0 ? "before" : "after");
    /* quality/checks.c shows these lines, and warns of a long time after "turns" */
    if (repeats(fit))
        hinge_build_note(recording,
                         "%s: the turning rates correlate by %.2f, shifted by %.2f s by %.2f; "
                         "bends repeat after this time (%.2f), so the clocks are kept",
                         part->role, fit->as_is, fabs(fit->lag_s), fit->best, fit->itself);
    else if (fit->best < tells || (fabs(fit->lag_s) >= most_lag_s && fit->best < fits))
        hinge_build_note(recording,
                         "%s: whether its clock fits the first sensor's cannot be told "
                         "(correlation of the turning rates below %g)",
                         part->role, fit->best < tells ? tells : fits);
    else if (!isnan(fit->best))
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
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct clock a = {0}, b = {0};
    double rate_hz = recording->header_rate_hz;
    hinge_join_name(other, part->role);
    enum hinge_status status = read_clock(&arena, recording, shown, rate_hz, 0, &a, error);
    if (status == HINGE_OK)
        status = read_clock(&arena, other, part->shown, other->header_rate_hz, part->offset_s, &b,
                            error);
    if (status != HINGE_OK)
        return status;
    const bool clocks = a.known && b.known;
    if (!clocks && a.n != b.n)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
            "%s: %zu samples, the recording it belongs to has %zu, and %s: "
            "files of different length are joined by their clocks, add a column of time",
            part->shown, b.n, a.n,
            a.known   ? "it has no clock"
            : b.known ? "that has no clock"
                      : "neither has a clock");
    for (size_t i = 0; !clocks && i < a.n; i++) /* row by row: as many in both */
        a.t[i] = b.t[i] = (double)i;
    struct places places = place(&arena, &a, &b);
    struct fit fit = {(double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN};
    if (clocks) { /* files whose clocks say that they are not of one time are none */
        fit = fit_in_time(&arena, recording, a.t, other, b.t);
        size_t fewer = a.n < b.n ? a.n : b.n;
        if ((a.anew || b.anew) && !part->offset_told)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                "%s: the clock seconds_elapsed begins anew in each file and joins none: "
                "export the column time too, or say its clock minus the other's in a "
                "column offset_s:%s",
                part->shown, part->role);
        if (2 * places.shared < fewer)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                                   "%s: its clock runs from %.3f to %.3f s, that of the "
                                   "recording it belongs to "
                                   "from %.3f to %.3f s: they share %zu of %zu samples; "
                                   "say its clock minus the "
                                   "other's in a column offset_s:%s",
                                   part->shown, b.t[0], b.t[b.n - 1], a.t[0], a.t[a.n - 1],
                                   places.shared, fewer, part->role);
        if (!part->offset_told && fabs(fit.lag_s) >= most_lag_s && fit.best >= fits &&
            fit.best - fit.as_is >= clearly && !repeats(&fit))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                "%s: by the clocks it turns %.2f s %s than the recording it belongs to "
                "(correlation of the turning rates %.2f, without the shift %.2f): the "
                "clocks are not one; say its clock minus the other's in a column "
                "offset_s:%s: %.2f fits best, 0 keeps the clocks as they are",
                part->shown, fabs(fit.lag_s), fit.lag_s > 0 ? "later" : "earlier", fit.best,
                fit.as_is, part->role, fit.lag_s);
        const struct hinge_clock grid = grid_of(&arena, &b);
        if (grid.radio || grid_of(&arena, &a).radio) {
            move_rows(other, &b, &grid, &a);
            places = place(&arena, &a, &b);
        }
    }
    join(recording, other, part->shown, &b, &places, rate_hz);
    note(recording, &a, &b, &places, part, &fit);
    const char *rest = hinge_or_empty(other->notes), *line; /* such as of a file that was cut off */
    static const char begin[] = "warning: ";
    for (size_t n; (line = hinge_next_item(&rest, '\n', &n)) != NULL;)
        if (n >= sizeof begin && strncmp(line, begin, sizeof begin - 1) == 0)
            hinge_build_note(recording, "%s%s: %.*s", begin, part->role,
                             (int)(n - sizeof begin + 1), line + sizeof begin - 1);
    return HINGE_OK;
}
