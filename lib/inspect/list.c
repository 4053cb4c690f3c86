/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list before it is ingested. In: its table and path; out, as lines: all that ingest
 * would refuse, what the list covers, and what looks like a slip. Texts and numbers live
 * in the arena of the grid. */
#include "inspect/inspect.h"

#include "people/people.h"
#include "table/columns.h"

/* What a list's rows would give, as lines for a reader. Zero-initialise. */
struct report {
    struct hinge_messages refusals; /* one line each: columns, rows, recordings */
    struct hinge_text remarks;      /* spelling variants, two groups, no standing trial */
    struct hinge_text grid;         /* participant x condition, trials in each cell */
    size_t n_refusals, stored, refused, not_recorded;
};

/* --- texts by number --- */

/* Distinct texts in the order they come, and which of them each row of the list has;
 * NO_PLACE where a row has none. */
#define NO_PLACE SIZE_MAX
struct levels {
    const char **text;
    size_t n, *of;
};

/* Numbers the texts of the rows, NULL being none. */
static struct levels number_texts(struct hinge_arena *arena, const char *const *text, size_t rows)
{
    cleared_by(hinge_intern_clear) struct hinge_intern known = {0};
    struct levels levels = {.text = hinge_arena_alloc(arena, rows, sizeof *levels.text),
                            .of = hinge_arena_alloc(arena, rows, sizeof *levels.of)};
    for (size_t i = 0; i < rows; i++) {
        levels.of[i] = text[i] != NULL ? hinge_intern_number(&known, text[i]) : NO_PLACE;
        if (known.n > levels.n)
            levels.text[levels.n++] = text[i];
    }
    return levels;
}

/* The texts of a column; an empty one is none unless `all`. */
static struct levels levels_of(struct hinge_arena *arena, const struct hinge_table *list,
                               const char *column, bool all)
{
    const char **text = hinge_arena_alloc(arena, list->rows, sizeof *text);
    for (size_t i = 0; i < list->rows; i++) {
        text[i] = hinge_table_word(list, column, i);
        text[i] = all || *text[i] != '\0' ? text[i] : NULL;
    }
    return number_texts(arena, text, list->rows);
}

/* Begins another remark. */
static void begin_remark(struct report *report)
{
    if (report->remarks.length > 0)
        hinge_text_adds(&report->remarks, "\n");
}

/* A remark without the path of the list. */
static void add_remark(void *report, const char *line)
{
    const char *look = strstr(line, ": look at ");
    begin_remark(report);
    hinge_text_adds(&((struct report *)report)->remarks, look != NULL ? look + 2 : line);
}

/* --- what a list covers: trials by participant and condition --- */

/* A key as it is shown: an empty one is told from a value. */
static const char *key_shown(const char *key)
{
    return *key != '\0' ? key : "(empty)";
}

enum {
    PAIRS_SHOWN = 100,
    ROWS_SHOWN = 200,
    COLUMNS_SHOWN = 16,
    CELLS = 10000000 /* of the grid; a list with more is no design */
};

struct grid {
    const struct hinge_table *list;
    struct hinge_arena arena;
    struct levels people, conditions;
    const char **group; /* per person, the first that is named */
    size_t *cell;       /* people x (conditions, references): rows of the list */
};

static bool varies(const struct hinge_table *list, const char *column)
{
    const char *first = NULL;
    for (size_t i = 0; i < list->rows; i++) {
        const char *text = hinge_table_word(list, column, i);
        if (!hinge_list_is_trial(list, i))
            continue;
        if (first != NULL && strcmp(first, text) != 0)
            return true;
        first = text;
    }
    return false;
}

static void count(struct grid *grid)
{
    const struct hinge_table *list = grid->list;
    const bool used[3] = {varies(list, "session"), varies(list, "task"), varies(list, "cue")};
    const char **condition = hinge_arena_alloc(&grid->arena, list->rows, sizeof *condition);
    for (size_t i = 0; i < list->rows; i++)
        if (hinge_list_is_trial(list, i)) {
            /* the keys that vary, joined: "rdl wall_tap"; "trials" when none does */
            static const char *const keys[] = {"session", "task", "cue"};
            cleared_by(hinge_text_clear) struct hinge_text text = {0};
            for (size_t k = 0; k < 3; k++) {
                const char *level = hinge_table_word(grid->list, keys[k], i);
                if (used[k])
                    hinge_text_printf(&text, "%s%s", text.length > 0 ? "/" : "", key_shown(level));
            }
            condition[i] = hinge_arena_strdup(
                &grid->arena, text.length > 0 ? hinge_text_string(&text) : "trials");
        }
    grid->conditions = number_texts(&grid->arena, condition, list->rows);
    grid->people = levels_of(&grid->arena, list, "participant", true);
    grid->group = hinge_arena_alloc(&grid->arena, grid->people.n, sizeof *grid->group);
    for (size_t i = 0; i < list->rows; i++) {
        const char **group = &grid->group[grid->people.of[i]];
        if (*group == NULL && *hinge_table_word(list, "group", i) != '\0')
            *group = hinge_table_word(list, "group", i);
    }
    size_t columns = grid->conditions.n + 1;
    if (grid->people.n > CELLS / columns)
        return;
    grid->cell = hinge_arena_alloc(&grid->arena, grid->people.n * columns, sizeof *grid->cell);
    for (size_t i = 0; i < list->rows; i++) {
        size_t condition_at = grid->conditions.of[i];
        grid->cell[grid->people.of[i] * columns +
                   (condition_at != NO_PLACE ? condition_at : columns - 1)]++;
    }
}

static const char *group_of(const struct grid *grid, size_t person)
{
    return grid->group[person] != NULL ? grid->group[person] : "";
}

static size_t wider(const char *text, size_t width)
{
    size_t of = hinge_text_width(text);
    return of > width ? of : width;
}

/* A text and the blanks that fill a column. */
static void add_padded(struct hinge_text *out, const char *text, size_t width)
{
    hinge_text_printf(out, "%s%*s", text, (int)(wider(text, width) - hinge_text_width(text)), "");
}

static void write_grid(const struct grid *grid, struct hinge_text *out)
{
    size_t columns =
        grid->conditions.n < COLUMNS_SHOWN ? grid->conditions.n : (size_t)COLUMNS_SHOWN;
    size_t wide = strlen("participant"), group = strlen("group");
    bool standing = false;
    for (size_t p = 0; p < grid->people.n; p++) {
        wide = wider(grid->people.text[p], wide);
        group = wider(group_of(grid, p), group);
        standing = standing || grid->cell[p * (grid->conditions.n + 1) + grid->conditions.n];
    }
    add_padded(out, "participant", wide + 2);
    add_padded(out, "group", group);
    for (size_t c = 0; c < columns; c++)
        hinge_text_printf(out, "  %s", grid->conditions.text[c]);
    hinge_text_adds(out, standing ? "  references" : "");
    for (size_t p = 0; p < grid->people.n && p < ROWS_SHOWN; p++) {
        const size_t *cell = grid->cell + p * (grid->conditions.n + 1);
        hinge_text_adds(out, "\n");
        add_padded(out, key_shown(grid->people.text[p]), wide + 2);
        add_padded(out, group_of(grid, p), group);
        for (size_t c = 0; c < columns; c++) {
            int width = (int)hinge_text_width(grid->conditions.text[c]);
            if (cell[c] > 0)
                hinge_text_printf(out, "  %*zu", width, cell[c]);
            else
                hinge_text_printf(out, "  %*s", width, "-");
        }
        if (standing)
            hinge_text_printf(out, "  %10zu", cell[grid->conditions.n]);
    }
    if (grid->people.n > ROWS_SHOWN)
        hinge_text_printf(out, "\nand %zu more", grid->people.n - ROWS_SHOWN);
    if (grid->conditions.n > columns)
        hinge_text_printf(out, "\nand %zu more conditions", grid->conditions.n - columns);
}

/* --- remarks --- */

/* Grid and remarks from the keys of a list (columns participant, group, session, task,
 * cue, role, those there are). */
static void report_grid(const struct hinge_table *list, const struct hinge_list_place *place,
                        struct report *report)
{
    struct grid grid = {.list = list};
    count(&grid);
    if (hinge_table_find(list, "participant") >= 0 &&
        (grid.people.n > 1 || (grid.people.n == 1 && *grid.people.text[0] != '\0'))) {
        if (grid.cell != NULL) {
            write_grid(&grid, &report->grid);
            /* conditions of which somebody has no trial */
            for (size_t c = 0; c < grid.conditions.n; c++) {
                size_t missing = 0;
                const char *names[4];
                for (size_t p = 0; p < grid.people.n; p++)
                    if (grid.cell[p * (grid.conditions.n + 1) + c] == 0 && missing++ < 4)
                        names[missing - 1] = grid.people.text[p];
                if (missing == 0)
                    continue;
                begin_remark(report);
                hinge_text_printf(&report->remarks, "no trial of %s:", grid.conditions.text[c]);
                for (size_t k = 0; k < missing && k < 4; k++)
                    hinge_text_printf(&report->remarks, " %s", key_shown(names[k]));
                if (missing > 4)
                    hinge_text_printf(&report->remarks, " and %zu more", missing - 4);
            }
        }
        /* people in two groups */
        const char **other = hinge_arena_alloc(&grid.arena, grid.people.n, sizeof *other);
        for (size_t i = 0; i < list->rows; i++) {
            const char *group = hinge_table_word(list, "group", i);
            size_t p = grid.people.of[i];
            if (*group != '\0' && other[p] == NULL && strcmp(group, group_of(&grid, p)) != 0)
                other[p] = group;
        }
        for (size_t p = 0; p < grid.people.n; p++) {
            if (other[p] == NULL || *grid.people.text[p] == '\0')
                continue;
            begin_remark(report);
            hinge_text_printf(&report->remarks,
                              "%s is in two groups: %s and %s; refused by "
                              "hinge-ingest without --groups-vary",
                              grid.people.text[p], group_of(&grid, p), other[p]);
        }
    }
    /* participants and sessions without a standing trial, where others have one */
    const struct levels sessions = levels_of(&grid.arena, list, "session", true);
    const char **key = hinge_arena_alloc(&grid.arena, list->rows, sizeof *key);
    bool *has = hinge_arena_alloc(&grid.arena, list->rows, sizeof *has), any = false;
    for (size_t i = 0; i < list->rows; i++)
        key[i] = hinge_arena_printf(&grid.arena, "%zu %zu", grid.people.of[i], sessions.of[i]);
    const struct levels places = number_texts(&grid.arena, key, list->rows);
    for (size_t i = 0; i < list->rows; i++)
        if (strcmp(hinge_table_word(list, "role", i), "standing") == 0)
            any = has[places.of[i]] = true;
    for (size_t i = 0; any && i < list->rows; i++) {
        const char *when = hinge_table_word(list, "session", i);
        if (has[places.of[i]])
            continue;
        has[places.of[i]] = true; /* told */
        begin_remark(report);
        hinge_text_printf(&report->remarks, "no standing trial: %s%s%s",
                          key_shown(hinge_table_word(list, "participant", i)),
                          *when != '\0' ? ", session " : "", when);
    }
    size_t told = 0;
    hinge_list_spellings_note(list, place, &grid.arena, PAIRS_SHOWN, add_remark, report, &told);
    const struct levels tasks = levels_of(&grid.arena, list, "task", false);
    for (size_t i = 0; i < tasks.n; i++) {
        cleared_by(hinge_text_clear) struct hinge_text words = {0};
        hinge_task_read_as(tasks.text[i], &words);
        if (words.length > 0) {
            begin_remark(report);
            hinge_text_adds(&report->remarks, hinge_text_string(&words));
        }
    }
    hinge_arena_clear(&grid.arena);
}

/* --- refusals --- */

static void add_refusal(struct report *report, const char *message)
{
    hinge_messages_add(&report->refusals, message);
    report->n_refusals++;
}

/* Notes a refusal. */
static void noted(struct report *report, enum hinge_status status, struct hinge_error *why)
{
    if (status != HINGE_OK)
        add_refusal(report, why->message);
    *why = (struct hinge_error)HINGE_ERROR_INIT;
}

/* Every column and every row that ingest would stop at, not the first alone. */
static void report_cells(struct hinge_table *list, const char *path, const size_t *lines,
                         const struct hinge_config *config, struct report *report)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    struct hinge_table row;
    cleared_by(freed) struct hinge_column *column = hinge_alloc(list->n_columns, sizeof *column);
    hinge_list_columns_name(list, config, NULL);
    for (size_t c = 0; c < list->n_columns; c++)
        noted(report, hinge_list_column_check(list, c, path, config, &why), &why);
    if (report->n_refusals == 0) /* is there a column file at all? */
        noted(report, hinge_list_columns_check(list, path, NULL, NULL, config, &why), &why);
    for (size_t i = 0; i < list->rows; i++) {
        /* row i as a list of its own; shares the list's cells */
        row = *list;
        row.rows = 1;
        row.column = column;
        for (size_t c = 0; c < list->n_columns; c++) {
            column[c] = list->column[c];
            if (column[c].number != NULL)
                column[c].number += i;
            if (column[c].text != NULL) /* also of a number, as it was written */
                column[c].text += i;
        }
        enum hinge_status status = hinge_list_values_settle(&row, path, lines + i, config, &why);
        noted(report, status, &why);
        const char *participant = hinge_table_text(&row, "participant", 0);
        const char *seems = participant != NULL ? hinge_personal_value(participant) : NULL;
        if (seems != NULL && !hinge_config_keeps_column(config, "participant") &&
            *config->ingest.pseudonymise == '\0') {
            status = hinge_error_set(&why, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                     "%s:%zu: participant \"%.60s\" looks like %s", path, lines[i],
                                     participant, seems);
            noted(report, status, &why);
        }
        if (hinge_table_find(list, "file") >= 0) {
            status = hinge_list_file_check(&row, 0, path, lines[i], &why);
            noted(report, status, &why);
        }
    }
}

static void take_message(void *context, const char *message)
{
    add_refusal(context, message);
}

/* --- the row --- */

/* What ingest would refuse in a list, a USAGE error there, is a finding here: all of
 * them are reported, the first is the message. */
static enum hinge_status describe_list(struct hinge_inspection *in, const char *path,
                                       const struct hinge_config *config, struct hinge_table *list,
                                       const size_t *lines)
{
    struct report report = {0};
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_ingest_request request = {
        .path = &path, .n_paths = 1, .config = config, .groups_vary = true};
    hinge_inspect_number(in, ROWS, (double)list->rows);
    hinge_inspect_number(in, COLUMNS, (double)list->n_columns);
    report_cells(list, path, lines, config, &report);
    enum hinge_status status = HINGE_OK;
    bool sound = report.n_refusals == 0;
    if (sound) {
        /* every recording is read as ingest would */
        struct hinge_error why = HINGE_ERROR_INIT;
        struct hinge_ingest_summary summary = {0};
        struct hinge_ingest_request noting = request;
        noting.message = take_message;
        noting.context = &report;
        status = hinge_ingest(&noting, &summary, &why);
        report.stored = summary.stored;
        report.refused = summary.refused;
        report.not_recorded = summary.not_recorded;
        /* what stops the run as a whole: two rows with one id, a pattern that splits words */
        if (status != HINGE_OK && status != HINGE_PARTIAL &&
            (summary.refused == 0 || report.n_refusals == 0) && summary.not_recorded == 0)
            add_refusal(&report, why.message);
        status = HINGE_OK;
    }
    /* keys may come from file names, too */
    bool planned = sound && hinge_intake_make(&request, &intake, &ignored) == HINGE_OK;
    const size_t rows = planned ? intake.n : list->rows;
    cleared_by(freed) struct hinge_list_place *place = hinge_alloc(rows + 1, sizeof *place);
    for (size_t i = 0; i < rows; i++)
        place[i] = planned ? hinge_intake_place(&intake.row[i])
                           : (struct hinge_list_place){.path = path, .line = lines[i]};
    report_grid(planned ? &intake.list : list, place, &report);
    if (sound) {
        hinge_inspect_number(in, TRIALS, (double)report.stored);
        hinge_inspect_number(in, REFUSED, (double)report.refused);
        if (report.not_recorded > 0)
            hinge_inspect_number(in, NOT_RECORDED, (double)report.not_recorded);
    }
    bool partial = sound && report.refused > 0 && report.stored > 0;
    if (report.n_refusals > 0 && !partial) {
        /* the error that ingest would end with */
        if (hinge_list_settle(list, path, lines, config, NULL, NULL, in->error) == HINGE_OK)
            hinge_error_set(in->error, HINGE_INPUT,
                            list->rows > 0 ? HINGE_REASON_OK : HINGE_REASON_NO_ROWS, "%s",
                            report.refusals.line[0].message);
        status = HINGE_INPUT;
    } else if (partial)
        status = HINGE_PARTIAL;
    struct hinge_text refusals = {0};
    for (size_t i = 0; i < report.refusals.n; i++) {
        hinge_text_adds(&refusals, i > 0 ? "\n" : "");
        hinge_message_add(&report.refusals.line[i], &refusals);
    }
    hinge_inspect_whole_text(in, REFUSALS, &refusals);
    hinge_inspect_whole_text(in, REMARKS, &report.remarks);
    hinge_inspect_whole_text(in, GRID, &report.grid);
    hinge_messages_clear(&report.refusals);
    hinge_text_clear(&report.remarks);
    hinge_text_clear(&report.grid);
    return status;
}

enum hinge_status hinge_inspect_list(struct hinge_inspection *in, const char *path,
                                     const struct hinge_config *config, bool *list)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    size_t *lines = NULL;
    enum hinge_status status = hinge_list_read(path, config->ingest.decimal, in->words, list,
                                               &table, &arena, &lines, NULL, in->error);
    if (*list) {
        hinge_inspect_text(in, KIND, "trial list");
        if (status == HINGE_OK)
            status = describe_list(in, path, config, &table, lines);
        if (status != HINGE_OK && status != HINGE_PARTIAL) {
            hinge_inspect_text(in, REASON, hinge_reason_name(in->error->reason));
            hinge_inspect_text(in, MESSAGE, in->error->message);
        }
    }
    return status;
}
