/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Depths matched over the cues of a person: rows sorted by person, session, task,
 * driver and cue; a group is a run of them, a condition a run inside it. */
#include "analyze/depths.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <hinge/trial.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTICIPANT, SESSION, TASK, CUE };

static int by_group(const struct hinge_depth_row *a, const struct hinge_depth_row *b)
{
    for (int k = PARTICIPANT; k <= TASK; k++) {
        int order = strcmp(a->key[k], b->key[k]);
        if (order != 0)
            return order;
    }
    return strcmp(a->driver, b->driver);
}

static int by_condition(const void *x, const void *y)
{
    const struct hinge_depth_row *a = *(struct hinge_depth_row *const *)x;
    const struct hinge_depth_row *b = *(struct hinge_depth_row *const *)y;
    int order = by_group(a, b);
    if (order == 0)
        order = strcmp(a->key[CUE], b->key[CUE]);
    return order != 0 ? order : (a > b) - (a < b);
}

static void sort(struct hinge_depths *depths)
{
    qsort(depths->order, depths->rows, sizeof(void *), by_condition);
}

/* End of the run of rows that compare equal with the one at `from`. */
static size_t run_end(const struct hinge_depths *depths, size_t from, bool condition)
{
    struct hinge_depth_row *const *row = depths->order;
    size_t end = from + 1;
    while (end < depths->rows && by_group(row[from], row[end]) == 0 &&
           (!condition || strcmp(row[from]->key[CUE], row[end]->key[CUE]) == 0))
        end++;
    return end;
}

static const char *cell(const struct hinge_table *list, const char *column, size_t row)
{
    const char *text = hinge_table_text(list, column, row);
    return text != NULL ? text : "";
}

enum hinge_status hinge_depths_init(struct hinge_depths *depths,
                                    const struct hinge_table *list,
                                    const long *trial_of, size_t rows)
{
    static const char *const columns[] = {"participant", "session", "task", "cue"};
    *depths = (struct hinge_depths){.rows = rows};
    depths->row = hinge_alloc(rows, sizeof *depths->row);
    depths->order = hinge_alloc(rows, sizeof(void *));
    if (depths->row == NULL || depths->order == NULL)
        return HINGE_NOMEM;
    for (size_t i = 0; i < rows; i++) {
        struct hinge_depth_row *row = &depths->row[i];
        enum hinge_trial_role role = hinge_trial_role_find(cell(list, "role", i));
        for (int k = PARTICIPANT; k <= CUE; k++)
            row->key[k] = cell(list, columns[k], i);
        row->driver = "";
        row->matched_deg = (double)NAN;
        row->wanted = trial_of[i] >= 0 && row->key[PARTICIPANT][0] != '\0' &&
                      (role == HINGE_ROLE_NONE || role == HINGE_ROLE_trial);
        depths->order[i] = row;
    }
    sort(depths);
    for (size_t from = 0, end; from < rows; from = end) {
        end = run_end(depths, from, false);
        bool alone = run_end(depths, from, true) == end;
        for (size_t i = from; i < end; i++)
            depths->order[i]->wanted = depths->order[i]->wanted && !alone;
    }
    return HINGE_OK;
}

void hinge_depths_clear(struct hinge_depths *depths)
{
    for (size_t i = 0; depths->row != NULL && i < depths->rows; i++)
        free(depths->row[i].bottom_deg);
    free(depths->row);
    free(depths->order);
    *depths = (struct hinge_depths){0};
}

enum hinge_status hinge_depths_add(struct hinge_depths *depths, size_t row,
                                   const char *driver, const double *bottom_deg,
                                   size_t n)
{
    struct hinge_depth_row *to = &depths->row[row];
    if (n == 0)
        return HINGE_OK;
    to->driver = driver;
    to->bottom_deg = hinge_alloc(n, sizeof *to->bottom_deg);
    if (to->bottom_deg == NULL)
        return HINGE_NOMEM;
    memcpy(to->bottom_deg, bottom_deg, n * sizeof *bottom_deg);
    to->n = n;
    return HINGE_OK;
}

/* Median bottom of the rows from..end, NaN without a repetition. */
static double median_of(const struct hinge_depths *depths, size_t from, size_t end,
                        double *all, double *scratch)
{
    size_t n = 0;
    for (size_t i = from; i < end; i++)
        for (size_t k = 0; k < depths->order[i]->n; k++)
            all[n++] = depths->order[i]->bottom_deg[k];
    return n > 0 ? hinge_median_within(all, n, scratch) : (double)NAN;
}

enum hinge_status hinge_depths_match(struct hinge_depths *depths, double share)
{
    size_t total = 0;
    for (size_t i = 0; i < depths->rows; i++)
        total += depths->row[i].n;
    double *all = hinge_alloc(2 * total, sizeof *all);
    if (all == NULL)
        return HINGE_NOMEM;
    sort(depths); /* the drivers are known now */
    for (size_t from = 0, end; from < depths->rows; from = end) {
        double least = (double)NAN;
        size_t conditions = 0;
        end = run_end(depths, from, false);
        for (size_t i = from, next; i < end; i = next) {
            next = run_end(depths, i, true);
            double median = median_of(depths, i, next, all, all + total);
            conditions += isnan(median) == 0;
            least = fmin(least, median);
        }
        for (size_t i = from; i < end && conditions > 1; i++)
            depths->order[i]->matched_deg = share * least;
    }
    free(all);
    return HINGE_OK;
}
