/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of markers that are exchanged all the time (method 3.2a). In: cleaned laboratory markers,
 * y up, and the bones of the session's standing recording, if it has one that is in order. Out:
 * tracks that were put right, or a warning that takes out what nobody may read, and the markers'
 * names. Judged in frames in which the person is upright. */
#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* So many frames are looked at; they are upright where the shoulders are within so much of their
 * height (in legs), and the trunk leans less than so much more than in quiet standing. */
enum { SPOTS = 32, LEAST_SPOTS = 8 };
static const double HEIGHT_LL = 0.05, LEAN_DEG = 10;
/* Directions agree, or are against each other. */
static const double AGREE = 0.5;
/* Markers are put on again: bones differ by less than this; short distances always may. */
static const double BONES = 0.25, LEAST_BONE_LL = 0.12;
/* A narrow stance crosses pairs by less. */
static const double CROSSED_LL = 0.05;
/* No pelvis slopes by more when a person is upright. */
static const double SLOPE = 0.6;

static const int pelvis[4] = {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_l,
                              HINGE_LANDMARK_psis_r};
static const int thorax_points[4] = {HINGE_LANDMARK_c7, HINGE_LANDMARK_t10, HINGE_LANDMARK_ij,
                                     HINGE_LANDMARK_px};
enum { ASIS, PSIS, KNEE, ANKLE, PAIRS = 7 };
static const int pairs[PAIRS] = {HINGE_LANDMARK_asis_l,    HINGE_LANDMARK_psis_l,
                                 HINGE_LANDMARK_knee_l,    HINGE_LANDMARK_ankle_l,
                                 HINGE_LANDMARK_heel_l,    HINGE_LANDMARK_toe_l,
                                 HINGE_LANDMARK_shoulder_l};
static const char *const pair_words[PAIRS] = {"ASIS", "PSIS", "knee",    "ankle",
                                              "heel", "toe",  "shoulder"};

struct spots {
    const struct hinge_tracks *t;
    size_t n, frame[SPOTS];
};

/* Upright frames, evenly over the recording. */
static void find_upright(struct spots *s, double most_deg)
{
    const struct hinge_tracks *t = s->t;
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *height = hinge_tracks_array(t);
    const double slope = tan((most_deg + LEAN_DEG) * (M_PI / 180));
    size_t upright = 0, at = 0;
    for (size_t i = 0; i < t->n; i++) {
        double d[3], top;
        for (int a = 0; a < 3; a++) {
            double low = 0;
            for (int k = 0; k < 4; k++)
                low += t->point[pelvis[k]].axis[a][i] / 4;
            top = hinge_tracks_middle(t, HINGE_LANDMARK_shoulder_l, a, i);
            d[a] = top - low;
            if (a == 1 && d[a] > 0)
                height[i] = top;
        }
        if (!(hinge_length(d[0], d[2]) < slope * d[1]))
            height[i] = (double)NAN;
    }
    double least = hinge_quantile(height, t->n, 0.95, t->arena) - HEIGHT_LL * t->leg0;
    for (size_t i = 0; i < t->n; i++)
        upright += height[i] >= least;
    for (size_t i = 0; i < t->n && upright >= LEAST_SPOTS; i++)
        if (height[i] >= least && at++ * SPOTS / upright >= s->n && s->n < SPOTS)
            s->frame[s->n++] = i;
    hinge_arena_reset(t->arena, before);
}

/* Horizontal unit vector between two landmarks in a frame; 0 0 where one is missing, or they are so
 * near that a narrow stance crosses them. */
static void across(const struct hinge_tracks *t, int from, int to, size_t i, double v[2])
{
    const struct hinge_track *a = &t->point[from], *b = &t->point[to];
    v[0] = v[1] = 0;
    if (!hinge_tracks_seen(t, from) || !hinge_tracks_seen(t, to))
        return;
    double x = b->axis[0][i] - a->axis[0][i], z = b->axis[2][i] - a->axis[2][i],
           size = hinge_length(x, z);
    if (size > CROSSED_LL * t->leg0) {
        v[0] = x / size;
        v[1] = z / size;
    }
}

static double cosine(const double a[2], const double b[2])
{
    double size = hinge_length(a[0], a[1]) * hinge_length(b[0], b[1]);
    return size > 0 ? (a[0] * b[0] + a[1] * b[1]) / size : 0;
}

/* What labels say of the person's right and front, as means of cosines: +1 agrees, -1 is against
 * it, about 0 unknown. */
struct votes {
    double pair[PAIRS]; /* of left and right, with the sum of all pairs */
    double toes, front; /* of toes, and ASIS before PSIS, with the front by that sum */
    double alike;       /* of ASIS before PSIS on the left, with the right */
    double slope;       /* of both ASIS */
};

static struct votes vote(const struct spots *s)
{
    const struct hinge_tracks *t = s->t;
    struct votes out = {{0}, 0, 0, 0, 0};
    for (size_t f = 0; f < s->n; f++) {
        double v[PAIRS][2], right[2] = {0}, toe[2][2], side[2][2], one = 1 / (double)s->n;
        size_t i = s->frame[f];
        for (int k = 0; k < PAIRS; k++) {
            across(t, pairs[k], pairs[k] + 1, i, v[k]);
            right[0] += v[k][0];
            right[1] += v[k][1];
        }
        for (int k = 0; k < PAIRS; k++)
            out.pair[k] += one * cosine(v[k], right);
        for (int k = 0; k < 2; k++) {
            across(t, HINGE_LANDMARK_heel_l + k, HINGE_LANDMARK_toe_l + k, i, toe[k]);
            if (toe[k][0] == 0 && toe[k][1] == 0)
                across(t, HINGE_LANDMARK_ankle_l + k, HINGE_LANDMARK_toe_l + k, i, toe[k]);
            across(t, HINGE_LANDMARK_psis_l + k, HINGE_LANDMARK_asis_l + k, i, side[k]);
        }
        double front[2] = {right[1], -right[0]};
        double toes[2] = {toe[0][0] + toe[1][0], toe[0][1] + toe[1][1]}, hips[2];
        for (int a = 0; a < 2; a++)
            hips[a] = hinge_tracks_middle(t, HINGE_LANDMARK_asis_l, 2 * a, i) -
                      hinge_tracks_middle(t, HINGE_LANDMARK_psis_l, 2 * a, i);
        out.toes += one * (cosine(toe[0], toe[1]) < 0 ? 0 : cosine(toes, front));
        out.front += one * cosine(hips, front);
        out.alike += one * cosine(side[0], side[1]);
        const struct hinge_track *l = &t->point[HINGE_LANDMARK_asis_l], *r = l + 1;
        out.slope += one * fabs(r->axis[1][i] - l->axis[1][i]) /
                     hinge_length(r->axis[0][i] - l->axis[0][i], r->axis[2][i] - l->axis[2][i]);
    }
    return out;
}

/* The median over the spots of a landmark's distance to another, or of a knee's to the middle of
 * the pelvis (to: NONE). */
static double bone(const struct spots *s, int from, int to)
{
    const struct hinge_tracks *t = s->t;
    double d[SPOTS];
    for (size_t f = 0; f < s->n; f++) {
        double sum = 0;
        for (int a = 0; a < 3; a++) {
            double x = 0;
            for (int k = 0; k < 4 && to == HINGE_LANDMARK_NONE; k++)
                x += t->point[pelvis[k]].axis[a][s->frame[f]] / 4;
            if (to != HINGE_LANDMARK_NONE)
                x = t->point[to].axis[a][s->frame[f]];
            x -= t->point[from].axis[a][s->frame[f]];
            sum += x * x;
        }
        d[f] = sqrt(sum);
    }
    return hinge_median(d, s->n, t->arena);
}

static bool differs(const struct hinge_tracks *t, double is, double was)
{
    return fmax(is, was) > LEAST_BONE_LL * t->leg0 && fabs(is / was - 1) > BONES;
}

static double apart(const double a[3], const double b[3])
{
    return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                (a[2] - b[2]) * (a[2] - b[2]));
}

/* Whether the pelvis of the standing recording is another one; false without. */
static bool pelvis_differs(const struct spots *s, const struct hinge_bones *was)
{
    for (int j = 0; was != NULL && j < 4; j++)
        for (int k = 0; k < j; k++)
            if (differs(s->t, bone(s, pelvis[j], pelvis[k]), apart(was->pelvis[j], was->pelvis[k])))
                return true;
    return false;
}

static bool is_below(const struct spots *s, int upper, int lower)
{
    double d[SPOTS];
    for (size_t f = 0; f < s->n; f++)
        d[f] = s->t->point[upper].axis[1][s->frame[f]] - s->t->point[lower].axis[1][s->frame[f]];
    return hinge_median(d, s->n, s->t->arena) < 0;
}

/* The side of a leg that nobody has: the knee is below the ankle, one shank is far longer than the
 * other, or lengths differ from those in standing. -1: both legs may be. Fills `now`. */
static int leg_differs(const struct spots *s, const struct hinge_bones *was, double now[2][2])
{
    const struct hinge_tracks *t = s->t;
    for (int side = 0; side < 2; side++) {
        const int knee = HINGE_LANDMARK_knee_l + side, ankle = HINGE_LANDMARK_ankle_l + side;
        now[side][0] = now[side][1] = (double)NAN;
        if (!hinge_tracks_seen(t, knee) || !hinge_tracks_seen(t, ankle))
            continue;
        now[side][0] = bone(s, knee, HINGE_LANDMARK_NONE);
        now[side][1] = bone(s, knee, ankle);
        if (is_below(s, knee, ankle))
            return side;
        for (int k = 0; was != NULL && k < 2; k++)
            if (differs(t, now[side][k], was->leg[side][k]))
                return side;
    }
    return fmax(now[0][1], now[1][1]) > (1 + BONES) * fmin(now[0][1], now[1][1])
               ? now[0][1] > now[1][1]
               : -1;
}

/* --- names --- */

static void exchange(struct hinge_tracks *t, int a, int b)
{
    struct hinge_track kept = t->point[a];
    t->point[a] = t->point[b];
    t->point[b] = kept;
}

static void add_label(const struct hinge_recording *r, size_t channel, char *out, size_t capacity)
{
    size_t used = strlen(out);
    snprintf(out + used, capacity - used, "%s%s", used > 0 ? " and " : "",
             r->layout.channel[channel].marker);
}

/* The channel of x of a landmark. */
static size_t channel_of(const struct hinge_recording *r, int landmark)
{
    size_t c = 0;
    while (c < r->layout.n_channels && ((int)r->layout.channel[c].landmark != landmark ||
                                        r->layout.channel[c].component != HINGE_COMPONENT_x))
        c++;
    return c;
}

static void add_marker(const struct hinge_recording *r, int landmark, char *out, size_t capacity)
{
    size_t c = channel_of(r, landmark);
    if (c < r->layout.n_channels)
        add_label(r, c, out, capacity);
}

/* Which other marker of the file, in the place of one of the pelvis, makes the pelvis of standing:
 * names both; nothing where none does. */
static void name_pair(const struct spots *s, const struct hinge_recording *r,
                      const struct hinge_bones *was, char *out, size_t capacity)
{
    const struct hinge_tracks *t = s->t;
    double least = BONES, scale = t->scale[0];
    size_t best[2] = {0}, x[4];
    for (int k = 0; k < 4; k++)
        if ((x[k] = channel_of(r, pelvis[k])) + 3 > r->layout.n_channels)
            return;
    if (r->n_frames != t->n)
        return;
    for (size_t c = 0; c + 2 < r->layout.n_channels; c++) {
        const struct hinge_channel *channel = &r->layout.channel[c];
        if (channel->component != HINGE_COMPONENT_x || channel[1].component != HINGE_COMPONENT_y ||
            channel[2].component != HINGE_COMPONENT_z)
            continue;
        for (int lost = 0; lost < 4; lost++) {
            size_t at[4] = {x[0], x[1], x[2], x[3]};
            double far = 0;
            for (int k = 0; k < 4; k++) /* of two of the pelvis both change their place */
                at[k] = at[k] == c ? x[lost] : at[k];
            at[lost] = c;
            for (int j = 0; c != x[lost] && j < 4; j++)
                for (int k = 0; k < j; k++) {
                    double d[SPOTS];
                    for (size_t f = 0; f < s->n; f++) {
                        double p[2][3];
                        for (size_t a = 0; a < 3; a++) {
                            p[0][a] = r->data[(at[j] + a) * r->n_frames + s->frame[f]];
                            p[1][a] = r->data[(at[k] + a) * r->n_frames + s->frame[f]];
                        }
                        d[f] = scale * apart(p[0], p[1]);
                    }
                    double is = hinge_median(d, s->n, t->arena);
                    double off = fabs(is / apart(was->pelvis[j], was->pelvis[k]) - 1);
                    far = isnan(off) ? (double)INFINITY : fmax(far, off);
                }
            if (c != x[lost] && far < least) {
                least = far;
                best[0] = x[lost];
                best[1] = c;
            }
        }
    }
    for (int k = 0; least < BONES && k < 2; k++)
        add_label(r, best[k], out, capacity);
}

/* --- judging --- */

/* Puts right what toes, PSIS and standing agree on. */
static bool mend_labels(struct hinge_tracks *t, const struct spots *s, const struct votes *v,
                        const struct hinge_bones *was, const char **what)
{
    *what = NULL;
    const bool sides = v->toes < -AGREE && v->front<-AGREE, toes = v->toes> AGREE;
    const bool whole = v->pair[ASIS] < -AGREE && v->pair[PSIS] < -AGREE;
    const bool hips = whole || (v->pair[ASIS] < -AGREE && v->pair[PSIS] > AGREE);
    const bool turned = !hips && v->front < -AGREE && toes;
    if (was == NULL && sides && !whole && v->slope <= SLOPE && v->alike >= 0)
        return false; /* the front follows toes and pelvis (facing.c), and says so */
    *what = sides ? whole ? "left and right of all but the pelvis" : "left and right of all markers"
            : whole  ? "left and right ASIS and PSIS"
            : hips   ? "left and right ASIS"
            : turned ? "ASIS and PSIS of both sides"
                     : NULL;
    if (was == NULL || *what == NULL || !(sides || toes))
        return false;
    for (int again = 0; again < 2; again++) { /* and back, where the pelvis is then none */
        for (int l = HINGE_LANDMARK_eye_l; sides && l < HINGE_LANDMARK_dow_1; l++) {
            const char *name = hinge_landmark_name((enum hinge_landmark)l);
            if (strcmp(name + strlen(name) - 2, "_l") == 0)
                exchange(t, l, l + 1);
        }
        if (hips)
            exchange(t, HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r);
        if (whole)
            exchange(t, HINGE_LANDMARK_psis_l, HINGE_LANDMARK_psis_r);
        for (int k = 0; turned && k < 2; k++)
            exchange(t, HINGE_LANDMARK_asis_l + k, HINGE_LANDMARK_psis_l + k);
        if (again == 0 && !pelvis_differs(s, was))
            return true;
    }
    return false;
}

/* Warns, and adds what was found. */
static void find(struct hinge_tracks *t, uint64_t warning, const char *words, const char *what)
{
    size_t used = strlen(t->labels);
    t->warnings |= warning;
    snprintf(t->labels + used, sizeof t->labels - used, "%s%s%s", used > 0 ? "; " : "", words,
             what);
}

void hinge_check_exchanged(struct hinge_tracks *t, const struct hinge_recording *recording,
                           const struct hinge_bones *was, const struct hinge_parameters *parameters)
{
    struct spots s = {.t = t};
    const char *what;
    for (int k = 0; k < 4; k++)
        if (t->dim != 3 || t->family != HINGE_FAMILY_markers || !hinge_tracks_seen(t, pelvis[k]))
            return;
    if (!hinge_tracks_pair_seen(t, HINGE_LANDMARK_shoulder_l))
        return;
    find_upright(&s, parameters->stand_trunk_max);
    if (s.n == 0)
        return;
    struct votes v = vote(&s);
    char names[80] = "";
    double leg[2][2];
    int side = -1;
    const bool backs = v.pair[PSIS] < -AGREE && v.pair[ASIS] > AGREE;
    if (backs) /* their middle stays: the rest is judged as if they were right */
        exchange(t, HINGE_LANDMARK_psis_l, HINGE_LANDMARK_psis_r);
    const struct votes as_is = v;
    if (backs)
        v = vote(&s);
    bool right = mend_labels(t, &s, &v, was, &what), suspect = false;
    if (right) {
        find(t, HINGE_WARN(SIDES_EXCHANGED), what, " were exchanged, and are put right");
        t->swapped[0] = '\0'; /* what is left of them */
        t->swapped_share = 0;
        t->warnings &= ~HINGE_WARN(SIDE_LOW_CONF);
        hinge_check_sides(t);
        v = vote(&s);
    } else if (what != NULL || v.alike < 0 || v.slope > SLOPE || pelvis_differs(&s, was)) {
        suspect = true;
        if (was != NULL)
            name_pair(&s, recording, was, names, sizeof names);
        const char *pair = *names != '\0' ? names : what;
        find(t, HINGE_WARN(MARKERS_SUSPECT), pair != NULL ? pair : "",
             pair != NULL ? " are exchanged" : "markers of the pelvis are where no body has them");
    }
    if (backs) {
        exchange(t, HINGE_LANDMARK_psis_l, HINGE_LANDMARK_psis_r);
        v = as_is;
    }
    for (int again = 0; again < 2; again++) { /* and back; a pair is no leg of another length */
        for (int k = KNEE; k <= ANKLE; k++)
            if (v.pair[k] < -AGREE)
                exchange(t, pairs[k], pairs[k] + 1);
        side = again == 0 ? leg_differs(&s, was, leg) : side;
    }
    if (side >= 0 && !suspect) {
        names[0] = '\0';
        add_marker(recording, HINGE_LANDMARK_knee_l + side, names, sizeof names);
        add_marker(recording, HINGE_LANDMARK_ankle_l + side, names, sizeof names);
        find(t, HINGE_WARN(LEG_SUSPECT), names, " make a leg of impossible length");
    }
    for (int k = PSIS; k < PAIRS && !suspect; k++)
        if (v.pair[k] < -AGREE) {
            snprintf(names, sizeof names, "left and right %s", pair_words[k]);
            find(t, HINGE_WARN(PAIR_EXCHANGED), names, " are exchanged");
        }
    bool thorax = true; /* whole */
    for (int k = 0; k < 4; k++)
        thorax = thorax && hinge_tracks_seen(t, thorax_points[k]);
    if (thorax && is_below(&s, HINGE_LANDMARK_ij, HINGE_LANDMARK_px)) /* nobody has other values */
        exchange(t, HINGE_LANDMARK_ij, HINGE_LANDMARK_px);
    if (thorax && is_below(&s, HINGE_LANDMARK_c7, HINGE_LANDMARK_t10)) {
        names[0] = '\0';
        add_marker(recording, HINGE_LANDMARK_c7, names, sizeof names);
        add_marker(recording, HINGE_LANDMARK_t10, names, sizeof names);
        find(t, HINGE_WARN(NECK_EXCHANGED), names, " are exchanged");
    }
    memcpy(t->bones.leg, leg, sizeof leg);
    if (suspect) /* it judges nobody */
        t->bones.pelvis[0][0] = (double)NAN;
    if (side >= 0)
        t->bones.leg[side][0] = t->bones.leg[side][1] = (double)NAN;
}
