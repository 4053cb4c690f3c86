/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random field theory in one dimension. */
#include "stats/wave/field.h"

#include "stats/probability/distribution.h"

#include <float.h>
#include <math.h>

static const double pi = 3.14159265358979323846;

void hinge_field_smoothness(struct hinge_field_model *model, const double *r, size_t n,
                            const bool *valid)
{
    size_t nodes = model->nodes, used = 0;
    double sum = 0;
    for (size_t q = 0; q < nodes; q++) {
        double slopes = 0, squares = 0;
        size_t left = q > 0 ? q - 1 : q, right = q + 1 < nodes ? q + 1 : q;
        if (!valid[q])
            continue;
        for (size_t i = 0; i < n; i++) {
            const double *y = r + i * nodes;
            double slope = (y[right] - y[left]) / (double)(right - left);
            slopes += slope * slope;
            squares += y[q] * y[q];
        }
        sum += sqrt(slopes / (squares + DBL_EPSILON) / (4 * log(2)));
        used++;
    }
    model->fwhm = used > 0 ? (double)used / sum : (double)NAN;
    model->resels = ((double)nodes - 1) / model->fwhm;
}

/* Euler characteristic densities of dimension 0 and 1 at u. */
static void densities(const struct hinge_field_model *m, double u, double *e0, double *e1)
{
    double v = m->df2, k = m->df1;
    if (!m->f_field) {
        *e0 = hinge_t_p(u, v, HINGE_GREATER);
        *e1 = sqrt(4 * log(2)) / (2 * pi) * pow(1 + u * u / v, (1 - v) / 2);
        return;
    }
    double gammas = lgamma((v + k - 1) / 2) - lgamma(v / 2) - lgamma(k / 2);
    *e0 = hinge_f_p(u, k, v);
    *e1 = sqrt(4 * log(2) / (2 * pi)) * exp(gammas) * sqrt(2) * pow(k * u / v, (k - 1) / 2) *
          pow(1 + k * u / v, -(v + k - 2) / 2);
}

double hinge_field_p(const struct hinge_field_model *m, double u)
{
    double e0, e1;
    densities(m, u, &e0, &e1);
    double p = -expm1(-(e0 + m->resels * e1));
    p = fmin(p, fmin(1, (double)m->nodes * e0)); /* never worse than Bonferroni */
    return fmax(p, e0);
}

struct search {
    const struct hinge_field_model *model;
    double p;
};

static double excess(double u, void *context)
{
    const struct search *s = context;
    return hinge_field_p(s->model, u) - s->p;
}

double hinge_field_threshold(const struct hinge_field_model *model, double p)
{
    struct search s = {model, p};
    double high = 4;
    if (!(model->resels > 0))
        return NAN;
    while (high < 1e9 && excess(high, &s) > 0)
        high *= 2;
    return hinge_root(excess, &s, 0.5, high);
}

static struct hinge_cluster make_cluster(const double *z, size_t nodes, double u, int sign,
                                         size_t i, size_t j)
{
    struct hinge_cluster c = {.start = (double)i, .end = (double)j, .sign = sign};
    double lowest = INFINITY;
    c.peak = -INFINITY;
    for (size_t q = i; q <= j; q++) {
        double value = sign * z[q];
        lowest = fmin(lowest, value);
        if (value > c.peak) {
            c.peak = value;
            c.peak_node = q;
        }
    }
    if (i > 0 && !isnan(z[i - 1]))
        c.start -= (sign * z[i] - u) / (sign * (z[i] - z[i - 1]));
    if (j + 1 < nodes && !isnan(z[j + 1]))
        c.end += (sign * z[j] - u) / (sign * (z[j] - z[j + 1]));
    c.extent = c.end > c.start ? c.end - c.start : 1;
    c.height = i == 0 && j + 1 == nodes ? lowest : u;
    return c;
}

size_t hinge_find_clusters(const double *z, size_t nodes, double u, bool two_sided,
                           struct hinge_cluster *out)
{
    size_t n = 0;
    for (size_t i = 0; i < nodes && !isnan(u);) {
        int sign = z[i] >= u ? 1 : two_sided && -z[i] >= u ? -1 : 0;
        if (sign == 0) {
            i++;
            continue;
        }
        size_t j = i;
        while (j + 1 < nodes && sign * z[j + 1] >= u)
            j++;
        out[n++] = make_cluster(z, nodes, u, sign, i, j);
        i = j + 1;
    }
    return n;
}

double hinge_cluster_p(const struct hinge_field_model *m, const struct hinge_cluster *c,
                       bool two_sided)
{
    double e0, e1, k = c->extent / m->fwhm;
    densities(m, c->height, &e0, &e1);
    double expected = e0 / e1, beta = pow(tgamma(1.5) / expected, 2);
    double p = -expm1(-(e0 + m->resels * e1) * exp(-beta * k * k));
    return two_sided ? fmin(1, 2 * p) : p;
}
