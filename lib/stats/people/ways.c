/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's rows to one value, a way per function. */
#include "stats/people/ways.h"

#include "base/sorted.h"
#include "stats/methods/moments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double to_radians = 3.14159265358979323846 / 180;

static const double *values_of(const struct hinge_rows *r, size_t which, double *out)
{
    for (size_t i = 0; i < r->n; i++)
        out[i] = r->sample->number[which][r->at[i]];
    return out;
}

static double mean_way(const struct hinge_rows *r)
{
    const double *x = values_of(r, r->which, r->scratch);
    const double *weight = r->sample->weight;
    if (weight == NULL)
        return hinge_stats_mean(x, r->n);
    double sum = 0, total = 0;
    for (size_t i = 0; i < r->n; i++) {
        sum += weight[r->at[i]] * (x[i] - x[0]);
        total += weight[r->at[i]];
    }
    return x[0] + sum / total;
}

/* Mean of trial means of a function of the value (NULL: the value itself), trials in
 * order of first appearance. */
static double nested(const struct hinge_rows *r, double of(double))
{
    const uint32_t *trial = r->sample->trial;
    size_t trials = 0;
    for (size_t i = 0; i < r->n; i++) {
        bool first = true;
        for (size_t k = 0; k < i && first; k++)
            first = trial[r->at[k]] != trial[r->at[i]];
        if (!first)
            continue;
        size_t n = 0;
        for (size_t k = i; k < r->n; k++)
            if (trial[r->at[k]] == trial[r->at[i]]) {
                double value = r->sample->number[r->which][r->at[k]];
                r->scratch[n++] = of != NULL ? of(value) : value;
            }
        r->scratch2[trials++] = hinge_stats_mean(r->scratch, n);
    }
    return hinge_stats_mean(r->scratch2, trials);
}

static double nested_way(const struct hinge_rows *r)
{
    return nested(r, NULL);
}

static double sine(double angle_deg)
{
    return sin(angle_deg * to_radians);
}

static double cosine(double angle_deg)
{
    return cos(angle_deg * to_radians);
}

/* Direction of the mean of trials' mean vectors, in [-90, 270) as hinge-table has
 * people's coupling angles; undefined when there is none. */
static double nested_direction_way(const struct hinge_rows *r)
{
    double s = nested(r, sine), c = nested(r, cosine);
    if (hypot(c, s) < 1e-12)
        return NAN;
    double angle_deg = atan2(s, c) / to_radians;
    return angle_deg < -90 ? angle_deg + 360 : angle_deg;
}

static double median_way(const struct hinge_rows *r)
{
    values_of(r, r->which, r->scratch);
    hinge_sort(r->scratch, r->n);
    return hinge_median_sorted(r->scratch, r->n);
}

static double max_way(const struct hinge_rows *r)
{
    values_of(r, r->which, r->scratch);
    hinge_sort(r->scratch, r->n);
    return r->scratch[r->n - 1];
}

static double min_way(const struct hinge_rows *r)
{
    values_of(r, r->which, r->scratch);
    hinge_sort(r->scratch, r->n);
    return r->scratch[0];
}

static double sd_way(const struct hinge_rows *r)
{
    return hinge_stats_sd(values_of(r, r->which, r->scratch), r->n);
}

/* Mean of trial means above over that below; undefined when the mean below is too small
 * to divide by. */
static double nested_ratio_way(const struct hinge_rows *r)
{
    struct hinge_rows part = *r;
    part.which = 1;
    double above = nested_way(&part);
    part.which = 2;
    double below = nested_way(&part);
    return fabs(below) >= r->least ? above / below : (double)NAN;
}

/* hinge_aggregate_plan put numerator and denominator in places 1 and 2. */
static double ratio_way(const struct hinge_rows *r)
{
    double above = hinge_stats_mean(values_of(r, 1, r->scratch), r->n);
    return above / hinge_stats_mean(values_of(r, 2, r->scratch), r->n);
}

/* Direction of the mean vector, in [0, 360). */
static double circular_way(const struct hinge_rows *r)
{
    double c = 0, s = 0;
    for (size_t i = 0; i < r->n; i++) {
        double angle_deg = r->sample->number[r->which][r->at[i]];
        c += cos(angle_deg * to_radians);
        s += sin(angle_deg * to_radians);
    }
    if (hypot(c, s) < 1e-12 * (double)r->n)
        return NAN;
    double mean_deg = atan2(s, c) / to_radians;
    return mean_deg < 0 ? mean_deg + 360 : mean_deg;
}

static const struct {
    const char *name;
    double (*way)(const struct hinge_rows *r);
} ways[] = {{"mean", mean_way},         {"nested", nested_way},
            {"median", median_way},     {"max", max_way},
            {"min", min_way},           {"sd", sd_way},
            {"circular", circular_way}, {"ratio_of_means", ratio_way}};

const json_t *hinge_ratio_of(const struct hinge_analysis *analysis)
{
    const char *outcome = hinge_option_text(analysis, "outcome");
    const char *way = hinge_option_text(analysis, "aggregate");
    return outcome != NULL && strcmp(way, "nested") == 0
               ? json_object_get(hinge_option_json(analysis, "ratios"), outcome)
               : NULL;
}

bool hinge_way_is_ratio(const struct hinge_analysis *analysis)
{
    return hinge_ratio_of(analysis) != NULL ||
           strcmp(hinge_option_text(analysis, "aggregate"), "ratio_of_means") == 0;
}

static double least_below(const json_t *ratio)
{
    const char *text = json_string_value(json_array_get(ratio, 2));
    return text != NULL ? strtod(text, NULL) : 0;
}

/* Whether the outcome is one of `circular` and rows are nested. */
static bool is_direction(const struct hinge_analysis *analysis)
{
    const char *outcome = hinge_option_text(analysis, "outcome");
    size_t n = hinge_option_words(analysis, "circular");
    if (outcome == NULL ||
        strcmp(hinge_option_text(analysis, "aggregate"), "nested") != 0)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(hinge_option_word(analysis, "circular", i), outcome) == 0)
            return true;
    return false;
}

hinge_way *hinge_way_of(const struct hinge_analysis *analysis, bool outcome,
                        double *least)
{
    size_t k = 0;
    const char *name = hinge_option_text(analysis, "aggregate");
    const json_t *ratio = outcome ? hinge_ratio_of(analysis) : NULL;
    *least = least_below(ratio);
    if (ratio != NULL)
        return nested_ratio_way;
    if (outcome && is_direction(analysis))
        return nested_direction_way;
    if (!outcome) /* a covariate is always a mean */
        return strcmp(name, "nested") == 0 ? nested_way : mean_way;
    while (strcmp(ways[k].name, name) != 0)
        k++;
    return ways[k].way;
}
