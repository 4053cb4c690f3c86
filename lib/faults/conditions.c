/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds by task and cue, and whether a fault applies (method 8.1, 8.2). The words
 * of a row are read once, when the table is made (into its arena); repetitions meet
 * what they stand for. */
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "faults/rules.h"

#include <math.h>
#include <string.h>

/* Thresholds of the trunk-thigh angle are this much larger for L + H. */
static const double TOTAL_FLEX = 1.15;

/* --- reading --- */

/* One condition; false when it isn't one. `word` is NUL-terminated and stays. */
static bool read_condition(const char *word, struct hinge_when *condition)
{
    static const struct {
        const char *name;
        enum hinge_when_kind kind;
    } plain[] = {{"daily", HINGE_WHEN_DAILY},
                 {"load", HINGE_WHEN_LOAD},
                 {"floor", HINGE_WHEN_FLOOR},
                 {"unilateral", HINGE_WHEN_UNILATERAL},
                 {"bilateral", HINGE_WHEN_BILATERAL}};
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
        if (strcmp(word, plain[k].name) == 0) {
            condition->kind = plain[k].kind;
            return true;
        }
    const char *colon = strchr(word, ':');
    if (colon == NULL || colon[1] == '\0')
        return false;
    condition->word = colon + 1;
    if (strncmp(word, "task:", 5) == 0) {
        condition->kind = HINGE_WHEN_TASK;
        condition->task = hinge_task_find(colon + 1);
        return hinge_task_known(colon + 1);
    }
    condition->kind = strncmp(word, "cue:", 4) == 0 ? HINGE_WHEN_CUE : HINGE_WHEN_DEPTH;
    return condition->kind == HINGE_WHEN_CUE || strncmp(word, "depth:", 6) == 0;
}

/* "=0.10" or "=na" behind a condition. */
static bool read_exception(const char *value, double *threshold)
{
    *threshold = (double)NAN;
    return strcmp(value, "na") == 0 ||
           hinge_number_parse(value, strlen(value), '.', threshold, NULL) == HINGE_NUMBER_VALUE;
}

void hinge_whens_read(const char *text, bool exceptions, struct hinge_arena *arena,
                      struct hinge_whens *out, bool *good)
{
    size_t n = 0;
    *out = (struct hinge_whens){0};
    *good = true;
    if (text == NULL || *text == '\0')
        return;
    for (const char *p = text; *p != '\0'; p++)
        n += *p == ' ';
    char *words = hinge_arena_strdup(arena, text), *rest = NULL;
    out->row = hinge_arena_alloc(arena, n + 1, sizeof *out->row);
    for (char *word = strtok_r(words, " ", &rest); word != NULL && *good;
         word = strtok_r(NULL, " ", &rest)) {
        struct hinge_when *condition = &out->row[out->n++];
        char *equal = strchr(word, '=');
        if (exceptions && equal != NULL)
            *equal = '\0';
        *good = (!exceptions || equal != NULL) && read_condition(word, condition) &&
                (!exceptions || read_exception(equal + 1, &condition->threshold));
    }
}

/* What a task takes off the list; "*" all, "*-id" all but one. */
static bool task_excludes(const struct hinge_task *task, const char *id)
{
    const char *list = task->not_applicable;
    if (list[0] == '*')
        return !(list[1] == '-' && strcmp(list + 2, id) == 0);
    return hinge_listed(list, ' ', id);
}

void hinge_fault_tasks(const char *id, struct hinge_arena *arena, const bool **excluded)
{
    size_t n;
    const struct hinge_task *task = hinge_task_rows(&n);
    bool *by_task = hinge_arena_alloc(arena, n, sizeof *by_task);
    for (size_t i = 0; i < n; i++)
        by_task[i] = task_excludes(&task[i], id);
    *excluded = by_task;
}

/* --- judging --- */

static bool holds(const struct hinge_rep_view *view, const struct hinge_when *condition)
{
    const struct hinge_trial_info *info = view->info;
    switch (condition->kind) {
    case HINGE_WHEN_DAILY:
        return view->task->daily;
    case HINGE_WHEN_LOAD:
        return view->task->loaded;
    case HINGE_WHEN_FLOOR:
        return view->rep->floor;
    case HINGE_WHEN_UNILATERAL:
        return view->task->unilateral;
    case HINGE_WHEN_BILATERAL:
        return !view->task->unilateral;
    case HINGE_WHEN_TASK:
        return view->task == condition->task;
    case HINGE_WHEN_CUE:
        return info != NULL && hinge_listed(info->cue, '+', condition->word);
    default:
        return info != NULL && strcmp(info->depth, condition->word) == 0;
    }
}

/* Whether one of the conditions holds; an empty list holds always. */
static bool any_holds(const struct hinge_rep_view *view, const struct hinge_whens *list)
{
    for (size_t k = 0; k < list->n; k++)
        if (holds(view, &list->row[k]))
            return true;
    return list->n == 0;
}

bool hinge_fault_applies(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                         double *threshold, double *offset)
{
    size_t n_tasks;
    double factor =
        fault->of_driver && view->body->driver_source == HINGE_SIGNAL_total_flex ? TOTAL_FLEX : 1;
    *threshold = factor * fault->threshold;
    *offset = factor * fault->offset;
    if (fault->excluded[view->task - hinge_task_rows(&n_tasks)] ||
        !any_holds(view, &fault->only_when))
        return false;
    for (size_t k = 0; k < fault->except_when.n; k++) {
        const struct hinge_when *condition = &fault->except_when.row[k];
        if (!holds(view, condition))
            continue;
        if (isnan(condition->threshold))
            return false;
        *threshold = factor * condition->threshold;
    }
    return true;
}
