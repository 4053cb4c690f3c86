/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holm (1979), Hochberg (1988), Benjamini & Hochberg (1995), Benjamini & Yekutieli
 * (2001), Bonferroni; the conventions of R's p.adjust. */
#include "stats/difference/p_adjust.h"

#include "base/moments.h"

#include <math.h>

const char *hinge_adjust_name(enum hinge_adjust_method method)
{
    static const char *const names[] = {"holm", "bh", "by", "bonferroni", "hochberg"};
    return (unsigned)method < HINGE_ADJUST_COUNT ? names[method] : "";
}

/* Factor of the p value with ascending rank i (from 0) of m. */
static double factor(enum hinge_adjust_method method, size_t i, size_t m)
{
    double rank = (double)i + 1, count = (double)m, harmonic = 0;
    switch (method) {
    case HINGE_ADJUST_HOLM:
    case HINGE_ADJUST_HOCHBERG:
        return count - (double)i;
    case HINGE_ADJUST_BH:
        return count / rank;
    case HINGE_ADJUST_BY:
        for (size_t k = m; k >= 1; k--)
            harmonic += 1.0 / (double)k;
        return harmonic * count / rank;
    default:
        return count;
    }
}

enum hinge_status hinge_adjust(struct hinge_arena *arena,
                               enum hinge_adjust_method method, const double *p,
                               size_t n, double *out, struct hinge_error *error)
{
    size_t *order = hinge_arena_alloc(arena, n, sizeof *order), m = 0;
    if (order == NULL)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "out of memory for p values");
    for (size_t i = 0; i < n; i++) {
        out[i] = NAN;
        if (!isnan(p[i]))
            order[m++] = i;
    }
    hinge_sort_order(p, order, m);
    bool step_down = method == HINGE_ADJUST_HOLM;
    double running = step_down ? 0 : 1;
    for (size_t k = 0; k < m; k++) {
        size_t i = step_down || method == HINGE_ADJUST_BONFERRONI ? k : m - 1 - k;
        double value = fmin(1, factor(method, i, m) * p[order[i]]);
        if (step_down)
            running = fmax(running, value);
        else
            running = fmin(running, value);
        out[order[i]] = method == HINGE_ADJUST_BONFERRONI ? value : running;
    }
    return HINGE_OK;
}
