/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ratios: how much of the movement came from the spine, by phase and bin of flexion,
 * beside published values. The numbers are those of the summary. */
#include "report/tables/parts/columns.h"

#include <string.h>

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
} published[] = {
    {"lumbar_fraction", "0.37", "Esola 1996, full forward bend, 41.6 of 111 deg"},
    {"lumbar_hip_ratio", "0.60", "Esola 1996, full forward bend, 41.6 to 69.4 deg"},
    {"lumbar_pelvis_fraction", "0.51; with low back pain 0.46", "Laird 2016"},
    {"lumbar_fraction_deg0_30", "0.66", "Esola 1996"},
    {"lumbar_fraction_deg30_60", "0.47", "Esola 1996"},
    {"lumbar_fraction_deg60_90", "0.29", "Esola 1996"},
    {"lumbar_hip_ratio_deg0_30", "1.9", "Esola 1996"},
    {"lumbar_hip_ratio_deg30_60", "0.9", "Esola 1996"},
    {"lumbar_hip_ratio_deg60_90", "0.4", "Esola 1996"}};

static enum hinge_status add_published(struct hinge_tabulation *tab,
                                       struct hinge_table *table,
                                       struct hinge_error *error)
{
    size_t value = 0, source = 0;
    enum hinge_status status =
        hinge_tab_column(tab, table, "published", HINGE_COLUMN_TEXT, "", 0,
                         HINGE_SHOW_FILLED, &value, error);
    if (status == HINGE_OK)
        status = hinge_tab_column(tab, table, "published_source", HINGE_COLUMN_TEXT, "",
                                  0, HINGE_SHOW_FILLED, &source, error);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        const char *metric = hinge_table_text(table, "metric", r);
        const char *phase = hinge_table_text(table, "phase", r);
        size_t i = 0, n = sizeof published / sizeof *published;
        while (i < n && (metric == NULL || strcmp(published[i].metric, metric) != 0))
            i++;
        if (i == n || phase == NULL || strcmp(phase, "descent") != 0)
            continue;
        table->column[value].text[r] = published[i].value;
        table->column[source].text[r] = published[i].source;
    }
    return status;
}

/* A ratio has no hold: rows of nobody because the phase is missing say nothing. */
static void drop_hollow(struct hinge_table *table)
{
    size_t kept = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *reason = hinge_table_text(table, "reason", r);
        bool hollow = hinge_table_number(table, "n", r) == 0 && reason != NULL &&
                      strcmp(reason, "PHASE_MISSING") == 0;
        if (hollow)
            continue;
        for (size_t c = 0; c < table->n_columns && kept < r; c++) {
            struct hinge_column *column = &table->column[c];
            if (column->type == HINGE_COLUMN_NUMBER)
                column->number[kept] = column->number[r];
            else
                column->text[kept] = column->text[r];
        }
        kept++;
    }
    table->rows = kept;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    const struct hinge_table_request *asked = tab->request;
    struct hinge_table_request own = *asked;
    if (!hinge_tab_chooses(tab))
        own.columns = metrics;
    tab->request = &own;
    enum hinge_status status = hinge_view_summary.fill(tab, table, error);
    tab->request = asked;
    drop_hollow(table);
    if (status == HINGE_OK)
        status = add_published(tab, table, error);
    if (status == HINGE_OK)
        hinge_text_puts(
            &tab->notes,
            "Published means are of full forward bends of adults, measured otherwise: "
            "a "
            "scale to read by, no norm. Between sessions the lumbar contribution to "
            "flexion of one person changes by 8 to 15 % without any change in the "
            "person (MDC90, Laird 2016).\n");
    return status;
}

static const char *const labels[] = {"phase", "metric", NULL};

const struct hinge_view hinge_view_ratios = {
    .id = "ratios",
    .title = "lumbar share of the movement by phase and bin, beside published values",
    .by = "group,cue",
    .labels = labels,
    .fill = fill,
};
