/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's mean of one visit: trials count alike, as in tables (method 9.2). */
#include "page/sheet_mean.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

struct hinge_sheet_mean hinge_sheet_mean_of(const double *value,
                                            const char *const *trial, size_t n)
{
    struct hinge_sheet_mean m = {NAN, NAN, NAN};
    double trials = 0, sum = 0, parts = 0, all = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        double own = 0, count = 0, step = value[i] - all;
        bool first = true;
        all += step / (double)(i + 1);
        squares += step * (value[i] - all);
        for (size_t k = 0; k < i && first; k++)
            first = strcmp(trial[k], trial[i]) != 0;
        for (size_t k = i; first && k < n; k++) {
            bool same = strcmp(trial[k], trial[i]) == 0;
            own += same ? value[k] : 0;
            count += same ? 1 : 0;
        }
        if (!first)
            continue;
        trials++;
        sum += own / count;
        parts += 1 / count;
    }
    if (n > 0) {
        m.mean = sum / trials;
        m.parts = parts / (trials * trials);
    }
    if (n > 1)
        m.sd = sqrt(squares / (double)(n - 1));
    return m;
}

double hinge_sheet_wobble(const struct hinge_sheet_mean *now,
                          const struct hinge_sheet_mean *last)
{
    double one = now->sd * now->sd * now->parts, other = one;
    if (!isnan(last->mean))
        other =
            (isnan(last->sd) ? now->sd * now->sd : last->sd * last->sd) * last->parts;
    return 1.96 * sqrt(one + other);
}
