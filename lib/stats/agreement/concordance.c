/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/concordance.h"

#include "base/moments.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/bootstrap.h"

#include <math.h>

/* Sums of a person's pairs, each method's about its own mean of all. */
struct sums {
    double n, x, y, xx, yy, xy;
};

static void add(struct sums *to, const struct sums *s)
{
    to->n += s->n;
    to->x += s->x;
    to->y += s->y;
    to->xx += s->xx;
    to->yy += s->yy;
    to->xy += s->xy;
}

struct concordance {
    double ccc, r, c_b, location, scale, se;
};

/* `between`: how far the two methods' means that the sums are about are apart. */
static struct concordance concordance_of(const struct sums *s, double between)
{
    double xx = s->xx - s->x * s->x / s->n, yy = s->yy - s->y * s->y / s->n;
    double xy = s->xy - s->x * s->y / s->n, apart = between + (s->x - s->y) / s->n;
    if (!(xx > 0 && yy > 0))
        return (struct concordance){NAN, NAN, NAN, NAN, NAN, NAN};
    struct concordance c = {.r = xy / sqrt(xx * yy), .scale = sqrt(xx / yy)};
    c.location = apart / sqrt(sqrt(xx * yy)) * sqrt(s->n);
    double u = c.location * c.location;
    c.ccc = 2 * xy / (xx + yy + s->n * apart * apart);
    c.c_b = 2 / (c.scale + 1 / c.scale + u);
    double k = c.ccc, b = c.c_b; /* Lin (2000), with r taken out of the denominators */
    double v = (1 - c.r * c.r) * b * b * (1 - k * k) + 2 * k * k * b * (1 - k) * u -
               k * k * b * b * u * u / 2;
    c.se = s->n > 2 ? sqrt(fmax(0, v) / (s->n - 2)) : (double)NAN;
    return c;
}

struct people {
    size_t n;
    double between;
    struct sums *of;
};

static enum hinge_status sum_people(struct hinge_analysis *a, const struct hinge_method_pairs *p,
                                    struct people *people, struct hinge_error *error)
{
    size_t all = p->sample.n_participants;
    struct sums *of = hinge_analysis_alloc(a, all + 1, sizeof *of);
    if (of == NULL)
        return hinge_analysis_no_memory(error);
    double mean_x = hinge_stats_mean(p->first, p->n), mean_y = hinge_stats_mean(p->second, p->n);
    for (size_t i = 0; i < p->n; i++) {
        double x = p->first[i] - mean_x, y = p->second[i] - mean_y;
        add(&of[p->who[i]], &(struct sums){1, x, y, x * x, y * y, x * y});
    }
    *people = (struct people){.between = mean_x - mean_y, .of = of};
    for (size_t i = 0; i < all; i++)
        if (of[i].n > 0)
            of[people->n++] = of[i];
    return HINGE_OK;
}

/* the type of a hinge_bootstrap_statistic: NOLINTBEGIN(readability-non-const-parameter)
 */
static double resampled(const void *context, const uint32_t *index, size_t n, double *scratch)
{
    const struct people *people = context;
    struct sums s = {0};
    (void)scratch;
    for (size_t i = 0; i < n; i++)
        add(&s, &people->of[index[i]]);
    return concordance_of(&s, people->between).ccc;
}
/* NOLINTEND(readability-non-const-parameter) */

/* Of several pairs a person: the error of independent pairs would be too small. */
static enum hinge_status resample(struct hinge_analysis *a, const struct people *people,
                                  struct concordance *c, struct hinge_interval *ci,
                                  struct hinge_error *error)
{
    struct hinge_bootstrap_task task = {
        .statistic = resampled, .context = people, .people = people->n};
    c->se = NAN;
    return hinge_bootstrap_interval(a, &task, ci, error);
}

static struct hinge_interval interval_by_z(const struct concordance *c, double level)
{
    double half = hinge_normal_quantile(0.5 + level / 2) * c->se / (1 - c->ccc * c->ccc);
    return (struct hinge_interval){tanh(atanh(c->ccc) - half), tanh(atanh(c->ccc) + half)};
}

enum hinge_status hinge_put_concordance(struct hinge_analysis *a,
                                        const struct hinge_method_pairs *pairs, bool repeated,
                                        struct hinge_error *error)
{
    struct people people;
    struct sums all = {0};
    enum hinge_status status = sum_people(a, pairs, &people, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < people.n; i++)
        add(&all, &people.of[i]);
    struct concordance c = concordance_of(&all, people.between);
    struct hinge_interval ci = interval_by_z(&c, a->level);
    if (isnan(c.ccc))
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "a method has the same value everywhere: the concordance "
                            "correlation is undefined");
    else if (repeated)
        status = resample(a, &people, &c, &ci, error);
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, a->results, "concordance"), {"n", (double)pairs->n},
                      {"n_participants", (double)people.n}, {"ccc", c.ccc}, {"se", c.se},
                      {"ci_low", ci.low}, {"ci_high", ci.high}, {"r_pairs", c.r}, {"c_b", c.c_b},
                      {"location_shift", c.location}, {"scale_shift", c.scale});
    return status;
}
