/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the parts of a results file agree: labels with their tables, counts of
 * repetitions with the repetitions. In: the tables as read; out: damaged, naming both.
 */
#include "report/tables/parts/rep_stream.h"
#include "report/tables/parts/tabulation.h"
#include "store/schema.h"

#include <stdio.h>
#include <string.h>

static enum hinge_status disagree(const struct hinge_tabulation *tab,
                                  const char *object, const char *other,
                                  struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s and %s disagree; make the file again with "
                           "hinge-analyze",
                           tab->request->results, object, other);
}

/* The ids of a table are the labels of the dimension of an array of /reps. */
static enum hinge_status check_labels(struct hinge_tabulation *tab, const char *array,
                                      const char *dimension,
                                      const struct hinge_table *table,
                                      const char *group, struct hinge_error *error)
{
    const char *const *label = NULL;
    size_t n = 0;
    enum hinge_status status =
        hinge_rep_labels(tab, array, dimension, &label, &n, error);
    if (status != HINGE_OK)
        return status;
    bool same = n == table->rows;
    for (size_t i = 0; same && i < n; i++) {
        const char *id = hinge_table_text(table, "id", i);
        same = id != NULL && strcmp(id, label[i]) == 0;
    }
    char object[64];
    snprintf(object, sizeof object, "%s/%s", HINGE_GROUP_REPS, dimension);
    return same ? HINGE_OK : disagree(tab, object, group, error);
}

/* Trials have their repetitions one after the other, all of the file's. */
static enum hinge_status check_counts(const struct hinge_tabulation *tab,
                                      struct hinge_error *error)
{
    double total = 0;
    for (size_t r = 0; r < tab->trials.rows; r++) {
        double reps = hinge_table_number(&tab->trials, "reps", r);
        double first = hinge_table_number(&tab->trials, "first_rep", r);
        if (!(reps > 0))
            continue; /* refused, or nothing found in it */
        if (first != total)
            return disagree(tab, "/trials/first_rep", "/trials/reps", error);
        total += reps;
    }
    return total == (double)hinge_results_rows(tab->reader)
               ? HINGE_OK
               : disagree(tab, "/trials/reps", HINGE_GROUP_REPS, error);
}

enum hinge_status hinge_tab_agrees(struct hinge_tabulation *tab,
                                   struct hinge_error *error)
{
    enum hinge_status status = check_counts(tab, error);
    if (status == HINGE_OK)
        status = check_labels(tab, "fault_state", "fault", &tab->faults,
                              HINGE_GROUP_FAULTS, error);
    if (status == HINGE_OK)
        status = check_labels(tab, "reason", "metric", &tab->metrics,
                              HINGE_GROUP_METRICS, error);
    return status;
}
