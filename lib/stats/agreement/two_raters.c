/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cohen's kappa with large-sample errors (Fleiss, Cohen & Everitt 1969), Brennan &
 * Prediger's (1981) with those of Gwet (2014), PABAK, AC1 (Gwet 2008). */
#include "stats/agreement/two_raters.h"

#include "stats/probability/distribution.h"
#include "stats/resampling/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum weighting { UNWEIGHTED, LINEAR, QUADRATIC };

/* A kappa: how far two categories agree, and what chance is: by the raters' own shares
 * (Cohen), or every category alike (Brennan & Prediger). */
struct way {
    const char *key;
    enum weighting weighting;
    bool alike;
};

static double weight(enum weighting way, size_t k, size_t i, size_t j)
{
    double d = (i > j ? (double)(i - j) : (double)(j - i)) / (k > 1 ? (double)(k - 1) : 1);
    return way == UNWEIGHTED ? i == j : way == LINEAR ? 1 - d : 1 - d * d;
}

struct kappa {
    double po, pe, kappa, se, z;
};

/* From the k x k proportions p; margins are scratch of 4 k. */
static struct kappa kappa_of(const double *p, size_t k, double n, struct way way, double *margins)
{
    double *row = margins, *column = row + k, *wi = column + k, *wj = wi + k;
    struct kappa out = {0};
    memset(margins, 0, 4 * k * sizeof *margins);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            row[i] += way.alike ? 1 / (double)(k * k) : p[i * k + j];
            column[j] += way.alike ? 1 / (double)(k * k) : p[i * k + j];
        }
    }
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            double w = weight(way.weighting, k, i, j);
            wi[i] += w * column[j];
            wj[j] += w * row[i];
            out.po += w * p[i * k + j];
            out.pe += w * row[i] * column[j];
        }
    }
    double rest = 1 - out.pe, none = NAN, v = 0, v0 = 0;
    out.kappa = out.se = out.z = none;
    if (!(rest > 1e-15)) /* both raters always say the same one thing */
        return out;
    out.kappa = (out.po - out.pe) / rest;
    if (way.alike) /* chance is known, not estimated from shares */
        memset(wi, 0, 2 * k * sizeof *wi);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            double w = weight(way.weighting, k, i, j);
            v += p[i * k + j] * pow(w - (wi[i] + wj[j]) * (1 - out.kappa), 2);
            v0 += row[i] * column[j] * pow(w - (wi[i] + wj[j]), 2);
        }
    }
    v -= pow(way.alike ? out.po : out.kappa - out.pe * (1 - out.kappa), 2);
    v0 -= out.pe * out.pe;
    out.se = sqrt(fmax(0, v) / n) / rest;
    out.z = v0 > 0 ? out.kappa / (sqrt(v0 / n) / rest) : none;
    return out;
}

/* --- bootstrap of whole participants --- */

struct boot {
    const struct hinge_ratings *ratings;
    struct hinge_people_rows rows;
    struct way way;
};

static double boot_kappa(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct boot *b = context;
    const struct hinge_ratings *r = b->ratings;
    size_t k = r->k, n = 0;
    memset(scratch, 0, k * k * sizeof *scratch);
    for (size_t i = 0; i < people; i++) {
        for (size_t at = b->rows.start[index[i]]; at < b->rows.start[index[i] + 1]; at++, n++) {
            size_t row = b->rows.order[at];
            scratch[r->first[row] * k + r->second[row]]++;
        }
    }
    for (size_t c = 0; c < k * k; c++)
        scratch[c] /= (double)n;
    return kappa_of(scratch, k, (double)n, b->way, scratch + k * k).kappa;
}

static enum hinge_status put_bootstrap(struct hinge_analysis *a, json_t *object, const char *low,
                                       const char *high, const struct hinge_ratings *r,
                                       struct way way, struct hinge_error *error)
{
    if (r->who == NULL)
        return HINGE_OK;
    struct boot b = {.ratings = r, .way = way};
    struct hinge_interval ci;
    enum hinge_status status =
        hinge_people_rows_make(a, r->who, r->n, r->n_participants, &b.rows, error);
    struct hinge_bootstrap_task task = {.statistic = boot_kappa,
                                        .context = &b,
                                        .people = b.rows.people,
                                        .scratch_size = r->k * r->k + 4 * r->k};
    if (status == HINGE_OK)
        status = hinge_bootstrap_interval(a, &task, &ci, error);
    if (status == HINGE_OK)
        HINGE_PUT_NUMBERS(a, object, {low, ci.low}, {high, ci.high});
    return status;
}

static enum hinge_status put_one(struct hinge_analysis *a, json_t *parent,
                                 const struct hinge_ratings *r, const double *p, struct way way,
                                 double *margins, struct hinge_error *error)
{
    struct kappa v = kappa_of(p, r->k, (double)r->n, way, margins);
    double half = hinge_normal_quantile(0.5 + a->level / 2) * v.se, none = NAN;
    bool known = !isnan(v.kappa);
    json_t *object = hinge_put_object(a, parent, way.key);
    HINGE_PUT_NUMBERS(a, object, {"po", v.po}, {"pe", v.pe}, {"kappa", v.kappa}, {"se", v.se},
                      {"ci_low", known ? fmax(-1, v.kappa - half) : none},
                      {"ci_high", known ? fmin(1, v.kappa + half) : none}, {"z", v.z});
    return put_bootstrap(a, object, "cluster_ci_low", "cluster_ci_high", r, way, error);
}

/* Chance agreement of Gwet's AC1. */
static void put_others(struct hinge_analysis *a, json_t *object, const double *p, size_t k)
{
    double po = 0, pg = 0, categories = (double)k, none = NAN;
    for (size_t i = 0; i < k; i++) {
        double share = 0;
        po += p[i * k + i];
        for (size_t j = 0; j < k; j++)
            share += (p[i * k + j] + p[j * k + i]) / 2;
        pg += share * (1 - share);
    }
    pg /= categories - 1;
    bool defined = k > 1;
    HINGE_PUT_NUMBERS(a, object,
                      {"pabak", defined ? (categories * po - 1) / (categories - 1) : none},
                      {"gwet_ac1", defined ? (po - pg) / (1 - pg) : none});
}

enum hinge_status hinge_put_kappa(struct hinge_analysis *a, json_t *object,
                                  const struct hinge_ratings *r, struct hinge_error *error)
{
    size_t k = r->k;
    double *p = hinge_analysis_alloc(a, k * k + 4 * k, sizeof *p);
    double *margins = p + k * k;
    for (size_t i = 0; i < r->n; i++)
        p[r->first[i] * k + r->second[i]]++;
    json_t *categories = hinge_put_list(a, object, "categories");
    json_t *table = hinge_put_list(a, object, "table");
    for (size_t c = 0; c < k; c++)
        hinge_append_text(a, categories, r->category[c]);
    for (size_t c = 0; c < k * k; c++) {
        hinge_append_count(a, table, (size_t)p[c]);
        p[c] /= (double)r->n;
    }
    static const struct way ways[] = {{"kappa", UNWEIGHTED, false},
                                      {"kappa_linear", LINEAR, false},
                                      {"kappa_quadratic", QUADRATIC, false},
                                      {"brennan_prediger", UNWEIGHTED, true},
                                      {"brennan_prediger_linear", LINEAR, true},
                                      {"brennan_prediger_quadratic", QUADRATIC, true}};
    enum hinge_status status = HINGE_OK;
    for (size_t w = 0; w < sizeof ways / sizeof *ways && status == HINGE_OK; w++)
        if (ways[w].weighting == UNWEIGHTED || k > 2)
            status = put_one(a, object, r, p, ways[w], margins, error);
    put_others(a, object, p, k);
    return status;
}

enum hinge_status hinge_put_kappa_row(struct hinge_analysis *a, json_t *object,
                                      const struct hinge_ratings *r, struct hinge_error *error)
{
    static const struct way cohen = {"kappa", UNWEIGHTED, false};
    size_t k = r->k;
    double *p = hinge_analysis_alloc(a, k * k + 4 * k, sizeof *p);
    for (size_t i = 0; i < r->n; i++)
        p[r->first[i] * k + r->second[i]]++;
    for (size_t c = 0; c < k * k; c++)
        p[c] /= (double)r->n;
    hinge_put_number(a, object, "kappa", kappa_of(p, k, (double)r->n, cohen, p + k * k).kappa);
    return put_bootstrap(a, object, "kappa_low", "kappa_high", r, cohen, error);
}
