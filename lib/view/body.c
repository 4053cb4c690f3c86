/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body as the page draws it: points in the sagittal plane, lines, where segments point, and how
 * signals look on them. In: a body with its tracks, cleaned and turned into the person's axes, and
 * its repetitions. A recording of angles alone is drawn with lengths of an average body. */
#include "view/view.h"

#include "body/steps.h"

#define L(name) HINGE_LANDMARK_##name

struct builder {
    struct picture *p;
    const struct hinge_tracks *tracks;
    const struct hinge_body *body;
    int near;                            /* 0 left, 1 right: drawn in front */
    bool one_side;                       /* the other is not measured */
    size_t rest, n_rest;                 /* frames in which the feet rest: the first, how many */
    long place_of[HINGE_LANDMARK_COUNT]; /* -1: not there */
};

static size_t add_place(struct picture *p, const char *name, const double *x, const double *y,
                        bool computed)
{
    struct picture_place *place = &p->place[p->n_places];
    *place = (struct picture_place){.x = x, .y = y, .computed = computed};
    snprintf(place->name, sizeof place->name, "%s", name);
    return p->n_places++;
}

static bool any_value(const double *x, size_t n)
{
    size_t i = 0;
    while (i < n && isnan(x[i]))
        i++;
    return i < n;
}

static bool there(const struct builder *b, int landmark)
{
    return b->place_of[landmark] >= 0;
}

/* --- scale and floor --- */

static bool tracked(const struct builder *b, int landmark)
{
    const struct hinge_track *track = &b->tracks->point[landmark];
    return track->present && track->axis[0] != NULL && track->axis[1] != NULL &&
           any_value(track->axis[0], b->p->n);
}

/* Where a landmark rests; false: it is absent there, as the far ankle on many films is. */
static bool find_rest(const struct builder *b, int landmark, double place[2])
{
    for (int a = 0; a < 2; a++)
        place[a] = tracked(b, landmark) ? hinge_median(b->tracks->point[landmark].axis[a] + b->rest,
                                                       b->n_rest, &b->p->arena)
                                        : (double)NAN;
    return !isnan(place[0] + place[1]);
}

static const int feet[] = {L(heel_l), L(heel_r), L(toe_l), L(toe_r), L(ankle_l), L(ankle_r)};
enum { FEET = sizeof feet / sizeof *feet };

/* Tracked points in steps: millimetres, or a thousandth of the leg, never below a tenth of a
 * pixel. */
static void add_points(struct builder *b)
{
    struct picture *p = b->p;
    const struct hinge_standing *s = &p->reps->standing;
    double leg = s->found && s->leg_length > 0 ? s->leg_length : b->body->leg0;
    double per = b->tracks->metric ? 1000
                 : leg > 0         ? 1 / fmax(b->tracks->origin_at_hip ? 0 : 0.1, leg / 900)
                                   : 1;
    /* The feet rest in standing; where this recording has none, or no foot in it, over
     * all of it. */
    double place[2];
    bool found = false;
    if (s->to > s->from) { /* not that of a calibration */
        b->rest = s->from;
        b->n_rest = s->to - s->from + 1;
        for (size_t k = 0; k < FEET && !found; k++)
            found = find_rest(b, feet[k], place);
    }
    if (!found) {
        b->rest = 0;
        b->n_rest = b->p->n;
    }
    /* Where the feet are, and the lowest of them; an ankle is a hand's width above the
     * floor. */
    double sum = 0, lowest = INFINITY;
    size_t n = 0;
    bool soles = false;
    for (size_t k = 0; k < FEET; k++) {
        if (!find_rest(b, feet[k], place))
            continue;
        lowest = fmin(lowest, place[1]);
        sum += place[0];
        soles = soles || k < 4;
        n++;
    }
    for (int i = 0; n == 0 && i < L(osim_pelvis_tilt); i++)
        if (find_rest(b, i, place))
            lowest = fmin(lowest, place[1]);
    double here = n > 0 ? sum / (double)n : 0;
    double floor = lowest - (n > 0 && !soles && leg > 0 ? 0.078 * leg : 0);
    /* How far the feet are from where they rest, per frame: of recordings whose origin is the hip,
     * in which the feet move. NaN in a frame without a foot. */
    double *move[2] = {NULL, NULL};
    for (int a = 0; b->tracks->origin_at_hip && a < 2; a++) {
        double *by = move[a] = hinge_arena_alloc(&p->arena, p->n, sizeof *by);
        double *feet_seen = hinge_arena_alloc(&p->arena, p->n, sizeof *feet_seen);
        bool any = false;
        for (size_t k = FEET - 2; k < FEET; k++) {
            if ((b->one_side && (int)(k & 1) != b->near) || !find_rest(b, feet[k], place))
                continue;
            const double *x = b->tracks->point[feet[k]].axis[a];
            for (size_t i = 0; i < p->n; i++)
                if (!isnan(x[i])) {
                    by[i] += x[i] - place[a];
                    feet_seen[i]++;
                }
            any = true;
        }
        for (size_t i = 0; any && i < p->n; i++)
            by[i] = feet_seen[i] > 0 ? by[i] / feet_seen[i] : (double)NAN;
    }
    p->step_mm = b->tracks->metric ? 1 : (double)NAN;
    p->leg_steps = leg > 0 ? leg * per : (double)NAN;
    p->foot_steps = s->foot_length > 0 ? s->foot_length * per : (double)NAN;
    for (int l = 0; l < L(osim_pelvis_tilt); l++) {
        b->place_of[l] = -1;
        if (!tracked(b, l))
            continue;
        const struct hinge_track *track = &b->tracks->point[l];
        double *to[2];
        for (int a = 0; a < 2; a++) {
            to[a] = hinge_arena_raw(&p->arena, p->n, sizeof(double));
            for (size_t i = 0; i < p->n; i++)
                to[a][i] = (track->axis[a][i] - (move[a] != NULL ? move[a][i] : 0) -
                            (a == 0 ? here : floor)) *
                           per;
        }
        bool hip = l == L(hjc_l) || l == L(hjc_r);
        bool computed =
            (track->flags & HINGE_CHANNEL_INFERRED) != 0 || (hip && b->body->hips_from_pelvis);
        char name[40];
        hinge_seen_landmark(l, name, sizeof name);
        size_t at = add_place(p, name, to[0], to[1], computed);
        p->place[at].absent = computed ? NULL : track->absent;
        b->place_of[l] = (long)at;
    }
}

/* --- spots --- */

static struct picture_spot spot_of(const struct builder *b, int landmark)
{
    struct picture_spot spot = {0};
    if (landmark >= 0 && there(b, landmark))
        spot.place[spot.n++] = (size_t)b->place_of[landmark];
    return spot;
}

static struct picture_spot joined(struct picture_spot a, struct picture_spot b)
{
    for (size_t k = 0; k < b.n; k++)
        a.place[a.n++] = b.place[k];
    return a;
}

/* Both sides of a landmark, given the left one; with `follows` only the side that is measured. */
static struct picture_spot sides(const struct builder *b, int left, bool follows)
{
    struct picture_spot spot = spot_of(b, left + b->near);
    if (follows && b->one_side && spot.n > 0)
        return spot;
    return joined(spot_of(b, left), spot_of(b, left + 1));
}

static struct picture_spot first_of(const struct builder *b, const int *landmark, size_t n)
{
    struct picture_spot spot = {0};
    for (size_t k = 0; k < n && spot.n == 0; k++)
        spot = spot_of(b, landmark[k]);
    return spot;
}
#define FIRST(b, ...)                                                                              \
    first_of(b, (const int[]){__VA_ARGS__}, sizeof(int[]){__VA_ARGS__} / sizeof(int))

/* --- lines --- */

/* A line through the spots that are there. */
static struct picture_part part_of(const char *name, const struct picture_spot *spot, size_t n,
                                   bool closed)
{
    struct picture_part part = {.name = name, .closed = closed};
    for (size_t k = 0; k < n; k++)
        if (spot[k].n > 0)
            part.spot[part.n++] = spot[k];
    return part;
}

/* The same, if they are two. */
static void add_part(struct picture *p, const char *name, const struct picture_spot *spot, size_t n,
                     bool closed)
{
    p->part[p->n_parts] = part_of(name, spot, n, closed);
    p->n_parts += p->part[p->n_parts].n > 1;
}
#define PART(p, name, closed, ...)                                                                 \
    add_part(p, name, (const struct picture_spot[]){__VA_ARGS__},                                  \
             sizeof(struct picture_spot[]){__VA_ARGS__} / sizeof(struct picture_spot), closed)

static void set_axis(struct builder *b, enum picture_axis axis, struct picture_spot from,
                     struct picture_spot to, double turn_deg)
{
    if (from.n > 0 && to.n > 0)
        b->p->axis[axis] = (struct picture_segment){from, to, turn_deg};
}

/* --- signals on the body --- */

static void set_angle(struct builder *b, enum hinge_signal signal, enum picture_axis base,
                      enum picture_axis arm, struct picture_spot at, bool down)
{
    bool known = base == AXIS_VERTICAL || b->p->axis[base].from.n > 0;
    if (known && b->p->axis[arm].from.n > 0 && at.n > 0 && b->p->signal[signal] != NULL)
        b->p->shape[signal] =
            (struct picture_shape){.angle = true, .base = base, .arm = arm, .at = at, .down = down};
}

/* A distance along the floor, `per` steps a unit; `beyond` more steps where it begins. */
static void set_distance(struct builder *b, enum hinge_signal signal, struct picture_spot from,
                         struct picture_spot to, double per, double beyond, bool from_standing)
{
    if (from.n == 0 || to.n == 0 || isnan(per) || b->p->signal[signal] == NULL)
        return;
    double zero = from_standing ? b->p->zero[signal] * per : 0;
    b->p->shape[signal] = (struct picture_shape){
        .from = from, .to = to, .zero = beyond + (isnan(zero) ? 0 : zero), .per = per};
}

/* Where segments point, and how signals look on them. */
static void add_signals(struct builder *b)
{
    struct picture *p = b->p;
    struct picture_spot hip = sides(b, L(hjc_l), true), knee = sides(b, L(knee_l), true);
    struct picture_spot ankle = sides(b, L(ankle_l), true), toe = sides(b, L(toe_l), true);
    struct picture_spot heel = sides(b, L(heel_l), true);
    struct picture_spot shoulder = sides(b, L(shoulder_l), true);
    bool spine = p->tier == 'A' || p->tier == 'B';
    set_axis(b, AXIS_THIGH, knee, hip, 0);
    set_axis(b, AXIS_TRUNK, hip, shoulder.n > 0 ? shoulder : spot_of(b, L(c7)), 0);
    set_axis(b, AXIS_SHANK, ankle, knee, 0);
    if (b->body->has_pelvis) {
        struct picture_spot behind = sides(b, L(psis_l), false);
        set_axis(b, AXIS_PELVIS, behind.n > 0 ? behind : spot_of(b, L(s1)),
                 sides(b, L(asis_l), false), -90);
    } else if (spine) {
        set_axis(b, AXIS_PELVIS, sides(b, L(hjc_l), false), FIRST(b, L(l5), L(s1)), 0);
    }
    struct picture_spot t12 = spot_of(b, L(t12l1)), t8 = spot_of(b, L(t8)), c7 = spot_of(b, L(c7));
    const struct {
        enum hinge_lumbar_def of;
        struct picture_spot from, to;
    } thorax[] = {{HINGE_LUMBAR_LOWTHX, t12, t8},
                  {HINGE_LUMBAR_ISB, joined(spot_of(b, L(px)), FIRST(b, L(t8), L(t10))),
                   joined(spot_of(b, L(ij)), c7)},
                  {HINGE_LUMBAR_POST, spot_of(b, L(t10)), c7},
                  {HINGE_LUMBAR_SPN, t12, FIRST(b, L(c7), L(t3))}};
    for (size_t k = 0; k < sizeof thorax / sizeof *thorax; k++)
        if (thorax[k].of == b->body->lumbar_def)
            set_axis(b, AXIS_THORAX, thorax[k].from, thorax[k].to, 0);
    set_axis(b, AXIS_MIDBACK, t12, t8, 0);
    set_axis(b, AXIS_UPPER_BACK, t8, c7, 0);
    struct picture_spot back = spot_of(b, L(l3));
    if (back.n == 0)
        back = joined(FIRST(b, L(t12l1), L(t10)), p->axis[AXIS_PELVIS].from.n > 1
                                                      ? p->axis[AXIS_PELVIS].from
                                                      : p->axis[AXIS_PELVIS].to);
    back = back.n > 0 ? back : hip;
    set_angle(b, HINGE_SIGNAL_lumbar_flex, AXIS_PELVIS, AXIS_THORAX, back, false);
    set_angle(b, HINGE_SIGNAL_hip_flex, AXIS_THIGH, AXIS_PELVIS, hip, false);
    set_angle(b, HINGE_SIGNAL_pelvis_tilt, AXIS_VERTICAL, AXIS_PELVIS, hip, false);
    set_angle(b, HINGE_SIGNAL_thorax_tilt, AXIS_VERTICAL, AXIS_THORAX, back, false);
    set_angle(b, HINGE_SIGNAL_trunk_incl, AXIS_VERTICAL, AXIS_TRUNK, hip, false);
    set_angle(b, HINGE_SIGNAL_trunk_thigh, AXIS_THIGH, AXIS_TRUNK, hip, false);
    if (b->body->driver_source == HINGE_SIGNAL_trunk_thigh)
        set_angle(b, HINGE_SIGNAL_driver, AXIS_THIGH, AXIS_TRUNK, hip, false);
    set_angle(b, HINGE_SIGNAL_knee_flex, AXIS_THIGH, AXIS_SHANK, knee, true);
    set_angle(b, HINGE_SIGNAL_shank_incl, AXIS_VERTICAL, AXIS_SHANK, ankle, false);
    set_angle(b, HINGE_SIGNAL_thigh_incl, AXIS_VERTICAL, AXIS_THIGH, knee, false);
    set_angle(b, HINGE_SIGNAL_thoracic_curv, AXIS_MIDBACK, AXIS_UPPER_BACK, t8, false);
    bool foot = heel.n > 0 && toe.n > 0;
    double leg = p->leg_steps;
    set_distance(b, HINGE_SIGNAL_hip_posterior, foot ? joined(heel, toe) : ankle, hip, -leg,
                 foot ? 0 : 0.05 * leg, true);
    set_distance(b, HINGE_SIGNAL_knee_travel, ankle, knee, leg, 0, true);
    set_distance(b, HINGE_SIGNAL_chest_toe, toe, shoulder, leg, 0, false);
    set_distance(b, HINGE_SIGNAL_knee_toe, toe, knee, p->foot_steps, 0, false);
}

/* --- without points: from the inclinations --- */

enum { HEIGHT_MM = 1700 };

static const double *change_of(const struct picture *p, enum hinge_signal signal, double *out)
{
    const double *x = p->signal[signal];
    double zero = isnan(p->zero[signal]) ? 0 : p->zero[signal];
    for (size_t i = 0; x != NULL && i < p->n; i++)
        out[i] = x[i] - zero;
    return x != NULL ? out : NULL;
}

/* The place `length` away from another, in the direction of an inclination. */
static size_t step_up(struct picture *p, size_t from, const double *lean_deg, double length,
                      const char *name)
{
    double *x = hinge_arena_raw(&p->arena, p->n, sizeof *x);
    double *y = hinge_arena_raw(&p->arena, p->n, sizeof *y);
    for (size_t i = 0; i < p->n; i++) {
        double radians = lean_deg != NULL ? lean_deg[i] * (M_PI / 180) : 0;
        x[i] = p->place[from].x[i] + length * HEIGHT_MM * sin(radians);
        y[i] = p->place[from].y[i] + length * HEIGHT_MM * cos(radians);
    }
    return add_place(p, name, x, y, true);
}

static struct picture_spot one(size_t place)
{
    return (struct picture_spot){1, {place}};
}

/* Lengths of Winter 2009, table 4.1; each segment upright in standing. */
static void add_average(struct builder *b)
{
    struct picture *p = b->p;
    double *room = hinge_arena_alloc(&p->arena, 5 * p->n, sizeof *room);
    const double *shank = change_of(p, HINGE_SIGNAL_shank_incl, room);
    const double *thigh = change_of(p, HINGE_SIGNAL_thigh_incl, room + p->n);
    const double *pelvis = change_of(p, HINGE_SIGNAL_pelvis_tilt, room + 2 * p->n);
    const double *thorax = change_of(p, HINGE_SIGNAL_thorax_tilt, room + 3 * p->n);
    const double *trunk = change_of(p, HINGE_SIGNAL_trunk_incl, room + 4 * p->n);
    double *x = hinge_arena_alloc(&p->arena, p->n, sizeof *x);
    double *y = hinge_arena_alloc(&p->arena, p->n, sizeof *y);
    for (size_t i = 0; i < p->n; i++)
        y[i] = 0.039 * HEIGHT_MM;
    if (pelvis == NULL && trunk == NULL && thorax == NULL)
        return;
    size_t ankle = add_place(p, "ankle", x, y, true);
    size_t knee = step_up(p, ankle, shank, 0.246, "knee");
    size_t hip = step_up(p, knee, thigh, 0.245, "hip"), top = hip;
    if (thigh != NULL) {
        PART(p, "leg", false, one(ankle), one(knee), one(hip));
        p->leg = p->part[p->n_parts - 1];
        set_axis(b, AXIS_SHANK, one(ankle), one(knee), 0);
        set_axis(b, AXIS_THIGH, one(knee), one(hip), 0);
    }
    if (pelvis != NULL && thorax != NULL) {
        double *middle = hinge_arena_raw(&p->arena, p->n, sizeof *middle);
        for (size_t i = 0; i < p->n; i++)
            middle[i] = (pelvis[i] + thorax[i]) / 2;
        size_t crest = step_up(p, hip, pelvis, 0.07, "pelvis");
        size_t ribs = step_up(p, crest, middle, 0.07, "lower ribs");
        top = step_up(p, ribs, thorax, 0.148, "shoulders");
        PART(p, "pelvis", false, one(hip), one(crest));
        PART(p, "lumbar", false, one(crest), one(ribs));
        PART(p, "thorax", false, one(ribs), one(top));
        p->part[p->n_parts - 2].between = true;
        set_axis(b, AXIS_PELVIS, one(hip), one(crest), 0);
        set_axis(b, AXIS_THORAX, one(ribs), one(top), 0);
    } else {
        top = step_up(p, hip,
                      trunk != NULL    ? trunk
                      : thorax != NULL ? thorax
                                       : pelvis,
                      0.288, "shoulders");
        PART(p, "trunk", false, one(hip), one(top));
    }
    set_axis(b, AXIS_TRUNK, one(hip), one(top), 0);
    p->leg_steps = 0.491 * HEIGHT_MM;
    p->note = "No points were tracked: the figure has the angles as measured and the lengths of an "
              "average body, each segment upright in standing.";
}

/* --- all of it --- */

void hinge_picture_body(const struct hinge_body *body, const struct hinge_reps *reps,
                        struct picture *p)
{
    struct builder b = {.p = p, .tracks = body->tracks, .body = body};
    *p = (struct picture){.body = body,
                          .reps = reps,
                          .n = body->n,
                          .rate_hz = body->rate_hz,
                          .start_s = body->start_s,
                          .tier = body->tier,
                          .step_mm = (double)NAN,
                          .leg_steps = (double)NAN,
                          .foot_steps = (double)NAN};
    b.near = body->side == 'l' ? 0 : 1;
    b.one_side = body->side != 'b';
    const struct hinge_standing *s = &reps->standing;
    for (int k = 0; k < HINGE_SIGNAL_COUNT; k++) {
        p->signal[k] = body->signal[k];
        if (p->signal[k] != NULL && !any_value(p->signal[k], p->n))
            p->signal[k] = NULL;
        p->zero[k] = s->found ? s->value[k] : (double)NAN;
        if (p->signal[k] != NULL && isnan(p->zero[k]))
            p->zero[k] = k == HINGE_SIGNAL_driver
                             ? reps->driver_zero
                             : hinge_quantile(p->signal[k], p->n, 0.05, &p->arena);
    }
    if (b.tracks == NULL || b.tracks->dim == 0) {
        add_average(&b);
        return;
    }
    add_points(&b);
    for (int k = 0; k < 2; k++) {
        int side = k == 0 ? 1 - b.near : b.near;
        PART(p, k == 0 ? "far" : "leg", false, spot_of(&b, L(hjc_l) + side),
             spot_of(&b, L(knee_l) + side), spot_of(&b, L(ankle_l) + side));
        if (there(&b, L(toe_l) + side))
            PART(p, k == 0 ? "far" : "foot", true, spot_of(&b, L(ankle_l) + side),
                 spot_of(&b, L(heel_l) + side), spot_of(&b, L(toe_l) + side));
        PART(p, k == 0 ? "far" : "arm", false, spot_of(&b, L(shoulder_l) + side),
             spot_of(&b, L(elbow_l) + side), spot_of(&b, L(wrist_l) + side));
    }
    PART(p, "dowel", false, spot_of(&b, L(dow_1)), spot_of(&b, L(dow_2)));
    /* the spine, between hips and head */
    const bool spine = p->tier == 'A' || p->tier == 'B';
    struct picture_spot hip = sides(&b, L(hjc_l), !body->has_pelvis && !spine);
    struct picture_spot shoulder = sides(&b, L(shoulder_l), !spine);
    struct picture_spot tail = FIRST(&b, L(l5), L(s1));
    struct picture_spot low = {0};
    if (body->has_pelvis) {
        tail = sides(&b, L(psis_l), false);
        tail = tail.n > 0 ? tail : spot_of(&b, L(s1));
        PART(p, "pelvis", true, hip, sides(&b, L(asis_l), false), tail);
    } else if (spine) {
        PART(p, "pelvis", false, hip, tail);
    }
    if (!spine) {
        PART(p, "trunk", false, hip, shoulder.n > 0 ? shoulder : spot_of(&b, L(c7)));
    } else {
        bool sternum = there(&b, L(ij)) && there(&b, L(px));
        struct picture_spot ends[] = {there(&b, L(t10)) && sternum ? low : spot_of(&b, L(t12l1)),
                                      spot_of(&b, L(t10)),
                                      spot_of(&b, L(t8)),
                                      spot_of(&b, L(t3)),
                                      spot_of(&b, L(c7)),
                                      sternum ? spot_of(&b, L(ij)) : low,
                                      sternum ? spot_of(&b, L(px)) : low};
        add_part(p, "thorax", ends, sizeof ends / sizeof *ends, sternum);
        size_t parts = p->n_parts;
        PART(p, "lumbar", false, spot_of(&b, L(l5)), spot_of(&b, L(l3)), spot_of(&b, L(t12l1)));
        if (p->n_parts == parts) { /* nothing was tracked between pelvis and thorax */
            struct picture_spot chest = FIRST(&b, L(t12l1), L(t10), L(t8), L(t3), L(c7));
            PART(p, "lumbar", false, tail, sternum ? joined(chest, spot_of(&b, L(px))) : chest);
            if (p->n_parts > parts)
                p->part[parts].between = true;
        }
        PART(p, "girdle", false, spot_of(&b, L(c7)), shoulder);
    }
    struct picture_spot ears = sides(&b, L(ear_l), !spine);
    if (ears.n == 0)
        ears = sides(&b, L(eye_l), !spine);
    PART(p, "head", false, there(&b, L(c7)) ? spot_of(&b, L(c7)) : shoulder,
         ears.n > 0 ? ears : spot_of(&b, L(occ)), spot_of(&b, L(nose)));
    const struct picture_spot ankle = sides(&b, L(ankle_l), true);
    const struct picture_spot leg[] = {hip, sides(&b, L(knee_l), true), ankle};
    const struct picture_spot foot[] = {ankle, sides(&b, L(heel_l), true),
                                        sides(&b, L(toe_l), true)};
    p->leg = part_of("leg", leg, 3, false);
    p->foot = part_of("foot", foot, 3, true);
    add_signals(&b);
}

void hinge_picture_clear(struct picture *picture)
{
    hinge_arena_clear(&picture->arena);
    *picture = (struct picture){0};
}
