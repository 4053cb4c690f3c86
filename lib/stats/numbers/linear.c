/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares and what it stands on: small dense matrices, a zero by Brent's way, tests of
 * l'b, contrasts of ordered levels. */
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_roots.h>

/* --- Small dense algebra, from GSL. --- */

static const double rank_tolerance = 1e-7;

/* For GSL, which reads a matrix through its view. */
static gsl_matrix_view view_of(const double *a, size_t rows, size_t columns)
{
    return gsl_matrix_view_array((double *)a, rows, columns);
}

bool hinge_dense_cholesky(double *a, size_t n)
{
    gsl_matrix_view view = view_of(a, n, n);
    bool good = gsl_linalg_cholesky_decomp1(&view.matrix) == GSL_SUCCESS;
    for (size_t i = 0; i < n; i++) /* NaN is no error there */
        good = good && isfinite(a[i * n + i]);
    return good;
}

void hinge_dense_solve(const double *l, size_t n, double *b)
{
    gsl_matrix_view view = view_of(l, n, n);
    gsl_vector_view solution = gsl_vector_view_array(b, n);
    gsl_linalg_cholesky_svx(&view.matrix, &solution.vector);
}

double hinge_dense_dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

size_t hinge_dense_orthogonalise(const double *x, size_t rows, size_t n, double *q, size_t *kept,
                                 double *r)
{
    size_t rank = 0;
    memset(r, 0, n * n * sizeof *r);
    for (size_t j = 0; j < n; j++) {
        double *rest = q + rank * rows; /* rank <= j: the place exists */
        memcpy(rest, x + j * rows, rows * sizeof *rest);
        /* What must be left of a column that is new: a share of its size about its mean, so that a
         * number far from 0 (seconds since 1970) is not taken for a constant, but more than
         * rounding leaves of its whole size. */
        double mean = 0.0, about = 0.0, whole = sqrt(hinge_dense_dot(rest, rest, rows));
        for (size_t i = 0; i < rows; i++)
            mean += rest[i] / (double)rows;
        for (size_t i = 0; i < rows; i++)
            about += (rest[i] - mean) * (rest[i] - mean);
        double norm = fmax(rank_tolerance * sqrt(about), 64.0 * DBL_EPSILON * whole);
        for (int pass = 0; pass < 2; pass++)
            for (size_t k = 0; k < rank; k++) {
                double c = hinge_dense_dot(q + k * rows, rest, rows);
                r[k * n + j] += c;
                for (size_t i = 0; i < rows; i++)
                    rest[i] -= c * q[k * rows + i];
            }
        double left = sqrt(hinge_dense_dot(rest, rest, rows));
        if (!(left > norm))
            continue;
        for (size_t i = 0; i < rows; i++)
            rest[i] /= left;
        r[rank * n + j] = left;
        kept[rank++] = j;
    }
    return rank;
}

/* --- Brent's zero of a function, from GSL. In: a function and where its sign changes; out: a
 * number, NaN where there is none. --- */

enum { MOST_STEPS = 300, STATE = 32 /* numbers; Brent's has 8 */ };

double hinge_root(double (*function)(double x, void *context), void *context, double a, double b)
{
    double at_a = function(a, context), at_b = function(b, context);
    if (at_a == 0 || at_b == 0)
        return at_a == 0 ? a : b;
    if (!isfinite(at_a) || !isfinite(at_b) || (at_a > 0) == (at_b > 0))
        return (double)NAN;
    gsl_function f = {function, context};
    /* not gsl_root_fsolver_alloc: lack of memory is no missing root */
    double state[STATE], root = (double)NAN;
    gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent, .state = state};
    if (solver.type->size > sizeof state)
        return (double)NAN;
    int status = gsl_root_fsolver_set(&solver, &f, fmin(a, b), fmax(a, b));
    for (int i = 0; status == GSL_SUCCESS && i < MOST_STEPS; i++) {
        status = gsl_root_fsolver_iterate(&solver);
        root = gsl_root_fsolver_root(&solver);
        double width = gsl_root_fsolver_x_upper(&solver) - gsl_root_fsolver_x_lower(&solver);
        if (width <= 4 * DBL_EPSILON * fmax(1, fabs(root)))
            break;
    }
    return root;
}

/* --- Least squares with dropped columns, estimability and robust errors. --- */

bool hinge_ols_fit(struct hinge_analysis *a, const double *x, size_t columns, const double *y,
                   size_t n, struct hinge_ols *fit)
{
    *fit = (struct hinge_ols){.n = n, .columns = columns};
    fit->kept = hinge_analysis_alloc(a, columns, sizeof *fit->kept);
    double *q = hinge_analysis_alloc(a, columns * n + columns * columns, sizeof *q);
    const size_t p = fit->p =
        hinge_dense_orthogonalise(x, n, columns, q, fit->kept, q + columns * n);
    fit->df = (double)n - (double)p;
    if (n <= p)
        return hinge_analysis_fail(a, HINGE_E_TOO_FEW,
                                   "%zu for %zu coefficients; take fewer covariates", n, p);
    fit->beta = hinge_analysis_alloc(a, p, sizeof *fit->beta);
    fit->inverse = hinge_analysis_alloc(a, p * p, sizeof *fit->inverse);
    fit->residual = hinge_analysis_alloc(a, n, sizeof *fit->residual);
    fit->leverage = hinge_analysis_alloc(a, n, sizeof *fit->leverage);
    fit->depends = hinge_analysis_alloc(a, columns * p, sizeof *fit->depends);
    gsl_matrix_view qr = view_of(hinge_analysis_alloc(a, n * p, sizeof(double)), n, p);
    double *room = hinge_analysis_alloc(a, 2 * p + 2 * n + p * p, sizeof *room);
    gsl_vector_view tau = gsl_vector_view_array(room, p);
    gsl_vector_view solution = gsl_vector_view_array(room + p, p);
    gsl_vector_view work = gsl_vector_view_array(room + 2 * p, n);
    gsl_vector_view unused = gsl_vector_view_array(room + 2 * p + n, n);
    gsl_matrix_view root = view_of(room + 2 * p + 2 * n, p, p);
    gsl_vector_view beta = gsl_vector_view_array(fit->beta, p);
    gsl_vector_view rest = gsl_vector_view_array(fit->residual, n);
    for (size_t k = 0; k < p; k++)
        for (size_t i = 0; i < n; i++)
            qr.matrix.data[i * p + k] = x[fit->kept[k] * n + i];
    gsl_linalg_QR_decomp(&qr.matrix, &tau.vector);
    memcpy(work.vector.data, y, n * sizeof *y);
    gsl_linalg_QR_lssolve(&qr.matrix, &tau.vector, &work.vector, &beta.vector, &rest.vector);
    fit->rss = hinge_dense_dot(fit->residual, fit->residual, n);
    fit->sigma2 = fit->rss / fit->df;
    gsl_matrix_view upper = gsl_matrix_submatrix(&qr.matrix, 0, 0, p, p);
    gsl_matrix_view inverse = view_of(fit->inverse, p, p);
    gsl_matrix_set_identity(&root.matrix); /* then R^-1 */
    for (size_t c = 0; c < p; c++) {
        gsl_vector_view column = gsl_matrix_column(&root.matrix, c);
        gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, &upper.matrix, &column.vector);
    }
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, &root.matrix, &root.matrix, 0, &inverse.matrix);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < p; k++) {
            double part = 0; /* of x R^-1 */
            for (size_t j = 0; j <= k; j++)
                part += x[fit->kept[j] * n + i] * root.matrix.data[j * p + k];
            fit->leverage[i] += part * part;
        }
    for (size_t c = 0; c < columns; c++) {
        memcpy(work.vector.data, x + c * n, n * sizeof *x);
        gsl_linalg_QR_lssolve(&qr.matrix, &tau.vector, &work.vector, &solution.vector,
                              &unused.vector);
        memcpy(fit->depends + c * p, solution.vector.data, p * sizeof(double));
    }
    return true;
}

bool hinge_ols_estimable(const struct hinge_ols *fit, const double *l, double *kept)
{
    size_t p = fit->p;
    for (size_t k = 0; k < p; k++)
        kept[k] = l[fit->kept[k]];
    for (size_t c = 0, k = 0; c < fit->columns; c++) {
        if (k < p && fit->kept[k] == c) {
            k++;
            continue;
        }
        double implied = 0, size = fmax(1, fabs(l[c]));
        for (size_t j = 0; j < p; j++) {
            double part = fit->depends[c * p + j] * kept[j];
            implied += part;
            size = fmax(size, fabs(part));
        }
        if (fabs(implied - l[c]) > 1e-8 * size)
            return false;
    }
    return true;
}

double hinge_ols_estimate(const struct hinge_ols *fit, const double *kept, double *se)
{
    size_t p = fit->p;
    double variance = 0;
    for (size_t i = 0; i < p; i++)
        variance += kept[i] * hinge_dense_dot(fit->inverse + i * p, kept, p);
    *se = sqrt(variance * fit->sigma2);
    return hinge_dense_dot(kept, fit->beta, p);
}

void hinge_ols_hc3(struct hinge_analysis *a, const struct hinge_ols *fit, const double *x,
                   double *covariance)
{
    size_t p = fit->p, n = fit->n;
    double *meat = hinge_analysis_alloc(a, p * p, sizeof *meat);
    for (size_t i = 0; i < n; i++) {
        double e = fit->residual[i] / (1 - fit->leverage[i]);
        for (size_t j = 0; j < p; j++)
            for (size_t k = 0; k < p; k++)
                meat[j * p + k] += e * e * x[fit->kept[j] * n + i] * x[fit->kept[k] * n + i];
    }
    for (size_t j = 0; j < p; j++)
        for (size_t l = 0; l < p; l++) {
            covariance[j * p + l] = 0;
            for (size_t k = 0; k < p; k++)
                covariance[j * p + l] += fit->inverse[j * p + k] *
                                         hinge_dense_dot(meat + k * p, fit->inverse + l * p, p);
        }
}

/* --- Weights of polynomial contrasts, and their place in the document. --- */

static const char *const names[HINGE_TRENDS] = {"linear", "quadratic", "cubic"};

bool hinge_trend_read(struct hinge_analysis *a, struct hinge_trend *t)
{
    const char *text = a->ask.trend;
    *t = (struct hinge_trend){.wanted = text != NULL};
    t->factor = text;
    return text == NULL || strstr(text, " by ") == NULL ||
           hinge_analysis_fail(a, HINGE_E_OPTION,
                               "trend: %s takes one factor, not '%s'; filter one "
                               "group after the other",
                               a->kind->id, text);
}

/* Score of level i; NaN when there is none. */
static double score_of(const struct hinge_analysis *a, const char *factor, const char *const *level,
                       size_t i, size_t k)
{
    const json_t *scores = json_object_get(a->ask.scores, factor);
    double value = NAN;
    if (scores != NULL) {
        const json_t *score = json_array_get(scores, i);
        const char *text = json_string_value(score);
        if (json_is_number(score))
            return json_number_value(score);
        if (text != NULL)
            hinge_number_parse(text, strlen(text), '.', &value, NULL);
        return value;
    }
    for (size_t j = 0; j < k; j++)
        if (hinge_number_parse(level[j], strlen(level[j]), '.', &value, NULL) != HINGE_NUMBER_VALUE)
            return (double)i + 1;
    hinge_number_parse(level[i], strlen(level[i]), '.', &value, NULL);
    return value;
}

/* Orthonormal polynomials of the scores (as R's contr.poly), equal weights. */
static void fill_weights(struct hinge_trend *t)
{
    double mean = 0, square = 0, size = 0;
    for (size_t j = 0; j < t->k; j++)
        mean += t->score[j] / (double)t->k;
    for (size_t j = 0; j < t->k; j++)
        size = fmax(size, fabs(t->score[j] - mean));
    for (size_t d = 0; d < t->n; d++) {
        double *w = t->weight[d], norm = 0;
        for (size_t j = 0; j < t->k; j++)
            w[j] = pow((t->score[j] - mean) / size, (double)d + 1);
        for (int pass = 0; pass < 2; pass++) {
            double level = 0;
            for (size_t j = 0; j < t->k; j++)
                level += w[j] / (double)t->k;
            for (size_t j = 0; j < t->k; j++)
                w[j] -= level;
            for (size_t c = 0; c < d; c++) {
                double along = 0;
                for (size_t j = 0; j < t->k; j++)
                    along += w[j] * t->weight[c][j];
                for (size_t j = 0; j < t->k; j++)
                    w[j] -= along * t->weight[c][j];
            }
        }
        for (size_t j = 0; j < t->k; j++)
            norm += w[j] * w[j];
        for (size_t j = 0; j < t->k; j++)
            w[j] /= sqrt(norm);
    }
    for (size_t j = 0; j < t->k; j++)
        square += (t->score[j] - mean) * (t->score[j] - mean);
    for (size_t j = 0; j < t->k; j++)
        t->weight[0][j] = (t->score[j] - mean) / square;
}

bool hinge_trend_scores(struct hinge_analysis *a, struct hinge_trend *t, const char *factor,
                        const char *const *level, size_t k)
{
    if (!t->wanted)
        return true;
    if (strcmp(t->factor, factor) != 0)
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "trend: %s has the doses of '%s', not of '%s'", a->kind->id,
                                   factor, t->factor);
    double *memory = hinge_analysis_alloc(a, k * (1 + HINGE_TRENDS), sizeof *memory);
    t->k = k;
    t->n = k - 1 < HINGE_TRENDS ? k - 1 : HINGE_TRENDS;
    t->score = memory;
    for (size_t d = 0; d < HINGE_TRENDS; d++)
        t->weight[d] = memory + (d + 1) * k;
    for (size_t i = 0; i < k; i++) {
        t->score[i] = score_of(a, factor, level, i, k);
        if (isnan(t->score[i]) && a->ask.scores != NULL)
            break; /* too few: the check below says so */
    }
    const size_t given = json_array_size(json_object_get(a->ask.scores, factor));
    if (a->ask.scores != NULL && given != k)
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "scores: '%s' has %zu levels and %zu scores; write %s=1,2,...",
                                   factor, k, given, factor);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++)
            if (t->score[i] == t->score[j])
                return hinge_analysis_fail(a, HINGE_E_OPTION,
                                           "scores: two levels of '%s' have score %g", factor,
                                           t->score[i]);
    for (size_t i = 0; i < k; i++)
        if (!isfinite(t->score[i]))
            return hinge_analysis_fail(a, HINGE_E_OPTION, "scores: '%s' needs numbers: %s=1,2,...",
                                       factor, factor);
    fill_weights(t);
    return true;
}

/* --- results --- */

void hinge_add_trend_of(struct hinge_analysis *a, struct hinge_trend *trend, size_t i,
                        double estimate, double se, double df)
{
    double none = NAN, t = hinge_is_rounding(se, estimate, estimate) ? none : estimate / se;
    struct hinge_interval ci = hinge_t_interval(estimate, se, df, a->level, HINGE_TWO_SIDED);
    json_t *object = hinge_object_of(hinge_object_of(a->results, "trend"), trend->factor);
    trend->found[i] = (struct hinge_linear_result){
        estimate, se, df, t, hinge_t_p(t, df, HINGE_TWO_SIDED), ci.low, ci.high};
    HINGE_ADD(object, names[i], hinge_linear_result, &trend->found[i]);
}

/* --- in words --- */

void hinge_add_trend(struct hinge_analysis *a, const struct hinge_trend *trend)
{
    for (size_t i = 0; trend->wanted && i < trend->n; i++) {
        const struct hinge_linear_result *r = &trend->found[i];
        if (!isnan(r->estimate))
            hinge_add_sentence(a, &a->text.apa,
                               "{t}: b = {b}{w}, {c}% CI [{b}, {b}], t({d}) = {2}, p {p}", names[i],
                               r->estimate, r->ci_low, r->ci_high, r->df, r->t, r->p);
    }
    const struct hinge_linear_result *slope = &trend->found[0];
    if (!trend->wanted || isnan(slope->ci_low))
        return;
    if (hinge_clear_sign(slope->ci_low, slope->ci_high, (double)NAN, a->alpha) != 0)
        hinge_add_sentence(a, &a->text.plain, "Per unit of {t} it {s} by {v}{w} ({c}% CI {i}).",
                           trend->factor, slope->estimate, fabs(slope->estimate), slope->ci_low,
                           slope->ci_high);
    else
        hinge_add_sentence(
            a, &a->text.plain,
            "Per unit of {t} the slope is {v}{w} ({c}% CI {v} to {v}): no clear trend.",
            trend->factor, slope->estimate, slope->ci_low, slope->ci_high);
}
