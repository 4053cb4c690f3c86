/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subject of text G (method 10) and relatives of it, as recordings: what the body
 * does, which landmarks are seen, and how a camera or a laboratory delivers them.
 * Written from the text alone, sharing no code with the library. Include after
 * assert_close.h; recordings are cleared by the caller. */
#ifndef TESTS_SUBJECT_H
#define TESTS_SUBJECT_H

#include "formats/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEGS "ankle knee hjc heel toe shoulder "
#define HEAD "ear nose "
#define CHAIN LEGS "ear l5 l3 t12l1 t8 c7 "
#define PELVIS "asis psis "
#define STERNUM "ij px c7 t8 "

struct subject_rep {
    double t0, desc, hold, asc, size;
};

struct subject {
    double rate_hz, duration_s, start_s;
    double base; /* s before the first repetition: 1 starts at the bottom (sizes -1) */
    size_t n_reps;
    struct subject_rep rep[8];
    double shank, knee, pelvis, lumbar, lumbar_bend; /* at s = 1; L = lumbar s + bend s^2 */
    double lumbar_stand;                             /* flexion of the spine in standing */
    double wink;                       /* pelvis falls back by this much from s = 0.7 on */
    double lumbar_late;                /* the spine flexes this much more from s = 0.7 on */
    double lumbar_lead_s, knee_lead_s; /* spine, knee and shank are ahead of the rest */
    double arch;                       /* arches back by this much after an ascent */
    double thoracic, neck;             /* upper back rounds, head nods, at s = 1 */
    bool stutter;                      /* goes down in two steps */
    /* at s = 1: what the front view shows, right positive */
    double yaw_deg, oblique_deg, shift_m, lean_m, valgus_m, asymmetry_m;
    double wide_m, toes_m, rib_m;          /* always: stance, toes outward, left ribs forward */
    double shrug_m, protract_m, retract_m; /* shoulders up, forward; head back */
    double stance_deg;                     /* lean of the whole body */
    double tremor_m;      /* nobody is as still as a formula: each point moves this much */
    double jitter_deg;    /* the trunk is never still */
    double step_m;        /* whole body walks this far in each repetition */
    double alternate_deg; /* left knee bends this much more, right less, twice a
                             repetition */
    double turn_deg;      /* heading changes by this much after the first repetition */
    /* what is seen */
    int dim;
    bool one_side, swap_labels;
    const char *landmarks; /* canonical ids without _l, _r */
    const char *drop;      /* one of them is missing in `drop_share` of the frames */
    double drop_share;
    /* how it is delivered */
    double heading_deg; /* 3D */
    double view_deg;    /* 2D: camera off the side view */
    double roll_deg;    /* 2D: the camera is tilted */
    bool left;          /* 2D: faces image left */
    bool image;         /* 2D: pixels, v down */
    bool whole_pixels, no_clock;
    double per_m; /* source units per metre */
    enum hinge_unit unit;
    const char *up;
    bool left_handed;
    enum hinge_family family;
    unsigned channel_flags;
};

static inline struct subject subject_text_g(void)
{
    return (struct subject){.rate_hz = 100,
                            .duration_s = 11.995,
                            .n_reps = 2,
                            .rep = {{2, 2, 0.5, 1.5, 1}, {7, 2, 0.5, 1.5, 1}},
                            .shank = -3,
                            .knee = 20,
                            .pelvis = 45,
                            .lumbar = 30,
                            .lumbar_bend = -6,
                            .dim = 2,
                            .landmarks = CHAIN,
                            .per_m = 1,
                            .unit = HINGE_UNIT_m,
                            .up = "+y"};
}

static inline double subject_jerk(double s)
{
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    return s * s * s * (10 - 15 * s + 6 * s * s);
}

struct subject_point {
    double x, y; /* forward, up, m */
};

static inline struct subject_point subject_step(struct subject_point p, double length,
                                                double pitch_deg)
{
    double a = pitch_deg * M_PI / 180;
    return (struct subject_point){p.x + length * sin(a), p.y + length * cos(a)};
}

/* A point of a segment inclined by pitch: forward and up in the segment's own frame. */
static inline struct subject_point subject_on(struct subject_point p, double pitch_deg,
                                              double forward, double up)
{
    return subject_step(subject_step(p, up, pitch_deg), forward, pitch_deg + 90);
}

/* s of text G at time t, and how far the walking has got. */
static inline double subject_s(const struct subject *b, double t, double *walked)
{
    double s = b->base;
    *walked = 0;
    for (size_t k = 0; k < b->n_reps; k++) {
        const struct subject_rep *r = &b->rep[k];
        double u = (t - r->t0) / r->desc;
        double down =
            b->stutter ? (subject_jerk(2 * u) + subject_jerk(2 * u - 1)) / 2 : subject_jerk(u);
        s += r->size * (down - subject_jerk((t - r->t0 - r->desc - r->hold) / r->asc));
        *walked += subject_jerk((t - r->t0) / (r->desc + r->hold + r->asc));
    }
    return s;
}

/* 1 for a while after each ascent. */
static inline double subject_arched(const struct subject *b, double t)
{
    double arched = 0;
    for (size_t k = 0; k < b->n_reps; k++) {
        const struct subject_rep *r = &b->rep[k];
        double up = t - r->t0 - r->desc - r->hold - r->asc;
        arched += subject_jerk((up + 0.1) / 0.2) - subject_jerk((up - 0.6) / 0.2);
    }
    return arched;
}

/* What the front view shows is put to a place of the sagittal plane. */
static inline struct subject_point subject_sideways(const struct subject *b, const char *id,
                                                    int side, double s, double T,
                                                    struct subject_point p, double *z)
{
    double turn = b->yaw_deg * s * M_PI / 180, half = fabs(*z);
    double tilt = b->oblique_deg * s * M_PI / 180;
    bool hip = strcmp(id, "hjc") == 0, knee = strcmp(id, "knee") == 0;
    bool foot = strstr(" ankle heel toe ", id) != NULL;
    bool shoulder = strcmp(id, "shoulder") == 0;
    if (hip) {
        p.x += side * half * sin(turn);
        p.y += side * half * tan(tilt);
        *z = side * half * cos(turn) + b->shift_m * s;
    }
    if (foot || knee)
        *z += side * b->wide_m;
    if (strcmp(id, "toe") == 0)
        *z += side * b->toes_m;
    if (knee) {
        *z -= side * b->valgus_m * s;
        p.x += side * b->asymmetry_m * s;
    }
    if (shoulder) {
        *z += (b->shift_m + b->lean_m) * s;
        p = subject_on(p, T, b->protract_m * s, b->shrug_m * s);
    }
    if (strcmp(id, "ear") == 0 || strcmp(id, "nose") == 0)
        p = subject_on(p, T, -b->retract_m * s, 0);
    if (strcmp(id, "rib") == 0)
        p = subject_on(p, T, -side * b->rib_m / 2, 0);
    return p;
}

/* Landmarks (ids without side) and how far they are from the middle, 0 in it. */
#define SUBJECT_POINTS(X)                                                                          \
    X(ankle, 0.084)                                                                                \
    X(knee, 0.084)                                                                                 \
    X(hjc, 0.084)                                                                                  \
    X(heel, 0.084)                                                                                 \
    X(toe, 0.084)                                                                                  \
    X(shoulder, 0.18)                                                                              \
    X(elbow, 0.2)                                                                                  \
    X(wrist, 0.2)                                                                                  \
    X(ear, 0.07)                                                                                   \
    X(nose, 0)                                                                                     \
    X(l5, 0)                                                                                       \
    X(l3, 0)                                                                                       \
    X(t12l1, 0)                                                                                    \
    X(t8, 0)                                                                                       \
    X(t10, 0)                                                                                      \
    X(c7, 0)                                                                                       \
    X(ij, 0)                                                                                       \
    X(px, 0)                                                                                       \
    X(psis, 0.05)                                                                                  \
    X(asis, 0.12)                                                                                  \
    X(rib, 0.12)                                                                                   \
    X(s1, 0)                                                                                       \
    X(spine_base, 0)                                                                               \
    X(spine_mid, 0)
#define X(id, half_width) SUBJECT_##id,
enum subject_id { SUBJECT_POINTS(X) SUBJECT_IDS };
#undef X

/* Where everything is at one time, of one side (-1 left, 1 right). */
struct subject_pose {
    struct subject_point at[SUBJECT_IDS];
    double s, T;
};

static inline struct subject_pose subject_pose(const struct subject *b, int side, double t)
{
    double walked, ahead;
    double sl = subject_s(b, t + b->lumbar_lead_s, &ahead);
    double sk = subject_s(b, t + b->knee_lead_s, &ahead);
    double s = subject_s(b, t, &walked), w = b->wink * fmax(0, (s - 0.7) / 0.3);
    double alternate = side * b->alternate_deg * sin(4 * M_PI * walked);
    double lean = b->stance_deg + b->jitter_deg * sin(2 * M_PI * 0.7 * t);
    double shank = b->shank * sk + b->stance_deg, thigh = shank - b->knee * sk + alternate;
    double P = b->pelvis * s - w + lean;
    double T = b->pelvis * s + b->lumbar * sl + b->lumbar_bend * sl * sl + lean + b->lumbar_stand +
               b->lumbar_late * fmax(0, (s - 0.7) / 0.3) - b->arch * subject_arched(b, t),
           L = T - P, U = T + b->thoracic * s;
    struct subject_point ankle = {b->step_m * walked, 0.09};
    struct subject_point knee = subject_step(ankle, 0.43, shank);
    struct subject_point hip = subject_step(knee, 0.41, thigh);
    struct subject_point l5 = subject_step(hip, 0.10, P + 10);
    struct subject_point l3 = subject_step(l5, 0.07, P + 0.2 * L - 5);
    struct subject_point t12 = subject_step(l3, 0.08, P + 0.7 * L - 2);
    struct subject_point t8 = subject_step(t12, 0.12, T + 8);
    struct subject_point c7 = subject_step(t8, 0.18, U + 20);
    struct subject_point shoulder = subject_step(t8, 0.14, U + 5);
    struct subject_point ear = subject_step(c7, 0.15, U + 5);
    struct subject_point psis = subject_on(l5, P, -0.05, 0);
    struct subject_point elbow = subject_step(shoulder, -0.28, 5);
    struct subject_pose pose = {.s = s,
                                .T = T,
                                .at = {[SUBJECT_ankle] = ankle,
                                       [SUBJECT_knee] = knee,
                                       [SUBJECT_hjc] = hip,
                                       [SUBJECT_heel] =
                                           (struct subject_point){ankle.x - 0.05, 0.03},
                                       [SUBJECT_toe] = (struct subject_point){ankle.x + 0.17, 0.02},
                                       [SUBJECT_shoulder] = shoulder,
                                       [SUBJECT_elbow] = elbow,
                                       [SUBJECT_wrist] = subject_step(elbow, -0.26, -5),
                                       [SUBJECT_ear] = ear,
                                       [SUBJECT_nose] = subject_on(ear, U + b->neck * s, 0.1, 0),
                                       [SUBJECT_l5] = l5,
                                       [SUBJECT_l3] = l3,
                                       [SUBJECT_t12l1] = t12,
                                       [SUBJECT_t8] = t8,
                                       [SUBJECT_t10] = subject_step(t8, -0.05, T),
                                       [SUBJECT_c7] = c7,
                                       [SUBJECT_ij] = subject_on(t8, (T + U) / 2, 0.14, 0.14),
                                       [SUBJECT_px] = subject_on(t8, (T + U) / 2, 0.16, -0.02),
                                       [SUBJECT_psis] = psis,
                                       [SUBJECT_asis] = subject_on(psis, P + 10, 0.15, 0),
                                       [SUBJECT_rib] = subject_on(t12, T, 0.15, 0.05),
                                       [SUBJECT_s1] = psis,
                                       [SUBJECT_spine_base] = hip,
                                       [SUBJECT_spine_mid] = l3}};
    return pose;
}

static inline enum subject_id subject_find(const char *id)
{
#define X(name, half_width) #name,
    static const char *const ids[] = {SUBJECT_POINTS(X)};
#undef X
    for (size_t k = 0; k < SUBJECT_IDS; k++)
        if (strcmp(ids[k], id) == 0)
            return (enum subject_id)k;
    fail_msg("no landmark %s", id);
    return SUBJECT_IDS;
}

static inline bool subject_central(const char *id)
{
    return strstr(" nose l5 l3 t12l1 t8 t10 c7 ij px s1 spine_base spine_mid ", id) != NULL;
}

/* From the body's frame to what the file says. */
static inline void subject_deliver(const struct subject *b, double t, struct subject_point p,
                                   double z, double out[3])
{
    double heading = b->heading_deg;
    if (b->n_reps > 0)
        heading += b->turn_deg *
                   subject_jerk(
                       (t - b->rep[0].t0 - b->rep[0].desc - b->rep[0].hold - b->rep[0].asc) / 1.0);
    double h = heading * M_PI / 180, v = b->view_deg * M_PI / 180;
    if (b->dim == 2) {
        double x = p.x * cos(v) + z * sin(v), r = b->roll_deg * M_PI / 180;
        double u = x * cos(r) + p.y * sin(r), y = -x * sin(r) + p.y * cos(r);
        u = b->left ? -u : u;
        out[0] = b->image ? 960 + u * b->per_m : u * b->per_m;
        out[1] = b->image ? 1000 - y * b->per_m : y * b->per_m;
        for (int a = 0; a < 2 && b->whole_pixels; a++)
            out[a] = round(out[a]);
        return;
    }
    double ahead = cos(h), aside = sin(h);
    double X = p.x * ahead + z * aside, Y = p.y, Z = -p.x * aside + z * ahead;
    Z = b->left_handed ? -Z : Z;
    const struct {
        const char *up;
        double xyz[3];
    } ups[] = {{"+y", {X, Y, Z}},  {"-y", {X, -Y, -Z}}, {"+z", {X, -Z, Y}},
               {"-z", {X, Z, -Y}}, {"+x", {Y, -X, Z}},  {"-x", {-Y, X, Z}}};
    for (size_t k = 0; k < sizeof ups / sizeof *ups; k++)
        if (strcmp(ups[k].up, b->up) == 0)
            for (int a = 0; a < 3; a++)
                out[a] = ups[k].xyz[a] * b->per_m;
}

/* Adds a landmark's channels from channel `at` on; returns the next. */
static inline size_t subject_channels(const struct subject *b, const struct subject_pose *poses,
                                      const char *id, int side, size_t at,
                                      struct hinge_recording *r)
{
#define X(name, half_width) half_width,
    static const double half_width[] = {SUBJECT_POINTS(X)};
#undef X
    enum subject_id which = subject_find(id);
    char name[32];
    int labelled = b->swap_labels ? -side : side;
    snprintf(name, sizeof name, "%s%s", id, side == 0 ? "" : labelled < 0 ? "_l" : "_r");
    for (int a = 0; a < b->dim; a++) {
        char source[40];
        snprintf(source, sizeof source, "%s_%c", name, "xyz"[a]);
        hinge_build_channel(r, at + (size_t)a, source, name,
                            (enum hinge_component)(HINGE_COMPONENT_x + a), b->unit);
        r->layout.channel[at + (size_t)a].landmark = hinge_landmark_find(name);
        assert_int_not_equal(hinge_landmark_find(name), HINGE_LANDMARK_NONE);
        r->layout.channel[at + (size_t)a].flags = b->channel_flags;
    }
    for (size_t i = 0; i < r->n_frames; i++) {
        double t = (double)i / b->rate_hz, z = side * half_width[which], out[3];
        const struct subject_pose *pose = &poses[(side + 1) * (long)r->n_frames + (long)i];
        struct subject_point p =
            subject_sideways(b, id, side, pose->s, pose->T, pose->at[which], &z);
        p.x += b->tremor_m * sin(12.9898 * (double)i + 7 * id[0] + 3 * id[1] + side);
        p.y += b->tremor_m * sin(78.233 * (double)i + 5 * id[0] + 11 * id[1] - side);
        subject_deliver(b, t, p, z, out);
        /* in blocks of a second, so that no filling rule applies */
        bool lost =
            b->drop != NULL && strcmp(b->drop, id) == 0 && fmod(t, 2.0) < 2.0 * b->drop_share;
        for (int a = 0; a < b->dim; a++)
            r->data[(at + (size_t)a) * r->n_frames + i] = lost ? (double)NAN : out[a];
    }
    return at + (size_t)b->dim;
}

static inline void subject_record(const struct subject *b, struct hinge_recording *r)
{
    char ids[256], *id, *rest = ids;
    size_t at = b->no_clock ? 0 : 1;
    *r = (struct hinge_recording){.header_rate_hz = NAN};
    r->n_frames = (size_t)floor(b->duration_s * b->rate_hz) + 1;
    snprintf(ids, sizeof ids, "%s", b->landmarks);
    size_t most = 1 + 3 * 2 * 40;
    hinge_build_layout(r, "csv", b->image ? "-y" : b->up, most);
    r->layout.family = b->family;
    if (b->image)
        hinge_recording_set_image(r);
    if (b->left_handed)
        r->layout.flags |= HINGE_LAYOUT_LEFT_HANDED;
    r->data = calloc(most * r->n_frames, sizeof *r->data);
    assert_non_null(r->data);
    if (!b->no_clock) {
        hinge_build_channel(r, 0, "time", "", HINGE_COMPONENT_time, HINGE_UNIT_s);
        for (size_t i = 0; i < r->n_frames; i++)
            r->data[i] = b->start_s + (double)i / b->rate_hz;
    }
    struct subject_pose *poses = calloc(3 * r->n_frames, sizeof *poses);
    assert_non_null(poses);
    for (size_t k = 0; k < 3 * r->n_frames; k++) /* left, middle, right */
        poses[k] = k >= r->n_frames && b->alternate_deg == 0
                       ? poses[k - r->n_frames]
                       : subject_pose(b, (int)(k / r->n_frames) - 1,
                                      (double)(k % r->n_frames) / b->rate_hz);
    while ((id = strtok_r(rest, " ", &rest)) != NULL) {
        if (subject_central(id)) {
            at = subject_channels(b, poses, id, 0, at, r);
            continue;
        }
        if (!b->one_side && (b->dim == 3 || b->view_deg != 0))
            at = subject_channels(b, poses, id, -1, at, r);
        at = subject_channels(b, poses, id, 1, at, r);
    }
    free(poses);
    r->layout.n_channels = at;
}

static inline struct hinge_recording subject_recording(const struct subject *b)
{
    struct hinge_recording r;
    subject_record(b, &r);
    return r;
}

/* The values of a landmark's axis ('x', 'y', 'z'); `id` as in knee_r. */
static inline double *subject_axis(const struct hinge_recording *r, const char *id, char axis)
{
    char source[40];
    snprintf(source, sizeof source, "%s_%c", id, axis);
    for (size_t c = 0; c < r->layout.n_channels; c++)
        if (strcmp(r->layout.channel[c].source, source) == 0)
            return r->data + c * r->n_frames;
    fail_msg("no column %s", source);
    return NULL;
}

#endif
