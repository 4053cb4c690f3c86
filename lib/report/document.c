/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison's JSON in, a table out. */
#include "report/document.h"

#include "base/file.h"
#include "report/columns/shown.h"
#include "report/foreseen_tables.h"
#include "report/published_error.h"
#include "result/digits.h"
#include "result/fields.h"
#include "result/flat.h"

#include <string.h>

/* Every column is seen unless others are chosen. */
static enum hinge_status show_all(struct hinge_tabulation *tab,
                                  const struct hinge_table *table,
                                  struct hinge_error *error)
{
    struct hinge_table none = {0};
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; status == HINGE_OK && c < table->n_columns; c++)
        status = hinge_tab_column(tab, &none, table->column[c].name, HINGE_COLUMN_TEXT,
                                  "", 0, HINGE_SHOW_DATA, NULL, error);
    hinge_table_clear(&none);
    return status;
}

static enum hinge_status check(const json_t *root, const json_error_t *why,
                               const char *path, const char *analysis,
                               struct hinge_error *error)
{
    const char *is = json_string_value(json_object_get(root, "analysis"));
    const json_t *results = json_object_get(root, "results");
    if (root == NULL && json_error_code(why) == json_error_out_of_memory)
        return hinge_no_memory(error);
    if (root == NULL || is == NULL || !json_is_object(results))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: not the JSON result of hinge-compare; write one: "
                               "hinge-compare %s results.h5 -o comparison.json",
                               path, analysis != NULL ? analysis : "between");
    if (analysis != NULL && strcmp(is, analysis) != 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: this is of %s, not of %s; did you mean the table "
                               "comparison?",
                               path, is, analysis);
    return HINGE_OK;
}

enum hinge_status hinge_tab_document(struct hinge_tabulation *tab, const char *analysis,
                                     const char *which, struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    json_error_t why;
    const char *path = tab->request->results;
    enum hinge_status status =
        hinge_file_read(path, path, (size_t)256 << 20, &bytes, error);
    json_t *root = status == HINGE_OK ? json_loads(bytes.data, 0, &why) : NULL;
    hinge_bytes_clear(&bytes);
    if (status != HINGE_OK)
        return status;
    status = check(root, &why, path, analysis, error);
    if (status == HINGE_OK && hinge_foreseen_is(root) && hinge_tab_readable(tab))
        status = hinge_foreseen_table(root, which, table, error);
    else if (status == HINGE_OK)
        status = hinge_result_flat(root, table, error);
    for (size_t c = 0;
         status == HINGE_OK && !hinge_foreseen_is(root) && c < table->n_columns; c++)
        table->column[c].digits = hinge_column_digits(
            &table->column[c], table->rows,
            hinge_field_is(table->column[c].name, HINGE_FIELD_RATIO));
    if (status == HINGE_OK)
        status = show_all(tab, table, error);
    if (status == HINGE_OK && hinge_foreseen_is(root))
        hinge_foreseen_sentences(root, 0.95, &tab->notes);
    if (status == HINGE_OK)
        hinge_published_error_note(root, &tab->notes);
    json_decref(root);
    return status;
}
