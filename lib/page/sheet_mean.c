/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's mean of one visit: recordings count alike, as in tables (method 9.2). */
#include "page/sheet_mean.h"

#include "base/sample.h"
#include "people/people.h"

#include <math.h>

struct hinge_sheet_mean hinge_sheet_mean_of(const double *value, const uint32_t *recording,
                                            size_t n)
{
    const struct hinge_nest nest = hinge_nest_of(value, recording, n, NULL);
    struct hinge_sheet_mean m = {hinge_nest_mean(&nest), hinge_stats_sd(value, n), NAN};
    double parts = 0, recordings = nest.recordings.n;
    for (size_t i = 0; i < n; i++) {
        double own = 0; /* each of the n repetitions of a recording adds 1 / n^2 */
        for (size_t k = 0; k < n; k++)
            own += recording[k] == recording[i];
        parts += 1 / (own * own);
    }
    if (n > 0)
        m.parts = parts / (recordings * recordings);
    return m;
}

double hinge_sheet_wobble(const struct hinge_sheet_mean *now, const struct hinge_sheet_mean *last)
{
    double one = now->sd * now->sd * now->parts, other = one;
    if (!isnan(last->mean))
        other = (isnan(last->sd) ? now->sd * now->sd : last->sd * last->sd) * last->parts;
    return 1.96 * sqrt(one + other);
}
