/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading results.h5: its tables, what arrays its groups have, rows of these, whether the parts of
 * a file agree; opening and closing. In: a path; out: a reader, shared and counted, whose texts are
 * borrowed; values go where the caller has room. */

#include "store/h5.h"
#include "table/columns.h"

enum { KEPT_ROWS = 1000 }; /* of the longest table that is kept */

struct hinge_results_reader {
    struct hinge_source source;
    size_t users; /* that did not close it yet */
    size_t rows;
    struct hinge_arena arena;       /* of everything below */
    struct kept_table *tables;      /* small ones that were read */
    struct contents *contents;      /* of groups that were looked at */
    char sha256[HINGE_SHA256_TEXT]; /* "": nobody asked yet */
};

/* --- tables: views, figures and analyses of one run ask for the same ones, and it is their columns
 * that cost, each a dataset of its own --- */

struct kept_table {
    const char *group;
    struct hinge_table table;
    struct kept_table *next;
};

enum hinge_status hinge_results_get_table(struct hinge_results_reader *reader, const char *group,
                                          struct hinge_table *table, struct hinge_error *error)
{
    *table = (struct hinge_table){0};
    const struct kept_table *kept = reader->tables;
    while (kept != NULL && strcmp(kept->group, group) != 0)
        kept = kept->next;
    if (kept != NULL) {
        hinge_table_copy(table, &kept->table);
        return hinge_source_end(&reader->source, error);
    }
    enum hinge_status status =
        hinge_columns_get(&reader->source, group, "group", NULL, NULL, table, error);
    if (status == HINGE_OK && table->rows <= KEPT_ROWS) {
        struct kept_table *more = hinge_arena_alloc(&reader->arena, 1, sizeof *more);
        more->group = hinge_arena_strdup(&reader->arena, group);
        more->next = reader->tables;
        reader->tables = more;
        hinge_table_copy(&more->table, table);
    }
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
static void add_dimension(struct hinge_results_reader *reader, struct contents *contents,
                          const struct hinge_array *array, const char *name, int32_t id)
{
    struct hinge_dimension *dimension = &contents->dimension[contents->n_dimensions];
    *dimension = (struct hinge_dimension){.name = name, .length = (size_t)array->dim[0]};
    contents->dimension_id[contents->n_dimensions++] = id;
    if (array->element != HINGE_ELEMENT_CHAR || array->rank != 2)
        return;
    const char *characters = hinge_source_values(&reader->source, array);
    if (hinge_source_failed(&reader->source))
        return;
    size_t width = (size_t)array->dim[1];
    const char **label = hinge_arena_alloc(&reader->arena, dimension->length, sizeof *label);
    for (size_t i = 0; i < dimension->length; i++)
        label[i] = hinge_arena_copy(&reader->arena, characters + i * width, width);
    dimension->label = label;
}

/* Adds a member: coordinate variables have a dimension id, arrays have a fill value. */
static void look_at(struct hinge_results_reader *reader, hid_t group, struct contents *contents,
                    const char *member)
{
    char path[HINGE_OBJECT_MAX];
    struct hinge_array array;
    struct hinge_source *source = &reader->source;
    snprintf(path, sizeof path, "%s/%s", contents->group, member);
    if (hinge_source_array(source, group, member, path, &array) &&
        array.element != HINGE_ELEMENT_NONE) {
        const char *name = hinge_arena_strdup(&reader->arena, member);
        int32_t id = -1;
        if (hinge_source_numbers(source, array.id, path, HINGE_DIMENSION_ID, HINGE_ELEMENT_I32, 1,
                                 &id) == 1)
            add_dimension(reader, contents, &array, name, id);
        htri_t fill = H5Aexists(array.id, "_FillValue");
        if (fill < 0)
            hinge_source_damaged(source, path);
        else if (fill > 0) {
            size_t k = contents->n_arrays++;
            const char *unit =
                hinge_source_text(source, array.id, array.object, "units", &reader->arena);
            const char *title =
                hinge_source_text(source, array.id, array.object, "long_name", &reader->arena);
            size_t n = hinge_source_numbers(source, array.id, array.object, HINGE_DIMENSION_IDS,
                                            HINGE_ELEMENT_I32, HINGE_RANK_MAX, contents->ids[k]);
            contents->name[k] = name;
            contents->array[k] = array;
            contents->array[k].id = 0;
            contents->spec[k] =
                (struct hinge_array_spec){.group = contents->group,
                                          .name = name,
                                          .unit = unit != NULL ? unit : "",
                                          .title = title != NULL ? title : "",
                                          .type = (enum hinge_array_type)array.element,
                                          .n_further = array.rank - 1};
            if (array.dim[0] != reader->rows)
                hinge_fail(&source->error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s has %llu rows, the file should hold %llu repetitions",
                           source->shown, array.object, (unsigned long long)array.dim[0],
                           (unsigned long long)reader->rows);
            else if (n != (size_t)array.rank && array.rank > 1)
                hinge_source_damaged(source, array.object);
        }
    }
    hinge_h5_drop(&array.id);
}

/* The contents of a group, looked at once; NULL when that failed. */
static struct contents *find_contents(struct hinge_results_reader *reader, const char *group)
{
    struct hinge_source *source = &reader->source;
    for (struct contents *known = reader->contents; known != NULL; known = known->next)
        if (strcmp(known->group, group) == 0)
            return known;
    struct hinge_members names;
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    hid_t id = hinge_columns_open(source, group, "group");
    hinge_source_names(source, id, group, &names);
    struct contents *made = hinge_arena_alloc(&reader->arena, 1, sizeof *made);
    made->group = hinge_arena_strdup(&reader->arena, group);
    made->name = hinge_arena_alloc(&reader->arena, names.n, sizeof *made->name);
    made->spec = hinge_arena_alloc(&reader->arena, names.n, sizeof *made->spec);
    made->array = hinge_arena_alloc(&reader->arena, names.n, sizeof *made->array);
    made->ids = hinge_arena_alloc(&reader->arena, names.n, sizeof *made->ids);
    made->dimension = hinge_arena_alloc(&reader->arena, names.n, sizeof *made->dimension);
    made->dimension_id = hinge_arena_alloc(&reader->arena, names.n, sizeof *made->dimension_id);
    for (size_t i = 0; i < names.n && !hinge_source_failed(source); i++)
        look_at(reader, id, made, names.name[i]);
    if (!hinge_source_failed(source)) {
        /* turns dimension ids into positions in the group's dimension table */
        for (size_t k = 0; k < made->n_arrays; k++) {
            const struct hinge_array *array = &made->array[k];
            for (int d = 1; d < array->rank; d++) {
                size_t at = 0;
                while (at < made->n_dimensions && made->dimension_id[at] != made->ids[k][d])
                    at++;
                /* callers make room by the dimension's length */
                if (at == made->n_dimensions || made->dimension[at].length != array->dim[d])
                    hinge_source_damaged(&reader->source, array->object);
                made->spec[k].further[d - 1] = at;
            }
        }
    }
    hinge_arena_reset(&source->arena, mark);
    hinge_h5_drop(&id);
    if (hinge_source_failed(source))
        return NULL;
    made->next = reader->contents;
    return reader->contents = made;
}

enum hinge_status hinge_results_arrays(struct hinge_results_reader *reader, const char *group,
                                       const char *const **names, size_t *n,
                                       struct hinge_error *error)
{
    const struct contents *contents = find_contents(reader, group);
    if (contents != NULL) {
        *names = contents->name;
        *n = contents->n_arrays;
    }
    return hinge_source_end(&reader->source, error);
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
    const char *last = slash != NULL ? slash + 1 : name;
    for (*entry = 0; names->label != NULL && *entry < names->length; ++*entry)
        if (strcmp(names->label[*entry], last) == 0)
            return true;
    return false;
}

/* An array by its name; *entry is SIZE_MAX, or of HINGE_ARRAY_VALUE the one of that name. NULL and
 * USAGE when there is none. */
static struct contents *find_array(struct hinge_results_reader *reader, const char *group,
                                   const char *name, size_t *at, size_t *entry)
{
    struct contents *contents = find_contents(reader, group);
    if (contents == NULL)
        return NULL;
    *entry = SIZE_MAX;
    for (*at = 0; *at < contents->n_arrays; ++*at)
        if (hinge_text_is(contents->name[*at], name))
            return contents;
    for (*at = 0; *at < contents->n_arrays; ++*at)
        if (has_entry(contents, *at, name, entry))
            return contents;
    hinge_fail(&reader->source.error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
               "%s: %s has no array \"%s\"", reader->source.shown, group, name);
    return NULL;
}

enum hinge_status hinge_results_describe(struct hinge_results_reader *reader, const char *group,
                                         const char *name, struct hinge_array_spec *spec,
                                         const struct hinge_dimension **dimension,
                                         struct hinge_error *error)
{
    size_t at, entry;
    const struct contents *contents = find_array(reader, group, name, &at, &entry);
    if (contents == NULL)
        return hinge_source_end(&reader->source, error);
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
    hinge_source_damaged(&reader->source, path);
    return hinge_source_end(&reader->source, error);
}

size_t hinge_array_type_size(enum hinge_array_type type)
{
    return hinge_element_size((enum hinge_element)type);
}

/* --- rows of arrays --- */

/* Opens an array of a group; drop its id. */
static bool open_array(struct hinge_results_reader *reader, const char *group, const char *name,
                       struct hinge_array *array)
{
    char path[HINGE_OBJECT_MAX];
    snprintf(path, sizeof path, "%s/%s", group, name);
    hid_t id = hinge_columns_open(&reader->source, group, "group");
    bool opened = hinge_source_array(&reader->source, id, name, path, array);
    hinge_h5_drop(&id);
    return opened;
}

enum hinge_status hinge_results_read_several(struct hinge_results_reader *reader, const char *group,
                                             const struct hinge_wanted *wanted, size_t n,
                                             size_t from, size_t rows, struct hinge_error *error)
{
    struct hinge_source *source = &reader->source;
    struct hinge_arena_mark mark = hinge_arena_mark(&source->arena);
    struct hinge_window *window = hinge_arena_alloc(&source->arena, n, sizeof *window);
    bool read = true;
    for (size_t i = 0; i < n && read; i++) {
        size_t at, entry;
        struct contents *contents = find_array(reader, group, wanted[i].name, &at, &entry);
        struct hinge_array *array = contents != NULL ? &contents->array[at] : NULL;
        read = array != NULL &&
               (array->id > 0 || open_array(reader, group, contents->name[at], array)) &&
               hinge_source_window(source, array, entry, from, rows, wanted[i].values, &window[i]);
    }
    read = read && hinge_source_read(source, window, n);
    for (size_t i = 0; i < n && read; i++)
        read = hinge_closed_numbers_check(source, window[i].array->object, window[i].values, rows,
                                          (size_t)(window[i].lines * window[i].dim[2]), from);
    hinge_arena_reset(&source->arena, mark);
    return hinge_source_end(source, error);
}

enum hinge_status hinge_results_read(struct hinge_results_reader *reader, const char *group,
                                     const char *name, size_t from, size_t rows, double *values,
                                     struct hinge_error *error)
{
    struct hinge_wanted one = {.name = name};
    one.values = values;
    return hinge_results_read_several(reader, group, &one, 1, from, rows, error);
}

enum hinge_status hinge_results_each(struct hinge_results_reader *reader, const char *group,
                                     const char *const *name, size_t n, size_t rows,
                                     const size_t *at, hinge_row_use *use, void *context,
                                     struct hinge_error *error)
{
    enum { ROWS = 1024 }; /* of a block, about */
    cleared_by(freed) struct hinge_wanted *read = hinge_alloc(n, sizeof *read);
    cleared_by(freed) const double **values = hinge_alloc(n, sizeof *values);
    size_t *width = hinge_alloc(n, sizeof *width), chunk = 1, block;
    bool found = true;
    for (size_t i = 0; i < n && found; i++) {
        size_t k, entry;
        struct contents *contents = find_array(reader, group, name[i], &k, &entry);
        struct hinge_array *array = contents != NULL ? &contents->array[k] : NULL;
        found =
            array != NULL && (array->id > 0 || open_array(reader, group, contents->name[k], array));
        width[i] = 1;
        for (int d = entry == SIZE_MAX ? 1 : 2; found && d < array->rank; d++)
            width[i] *= (size_t)array->dim[d];
        if (found && array->chunk[0] > chunk)
            chunk = (size_t)array->chunk[0];
    }
    enum hinge_status status = hinge_source_end(&reader->source, error);
    block = chunk < ROWS ? ROWS / chunk * chunk : chunk;
    block = block < rows ? block : rows;
    for (size_t i = 0; i < n; i++)
        read[i] = (struct hinge_wanted){
            name[i],
            status == HINGE_OK ? hinge_resize(NULL, block * width[i] + 1, sizeof(double)) : NULL};
    for (size_t from = 0; from < rows && status == HINGE_OK; from += block) {
        size_t first = from, end = rows - from < block ? rows : from + block;
        while (at != NULL && first < end && at[first] == SIZE_MAX)
            first++;
        while (at != NULL && end > first && at[end - 1] == SIZE_MAX)
            end--;
        if (first < end)
            status = hinge_results_read_several(reader, group, read, n, first, end - first, error);
        for (size_t row = first; row < end && status == HINGE_OK; row++) {
            for (size_t i = 0; i < n; i++)
                values[i] = read[i].values + (row - first) * width[i];
            if (at == NULL || at[row] != SIZE_MAX)
                use(context, at != NULL ? at[row] : row, values);
        }
    }
    for (size_t i = 0; i < n; i++)
        free(read[i].values);
    free(width);
    return status;
}

enum hinge_status hinge_results_read_stored(struct hinge_results_reader *reader, const char *group,
                                            const char *name, size_t from, size_t rows,
                                            void *values, struct hinge_error *error)
{
    struct hinge_window window;
    struct hinge_array array; /* closed again: a merge reads of many files */
    if (open_array(reader, group, name, &array) &&
        hinge_source_window(&reader->source, &array, SIZE_MAX, from, rows, values, &window)) {
        window.stored = true;
        hinge_source_read(&reader->source, &window, 1);
    }
    hinge_h5_drop(&array.id);
    return hinge_source_end(&reader->source, error);
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
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
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

/* --- opening and closing --- */

enum hinge_status hinge_results_open(const char *path, struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    *reader = NULL;
    struct hinge_members names;
    struct hinge_results_reader *made = hinge_alloc(1, sizeof *made);
    struct hinge_source *source = &made->source;
    uint64_t rows = 0;
    made->users = 1;
    enum hinge_status status = hinge_source_open(source, path, path, "results", error);
    if (status == HINGE_OK) {
        /* the names to see that there is no link elsewhere */
        hinge_source_names(source, source->file, "/", &names);
        if (hinge_source_numbers(source, source->file, "/", HINGE_ROWS_ATTRIBUTE, HINGE_ELEMENT_U64,
                                 1, &rows) != 1)
            hinge_source_damaged(source, "/, attribute " HINGE_ROWS_ATTRIBUTE);
        status = hinge_source_end(source, error);
    }
    made->rows = (size_t)rows;
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
    struct hinge_table trials = {0};
    enum hinge_status status = hinge_results_open(path, reader, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(*reader, HINGE_GROUP_TRIALS, &trials, error);
    if (status == HINGE_OK)
        status = check_counts(*reader, &trials, error);
    if (status == HINGE_OK)
        status = hinge_agree_ids((*reader)->source.shown, HINGE_GROUP_TRIALS, &trials, "trial_id",
                                 error);
    hinge_table_clear(&trials);
    if (status == HINGE_OK)
        status = check_labels(*reader, "fault_state", 1, "fault", HINGE_GROUP_FAULTS, error);
    if (status == HINGE_OK)
        status = check_labels(*reader, "reason", 2, "metric", HINGE_GROUP_METRICS, error);
    if (status == HINGE_OK)
        status = check_labels(*reader, HINGE_ARRAY_VALUE, 2, "metric", HINGE_GROUP_METRICS, error);
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
    struct hinge_source *source = &reader->source;
    int *file = NULL;
    if (*reader->sha256 == '\0' &&
        (H5Fget_vfd_handle(source->file, H5P_DEFAULT, (void **)&file) < 0 ||
         hinge_sha256_file(*file, reader->sha256, &source->error) == HINGE_INPUT))
        hinge_source_damaged(source, "/");
    memcpy(digest, reader->sha256, sizeof reader->sha256);
    return hinge_source_end(source, error); /* not written to meanwhile */
}

const char *hinge_results_shown(const struct hinge_results_reader *reader)
{
    return reader->source.shown;
}

const char *hinge_results_attribute(const struct hinge_results_reader *reader, const char *name)
{
    return hinge_source_attribute(&reader->source, name);
}
