/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveforms of participants. */
#include "stats/wave/curves.h"

#include "people/nest.h"
#include "stats/people/left_out.h"
#include "stats/people/pooled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAPS "a curve has no value at an end or at more than 5 %% of its nodes"

struct node {
    long place; /* the number behind the prefix */
    size_t column;
};

static int compare_nodes(const void *a, const void *b)
{
    long x = ((const struct node *)a)->place, y = ((const struct node *)b)->place;
    return (x > y) - (x < y);
}

/* Columns named prefix + digits, by their number. */
static enum hinge_status find_nodes(struct hinge_analysis *a, struct node **node, size_t *n,
                                    struct hinge_error *error)
{
    const char *prefix = hinge_option_text(a, "nodes_prefix");
    size_t length = strlen(prefix);
    *n = 0;
    *node = hinge_analysis_alloc(a, a->table->n_columns, sizeof **node);
    for (size_t c = 0; c < a->table->n_columns; c++) {
        const char *name = a->table->column[c].name, *digits = name + length;
        if (strncmp(name, prefix, length) != 0 || *digits == '\0' || strlen(digits) > 6 ||
            digits[strspn(digits, "0123456789")] != '\0')
            continue;
        if (a->table->column[c].type != HINGE_COLUMN_NUMBER)
            return hinge_analysis_fail(a, error, HINGE_E_NOT_NUMERIC, "column '%s' is not numeric",
                                       name);
        (*node)[(*n)++] = (struct node){strtol(digits, NULL, 10), c};
    }
    if (*n < 3)
        return hinge_analysis_fail(
            a, error, HINGE_E_NO_COLUMN,
            "%s: %zu waveform column(s) %s000, %s001, ...; at least "
            "3 are needed (option nodes_prefix; of a results file name a curve)",
            a->table_name, *n, prefix, prefix);
    qsort(*node, *n, sizeof **node, compare_nodes);
    for (size_t k = 0; k < *n; k++)
        if ((*node)[k].place != (*node)[0].place + (long)k)
            return hinge_analysis_fail(a, error, HINGE_E_NO_COLUMN,
                                       "%s: waveform column %s%03ld is missing", a->table_name,
                                       prefix, (*node)[0].place + (long)k);
    return HINGE_OK;
}

enum hinge_status hinge_curves_gather(struct hinge_analysis *a, struct hinge_columns *columns,
                                      struct hinge_curves *c, struct hinge_error *error)
{
    *c = (struct hinge_curves){0};
    columns->trial = hinge_option_text(a, "trial");
    hinge_columns_participant(a, columns);
    return hinge_sample_gather(a, columns, &c->sample, error);
}

/* Fills gaps inside a curve; false when it has to be left out. */
static bool mend(double *y, size_t nodes)
{
    size_t missing = 0;
    for (size_t q = 0; q < nodes; q++)
        missing += isnan(y[q]) ? 1 : 0;
    if (isnan(y[0]) || isnan(y[nodes - 1]) || (double)missing > 0.05 * (double)nodes)
        return false;
    for (size_t q = 1; q < nodes && missing > 0; q++) {
        if (!isnan(y[q]))
            continue;
        size_t end = q;
        while (isnan(y[end]))
            end++;
        double from = y[q - 1], slope = (y[end] - from) / (double)(end - q + 1);
        for (size_t k = q; k < end; k++)
            y[k] = from + slope * (double)(k - q + 1);
    }
    return true;
}

static void warn_dropped(struct hinge_analysis *a, const struct hinge_sample *s,
                         const uint32_t *dropped, size_t n)
{
    if (n == 0)
        return;
    json_t *detail = json_object();
    json_t *ids = hinge_put_list(a, detail, "participants");
    for (size_t i = 0; i < n; i++)
        hinge_append_text(a, ids, s->participant_name ? s->participant_name[dropped[i]] : "");
    hinge_analysis_warn(a, detail, "W_MISSING_NODES",
                        "%zu curve(s) without a value at an end or at more than 5 %% "
                        "of their nodes were excluded",
                        n);
}

/* A used row: whose it is, and of which trial (its own place where there is none). */
struct curve_row {
    size_t slot, trial, row;
};

static int compare_rows(const void *a, const void *b)
{
    const struct curve_row *x = a, *y = b;
    if (x->slot != y->slot)
        return x->slot > y->slot ? 1 : -1;
    if (x->trial != y->trial)
        return x->trial > y->trial ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

/* The used rows by slot and trial. A repetition without any value of the curve is none
 * of those that a person needs. */
static struct curve_row *sort_rows(struct hinge_analysis *a, const struct hinge_curves *c,
                                   const struct node *node, const uint32_t *cell, size_t n_cells,
                                   struct hinge_enough *enough)
{
    const struct hinge_sample *s = &c->sample;
    struct curve_row *row = hinge_analysis_alloc(a, s->n, sizeof *row);
    for (size_t i = 0; i < s->n; i++) {
        bool some = false;
        row[i] = (struct curve_row){s->participant[i] * n_cells + (cell ? cell[i] : 0),
                                    s->trial != NULL ? s->trial[i] : i, s->row[i]};
        for (size_t q = 0; q < c->nodes && !some; q++)
            some = !isnan(a->table->column[node[q].column].number[s->row[i]]);
        enough->used[row[i].slot] -= some ? 0 : 1;
    }
    qsort(row, s->n, sizeof *row, compare_rows);
    return row;
}

/* Mean of trial means at each node of the rows of a slot, row[from] up to row[to] into
 * y. */
static void average(const struct hinge_analysis *a, const struct node *node, size_t nodes,
                    const struct curve_row *row, size_t from, size_t to, double *y)
{
    for (size_t q = 0; q < nodes; q++) {
        const double *value = a->table->column[node[q].column].number;
        struct hinge_nest nest = {.reps = 0};
        for (size_t i = from, end; i < to; i = end) {
            struct hinge_mean own = {.n = 0};
            for (end = i; end < to && row[end].trial == row[i].trial; end++)
                if (!isnan(value[row[end].row]))
                    hinge_mean_add(&own, value[row[end].row]);
            hinge_nest_close(&nest, &own);
        }
        y[q] = hinge_nest_mean(&nest);
    }
}

/* A cell of a participant has no curve: too few repetitions, or one with gaps. */
static void leave_out(struct hinge_sample *s, const struct hinge_enough *enough, size_t slot)
{
    if (hinge_is_enough(enough, slot))
        hinge_exclude(&s->excluded, slot / enough->n_cells, GAPS);
    else
        hinge_exclude_short(&s->excluded, enough, slot, NULL, NULL);
}

/* Those without a curve in any cell; who has enough repetitions somewhere has gaps. */
static void leave_out_without(const struct hinge_curves *c, struct hinge_sample *s,
                              const struct hinge_enough *enough)
{
    hinge_exclude_nowhere(&s->excluded, enough);
    for (size_t p = 0, i = 0; p < s->n_participants; p++) {
        bool some = false;
        for (; i < c->n && c->who[i] == p; i++)
            some = true;
        for (size_t k = 0; k < enough->n_cells && !some; k++)
            if (hinge_is_enough(enough, p * enough->n_cells + k))
                leave_out(s, enough, p * enough->n_cells + k);
    }
}

enum hinge_status hinge_curves_average(struct hinge_analysis *a, struct hinge_curves *c,
                                       const uint32_t *cell, size_t n_cells, bool paired,
                                       struct hinge_error *error)
{
    struct node *node;
    struct hinge_sample *s = &c->sample;
    struct hinge_enough enough;
    enum hinge_status status = find_nodes(a, &node, &c->nodes, error);
    if (status == HINGE_OK)
        status = hinge_enough_count(a, s, cell, n_cells, &enough, error);
    if (status == HINGE_OK)
        status = hinge_pooled_warn(a, s, cell, n_cells, error);
    if (status != HINGE_OK)
        return status;
    size_t slots = s->n_participants * n_cells, nodes = c->nodes, dropped = 0;
    struct curve_row *row = sort_rows(a, c, node, cell, n_cells, &enough);
    c->y = hinge_analysis_alloc(a, slots * nodes, sizeof *c->y);
    c->who = hinge_analysis_alloc(a, 3 * slots, sizeof *c->who);
    c->cell = c->who + slots;
    uint32_t *lost = c->cell + slots;
    for (size_t slot = 0, from = 0, to = 0; slot < slots; slot++, from = to) {
        while (to < s->n && row[to].slot == slot)
            to++;
        if (from == to || !hinge_is_enough(&enough, slot)) {
            if (paired)
                leave_out(s, &enough, slot);
            continue;
        }
        double *y = c->y + c->n * nodes; /* a curve that is not kept is written over */
        average(a, node, nodes, row, from, to, y);
        if (mend(y, nodes)) {
            c->who[c->n] = (uint32_t)(slot / n_cells);
            c->cell[c->n++] = (uint32_t)(slot % n_cells);
        } else {
            lost[dropped++] = (uint32_t)(slot / n_cells);
            if (paired)
                leave_out(s, &enough, slot);
        }
    }
    if (!paired)
        leave_out_without(c, s, &enough);
    warn_dropped(a, s, lost, dropped);
    hinge_put_count(a, a->results, "n_nodes", nodes);
    hinge_put_count(a, a->results, "n_curves_dropped", dropped);
    return HINGE_OK;
}

enum hinge_status hinge_curves_rows(struct hinge_analysis *a, struct hinge_curves *c,
                                    const uint32_t *cell, struct hinge_error *error)
{
    struct node *node;
    struct hinge_sample *s = &c->sample;
    enum hinge_status status = find_nodes(a, &node, &c->nodes, error);
    if (status != HINGE_OK)
        return status;
    size_t nodes = c->nodes, dropped = 0;
    c->y = hinge_analysis_alloc(a, s->n * nodes, sizeof *c->y);
    c->who = hinge_analysis_alloc(a, 3 * s->n, sizeof *c->who);
    c->trial = hinge_analysis_alloc(a, s->n, sizeof *c->trial);
    bool *some = hinge_analysis_alloc(a, s->n_participants, sizeof *some);
    c->cell = c->who + s->n;
    uint32_t *lost = c->cell + s->n;
    for (size_t i = 0; i < s->n; i++) {
        double *y = c->y + c->n * nodes;
        for (size_t q = 0; q < nodes; q++)
            y[q] = a->table->column[node[q].column].number[s->row[i]];
        if (!mend(y, nodes)) {
            lost[dropped++] = s->participant[i];
            continue;
        }
        c->who[c->n] = s->participant[i];
        some[s->participant[i]] = true;
        c->trial[c->n] = s->trial != NULL ? s->trial[i] : i;
        c->cell[c->n++] = cell != NULL ? cell[i] : 0;
    }
    for (size_t i = 0; i < dropped; i++)
        if (!some[lost[i]])
            hinge_exclude(&s->excluded, lost[i], GAPS);
    warn_dropped(a, s, lost, dropped);
    hinge_put_count(a, a->results, "n_nodes", nodes);
    hinge_put_count(a, a->results, "n_curves_dropped", dropped);
    return HINGE_OK;
}
