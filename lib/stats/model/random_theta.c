/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theta: the lower triangles of the templates, and what they say about covariances. */
#include "stats/model/random.h"

#include "stats/model/dense.h"

#include <math.h>
#include <string.h>

size_t hinge_random_diagonal(const struct hinge_random *random, size_t b, size_t j)
{
    size_t at = 0;
    for (size_t i = 0; i < b; i++)
        at += random->block[i].k * (random->block[i].k + 1) / 2;
    for (size_t i = 0; i < j; i++)
        at += random->block[b].k - i;
    return at;
}

bool hinge_random_is_diagonal(const struct hinge_random *random, size_t i)
{
    for (size_t b = 0; b < random->n_blocks; b++)
        for (size_t j = 0; j < random->block[b].k; j++)
            if (hinge_random_diagonal(random, b, j) == i)
                return true;
    return false;
}

size_t hinge_random_template_size(const struct hinge_random *random)
{
    size_t size = 0;
    for (size_t g = 0; g < random->n_groups; g++)
        size += random->group[g].k * random->group[g].k;
    return size;
}

static size_t template_offset(const struct hinge_random *random, size_t group)
{
    size_t offset = 0;
    for (size_t g = 0; g < group; g++)
        offset += random->group[g].k * random->group[g].k;
    return offset;
}

void hinge_random_template(const struct hinge_random *random, const double *theta,
                           double *out)
{
    memset(out, 0, hinge_random_template_size(random) * sizeof *out);
    for (size_t b = 0; b < random->n_blocks; b++) {
        const struct hinge_random_block *block = &random->block[b];
        size_t k = random->group[block->group].k;
        double *t = out + template_offset(random, block->group);
        for (size_t c = 0; c < block->k; c++)
            for (size_t r = c; r < block->k; r++)
                t[(block->first + r) * k + block->first + c] = *theta++;
    }
}

void hinge_random_flip(const struct hinge_random *random, double *theta)
{
    for (size_t b = 0; b < random->n_blocks; b++)
        for (size_t c = 0; c < random->block[b].k; c++) {
            size_t n = random->block[b].k - c;
            for (size_t r = 0, flip = theta[0] < 0.0; r < n && flip; r++)
                theta[r] = -theta[r];
            theta += n;
        }
}

double hinge_random_sd(const struct hinge_random *random, const double *templates,
                       size_t g, size_t j)
{
    size_t k = random->group[g].k;
    const double *row = templates + template_offset(random, g) + j * k;
    return sqrt(hinge_dense_dot(row, row, k));
}

double hinge_random_corr(const struct hinge_random *random, const double *templates,
                         size_t g, size_t i, size_t j)
{
    size_t k = random->group[g].k;
    const double *t = templates + template_offset(random, g);
    double sds = hinge_random_sd(random, templates, g, i) *
                 hinge_random_sd(random, templates, g, j);
    double corr = hinge_dense_dot(t + i * k, t + j * k, k) / sds;
    return sds > 0.0 ? fmax(-1.0, fmin(1.0, corr)) : (double)NAN;
}

size_t hinge_random_singular(const struct hinge_random *random, const double *theta)
{
    double t[HINGE_RANDOM_COLUMNS * HINGE_RANDOM_COLUMNS];
    double covariance[HINGE_RANDOM_COLUMNS * HINGE_RANDOM_COLUMNS];
    double values[HINGE_RANDOM_COLUMNS];
    for (size_t b = 0; b < random->n_blocks; b++) {
        size_t k = random->block[b].k;
        memset(t, 0, k * k * sizeof *t);
        for (size_t c = 0; c < k; c++)
            for (size_t r = c; r < k; r++) {
                t[r * k + c] = *theta++;
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
    return random->n_blocks;
}
