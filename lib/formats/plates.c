/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Force plates (docs/plates.md). In: a recording whose reader said what the file has of plates
 * (hinge_plates), its landmarks, unit and vertical known; out: channels of the force under each
 * foot, its moment, and the centre of pressure, and a line for each plate. Types as in the C3D user
 * guide, Motion Lab Systems 2008; type 3 as Kistler has it. All work is in metres, N and N m. */
#include "formats/format.h"

#include "base/sample.h"
#include "base/vector.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double LEAST_SIDE_M = 0.05, MOST_SIDE_M = 5; /* of a plate */
static const double SQUARE_DEG = 5;                       /* its corners off a right angle */
static const double NEAR_M = 0.03, OUTSIDE_M = 0.02;      /* beyond its edges */
static const double ON_M = 0.04;                          /* of a foot above its own lowest */
static const double BOTH_SHARE = 0.8, SIDE_SHARE = 0.6, OUT_SHARE = 0.2; /* of loaded frames */
static const double NOBODY_N = 100; /* of frames without anybody */

enum { LEFT = 1, RIGHT = 2, BOTH = 3 };
enum { HEEL, TOE, ANKLE, PARTS };
enum { DECIMALS = 4 }; /* of N, N m and mm that are stored */

/* A landmark's place in metres; x is NULL where it was not tracked. */
struct place {
    double *x, low; /* [n][3]; its 5th percentile upward */
};

/* A recording while its plates are worked out. */
struct plates {
    struct hinge_recording *r;
    const struct hinge_plates *file;
    double metres, up[3]; /* of a length of the file */
    size_t n, samples;    /* frames, all samples */
    struct place foot[2][PARTS];
    struct hinge_arena scratch;
};

/* A plate while it is worked out: its axes (columns), centre and half sides; the force and, about
 * the centre, the moment of each sample, first in its own axes; of each frame the load on it and
 * the centre of pressure (NaN: less than 20 N) in those of the laboratory. */
struct plate {
    const struct hinge_plate *file;
    double R[3][3], centre[3], half[2], unit[HINGE_PLATE_CHANNELS], zero[HINGE_PLATE_CHANNELS];
    int channels, feet;
    bool refused;
    double *wrench[6], *load, *cop[3];
    char line[300];
};

enum hinge_unit hinge_moment_of_newtons(const struct hinge_layout *layout)
{
    enum hinge_unit unit = hinge_position_unit(layout);
    return unit == HINGE_UNIT_m    ? HINGE_UNIT_Nm
           : unit == HINGE_UNIT_cm ? HINGE_UNIT_Ncm
                                   : HINGE_UNIT_Nmm;
}

/* The plate is not used, and something is lost. */
static bool refuse(struct plate *p, const char *format, ...) HINGE_PRINTF(2, 3);
static bool refuse(struct plate *p, const char *format, ...)
{
    va_list args;
    char why[220];
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    snprintf(p->line, sizeof p->line, "type %g, refused: %s", p->file->type, why);
    p->refused = true;
    return false;
}

/* Channels and their units, and the axes: corner 1 is in +x +y of the plate's axes, 2 in -x +y, 4
 * in +x -y; z is mostly down. False: the plate is refused. */
static bool take_geometry(const struct plates *all, struct plate *p)
{
    const struct hinge_plate *file = p->file;
    double c[4][3], side[4][3], length[4], x[3], y[3], z[3], along = 0, sum = 0;
    if (file->type != 1 && file->type != 2 && file->type != 3 && file->type != 4) {
        p->refused = true;
        snprintf(p->line, sizeof p->line, "type %g: not computed; export as type 2 or 4",
                 file->type);
        return false;
    }
    for (int k = 0; k < 36; k++)
        sum += file->matrix[k];
    if (file->type == 4 && isnan(sum))
        return refuse(p, "there is no CAL_MATRIX");
    p->channels = file->type == 3 ? 8 : 6;
    for (int k = 0; k < p->channels; k++) {
        if (file->channel[k] < 0)
            return refuse(p, "channel %d of %d is missing", k + 1, p->channels);
        const struct hinge_channel *channel =
            &all->r->layout
                 .channel[all->file->first + (size_t)file->channel[k] * all->file->samples];
        enum hinge_unit unit = channel->unit;
        bool force = file->type == 3 || k < 3, place = file->type == 1 && (k == 3 || k == 4);
        bool newtons = unit == HINGE_UNIT_N || unit == HINGE_UNIT_kN;
        if (file->type == 4 || (force && unit == HINGE_UNIT_unknown))
            p->unit[k] = 1; /* CAL_MATRIX has the units */
        else if (place)
            p->unit[k] = unit == HINGE_UNIT_unknown ? all->metres : hinge_unit_metres(unit);
        else if (!force && (unit == HINGE_UNIT_unknown || unit == HINGE_UNIT_N))
            p->unit[k] = hinge_unit_newtons(hinge_moment_of_newtons(&all->r->layout));
        else
            p->unit[k] = newtons == force ? hinge_unit_newtons(unit) : 0;
        if (!(p->unit[k] > 0))
            return refuse(p, "%.60s is in %s: export calibrated forces, or the plate's CAL_MATRIX",
                          channel->marker,
                          unit == HINGE_UNIT_other ? "an unknown unit" : hinge_unit_name(unit));
    }
    for (int k = 0; k < 4; k++)
        for (int a = 0; a < 3; a++) {
            c[k][a] = file->corner[k][a] * all->metres;
            p->centre[a] += c[k][a] / 4;
        }
    for (int k = 0; k < 4; k++) {
        for (int a = 0; a < 3; a++)
            side[k][a] = c[(k + 1) % 4][a] - c[k][a];
        length[k] = sqrt(hinge_dot(side[k], side[k]));
        if (!(length[k] >= LEAST_SIDE_M && length[k] <= MOST_SIDE_M))
            return refuse(p, "corners: a side of %.0f mm", 1000 * length[k]);
    }
    for (int k = 0; k < 4; k++) {
        int next = (k + 1) % 4;
        double cosine = -hinge_dot(side[k], side[next]) / (length[k] * length[next]);
        double angle = 180 / M_PI * acos(cosine);
        if (!(fabs(angle - 90) <= SQUARE_DEG))
            return refuse(p, "corners: an angle of %.0f degrees", angle);
    }
    for (int a = 0; a < 3; a++) {
        x[a] = -side[0][a] / length[0];
        along += x[a] * side[3][a];
    }
    for (int a = 0; a < 3; a++)
        y[a] = side[3][a] - along * x[a];
    double size = sqrt(hinge_dot(y, y));
    for (int a = 0; a < 3; a++)
        y[a] /= size;
    hinge_cross(x, y, z);
    for (int a = 0; a < 3; a++) {
        p->R[a][0] = x[a];
        p->R[a][1] = y[a];
        p->R[a][2] = z[a];
    }
    p->half[0] = length[0] / 2;
    p->half[1] = length[3] / 2;
    return true;
}

/* Numbers of a sample, less the plate's zero. */
static void read_sample(const struct plates *all, const struct plate *p, size_t sample,
                        double v[HINGE_PLATE_CHANNELS])
{
    size_t s = sample % all->file->samples, i = sample / all->file->samples;
    for (int k = 0; k < p->channels; k++)
        v[k] =
            all->r->data[(all->file->first + s + (size_t)p->file->channel[k] * all->file->samples) *
                             all->n +
                         i] *
                p->unit[k] -
            p->zero[k];
}

/* Force and moment about the centre, in the plate's axes. */
static void wrench_of(const struct plates *all, const struct plate *p, const double *v, double *f,
                      double *m)
{
    const struct hinge_plate *file = p->file;
    double o[3], arm[3] = {0}, turn[3];
    for (int a = 0; a < 3; a++)
        o[a] = file->origin[a] * all->metres;
    if (file->type == 3) { /* four sensors at ±a, ±b, h below */
        double a = fabs(o[0]), b = fabs(o[1]);
        const double *z = v + 4;
        f[0] = v[0] + v[1];
        f[1] = v[2] + v[3];
        f[2] = z[0] + z[1] + z[2] + z[3];
        m[0] = b * (z[0] + z[1] - z[2] - z[3]);
        m[1] = a * (z[1] + z[2] - z[0] - z[3]);
        m[2] = b * (v[1] - v[0]) + a * (v[2] - v[3]);
        arm[2] = -fabs(o[2]);
    } else if (file->type == 1) {
        const double at[3] = {v[3], v[4], 0};
        memcpy(f, v, 3 * sizeof *f);
        hinge_cross(at, f, m);
        m[2] += v[5];
    } else {
        double x[6] = {0};
        for (int r = 0; r < 6; r++)
            for (int c = 0; file->type == 4 && c < 6; c++)
                x[r] += file->matrix[r + 6 * c] * v[c] * (r < 3 ? 1 : all->metres);
        memcpy(f, file->type == 4 ? x : v, 3 * sizeof *f);
        memcpy(m, file->type == 4 ? x + 3 : v + 3, 3 * sizeof *m);
        for (int a = 0; a < 3; a++) /* some write it from the centre to the transducer */
            arm[a] = o[2] > 0 ? -o[a] : o[a];
    }
    hinge_cross(f, arm, turn);
    for (int a = 0; a < 3; a++)
        m[a] += turn[a];
}

/* Whether a place is above the plate, or so far beside it. */
static bool above(const struct plate *p, const double x[3], double beside)
{
    for (int k = 0; k < 2; k++) {
        double along = 0;
        for (int a = 0; a < 3; a++)
            along += p->R[a][k] * (x[a] - p->centre[a]);
        if (!(fabs(along) <= p->half[k] + beside))
            return false;
    }
    return true;
}

/* What the floor does to the person: force and moment of each sample in the plate's axes, load and
 * centre of pressure of each frame. */
static void fill(struct plates *all, struct plate *p, size_t number)
{
    size_t from = all->file->zero[0], to = all->file->zero[1], samples = all->file->samples;
    double v[HINGE_PLATE_CHANNELS], f[3], m[3], sum = 0;
    const double *c = p->file->polynomial;
    for (int k = 0; k < 10; k++) {
        size_t n = k < 6 ? all->samples : all->n;
        double *x = hinge_arena_raw(&all->scratch, n, sizeof *x);
        *(k < 6 ? &p->wrench[k] : k < 9 ? &p->cop[k - 6] : &p->load) = x;
    }
    /* FORCE_PLATFORM:ZERO are frames without anybody; where somebody stands there, they are none */
    if (from >= 1 && from < to && to <= all->n) {
        double mean[HINGE_PLATE_CHANNELS] = {0};
        bool stands = false;
        for (size_t s = (from - 1) * samples; s < to * samples; s++) {
            read_sample(all, p, s, v);
            for (int k = 0; k < p->channels; k++)
                mean[k] += v[k] / (double)((to - from + 1) * samples);
        }
        for (size_t i = from - 1; i < to; i++)
            for (int part = 0; part < 2 * PARTS; part++) {
                const double *x = all->foot[part % 2][part / 2].x;
                stands = stands || (x != NULL && above(p, x + 3 * i, 0));
            }
        wrench_of(all, p, mean, f, m);
        double force = sqrt(hinge_dot(f, f));
        if (!stands && force < NOBODY_N)
            memcpy(p->zero, mean, sizeof mean);
        else
            hinge_build_note(all->r, "ZERO frames %zu-%zu not used: %.0f N on plate %zu%s", from,
                             to, force, number, stands ? ", a foot above it" : "");
    }
    for (size_t s = 0; s < all->samples; s++) {
        read_sample(all, p, s, v);
        wrench_of(all, p, v, f, m);
        double upward = 0;
        for (int a = 0; a < 3; a++) {
            p->wrench[a][s] = f[a];
            p->wrench[3 + a][s] = m[a];
            upward += all->up[a] * (p->R[a][0] * f[0] + p->R[a][1] * f[1] + p->R[a][2] * f[2]);
        }
        sum += fabs(upward) >= HINGE_LEAST_FORCE_N ? upward : 0;
    }
    for (int k = 0; k < 6 && sum < 0; k++) /* the channels hold the force on the plate */
        for (size_t s = 0; s < all->samples; s++)
            p->wrench[k][s] = -p->wrench[k][s];
    /* of a frame by the means over the samples within half a frame of its time */
    for (size_t i = 0; i < all->n; i++) {
        size_t half = samples / 2, at = i * samples;
        size_t first = at > half ? at - half : 0;
        size_t last = at + half; /* of the frame itself: half of its samples */
        double w[6] = {0};
        for (int k = 0; k < 6; k++)
            for (size_t s = first; s <= last; s++)
                w[k] += p->wrench[k][s] / (double)(last - first + 1);
        /* Kistler's curvature is in the file's length */
        double x = -w[4] / w[2] / all->metres, y = w[3] / w[2] / all->metres, x2 = x * x,
               y2 = y * y;
        if (p->file->type == 3 && !isnan(c[0])) {
            double bend_x = (c[0] * y2 * y2 + c[1] * y2 + c[2]) * x * x2 +
                            (c[3] * y2 * y2 + c[4] * y2 + c[5]) * x;
            double bend_y = (c[6] * x2 * x2 + c[7] * x2 + c[8]) * y * y2 +
                            (c[9] * x2 * x2 + c[10] * x2 + c[11]) * y;
            x -= bend_x;
            y -= bend_y;
        }
        p->load[i] = fabs(w[2]);
        for (int a = 0; a < 3; a++)
            p->cop[a][i] = p->load[i] >= HINGE_LEAST_FORCE_N
                               ? p->centre[a] + all->metres * (p->R[a][0] * x + p->R[a][1] * y)
                               : (double)NAN;
    }
}

/* Median of x over loaded frames. */
static double median_loaded(const struct plates *all, const struct plate *p, const double *x,
                            double *scratch)
{
    size_t known = 0;
    for (size_t i = 0; i < all->n; i++)
        if (p->load[i] >= HINGE_LEAST_FORCE_N && !isnan(x[i]))
            scratch[known++] = x[i];
    return known > 0 ? hinge_quantile_select(scratch, known, 0.5) : (double)NAN;
}

/* Whose feet stand there in loaded frames, and p->line; `told` are feet by the list. A foot is on
 * the plate with heel or toe (else ankle) low and above it, near it with their middle. */
static void judge(struct plates *all, struct plate *p, int told)
{
    static const char *const words[] = {"no foot above it", "left foot", "right foot", "both feet"};
    size_t loaded = 0, outside = 0, on_both = 0, at[2] = {0, 0}, n = all->n;
    double *pct = hinge_arena_raw(&all->scratch, 2 * n, sizeof *pct), *scratch = pct + n, mm[3];
    bool whole[2], tracked = false;
    for (int side = 0; side < 2; side++) {
        const struct place *foot = all->foot[side];
        whole[side] = foot[HEEL].x != NULL && foot[TOE].x != NULL;
        tracked = tracked || whole[side] || foot[ANKLE].x != NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const double cop[3] = {p->cop[0][i], p->cop[1][i], p->cop[2][i]};
        bool on[2] = {false, false};
        if (!(p->load[i] >= HINGE_LEAST_FORCE_N))
            continue;
        loaded++;
        outside += !above(p, cop, OUTSIDE_M);
        for (int side = 0; side < 2; side++) {
            const struct place *foot = all->foot[side];
            double centre[3] = {0};
            int first = whole[side] ? HEEL : ANKLE, last = whole[side] ? TOE : ANKLE;
            for (int part = first; part <= last && foot[part].x != NULL; part++) {
                const double *x = foot[part].x + 3 * i;
                on[side] |= above(p, x, 0) && hinge_dot(x, all->up) < foot[part].low + ON_M;
                for (int a = 0; a < 3; a++)
                    centre[a] += x[a] / (last - first + 1);
            }
            at[side] += on[side] || (foot[last].x != NULL && above(p, centre, NEAR_M));
        }
        on_both += on[0] && on[1];
    }
    if (loaded == 0) {
        snprintf(p->line, sizeof p->line, "type %g, unloaded", p->file->type);
        return;
    }
    if ((double)outside > OUT_SHARE * (double)loaded) {
        refuse(p,
               "the centre of pressure is outside in %.0f %% of the loaded frames: moments are "
               "probably not in Nmm",
               100 * (double)outside / (double)loaded);
        return;
    }
    int more = at[1] > at[0];
    p->feet = told != 0                                        ? told
              : (double)on_both >= BOTH_SHARE * (double)loaded ? BOTH
              : (double)at[more] < SIDE_SHARE * (double)loaded ? 0
                                                               : LEFT + more;
    for (size_t i = 0; i < n; i++) { /* along the foot, or the middle of both */
        double heel[3] = {0}, way[3] = {0}, rest[3];
        for (int side = 0; side < 2; side++) {
            const struct place *foot = all->foot[side];
            double share = p->feet == BOTH ? 0.5 : 1;
            for (size_t a = 0; a < 3 && (p->feet & 1 << side) != 0; a++) {
                double from = whole[side] ? foot[HEEL].x[3 * i + a] : (double)NAN;
                heel[a] += share * from;
                way[a] += whole[side] ? share * (foot[TOE].x[3 * i + a] - from) : (double)NAN;
            }
        }
        double upward = hinge_dot(way, all->up);
        for (int a = 0; a < 3; a++) {
            way[a] -= upward * all->up[a];
            rest[a] = p->cop[a][i] - heel[a];
        }
        pct[i] = 100 * hinge_dot(rest, way) / hinge_dot(way, way);
    }
    double along = median_loaded(all, p, pct, scratch);
    for (int a = 0; a < 3; a++)
        mm[a] = 1000 * median_loaded(all, p, p->cop[a], scratch);
    int used = snprintf(p->line, sizeof p->line,
                        "type %g, %s, %.1f N, cop %.1f %.1f %.1f mm, loaded %.0f %%", p->file->type,
                        p->feet != 0 || tracked ? words[p->feet]
                                                : "no foot tracked (plate_l, plate_r of the list)",
                        median_loaded(all, p, p->load, scratch), mm[0], mm[1], mm[2],
                        100 * (double)loaded / (double)n);
    if (!isnan(along))
        snprintf(p->line + used, sizeof p->line - (size_t)used, ", %.1f %% of the foot", along);
}

/* --- channels of the recording --- */

static bool has(const struct hinge_recording *r, int first, int n)
{
    for (size_t c = 0; c < r->layout.n_channels; c++)
        if ((int)r->layout.channel[c].landmark >= first &&
            (int)r->layout.channel[c].landmark < first + n)
            return true;
    return false;
}

static double rounded(double x, int decimals)
{
    double scale = pow(10, decimals);
    return rint(x * scale) / scale;
}

/* Samples of a landmark as channels from *at on. */
static void add_samples(struct plates *all, int landmark, const double *x, enum hinge_unit unit,
                        unsigned flags, size_t *at)
{
    const char *id = hinge_landmark_name((enum hinge_landmark)landmark);
    size_t samples = all->file->samples;
    char source[80];
    for (size_t s = 0; s < samples; s++, (*at)++) {
        snprintf(source, sizeof source, "%s [%zu/%zu]", id, s + 1, samples);
        hinge_build_channel(all->r, *at, source, id, HINGE_COMPONENT_other, unit);
        struct hinge_channel *channel = &all->r->layout.channel[*at];
        channel->landmark = (enum hinge_landmark)landmark;
        channel->flags = flags;
        channel->decimals = DECIMALS;
        for (size_t i = 0; i < all->n; i++)
            all->r->data[*at * all->n + i] = rounded(x[i * samples + s], DECIMALS);
    }
}

/* The plates under one foot, or both: forces and moments add up, pressures by their load. */
static void add_side(struct plates *all, const struct plate *plate, size_t n_plates, int feet)
{
    static const int roles[][4] = {
        /* up, wrench, pressure, and how many of the wrench */
        [LEFT] = {HINGE_LANDMARK_force_l_n, HINGE_LANDMARK_force_l_x_n, HINGE_LANDMARK_cop_l, 6},
        [RIGHT] = {HINGE_LANDMARK_force_r_n, HINGE_LANDMARK_force_r_x_n, HINGE_LANDMARK_cop_r, 6},
        [BOTH] = {HINGE_LANDMARK_force_both_n, HINGE_LANDMARK_force_both_x_n,
                  HINGE_LANDMARK_cop_both, 3}};
    const int *role = roles[feet];
    const enum hinge_unit unit = hinge_position_unit(&all->r->layout);
    size_t there = 0, at, n = all->n, samples = all->samples;
    for (size_t k = 0; k < n_plates; k++)
        there += plate[k].feet == feet;
    if (there == 0)
        return;
    double *x = hinge_arena_alloc(&all->scratch, 7 * samples, sizeof *x);
    double *cop = hinge_arena_alloc(&all->scratch, 4 * n, sizeof *cop), *load = cop + 3 * n;
    for (size_t k = 0; k < n_plates; k++) {
        const struct plate *p = &plate[k];
        if (p->feet != feet)
            continue;
        for (size_t s = 0; s < samples; s++) { /* to the laboratory's axes, about its origin */
            double f[3], m[3], arm[3];
            for (int a = 0; a < 3; a++) {
                f[a] = m[a] = 0;
                for (int c = 0; c < 3; c++) {
                    f[a] += p->R[a][c] * p->wrench[c][s];
                    m[a] += p->R[a][c] * p->wrench[3 + c][s];
                }
            }
            hinge_cross(p->centre, f, arm);
            x[s] += hinge_dot(f, all->up);
            for (size_t a = 0; a < 3; a++) {
                x[(1 + a) * samples + s] += f[a];
                x[(4 + a) * samples + s] += m[a] + arm[a];
            }
        }
        for (size_t i = 0; i < n; i++)
            for (size_t a = 0; a < 3 && p->load[i] >= HINGE_LEAST_FORCE_N; a++) {
                cop[a * n + i] += p->load[i] * p->cop[a][i];
                load[i] += a == 0 ? p->load[i] : 0;
            }
    }
    for (size_t i = 0; i < 3 * n; i++)
        cop[i] = load[i % n] > 0 ? cop[i] / load[i % n] : (double)NAN;
    /* what list or config name stays */
    bool force = !has(all->r, role[0], 1), wrench = !has(all->r, role[1], role[3]);
    bool pressure = !has(all->r, role[2], 1);
    hinge_build_room(
        all->r, (force + (wrench ? (size_t)role[3] : 0)) * all->file->samples + (pressure ? 3 : 0),
        &at);
    if (force)
        add_samples(all, role[0], x, HINGE_UNIT_N, 0, &at);
    for (int c = 0; wrench && c < role[3]; c++)
        add_samples(all, role[1] + c, x + (size_t)(1 + c) * samples,
                    c < 3 ? HINGE_UNIT_N : HINGE_UNIT_Nm, HINGE_CHANNEL_LABORATORY, &at);
    const char *id = hinge_landmark_name((enum hinge_landmark)role[2]);
    int decimals = unit == HINGE_UNIT_m ? DECIMALS + 3 : DECIMALS;
    for (size_t a = 0; a < 3 && pressure; a++, at++) {
        char source[80];
        snprintf(source, sizeof source, "%s_%c", id, "xyz"[a]);
        hinge_build_channel(all->r, at, source, id,
                            (enum hinge_component)(HINGE_COMPONENT_x + (int)a), unit);
        all->r->layout.channel[at].landmark = (enum hinge_landmark)role[2];
        all->r->layout.channel[at].decimals = decimals;
        for (size_t i = 0; i < n; i++)
            all->r->data[at * n + i] = rounded(cop[a * n + i] / all->metres, decimals);
    }
}

/* Whether plate `number` is in "1+3". */
static bool is_named(const char *list, size_t number)
{
    for (const char *at = list; at != NULL && *at != '\0'; at += strspn(at, " +")) {
        char *end;
        unsigned long one = strtoul(at, &end, 10);
        if (one == number)
            return true;
        at = end > at ? end : at + 1;
    }
    return false;
}

void hinge_plates_apply(struct hinge_recording *recording, const char *left, const char *right)
{
    static const int parts[] = {HINGE_LANDMARK_heel_l, HINGE_LANDMARK_toe_l,
                                HINGE_LANDMARK_ankle_l};
    struct hinge_plates *file = recording->plates;
    struct plates all = {.r = recording, .file = file, .n = recording->n_frames, .metres = 0.001};
    bool any_both = false;
    for (int k = 0; k < 2; k++) {
        const char *list = k == 0 ? left : right;
        size_t there = file != NULL ? file->n : 0, named = 0;
        for (size_t number = 1; number <= there; number++)
            named += is_named(list, number);
        if (list != NULL && *list != '\0' && named == 0)
            hinge_build_note(recording,
                             "warning: plate_%c is %.40s, the file has %zu force plate%s", "lr"[k],
                             list, there, there == 1 ? "" : "s");
    }
    if (file == NULL)
        return;
    const char *up = recording->layout.up; /* "+z" */
    if (strlen(up) != 2 || up[1] < 'x' || up[1] > 'z') {
        hinge_build_note(recording, "its force plates need the vertical: say it with --up");
        return;
    }
    all.up[up[1] - 'x'] = up[0] == '-' ? -1 : 1;
    const double metres = hinge_unit_metres(hinge_position_unit(&recording->layout));
    all.metres = metres > 0 ? metres : all.metres;
    all.samples = all.n * file->samples;
    for (int k = 0; k < 2 * PARTS; k++) {
        struct place *place = &all.foot[k % 2][k / 2];
        size_t n = all.n, known = 0, markers = 0;
        double *x = hinge_arena_alloc(&all.scratch, 4 * n, sizeof *x), *height = x + 3 * n;
        for (size_t c = 0; c + 2 < recording->layout.n_channels; c++) {
            const struct hinge_channel *channel = &recording->layout.channel[c];
            if ((int)channel->landmark != parts[k / 2] + k % 2 ||
                channel->component != HINGE_COMPONENT_x)
                continue;
            markers++; /* averaged; a C3D has the coordinates of a point one after the other */
            for (size_t i = 0; i < n; i++) {
                const double *from = recording->data + c * n + i;
                bool seen = from[0] != 0 || from[n] != 0 || from[2 * n] != 0;
                for (size_t a = 0; a < 3; a++)
                    x[3 * i + a] += seen ? all.metres * from[a * n] : (double)NAN;
            }
        }
        for (size_t i = 0; i < 3 * n; i++)
            x[i] /= (double)markers;
        for (size_t i = 0; i < n; i++)
            if (!isnan(hinge_dot(x + 3 * i, all.up)))
                height[known++] = hinge_dot(x + 3 * i, all.up);
        place->x = known > 0 ? x : NULL;
        place->low = hinge_quantile_select(height, known, 0.05);
    }
    struct plate *plate = hinge_arena_alloc(&all.scratch, file->n, sizeof *plate);
    struct hinge_arena lines = {recording->layout.blocks};
    for (size_t k = 0; k < file->n; k++) {
        int told = (is_named(left, k + 1) ? LEFT : 0) | (is_named(right, k + 1) ? RIGHT : 0);
        plate[k].file = &file->plate[k];
        if (take_geometry(&all, &plate[k])) {
            fill(&all, &plate[k], k + 1);
            judge(&all, &plate[k], told);
        }
        any_both = any_both || plate[k].feet == BOTH;
        hinge_build_note(recording, "%splate %zu: %s", plate[k].refused ? "warning: " : "", k + 1,
                         plate[k].line);
        file->plate[k].line = hinge_arena_strdup(&lines, plate[k].line);
    }
    recording->layout.blocks = lines.head;
    for (size_t k = 0; k < file->n; k++) /* one more under a foot of both: of both, too */
        plate[k].feet = any_both && plate[k].feet != 0 ? BOTH : plate[k].feet;
    for (int feet = LEFT; feet <= BOTH; feet++)
        add_side(&all, plate, file->n, feet);
    hinge_arena_clear(&all.scratch);
}
