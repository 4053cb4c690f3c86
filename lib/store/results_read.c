/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading results.h5: its tables, what arrays its groups have, rows of these (chunks are read in
 * order and decoded by all threads), whether the parts of a file agree; opening and closing. In: a
 * path; out: a reader, shared and counted, whose texts are borrowed; values go where the caller has
 * room. */
#include "base/file.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "os/system.h"
#include "store/h5.h"
#include "store/store.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECES = 256,           /* chunks read before they are decoded */
    HELD = 2 * 1024 * 1024, /* and their bytes, about */
    LITTLE = 64 * 1024,     /* bytes that are not worth a second thread */
    KEPT_ROWS = 1000        /* of the longest table that is kept */
};

/* A chunk as stored, and the rows that it is read for. */
struct piece {
    const struct window *window;
    hsize_t at[HINGE_RANK_MAX];
    unsigned char *stored; /* owned; its room is kept for the next rows */
    size_t length, room;
};

struct hinge_results_reader {
    struct hinge_source source;
    size_t users; /* that did not close it yet */
    size_t rows;
    struct hinge_arena arena;   /* of everything below but the rows' room */
    struct kept_table *tables;  /* small ones that were read */
    struct contents *contents;  /* of groups that were looked at */
    struct piece piece[PIECES]; /* chunks on their way */
    size_t pieces, piece_bytes;
    pthread_mutex_t lock; /* of what threads left: */
    struct room *unused;  /* room to decode rows in */
};

/* Opens a group of the file; INPUT "has no group" when there is none. */
static enum hinge_status open_group(struct hinge_results_reader *reader, const char *group,
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

/* --- tables: views, figures and analyses of one run ask for the same ones, and it is their columns
 * that cost, each a dataset of its own --- */

struct kept_table {
    const char *group;
    struct hinge_table table;
    struct kept_table *next;
};

static void keep_table(struct hinge_results_reader *reader, const char *group,
                       const struct hinge_table *table)
{
    struct kept_table *kept = hinge_arena_alloc(&reader->arena, 1, sizeof *kept);
    kept->group = hinge_arena_strdup(&reader->arena, group);
    kept->next = reader->tables;
    reader->tables = kept;
    hinge_table_copy(&kept->table, table);
}

enum hinge_status hinge_results_get_table(struct hinge_results_reader *reader, const char *group,
                                          struct hinge_table *table, struct hinge_error *error)
{
    hid_t id;
    *table = (struct hinge_table){0};
    const struct kept_table *kept = reader->tables;
    while (kept != NULL && strcmp(kept->group, group) != 0)
        kept = kept->next;
    if (kept != NULL) {
        hinge_table_copy(table, &kept->table);
        return hinge_source_end(&reader->source, HINGE_OK, error);
    }
    enum hinge_status status = open_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_columns_read(&reader->source, id, group, table, error);
    hinge_h5_drop(&id);
    status = hinge_source_end(&reader->source, status, error);
    if (status == HINGE_OK && table->rows <= KEPT_ROWS)
        keep_table(reader, group, table);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}

/* --- what arrays a group has, over which dimensions --- */

struct contents {
    const char *group;
    const char **name; /* of the arrays, in file order */
    struct hinge_array_spec *spec;
    struct hinge_array *array;      /* closed (id 0) until it is read */
    int32_t (*ids)[HINGE_RANK_MAX]; /* of an array's dimensions */
    size_t n_arrays;
    struct hinge_dimension *dimension;
    int32_t *dimension_id;
    size_t n_dimensions;
    struct contents *next;
};

/* A coordinate variable: texts become labels, numbers none (they count from 0). */
static enum hinge_status add_dimension(struct hinge_results_reader *reader,
                                       struct contents *contents, const struct hinge_array *array,
                                       const char *name, int32_t id, struct hinge_error *error)
{
    struct hinge_dimension *dimension = &contents->dimension[contents->n_dimensions];
    *dimension = (struct hinge_dimension){.name = name, .length = (size_t)array->dim[0]};
    contents->dimension_id[contents->n_dimensions++] = id;
    if (array->element != HINGE_ELEMENT_CHAR || array->rank != 2)
        return HINGE_OK;
    void *characters;
    enum hinge_status status = hinge_source_values(&reader->source, array, &characters, error);
    if (status != HINGE_OK)
        return status;
    size_t width = (size_t)array->dim[1];
    const char **label = hinge_arena_alloc(&reader->arena, dimension->length, sizeof *label);
    for (size_t i = 0; i < dimension->length; i++)
        label[i] = hinge_arena_copy(&reader->arena, (const char *)characters + i * width, width);
    dimension->label = label;
    return HINGE_OK;
}

static enum hinge_status add_array(struct hinge_results_reader *reader, struct contents *contents,
                                   const struct hinge_array *array, const char *name,
                                   struct hinge_error *error)
{
    struct hinge_source *source = &reader->source;
    size_t k = contents->n_arrays++, n = HINGE_RANK_MAX;
    char *unit = NULL, *title = NULL;
    enum hinge_status status =
        hinge_source_text(source, array->id, array->object, "units", &reader->arena, &unit, error);
    if (status == HINGE_OK)
        status = hinge_source_text(source, array->id, array->object, "long_name", &reader->arena,
                                   &title, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(source, array->id, array->object, HINGE_DIMENSION_IDS,
                                      HINGE_ELEMENT_I32, &n, contents->ids[k], error);
    contents->name[k] = name;
    contents->array[k] = *array;
    contents->array[k].id = 0;
    contents->spec[k] = (struct hinge_array_spec){.group = contents->group,
                                                  .name = name,
                                                  .unit = unit != NULL ? unit : "",
                                                  .title = title != NULL ? title : "",
                                                  .type = (enum hinge_array_type)array->element,
                                                  .n_further = array->rank - 1};
    if (status == HINGE_OK && array->dim[0] != reader->rows)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: %s has %llu rows, the file should hold %llu "
                               "repetitions",
                               source->shown, array->object, (unsigned long long)array->dim[0],
                               (unsigned long long)reader->rows);
    if (status == HINGE_OK && n != (size_t)array->rank && array->rank > 1)
        return hinge_source_damaged(source, array->object, error);
    return status;
}

/* Adds a member: coordinate variables have a dimension id, arrays have a fill value. */
static enum hinge_status look_at(struct hinge_results_reader *reader, hid_t group,
                                 struct contents *contents, const char *member,
                                 struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    struct hinge_array array;
    struct hinge_source *source = &reader->source;
    snprintf(path, sizeof path, "%s/%s", contents->group, member);
    enum hinge_status status = hinge_source_array(source, group, member, path, &array, error);
    if (status != HINGE_OK)
        return status;
    const char *name = hinge_arena_strdup(&reader->arena, member);
    int32_t id = -1;
    size_t n = 1;
    bool phantom = array.element == HINGE_ELEMENT_NONE;
    if (!phantom)
        status = hinge_source_numbers(source, array.id, path, HINGE_DIMENSION_ID, HINGE_ELEMENT_I32,
                                      &n, &id, error);
    if (status == HINGE_OK && !phantom && n == 1)
        status = add_dimension(reader, contents, &array, name, id, error);
    htri_t fill = H5Aexists(array.id, "_FillValue");
    if (status == HINGE_OK && fill < 0)
        status = hinge_source_damaged(source, path, error);
    if (status == HINGE_OK && !phantom && fill > 0)
        status = add_array(reader, contents, &array, name, error);
    hinge_h5_drop(&array.id);
    return status;
}

/* Turns dimension ids into positions in the group's dimension table. */
static enum hinge_status resolve(const struct hinge_results_reader *reader,
                                 struct contents *contents, struct hinge_error *error)
{
    for (size_t k = 0; k < contents->n_arrays; k++) {
        const struct hinge_array *array = &contents->array[k];
        for (int d = 1; d < array->rank; d++) {
            size_t at = 0;
            while (at < contents->n_dimensions && contents->dimension_id[at] != contents->ids[k][d])
                at++;
            /* callers make room by the dimension's length */
            if (at == contents->n_dimensions || contents->dimension[at].length != array->dim[d])
                return hinge_source_damaged(&reader->source, array->object, error);
            contents->spec[k].further[d - 1] = at;
        }
    }
    return HINGE_OK;
}

static struct contents *new_contents(struct hinge_arena *arena, const char *group, size_t members)
{
    struct contents *made = hinge_arena_alloc(arena, 1, sizeof *made);
    made->group = hinge_arena_strdup(arena, group);
    made->name = hinge_arena_alloc(arena, members, sizeof *made->name);
    made->spec = hinge_arena_alloc(arena, members, sizeof *made->spec);
    made->array = hinge_arena_alloc(arena, members, sizeof *made->array);
    made->ids = hinge_arena_alloc(arena, members, sizeof *made->ids);
    made->dimension = hinge_arena_alloc(arena, members, sizeof *made->dimension);
    made->dimension_id = hinge_arena_alloc(arena, members, sizeof *made->dimension_id);
    return made;
}

/* The contents of a group, looked at once. */
static enum hinge_status find_contents(struct hinge_results_reader *reader, const char *group,
                                       struct contents **found, struct hinge_error *error)
{
    for (*found = reader->contents; *found != NULL; *found = (*found)->next)
        if (strcmp((*found)->group, group) == 0)
            return HINGE_OK;
    hid_t id;
    struct hinge_names names = {0};
    struct hinge_arena_mark mark = hinge_arena_mark(&reader->source.arena);
    enum hinge_status status = open_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_source_names(&reader->source, id, group, &names, error);
    struct contents *made = new_contents(&reader->arena, group, names.n);
    for (size_t i = 0; i < names.n && status == HINGE_OK; i++)
        status = look_at(reader, id, made, names.name[i], error);
    if (status == HINGE_OK)
        status = resolve(reader, made, error);
    if (status == HINGE_OK) {
        made->next = reader->contents;
        reader->contents = *found = made;
    }
    hinge_arena_reset(&reader->source.arena, mark);
    hinge_h5_drop(&id);
    return status;
}

enum hinge_status hinge_results_arrays(struct hinge_results_reader *reader, const char *group,
                                       const char *const **names, size_t *n,
                                       struct hinge_error *error)
{
    struct contents *contents;
    enum hinge_status status = find_contents(reader, group, &contents, error);
    if (status != HINGE_OK)
        return status;
    *names = contents->name;
    *n = contents->n_arrays;
    return HINGE_OK;
}

/* Whether an array has entries that are read like arrays, and one of that name: those of
 * HINGE_ARRAY_VALUE by their own, others by that of the array and their own ("reason/tempo"). */
static bool has_entry(const struct contents *contents, size_t at, const char *name, size_t *entry)
{
    const struct hinge_array_spec *spec = &contents->spec[at];
    const char *slash = strchr(name, '/'), *array = slash != NULL ? name : HINGE_ARRAY_VALUE;
    size_t length = slash != NULL ? (size_t)(slash - name) : strlen(array);
    if (strlen(spec->name) != length || memcmp(spec->name, array, length) != 0 ||
        spec->n_further != 2)
        return false;
    const struct hinge_dimension *names = &contents->dimension[spec->further[0]];
    const char *own = slash != NULL ? slash + 1 : name;
    for (*entry = 0; names->label != NULL && *entry < names->length; ++*entry)
        if (strcmp(names->label[*entry], own) == 0)
            return true;
    return false;
}

/* An array by its name; *entry is SIZE_MAX, or of HINGE_ARRAY_VALUE the one of that name. USAGE
 * when there is none. */
static enum hinge_status find_array(struct hinge_results_reader *reader, const char *group,
                                    const char *name, struct contents **contents, size_t *at,
                                    size_t *entry, struct hinge_error *error)
{
    enum hinge_status status = find_contents(reader, group, contents, error);
    if (status != HINGE_OK)
        return status;
    size_t n = (*contents)->n_arrays;
    *entry = SIZE_MAX;
    for (*at = 0; *at < n; ++*at)
        if (strcmp((*contents)->name[*at], name) == 0)
            return HINGE_OK;
    for (*at = 0; *at < n; ++*at)
        if (has_entry(*contents, *at, name, entry))
            return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "%s: %s has no array \"%s\"", reader->source.shown, group, name);
}

enum hinge_status hinge_results_describe(struct hinge_results_reader *reader, const char *group,
                                         const char *name, struct hinge_array_spec *spec,
                                         const struct hinge_dimension **dimension,
                                         struct hinge_error *error)
{
    struct contents *contents;
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
    if (spec->n_further == n && (*dimension)[spec->further[0]].label != NULL)
        return HINGE_OK;
    snprintf(path, sizeof path, "%s/%s", group, name);
    errno = 0;
    return hinge_source_damaged(&reader->source, path, error);
}

size_t hinge_array_type_size(enum hinge_array_type type)
{
    return hinge_element_size((enum hinge_element)type);
}

/* --- rows of arrays --- */

/* Opens an array of a group; drop its id. */
static enum hinge_status open_array(struct hinge_results_reader *reader, const char *group,
                                    const char *name, struct hinge_array *array,
                                    struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    hid_t id;
    snprintf(path, sizeof path, "%s/%s", group, name);
    enum hinge_status status = open_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_source_array(&reader->source, id, name, path, array, error);
    hinge_h5_drop(&id);
    return status;
}

/* Stored values as doubles, the fill of integers as NaN; that of floats is NaN. */
#define CONVERT(type, missing)                                                                     \
    _Pragma("omp simd") for (size_t i = 0; i < n; i++)                                             \
    {                                                                                              \
        const type v = ((const type *)in)[i];                                                      \
        out[i] = (missing) ? (double)NAN : (double)v;                                              \
    }                                                                                              \
    return;
static void as_doubles(enum hinge_element element, const void *in, size_t n, double *out)
{
    switch (element) {
    case HINGE_ELEMENT_F64:
        CONVERT(double, isnan(v))
    case HINGE_ELEMENT_F32:
        CONVERT(float, isnan(v))
    case HINGE_ELEMENT_U8:
        CONVERT(uint8_t, v == HINGE_FILL_U8)
    case HINGE_ELEMENT_U16:
        CONVERT(uint16_t, v == HINGE_FILL_U16)
    case HINGE_ELEMENT_I32:
        CONVERT(int32_t, v == HINGE_FILL_I32)
    case HINGE_ELEMENT_U64:
        CONVERT(uint64_t, v == HINGE_FILL_U64)
    default:
        for (size_t i = 0; i < n; i++)
            out[i] = (double)NAN;
    }
}
#undef CONVERT

/* Rows of one array being read. */
struct window {
    const struct hinge_array *array;
    void *values;
    bool stored;                                        /* wanted as they are, not as doubles */
    hsize_t dim[HINGE_RANK_MAX], chunk[HINGE_RANK_MAX]; /* with ones up to rank 3 */
    size_t from, rows;
    hsize_t line, lines; /* the wanted ones of the second dimension */
};

/* Rows of an array, or (entry < SIZE_MAX) of one entry of its second dimension. */
static enum hinge_status make_window(const struct hinge_results_reader *reader,
                                     const struct hinge_array *array, size_t entry, size_t from,
                                     size_t rows, void *values, struct window *window,
                                     struct hinge_error *error)
{
    *window = (struct window){.array = array, .values = values, .from = from, .rows = rows};
    if (array->dim[0] < rows || array->dim[0] - rows < from)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: rows %zu to %zu of %s asked for, it has %zu",
                               reader->source.shown, from, from + rows, array->object,
                               (size_t)array->dim[0]);
    for (int d = 0; d < HINGE_RANK_MAX; d++) {
        window->dim[d] = d < array->rank ? array->dim[d] : 1;
        window->chunk[d] = d < array->rank ? array->chunk[d] : 1;
    }
    window->line = entry == SIZE_MAX ? 0 : entry;
    window->lines = entry == SIZE_MAX ? window->dim[1] : 1;
    return HINGE_OK;
}

/* n values to place `place` of the wanted ones. */
static void put(const struct window *window, const unsigned char *in, size_t n, size_t place)
{
    size_t size = hinge_element_size(window->array->element);
    if (window->stored)
        memcpy((unsigned char *)window->values + place * size, in, n * size);
    else
        as_doubles(window->array->element, in, n, (double *)window->values + place);
}

/* Copies what a decoded chunk at `at` has of the wanted rows. */
static void take(const struct window *window, const hsize_t *at, const unsigned char *chunk)
{
    size_t size = hinge_element_size(window->array->element);
    const hsize_t *dim = window->dim, *step = window->chunk;
    size_t first = at[0] > window->from ? (size_t)at[0] : window->from;
    size_t end = window->from + window->rows, row_bytes = step[1] * step[2] * size;
    end = at[0] + step[0] < end ? (size_t)(at[0] + step[0]) : end;
    if (at[1] == window->line && step[1] == window->lines &&
        step[2] == dim[2]) { /* whole rows of what is wanted */
        put(window, chunk + (first - at[0]) * row_bytes, (end - first) * step[1] * step[2],
            (first - window->from) * step[1] * step[2]);
        return;
    }
    size_t n = dim[2] - at[2] < step[2] ? dim[2] - at[2] : step[2];
    hsize_t line = at[1] > window->line ? at[1] : window->line;
    hsize_t last = window->line + window->lines;
    last = at[1] + step[1] < last ? at[1] + step[1] : last;
    hsize_t lines = last - line;
    if (step[2] == dim[2]) { /* whole lines stand side by side */
        n *= lines;
        lines = 1;
    }
    for (size_t row = first; row < end; row++)
        for (hsize_t j = 0; j < lines; j++)
            put(window, chunk + (row - at[0]) * row_bytes + (line - at[1] + j) * step[2] * size, n,
                ((row - window->from) * window->lines + line - window->line + j) * dim[2] + at[2]);
}

/* A thread's own, kept for the next rows: it is large, and new memory is slow. */
struct room {
    struct hinge_results_reader *reader;
    struct hinge_decoder decoder;
    unsigned char *chunk;
    size_t size;
    struct room *next;
};

static void *take_room(void *context)
{
    struct hinge_results_reader *reader = context;
    pthread_mutex_lock(&reader->lock);
    struct room *room = reader->unused;
    if (room != NULL)
        reader->unused = room->next;
    pthread_mutex_unlock(&reader->lock);
    if (room == NULL)
        room = hinge_alloc(1, sizeof *room);
    room->reader = reader;
    return room;
}

static void leave_room(void *data)
{
    struct room *room = data;
    pthread_mutex_lock(&room->reader->lock);
    room->next = room->reader->unused;
    room->reader->unused = room;
    pthread_mutex_unlock(&room->reader->lock);
}

static void free_rooms(struct hinge_results_reader *reader)
{
    for (struct room *room = reader->unused, *next; room != NULL; room = next) {
        next = room->next;
        hinge_decoder_clear(&room->decoder);
        free(room->chunk);
        free(room);
    }
    for (size_t i = 0; i < PIECES; i++)
        free(reader->piece[i].stored);
}

static enum hinge_status decode(void *context, void *data, size_t item, struct hinge_error *error)
{
    const struct hinge_results_reader *reader = context;
    const struct piece *piece = &reader->piece[item];
    const struct hinge_array *array = piece->window->array;
    struct room *room = data;
    size_t n = hinge_array_chunk_elements(array), size = hinge_element_size(array->element);
    if (n * size > room->size) {
        free(room->chunk);
        room->chunk = hinge_alloc(n, size);
        room->size = n * size;
    }
    if (!hinge_chunk_decode(&room->decoder, piece->stored, piece->length, room->chunk, n, size))
        return hinge_source_damaged(&reader->source, array->object, error);
    take(piece->window, piece->at, room->chunk);
    return HINGE_OK;
}

static enum hinge_status decode_pieces(struct hinge_results_reader *reader,
                                       struct hinge_error *error)
{
    const struct hinge_loop loop = {.items = reader->pieces,
                                    .threads = reader->piece_bytes < LITTLE,
                                    .work = decode,
                                    .context = reader,
                                    .make_scratch = take_room,
                                    .free_scratch = leave_room};
    enum hinge_status status = reader->pieces > 0 ? hinge_parallel_for(&loop, error) : HINGE_OK;
    reader->pieces = reader->piece_bytes = 0;
    return status;
}

static enum hinge_status add_piece(struct hinge_results_reader *reader, const struct window *window,
                                   const hsize_t at[HINGE_RANK_MAX], struct hinge_error *error)
{
    struct hinge_source *source = &reader->source;
    struct piece *piece = &reader->piece[reader->pieces];
    const struct piece before = *piece;
    size_t length;
    enum hinge_status status = hinge_source_stored(source, window->array, at, &length, error);
    if (status != HINGE_OK)
        return status;
    *piece = (struct piece){
        .window = window, .stored = source->stored, .length = length, .room = source->room};
    memcpy(piece->at, at, sizeof piece->at);
    source->stored = before.stored; /* what the piece had is room for the next */
    source->room = before.room;
    reader->piece_bytes += length;
    reader->pieces++;
    return reader->pieces == PIECES || reader->piece_bytes > HELD ? decode_pieces(reader, error)
                                                                  : HINGE_OK;
}

static enum hinge_status read_window(struct hinge_results_reader *reader,
                                     const struct window *window, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    const hsize_t *step = window->chunk;
    hsize_t at[HINGE_RANK_MAX];
    for (at[0] = window->from / step[0] * step[0];
         at[0] < window->from + window->rows && status == HINGE_OK; at[0] += step[0])
        for (at[1] = window->line / step[1] * step[1];
             at[1] < window->line + window->lines && status == HINGE_OK; at[1] += step[1])
            for (at[2] = 0; at[2] < window->dim[2] && status == HINGE_OK; at[2] += step[2])
                status = add_piece(reader, window, at, error);
    return status;
}

static enum hinge_status read_windows(struct hinge_results_reader *reader,
                                      const struct window *window, size_t n,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status = read_window(reader, &window[i], error);
    if (status == HINGE_OK)
        status = decode_pieces(reader, error);
    reader->pieces = reader->piece_bytes = 0;
    return status;
}

struct checking {
    const struct hinge_source *source;
    const struct window *window;
};

static enum hinge_status check_window(void *context, void *scratch, size_t item,
                                      struct hinge_error *error)
{
    const struct checking *checking = context;
    const struct window *window = &checking->window[item];
    (void)scratch;
    return hinge_closed_numbers_check(checking->source, window->array->object, window->values,
                                      window->rows, window->lines * window->dim[2], window->from,
                                      error);
}

enum hinge_status hinge_results_read_several(struct hinge_results_reader *reader, const char *group,
                                             const struct hinge_wanted *wanted, size_t n,
                                             size_t from, size_t rows, struct hinge_error *error)
{
    struct hinge_arena_mark mark = hinge_arena_mark(&reader->source.arena);
    struct window *window = hinge_arena_alloc(&reader->source.arena, n, sizeof *window);
    enum hinge_status status = HINGE_OK;
    size_t values = 0;
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        struct contents *contents;
        size_t at, entry;
        status = find_array(reader, group, wanted[i].name, &contents, &at, &entry, error);
        if (status != HINGE_OK)
            break;
        struct hinge_array *array = &contents->array[at];
        if (array->id <= 0)
            status = open_array(reader, group, contents->name[at], array, error);
        if (status == HINGE_OK)
            status =
                make_window(reader, array, entry, from, rows, wanted[i].values, &window[i], error);
        values += rows * window[i].lines * window[i].dim[2];
    }
    if (status == HINGE_OK)
        status = read_windows(reader, window, n, error);
    struct checking checking = {&reader->source, window};
    const struct hinge_loop loop = {
        .items = n, .threads = values < LITTLE, .work = check_window, .context = &checking};
    if (status == HINGE_OK)
        status = hinge_parallel_for(&loop, error);
    hinge_arena_reset(&reader->source.arena, mark);
    return hinge_source_end(&reader->source, status, error);
}

enum hinge_status hinge_results_read(struct hinge_results_reader *reader, const char *group,
                                     const char *name, size_t from, size_t rows, double *values,
                                     struct hinge_error *error)
{
    struct hinge_wanted one = {.name = name};
    one.values = values;
    return hinge_results_read_several(reader, group, &one, 1, from, rows, error);
}

enum hinge_status hinge_results_read_stored(struct hinge_results_reader *reader, const char *group,
                                            const char *name, size_t from, size_t rows,
                                            void *values, struct hinge_error *error)
{
    struct window window;
    struct hinge_array array; /* closed again: a merge reads of many files */
    enum hinge_status status = open_array(reader, group, name, &array, error);
    if (status != HINGE_OK)
        return status;
    status = make_window(reader, &array, SIZE_MAX, from, rows, values, &window, error);
    window.stored = true;
    if (status == HINGE_OK)
        status = read_windows(reader, &window, 1, error);
    hinge_h5_drop(&array.id);
    return hinge_source_end(&reader->source, status, error);
}

/* --- whether the parts of a file agree: counts of repetitions with the repetitions, labels with
 * their tables, a trial with its id; asked at the door, so that whoever opens a file, to make a
 * table of it or to join it to others, refuses the same --- */

static enum hinge_status disagree(const struct hinge_source *source, const char *object,
                                  const char *other, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s and %s disagree; make the file again with "
                           "hinge-analyze",
                           source->shown, object, other);
}

/* The ids of a table are the labels of the dimension of an array of /reps that has n
 * beside the repetitions. */
static enum hinge_status check_labels(struct hinge_results_reader *reader, const char *array, int n,
                                      const char *dimension, const char *group,
                                      struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_array_spec spec;
    const struct hinge_dimension *all;
    char object[64];
    snprintf(object, sizeof object, "%s/%s", HINGE_GROUP_REPS, dimension);
    enum hinge_status status =
        hinge_results_describe(reader, HINGE_GROUP_REPS, array, &spec, &all, error);
    if (status == HINGE_USAGE) /* an array that it lacks: no slip of the user's */
        return disagree(&reader->source, object, group, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, group, &table, error);
    if (status != HINGE_OK)
        return status;
    bool same = false, named = false;
    for (int d = 0; spec.n_further == n && d < n && !named; d++) {
        const struct hinge_dimension *labels = &all[spec.further[d]];
        named = strcmp(labels->name, dimension) == 0 && labels->label != NULL;
        same = named && labels->length == table.rows;
        for (size_t i = 0; same && i < table.rows; i++) {
            const char *id = hinge_table_text(&table, "id", i);
            same = id != NULL && labels->label[i] != NULL && strcmp(id, labels->label[i]) == 0;
        }
    }
    hinge_table_clear(&table);
    if (!named)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: %s/%s has no dimension \"%s\" with names; "
                               "make the file again with hinge-analyze",
                               reader->source.shown, HINGE_GROUP_REPS, array, dimension);
    return same ? HINGE_OK : disagree(&reader->source, object, group, error);
}

/* Trials have their repetitions one after the other, all of the file's, with those that
 * were excluded by hand. */
static enum hinge_status check_counts(const struct hinge_results_reader *reader,
                                      const struct hinge_table *trials, struct hinge_error *error)
{
    double total = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        double reps = hinge_table_number(trials, "reps", r),
               excluded = hinge_table_number(trials, "rejected_manual", r);
        reps += excluded > 0 ? excluded : 0;
        if (!(reps > 0))
            continue; /* refused, or nothing found in it */
        if (hinge_table_number(trials, "first_rep", r) != total)
            return disagree(&reader->source, "/trials/first_rep", "/trials/reps", error);
        total += reps;
    }
    return total == (double)reader->rows
               ? HINGE_OK
               : disagree(&reader->source, "/trials/reps", HINGE_GROUP_REPS, error);
}

static enum hinge_status check_agreement(struct hinge_results_reader *reader,
                                         struct hinge_error *error)
{
    struct hinge_table trials;
    enum hinge_status status = hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, error);
    if (status == HINGE_OK)
        status = check_counts(reader, &trials, error);
    if (status == HINGE_OK)
        status =
            hinge_agree_ids(reader->source.shown, HINGE_GROUP_TRIALS, &trials, "trial_id", error);
    hinge_table_clear(&trials);
    if (status == HINGE_OK)
        status = check_labels(reader, "fault_state", 1, "fault", HINGE_GROUP_FAULTS, error);
    if (status == HINGE_OK)
        status = check_labels(reader, "reason", 2, "metric", HINGE_GROUP_METRICS, error);
    if (status == HINGE_OK)
        status = check_labels(reader, HINGE_ARRAY_VALUE, 2, "metric", HINGE_GROUP_METRICS, error);
    return status;
}

/* --- opening and closing --- */

enum hinge_status hinge_results_open(const char *path, struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    *reader = NULL;
    struct hinge_names names;
    struct hinge_results_reader *made = hinge_alloc(1, sizeof *made);
    struct hinge_source *source = &made->source;
    uint64_t rows = 0;
    size_t n = 1;
    pthread_mutex_init(&made->lock, NULL);
    made->users = 1;
    enum hinge_status status = hinge_source_open(source, path, path, "results", error);
    if (status == HINGE_OK) /* to see that there is no link elsewhere */
        status = hinge_source_names(source, source->file, "/", &names, error);
    if (status == HINGE_OK)
        status = hinge_source_load_attributes(source, error);
    if (status == HINGE_OK)
        status = hinge_source_numbers(source, source->file, "/", HINGE_ROWS_ATTRIBUTE,
                                      HINGE_ELEMENT_U64, &n, &rows, error);
    if (status == HINGE_OK && n != 1)
        status = hinge_source_damaged(source, "/, attribute " HINGE_ROWS_ATTRIBUTE, error);
    made->rows = (size_t)rows;
    status = hinge_source_end(source, status, error);
    if (status == HINGE_OK)
        *reader = made;
    else
        hinge_results_close(made);
    return status;
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
        status = check_agreement(*reader, error);
    if (status != HINGE_OK) {
        hinge_results_close(*reader);
        *reader = NULL;
    }
    return status;
}

void hinge_results_close(struct hinge_results_reader *reader)
{
    if (reader == NULL || --reader->users > 0)
        return;
    for (struct kept_table *kept = reader->tables; kept != NULL; kept = kept->next)
        hinge_table_clear(&kept->table);
    for (struct contents *c = reader->contents; c != NULL; c = c->next)
        for (size_t k = 0; k < c->n_arrays; k++)
            hinge_h5_drop(&c->array[k].id);
    free_rooms(reader);
    pthread_mutex_destroy(&reader->lock);
    hinge_arena_clear(&reader->arena);
    hinge_source_close(&reader->source);
    free(reader);
}

size_t hinge_results_rows(const struct hinge_results_reader *reader)
{
    return reader->rows;
}

enum hinge_status hinge_results_sha256(struct hinge_results_reader *reader,
                                       char digest[HINGE_SHA256_TEXT], struct hinge_error *error)
{
    const struct hinge_source *source = &reader->source;
    int *file = NULL;
    *digest = '\0';
    if (H5Fget_vfd_handle(source->file, H5P_DEFAULT, (void **)&file) < 0)
        return hinge_source_damaged(source, "/", error);
    enum hinge_status status = hinge_sha256_file(*file, digest, error);
    if (status == HINGE_INPUT)
        return hinge_source_damaged(source, "/", error);
    return hinge_source_end(source, status, error); /* not written to meanwhile */
}

const char *hinge_results_attribute(const struct hinge_results_reader *reader, const char *name)
{
    return hinge_source_attribute(&reader->source, name);
}
