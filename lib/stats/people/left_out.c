/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a sample in; who takes no part and why out. Everything is in the run's
 * memory. */
#include "stats/people/left_out.h"
#include "stats/people/filter.h"

#include "base/text.h"
#include "stats/people/labels.h"
#include "table/names.h"

#include <math.h>
#include <string.h>

/* The first column that a row which is not used lacks. */
static const char *lacking(const struct hinge_sample *sample, const struct hinge_columns *columns,
                           size_t row)
{
    for (size_t k = 0; k < columns->n_numbers; k++)
        if (isnan(sample->number[k][row]))
            return columns->number[k];
    for (size_t k = 0; k < columns->n_factors; k++)
        if (sample->factor[k].code[row] == HINGE_NO_LEVEL)
            return columns->factor[k];
    return "value";
}

/* The column of reasons for a column's gaps: its own, else that of the row. -1: none.
 */
static long reason_column(const struct hinge_analysis *analysis, const char *column)
{
    char name[160];
    const char *fault = hinge_severity_fault(column); /* it is refused as the fault is */
    snprintf(name, sizeof name, "reason:%s", fault != NULL ? fault : column);
    long own = hinge_table_find(analysis->table, name);
    return own >= 0 ? own : hinge_table_find(analysis->table, "reason");
}

/* The reason that the table gives for a row without a value, "" when it gives none. */
static const char *reason_of(const struct hinge_analysis *analysis, const char *column, size_t row)
{
    long at = reason_column(analysis, column);
    const char *reason = at >= 0 && analysis->table->column[at].type == HINGE_COLUMN_TEXT
                             ? analysis->table->column[at].text[row]
                             : NULL;
    return reason != NULL ? reason : "";
}

/* Whether a row says of one of these columns of reasons that its faults are described.
 */
static bool is_described(const struct hinge_table *table, const size_t *reason, size_t n,
                         size_t row)
{
    for (size_t k = 0; k < n; k++) {
        const char *why = table->column[reason[k]].text[row];
        if (why != NULL && strcmp(why, hinge_reason_name(HINGE_REASON_NOT_COUNTED)) == 0)
            return true;
    }
    return false;
}

void hinge_leave_described(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                           size_t *row, size_t *n)
{
    const struct hinge_table *table = analysis->table;
    size_t reason[HINGE_MAX_NUMBERS], n_reasons = 0, kept = 0;
    struct hinge_text tasks = {0};
    for (size_t k = 0; k < columns->n_numbers; k++) {
        long at = reason_column(analysis, columns->number[k]);
        if (at >= 0 && table->column[at].type == HINGE_COLUMN_TEXT &&
            hinge_severity_fault(columns->number[k]) == NULL)
            reason[n_reasons++] = (size_t)at;
    }
    for (size_t i = 0; i < *n; i++) {
        const char *task = hinge_table_text(table, "task", row[i]);
        if (!is_described(table, reason, n_reasons, row[i]))
            row[kept++] = row[i];
        else if (task != NULL)
            hinge_text_list(&tasks, task);
    }
    *n = kept;
    if (tasks.length > 0)
        hinge_analysis_warn(analysis, NULL, "W_NOT_COUNTED",
                            "faults in %s are described, not counted; --all-tasks "
                            "counts them",
                            hinge_text_string(&tasks));
    hinge_text_clear(&tasks);
}

enum hinge_status hinge_no_usable_row(struct hinge_analysis *analysis,
                                      const struct hinge_columns *columns,
                                      const struct hinge_sample *sample, struct hinge_error *error)
{
    struct hinge_labels labels = {.code = NULL};
    const char *phase = hinge_option_text(analysis, "phase");
    struct hinge_text why = {0};
    const char *what = sample->n_rows > 0 ? lacking(sample, columns, 0) : "value";
    long column = reason_column(analysis, what);
    enum hinge_status status = HINGE_OK;
    if (column >= 0)
        status = hinge_labels_find(analysis, (size_t)column, sample->row, sample->n_rows,
                                   HINGE_BY_APPEARANCE, &labels, error);
    for (size_t l = 0; status == HINGE_OK && l < labels.n && l < 6; l++) {
        size_t n = 0;
        for (size_t i = 0; i < sample->n_rows; i++)
            n += labels.code[i] == l;
        hinge_text_printf(&why, "%s%s %zu", l ? ", " : "", labels.name[l], n);
    }
    if (why.length > 0)
        analysis->reasons = hinge_arena_strdup(&analysis->arena, hinge_text_string(&why));
    if ((why.length > 0 && analysis->reasons == NULL))
        status = hinge_analysis_no_memory(error);
    if (status == HINGE_OK)
        status = hinge_analysis_fail(analysis, error, HINGE_E_NO_DATA,
                                     "no usable rows after filtering: no row has a value of "
                                     "%s%s%s (%zu read, %zu "
                                     "missing%s%s)",
                                     what, column >= 0 && phase != NULL ? ", phase " : "",
                                     column >= 0 && phase != NULL ? phase : "", sample->n_rows,
                                     sample->n_rows, why.length > 0 ? "; reasons: " : "",
                                     hinge_text_string(&why));
    hinge_text_clear(&why);
    return status;
}

enum hinge_status hinge_leave_out_unused(struct hinge_analysis *analysis,
                                         struct hinge_sample *sample,
                                         const struct hinge_columns *columns,
                                         struct hinge_error *error)
{
    size_t n = sample->n_participants;
    unsigned char *used = hinge_analysis_alloc(analysis, n, 1);
    sample->excluded =
        (struct hinge_excluded){.arena = &analysis->arena,
                                .n = n,
                                .no_memory = &analysis->no_memory,
                                .why = hinge_analysis_alloc(analysis, n, sizeof(char *))};
    if (sample->excluded.why == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < sample->n; i++)
        used[sample->participant[i]] = 1;
    for (size_t i = sample->n; i < sample->n_rows; i++) {
        uint32_t p = sample->participant[i];
        if (p == HINGE_NO_LEVEL || used[p])
            continue;
        const char *reason = reason_of(analysis, lacking(sample, columns, i), sample->row[i]);
        hinge_exclude(&sample->excluded, p, "no %s%s%s%s", lacking(sample, columns, i),
                      *reason ? " (" : "", reason, *reason ? ")" : "");
    }
    return HINGE_OK;
}

void hinge_sample_report(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         json_t *results)
{
    size_t taking_part = 0, dropped = 0;
    json_t *list = json_array();
    unsigned char *used = hinge_analysis_alloc(analysis, sample->n_participants, 1);
    for (size_t i = 0; i < sample->n; i++)
        used[sample->participant[i]] = 1;
    for (size_t p = 0; p < sample->n_participants; p++) {
        taking_part += used[p] && sample->excluded.why[p] == NULL;
        if (sample->excluded.why[p] == NULL)
            continue;
        dropped++;
        json_t *object = hinge_append_object(analysis, list);
        hinge_put_text(analysis, object, "participant",
                       sample->participant_name ? sample->participant_name[p] : "");
        hinge_put_text(analysis, object, "reason", sample->excluded.why[p]);
    }
    hinge_put_count(analysis, results, "n_rows", sample->n_rows);
    hinge_put_count(analysis, results, "n_used", sample->n);
    hinge_put_count(analysis, results, "n_missing", sample->n_rows - sample->n);
    hinge_put_count(analysis, results, "n_participants", taking_part);
    hinge_put_count(analysis, results, "n_participants_dropped", dropped);
    hinge_put_json(analysis, results, "participants_dropped", list);
}

/* --- enough repetitions --- */

enum hinge_status hinge_enough_count(struct hinge_analysis *analysis,
                                     const struct hinge_sample *sample, const uint32_t *cell,
                                     size_t n_cells, struct hinge_enough *enough,
                                     struct hinge_error *error)
{
    size_t slots = sample->n_participants * n_cells;
    bool all = hinge_option_flag(analysis, "allow_single");
    *enough = (struct hinge_enough){
        .rule = {.min_reps = all ? 1 : hinge_option_number(analysis, "min_reps"),
                 .min_valid = all ? 0 : hinge_option_number(analysis, "min_valid")},
        .n_cells = n_cells,
        .used = hinge_analysis_alloc(analysis, 2 * slots, sizeof *enough->used)};
    if (enough->used == NULL)
        return hinge_analysis_no_memory(error);
    enough->all = enough->used + slots;
    for (size_t i = 0; i < sample->n_all; i++) {
        uint32_t p = sample->participant[i], c = cell != NULL ? cell[i] : 0;
        if (p == HINGE_NO_LEVEL || c == HINGE_NO_LEVEL)
            continue;
        enough->all[p * n_cells + c]++;
        enough->used[p * n_cells + c] += i < sample->n;
    }
    return HINGE_OK;
}

/* --- rows that are not usable --- */

/* Codes of the rows behind n_rows, by the names of the codes there are. */
static enum hinge_status extend(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                                size_t column, const size_t *row, size_t n, const char *const *name,
                                size_t n_names, uint32_t **code, struct hinge_error *error)
{
    struct hinge_labels labels = {.code = NULL};
    enum hinge_status status =
        hinge_labels_find(analysis, column, row, n, HINGE_BY_BYTES, &labels, error);
    uint32_t *all = hinge_analysis_alloc(analysis, sample->n_rows + n, sizeof *all);
    uint32_t *known = hinge_analysis_alloc(analysis, labels.n + 1, sizeof *known);
    if (status != HINGE_OK)
        return status;
    for (size_t l = 0; l < labels.n; l++) {
        known[l] = HINGE_NO_LEVEL;
        for (size_t k = 0; k < n_names && known[l] == HINGE_NO_LEVEL; k++)
            if (strcmp(name[k], labels.name[l]) == 0)
                known[l] = (uint32_t)k;
    }
    memcpy(all, *code, sample->n_rows * sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[sample->n_rows + i] =
            labels.code[i] == UINT32_MAX ? HINGE_NO_LEVEL : known[labels.code[i]];
    *code = all;
    return HINGE_OK;
}

enum hinge_status hinge_append_unusable(struct hinge_analysis *analysis,
                                        struct hinge_sample *sample,
                                        const struct hinge_columns *columns,
                                        struct hinge_error *error)
{
    size_t *row, n, column;
    sample->n_all = sample->n_rows;
    if (hinge_option_text(analysis, "usable") == NULL || columns->participant == NULL)
        return HINGE_OK;
    enum hinge_status status = hinge_filter_unusable(analysis, &row, &n, error);
    if (status == HINGE_OK)
        hinge_leave_described(analysis, columns, row, &n);
    if (status == HINGE_OK)
        status = hinge_analysis_column(analysis, columns->participant, &column, error);
    if (status == HINGE_OK)
        status = extend(analysis, sample, column, row, n, sample->participant_name,
                        sample->n_participants, &sample->participant, error);
    for (size_t k = 0; status == HINGE_OK && k < columns->n_factors; k++) {
        struct hinge_factor *f = &sample->factor[k];
        status = hinge_analysis_column(analysis, f->name, &column, error);
        if (status == HINGE_OK)
            status =
                extend(analysis, sample, column, row, n, f->level, f->n_levels, &f->code, error);
    }
    if (status == HINGE_OK)
        sample->n_all += n;
    return status;
}
