/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kenward & Roger's covariance and degrees of freedom. V = sum of g_r G_r, one g for
 * every variance and covariance of the random terms and sigma^2 for the last, is linear
 * in g. Levels that share no rows do not touch each other: all sums run over the sets
 * of levels that do, with U = [Z of the set], and V^-k = I - U D (I + K + ... ) U' by
 * Woodbury's identity, so that rows are read once. */
#include "stats/model/kenward_roger.h"

#include "stats/model/dense.h"
#include "stats/model/failure.h"
#include "stats/model/lmm_inside.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A variance (i = j) or covariance of columns of one group. */
struct entry {
    size_t group, i, j;
};

/* Levels of all groups as nodes; a set is what rows connect. */
struct sets {
    size_t n_nodes, n;
    size_t *set;   /* per node: its set; while joining, its parent */
    size_t *place; /* per node: its first column within the set */
    size_t *size;  /* per set: columns */
    size_t *start; /* n + 1: rows of each set in `order` */
    size_t *order;
    size_t *node_start, *node; /* n + 1: nodes of each set, group by group */
    size_t most;
    size_t *memory;
};

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

struct sums {
    const struct hinge_lmm *lmm;
    const struct hinge_lmm_fit *fit;
    size_t n, p;         /* entries with sigma^2; coefficients */
    struct entry *entry; /* n - 1 */
    double *trace;       /* n x n: tr(V^-1 G_r V^-1 G_s) */
    double *pr;          /* n matrices p x p: P_r */
    double *q;           /* n x n matrices p x p: Q_rs */
};

static void multiply(const double *a, const double *b, size_t n, size_t inner, size_t m,
                     double *out)
{
    memset(out, 0, n * m * sizeof *out);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < inner; k++) {
            double value = a[i * inner + k];
            for (size_t j = 0; j < m && value != 0.0; j++)
                out[i * m + j] += value * b[k * m + j];
        }
}

/* out (p x p) += c a'b, both q x p. */
static void add_cross(const double *a, const double *b, size_t q, size_t p, double c,
                      double *out)
{
    for (size_t r = 0; r < q; r++)
        for (size_t i = 0; i < p; i++)
            for (size_t j = 0; j < p && a[r * p + i] != 0.0; j++)
                out[i * p + j] += c * a[r * p + i] * b[r * p + j];
}

static double dot_trace(const double *a, const double *b, size_t n) /* tr(A B') */
{
    return hinge_dense_dot(a, b, n * n);
}

/* --- which levels share rows --- */

static size_t root_of(size_t *parent, size_t node)
{
    while (parent[node] != node)
        node = parent[node] = parent[parent[node]];
    return node;
}

static size_t first_node(const struct hinge_effects *effects, size_t g)
{
    size_t node = 0;
    for (size_t i = 0; i < g; i++)
        node += effects->group[i].levels;
    return node;
}

static void join_rows(const struct hinge_lmm *lmm, size_t *parent)
{
    const struct hinge_effects *effects = lmm->effects;
    for (size_t row = 0; row < lmm->n; row++) {
        size_t own = root_of(parent, (size_t)effects->group[0].code[row]);
        for (size_t g = 1; g < effects->n_groups; g++) {
            size_t node = first_node(effects, g) + (size_t)effects->group[g].code[row];
            parent[root_of(parent, node)] = own;
        }
    }
}

/* Sets in order of their first nodes, and the nodes' places in them. */
static void number_sets(const struct hinge_effects *effects, struct sets *sets,
                        size_t *number)
{
    for (size_t i = 0; i < sets->n_nodes; i++)
        number[i] = SIZE_MAX;
    for (size_t g = 0, node = 0; g < effects->n_groups; g++)
        for (size_t level = 0; level < effects->group[g].levels; level++, node++) {
            size_t root = root_of(sets->set, node);
            if (number[root] == SIZE_MAX)
                number[root] = sets->n++;
            sets->place[node] = sets->size[number[root]];
            sets->size[number[root]] += effects->group[g].k;
        }
    for (size_t i = 0; i < sets->n_nodes; i++)
        sets->node[i] = number[root_of(sets->set, i)];
    memcpy(sets->set, sets->node, sets->n_nodes * sizeof *sets->set);
}

static enum hinge_status find_sets(const struct hinge_lmm *lmm, struct sets *sets,
                                   struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t nodes = first_node(effects, effects->n_groups);
    sets->n_nodes = nodes;
    sets->memory = hinge_alloc(7 * nodes + 2 + lmm->n, sizeof *sets->memory);
    if (sets->memory == NULL)
        return hinge_model_nomem(error);
    sets->set = sets->memory;
    sets->place = sets->set + nodes;
    sets->size = sets->place + nodes;
    sets->start = sets->size + nodes;
    sets->node_start = sets->start + nodes + 1;
    sets->node = sets->node_start + nodes + 1;
    size_t *number = sets->node + nodes;
    sets->order = number + nodes;
    for (size_t i = 0; i < nodes; i++)
        sets->set[i] = i;
    join_rows(lmm, sets->set);
    number_sets(effects, sets, number);
    for (size_t row = 0; row < lmm->n; row++)
        sets->start[sets->set[effects->group[0].code[row]] + 1]++;
    for (size_t i = 0; i < nodes; i++)
        sets->node_start[sets->set[i] + 1]++;
    for (size_t s = 0; s < sets->n; s++) {
        sets->start[s + 1] += sets->start[s];
        sets->node_start[s + 1] += sets->node_start[s];
        sets->most = sets->size[s] > sets->most ? sets->size[s] : sets->most;
    }
    memcpy(number, sets->node_start, nodes * sizeof *number);
    for (size_t i = 0; i < nodes; i++)
        sets->node[number[sets->set[i]]++] = i;
    memcpy(number, sets->start, nodes * sizeof *number);
    for (size_t row = 0; row < lmm->n; row++)
        sets->order[number[sets->set[effects->group[0].code[row]]]++] = row;
    return HINGE_OK;
}

/* --- one set --- */

/* A = U'U and X = U'X over the set's rows. */
static void read_rows(const struct hinge_lmm *lmm, const struct sets *sets, size_t s,
                      struct set *set)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t p = lmm->p, q = set->q;
    memset(set->a, 0, q * q * sizeof *set->a);
    memset(set->x, 0, q * p * sizeof *set->x);
    for (size_t at = sets->start[s]; at < sets->start[s + 1]; at++) {
        size_t row = sets->order[at];
        for (size_t g = 0; g < effects->n_groups; g++) {
            const struct hinge_effects_group *group = &effects->group[g];
            size_t node = first_node(effects, g) + (size_t)group->code[row];
            for (size_t i = 0; i < group->k; i++) {
                size_t to = sets->place[node] + i;
                double z = group->z[row * group->k + i];
                for (size_t c = 0; c < p; c++)
                    set->x[to * p + c] += z * lmm->q[row * p + c];
                for (size_t h = 0; h < effects->n_groups; h++) {
                    const struct hinge_effects_group *other = &effects->group[h];
                    size_t of =
                        sets->place[first_node(effects, h) + (size_t)other->code[row]];
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

static void place_templates(const struct hinge_lmm *lmm, const struct sets *sets,
                            size_t s, struct set *set)
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
    multiply(set->a, set->t, q, q, q, first);
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
    multiply(set->t, first, q, q, q, second);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            set->d[i * q + j] = hinge_dense_dot(second + i * q, set->t + j * q, q);
    multiply(set->a, set->d, q, q, q, set->k);
    for (size_t i = 0; i < q * q; i++)
        set->k[i] = (i % (q + 1) == 0 ? 1.0 : 0.0) - set->k[i];
    multiply(set->k, set->a, q, q, q, set->m);
    multiply(set->k, set->m, q, q, q, set->m2);
    multiply(set->k, set->x, q, q, p, set->b);
    multiply(set->k, set->b, q, q, p, set->b2);
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

/* --- sums over sets --- */

/* Places of the levels of an entry's group within set s; returns how many. */
static size_t places(const struct hinge_lmm *lmm, const struct sets *sets, size_t s,
                     size_t group, size_t *out)
{
    size_t n = 0, before;
    for (size_t i = sets->node_start[s]; i < sets->node_start[s + 1]; i++)
        if (group_of(lmm->effects, sets->node[i], &before) == group)
            out[n++] = sets->place[sets->node[i]];
    return n;
}

/* E_r b: rows i and j of every level change places. */
static void swap_rows(const struct entry *entry, const size_t *place, size_t levels,
                      const double *b, size_t p, double *out)
{
    for (size_t l = 0; l < levels; l++)
        for (size_t c = 0; c < p; c++) {
            size_t i = place[l] + entry->i, j = place[l] + entry->j;
            out[i * p + c] = b[j * p + c];
            out[j * p + c] = b[i * p + c];
        }
}

/* tr(M E_r M E_s). */
static double entry_trace(const double *m, size_t q, const struct entry *r,
                          const size_t *at_r, size_t n_r, const struct entry *s,
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

static void add_entries(struct sums *sums, const struct sets *sets, size_t s,
                        struct set *set, size_t *place)
{
    size_t p = sums->p, q = set->q, n = sums->n, last = n - 1, pp = p * p;
    size_t counts[HINGE_EFFECTS_GROUPS], most = q;
    for (size_t g = 0; g < sums->lmm->effects->n_groups; g++)
        counts[g] = places(sums->lmm, sets, s, g, place + g * most);
    memset(set->e, 0, last * q * p * sizeof *set->e);
    for (size_t r = 0; r < last; r++) {
        const struct entry *entry = &sums->entry[r];
        double *e = set->e + r * q * p, *me = set->me + r * q * p;
        const size_t *at = place + entry->group * most;
        swap_rows(entry, at, counts[entry->group], set->b, p, e);
        multiply(set->m, e, q, q, p, me);
        add_cross(set->b, e, q, p, -1.0, sums->pr + r * pp);
        add_cross(e, set->b2, q, p, 1.0, sums->q + (r * n + last) * pp);
        for (size_t l = 0; l < counts[entry->group]; l++) {
            size_t i = at[l] + entry->i, j = at[l] + entry->j;
            sums->trace[r * n + last] +=
                (entry->i == entry->j ? 1.0 : 2.0) * set->m2[i * q + j];
        }
        for (size_t o = 0; o <= r; o++) {
            const struct entry *other = &sums->entry[o];
            add_cross(e, set->me + o * q * p, q, p, 1.0, sums->q + (r * n + o) * pp);
            sums->trace[r * n + o] +=
                entry_trace(set->m, q, entry, at, counts[entry->group], other,
                            place + other->group * most, counts[other->group]);
        }
    }
}

/* What sigma^2 adds with itself: V^-2 and V^-3 of the set less the rows' own I. */
static void add_sigma(struct sums *sums, struct set *set, double s2)
{
    size_t p = sums->p, q = set->q, n = sums->n, last = n - 1;
    double *dk = set->scratch, *sum = dk + q * q;
    multiply(set->d, set->k, q, q, q, dk);
    for (size_t i = 0; i < q * q; i++)
        sum[i] = set->d[i] + dk[i];
    sums->trace[last * n + last] -= dot_trace(sum, set->a, q) / (s2 * s2);
    multiply(sum, set->x, q, q, p, set->e); /* e is free again */
    add_cross(set->x, set->e, q, p, 1.0 / (s2 * s2), sums->pr + last * p * p);
    multiply(dk, set->k, q, q, q, set->t); /* t, too */
    for (size_t i = 0; i < q * q; i++)
        sum[i] += set->t[i];
    multiply(sum, set->x, q, q, p, set->e);
    add_cross(set->x, set->e, q, p, -1.0 / (s2 * s2 * s2),
              sums->q + (last * n + last) * p * p);
}

static enum hinge_status add_sets(struct sums *sums, const struct sets *sets,
                                  bool *done, struct hinge_error *error)
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

/* --- the sums made into tests --- */

static void list_entries(const struct hinge_effects *effects, struct entry *entry)
{
    for (size_t b = 0; b < effects->n_blocks; b++) {
        const struct hinge_effects_block *block = &effects->block[b];
        for (size_t i = 0; i < block->k; i++)
            for (size_t j = 0; j <= i; j++)
                *entry++ =
                    (struct entry){block->group, block->first + i, block->first + j};
    }
}

/* What the sums have on one side of the diagonal. */
static void fill_sides(struct sums *sums)
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

/* w = I^-1; false when its reciprocal condition is below 1e-14. `work`: n + 2 n^2. */
static bool invert_information(const double *information, size_t n, double *work,
                               double *w)
{
    double *values = work, *vectors = values + n, *scaled = vectors + n * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            scaled[i * n + j] = information[i * n + j] /
                                sqrt(information[i * n + i] * information[j * n + j]);
    if (!hinge_dense_eigen(scaled, n, values, vectors) ||
        !(values[0] > 1e-14 * values[n - 1]))
        return false;
    memset(w, 0, n * n * sizeof *w);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                w[i * n + j] += vectors[k * n + i] * vectors[k * n + j] / values[k] /
                                sqrt(information[i * n + i] * information[j * n + j]);
    return true;
}

/* work: 3 n^2 + n + 3 p^2 values. */
static void finish(struct hinge_kenward_roger *tests, struct sums *sums, double *work)
{
    size_t n = sums->n, p = sums->p, pp = p * p;
    double *information = work, *phi = work + 3 * n * n + n, *half = phi + pp;
    double *sum = half + pp;
    fill_sides(sums);
    memcpy(phi, sums->fit->vcov, pp * sizeof *phi);
    hinge_lmm_of_q(sums->lmm, phi, half);
    for (size_t r = 0; r < n; r++) {
        multiply(phi, sums->pr + r * pp, p, p, p, half);
        multiply(half, phi, p, p, p, tests->slope + r * pp);
    }
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) { /* P and Phi P Phi are symmetric */
            double both = dot_trace(tests->slope + r * pp, sums->pr + s * pp, p);
            double of_q = dot_trace(phi, sums->q + (r * n + s) * pp, p);
            information[r * n + s] = 0.5 * (sums->trace[r * n + s] - 2.0 * of_q + both);
        }
    tests->defined = invert_information(information, n, information + n * n, tests->w);
    memset(sum, 0, pp * sizeof *sum);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n && tests->defined; s++) {
            double w = tests->w[r * n + s];
            for (size_t i = 0; i < pp; i++)
                sum[i] += w * sums->q[(r * n + s) * pp + i];
            multiply(phi, sums->pr + s * pp, p, p, p, half);
            add_cross(sums->pr + r * pp, half, p, p, -w, sum); /* P_r = P_r' */
        }
    multiply(phi, sum, p, p, p, half);
    multiply(half, phi, p, p, p, sum);
    for (size_t i = 0; i < pp; i++)
        tests->vcov[i] = phi[i] + sum[i] + sum[i % p * p + i / p];
    hinge_lmm_of_x(sums->lmm, tests->vcov, half);
    for (size_t r = 0; r < n; r++)
        hinge_lmm_of_x(sums->lmm, tests->slope + r * pp, half);
}

enum hinge_status hinge_kenward_roger_build(struct hinge_kenward_roger *tests,
                                            const struct hinge_lmm *lmm,
                                            const struct hinge_lmm_fit *fit,
                                            struct hinge_error *error)
{
    size_t p = fit->p, n = fit->n_theta + 1, pp = p * p;
    struct sets sets = {.n = 0};
    struct sums sums = {.lmm = lmm, .fit = fit, .n = n, .p = p};
    bool done = false;
    *tests = (struct hinge_kenward_roger){.p = p, .n_g = n, .fit = fit};
    tests->memory = hinge_alloc(pp + n * n + n * pp, sizeof *tests->memory);
    double *memory = hinge_alloc(n * n + n * pp + n * n * pp + 3 * n * n + n + 3 * pp,
                                 sizeof *memory);
    sums.entry = hinge_alloc(n, sizeof *sums.entry);
    enum hinge_status status = HINGE_OK;
    if (tests->memory == NULL || memory == NULL || sums.entry == NULL)
        status = hinge_model_nomem(error);
    if (status == HINGE_OK)
        status = find_sets(lmm, &sets, error);
    if (status == HINGE_OK) {
        tests->vcov = tests->memory;
        tests->w = tests->vcov + pp;
        tests->slope = tests->w + n * n;
        sums.trace = memory;
        sums.pr = sums.trace + n * n;
        sums.q = sums.pr + n * pp;
        list_entries(lmm->effects, sums.entry);
        hinge_effects_template(lmm->effects, fit->theta, lmm->templates);
        status = add_sets(&sums, &sets, &done, error);
    }
    if (status == HINGE_OK && done)
        finish(tests, &sums, sums.q + n * n * pp);
    free(sets.memory);
    free(sums.entry);
    free(memory);
    return status;
}

void hinge_kenward_roger_clear(struct hinge_kenward_roger *tests)
{
    free(tests->memory);
    *tests = (struct hinge_kenward_roger){.p = 0};
}

/* Degrees of freedom and scale of q rows from Kenward and Roger's A1 and A2. */
static double approximate(double a1, double a2, double q, double *scale)
{
    double b = (a1 + 6.0 * a2) / (2.0 * q);
    double g = ((q + 1.0) * a1 - (q + 4.0) * a2) / ((q + 2.0) * a2);
    double d = 3.0 * q + 2.0 * (1.0 - g), e = 1.0 - a2 / q;
    double v0 = 1.0 + g / d * b, v1 = 1.0 - (q - g) / d * b;
    double v2 = 1.0 - (q + 2.0 - g) / d * b;
    if (fabs(v0) < 1e-10)
        v0 = 0.0;
    double rho = e / v1 * (e / v1) * v0 / v2 / q;
    double m = 4.0 + (q + 2.0) / (q * rho - 1.0);
    *scale = fabs(m - 2.0) < 0.01 ? 1.0 : m * e / (m - 2.0);
    return isfinite(m) && m >= 1.0 ? m : (double)NAN;
}

double hinge_kenward_roger_df(const struct hinge_kenward_roger *tests, const double *l)
{
    size_t p = tests->p, n = tests->n_g;
    double variance = hinge_dense_quadratic(tests->fit->vcov, l, p), sum = 0.0;
    for (size_t r = 0; r < n && tests->defined; r++)
        for (size_t s = 0; s < n; s++)
            sum += tests->w[r * n + s] *
                   hinge_dense_quadratic(tests->slope + r * p * p, l, p) *
                   hinge_dense_quadratic(tests->slope + s * p * p, l, p);
    double m = 2.0 * variance * variance / sum; /* what approximate() comes to */
    return tests->defined && isfinite(m) && m >= 1.0 ? m : (double)NAN;
}

/* out (q x q) = L A L'. */
static void sandwich(const double *l, size_t q, const double *a, size_t p, double *half,
                     double *out)
{
    multiply(l, a, q, p, p, half);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            out[i * q + j] = hinge_dense_dot(half + i * p, l + j * p, p);
}

enum hinge_status hinge_kenward_roger_f(const struct hinge_kenward_roger *tests,
                                        const double *l, size_t rows,
                                        struct hinge_f_test *out, double *scale,
                                        struct hinge_error *error)
{
    size_t p = tests->p, n = tests->n_g, q = rows, qq = q * q;
    double a1 = 0.0, a2 = 0.0, count = (double)q;
    *out = (struct hinge_f_test){(double)NAN, count, (double)NAN, (double)NAN};
    *scale = (double)NAN;
    double *memory = hinge_alloc(q * p + 3 * qq + n * qq + q, sizeof *memory);
    if (memory == NULL)
        return hinge_model_nomem(error);
    double *half = memory, *middle = half + q * p, *inverse = middle + qq;
    double *other = inverse + qq, *each = other + qq, *lb = each + n * qq;
    bool done = tests->defined && q > 0;
    if (done) {
        sandwich(l, q, tests->fit->vcov, p, half, middle);
        done = hinge_dense_cholesky(middle, q);
    }
    if (done) {
        hinge_dense_inverse(middle, q, inverse);
        for (size_t r = 0; r < n; r++) { /* (L Phi L')^-1 L Phi P_r Phi L' */
            sandwich(l, q, tests->slope + r * p * p, p, half, other);
            multiply(inverse, other, q, q, q, each + r * qq);
        }
        sandwich(l, q, tests->vcov, p, half, middle);
        done = hinge_dense_cholesky(middle, q);
    }
    if (done) {
        for (size_t r = 0; r < n; r++)
            for (size_t s = 0; s < n; s++) {
                double tr_r = 0.0, tr_s = 0.0, product = 0.0;
                for (size_t i = 0; i < q; i++) {
                    tr_r += each[r * qq + i * q + i];
                    tr_s += each[s * qq + i * q + i];
                    for (size_t j = 0; j < q; j++)
                        product += each[r * qq + i * q + j] * each[s * qq + j * q + i];
                }
                a1 += tests->w[r * n + s] * tr_r * tr_s;
                a2 += tests->w[r * n + s] * product;
            }
        for (size_t i = 0; i < q; i++)
            lb[i] = hinge_dense_dot(l + i * p, tests->fit->beta, p);
        hinge_dense_forward(middle, q, lb, 1);
        double f = hinge_dense_dot(lb, lb, q) / count;
        out->df2 = q > 1 ? approximate(a1, a2, count, scale)
                         : hinge_kenward_roger_df(tests, l);
        *scale = q > 1 ? *scale : 1.0;
        if (isfinite(out->df2)) {
            out->f = *scale * f;
            out->p = gsl_cdf_fdist_Q(out->f, count, out->df2);
        }
    }
    free(memory);
    return HINGE_OK;
}

static double model_df(const void *context, const double *l)
{
    return hinge_kenward_roger_df(context, l);
}

struct hinge_linear_model
hinge_kenward_roger_model(const struct hinge_kenward_roger *tests,
                          const struct hinge_linear_model *otherwise)
{
    return (struct hinge_linear_model){.p = tests->p,
                                       .beta = tests->fit->beta,
                                       .vcov = tests->vcov,
                                       .df = model_df,
                                       .context = tests,
                                       .otherwise = otherwise};
}
