/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marginal means, contrasts and random effects in the document. */
#include "stats/regression/model_report.h"

#include "base/text.h"
#include "stats/difference/p_adjust.h"
#include "stats/probability/chi_average.h"
#include "stats/regression/model_rows.h"

#include <math.h>
#include <string.h>

static const struct hinge_linear_result nothing = {(double)NAN, (double)NAN,
                                                   (double)NAN, (double)NAN,
                                                   (double)NAN, (double)NAN,
                                                   (double)NAN};

static void put_mean(struct hinge_analysis *a, json_t *object,
                     const struct hinge_linear_result *r)
{
    HINGE_PUT_NUMBERS(a, object, {"mean", r->estimate}, {"se", r->se}, {"df", r->df},
                      {"ci_low", r->ci_low}, {"ci_high", r->ci_high});
}

static void put_ratio(struct hinge_analysis *a, json_t *object,
                      enum hinge_model_scale scale, double estimate, double low,
                      double high)
{
    bool rate = scale == HINGE_SCALE_LOG, known = scale != HINGE_SCALE_PROBIT;
    double none = (double)NAN;
    HINGE_PUT_NUMBERS(
        a, object, {rate ? "rate_ratio" : "odds_ratio", known ? exp(estimate) : none},
        {rate ? "rr_low" : "or_low", known ? exp(low) : none},
        {rate ? "rr_high" : "or_high", known ? exp(high) : none});
}

void hinge_model_put_coefficient(struct hinge_analysis *a, json_t *object,
                                 enum hinge_model_scale scale,
                                 const struct hinge_linear_result *r)
{
    HINGE_PUT_NUMBERS(a, object, {"estimate", r->estimate}, {"se", r->se}, {"z", r->t},
                      {"p", r->p}, {"ci_low", r->ci_low}, {"ci_high", r->ci_high});
    put_ratio(a, object, scale, r->estimate, r->ci_low, r->ci_high);
}

static void put_contrast(struct hinge_analysis *a, json_t *object,
                         const struct hinge_model_means *means,
                         const struct hinge_linear_result *r)
{
    bool on_outcome = means->scale == HINGE_SCALE_OUTCOME;
    HINGE_PUT_NUMBERS(a, object, {"estimate", r->estimate}, {"se", r->se},
                      {on_outcome ? "t" : "z", r->t}, {"p", r->p},
                      {"ci_low", r->ci_low}, {"ci_high", r->ci_high});
    if (on_outcome)
        hinge_put_number(a, object, "df", r->df);
    if (means->margins != NULL)
        hinge_put_margins(a, object, means->margins, r->estimate, r->se, r->df,
                          (double)NAN);
    if (means->put_more != NULL)
        means->put_more(a, object, r, means->more);
    if (!on_outcome)
        put_ratio(a, object, means->scale, r->estimate, r->ci_low, r->ci_high);
}

static bool wants(const struct hinge_analysis *a, const char *method)
{
    for (size_t i = 0; i < hinge_option_words(a, "adjust"); i++)
        if (strcmp(hinge_option_word(a, "adjust", i), method) == 0)
            return true;
    return false;
}

/* Adjusted p of one family: n contrasts with results r and objects. */
static enum hinge_status adjust_family(struct hinge_analysis *a,
                                       const struct hinge_emm *emm,
                                       const struct hinge_linear_result *r,
                                       json_t *const *object, size_t n,
                                       struct hinge_error *error)
{
    static const enum hinge_adjust_method method[] = {HINGE_ADJUST_HOLM,
                                                      HINGE_ADJUST_BONFERRONI};
    static const char *const key[] = {"p_holm", "p_bonferroni"};
    double *p = hinge_analysis_alloc(a, 2 * n, sizeof *p);
    if (p == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++)
        p[i] = r[i].p;
    for (size_t m = 0; m < 2; m++) {
        if (m > 0 && !wants(a, "bonferroni"))
            continue;
        enum hinge_status status =
            hinge_adjust(&a->arena, method[m], p, n, p + n, error);
        if (status != HINGE_OK)
            return status;
        for (size_t i = 0; i < n; i++)
            hinge_put_number(a, object[i], key[m], p[n + i]);
    }
    struct hinge_range_table range;
    hinge_range_table_fill(&range, (double)emm->n_means);
    for (size_t i = 0; i < n; i++)
        hinge_put_number(a, object[i], "p_tukey",
                         hinge_range_p(&range, fabs(r[i].t) * M_SQRT2, r[i].df));
    return HINGE_OK;
}

static struct hinge_linear_result test_row(const struct hinge_analysis *a,
                                           const struct hinge_model_means *means,
                                           const struct hinge_emm_row *row)
{
    bool finite = row->estimable;
    for (size_t j = 0; j < means->model.p && means->infinite != NULL && finite; j++)
        finite = !means->infinite[j] || row->l[j] == 0;
    return finite ? hinge_linear_test(&means->model, row->l, a->level) : nothing;
}

static enum hinge_status put_pairs(struct hinge_analysis *a,
                                   const struct hinge_model_means *means,
                                   const struct hinge_emm *emm, json_t *parent,
                                   struct hinge_error *error)
{
    size_t each = emm->n_contrasts / emm->n_families;
    struct hinge_linear_result *r = hinge_analysis_alloc(a, each, sizeof *r);
    json_t **object = hinge_analysis_alloc(a, each, sizeof(json_t *));
    if (r == NULL || object == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t f = 0; f < emm->n_families; f++) {
        for (size_t i = 0; i < each; i++) {
            const struct hinge_emm_row *row = &emm->contrast[f * each + i];
            r[i] = test_row(a, means, row);
            object[i] =
                hinge_put_object(a, parent, hinge_analysis_label(a, row->label));
            put_contrast(a, object[i], means, &r[i]);
        }
        enum hinge_status status = adjust_family(a, emm, r, object, each, error);
        if (status != HINGE_OK)
            return status;
    }
    return HINGE_OK;
}

static void put_cells(struct hinge_analysis *a, const struct hinge_model_means *means,
                      const struct hinge_emm *emm, json_t *parent)
{
    /* 'a:b' and 'a by b' have the same means and other contrasts: one object for both
     */
    json_t *table = hinge_object_of(a, parent, emm->name);
    struct hinge_text missing = {.data = NULL};
    for (size_t cell = 0; cell < emm->n_cells; cell++) {
        const struct hinge_emm_row *row = &emm->cell[cell];
        struct hinge_linear_result r = test_row(a, means, row);
        json_t *object =
            hinge_put_object(a, table, hinge_analysis_label(a, row->label));
        if (means->put_mean != NULL)
            means->put_mean(a, object, emm, cell, &r, means->context);
        else
            put_mean(a, object, &r);
        if (!row->estimable)
            hinge_text_printf(&missing, "%s%s", missing.length > 0 ? ", " : "",
                              row->label);
    }
    if (missing.length > 0 && !means->again)
        hinge_analysis_warn(a, NULL, "W_EMPTY_CELL",
                            "marginal means of '%s' that can't be estimated: %s",
                            emm->name, hinge_text_string(&missing));
    a->no_memory |= missing.failed;
    hinge_text_clear(&missing);
}

static json_t *into(const struct hinge_analysis *a,
                    const struct hinge_model_means *means)
{
    return means->into != NULL ? means->into : a->results;
}

/* The user's own contrast over the first of the means that understands it. */
static enum hinge_status put_custom(struct hinge_analysis *a,
                                    const struct hinge_model_means *means,
                                    struct hinge_emm *emm, size_t n_emm,
                                    const char *spec, struct hinge_error *error)
{
    enum hinge_status status = HINGE_USAGE;
    struct hinge_emm_row *row = NULL;
    size_t n = 0, at = 0;
    if (n_emm == 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "contrast '%s' needs marginal means: option 'emm'",
                                   spec);
    for (; at < n_emm && status == HINGE_USAGE; at++)
        status = hinge_emm_custom(&emm[at], spec, &row, &n, error);
    if (status != HINGE_OK)
        return hinge_model_pass(a, status, error);
    *error =
        (struct hinge_error)HINGE_ERROR_INIT; /* of means that did not understand it */
    json_t *all = json_object_get(into(a, means), "contrasts");
    json_t *parent = json_object_get(all, emm[at - 1].name);
    for (size_t i = 0; i < n; i++) {
        struct hinge_linear_result r = test_row(a, means, &row[i]);
        put_contrast(a,
                     hinge_put_object(a, parent, hinge_analysis_label(a, row[i].label)),
                     means, &r);
    }
    return HINGE_OK;
}

enum hinge_status hinge_model_put_emm(struct hinge_analysis *a,
                                      const struct hinge_model_means *means,
                                      struct hinge_error *error)
{
    size_t n = hinge_option_words(a, "emm");
    struct hinge_emm *emm = hinge_analysis_alloc(a, n, sizeof *emm);
    if (emm == NULL)
        return hinge_analysis_no_memory(error);
    json_t *cells = hinge_put_object(a, into(a, means), "emm");
    json_t *contrasts = hinge_put_object(a, into(a, means), "contrasts");
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        status =
            hinge_model_pass(a,
                             hinge_emm_build(&emm[i], means->design,
                                             hinge_option_word(a, "emm", i), error),
                             error);
        if (status != HINGE_OK)
            break;
        put_cells(a, means, &emm[i], cells);
        status = put_pairs(a, means, &emm[i],
                           hinge_object_of(a, contrasts, emm[i].name), error);
    }
    for (size_t i = 0; i < hinge_option_words(a, "contrast") && status == HINGE_OK; i++)
        status =
            put_custom(a, means, emm, n, hinge_option_word(a, "contrast", i), error);
    for (size_t i = 0; i < n; i++)
        hinge_emm_clear(&emm[i]);
    return status;
}

void hinge_model_put_varcorr(struct hinge_analysis *a,
                             const struct hinge_effects *effects, const double *theta,
                             double sigma)
{
    double t[HINGE_EFFECTS_GROUPS * HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    json_t *groups = hinge_put_object(a, a->results, "groups");
    json_t *varcorr = hinge_put_object(a, a->results, "varcorr");
    hinge_effects_template(effects, theta, t);
    for (size_t g = 0; g < effects->n_groups; g++) {
        const struct hinge_effects_group *group = &effects->group[g];
        hinge_put_count(a, groups, group->name, group->levels);
        json_t *own = hinge_put_object(a, varcorr, group->name);
        json_t *sd = hinge_put_object(a, own, "sd"), *corr = NULL;
        for (size_t i = 0; i < group->k; i++)
            hinge_put_number(a, sd, group->column_name[i],
                             sigma * hinge_effects_sd(effects, t, g, i));
        for (size_t i = 0; i < group->k; i++)
            for (size_t j = 0; j < i; j++) {
                struct hinge_text key = {.data = NULL};
                if (!hinge_effects_share_block(effects, g, i, j))
                    continue;
                if (corr == NULL)
                    corr = hinge_put_object(a, own, "corr");
                hinge_text_printf(&key, "%s~%s", group->column_name[j],
                                  group->column_name[i]);
                a->no_memory |= key.failed;
                hinge_put_number(a, corr, hinge_text_string(&key),
                                 hinge_effects_corr(effects, t, g, j, i));
                hinge_text_clear(&key);
            }
    }
}

void hinge_model_warn_singular(struct hinge_analysis *a,
                               const struct hinge_effects *effects, size_t b)
{
    if (b >= effects->n_blocks)
        return;
    const struct hinge_effects_block *block = &effects->block[b];
    const struct hinge_effects_group *group = &effects->group[block->group];
    struct hinge_text term = {.data = NULL};
    for (size_t i = 0; i < block->k; i++)
        hinge_text_printf(&term, "%s%s", i > 0 ? " + " : "",
                          group->column_name[block->first + i]);
    hinge_text_printf(&term, " | %s", group->name);
    a->no_memory |= term.failed;
    hinge_analysis_warn(
        a, hinge_model_detail(a, "term", hinge_text_string(&term)), "W_SINGULAR",
        "the random term (%s) has a standard deviation of 0 or a correlation "
        "of 1 or -1; consider the model without it, or simpler",
        hinge_text_string(&term));
    hinge_text_clear(&term);
}

/* --- in words --- */

const struct hinge_sentence hinge_say_fixed_apa[] = {
    HINGE_SAY("fixed/*",
              "{:k}: b = {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, {ci_high:x}], SE = "
              "{se:x}, t({df:d!}) = {t:2}, p {p:p}"),
    HINGE_SAY("type3/*", "{:k}: F({df1:d}, {df2:d!}) = {F:2!}, p {p:p}"),
    HINGE_SAY("contrasts/*/*",
              "{:P}: difference {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, "
              "{ci_high:x}], t({df:d!}) = {t:2}, {p:A}"),

    HINGE_SAY("contrasts/*/*/standardised/total",
              "{:P}: d_total = {d:2!}, {:c}% CI [{ci_low:2}, {ci_high:2}]"),
    HINGE_SAY("contrasts/*/*/standardised/residual",
              "{:P}: d_residual = {d:2!}, {:c}% CI [{ci_low:2}, {ci_high:2}]"),
    HINGE_SAY_END};
