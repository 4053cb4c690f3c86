/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout as a table of channels with the rest as attributes of its group. */
#include "store/table_layouts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of /layouts/<n>, in file order. */
enum { SOURCE, MARKER, COMPONENT, UNIT, LANDMARK, FLAGS, COLUMNS };
static const struct {
    const char *name, *title;
    enum hinge_column_type type;
} columns[COLUMNS] = {
    {"source", "column as named in the recording", HINGE_COLUMN_TEXT},
    {"marker", "marker or point it belongs to", HINGE_COLUMN_TEXT},
    {"component", "x, y, z, score, time, frame, angle or other", HINGE_COLUMN_TEXT},
    {"unit", "as delivered", HINGE_COLUMN_TEXT},
    {"landmark", "canonical landmark", HINGE_COLUMN_TEXT},
    {"flags", "1 inferred, 2 approximate, 4 proxy", HINGE_COLUMN_NUMBER},
};

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(or_empty(a), or_empty(b)) == 0;
}

bool hinge_layout_same(const struct hinge_layout *a, const struct hinge_layout *b)
{
    if (a->n_channels != b->n_channels || a->flags != b->flags || a->family != b->family ||
        strcmp(a->up, b->up) != 0 || !same_text(a->format, b->format) ||
        !same_text(a->landmark_set, b->landmark_set))
        return false;
    for (size_t i = 0; i < a->n_channels; i++) {
        const struct hinge_channel *x = &a->channel[i], *y = &b->channel[i];
        if (x->component != y->component || x->unit != y->unit || x->landmark != y->landmark ||
            x->flags != y->flags || !same_text(x->source, y->source) ||
            !same_text(x->marker, y->marker))
            return false;
    }
    return true;
}

void hinge_layout_clear(struct hinge_layout *layout)
{
    struct hinge_arena arena = {layout->blocks};
    hinge_arena_clear(&arena);
    *layout = (struct hinge_layout){0};
}

enum hinge_status hinge_layout_copy(const struct hinge_layout *layout, struct hinge_layout *copy,
                                    struct hinge_error *error)
{
    struct hinge_arena arena = {0};
    *copy = *layout;
    copy->format = hinge_arena_strdup(&arena, or_empty(layout->format));
    copy->landmark_set = hinge_arena_strdup(&arena, or_empty(layout->landmark_set));
    copy->channel = hinge_arena_alloc(&arena, layout->n_channels, sizeof *copy->channel);
    bool made = true;
    for (size_t i = 0; i < layout->n_channels && made; i++) {
        copy->channel[i] = layout->channel[i];
        copy->channel[i].source = hinge_arena_strdup(&arena, or_empty(layout->channel[i].source));
        copy->channel[i].marker = hinge_arena_strdup(&arena, or_empty(layout->channel[i].marker));
        made = copy->channel[i].source != NULL && copy->channel[i].marker != NULL;
    }
    copy->blocks = arena.head;
    if (made)
        return HINGE_OK;
    hinge_layout_clear(copy);
    return hinge_source_no_memory(error);
}

static enum hinge_status fill_row(struct hinge_table *table, size_t row,
                                  const struct hinge_channel *channel)
{
    const char *text[COLUMNS] = {
        [SOURCE] = or_empty(channel->source),
        [MARKER] = or_empty(channel->marker),
        [COMPONENT] = hinge_component_name(channel->component),
        [UNIT] = hinge_unit_name(channel->unit),
        [LANDMARK] = hinge_landmark_name(channel->landmark),
    };
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < FLAGS && status == HINGE_OK; i++)
        status = hinge_table_set_text(table, i, row, text[i]);
    table->column[FLAGS].number[row] = channel->flags;
    return status;
}

static enum hinge_status make_table(const struct hinge_layout *layout, struct hinge_table *table,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < COLUMNS && status == HINGE_OK; i++) {
        status =
            hinge_table_add_column(table, columns[i].name, columns[i].type, "", -1, NULL, error);
        if (status == HINGE_OK)
            status = hinge_table_set_title(table, i, columns[i].title);
    }
    if (status == HINGE_OK)
        status = hinge_table_add_rows(table, layout->n_channels);
    for (size_t i = 0; i < layout->n_channels && status == HINGE_OK; i++)
        status = fill_row(table, i, &layout->channel[i]);
    return status;
}

enum hinge_status hinge_layout_write(struct hinge_sink *sink, hid_t layouts, size_t number,
                                     const struct hinge_layout *layout, struct hinge_error *error)
{
    char name[32];
    struct hinge_table table = {0};
    hid_t group = H5I_INVALID_HID;
    const int32_t flags = (int32_t)layout->flags;
    snprintf(name, sizeof name, "%zu", number);
    const char *const text[][2] = {{"format", or_empty(layout->format)},
                                   {"landmark_set", or_empty(layout->landmark_set)},
                                   {"family", hinge_family_name(layout->family)},
                                   {"up", layout->up}};
    enum hinge_status status = make_table(layout, &table, error);
    if (status == HINGE_OK)
        status = hinge_columns_write(sink, layouts, name, &table, &group, error);
    for (size_t i = 0; i < sizeof text / sizeof text[0] && status == HINGE_OK; i++)
        status = hinge_sink_text(sink, group, text[i][0], text[i][1], error);
    if (status == HINGE_OK)
        status =
            hinge_sink_numbers(sink, group, "layout_flags", HINGE_ELEMENT_I32, 0, &flags, error);
    errno = 0;
    if (!hinge_h5_close(&group) && status == HINGE_OK)
        status = hinge_sink_failed(sink, name, error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status unknown(const struct hinge_source *source, const char *object,
                                 const char *what, const char *name, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: %s: unknown %s \"%s\"; a newer version wrote this file",
                           source->shown, object, what, name);
}

static const char *cell(const struct hinge_table *table, size_t column, size_t row)
{
    return or_empty(hinge_table_text(table, columns[column].name, row));
}

static enum hinge_status read_channel(const struct hinge_source *source, const char *object,
                                      const struct hinge_table *table, size_t row,
                                      struct hinge_arena *arena, struct hinge_channel *channel,
                                      struct hinge_error *error)
{
    double flags = hinge_table_number(table, columns[FLAGS].name, row);
    *channel =
        (struct hinge_channel){.source = hinge_arena_strdup(arena, cell(table, SOURCE, row)),
                               .marker = hinge_arena_strdup(arena, cell(table, MARKER, row)),
                               .component = hinge_component_find(cell(table, COMPONENT, row)),
                               .unit = hinge_unit_find(cell(table, UNIT, row)),
                               .landmark = hinge_landmark_find(cell(table, LANDMARK, row)),
                               .flags = flags >= 0 && flags <= 65535 ? (unsigned)flags : 0,
                               .decimals = -1};
    if (channel->source == NULL || channel->marker == NULL)
        return hinge_source_no_memory(error);
    if (channel->component == HINGE_COMPONENT_COUNT)
        return unknown(source, object, "component", cell(table, COMPONENT, row), error);
    if (channel->unit == HINGE_UNIT_COUNT)
        return unknown(source, object, "unit", cell(table, UNIT, row), error);
    if (channel->landmark == HINGE_LANDMARK_NONE && cell(table, LANDMARK, row)[0] != '\0')
        return unknown(source, object, "landmark", cell(table, LANDMARK, row), error);
    return HINGE_OK;
}

/* An attribute as text in the arena, "" when absent. */
static enum hinge_status read_text(const struct hinge_source *source, hid_t group,
                                   const char *object, const char *name, struct hinge_arena *arena,
                                   char **text, struct hinge_error *error)
{
    char *found = NULL;
    enum hinge_status status = hinge_source_text(source, group, object, name, &found, error);
    if (status != HINGE_OK)
        return status;
    *text = hinge_arena_strdup(arena, or_empty(found));
    free(found);
    return HINGE_OK;
}

static enum hinge_status read_rest(struct hinge_source *source, hid_t group, const char *object,
                                   struct hinge_arena *arena, struct hinge_layout *layout,
                                   struct hinge_error *error)
{
    char *family = NULL, *up = NULL;
    int32_t flags = 0;
    size_t n = 1;
    enum hinge_status status =
        read_text(source, group, object, "format", arena, &layout->format, error);
    if (status == HINGE_OK)
        status =
            read_text(source, group, object, "landmark_set", arena, &layout->landmark_set, error);
    if (status == HINGE_OK)
        status = read_text(source, group, object, "family", arena, &family, error);
    if (status == HINGE_OK)
        status = read_text(source, group, object, "up", arena, &up, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(source, group, object, "layout_flags", HINGE_ELEMENT_I32, &n,
                                      &flags, error);
    if (status != HINGE_OK)
        return status;
    layout->family = hinge_family_find(family);
    if (layout->family == HINGE_FAMILY_COUNT)
        return unknown(source, object, "family", family, error);
    if (strlen(up) >= sizeof layout->up)
        return unknown(source, object, "up axis", up, error);
    snprintf(layout->up, sizeof layout->up, "%s", up);
    layout->flags = (unsigned)flags;
    return HINGE_OK;
}

enum hinge_status hinge_layout_read(struct hinge_source *source, hid_t layouts, size_t number,
                                    struct hinge_layout *layout, struct hinge_error *error)
{
    char name[32], object[64];
    hid_t group;
    struct hinge_table table = {0};
    struct hinge_arena arena = {0};
    *layout = (struct hinge_layout){0};
    snprintf(name, sizeof name, "%zu", number);
    snprintf(object, sizeof object, "/layouts/%zu", number);
    enum hinge_status status = hinge_source_group(source, layouts, name, object, &group, error);
    if (status == HINGE_OK)
        status = hinge_columns_read(source, group, object, &table, error);
    if (status == HINGE_OK && table.rows > HINGE_CHANNELS_MAX)
        status = hinge_source_refused(source, object, "too many channels", error);
    if (status == HINGE_OK) {
        layout->n_channels = table.rows;
        layout->channel = hinge_arena_alloc(&arena, table.rows, sizeof *layout->channel);
    }
    for (size_t i = 0; i < table.rows && status == HINGE_OK; i++)
        status = read_channel(source, object, &table, i, &arena, &layout->channel[i], error);
    if (status == HINGE_OK)
        status = read_rest(source, group, object, &arena, layout, error);
    layout->blocks = arena.head;
    hinge_h5_drop(&group);
    hinge_table_clear(&table);
    if (status != HINGE_OK)
        hinge_layout_clear(layout);
    return status;
}
