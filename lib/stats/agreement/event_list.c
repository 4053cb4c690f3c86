/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/event_list.h"

#include "stats/people/filter.h"
#include "stats/people/named_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *rater_column(const struct hinge_analysis *a)
{
    const char *name = hinge_option_text(a, "rater");
    return name != NULL ? name : "rater";
}

static int compare_events(const void *a, const void *b)
{
    const struct hinge_event *x = a, *y = b;
    if (x->rater != y->rater)
        return x->rater > y->rater ? 1 : -1;
    if (x->recording != y->recording)
        return x->recording > y->recording ? 1 : -1;
    if (x->kind != y->kind)
        return x->kind > y->kind ? 1 : -1;
    return (x->t_s > y->t_s) - (x->t_s < y->t_s);
}

static enum hinge_status read_labels(struct hinge_analysis *a, const char *name,
                                     const size_t *row, size_t n,
                                     enum hinge_label_order order,
                                     struct hinge_labels *labels,
                                     struct hinge_error *error)
{
    size_t column;
    enum hinge_status status = hinge_analysis_column(a, name, &column, error);
    return status == HINGE_OK
               ? hinge_labels_find(a, column, row, n, order, labels, error)
               : status;
}

static enum hinge_status find_detector(struct hinge_analysis *a,
                                       struct hinge_event_list *list,
                                       struct hinge_error *error)
{
    const char *name = hinge_option_text(a, "found");
    for (uint32_t r = 0; r < list->rater.n; r++)
        if (strcmp(list->rater.name[r], name) == 0) {
            list->found = r;
            return HINGE_OK;
        }
    return hinge_analysis_fail(
        a, error, HINGE_E_LEVELS,
        "'%s' has no '%s', whose events are scored: name it with found, or give the "
        "events marked by people with marks",
        rater_column(a), name);
}

/* Whose recording it is. */
static enum hinge_status assign(struct hinge_analysis *a, struct hinge_event_list *list,
                                uint32_t recording, uint32_t who,
                                struct hinge_error *error)
{
    uint32_t *of = &list->who[recording];
    if (*of == UINT32_MAX || who == UINT32_MAX)
        *of = who == UINT32_MAX ? *of : who;
    else if (*of != who)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "recording '%s' is of participants '%s' and '%s': a recording is of one",
            list->recording.name[recording], list->participant.name[*of],
            list->participant.name[who]);
    return HINGE_OK;
}

static enum hinge_status take_rows(struct hinge_analysis *a,
                                   struct hinge_event_list *list, const size_t *row,
                                   bool people, struct hinge_error *error)
{
    size_t n = list->n_rows, recordings = list->recording.n;
    const char *time = hinge_option_text(a, "time");
    enum hinge_status status = HINGE_OK;
    list->event = hinge_analysis_alloc(a, n + 1, sizeof *list->event);
    list->who = hinge_analysis_alloc(a, recordings + 1, sizeof *list->who);
    list->looked =
        hinge_analysis_alloc(a, recordings * list->rater.n + 1, sizeof *list->looked);
    if (list->event == NULL || list->who == NULL || list->looked == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < recordings; i++)
        list->who[i] = people ? UINT32_MAX : (uint32_t)i;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        struct hinge_event e = {list->rater.code[i], list->recording.code[i],
                                list->kind.code[i],
                                hinge_table_number(a->table, time, row[i])};
        if (e.rater == UINT32_MAX || e.recording == UINT32_MAX)
            continue;
        list->looked[e.rater * recordings + e.recording] = true;
        if (people)
            status = assign(a, list, e.recording, list->participant.code[i], error);
        if (e.kind != UINT32_MAX && !isnan(e.t_s))
            list->event[list->n++] = e;
    }
    qsort(list->event, list->n, sizeof *list->event, compare_events);
    return status;
}

enum hinge_status hinge_event_list_read(struct hinge_analysis *a,
                                        struct hinge_event_list *list,
                                        struct hinge_error *error)
{
    const char *participant = NULL;
    size_t *row, column;
    *list = (struct hinge_event_list){0};
    enum hinge_status status = hinge_sample_participant(a, &participant, error);
    if (status == HINGE_OK)
        status = hinge_filter_rows(a, &row, &list->n_rows, error);
    if (status == HINGE_OK)
        status = hinge_analysis_column(a, hinge_option_text(a, "time"), &column, error);
    if (status == HINGE_OK && a->table->column[column].type != HINGE_COLUMN_NUMBER)
        status = hinge_analysis_fail(a, error, HINGE_E_NOT_NUMERIC,
                                     "column '%s' is not numeric: times are seconds",
                                     hinge_option_text(a, "time"));
    const struct {
        const char *name;
        struct hinge_labels *labels;
    } wanted[] = {{rater_column(a), &list->rater},
                  {hinge_option_text(a, "recording"), &list->recording},
                  {hinge_option_text(a, "event"), &list->kind},
                  {participant, &list->participant}};
    for (size_t i = 0; i < 4 && status == HINGE_OK; i++)
        if (wanted[i].name != NULL)
            status = read_labels(a, wanted[i].name, row, list->n_rows,
                                 HINGE_BY_APPEARANCE, wanted[i].labels, error);
    if (status == HINGE_OK)
        status = find_detector(a, list, error);
    if (status == HINGE_OK)
        status = take_rows(a, list, row, participant != NULL, error);
    if (participant == NULL)
        list->participant = list->recording;
    return status;
}

/* The first event not before (rater, recording, kind, t). */
static size_t lower_bound(const struct hinge_event_list *list,
                          const struct hinge_event *key)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_events(&list->event[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct hinge_event *hinge_events_of(const struct hinge_event_list *list,
                                          uint32_t rater, uint32_t recording,
                                          uint32_t kind, size_t *n)
{
    struct hinge_event key = {rater, recording, kind, -HUGE_VAL};
    size_t from = lower_bound(list, &key);
    key.kind++;
    *n = lower_bound(list, &key) - from;
    return list->event + from;
}
