/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a group of results.h5: its arrays, its dimensions and their labels. */
#include "store/contents.h"
#include "store/schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_contents_group(struct hinge_results_reader *reader, const char *group,
                                       hid_t *id, struct hinge_error *error)
{
    *id = H5I_INVALID_HID;
    const char *name = hinge_columns_group(group, error);
    if (name == NULL)
        return HINGE_INTERNAL;
    if (H5Lexists(reader->source.file, name, H5P_DEFAULT) == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "%s: has no group %s",
                               reader->source.shown, group);
    return hinge_source_group(&reader->source, reader->source.file, name, group, id, error);
}

/* A group being looked at. */
struct survey {
    struct hinge_results_reader *reader;
    struct hinge_contents *contents;
    struct extent {
        int32_t id[HINGE_RANK_MAX];  /* of its dimensions */
        hsize_t dim[HINGE_RANK_MAX]; /* their lengths */
    } * extent;                      /* of each array */
};

static enum hinge_status damaged(const struct survey *survey, const struct hinge_array *array,
                                 struct hinge_error *error)
{
    return hinge_source_damaged(&survey->reader->source, array->object, error);
}

/* A coordinate variable: texts become labels, numbers none (they count from 0). */
static enum hinge_status add_dimension(struct survey *survey, const struct hinge_array *array,
                                       const char *name, int32_t id, struct hinge_error *error)
{
    struct hinge_contents *contents = survey->contents;
    struct hinge_arena *arena = &survey->reader->arena;
    struct hinge_dimension *dimension = &contents->dimension[contents->n_dimensions];
    *dimension = (struct hinge_dimension){.name = name, .length = (size_t)array->dim[0]};
    contents->dimension_id[contents->n_dimensions++] = id;
    if (array->element != HINGE_ELEMENT_CHAR || array->rank != 2)
        return HINGE_OK;
    void *characters = NULL;
    enum hinge_status status =
        hinge_source_values(&survey->reader->source, array, &characters, error);
    if (status != HINGE_OK)
        return status;
    size_t width = (size_t)array->dim[1];
    const char **label = hinge_arena_alloc(arena, dimension->length, sizeof *label);
    for (size_t i = 0; i < dimension->length; i++) {
        label[i] = hinge_arena_copy(arena, (const char *)characters + i * width, width);
    }
    free(characters);
    dimension->label = label;
    return HINGE_OK;
}

static enum hinge_status read_arena_text(struct survey *survey, const struct hinge_array *array,
                                         const char *name, const char **text,
                                         struct hinge_error *error)
{
    char *found = NULL;
    enum hinge_status status =
        hinge_source_text(&survey->reader->source, array->id, array->object, name, &found, error);
    if (status == HINGE_OK) {
        *text = hinge_arena_strdup(&survey->reader->arena, found != NULL ? found : "");
    }
    free(found);
    return status;
}

static enum hinge_status add_array(struct survey *survey, const struct hinge_array *array,
                                   const char *name, struct hinge_error *error)
{
    struct hinge_contents *contents = survey->contents;
    size_t k = contents->n_arrays, n = HINGE_RANK_MAX;
    struct hinge_array_spec *spec = &contents->spec[k];
    *spec = (struct hinge_array_spec){.group = contents->group,
                                      .name = name,
                                      .type = (enum hinge_array_type)array->element,
                                      .n_further = array->rank - 1};
    contents->name[k] = name;
    contents->n_arrays++;
    enum hinge_status status = read_arena_text(survey, array, "units", &spec->unit, error);
    if (status == HINGE_OK)
        status = read_arena_text(survey, array, "long_name", &spec->title, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(&survey->reader->source, array->id, array->object,
                                      HINGE_DIMENSION_IDS, HINGE_ELEMENT_I32, &n,
                                      survey->extent[k].id, error);
    memcpy(survey->extent[k].dim, array->dim, sizeof array->dim);
    if (status == HINGE_OK && array->dim[0] != survey->reader->rows)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                            "%s: damaged: %s has %llu rows, the file should hold %llu repetitions",
                            survey->reader->source.shown, array->object,
                            (unsigned long long)array->dim[0],
                            (unsigned long long)survey->reader->rows);
    if (status == HINGE_OK && n != (size_t)array->rank && array->rank > 1)
        status = damaged(survey, array, error);
    return status;
}

static enum hinge_status look_at(struct survey *survey, hid_t group, const char *name,
                                 struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    struct hinge_array array;
    const struct hinge_source *source = &survey->reader->source;
    snprintf(path, sizeof path, "%s/%s", survey->contents->group, name);
    const char *kept = hinge_arena_strdup(&survey->reader->arena, name);
    enum hinge_status status = hinge_source_array(source, group, name, path, &array, error);
    if (status != HINGE_OK)
        return status;
    int32_t id = -1;
    size_t n = 1;
    bool phantom = array.element == HINGE_ELEMENT_NONE;
    /* coordinate variables have a dimension id, arrays have a fill value */
    if (!phantom)
        status = hinge_source_numbers(source, array.id, path, HINGE_DIMENSION_ID, HINGE_ELEMENT_I32,
                                      &n, &id, error);
    if (status == HINGE_OK && !phantom && n == 1)
        status = add_dimension(survey, &array, kept, id, error);
    htri_t fill = H5Aexists(array.id, "_FillValue");
    if (status == HINGE_OK && fill < 0)
        status = damaged(survey, &array, error);
    if (status == HINGE_OK && !phantom && fill > 0)
        status = add_array(survey, &array, kept, error);
    hinge_h5_drop(&array.id);
    return status;
}

/* Turns dimension ids into positions in the group's dimension table. */
static enum hinge_status resolve(struct survey *survey, struct hinge_error *error)
{
    struct hinge_contents *contents = survey->contents;
    for (size_t k = 0; k < contents->n_arrays; k++) {
        struct hinge_array_spec *spec = &contents->spec[k];
        for (int d = 0; d < spec->n_further; d++) {
            size_t at = 0;
            while (at < contents->n_dimensions &&
                   contents->dimension_id[at] != survey->extent[k].id[d + 1])
                at++;
            /* callers make room by the dimension's length */
            if (at == contents->n_dimensions ||
                contents->dimension[at].length != survey->extent[k].dim[d + 1]) {
                char path[HINGE_OBJECT_MAX];
                snprintf(path, sizeof path, "%s/%s", contents->group, spec->name);
                return hinge_source_damaged(&survey->reader->source, path, error);
            }
            spec->further[d] = at;
        }
    }
    return HINGE_OK;
}

static struct hinge_contents *new_contents(struct hinge_results_reader *reader, const char *group,
                                           size_t members)
{
    struct hinge_arena *arena = &reader->arena;
    struct hinge_contents *made = hinge_arena_alloc(arena, 1, sizeof *made);
    made->group = hinge_arena_strdup(arena, group);
    made->name = hinge_arena_alloc(arena, members, sizeof *made->name);
    made->spec = hinge_arena_alloc(arena, members, sizeof *made->spec);
    made->array = hinge_arena_alloc(arena, members, sizeof *made->array);
    made->dimension = hinge_arena_alloc(arena, members, sizeof *made->dimension);
    made->dimension_id = hinge_arena_alloc(arena, members, sizeof *made->dimension_id);
    return made;
}

enum hinge_status hinge_contents_find(struct hinge_results_reader *reader, const char *group,
                                      struct hinge_contents **found, struct hinge_error *error)
{
    for (*found = reader->contents; *found != NULL; *found = (*found)->next)
        if (strcmp((*found)->group, group) == 0)
            return HINGE_OK;
    hid_t id;
    struct hinge_names names = {0};
    struct survey survey = {.reader = reader};
    enum hinge_status status = hinge_contents_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_source_names(&reader->source, id, group, &names, error);
    if (status == HINGE_OK) {
        survey.contents = new_contents(reader, group, names.n);
        survey.extent = hinge_alloc(names.n, sizeof *survey.extent);
    }
    for (size_t i = 0; i < names.n && status == HINGE_OK; i++)
        status = look_at(&survey, id, names.name[i], error);
    if (status == HINGE_OK)
        status = resolve(&survey, error);
    if (status == HINGE_OK) {
        survey.contents->next = reader->contents;
        reader->contents = *found = survey.contents;
    }
    free(survey.extent);
    hinge_names_clear(&names);
    hinge_h5_drop(&id);
    return status;
}

/* Whether an array has entries that are read like arrays, and one of that name. */
static bool has_entry(const struct hinge_contents *contents, size_t at, const char *name,
                      size_t *entry)
{
    const struct hinge_array_spec *spec = &contents->spec[at];
    if (strcmp(spec->name, HINGE_ARRAY_VALUE) != 0 || spec->n_further != 2)
        return false;
    const struct hinge_dimension *names = &contents->dimension[spec->further[0]];
    for (*entry = 0; names->label != NULL && *entry < names->length; ++*entry)
        if (strcmp(names->label[*entry], name) == 0)
            return true;
    return false;
}

static enum hinge_status find_array(struct hinge_results_reader *reader, const char *group,
                                    const char *name, struct hinge_contents **contents, size_t *at,
                                    size_t *entry, struct hinge_error *error)
{
    enum hinge_status status = hinge_contents_find(reader, group, contents, error);
    size_t n = status == HINGE_OK ? (*contents)->n_arrays : 0;
    *entry = SIZE_MAX;
    for (*at = 0; *at < n; ++*at)
        if (strcmp((*contents)->name[*at], name) == 0)
            return HINGE_OK;
    for (*at = 0; *at < n; ++*at)
        if (has_entry(*contents, *at, name, entry))
            return HINGE_OK;
    return status != HINGE_OK
               ? status
               : hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                 "%s: %s has no array \"%s\"", reader->source.shown, group, name);
}

enum hinge_status hinge_results_describe(struct hinge_results_reader *reader, const char *group,
                                         const char *name, struct hinge_array_spec *spec,
                                         const struct hinge_dimension **dimension,
                                         struct hinge_error *error)
{
    struct hinge_contents *contents;
    size_t at, entry;
    enum hinge_status status = find_array(reader, group, name, &contents, &at, &entry, error);
    if (status != HINGE_OK)
        return status;
    *spec = contents->spec[at];
    if (entry != SIZE_MAX) {
        spec->name = name;
        spec->n_further = 1;
        spec->further[0] = spec->further[1];
    }
    if (dimension != NULL)
        *dimension = contents->dimension;
    return HINGE_OK;
}

enum hinge_status hinge_results_named(struct hinge_results_reader *reader, const char *group,
                                      const char *name, int n, struct hinge_array_spec *spec,
                                      const struct hinge_dimension **dimension,
                                      struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    enum hinge_status status = hinge_results_describe(reader, group, name, spec, dimension, error);
    if (status != HINGE_OK)
        return status;
    bool named = spec->n_further == n && (*dimension)[spec->further[0]].label != NULL;
    snprintf(path, sizeof path, "%s/%s", group, name);
    errno = 0;
    return named ? HINGE_OK : hinge_source_damaged(&reader->source, path, error);
}

enum hinge_status hinge_contents_open(struct hinge_results_reader *reader, const char *group,
                                      const char *name, struct hinge_array *array,
                                      struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    hid_t id;
    snprintf(path, sizeof path, "%s/%s", group, name);
    enum hinge_status status = hinge_contents_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_source_array(&reader->source, id, name, path, array, error);
    hinge_h5_drop(&id);
    return status;
}

enum hinge_status hinge_contents_array(struct hinge_results_reader *reader, const char *group,
                                       const char *name, const struct hinge_array **array,
                                       size_t *entry, struct hinge_error *error)
{
    struct hinge_contents *contents;
    size_t at;
    enum hinge_status status = find_array(reader, group, name, &contents, &at, entry, error);
    if (status != HINGE_OK)
        return status;
    *array = &contents->array[at];
    return contents->array[at].id > 0 ? HINGE_OK
                                      : hinge_contents_open(reader, group, contents->name[at],
                                                            &contents->array[at], error);
}

void hinge_contents_close(struct hinge_results_reader *reader)
{
    for (struct hinge_contents *c = reader->contents; c != NULL; c = c->next)
        for (size_t k = 0; k < c->n_arrays; k++)
            if (c->array[k].id > 0)
                hinge_h5_drop(&c->array[k].id);
}
