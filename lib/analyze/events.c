/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that somebody marked by hand. In: a CSV, the study's list; out: marks by row of the list,
 * in the caller's arena; and rows for further tasks. */
#include "analyze/job.h"

#include "os/text.h"
#include "table/columns.h"

static const char *const columns[] = {HINGE_EVENTS_COLUMNS};
enum { N_COLUMNS = sizeof columns / sizeof *columns, TIMES = 3, LOAD = N_COLUMNS - 2 };
/* NULL-terminated, for the reader */
static const char *const as_text[] = {HINGE_EVENTS_TEXTS, NULL};

/* --- the columns --- */

/* 1, 0, or NaN for a word that is neither; a blank is 0. */
static double is_yes(const struct hinge_table *table, const char *column, size_t row)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {{"yes", 1}, {"no", 0}, {"true", 1}, {"false", 0}, {"", 0}};
    const char *text = hinge_table_text(table, column, row);
    double number = hinge_table_number(table, column, row);
    if (text == NULL)
        return number > 0;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strcasecmp(text, words[k].word) == 0)
            return words[k].value;
    char *end;
    number = strtod(text, &end);
    return *end == '\0' && !isnan(number) ? number > 0 : (double)NAN;
}

static enum hinge_status check_columns(const char *path, const struct hinge_table *table,
                                       struct hinge_error *error)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        const char *near = hinge_label_find(columns, N_COLUMNS, column->name) >= 0
                               ? NULL
                               : hinge_suggest(column->name, columns, N_COLUMNS);
        if (near != NULL)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                   "%s: column \"%s\" is not known; did you mean "
                                   "\"%s\"?",
                                   path, column->name, near);
        if (hinge_label_find(columns, N_COLUMNS, column->name) < 0 ||
            hinge_is_among(as_text, column->name) || column->type == HINGE_COLUMN_NUMBER)
            continue;
        bool words = strcmp(column->name, "exclude") == 0;
        for (size_t i = 0; i < table->rows; i++)
            if (column->text[i] != NULL && *column->text[i] != '\0' &&
                !(words && !isnan(is_yes(table, "exclude", i))))
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                                       "%s:%zu: column \"%s\": \"%.60s\" is not %s, "
                                       "as expected; correct it",
                                       path, i + 2, column->name, column->text[i],
                                       words ? "yes or no (1 or 0)" : "a number");
    }
    if (hinge_table_find(table, "trial") >= 0 || hinge_table_find(table, "file") >= 0)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                           "%s: events need a column \"trial\" with the ids of the "
                           "recordings, then rep, desc_start_s, desc_end_s, "
                           "asc_start_s, asc_end_s, liftoff_s, setdown_s, exclude, "
                           "task, why, blind",
                           path);
}

/* --- the recordings --- */

/* What a recording may be called: its ID in the list, in the ledger, its file as listed with / for
 * \, its base name. */
enum { OF_LIST, OF_LEDGER, OF_FILE, OF_BASE, NAMES };

static const char *with_slashes(struct hinge_arena *arena, const char *path)
{
    char *out = hinge_arena_strdup(arena, path);
    for (char *c = out; *c != '\0'; c++)
        *c = (char)(*c == '\\' ? '/' : *c);
    return out;
}

/* The row that has a name, from a kind of name on; SIZE_MAX: none, or several. */
static size_t find_name(struct hinge_text_row *const names[NAMES], size_t n, int from,
                        const char *text)
{
    const struct hinge_text_row wanted = {text, 0};
    for (int k = from; *text != '\0' && k < NAMES; k++) {
        const struct hinge_text_row *found =
            bsearch(&wanted, names[k], n, sizeof *found, hinge_by_text);
        if (found == NULL)
            continue;
        while (found > names[k] && hinge_by_text(found - 1, found) == 0)
            found--; /* of a recording that is listed twice the first is used */
        bool twice = found + 1 < names[k] + n && hinge_by_text(found + 1, found) == 0;
        return k == OF_BASE && twice ? SIZE_MAX : found->row;
    }
    return SIZE_MAX;
}

enum hinge_status hinge_events_rows(const char *path, const struct hinge_table *table,
                                    const struct hinge_table *list,
                                    const struct hinge_table *ledger, struct hinge_arena *arena,
                                    size_t *row, struct hinge_text *remark,
                                    struct hinge_error *error)
{
    enum { MOST = 8 };
    struct hinge_text_row *names[NAMES];
    for (int k = 0; k < NAMES; k++) {
        names[k] = hinge_arena_raw(arena, list->rows, sizeof **names);
        for (size_t i = 0; i < list->rows; i++) {
            const char *text = k == OF_LEDGER
                                   ? hinge_table_word(ledger, "trial_id", i)
                                   : hinge_table_word(list, k == OF_LIST ? "id" : "file", i);
            text = k >= OF_FILE ? with_slashes(arena, text) : text;
            names[k][i] = (struct hinge_text_row){k == OF_BASE ? hinge_file_name(text) : text, i};
        }
        qsort(names[k], list->rows, sizeof **names, hinge_by_text_row);
    }
    struct hinge_text lines = {0}; /* of rows that fit nothing */
    const char *first = NULL, **known = hinge_arena_alloc(arena, list->rows + 1, sizeof *known);
    bool *named = hinge_arena_alloc(arena, list->rows + 1, sizeof *named); /* by its file */
    size_t unfit = 0;
    for (size_t i = 0; i < table->rows; i++) {
        const char *file = hinge_table_word(table, "file", i),
                   *trial = hinge_table_word(table, "trial", i);
        bool by_file = *file != '\0';
        row[i] = find_name(names, list->rows, by_file ? OF_FILE : OF_LIST,
                           with_slashes(arena, by_file ? file : trial));
        if (row[i] == SIZE_MAX && !by_file) /* an ID may have a \ */
            row[i] = find_name(names, list->rows, OF_LIST, trial);
        if (row[i] != SIZE_MAX)
            named[row[i]] |= by_file;
    }
    for (size_t i = 0; i < table->rows; i++) {
        const char *file = hinge_table_word(table, "file", i),
                   *trial = hinge_table_word(table, "trial", i);
        bool by_file = *file != '\0';
        if (row[i] == SIZE_MAX && by_file) { /* renamed: its ID is that of a file without rows */
            char *beside = hinge_arena_printf(arena, "%.*s%s", (int)(hinge_file_name(path) - path),
                                              path, with_slashes(arena, file));
            const size_t its = find_name(names, list->rows, OF_LIST, trial);
            if (hinge_os_exists(beside)) { /* a recording that the list leaves out */
                if (remark != NULL && remark->length == 0)
                    hinge_text_printf(remark,
                                      "%s: line %zu is of %.200s, which the list leaves out: its "
                                      "rows are kept, and not used",
                                      path, i + 2, file);
                continue;
            }
            row[i] = its == SIZE_MAX || named[its] ? SIZE_MAX : its;
            if (row[i] != SIZE_MAX && remark != NULL && remark->length == 0)
                hinge_text_printf(remark,
                                  "%s: line %zu is of %.200s, which the list has not; %.200s is "
                                  "%.200s there: taken as renamed",
                                  path, i + 2, file, trial, hinge_table_word(list, "file", its));
        }
        if (row[i] != SIZE_MAX || unfit++ >= MOST)
            continue;
        hinge_text_printf(&lines, "%s%zu", lines.length > 0 ? ", " : "", i + 2);
        first = first != NULL ? first : by_file ? file : trial;
    }
    enum hinge_status status = HINGE_OK;
    if (unfit > 0) { /* the nearest names: of a file its base name, too */
        const char *file = hinge_file_name(with_slashes(arena, first)), *near;
        for (size_t i = 0; i < list->rows; i++)
            known[i] = hinge_table_word(list, "id", i);
        near = hinge_suggest(first, known, list->rows);
        for (size_t i = 0; i < list->rows; i++)
            known[i] = hinge_file_name(with_slashes(arena, hinge_table_word(list, "file", i)));
        for (size_t i = 0; near == NULL && i < list->rows; i++) /* several have this name */
            near = strcmp(known[i], file) == 0 ? hinge_table_word(list, "file", i) : NULL;
        near = near != NULL ? near : hinge_suggest(file, known, list->rows);
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
            "%s: %zu row%s fit%s no recording (line%s %s%s): the study has no \"%.80s\"%s%.80s%s "
            "its id (hinge-table trials --columns trial_id) or its file as in the list",
            path, unfit, unfit > 1 ? "s" : "", unfit > 1 ? "" : "s", unfit > 1 ? "s" : "",
            lines.data, unfit > MOST ? ", …" : "", first, near != NULL ? "; did you mean " : "",
            hinge_or_empty(near), near != NULL ? "? Write" : "; write");
    }
    hinge_text_clear(&lines);
    return status;
}

static enum hinge_status take_row(const char *path, const struct hinge_table *table, size_t i,
                                  struct hinge_arena *arena, struct hinge_mark *mark,
                                  struct hinge_error *error)
{
    const char *task = hinge_table_word(table, "task", i), *why = hinge_table_word(table, "why", i);
    double rep = hinge_table_number(table, "rep", i);
    *mark = (struct hinge_mark){.rep = rep >= 1 && rep < 1e6 ? (int)rep : 0,
                                .exclude = is_yes(table, "exclude", i) > 0,
                                .blind = is_yes(table, "blind", i) > 0,
                                .task = *task != '\0' ? hinge_arena_strdup(arena, task) : NULL,
                                .why = *why != '\0' ? hinge_arena_strdup(arena, why) : NULL,
                                .line = i + 2};
    for (int k = 0; k < HINGE_BOUNDS; k++)
        mark->time_s[k] = hinge_table_number(table, columns[TIMES + k], i);
    for (int k = 0; k < 2; k++)
        mark->load_s[k] = hinge_table_number(table, columns[LOAD + k], i);
    if (!isnan(rep) && (mark->rep == 0 || rep > mark->rep)) /* whoever counts from 0 */
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "%s:%zu: rep is %g; count the repetitions of a recording from 1",
                               path, i + 2, rep);
    return HINGE_OK;
}

enum hinge_status hinge_events_read(const char *path, const struct hinge_table *list,
                                    const struct hinge_table *ledger, struct hinge_arena *arena,
                                    struct hinge_events *events, struct hinge_text *remark,
                                    struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    *events = (struct hinge_events){0};
    enum hinge_status status = hinge_table_read_csv(&table, path, path, as_text, 0, 0, error);
    if (status == HINGE_OK)
        status = check_columns(path, &table, error);
    if (status == HINGE_OK) {
        events->mark = hinge_arena_alloc(arena, table.rows, sizeof *events->mark);
        events->first = hinge_arena_alloc(arena, list->rows + 2, sizeof *events->first);
        size_t *row = hinge_arena_alloc(arena, table.rows, sizeof *row);
        status = hinge_events_rows(path, &table, list, ledger, arena, row, remark, error);
        for (size_t i = 0; i < table.rows && status == HINGE_OK; i++)
            if (row[i] != SIZE_MAX) {
                events->first[row[i] + 2]++;
                events->n++;
            }
        for (size_t r = 1; r < list->rows; r++)
            events->first[r + 1] += events->first[r];
        for (size_t i = 0; i < table.rows && status == HINGE_OK; i++)
            if (row[i] != SIZE_MAX)
                status = take_row(path, &table, i, arena,
                                  &events->mark[events->first[row[i] + 1]++], error);
    }
    return status;
}

/* --- several tasks in one recording --- */

static void set_word(struct hinge_table *table, const char *name, size_t row, const char *text)
{
    long column = hinge_table_find(table, name);
    if (column < 0 && text != NULL)
        column = (long)hinge_table_add_column(table, name, HINGE_COLUMN_TEXT, "", -1);
    if (column >= 0 && table->column[column].type == HINGE_COLUMN_TEXT)
        hinge_table_set_text(table, (size_t)column, row, text);
}

static enum hinge_status refuse_task(const struct hinge_analyze_request *request,
                                     const struct hinge_mark *mark, const char *why,
                                     struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_MANUAL, "%s:%zu: task \"%.80s\": %s",
                           request->events, mark->line, mark->task, why);
}

static enum hinge_status add_part(const struct hinge_analyze_request *request,
                                  struct hinge_events *events, struct hinge_study_rows *rows,
                                  size_t row, const struct hinge_mark *mark,
                                  struct hinge_error *error)
{
    const char *list = hinge_table_word(&rows->list, "task", row);
    cleared_by(hinge_text_clear) struct hinge_text id = {0};
    for (size_t k = 0; k < events->n_parts; k++)
        if (events->source[k] == row &&
            strcmp(hinge_table_word(&rows->list, "task", events->n_list + k), mark->task) == 0)
            return HINGE_OK;
    if (request->shards > 0 || hinge_study_attribute(rows->study, HINGE_SHARD_ATTRIBUTE) != NULL)
        return refuse_task(request, mark, "analyse a study with such tasks as a whole", error);
    if ((hinge_task_find(mark->task)->start == 'F') != (hinge_task_find(list)->start == 'F'))
        return refuse_task(request, mark,
                           "one of it and the list's task starts on the floor; cut the recording "
                           "in two",
                           error);
    hinge_text_printf(&id, "%s_%s", hinge_table_word(&rows->ledger, "trial_id", row), mark->task);
    for (size_t i = 0; i < id.length; i++) /* as ids at ingest */
        id.data[i] = id.data[i] == '/' ? '_' : id.data[i];
    if (hinge_table_row_of(&rows->ledger, "trial_id", id.data, 0) != SIZE_MAX) {
        hinge_text_clear(&id);
        return refuse_task(request, mark,
                           "a recording of the study has the id of this part; give it another",
                           error);
    }
    events->part_of[events->n_parts] = hinge_arena_strdup(&rows->arena, list);
    events->source[events->n_parts++] = row;
    size_t at = rows->ledger.rows;
    hinge_table_add_row_of(&rows->list, &rows->list, row);
    hinge_table_add_row_of(&rows->ledger, &rows->ledger, row);
    set_word(&rows->list, "task", rows->list.rows - 1, mark->task);
    set_word(&rows->ledger, "trial_id", at, id.data);
    set_word(&rows->ledger, "duplicate_of", at, NULL);
    rows->trial_of[at] = rows->trial_of[row];
    return HINGE_OK;
}

enum hinge_status hinge_events_split(const struct hinge_analyze_request *request,
                                     struct hinge_events *events, struct hinge_study_rows *rows,
                                     struct hinge_error *error)
{
    size_t n = rows->list.rows;
    int32_t *trial_of = hinge_arena_alloc(&rows->arena, n + events->n, sizeof *trial_of);
    memcpy(trial_of, rows->trial_of, n * sizeof *trial_of);
    rows->trial_of = trial_of;
    events->n_list = n;
    events->source = hinge_arena_alloc(&rows->arena, events->n, sizeof *events->source);
    events->part_of = hinge_arena_alloc(&rows->arena, events->n, sizeof *events->part_of);
    for (size_t row = 0; row < n; row++) {
        const char *role = hinge_table_word(&rows->list, "role", row);
        if (trial_of[row] < 0 || (*role != '\0' && strcmp(role, "trial") != 0))
            continue;
        for (size_t m = events->first[row]; m < events->first[row + 1]; m++) {
            const char *task = events->mark[m].task;
            enum hinge_status status =
                task == NULL || strcmp(task, hinge_table_word(&rows->list, "task", row)) == 0
                    ? HINGE_OK
                    : add_part(request, events, rows, row, &events->mark[m], error);
            if (status != HINGE_OK)
                return status;
        }
    }
    return HINGE_OK;
}
