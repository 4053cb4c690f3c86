/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, why, and what it can be used for: one row of a wide table. Recordings and
 * trial lists have files of their own; here are study and results files, and those of this
 * program that no reader takes: a config, the JSON of a comparison, pages, figures. */
#include "inspect/inspect.h"

#include "config/sections.h"
#include "table/columns.h"

#include <hinge/inspect.h>

/* --- the columns of the row, and setting a cell of it --- */

#define TEXT_NAME(id, name) #name,
#define NUMBER_ROW(id, name, unit, digits) {#name, unit, digits},
static const char *const text_names[N_TEXTS] = {TEXTS(TEXT_NAME)};
static const struct {
    const char *name, *unit;
    int digits;
} number_names[N_NUMBERS] = {NUMBERS(NUMBER_ROW)};

void hinge_inspect_text(struct hinge_inspection *in, int column, const char *value)
{
    hinge_table_set_text(in->table, (size_t)column, in->row, value);
}

void hinge_inspect_whole_text(struct hinge_inspection *in, int column, struct hinge_text *value)
{
    hinge_inspect_text(in, column, hinge_text_string(value));
    hinge_text_clear(value);
}

void hinge_inspect_number(struct hinge_inspection *in, int column, double value)
{
    in->table->column[N_TEXTS + column].number[in->row] = value;
}

/* --- study and results files --- */

/* Recordings of the rows that are there, and that were refused or not made yet. */
static void count_trials(struct hinge_inspection *in, const struct hinge_table *table)
{
    size_t refused = 0, planned = 0;
    for (size_t i = 0; i < table->rows; i++) {
        planned += hinge_is_to_come(table, i);
        refused += hinge_is_refused(table, i);
    }
    hinge_inspect_number(in, TRIALS, (double)(table->rows - refused));
    hinge_inspect_number(in, REFUSED, (double)(refused - planned));
    if (planned > 0)
        hinge_inspect_number(in, NOT_RECORDED, (double)planned);
}

static enum hinge_status inspect_study(struct hinge_inspection *in, const char *path)
{
    struct hinge_study_reader *reader = NULL;
    cleared_by(hinge_table_clear) struct hinge_table ledger = {0};
    enum hinge_status status = hinge_study_open(path, &reader, in->error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(reader, HINGE_GROUP_LEDGER, &ledger, in->error);
    if (status == HINGE_OK) {
        count_trials(in, &ledger);
        /* a line per file given: id, what it was taken for, frames, rate; or why it was refused, or
         * that it is not made yet */
        enum { SHOWN = 500 };
        struct hinge_text list = {0};
        static const char *const names[] = {"trial_id", "file", "format", "reason", "landmark_set"};
        for (size_t i = 0; i < ledger.rows && i < SHOWN; i++) {
            const char *cell[5];
            for (int c = 0; c < 5; c++)
                cell[c] = hinge_table_word(&ledger, names[c], i);
            hinge_text_printf(&list, "%s%s (%s): ", i > 0 ? "\n" : "", cell[0], cell[1]);
            double rate_hz = hinge_table_number(&ledger, "rate_hz", i);
            if (hinge_is_to_come(&ledger, i))
                hinge_text_adds(&list, "not recorded yet");
            else if (hinge_is_refused(&ledger, i))
                hinge_text_printf(&list, "refused, %s", cell[3]);
            if (hinge_is_refused(&ledger, i))
                continue;
            hinge_text_printf(&list, "%s, %s, %.0f frames", cell[2],
                              *cell[4] != '\0' ? cell[4] : "no landmark set",
                              hinge_table_number(&ledger, "frames", i));
            if (rate_hz > 0)
                hinge_text_printf(&list, " at %.4g Hz", rate_hz);
        }
        if (ledger.rows > SHOWN)
            hinge_text_printf(&list, "\nand %zu more; hinge-check lists all", ledger.rows - SHOWN);
        hinge_inspect_whole_text(in, LIST, &list);
    }
    hinge_study_close(reader);
    return status;
}

static enum hinge_status inspect_results(struct hinge_inspection *in, const char *path)
{
    struct hinge_results_reader *reader = NULL;
    cleared_by(hinge_table_clear) struct hinge_table trials = {0};
    enum hinge_status status = hinge_results_share(path, NULL, &reader, in->error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, in->error);
    if (status == HINGE_OK) {
        double reps = 0;
        for (size_t i = 0; i < trials.rows; i++) {
            const double of = hinge_table_number(&trials, "reps", i);
            if (!isnan(of) && hinge_trial_role_has_reps(hinge_table_text(&trials, "role", i)))
                reps += of;
        }
        count_trials(in, &trials);
        hinge_inspect_number(in, REPS, reps);
    }
    hinge_results_close(reader);
    return status;
}

/* --- files that no reader takes --- */

enum { LIMIT = 64 << 20 };

/* The value of "key" near the beginning of a JSON, without its quotes. */
static size_t text_of(const char *json, const char *key, const char **value)
{
    enum { NEAR = 4096 };
    const char *at = strstr(json, key);
    if (at == NULL || at - json > NEAR)
        return 0;
    at += strlen(key);
    at += strspn(at, " \t\r\n:");
    *value = at + 1;
    return *at == '"' ? strcspn(*value, "\"\n") : 0;
}

/* The first line that is no comment opens a section that a config has. */
static bool is_config(const char *text)
{
    const struct hinge_config_section *section;
    text = hinge_utf8_start(text);
    while (*text == '#' || *text == ';' || *text == '\n' || *text == '\r') {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    size_t n = strcspn(text, "]:\r\n");
    if (*text != '[' || (text[n] != ']' && text[n] != ':'))
        return false;
    for (size_t i = 0; (section = hinge_config_section(i)) != NULL; i++)
        if (strcspn(section->name, ":") == n - 1 && strncmp(text + 1, section->name, n - 1) == 0)
            return true;
    return text[n] == ':' &&
           (strncmp(text, "[fault", n) == 0 || strncmp(text, "[landmarks", n) == 0);
}

/* The kind of a file, and in `what` what can be done with it; NULL: none of these. */
static const char *kind_of(const char *text, const char *path, struct hinge_text *what)
{
    const char *kind = NULL;
    if (is_config(text)) {
        bool run = strncmp(text, "[run]", 5) == 0 || strstr(text, "\n[run]") != NULL;
        hinge_text_adds(what, run ? "the settings of a study; run it:\nhinge-run "
                                  : "settings; give them to a tool:\nhinge-analyze study.h5 -o "
                                    "results.h5 --config ");
        hinge_text_word(what, path);
        return "config";
    }
    if (*text == '{') {
        const char *value = NULL;
        size_t tool = text_of(text, "\"tool\"", &value);
        bool made = (tool == 13 && strncmp(value, "hinge-compare", tool) == 0) ||
                    (tool == 11 && strncmp(value, "hinge-check", tool) == 0);
        size_t n = text_of(text, "\"analysis\"", &value);
        bool planned = (n == 4 && strncmp(value, "cues", n) == 0) ||
                       (n == 6 && strncmp(value, "groups", n) == 0);
        if (made && planned)
            hinge_text_printf(what, "what hinge-compare %.*s found; as a table:\nhinge-table %.*s ",
                              (int)n, value, (int)n, value);
        else if (made && n > 0)
            hinge_text_printf(what,
                              "what hinge-compare %.*s found; with -o FILE.csv it writes a table",
                              (int)n, value);
        else if (n > 0)
            hinge_text_printf(what, "a request for %.*s; run it:\nhinge-compare --request ", (int)n,
                              value);
        if (n > 0 && (!made || planned))
            hinge_text_word(what, path);
        kind = made && n > 0 ? "comparison" : n > 0 ? "request" : "description";
    } else if (strncmp(text, "<!DOCTYPE html", 14) == 0)
        kind = "page";
    else if (strncmp(text, "<svg", 4) == 0)
        kind = "figure";
    if (*text == '<' && kind != NULL)
        hinge_text_printf(what,
                          "a %s to open in a browser; hinge-inspect describes "
                          "recordings, trial lists, study and results files",
                          kind);
    return what->length > 0 ? kind : NULL;
}

/* Whether it is a config, a comparison's JSON or what else no reader takes. */
static bool inspect_other(struct hinge_inspection *in, const char *path)
{
    static const char begins[] = "{<#;[\xEF\n\r";
    struct hinge_error unread = HINGE_ERROR_INIT;
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text what = {0};
    bool may = false;
    for (const char *b = begins; *b != '\0'; b++)
        may = may || hinge_file_starts_with(path, b, 1);
    /* one that cannot be read is for the readers of recordings to refuse */
    if (!may || hinge_file_read(path, path, LIMIT, &bytes, &unread) != HINGE_OK)
        return false;
    const char *kind = kind_of(bytes.data, path, &what);
    if (kind != NULL) {
        hinge_inspect_text(in, KIND, kind);
        hinge_inspect_number(in, BYTES, (double)bytes.size);
        hinge_inspect_whole_text(in, MESSAGE, &what);
    }
    return kind != NULL;
}

/* --- any file --- */

enum hinge_status hinge_inspect_one(const char *path, const struct hinge_config *config,
                                    struct hinge_vocabulary *words, struct hinge_table *table,
                                    struct hinge_error *error)
{
    char kind[16] = "";
    const bool begins = table->n_columns == 0;
    for (size_t c = 0; begins && c < N_TEXTS; c++)
        hinge_table_add_column(table, text_names[c], HINGE_COLUMN_TEXT, "", 0);
    for (size_t c = 0; begins && c < N_NUMBERS; c++)
        hinge_table_add_column(table, number_names[c].name, HINGE_COLUMN_NUMBER,
                               number_names[c].unit, number_names[c].digits);
    hinge_table_add_rows(table, 1);
    struct hinge_inspection in = {
        .table = table, .row = table->rows - 1, .words = words, .error = error};
    cleared_by(freed) char *name = hinge_path_name(path);
    hinge_inspect_text(&in, FILE_NAME, name);
    enum hinge_status status = HINGE_OK;
    if (!hinge_store_is_hdf5(path)) {
        bool list = false;
        if (inspect_other(&in, path))
            return HINGE_OK;
        status = hinge_inspect_list(&in, path, config, &list);
        return list || status != HINGE_OK ? status : hinge_inspect_recording(&in, path, config);
    }
    status = hinge_store_kind(path, kind, error);
    if (status != HINGE_OK)
        return status;
    hinge_inspect_text(&in, KIND, kind);
    return strcmp(kind, "study") == 0 ? inspect_study(&in, path) : inspect_results(&in, path);
}

enum hinge_status hinge_inspect(const char *path, const struct hinge_config *config,
                                struct hinge_table *table, struct hinge_error *error)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    return hinge_inspect_one(path, config, &words, table, error);
}
