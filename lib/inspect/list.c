/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refusals of a trial list, all of them. In: its table, its path; out: lines. */
#include "inspect/list.h"

#include "base/memory.h"
#include "ingest/ingest.h"

#include <hinge/ingest.h>
#include <stdlib.h>

void hinge_list_report_clear(struct hinge_list_report *report)
{
    hinge_said_clear(&report->refusals);
    hinge_text_clear(&report->remarks);
    hinge_text_clear(&report->grid);
    *report = (struct hinge_list_report){0};
}

static void add_refusal(struct hinge_list_report *report, const char *message)
{
    if (!hinge_said_add(&report->refusals, message)) {
    }
    report->n_refusals++;
}

/* Notes a refusal; only memory ends the run. */
static void noted(struct hinge_list_report *report, enum hinge_status status,
                  struct hinge_error *own)
{
    if (status != HINGE_OK)
        add_refusal(report, own->message);
    *own = (struct hinge_error)HINGE_ERROR_INIT;
}

/* Row i of a list as a list of its own; shares its cells. */
static void take_row(const struct hinge_table *list, size_t i, struct hinge_column *column,
                     struct hinge_table *row)
{
    *row = *list;
    row->rows = 1;
    row->column = column;
    for (size_t c = 0; c < list->n_columns; c++) {
        column[c] = list->column[c];
        if (column[c].type == HINGE_COLUMN_NUMBER)
            column[c].number += i;
        else
            column[c].text += i;
    }
}

static void check_participant(const struct hinge_table *row, const char *path, size_t line,
                              const struct hinge_config *config, struct hinge_list_report *report)
{
    struct hinge_error own = HINGE_ERROR_INIT;
    const char *participant = hinge_table_text(row, "participant", 0);
    const char *seems = participant != NULL ? hinge_personal_value(participant) : NULL;
    if (seems == NULL || hinge_config_keeps_column(config, "participant"))
        return;
    hinge_error_set(&own, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                    "%s:%zu: participant \"%.60s\" looks like %s", path, line, participant, seems);
    noted(report, HINGE_USAGE, &own);
}

void hinge_list_report_cells(struct hinge_table *list, const char *path, const size_t *lines,
                             const struct hinge_config *config, struct hinge_list_report *report)
{
    struct hinge_error own = HINGE_ERROR_INIT;
    struct hinge_table row;
    struct hinge_column *column = hinge_alloc(list->n_columns, sizeof *column);
    hinge_list_columns_name(list, config);
    for (size_t c = 0; c < list->n_columns; c++)
        noted(report, hinge_list_column_check(list, c, path, config, &own), &own);
    if (report->n_refusals == 0) /* is there a column file at all? */
        noted(report, hinge_list_columns_check(list, path, config, &own), &own);
    for (size_t i = 0; i < list->rows; i++) {
        take_row(list, i, column, &row);
        enum hinge_status status = hinge_list_values_settle(&row, path, lines + i, config, &own);
        noted(report, status, &own);
        check_participant(&row, path, lines[i], config, report);
        const char *file = hinge_table_text(&row, "file", 0);
        if (hinge_table_find(list, "file") >= 0 && (file == NULL || *file == '\0')) {
            status = hinge_error_set(&own, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                     "%s:%zu: column \"file\" is empty; name the "
                                     "recording",
                                     path, lines[i]);
            noted(report, status, &own);
        }
    }
    free(column);
}

static void take_message(void *context, const char *message)
{
    add_refusal(context, message);
}

void hinge_list_report_files(const char *path, const struct hinge_config *config,
                             struct hinge_list_report *report)
{
    struct hinge_error own = HINGE_ERROR_INIT;
    struct hinge_ingest_summary summary = {0};
    struct hinge_ingest_request request = {.path = &path,
                                           .groups_vary = true,
                                           .n_paths = 1,
                                           .config = config,
                                           .message = take_message,
                                           .context = report};
    enum hinge_status status = hinge_ingest(&request, &summary, &own);
    report->stored = summary.stored;
    report->refused = summary.refused;
    report->not_recorded = summary.not_recorded;
    /* what stops the run as a whole: two rows with one id, a pattern that splits words
     */
    if (status != HINGE_OK && status != HINGE_PARTIAL &&
        (summary.refused == 0 || report->n_refusals == 0) && summary.not_recorded == 0)
        add_refusal(report, own.message);
}
