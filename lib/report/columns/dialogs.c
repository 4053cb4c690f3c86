/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs with dialogs (SPSS, jamovi) get unless more is asked for: keys, main
 * metrics, outcomes of the cues, counts of faults. */
#include "base/text.h"
#include "metrics/metric.h"
#include "report/cells/measures.h"
#include "reps/reps.h"
#include "result/tables.h"

#include <hinge/results.h>
#include <math.h>
#include <string.h>

static void add(struct hinge_text *out, const char *name)
{
    if (!hinge_listed(hinge_text_string(out), ',', name))
        hinge_text_printf(out, ",%s", name);
}

static void add_outcome(struct hinge_text *out, const struct hinge_cue_outcome *outcome)
{
    if (outcome->id != NULL && !outcome->is_fault && outcome->phase != NULL)
        add(out, outcome->id);
}

void hinge_dialog_columns(char **columns)
{
    static const char *const others[] = {
        "hip_drop_ll",   "path_angle_deg", "tempo_ratio",    "duration_s",
        "rom_deg",       "complete",       "valid",          "in_groups",
        "faults_judged", "faults_present", "faults_refused", "faults_indeterminate"};
    size_t n;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    struct hinge_text out = {0};
    hinge_text_puts(&out, "keys");
    for (size_t i = 0; hinge_readable_metrics[i] != NULL; i++)
        add(&out, hinge_readable_metrics[i]);
    for (size_t i = 0; i < n; i++) {
        add_outcome(&out, &cue[i].done);
        add_outcome(&out, &cue[i].primary);
        for (size_t k = 0; k < HINGE_CUE_SECONDARY_MAX; k++)
            add_outcome(&out, &cue[i].secondary[k]);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        add(&out, others[i]);
    *columns = out.data;
}

/* The metric of a column, "lumbar_fraction" of "lumbar_fraction.none". */
static bool is_metric(const char *name)
{
    char id[160];
    size_t n = strcspn(name, ".");
    if (n >= sizeof id)
        return false;
    memcpy(id, name, n);
    id[n] = '\0';
    return hinge_metric_find(id) >= 0;
}

static bool has_any(const struct hinge_column *column, size_t rows)
{
    for (size_t r = 0; r < rows; r++)
        if (column->type == HINGE_COLUMN_NUMBER ? !isnan(column->number[r])
                                                : column->text[r] != NULL)
            return true;
    return false;
}

/* Whether a column further on is of the same metric: "hip.none" and "hip.dowel". */
static bool comes_again(const struct hinge_table *table, size_t column)
{
    const char *name = table->column[column].name;
    size_t n = strcspn(name, ".");
    for (size_t c = column + 1; c < table->n_columns; c++)
        if (strncmp(table->column[c].name, name, n) == 0 &&
            (table->column[c].name[n] == '.' || table->column[c].name[n] == '\0'))
            return true;
    return false;
}

size_t hinge_dialog_drop_empty(struct hinge_table *table)
{
    size_t metrics = 0;
    for (size_t c = table->n_columns; c-- > 0;)
        if (table->rows > 0 && !has_any(&table->column[c], table->rows))
            hinge_table_drop_column(table, c);
        else
            metrics += is_metric(table->column[c].name) && !comes_again(table, c);
    size_t all = hinge_metric_count();
    return metrics < all ? all - metrics : 0;
}
