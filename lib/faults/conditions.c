/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thresholds by task and cue, and whether a fault applies (SCIENCE 8.1, 8.2). */
#include "base/number.h"
#include "base/text.h"
#include "faults/rules.h"

#include <string.h>

/* Thresholds of the trunk-thigh angle are this much larger for L + H. */
static const double TOTAL_FLEX = 1.15;

/* "daily", "load", "floor", "unilateral", "bilateral", "depth:max", "task:sink",
 * "cue:mirror". */
static bool condition_holds(const struct hinge_rep_view *view, const char *when,
                            size_t length)
{
    const struct hinge_trial_info *info = view->info;
    char name[64];
    if (length >= sizeof name)
        return false;
    memcpy(name, when, length);
    name[length] = '\0';
    const struct {
        const char *name;
        bool holds;
    } plain[] = {{"daily", view->task->daily},
                 {"load", view->task->loaded},
                 {"floor", view->rep->floor},
                 {"unilateral", view->task->unilateral},
                 {"bilateral", !view->task->unilateral}};
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
        if (strcmp(name, plain[k].name) == 0)
            return plain[k].holds;
    if (strncmp(name, "task:", 5) == 0)
        return strcmp(view->task->id, name + 5) == 0;
    if (strncmp(name, "cue:", 4) == 0)
        return info != NULL && hinge_listed(info->cue, '+', name + 4);
    return strncmp(name, "depth:", 6) == 0 && info != NULL &&
           strcmp(info->depth, name + 6) == 0;
}

/* Whether one of the conditions holds; an empty list holds always. */
static bool any_holds(const struct hinge_rep_view *view, const char *list)
{
    if (list == NULL || *list == '\0')
        return true;
    for (const char *p = list; *p != '\0';) {
        size_t length = strcspn(p, " ");
        if (condition_holds(view, p, length))
            return true;
        p += length + (p[length] == ' ');
    }
    return false;
}

/* What the task takes off the list; "*" all, "*-id" all but one. */
static bool task_excludes(const struct hinge_task *task, const char *id)
{
    const char *list = task->not_applicable;
    if (list[0] == '*')
        return !(list[1] == '-' && strcmp(list + 2, id) == 0);
    return hinge_listed(list, ' ', id);
}

bool hinge_fault_applies(const struct hinge_fault *fault,
                         const struct hinge_rep_view *view, double *threshold,
                         double *offset)
{
    const char *p = fault->exceptions != NULL ? fault->exceptions : "";
    double factor =
        fault->of_driver && view->body->driver_source == HINGE_SIGNAL_total_flex
            ? TOTAL_FLEX
            : 1;
    *threshold = factor * fault->threshold;
    *offset = factor * fault->offset;
    if (task_excludes(view->task, fault->id) || !any_holds(view, fault->only))
        return false;
    while (*p != '\0') {
        size_t length = strcspn(p, " "), equal = strcspn(p, "=");
        if (equal < length && condition_holds(view, p, equal)) {
            double value;
            if (hinge_number_parse(p + equal + 1, length - equal - 1, '.', &value,
                                   NULL) != HINGE_NUMBER_VALUE)
                return false;
            *threshold = factor * value;
        }
        p += length + (p[length] == ' ');
    }
    return true;
}
