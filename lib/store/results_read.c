/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading results.h5: what its groups hold, rows of its arrays (chunks are read in order and
 * decoded by all threads), its tables, and whether all of it agrees. In: a path; out: a reader,
 * shared and counted, whose texts and tables are borrowed; values go where the caller has room. */
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

/* A group as far as it was looked at: its arrays and dimensions. Texts are the arena's.
 */
struct hinge_contents {
    const char *group;
    const char **name; /* arrays, in file order */
    struct hinge_array_spec *spec;
    struct hinge_array *array; /* opened when they are first read; id 0 before */
    size_t n_arrays;
    struct hinge_dimension *dimension;
    int32_t *dimension_id;
    size_t n_dimensions;
    struct hinge_contents *next;
};

struct hinge_results_reader {
    struct hinge_source source;
    size_t users; /* that did not close it yet */
    size_t rows;
    struct hinge_contents *contents;
    struct hinge_kept_table *tables; /* small ones that were read */
    struct hinge_arena arena;
    pthread_mutex_t lock;               /* of what threads left */
    struct hinge_rows_room *unused;     /* room to decode rows in */
    struct hinge_rows_reading *reading; /* chunks on their way */
};

/* Opens a group of the file; INPUT "has no group" when there is none. */
static enum hinge_status contents_group(struct hinge_results_reader *reader, const char *group,
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

/* The contents of a group; the reader's. */
static enum hinge_status contents_find(struct hinge_results_reader *reader, const char *group,
                                       struct hinge_contents **found, struct hinge_error *error)
{
    for (*found = reader->contents; *found != NULL; *found = (*found)->next)
        if (strcmp((*found)->group, group) == 0)
            return HINGE_OK;
    hid_t id;
    struct hinge_names names = {0};
    struct survey survey = {.reader = reader};
    enum hinge_status status = contents_group(reader, group, &id, error);
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
    enum hinge_status status = contents_find(reader, group, contents, error);
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

/* Opens an array of a group; drop its id. */
static enum hinge_status contents_open(struct hinge_results_reader *reader, const char *group,
                                       const char *name, struct hinge_array *array,
                                       struct hinge_error *error)
{
    char path[HINGE_OBJECT_MAX];
    hid_t id;
    snprintf(path, sizeof path, "%s/%s", group, name);
    enum hinge_status status = contents_group(reader, group, &id, error);
    if (status == HINGE_OK)
        status = hinge_source_array(&reader->source, id, name, path, array, error);
    hinge_h5_drop(&id);
    return status;
}

/* An array of a group, opened once and checked; the reader's. *entry is SIZE_MAX, or of
 * HINGE_ARRAY_VALUE the one of that name. USAGE when there is none. */
static enum hinge_status contents_array(struct hinge_results_reader *reader, const char *group,
                                        const char *name, const struct hinge_array **array,
                                        size_t *entry, struct hinge_error *error)
{
    struct hinge_contents *contents;
    size_t at;
    enum hinge_status status = find_array(reader, group, name, &contents, &at, entry, error);
    if (status != HINGE_OK)
        return status;
    *array = &contents->array[at];
    return contents->array[at].id > 0
               ? HINGE_OK
               : contents_open(reader, group, contents->name[at], &contents->array[at], error);
}

/* Closes what was opened. */
static void contents_close(struct hinge_results_reader *reader)
{
    for (struct hinge_contents *c = reader->contents; c != NULL; c = c->next)
        for (size_t k = 0; k < c->n_arrays; k++)
            if (c->array[k].id > 0)
                hinge_h5_drop(&c->array[k].id);
}

/* --- rows of arrays --- */

enum {
    PIECES = 256,           /* chunks read before they are decoded */
    HELD = 2 * 1024 * 1024, /* and their bytes, about */
    LITTLE = 64 * 1024      /* bytes that are not worth a second thread */
};

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

/* A chunk as stored. */
struct piece {
    const struct window *window;
    hsize_t at[HINGE_RANK_MAX];
    unsigned char *stored; /* owned */
    size_t length, room;
};

/* The room of the pieces is kept for the next rows. */
struct hinge_rows_reading {
    struct hinge_results_reader *reader;
    struct piece piece[PIECES];
    size_t n, bytes;
};

/* A thread's own, kept for the next rows: it is large, and new memory is slow. */
struct hinge_rows_room {
    struct hinge_results_reader *reader;
    struct hinge_decoder decoder;
    unsigned char *chunk;
    size_t size;
    struct hinge_rows_room *next;
};

static void *take_room(void *context)
{
    struct hinge_results_reader *reader = ((const struct hinge_rows_reading *)context)->reader;
    pthread_mutex_lock(&reader->lock);
    struct hinge_rows_room *room = reader->unused;
    if (room != NULL)
        reader->unused = room->next;
    pthread_mutex_unlock(&reader->lock);
    if (room == NULL && (room = hinge_alloc(1, sizeof *room)) != NULL)
        room->reader = reader;
    return room;
}

static void leave_room(void *data)
{
    struct hinge_rows_room *room = data;
    pthread_mutex_lock(&room->reader->lock);
    room->next = room->reader->unused;
    room->reader->unused = room;
    pthread_mutex_unlock(&room->reader->lock);
}

/* Frees it; results_rows.c makes it. */
static void clear_rooms(struct hinge_results_reader *reader)
{
    for (struct hinge_rows_room *room = reader->unused; room != NULL;) {
        struct hinge_rows_room *next = room->next;
        hinge_decoder_clear(&room->decoder);
        free(room->chunk);
        free(room);
        room = next;
    }
    reader->unused = NULL;
    for (size_t i = 0; reader->reading != NULL && i < PIECES; i++)
        free(reader->reading->piece[i].stored);
    free(reader->reading);
    reader->reading = NULL;
}

static enum hinge_status decode(void *context, void *data, size_t item, struct hinge_error *error)
{
    const struct hinge_rows_reading *reading = context;
    const struct piece *piece = &reading->piece[item];
    const struct hinge_array *array = piece->window->array;
    struct hinge_rows_room *room = data;
    size_t n = hinge_array_chunk_elements(array), size = hinge_element_size(array->element);
    if (n * size > room->size) {
        free(room->chunk);
        room->chunk = hinge_alloc(n, size);
        room->size = n * size;
    }
    enum hinge_chunk_state state =
        hinge_chunk_decode(&room->decoder, piece->stored, piece->length, room->chunk, n, size);
    if (state == HINGE_CHUNK_NOMEM)
        return hinge_source_no_memory(error);
    if (state != HINGE_CHUNK_OK)
        return hinge_source_damaged(&reading->reader->source, array->object, error);
    take(piece->window, piece->at, room->chunk);
    return HINGE_OK;
}

static enum hinge_status decode_pieces(struct hinge_rows_reading *reading,
                                       struct hinge_error *error)
{
    const struct hinge_loop loop = {.items = reading->n,
                                    .threads = reading->bytes < LITTLE,
                                    .work = decode,
                                    .context = reading,
                                    .make_scratch = take_room,
                                    .free_scratch = leave_room};
    enum hinge_status status = reading->n > 0 ? hinge_parallel_for(&loop, error) : HINGE_OK;
    reading->n = reading->bytes = 0;
    return status;
}

static enum hinge_status add_piece(struct hinge_rows_reading *reading, const struct window *window,
                                   const hsize_t at[HINGE_RANK_MAX], struct hinge_error *error)
{
    struct hinge_source *source = &reading->reader->source;
    struct piece *piece = &reading->piece[reading->n];
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
    reading->bytes += piece->length;
    reading->n++;
    return reading->n == PIECES || reading->bytes > HELD ? decode_pieces(reading, error) : HINGE_OK;
}

static enum hinge_status read_window(struct hinge_rows_reading *reading,
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
                status = add_piece(reading, window, at, error);
    return status;
}

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

static enum hinge_status read_windows(struct hinge_results_reader *reader,
                                      const struct window *window, size_t n,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (reader->reading == NULL)
        reader->reading = hinge_alloc(1, sizeof *reader->reading);
    if (reader->reading == NULL)
        return hinge_source_no_memory(error);
    reader->reading->reader = reader;
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status = read_window(reader->reading, &window[i], error);
    if (status == HINGE_OK)
        status = decode_pieces(reader->reading, error);
    reader->reading->n = reader->reading->bytes = 0;
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
    struct window *window = hinge_alloc(n, sizeof *window);
    enum hinge_status status = HINGE_OK;
    size_t values = 0;
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        const struct hinge_array *array;
        size_t entry;
        status = contents_array(reader, group, wanted[i].name, &array, &entry, error);
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
    free(window);
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
    enum hinge_status status = contents_open(reader, group, name, &array, error);
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

enum hinge_status hinge_agree_ids(const char *shown, const char *object,
                                  const struct hinge_table *table, const char *column,
                                  struct hinge_error *error)
{
    const char **id = hinge_alloc(table->rows, sizeof *id);
    enum hinge_status status = HINGE_OK;
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = hinge_table_text(table, column, r);
        const char *word = hinge_table_text(table, "status", r);
        bool refused = word != NULL && strcmp(word, "refused") == 0;
        if (!refused && text != NULL && *text != '\0')
            id[n++] = text;
    }
    if (n > 0)
        qsort(id, n, sizeof *id, hinge_by_text);
    for (size_t i = 1; i < n && status == HINGE_OK; i++)
        if (strcmp(id[i - 1], id[i]) == 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "%s: damaged: %s: the trial \"%.200s\" is listed twice", shown,
                                     object, id[i]);
    free(id);
    return status;
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

/* Repetitions as the trials count them, labels as the tables of faults and metrics have
 * them, ids once. INPUT DAMAGED, naming both. */
static enum hinge_status agree_results(struct hinge_results_reader *reader,
                                       struct hinge_error *error)
{
    struct hinge_table trials = {0};
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
    return status == HINGE_OK
               ? check_labels(reader, HINGE_ARRAY_VALUE, 2, "metric", HINGE_GROUP_METRICS, error)
               : status;
}

/* --- the file and its tables --- */

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
    contents_close(reader);
    clear_rooms(reader);
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
        status = agree_results(*reader, error);
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
    enum hinge_status status = contents_group(reader, group, &id, error);
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
    enum hinge_status status = contents_find(reader, group, &contents, error);
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
