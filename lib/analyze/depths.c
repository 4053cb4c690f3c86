/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Depths matched over the cues of a person: rows sorted by person, session, task,
 * signal and cue; a group is a run of them, a condition a run inside it. A group whose
 * rows stand together is known within a block; the others need a pass of their own. */
#include "analyze/job.h"

#include "signal/signal.h"

enum { PARTICIPANT, SESSION, TASK, CUE };

static int by_key(const struct hinge_depth_row *a, const struct hinge_depth_row *b, int key)
{
    const char *const *text = a->of->key[key];
    const char *x = text != NULL ? text[a - a->of->row] : NULL;
    const char *y = text != NULL ? text[b - a->of->row] : NULL;
    return strcmp(x != NULL ? x : "", y != NULL ? y : "");
}

static int by_group(const struct hinge_depth_row *a, const struct hinge_depth_row *b)
{
    for (int k = PARTICIPANT; k <= TASK; k++) {
        int order = by_key(a, b, k);
        if (order != 0)
            return order;
    }
    return strcmp(a->signal, b->signal);
}

static int by_condition(const void *x, const void *y)
{
    const struct hinge_depth_row *a = *(struct hinge_depth_row *const *)x;
    const struct hinge_depth_row *b = *(struct hinge_depth_row *const *)y;
    int order = by_group(a, b);
    return order != 0 ? order : by_key(a, b, CUE);
}

static void sort(struct hinge_depths *depths, size_t from, size_t end)
{
    qsort(depths->order + from, end - from, sizeof(void *), by_condition);
}

/* End of the run of rows before `most` that compare equal with the one at `from`. */
static size_t run_end(const struct hinge_depths *depths, size_t from, size_t most, bool condition)
{
    struct hinge_depth_row *const *row = depths->order;
    size_t end = from + 1;
    while (end < most && by_group(row[from], row[end]) == 0 &&
           (!condition || by_key(row[from], row[end], CUE) == 0))
        end++;
    return end;
}

void hinge_depths_init(struct hinge_depths *depths, struct hinge_arena *arena,
                       const struct hinge_table *list, const int32_t *trial_of, size_t rows,
                       double share)
{
    static const char *const columns[] = {"participant", "session", "task", "cue"};
    *depths = (struct hinge_depths){.rows = rows, .share = share};
    depths->row = hinge_arena_alloc(arena, rows, sizeof *depths->row);
    depths->order = hinge_arena_alloc(arena, rows, sizeof(void *));
    for (int k = PARTICIPANT; k <= CUE; k++) {
        long column = hinge_table_find(list, columns[k]);
        if (column >= 0)
            depths->key[k] = (const char *const *)list->column[column].text;
    }
    for (size_t i = 0; i < rows; i++) {
        /* A row of the list, nothing known of its depth. */
        struct hinge_depth_row row = {.of = depths, .signal = "", .matched_deg = (double)NAN};
        const char *role = hinge_table_text(list, "role", i);
        enum hinge_trial_role is = hinge_trial_role_find(role != NULL ? role : "");
        const char *const *who = depths->key[PARTICIPANT];
        row.wanted = trial_of[i] >= 0 && who != NULL && who[i] != NULL && who[i][0] != '\0' &&
                     (is == HINGE_ROLE_NONE || is == HINGE_ROLE_trial);
        depths->row[i] = row;
        depths->order[i] = &depths->row[i];
    }
    sort(depths, 0, rows);
    size_t groups = 0;
    for (size_t from = 0; from < rows; from = run_end(depths, from, rows, false))
        groups++;
    depths->group = hinge_arena_alloc(arena, groups, sizeof *depths->group);
    for (size_t from = 0, end; from < rows; from = end) {
        end = run_end(depths, from, rows, false);
        /* The rows from..end of the order are a group; nobody of it is wanted without another cue.
         */
        struct hinge_depth_group group = {.from = (uint32_t)from,
                                          .end = (uint32_t)end,
                                          .first = (uint32_t)depths->rows,
                                          .wall_gap_cm = (double)NAN,
                                          .apart = true};
        bool alone = run_end(depths, from, end, true) == end;
        for (size_t i = from; i < end; i++) {
            struct hinge_depth_row *row = depths->order[i];
            uint32_t at = (uint32_t)(row - depths->row);
            row->wanted = row->wanted && !alone;
            row->group = (uint32_t)depths->groups & INT32_MAX;
            group.wall_gap_cm =
                fmin(group.wall_gap_cm, hinge_table_number(list, "wall_gap_cm", at));
            if (!row->wanted)
                continue;
            group.last = at > group.last ? at : group.last;
            group.first = at < group.first ? at : group.first;
        }
        depths->group[depths->groups++] = group;
    }
}

/* Whether the recordings of a group can be in memory at once. */
static bool fits(const struct hinge_depths *depths, const struct hinge_depth_group *group,
                 const size_t *frames)
{
    size_t left = HINGE_DEPTHS_FRAMES;
    for (size_t i = group->from; i < group->end; i++) {
        const struct hinge_depth_row *row = depths->order[i];
        size_t needed = row->wanted ? frames[row - depths->row] : 0;
        if (needed > left)
            return false;
        left -= needed;
    }
    return true;
}

void hinge_depths_gather(struct hinge_depths *depths, const size_t *frames, size_t most)
{
    for (size_t g = 0; g < depths->groups; g++) {
        struct hinge_depth_group *group = &depths->group[g];
        group->apart = (size_t)group->last >= group->first + most || !fits(depths, group, frames);
    }
}

void hinge_depths_add(struct hinge_depths *depths, size_t row, const char *signal,
                      const double *bottom_deg, size_t n)
{
    struct hinge_depth_row *to = &depths->row[row];
    if (n == 0)
        return;
    to->signal = signal;
    to->bottom_deg = bottom_deg;
    to->n = (uint32_t)n;
}

void hinge_depths_match(struct hinge_depths *depths, size_t group)
{
    const struct hinge_depth_group all = depths->group[group];
    size_t total = 0;
    for (size_t i = all.from; i < all.end; i++)
        total += depths->order[i]->n;
    cleared_by(hinge_arena_clear) struct hinge_arena scratch = {0};
    double *bottom = hinge_arena_raw(&scratch, total, sizeof *bottom);
    sort(depths, all.from, all.end); /* the signals are known now */
    for (size_t from = all.from, end; from < all.end; from = end) {
        double least = (double)NAN;
        size_t conditions = 0;
        end = run_end(depths, from, all.end, false);
        for (size_t i = from, next; i < end; i = next) {
            next = run_end(depths, i, end, true);
            /* Median bottom of the rows from..end, NaN without a repetition. */
            size_t n = 0;
            for (size_t at = i; at < next; at++)
                for (size_t k = 0; k < depths->order[at]->n; k++)
                    bottom[n++] = depths->order[at]->bottom_deg[k];
            double median = hinge_median(bottom, n, &scratch);
            conditions += isnan(median) == 0;
            least = fmin(least, median);
        }
        for (size_t i = from; i < end && conditions > 1; i++)
            depths->order[i]->matched_deg = depths->share * least;
    }
    for (size_t i = all.from; i < all.end; i++) {
        struct hinge_depth_row *row = depths->order[i];
        row->bottom_deg = NULL;
        row->n = 0;
    }
}
