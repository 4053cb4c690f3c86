/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which levels of a mixed model share rows: levels are nodes, rows join them. In: a
 * model's effects; out: struct hinge_lmm_sets, owned by the caller. */
#include "stats/model/lmm_sets.h"

#include "stats/model/failure.h"

#include <stdlib.h>
#include <string.h>

static size_t root_of(size_t *parent, size_t node)
{
    while (parent[node] != node)
        node = parent[node] = parent[parent[node]];
    return node;
}

size_t hinge_lmm_first_node(const struct hinge_effects *effects, size_t g)
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
            size_t node =
                hinge_lmm_first_node(effects, g) + (size_t)effects->group[g].code[row];
            parent[root_of(parent, node)] = own;
        }
    }
}

/* Sets in order of their first nodes, and the nodes' places in them. */
static void number_sets(const struct hinge_effects *effects,
                        struct hinge_lmm_sets *sets, size_t *number)
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

enum hinge_status hinge_lmm_sets_find(const struct hinge_lmm *lmm,
                                      struct hinge_lmm_sets *sets,
                                      struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t nodes = hinge_lmm_first_node(effects, effects->n_groups);
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
void hinge_lmm_sets_clear(struct hinge_lmm_sets *sets)
{
    free(sets->memory);
    *sets = (struct hinge_lmm_sets){.n = 0};
}
