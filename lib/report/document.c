/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison's JSON in, a table out. */
#include "report/document.h"

#include "base/file.h"
#include "report/columns/shown.h"
#include "report/planned_paper.h"
#include "report/planned_tables.h"
#include "report/published.h"
#include "report/published_error.h"
#include "result/tables.h"
#include "result/result.h"

#include <hinge/stats.h>
#include <stdlib.h>
#include <string.h>

/* Every column is seen unless others are chosen. */
static enum hinge_status show_all(struct hinge_tabulation *tab, const struct hinge_table *table,
                                  struct hinge_error *error)
{
    struct hinge_table none = {0};
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; status == HINGE_OK && c < table->n_columns; c++)
        status = hinge_tab_column(tab, &none, table->column[c].name, HINGE_COLUMN_TEXT, "", 0,
                                  HINGE_SHOW_DATA, NULL, error);
    hinge_table_clear(&none);
    return status;
}

static enum hinge_status check(const struct hinge_result *result, const char *path,
                               const char *analysis, struct hinge_error *error)
{
    const json_t *why = hinge_json_at(hinge_result_document(result), "error/message", 13);
    if (result->failed)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: hinge-compare %s gave no result: %.300s; correct "
                               "that and run it again",
                               path, result->analysis,
                               json_is_string(why) ? json_string_value(why) : "");
    if (*result->analysis == '\0' || !json_is_object(hinge_result_results(result)))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: not the JSON result of hinge-compare; write one: "
                               "hinge-compare %s results.h5 -o comparison.json",
                               path, analysis != NULL ? analysis : "between");
    if (analysis != NULL && strcmp(result->analysis, analysis) != 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: this is of %s, not of %s; hinge-compare %s "
                               "-o FILE.csv (.md .tex …) writes its table",
                               path, result->analysis, analysis, result->analysis);
    return HINGE_OK;
}

bool hinge_document_is(const char *path)
{
    return hinge_file_starts_with(path, "{", 1);
}

enum hinge_status hinge_document_read(const char *path, const char *analysis,
                                      struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    enum hinge_status status = hinge_file_read(path, path, (size_t)256 << 20, &bytes, error);
    *result = NULL;
    if (status == HINGE_OK)
        status = hinge_result_read(bytes.data, result, error);
    hinge_bytes_clear(&bytes);
    if (status == HINGE_INPUT && *result == NULL)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: not the JSON result of hinge-compare; write one: "
                                 "hinge-compare %s results.h5 -o comparison.json",
                                 path, analysis != NULL ? analysis : "between");
    return status == HINGE_OK ? check(*result, path, analysis, error) : status;
}

/* As a paper prints it: outcomes that somebody has a value of; test, level and what is
 * the same in every row stand above. */
static enum hinge_status paper_table(struct hinge_tabulation *tab,
                                     const struct hinge_result *result,
                                     const struct hinge_label_list *labels,
                                     struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_text caption = {0};
    enum hinge_status status = hinge_planned_valued_table(result, table, error);
    hinge_planned_caption(result, &caption);
    if (status == HINGE_OK)
        hinge_planned_for_paper(table, labels, &caption);
    if (status == HINGE_OK)
        hinge_table_set_caption(table, hinge_text_string(&caption));
    hinge_planned_unmeasured(result, labels, &tab->notes);
    hinge_text_clear(&caption);
    return status;
}

/* Replaces ids of the study by the words of the comparison, or of who asks, as its
 * sentences do. Roles and units stay. */
static enum hinge_status put_words(const struct hinge_label_list *labels, struct hinge_table *table)
{
    static const char ids[] = "cue|outcome|group|group_first|group_second|first|second|"
                              "level|stratum|fault";
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; c < table->n_columns; c++)
        for (size_t r = 0;
             status == HINGE_OK && r < table->rows && hinge_listed(ids, '|', table->column[c].name);
             r++) {
            const char *cell =
                table->column[c].type == HINGE_COLUMN_TEXT ? table->column[c].text[r] : NULL;
            const char *own = cell != NULL ? hinge_wording_label(labels, cell) : NULL;
            if (own != NULL)
                status = hinge_table_set_text(table, c, r, own);
        }
    return status;
}

/* Planned outcomes for readers. */
static enum hinge_status fill_planned(struct hinge_tabulation *tab,
                                      const struct hinge_result *result, const char *which,
                                      struct hinge_table *table, struct hinge_error *error)
{
    const struct hinge_label_list *given = tab->request->labels;
    struct hinge_planned_labels labels = {0};
    enum hinge_status status = HINGE_OK;
    if (!tab->request->ids)
        status = hinge_planned_labels(result, given, &labels);
    if (status == HINGE_OK)
        status = tab->request->words ? paper_table(tab, result, &labels.list, table, error)
                                     : hinge_planned_table(result, which, table, error);
    if (status == HINGE_OK)
        status = put_words(&labels.list, table);
    hinge_planned_labels_clear(&labels);
    return status;
}

enum hinge_status hinge_tab_document(struct hinge_tabulation *tab, const char *analysis,
                                     const char *which, struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct hinge_result *result = NULL;
    enum hinge_status status = hinge_document_read(tab->request->results, analysis, &result, error);
    if (status == HINGE_OK && hinge_tab_readable(tab)) {
        status = fill_planned(tab, result, which, table, error);
    } else if (status == HINGE_OK) {
        status = hinge_result_flat(hinge_result_document(result), table, error);
    }
    if (status == HINGE_OK)
        status = show_all(tab, table, error);
    if (status == HINGE_OK)
        hinge_text_puts(&tab->notes, result->sentences);
    if (status == HINGE_OK)
        hinge_published_error_note(hinge_result_document(result), &tab->notes);
    hinge_result_free(result);
    return status;
}
