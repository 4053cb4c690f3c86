/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ingest would make of a trial list. */
#include "ingest/ingest.h"
#include "inspect/list.h"
#include "inspect/row.h"

#include <stdlib.h>
#include <string.h>

/* The error that ingest would end with. */
static enum hinge_status first_refusal(struct hinge_inspection *in, struct hinge_table *list,
                                       const char *path, const size_t *lines,
                                       const struct hinge_config *config,
                                       const struct hinge_list_report *report)
{
    enum hinge_status status = hinge_list_settle(list, path, lines, config, in->error);
    if (status == HINGE_OK)
        hinge_error_set(in->error, HINGE_INPUT, HINGE_REASON_OK, "%s",
                        report->refusals.line[0].message);
    return HINGE_INPUT;
}

static void put_refusals(struct hinge_inspection *in, const struct hinge_said *refusals)
{
    struct hinge_text lines = {0};
    for (size_t i = 0; i < refusals->n; i++) {
        hinge_text_puts(&lines, i > 0 ? "\n" : "");
        hinge_said_put(&refusals->line[i], &lines);
    }
    hinge_inspect_whole_text(in, REFUSALS, &lines);
}

/* What ingest would refuse in a list, a USAGE error there, is a finding here: all of
 * them are reported, the first is the message. */
static enum hinge_status describe_list(struct hinge_inspection *in, const char *path,
                                       const struct hinge_config *config, struct hinge_table *list,
                                       const size_t *lines)
{
    struct hinge_list_report report = {0};
    struct hinge_intake intake = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_ingest_request request = {
        .path = &path, .n_paths = 1, .config = config, .groups_vary = true};
    hinge_inspect_number(in, ROWS, (double)list->rows);
    hinge_inspect_number(in, COLUMNS, (double)list->n_columns);
    hinge_list_report_cells(list, path, lines, config, &report);
    enum hinge_status status = HINGE_OK;
    bool sound = report.n_refusals == 0;
    if (sound)
        hinge_list_report_files(path, config, &report);
    /* keys may come from file names, too */
    enum hinge_status made = HINGE_INPUT;
    if (sound)
        made = hinge_intake_make(&request, &intake, &ignored);
    bool planned = made == HINGE_OK;
    status = hinge_list_report_grid(planned ? &intake.list : list, &report, in->error);
    if (sound) {
        hinge_inspect_number(in, TRIALS, (double)report.stored);
        hinge_inspect_number(in, REFUSED, (double)report.refused);
        if (report.not_recorded > 0)
            hinge_inspect_number(in, NOT_RECORDED, (double)report.not_recorded);
    }
    bool partial = sound && report.refused > 0 && report.stored > 0;
    if (status == HINGE_OK && report.n_refusals > 0 && !partial)
        status = first_refusal(in, list, path, lines, config, &report);
    else if (status == HINGE_OK && partial)
        status = HINGE_PARTIAL;
    put_refusals(in, &report.refusals);
    hinge_inspect_whole_text(in, REMARKS, &report.remarks);
    hinge_inspect_whole_text(in, GRID, &report.grid);
    hinge_intake_clear(&intake);
    hinge_list_report_clear(&report);
    return status;
}

enum hinge_status hinge_inspect_list(struct hinge_inspection *in, const char *path,
                                     const struct hinge_config *config, bool *list)
{
    struct hinge_table table = {0};
    size_t *lines = NULL;
    enum hinge_status status =
        hinge_list_read(path, config->ingest.decimal, list, &table, &lines, in->error);
    if (*list) {
        hinge_inspect_text(in, KIND, "trial list");
        if (status == HINGE_OK)
            status = describe_list(in, path, config, &table, lines);
        if (status != HINGE_OK && status != HINGE_PARTIAL) {
            hinge_inspect_text(in, REASON, hinge_reason_name(in->error->reason));
            hinge_inspect_text(in, MESSAGE, in->error->message);
        }
    }
    free(lines);
    hinge_table_clear(&table);
    return in->status == HINGE_OK ? status : in->status;
}
