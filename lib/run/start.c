/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --new: the first study.ini and trials.csv of a folder of recordings. */
#include "base/number.h"
#include "ingest/bids_sidecar.h"
#include "ingest/plan.h"
#include "run/found.h"
#include "run/guess.h"
#include "run/list.h"
#include "run/settings.h"

#include <hinge/file.h>
#include <hinge/inspect.h>
#include <hinge/report.h>
#include <hinge/run.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };
enum { FILE_COLUMN, PARTICIPANT, GROUP, SESSION, TASK, CUE, TRIAL, ROLE, COLUMNS };

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static enum hinge_status check_free(const char *path, struct hinge_error *error)
{
    if (!exists(path))
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s is there already: hinge-run %s goes on with it, or "
                           "move it away first",
                           path, path);
}

static enum hinge_status add_row(struct hinge_table *list, const char *file,
                                 struct hinge_guess *guess, struct hinge_error *error)
{
    enum hinge_status status = hinge_table_add_rows(list, 1, error);
    const char *const cell[COLUMNS] = {file,           guess->participant, guess->group,
                                       guess->session, guess->task,        guess->cue,
                                       guess->trial,   guess->role};
    for (size_t c = 0; status == HINGE_OK && c < COLUMNS; c++)
        status = hinge_table_set_text(list, c, list->rows - 1,
                                      *cell[c] != '\0' ? cell[c] : NULL, error);
    return status;
}

/* What a recording is, counted, and its row; one that can't be read is named. */
static enum hinge_status take_recording(const struct hinge_ingest_request *request,
                                        const struct hinge_plan_row *row,
                                        struct hinge_guess *guess,
                                        struct hinge_table *list,
                                        struct hinge_found *found,
                                        struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_error why = {0};
    char line[1400];
    enum hinge_status status = HINGE_OK,
                      read = hinge_inspect(row->path, request->config, &table, &why);
    if (read == HINGE_OK) {
        hinge_found_add(found, row->stored, &table);
        status = add_row(list, row->stored, guess, error);
    } else if (read == HINGE_INPUT) {
        snprintf(line, sizeof line, "not listed: %.1300s", why.message);
        if (request->message != NULL)
            request->message(request->context, line);
    } else {
        *error = why;
        status = read;
    }
    hinge_table_clear(&table);
    return status;
}

/* What a BIDS data set says of the recording: who, which session, and the columns of
 * participants.tsv, which become covariates. It is said, so it goes before a guess. */
static enum hinge_status take_said(struct hinge_table *list,
                                   const struct hinge_table *said, size_t row,
                                   struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; status == HINGE_OK && c < said->n_columns; c++) {
        const struct hinge_column *column = &said->column[c];
        size_t at = 0;
        char number[32] = "";
        bool words = column->type == HINGE_COLUMN_TEXT;
        if (words ? column->text == NULL : column->number == NULL)
            continue; /* a column without a value has no room */
        if (!words && !isnan(column->number[row]))
            hinge_number_format(column->number[row], number);
        const char *cell = words ? column->text[row] : number;
        if (cell == NULL || *cell == '\0' || strcmp(column->name, "id") == 0 ||
            strcmp(column->name, "file") == 0)
            continue;
        long known = hinge_table_find(list, column->name);
        if (known >= 0)
            at = (size_t)known;
        else
            status = hinge_table_add_column(list, column->name, HINGE_COLUMN_TEXT, "",
                                            0, &at, error);
        if (status == HINGE_OK)
            status = hinge_table_set_text(list, at, list->rows - 1, cell, error);
    }
    return status;
}

/* One row per recording; those of standing come first, since they are the zero of what
 * comes after them. */
static enum hinge_status make_list(const struct hinge_ingest_request *request,
                                   struct hinge_table *list, struct hinge_found *found,
                                   struct hinge_error *error)
{
    static const char *const columns[COLUMNS] = {
        "file", "participant", "group", "session", "task", "cue", "trial", "role"};
    struct hinge_plan plan = {0};
    enum hinge_status status = hinge_plan_make(request, &plan, error);
    for (size_t c = 0; status == HINGE_OK && c < COLUMNS; c++)
        status = hinge_table_add_column(list, columns[c], HINGE_COLUMN_TEXT, "", 0,
                                        NULL, error);
    for (size_t i = 0; status == HINGE_OK && i < 2 * plan.n; i++) {
        const struct hinge_plan_row *row = &plan.row[i % plan.n];
        struct hinge_guess guess;
        hinge_guess_name(row->stored, &guess);
        if ((strcmp(guess.role, "standing") == 0) != (i < plan.n))
            continue;
        size_t before = list->rows;
        status = take_recording(request, row, &guess, list, found, error);
        if (status == HINGE_OK && list->rows > before && row->path != NULL &&
            hinge_bids_is_motion(row->path))
            status = take_said(list, &plan.list, i % plan.n, error);
    }
    hinge_plan_clear(&plan);
    return status;
}

/* One folder beside files, where no name says who, is no person. */
static enum hinge_status forget_lone_folder(struct hinge_table *list,
                                            struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    struct hinge_guess first = {0}, guess;
    for (size_t r = 0; r < list->rows; r++) {
        hinge_guess_name(list->column[FILE_COLUMN].text[r], &guess);
        if (!guess.who_from_folder && *guess.participant != '\0')
            return HINGE_OK;
        if (!guess.who_from_folder)
            continue;
        if (*first.participant == '\0')
            first = guess;
        else if (strcmp(first.participant, guess.participant) != 0)
            return HINGE_OK;
    }
    for (size_t r = 0; status == HINGE_OK && r < list->rows; r++) {
        hinge_guess_name(list->column[FILE_COLUMN].text[r], &guess);
        if (guess.who_from_folder)
            status = hinge_table_set_text(list, PARTICIPANT, r, NULL, error);
    }
    return status;
}

static bool is_same(const struct hinge_table *list, size_t a, size_t b, size_t columns)
{
    for (size_t c = 1; c < columns; c++) {
        const char *x = list->column[c].text[a], *y = list->column[c].text[b];
        if (strcmp(x != NULL ? x : "", y != NULL ? y : "") != 0)
            return false;
    }
    return true;
}

/* Recordings that names don't tell apart are numbered as trials. */
static enum hinge_status number_trials(struct hinge_table *list,
                                       struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t r = 0; status == HINGE_OK && r < list->rows; r++) {
        size_t alike = 0, number = 0;
        bool clash = false;
        char text[32];
        for (size_t k = 0; k < list->rows; k++) {
            clash = clash || (k != r && is_same(list, k, r, TRIAL + 1));
            alike += is_same(list, k, r, TRIAL);
            number += k <= r && is_same(list, k, r, TRIAL);
        }
        if (!clash || alike < 2)
            continue;
        /* all that are alike, so that no number is met twice */
        for (size_t k = r, n = number; status == HINGE_OK && k < list->rows; k++) {
            if (!is_same(list, k, r, TRIAL))
                continue;
            snprintf(text, sizeof text, "%zu", n++);
            status = hinge_table_set_text(list, TRIAL, k, text, error);
        }
    }
    return status;
}

/* A column to fill in for what only some recordings lack. */
static enum hinge_status add_lacking(struct hinge_table *list,
                                     const struct hinge_found *found,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (int i = 0; status == HINGE_OK && i < HINGE_LACKS_COUNT; i++) {
        const char *name = hinge_found_column(found, (enum hinge_found_lack)i);
        if (name != NULL && hinge_table_find(list, name) < 0)
            status = hinge_table_add_column(list, name, HINGE_COLUMN_TEXT, "", 0, NULL,
                                            error);
    }
    return status;
}

/* Whether a list was written by hinge-plan: its header says so. */
static bool is_plan(const char *path)
{
    char header[1024] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    bool plan = fgets(header, sizeof header, file) != NULL &&
                strstr(header, ",planned_reps") != NULL;
    fclose(file);
    return plan;
}

/* The annotated [run] and what else a first user may need. */
static void put_ini(struct hinge_text *out, const char *list,
                    const struct hinge_found *found, bool planned)
{
    const char *key, *help;
    static const char *const standard[HINGE_RUN_SETTINGS] = {
#define X(key, standard, help) standard,
        HINGE_RUN_KEYS(X)
#undef X
    };
    hinge_text_puts(out,
                    "# A study: hinge-run study.ini goes the whole way. Lines that "
                    "begin with # are comments;\n# take the # away to use a key. "
                    "hinge-run --print-config study.ini shows every other.\n\n"
                    "[run]\n");
    for (size_t i = 0; (key = hinge_run_key(i, &help)) != NULL; i++) {
        bool used = i == HINGE_RUN_list || i == HINGE_RUN_output;
        const char *value = i == HINGE_RUN_list ? list : standard[i];
        hinge_text_printf(out, "# %s\n%s%s =%s%s\n\n", help, used ? "" : "#", key,
                          *value != '\0' ? " " : "", value);
    }
    static const struct {
        enum hinge_found_lack lack;
        const char *what, *key;
    } rows[] = {{HINGE_LACKS_RATE, "frames per second", "rate_hz = 30"},
                {HINGE_LACKS_UP, "the axis that points up", "up = +y"},
                {HINGE_LACKS_UNITS, "the unit of the coordinates", "units = m"},
                {HINGE_LACKS_SIZE,
                 "size of the video's images, for keypoints of 0 to 1",
                 "image_size = 1920x1080"}};
    hinge_text_puts(out, "# what recordings don't say themselves\n[ingest]\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *column = hinge_found_column(found, rows[i].lack);
        hinge_text_printf(out, "# %s", rows[i].what);
        if (found->lacking[rows[i].lack] > 0)
            hinge_text_printf(out, ": %zu of %zu recordings don't say it",
                              found->lacking[rows[i].lack], found->recordings);
        if (column != NULL)
            hinge_text_printf(out, ", fill column %s of the list for these", column);
        hinge_text_printf(out, "\n#%s\n\n", rows[i].key);
    }
    hinge_text_printf(out,
                      "# recordings of the list that are still to be made are counted, "
                      "not refused\n%sabsent = planned\n\n",
                      planned ? "" : "#");
    out->length -= out->length > 0; /* no empty line at the end */
    if (out->data != NULL)
        out->data[out->length] = '\0';
}

/* Paths of the two files. */
static enum hinge_status place(const char *folder, char *ini, char *list,
                               struct hinge_error *error)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    if (n + 20 > PATH_ROOM)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: the path is too long", folder);
    snprintf(ini, PATH_ROOM, "%.*s/study.ini", (int)n, folder);
    snprintf(list, PATH_ROOM, "%.*s/trials.csv", (int)n, folder);
    return check_free(ini, error);
}

enum hinge_status hinge_run_start(const char *folder, hinge_message *message,
                                  void *context, char **summary,
                                  struct hinge_error *error)
{
    char ini[PATH_ROOM], list_path[PATH_ROOM];
    struct hinge_table list = {0};
    struct hinge_config config = {0};
    struct hinge_text out = {0}, text = {0};
    struct hinge_found *found = calloc(1, sizeof *found);
    const struct hinge_ingest_request request = {.path = &folder,
                                                 .n_paths = 1,
                                                 .config = &config,
                                                 .message = message,
                                                 .context = context};
    *summary = NULL;
    enum hinge_status status =
        found != NULL ? hinge_config_init(&config, error) : hinge_no_memory(error);
    if (status != HINGE_OK) {
        free(found);
        return status;
    }
    status = place(folder, ini, list_path, error);
    if (status == HINGE_OK && !is_folder(folder))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no such folder", folder);
    if (status == HINGE_OK && access(folder, W_OK) != 0)
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                                 "%s: nothing can be written there, and study.ini and "
                                 "trials.csv lie beside the recordings: copy the "
                                 "folder to a place of your own",
                                 folder);
    bool listed = status == HINGE_OK && exists(list_path);
    if (status == HINGE_OK && !listed)
        status = make_list(&request, &list, found, error);
    if (status == HINGE_OK && !listed && list.rows == 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no recording was recognised; hinge-inspect FILE "
                                 "says why",
                                 folder);
    if (status == HINGE_OK && !listed)
        status = forget_lone_folder(&list, error);
    if (status == HINGE_OK && !listed)
        status = number_trials(&list, error);
    if (status == HINGE_OK && !listed)
        status = add_lacking(&list, found, error);
    if (status == HINGE_OK && !listed)
        status = hinge_run_save_list(list_path, &list, error);
    if (status == HINGE_OK) {
        put_ini(&text, "trials.csv", found, listed && is_plan(list_path));
        hinge_found_describe(found, listed ? NULL : &list, list_path, ini, &out);
        status =
            text.failed || out.failed
                ? hinge_no_memory(error)
                : hinge_file_save(ini, hinge_text_string(&text), text.length, error);
    }
    if (status == HINGE_OK) {
        *summary = out.data;
        out = (struct hinge_text){0};
    }
    hinge_text_clear(&text);
    hinge_text_clear(&out);
    hinge_table_clear(&list);
    hinge_config_clear(&config);
    free(found);
    return status;
}
