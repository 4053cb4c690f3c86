/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: which ids there are to be named, and the caller's own words for them. */

#include "faults/fault.h"
#include "report/print/published.h"
#include "report/tables/view.h"
#include "result/tables.h"
#include "table/columns.h"

#include <hinge/requests.h>

/* --- Labels in, those that nothing here is called: a slip in a file of labels would otherwise show
 * as an id that stayed. --- */

/* An id that a label may be of. */
static void add_known(struct hinge_intern *ids, const char *id)
{
    if (id != NULL && *id != '\0')
        hinge_intern_number(ids, id);
}

/* Names of columns, and their texts. */
static void add_table(struct hinge_intern *ids, const struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        add_known(ids, column->name);
        bool words = column->type == HINGE_COLUMN_TEXT && column->text != NULL;
        for (size_t r = 0; words && r < table->rows; r++)
            add_known(ids, column->text[r]);
    }
}

static const char *const settings[] = {"report.author", "report.date", "sheet.language",
                                       "table.ids"};

const char *hinge_labels_setting(const struct hinge_label_list *list, const char *id)
{
    return hinge_wording_label(list, id);
}

/* An id, or with what stands behind the key of a short title; of a severity its fault's; or a name
 * or a text of its own in the JSON. */
static bool has(const struct hinge_intern *ids, const struct hinge_bytes *json, const char *id)
{
    const size_t length = strlen(id);
    for (const char *at = length > 0 ? json->data : NULL;
         at != NULL && (at = strstr(at, id)) != NULL; at++)
        if (at > json->data && at[-1] == '"' && at[length] == '"')
            return true;
    hinge_reducer_of(id, &id);
    const char *fault = hinge_severity_fault(id);
    id = fault != NULL ? fault : id;
    for (size_t i = 0; i < ids->n; i++) {
        size_t n = strlen(ids->text[i]);
        if (strcmp(ids->text[i], id) == 0 ||
            (strncmp(ids->text[i], id, n) == 0 &&
             hinge_listed(HINGE_FAULT_SHORT "|" HINGE_FAULT_FAMILY, '|', id + n)))
            return true;
    }
    return false;
}

enum hinge_status hinge_labels_unknown(const struct hinge_label_list *labels, const char *path,
                                       struct hinge_results_reader *results, const char *document,
                                       const struct hinge_result_table *tables, size_t n_tables,
                                       const char *const *more, hinge_message *message,
                                       void *context, struct hinge_error *error)
{
    const struct hinge_table_request request = {.opened = results, .filter = ""};
    cleared_by(hinge_tab_close) struct hinge_tabulation tab = {.request = &request};
    cleared_by(hinge_intern_clear) struct hinge_intern ids = {0};
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    cleared_by(hinge_bytes_clear) struct hinge_bytes json = {0};
    if (results != NULL)
        hinge_tab_open(&tab);
    enum hinge_status status = hinge_tab_ended(&tab, error);
    if (status == HINGE_OK && document != NULL)
        status = hinge_file_read(document, document, (size_t)256 << 20, &json, error);
    /* Movements, cues, signals, reasons and columns that any table may have. */
    static const char *const words[] = {"descent", "hold", "ascent", "rep", "standing"};
    size_t n;
    const struct hinge_task *task = hinge_task_rows(&n);
    for (size_t i = 0; i < n; i++)
        add_known(&ids, task[i].id);
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    for (size_t i = 0; i < n; i++)
        add_known(&ids, cue[i].id);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        add_known(&ids, hinge_signal_name((enum hinge_signal)s));
    for (int r = 0; r < HINGE_REASON_COUNT; r++)
        add_known(&ids, hinge_reason_name((enum hinge_reason)r));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_known(&ids, words[i]);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        add_known(&ids, settings[i]);
    const struct hinge_field_row *field;
    for (size_t i = 0; (field = hinge_field_at(i)) != NULL; i++)
        if (field->description != NULL)
            add_known(&ids, field->id);
    const char *titled;
    for (size_t i = 0; (titled = hinge_wording_titled(i)) != NULL; i++)
        add_known(&ids, titled);
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; f < n; f++)
        for (size_t i = 0; i < family[f]->n; i++)
            add_known(&ids, family[f]->row[i].id);
    for (size_t i = 0; i < hinge_metric_count(); i++)
        add_known(&ids, hinge_metric_at(i)->id);
    add_table(&ids, &tab.trials);
    add_table(&ids, &tab.faults);
    add_table(&ids, &tab.metrics);
    for (size_t i = 0; i < n_tables; i++)
        add_table(&ids, &tables[i].table);
    for (; more != NULL && *more != NULL; more++)
        add_known(&ids, *more);
    for (size_t i = 0; status == HINGE_OK && i < labels->n; i++)
        if (!has(&ids, &json, labels->item[i].id)) {
            const char *near = hinge_suggest(labels->item[i].id, ids.text, ids.n);
            line.length = 0;
            hinge_text_printf(&line, "%s: nothing here is called \"", path);
            hinge_text_shown(&line, labels->item[i].id);
            hinge_text_adds(&line, "\"");
            if (near != NULL) {
                hinge_text_adds(&line, "; did you mean \"");
                hinge_text_shown(&line, near);
                hinge_text_adds(&line, "\"?");
            }
            message(context, hinge_text_string(&line));
        }
    return status;
}

/* --- A file of somebody's own words in, a list of labels out: the texts stand behind the list, in
 * one block. --- */

enum { LABELS_LIMIT = 1 << 20 };

/* The text without blanks around it; *n becomes its length. */
static const char *trimmed(const char *text, size_t *n)
{
    for (; *n > 0 && strchr(" \t\r", *text) != NULL; --*n)
        text++;
    while (*n > 0 && strchr(" \t\r", text[*n - 1]) != NULL)
        --*n;
    return text;
}

/* Labels that were read: the id and the words of each, every text with its end. */
struct texts {
    struct hinge_text all;
    size_t n;
};

static void add(struct texts *texts, const char *id, const char *label)
{
    hinge_text_add(&texts->all, id, strlen(id) + 1);
    hinge_text_add(&texts->all, label, strlen(label) + 1);
    texts->n++;
}

/* A block of the labels given (borrowed), those read, and their texts, which are cleared. */
static struct hinge_label_list list_of(const struct hinge_label_list *given, struct texts *texts)
{
    const size_t before = given != NULL ? given->n : 0, n = before + texts->n;
    struct hinge_label *item = hinge_alloc(n * sizeof *item + texts->all.length, 1);
    const char *at = memcpy(item + n, hinge_text_string(&texts->all), texts->all.length);
    if (before > 0)
        memcpy(item, given->item, before * sizeof *item);
    for (size_t i = before; i < n; i++) {
        item[i].id = at;
        item[i].label = at + strlen(at) + 1;
        at = item[i].label + strlen(item[i].label) + 1;
    }
    hinge_text_clear(&texts->all);
    return (struct hinge_label_list){n, item};
}

enum hinge_status hinge_labels_of_lines(const char *path, const char *text,
                                        struct hinge_label_list *list, struct hinge_error *error)
{
    struct texts texts = {.n = 0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    size_t line = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t n; status == HINGE_OK && *text != '\0'; text += n + (text[n] != '\0')) {
        n = strcspn(text, "\n");
        const char *sign = memchr(text, '=', n);
        size_t id_bytes = sign != NULL ? (size_t)(sign - text) : n;
        const char *id = trimmed(text, &id_bytes);
        line++;
        if (*text == '#' || id_bytes == 0)
            continue;
        if (sign == NULL) {
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                     "%s:%zu: \"%.*s\" is not a line \"id = words\"", path, line,
                                     (int)(id_bytes < 60 ? id_bytes : 60), id);
            break;
        }
        size_t bytes = (size_t)(text + n - sign - 1);
        const char *words = trimmed(sign + 1, &bytes);
        add(&texts, hinge_arena_copy(&arena, id, id_bytes), hinge_arena_copy(&arena, words, bytes));
    }
    *list = list_of(NULL, &texts);
    return status;
}

enum hinge_status hinge_labels_read(const char *path, struct hinge_label_list *list,
                                    struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    *list = (struct hinge_label_list){0, NULL};
    enum hinge_status status = hinge_file_read(path, path, LABELS_LIMIT, &bytes, error);
    /* lines "id = words": the first that is no comment has its sign before any separator */
    const char *text = status == HINGE_OK ? hinge_utf8_start(bytes.data) : "", *first = text;
    while (*first == '#' || *first == '\n' || *first == '\r') {
        first += strcspn(first, "\n");
        first += *first == '\n';
    }
    if (status == HINGE_OK && first[strcspn(first, "=,;\t\n")] == '=') {
        status = hinge_labels_of_lines(path, text, list, error);
    } else if (status == HINGE_OK) {
        static const char *const names[] = {"id", "label", NULL};
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        struct texts texts = {.n = 0};
        size_t id = 0, label = 0;
        status = hinge_table_read_csv(&table, path, path, names, '\0', '\0', error);
        if (status == HINGE_OK)
            status = hinge_table_require(&table, "id", path, &id, error);
        if (status == HINGE_OK)
            status = hinge_table_require(&table, "label", path, &label, error);
        for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
            const char *from = table.column[id].text[r], *to = table.column[label].text[r];
            if (from != NULL && to != NULL)
                add(&texts, from, to);
        }
        *list = list_of(NULL, &texts);
    }
    if (status != HINGE_OK)
        hinge_labels_clear(list);
    return status;
}

/* With titles and short ones of faults that the config made or renamed; what the program calls its
 * own is not asked of a file. */
enum hinge_status hinge_labels_join(const struct hinge_label_list *given,
                                    struct hinge_results_reader *results, const char *names,
                                    struct hinge_label_list *list, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table faults = {0};
    struct texts texts = {.n = 0};
    enum hinge_status status = HINGE_OK;
    if (results != NULL)
        status = hinge_results_get_table(results, HINGE_GROUP_FAULTS, &faults, error);
    for (size_t r = 0; status == HINGE_OK && r < faults.rows; r++) {
        const char *id = hinge_table_text(&faults, "id", r),
                   *title = hinge_table_text(&faults, "title", r),
                   *brief = hinge_table_word(&faults, "short", r),
                   *by = hinge_table_word(&faults, "defined_by", r);
        char key[160];
        if (id == NULL || (strcmp(by, "config") != 0 && strstr(by, "renamed") == NULL))
            continue;
        if (title != NULL && strcmp(title, id) != 0)
            add(&texts, id, title);
        snprintf(key, sizeof key, "%s" HINGE_FAULT_SHORT, id);
        if (*brief != '\0')
            add(&texts, key, brief);
    }
    if (*hinge_or_empty(names) != '\0')
        add(&texts, HINGE_NAMES, names);
    *list = list_of(status == HINGE_OK ? given : NULL, &texts);
    return status;
}

void hinge_labels_clear(struct hinge_label_list *list)
{
    free((void *)list->item);
    *list = (struct hinge_label_list){0, NULL};
}
