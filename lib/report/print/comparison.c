/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of an analysis: its tables and sentences as text and as a document. */
#include "report/print/comparison.h"

#include "report/print/display.h"
#include "report/print/published.h"
#include "report/writers/writer.h"
#include "result/tables.h"
#include "stats/parts/planned.h"

#include <hinge/requests.h>
#include <jansson.h>

/* --- The result of an analysis as text: words and tables with notes, one flat table (csv, tsv),
 * APA sentences, JSON. --- */

/* --- for programs --- */

/* The first failure stays. */
static void note_failure(struct hinge_comparison_output *out, enum hinge_status status)
{
    if (out->status == HINGE_OK)
        out->status = status;
}

/* --- for readers --- */

/* Warnings of what makes the numbers themselves doubtful stand above them, others below, without
 * those of tables that only --verbose shows. */
static void add_warnings(struct hinge_text *words, const struct hinge_result *result,
                         const struct hinge_writer_options *how, bool above)
{
    static const char first[] = "W_POOLED|W_GROUPS_VARY|W_EXCLUDED|W_STRATUM_LEFT_OUT|"
                                "W_DUPLICATE_RECORDINGS";
    static const char of_details[] = "W_DELTA_INTERVAL|W_TIES";
    for (size_t i = 0; i < result->n_warnings; i++) {
        const char *code = result->warning[i].code;
        if (hinge_listed(first, '|', code) != above ||
            (how->brief && hinge_listed(of_details, '|', code)))
            continue;
        hinge_text_printf(words, "%s: ", code);
        hinge_published_add(words, result->warning[i].message, how->labels);
        hinge_text_adds(words, "\n");
    }
}

void hinge_comparison_add_people(const json_t *document, struct hinge_text *words)
{
    const json_t *request = json_object_get(document, "request");
    const char *way = json_string_value(json_object_get(request, "aggregate"));
    const struct hinge_people_rule rule =
        hinge_people_rule_of(json_number_value(json_object_get(request, "min_reps")),
                             json_number_value(json_object_get(request, "min_valid")),
                             json_is_true(json_object_get(request, "allow_single")));
    if (way != NULL)
        hinge_add_people(words, way, &rule);
}

/* --- tables --- */

void hinge_comparison_table_show(struct hinge_comparison_output *out,
                                 const struct hinge_table *table, const char *title)
{
    struct hinge_writer_options options = out->options;
    struct hinge_label_list labels = {0, NULL};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    options.title = title;
    options.footer = NULL;
    if (out->status != HINGE_OK)
        return;
    /* with those of cells and pairs in the keys ("group=a;cue=none", "dowel-none"); ids of people
     * are left as they are */
    const struct hinge_column *key = table->n_columns > 0 ? &table->column[0] : NULL;
    if (options.labels != NULL && key != NULL && key->role == HINGE_IS_KEY &&
        key->type == HINGE_COLUMN_TEXT && strcmp(key->name, "participants") != 0) {
        const struct hinge_label_list *given = options.labels;
        struct hinge_label *item =
            hinge_arena_alloc(&arena, given->n + table->rows + 1, sizeof *item);
        for (labels.n = 0; labels.n < given->n; labels.n++)
            item[labels.n] = given->item[labels.n];
        for (size_t r = 0; r < table->rows; r++) {
            cleared_by(hinge_text_clear) struct hinge_text text = {0};
            if (key->text[r] != NULL && hinge_wording_labelled(given, key->text[r], &text))
                item[labels.n++] = (struct hinge_label){
                    key->text[r], hinge_arena_strdup(&arena, hinge_text_string(&text))};
        }
        labels.item = item;
        options.labels = &labels;
    }
    if (out->text.length > 0)
        hinge_text_adds(&out->text, "\n");
    note_failure(out, hinge_writer_add(hinge_writer_find(out->writer), table, &options, &out->text,
                                       out->error));
}

enum { LONGEST_LIST = 24 /* values of a list that a readable table shows */ };

/* Returns how many tables are left to --verbose. */
static size_t show_tables(struct hinge_comparison_output *out, const struct hinge_result *result)
{
    size_t left = 0;
    bool any = false;
    for (size_t i = 0; i < result->n_tables; i++)
        any = any || result->table[i].main;
    for (size_t i = 0; out->status == HINGE_OK && i < result->n_tables; i++) {
        const struct hinge_result_table *table = &result->table[i];
        if (table->for_programs)
            continue;
        if (out->options.brief && any && !table->main)
            left++;
        else if (table->is_list) {
            const struct hinge_column *column = &table->table.column[0];
            size_t rows = table->table.rows;
            cleared_by(hinge_text_clear) struct hinge_text words = {0};
            if (rows > LONGEST_LIST)
                hinge_text_printf(&words, "\n%s: %zu values (csv and json have them)", table->name,
                                  rows);
            else
                hinge_text_printf(&words, "\n%s:", table->name);
            for (size_t r = 0; rows <= LONGEST_LIST && r < rows; r++) {
                if (column->type == HINGE_COLUMN_TEXT && column->text[r] != NULL)
                    hinge_text_printf(&words, " %s", column->text[r]);
                else if (column->type == HINGE_COLUMN_NUMBER && !isnan(column->number[r]))
                    hinge_text_printf(&words, " %.6g", column->number[r]);
            }
            hinge_text_adds(&words, "\n");
            hinge_writer_add_words(hinge_writer_find(out->writer), &out->text,
                                   hinge_text_string(&words));
        } else
            hinge_comparison_table_show(out, &table->table, table->name);
    }
    return left;
}

/* --- the whole --- */

/* Everything for readers: words, tables, notes. */
static void add_readable(struct hinge_comparison_output *out, const struct hinge_result *result)
{
    const json_t *root = hinge_result_document(result);
    const struct hinge_writer *writer = hinge_writer_find(out->writer);
    cleared_by(hinge_text_clear) struct hinge_text words = {0};
    hinge_text_adds(&out->text, writer->before != NULL ? writer->before : "");
    hinge_text_adds(&words, result->sentences);
    if (out->options.brief) { /* the test behind the answer, and how many people it is not about */
        const double excluded =
            hinge_result_number(hinge_result_results(result), "n_participants_dropped");
        hinge_text_adds(&words, result->test);
        if (excluded > 0)
            hinge_text_printf(&words, "%.0f participant%s excluded (--verbose: why).\n", excluded,
                              excluded == 1 ? " was" : "s were");
    }
    add_warnings(&words, result, &out->options, true);
    hinge_writer_add_words(writer, &out->text, hinge_text_string(&words));
    size_t left = hinge_planned_are(result) ? hinge_planned_add_tables(out, result)
                                            : show_tables(out, result);
    words.length = 0;
    /* What must be known to read the tables: warnings, how rows became people, the seed. */
    const char *way = json_string_value(hinge_json_at(root, "request/aggregate"));
    hinge_text_adds(&words, "\n");
    hinge_planned_add_range(result, !out->options.brief, &words);
    add_warnings(&words, result, &out->options, false);
    hinge_comparison_add_people(root, &words);
    hinge_published_error_note(root, &words);
    hinge_text_printf(&words, "%s %s, %s%s, seed %lld\n",
                      json_string_value(json_object_get(root, "tool")),
                      json_string_value(json_object_get(root, "version")),
                      json_string_value(json_object_get(root, "analysis")),
                      way != NULL ? "" : ", participants as the unit",
                      (long long)json_integer_value(json_object_get(root, "seed")));
    if (left > 0)
        hinge_text_printf(&words, "%zu more table%s: --verbose\n", left, HINGE_S(left));
    hinge_writer_add_words(writer, &out->text, hinge_text_string(&words));
    hinge_text_adds(&out->text, writer->after != NULL ? writer->after : "");
}

/* Lines as a list of texts. */
static void add_lines(json_t *report, const char *key, const char *at)
{
    json_t *list = hinge_add_list(report, key);
    for (size_t n; *at != '\0'; at += n + (at[n] == '\n')) {
        n = strcspn(at, "\n");
        json_array_append_new(list, json_stringn(at, n));
    }
}

enum hinge_status hinge_result_format(const struct hinge_result *result, const char *writer,
                                      const struct hinge_writer_options *options, char **text,
                                      size_t *length, struct hinge_error *error)
{
    struct hinge_comparison_output out = {.writer = writer, .error = error};
    const struct hinge_writer *chosen = hinge_writer_find(writer);
    bool of_view = hinge_result_document(result) == NULL;
    bool apa = !of_view && strcmp(writer, "apa") == 0;
    *text = NULL;
    if (!apa)
        note_failure(&out, hinge_writer_built(writer, error));
    note_failure(&out, hinge_writer_options_take(&out.options, options, error));
    if (out.status != HINGE_OK)
        return out.status;
    if (of_view)
        note_failure(&out, hinge_writer_add_all(chosen, result->table, result->n_tables,
                                                &out.options, &out.text, error));
    else if (strcmp(writer, "json") == 0) {
        /* The document with results/report, its sentences. */
        json_auto_t *root = json_copy((json_t *)hinge_result_document(result)),
                    *results = json_copy((json_t *)hinge_result_results(result));
        if (!result->failed) {
            json_t *report = hinge_add_object(results, "report");
            add_lines(report, "sentence", result->sentences);
            add_lines(report, "apa", result->apa);
        }
        json_object_set(root, "results", results);
        cleared_by(freed) char *json = hinge_json_text(root, JSON_INDENT(1));
        hinge_text_printf(&out.text, "%s\n", hinge_or_empty(json));
    } else if (apa) {
        if (hinge_planned_are(result))
            hinge_text_shown_lines(&out.text, result->sentences, "\n");
        hinge_text_shown_lines(&out.text, result->apa, "\n");
        if (out.text.length == 0) /* rather than an answer with nothing */
            note_failure(&out,
                         hinge_usage(error, "%s has no sentences in APA style; leave --apa out",
                                     result->analysis));
    } else if (chosen->for_programs) {
        const bool rows = result->inside->rows.n_columns > 0;
        struct hinge_result_table one = {.name = rows ? "rows" : result->analysis};
        if (rows)
            one.table = result->inside->rows;
        else
            hinge_result_flat(hinge_result_document(result), &one.table);
        note_failure(&out, hinge_writer_add_all(chosen, &one, 1, &out.options, &out.text, error));
        if (!rows)
            hinge_table_clear(&one.table);
    } else {
        add_readable(&out, result);
    }
    return hinge_writer_end(&out.text, out.options.width, out.status, text, length);
}

/* --- A comparison's JSON in, a table out. --- */

bool hinge_document_is(const char *path)
{
    return hinge_file_starts_with(path, "{", 1);
}

enum hinge_status hinge_document_read(const char *path, const char *analysis,
                                      struct hinge_result **result, struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    enum hinge_status status = hinge_file_read(path, path, (size_t)256 << 20, &bytes, error);
    *result = NULL;
    if (status == HINGE_OK)
        status = hinge_result_read(bytes.data, result, error);
    const struct hinge_result *of = *result;
    const json_t *why =
        of != NULL ? hinge_json_at(hinge_result_document(of), "error/message") : NULL;
    if (status == HINGE_OK && of->failed && json_is_string(why))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: hinge-compare %s gave no result: %.300s; correct "
                               "that and run it again",
                               path, of->analysis, json_string_value(why));
    if (status == HINGE_OK && of != NULL
            ? of->failed || *of->analysis == '\0' || !json_is_object(hinge_result_results(of))
            : status == HINGE_INPUT && of == NULL) {
        const char *id = analysis != NULL ? analysis : "cues";
        if (!hinge_store_is_hdf5(path))
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                   "%s: not the JSON result of hinge-compare; write one: "
                                   "hinge-compare %s results.h5 -o comparison.json",
                                   path, id);
        hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                        "%s: not the JSON result of hinge-compare; write one:", path);
        return hinge_error_command(error,
                                   strcmp(id, "groups") == 0
                                       ? "hinge-compare * * --filter cue=none -o comparison.json"
                                       : "hinge-compare * * -o comparison.json",
                                   (const char *[]){id, path});
    }
    if (status == HINGE_OK && analysis != NULL && strcmp(of->analysis, analysis) != 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: this is of %s, not of %s; hinge-compare %s "
                               "-o FILE.csv (.md .tex …) writes its table",
                               path, of->analysis, analysis, of->analysis);
    return status;
}

/* Replaces ids of the study by the words of the comparison, or of who asks, as its
 * sentences do. Roles and units stay. */
static void add_words(const struct hinge_label_list *labels, struct hinge_table *table)
{
    static const char ids[] = "cue|outcome|group|group_first|group_second|first|second|"
                              "level|stratum|fault";
    for (size_t c = 0; c < table->n_columns; c++)
        for (size_t r = 0; r < table->rows && hinge_listed(ids, '|', table->column[c].name); r++) {
            const char *cell =
                table->column[c].type == HINGE_COLUMN_TEXT ? table->column[c].text[r] : NULL;
            const char *theirs = cell != NULL ? hinge_wording_label(labels, cell) : NULL;
            if (theirs != NULL)
                hinge_table_set_text(table, c, r, theirs);
        }
}

void hinge_tab_document(struct hinge_tabulation *tab)
{
    struct hinge_result *result = NULL;
    if (hinge_tab_try(tab, hinge_document_read(tab->request->results, tab->view->id, &result,
                                               &tab->failure))) {
        if (hinge_tab_readable(tab)) {
            /* planned outcomes for readers */
            const struct hinge_label_list *given = tab->request->labels;
            cleared_by(hinge_planned_labels_clear) struct hinge_planned_labels labels = {0};
            for (size_t k = 0; k < 2 * result->n_planned; k++) { /* levels and groups */
                struct hinge_planned_outcome *row =
                    (struct hinge_planned_outcome *)result->planned + k / 2;
                const char *level = hinge_wording_label(given, hinge_or_empty(row->level[k % 2])),
                           *group = hinge_wording_label(given, hinge_or_empty(row->group[k % 2]));
                row->level_title[k % 2] = level != NULL ? level : row->level_title[k % 2];
                row->group_title[k % 2] = group != NULL ? group : row->group_title[k % 2];
            }
            if (!tab->request->ids)
                hinge_planned_labels(result, given, false, &labels);
            if (tab->request->words)
                hinge_planned_paper(result, &labels.list, tab->table, &tab->notes);
            else
                hinge_planned_table(result, "outcomes", tab->table);
            if (!tab->request->words && !tab->request->ids)
                hinge_planned_name_outcomes(tab->table, &labels.list);
            add_words(&labels.list, tab->table);
        } else {
            hinge_result_flat(hinge_result_document(result), tab->table);
        }
        /* every column is seen unless others are chosen */
        struct hinge_tab_columns *columns = &tab->columns;
        for (; columns->n < tab->table->n_columns; columns->n++) {
            columns->item = hinge_more(columns->item, columns->n, sizeof *columns->item);
            columns->item[columns->n] = (struct hinge_tab_column){.show = HINGE_SHOW_DATA};
        }
        hinge_text_adds(&tab->notes, result->sentences);
        hinge_published_error_note(hinge_result_document(result), &tab->notes);
    }
    hinge_result_free(result);
}
