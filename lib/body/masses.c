/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body model: masses of segments by three tables (method 6.8, 6.15), in one piece or with a
 * trunk of two, and moments and centres of mass by each of these. In: the chain of a body. Out:
 * masses, weights of its points, medians over frames. */
#include "body/steps.h"

/* Winter 2009, table 4.1 (radius of the trunk: de Leva 1996); de Leva 1996, table 4, men and women:
 * trunk from mid-hip to mid-shoulder, transverse radii, the hand added to the forearm. Each limb
 * counts for both sides. The head is at the ears, the foot's centre half way to the toe. */
/* clang-format off */
enum { HEAD, TRUNK, ARM, FOREARM, THIGH, SHANK, FOOT, SEGMENTS };
static const struct {
    enum hinge_chain proximal, distal;
    int over;
} ends[SEGMENTS] = {
    [HEAD] = {HINGE_CHAIN_EAR, HINGE_CHAIN_EAR, 3},
    [TRUNK] = {HINGE_CHAIN_HIP, HINGE_CHAIN_SHOULDER, 3},
    [ARM] = {HINGE_CHAIN_SHOULDER, HINGE_CHAIN_ELBOW, 3},
    [FOREARM] = {HINGE_CHAIN_ELBOW, HINGE_CHAIN_WRIST, 3},
    [THIGH] = {HINGE_CHAIN_HIP, HINGE_CHAIN_KNEE, 2},
    [SHANK] = {HINGE_CHAIN_KNEE, HINGE_CHAIN_ANKLE, 1},
    [FOOT] = {HINGE_CHAIN_ANKLE, HINGE_CHAIN_TOE, 0},
};
static const struct {
    const char *name, *words; /* of body.masses; of a sentence */
    struct {
        double share, centre, radius;
    } of[SEGMENTS];
    /* of the trunk below L5/S1: its centre from L5/S1 towards the hips (Winter's: Dumas 2007, women
     * 23.2, men 28.0 %); de Leva's omphalion is taken for L5/S1 */
    double pelvis, in_pelvis;
} tables[HINGE_MASSES] = {
    [HINGE_MASSES_winter] = {"winter", "Winter (2009)",
                             {{0.081, 0, 0}, {0.497, 0.50, 0.36}, {2 * 0.028, 0.436, 0.322}, {2 * 0.022, 0.682, 0.468},
                              {2 * 0.100, 0.433, 0.323}, {2 * 0.0465, 0.433, 0.302}, {2 * 0.0145, 0.50, 0}}, 0.142, 0.256},
    [HINGE_MASSES_de_leva_m] = {"de_leva_m", "de Leva (1996) for men",
                                {{0.0694, 0, 0}, {0.4346, 0.569, 0.358}, {2 * 0.0271, 0.577, 0.269}, {2 * 0.0223, 0.675, 0.429},
                                 {2 * 0.1416, 0.410, 0.329}, {2 * 0.0433, 0.446, 0.249}, {2 * 0.0137, 0.50, 0}}, 0.1117, 0.61},
    [HINGE_MASSES_de_leva_f] = {"de_leva_f", "de Leva (1996) for women",
                                {{0.0668, 0, 0}, {0.4257, 0.622, 0.361}, {2 * 0.0255, 0.575, 0.260}, {2 * 0.0194, 0.677, 0.415},
                                 {2 * 0.1478, 0.361, 0.364}, {2 * 0.0481, 0.442, 0.267}, {2 * 0.0129, 0.50, 0}}, 0.1247, 0.49},
};
/* clang-format on */

enum hinge_masses hinge_masses_find(const char *name)
{
    int k = HINGE_MASSES - 1;
    while (k > 0 && strcmp(tables[k].name, name) != 0)
        k--;
    return (enum hinge_masses)k;
}

const char *hinge_masses_words(enum hinge_masses masses)
{
    return tables[masses].words;
}

bool hinge_mass_of(enum hinge_masses masses, size_t k, struct hinge_mass *mass)
{
    if (k < SEGMENTS)
        *mass = (struct hinge_mass){ends[k].proximal,
                                    ends[k].distal,
                                    tables[masses].of[k].share,
                                    tables[masses].of[k].centre,
                                    tables[masses].of[k].radius,
                                    ends[k].over};
    return k < SEGMENTS;
}

struct hinge_mass hinge_mass_pelvis(enum hinge_masses masses)
{
    return (struct hinge_mass){
        HINGE_CHAIN_L5S1, HINGE_CHAIN_HIP, tables[masses].pelvis, tables[masses].in_pelvis, 0, 3};
}

void hinge_mass_add(const double *p, const double *d, double mass, double centre, size_t n,
                    double *restrict sum)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        sum[i] += mass * (p[i] + centre * (d[i] - p[i]));
}

/* --- what the choice of a model changes --- */

int hinge_moment_over(enum hinge_moment_joint joint)
{
    static const int over[] = {[HINGE_MOMENT_ANKLE] = 0,
                               [HINGE_MOMENT_KNEE] = 1,
                               [HINGE_MOMENT_HIP] = 2,
                               [HINGE_MOMENT_L5S1] = 2,
                               [HINGE_MOMENT_JOINTS] = -1}; /* the whole body */
    return over[joint];
}

static void weigh(double weight[HINGE_CHAIN_COUNT], enum hinge_chain from, enum hinge_chain to,
                  double share, double centre)
{
    weight[from] += share * (1 - centre);
    weight[to] += share * centre;
}

/* The median distance of two points over frames from..to; NaN if one is not there. */
static double apart(const struct hinge_body *body, enum hinge_chain a, enum hinge_chain b,
                    size_t from, size_t to, struct hinge_arena *scratch)
{
    double *const *p = body->chain[a], *const *q = body->chain[b];
    const size_t n = to - from + 1;
    if (p[0] == NULL || q[0] == NULL)
        return (double)NAN;
    double *d = hinge_arena_raw(scratch, n, sizeof *d);
    for (size_t i = 0; i < n; i++)
        d[i] = hinge_length(q[0][from + i] - p[0][from + i], q[1][from + i] - p[1][from + i]);
    return hinge_median(d, n, scratch);
}

struct hinge_trunk hinge_trunk_of(const struct hinge_body *body, size_t from, size_t to,
                                  struct hinge_arena *scratch)
{
    struct hinge_arena_mark mark = hinge_arena_mark(scratch);
    const struct hinge_trunk trunk = {
        apart(body, HINGE_CHAIN_HIP, HINGE_CHAIN_L5S1, from, to, scratch),
        apart(body, HINGE_CHAIN_L5S1, HINGE_CHAIN_SHOULDER, from, to, scratch)};
    hinge_arena_reset(scratch, mark);
    return trunk;
}

void hinge_models_median(const struct hinge_body *body, enum hinge_moment_joint joint,
                         struct hinge_trunk trunk, size_t from, size_t to,
                         struct hinge_arena *scratch, double median[HINGE_MODELS])
{
    const bool whole = joint == HINGE_MOMENT_JOINTS;
    const double *place = whole ? body->heel_x : body->moment[joint].joint,
                 *load = body->chain[HINGE_CHAIN_LOAD][0], share = body->load_share;
    const size_t n = to - from + 1;
    struct hinge_arena_mark mark = hinge_arena_mark(scratch);
    double *x = hinge_arena_raw(scratch, n, sizeof *x);
    for (int k = 0; k < HINGE_MODELS; k++) {
        double weight[HINGE_CHAIN_COUNT], mass = 0;
        bool known = place != NULL && !isnan(share) && (!whole || body->toe_x != NULL) &&
                     (k < HINGE_MASSES || trunk.lower + trunk.upper > 0);
        const enum hinge_masses masses = (enum hinge_masses)(k % HINGE_MASSES);
        const bool two = k >= HINGE_MASSES;
        /* how much each point counts in the sum of masses times places of what is above a joint; of
         * the model in one piece, or with a trunk that bends at L5/S1, which is `lower` above the
         * hips and `upper` below the shoulders */
        const struct hinge_mass pelvis = hinge_mass_pelvis(masses);
        struct hinge_mass m;
        memset(weight, 0, HINGE_CHAIN_COUNT * sizeof *weight);
        for (size_t part = 0; hinge_mass_of(masses, part, &m); part++)
            if (m.over > hinge_moment_over(joint) && !(two && part == TRUNK))
                weigh(weight, m.proximal, m.distal, m.share, m.centre);
        if (!two && joint == HINGE_MOMENT_L5S1)
            weigh(weight, pelvis.proximal, pelvis.distal, -pelvis.share, pelvis.centre);
        if (two) {
            /* both pieces have the trunk's centre when it is straight */
            (void)hinge_mass_of(masses, TRUNK, &m);
            const double rest = m.share - pelvis.share;
            const double centre = ((m.share * m.centre * (trunk.lower + trunk.upper) -
                                    pelvis.share * (1 - pelvis.centre) * trunk.lower) /
                                       rest -
                                   trunk.lower) /
                                  trunk.upper;
            weigh(weight, HINGE_CHAIN_L5S1, HINGE_CHAIN_SHOULDER, rest, centre);
            if (joint != HINGE_MOMENT_L5S1)
                weigh(weight, pelvis.proximal, pelvis.distal, pelvis.share, pelvis.centre);
        }
        for (int c = 0; c < HINGE_CHAIN_COUNT; c++) {
            known = known && (weight[c] == 0 || body->chain[c][0] != NULL);
            mass += weight[c];
        }
        median[k] = (double)NAN;
        for (size_t i = 0; known && i < n; i++)
            x[i] = -mass * place[from + i];
        for (int c = 0; known && c < HINGE_CHAIN_COUNT; c++)
            for (size_t i = 0; weight[c] != 0 && i < n; i++)
                x[i] += weight[c] * body->chain[c][0][from + i];
        for (size_t i = 0; known && i < n; i++) {
            const double held = share > 0 && load != NULL
                                    ? share * (body->carried != NULL ? body->carried[from + i] : 1)
                                    : 0;
            x[i] = (whole ? x[i] / mass : x[i]) +
                   (held > 0 ? held * (load[from + i] - place[from + i]) : 0);
            if (whole)
                x[i] *= 100 / (1 + held) / (body->toe_x[from + i] - place[from + i]);
        }
        if (known)
            median[k] = hinge_median(x, n, scratch);
    }
    hinge_arena_reset(scratch, mark);
}

double hinge_models_differ(enum hinge_masses masses, const double of[HINGE_MODELS])
{
    double most = 0;
    for (int k = 0; k < HINGE_MODELS; k++) /* a model that the markers do not give counts not */
        most = fmax(most, fabs(of[k] - of[masses]));
    return isnan(of[masses]) ? (double)NAN : most;
}
