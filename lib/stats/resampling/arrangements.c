/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subsets and arrangements of labels: how many there are, the one of a rank, the next.
 */
#include "stats/resampling/permute_inside.h"

#include <math.h>
#include <string.h>

double hinge_choose(size_t n, size_t k)
{
    double ways = 1;
    k = k < n - k ? k : n - k;
    for (size_t i = 1; i <= k && ways < 1e300; i++)
        ways = round(ways * (double)(n - k + i) / (double)i);
    return ways;
}

void hinge_subset_at(double rank, size_t n, size_t k, uint32_t *subset)
{
    size_t value = 0;
    for (size_t i = 0; i < k; i++) {
        for (;; value++) {
            double with = hinge_choose(n - value - 1, k - i - 1);
            if (rank < with)
                break;
            rank -= with;
        }
        subset[i] = (uint32_t)value++;
    }
}

double hinge_arrangements(const size_t *size, size_t labels)
{
    double ways = 1, n = 0;
    for (size_t g = 0; g < labels; g++) {
        n += (double)size[g];
        ways *= hinge_choose((size_t)n, size[g]);
    }
    return ways;
}

void hinge_arrangement_at(double rank, size_t *left, size_t labels, uint32_t *label)
{
    size_t n = 0;
    for (size_t g = 0; g < labels; g++)
        n += left[g];
    for (size_t i = 0; i < n; i++)
        for (size_t g = 0; g < labels; g++) {
            if (left[g] == 0)
                continue;
            left[g]--;
            double ways = hinge_arrangements(left, labels);
            if (rank < ways) {
                label[i] = (uint32_t)g;
                break;
            }
            rank -= ways;
            left[g]++;
        }
}

double hinge_factorial(size_t n)
{
    double product = 1;
    for (size_t i = 2; i <= n; i++)
        product *= (double)i;
    return product;
}

double hinge_equal_groups(const size_t *size, size_t groups)
{
    double ways = 1;
    for (size_t g = 0; g < groups; g++) {
        double alike = 0;
        for (size_t h = 0; h <= g; h++)
            alike += size[h] == size[g];
        ways *= alike;
    }
    return ways;
}

void hinge_permutation_at(size_t r, size_t k, uint32_t *out)
{
    for (size_t i = 0; i < k; i++)
        out[i] = (uint32_t)i;
    for (size_t i = 0; i + 1 < k; i++) {
        size_t rest = (size_t)hinge_factorial(k - 1 - i), take = i + r / rest;
        uint32_t value = out[take];
        r %= rest;
        memmove(out + i + 1, out + i, (take - i) * sizeof *out);
        out[i] = value;
    }
}

bool hinge_subset_next(uint32_t *subset, size_t n, size_t k)
{
    size_t i = k;
    while (i > 0 && subset[i - 1] == n - k + i - 1)
        i--;
    if (i == 0)
        return false;
    subset[i - 1]++;
    for (; i < k; i++)
        subset[i] = subset[i - 1] + 1;
    return true;
}
