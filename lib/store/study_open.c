/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening study.h5: its index, layouts and tables. */
#include "store/agree.h"
#include "store/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hinge_study_close(struct hinge_study_reader *reader)
{
    if (reader == NULL)
        return;
    for (size_t i = 0; i < reader->n_layouts; i++)
        hinge_layout_clear(&reader->layout[i]);
    free(reader->layout);
    hinge_table_clear(&reader->index);
    hinge_h5_drop(&reader->trials);
    hinge_source_close(&reader->source);
    free(reader);
}

/* Lists a group only to see that it holds no links to elsewhere. */
static enum hinge_status check_links(const struct hinge_source *source, hid_t group,
                                     const char *object, size_t *members, struct hinge_error *error)
{
    struct hinge_names names;
    enum hinge_status status = hinge_source_names(source, group, object, &names, error);
    if (members != NULL)
        *members = names.n;
    hinge_names_clear(&names);
    return status;
}

static enum hinge_status read_layouts(struct hinge_study_reader *reader, struct hinge_error *error)
{
    hid_t group;
    size_t n = 0;
    enum hinge_status status = hinge_source_group(&reader->source, reader->source.file, "layouts",
                                                  "/layouts", &group, error);
    if (status == HINGE_OK)
        status = check_links(&reader->source, group, "/layouts", &n, error);
    if (status == HINGE_OK) {
        reader->layout = hinge_alloc(n, sizeof *reader->layout);
    }
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        status = hinge_layout_read(&reader->source, group, i, &reader->layout[i], error);
        reader->n_layouts += status == HINGE_OK;
    }
    hinge_h5_drop(&group);
    return status;
}

/* Ids, layouts and frame counts of every trial. */
static enum hinge_status read_index(struct hinge_study_reader *reader, struct hinge_error *error)
{
    hid_t group;
    size_t members = 0;
    struct hinge_table *index = &reader->index;
    enum hinge_status status =
        hinge_source_group(&reader->source, reader->source.file, "index", "/index", &group, error);
    if (status == HINGE_OK)
        status = hinge_columns_read(&reader->source, group, "/index", index, error);
    hinge_h5_drop(&group);
    if (status == HINGE_OK)
        status = check_links(&reader->source, reader->trials, "/trials", &members, error);
    if (status == HINGE_OK && index->rows > members)
        status = hinge_source_damaged(&reader->source, "/index", error);
    for (size_t i = 0; i < index->rows && status == HINGE_OK; i++) {
        double layout = hinge_table_number(index, "layout", i);
        double frames = hinge_table_number(index, "frames", i);
        const char *id = hinge_table_text(index, "id", i);
        if (id == NULL || strchr(id, '/') != NULL || strcmp(id, ".") == 0 ||
            !(layout >= 0 && layout < (double)reader->n_layouts) || !(frames >= 0))
            status = hinge_source_damaged(&reader->source, "/index", error);
    }
    return status == HINGE_OK ? hinge_agree_ids(reader->source.shown, "/index", index, "id", error)
                              : status;
}

enum hinge_status hinge_study_open(const char *path, struct hinge_study_reader **reader,
                                   struct hinge_error *error)
{
    *reader = NULL;
    struct hinge_study_reader *made = hinge_alloc(1, sizeof *made);
    made->trials = H5I_INVALID_HID;
    enum hinge_status status = hinge_source_open(&made->source, path, path, "study", error);
    if (status == HINGE_OK)
        status = check_links(&made->source, made->source.file, "/", NULL, error);
    if (status == HINGE_OK)
        status = hinge_source_load_attributes(&made->source, error);
    if (status == HINGE_OK)
        status = read_layouts(made, error);
    if (status == HINGE_OK)
        status = hinge_source_group(&made->source, made->source.file, "trials", "/trials",
                                    &made->trials, error);
    if (status == HINGE_OK)
        status = read_index(made, error);
    status = hinge_source_end(&made->source, status, error);
    if (status == HINGE_OK)
        *reader = made;
    else
        hinge_study_close(made);
    return status;
}

size_t hinge_study_count(const struct hinge_study_reader *reader)
{
    return reader->index.rows;
}

const char *hinge_study_id(const struct hinge_study_reader *reader, size_t trial)
{
    return hinge_table_text(&reader->index, "id", trial);
}

size_t hinge_study_frames(const struct hinge_study_reader *reader, size_t trial)
{
    return (size_t)hinge_table_number(&reader->index, "frames", trial);
}

const struct hinge_layout *hinge_study_layout(const struct hinge_study_reader *reader, size_t trial)
{
    return &reader->layout[(size_t)hinge_table_number(&reader->index, "layout", trial)];
}

const char *hinge_study_attribute(const struct hinge_study_reader *reader, const char *name)
{
    return hinge_source_attribute(&reader->source, name);
}

/* A table of the file: `one` column, or all but the cells of those in `left`. */
static enum hinge_status get(struct hinge_study_reader *reader, const char *group,
                             const char *const *left, const char *one, struct hinge_table *table,
                             struct hinge_error *error)
{
    hid_t id;
    const char *name = hinge_columns_group(group, error);
    if (name == NULL)
        return HINGE_INTERNAL;
    if (H5Lexists(reader->source.file, name, H5P_DEFAULT) == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "%s: has no table %s",
                               reader->source.shown, group);
    enum hinge_status status =
        hinge_source_group(&reader->source, reader->source.file, name, group, &id, error);
    if (status == HINGE_OK)
        status = one != NULL
                     ? hinge_columns_read_one(&reader->source, id, group, one, table, error)
                     : hinge_columns_read_but(&reader->source, id, group, left, table, error);
    hinge_h5_drop(&id);
    status = hinge_source_end(&reader->source, status, error);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}

enum hinge_status hinge_study_get_table(struct hinge_study_reader *reader, const char *group,
                                        struct hinge_table *table, struct hinge_error *error)
{
    *table = (struct hinge_table){0};
    return get(reader, group, NULL, NULL, table, error);
}

enum hinge_status hinge_study_get_sparse(struct hinge_study_reader *reader, const char *group,
                                         const char *const *left, struct hinge_table *table,
                                         struct hinge_error *error)
{
    *table = (struct hinge_table){.sparse = true};
    return get(reader, group, left, NULL, table, error);
}

enum hinge_status hinge_study_get_column(struct hinge_study_reader *reader, const char *group,
                                         const char *name, struct hinge_table *table,
                                         struct hinge_error *error)
{
    *table = (struct hinge_table){0};
    return get(reader, group, NULL, name, table, error);
}
