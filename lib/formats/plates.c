/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Force plates (docs/plates.md). In: a recording whose reader said what the file has of plates
 * (hinge_plates), or with columns of OpenSim's force file, its landmarks, unit and vertical known;
 * out: channels of the force under each foot, its moment, and the centre of pressure, and a line
 * for each plate. Types as in the C3D user guide, Motion Lab Systems 2008; type 3 as Kistler has
 * it. All work is in metres, N and N m. */
#include "formats/format.h"

#include "base/vector.h"

static const double LEAST_SIDE_M = 0.05, MOST_SIDE_M = 5; /* of a plate */
static const double SQUARE_DEG = 5;                       /* its corners off a right angle */
static const double NEAR_M = 0.03, OUTSIDE_M = 0.02;      /* beyond its edges */
static const double ON_M = 0.04;                          /* of a foot above its own lowest */
static const double BESIDE_M = 0.1; /* of a pressure from the line from heel to toe */
static const double BETWEEN = 0.25; /* of the way to the other foot: under both */
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
    double metres, up[3];         /* of a length of the file */
    size_t n, per_frame, samples; /* frames, samples of a frame, all samples */
    struct place foot[2][PARTS];
    struct hinge_arena scratch;
};

/* Columns of a force in OpenSim's file: force, its point and torque. */
enum { FORCE_V = 0, FORCE_P = 3, FORCE_M = 6, FORCE_PARTS = 9 };

/* A plate while it is worked out: its axes (columns), centre and half sides; the force and, about
 * the centre, the moment of each sample, first in its own axes; of each frame the load on it and
 * the centre of pressure (NaN: less than 20 N) in those of the laboratory. */
struct plate {
    const struct hinge_plate *file; /* NULL: columns of a force */
    char what[80], name[80];        /* "type 2", "ground_force_1"; what its columns share */
    size_t column[FORCE_PARTS];     /* channel of the first sample, from 1; 0: none */
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
    snprintf(p->line, sizeof p->line, "%.70s, refused: %.210s", p->what, why);
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
            &all->r->layout.channel[all->file->first + (size_t)file->channel[k] * all->per_frame];
        enum hinge_unit unit = channel->unit;
        bool force = file->type == 3 || k < 3, place = file->type == 1 && (k == 3 || k == 4);
        bool newtons = unit == HINGE_UNIT_N || unit == HINGE_UNIT_kN;
        if (file->type == 4 || (force && unit == HINGE_UNIT_unknown))
            p->unit[k] = 1; /* CAL_MATRIX has the units */
        else if (place)     /* some write N for all six */
            p->unit[k] = unit == HINGE_UNIT_unknown || unit == HINGE_UNIT_N
                             ? all->metres
                             : hinge_unit_metres(unit);
        else if (!force && (unit == HINGE_UNIT_unknown || unit == HINGE_UNIT_N))
            p->unit[k] = hinge_unit_newtons(hinge_moment_of_newtons(&all->r->layout));
        else
            p->unit[k] = newtons == force ? hinge_unit_newtons(unit) : 0;
        if (place && unit == HINGE_UNIT_N)
            hinge_build_note(all->r, "%.60s is a place in N: read in %s, as the points",
                             channel->marker,
                             hinge_unit_name(hinge_position_unit(&all->r->layout)));
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
    size_t s = sample % all->per_frame, i = sample / all->per_frame;
    for (int k = 0; k < p->channels; k++)
        v[k] = all->r->data[(all->file->first + s + (size_t)p->file->channel[k] * all->per_frame) *
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
    size_t from = all->file->zero[0], to = all->file->zero[1], samples = all->per_frame;
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

/* Feet that a centre of pressure is under, where corners of a plate are not known: both between
 * them, else the nearer one. */
static int feet_at(const struct plates *all, size_t i, const double cop[3])
{
    double middle[2][3], distance[2] = {(double)INFINITY, (double)INFINITY};
    for (int side = 0; side < 2; side++) {
        const struct place *foot = all->foot[side];
        const bool whole = foot[HEEL].x != NULL && foot[TOE].x != NULL;
        const double *from = foot[whole ? HEEL : ANKLE].x, *to = foot[whole ? TOE : ANKLE].x;
        double way[3], rest[3];
        if (from == NULL)
            return 0;
        for (size_t a = 0; a < 3; a++) { /* in the plane of the floor */
            const bool level = all->up[a] == 0;
            way[a] = level ? to[3 * i + a] - from[3 * i + a] : 0;
            rest[a] = level ? cop[a] - from[3 * i + a] : 0;
            middle[side][a] = level ? from[3 * i + a] + way[a] / 2 : 0;
        }
        const double length = hinge_dot(way, way);
        const double along = whole ? fmin(fmax(hinge_dot(rest, way) / length, 0), 1) : 0;
        for (int a = 0; a < 3; a++)
            rest[a] -= along * way[a];
        distance[side] = sqrt(hinge_dot(rest, rest));
    }
    double across[3], way[3];
    for (int a = 0; a < 3; a++) {
        across[a] = middle[1][a] - middle[0][a];
        way[a] = all->up[a] == 0 ? cop[a] - middle[0][a] : 0;
    }
    const double share = hinge_dot(way, across) / hinge_dot(across, across);
    if (share > BETWEEN && share < 1 - BETWEEN)
        return BOTH;
    const int nearer = distance[1] < distance[0];
    return distance[nearer] <= BESIDE_M ? LEFT + nearer : 0;
}

/* Whose feet stand there in loaded frames, and p->line; `told` are feet by the list. A foot is on
 * the plate with heel or toe (else ankle) low and above it, near it with their middle. */
static void judge(struct plates *all, struct plate *p, int told)
{
    const char *const words[] = {p->file != NULL ? "no foot above it" : "no foot at it",
                                 "left foot", "right foot", "both feet"};
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
        if (p->file == NULL) {
            const int feet = feet_at(all, i, cop);
            on_both += feet == BOTH;
            at[0] += feet == LEFT;
            at[1] += feet == RIGHT;
            continue;
        }
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
        snprintf(p->line, sizeof p->line, "%s, unloaded", p->what);
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
    int used = snprintf(
        p->line, sizeof p->line, "%s, %s, %.1f N, cop %.1f %.1f %.1f mm, loaded %.0f %%", p->what,
        p->feet != 0 || tracked ? words[p->feet] : "no foot tracked (plate_l, plate_r of the list)",
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
    size_t samples = all->per_frame;
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
    hinge_build_room(all->r,
                     (force + (wrench ? (size_t)role[3] : 0)) * all->per_frame + (pressure ? 3 : 0),
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

/* --- forces of OpenSim's file: ground_force_1_vx, R_ground_force_px, 1_ground_torque_x --- */

/* Which part of a force a column is, -1: none; `name` gets what the columns of one force share. */
static int part_of(const char *marker, char name[80])
{
    bool ground = false, torque = false;
    size_t used = 0;
    for (const char *word = marker; used < 78;) {
        const size_t n = strcspn(word, "_");
        const bool last = word[n] == '\0';
        char text[16];
        snprintf(text, sizeof text, "%.*s", (int)(n < 15 ? n : 15), word);
        if (last) {
            const char axis = n == 1 ? text[0] : n == 2 ? text[1] : '\0';
            const int a = axis >= 'x' && axis <= 'z' ? axis - 'x' : -1;
            name[used] = '\0';
            return !ground || a < 0           ? -1
                   : n == 1                   ? (torque ? FORCE_M + a : -1)
                   : text[0] == 'v'           ? FORCE_V + a
                   : text[0] == 'p'           ? FORCE_P + a
                   : text[0] == 'm' || torque ? FORCE_M + a
                                              : -1;
        }
        ground = ground || hinge_same_name(text, "ground");
        torque = torque || hinge_word_among(text, "torque|moment");
        if (!hinge_word_among(text, "force|torque|moment"))
            used += (size_t)snprintf(name + used, 80 - used, "%.*s_",
                                     (int)(n < 78 - used ? n : 78 - used), word);
        word += n + 1;
    }
    return -1;
}

/* Forces of which force and point are there; their number. */
static size_t find_forces(struct plates *all, struct plate *plate)
{
    const struct hinge_layout *layout = &all->r->layout;
    size_t n = 0, kept = 0;
    for (size_t c = 0, next; c < layout->n_channels; c = next) {
        const struct hinge_channel *channel = &layout->channel[c];
        char name[80];
        for (next = c + 1; next < layout->n_channels &&
                           strcmp(layout->channel[next].marker, channel->marker) == 0;)
            next++;
        const int part =
            channel->landmark == HINGE_LANDMARK_NONE && channel->component == HINGE_COMPONENT_other
                ? part_of(channel->marker, name)
                : -1;
        size_t k = 0;
        while (part >= 0 && k < n && strcmp(plate[k].name, name) != 0)
            k++;
        if (part < 0 || k == HINGE_PLATES_MAX || (n > 0 && next - c != all->per_frame))
            continue;
        all->per_frame = next - c;
        n = k == n ? n + 1 : n;
        snprintf(plate[k].name, sizeof plate[k].name, "%s", name);
        plate[k].column[part] = c + 1;
        if (part == FORCE_V)
            snprintf(plate[k].what, sizeof plate[k].what, "%.*s",
                     (int)fmin(79, (double)(strrchr(channel->marker, '_') - channel->marker)),
                     channel->marker);
    }
    for (size_t k = 0; k < n; k++) {
        bool whole = true;
        for (int part = FORCE_V; part < FORCE_M; part++)
            whole = whole && plate[k].column[part] > 0;
        if (whole)
            plate[kept++] = plate[k];
    }
    return kept;
}

/* Force and, about the origin, moment of each sample in the axes of the markers; load and centre of
 * pressure of each frame, by the samples within half a frame of its time. */
static void fill_force(struct plates *all, struct plate *p)
{
    double sum = 0;
    const size_t n = all->n, half = all->per_frame / 2;
    double *point = hinge_arena_raw(&all->scratch, 3 * all->samples, sizeof *point);
    for (int k = 0; k < 10; k++) {
        double *x = hinge_arena_raw(&all->scratch, k < 6 ? all->samples : n, sizeof *x);
        *(k < 6 ? &p->wrench[k] : k < 9 ? &p->cop[k - 6] : &p->load) = x;
    }
    for (int a = 0; a < 3; a++)
        p->R[a][a] = 1;
    for (size_t s = 0; s < all->samples; s++) {
        double v[FORCE_PARTS], moment[3];
        for (int part = 0; part < FORCE_PARTS; part++)
            v[part] = p->column[part] > 0
                          ? all->r->data[(p->column[part] - 1 + s % all->per_frame) * n +
                                         s / all->per_frame]
                          : 0;
        hinge_cross(v + FORCE_P, v + FORCE_V, moment);
        for (int a = 0; a < 3; a++) {
            p->wrench[a][s] = v[a];
            p->wrench[3 + a][s] = moment[a] + v[FORCE_M + a];
            point[3 * s + (size_t)a] = v[FORCE_P + a];
        }
        const double upward = hinge_dot(v, all->up);
        sum += fabs(upward) >= HINGE_LEAST_FORCE_N ? upward : 0;
    }
    for (int k = 0; k < 6 && sum < 0; k++) /* the force on the plate */
        for (size_t s = 0; s < all->samples; s++)
            p->wrench[k][s] = -p->wrench[k][s];
    for (size_t i = 0; i < n; i++) {
        const size_t at = i * all->per_frame, from = at > half ? at - half : 0;
        double load = 0, moved[3] = {0};
        size_t known = 0;
        for (size_t s = from; s <= at + half && s < all->samples; s++) {
            const double f[3] = {p->wrench[0][s], p->wrench[1][s], p->wrench[2][s]};
            const double upward = hinge_dot(f, all->up);
            if (isnan(upward))
                continue;
            known++;
            load += upward;
            for (size_t a = 0; a < 3 && upward != 0; a++)
                moved[a] += upward * point[3 * s + a];
        }
        p->load[i] = known > 0 ? fabs(load / (double)known) : (double)NAN;
        for (int a = 0; a < 3; a++)
            p->cop[a][i] = p->load[i] >= HINGE_LEAST_FORCE_N ? moved[a] / load : (double)NAN;
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

/* Judges plates and makes their channels; `before` plates have lower numbers. */
static void use_plates(struct plates *all, struct plate *plate, size_t n, size_t before,
                       const char *left, const char *right)
{
    bool any_both = false;
    for (size_t k = 0; k < n; k++) {
        const size_t number = before + k + 1;
        const int told =
            (is_named(left, number) ? LEFT : 0) | (is_named(right, number) ? RIGHT : 0);
        if (plate[k].file == NULL)
            fill_force(all, &plate[k]);
        else if (take_geometry(all, &plate[k]))
            fill(all, &plate[k], number);
        if (!plate[k].refused)
            judge(all, &plate[k], told);
        any_both = any_both || plate[k].feet == BOTH;
        hinge_build_note(all->r, "%splate %zu: %s", plate[k].refused ? "warning: " : "", number,
                         plate[k].line);
    }
    for (size_t k = 0; k < n; k++) /* one more under a foot of both: of both, too */
        plate[k].feet = any_both && plate[k].feet != 0 ? BOTH : plate[k].feet;
    for (int feet = LEFT; feet <= BOTH; feet++)
        add_side(all, plate, n, feet);
}

bool hinge_plates_apply(struct hinge_recording *recording, const char *left, const char *right)
{
    static const int parts[] = {HINGE_LANDMARK_heel_l, HINGE_LANDMARK_toe_l,
                                HINGE_LANDMARK_ankle_l};
    struct hinge_plates *file = recording->plates;
    struct plates all = {.r = recording, .file = file, .n = recording->n_frames, .metres = 0.001};
    struct plate *force = hinge_arena_alloc(&all.scratch, HINGE_PLATES_MAX, sizeof *force);
    const size_t forces = find_forces(&all, force), plates = file != NULL ? file->n : 0;
    for (int k = 0; k < 2; k++) {
        const char *list = k == 0 ? left : right;
        size_t there = plates + forces, named = 0;
        for (size_t number = 1; number <= there; number++)
            named += is_named(list, number);
        if (list != NULL && *list != '\0' && named == 0)
            hinge_build_note(recording,
                             "warning: plate_%c is %.40s, the file has %zu force plate%s", "lr"[k],
                             list, there, HINGE_S(there));
    }
    const char *up = recording->layout.up; /* "+z" */
    const bool upright = strlen(up) == 2 && up[1] >= 'x' && up[1] <= 'z';
    if (plates + forces > 0 && !upright)
        hinge_build_note(recording, "its force plates need the vertical: say it with --up");
    if (plates + forces == 0 || !upright) {
        hinge_arena_clear(&all.scratch);
        return forces > 0;
    }
    all.up[up[1] - 'x'] = up[0] == '-' ? -1 : 1;
    const double metres = hinge_unit_metres(hinge_position_unit(&recording->layout));
    all.metres = metres > 0 ? metres : all.metres;
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
    /* a file of forces goes before the plates of a C3D */
    all.samples = all.n * all.per_frame;
    use_plates(&all, force, forces, plates, left, right);
    struct plate *plate = hinge_arena_alloc(&all.scratch, plates, sizeof *plate);
    for (size_t k = 0; k < plates; k++) {
        plate[k].file = &file->plate[k];
        snprintf(plate[k].what, sizeof plate[k].what, "type %g", file->plate[k].type);
    }
    all.per_frame = plates > 0 ? file->samples : 0;
    all.samples = all.n * all.per_frame;
    use_plates(&all, plate, plates, 0, left, right);
    struct hinge_arena lines = {recording->layout.blocks};
    for (size_t k = 0; k < plates; k++)
        file->plate[k].line = hinge_arena_strdup(&lines, plate[k].line);
    recording->layout.blocks = lines.head;
    hinge_arena_clear(&all.scratch);
    return forces > 0;
}
