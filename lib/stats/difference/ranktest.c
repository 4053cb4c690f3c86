/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Whitney and Wilcoxon signed-rank tests, exact where there are no ties and n
 * < 50. */
#include "stats/difference/ranktest.h"

#include "base/moments.h"
#include "base/sorted.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <string.h>

enum { EXACT_BELOW = 50 };

/* --- selection of the k-th smallest of many sums without making them --- */

/* Doubles as integers that sort the same way. */
static int64_t to_order(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >= 0 ? bits : (int64_t)(INT64_MIN - bits);
}

static double from_order(int64_t order)
{
    double x;
    int64_t bits = order >= 0 ? order : (int64_t)(INT64_MIN - order);
    memcpy(&x, &bits, sizeof x);
    return x;
}

struct sums {
    const double *x, *y; /* ascending */
    size_t n1, n2;
    bool walsh; /* (x_i + x_j) / 2 for i <= j, else x_i - y_j */
};

/* Pairs whose value is at most v. The rounded value grows with x_i and falls with y_j,
 * so one pass along a staircase counts them. */
static double count_at_most(const struct sums *s, double v)
{
    double count = 0;
    if (s->walsh) {
        size_t end = s->n1; /* j < end have a small enough partner i */
        for (size_t i = 0; i < s->n1; i++) {
            while (end > 0 && 0.5 * (s->x[i] + s->x[end - 1]) > v)
                end--;
            count += end > i ? (double)(end - i) : 0;
        }
        return count;
    }
    size_t first = 0; /* y[first..] are large enough for x_i */
    for (size_t i = 0; i < s->n1; i++) {
        while (first < s->n2 && s->x[i] - s->y[first] > v)
            first++;
        count += (double)(s->n2 - first);
    }
    return count;
}

/* k-th smallest (from 1) by bisection over the doubles in between. */
static double select_sum(const struct sums *s, double k, double low, double high)
{
    int64_t a = to_order(low), b = to_order(high); /* answer in [a, b] */
    while (a < b) {
        int64_t middle = (int64_t)(((a ^ b) >> 1) + (a & b)); /* floor of the mean */
        if (count_at_most(s, from_order(middle)) >= k)
            b = middle;
        else
            a = middle + 1;
    }
    return from_order(a) + 0.0; /* -0 becomes 0 */
}

static double median_sum(const struct sums *s, double total, double low, double high)
{
    double half = floor(total / 2);
    double upper = select_sum(s, half + 1, low, high);
    if (fmod(total, 2) != 0)
        return upper;
    return 0.5 * select_sum(s, half, low, high) + 0.5 * upper;
}

/* --- exact distributions --- */

/* tail[0] = P(S <= s), tail[1] = P(S >= s) from probabilities of 0..n. */
static void tails_of(const double *weight, size_t n, double s, double tail[2])
{
    double total = 0, below = 0, above = 0;
    for (size_t i = 0; i <= n; i++) {
        total += weight[i];
        below += (double)i <= s ? weight[i] : 0;
        above += (double)i >= s ? weight[i] : 0;
    }
    tail[0] = fmin(1, below / total);
    tail[1] = fmin(1, above / total);
}

static double p_of_tails(const double tail[2], enum hinge_alternative alternative)
{
    switch (alternative) {
    case HINGE_LESS:
        return tail[0];
    case HINGE_GREATER:
        return tail[1];
    default:
        return fmin(1, 2 * fmin(tail[0], tail[1]));
    }
}

/* Ways to choose n1 of the ranks 1..n1+n2 by rank sum less its minimum, which is U. */
static void exact_rank_sum(struct hinge_analysis *analysis, size_t n1, size_t n2, double u,
                           double tail[2])
{
    size_t width = n1 * n2 + 1;
    /* ways[k][s]: k ranks chosen, their sum less 1 + ... + k is s */
    double *ways = hinge_analysis_alloc(analysis, (n1 + 1) * width, sizeof *ways);
    ways[0] = 1;
    for (size_t rank = 1; rank <= n1 + n2; rank++) {
        for (size_t k = rank < n1 ? rank : n1; k >= 1; k--) {
            size_t add = rank - k; /* what choosing this rank as the k-th adds to U */
            double *to = ways + k * width;
            const double *from = ways + (k - 1) * width;
            for (size_t s = add; s < width; s++)
                to[s] += from[s - add];
        }
    }
    tails_of(ways + n1 * width, width - 1, u, tail);
}

static void exact_signed_rank(struct hinge_analysis *analysis, size_t n, double v, double tail[2])
{
    size_t top = n * (n + 1) / 2;
    double *ways = hinge_analysis_alloc(analysis, top + 1, sizeof *ways);
    ways[0] = 1;
    for (size_t rank = 1; rank <= n; rank++)
        for (size_t s = top; s >= rank; s--)
            ways[s] += ways[s - rank];
    tails_of(ways, top, v, tail);
}

/* --- normal approximation --- */

static double normal_p(double centred, double sigma, bool corrected,
                       enum hinge_alternative alternative)
{
    double shift = 0;
    if (!(sigma > 0))
        return 1; /* all values equal */
    if (corrected)
        shift = alternative == HINGE_GREATER ? 0.5
                : alternative == HINGE_LESS  ? -0.5
                                             : 0.5 * ((centred > 0) - (centred < 0));
    return hinge_normal_p((centred - shift) / sigma, alternative);
}

/* --- the tests --- */

enum hinge_status hinge_rank_sum_test(struct hinge_analysis *analysis, const double *x, size_t n1,
                                      const double *y, size_t n2, struct hinge_rank_sum *test,
                                      struct hinge_error *error)
{
    size_t n = n1 + n2;
    double *z = hinge_analysis_alloc(analysis, n, sizeof *z), tie_sum;
    double *rank = hinge_analysis_alloc(analysis, n, sizeof *rank);
    size_t *order = hinge_analysis_alloc(analysis, n, sizeof *order);
    if (z == NULL)
        return hinge_analysis_no_memory(error);
    memcpy(z, x, n1 * sizeof *z);
    memcpy(z + n1, y, n2 * sizeof *z);
    hinge_ranks(z, n, rank, order, &tie_sum, &test->ties);
    double a = (double)n1, b = (double)n2, u = -a * (a + 1) / 2;
    for (size_t i = 0; i < n1; i++)
        u += rank[i];
    test->u = u;
    test->superiority = u / (a * b);
    double sigma = sqrt(a * b / 12 * ((a + b + 1) - tie_sum / ((a + b) * (a + b - 1))));
    double centred = u - a * b / 2;
    test->p_normal_nocc = normal_p(centred, sigma, false, analysis->alternative);
    test->exact = !test->ties && n1 < EXACT_BELOW && n2 < EXACT_BELOW;
    test->p = normal_p(centred, sigma, true, analysis->alternative);
    if (test->exact) {
        double tail[2];
        exact_rank_sum(analysis, n1, n2, u, tail);
        test->p = p_of_tails(tail, analysis->alternative);
    }
    hinge_sort(z, n1);
    hinge_sort(z + n1, n2);
    struct sums sums = {z, z + n1, n1, n2, false};
    test->hodges_lehmann = median_sum(&sums, a * b, z[0] - z[n - 1], z[n1 - 1] - z[n1]);
    return HINGE_OK;
}

enum hinge_status hinge_signed_rank_test(struct hinge_analysis *analysis, const double *d, size_t n,
                                         struct hinge_signed_rank *test, struct hinge_error *error)
{
    double *size = hinge_analysis_alloc(analysis, n, sizeof *size), tie_sum, v = 0;
    double *rank = hinge_analysis_alloc(analysis, n, sizeof *rank);
    double *sorted = hinge_analysis_alloc(analysis, n, sizeof *sorted);
    size_t *order = hinge_analysis_alloc(analysis, n, sizeof *order), m = 0;
    if (size == NULL || order == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++)
        if (d[i] != 0)
            size[m++] = fabs(d[i]);
    hinge_ranks(size, m, rank, order, &tie_sum, &test->ties);
    for (size_t i = 0, k = 0; i < n; i++)
        if (d[i] != 0)
            v += d[i] > 0 ? rank[k++] : 0 * rank[k++];
    test->v = v;
    test->n_nonzero = m;
    test->ties = test->ties || m < n;
    test->exact = !test->ties && m < EXACT_BELOW;
    double count = (double)m;
    double sigma = sqrt(count * (count + 1) * (2 * count + 1) / 24 - tie_sum / 48);
    test->p = normal_p(v - count * (count + 1) / 4, sigma, true, analysis->alternative);
    if (test->exact) {
        double tail[2];
        exact_signed_rank(analysis, m, v, tail);
        test->p = p_of_tails(tail, analysis->alternative);
    }
    memcpy(sorted, d, n * sizeof *sorted);
    hinge_sort(sorted, n);
    struct sums sums = {sorted, NULL, n, 0, true};
    double total = (double)n * ((double)n + 1) / 2;
    test->hodges_lehmann = median_sum(&sums, total, sorted[0], sorted[n - 1]);
    return HINGE_OK;
}
