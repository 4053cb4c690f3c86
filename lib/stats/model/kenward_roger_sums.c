/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over rows for Kenward & Roger: V = sum of g_r G_r, one g for every variance and
 * covariance of the random terms and sigma^2 for the last, is linear in g. Levels that
 * share no rows do not touch each other: all sums run over the sets of levels that do,
 * with U = [Z of the set], and V^-k = I - U D (I + K + ... ) U' by Woodbury's identity,
 * so that rows are read once. In: a fit; out: traces and matrices in the caller's
 * memory. */
#include "stats/model/kenward_roger_sums.h"

#include "stats/model/failure.h"
#include "stats/model/lmm_sets.h"
#include "stats/numbers/dense.h"

#include <stdlib.h>
#include <string.h>

/* Matrices of one set: q columns of U. */
struct set {
    size_t q;
    double *a;         /* U'U */
    double *t;         /* template, block-diagonal */
    double *d, *k, *m; /* V^-1 = (I - U d U')/s2, K = I - U'U d, m = U'V^-1 U */
    double *m2;        /* U'V^-2 U */
    double *x;         /* U'X, q x p */
    double *b, *b2;    /* U'V^-1 X, U'V^-2 X */
    double *e, *me;    /* per entry: E_r b and m E_r b, q x p each */
    double *scratch;   /* 2 q^2 */
};

/* A = U'U and X = U'X over the set's rows. */
static void read_rows(const struct hinge_lmm *lmm, const struct hinge_lmm_sets *sets,
                      size_t s, struct set *set)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t p = lmm->p, q = set->q;
    memset(set->a, 0, q * q * sizeof *set->a);
    memset(set->x, 0, q * p * sizeof *set->x);
    for (size_t at = sets->start[s]; at < sets->start[s + 1]; at++) {
        size_t row = sets->order[at];
        for (size_t g = 0; g < effects->n_groups; g++) {
            const struct hinge_effects_group *group = &effects->group[g];
            size_t node = hinge_lmm_first_node(effects, g) + (size_t)group->code[row];
            for (size_t i = 0; i < group->k; i++) {
                size_t to = sets->place[node] + i;
                double z = group->z[row * group->k + i];
                for (size_t c = 0; c < p; c++)
                    set->x[to * p + c] += z * lmm->q[row * p + c];
                for (size_t h = 0; h < effects->n_groups; h++) {
                    const struct hinge_effects_group *other = &effects->group[h];
                    size_t of = sets->place[hinge_lmm_first_node(effects, h) +
                                            (size_t)other->code[row]];
                    for (size_t j = 0; j < other->k; j++)
                        set->a[to * q + of + j] += z * other->z[row * other->k + j];
                }
            }
        }
    }
}

/* The group of a node, and how many nodes come before it. */
static size_t group_of(const struct hinge_effects *effects, size_t node, size_t *before)
{
    size_t g = 0;
    *before = 0;
    while (node - *before >= effects->group[g].levels)
        *before += effects->group[g++].levels;
    return g;
}

static void place_templates(const struct hinge_lmm *lmm,
                            const struct hinge_lmm_sets *sets, size_t s,
                            struct set *set)
{
    const struct hinge_effects *effects = lmm->effects;
    memset(set->t, 0, set->q * set->q * sizeof *set->t);
    for (size_t i = sets->node_start[s]; i < sets->node_start[s + 1]; i++) {
        size_t before, g = group_of(effects, sets->node[i], &before);
        size_t k = effects->group[g].k, at = sets->place[sets->node[i]];
        const double *t = lmm->templates;
        for (size_t h = 0; h < g; h++)
            t += effects->group[h].k * effects->group[h].k;
        for (size_t r = 0; r < k; r++)
            memcpy(set->t + (at + r) * set->q + at, t + r * k, k * sizeof *t);
    }
}

/* d = T (I + T'AT)^-1 T', K = I - A d, m = K A / s2, b = K X / s2 and so on. */
static bool invert_set(struct set *set, size_t p, double s2)
{
    size_t q = set->q;
    double *first = set->scratch, *second = first + q * q;
    hinge_dense_multiply(set->a, set->t, q, q, q, first);
    for (size_t i = 0; i < q; i++) /* second = I + T' A T */
        for (size_t j = 0; j < q; j++) {
            double sum = i == j ? 1.0 : 0.0;
            for (size_t r = 0; r < q; r++)
                sum += set->t[r * q + i] * first[r * q + j];
            second[i * q + j] = sum;
        }
    if (!hinge_dense_cholesky(second, q))
        return false;
    hinge_dense_inverse(second, q, first);
    hinge_dense_multiply(set->t, first, q, q, q, second);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            set->d[i * q + j] = hinge_dense_dot(second + i * q, set->t + j * q, q);
    hinge_dense_multiply(set->a, set->d, q, q, q, set->k);
    for (size_t i = 0; i < q * q; i++)
        set->k[i] = (i % (q + 1) == 0 ? 1.0 : 0.0) - set->k[i];
    hinge_dense_multiply(set->k, set->a, q, q, q, set->m);
    hinge_dense_multiply(set->k, set->m, q, q, q, set->m2);
    hinge_dense_multiply(set->k, set->x, q, q, p, set->b);
    hinge_dense_multiply(set->k, set->b, q, q, p, set->b2);
    for (size_t i = 0; i < q * q; i++) {
        set->m[i] /= s2;
        set->m2[i] /= s2 * s2;
    }
    for (size_t i = 0; i < q * p; i++) {
        set->b[i] /= s2;
        set->b2[i] /= s2 * s2;
    }
    return true;
}

/* Places of the levels of an entry's group within set s; returns how many. */
static size_t places(const struct hinge_lmm *lmm, const struct hinge_lmm_sets *sets,
                     size_t s, size_t group, size_t *out)
{
    size_t n = 0, before;
    for (size_t i = sets->node_start[s]; i < sets->node_start[s + 1]; i++)
        if (group_of(lmm->effects, sets->node[i], &before) == group)
            out[n++] = sets->place[sets->node[i]];
    return n;
}

/* E_r b: rows i and j of every level change places. */
static void swap_rows(const struct hinge_variance_entry *entry, const size_t *place,
                      size_t levels, const double *b, size_t p, double *out)
{
    for (size_t l = 0; l < levels; l++)
        for (size_t c = 0; c < p; c++) {
            size_t i = place[l] + entry->i, j = place[l] + entry->j;
            out[i * p + c] = b[j * p + c];
            out[j * p + c] = b[i * p + c];
        }
}

/* tr(M E_r M E_s). */
static double entry_trace(const double *m, size_t q,
                          const struct hinge_variance_entry *r, const size_t *at_r,
                          size_t n_r, const struct hinge_variance_entry *s,
                          const size_t *at_s, size_t n_s)
{
    double sum = 0.0;
    bool two_r = r->i != r->j, two_s = s->i != s->j;
    for (size_t l = 0; l < n_r; l++)
        for (size_t h = 0; h < n_s; h++) {
            size_t a = at_r[l] + r->i, b = at_r[l] + r->j;
            size_t c = at_s[h] + s->i, d = at_s[h] + s->j;
            double same = m[d * q + a] * m[b * q + c]; /* and its mirror image */
            double turned = m[c * q + a] * m[b * q + d];
            sum += two_r && two_s   ? 2.0 * (same + turned)
                   : two_r || two_s ? same + turned
                                    : same;
        }
    return sum;
}

static void add_entries(struct hinge_kenward_roger_sums *sums,
                        const struct hinge_lmm_sets *sets, size_t s, struct set *set,
                        size_t *place)
{
    size_t p = sums->p, q = set->q, n = sums->n, last = n - 1, pp = p * p;
    size_t counts[HINGE_EFFECTS_GROUPS], most = q;
    for (size_t g = 0; g < sums->lmm->effects->n_groups; g++)
        counts[g] = places(sums->lmm, sets, s, g, place + g * most);
    memset(set->e, 0, last * q * p * sizeof *set->e);
    for (size_t r = 0; r < last; r++) {
        const struct hinge_variance_entry *entry = &sums->entry[r];
        double *e = set->e + r * q * p, *me = set->me + r * q * p;
        const size_t *at = place + entry->group * most;
        swap_rows(entry, at, counts[entry->group], set->b, p, e);
        hinge_dense_multiply(set->m, e, q, q, p, me);
        hinge_dense_add_cross(set->b, e, q, p, -1.0, sums->pr + r * pp);
        hinge_dense_add_cross(e, set->b2, q, p, 1.0, sums->q + (r * n + last) * pp);
        for (size_t l = 0; l < counts[entry->group]; l++) {
            size_t i = at[l] + entry->i, j = at[l] + entry->j;
            sums->trace[r * n + last] +=
                (entry->i == entry->j ? 1.0 : 2.0) * set->m2[i * q + j];
        }
        for (size_t o = 0; o <= r; o++) {
            const struct hinge_variance_entry *other = &sums->entry[o];
            hinge_dense_add_cross(e, set->me + o * q * p, q, p, 1.0,
                                  sums->q + (r * n + o) * pp);
            sums->trace[r * n + o] +=
                entry_trace(set->m, q, entry, at, counts[entry->group], other,
                            place + other->group * most, counts[other->group]);
        }
    }
}

/* What sigma^2 adds with itself: V^-2 and V^-3 of the set less the rows' own I. */
static void add_sigma(struct hinge_kenward_roger_sums *sums, struct set *set, double s2)
{
    size_t p = sums->p, q = set->q, n = sums->n, last = n - 1;
    double *dk = set->scratch, *sum = dk + q * q;
    hinge_dense_multiply(set->d, set->k, q, q, q, dk);
    for (size_t i = 0; i < q * q; i++)
        sum[i] = set->d[i] + dk[i];
    sums->trace[last * n + last] -= hinge_dense_dot(sum, set->a, q * q) / (s2 * s2);
    hinge_dense_multiply(sum, set->x, q, q, p, set->e); /* e is free again */
    hinge_dense_add_cross(set->x, set->e, q, p, 1.0 / (s2 * s2),
                          sums->pr + last * p * p);
    hinge_dense_multiply(dk, set->k, q, q, q, set->t); /* t, too */
    for (size_t i = 0; i < q * q; i++)
        sum[i] += set->t[i];
    hinge_dense_multiply(sum, set->x, q, q, p, set->e);
    hinge_dense_add_cross(set->x, set->e, q, p, -1.0 / (s2 * s2 * s2),
                          sums->q + (last * n + last) * p * p);
}

static enum hinge_status add_sets(struct hinge_kenward_roger_sums *sums,
                                  const struct hinge_lmm_sets *sets, bool *done,
                                  struct hinge_error *error)
{
    const struct hinge_lmm *lmm = sums->lmm;
    size_t p = sums->p, q = sets->most, n = sums->n, last = n - 1;
    double s2 = sums->fit->sigma * sums->fit->sigma;
    size_t numbers = 8 * q * q + 3 * q * p + 2 * n * q * p;
    double *memory = hinge_alloc(numbers, sizeof *memory);
    size_t *place = hinge_alloc(HINGE_EFFECTS_GROUPS * q, sizeof *place);
    *done = memory != NULL && place != NULL;
    for (size_t s = 0; s < sets->n && *done; s++) {
        size_t own = sets->size[s];
        double *at = memory;
        struct set set = {.q = own};
        double **square[] = {&set.a, &set.t, &set.d, &set.k, &set.m, &set.m2};
        double **tall[] = {&set.x, &set.b, &set.b2};
        for (size_t i = 0; i < 6; i++, at += own * own)
            *square[i] = at;
        set.scratch = at;
        at += 2 * own * own;
        for (size_t i = 0; i < 3; i++, at += own * p)
            *tall[i] = at;
        set.e = at;
        set.me = at + n * own * p;
        read_rows(lmm, sets, s, &set);
        place_templates(lmm, sets, s, &set);
        *done = invert_set(&set, p, s2);
        if (*done) {
            add_entries(sums, sets, s, &set, place);
            add_sigma(sums, &set, s2);
        }
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            double xx = lmm->cross[i * lmm->m + j];
            sums->pr[last * p * p + i * p + j] -= xx / (s2 * s2);
            sums->q[(last * n + last) * p * p + i * p + j] += xx / (s2 * s2 * s2);
        }
    sums->trace[last * n + last] += (double)lmm->n / (s2 * s2);
    bool memory_failed = memory == NULL || place == NULL;
    free(place);
    free(memory);
    return memory_failed ? hinge_model_nomem(error) : HINGE_OK;
}

static void list_entries(const struct hinge_effects *effects,
                         struct hinge_variance_entry *entry)
{
    for (size_t b = 0; b < effects->n_blocks; b++) {
        const struct hinge_effects_block *block = &effects->block[b];
        for (size_t i = 0; i < block->k; i++)
            for (size_t j = 0; j <= i; j++)
                *entry++ = (struct hinge_variance_entry){block->group, block->first + i,
                                                         block->first + j};
    }
}

/* What the sums have on one side of the diagonal. */
static void fill_sides(struct hinge_kenward_roger_sums *sums)
{
    size_t n = sums->n, p = sums->p, last = n - 1;
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < r; s++) {
            size_t from = r == last ? s * n + r : r * n + s;
            size_t to = r == last ? r * n + s : s * n + r;
            sums->trace[to] = sums->trace[from];
            for (size_t i = 0; i < p; i++)
                for (size_t j = 0; j < p; j++)
                    sums->q[to * p * p + i * p + j] = sums->q[from * p * p + j * p + i];
        }
}
size_t hinge_kenward_roger_sums_size(size_t n, size_t p)
{
    return n * n + n * p * p + n * n * p * p;
}

enum hinge_status hinge_kenward_roger_add(struct hinge_kenward_roger_sums *sums,
                                          double *memory, bool *done,
                                          struct hinge_error *error)
{
    const struct hinge_lmm *lmm = sums->lmm;
    size_t n = sums->n, p = sums->p;
    struct hinge_lmm_sets sets = {.n = 0};
    *done = false;
    sums->trace = memory;
    sums->pr = sums->trace + n * n;
    sums->q = sums->pr + n * p * p;
    sums->entry = hinge_alloc(n, sizeof *sums->entry);
    enum hinge_status status = sums->entry == NULL
                                   ? hinge_model_nomem(error)
                                   : hinge_lmm_sets_find(lmm, &sets, error);
    if (status == HINGE_OK) {
        list_entries(lmm->effects, sums->entry);
        hinge_effects_template(lmm->effects, sums->fit->theta, lmm->templates);
        status = add_sets(sums, &sets, done, error);
        fill_sides(sums);
    }
    hinge_lmm_sets_clear(&sets);
    free(sums->entry);
    sums->entry = NULL;
    return status;
}
