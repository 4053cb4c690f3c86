/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holm (1979), Bonferroni; the conventions of R's p.adjust. */
#include "stats/difference/p_adjust.h"

#include "base/moments.h"

#include <math.h>

enum hinge_status hinge_adjust(struct hinge_arena *arena, enum hinge_adjust_method method,
                               const double *p, size_t n, double *out, struct hinge_error *error)
{
    size_t *order = hinge_arena_alloc(arena, n, sizeof *order), m = 0;
    if (order == NULL)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK, "out of memory for p values");
    for (size_t i = 0; i < n; i++) {
        out[i] = NAN;
        if (!isnan(p[i]))
            order[m++] = i;
    }
    hinge_sort_order(p, order, m);
    double running = 0;
    for (size_t k = 0; k < m; k++) {
        double *value = &out[order[k]];
        bool holm = method == HINGE_ADJUST_HOLM;
        *value = fmin(1, (double)(holm ? m - k : m) * p[order[k]]);
        if (holm)
            *value = running = fmax(running, *value);
    }
    return HINGE_OK;
}
