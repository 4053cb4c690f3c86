/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing results.h5: groups, dimensions with their labels and empty arrays; rows, gathered to
 * batches of one size, so that the file does not depend on how they arrived; their chunks, encoded
 * by all threads and written in order meanwhile. In: specs and rows, whose texts are the caller's.
 * Out: the file, whole or not at all. */

#include "store/h5.h"

/* Not "rep": arrays may be called that, and in netCDF a variable of its dimension's
 * name is the dimension's labels, which must be one per entry and all different. */
#define GROWING_DIMENSION "repetition"

/* One growing array; its rows wait in `buffer`. */
struct hinge_stream {
    hid_t dataset;
    enum hinge_element element;
    struct hinge_sink_shape shape; /* dim[0]: rows written; the rest as in the file */
    size_t row_elements;
    unsigned char *buffer; /* HINGE_ROWS_BATCH rows */
    /* Of curves, which lie [curve][row] in the buffer: whether nothing of one is there, such as of
     * a muscle. It is not copied, so that the memory of what nobody has is not used. NULL: none. */
    bool *lacks;
};

/* One group of arrays with its own copy of the dimensions it uses. */
struct hinge_stream_group {
    const char *name;
    hid_t id;
    hid_t rep; /* scale of the growing dimension, filled with 0, 1, 2, … at the end */
    int rep_id;
    hid_t *scale; /* per entry of the dimension table, invalid when unused */
    int *scale_id;
};

struct hinge_results_writer {
    struct hinge_sink sink;
    struct hinge_arena arena; /* of all that follows but encoded chunks */
    size_t n_streams, n_groups, n_dimensions;
    size_t rows, waiting; /* given so far; of these in the buffers */
    struct hinge_stream *stream;
    struct hinge_stream_group *group;
    struct hinge_array_spec *spec;     /* one per stream; the texts are the caller's, */
    struct hinge_dimension *dimension; /* as are the labels */
    bool built;                        /* the arrays are in the file */
    int threads;
    struct hinge_piece *piece; /* the chunks of a batch */
    size_t pieces;
};

enum { CHUNK_BYTES = 262144, NAME_MAX_BYTES = 64, STEM_MAX = 40 };

/* The width of a dimension's labels is called as the dimension, at most STEM_MAX bytes
 * of it, and this. */
static const char WIDTH_SUFFIX[] = "_length";

static enum hinge_status misuse(const char *what, const char *name, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK, "array %s: %s", name, what);
}

/* Rows of a chunk: all there are in a short file, else a power of two that depends on
 * the row's size alone. */
static hsize_t rows_per_chunk(size_t row_bytes, size_t rows)
{
    hsize_t chunk = HINGE_ROWS_BATCH;
    while (chunk > 1 && chunk * row_bytes > CHUNK_BYTES)
        chunk /= 2;
    return rows < chunk ? rows + (rows == 0) : chunk;
}

static enum hinge_status shape_stream(struct hinge_stream *stream,
                                      const struct hinge_array_spec *spec,
                                      const struct hinge_dimension *dimension, size_t n_dimensions,
                                      struct hinge_error *error)
{
    stream->element = (enum hinge_element)spec->type;
    stream->shape = (struct hinge_sink_shape){.rank = 1 + spec->n_further, .grows = true};
    stream->row_elements = 1;
    if (spec->n_further < 0 || spec->n_further > HINGE_RANK_MAX - 1)
        return misuse("too many dimensions", spec->name, error);
    for (int d = 0; d < spec->n_further; d++) {
        if (spec->further[d] >= n_dimensions)
            return misuse("no such dimension", spec->name, error);
        size_t length = dimension[spec->further[d]].length;
        if (length > HINGE_CHUNK_TARGET / 8)
            return misuse("dimension too long", spec->name, error);
        stream->shape.dim[d + 1] = length;
        stream->row_elements *= length;
    }
    return HINGE_OK;
}

/* Labels of a dimension as its coordinate variable: texts, or 0, 1, 2, …. */
static hid_t write_coordinate(struct hinge_sink *sink, hid_t group,
                              const struct hinge_dimension *dimension, int *id)
{
    size_t n = dimension->length;
    if (dimension->label != NULL) {
        char name[NAME_MAX_BYTES];
        int ids[2];
        struct hinge_column_labels labels = {n, hinge_labels_width(dimension->label, n),
                                             dimension->label};
        snprintf(name, sizeof name, "%.*s%s", STEM_MAX, dimension->name, WIDTH_SUFFIX);
        hid_t width = hinge_sink_dimension(sink, group, name, labels.width, false, &ids[1]);
        hid_t scale = hinge_labels_write(sink, group, dimension->name, &labels, n == 0);
        ids[0] = *id = hinge_sink_coordinate(sink, scale, dimension->name);
        hinge_sink_use_dimensions(sink, scale, 2, ids, false);
        hinge_sink_close(sink, &width, name);
        return scale;
    }
    struct hinge_arena_mark mark = hinge_arena_mark(&sink->arena);
    int32_t *index = hinge_arena_raw(&sink->arena, n, sizeof *index);
    for (size_t i = 0; i < n; i++)
        index[i] = (int32_t)i;
    struct hinge_sink_shape shape = {.rank = 1, .dim = {n}, .chunk = {n ? n : 1}, .grows = n == 0};
    hid_t scale = hinge_sink_dataset(sink, group, dimension->name, HINGE_ELEMENT_I32, &shape);
    hinge_sink_array(sink, scale, &shape, HINGE_ELEMENT_I32, index);
    *id = hinge_sink_coordinate(sink, scale, dimension->name);
    hinge_arena_reset(&sink->arena, mark);
    return scale;
}

/* The group of an array, made when it is the first of it; NULL: its path is none. */
static struct hinge_stream_group *find_group(struct hinge_results_writer *writer, const char *path)
{
    const char *name = hinge_columns_group(path, &writer->sink.error);
    if (name == NULL)
        return NULL;
    const size_t known = HINGE_ROW_AT(writer->group, writer->n_groups, name);
    if (known < writer->n_groups)
        return &writer->group[known];
    struct hinge_stream_group *group = &writer->group[writer->n_groups++];
    group->rep = H5I_INVALID_HID;
    group->name = hinge_arena_strdup(&writer->arena, name);
    group->scale = hinge_arena_alloc(&writer->arena, writer->n_dimensions, sizeof *group->scale);
    group->scale_id =
        hinge_arena_alloc(&writer->arena, writer->n_dimensions, sizeof *group->scale_id);
    group->id = hinge_sink_group(&writer->sink, writer->sink.file, name, true);
    return group;
}

/* Whether an array may be called as it is: a name for HDF5, and its own in its group,
 * where the growing dimension and those that its arrays use have theirs. */
static enum hinge_status check_name(const struct hinge_results_writer *writer, size_t s,
                                    struct hinge_error *error)
{
    const struct hinge_array_spec *spec = &writer->spec[s];
    bool good = spec->name[0] != '\0' && strcmp(spec->name, ".") != 0 &&
                strchr(spec->name, '/') == NULL && strcmp(spec->name, GROWING_DIMENSION) != 0;
    for (size_t other = 0; other < writer->n_streams && good; other++) {
        const struct hinge_array_spec *beside = &writer->spec[other];
        if ((other >= s && beside->n_further == 0) || strcmp(beside->group, spec->group) != 0)
            continue;
        good = other >= s || strcmp(beside->name, spec->name) != 0;
        for (int f = 0; f < beside->n_further && good; f++) {
            const char *of = writer->dimension[beside->further[f]].name;
            const size_t stem = strnlen(of, STEM_MAX);
            good = strcmp(spec->name, of) != 0 && (strncmp(spec->name, of, stem) != 0 ||
                                                   strcmp(spec->name + stem, WIDTH_SUFFIX) != 0);
        }
    }
    return good ? HINGE_OK : misuse("not a name, or one that is there already", spec->name, error);
}

/* Rank 3 has a chunk per entry of the second dimension, the others one chunk a row of
 * chunks; arrays without an element have none. */
static size_t bands_of(const struct hinge_stream *stream)
{
    if (stream->row_elements == 0)
        return 0;
    return stream->shape.rank == 3 ? (size_t)stream->shape.dim[1] : 1;
}

/* Elements of one row of a piece. */
static size_t run_of(const struct hinge_stream *stream)
{
    return stream->row_elements / bands_of(stream);
}

/* Makes an empty array, in chunks of at most `rows` rows, and the dimensions that it is the first
 * of its group to use. */
static void build_stream(struct hinge_results_writer *writer, size_t s, size_t rows)
{
    struct hinge_sink *sink = &writer->sink;
    struct hinge_stream *stream = &writer->stream[s];
    const struct hinge_array_spec *spec = &writer->spec[s];
    struct hinge_stream_group *group = find_group(writer, spec->group);
    /* chunks: of three dimensions one entry of the second (a metric, a signal), so that it is read
     * alone; whole rows otherwise */
    struct hinge_sink_shape *shape = &stream->shape;
    size_t size = hinge_element_size(stream->element);
    for (int d = 1; d < shape->rank; d++)
        shape->chunk[d] = shape->dim[d] ? shape->dim[d] : 1;
    if (shape->rank == 3)
        shape->chunk[1] = 1;
    for (int d = 1; d < shape->rank; d++)
        size *= (size_t)shape->chunk[d];
    shape->chunk[0] = rows_per_chunk(size, rows);
    if (group->rep <= 0) {
        /* the growing dimension of a group */
        struct hinge_sink_shape growing = {
            .rank = 1, .dim = {0}, .chunk = {rows_per_chunk(sizeof(int32_t), rows)}, .grows = true};
        group->rep =
            hinge_sink_dataset(sink, group->id, GROWING_DIMENSION, HINGE_ELEMENT_I32, &growing);
        group->rep_id = hinge_sink_coordinate(sink, group->rep, GROWING_DIMENSION);
    }
    stream->dataset =
        hinge_sink_dataset(sink, group->id, spec->name, stream->element, &stream->shape);
    hinge_sink_text(sink, stream->dataset, "units", spec->unit ? spec->unit : "");
    hinge_sink_text(sink, stream->dataset, "long_name", spec->title ? spec->title : "");
    hinge_sink_numbers(sink, stream->dataset, "_FillValue", stream->element, 1,
                       hinge_element_fill(stream->element));
    /* what the numbers of an array say, as CF has it: flag_values, of bits flag_masks, and
     * flag_meanings */
    enum { MOST = 256 };
    _Static_assert((int)HINGE_REASON_COUNT <= (int)MOST, "values of an array of reasons");
    union {
        uint8_t u8[MOST];
        uint16_t u16[MOST];
        uint64_t u64[MOST];
    } values;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    bool bits = stream->element == HINGE_ELEMENT_U64;
    hinge_closed_meanings(spec->group, spec->name, &names);
    size_t n = names.length > 0;
    for (size_t i = 0; i < names.length; i++)
        n += names.data[i] == ' ';
    for (size_t i = 0; i < n && i < MOST; i++)
        if (bits)
            values.u64[i] = (uint64_t)1 << (i % 64);
        else if (stream->element == HINGE_ELEMENT_U16)
            values.u16[i] = (uint16_t)i;
        else
            values.u8[i] = (uint8_t)i;
    if (n > 0) {
        hinge_sink_numbers(sink, stream->dataset, bits ? "flag_masks" : "flag_values",
                           stream->element, n, &values);
        hinge_sink_text(sink, stream->dataset, "flag_meanings", names.data);
    }
    int id[HINGE_RANK_MAX] = {group->rep_id};
    for (int d = 0; d < spec->n_further; d++) {
        size_t f = spec->further[d];
        if (group->scale[f] <= 0)
            group->scale[f] =
                write_coordinate(sink, group->id, &writer->dimension[f], &group->scale_id[f]);
        id[d + 1] = group->scale_id[f];
    }
    hinge_sink_use_dimensions(sink, stream->dataset, stream->shape.rank, id, true);
}

/* --- waiting rows as chunks --- */

enum { IN_HAND = 256 }; /* pieces that are encoded and not written */

/* One chunk of a stream: rows from..from+rows-1 of the buffer, one entry of the second
 * dimension of three. */
struct hinge_piece {
    const struct hinge_stream *stream;
    size_t from, rows, band;
    unsigned char *stored; /* owned */
    size_t length;
};

/* A thread's own: the last chunk and what it was encoded to, as many are alike (a metric that
 * nobody has). */
struct encoding {
    struct hinge_encoder encoder;
    unsigned char *chunk, *last, *stored;
    size_t room, last_room, stored_room;
    size_t n, size, length; /* elements of the last chunk, their size, its encoded bytes */
    bool missing;           /* it has nothing but missing curves */
};

static void *make_encoding(void *context)
{
    (void)context;
    return hinge_alloc(1, sizeof(struct encoding));
}

static void free_encoding(void *scratch)
{
    struct encoding *encoding = scratch;
    hinge_encoder_clear(&encoding->encoder);
    free(encoding->chunk);
    free(encoding->last);
    free(encoding->stored);
    free(encoding);
}

static enum hinge_status encode(void *context, void *scratch, size_t item,
                                struct hinge_error *error)
{
    (void)error;
    const struct hinge_results_writer *writer = context;
    struct encoding *encoding = scratch;
    struct hinge_piece *piece = &writer->piece[item];
    const struct hinge_stream *stream = piece->stream;
    size_t size = hinge_element_size(stream->element);
    size_t n = (size_t)stream->shape.chunk[0] * run_of(stream);
    const bool *const lacks =
        stream->lacks != NULL ? stream->lacks + piece->band * HINGE_ROWS_BATCH + piece->from : NULL;
    const bool missing = lacks != NULL && memchr(lacks, 0, piece->rows) == NULL,
               known = missing && encoding->missing && encoding->n == n && encoding->size == size;
    hinge_chunk_room(&encoding->chunk, &encoding->room, n * size);
    if (!known) {
        /* the rows of a piece as a chunk, what is missing of them filled */
        const size_t run = run_of(stream) * size;
        size_t step = stream->row_elements * size;
        const size_t first = piece->band * HINGE_ROWS_BATCH + piece->from; /* row of curves */
        const unsigned char *row =
            stream->buffer +
            (stream->lacks != NULL ? first * run : piece->from * step + piece->band * run);
        step = stream->lacks != NULL ? run : step;
        if (piece->rows < stream->shape.chunk[0])
            hinge_element_clear(stream->element, encoding->chunk, n);
        for (size_t r = 0; r < piece->rows; r++)
            if (lacks != NULL && lacks[r])
                hinge_element_clear(stream->element, encoding->chunk + r * run, run / size);
            else
                memcpy(encoding->chunk + r * run, row + r * step, run);
        /* every NaN the same, so that equal results are equal files */
        void *const values = encoding->chunk;
        double *wide = values;
        float *narrow = values;
        const size_t n_wide = stream->element == HINGE_ELEMENT_F64 ? n : 0,
                     n_narrow = stream->element == HINGE_ELEMENT_F32 ? n : 0;
#pragma omp simd
        for (size_t i = 0; i < n_wide; i++)
            wide[i] = wide[i] == wide[i] ? wide[i] : (double)NAN;
#pragma omp simd
        for (size_t i = 0; i < n_narrow; i++)
            narrow[i] = narrow[i] == narrow[i] ? narrow[i] : NAN;
    }
    encoding->missing = missing;
    if (!known && (encoding->n != n || encoding->size != size ||
                   memcmp(encoding->chunk, encoding->last, n * size) != 0)) {
        hinge_chunk_room(&encoding->stored, &encoding->stored_room, hinge_chunk_bound(n * size));
        hinge_chunk_room(&encoding->last, &encoding->last_room, n * size);
        memcpy(encoding->last, encoding->chunk, n * size);
        encoding->n = n;
        encoding->size = size;
        encoding->length =
            hinge_chunk_encode(&encoding->encoder, encoding->chunk, n, size, encoding->stored);
    }
    piece->length = encoding->length;
    piece->stored = hinge_resize(NULL, piece->length, 1);
    memcpy(piece->stored, encoding->stored, piece->length);
    return HINGE_OK;
}

/* Pieces of the waiting rows of every stream; how many. piece NULL: only counts. */
static size_t list_pieces(const struct hinge_results_writer *writer, struct hinge_piece *piece)
{
    size_t n = 0;
    for (size_t s = 0; s < writer->n_streams; s++) {
        const struct hinge_stream *stream = &writer->stream[s];
        size_t most = (size_t)stream->shape.chunk[0];
        for (size_t from = 0; from < writer->waiting; from += most) {
            size_t left = writer->waiting - from;
            for (size_t b = 0; b < bands_of(stream); b++, n++)
                if (piece != NULL)
                    piece[n] = (struct hinge_piece){.stream = stream,
                                                    .from = from,
                                                    .band = b,
                                                    .rows = left < most ? left : most};
        }
    }
    return n;
}

/* Writes a piece. */
static enum hinge_status keep(void *context, size_t item, struct hinge_error *error)
{
    struct hinge_results_writer *writer = context;
    struct hinge_piece *piece = &writer->piece[item];
    hsize_t at[HINGE_RANK_MAX] = {writer->rows - writer->waiting + piece->from, piece->band};
    hinge_sink_stored(&writer->sink, piece->stream->dataset, at, piece->stored, piece->length);
    free(piece->stored);
    piece->stored = NULL;
    return hinge_sink_status(&writer->sink, error);
}

static enum hinge_status read_nothing(void *context, size_t item, struct hinge_error *error)
{
    (void)context;
    (void)item;
    (void)error;
    return HINGE_OK;
}

/* Encodes the waiting rows in all threads and writes them. */
static enum hinge_status flush_rows(struct hinge_results_writer *writer, struct hinge_error *error)
{
    for (size_t s = 0; s < writer->n_streams && !writer->built; s++)
        build_stream(writer, s, writer->waiting);
    writer->built = true;
    for (size_t s = 0; s < writer->n_streams; s++) {
        struct hinge_stream *stream = &writer->stream[s];
        stream->shape.dim[0] += writer->waiting;
        hinge_sink_extent(&writer->sink, stream->dataset, stream->shape.dim, writer->spec[s].name);
    }
    enum hinge_status status = hinge_sink_status(&writer->sink, error);
    if (status == HINGE_OK) {
        struct hinge_arena_mark mark = hinge_arena_mark(&writer->arena);
        writer->pieces = list_pieces(writer, NULL);
        writer->piece = hinge_arena_alloc(&writer->arena, writer->pieces, sizeof *writer->piece);
        list_pieces(writer, writer->piece);
        const struct hinge_ordered ordered = {.loop = {.items = writer->pieces,
                                                       .threads = writer->threads,
                                                       .work = encode,
                                                       .context = writer,
                                                       .make_scratch = make_encoding,
                                                       .free_scratch = free_encoding},
                                              .slots = IN_HAND,
                                              .read = read_nothing,
                                              .keep = keep};
        status = hinge_ordered_for(&ordered, error);
        for (size_t i = 0; i < writer->pieces; i++) /* where one could not be written */
            free(writer->piece[i].stored);
        hinge_arena_reset(&writer->arena, mark);
    }
    writer->waiting = 0;
    return status;
}

/* --- the file and its rows --- */

/* Closes every object. */
static void close_all(struct hinge_results_writer *writer)
{
    for (size_t g = 0; g < writer->n_groups; g++) {
        struct hinge_stream_group *group = &writer->group[g];
        hinge_sink_close(&writer->sink, &group->rep, "the arrays");
        for (size_t d = 0; d < writer->n_dimensions; d++)
            hinge_sink_close(&writer->sink, &group->scale[d], "the arrays");
    }
    for (size_t s = 0; s < writer->n_streams; s++)
        hinge_sink_close(&writer->sink, &writer->stream[s].dataset, "the arrays");
    for (size_t g = 0; g < writer->n_groups; g++)
        hinge_sink_close(&writer->sink, &writer->group[g].id, "the arrays");
}

static void free_writer(struct hinge_results_writer *writer)
{
    hinge_arena_clear(&writer->arena);
    free(writer);
}

void hinge_results_discard(struct hinge_results_writer *writer)
{
    if (writer == NULL)
        return;
    close_all(writer);
    hinge_sink_discard(&writer->sink);
    free_writer(writer);
}

enum hinge_status hinge_results_create(const char *path, const struct hinge_dimension *dimension,
                                       size_t n_dimensions, const struct hinge_array_spec *spec,
                                       size_t n_specs, struct hinge_results_writer **writer,
                                       struct hinge_error *error)
{
    *writer = NULL;
    struct hinge_results_writer *made = hinge_alloc(1, sizeof *made);
    made->stream = hinge_arena_alloc(&made->arena, n_specs, sizeof *made->stream);
    made->group = hinge_arena_alloc(&made->arena, n_specs, sizeof *made->group);
    made->spec = hinge_arena_raw(&made->arena, n_specs, sizeof *made->spec);
    made->dimension = hinge_arena_raw(&made->arena, n_dimensions, sizeof *made->dimension);
    made->threads = 1;
    memcpy(made->spec, spec, n_specs * sizeof *spec);
    memcpy(made->dimension, dimension, n_dimensions * sizeof *dimension);
    made->n_streams = n_specs;
    made->n_dimensions = n_dimensions;
    enum hinge_status status = hinge_sink_open(&made->sink, path, "results", error);
    if (status == HINGE_OK) {
        /* checks the specs, makes groups and buffers */
        hinge_sink_text(&made->sink, made->sink.file, "Conventions", "CF-1.8");
        for (size_t s = 0; s < made->n_streams && status == HINGE_OK; s++) {
            find_group(made, made->spec[s].group);
            status = hinge_sink_status(&made->sink, error);
            if (status == HINGE_OK)
                status = shape_stream(&made->stream[s], &made->spec[s], made->dimension,
                                      made->n_dimensions, error);
        }
        for (size_t s = 0; s < made->n_streams && status == HINGE_OK; s++) {
            struct hinge_stream *stream = &made->stream[s];
            status = check_name(made, s, error);
            stream->buffer =
                hinge_arena_raw(&made->arena, HINGE_ROWS_BATCH,
                                stream->row_elements * hinge_element_size(stream->element));
            if (status == HINGE_OK && stream->element == HINGE_ELEMENT_F32 &&
                stream->row_elements > 0)
                stream->lacks = hinge_arena_raw(&made->arena, HINGE_ROWS_BATCH * bands_of(stream),
                                                sizeof(bool));
        }
    }
    if (status == HINGE_OK)
        *writer = made;
    else
        hinge_results_discard(made);
    return status;
}

void hinge_results_use_threads(struct hinge_results_writer *writer, int threads)
{
    writer->threads = threads;
}

/* Copies a row of curves to row `at` of the buffer. */
static void take_curves(struct hinge_stream *stream, const float *curve, size_t at)
{
    const size_t n = run_of(stream);
    for (size_t b = 0; b < bands_of(stream); b++, curve += n, at += HINGE_ROWS_BATCH) {
        stream->lacks[at] = isnan(*curve) && memcmp(curve, curve + 1, (n - 1) * sizeof *curve) == 0;
        if (!stream->lacks[at])
            memcpy(stream->buffer + at * n * sizeof *curve, curve, n * sizeof *curve);
    }
}

enum hinge_status hinge_results_append(struct hinge_results_writer *writer, size_t rows,
                                       const void *const *data, struct hinge_error *error)
{
    for (size_t done = 0; done < rows;) {
        size_t room = HINGE_ROWS_BATCH - writer->waiting;
        size_t step = room < rows - done ? room : rows - done;
        for (size_t s = 0; s < writer->n_streams; s++) {
            struct hinge_stream *stream = &writer->stream[s];
            size_t row = stream->row_elements * hinge_element_size(stream->element);
            const unsigned char *from = (const unsigned char *)data[s] + done * row;
            for (size_t r = 0; stream->lacks != NULL && r < step; r++)
                take_curves(stream, (const float *)(const void *)(from + r * row),
                            writer->waiting + r);
            if (stream->lacks == NULL)
                memcpy(stream->buffer + writer->waiting * row, from, step * row);
        }
        writer->waiting += step;
        writer->rows += step;
        done += step;
        if (writer->waiting == HINGE_ROWS_BATCH) {
            enum hinge_status status = flush_rows(writer, error);
            if (status != HINGE_OK)
                return status;
        }
    }
    return HINGE_OK;
}

void hinge_results_add_rows(struct hinge_results_writer *writer, const char *group,
                            const struct hinge_rows *rows)
{
    hinge_columns_add_group(&writer->sink, group, rows);
}

void hinge_results_add_table(struct hinge_results_writer *writer, const char *group,
                             const struct hinge_table *table)
{
    hinge_results_add_rows(writer, group,
                           &(struct hinge_rows){.table = table, .rows = table->rows});
}

void hinge_results_add_attribute(struct hinge_results_writer *writer, const char *name,
                                 const char *value)
{
    hinge_sink_text(&writer->sink, writer->sink.file, name, value);
}

enum hinge_status hinge_results_publish(struct hinge_results_writer *writer,
                                        struct hinge_error *error)
{
    const uint64_t rows = writer->rows;
    enum hinge_status status = HINGE_OK;
    if (writer->waiting > 0 || !writer->built)
        status = flush_rows(writer, error);
    for (size_t g = 0; g < writer->n_groups; g++) {
        /* 0, 1, 2, … along the growing dimension of a group */
        int32_t index[HINGE_ROWS_BATCH];
        hsize_t length = writer->rows;
        size_t chunk = length < HINGE_ROWS_BATCH ? (size_t)length : HINGE_ROWS_BATCH;
        hinge_sink_extent(&writer->sink, writer->group[g].rep, &length, GROWING_DIMENSION);
        for (hsize_t at = 0; at < length; at += chunk) {
            for (size_t i = 0; i < chunk; i++)
                index[i] = at + i < length ? (int32_t)(at + i) : HINGE_FILL_I32;
            hinge_sink_chunk(&writer->sink, writer->group[g].rep, &at, HINGE_ELEMENT_I32, index,
                             chunk);
        }
    }
    hinge_sink_numbers(&writer->sink, writer->sink.file, HINGE_ROWS_ATTRIBUTE, HINGE_ELEMENT_U64, 0,
                       &rows);
    close_all(writer);
    if (status == HINGE_OK)
        status = hinge_sink_publish(&writer->sink, error);
    else
        hinge_sink_discard(&writer->sink);
    free_writer(writer);
    return status;
}
