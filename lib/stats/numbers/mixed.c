/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The variance matrix of a person's n values is sigma2 (I + lambda J); powers of its
 * inverse and products with J are again of the form a I + b J, so that all sums over
 * people need n and a person's sum only. */
#include "stats/numbers/mixed.h"

#include "stats/numbers/distributions.h"
#include "stats/numbers/linear.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

enum { GRID = 52 }; /* values of lambda that are looked at, 0 and 2^-20 to 2^30 */
static const double MOST_LAMBDA = 0x1p30;

/* What is summed at a lambda. */
struct sums {
    const struct hinge_mixed *fit;
    const double *value;              /* less an origin */
    double *a, *b;                    /* X'WX as its Cholesky factor, X'Wy, then the means */
    double *other, *half;             /* cells x cells */
    double deviance, score, residual; /* -2 loglik; its slope; e'We */
    double size;                      /* of the two terms whose difference the slope is */
};

static const double *values_of(const struct sums *s, size_t person, size_t *n)
{
    const struct hinge_mixed_data *d = s->fit->data;
    const double *y = s->value + person * d->conditions;
    *n = 0;
    for (size_t c = 0; c < d->conditions; c++)
        *n += isnan(y[c]) ? 0 : 1;
    return y;
}

/* out += a D + b ss', D and s being the indicators of a person's cells. */
static void add_cells(const struct sums *s, size_t person, double a, double b, double *out)
{
    const struct hinge_mixed_data *d = s->fit->data;
    const double *y = s->value + person * d->conditions;
    size_t k = d->conditions, m = s->fit->cells, first = d->group[person] * k;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            if (!isnan(y[i]) && !isnan(y[j]))
                out[(first + i) * m + first + j] += (i == j ? a : 0) + b;
}

/* Means, deviance and its slope at lambda. */
static void add_up(struct sums *s, double lambda)
{
    const struct hinge_mixed_data *d = s->fit->data;
    size_t m = s->fit->cells, k = d->conditions, n;
    double logs = 0, trace = 0, squares = 0;
    memset(s->a, 0, m * m * sizeof *s->a);
    memset(s->b, 0, m * sizeof *s->b);
    memset(s->other, 0, m * m * sizeof *s->other);
    for (size_t i = 0; i < d->people; i++) {
        const double *y = values_of(s, i, &n);
        if (n == 0)
            continue;
        double weight = 1 / (1 + lambda * (double)n), c = lambda * weight, sum = 0;
        for (size_t q = 0; q < k; q++)
            sum += isnan(y[q]) ? 0 : y[q];
        for (size_t q = 0; q < k; q++)
            if (!isnan(y[q]))
                s->b[d->group[i] * k + q] += y[q] - c * sum;
        add_cells(s, i, 1, -c, s->a);
        add_cells(s, i, 0, weight * weight, s->other);
        logs -= log(weight);
        trace += (double)n * weight;
    }
    size_t empty = 0;
    for (size_t q = 0; q < m; q++)
        if (s->fit->count[q] == 0) {
            s->a[q * m + q] = 1;
            empty++;
        }
    hinge_dense_cholesky(s->a, m);
    hinge_dense_solve(s->a, m, s->b);
    s->residual = 0;
    for (size_t i = 0; i < d->people; i++) {
        const double *y = values_of(s, i, &n);
        double weight = 1 / (1 + lambda * (double)n), sum = 0;
        for (size_t q = 0; q < k; q++)
            if (!isnan(y[q])) {
                double e = y[q] - s->b[d->group[i] * k + q];
                s->residual += e * e;
                sum += e;
            }
        s->residual -= lambda * weight * sum * sum;
        squares += weight * weight * sum * sum;
    }
    double free = (double)(s->fit->n - (m - empty));
    hinge_dense_inverse(s->a, m, s->half);
    trace -= hinge_dense_dot(s->half, s->other, m * m);
    for (size_t q = 0; q < m; q++)
        logs += 2 * log(s->a[q * m + q]);
    s->deviance = logs + free * (1 + log(2 * M_PI * s->residual / free));
    s->size = fabs(trace);
    s->score = trace - free * squares / s->residual;
}

static double score_at(double lambda, void *context)
{
    struct sums *s = context;
    add_up(s, lambda);
    return s->score;
}

/* The lambda of the least deviance: the best of a grid, then where the slope is 0. Where people
 * differ exactly as much as their values do, the slope at 0 is rounding, of either sign. */
static double find_lambda(struct sums *s)
{
    double at[GRID + 1] = {0}, least = HUGE_VAL;
    size_t best = 0;
    for (size_t i = 0; i < GRID; i++) {
        at[i] = i == 0 ? 0 : ldexp(1, (int)i - 21);
        add_up(s, at[i]);
        if (s->deviance < least) {
            least = s->deviance;
            best = i;
        }
    }
    if (best == 0)
        add_up(s, 0);
    if (best == GRID - 1 || (best == 0 && s->score >= -1e-12 * s->size))
        return at[best];
    double root = hinge_root(score_at, s, at[best > 0 ? best - 1 : 0], at[best + 1]);
    return isnan(root) ? at[best] : root;
}

/* Information of the two variances, and with it the adjusted covariance. Their powers
 * of sigma2 go into Phi and the information. */
static void adjust(struct hinge_analysis *a, struct sums *s, struct hinge_mixed *fit)
{
    size_t m = fit->cells, mm = m * m, n;
    double s2 = fit->sigma2, trace[4] = {0}, of[4];
    double *p[2], *q[4], *memory = hinge_analysis_alloc(a, 8 * mm, sizeof *memory);
    for (size_t i = 0; i < 4; i++)
        q[i] = memory + i * mm;
    p[0] = memory + 4 * mm;
    p[1] = p[0] + mm;
    double *sum = p[1] + mm, *half = sum + mm;
    for (size_t i = 0; i < fit->data->people; i++) {
        values_of(s, i, &n);
        if (n == 0)
            continue;
        double count = (double)n, d = 1 / (1 + fit->lambda * count);
        add_cells(s, i, 0, -d * d / (s2 * s2), p[0]);
        add_cells(s, i, -1 / (s2 * s2), -(d * d - 1) / count / (s2 * s2), p[1]);
        add_cells(s, i, 0, count * d * d * d / (s2 * s2 * s2), q[0]);
        add_cells(s, i, 0, d * d * d / (s2 * s2 * s2), q[1]);
        add_cells(s, i, 1 / (s2 * s2 * s2), (d * d * d - 1) / count / (s2 * s2 * s2), q[3]);
        trace[0] += count * d * count * d / (s2 * s2);
        trace[1] += count * d * d / (s2 * s2);
        trace[3] += (count - 1 + d * d) / (s2 * s2);
    }
    trace[2] = trace[1];
    memcpy(q[2], q[1], mm * sizeof *q[2]);
    for (size_t r = 0; r < 2; r++) {
        hinge_dense_multiply(fit->plain, p[r], m, m, m, half);
        hinge_dense_multiply(half, fit->plain, m, m, m, fit->slope[r]);
    }
    for (size_t i = 0; i < 4; i++)
        of[i] = (trace[i] - 2 * hinge_dense_dot(fit->plain, q[i], mm) +
                 hinge_dense_dot(fit->slope[i / 2], p[i % 2], mm)) /
                2;
    double det = of[0] * of[3] - of[1] * of[1];
    fit->defined = det > 1e-14 * of[0] * of[3];
    memcpy(fit->vcov, fit->plain, mm * sizeof *fit->vcov);
    if (!fit->defined)
        return;
    memcpy(fit->weight, (const double[]){of[3] / det, -of[1] / det, -of[2] / det, of[0] / det},
           sizeof fit->weight);
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < mm; j++)
            sum[j] += fit->weight[i] * q[i][j];
        hinge_dense_multiply(fit->plain, p[i % 2], m, m, m, half);
        hinge_dense_add_cross(p[i / 2], half, m, m, -fit->weight[i], sum);
    }
    hinge_dense_multiply(fit->plain, sum, m, m, m, half);
    hinge_dense_multiply(half, fit->plain, m, m, m, sum);
    for (size_t i = 0; i < mm; i++)
        fit->vcov[i] += sum[i] + sum[i % m * m + i / m];
}

static double df_of(const struct hinge_mixed *fit, const double *l)
{
    double variance = hinge_dense_quadratic(fit->plain, l, fit->cells), sum = 0;
    for (size_t i = 0; i < 4 && fit->defined; i++)
        sum += fit->weight[i] * hinge_dense_quadratic(fit->slope[i / 2], l, fit->cells) *
               hinge_dense_quadratic(fit->slope[i % 2], l, fit->cells);
    double df = 2 * variance * variance / sum;
    return fit->defined && isfinite(df) && df >= 1 - 1e-9 ? fmax(1, df) : (double)NAN;
}

void hinge_mixed_fit(struct hinge_analysis *a, const struct hinge_mixed_data *data,
                     struct hinge_mixed *fit)
{
    size_t k = data->conditions, m = data->groups * k, n = data->people * k;
    *fit = (struct hinge_mixed){.data = data, .cells = m};
    double *memory = hinge_analysis_alloc(a, n + 2 * m + 7 * m * m, sizeof *memory);
    fit->count = hinge_analysis_alloc(a, m, sizeof *fit->count);
    double *value = memory, origin = NAN;
    fit->mean = value + n;
    fit->vcov = fit->mean + 2 * m;
    fit->plain = fit->vcov + m * m;
    fit->slope[0] = fit->plain + m * m;
    fit->slope[1] = fit->slope[0] + m * m;
    struct sums s = {.fit = fit, .value = value, .b = fit->mean + m};
    s.a = fit->slope[1] + m * m;
    s.other = s.a + m * m;
    s.half = s.other + m * m;
    for (size_t i = 0; i < n; i++) {
        origin = isnan(origin) ? data->value[i] : origin;
        value[i] = data->value[i] - origin;
        if (isnan(value[i]))
            continue;
        fit->n++;
        fit->count[data->group[i / k] * k + i % k]++;
    }
    size_t filled = 0;
    for (size_t q = 0; q < m; q++)
        filled += fit->count[q] > 0;
    fit->lambda = find_lambda(&s);
    add_up(&s, fit->lambda);
    bool varies =
        fit->lambda < MOST_LAMBDA; /* else values of a person differ by conditions alone */
    fit->sigma2 = varies ? s.residual / (double)(fit->n - filled) : (double)NAN;
    fit->loglik = varies ? -s.deviance / 2 : (double)NAN;
    for (size_t q = 0; q < m; q++)
        fit->mean[q] = fit->count[q] > 0 ? s.b[q] + origin : (double)NAN;
    hinge_dense_inverse(s.a, m, fit->plain);
    for (size_t i = 0; i < m * m; i++)
        fit->plain[i] *= fit->count[i / m] > 0 && fit->count[i % m] > 0 ? fit->sigma2 : 0;
    adjust(a, &s, fit);
}

static bool is_empty(const struct hinge_mixed *fit, const double *l)
{
    for (size_t q = 0; q < fit->cells; q++)
        if (l[q] != 0 && fit->count[q] == 0)
            return true;
    return false;
}

struct hinge_linear_result hinge_mixed_test(const struct hinge_mixed *fit, const double *l,
                                            double level)
{
    double none = NAN, half = none;
    struct hinge_linear_result r = {none, none, none, none, none, none, none};
    if (is_empty(fit, l))
        return r;
    r.estimate = 0;
    for (size_t q = 0; q < fit->cells; q++) /* whatever empty cells are beside it */
        r.estimate += l[q] != 0 ? l[q] * fit->mean[q] : 0;
    r.se = sqrt(hinge_dense_quadratic(fit->vcov, l, fit->cells));
    if (!(r.se > 0))
        r.se = none;
    else
        r.df = df_of(fit, l);
    if (!isnan(r.df))
        half = gsl_cdf_tdist_Qinv((1 - level) / 2, r.df) * r.se;
    r.t = r.estimate / r.se;
    r.p = hinge_t_p(r.t, r.df, HINGE_TWO_SIDED);
    r.ci_low = r.estimate - half;
    r.ci_high = r.estimate + half;
    return r;
}

/* out (q x q) = L A L'. */
static void sandwich(const double *l, size_t q, const double *a, size_t m, double *half,
                     double *out)
{
    hinge_dense_multiply(l, a, q, m, m, half);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            out[i * q + j] = hinge_dense_dot(half + i * m, l + j * m, m);
}

/* Degrees of freedom and scale of q rows from Kenward and Roger's A1 and A2. */
static void approximate(double a1, double a2, struct hinge_mixed_f *test)
{
    double q = test->df1, b = (a1 + 6 * a2) / (2 * q);
    double g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
    double d = 3 * q + 2 * (1 - g), e = 1 - a2 / q, none = NAN;
    double v0 = 1 + g / d * b, v1 = 1 - (q - g) / d * b, v2 = 1 - (q + 2 - g) / d * b;
    if (fabs(v0) < 1e-10)
        v0 = 0;
    double rho = e / v1 * (e / v1) * v0 / v2 / q, m = 4 + (q + 2) / (q * rho - 1);
    test->scale = fabs(m - 2) < 0.01 ? 1 : m * e / (m - 2);
    test->df2 = isfinite(m) && m >= 1 ? m : none;
}

void hinge_mixed_joint(struct hinge_analysis *a, const struct hinge_mixed *fit, const double *l,
                       size_t q, struct hinge_mixed_f *test)
{
    size_t m = fit->cells, qq = q * q;
    double none = NAN, a1 = 0, a2 = 0;
    *test = (struct hinge_mixed_f){none, (double)q, none, none, none};
    double *half = hinge_analysis_alloc(a, q * m + 5 * qq + q, sizeof *half);
    double *middle = half + q * m, *inverse = middle + qq, *other = inverse + qq;
    double *each = other + qq, *lb = each + 2 * qq;
    bool whole = fit->defined;
    for (size_t i = 0; i < q; i++) {
        whole = whole && !is_empty(fit, l + i * m);
        lb[i] = whole ? hinge_mixed_test(fit, l + i * m, 0.95).estimate : none;
    }
    sandwich(l, q, fit->plain, m, half, middle);
    if (!whole || !hinge_dense_cholesky(middle, q))
        return;
    hinge_dense_inverse(middle, q, inverse);
    for (size_t r = 0; r < 2; r++) { /* (L Phi L')^-1 L Phi P_r Phi L' */
        sandwich(l, q, fit->slope[r], m, half, other);
        hinge_dense_multiply(inverse, other, q, q, q, each + r * qq);
    }
    for (size_t i = 0; i < 4; i++) {
        const double *r = each + i / 2 * qq, *s = each + i % 2 * qq;
        double of_r = 0, of_s = 0, both = 0;
        for (size_t j = 0; j < q; j++) {
            of_r += r[j * q + j];
            of_s += s[j * q + j];
            for (size_t c = 0; c < q; c++)
                both += r[j * q + c] * s[c * q + j];
        }
        a1 += fit->weight[i] * of_r * of_s;
        a2 += fit->weight[i] * both;
    }
    sandwich(l, q, fit->vcov, m, half, middle);
    if (!hinge_dense_cholesky(middle, q))
        return;
    if (q > 1)
        approximate(a1, a2, test);
    else
        *test = (struct hinge_mixed_f){none, 1, df_of(fit, l), none, 1};
    hinge_dense_inverse(middle, q, inverse);
    test->f =
        isnan(test->df2) ? none : test->scale * hinge_dense_quadratic(inverse, lb, q) / (double)q;
    test->p = hinge_f_p(test->f, (double)q, test->df2);
}
