/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phase times, excursions and fault severities of the noise-free body. */
#include "simulate/simulate.h"

static const double grid_hz = 500.0;
static const double degree = 57.295779513082323;

enum track {
    T_driver,
    T_trunk,
    T_pelvis,
    T_lumbar,
    T_hip,
    T_knee,
    T_shank,
    T_posterior,
    T_drop,
    T_knee_travel,
    T_hip_moment, /* N m/kg, over the bottoms alone; so the next two */
    T_l5s1_moment,
    T_com_foot,
    T_scratch,
    TRACKS
};

/* Tracks on the grid. All but the shank and the moments are changes from standing. */
struct grid {
    size_t n;
    double *track[TRACKS];
};

struct phases {
    double t[4];       /* desc_start, desc_end, asc_start, asc_end as grid positions */
    size_t begin, end; /* grid range this repetition may use */
    double bottom_from, bottom_to;
    double next_start; /* grid position where LOCK must stop */
};

static void sample(const struct hinge_physique *body, const double angle[HINGE_JOINT_COUNT],
                   double value[TRACKS])
{
    double point[HINGE_LANDMARK_COUNT][3];
    hinge_body_line(body, angle, point);
    const double *hip = point[HINGE_LANDMARK_hjc_r], *knee = point[HINGE_LANDMARK_knee_r];
    const double *ankle = point[HINGE_LANDMARK_ankle_r];
    double leg_m = 0.84 * body->scale;
    double thigh = angle[HINGE_JOINT_SHANK] - angle[HINGE_JOINT_KNEE];
    value[T_trunk] = atan2(point[HINGE_LANDMARK_shoulder_r][0] - hip[0],
                           point[HINGE_LANDMARK_shoulder_r][1] - hip[1]) *
                     degree;
    value[T_driver] = value[T_trunk] - thigh;
    value[T_pelvis] = angle[HINGE_JOINT_PELVIS];
    value[T_lumbar] = angle[HINGE_JOINT_LUMBAR];
    value[T_hip] = angle[HINGE_JOINT_PELVIS] - thigh;
    value[T_knee] = angle[HINGE_JOINT_KNEE];
    value[T_shank] = angle[HINGE_JOINT_SHANK];
    value[T_posterior] = -hip[0] / leg_m;
    value[T_drop] = -hip[1] / leg_m;
    value[T_knee_travel] = (knee[0] - ankle[0]) / leg_m;
    value[T_hip_moment] = value[T_l5s1_moment] = value[T_com_foot] = value[T_scratch] = 0.0;
}

/* Linear interpolation at a grid position. */
static double at(const double *x, double position)
{
    size_t i = (size_t)position;
    double part = position - (double)i;
    return part > 0.0 ? x[i] + part * (x[i + 1] - x[i]) : x[i];
}

static double velocity(const double *x, size_t n, size_t i)
{
    size_t a = i > 0 ? i - 1 : 0, b = i + 1 < n ? i + 1 : n - 1;
    return (x[b] - x[a]) * grid_hz / (double)(b - a);
}

/* One half of a repetition between turning points `low` and `high` (grid indices), by
 * the rule of method 5.4: the two ends of the moving part. Works in both directions of
 * time. */
static void half_phase(const double *driver, size_t n, size_t low, size_t high, size_t *near_low,
                       size_t *near_high)
{
    bool rising = low < high;
    double sign = rising ? 1.0 : -1.0;
    size_t first = rising ? low : high, last = rising ? high : low, peak = first;
    for (size_t i = first; i <= last; i++)
        if (sign * velocity(driver, n, i) > sign * velocity(driver, n, peak))
            peak = i;
    double slow = fmax(3.0, 0.05 * sign * velocity(driver, n, peak));
    double margin = 0.10 * (driver[high] - driver[low]);
    size_t i = peak;
    while (i != low &&
           !(sign * velocity(driver, n, i) <= slow && driver[i] <= driver[low] + margin))
        i = rising ? i - 1 : i + 1;
    *near_low = i;
    i = peak;
    while (i != high &&
           !(sign * velocity(driver, n, i) <= slow && driver[i] >= driver[high] - margin))
        i = rising ? i + 1 : i - 1;
    *near_high = i;
}

static size_t clip_index(double t_s, size_t n)
{
    double i = floor(t_s * grid_hz);
    return i < 0.0 ? 0 : i >= (double)n ? n - 1 : (size_t)i;
}

/* Turning points of repetition k, known from the motion, then its phases. */
static void phases_find(const struct hinge_motion *motion, const struct grid *grid, size_t k,
                        struct phases *phases)
{
    const struct hinge_motion_rep *rep = &motion->rep[k];
    const double *d = grid->track[T_driver];
    double up_s = rep->start_s + rep->descent_s + rep->hold_s;
    double before_s = k == 0 ? 0.0
                             : motion->rep[k - 1].start_s + motion->rep[k - 1].descent_s +
                                   motion->rep[k - 1].hold_s + motion->rep[k - 1].ascent_s;
    double after_s = k + 1 < motion->n_reps ? motion->rep[k + 1].start_s : motion->end_s;
    size_t begin = clip_index(0.5 * (before_s + rep->start_s), grid->n);
    size_t end = clip_index(0.5 * (up_s + rep->ascent_s + after_s), grid->n);
    size_t first = begin, last = end;
    for (size_t i = begin; i <= end; i++)
        if (d[i] > d[first])
            first = i;
    for (size_t i = end; i > begin; i--)
        if (d[i] > d[last])
            last = i;
    size_t low = begin, low2 = end;
    for (size_t i = begin; i < first; i++)
        if (d[i] < d[low])
            low = i;
    for (size_t i = end; i > last; i--)
        if (d[i] < d[low2])
            low2 = i;
    size_t a, b, c, e;
    half_phase(d, grid->n, low, first, &a, &b);
    half_phase(d, grid->n, low2, last, &e, &c);
    *phases = (struct phases){
        .t = {(double)a, (double)b, (double)c, (double)e}, .begin = begin, .end = end};
    double moving = (double)(b - a) + (double)(e - c);
    double hold = fmax(0.0, (double)c - (double)b - 0.0675 * moving);
    bool holds = hold >= 0.20 * grid_hz;
    phases->bottom_from = holds ? (double)b : (double)first - 0.05 * grid_hz;
    phases->bottom_to = holds ? (double)c : (double)first + 0.05 * grid_hz;
    phases->next_start = after_s * grid_hz;
}

static double median(const struct grid *grid, enum track track, double from, double to)
{
    size_t a = (size_t)fmax(from, 0.0), b = (size_t)fmin(to, (double)grid->n - 1.0);
    size_t n = b - a + 1;
    double *sorted = grid->track[T_scratch];
    for (size_t i = 0; i < n; i++)
        sorted[i] = grid->track[track][a + i];
    hinge_sort(sorted, n);
    return hinge_median_sorted(sorted, n);
}

/* Largest of sign * x over [from, to]. */
static double largest(const double *x, double sign, double from, double to)
{
    double best = -(double)INFINITY;
    for (size_t i = (size_t)from; i <= (size_t)to; i++)
        best = fmax(best, sign * x[i]);
    return best;
}

/* First position in [from, to] where x rises to `level`; `to` when it never does. */
static double passage(const double *x, double level, double from, double to)
{
    for (size_t i = (size_t)from + 1; i <= (size_t)to; i++)
        if (x[i] >= level) {
            double rise = x[i] - x[i - 1];
            return rise > 0.0 ? (double)i - (x[i] - level) / rise : (double)i;
        }
    return to;
}

static double progress_passage(const struct grid *grid, const struct phases *p, double level)
{
    const double *d = grid->track[T_driver];
    double from = at(d, p->t[0]), to = at(d, p->t[1]);
    return passage(d, from + level * (to - from), p->t[0], p->t[1]);
}

static double change(const struct grid *grid, enum track track, double from, double to)
{
    return at(grid->track[track], to) - at(grid->track[track], from);
}

/* The same of the curve smoothed over 0.4 s: what shares over a part of the descent are
 * made of. */
static double smooth_at(const struct grid *grid, enum track track, double position)
{
    const double *x = grid->track[track];
    double half = floor(0.2 * grid_hz), sum = 0.0;
    size_t from = (size_t)fmax(0.0, position - half);
    size_t to = (size_t)fmin((double)grid->n - 1.0, position + half);
    for (size_t i = from; i <= to; i++)
        sum += x[i];
    return sum / (double)(to - from + 1);
}

static double smooth_change(const struct grid *grid, enum track track, double from, double to)
{
    return smooth_at(grid, track, to) - smooth_at(grid, track, from);
}

enum margin_kind { SPINE, SHARE, WITHIN, POSITION, LIMB, SPEED, MARGIN_KINDS };
static const double margin_a[MARGIN_KINDS] = {4.0, 0.05, 2.0, 0.01, 3.0, 10.0};
static const double margin_b[MARGIN_KINDS] = {8.0, 0.10, 4.0, 0.02, 5.0, 10.0};
static const double thresholds[HINGE_TRUTH_COUNT] = {
#define X(name, threshold, kind) threshold,
    HINGE_TRUTH_LIST(X)
#undef X
};
static const enum margin_kind kinds[HINGE_TRUTH_COUNT] = {
#define X(name, threshold, kind) kind,
    HINGE_TRUTH_LIST(X)
#undef X
};

void hinge_truth_rule(size_t fault, char tier, double *threshold, double *margin)
{
    *threshold = thresholds[fault];
    *margin = (tier == 'A' ? margin_a : margin_b)[kinds[fault]];
}

int hinge_truth_state(double severity, double threshold, double margin)
{
    if (isnan(severity))
        return HINGE_TRUTH_REFUSED;
    if (severity <= threshold - margin)
        return 0;
    if (severity <= threshold)
        return 1;
    return severity < threshold + margin ? 2 : 3;
}

static double fraction(double lumbar, double hip, double least)
{
    return fabs(lumbar + hip) < least ? (double)NAN : lumbar / (lumbar + hip);
}

static void add_moments(const struct hinge_motion *motion, const struct hinge_physique *body,
                        struct grid *grid, const struct phases *p, struct hinge_truth_rep *rep)
{
    double angle[HINGE_JOINT_COUNT], point[HINGE_LANDMARK_COUNT][3];
    size_t to = (size_t)fmin(p->bottom_to, (double)grid->n - 1.0);
    hinge_motion_at(motion, 0.0, angle);
    hinge_body_points(body, angle, point);
    const double standing = hinge_body_com_foot(point);
    for (size_t i = (size_t)fmax(p->bottom_from, 0.0); i <= to; i++) {
        hinge_motion_at(motion, (double)i / grid_hz, angle);
        hinge_body_points(body, angle, point);
        struct hinge_true_moments m = hinge_body_moments(point);
        grid->track[T_hip_moment][i] = m.hip_nm_kg;
        grid->track[T_l5s1_moment][i] = m.l5s1_nm_kg;
        grid->track[T_com_foot][i] = hinge_body_com_foot(point) - standing;
    }
    const double hz = 100; /* derivatives of a smooth movement need no more */
    const size_t n = (size_t)(fmax(0, p->t[3] - p->t[2]) / grid_hz * hz) + 3;
    cleared_by(freed) struct hinge_true_posture *at = hinge_alloc(n, sizeof *at);
    for (size_t i = 0; i < n; i++) {
        hinge_motion_at(motion, fmax(0, p->t[2] / grid_hz + ((double)i - 1) / hz), angle);
        hinge_body_points(body, angle, point);
        hinge_body_posture(point, &at[i]);
    }
    rep->work = hinge_body_work(at, n, hz);
}

static void judge(const struct grid *grid, const struct phases *p, char tier,
                  struct hinge_truth_rep *rep)
{
    const double *margin = tier == 'A' ? margin_a : margin_b;
    /* Severities of method 7.1-7.3, gates as NaN. */
    double *m = rep->severity;
    const double *const *x = (const double *const *)grid->track;
    double p30 = progress_passage(grid, p, 0.30), p50 = progress_passage(grid, p, 0.50);
    double depth = median(grid, T_driver, p->bottom_from, p->bottom_to);
    double knee = median(grid, T_knee, p->bottom_from, p->bottom_to);
    double lean = median(grid, T_trunk, p->bottom_from, p->bottom_to);
    double lock_end = fmin(fmin(p->t[3] + 0.5 * grid_hz, p->next_start), (double)grid->n - 1);

    m[HINGE_TRUTH_lumbar_rounding] = largest(x[T_lumbar], 1.0, p->t[0], p->t[3]);
    m[HINGE_TRUTH_rounding_early] = fraction(smooth_change(grid, T_lumbar, p->t[0], p30),
                                             smooth_change(grid, T_hip, p->t[0], p30), 10.0);
    /* running maximum of the pelvis since desc_start minus the pelvis, over p >= 0.6 of the
     * descent and the hold */
    const double *pelvis = grid->track[T_pelvis];
    double from = ceil(progress_passage(grid, p, 0.6)), top = -(double)INFINITY, best = 0.0;
    for (size_t i = (size_t)p->t[0]; i <= (size_t)p->t[2]; i++) {
        top = fmax(top, pelvis[i]);
        if ((double)i >= from)
            best = fmax(best, top - pelvis[i]);
    }
    m[HINGE_TRUTH_butt_wink] = best;
    m[HINGE_TRUTH_pelvic_tuck] =
        at(x[T_pelvis], p->t[0]) + largest(x[T_pelvis], -1.0, p->t[0], p50);
    m[HINGE_TRUTH_spine_over_hip] = rep->lumbar_fraction;
    m[HINGE_TRUTH_lumbar_overextension] = largest(x[T_lumbar], -1.0, p->t[0], p->t[3]);
    m[HINGE_TRUTH_insufficient_hip_travel] =
        depth < 40.0 ? (double)NAN : 0.10 - rep->hip_posterior_ll;
    m[HINGE_TRUTH_fold_forward] = lean < 30.0                    ? (double)NAN
                                  : rep->hip_posterior_ll < 0.03 ? 0.40
                                                                 : 0.40 - rep->half_lean_travel;
    m[HINGE_TRUTH_squat_pattern] = depth < 40.0 ? (double)NAN : rep->path_angle_deg;
    m[HINGE_TRUTH_excessive_knee_flexion] = knee;
    m[HINGE_TRUTH_locked_knees] = depth < 30.0 ? (double)NAN : 5.0 - knee;
    m[HINGE_TRUTH_knee_forward_travel] = largest(x[T_knee_travel], 1.0, p->t[0], p->t[2]);
    m[HINGE_TRUTH_shin_forward] = median(grid, T_shank, p->bottom_from, p->bottom_to);
    m[HINGE_TRUTH_uncontrolled_lowering] =
        change(grid, T_driver, p->t[0], p->t[1]) * grid_hz / (p->t[1] - p->t[0]);
    m[HINGE_TRUTH_no_lockout] = median(grid, T_driver, p->t[3], lock_end);
    for (int f = 0; f < HINGE_TRUTH_COUNT; f++)
        rep->state[f] = hinge_truth_state(rep->severity[f], thresholds[f], margin[kinds[f]]);
    double early_deg = smooth_change(grid, T_lumbar, p->t[0], progress_passage(grid, p, 0.30));
    if (!isnan(rep->severity[HINGE_TRUTH_rounding_early]) && early_deg < 5.0)
        rep->state[HINGE_TRUTH_rounding_early] = 0;
    if (!isnan(rep->severity[HINGE_TRUTH_squat_pattern]) && rep->path_angle_deg >= 135.0)
        rep->state[HINGE_TRUTH_squat_pattern] = 0; /* forward */
    if (!isnan(rep->severity[HINGE_TRUTH_fold_forward]) && rep->hip_posterior_ll < 0.03)
        rep->state[HINGE_TRUTH_fold_forward] = 3;
}

void hinge_truth_judge(const struct hinge_motion *motion, const struct hinge_physique *physique,
                       char tier, struct hinge_truth_rep *rep)
{
    struct grid grid = {0};
    grid.n = (size_t)ceil(motion->end_s * grid_hz) + 1;
    for (int k = 0; k < TRACKS; k++)
        grid.track[k] = hinge_alloc(grid.n, sizeof(double));
    double stand[TRACKS], value[TRACKS];
    double angle[HINGE_JOINT_COUNT], before[HINGE_JOINT_COUNT];
    hinge_motion_at(motion, 0.0, before);
    sample(physique, before, value);
    memcpy(stand, value, sizeof stand);
    stand[T_shank] = 0.0; /* judged as it is, not as a change */
    for (size_t i = 0; i < grid.n; i++) {
        hinge_motion_at(motion, (double)i / grid_hz, angle);
        if (memcmp(angle, before, sizeof angle) != 0)
            sample(physique, angle, value);
        memcpy(before, angle, sizeof before);
        for (int k = 0; k < TRACKS; k++)
            grid.track[k][i] = value[k] - stand[k];
    }
    for (size_t k = 0; k < motion->n_reps; k++) {
        struct phases phases;
        phases_find(motion, &grid, k, &phases);
        add_moments(motion, physique, &grid, &phases, &rep[k]);
        double from = phases.t[0], to = phases.t[1];
        rep[k].desc_start_s = phases.t[0] / grid_hz;
        rep[k].desc_end_s = phases.t[1] / grid_hz;
        rep[k].asc_start_s = phases.t[2] / grid_hz;
        rep[k].asc_end_s = phases.t[3] / grid_hz;
        rep[k].lumbar_excursion_deg = change(&grid, T_lumbar, from, to);
        rep[k].hip_excursion_deg = change(&grid, T_hip, from, to);
        rep[k].pelvis_excursion_deg = change(&grid, T_pelvis, from, to);
        rep[k].knee_excursion_deg = change(&grid, T_knee, from, to);
        rep[k].lumbar_fraction =
            fraction(rep[k].lumbar_excursion_deg, rep[k].hip_excursion_deg, 15.0);
        rep[k].lumbar_fraction_full =
            fraction(at(grid.track[T_lumbar], to), at(grid.track[T_hip], to), 15.0);
        /* where lumbar flexion passes 10 deg (limit.lumbar_deg), NaN where it stays below */
        const double limit_deg = 10;
        double there = passage(grid.track[T_lumbar], limit_deg, from, to);
        double lumbar = at(grid.track[T_lumbar], there);
        rep[k].back_limit_depth_deg =
            lumbar < limit_deg - 1e-6 ? (double)NAN : lumbar + at(grid.track[T_hip], there);
        rep[k].hip_posterior_ll = median(&grid, T_posterior, phases.bottom_from, phases.bottom_to);
        rep[k].hip_drop_ll = median(&grid, T_drop, phases.bottom_from, phases.bottom_to);
        rep[k].moment.hip_nm_kg = median(&grid, T_hip_moment, phases.bottom_from, phases.bottom_to);
        rep[k].moment.l5s1_nm_kg =
            median(&grid, T_l5s1_moment, phases.bottom_from, phases.bottom_to);
        rep[k].com_foot_shift_pct = median(&grid, T_com_foot, phases.bottom_from, phases.bottom_to);
        rep[k].path_angle_deg = atan2(rep[k].hip_drop_ll, rep[k].hip_posterior_ll) * degree;
        double lean = at(grid.track[T_trunk], from);
        double half = passage(grid.track[T_trunk],
                              lean + 0.5 * (at(grid.track[T_trunk], to) - lean), from, to);
        rep[k].half_lean_travel = fabs(rep[k].hip_posterior_ll) < 0.03
                                      ? (double)NAN
                                      : at(grid.track[T_posterior], half) / rep[k].hip_posterior_ll;
        judge(&grid, &phases, tier, &rep[k]);
    }
    for (int k = 0; k < TRACKS; k++)
        free(grid.track[k]);
}
