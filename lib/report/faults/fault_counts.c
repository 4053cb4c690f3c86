/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many faults a repetition has (method 7.0): no score, which no coach has given
 * weights for. */
#include "report/faults/fault_counts.h"

#include <math.h>

#include "faults/fault.h"
#include "report/columns/shown.h"

enum { PRESENT, INDETERMINATE, JUDGED, REFUSED };
static const char *const names[HINGE_FAULT_COUNTS] = {
    [PRESENT] = "faults_present",
    [INDETERMINATE] = "faults_indeterminate",
    [JUDGED] = "faults_judged",
    [REFUSED] = "faults_refused",
};

enum hinge_status hinge_fault_counts_columns(struct hinge_fault_counts *counts,
                                             struct hinge_rep_stream *stream,
                                             struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    enum hinge_status status = HINGE_OK;
    counts->wanted = false;
    for (int k = 0; k < HINGE_FAULT_COUNTS && status == HINGE_OK; k++) {
        counts->column[k] = SIZE_MAX;
        if (!hinge_tab_chooses(tab) || !hinge_tab_wants(tab, names[k], false))
            continue;
        counts->wanted = true;
        status = hinge_tab_column(tab, table, names[k], HINGE_COLUMN_NUMBER, "1", 0,
                                  HINGE_SHOW_FULL, &counts->column[k], error);
    }
    return counts->wanted && status == HINGE_OK
               ? hinge_fault_arrays_want(&counts->arrays, stream, error)
               : status;
}

void hinge_fault_counts_set(const struct hinge_fault_counts *counts,
                            const struct hinge_rep_stream *stream, struct hinge_table *table,
                            size_t row)
{
    double n[HINGE_FAULT_COUNTS] = {0};
    for (size_t f = 0; counts->wanted && f < counts->arrays.n; f++) {
        int state = hinge_fault_state_at(&counts->arrays, stream, f);
        n[PRESENT] += state == HINGE_FAULT_PRESENT;
        n[INDETERMINATE] += state == HINGE_FAULT_BELOW || state == HINGE_FAULT_ABOVE;
        n[state < 0 ? REFUSED : JUDGED]++;
    }
    for (int k = 0; counts->wanted && k < HINGE_FAULT_COUNTS; k++)
        if (counts->column[k] != SIZE_MAX)
            table->column[counts->column[k]].number[row] =
                hinge_rep_is_excluded(stream) ? (double)NAN : n[k];
}
