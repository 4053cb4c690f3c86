/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading results.h5: what is there, and its tables. */
#include "base/file.h"
#include "store/agree.h"
#include "store/contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A table that was read. Views, figures and analyses of one run ask for the same ones,
 * and it is their columns that cost, each a dataset of its own. */
struct hinge_kept_table {
    char *group;
    struct hinge_table table;
    struct hinge_kept_table *next;
};
enum { KEPT_ROWS = 1000 };

static void clear_kept(struct hinge_kept_table *kept)
{
    for (struct hinge_kept_table *next; kept != NULL; kept = next) {
        next = kept->next;
        hinge_table_clear(&kept->table);
        free(kept);
    }
}

void hinge_results_close(struct hinge_results_reader *reader)
{
    if (reader == NULL || --reader->users > 0)
        return;
    clear_kept(reader->tables);
    hinge_contents_close(reader);
    hinge_rows_rooms_clear(reader);
    pthread_mutex_destroy(&reader->lock);
    hinge_arena_clear(&reader->arena);
    hinge_source_close(&reader->source);
    free(reader);
}

enum hinge_status hinge_results_share(const char *path, struct hinge_results_reader *opened,
                                      struct hinge_results_reader **reader,
                                      struct hinge_error *error)
{
    *reader = opened;
    if (opened != NULL) {
        opened->users++;
        return HINGE_OK;
    }
    hinge_file_settle(path);
    enum hinge_status status = hinge_results_open(path, reader, error);
    if (status == HINGE_OK)
        status = hinge_agree_results(*reader, error);
    if (status != HINGE_OK) {
        hinge_results_close(*reader);
        *reader = NULL;
    }
    return status;
}

enum hinge_status hinge_results_open(const char *path, struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    *reader = NULL;
    struct hinge_names names = {0};
    struct hinge_results_reader *made = hinge_alloc(1, sizeof *made);
    uint64_t rows = 0;
    size_t n = 1;
    pthread_mutex_init(&made->lock, NULL);
    made->users = 1;
    enum hinge_status status = hinge_source_open(&made->source, path, path, "results", error);
    if (status == HINGE_OK)
        status = hinge_source_names(&made->source, made->source.file, "/", &names, error);
    if (status == HINGE_OK)
        status = hinge_source_load_attributes(&made->source, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(&made->source, made->source.file, "/", HINGE_ROWS_ATTRIBUTE,
                                      HINGE_ELEMENT_U64, &n, &rows, error);
    if (status == HINGE_OK && n != 1)
        status = hinge_source_damaged(&made->source, "/, attribute " HINGE_ROWS_ATTRIBUTE, error);
    hinge_names_clear(&names);
    made->rows = (size_t)rows;
    status = hinge_source_end(&made->source, status, error);
    if (status == HINGE_OK)
        *reader = made;
    else
        hinge_results_close(made);
    return status;
}

size_t hinge_results_rows(const struct hinge_results_reader *reader)
{
    return reader->rows;
}

const char *hinge_results_attribute(const struct hinge_results_reader *reader, const char *name)
{
    return hinge_source_attribute(&reader->source, name);
}

static enum hinge_status keep_table(struct hinge_results_reader *reader, const char *group,
                                    const struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_kept_table *kept = hinge_alloc(1, sizeof *kept);
    kept->group = hinge_arena_strdup(&reader->arena, group);
    enum hinge_status status = hinge_table_copy(&kept->table, table, error);
    if (status != HINGE_OK) {
        free(kept);
        return status;
    }
    kept->next = reader->tables;
    reader->tables = kept;
    return HINGE_OK;
}

enum hinge_status hinge_results_get_table(struct hinge_results_reader *reader, const char *group,
                                          struct hinge_table *table, struct hinge_error *error)
{
    hid_t id;
    *table = (struct hinge_table){0};
    const struct hinge_kept_table *kept = reader->tables;
    while (kept != NULL && strcmp(kept->group, group) != 0)
        kept = kept->next;
    if (kept != NULL)
        return hinge_source_end(&reader->source, hinge_table_copy(table, &kept->table, error),
                                error);
    enum hinge_status status = hinge_contents_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_columns_read(&reader->source, id, group, table, error);
    hinge_h5_drop(&id);
    status = hinge_source_end(&reader->source, status, error);
    if (status == HINGE_OK && table->rows <= KEPT_ROWS)
        status = keep_table(reader, group, table, error);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}

enum hinge_status hinge_results_arrays(struct hinge_results_reader *reader, const char *group,
                                       const char *const **names, size_t *n,
                                       struct hinge_error *error)
{
    struct hinge_contents *contents;
    enum hinge_status status = hinge_contents_find(reader, group, &contents, error);
    if (status != HINGE_OK)
        return status;
    *names = contents->name;
    *n = contents->n_arrays;
    return HINGE_OK;
}

size_t hinge_array_type_size(enum hinge_array_type type)
{
    return hinge_element_size((enum hinge_element)type);
}
