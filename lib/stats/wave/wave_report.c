/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of waveforms as objects of the document. */
#include "stats/wave/wave_report.h"

#include <math.h>

void hinge_put_wave_cluster(struct hinge_analysis *a, json_t *list, const struct hinge_cluster *c,
                            double p)
{
    json_t *object = hinge_append_object(a, list);
    HINGE_PUT_NUMBERS(a, object, {"start", c->start}, {"end", c->end}, {"extent", c->extent},
                      {"peak", c->peak}, {"peak_node", (double)c->peak_node}, {"p", p});
    hinge_put_json(a, object, "sign", json_integer(c->sign));
}

static void put_clusters(struct hinge_analysis *a, json_t *object,
                         const struct hinge_wave_nodes *nodes,
                         const struct hinge_wave_permutation *r, struct hinge_cluster *cluster)
{
    size_t listed = 0, n = hinge_find_clusters(nodes->statistic, nodes->nodes, r->threshold,
                                               nodes->two_sided, cluster);
    json_t *list = hinge_put_list(a, object, "clusters");
    for (size_t i = 0; i < n; i++) {
        double p = hinge_null_share(r->largest, r->n_total, cluster[i].peak);
        if (p > a->alpha)
            continue;
        hinge_put_wave_cluster(a, list, &cluster[i], p);
        listed++;
    }
    hinge_put_count(a, object, "n_clusters", listed);
}

void hinge_put_wave_permutation(struct hinge_analysis *a, json_t *object,
                                const struct hinge_wave_nodes *nodes,
                                const struct hinge_wave_permutation *r)
{
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, nodes->nodes, sizeof *cluster);
    double none = NAN, p_max = none;
    json_t *list = hinge_put_list(a, object, "p");
    for (size_t q = 0; q < nodes->nodes; q++) {
        double value = nodes->statistic[q];
        value = nodes->two_sided ? fabs(value) : value;
        double p = isnan(value) ? none : hinge_null_share(r->largest, r->n_total, value);
        hinge_append_number(a, list, p);
        p_max = isnan(p_max) || p < p_max ? p : p_max;
    }
    hinge_put_count(a, object, "n_perm", r->n_perm);
    hinge_put_text(a, object, "method", r->exact ? "exact" : "monte-carlo");
    HINGE_PUT_NUMBERS(a, object, {"threshold", r->threshold}, {"p_max", p_max},
                      {"p_min", r->p_min});
    if (r->p_floor > a->alpha)
        hinge_analysis_warn(a, NULL, "W_P_FLOOR",
                            "with %zu people the smallest possible p is %.3g: no "
                            "cluster can be significant at %g",
                            nodes->people, r->p_floor, a->alpha);
    put_clusters(a, object, nodes, r, cluster);
}

void hinge_put_wave_field(struct hinge_analysis *a, const struct hinge_wave *w)
{
    if (w->design == HINGE_WAVE_WELCH) {
        hinge_put_json(a, a->results, "rft", json_null());
        hinge_put_text(a, a->results, "rft_note",
                       "random field theory assumes equal variances; use the permutation");
        return;
    }
    struct hinge_field_model m = {
        .f_field = hinge_wave_is_f(w), .df1 = w->df1, .df2 = w->df2, .nodes = w->nodes};
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, w->nodes, sizeof *cluster);
    hinge_field_smoothness(&m, w->residual, w->n, w->valid);
    double u = hinge_field_threshold(&m, w->two_sided ? a->alpha / 2 : a->alpha);
    size_t n = hinge_find_clusters(w->statistic, w->nodes, u, w->two_sided, cluster);
    json_t *rft = hinge_put_object(a, a->results, "rft");
    if (m.f_field) {
        json_t *df = hinge_put_list(a, rft, "df");
        hinge_append_number(a, df, m.df1);
        hinge_append_number(a, df, m.df2);
    } else {
        hinge_put_count(a, rft, "df", (size_t)m.df2);
    }
    HINGE_PUT_NUMBERS(a, rft, {"fwhm", m.fwhm}, {"resels", m.resels}, {"threshold", u});
    hinge_put_count(a, rft, "n_clusters", n);
    json_t *list = hinge_put_list(a, rft, "clusters");
    for (size_t i = 0; i < n; i++)
        hinge_put_wave_cluster(a, list, &cluster[i],
                               hinge_cluster_p(&m, &cluster[i], w->two_sided));
}

static void put_mass(struct hinge_analysis *a, json_t *object, const struct hinge_wave *w,
                     const struct hinge_wave_permutation *r, struct hinge_cluster *cluster)
{
    size_t n = hinge_find_clusters(w->statistic, w->nodes, r->forming, w->two_sided, cluster);
    json_t *part = hinge_put_object(a, object, "cluster_mass");
    hinge_put_number(a, part, "forming", r->forming);
    json_t *list = hinge_put_list(a, part, "clusters");
    size_t listed = 0;
    for (size_t i = 0; i < n; i++) {
        size_t from = (size_t)ceil(cluster[i].start), to = (size_t)floor(cluster[i].end);
        double mass =
            hinge_largest_mass(w->statistic + from, to - from + 1, r->forming, w->two_sided);
        double p = hinge_null_share(r->mass, r->n_total, mass);
        if (p > a->alpha)
            continue;
        hinge_put_wave_cluster(a, list, &cluster[i], p);
        hinge_put_number(a, json_array_get(list, listed++), "mass", mass);
    }
}

enum hinge_status hinge_put_wave_test(struct hinge_analysis *a, json_t *results,
                                      const struct hinge_wave *w, struct hinge_wave_permutation *r,
                                      struct hinge_error *error)
{
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, w->nodes, sizeof *cluster);
    json_t *list = hinge_put_list(a, results, hinge_wave_is_f(w) ? "F" : "t");
    for (size_t q = 0; q < w->nodes; q++)
        hinge_append_number(a, list, w->statistic[q]);
    enum hinge_status status = hinge_wave_permute(a, w, r, error);
    if (status != HINGE_OK || !r->done)
        return status;
    const struct hinge_wave_nodes nodes = {w->statistic, w->nodes, w->n, w->two_sided};
    json_t *object = hinge_put_object(a, results, "permutation");
    hinge_put_wave_permutation(a, object, &nodes, r);
    if (r->mass != NULL)
        put_mass(a, object, w, r, cluster);
    return HINGE_OK;
}
