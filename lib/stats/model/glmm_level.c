/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One participant's integral over the random effects u, eta = X b + Z T u, and its
 * slopes. F(u) = T'Z'score(u) - u vanishes at the mode, so du/dpi = Hobs^-1 dF/dpi, and
 * everything that depends on the mode is differentiated through it. */
#include "stats/model/glmm_inside.h"

#include "stats/numbers/dense.h"

#include <math.h>
#include <string.h>

enum { K = HINGE_GLMM_COLUMNS, NEWTON_STEPS = 100, HALVINGS = 30 };

/* Sums of a level at its mode. */
struct state {
    const struct hinge_glmm *glmm;
    const struct hinge_glmm_level *level;
    const double *t;
    double zt[K];           /* z_r' T of one row */
    double zs[K];           /* Z'score */
    double m[K * K];        /* Z'WZ */
    double h[K * K];        /* T'Z'WZT + I, then its Cholesky factor */
    double inverse[K * K];  /* of h */
    double observed[K * K]; /* factor of T'Z'(observed)ZT + I */
    double value;           /* -2 ln f(y|u) + |u|^2 */
};

/* out = z' T. */
static void row_times(const double *z, const double *t, size_t k, double *out)
{
    for (size_t c = 0; c < k; c++) {
        double sum = 0.0;
        for (size_t a = 0; a < k; a++)
            sum += z[a] * t[a * k + c];
        out[c] = sum;
    }
}

static void set_eta(struct hinge_glmm_level *level, const double *t, size_t k,
                    const double *u)
{
    double tu[K];
    for (size_t a = 0; a < k; a++)
        tu[a] = hinge_dense_dot(t + a * k, u, k);
    for (size_t r = 0; r < level->n; r++)
        level->eta[r] = level->offset[r] + hinge_dense_dot(level->z + r * k, tu, k);
}

static double penalised(const struct hinge_glmm *glmm, struct hinge_glmm_level *level,
                        const double *t, const double *u)
{
    double sum = 0.0;
    set_eta(level, t, glmm->k, u);
    for (size_t r = 0; r < level->n; r++) {
        hinge_binary_at(glmm->link, level->y[r], level->m[r], level->eta[r],
                        &level->point[r]);
        sum += level->point[r].loglik;
    }
    return -2.0 * sum + hinge_dense_dot(u, u, glmm->k);
}

/* Slope F and curvature h of the level as it stands. */
static void curve(struct state *state, const double *u, double *slope)
{
    const struct hinge_glmm_level *level = state->level;
    size_t k = state->glmm->k;
    memset(state->h, 0, sizeof state->h);
    for (size_t c = 0; c < k; c++)
        slope[c] = -u[c];
    for (size_t r = 0; r < level->n; r++) {
        row_times(level->z + r * k, state->t, k, state->zt);
        for (size_t c = 0; c < k; c++) {
            slope[c] += state->zt[c] * level->point[r].score;
            for (size_t d = 0; d <= c; d++)
                state->h[c * k + d] +=
                    state->zt[c] * level->point[r].weight * state->zt[d];
        }
    }
    for (size_t c = 0; c < k; c++)
        state->h[c * k + c] += 1.0;
}

/* Newton (scoring) steps with halving, from where the level's mode was. */
static void find_mode(struct state *state, struct hinge_glmm_level *level)
{
    size_t k = state->glmm->k;
    /* Newton for the logit: after a step this small the next is far below rounding.
     * Scoring steps of the probit shrink by a factor only. */
    double enough = state->glmm->link == HINGE_LINK_LOGIT ? 1e-13 : 1e-24;
    double *u = level->mode, step[K], trial[K];
    state->value = penalised(state->glmm, level, state->t, u);
    if (!isfinite(state->value)) {
        memset(u, 0, k * sizeof *u);
        state->value = penalised(state->glmm, level, state->t, u);
    }
    for (int i = 0; i < NEWTON_STEPS; i++) {
        curve(state, u, step);
        if (!hinge_dense_cholesky(state->h, k))
            return;
        hinge_dense_forward(state->h, k, step, 1);
        double gain = hinge_dense_dot(step, step, k);
        hinge_dense_backward(state->h, k, step);
        if (gain < 1e-24)
            return;
        double share = 1.0, value = 0.0;
        for (int half = 0; half < HALVINGS; half++, share *= 0.5) {
            for (size_t c = 0; c < k; c++)
                trial[c] = u[c] + share * step[c];
            value = penalised(state->glmm, level, state->t, trial);
            if (value <= state->value + 1e-12 * fabs(state->value))
                break;
        }
        memcpy(u, trial, k * sizeof *u);
        state->value = value;
        if (gain < enough * (1.0 + fabs(value)))
            break;
    }
    curve(state, u, step);
    (void)hinge_dense_cholesky(state->h, k);
}

/* The sums that slopes need, at the mode. */
static void complete(struct state *state)
{
    const struct hinge_glmm_level *level = state->level;
    size_t k = state->glmm->k;
    memset(state->zs, 0, sizeof state->zs);
    memset(state->m, 0, sizeof state->m);
    memset(state->observed, 0, sizeof state->observed);
    for (size_t r = 0; r < level->n; r++) {
        const double *z = level->z + r * k;
        row_times(z, state->t, k, state->zt);
        for (size_t a = 0; a < k; a++) {
            state->zs[a] += z[a] * level->point[r].score;
            for (size_t b = 0; b < k; b++) {
                state->m[a * k + b] += z[a] * level->point[r].weight * z[b];
                state->observed[a * k + b] +=
                    state->zt[a] * level->point[r].observed * state->zt[b];
            }
        }
    }
    for (size_t a = 0; a < k; a++)
        state->observed[a * k + a] += 1.0;
    hinge_dense_inverse(state->h, k, state->inverse);
    if (!hinge_dense_cholesky(state->observed, k)) /* probit far from the mode */
        memcpy(state->observed, state->h, k * k * sizeof *state->h);
}

/* A parameter: element (a, c) of T, or coefficient j (then a = k). */
struct parameter {
    size_t a, c, j;
};

static double direct(const struct state *state, const struct parameter *par, size_t r,
                     const double *u)
{
    if (par->a < state->glmm->k)
        return state->level->z[r * state->glmm->k + par->a] * u[par->c];
    return state->level->x[r * state->glmm->p + par->j];
}

/* Slope of the mode (du), and the trace of H^-1 dH/dpi. */
static double slope_of_curvature(const struct state *state, const struct parameter *par,
                                 double *du)
{
    const struct hinge_glmm_level *level = state->level;
    size_t k = state->glmm->k;
    const double *u = level->mode, *t = state->t;
    double zt[K], dh[K * K] = {0.0}, trace = 0.0;
    memset(du, 0, k * sizeof *du);
    for (size_t r = 0; r < level->n; r++) {
        double pull = level->point[r].observed * direct(state, par, r, u);
        row_times(level->z + r * k, t, k, zt);
        for (size_t c = 0; c < k; c++)
            du[c] -= zt[c] * pull;
    }
    if (par->a < k)
        du[par->c] += state->zs[par->a];
    hinge_dense_forward(state->observed, k, du, 1);
    hinge_dense_backward(state->observed, k, du);
    for (size_t r = 0; r < level->n; r++) {
        row_times(level->z + r * k, t, k, zt);
        double deta = direct(state, par, r, u) + hinge_dense_dot(zt, du, k);
        for (size_t c = 0; c < k; c++)
            for (size_t d = 0; d < k; d++)
                dh[c * k + d] += zt[c] * level->point[r].dweight * deta * zt[d];
    }
    if (par->a < k) /* dT' M T + T' M dT: row and column c */
        for (size_t d = 0; d < k; d++) {
            double sum = 0.0;
            for (size_t b = 0; b < k; b++)
                sum += state->m[par->a * k + b] * t[b * k + d];
            dh[par->c * k + d] += sum;
            dh[d * k + par->c] += sum;
        }
    for (size_t c = 0; c < k * k; c++)
        trace += state->inverse[c] * dh[c];
    return trace;
}

static double direct_slope(const struct state *state, const struct parameter *par)
{
    double sum = 0.0;
    for (size_t r = 0; r < state->level->n; r++)
        sum += state->level->point[r].score * direct(state, par, r, state->level->mode);
    return sum;
}

/* Parameters in the order of (theta, beta). */
static bool next_parameter(const struct hinge_glmm *glmm, struct parameter *par,
                           size_t *block)
{
    if (par->a == glmm->k)
        return ++par->j < glmm->p;
    const struct hinge_effects_block *own = &glmm->effects->block[*block];
    if (++par->a < own->first + own->k)
        return true;
    if (++par->c < own->first + own->k) {
        par->a = par->c;
        return true;
    }
    if (++*block < glmm->effects->n_blocks) {
        par->a = par->c = glmm->effects->block[*block].first;
        return true;
    }
    par->a = glmm->k;
    par->j = 0;
    return glmm->p > 0;
}

/* Weighted sums over the nodes of one scalar integral. */
struct nodes {
    double log_sum;                 /* ln of sum exp(term - largest) + largest */
    double share[HINGE_GLMM_NODES]; /* of each node in the sum */
    double pull[HINGE_GLMM_NODES];  /* d ln term / du */
};

static void integrate(const struct state *state, double s, struct nodes *nodes)
{
    const struct hinge_glmm *glmm = state->glmm;
    const struct hinge_glmm_level *level = state->level;
    double term[HINGE_GLMM_NODES] = {0.0}, largest = -HUGE_VAL;
    for (size_t j = 0; j < glmm->nodes; j++) {
        double z = glmm->node[j], u = level->mode[0] + M_SQRT2 * s * z;
        term[j] = glmm->log_weight[j] + z * z - 0.5 * u * u;
        nodes->pull[j] = -u;
        for (size_t r = 0; r < level->n; r++) {
            double loglik, score, zt = level->z[r] * state->t[0];
            hinge_binary_score(glmm->link, level->y[r], level->m[r],
                               level->offset[r] + zt * u, &loglik, &score);
            term[j] += loglik;
            nodes->pull[j] += score * zt;
        }
        largest = fmax(largest, term[j]);
    }
    double sum = nodes->share[0] = exp(term[0] - largest);
    for (size_t j = 1; j < glmm->nodes; j++)
        sum += nodes->share[j] = exp(term[j] - largest);
    for (size_t j = 0; j < glmm->nodes; j++)
        nodes->share[j] /= sum;
    nodes->log_sum = log(sum) + largest;
}

/* Slope of ln integral in one parameter. */
static double quadrature_slope(const struct state *state, const struct nodes *nodes,
                               double s, const struct parameter *par)
{
    const struct hinge_glmm *glmm = state->glmm;
    const struct hinge_glmm_level *level = state->level;
    double du, trace = slope_of_curvature(state, par, &du);
    double ds = -0.5 * s * trace; /* s = H^-1/2, trace = dH / H */
    double sum = ds / s;
    for (size_t j = 0; j < glmm->nodes; j++) {
        double u = level->mode[0] + M_SQRT2 * s * glmm->node[j], own = 0.0;
        for (size_t r = 0; r < level->n; r++) {
            double loglik, score;
            hinge_binary_score(glmm->link, level->y[r], level->m[r],
                               level->offset[r] + level->z[r] * state->t[0] * u,
                               &loglik, &score);
            own += score * direct(state, par, r, &u);
        }
        own += nodes->pull[j] * (du + M_SQRT2 * glmm->node[j] * ds);
        sum += nodes->share[j] * own;
    }
    return sum;
}

static void add_quadrature(const struct state *state, double *deviance,
                           double *gradient)
{
    double s = 1.0 / state->h[0]; /* h is its own Cholesky factor: the root */
    struct nodes nodes;
    integrate(state, s, &nodes);
    *deviance += -2.0 * (nodes.log_sum + log(s) - 0.5 * log(M_PI));
    if (gradient == NULL)
        return;
    struct parameter par = {0, 0, 0};
    size_t block = 0, i = 0;
    do
        gradient[i++] -= 2.0 * quadrature_slope(state, &nodes, s, &par);
    while (next_parameter(state->glmm, &par, &block));
}

static void add_laplace(const struct state *state, double *deviance, double *gradient)
{
    size_t k = state->glmm->k;
    *deviance += state->value;
    for (size_t c = 0; c < k; c++)
        *deviance += 2.0 * log(state->h[c * k + c]);
    if (gradient == NULL)
        return;
    struct parameter par = {0, 0, 0};
    size_t block = 0, i = 0;
    double du[K];
    do {
        gradient[i] += slope_of_curvature(state, &par, du);
        gradient[i++] -= 2.0 * direct_slope(state, &par);
    } while (next_parameter(state->glmm, &par, &block));
}

void hinge_glmm_level_add(const struct hinge_glmm *glmm, struct hinge_glmm_level *level,
                          const double *t, double *deviance, double *gradient)
{
    struct state state = {.glmm = glmm, .level = level, .t = t};
    find_mode(&state, level);
    if (gradient != NULL)
        complete(&state);
    if (glmm->nodes > 1)
        add_quadrature(&state, deviance, gradient);
    else
        add_laplace(&state, deviance, gradient);
}
