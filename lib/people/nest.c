/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in, means out. */
#include "people/nest.h"

#include <math.h>
#include <stdbool.h>

static const double to_radians = 3.14159265358979323846 / 180;

/* What the sum loses is found by Knuth's exact difference, and kept. */
void hinge_mean_add(struct hinge_mean *mean, double value)
{
    double sum = mean->sum + value, part = sum - mean->sum;
    mean->rest += (mean->sum - (sum - part)) + (value - part);
    mean->sum = sum;
    mean->n++;
}

double hinge_mean_of(const struct hinge_mean *mean)
{
    double n = mean->n, of = (mean->sum + mean->rest) / n;
    if (!isfinite(of)) /* of none; of an infinity the rest is no number */
        return mean->n > 0 ? mean->sum / n : (double)NAN;
    return of + (fma(-of, n, mean->sum) + mean->rest) / n;
}

void hinge_nest_close(struct hinge_nest *nest, struct hinge_mean *recording)
{
    if (recording->n == 0)
        return;
    hinge_mean_add(&nest->recordings, hinge_mean_of(recording));
    nest->reps += recording->n;
    *recording = (struct hinge_mean){0};
}

double hinge_nest_mean(const struct hinge_nest *nest)
{
    return hinge_mean_of(&nest->recordings);
}

double hinge_nest_ratio(const struct hinge_nest *above, const struct hinge_nest *below,
                        double least)
{
    double mean = hinge_nest_mean(below);
    return fabs(mean) >= least ? hinge_nest_mean(above) / mean : (double)NAN;
}

double hinge_nest_direction_deg(const struct hinge_nest *sine, const struct hinge_nest *cosine)
{
    double s = hinge_nest_mean(sine), c = hinge_nest_mean(cosine);
    if (!(hypot(c, s) >= 1e-12))
        return NAN;
    double angle_deg = atan2(s, c) / to_radians;
    return angle_deg < -90 ? angle_deg + 360 : angle_deg;
}

double hinge_sine_of_deg(double angle_deg)
{
    return sin(angle_deg * to_radians);
}

double hinge_cosine_of_deg(double angle_deg)
{
    return cos(angle_deg * to_radians);
}

/* Recordings in the order of their first value, wherever their others stand. */
struct hinge_nest hinge_nest_of(const double *value, const uint32_t *recording, size_t n,
                                double of(double))
{
    struct hinge_nest nest = {.reps = 0};
    for (size_t i = 0; i < n; i++) {
        struct hinge_mean mean = {.n = 0};
        bool first = i == 0 || recording[i] != recording[i - 1];
        for (size_t k = 0; k + 1 < i && first; k++)
            first = recording[k] != recording[i];
        for (size_t k = i; first && k < n; k++)
            if (recording[k] == recording[i] && !isnan(value[k]))
                hinge_mean_add(&mean, of != NULL ? of(value[k]) : value[k]);
        hinge_nest_close(&nest, &mean);
    }
    return nest;
}
