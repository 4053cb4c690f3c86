/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.h5: arrays and tables come back, and the bytes do not depend on how the rows
 * were handed over. */
#include "test.h"

#include "store/h5.h"
#include "store/store.h"
#include "store_samples.h"

#include <fcntl.h>

enum { ROWS = 5000, SIGNALS = 3, POINTS = 101, PHASES = 4 };

static const char *const files[] = {"results.h5", "again.h5", NULL};
static const char *const phases[] = {"descent", "hold", "ascent", "rep"};
static const char *const signals[] = {"lumbar_flex", "hip_flex", "knee_flex"};
static const struct hinge_dimension dimensions[] = {
    {"phase", PHASES, phases}, {"signal", SIGNALS, signals}, {"percent", POINTS, NULL}};

static const struct hinge_array_spec specs[] = {
    {"/reps", "trial_index", "", "row of /trials", HINGE_ARRAY_I32, 0, {0}},
    {"/reps", "rep", "", "number within the trial", HINGE_ARRAY_U16, 0, {0}},
    {"/reps", "lumbar_excursion_deg", "degree", "Lumbar", HINGE_ARRAY_F64, 1, {0}},
    {"/reps", "reason", "", "", HINGE_ARRAY_U8, 1, {0}},
    {"/reps", "warnings", "", "", HINGE_ARRAY_U64, 0, {0}},
    {"/waveforms", "rep", "degree", "Angles", HINGE_ARRAY_F32, 2, {1, 2}},
};
enum { SPECS = sizeof specs / sizeof specs[0] };

struct rows {
    int32_t trial[ROWS];
    uint16_t rep[ROWS];
    double lumbar[ROWS][PHASES];
    uint8_t reason[ROWS][PHASES];
    uint64_t warnings[ROWS];
    float angle[ROWS][SIGNALS][POINTS];
};

static struct rows *make_rows(void)
{
    struct rows *rows = calloc(1, sizeof *rows);
    assert_non_null(rows);
    for (int i = 0; i < ROWS; i++) {
        rows->trial[i] = i % 11 == 10 ? HINGE_FILL_I32 : i / 5;
        rows->rep[i] = (uint16_t)(i % 5 + 1);
        rows->warnings[i] = (uint64_t)i << 20;
        for (int p = 0; p < PHASES; p++) {
            rows->lumbar[i][p] = (i + p) % 7 == 6 ? -(double)NAN : i * 0.1 + p;
            rows->reason[i][p] = (uint8_t)((i + p) % 50);
        }
        for (int s = 0; s < SIGNALS; s++)
            for (int k = 0; k < POINTS; k++)
                rows->angle[i][s][k] = /* of some rows a whole curve is missing */
                    s == 1 && i % 4 == 3 ? NAN : (float)(i + 1000 * s) + (float)k / 128;
    }
    return rows;
}

static void make_trials(struct hinge_table *table)
{
    *table = (struct hinge_table){0};
    hinge_table_add_column(table, "participant", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(table, "offset", HINGE_COLUMN_NUMBER, "s", 0);
    hinge_table_add_rows(table, 2);
    hinge_table_set_text(table, 0, 0, "p01");
    hinge_table_set_text(table, 0, 1, "p\xc3\xa9");
    table->column[1].number[1] = 5;
}

static void append(struct hinge_results_writer *writer, const struct rows *rows, size_t from,
                   size_t n)
{
    const void *const data[SPECS] = {rows->trial + from,    rows->rep + from,
                                     rows->lumbar + from,   rows->reason + from,
                                     rows->warnings + from, rows->angle + from};
    assert_works(hinge_results_append(writer, n, data, &why));
}

static enum hinge_status finish(struct hinge_results_writer *writer, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table trials;
    make_trials(&trials);
    hinge_results_add_table(writer, "/trials", &trials);
    hinge_results_add_attribute(writer, "source", "hinge-analyze 0");
    return hinge_results_publish(writer, error);
}

/* Rows in steps of `step`, `total` of them. */
static void write_results(const char *path, const struct rows *rows, size_t total, size_t step)
{
    struct hinge_results_writer *writer;
    assert_works(hinge_results_create(path, dimensions, 3, specs, SPECS, &writer, &why));
    for (size_t at = 0; at < total; at += step)
        append(writer, rows, at, total - at < step ? total - at : step);
    assert_works(finish(writer, &why));
}

struct fixture {
    char *folder;
    char path[4200], again[4200];
    struct rows *rows;
};

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_works(hinge_init(&why));
    fixture->folder = sample_folder();
    snprintf(fixture->path, sizeof fixture->path, "%s/results.h5", fixture->folder);
    snprintf(fixture->again, sizeof fixture->again, "%s/again.h5", fixture->folder);
    fixture->rows = make_rows();
    write_results(fixture->path, fixture->rows, ROWS, ROWS);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    cleared_by(freed) struct fixture *fixture = *state;
    bool empty = sample_folder_remove(fixture->folder, files);
    free(fixture->rows);
    return empty ? 0 : -1;
}

static CMFixtureFunction before_all = setup, after_all = teardown;

/* As netCDF-4 wants it: a scale of this name, whose further dimensions are told, itself
 * first. */
static void check_scale(struct hinge_source *source, const struct hinge_array *array,
                        const char *name, size_t coordinates)
{
    int32_t person = -1, ids[4] = {0};
    const char *kind = hinge_source_text(source, array->id, "", "CLASS", &source->arena);
    assert_string_equal(kind, "DIMENSION_SCALE");
    assert_string_equal(hinge_source_text(source, array->id, "", "NAME", &source->arena), name);
    assert_int_equal(hinge_source_numbers(source, array->id, "", "_Netcdf4Dimid", HINGE_ELEMENT_I32,
                                          1, &person),
                     1);
    size_t n = hinge_source_numbers(source, array->id, "", "_Netcdf4Coordinates", HINGE_ELEMENT_I32,
                                    4, ids);
    assert_int_equal(n, coordinates);
    if (n > 0)
        assert_int_equal(ids[0], person);
}

/* Readers that take labels from the file find the repetitions counted from 0. */
TEST(repetitions_are_numbered)
{
    struct fixture *fixture = *state;
    struct hinge_source source;
    struct hinge_array array;
    assert_works(hinge_source_open(&source, fixture->path, "", "results", &why));
    hid_t group = hinge_source_group(&source, source.file, "reps", "/reps");
    assert_true(hinge_source_array(&source, group, "repetition", "", &array));
    assert_int_equal(array.dim[0], ROWS);
    const int32_t *values = hinge_source_values(&source, &array);
    for (int i = 0; i < ROWS; i++)
        assert_int_equal(values[i], i);
    check_scale(&source, &array, "repetition", 0);
    hinge_h5_drop(&array.id);
    assert_true(hinge_source_array(&source, group, "phase", "", &array));
    check_scale(&source, &array, "phase", 2);
    assert_works(hinge_source_end(&source, &why));
    hinge_h5_drop(&array.id);
    hinge_h5_drop(&group);
    hinge_source_close(&source);
}

TEST(splitting_changes_nothing)
{
    static const size_t steps[] = {1, 7, 513, 4096};
    struct fixture *fixture = *state;
    char whole[HINGE_SHA256_TEXT], split[HINGE_SHA256_TEXT];
    sample_hash(fixture->path, whole);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        write_results(fixture->again, fixture->rows, ROWS, steps[i]);
        sample_hash(fixture->again, split);
        assert_string_equal(split, whole);
    }
}

TEST(arrays_are_described)
{
    struct fixture *fixture = *state;
    struct hinge_results_reader *reader;
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    const char *const *names;
    size_t n;
    assert_works(hinge_results_open(fixture->path, &reader, &why));
    assert_int_equal(hinge_results_rows(reader), ROWS);
    assert_works(hinge_results_arrays(reader, "/reps", &names, &n, &why));
    assert_int_equal(n, 5);
    assert_string_equal(names[0], "trial_index");
    assert_string_equal(names[1], "rep");
    assert_string_equal(names[4], "warnings");
    assert_works(hinge_results_describe(reader, "/waveforms", "rep", &spec, &dimension, &why));
    assert_int_equal(spec.type, HINGE_ARRAY_F32);
    assert_int_equal(spec.n_further, 2);
    assert_string_equal(spec.unit, "degree");
    assert_string_equal(spec.title, "Angles");
    assert_string_equal(dimension[spec.further[0]].name, "signal");
    assert_int_equal(dimension[spec.further[0]].length, SIGNALS);
    assert_string_equal(dimension[spec.further[0]].label[1], "hip_flex");
    assert_int_equal(dimension[spec.further[1]].length, POINTS);
    assert_null(dimension[spec.further[1]].label);
    assert_string_equal(hinge_results_attribute(reader, "source"), "hinge-analyze 0");
    assert_int_equal(hinge_results_describe(reader, "/reps", "angle", &spec, NULL, NULL),
                     HINGE_USAGE);
    assert_int_equal(hinge_results_arrays(reader, "/none", &names, &n, NULL), HINGE_INPUT);
    hinge_results_close(reader);
}

TEST(rows_come_back)
{
    struct fixture *fixture = *state;
    const struct rows *rows = fixture->rows;
    struct hinge_results_reader *reader;
    enum { FROM = 4000, N = 900 };
    cleared_by(freed) double *values = malloc(sizeof(double) * N * SIGNALS * POINTS);
    assert_works(hinge_results_open(fixture->path, &reader, &why));
    assert_works(
        hinge_results_read(reader, "/reps", "lumbar_excursion_deg", FROM, N, values, &why));
    for (int i = 0; i < N * PHASES; i++)
        assert_close(values[i], rows->lumbar[FROM + i / PHASES][i % PHASES], 0, 0);
    assert_works(hinge_results_read(reader, "/reps", "trial_index", FROM, N, values, &why));
    for (int i = 0; i < N; i++)
        assert_close(values[i],
                     rows->trial[FROM + i] == HINGE_FILL_I32 ? (double)NAN : rows->trial[FROM + i],
                     0, 0);
    assert_works(hinge_results_read(reader, "/reps", "warnings", FROM, N, values, &why));
    assert_close(values[1], (double)rows->warnings[FROM + 1], 0, 0);
    assert_works(hinge_results_read(reader, "/waveforms", "rep", FROM, N, values, &why));
    for (int i = 0; i < N * SIGNALS * POINTS; i++)
        assert_close(
            values[i],
            (double)rows->angle[FROM + i / (SIGNALS * POINTS)][i / POINTS % SIGNALS][i % POINTS], 0,
            0);
    assert_int_equal(hinge_results_read(reader, "/reps", "rep", ROWS - 1, 2, values, NULL),
                     HINGE_INTERNAL);
    hinge_results_close(reader);
}

/* Rows that were used: how many, and the rows of the file. */
struct used {
    const struct rows *rows;
    size_t n;
};

static void use_row(void *context, size_t at, const double *const *values)
{
    struct used *used = context;
    const size_t row = 3 * at + 1;
    assert_int_equal(at, used->n++); /* in the order of the file */
    for (int i = 0; i < SIGNALS * POINTS; i++) {
        const double angle = (double)used->rows->angle[row][i / POINTS][i % POINTS];
        assert_close(values[0][i], angle, 0, 0);
        if (i / POINTS == 1)
            assert_close(values[1][i % POINTS], angle, 0, 0);
    }
}

static void use_none(void *context, size_t at, const double *const *values)
{
    (void)at;
    (void)values;
    ++*(size_t *)context;
}

TEST(rows_come_one_by_one)
{
    struct fixture *fixture = *state;
    struct hinge_results_reader *reader;
    struct used used = {.rows = fixture->rows};
    static const char *const curves[] = {"rep", "rep/hip_flex"}, *const depth[] = {
                                                                     "lumbar_excursion_deg"};
    size_t n = 0;
    cleared_by(freed) size_t *at = malloc(sizeof(size_t) * ROWS);
    for (size_t row = 0; row < ROWS; row++)
        at[row] = row % 3 == 1 ? row / 3 : SIZE_MAX;
    assert_works(hinge_results_open(fixture->path, &reader, &why));
    assert_works(
        hinge_results_each(reader, "/waveforms", curves, 2, ROWS, at, use_row, &used, &why));
    assert_int_equal(used.n, (ROWS + 1) / 3);
    assert_works(hinge_results_each(reader, "/reps", depth, 1, ROWS, NULL, use_none, &n, &why));
    assert_int_equal(n, ROWS);
    assert_works(hinge_results_each(reader, "/reps", depth, 1, 0, NULL, use_none, &n, &why));
    assert_int_equal(n, ROWS);
    assert_int_equal(hinge_results_each(reader, "/reps", curves + 1, 1, ROWS, NULL, use_none, &n,
                                        NULL),
                     HINGE_USAGE);
    assert_int_equal(hinge_results_each(reader, "/reps", depth, 1, ROWS + 1, NULL, use_none, &n,
                                        NULL),
                     HINGE_INTERNAL);
    hinge_results_close(reader);
}

TEST(tables_come_back)
{
    struct fixture *fixture = *state;
    struct hinge_results_reader *reader;
    struct hinge_table table;
    assert_works(hinge_results_open(fixture->path, &reader, &why));
    for (int time = 0; time < 3; time++) { /* whoever has it may change it */
        assert_works(hinge_results_get_table(reader, "/trials", &table, &why));
        assert_int_equal(table.rows, 2);
        assert_string_equal(hinge_table_text(&table, "participant", 1), "p\xc3\xa9");
        size_t offset = (size_t)hinge_table_find(&table, "offset");
        assert_string_equal(table.column[offset].unit, "s");
        assert_close(hinge_table_number(&table, "offset", 0), (double)NAN, 0, 0);
        assert_close(hinge_table_number(&table, "offset", 1), 5, 0, 0);
        hinge_table_set_number(&table, offset, 1, 6);
        hinge_table_drop_column(&table, 0);
        hinge_table_clear(&table);
    }
    hinge_results_close(reader);
}

/* A word of a closed set that is none, in either row. */
TEST(words_are_checked)
{
    static const struct {
        const char *column, *good, *bad, *expected;
    } of[] = {{"status", "ok", "good", "ok|partial|refused"},
              {"tier", "B", "X", "A|B|C|N"},
              {"side", "l", "q", "l|r|b"},
              {"reason", "NO_REPS", "NONSENSE", "the name of a reason"}};
    struct fixture *fixture = *state;
    for (size_t k = 0; k < sizeof of / sizeof *of; k++)
        for (size_t bad = 0; bad < 3; bad++) { /* 2: none is */
            struct hinge_results_writer *writer;
            struct hinge_results_reader *reader;
            struct hinge_table trials, back;
            struct hinge_error error = HINGE_ERROR_INIT;
            make_trials(&trials);
            hinge_table_add_column(&trials, of[k].column, HINGE_COLUMN_TEXT, "", -1);
            for (size_t row = 0; row < 2; row++)
                hinge_table_set_text(&trials, 2, row, row == bad ? of[k].bad : of[k].good);
            assert_works(
                hinge_results_create(fixture->again, dimensions, 3, specs, SPECS, &writer, &why));
            hinge_results_add_table(writer, "/trials", &trials);
            assert_works(hinge_results_publish(writer, &why));
            assert_works(hinge_results_open(fixture->again, &reader, &why));
            assert_int_equal(hinge_results_get_table(reader, "/trials", &back, &error),
                             bad < 2 ? HINGE_INPUT : HINGE_OK);
            if (bad < 2)
                assert_true(strstr(error.message, of[k].bad) != NULL &&
                            strstr(error.message, of[k].expected) != NULL);
            else
                hinge_table_clear(&back);
            hinge_results_close(reader);
            hinge_table_clear(&trials);
        }
}

TEST(no_rows_are_fine)
{
    struct fixture *fixture = *state;
    struct hinge_results_reader *reader;
    double value = 3;
    write_results(fixture->again, fixture->rows, 0, 1);
    assert_works(hinge_results_open(fixture->again, &reader, &why));
    assert_int_equal(hinge_results_rows(reader), 0);
    assert_works(hinge_results_read(reader, "/reps", "reason", 0, 0, &value, &why));
    hinge_results_close(reader);
}

/* Everything of a file of three rows, in one array; the first failure otherwise. */
static enum hinge_status read_small(const char *path, double *values, struct hinge_error *error)
{
    struct hinge_results_reader *reader;
    struct hinge_table table;
    const char *const *names;
    size_t n = 0, at = 0;
    enum hinge_status status = hinge_results_open(path, &reader, error);
    if (status != HINGE_OK)
        return status;
    assert_int_equal(hinge_results_rows(reader), 3);
    status = hinge_results_arrays(reader, "/reps", &names, &n, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++, at += 3 * PHASES)
        status = hinge_results_read(reader, "/reps", names[i], 0, 3, values + at, error);
    if (status == HINGE_OK)
        status = hinge_results_read(reader, "/waveforms", "rep", 0, 3, values + at, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, "/trials", &table, error);
    if (status == HINGE_OK) {
        assert_string_equal(hinge_table_text(&table, "participant", 0), "p01");
        hinge_table_clear(&table);
    }
    hinge_results_close(reader);
    return status;
}

TEST(no_flip_changes_a_value)
{
    struct fixture *fixture = *state;
    enum { VALUES = 5 * 3 * PHASES + 3 * SIGNALS * POINTS };
    static double want[VALUES], got[VALUES];
    cleared_by(hinge_bytes_clear) struct hinge_bytes good = {0};
    size_t refused = 0;
    write_results(fixture->again, fixture->rows, 3, 3);
    assert_works(hinge_file_read(fixture->again, "again.h5", 1 << 20, &good, &why));
    assert_works(read_small(fixture->again, want, &why));
    int file = open(fixture->again, O_RDWR);
    assert_true(file >= 0);
    for (size_t at = 0; at < good.size; at += 29) {
        char flipped = (char)(good.data[at] ^ (1 << at % 8));
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_int_equal(pwrite(file, &flipped, 1, (off_t)at), 1);
        enum hinge_status status = read_small(fixture->again, got, &error);
        assert_true(status == HINGE_OK || status == HINGE_INPUT);
        if (status == HINGE_OK)
            assert_true(sample_same(got, want, VALUES));
        refused += status == HINGE_INPUT;
        assert_int_equal(pwrite(file, &good.data[at], 1, (off_t)at), 1);
    }
    close(file);
    assert_true(refused > 100);
}

TEST(misuse_is_refused)
{
    struct fixture *fixture = *state;
    static const struct hinge_array_spec bad[] = {
        {"reps", "a", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "a", "", "", HINGE_ARRAY_F64, 1, {3}},
        {"/reps", "a", "", "", HINGE_ARRAY_F64, 3, {0}},
        {"/reps", "a/b", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "repetition", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "phase", "", "", HINGE_ARRAY_F64, 1, {0}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hinge_results_writer *writer;
        assert_int_equal(hinge_results_create(fixture->again, dimensions, 3, &bad[i], 1, &writer,
                                              NULL),
                         HINGE_INTERNAL);
        assert_null(writer);
    }
    char kind[16];
    assert_works(hinge_store_kind(fixture->path, kind, &why));
    assert_string_equal(kind, "results");
    struct hinge_study_reader *reader;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(hinge_study_open(fixture->path, &reader, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "this is a results file, and a study file is needed"));
}

/* Metrics side by side, more of them than constants are remembered: one the same in all
 * rows, one NaN, one as the first but for a row, and so on. */
enum { METRICS = 120, LONG = 1100 };

static double metric_value(size_t row, size_t metric, size_t phase)
{
    if (metric % 3 == 1)
        return (double)NAN;
    size_t base = metric / 3 * (phase == PHASES - 1 ? 101 : 100);
    return (double)base + (metric % 3 == 2 && row % 1024 == 75) * 0.5;
}

TEST(equal_rows_come_back)
{
    static const struct hinge_dimension dimension[] = {{"metric", METRICS, NULL},
                                                       {"phase", PHASES, phases}};
    static const struct hinge_array_spec spec[] = {
        {"/reps", "value", "", "", HINGE_ARRAY_F64, 2, {0, 1}},
        {"/reps", "nan", "", "", HINGE_ARRAY_F64, 0, {0}},
        {"/reps", "code", "", "", HINGE_ARRAY_U16, 2, {0, 1}},
        {"/reps", "bits", "", "", HINGE_ARRAY_F64, 0, {0}}};
    struct fixture *fixture = *state;
    struct hinge_results_writer *writer;
    struct hinge_results_reader *reader;
    size_t n = (size_t)LONG * METRICS * PHASES;
    cleared_by(freed) double *value = malloc(n * sizeof *value), *got = malloc(n * sizeof *got);
    cleared_by(freed) uint16_t *code = malloc(n * sizeof *code);
    for (size_t i = 0; i < n; i++) {
        value[i] = metric_value(i / METRICS / PHASES, i / PHASES % METRICS, i % PHASES);
        code[i] = (uint16_t)(i / PHASES % METRICS);
    }
    static double nan[LONG], bits[LONG]; /* the bytes of the last metric's codes */
    for (size_t r = 0; r < LONG; r++) {
        nan[r] = (double)NAN;
        memcpy(&bits[r], code + n - PHASES, sizeof bits[r]);
    }
    const void *const data[] = {value, nan, code, bits};
    assert_works(hinge_results_create(fixture->again, dimension, 2, spec, 4, &writer, &why));
    assert_works(hinge_results_append(writer, LONG, data, &why));
    assert_works(hinge_results_publish(writer, &why));
    assert_works(hinge_results_open(fixture->again, &reader, &why));
    assert_works(hinge_results_read(reader, "/reps", "value", 0, LONG, got, &why));
    for (size_t i = 0; i < n; i++)
        assert_close(got[i], value[i], 0, 0);
    assert_works(hinge_results_read(reader, "/reps", "nan", 0, LONG, got, &why));
    for (size_t r = 0; r < LONG; r++)
        assert_true(isnan(got[r]));
    assert_works(hinge_results_read(reader, "/reps", "code", 0, LONG, got, &why));
    for (size_t i = 0; i < n; i++)
        assert_close(got[i], code[i], 0, 0);
    assert_works(hinge_results_read(reader, "/reps", "bits", 0, LONG, got, &why));
    assert_memory_equal(got, bits, sizeof bits);
    hinge_results_close(reader);
}
