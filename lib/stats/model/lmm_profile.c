/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles: the deviance with one parameter held, minimised over the rest. A held
 * standard deviation fixes sigma through the row of the template; a held correlation
 * rewrites two rows of it (the criterion depends on T T' only, so T need not stay
 * triangular). */
#include "stats/model/lmm_profile.h"

#include "stats/model/failure.h"
#include "stats/model/lmm_inside.h"
#include "stats/model/minimum.h"
#include "stats/numbers/dense.h"
#include "stats/numbers/root.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct profile {
    struct hinge_lmm *lmm;
    const struct hinge_lmm_fit *fit;
    const struct hinge_profile_target *target;
    size_t block;  /* of SD and CORR */
    double held;   /* value of the target */
    double limit;  /* excess of deviance that ends the interval */
    double *theta; /* last optimum: the next start */
    double *lower, *unit;
    double *templates; /* of all groups */
    double *beta, *c;  /* p, p x p */
    struct hinge_minimum_problem problem;
    enum hinge_status status;
    struct hinge_error *error;
};

static double *group_template(const struct profile *profile)
{
    size_t offset = 0;
    for (size_t g = 0; g < profile->target->group; g++)
        offset += profile->lmm->effects->group[g].k * profile->lmm->effects->group[g].k;
    return profile->templates + offset;
}

/* The order in which the rows of the block's triangle stand for its columns: the held
 * pair first. */
static void row_order(const struct profile *profile, size_t *order)
{
    const struct hinge_effects_block *block =
        &profile->lmm->effects->block[profile->block];
    size_t i = profile->target->i - block->first, j = profile->target->j - block->first;
    order[0] = i;
    order[1] = j;
    for (size_t k = 0, n = 2; k < block->k; k++)
        if (k != i && k != j)
            order[n++] = k;
}

/* Rows i and j of the block get the held correlation: (a, 0, …) and r (rho, root(1 -
 * rho^2), 0, …), where a and r are what theta has on the first two diagonals. */
static void hold_corr(const struct profile *profile, const double *theta)
{
    const struct hinge_effects *effects = profile->lmm->effects;
    const struct hinge_effects_block *block = &effects->block[profile->block];
    size_t k = effects->group[block->group].k, order[HINGE_EFFECTS_COLUMNS];
    double *t = group_template(profile), rho = profile->held;
    const double *own = theta + hinge_effects_diagonal(effects, profile->block, 0);
    row_order(profile, order);
    for (size_t c = 0; c < block->k; c++)
        for (size_t r = c; r < block->k; r++)
            t[(block->first + order[r]) * k + block->first + c] = *own++;
    for (size_t r = 0; r < block->k; r++)
        for (size_t c = r + 1; c < block->k; c++)
            t[(block->first + order[r]) * k + block->first + c] = 0.0;
    double *second = t + (block->first + order[1]) * k + block->first,
           length = second[1];
    second[0] = rho * length;
    second[1] = sqrt(1.0 - rho * rho) * length;
}

static double unprofiled(double n, const struct hinge_lmm_parts *parts, double sigma2)
{
    return parts->log_det + n * log(2.0 * M_PI * sigma2) + parts->r2 / sigma2;
}

static double value(const double *theta, void *context)
{
    struct profile *profile = context;
    const struct hinge_profile_target *target = profile->target;
    const struct hinge_effects *effects = profile->lmm->effects;
    struct hinge_lmm_parts parts = {.beta = profile->beta, .c = profile->c};
    double n = (double)profile->lmm->n, held = profile->held, length = 0.0;
    if (!hinge_watch_step(profile->lmm->watch))
        return HUGE_VAL;
    hinge_effects_template(effects, theta, profile->templates);
    if (target->kind == HINGE_PROFILE_CORR)
        hold_corr(profile, theta);
    if (target->kind == HINGE_PROFILE_SD) {
        size_t k = effects->group[target->group].k;
        double *row = group_template(profile) + target->i * k;
        length = sqrt(hinge_dense_dot(row, row, k));
        for (size_t c = 0; c < k && held <= 0.0; c++)
            row[c] = 0.0;
    }
    if (!hinge_lmm_evaluate(profile->lmm, profile->templates, &parts))
        return HUGE_VAL;
    if (target->kind == HINGE_PROFILE_SIGMA)
        return unprofiled(n, &parts, held * held);
    if (target->kind == HINGE_PROFILE_SD && held > 0.0)
        return unprofiled(n, &parts, held * held / (length * length));
    if (target->kind == HINGE_PROFILE_FIXED) {
        double away = held - profile->beta[target->i];
        parts.r2 += away * away / profile->c[target->i * (profile->lmm->p + 1)];
    }
    return parts.log_det + n * (1.0 + log(2.0 * M_PI * parts.r2 / n));
}

/* Excess of the deviance at a held value over the limit. Newton's steps alone may end
 * in a side valley when there are several random columns: the search comes first. */
static double excess(double held, void *context)
{
    struct profile *profile = context;
    double now = HUGE_VAL;
    profile->held = held;
    if (profile->status == HINGE_OK)
        profile->status = hinge_minimum_search(&profile->problem, 0.1, profile->theta,
                                               &now, profile->error);
    if (profile->status == HINGE_OK)
        profile->status = hinge_minimum_polish(&profile->problem, profile->theta, &now,
                                               NULL, profile->error);
    return now - profile->fit->criterion - profile->limit;
}

/* theta of the ML fit, for a correlation with its block's rows reordered. */
static void start(const struct profile *profile)
{
    const struct hinge_effects *effects = profile->lmm->effects;
    memcpy(profile->theta, profile->fit->theta,
           effects->n_theta * sizeof *profile->theta);
    if (profile->target->kind != HINGE_PROFILE_CORR)
        return;
    const struct hinge_effects_block *block = &effects->block[profile->block];
    size_t k = effects->group[block->group].k, n = block->k,
           order[HINGE_EFFECTS_COLUMNS];
    double covariance[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    hinge_effects_template(effects, profile->theta, profile->templates);
    const double *t = group_template(profile) + block->first * k;
    row_order(profile, order);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            covariance[a * n + b] =
                hinge_dense_dot(t + order[a] * k, t + order[b] * k, k);
    if (!hinge_dense_cholesky(covariance, n))
        return;
    double *own = profile->theta + hinge_effects_diagonal(effects, profile->block, 0);
    for (size_t c = 0; c < n; c++)
        for (size_t r = c; r < n; r++)
            *own++ = covariance[r * n + c];
    own = profile->theta + hinge_effects_diagonal(effects, profile->block, 1);
    *own = hypot(covariance[n], covariance[n + 1]); /* the length of the second row */
}

/* The end on one side: steps that grow until the excess is positive, at most to
 * `bound`. */
static double find_end(struct profile *profile, double estimate, double step,
                       double bound)
{
    double inside = estimate;
    start(profile);
    for (int i = 0; i < 60; i++, step *= 1.5) {
        double outside = estimate + step;
        bool last = step < 0.0 ? outside <= bound : outside >= bound;
        if (last)
            outside = bound;
        double over = excess(outside, profile);
        if (over > 0.0)
            return hinge_root_within(excess, profile, inside, outside, 1e-5);
        if (last)
            return bound;
        inside = outside;
    }
    return (double)NAN;
}

struct range {
    double estimate, step, low, high;
};

static struct range find_range(const struct profile *profile)
{
    const struct hinge_profile_target *target = profile->target;
    const struct hinge_lmm_fit *fit = profile->fit;
    const struct hinge_effects *effects = profile->lmm->effects;
    double z = sqrt(profile->limit), sd;
    hinge_effects_template(effects, fit->theta, profile->templates);
    switch (target->kind) {
    case HINGE_PROFILE_FIXED:
        sd = sqrt(fit->vcov[target->i * (fit->p + 1)]);
        return (struct range){fit->beta[target->i], 1.1 * z * sd, -HUGE_VAL, HUGE_VAL};
    case HINGE_PROFILE_SIGMA:
        sd = fit->sigma / sqrt(2.0 * (double)fit->n);
        return (struct range){fit->sigma, 1.2 * z * sd, 1e-6 * fit->sigma, HUGE_VAL};
    case HINGE_PROFILE_SD:
        sd = fit->sigma *
             hinge_effects_sd(effects, profile->templates, target->group, target->i);
        return (struct range){sd, 0.3 * fmax(sd, 0.1 * fit->sigma), 0.0, HUGE_VAL};
    case HINGE_PROFILE_CORR:
    default:
        sd = hinge_effects_corr(effects, profile->templates, target->group, target->i,
                                target->j);
        return (struct range){sd, 0.25, -1.0, 1.0};
    }
}

static enum hinge_status allocate(struct profile *profile, double **memory)
{
    size_t q = profile->lmm->effects->n_theta, p = profile->lmm->p;
    size_t size = hinge_effects_template_size(profile->lmm->effects);
    *memory = hinge_alloc(3 * q + size + p + p * p, sizeof **memory);
    if (*memory == NULL)
        return hinge_model_nomem(profile->error);
    profile->theta = *memory;
    profile->lower = profile->theta + q;
    profile->unit = profile->lower + q;
    profile->templates = profile->unit + q;
    profile->beta = profile->templates + size;
    profile->c = profile->beta + p;
    for (size_t i = 0; i < q; i++)
        profile->lower[i] =
            hinge_effects_is_diagonal(profile->lmm->effects, i) ? 0.0 : -HUGE_VAL;
    profile->problem = (struct hinge_minimum_problem){
        q, profile->lower, profile->unit, value, profile, 0.0};
    hinge_effects_units(profile->lmm->effects, profile->unit);
    while (profile->block + 1 < profile->lmm->effects->n_blocks) {
        const struct hinge_effects_block *block =
            &profile->lmm->effects->block[profile->block];
        if (block->group == profile->target->group &&
            profile->target->i >= block->first &&
            profile->target->i < block->first + block->k)
            break;
        profile->block++;
    }
    return HINGE_OK;
}

enum hinge_status hinge_lmm_profile(struct hinge_lmm *lmm,
                                    const struct hinge_lmm_fit *fit,
                                    const struct hinge_profile_target *target,
                                    double level, double *low, double *high,
                                    struct hinge_error *error)
{
    double z = gsl_cdf_ugaussian_Qinv(0.5 * (1.0 - level)), *memory;
    struct profile profile = {
        .lmm = lmm, .fit = fit, .target = target, .limit = z * z, .error = error};
    *low = *high = (double)NAN;
    profile.status = allocate(&profile, &memory);
    if (profile.status != HINGE_OK)
        return profile.status;
    struct range range = find_range(&profile);
    if (isfinite(range.estimate)) {
        *low = range.estimate > range.low
                   ? find_end(&profile, range.estimate, -range.step, range.low)
                   : range.low;
        hinge_watch_part_done(lmm->watch);
        *high = range.estimate < range.high
                    ? find_end(&profile, range.estimate, range.step, range.high)
                    : range.high;
        hinge_watch_part_done(lmm->watch);
    }
    free(memory);
    return profile.status;
}
