/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ratios: how much of the movement came from the spine, by phase and bin of flexion,
 * beside published values. The numbers are those of the summary. */
#include "report/print/published.h"
#include "report/tables/view.h"
#include "table/columns.h"

#include <hinge/requests.h>

extern const struct hinge_view hinge_view_summary;

static const char metrics[] =
    "lumbar_fraction,lumbar_hip_ratio,lumbar_pelvis_ratio,lumbar_pelvis_fraction,"
    "lumbar_fraction_deg0_30,lumbar_fraction_deg30_60,lumbar_fraction_deg60_90,"
    "lumbar_fraction_deg90_120,lumbar_hip_ratio_deg0_30,lumbar_hip_ratio_deg30_60,"
    "lumbar_hip_ratio_deg60_90,lumbar_hip_ratio_deg90_120,lumbar_fraction_q1,"
    "lumbar_fraction_q2,lumbar_fraction_q3,lumbar_fraction_q4,slope_lf";

/* Means of forward bends of adults; they are no norms of a hip hinge. */
static const struct {
    const char *metric, *value, *source;
} published[] = {{"lumbar_fraction", "0.37", "Esola 1996, full forward bend, 41.6 of 111 deg"},
                 {"lumbar_hip_ratio", "0.60", "Esola 1996, full forward bend, 41.6 to 69.4 deg"},
                 {"lumbar_pelvis_fraction", "0.51; with low back pain 0.46", "Laird 2016"},
                 {"lumbar_fraction_deg0_30", "0.66", "Esola 1996"},
                 {"lumbar_fraction_deg30_60", "0.47", "Esola 1996"},
                 {"lumbar_fraction_deg60_90", "0.29", "Esola 1996"},
                 {"lumbar_hip_ratio_deg0_30", "1.9", "Esola 1996"},
                 {"lumbar_hip_ratio_deg30_60", "0.9", "Esola 1996"},
                 {"lumbar_hip_ratio_deg60_90", "0.4", "Esola 1996"}};

static bool is_reason(const struct hinge_table *table, size_t row, const char *reason)
{
    const char *is = hinge_table_text(table, "reason", row);
    return hinge_table_number(table, "n", row) == 0 && is != NULL && strcmp(is, reason) == 0;
}

/* A bin that no repetition of the cell reached. */
static bool is_unreached(const struct hinge_table *table, size_t row)
{
    return is_reason(table, row, "BIN_NOT_REACHED") &&
           !(hinge_table_number(table, "dropped", row) > 0);
}

/* Whether a row is of a metric, in a phase that is there. */
static bool is_of(const struct hinge_table *table, size_t row, const char *metric)
{
    return strcmp(hinge_table_word(table, "metric", row), metric) == 0 &&
           !is_reason(table, row, "PHASE_MISSING");
}

/* The first such row of its metric. */
static bool is_first(const struct hinge_table *table, size_t row)
{
    const char *metric = hinge_table_word(table, "metric", row);
    size_t r = 0;
    while (r < row && !is_of(table, r, metric))
        r++;
    return r == row && is_of(table, row, metric);
}

/* Names the metrics whose rows are dropped, those with the cause of row `of` together,
 * unless they are `all`; bins that nobody reached where `bin`. */
static void add_dropped(struct hinge_tabulation *tab, const struct hinge_table *table,
                        const bool *keep, size_t of, bool bin, bool all)
{
    const char *reason = hinge_table_text(table, "reason", of), *join = ": ";
    char name[128];
    for (size_t r = 0; r < of; r++)
        if (!keep[r] && is_reason(table, r, reason))
            return; /* said */
    if (all && bin)
        return; /* of no table */
    hinge_tab_note(tab, "%s%s",
                   bin ? "Bins that no participant reached" : "Could not be measured, because ",
                   bin ? "" : hinge_wording_cause(reason));
    for (size_t r = of; r < table->rows && !all; r++) {
        if (keep[r] || !is_first(table, r) || !is_reason(table, r, reason))
            continue;
        const char *metric = hinge_table_text(table, "metric", r);
        hinge_tab_note(tab, "%s%s", join, hinge_tab_name(tab, metric, name, sizeof name));
        join = tab->request->words ? "; " : ", ";
    }
    hinge_text_adds(&tab->notes, all ? ". " : ".\n");
}

static void make(struct hinge_tabulation *tab)
{
    const struct hinge_table_request *asked = tab->request;
    struct hinge_table_request copy = *asked;
    if (!hinge_tab_chooses(tab))
        copy.columns = metrics;
    tab->request = &copy;
    hinge_view_summary.make(tab);
    tab->request = asked;
    /* A ratio has no hold: rows of nobody because the phase is missing say nothing. Nor do
     * those of bins that nobody reached, and on paper those that nobody has: notes name
     * them. */
    bool *keep = hinge_alloc(tab->table->rows + 1, sizeof *keep), any = false;
    for (size_t r = 0; r < tab->table->rows; r++) {
        const char *metric = hinge_table_word(tab->table, "metric", r);
        const bool bin = is_unreached(tab->table, r);
        size_t k = 0; /* a row of who has the metric, in any group or phase; of a bin: reached it */
        while (k < tab->table->rows &&
               (!is_of(tab->table, k, metric) ||
                (bin ? is_unreached(tab->table, k) : hinge_table_number(tab->table, "n", k) == 0)))
            k++;
        keep[r] = !is_reason(tab->table, r, "PHASE_MISSING") &&
                  (k < tab->table->rows || !(bin || tab->request->words));
        any = any || keep[r];
    }
    for (size_t r = 0; r < tab->table->rows; r++)
        if (!keep[r] && is_first(tab->table, r))
            add_dropped(tab, tab->table, keep, r, is_unreached(tab->table, r), !any);
    hinge_table_keep_rows(tab->table, keep);
    free(keep);
    const size_t value =
        hinge_tab_column(tab, "published", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_FILLED);
    const size_t source =
        hinge_tab_column(tab, "published_source", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_FILLED);
    for (size_t r = 0; r < tab->table->rows; r++) {
        const char *metric = hinge_table_word(tab->table, "metric", r);
        const char *phase = hinge_table_word(tab->table, "phase", r);
        const size_t n = sizeof published / sizeof *published,
                     i = HINGE_ROW_AT(published, n, metric);
        if (i == n || strcmp(phase, "descent") != 0)
            continue;
        tab->table->column[value].text[r] = published[i].value;
        tab->table->column[source].text[r] = published[i].source;
    }
    if (tab->table->rows > 0)
        hinge_text_printf(
            &tab->notes,
            "Published means are of full forward bends of adults, measured otherwise: "
            "a scale to read by, no norm. Between sessions lumbar ÷ (lumbar + pelvis) of one "
            "person changes by %s without any change in the person (MDC90, Laird 2016); "
            "lumbar ÷ (lumbar + hip) has no published error.\n",
            hinge_published_error_of("lumbar_pelvis_fraction"));
}

const struct hinge_view hinge_view_ratios = {
    .id = "ratios",
    .title = "lumbar share of the movement by phase and bin, beside published values",
    .by = "group,cue",
    .labels = (const char *const[]){"phase", "metric", NULL},
    .of_means = true,
    .takes = HINGE_VIEW_OF_PHASES ",metrics,stat",
    .make = make,
};
