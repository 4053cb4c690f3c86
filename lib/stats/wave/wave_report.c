/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of waveforms as objects of the document. */
#include "stats/wave/wave_report.h"

#include <math.h>

void hinge_put_wave_cluster(struct hinge_analysis *a, json_t *list,
                            const struct hinge_cluster *c, double p)
{
    json_t *object = hinge_append_object(a, list);
    HINGE_PUT_NUMBERS(a, object, {"start", c->start}, {"end", c->end},
                      {"extent", c->extent}, {"peak", c->peak},
                      {"peak_node", (double)c->peak_node}, {"p", p});
    hinge_put_json(a, object, "sign", json_integer(c->sign));
}

static void put_clusters(struct hinge_analysis *a, json_t *object,
                         const struct hinge_wave_nodes *nodes,
                         const struct hinge_wave_permutation *r,
                         struct hinge_cluster *cluster)
{
    size_t listed = 0, n = hinge_find_clusters(nodes->statistic, nodes->nodes,
                                               r->threshold, nodes->two_sided, cluster);
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

enum hinge_status hinge_put_wave_permutation(struct hinge_analysis *a, json_t *object,
                                             const struct hinge_wave_nodes *nodes,
                                             const struct hinge_wave_permutation *r,
                                             struct hinge_error *error)
{
    struct hinge_cluster *cluster =
        hinge_analysis_alloc(a, nodes->nodes, sizeof *cluster);
    if (cluster == NULL)
        return hinge_analysis_no_memory(error);
    double none = NAN, p_max = none;
    json_t *list = hinge_put_list(a, object, "p");
    for (size_t q = 0; q < nodes->nodes; q++) {
        double value = nodes->statistic[q];
        value = nodes->two_sided ? fabs(value) : value;
        double p =
            isnan(value) ? none : hinge_null_share(r->largest, r->n_total, value);
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
    return HINGE_OK;
}
