/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clmm: ordered outcomes (pain, exertion, states of a fault) with a random intercept
 * (Agresti & Natarajan 2001), by Laplace. P(y <= j) = F(a_j - x'b - theta u). */
#include "base/sorted.h"
#include "stats/model/glm.h"
#include "stats/model/laplace.h"
#include "stats/probability/distribution.h"
#include "stats/regression/binary_report.h"
#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CATEGORIES = 64 };

struct work {
    struct hinge_model_terms terms;
    struct hinge_model_rows rows;
    struct hinge_laplace laplace;
    struct hinge_laplace_fit fit;
    bool probit;
    size_t categories;
    double value[MOST_CATEGORIES]; /* ascending */
    size_t *category;              /* per row */
    size_t skip;                   /* columns of the design before x: the intercept */
    double threshold[MOST_CATEGORIES];
    bool *infinite; /* columns of the design without a finite estimate */
};

/* F, its density and the density's slope, at x (which may be infinite). */
struct curve {
    double p, q, density, slope; /* q = 1 - p */
};

static struct curve curve_at(bool probit, double x)
{
    if (isinf(x))
        return (struct curve){x > 0, x < 0, 0, 0};
    if (probit) {
        double f = gsl_ran_ugaussian_pdf(x);
        return (struct curve){gsl_cdf_ugaussian_P(x), gsl_cdf_ugaussian_Q(x), f,
                              -x * f};
    }
    double p = hinge_binary_mean(HINGE_LINK_LOGIT, x);
    double q = hinge_binary_mean(HINGE_LINK_LOGIT, -x), f = p * q;
    return (struct curve){p, q, f, f * (q - p)};
}

/* extra: the first threshold, then logarithms of the steps to the next ones. */
static void limits(const struct work *w, size_t category, const double *extra,
                   double *low, double *high)
{
    double a = extra[0];
    *low = -HUGE_VAL;
    for (size_t k = 0; k < category; k++) {
        *low = a;
        if (k + 2 < w->categories)
            a += exp(extra[k + 1]);
    }
    *high = category + 1 < w->categories ? a : HUGE_VAL;
}

static struct hinge_laplace_point ordered_row(const void *context, size_t row,
                                              double eta, const double *extra)
{
    const struct work *w = context;
    double low, high;
    limits(w, w->category[row], extra, &low, &high);
    struct curve up = curve_at(w->probit, high - eta);
    struct curve down = curve_at(w->probit, low - eta);
    double p = high + low > 2 * eta || isinf(high) ? down.q - up.q : up.p - down.p;
    p = fmax(p, 1e-300);
    double d = -(up.density - down.density) / p;
    return (struct hinge_laplace_point){log(p), d, (up.slope - down.slope) / p - d * d};
}

static enum hinge_status sort_categories(struct hinge_analysis *a, struct work *w,
                                         struct hinge_error *error)
{
    size_t n = w->rows.data.rows;
    double *sorted = hinge_analysis_alloc(a, n, sizeof *sorted);
    w->category = hinge_analysis_alloc(a, n, sizeof *w->category);
    if (sorted == NULL || w->category == NULL)
        return hinge_analysis_no_memory(error);
    memcpy(sorted, w->rows.y, n * sizeof *sorted);
    hinge_sort(sorted, n);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && sorted[i] == sorted[i - 1])
            continue;
        if (w->categories == MOST_CATEGORIES)
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "'%s' has more than %d different values: use lmm",
                w->terms.formula.response, MOST_CATEGORIES);
        w->value[w->categories++] = sorted[i];
    }
    if (w->categories < 2)
        return hinge_analysis_fail(a, error, HINGE_E_ONE_LEVEL,
                                   "'%s' is %g in all rows", w->terms.formula.response,
                                   w->value[0]);
    for (size_t i = 0; i < n; i++)
        while (w->value[w->category[i]] != w->rows.y[i])
            w->category[i]++;
    return HINGE_OK;
}

static enum hinge_status prepare(struct hinge_analysis *a, struct work *w,
                                 struct hinge_error *error)
{
    struct hinge_model_wanted wanted = {.binary = false};
    struct hinge_model_terms *terms = &w->terms;
    w->probit = strcmp(hinge_option_text(a, "link"), "probit") == 0;
    enum hinge_status status = hinge_model_parse(a, "formula", terms, error);
    if (status == HINGE_OK && terms->formula.n_random == 0)
        return hinge_analysis_fail(a, error, HINGE_E_FORMULA,
                                   "formula: no random term; add one such as "
                                   "(1 | participant)");
    if (status == HINGE_OK && !terms->formula.fixed.intercept)
        return hinge_analysis_fail(
            a, error, HINGE_E_FORMULA,
            "formula: the thresholds replace the intercept; remove the 0");
    if (status == HINGE_OK &&
        (terms->formula.n_random > 1 || terms->formula.random[0].terms.n > 0))
        return hinge_analysis_fail(a, error, HINGE_E_FORMULA,
                                   "formula: clmm takes one random intercept, such as "
                                   "(1 | participant), and no slopes");
    if (status == HINGE_OK)
        status = hinge_model_gather(a, &wanted, &terms, 1, &w->rows, error);
    if (status == HINGE_OK)
        status = sort_categories(a, w, error);
    if (status == HINGE_OK)
        status = hinge_model_build(a, &w->rows, true, terms, error);
    w->skip = 1;
    return status;
}

/* Thresholds of the shares below them, coefficients 0. */
static void set_start(const struct work *w, double *start, double *unit)
{
    const struct hinge_design *design = &w->terms.design;
    size_t p = design->p - w->skip, n = design->data->rows;
    double before = 0, below = 0;
    for (size_t j = 0; j < p; j++)
        unit[j] = 1 / hinge_design_range(design, j + w->skip);
    for (size_t k = 0; k + 1 < w->categories; k++) {
        for (size_t i = 0; i < n; i++)
            below += w->category[i] == k;
        double share = below / (double)n;
        double a = w->probit ? gsl_cdf_ugaussian_Pinv(share) : log(share / (1 - share));
        start[p + k] = k == 0 ? a : log(a - before);
        unit[p + k] = 1;
        before = a;
    }
}

static enum hinge_status fit_model(struct hinge_analysis *a, struct work *w,
                                   struct hinge_error *error)
{
    const struct hinge_design *design = &w->terms.design;
    size_t p = design->p - w->skip, extra = w->categories - 1;
    double *start = hinge_analysis_alloc(a, 2 * (p + extra), sizeof *start);
    if (start == NULL)
        return hinge_analysis_no_memory(error);
    set_start(w, start, start + p + extra);
    w->laplace = (struct hinge_laplace){.n = design->data->rows,
                                        .p = p,
                                        .n_extra = extra,
                                        .x = design->x + w->skip * design->data->rows,
                                        .person = w->terms.effects.group[0].code,
                                        .people = w->terms.effects.group[0].levels,
                                        .row = ordered_row,
                                        .context = w,
                                        .watch = a->watch};
    enum hinge_status status = hinge_laplace_open(&w->laplace, error);
    if (status == HINGE_OK)
        status = hinge_laplace_maximise(&w->laplace, start, start + p + extra, &w->fit,
                                        error);
    return hinge_model_pass(a, status, error);
}

/* --- results --- */

/* Thresholds are sums of exp(extra): linear to first order. */
static void put_thresholds(struct hinge_analysis *a, struct work *w)
{
    size_t p = w->laplace.p, m = w->categories - 1, n = w->fit.n;
    const double *extra = w->fit.par + p;
    json_t *object = hinge_put_object(a, a->results, "thresholds");
    for (size_t k = 0; k < m; k++) {
        double variance = 0;
        w->threshold[k] = k == 0 ? extra[0] : w->threshold[k - 1] + exp(extra[k]);
        for (size_t i = 0; i <= k; i++)
            for (size_t j = 0; j <= k; j++)
                variance += (i == 0 ? 1 : exp(extra[i])) *
                            (j == 0 ? 1 : exp(extra[j])) *
                            w->fit.vcov[(p + i) * n + p + j];
        char name[64];
        snprintf(name, sizeof name, "%.10g|%.10g", w->value[k], w->value[k + 1]);
        HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, name),
                          {"estimate", w->threshold[k]}, {"se", sqrt(variance)});
    }
}

static enum hinge_model_scale scale_of(const struct work *w)
{
    return w->probit ? HINGE_SCALE_PROBIT : HINGE_SCALE_LOGIT;
}

/* p of a coefficient without a finite estimate: the likelihood without its column
 * against the one with it, which is finite. */
static enum hinge_status put_ratio_test(struct hinge_analysis *a, struct work *w,
                                        size_t j, json_t *object,
                                        struct hinge_error *error)
{
    size_t n = w->laplace.n, p = w->laplace.p, m = p + w->categories - 1;
    struct hinge_laplace without = w->laplace;
    struct hinge_laplace_fit fit = {.memory = NULL};
    double *x = hinge_analysis_alloc(a, p * n + 2 * m, sizeof *x);
    if (x == NULL)
        return hinge_analysis_no_memory(error);
    double *start = x + p * n, *unit = start + m;
    memcpy(x, w->laplace.x, j * n * sizeof *x);
    memcpy(x + j * n, w->laplace.x + (j + 1) * n, (p - j - 1) * n * sizeof *x);
    set_start(w, start, unit);
    memmove(start + j, start + j + 1, (m - j - 1) * sizeof *start);
    memmove(unit + j, unit + j + 1, (m - j - 1) * sizeof *unit);
    without.x = x;
    without.p = p - 1;
    without.memory = NULL;
    without.start = NULL;
    enum hinge_status status = hinge_laplace_open(&without, error);
    if (status == HINGE_OK)
        status = hinge_laplace_maximise(&without, start, unit, &fit, error);
    double chi2 = fmax(0, 2 * (w->fit.loglik - fit.loglik)), none = NAN;
    if (status == HINGE_OK || status == HINGE_INPUT)
        hinge_put_number(a, object, "p_lrt",
                         status == HINGE_OK ? hinge_chi2_p(chi2, 1) : none);
    hinge_laplace_fit_clear(&fit);
    hinge_laplace_close(&without);
    return status == HINGE_INPUT ? HINGE_OK : hinge_model_pass(a, status, error);
}

static enum hinge_status put_fixed(struct hinge_analysis *a, struct work *w,
                                   const struct hinge_linear_model *model, double *l,
                                   struct hinge_error *error)
{
    const struct hinge_design *design = &w->terms.design;
    json_t *fixed = hinge_put_object(a, a->results, "fixed");
    enum hinge_status status = HINGE_OK;
    for (size_t j = w->skip; j < design->p && status == HINGE_OK; j++) {
        memset(l, 0, design->p * sizeof *l);
        l[j] = 1;
        struct hinge_linear_result r = hinge_linear_test(model, l, a->level);
        bool finite = !w->infinite[j] && isfinite(r.se);
        double none = NAN;
        const char *name = hinge_analysis_label(a, hinge_design_name(design, j));
        if (!finite) {
            hinge_analysis_warn(a, hinge_model_detail(a, "term", name), "W_SEPARATION",
                                "'%s' has no finite estimate: compare people's mean "
                                "ranks by permutation (between)",
                                name);
            r = (struct hinge_linear_result){none, none, none, none, none, none, none};
        }
        json_t *object = hinge_put_object(a, fixed, name);
        hinge_model_put_coefficient(a, object, scale_of(w), &r);
        if (!finite)
            status = put_ratio_test(a, w, j - w->skip, object, error);
    }
    return status;
}

static void put_mean(struct hinge_analysis *a, json_t *object,
                     const struct hinge_emm *emm, size_t cell,
                     const struct hinge_linear_result *r, const void *context)
{
    const struct work *w = context;
    double before = 0;
    (void)emm;
    (void)cell;
    HINGE_PUT_NUMBERS(a, object, {"latent", r->estimate}, {"se", r->se});
    json_t *prob = hinge_put_object(a, object, "prob");
    for (size_t k = 0; k < w->categories; k++) {
        char name[32];
        double below = k + 1 < w->categories
                           ? curve_at(w->probit, w->threshold[k] - r->estimate).p
                           : 1;
        snprintf(name, sizeof name, "%.10g", w->value[k]);
        hinge_put_number(a, prob, hinge_analysis_label(a, name), below - before);
        before = below;
    }
}

static enum hinge_status report(struct hinge_analysis *a, struct work *w,
                                struct hinge_error *error)
{
    size_t p = w->terms.design.p, own = w->laplace.p, n = w->fit.n;
    double *beta = hinge_analysis_alloc(a, 2 * p + p * p, sizeof *beta);
    if (beta == NULL)
        return hinge_analysis_no_memory(error);
    double *l = beta + p, *vcov = l + p;
    w->infinite = hinge_analysis_alloc(a, p, sizeof *w->infinite);
    if (w->infinite == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < own; i++) {
        w->infinite[i + w->skip] = hinge_laplace_runs_away(
            w->fit.par[i], 1 / hinge_design_range(&w->terms.design, i + w->skip));
        beta[i + w->skip] = w->fit.par[i];
        for (size_t j = 0; j < own; j++)
            vcov[(i + w->skip) * p + j + w->skip] = w->fit.vcov[i * n + j];
    }
    struct hinge_linear_model model = {
        .p = p, .beta = beta, .vcov = vcov, .df_all = HUGE_VAL};
    double npar = (double)(own + w->categories);
    hinge_model_report_rows(a, &w->rows, &w->terms);
    HINGE_PUT_NUMBERS(a, a->results, {"loglik", w->fit.loglik},
                      {"aic", -2 * w->fit.loglik + 2 * npar});
    hinge_put_flag(a, a->results, "singular", w->fit.singular);
    json_t *categories = hinge_put_list(a, a->results, "categories");
    for (size_t k = 0; k < w->categories; k++)
        hinge_append_number(a, categories, w->value[k]);
    put_thresholds(a, w);
    hinge_model_put_varcorr(a, &w->terms.effects, &w->fit.theta, 1.0);
    if (w->fit.singular)
        hinge_model_warn_singular(a, &w->terms.effects, 0);
    enum hinge_status status = put_fixed(a, w, &model, l, error);
    struct hinge_model_means means = {.design = &w->terms.design,
                                      .model = model,
                                      .put_mean = put_mean,
                                      .context = w,
                                      .scale = scale_of(w),
                                      .infinite = w->infinite};
    return status == HINGE_OK ? hinge_model_put_emm(a, &means, error) : status;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct work w = {.probit = false};
    enum hinge_status status = prepare(a, &w, error);
    if (status == HINGE_OK)
        status = fit_model(a, &w, error);
    if (status == HINGE_OK)
        status = report(a, &w, error);
    hinge_laplace_fit_clear(&w.fit);
    hinge_laplace_close(&w.laplace);
    hinge_model_terms_clear(&w.terms);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence plain[] = {
    HINGE_SAY("fixed/*",
              "{/thresholds:_!}{:k}: the odds of a higher category are "
              "{odds_ratio:o!} times {:W} ({:c}% CI {or_low:o} to {or_high:o}; "
              "{/n_participants:n} people), for the same person."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("contrasts/*/*", "{:P}: z = {z:2!}, {:A}."),
    HINGE_SAY("fixed/*", "{:k}: z = {z:2!}, p {p:p}.", .unless = "contrasts"),
    HINGE_SAY_END};

static const char *const options[] = {"formula",  "link",   "coding",      "emm",
                                      "contrast", "adjust", "participant", NULL};

const struct hinge_statistic hinge_statistic_clmm = {
    .id = "clmm",
    .title = "Ordered outcomes",
    .details = "Cumulative link mixed model of ordered numbers (pain, exertion, states "
               "of a fault) with a random intercept, by Laplace. Gives thresholds, "
               "odds ratios of a higher category for the same person, and the "
               "probability of each category in each cell. Assumes proportional odds.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "contrasts *|fixed",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){hinge_say_fixed_ratio_apa,
                                                  hinge_say_contrasts_ratio_apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, hinge_say_fixed_ratio_plain,
                                                    NULL},
    .run = run,
    .example_request = "{\"analysis\": \"clmm\", \"formula\": \"pain ~ cue + (1 | "
                       "participant)\", \"emm\": [\"cue\"]}",
    .example_data =
        "participant,cue,pain\na,none,3\na,none,2\na,tap,1\na,tap,2\nb,none,2\nb,none,"
        "3\nb,tap,1\nb,tap,1\nc,none,3\nc,none,1\nc,tap,2\nc,tap,2\nd,none,2\nd,none,"
        "1\nd,tap,1\nd,tap,3\n"};
