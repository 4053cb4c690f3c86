/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set of repetitions in one recording: whether a person's values have a slope beyond its
 * error, and from which repetition on they differ. Nothing is allocated that stays. */
#include "people/people.h"

void hinge_person_slope_add(struct hinge_person_slope *slope, const double *value,
                            const double *rep, size_t n)
{
    const double xx = hinge_stats_sum_squares(rep, n), xy = hinge_stats_sum_products(rep, value, n),
                 yy = hinge_stats_sum_squares(value, n), df = (double)n - 2;
    const double left = fmax(0, yy - xy * xy / xx);
    slope->sum += xy / xx;
    slope->se2 += left > 1e-12 * yy ? left / df / xx : 0; /* of a line rounding is left */
    slope->df += df;
}

double hinge_person_slope_t(const struct hinge_person_slope *slope)
{
    return slope->sum == 0 ? (double)NAN : slope->sum / sqrt(slope->se2);
}

/* Least sum of squares about the means of two parts, and the length of the first. */
static double best_split(const double *value, size_t n, size_t *length)
{
    double least = INFINITY;
    for (size_t k = 2; k + 2 <= n; k++) {
        const double left =
            hinge_stats_sum_squares(value, k) + hinge_stats_sum_squares(value + k, n - k);
        if (left < least) {
            least = left;
            *length = k;
        }
    }
    return least;
}

struct hinge_change_point hinge_change_point_of(const double *value, const double *rep, size_t n)
{
    enum { DRAWS = 2000, LEAST = 6 };
    struct hinge_change_point found = {NAN, NAN};
    size_t length = 0, other, reached = 1;
    const double all = n >= LEAST ? hinge_stats_sum_squares(value, n) : 0;
    if (!(all > 0))
        return found;
    const double least = best_split(value, n, &length) + 1e-12 * all;
    cleared_by(freed) double *drawn = hinge_alloc(n, sizeof *drawn);
    cleared_by(freed) uint32_t *index = hinge_alloc(n, sizeof *index);
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        struct hinge_random random;
        hinge_random_init(&random, 0, HINGE_STREAM_PERMUTATION, draw);
        for (size_t i = 0; i < n; i++)
            index[i] = (uint32_t)i;
        hinge_random_shuffle(&random, index, n);
        for (size_t i = 0; i < n; i++)
            drawn[i] = value[index[i]];
        reached += best_split(drawn, n, &other) <= least;
    }
    return (struct hinge_change_point){rep[length], (double)reached / (DRAWS + 1)};
}
