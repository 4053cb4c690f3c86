/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels in, those that nothing here is called: a slip in a file of labels would
 * otherwise show as an id that stayed. */
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "body/body.h"
#include "faults/fault.h"
#include "metrics/metric.h"
#include "report/display.h"
#include "report/published.h"
#include "report/request/tabulation.h"
#include "reps/reps.h"
#include "result/tables.h"
#include "result/words.h"
#include "table/columns.h"

#include <stdlib.h>
#include <string.h>

/* Ids that a label may be of. */
struct ids {
    const char **item;
    size_t n, room;
    bool failed;
};

static void add(struct ids *ids, const char *id)
{
    if (id == NULL || *id == '\0' || ids->failed)
        return;
    if (ids->n == ids->room) {
        size_t room = ids->room > 0 ? 2 * ids->room : 512;
        const char **grown = hinge_resize(ids->item, room, sizeof *grown);
        ids->failed = grown == NULL;
        ids->item = grown;
        ids->room = room;
    }
    ids->item[ids->n++] = id;
}

/* Names of columns, and their texts; a text that repeats the row above once. */
static void add_table(struct ids *ids, const struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        const char *last = NULL;
        add(ids, column->name);
        bool words = column->type == HINGE_COLUMN_TEXT && column->text != NULL;
        for (size_t r = 0; words && r < table->rows; r++) {
            const char *text = column->text[r];
            if (text != NULL && (last == NULL || strcmp(text, last) != 0))
                add(ids, last = text);
        }
    }
}

/* Movements, cues, signals, reasons and columns that any table may have. */
static void add_registries(struct ids *ids)
{
    static const char *const words[] = {"descent", "hold", "ascent", "rep", "standing"};
    size_t n;
    const struct hinge_task *task = hinge_task_rows(&n);
    for (size_t i = 0; i < n; i++)
        add(ids, task[i].id);
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    for (size_t i = 0; i < n; i++)
        add(ids, cue[i].id);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        add(ids, hinge_signal_name((enum hinge_signal)s));
    for (int r = 0; r < HINGE_REASON_COUNT; r++)
        add(ids, hinge_reason_name((enum hinge_reason)r));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add(ids, words[i]);
    const struct hinge_field_row *field;
    for (size_t i = 0; (field = hinge_field_at(i)) != NULL; i++)
        if (field->description != NULL)
            add(ids, field->id);
    const char *id;
    for (size_t i = 0; (id = hinge_wording_titled(i)) != NULL; i++)
        add(ids, id);
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; f < n; f++)
        for (size_t i = 0; i < family[f]->n; i++)
            add(ids, family[f]->row[i].id);
    for (size_t i = 0; i < hinge_metric_count(); i++)
        add(ids, hinge_metric_at(i)->id);
}

/* Whether the JSON has the id as a name or a text of its own. */
static bool is_in(const struct hinge_bytes *json, const char *id)
{
    size_t n = strlen(id);
    for (const char *at = n > 0 ? json->data : NULL; at != NULL && (at = strstr(at, id)) != NULL;
         at++)
        if (at > json->data && at[-1] == '"' && at[n] == '"')
            return true;
    return false;
}

/* An id, or with what stands behind the key of a short title; of a severity
 * its fault's. */
static bool has(const struct ids *ids, const char *id)
{
    const char *fault = hinge_severity_fault(id);
    id = fault != NULL ? fault : id;
    for (size_t i = 0; i < ids->n; i++) {
        size_t n = strlen(ids->item[i]);
        if (strcmp(ids->item[i], id) == 0 ||
            (strncmp(ids->item[i], id, n) == 0 && strcmp(id + n, HINGE_FAULT_SHORT) == 0))
            return true;
    }
    return false;
}

static void tell_unknown(const struct ids *ids, const char *path, const char *id,
                         hinge_message *tell, void *context, struct hinge_text *line)
{
    const char *near = hinge_suggest(id, ids->item, ids->n);
    line->length = 0;
    hinge_text_printf(line, "%s: nothing here is called \"", path);
    hinge_display_escape(line, id);
    hinge_text_puts(line, "\"");
    if (near != NULL) {
        hinge_text_puts(line, "; did you mean \"");
        hinge_display_escape(line, near);
        hinge_text_puts(line, "\"?");
    }
    tell(context, hinge_text_string(line));
}

enum hinge_status hinge_labels_unknown(const struct hinge_label_list *labels, const char *path,
                                       struct hinge_results_reader *results, const char *document,
                                       const struct hinge_result_table *tables, size_t n_tables,
                                       const char *const *more, hinge_message *tell, void *context,
                                       struct hinge_error *error)
{
    const struct hinge_table_request request = {.opened = results, .where = ""};
    struct hinge_tabulation tab = {.request = &request};
    struct ids ids = {0};
    struct hinge_text line = {0};
    struct hinge_bytes json = {0};
    enum hinge_status status = results != NULL ? hinge_tab_open(&tab, error) : HINGE_OK;
    if (status == HINGE_OK && document != NULL)
        status = hinge_file_read(document, document, (size_t)256 << 20, &json, error);
    add_registries(&ids);
    enum { N_OWN = 3 };
    const struct hinge_table *const own[N_OWN] = {&tab.trials, &tab.faults, &tab.metrics};
    for (size_t i = 0; status == HINGE_OK && i < N_OWN; i++)
        add_table(&ids, own[i]);
    for (size_t i = 0; i < n_tables; i++)
        add_table(&ids, &tables[i].table);
    for (; more != NULL && *more != NULL; more++)
        add(&ids, *more);
    for (size_t i = 0; status == HINGE_OK && !ids.failed && i < labels->n; i++)
        if (!has(&ids, labels->item[i].id) && !is_in(&json, labels->item[i].id) &&
            (more != NULL || strncmp(labels->item[i].id, "sheet.", 6) != 0))
            tell_unknown(&ids, path, labels->item[i].id, tell, context, &line);
    hinge_text_clear(&line);
    hinge_tab_close(&tab);
    hinge_bytes_clear(&json);
    free(ids.item);
    return status;
}
