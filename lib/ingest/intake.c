/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trial lists and loose files become rows with ids. */
#include "ingest/intake.h"
#include "base/memory.h"
#include "ingest/chosen.h"

#include "base/file.h"
#include "ingest/folder.h"
#include "ingest/list_columns.h"
#include "ingest/list_file.h"
#include "ingest/list_groups.h"
#include "ingest/list_spellings.h"
#include "ingest/locate.h"
#include "ingest/name_pattern.h"
#include "ingest/people_list.h"
#include "ingest/personal.h"
#include "ingest/probe.h"
#include "ingest/pseudonym.h"
#include "os/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hinge_intake_clear(struct hinge_intake *intake)
{
    hinge_table_clear(&intake->list);
    hinge_shard_clear(&intake->shard);
    free(intake->row);
    hinge_arena_clear(&intake->arena);
    hinge_arena_clear(&intake->real);
    *intake = (struct hinge_intake){0};
}

/* The first of `n` rows. */
static struct hinge_intake_row *add_row(struct hinge_intake *intake, size_t n)
{
    if (intake->n == intake->capacity) {
        size_t capacity = intake->capacity ? 2 * intake->capacity : 64;
        if (capacity < intake->n + n)
            capacity = intake->n + n;
        struct hinge_intake_row *rows = hinge_resize(intake->row, capacity, sizeof *rows);
        intake->row = rows;
        intake->capacity = capacity;
    }
    if (hinge_table_add_rows(&intake->list, 1) != HINGE_OK)
        return NULL;
    intake->row[intake->n] = (struct hinge_intake_row){0};
    return &intake->row[intake->n++];
}

static enum hinge_status set(struct hinge_intake *intake, const char *column, size_t row,
                             const char *text)
{
    return hinge_table_set_text(&intake->list, (size_t)hinge_table_find(&intake->list, column), row,
                                text);
}

/* Every known column, so that rows of several lists and loose files fit together. */
static enum hinge_status add_known_columns(struct hinge_intake *intake, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
#define TEXT(name, help)                                                                           \
    if (status == HINGE_OK)                                                                        \
        status =                                                                                   \
            hinge_table_add_column(&intake->list, #name, HINGE_COLUMN_TEXT, "", 0, NULL, error);
#define NUMBER(name, help)                                                                         \
    if (status == HINGE_OK)                                                                        \
        status = hinge_table_add_column(&intake->list, #name, HINGE_COLUMN_NUMBER, "", -1, NULL,   \
                                        error);
    HINGE_LIST_COLUMNS(TEXT, TEXT, NUMBER)
#undef TEXT
#undef NUMBER
    return status;
}

/* --- trial lists --- */

/* The list's row i is copied behind the intake's rows; new covariates add columns. */
static enum hinge_status copy_row(struct hinge_intake *intake, const struct hinge_table *from,
                                  size_t i, size_t row, const char *where,
                                  struct hinge_error *error)
{
    for (size_t c = 0; c < from->n_columns; c++) {
        const struct hinge_column *column = &from->column[c];
        long to = hinge_table_find(&intake->list, column->name);
        enum hinge_status status = HINGE_OK;
        size_t at = (size_t)to;
        if (strcmp(column->name, "file") == 0)
            continue; /* where that is comes later */
        if (to < 0)
            status = hinge_table_add_column(&intake->list, column->name, column->type, "", -1, &at,
                                            error);
        if (status != HINGE_OK)
            return status;
        const struct hinge_column *target = &intake->list.column[at];
        char cell[48];
        if (target->type == HINGE_COLUMN_TEXT)
            status =
                hinge_table_set_text(&intake->list, at, row, hinge_table_cell(from, c, i, cell));
        else if (column->type == HINGE_COLUMN_NUMBER)
            status = hinge_table_set_number(&intake->list, at, row, column->number[i]);
        else if (column->text[i] != NULL)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                                   "%s: column \"%s\": \"%s\" is not a number, as in "
                                   "the other lists; correct it",
                                   where, column->name, column->text[i]);
        if (status != HINGE_OK)
            return status;
    }
    return HINGE_OK;
}

/* The list's cell is the row's `stored` itself, which lives as long. */
static enum hinge_status set_file(struct hinge_intake *intake, size_t at)
{
    long column = hinge_table_find(&intake->list, "file");
    const char **text = intake->list.column[column].text;
    if (text == NULL)
        return set(intake, "file", at, intake->row[at].stored);
    text[at] = intake->row[at].stored;
    return HINGE_OK;
}

static enum hinge_status fill_list_row(const struct hinge_ingest_request *request,
                                       struct hinge_intake *intake, const char *list, size_t line,
                                       const char *file)
{
    size_t at = intake->n - 1;
    struct hinge_intake_row *row = &intake->row[at];
    row->list = list;
    row->line = line;
    if (file != NULL && *file != '\0')
        hinge_intake_locate(request, intake, row, list, line, file);
    hinge_intake_locate_sensors(request, intake, at);
    return set_file(intake, at);
}

static enum hinge_status take_list(const struct hinge_ingest_request *request,
                                   struct hinge_intake *intake, const char *path,
                                   struct hinge_table *table, const size_t *lines,
                                   struct hinge_error *error)
{
    enum hinge_status status = hinge_list_settle(table, path, lines, request->config, error);
    for (size_t i = 0; i < table->rows && status == HINGE_OK; i++) {
        char where[320];
        snprintf(where, sizeof where, "%.256s:%zu", path, lines[i]);
        add_row(intake, table->rows - i);
        status = copy_row(intake, table, i, intake->n - 1, where, error);
        if (status == HINGE_OK)
            status =
                fill_list_row(request, intake, path, lines[i], hinge_table_text(table, "file", i));
    }
    return status;
}

static enum hinge_status try_list(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, const char *path, bool *list,
                                  struct hinge_error *error)
{
    struct hinge_table table = {0};
    size_t *lines = NULL;
    enum hinge_status status =
        hinge_list_read(path, request->config->ingest.decimal, list, &table, &lines, error);
    if (*list && status == HINGE_OK)
        path = hinge_arena_strdup(&intake->arena, path);
    if (*list && status == HINGE_OK)
        status = take_list(request, intake, path, &table, lines, error);
    free(lines);
    hinge_table_clear(&table);
    return status;
}

/* --- loose files and folders --- */

enum hinge_status hinge_intake_add_file(struct hinge_intake *intake, const char *path,
                                        const char *stored)
{
    struct hinge_intake_row *row = add_row(intake, 1);
    row->path = hinge_arena_strdup(&intake->arena, path);
    row->stored = hinge_arena_strdup(&intake->arena, stored);
    bool found;
    hinge_intake_resolve(intake, row, &found);
    return set_file(intake, intake->n - 1);
}

/* What lies in a folder: its trial lists' recordings, or else every recording. */
static enum hinge_status take_folder(const struct hinge_ingest_request *request,
                                     struct hinge_intake *intake, const char *path,
                                     struct hinge_error *error)
{
    struct hinge_folder folder = {0};
    size_t lists = 0, first = intake->n;
    enum hinge_status status = hinge_folder_walk(path, &folder, error);
    for (size_t i = 0; i < folder.n && status == HINGE_OK; i++) {
        bool list = false;
        if (strcmp(hinge_file_name(folder.file[i].name), HINGE_PEOPLE_LIST) == 0)
            folder.file[i].kind = HINGE_FOLDER_TAKEN;
        if (folder.file[i].kind == HINGE_FOLDER_TABLE)
            status = try_list(request, intake, folder.file[i].path, &list, error);
        if (list)
            folder.file[i].kind = HINGE_FOLDER_TAKEN;
        lists += list;
    }
    if (status == HINGE_OK)
        status = hinge_folder_take(request, intake, &folder, lists > 0, error);
    for (size_t i = first; i < intake->n; i++)
        intake->row[i].found_in = path;
    hinge_folder_clear(&folder);
    return status;
}

/* A recording by itself, stored by its name. */
static enum hinge_status take_file(struct hinge_intake *intake, const char *path)
{
    char *name = hinge_path_name(path);
    enum hinge_status status = hinge_intake_add_file(intake, path, name);
    free(name);
    return status;
}

static enum hinge_status take_operand(const struct hinge_ingest_request *request,
                                      struct hinge_intake *intake, const char *given,
                                      struct hinge_error *error)
{
    struct hinge_os_info info;
    bool list, one = true;
    enum hinge_status status = HINGE_OK;
    const char *path = hinge_arena_copy(&intake->arena, given, hinge_path_length(given));
    if (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER)
        hinge_folder_is_recording(path, &one);
    if (!one)
        return take_folder(request, intake, path, error);
    status = try_list(request, intake, path, &list, error);
    return status != HINGE_OK || list ? status : take_file(intake, path);
}

/* --- what the config says for every row --- */

static enum hinge_status fill_number(struct hinge_intake *intake, const char *column, double value)
{
    size_t c = (size_t)hinge_table_find(&intake->list, column);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < intake->n && !isnan(value) && status == HINGE_OK; i++)
        if (isnan(hinge_table_number(&intake->list, column, i)))
            status = hinge_table_set_number(&intake->list, c, i, value);
    return status;
}

static enum hinge_status inherit(const struct hinge_ingest_request *request,
                                 struct hinge_intake *intake, struct hinge_error *error)
{
    const struct hinge_ingest_options *options = &request->config->ingest;
    enum hinge_status status = fill_number(intake, "rate_hz", options->rate_hz);
    if (status == HINGE_OK)
        status = fill_number(intake, "image_width_px", options->image_width_px);
    if (status == HINGE_OK)
        status = fill_number(intake, "image_height_px", options->image_height_px);
    for (size_t i = 0; *options->name != '\0' && i < intake->n && status == HINGE_OK; i++) {
        bool matched;
        status = hinge_name_pattern_apply(options->name, intake->row[i].path, &intake->list, i,
                                          &matched, error);
        if (!matched && intake->row[i].refused == HINGE_REASON_OK)
            hinge_intake_refuse(&intake->row[i], HINGE_REASON_NAME_MISMATCH,
                                "its name does not fit the pattern of --name; rename it, or give "
                                "its keys in a trial list");
    }
    return status;
}

enum hinge_status hinge_intake_take_shard(const struct hinge_ingest_request *request,
                                          struct hinge_intake *intake, struct hinge_error *error)
{
    bool *keep = hinge_alloc(intake->n, sizeof *keep);
    intake->shard.shard = request->shard;
    intake->shard.shards = request->shards;
    enum hinge_status status = hinge_shard_digest(&intake->list, intake->shard.list, error);
    if (status == HINGE_OK)
        status = hinge_shard_deal(&intake->shard, &intake->list, keep, error);
    if (status == HINGE_OK) {
        for (size_t i = 0; i < intake->shard.rows; i++)
            intake->row[i] = intake->row[intake->shard.row[i]];
        intake->n = intake->shard.rows;
        hinge_table_keep_rows(&intake->list, keep);
    }
    free(keep);
    return status;
}

/* No names of people in a study. */
static enum hinge_status check_participants(const struct hinge_intake *intake,
                                            const struct hinge_config *config,
                                            struct hinge_error *error)
{
    for (size_t i = 0; i < intake->n; i++) {
        const char *participant = hinge_table_text(&intake->list, "participant", i);
        const char *seems = participant != NULL ? hinge_personal_value(participant) : NULL;
        char line[32] = "";
        const struct hinge_intake_row *row = &intake->row[i];
        if (seems == NULL || hinge_config_keeps_column(config, "participant"))
            continue;
        if (row->list != NULL)
            snprintf(line, sizeof line, ":%zu", row->line);
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s%s: participant \"%.60s\" looks like %s; use a code, "
                               "have one made with --pseudonymise KEYFILE, or keep it "
                               "with --keep-column participant",
                               row->list != NULL ? row->list : row->path, line, participant, seems);
    }
    return HINGE_OK;
}

static enum hinge_status check_people(const struct hinge_ingest_request *request,
                                      struct hinge_intake *intake, struct hinge_error *error)
{
    struct hinge_list_place *place = hinge_alloc(intake->n, sizeof *place);
    for (size_t i = 0; i < intake->n; i++) {
        const struct hinge_intake_row *row = &intake->row[i];
        place[i] = (struct hinge_list_place){row->list != NULL ? row->list : row->path, row->line};
    }
    enum hinge_status status =
        request->groups_vary ? HINGE_OK : hinge_list_groups_check(&intake->list, place, error);
    if (status == HINGE_OK)
        status = hinge_list_sizes_check(&intake->list, place, error);
    /* a check alone, without an output, lists every pair itself */
    if (status == HINGE_OK && request->output != NULL)
        hinge_list_spellings_tell(&intake->list, place, request->message, request->context,
                                  &intake->warned);
    free(place);
    return status;
}

enum hinge_status hinge_intake_make(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, struct hinge_error *error)
{
    *intake = (struct hinge_intake){.list = {.sparse = true}};
    enum hinge_status status = add_known_columns(intake, error);
    for (size_t k = 0; k < request->n_paths && status == HINGE_OK; k++)
        status = take_operand(request, intake, request->path[k], error);
    if (status == HINGE_OK)
        status = inherit(request, intake, error);
    if (status == HINGE_OK)
        status = hinge_people_list_join(request, intake, error);
    if (status == HINGE_OK)
        status = hinge_intake_keep_chosen(request, intake, error);
    if (status == HINGE_OK)
        status = check_people(request, intake, error);
    if (status == HINGE_OK)
        status = request->pseudonymise != NULL
                     ? hinge_intake_pseudonymise(intake, request->pseudonymise, error)
                     : check_participants(intake, request->config, error);
    if (status == HINGE_OK)
        status = hinge_intake_ids(intake, error);
    for (size_t i = 0; i < intake->n; i++)
        intake->row[i].real = NULL;
    hinge_arena_clear(&intake->real);
    if (status != HINGE_OK)
        hinge_intake_clear(intake);
    return status;
}
