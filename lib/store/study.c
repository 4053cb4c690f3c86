/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study.h5: layouts that trials share (a table of channels, the rest as attributes of its group), a
 * dataset or two per trial, an index, tables. In: packed recordings and tables, borrowed; out: the
 * file, whole or not at all, and from a reader the same again, chunks as they are stored. */
#include "base/build.h"

#include "store/h5.h"
#include "table/columns.h"

struct hinge_study_reader {
    struct hinge_source source;
    hid_t trials;
    struct hinge_layout *layout;
    size_t n_layouts;
    struct hinge_table index; /* id, layout, frames */
};

/* Columns of /layouts/<n>, in file order. */
enum { SOURCE, MARKER, COMPONENT, UNIT, LANDMARK, FLAGS, COLUMNS };
static const struct {
    const char *name, *title;
    enum hinge_column_type type;
} layout_column[COLUMNS] = {
    {"source", "column as named in the recording", HINGE_COLUMN_TEXT},
    {"marker", "marker or point it belongs to", HINGE_COLUMN_TEXT},
    {"component", "x, y, z, score, time, frame, angle or other", HINGE_COLUMN_TEXT},
    {"unit", "as delivered", HINGE_COLUMN_TEXT},
    {"landmark", "canonical landmark", HINGE_COLUMN_TEXT},
    {"flags", "1 inferred, 2 approximate, 4 proxy", HINGE_COLUMN_NUMBER},
};

static bool same_text(const char *a, const char *b)
{
    return strcmp(hinge_or_empty(a), hinge_or_empty(b)) == 0;
}

/* Everything but the channels' decimals, which differ between trials. */
static bool layout_same(const struct hinge_layout *a, const struct hinge_layout *b)
{
    if (a->n_channels != b->n_channels || a->flags != b->flags || a->family != b->family ||
        fabs(a->hips_apart_LL - b->hips_apart_LL) > 0 || strcmp(a->up, b->up) != 0 ||
        !same_text(a->format, b->format) || !same_text(a->kept, b->kept) ||
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

static bool unknown(struct hinge_source *source, const char *object, const char *what,
                    const char *name)
{
    return hinge_fail(&source->error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                      "%s: %s: unknown %s \"%s\"; a newer version wrote this file", source->shown,
                      object, what, name);
}

static const char *cell(const struct hinge_table *table, size_t column, size_t row)
{
    return hinge_or_empty(hinge_table_text(table, layout_column[column].name, row));
}

static bool read_channel(struct hinge_source *source, const char *object,
                         const struct hinge_table *table, size_t row, struct hinge_arena *arena,
                         struct hinge_channel *channel)
{
    double flags = hinge_table_number(table, layout_column[FLAGS].name, row);
    *channel =
        (struct hinge_channel){.source = hinge_arena_strdup(arena, cell(table, SOURCE, row)),
                               .marker = hinge_arena_strdup(arena, cell(table, MARKER, row)),
                               .component = hinge_component_find(cell(table, COMPONENT, row)),
                               .unit = hinge_unit_find(cell(table, UNIT, row)),
                               .landmark = hinge_landmark_find(cell(table, LANDMARK, row)),
                               .flags = flags >= 0 && flags <= 65535 ? (unsigned)flags : 0,
                               .decimals = -1};
    if (channel->component == HINGE_COMPONENT_COUNT)
        return unknown(source, object, "component", cell(table, COMPONENT, row));
    if (channel->unit == HINGE_UNIT_COUNT)
        return unknown(source, object, "unit", cell(table, UNIT, row));
    if (channel->landmark == HINGE_LANDMARK_NONE && cell(table, LANDMARK, row)[0] != '\0')
        return unknown(source, object, "landmark", cell(table, LANDMARK, row));
    return true;
}

/* "" when absent. */
static char *text_of(struct hinge_source *source, hid_t group, const char *object, const char *name,
                     struct hinge_arena *arena)
{
    char *text = hinge_source_text(source, group, object, name, arena);
    return text != NULL ? text : hinge_arena_strdup(arena, "");
}

static bool read_layout_text(struct hinge_source *source, hid_t group, const char *object,
                             struct hinge_arena *arena, struct hinge_layout *layout)
{
    int32_t flags = 0;
    layout->format = text_of(source, group, object, "format", arena);
    layout->landmark_set = text_of(source, group, object, "landmark_set", arena);
    layout->kept = text_of(source, group, object, "c3d", arena);
    const char *family = text_of(source, group, object, "family", arena);
    const char *up = text_of(source, group, object, "up", arena);
    hinge_source_numbers(source, group, object, "layout_flags", HINGE_ELEMENT_I32, 1, &flags);
    hinge_source_numbers(source, group, object, "hips_apart_LL", HINGE_ELEMENT_F64, 1,
                         &layout->hips_apart_LL);
    layout->family = hinge_family_find(family);
    if (layout->family == HINGE_FAMILY_COUNT)
        return unknown(source, object, "family", family);
    if (strlen(up) >= sizeof layout->up)
        return unknown(source, object, "up axis", up);
    snprintf(layout->up, sizeof layout->up, "%s", up);
    layout->flags = (unsigned)flags;
    return !hinge_source_failed(source);
}

static bool layout_read(struct hinge_source *source, hid_t layouts, size_t number,
                        struct hinge_layout *layout)
{
    char name[32], object[64];
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    struct hinge_arena arena = {0};
    *layout = (struct hinge_layout){0};
    snprintf(name, sizeof name, "%zu", number);
    snprintf(object, sizeof object, "/layouts/%zu", number);
    hid_t group = hinge_source_group(source, layouts, name, object);
    bool read = hinge_columns_read(source, group, object, NULL, &table);
    if (read && table.rows > HINGE_CHANNELS_MAX)
        read = hinge_source_refused(source, object, "too many channels");
    if (read) {
        layout->n_channels = table.rows;
        layout->channel = hinge_arena_alloc(&arena, table.rows, sizeof *layout->channel);
    }
    for (size_t i = 0; i < table.rows && read; i++)
        read = read_channel(source, object, &table, i, &arena, &layout->channel[i]);
    read = read && read_layout_text(source, group, object, &arena, layout);
    layout->blocks = arena.head;
    hinge_h5_drop(&group);
    if (!read)
        hinge_layout_clear(layout);
    return read;
}

/* --- writing --- */

enum { ID_MAX = 255, FRAMES_MAX = 100000000 };

/* Columns of /index. */
enum { INDEX_ID, INDEX_LAYOUT, INDEX_FRAMES };

struct hinge_study_writer {
    struct hinge_sink sink;
    hid_t trials, layouts;
    struct hinge_layout *layout; /* those written so far */
    size_t n_layouts;
    struct hinge_spool index;
};

enum hinge_status hinge_study_create(const char *path, struct hinge_study_writer **writer,
                                     struct hinge_error *error)
{
    static const struct hinge_table_spec columns[] = {
        {"id", NULL, -1}, {"layout", "", 0}, {"frames", "", 0}};
    struct hinge_study_writer *made = hinge_alloc(1, sizeof *made);
    struct hinge_sink *sink = &made->sink;
    *writer = NULL;
    made->trials = made->layouts = H5I_INVALID_HID;
    enum hinge_status status = hinge_sink_open(sink, path, "study", error);
    if (status == HINGE_OK) {
        made->trials = hinge_sink_group(sink, sink->file, "trials", false);
        made->layouts = hinge_sink_group(sink, sink->file, "layouts", false);
        status = hinge_sink_status(sink, error);
    }
    if (status == HINGE_OK) {
        hinge_table_specify(&made->index.open, columns, 3);
        *writer = made;
    } else {
        hinge_study_discard(made);
    }
    return status;
}

/* Number of the layout, which is written first when it is new. */
static size_t place_layout(struct hinge_study_writer *writer, const struct hinge_layout *layout)
{
    size_t number = 0;
    while (number < writer->n_layouts && !layout_same(&writer->layout[number], layout))
        number++;
    if (number < writer->n_layouts)
        return number;
    writer->layout = hinge_more(writer->layout, writer->n_layouts, sizeof *writer->layout);
    /* deep copy; the copy owns its blocks (hinge_layout_clear) */
    struct hinge_arena arena = {0};
    struct hinge_layout copy = *layout;
    copy.format = hinge_arena_strdup(&arena, hinge_or_empty(layout->format));
    copy.landmark_set = hinge_arena_strdup(&arena, hinge_or_empty(layout->landmark_set));
    copy.kept = hinge_arena_strdup(&arena, hinge_or_empty(layout->kept));
    copy.channel = hinge_arena_alloc(&arena, layout->n_channels, sizeof *copy.channel);
    for (size_t i = 0; i < layout->n_channels; i++) {
        copy.channel[i] = layout->channel[i];
        copy.channel[i].source =
            hinge_arena_strdup(&arena, hinge_or_empty(layout->channel[i].source));
        copy.channel[i].marker =
            hinge_arena_strdup(&arena, hinge_or_empty(layout->channel[i].marker));
    }
    copy.blocks = arena.head;
    writer->layout[writer->n_layouts++] = copy;
    /* /layouts/<number> */
    char name[32];
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    hid_t group;
    struct hinge_sink *sink = &writer->sink;
    const int32_t flags = (int32_t)layout->flags;
    snprintf(name, sizeof name, "%zu", number);
    for (size_t i = 0; i < COLUMNS; i++) {
        hinge_table_add_column(&table, layout_column[i].name, layout_column[i].type, "", -1);
        hinge_table_set_title(&table, i, layout_column[i].title);
    }
    hinge_table_add_rows(&table, layout->n_channels);
    for (size_t i = 0; i < layout->n_channels; i++) {
        const struct hinge_channel *channel = &layout->channel[i];
        const char *text[COLUMNS] = {
            [SOURCE] = hinge_or_empty(channel->source),
            [MARKER] = hinge_or_empty(channel->marker),
            [COMPONENT] = hinge_component_name(channel->component),
            [UNIT] = hinge_unit_name(channel->unit),
            [LANDMARK] = hinge_landmark_name(channel->landmark),
        };
        for (size_t c = 0; c < FLAGS; c++)
            hinge_table_set_text(&table, c, i, text[c]);
        table.column[FLAGS].number[i] = channel->flags;
    }
    const struct hinge_rows rows = {.table = &table, .rows = table.rows};
    hinge_columns_add(sink, writer->layouts, name, &rows, &group);
    hinge_sink_text(sink, group, "format", hinge_or_empty(layout->format));
    hinge_sink_text(sink, group, "landmark_set", hinge_or_empty(layout->landmark_set));
    hinge_sink_text(sink, group, "family", hinge_family_name(layout->family));
    hinge_sink_text(sink, group, "up", layout->up);
    hinge_sink_numbers(sink, group, "layout_flags", HINGE_ELEMENT_I32, 0, &flags);
    if (layout->hips_apart_LL > 0)
        hinge_sink_numbers(sink, group, "hips_apart_LL", HINGE_ELEMENT_F64, 0,
                           &layout->hips_apart_LL);
    hinge_sink_text(sink, group, "c3d", hinge_or_empty(layout->kept));
    hinge_sink_close(sink, &group, name);
    return number;
}

/* One dataset of a trial. */
static hid_t write_part(struct hinge_study_writer *writer, const char *name,
                        const struct hinge_packed *packed, bool exact)
{
    const struct hinge_packed_part *stored = exact ? &packed->exact : &packed->real;
    struct hinge_sink *sink = &writer->sink;
    struct hinge_sink_shape shape = {.rank = 2,
                                     .dim = {stored->rows, packed->n_frames},
                                     .chunk = {stored->rows_per_chunk, stored->frames_per_chunk}};
    enum hinge_element element = exact ? HINGE_ELEMENT_I32 : HINGE_ELEMENT_F64;
    hid_t dataset = hinge_sink_dataset(sink, writer->trials, name, element, &shape);
    hsize_t at[2] = {0, 0};
    const unsigned char *bytes = stored->bytes;
    for (size_t k = 0; k < stored->n_chunks; k++) {
        hinge_sink_stored(sink, dataset, at, bytes, stored->chunk_size[k]);
        bytes += stored->chunk_size[k];
        at[1] += shape.chunk[1];
        if (at[1] >= shape.dim[1]) {
            at[1] = 0;
            at[0] += shape.chunk[0];
        }
    }
    /* the divisor, one for all rows where that is enough (then with CF's scale_factor, which
     * general readers apply themselves) */
    if (exact && stored->rows > 0) {
        size_t n = stored->rows;
        int32_t *divisor = hinge_alloc(n, sizeof *divisor); /* 10^9 at most; half of a double */
        bool same = true;
        for (size_t r = 0; r < n; r++) {
            divisor[r] = (int32_t)hinge_pack_divisor(packed->decimals[stored->channel[r]]);
            same = same && divisor[r] == divisor[0];
        }
        const double factor = 1.0 / divisor[0];
        hinge_sink_numbers(sink, dataset, "decimal_divisor", HINGE_ELEMENT_I32, same ? 0 : n,
                           divisor);
        if (same)
            hinge_sink_numbers(sink, dataset, "scale_factor", HINGE_ELEMENT_F64, 0, &factor);
        free(divisor);
    }
    /* which channels of the layout the rows are, when they are not simply all of them in order */
    bool in_order = stored->rows == packed->n_channels;
    for (size_t r = 0; r < stored->rows; r++)
        in_order = in_order && (size_t)stored->channel[r] == r;
    if (!in_order)
        hinge_sink_numbers(sink, dataset, "channels", HINGE_ELEMENT_I32, stored->rows,
                           stored->channel);
    return dataset;
}

enum hinge_status hinge_study_append(struct hinge_study_writer *writer, const char *id,
                                     const struct hinge_layout *layout, double header_rate_hz,
                                     const struct hinge_packed *packed, struct hinge_error *error)
{
    if (packed->n_channels > HINGE_CHANNELS_MAX || packed->n_frames > FRAMES_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "trial %s: %zu channels of %zu frames; at most %d of %d", id,
                               packed->n_channels, packed->n_frames, HINGE_CHANNELS_MAX,
                               FRAMES_MAX);
    const bool exact = packed->exact.rows > 0 || packed->real.rows == 0,
               split = exact && packed->real.rows > 0;
    struct hinge_sink *sink = &writer->sink;
    if (id[0] == '\0' || strcmp(id, ".") == 0 || strchr(id, '/') != NULL || strlen(id) > ID_MAX)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: \"%s\" cannot be a trial id", sink->output.target, id);
    char name[ID_MAX + 8];
    snprintf(name, sizeof name, "%s_f64", id);
    if (H5Lexists(writer->trials, id, H5P_DEFAULT) > 0 ||
        (split && H5Lexists(writer->trials, name, H5P_DEFAULT) > 0))
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "%s: trial id \"%s\" is there already (\"%s\" counts as the "
                               "same): rename one",
                               sink->output.target, id, name);
    const int32_t number = (int32_t)place_layout(writer, layout);
    hid_t dataset = write_part(writer, id, packed, exact);
    hinge_sink_numbers(sink, dataset, "layout", HINGE_ELEMENT_I32, 0, &number);
    if (!isnan(header_rate_hz))
        hinge_sink_numbers(sink, dataset, "header_rate_hz", HINGE_ELEMENT_F64, 0, &header_rate_hz);
    hinge_sink_close(sink, &dataset, id);
    if (split) {
        dataset = write_part(writer, name, packed, false);
        hinge_sink_close(sink, &dataset, name);
    }
    enum hinge_status status = hinge_sink_status(sink, error);
    if (status != HINGE_OK)
        return status;
    size_t row = hinge_spool_add(&writer->index);
    struct hinge_table *open = &writer->index.open;
    open->column[INDEX_LAYOUT].number[row] = (double)number;
    open->column[INDEX_FRAMES].number[row] = (double)packed->n_frames;
    hinge_table_set_text(open, INDEX_ID, row, id);
    return HINGE_OK;
}

void hinge_study_add_rows(struct hinge_study_writer *writer, const char *group,
                          const struct hinge_rows *rows)
{
    hinge_columns_add_group(&writer->sink, group, rows);
}

void hinge_study_add_table(struct hinge_study_writer *writer, const char *group,
                           const struct hinge_table *table)
{
    hinge_study_add_rows(writer, group, &(struct hinge_rows){.table = table, .rows = table->rows});
}

void hinge_study_add_attribute(struct hinge_study_writer *writer, const char *name,
                               const char *value)
{
    hinge_sink_text(&writer->sink, writer->sink.file, name, value);
}

static void free_writer(struct hinge_study_writer *writer)
{
    for (size_t i = 0; i < writer->n_layouts; i++)
        hinge_layout_clear(&writer->layout[i]);
    free(writer->layout);
    hinge_spool_clear(&writer->index);
    free(writer);
}

enum hinge_status hinge_study_publish(struct hinge_study_writer *writer, struct hinge_error *error)
{
    const struct hinge_rows index = hinge_spool_all(&writer->index);
    hinge_study_add_rows(writer, "/index", &index);
    hinge_spool_clear(&writer->index);
    hinge_sink_close(&writer->sink, &writer->trials, "/trials");
    hinge_sink_close(&writer->sink, &writer->layouts, "/layouts");
    enum hinge_status status = hinge_sink_publish(&writer->sink, error);
    free_writer(writer);
    return status;
}

void hinge_study_discard(struct hinge_study_writer *writer)
{
    if (writer == NULL)
        return;
    hinge_h5_drop(&writer->trials);
    hinge_h5_drop(&writer->layouts);
    hinge_sink_discard(&writer->sink);
    free_writer(writer);
}

/* --- opening --- */

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

/* Lists a group to see that it holds no links to elsewhere; how many members it has. */
static size_t count_members(struct hinge_source *source, hid_t group, const char *object)
{
    struct hinge_members names;
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    hinge_source_names(source, group, object, &names);
    hinge_arena_reset(&source->arena, mark);
    return names.n;
}

enum hinge_status hinge_study_open(const char *path, struct hinge_study_reader **reader,
                                   struct hinge_error *error)
{
    *reader = NULL;
    struct hinge_study_reader *made = hinge_alloc(1, sizeof *made);
    struct hinge_source *source = &made->source;
    made->trials = H5I_INVALID_HID;
    enum hinge_status status = hinge_source_open(source, path, path, "study", error);
    if (status == HINGE_OK) {
        count_members(source, source->file, "/");
        hid_t group = hinge_source_group(source, source->file, "layouts", "/layouts");
        size_t n = count_members(source, group, "/layouts");
        made->layout = hinge_alloc(n, sizeof *made->layout);
        while (made->n_layouts < n &&
               layout_read(source, group, made->n_layouts, &made->layout[made->n_layouts]))
            made->n_layouts++;
        hinge_h5_drop(&group);
        made->trials = hinge_source_group(source, source->file, "trials", "/trials");
        /* ids, layouts and frame counts of every trial */
        struct hinge_table *index = &made->index;
        group = hinge_source_group(source, source->file, "index", "/index");
        bool read = hinge_columns_read(source, group, "/index", NULL, index);
        hinge_h5_drop(&group);
        size_t members = count_members(source, made->trials, "/trials");
        if (read && index->rows > members)
            hinge_source_damaged(source, "/index");
        for (size_t i = 0; i < index->rows && !hinge_source_failed(source); i++) {
            double layout = hinge_table_number(index, "layout", i);
            double frames = hinge_table_number(index, "frames", i);
            const char *id = hinge_table_text(index, "id", i);
            if (id == NULL || strchr(id, '/') != NULL || strcmp(id, ".") == 0 ||
                !(layout >= 0 && layout < (double)made->n_layouts) || !(frames >= 0))
                hinge_source_damaged(source, "/index");
        }
        if (!hinge_source_failed(source))
            hinge_agree_ids(source->shown, "/index", index, "id", &source->error);
        status = hinge_source_end(source, error);
    }
    if (status == HINGE_OK)
        *reader = made;
    else
        hinge_study_close(made);
    return status;
}

enum hinge_status hinge_study_open_beside(const char *path,
                                          const struct hinge_results_reader *results,
                                          struct hinge_study_reader **reader,
                                          struct hinge_error *error)
{
    const char *const unknown = "an unknown build", *shown = hinge_results_shown(results);
    const char *by = hinge_results_attribute(results, "source"),
               *of = hinge_results_attribute(results, "study_source");
    *reader = NULL;
    if (by == NULL || strcmp(by, hinge_results_build) != 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: made by another build, %s; this is %s, which would measure %s "
                               "differently: analyse it again with this build",
                               shown, by != NULL ? by : unknown, hinge_results_build, path);
    enum hinge_status status = hinge_study_open(path, reader, error);
    if (status != HINGE_OK)
        return status;
    const char *its = hinge_study_attribute(*reader, "source");
    its = its != NULL ? its : unknown;
    of = of != NULL ? of : unknown;
    if (strcmp(its, of) == 0)
        return HINGE_OK;
    status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                             "%s: made by %s, and %s from a study of another build, %s: name "
                             "that study, or analyse this one",
                             path, its, shown, of);
    hinge_study_close(*reader);
    *reader = NULL;
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

enum hinge_status hinge_study_match(const struct hinge_study_reader *study,
                                    const struct hinge_table *ledger, const char *shown,
                                    int32_t *trial_of, struct hinge_error *error)
{
    size_t trial = 0, n = hinge_study_count(study);
    for (size_t i = 0; i < ledger->rows; i++) {
        trial_of[i] = -1;
        if (hinge_is_refused(ledger, i))
            continue;
        const char *id = hinge_table_word(ledger, "trial_id", i);
        if (trial >= n || strcmp(hinge_study_id(study, trial), id) != 0)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                   "%s: damaged: the ledger names the trial %s, which is "
                                   "not where it should be",
                                   shown, id);
        trial_of[i] = (int32_t)trial++;
    }
    if (trial == n)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: it has the trial %s, which no row of the ledger names",
                           shown, hinge_study_id(study, trial));
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

enum hinge_status hinge_study_get_table(struct hinge_study_reader *reader, const char *group,
                                        struct hinge_table *table, struct hinge_error *error)
{
    *table = (struct hinge_table){0};
    return hinge_columns_get(&reader->source, group, "table", NULL, NULL, table, error);
}

enum hinge_status hinge_study_get_sparse(struct hinge_study_reader *reader, const char *group,
                                         const char *const *left, struct hinge_table *table,
                                         struct hinge_error *error)
{
    *table = (struct hinge_table){.sparse = true};
    return hinge_columns_get(&reader->source, group, "table", left, NULL, table, error);
}

enum hinge_status hinge_study_get_column(struct hinge_study_reader *reader, const char *group,
                                         const char *name, struct hinge_table *table,
                                         struct hinge_error *error)
{
    *table = (struct hinge_table){0};
    return hinge_columns_get(&reader->source, group, "table", NULL, name, table, error);
}

/* --- reading a trial --- */

/* A trial being read. */
struct fetching {
    struct hinge_study_reader *reader;
    struct hinge_source *source;
    size_t trial;
    struct hinge_packed *packed;
    char object[HINGE_OBJECT_MAX];
};

static bool damaged(const struct fetching *fetching)
{
    return hinge_source_damaged(fetching->source, fetching->object);
}

static bool open_part(const struct fetching *fetching, const char *suffix,
                      struct hinge_array *array)
{
    char name[HINGE_OBJECT_MAX], object[HINGE_OBJECT_MAX];
    const struct hinge_study_reader *reader = fetching->reader;
    const char *id = hinge_study_id(reader, fetching->trial);
    snprintf(name, sizeof name, "%s%s", id, suffix);
    snprintf(object, sizeof object, "/trials/%s%s", id, suffix);
    if (!hinge_source_array(fetching->source, reader->trials, name, object, array))
        return false;
    if (array->rank != 2 ||
        (array->element != HINGE_ELEMENT_I32 && array->element != HINGE_ELEMENT_F64) ||
        array->dim[0] > HINGE_CHANNELS_MAX)
        hinge_source_refused(fetching->source, object, "a type or shape that is not in the format");
    else if ((double)array->dim[1] != hinge_table_number(&reader->index, "frames", fetching->trial))
        damaged(fetching);
    return !hinge_source_failed(fetching->source);
}

/* Numbers of an attribute, usually one a row; valid until hinge_study_read ends. */
static const int32_t *read_row_numbers(const struct fetching *fetching,
                                       const struct hinge_array *array, const char *name, size_t *n)
{
    int32_t *number = hinge_arena_raw(&fetching->source->arena, HINGE_CHANNELS_MAX, sizeof *number);
    *n = hinge_source_numbers(fetching->source, array->id, array->object, name, HINGE_ELEMENT_I32,
                              HINGE_CHANNELS_MAX, number);
    return number;
}

/* Which channel each row of a dataset is: all in order, or as its attribute says.
 * Whether every channel is there once is for hinge_pack_covers. */
static bool read_channels(const struct fetching *fetching, const struct hinge_array *array,
                          struct hinge_packed_part *part)
{
    size_t rows = (size_t)array->dim[0], all = fetching->packed->n_channels, n;
    const int32_t *channel = read_row_numbers(fetching, array, "channels", &n);
    if (n == 0 ? rows != all : n != rows)
        return damaged(fetching);
    part->rows = rows;
    part->channel = hinge_alloc(rows, sizeof *part->channel);
    for (size_t i = 0; i < rows; i++) {
        part->channel[i] = n == 0 ? (int32_t)i : channel[i];
        if (part->channel[i] < 0 || (size_t)part->channel[i] >= all)
            return damaged(fetching);
    }
    return !hinge_source_failed(fetching->source);
}

/* Sets the decimals of the rows of an int32 dataset. */
static bool read_decimals(const struct fetching *fetching, const struct hinge_array *array)
{
    size_t rows = (size_t)array->dim[0], n;
    const int32_t *divisor = read_row_numbers(fetching, array, "decimal_divisor", &n);
    if (rows > 0 && n != 1 && n != rows)
        return damaged(fetching);
    for (size_t i = 0; i < rows; i++) {
        int d = 0;
        while (d <= 9 && hinge_pack_divisor(d) != (double)divisor[n == 1 ? 0 : i])
            d++;
        if (d > 9)
            return damaged(fetching);
        fetching->packed->decimals[fetching->packed->exact.channel[i]] = (int8_t)d;
    }
    return true;
}

/* Reads the chunks of a dataset as they are stored. */
static void read_part(const struct fetching *fetching, const struct hinge_array *array,
                      struct hinge_packed_part *part)
{
    struct hinge_source *source = fetching->source;
    part->rows_per_chunk = (size_t)array->chunk[0];
    part->frames_per_chunk = (size_t)array->chunk[1];
    hsize_t down = (array->dim[0] + array->chunk[0] - 1) / array->chunk[0];
    hsize_t across = (array->dim[1] + array->chunk[1] - 1) / array->chunk[1];
    if (down * across > source->size) { /* a chunk has at least a byte */
        damaged(fetching);
        return;
    }
    part->n_chunks = (size_t)(down * across);
    part->chunk_size = hinge_alloc(part->n_chunks, sizeof *part->chunk_size);
    size_t used = 0, capacity = 0;
    for (size_t k = 0; k < part->n_chunks; k++) {
        hsize_t at[2] = {k / across * array->chunk[0], k % across * array->chunk[1]};
        size_t size = part->chunk_size[k] = hinge_source_stored(source, array, at);
        if (size == 0)
            return;
        if (used + size > capacity) {
            /* chunks are alike: the first foretells the whole */
            capacity = k == 0 ? size * part->n_chunks / 8 * 9 : 2 * (used + size);
            if (capacity < used + size)
                capacity = used + size;
            part->bytes = hinge_resize(part->bytes, capacity, 1);
        }
        memcpy(part->bytes + used, source->stored, size);
        used += size;
    }
}

enum hinge_status hinge_study_read(struct hinge_study_reader *reader, size_t trial,
                                   struct hinge_packed *packed, double *header_rate_hz,
                                   struct hinge_error *error)
{
    struct hinge_source *source = &reader->source;
    struct fetching fetching = {
        .reader = reader, .source = source, .trial = trial, .packed = packed};
    double rate_hz = (double)NAN;
    *packed = (struct hinge_packed){.n_frames = hinge_study_frames(reader, trial),
                                    .n_channels = hinge_study_layout(reader, trial)->n_channels,
                                    .file = source->shown,
                                    .id = hinge_study_id(reader, trial)};
    snprintf(fetching.object, sizeof fetching.object, "/trials/%s", packed->id);
    packed->decimals = hinge_alloc(packed->n_channels, sizeof *packed->decimals);
    memset(packed->decimals, -1, packed->n_channels);
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    /* the first dataset, with what is of the trial as a whole */
    struct hinge_array array;
    if (open_part(&fetching, "", &array)) {
        bool exact = array.element != HINGE_ELEMENT_F64;
        struct hinge_packed_part *part = exact ? &packed->exact : &packed->real;
        int32_t layout = -1;
        hinge_source_numbers(source, array.id, array.object, "layout", HINGE_ELEMENT_I32, 1,
                             &layout);
        if (layout != hinge_table_number(&reader->index, "layout", trial))
            damaged(&fetching);
        hinge_source_numbers(source, array.id, array.object, "header_rate_hz", HINGE_ELEMENT_F64, 1,
                             &rate_hz);
        if (read_channels(&fetching, &array, part) && (!exact || read_decimals(&fetching, &array)))
            read_part(&fetching, &array, part);
    }
    hinge_h5_drop(&array.id);
    if (packed->exact.rows > 0 && packed->exact.rows < packed->n_channels) {
        /* the second dataset: the channels the first one has not */
        struct hinge_packed_part *real = &packed->real;
        if (open_part(&fetching, "_f64", &array) && read_channels(&fetching, &array, real)) {
            if (array.element != HINGE_ELEMENT_F64)
                damaged(&fetching);
            else
                read_part(&fetching, &array, real);
        }
        hinge_h5_drop(&array.id);
    }
    if (!hinge_source_failed(source) && !hinge_pack_covers(packed))
        damaged(&fetching);
    hinge_arena_reset(&source->arena, mark);
    enum hinge_status status = hinge_source_end(source, error);
    if (status != HINGE_OK)
        hinge_packed_clear(packed);
    else if (header_rate_hz != NULL)
        *header_rate_hz = rate_hz;
    return status;
}
