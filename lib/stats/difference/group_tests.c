/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several groups: Welch, Kruskal-Wallis, chi-squared, Fisher. */
#include "stats/difference/group_tests.h"

#include "stats/probability/distribution.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const struct hinge_group_test undefined = {NAN, NAN, NAN, NAN};

struct hinge_group_test hinge_welch_f(const double *mean, const double *variance,
                                      const size_t *n, size_t k)
{
    struct hinge_group_test test = undefined;
    double groups = (double)k, total = 0, middle = 0, top = 0, lambda = 0;
    test.df1 = groups - 1;
    for (size_t i = 0; i < k; i++) {
        if (n[i] < 2 || !(variance[i] > 0))
            return test;
        double weight = (double)n[i] / variance[i];
        total += weight;
        middle += weight * mean[i];
    }
    if (k < 2)
        return test;
    middle /= total;
    for (size_t i = 0; i < k; i++) {
        double weight = (double)n[i] / variance[i], rest = 1 - weight / total;
        top += weight * (mean[i] - middle) * (mean[i] - middle) / (groups - 1);
        lambda += rest * rest / (double)(n[i] - 1);
    }
    test.statistic = top / (1 + 2 * (groups - 2) * lambda / (groups * groups - 1));
    test.df2 = (groups * groups - 1) / (3 * lambda);
    test.p = hinge_f_p(test.statistic, test.df1, test.df2);
    return test;
}

struct hinge_group_test hinge_kruskal_wallis(const double *rank, double tie_sum,
                                             const size_t *n, size_t k)
{
    struct hinge_group_test test = undefined;
    double all = 0, h = 0;
    for (size_t i = 0; i < k; i++)
        all += (double)n[i];
    for (size_t i = 0; i < k; i++) {
        double sum = 0;
        for (size_t j = 0; j < n[i]; j++)
            sum += *rank++ - (all + 1) / 2;
        h += sum * sum / (double)n[i];
    }
    h *= 12 / (all * (all + 1));
    double correction = 1 - tie_sum / (all * all * all - all);
    test.df1 = (double)k - 1;
    test.statistic = correction > 0 ? h / correction : (double)NAN;
    test.p = hinge_chi2_p(test.statistic, test.df1);
    return test;
}

/* --- counts --- */

/* Counts without empty groups and levels, group after group. */
struct counts {
    size_t rows, columns, all;
    size_t row[HINGE_FISHER_LEVELS], column[HINGE_FISHER_LEVELS];
    size_t cell[HINGE_FISHER_LEVELS][HINGE_FISHER_LEVELS];
};

/* False when there is nothing to compare, or more than there is room for. */
static bool fill_counts(const size_t *counts, size_t groups, size_t levels,
                        struct counts *c)
{
    *c = (struct counts){0};
    if (groups > HINGE_FISHER_LEVELS || levels > HINGE_FISHER_LEVELS)
        return false;
    for (size_t g = 0; g < groups; g++) {
        size_t sum = 0;
        for (size_t l = 0; l < levels; l++)
            sum += counts[g * levels + l];
        if (sum == 0)
            continue;
        c->row[c->rows] = sum;
        c->all += sum;
        size_t at = 0;
        for (size_t l = 0; l < levels; l++) {
            size_t seen = 0;
            for (size_t o = 0; o < groups; o++)
                seen += counts[o * levels + l];
            if (seen == 0)
                continue;
            c->column[at] = seen;
            c->cell[c->rows][at++] = counts[g * levels + l];
        }
        c->columns = at;
        c->rows++;
    }
    return c->rows > 1 && c->columns > 1;
}

struct hinge_group_test hinge_pearson_chi2(const size_t *counts, size_t groups,
                                           size_t levels, double *least)
{
    struct counts c;
    struct hinge_group_test test = undefined;
    *least = NAN;
    if (!fill_counts(counts, groups, levels, &c))
        return test;
    test.statistic = 0;
    for (size_t i = 0; i < c.rows; i++)
        for (size_t j = 0; j < c.columns; j++) {
            double expected = (double)c.row[i] * (double)c.column[j] / (double)c.all;
            double off = (double)c.cell[i][j] - expected;
            test.statistic += off * off / expected;
            *least = isnan(*least) ? expected : fmin(*least, expected);
        }
    test.df1 = (double)((c.rows - 1) * (c.columns - 1));
    test.p = hinge_chi2_p(test.statistic, test.df1);
    return test;
}

/* A walk through the tables with given margins, a cell at a time. */
struct walk {
    const struct counts *c;
    double constant; /* log of the factorials of the margins over that of all */
    double limit;    /* log probability of the table that was seen */
    double sum;
    size_t tables, most;
    size_t left[HINGE_FISHER_LEVELS]; /* of each column, for the rows to come */
};

static double log_factorial(size_t n)
{
    return lgamma((double)n + 1);
}

/* Cells of a row from `column` on, `rest` people of the row still to be placed; `spent`
 * is the sum of logs of the cells' factorials so far. The last row is what is left. */
static void walk_cell(struct walk *w, size_t row, size_t column, size_t rest,
                      double spent)
{
    const struct counts *c = w->c;
    if (w->tables > w->most)
        return;
    if (row + 1 == c->rows) {
        for (size_t j = 0; j < c->columns; j++)
            spent += log_factorial(w->left[j]);
        double log_p = w->constant - spent;
        w->sum += log_p <= w->limit ? exp(log_p) : 0;
        w->tables++;
        return;
    }
    if (column + 1 == c->columns) {
        if (rest > w->left[column])
            return;
        w->left[column] -= rest;
        walk_cell(w, row + 1, 0, c->row[row + 1], spent + log_factorial(rest));
        w->left[column] += rest;
        return;
    }
    size_t room = 0;
    for (size_t j = column + 1; j < c->columns; j++)
        room += w->left[j];
    size_t from = rest > room ? rest - room : 0,
           to = rest < w->left[column] ? rest : w->left[column];
    for (size_t n = from; n <= to; n++) {
        w->left[column] -= n;
        walk_cell(w, row, column + 1, rest - n, spent + log_factorial(n));
        w->left[column] += n;
    }
}

double hinge_fisher_exact(const size_t *counts, size_t groups, size_t levels)
{
    struct counts c;
    if (!fill_counts(counts, groups, levels, &c))
        return NAN;
    struct walk w = {.c = &c, .most = 3000000};
    double seen = 0;
    w.constant = -log_factorial(c.all);
    for (size_t i = 0; i < c.rows; i++)
        w.constant += log_factorial(c.row[i]);
    for (size_t j = 0; j < c.columns; j++)
        w.constant += log_factorial(c.column[j]);
    for (size_t i = 0; i < c.rows; i++)
        for (size_t j = 0; j < c.columns; j++)
            seen += log_factorial(c.cell[i][j]);
    w.limit = w.constant - seen + 1e-7;
    memcpy(w.left, c.column, sizeof w.left);
    walk_cell(&w, 0, 0, c.row[0], 0);
    return w.tables > w.most ? (double)NAN : fmin(w.sum, 1);
}
