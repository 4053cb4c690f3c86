/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BIDS folders (Gorgolewski 2016; Motion-BIDS: Jeung 2024). In: a walked folder; out:
 * keys in the intake's list. */
#include "ingest/bids.h"

#include "base/file.h"
#include "csv/csv.h"
#include "ingest/bids_sidecar.h"
#include "ingest/list_values.h"
#include "ingest/personal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_LIMIT = 64 << 20, ENTITY_MAX = 128 };

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n >= k && strcmp(text + n - k, end) == 0;
}

static bool is_motion(const char *path)
{
    return strncmp(hinge_file_name(path), "sub-", 4) == 0 && ends_with(path, "_motion.tsv");
}

/* Length of the data set's folder in a file's name, when the file marks one; else -1.
 */
static long root_of(const char *name)
{
    const char *base = hinge_file_name(name);
    return strcmp(base, "participants.tsv") == 0 || strcmp(base, "dataset_description.json") == 0
               ? (long)(base - name)
               : -1;
}

/* Files below one data set's folder. */
static void mark_below(struct hinge_folder *folder, const char *root, size_t length)
{
    bool motion = false;
    for (size_t i = 0; i < folder->n; i++)
        motion = motion || (strncmp(folder->file[i].name, root, length) == 0 &&
                            is_motion(folder->file[i].name));
    folder->bids = folder->bids || motion;
    for (size_t i = 0; motion && i < folder->n; i++) {
        struct hinge_folder_file *file = &folder->file[i];
        bool sidecar = ends_with(file->name, ".tsv") || ends_with(file->name, ".json") ||
                       strchr(hinge_file_name(file->name), '.') == NULL ||
                       ends_with(file->name, "/README.md");
        if (strncmp(file->name, root, length) != 0)
            continue;
        if (is_motion(file->name))
            file->kind = HINGE_FOLDER_RECORDING;
        else if (sidecar)
            file->kind = HINGE_FOLDER_SIDECAR;
    }
}

void hinge_bids_mark(struct hinge_folder *folder)
{
    for (size_t i = 0; i < folder->n; i++) {
        long length = root_of(folder->file[i].name);
        if (length >= 0)
            mark_below(folder, folder->file[i].name, (size_t)length);
    }
}

/* "sub-01_task-walk_motion.tsv", "task" gives "walk"; "" when it has none. */
static void entity(const char *name, const char *key, char value[ENTITY_MAX])
{
    size_t length = strlen(key);
    value[0] = '\0';
    for (const char *p = hinge_file_name(name); p != NULL; p = strchr(p, '_')) {
        p += *p == '_';
        if (strncmp(p, key, length) == 0 && p[length] == '-')
            snprintf(value, ENTITY_MAX, "%.*s", (int)strcspn(p + length + 1, "_."), p + length + 1);
    }
}

const char *hinge_bids_label(const char *name)
{
    return strncmp(name, "sub-", 4) == 0 ? name + 4 : name;
}

static enum hinge_status set_keys(struct hinge_intake *intake, size_t row)
{
    static const struct {
        const char *entity, *column;
    } keys[] = {{"sub", "participant"}, {"ses", "session"}, {"task", "task"}, {"run", "trial"}};
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < sizeof keys / sizeof *keys && status == HINGE_OK; k++) {
        char value[ENTITY_MAX];
        entity(intake->row[row].stored, keys[k].entity, value);
        size_t column = (size_t)hinge_table_find(&intake->list, keys[k].column);
        if (*value != '\0')
            status = hinge_table_set_text(&intake->list, column, row, value);
    }
    return status;
}

/* Whether a label is a word without what BIDS doesn't allow in one. */
static bool is_label_of(const char *label, const char *word)
{
    for (; *word != '\0'; word++)
        if (isalnum((unsigned char)*word) && *label++ != *word)
            return false;
    return *label == '\0';
}

/* The task's own name and the cue, which file names have no place for. */
static enum hinge_status set_words(struct hinge_intake *intake, size_t row)
{
    struct hinge_bids_sidecar sidecar;
    char label[ENTITY_MAX];
    enum hinge_status status =
        hinge_bids_sidecar_read(intake->row[row].path, intake->row[row].within, &sidecar);
    entity(intake->row[row].stored, "task", label);
    if (status == HINGE_OK && *sidecar.task != '\0' && is_label_of(label, sidecar.task))
        status = hinge_table_set_text(
            &intake->list, (size_t)hinge_table_find(&intake->list, "task"), row, sidecar.task);
    if (status == HINGE_OK && *sidecar.cue != '\0')
        status = hinge_table_set_text(&intake->list, (size_t)hinge_table_find(&intake->list, "cue"),
                                      row, sidecar.cue);
    hinge_text_clear(&sidecar.header);
    return status;
}

/* Copies a table's row into the list's, but for the ids that found it. */
static enum hinge_status copy_cells(struct hinge_intake *intake, size_t row,
                                    const struct hinge_table *from, size_t i,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; c < from->n_columns && status == HINGE_OK; c++) {
        const struct hinge_column *column = &from->column[c];
        long to = hinge_table_find(&intake->list, column->name);
        size_t at = (size_t)to;
        char cell[48];
        if (ends_with(column->name, "_id"))
            continue;
        if (to < 0)
            status = hinge_table_add_column(&intake->list, column->name, column->type, "", -1, &at,
                                            error);
        if (status != HINGE_OK)
            return status;
        if (intake->list.column[at].type == HINGE_COLUMN_TEXT)
            status =
                hinge_table_set_text(&intake->list, at, row, hinge_table_cell(from, c, i, cell));
        else if (column->type == HINGE_COLUMN_NUMBER)
            status = hinge_table_set_number(&intake->list, at, row, column->number[i]);
    }
    return status;
}

static enum hinge_status check_columns(const struct hinge_table *table, const char *path,
                                       const struct hinge_config *config, struct hinge_error *error)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *name = table->column[c].name;
        if (hinge_personal_column(name) && !hinge_config_keeps_column(config, name))
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                   "%s: column \"%s\" looks like personal data; remove "
                                   "it, or keep it with "
                                   "--keep-column %s",
                                   path, name, name);
    }
    return HINGE_OK;
}

static enum hinge_status read_table(const char *path, const struct hinge_config *config,
                                    struct hinge_table *table, struct hinge_error *error)
{
    static const char *const text[] = {"participant_id", "session_id", "group", "sex", NULL};
    struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    size_t *lines = NULL;
    enum hinge_status status = hinge_file_read(path, path, TABLE_LIMIT, &bytes, error);
    if (status == HINGE_OK)
        status = hinge_csv_open(path, bytes.data, bytes.size, '\t', '.', &source, error);
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, text, table, &lines, error);
    if (status == HINGE_OK)
        status = check_columns(table, path, config, error);
    if (status == HINGE_OK)
        status = hinge_list_values_settle(table, path, lines, config, error);
    free(lines);
    hinge_bytes_clear(&bytes);
    return status;
}

/* "sub-01" and "01" are one. */
static bool is_id(const struct hinge_table *table, const char *column, size_t i, const char *prefix,
                  const char *id)
{
    const char *given = hinge_table_text(table, column, i);
    if (given == NULL || id == NULL)
        return false;
    if (strncmp(given, prefix, strlen(prefix)) == 0)
        given += strlen(prefix);
    return strcmp(given, id) == 0;
}

/* participants.tsv, or a sub-*_sessions.tsv of one participant. */
static enum hinge_status join_table(struct hinge_intake *intake, size_t first,
                                    const struct hinge_table *table, const char *name,
                                    const char *participant, struct hinge_error *error)
{
    size_t below = (size_t)(hinge_file_name(name) - name);
    enum hinge_status status = HINGE_OK;
    for (size_t r = first; r < intake->n; r++) {
        const char *who = hinge_table_text(&intake->list, "participant", r);
        const char *session = hinge_table_text(&intake->list, "session", r);
        if (strncmp(intake->row[r].stored, name, below) != 0)
            continue;
        if (*participant != '\0' && (who == NULL || strcmp(who, participant) != 0))
            continue;
        for (size_t i = 0; i < table->rows && status == HINGE_OK; i++)
            if (*participant == '\0' ? is_id(table, "participant_id", i, "sub-", who)
                                     : is_id(table, "session_id", i, "ses-", session))
                status = copy_cells(intake, r, table, i, error);
    }
    return status;
}

enum hinge_status hinge_bids_keys(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, size_t first,
                                  const struct hinge_folder *folder, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t r = first; r < intake->n && status == HINGE_OK; r++)
        status = set_keys(intake, r);
    for (size_t r = first; r < intake->n && status == HINGE_OK; r++)
        status = set_words(intake, r);
    for (size_t i = 0; i < folder->n && status == HINGE_OK; i++) {
        const struct hinge_folder_file *file = &folder->file[i];
        bool participants = strcmp(hinge_file_name(file->name), "participants.tsv") == 0;
        char participant[ENTITY_MAX] = "";
        if (!participants && !ends_with(file->name, "_sessions.tsv"))
            continue;
        if (!participants)
            entity(file->name, "sub", participant);
        struct hinge_table table = {0};
        status = read_table(file->path, request->config, &table, error);
        if (status == HINGE_OK)
            status = join_table(intake, first, &table, file->name, participant, error);
        hinge_table_clear(&table);
    }
    return status;
}
