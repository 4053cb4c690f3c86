/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theta: the lower triangles of the templates, and what they say about covariances. */
#include "stats/model/effects.h"

#include "stats/numbers/dense.h"

#include <math.h>
#include <string.h>

size_t hinge_effects_diagonal(const struct hinge_effects *effects, size_t b, size_t j)
{
    size_t at = 0;
    for (size_t i = 0; i < b; i++)
        at += effects->block[i].k * (effects->block[i].k + 1) / 2;
    for (size_t i = 0; i < j; i++)
        at += effects->block[b].k - i;
    return at;
}

bool hinge_effects_is_diagonal(const struct hinge_effects *effects, size_t i)
{
    for (size_t b = 0; b < effects->n_blocks; b++)
        for (size_t j = 0; j < effects->block[b].k; j++)
            if (hinge_effects_diagonal(effects, b, j) == i)
                return true;
    return false;
}

size_t hinge_effects_template_size(const struct hinge_effects *effects)
{
    size_t size = 0;
    for (size_t g = 0; g < effects->n_groups; g++)
        size += effects->group[g].k * effects->group[g].k;
    return size;
}

static size_t template_offset(const struct hinge_effects *effects, size_t group)
{
    size_t offset = 0;
    for (size_t g = 0; g < group; g++)
        offset += effects->group[g].k * effects->group[g].k;
    return offset;
}

void hinge_effects_template(const struct hinge_effects *effects, const double *theta,
                            double *out)
{
    memset(out, 0, hinge_effects_template_size(effects) * sizeof *out);
    for (size_t b = 0; b < effects->n_blocks; b++) {
        const struct hinge_effects_block *block = &effects->block[b];
        size_t k = effects->group[block->group].k;
        double *t = out + template_offset(effects, block->group);
        for (size_t c = 0; c < block->k; c++)
            for (size_t r = c; r < block->k; r++)
                t[(block->first + r) * k + block->first + c] = *theta++;
    }
}

void hinge_effects_flip(const struct hinge_effects *effects, double *theta)
{
    for (size_t b = 0; b < effects->n_blocks; b++)
        for (size_t c = 0; c < effects->block[b].k; c++) {
            size_t n = effects->block[b].k - c;
            for (size_t r = 0, flip = theta[0] < 0.0; r < n && flip; r++)
                theta[r] = -theta[r];
            theta += n;
        }
}

size_t hinge_effects_singular(const struct hinge_effects *effects, const double *theta)
{
    double t[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    double covariance[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    double values[HINGE_EFFECTS_COLUMNS];
    for (size_t b = 0; b < effects->n_blocks; b++) {
        const struct hinge_effects_block *block = &effects->block[b];
        const double *unit = effects->group[block->group].unit + block->first;
        size_t k = block->k;
        memset(t, 0, k * k * sizeof *t);
        for (size_t c = 0; c < k; c++)
            for (size_t r = c; r < k; r++) {
                t[r * k + c] = *theta++ / unit[r];
                if (r == c && t[r * k + c] < 1e-4)
                    return b;
            }
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                covariance[i * k + j] = hinge_dense_dot(t + i * k, t + j * k, k);
        if (k > 1 && hinge_dense_eigen(covariance, k, values, t) &&
            values[0] < 1e-8 * values[k - 1])
            return b;
    }
    return effects->n_blocks;
}
