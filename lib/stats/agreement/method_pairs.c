/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/method_pairs.h"

#include <math.h>
#include <stdlib.h>

static void make_room(struct hinge_analysis *a, struct hinge_method_pairs *x)
{
    size_t n = x->sample.n;
    x->first = hinge_analysis_alloc(a, 2 * n, sizeof *x->first);
    x->who = hinge_analysis_alloc(a, n, sizeof *x->who);
    x->second = x->first + n;
}

static void add(struct hinge_method_pairs *x, double first, double second, uint32_t who)
{
    x->first[x->n] = first;
    x->second[x->n] = second;
    x->who[x->n++] = who;
}

/* One pair per participant, of aggregated values. */
static enum hinge_status pair_people(struct hinge_analysis *a, struct hinge_method_pairs *x,
                                     struct hinge_error *error)
{
    enum hinge_status status =
        hinge_aggregate(a, &x->sample, 0, x->sample.factor[0].code, 2, &x->cells, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_cells *cells = &x->cells;
    uint32_t *lost = hinge_analysis_alloc(a, cells->n_participants, sizeof *lost);
    size_t n_lost = 0;
    for (size_t p = 0; p < cells->n_participants; p++) {
        double one = cells->value[2 * p + x->first_level],
               two = cells->value[2 * p + 1 - x->first_level];
        for (size_t c = 0; c < 2; c++)
            hinge_exclude_short(&x->sample.excluded, &cells->enough, 2 * p + c,
                                x->sample.factor[0].name, x->sample.factor[0].level[c]);
        if (!isnan(one) && !isnan(two))
            add(x, one, two, (uint32_t)p);
        else if (x->sample.excluded.why[p] != NULL)
            lost[n_lost++] = (uint32_t)p;
    }
    hinge_warn_incomplete(a, &x->sample, lost, n_lost, "a method", false);
    return HINGE_OK;
}

struct key {
    uint32_t who, trial, rep, method;
    size_t at;
};

static int compare_keys(const void *a, const void *b)
{
    const uint32_t *x = &((const struct key *)a)->who, *y = &((const struct key *)b)->who;
    for (int i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] > y[i] ? 1 : -1;
    return 0;
}

static bool is_same_repetition(const struct key *p, const struct key *q)
{
    return p->who == q->who && p->trial == q->trial && p->rep == q->rep;
}

/* Two rows of one repetition by one method: which belongs to the other's is unknown. */
static enum hinge_status refuse_ambiguous(struct hinge_analysis *a, const struct hinge_sample *s,
                                          const struct key *key, struct hinge_error *error)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        if (is_same_repetition(&key[i], &key[i + 1]) && key[i].method == key[i + 1].method)
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "'%s' has several rows of %s '%s' with %s '%s'%s%s: a pair is one of "
                "each "
                "method; name the column of the trial (trial) or choose rows by filter",
                s->participant_name ? s->participant_name[key[i].who] : "", s->factor[1].name,
                s->factor[1].level[key[i].rep], s->factor[0].name,
                s->factor[0].level[key[i].method], s->trial ? " in one " : "",
                s->trial ? hinge_option_text(a, "trial") : "");
    return HINGE_OK;
}

/* A pair per repetition: rows that share participant, trial and repetition. */
static enum hinge_status pair_repetitions(struct hinge_analysis *a, struct hinge_method_pairs *x,
                                          struct hinge_error *error)
{
    const struct hinge_sample *s = &x->sample;
    struct key *key = hinge_analysis_alloc(a, s->n, sizeof *key);
    for (size_t i = 0; i < s->n; i++)
        key[i] = (struct key){s->participant[i], s->trial ? s->trial[i] : 0, s->factor[1].code[i],
                              s->factor[0].code[i], i};
    qsort(key, s->n, sizeof *key, compare_keys);
    enum hinge_status status = refuse_ambiguous(a, s, key, error);
    for (size_t i = 0; i + 1 < s->n && status == HINGE_OK; i++) {
        const struct key *p = &key[i], *q = &key[i + 1];
        if (!is_same_repetition(p, q))
            continue;
        double one = s->number[0][p->at], two = s->number[0][q->at];
        add(x, x->first_level == 0 ? one : two, x->first_level == 0 ? two : one, p->who);
        i++;
    }
    size_t alone = s->n - 2 * x->n;
    if (status == HINGE_OK && alone > 0)
        hinge_analysis_warn(a, NULL, "W_INCOMPLETE_PAIRS",
                            "%zu repetition(s) without a value of one of the methods were excluded",
                            alone);
    return status;
}

enum hinge_status hinge_method_pairs_read(struct hinge_analysis *a, bool repeated,
                                          struct hinge_method_pairs *x, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    *x = (struct hinge_method_pairs){0};
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_factor(a, &columns, "method");
    hinge_columns_participant(a, &columns);
    if (repeated) {
        hinge_columns_factor(a, &columns, "rep");
        columns.trial = hinge_option_text(a, "trial");
    } else {
        hinge_columns_means(a, &columns);
    }
    columns.pair_of = columns.factor[0];
    enum hinge_status status = hinge_sample_gather(a, &columns, &x->sample, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_factor *f = &x->sample.factor[0];
    status = hinge_factor_compares(a, f, error);
    if (status != HINGE_OK)
        return status;
    if (f->n_levels > 2)
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_MANY_LEVELS,
            "'%s' has %zu levels; two methods are compared: name them with order", f->name,
            f->n_levels);
    x->first_level = hinge_option_given(a, "order") ? 0 : 1; /* last minus first level */
    x->first_name = f->level[x->first_level];
    x->second_name = f->level[1 - x->first_level];
    make_room(a, x);
    status = repeated ? pair_repetitions(a, x, error) : pair_people(a, x, error);
    return status;
}
