/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's rows to one value, a way per function. */
#include "people/ways.h"

#include "base/moments.h"
#include "base/sorted.h"
#include "people/nest.h"

#include <math.h>
#include <string.h>

static const double *values_of(const struct hinge_rows *r, size_t which)
{
    for (size_t i = 0; i < r->n; i++)
        r->value[i] = r->number[which][r->at[i]];
    return r->value;
}

static double mean_way(const struct hinge_rows *r)
{
    const double *x = values_of(r, r->which), *weight = r->weight;
    if (weight == NULL)
        return hinge_stats_mean(x, r->n);
    double sum = 0, total = 0;
    for (size_t i = 0; i < r->n; i++) {
        sum += weight[r->at[i]] * (x[i] - x[0]);
        total += weight[r->at[i]];
    }
    return x[0] + sum / total;
}

static struct hinge_nest nest_of(const struct hinge_rows *r, size_t which, double of(double))
{
    for (size_t i = 0; i < r->n; i++)
        r->code[i] = r->recording[r->at[i]];
    return hinge_nest_of(values_of(r, which), r->code, r->n, of);
}

static double nested_way(const struct hinge_rows *r)
{
    const struct hinge_nest nest = nest_of(r, r->which, NULL);
    return hinge_nest_mean(&nest);
}

double hinge_way_nested_direction(const struct hinge_rows *r)
{
    const struct hinge_nest sine = nest_of(r, r->which, hinge_sine_of_deg),
                            cosine = nest_of(r, r->which, hinge_cosine_of_deg);
    return hinge_nest_direction_deg(&sine, &cosine);
}

double hinge_way_nested_ratio(const struct hinge_rows *r)
{
    const struct hinge_nest above = nest_of(r, 1, NULL), below = nest_of(r, 2, NULL);
    return hinge_nest_ratio(&above, &below, r->least);
}

static double median_way(const struct hinge_rows *r)
{
    values_of(r, r->which);
    hinge_sort(r->value, r->n);
    return hinge_median_sorted(r->value, r->n);
}

static double max_way(const struct hinge_rows *r)
{
    values_of(r, r->which);
    hinge_sort(r->value, r->n);
    return r->value[r->n - 1];
}

static double min_way(const struct hinge_rows *r)
{
    values_of(r, r->which);
    hinge_sort(r->value, r->n);
    return r->value[0];
}

static double sd_way(const struct hinge_rows *r)
{
    return hinge_stats_sd(values_of(r, r->which), r->n);
}

static double ratio_way(const struct hinge_rows *r)
{
    double above = hinge_stats_mean(values_of(r, 1), r->n);
    return above / hinge_stats_mean(values_of(r, 2), r->n);
}

/* Direction of the mean vector, in [0, 360). */
static double circular_way(const struct hinge_rows *r)
{
    double c = 0, s = 0;
    for (size_t i = 0; i < r->n; i++) {
        double angle_deg = r->number[r->which][r->at[i]];
        c += hinge_cosine_of_deg(angle_deg);
        s += hinge_sine_of_deg(angle_deg);
    }
    if (hypot(c, s) < 1e-12 * (double)r->n)
        return NAN;
    double mean_deg = atan2(s, c) / (3.14159265358979323846 / 180);
    return mean_deg < 0 ? mean_deg + 360 : mean_deg;
}

static const struct {
    const char *name;
    hinge_way *way;
} ways[] = {{"mean", mean_way},         {"nested", nested_way},
            {"median", median_way},     {"max", max_way},
            {"min", min_way},           {"sd", sd_way},
            {"circular", circular_way}, {"ratio_of_means", ratio_way}};

hinge_way *hinge_way_named(const char *name)
{
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
        if (strcmp(ways[k].name, name) == 0)
            return ways[k].way;
    return NULL;
}
