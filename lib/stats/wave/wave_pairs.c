/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/wave/wave_pairs.h"

#include "people/order.h"
#include "stats/difference/p_adjust.h"
#include "stats/wave/wave_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct tested {
    struct hinge_level_pair pair;
    struct hinge_wave wave;
    struct hinge_wave_permutation r;
    double p_max, p_holm, divisor;
};

static enum hinge_status test_pair(struct hinge_analysis *a, const struct hinge_wave_pairs *p,
                                   struct tested *t, struct hinge_error *error)
{
    double largest = -1;
    p->wave(p->context, t->pair.first, t->pair.second, &t->wave);
    t->p_max = NAN;
    if (t->wave.n < 2)
        return HINGE_OK;
    hinge_wave_statistics(a, &t->wave);
    enum hinge_status status = hinge_wave_permute(a, &t->wave, &t->r, error);
    if (status != HINGE_OK || !t->r.done)
        return status;
    for (size_t node = 0; node < p->nodes; node++)
        if (t->wave.valid[node])
            largest = fmax(largest, fabs(t->wave.statistic[node]));
    if (largest >= 0)
        t->p_max = hinge_null_share(t->r.largest, t->r.n_total, largest);
    return HINGE_OK;
}

/* Holm's: a pair's divisor is how many pairs have no smaller p. */
static enum hinge_status adjust(struct hinge_analysis *a, struct tested *t, size_t n,
                                struct hinge_error *error)
{
    double *p = hinge_analysis_alloc(a, 2 * n, sizeof *p);
    for (size_t i = 0; i < n; i++)
        p[i] = t[i].p_max;
    enum hinge_status status = hinge_adjust(&a->arena, HINGE_ADJUST_HOLM, p, n, p + n, error);
    for (size_t i = 0; i < n; i++) {
        t[i].p_holm = p[n + i];
        for (size_t j = 0; j < n; j++)
            t[i].divisor += p[j] > p[i] || (j >= i && p[j] == p[i]);
    }
    return status;
}

static void put_clusters(struct hinge_analysis *a, json_t *object, const struct tested *t)
{
    const struct hinge_wave *w = &t->wave;
    struct hinge_cluster *cluster = hinge_analysis_alloc(a, w->nodes, sizeof *cluster);
    size_t n = 0, listed = 0;
    double threshold = hinge_wave_threshold(t->r.largest, t->r.n_total, a->alpha / t->divisor);
    if (t->p_holm <= a->alpha)
        n = hinge_find_clusters(w->statistic, w->nodes, threshold, true, cluster);
    json_t *list = hinge_put_list(a, object, "clusters");
    for (size_t i = 0; i < n; i++) {
        double p = hinge_null_share(t->r.largest, t->r.n_total, cluster[i].peak);
        if (p * t->divisor > a->alpha)
            continue;
        hinge_put_wave_cluster(a, list, &cluster[i], fmax(p * t->divisor, t->p_holm));
        listed++;
    }
    hinge_put_count(a, object, "n_clusters", listed);
}

enum hinge_status hinge_put_wave_pairs(struct hinge_analysis *a, const struct hinge_wave_pairs *p,
                                       struct hinge_error *error)
{
    size_t n = p->k * (p->k - 1) / 2, at = 0;
    struct tested *t = hinge_analysis_alloc(a, n, sizeof *t);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < p->k; i++)
        for (size_t j = i + 1; j < p->k && status == HINGE_OK; j++, at++) {
            t[at].pair = hinge_level_pair(p->level, i, j);
            status = test_pair(a, p, &t[at], error);
        }
    if (status == HINGE_OK)
        status = adjust(a, t, n, error);
    json_t *object = hinge_put_object(a, a->results, "pairs");
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        char name[512];
        snprintf(name, sizeof name, "%s-%s", p->level[t[i].pair.first], p->level[t[i].pair.second]);
        json_t *one = hinge_put_object(a, object, name);
        hinge_put_count(a, one, "n", t[i].wave.n);
        HINGE_PUT_NUMBERS(a, one, {"p_max", t[i].p_max}, {"p_holm", t[i].p_holm});
        if (t[i].r.done)
            put_clusters(a, one, &t[i]);
    }
    return status;
}

/* --- pairs of groups, each with its own error --- */

struct group_pair {
    const struct hinge_wave *all;
    double *y; /* room for all curves */
    size_t *size;
    bool welch;
};

static void wave_of_groups(const void *context, size_t first, size_t second,
                           struct hinge_wave *wave)
{
    const struct group_pair *c = context;
    const struct hinge_wave *all = c->all;
    const size_t wanted[2] = {first, second};
    size_t n = 0;
    for (int k = 0; k < 2; k++) {
        size_t from = 0, size = all->group_size[wanted[k]];
        for (size_t g = 0; g < wanted[k]; g++)
            from += all->group_size[g];
        memcpy(c->y + n * all->nodes, all->y + from * all->nodes, size * all->nodes * sizeof *c->y);
        c->size[k] = size;
        n += size;
    }
    *wave = (struct hinge_wave){.design = c->welch ? HINGE_WAVE_WELCH : HINGE_WAVE_TWO_SAMPLE,
                                .n = n,
                                .nodes = all->nodes,
                                .y = c->y,
                                .n_groups = 2,
                                .group_size = c->size,
                                .two_sided = true};
}

enum hinge_status hinge_put_wave_group_pairs(struct hinge_analysis *a,
                                             const struct hinge_wave *wave,
                                             const char *const *level, struct hinge_error *error)
{
    struct group_pair c = {.all = wave,
                           .y = hinge_analysis_alloc(a, wave->n * wave->nodes, sizeof *c.y),
                           .size = hinge_analysis_alloc(a, 2, sizeof *c.size),
                           .welch = strcmp(hinge_option_text(a, "variance"), "welch") == 0};
    if (c.y == NULL || c.size == NULL)
        return hinge_analysis_no_memory(error);
    return hinge_put_wave_pairs(a,
                                &(struct hinge_wave_pairs){.level = level,
                                                           .k = wave->n_groups,
                                                           .nodes = wave->nodes,
                                                           .wave = wave_of_groups,
                                                           .context = &c},
                                error);
}
