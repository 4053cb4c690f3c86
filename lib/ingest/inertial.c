/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orientation of sensors that give acceleration and angular rate alone: VQF without magnetometer,
 * offline (Laidig and Seel 2023, doi 10.1016/j.inffus.2022.10.014). In: a recording whose format
 * names them (ax … gz, or pelvis_ax …); out: four channels more for each, a quaternion from the
 * sensor to a global frame with z up, whose heading nothing tells. */
#include "base/parameters.h"
#include "ingest/ingest.h"

#include "body/geometry.h"
#include "signal/signal.h"

static const double least_hz = 20, tau_s = 3, degree = M_PI / 180;

/* One sensor: m/s² and rad/s, without what is known of their errors. */
struct inertial {
    const char *shown, *who, *role; /* file, segment of a column or "", segment for messages */
    double rate_hz;
    size_t n;
    struct hinge_clock clock; /* of a radio: samples are those of its even grid */
    double *t;                /* s, of the rows */
    size_t *position;
    double *acc[3], *gyr[3], *sum[6];
    bool *rest;
    size_t first_rest, last_rest; /* where these seconds begin; SIZE_MAX: nothing rests */
    double bias[3], grows[3]; /* rad/s at the first sample, and how much from each to the next */
    double gravity_off;       /* degrees, of the last rest from the first; NaN: there are not two */
    struct hinge_arena *arena;
};

static enum hinge_status refuse(const struct inertial *s, enum hinge_reason reason,
                                struct hinge_error *error, const char *what)
{
    return hinge_error_set(error, HINGE_INPUT, reason, "%s%s%s: %s", s->shown,
                           *s->who != '\0' ? ": " : "", s->who, what);
}

/* Twice through a Butterworth low-pass of second order, once backward, with ends extended by
 * three time constants of odd reflection. */
static void slow_part(const struct inertial *s, double *x)
{
    double k = tan(M_PI * (sqrt(2) / (2 * M_PI * tau_s)) / s->rate_hz);
    double norm = 1 / (1 + sqrt(2) * k + k * k), b = k * k * norm;
    double a1 = 2 * (k * k - 1) * norm, a2 = (1 - sqrt(2) * k + k * k) * norm;
    size_t more = (size_t)lround(3 * tau_s * s->rate_hz), n = s->n;
    more = more < n ? more : n - 1;
    size_t all = n + 2 * more;
    double *y = hinge_arena_raw(s->arena, all, sizeof *y);
    for (size_t i = 0; i < more; i++) {
        y[i] = 2 * x[0] - x[more - i];
        y[all - 1 - i] = 2 * x[n - 1] - x[n - 1 - more + i];
    }
    memcpy(y + more, x, n * sizeof *y);
    for (int pass = 0; pass < 2; pass++) {
        double first = y[pass == 0 ? 0 : all - 1], z1 = 0, z2 = 0;
        for (size_t i = 0; i < all; i++) {
            double *at = &y[pass == 0 ? i : all - 1 - i], in = *at - first;
            double out = b * in + z1;
            z1 = 2 * b * in - a1 * out + z2;
            z2 = b * in - a2 * out;
            *at = out + first;
        }
    }
    memcpy(x, y + more, n * sizeof *y);
}

static double mean_from(const struct inertial *s, int series, size_t from, size_t to)
{
    return (s->sum[series][to] - s->sum[series][from]) / (double)(to - from);
}

/* Degrees between the mean accelerations of two stretches of as many samples. */
static double gravity_apart(const struct inertial *s, size_t from, size_t other, size_t samples)
{
    double a[3], b[3], across[3];
    for (int k = 0; k < 3; k++) {
        a[k] = mean_from(s, k, from, from + samples);
        b[k] = mean_from(s, k, other, other + samples);
    }
    hinge_cross(a, b, across);
    return atan2(sqrt(hinge_dot(across, across)), hinge_dot(a, b)) / degree;
}

/* Whether nothing moves in a second: each series stays near its mean, and gravity comes from one
 * direction. A slow bend and swaying turn it. The mean rate is the gyroscope's offset, of any size.
 * `rms`: of the rate about its mean. */
static bool is_still(const struct inertial *s, size_t from, size_t window, double *rms)
{
    static const double most_rate = 2 * degree, most_acc = 0.5, most_apart_deg = 0.5;
    const size_t third = window / 3, last = from + window - third;
    double ss = 0;
    if (gravity_apart(s, from, from + third, third) > most_apart_deg ||
        gravity_apart(s, from, last, third) > most_apart_deg ||
        gravity_apart(s, from + third, last, third) > most_apart_deg)
        return false;
    for (int k = 0; k < 6; k++) {
        const double *x = k < 3 ? s->acc[k] : s->gyr[k - 3];
        const double mean = mean_from(s, k, from, from + window);
        for (size_t i = from; i < from + window; i++) {
            if (!(fabs(x[i] - mean) < (k < 3 ? most_acc : most_rate)))
                return false;
            ss += k < 3 ? 0 : (x[i] - mean) * (x[i] - mean);
        }
    }
    *rms = sqrt(ss / (double)window);
    return true;
}

/* Seconds in which nothing moves, and from them the gyroscope's offset: the mean rate of the
 * stillest; with rest in the first and in the last third of the recording the line through the
 * stillest of each, as it grows with warmth. How many samples rest. */
static size_t find_rest(struct inertial *s)
{
    const size_t window = (size_t)lround(s->rate_hz), step = window / 4;
    size_t resting = 0, at[3]; /* of all, of the first third, of the last */
    double least[3] = {INFINITY, INFINITY, INFINITY}, rms;
    s->first_rest = s->last_rest = SIZE_MAX;
    for (size_t from = 0; from + window <= s->n; from += step) {
        const double middle = ((double)from + (double)window / 2) / (double)s->n;
        const int part = middle < 1.0 / 3 ? 1 : middle > 2.0 / 3 ? 2 : 0;
        if (!is_still(s, from, window, &rms))
            continue;
        s->first_rest = s->first_rest == SIZE_MAX ? from : s->first_rest;
        s->last_rest = from;
        for (int k = 0; k < 3; k++)
            if ((k == 0 || k == part) && rms < least[k]) {
                least[k] = rms;
                at[k] = from;
            }
        for (size_t i = from; i < from + window; i++) {
            resting += !s->rest[i];
            s->rest[i] = true;
        }
    }
    const bool line = isfinite(least[1]) && isfinite(least[2]);
    for (int k = 0; k < 3 && resting > 0; k++) {
        const size_t one = line ? at[1] : at[0];
        s->bias[k] = mean_from(s, 3 + k, one, one + window);
        if (!line)
            continue;
        s->grows[k] =
            (mean_from(s, 3 + k, at[2], at[2] + window) - s->bias[k]) / (double)(at[2] - at[1]);
        s->bias[k] -= s->grows[k] * ((double)at[1] + (double)(window - 1) / 2);
    }
    return resting;
}

/* Where nothing rests, what may be the offset, deg/s: the mean rate between the two seconds that
 * are furthest apart and have one gravity. What turns and comes back has the mean 0. */
static double find_drift(const struct inertial *s)
{
    static const double most_apart_deg = 3;
    const size_t window = (size_t)lround(s->rate_hz), step = window / 4;
    const size_t windows = s->n < window ? 0 : (s->n - window) / step + 1;
    const double least = cos(most_apart_deg * degree);
    double(*up)[3] = hinge_arena_alloc(s->arena, windows + 1, sizeof *up), a[3];
    for (size_t i = 0; i < windows; i++) {
        for (int k = 0; k < 3; k++)
            a[k] = mean_from(s, k, i * step, i * step + window);
        (void)hinge_unit(a, up[i]); /* 0 0 0 is far from all */
    }
    for (size_t apart = windows; apart-- > 4;) /* a second: they share no sample */
        for (size_t i = 0; i + apart < windows; i++)
            if (hinge_dot(up[i], up[i + apart]) >= least) {
                const size_t from = i * step + window / 2; /* from middle to middle */
                double rate[3];
                for (int k = 0; k < 3; k++)
                    rate[k] = mean_from(s, 3 + k, from, from + apart * step);
                return round(sqrt(hinge_dot(rate, rate)) / degree * 1000) / 1000; /* packs well */
            }
    return HINGE_DRIFT_UNKNOWN;
}

static double *norm_of(const struct inertial *s, double *const x[3])
{
    double *norm = hinge_arena_raw(s->arena, s->n, sizeof *norm);
    for (size_t i = 0; i < s->n; i++)
        norm[i] = sqrt(x[0][i] * x[0][i] + x[1][i] * x[1][i] + x[2][i] * x[2][i]);
    return norm;
}

/* How far the gyroscope turns by its numbers, over how far slow acceleration turns in the sensor:
 * about 1 where they are radians per second. */
static double turning_ratio(const struct inertial *s)
{
    double *acc[3], *gyr[3], turned = 0, rates = 0;
    for (int k = 0; k < 3; k++) {
        acc[k] = hinge_arena_raw(s->arena, s->n, sizeof **acc);
        gyr[k] = hinge_arena_raw(s->arena, s->n, sizeof **gyr);
        double bias = hinge_median(s->gyr[k], s->n, s->arena);
        for (size_t i = 0; i < s->n; i++) {
            acc[k][i] = s->acc[k][i];
            gyr[k][i] = s->gyr[k][i] - bias;
        }
    }
    hinge_lowpass_several(acc, 3, s->n, s->rate_hz, 1, s->arena);
    hinge_lowpass_several(gyr, 3, s->n, s->rate_hz, 1, s->arena);
    for (size_t i = 1; i < s->n; i++) {
        const double a[3] = {acc[0][i - 1], acc[1][i - 1], acc[2][i - 1]};
        const double b[3] = {acc[0][i], acc[1][i], acc[2][i]};
        const double w[3] = {gyr[0][i], gyr[1][i], gyr[2][i]};
        double across[3], u[3], part[3];
        if (!hinge_unit(b, u))
            continue;
        hinge_cross(a, b, across);
        hinge_cross(w, u, part);
        turned += atan2(sqrt(hinge_dot(across, across)), hinge_dot(a, b));
        rates += sqrt(hinge_dot(part, part)) / s->rate_hz;
    }
    return rates / turned;
}

/* Units of both, as the file says or as their numbers show, rest, and refusals. */
static enum hinge_status settle(struct inertial *s, enum hinge_unit acc, enum hinge_unit gyr,
                                struct hinge_error *error)
{
    double all = hinge_median(norm_of(s, s->acc), s->n, s->arena), turns = 0;
    char what[200];
    for (int k = 0; k < 3; k++)
        for (size_t i = 0; i < s->n; i++)
            turns = fmax(turns, fabs(s->gyr[k][i]));
    if (!(turns > 0))
        return refuse(s, HINGE_REASON_INSUFFICIENT_LANDMARKS, error,
                      "no gyroscope, or one of zeros: acceleration alone gives no angle");
    bool told = acc == HINGE_UNIT_g || acc == HINGE_UNIT_m_s2;
    bool in_g = acc == HINGE_UNIT_g || (!told && all < 2 && all > 0.5);
    bool in_mg = !told && all < 2000 && all > 500; /* thousandths of g */
    double scale = in_g ? HINGE_STANDARD_GRAVITY : in_mg ? HINGE_STANDARD_GRAVITY / 1000 : 1;
    if (all * scale < 2)
        return refuse(s, HINGE_REASON_INSUFFICIENT_LANDMARKS, error,
                      "acceleration without gravity: export total acceleration");
    for (int k = 0; k < 3; k++)
        for (size_t i = 0; i < s->n; i++)
            s->acc[k][i] *= scale;
    double ratio = gyr == HINGE_UNIT_deg_s || gyr == HINGE_UNIT_rad_s ? 1 : turning_ratio(s);
    bool degrees = gyr == HINGE_UNIT_deg_s;
    if (gyr != HINGE_UNIT_deg_s && gyr != HINGE_UNIT_rad_s) {
        degrees = ratio * degree >= 0.5 && ratio * degree <= 2;
        if (!degrees && !(ratio >= 0.5 && ratio <= 2))
            return refuse(s, HINGE_REASON_UNITS_UNKNOWN, error,
                          "gyroscope: neither rad/s nor deg/s fits the turning of the "
                          "acceleration; say the unit in the header, gx (deg/s)");
    }
    for (int k = 0; degrees && k < 3; k++)
        for (size_t i = 0; i < s->n; i++)
            s->gyr[k][i] *= degree;
    /* Sums of the six series before each sample, so that a window's mean takes two of them. */
    for (int k = 0; k < 6; k++) {
        const double *x = k < 3 ? s->acc[k] : s->gyr[k - 3];
        s->sum[k] = hinge_arena_raw(s->arena, s->n + 1, sizeof **s->sum);
        s->sum[k][0] = 0;
        for (size_t i = 0; i < s->n; i++)
            s->sum[k][i + 1] = s->sum[k][i] + x[i];
    }
    size_t resting = find_rest(s);
    /* the median of a series over the frames of rest; over all frames if none is at rest */
    const double *x = norm_of(s, s->acc);
    double *kept = hinge_arena_raw(s->arena, s->n, sizeof *kept);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (resting == 0 || s->rest[i])
            kept[n++] = x[i];
    double still = hinge_median(kept, n, s->arena);
    if (fabs(still / HINGE_STANDARD_GRAVITY - 1) > 0.05) {
        snprintf(what, sizeof what,
                 "%.1f m/s² at rest, 9.81 is expected: a bias? give accel_bias:%s", still, s->role);
        return refuse(s, HINGE_REASON_UNITS_UNKNOWN, error, what);
    }
    return HINGE_OK;
}

/* Gravity at the last rest against the first, by the rates without their offset; x: acceleration in
 * the frame of the first sample. */
static double gravity_off(const struct inertial *s, double *const x[3])
{
    const size_t window = (size_t)lround(s->rate_hz);
    double a[3], b[3], across[3];
    if (s->first_rest == SIZE_MAX || s->last_rest < s->first_rest + window)
        return NAN;
    for (int k = 0; k < 3; k++) {
        a[k] = hinge_mean(x[k] + s->first_rest, window);
        b[k] = hinge_mean(x[k] + s->last_rest, window);
    }
    hinge_cross(a, b, across);
    return atan2(sqrt(hinge_dot(across, across)), hinge_dot(a, b)) / degree;
}

/* The four steps of the filter; q[4][n]. */
static void orient(struct inertial *s, double *const out[4])
{
    double q[4] = {1, 0, 0, 0}, *slow[3];
    for (int k = 0; k < 3; k++)
        slow[k] = hinge_arena_raw(s->arena, s->n, sizeof **slow);
    for (size_t i = 0; i < s->n; i++) {
        const double a[3] = {s->acc[0][i], s->acc[1][i], s->acc[2][i]};
        double w[3], earth[3], step[4], next[4];
        for (int k = 0; k < 3; k++)
            w[k] = s->gyr[k][i] - s->bias[k] - s->grows[k] * (double)i;
        double speed = sqrt(hinge_dot(w, w)), half = speed / s->rate_hz / 2;
        step[0] = cos(half);
        for (int k = 0; k < 3; k++)
            step[1 + k] = speed > 0 ? w[k] / speed * sin(half) : 0;
        hinge_quaternion_multiply(q, step, next); /* the rate of a sample leads to it */
        double length =
            sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2] + next[3] * next[3]);
        for (int k = 0; k < 4; k++)
            out[k][i] = q[k] = next[k] / length;
        hinge_quaternion_rotate(q, a, earth);
        for (int k = 0; k < 3; k++)
            slow[k][i] = earth[k];
    }
    s->gravity_off = gravity_off(s, slow);
    for (int k = 0; k < 3; k++)
        slow_part(s, slow[k]);
    for (size_t i = 0; i < s->n; i++) {
        const double a[3] = {slow[0][i], slow[1][i], slow[2][i]},
                     before[4] = {out[0][i], out[1][i], out[2][i], out[3][i]};
        double u[3], c[4] = {0, 1, 0, 0}, result[4];
        if (hinge_unit(a, u) && u[2] >= -0.99) {
            double length = sqrt((1 + u[2]) * (1 + u[2]) + u[1] * u[1] + u[0] * u[0]);
            c[0] = (1 + u[2]) / length;
            c[1] = u[1] / length;
            c[2] = -u[0] / length;
        }
        hinge_quaternion_multiply(c, before, result);
        for (int k = 0; k < 4; k++)
            out[k][i] = result[k];
    }
}

/* What the rates were taken for, and how well that fits. */
static void note_rest(struct hinge_recording *r, const struct inertial *s, double drift)
{
    char line[300];
    const double *b = s->bias, last = (double)(s->n - 1);
    const bool line_of = s->grows[0] != 0 || s->grows[1] != 0 || s->grows[2] != 0;
    int used;
    if (s->first_rest == SIZE_MAX) {
        used = snprintf(line, sizeof line,
                        "nothing rests: stand still for two seconds first; the gyroscope's bias is "
                        "taken as 0, and ");
        snprintf(line + used, sizeof line - (size_t)used,
                 drift < 0 ? "nothing shows how far off that is" : "may be %.2f deg/s", drift);
    } else {
        used = snprintf(line, sizeof line, "the gyroscope's bias %s %.2f %.2f %.2f",
                        line_of ? "goes from" : "is", b[0] / degree, b[1] / degree, b[2] / degree);
        if (line_of)
            used +=
                snprintf(line + used, sizeof line - (size_t)used, " to %.2f %.2f %.2f",
                         (b[0] + last * s->grows[0]) / degree, (b[1] + last * s->grows[1]) / degree,
                         (b[2] + last * s->grows[2]) / degree);
        used += snprintf(line + used, sizeof line - (size_t)used, " deg/s");
        if (!isnan(s->gravity_off))
            snprintf(line + used, sizeof line - (size_t)used,
                     "; gravity at the last rest is %.1f degrees from the first", s->gravity_off);
    }
    hinge_build_note(r, "%s%sorientation by VQF of acceleration and angular rate; %s", s->who,
                     *s->who != '\0' ? ": " : "", line);
}

/* The sensor whose channels are called `who`ax … `who`gz, from channel `first` on. */
static enum hinge_status orient_one(struct hinge_recording *r, const size_t at[6],
                                    struct inertial *s, const char *bias_text,
                                    struct hinge_error *error)
{
    static const char *const parts[] = {"qw", "qx", "qy", "qz", "drift"};
    static const double most_off_deg = 3;
    double *all[6], offset[3] = {0}, *q[4];
    size_t first = 0, rows = r->n_frames;
    bool *lost = hinge_arena_alloc(s->arena, rows, sizeof *lost);
    char name[120];
    for (int k = 0; k < 3 && bias_text != NULL && *bias_text != '\0'; k++) {
        const char *number = bias_text + strspn(bias_text, " ");
        size_t length = strcspn(number, " ");
        bias_text = number + length;
        if (hinge_number_parse(number, length, '.', &offset[k], NULL) != HINGE_NUMBER_VALUE ||
            (bias_text[strspn(bias_text, " ")] == '\0') != (k == 2))
            return refuse(
                s, HINGE_REASON_NOT_A_NUMBER, error,
                "accel_bias has three numbers in the unit of the file, such as 0.1 -0.02 0.3");
    }
    for (int k = 0; k < 6; k++) {
        const double *x = r->data + at[k] * rows;
        double last = 0;
        for (size_t i = 0; i < rows; i++)
            lost[i] = lost[i] || isnan(x[i]);
        all[k] = hinge_arena_raw(s->arena, s->n, sizeof **all);
        if (s->clock.radio) {
            hinge_clock_place(&s->clock, s->t, s->position, x, rows, 1, all[k]);
            x = all[k];
        }
        for (size_t i = 0; i < s->n; i++) {
            last = isnan(x[i]) ? last : x[i] - (k < 3 ? offset[k] : 0);
            all[k][i] = last;
        }
        *(k < 3 ? &s->acc[k] : &s->gyr[k - 3]) = all[k];
    }
    enum hinge_status status =
        settle(s, r->layout.channel[at[0]].unit, r->layout.channel[at[3]].unit, error);
    if (status != HINGE_OK)
        return status;
    for (int k = 0; k < 4; k++)
        q[k] = hinge_arena_raw(s->arena, s->n, sizeof **q);
    orient(s, q);
    const bool rests = s->first_rest != SIZE_MAX, off = s->gravity_off > most_off_deg;
    const double drift = off ? HINGE_DRIFT_GRAVITY : rests ? (double)NAN : find_drift(s);
    hinge_build_room(r, isnan(drift) ? 4 : 5, &first);
    for (int k = 0; k < (isnan(drift) ? 4 : 5); k++) {
        snprintf(name, sizeof name, "%s%s%s (VQF)", s->who, *s->who != '\0' ? "_" : "", parts[k]);
        r->layout.channel[first + (size_t)k] =
            (struct hinge_channel){.landmark = HINGE_LANDMARK_NONE,
                                   .flags = HINGE_CHANNEL_HEADING_FREE,
                                   .decimals = k == 4 ? 3 : -1};
        hinge_build_channel(r, first + (size_t)k, name, s->who,
                            k == 4 ? HINGE_COMPONENT_drift
                                   : HINGE_COMPONENT_qw + (enum hinge_component)k,
                            k == 4 ? HINGE_UNIT_deg_s : HINGE_UNIT_unknown);
        for (size_t i = 0; i < rows; i++) {
            double frame = s->clock.radio ? (s->t[i] - s->clock.start_s) * s->rate_hz : (double)i;
            r->data[(first + (size_t)k) * rows + i] =
                lost[i]  ? (double)NAN
                : k == 4 ? drift
                         : hinge_value_at(q[k], s->n, fmin(frame, (double)(s->n - 1)));
        }
    }
    note_rest(r, s, drift);
    return HINGE_OK;
}

enum hinge_status hinge_inertial_orient(struct hinge_recording *recording, const char *shown,
                                        double rate_hz, const char *role, const char *accel_bias,
                                        struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t channels = recording->layout.n_channels;
    if (recording->layout.format == NULL || strcmp(recording->layout.format, "sensor") != 0)
        return HINGE_OK;
    for (size_t c = 0; c < channels && status == HINGE_OK; c++) {
        static const char *const ends[] = {"ax", "ay", "az", "gx", "gy", "gz"};
        const char *marker = recording->layout.channel[c].marker;
        size_t length = strlen(marker), at[6], found = 0;
        char who[60] = "", wanted[64];
        if (recording->layout.channel[c].component != HINGE_COMPONENT_other ||
            !hinge_ends_with(marker, "ax"))
            continue;
        snprintf(who, sizeof who, "%.*s", length > 2 ? (int)length - 3 : 0, marker);
        for (; found < 6; found++) {
            snprintf(wanted, sizeof wanted, "%s%s%s", who, *who != '\0' ? "_" : "", ends[found]);
            at[found] = 0;
            while (at[found] < channels &&
                   strcmp(recording->layout.channel[at[found]].marker, wanted) != 0)
                at[found]++;
            if (at[found] == channels)
                break;
        }
        if (found < 6)
            continue;
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        struct inertial s = {.shown = shown,
                             .who = who,
                             .role = *who != '\0'   ? who
                                     : role != NULL ? role
                                                    : "<segment>",
                             .arena = &arena};
        /* the rate of the rows, which are taken as even; a radio's are put on an even grid */
        long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
        size_t n = recording->n_frames, backwards;
        struct hinge_error ignored = HINGE_ERROR_INIT; /* analysis says the same */
        s.n = n;
        s.rate_hz = recording->header_rate_hz > 0 ? recording->header_rate_hz : rate_hz;
        if (time >= 0 && n >= 2) {
            const double *t = recording->data + (size_t)time * n;
            double unit = hinge_unit_seconds(recording->layout.channel[time].unit),
                   span = (t[n - 1] - t[0]) * unit;
            s.rate_hz = span > 0 ? (double)(n - 1) / span : s.rate_hz;
            s.t = hinge_arena_raw(s.arena, n, sizeof *s.t);
            s.position = hinge_arena_raw(s.arena, n, sizeof *s.position);
            for (size_t i = 0; i < n; i++)
                s.t[i] = t[i] * unit;
            if (hinge_clock_read(s.t, n, (double)NAN, hinge_fixed.time_hole, 0, 0, 0, s.arena,
                                 &s.clock, s.position, &backwards, &ignored) != HINGE_OK)
                s.clock.radio = false;
            if (s.clock.radio) {
                s.n = s.clock.n;
                s.rate_hz = s.clock.rate_hz;
            }
        }
        s.rest = hinge_arena_alloc(&arena, s.n, sizeof *s.rest);
        if (s.n < 12 || !(s.rate_hz >= least_hz))
            status =
                refuse(&s, HINGE_REASON_FS_TOO_LOW, error,
                       "acceleration and angular rate need 12 samples, 20 a second, and a clock "
                       "or a column rate_hz");
        else
            status = orient_one(recording, at, &s, accel_bias, error);
    }
    return status;
}
