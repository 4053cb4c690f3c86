/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions with their labels, gathered recording by recording. */
#include "report/faults/fault_pairs.h"

#include "base/memory.h"
#include "report/request/tabulation.h"

#include <stdlib.h>
#include <string.h>

enum { VERDICTS_MAX = 1024 }; /* of one recording */
enum { NOT_JUDGED = -1, NOT_USED = -2 };

static enum hinge_status add_pair(struct hinge_fault_pairs *a, size_t label,
                                  enum hinge_pair_unit unit, int tool, enum hinge_verdict observer,
                                  struct hinge_error *error)
{
    if (observer == HINGE_VERDICT_UNSURE || tool == NOT_USED)
        return HINGE_OK;
    if (a->n_pairs == a->capacity) {
        size_t room = a->capacity > 0 ? 2 * a->capacity : 256;
        struct hinge_fault_pair *grown = hinge_resize(a->pair, room, sizeof *grown);
        if (grown == NULL)
            return hinge_no_memory(error);
        a->pair = grown;
        a->capacity = room;
    }
    a->pair[a->n_pairs++] =
        (struct hinge_fault_pair){.cell = a->cells.people.person[a->person].cell,
                                  .label = label,
                                  .person = a->person,
                                  .unit = unit,
                                  .tool = tool,
                                  .observer = observer == HINGE_VERDICT_YES};
    return HINGE_OK;
}

static int state_of(const struct hinge_fault_pairs *a, size_t rep, size_t label)
{
    return a->state[rep * a->labels.n + label];
}

/* The recording as a whole: as a person has a fault, by agg.has_fault. */
static int whole_recording(const struct hinge_fault_pairs *a, size_t label)
{
    size_t judged = 0, found = 0, used = 0;
    for (size_t r = 0; r < a->reps && r < VERDICTS_MAX; r++) {
        int state = state_of(a, r, label);
        used += state != NOT_USED;
        judged += state >= 0;
        found += state >= 2;
    }
    if (judged == 0)
        return used > 0 ? NOT_JUDGED : NOT_USED;
    return (double)found / (double)judged >= a->has_fault;
}

static enum hinge_status close_recording(struct hinge_fault_pairs *a, struct hinge_error *error)
{
    enum hinge_verdict verdict[VERDICTS_MAX];
    enum hinge_status status = HINGE_OK;
    bool miscounted = false;
    size_t n;
    if (a->trial == SIZE_MAX || a->person == SIZE_MAX)
        return HINGE_OK;
    for (size_t l = 0; status == HINGE_OK && l < a->labels.n; l++) {
        status = hinge_fault_labels_read(a->tab, a->labels.column[l], a->trial, verdict,
                                         VERDICTS_MAX, &n, error);
        if (status != HINGE_OK || n == 0)
            continue;
        if (n == 1 && a->reps > 1)
            status =
                add_pair(a, l, HINGE_PAIR_RECORDINGS, whole_recording(a, l), verdict[0], error);
        else if (n != a->reps || n > VERDICTS_MAX)
            miscounted = true;
        else
            for (size_t r = 0; status == HINGE_OK && r < n; r++) {
                int state = state_of(a, r, l);
                status = add_pair(a, l, HINGE_PAIR_REPETITIONS, state < 0 ? state : state >= 2,
                                  verdict[r], error);
            }
    }
    a->miscounted += miscounted;
    return status;
}

static enum hinge_status open_recording(struct hinge_fault_pairs *a, size_t person,
                                        struct hinge_error *error)
{
    enum hinge_status status = close_recording(a, error);
    double reps = hinge_table_number(&a->tab->trials, "reps", a->stream.trial),
           manual = hinge_table_number(&a->tab->trials, "rejected_manual", a->stream.trial);
    reps += manual > 0 ? manual : 0; /* their numbers stay, and so do their verdicts */
    a->trial = a->stream.trial;
    a->person = person;
    a->reps = reps > 0 ? (size_t)reps : 0;
    memset(a->state, NOT_USED, VERDICTS_MAX * a->labels.n);
    return status;
}

static enum hinge_status add_rep(struct hinge_fault_pairs *a, struct hinge_error *error)
{
    const struct hinge_rep_stream *stream = &a->stream;
    bool counts;
    enum hinge_status status = hinge_cells_enter(&a->cells, &counts, error);
    if (status == HINGE_OK && (stream->trial != a->trial || a->cells.person != a->person))
        status = open_recording(a, a->cells.person, error);
    if (status != HINGE_OK || !counts)
        return status;
    double rep = hinge_rep_values(stream, a->rep_array)[0];
    for (size_t l = 0; rep >= 1 && rep <= VERDICTS_MAX && l < a->labels.n; l++)
        a->state[((size_t)rep - 1) * a->labels.n + l] =
            (signed char)hinge_fault_state_at(&a->arrays, stream, a->labels.fault[l]);
    return HINGE_OK;
}

enum hinge_status hinge_fault_pairs_init(struct hinge_fault_pairs *a, struct hinge_error *error)
{
    struct hinge_tabulation *tab = a->tab;
    a->has_fault = hinge_tab_parameter(tab, "agg.has_fault");
    a->trial = a->person = SIZE_MAX;
    enum hinge_status status = hinge_rep_stream_init(&a->stream, tab, error);
    if (status == HINGE_OK)
        status = hinge_fault_arrays_want(&a->arrays, &a->stream, error);
    hinge_rep_stream_want(&a->stream, "rep", 1, &a->rep_array);
    if (status == HINGE_OK)
        status = hinge_fault_labels_find(&a->labels, &a->arrays, tab, error);
    if (status == HINGE_OK)
        status = hinge_cells_init(&a->cells, &a->stream, tab->request->by, 1, error);
    if (status != HINGE_OK)
        return status;
    a->state = hinge_alloc(VERDICTS_MAX * a->labels.n, sizeof *a->state);
    return a->state == NULL ? hinge_no_memory(error) : HINGE_OK;
}

void hinge_fault_pairs_clear(struct hinge_fault_pairs *a)
{
    hinge_cells_clear(&a->cells);
    hinge_rep_stream_clear(&a->stream);
    free(a->pair);
    free(a->state);
    *a = (struct hinge_fault_pairs){0};
}

enum hinge_status hinge_fault_pairs_read(struct hinge_fault_pairs *a, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    while (hinge_rep_stream_next(&a->stream, &status, error))
        status = add_rep(a, error);
    if (status == HINGE_OK)
        status = close_recording(a, error);
    if (status == HINGE_OK)
        status = hinge_cohort_finish(&a->cells.people, error);
    return status;
}
