/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first trial list of a folder without one: recordings in; a row for each out, with what their
 * names say. */
#include "run/run.h"

#include "inspect/inspect.h"
#include "table/columns.h"

/* What a recording is, counted; one that can't be read is named, and none. */
static enum hinge_status
take_recording(const struct hinge_ingest_request *request, struct hinge_intake *intake,
               const struct hinge_intake_row *row, struct hinge_vocabulary *words, bool *is,
               struct hinge_seen *seen, struct hinge_found *found, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    struct hinge_error why = {0};
    const enum hinge_status read =
        hinge_inspect_one(row->path, request->config, words, &table, &why);
    *is = read == HINGE_OK;
    if (*is) {
        size_t lacking[HINGE_LACKS_COUNT];
        memcpy(lacking, found->lacking, sizeof lacking);
        hinge_found_add(found, row->stored, row->path, &table);
        *seen = (struct hinge_seen){.usable = *hinge_table_word(&table, "computes", 0) != '\0'};
        for (unsigned i = 0; i < HINGE_LACKS_COUNT; i++)
            seen->lacks |= (unsigned)(found->lacking[i] > lacking[i]) << i;
        const char *rest = hinge_table_word(&table, "landmarks", 0), *name;
        for (size_t n; (name = hinge_next_item(&rest, ' ', &n)) != NULL;)
            seen->points += strcspn(name, "(") >= n; /* "asis_r(inferred)" was not measured */
        seen->metric = hinge_listed("m|cm|mm", '|', hinge_table_word(&table, "units", 0));
        return HINGE_OK;
    }
    if (read != HINGE_INPUT) {
        *error = why;
        return read;
    }
    bool events = false;
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    const enum hinge_status status =
        hinge_list_check_none(row->path, row->path, intake, &events, error);
    if (status != HINGE_OK)
        return status;
    hinge_text_printf(&line, "%.600s: not listed: ", row->path);
    if (events && strcmp(row->stored, "events.csv") == 0)
        hinge_text_adds(&line, "phases of repetitions, which hinge-run uses");
    else if (events)
        hinge_text_printf(&line, "phases of repetitions; events = %.600s under [run] uses them",
                          row->stored);
    else if (hinge_people_list_may_be(request, intake, row->path))
        hinge_text_adds(&line, "a list of people, joined if they are those of the recordings");
    else
        hinge_text_adds(&line, hinge_after_path(why.message, row->path));
    hinge_note(request->message, request->context, "%s", line.data);
    return HINGE_OK;
}

/* Keys of a recording that are said, by its data set or by the pattern of names; they go before a
 * guess, and other columns of its tables are kept. `guess` or `list` is NULL. */
static void take_listed(const struct hinge_ingest_request *request,
                        const struct hinge_intake *intake, size_t row, struct hinge_arena *arena,
                        struct hinge_guess *guess, struct hinge_table *list, size_t to)
{
    const struct hinge_intake_row *at = &intake->row[row];
    const struct hinge_table *table = &intake->list;
    bool pattern = *request->config->ingest.name != '\0';
    if (at->path == NULL || !(pattern || hinge_bids_is_motion(at->path)))
        return;
    if (at->refused != HINGE_REASON_OK && guess != NULL)
        hinge_note(request->message, request->context, "%.300s: its keys are guessed: %.1000s",
                   at->path, at->message);
    /* names of BIDS say every key that they have; of the others only the role may be guessed */
    for (int key = 0; key < HINGE_GUESS_KEYS && guess != NULL && !pattern; key++)
        guess->key[key] = key == HINGE_GUESS_ROLE ? guess->key[key] : NULL;
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *name = table->column[c].name;
        char number[48];
        const char *cell = hinge_table_cell(table, c, row, number);
        const size_t key = hinge_name_at(hinge_guess_name, HINGE_GUESS_KEYS, name);
        if (*cell == '\0' || strcmp(name, "id") == 0 || strcmp(name, "file") == 0)
            continue;
        if (key < HINGE_GUESS_KEYS) {
            if (guess != NULL)
                guess->key[key] = hinge_arena_strdup(arena, cell);
        } else if (list != NULL) {
            hinge_table_set_word(list, name, to, cell);
        }
    }
}

enum hinge_status hinge_first_list(const struct hinge_ingest_request *request,
                                   struct hinge_intake *intake, struct hinge_table *list,
                                   struct hinge_found *found, struct hinge_text *lines,
                                   struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const char **file = hinge_arena_alloc(&arena, intake->n + 1, sizeof *file),
               **path = hinge_arena_alloc(&arena, intake->n + 1, sizeof *path);
    size_t *row = hinge_arena_alloc(&arena, intake->n + 1, sizeof *row), n = 0, clashes, first = 0;
    struct hinge_seen *seen = hinge_arena_alloc(&arena, intake->n + 1, sizeof *seen);
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    for (size_t i = 0; i < intake->n; i++) {
        bool is;
        const enum hinge_status status =
            take_recording(request, intake, &intake->row[i], &words, &is, &seen[n], found, error);
        if (status != HINGE_OK)
            return status;
        const char *stored = intake->row[i].stored;
        file[n] = hinge_utf8_copy(&arena, stored, strlen(stored)); /* as a list can have it */
        path[n] = intake->row[i].path;
        row[n] = i;
        n += is;
    }
    if (n == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: no recording was recognised; run hinge-inspect FILE to see why",
                               request->path[0]);
    struct hinge_guess *guess = hinge_arena_alloc(&arena, n, sizeof *guess),
                       *sorted = hinge_arena_alloc(&arena, n, sizeof *sorted);
    size_t *of = hinge_arena_alloc(&arena, n, sizeof *of), to = 0;
    cleared_by(freed) char *root = hinge_path_name(request->path[0]);
    const struct hinge_file_names names = {.file = file,
                                           .n = n,
                                           .path = path,
                                           .seen = seen,
                                           .root = root,
                                           .command = request->command,
                                           .columns = lines,
                                           .code = intake->code,
                                           .n_codes = intake->n_codes,
                                           .words_alone = *request->config->ingest.name != '\0'};
    const bool foreign = hinge_names_read(&names, &arena, guess, lines);
    memset(found->lacking, 0, sizeof found->lacking); /* what is not used lacks nothing */
    for (size_t i = 0; i < n; i++)
        for (unsigned k = 0; k < HINGE_LACKS_COUNT; k++)
            if ((seen[i].lacks >> k & 1) != 0 &&
                strcmp(hinge_or_empty(guess[i].key[HINGE_GUESS_ROLE]), "unused") != 0)
                hinge_found_lacks(found, (enum hinge_found_lack)k, intake->row[row[i]].stored,
                                  intake->row[row[i]].path);
    /* those of standing come first, since they are the zero of what comes after them */
    for (size_t i = 0; i < 2 * n; i++) {
        const char *role = guess[i % n].key[HINGE_GUESS_ROLE];
        if ((role != NULL && strcmp(role, "standing") == 0) != (i < n))
            continue;
        of[to] = i % n;
        sorted[to] = guess[i % n];
        take_listed(request, intake, row[i % n], &arena, &sorted[to++], NULL, 0);
    }
    hinge_trials_number(&arena, sorted, n, &clashes, &first);
    hinge_table_add_column(list, "file", HINGE_COLUMN_TEXT, "", 0);
    for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
        bool used = k < HINGE_GUESS_SIDE;
        for (size_t i = 0; i < n; i++)
            used |= sorted[i].key[k] != NULL;
        if (used)
            hinge_table_add_column(list, hinge_guess_name[k], HINGE_COLUMN_TEXT, "", 0);
    }
    hinge_table_add_rows(list, n);
    for (size_t i = 0; i < n; i++) {
        hinge_table_set_text(list, 0, i, file[of[i]]);
        for (int k = 0; k < HINGE_GUESS_KEYS; k++)
            if (sorted[i].key[k] != NULL)
                hinge_table_set_word(list, hinge_guess_name[k], i, sorted[i].key[k]);
        take_listed(request, intake, row[of[i]], &arena, NULL, list, i);
    }
    if (clashes > 0)
        hinge_text_printf(lines,
                          clashes > 1 ? "look at %zu recordings with the names of others (%s, …): "
                                        "numbered as trials\n"
                                      : "look at %zu recording with the names of another (%s): "
                                        "numbered as a trial\n",
                          clashes, hinge_arena_shown(&arena, file[of[first]]));
    size_t other = 0, its = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(file[i], intake->row[row[i]].stored) != 0 && other++ == 0)
            its = i;
    if (other > 0)
        hinge_text_printf(lines,
                          other > 1 ? "look at %zu recordings whose names are not UTF-8 (%s, …): "
                                      "rename them as in the list\n"
                                    : "look at %zu recording whose name is not UTF-8 (%s): "
                                      "rename it as in the list\n",
                          other, hinge_arena_shown(&arena, intake->row[row[its]].stored));
    if (foreign && request->command != NULL && strstr(request->command, ".xlsx") == NULL)
        hinge_text_printf(lines,
                          "excel   the list has commas and points; if Excel shows one column, a "
                          "workbook of it:\n        %s --list trials.xlsx\n",
                          request->command);
    for (int i = 0; i < HINGE_LACKS_COUNT; i++) { /* to fill in for what only some lack */
        const char *name = hinge_found_column(found, (enum hinge_found_lack)i);
        if (name != NULL && hinge_table_find(list, name) < 0)
            hinge_table_add_column(list, name, HINGE_COLUMN_TEXT, "", 0);
    }
    static const char *const outward[] = {"outward:pelvis", "outward:l1"};
    for (size_t k = 0; k < 2 && found->lacking[HINGE_LACKS_OUTWARD] > 0; k++)
        if (hinge_table_find(list, outward[k]) < 0)
            hinge_table_add_column(list, outward[k], HINGE_COLUMN_TEXT, "", 0);
    return HINGE_OK;
}
