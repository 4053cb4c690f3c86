/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complete participants x conditions. */
#include "stats/people/pairs.h"

#include "people/order.h"

#include <math.h>

/* Of one participant the values, which are all there is. */
static void put_single(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    json_t *conditions = hinge_put_object(a, a->results, "conditions");
    for (size_t c = 0; c < p->k; c++) {
        json_t *object = hinge_put_object(a, conditions, p->sample.factor[0].level[c]);
        hinge_put_count(a, object, "n", 1);
        hinge_put_number(a, object, "mean", p->value[c]);
    }
}

static enum hinge_status keep_complete(struct hinge_analysis *a, struct hinge_pairs *p, bool binary,
                                       struct hinge_error *error)
{
    size_t people = p->cells.n_participants, lost = 0;
    p->k = p->cells.n_cells;
    p->value = hinge_analysis_alloc(a, people * p->k, sizeof *p->value);
    p->who = hinge_analysis_alloc(a, 2 * people, sizeof *p->who);
    uint32_t *incomplete = p->who + people;
    for (size_t i = 0; i < people; i++) {
        size_t present = 0;
        for (size_t c = 0; c < p->k; c++) {
            double value = p->cells.value[i * p->k + c];
            p->value[p->n * p->k + c] = value;
            present += isnan(value) ? 0 : 1;
            p->repeated = p->repeated || p->cells.count[i * p->k + c] > 1;
        }
        for (size_t c = 0; c < p->k; c++)
            hinge_exclude_short(&p->sample.excluded, &p->cells.enough, i * p->k + c,
                                p->sample.factor[0].name, p->sample.factor[0].level[c]);
        if (present == p->k)
            p->who[p->n++] = (uint32_t)i;
        else if (p->sample.excluded.why[i] != NULL)
            incomplete[lost++] = (uint32_t)i;
    }
    hinge_warn_incomplete(a, &p->sample, incomplete, lost, "a condition", !binary);
    hinge_sample_report(a, &p->sample, a->results);
    if (p->n == 1)
        put_single(a, p);
    if (p->n < 2)
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_FEW,
            "too few participants have all conditions of '%s': %zu, at least 2 are "
            "needed",
            p->sample.factor[0].name, p->n);
    return HINGE_OK;
}

enum hinge_status hinge_pairs_gather(struct hinge_analysis *a, bool binary, struct hinge_pairs *p,
                                     struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error, .binary = {binary}};
    *p = (struct hinge_pairs){0};
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_factor(a, &columns, "condition");
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    columns.pair_of = columns.factor[0];
    enum hinge_status status = hinge_sample_gather(a, &columns, &p->sample, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_factor *f = &p->sample.factor[0];
    status = hinge_factor_compares(a, f, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_aggregate(a, &p->sample, 0, f->code, f->n_levels, &p->cells, error);
    if (status != HINGE_OK)
        return status;
    bool ordered = hinge_option_given(a, "order");
    bool swapped = !ordered && hinge_levels_swapped(f->level[0], f->level[1]);
    p->first = swapped;
    p->second = !swapped;
    return keep_complete(a, p, binary, error);
}
