/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study.h5: what is written comes back, number for number, and the same bytes every
 * time. */
#include "test.h"

#include "store_samples.h"

static const char *const files[] = {"study.h5", "again.h5", "bad.h5", NULL};

/* A small list with a missing cell of each kind. */
static void make_list(struct hinge_table *list, size_t rows)
{
    size_t column;
    *list = (struct hinge_table){0};
    hinge_table_add_column(list, "id", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(list, "mass/kg", HINGE_COLUMN_NUMBER, "kg", 1);
    hinge_table_add_column(list, "gruppe \xc3\xa4", HINGE_COLUMN_TEXT, "", -1);
    column = hinge_table_add_column(list, "list_row", HINGE_COLUMN_NUMBER, "", 0);
    free(list->column[column].title);
    list->column[column].title = strdup("a column named like the dimension");
    hinge_table_add_rows(list, rows);
    for (size_t i = 0; i < rows; i++) {
        char id[32];
        snprintf(id, sizeof id, "p%02zu", i);
        hinge_table_set_text(list, 0, i, id);
        if (i != 1) {
            list->column[1].number[i] = 70.25 + (double)i;
            hinge_table_set_text(list, 2, i,
                                 i ? "trained"
                                   : "s\xc3\xa9"
                                     "dentaire");
        }
        list->column[3].number[i] = (double)i;
    }
}

/* Trials of every kind: split, exact only, real only, no frames, another layout, and so
 * long that a row takes two chunks of 1 MiB. */
static const struct {
    const char *id;
    size_t channels, frames, inexact;
} trials[] = {
    {"p01", 14, 300, 3}, {"p02", 14, 250, 0},         {"p03", 6, 40, 6},
    {"leer", 14, 0, 0},  {"p 05 \xc3\xa4", 14, 1, 0}, {"long", 6, 150000, 6},
};
enum { TRIALS = sizeof trials / sizeof trials[0] };

static void make_trial(size_t i, struct hinge_recording *recording)
{
    sample_recording(recording, trials[i].channels, trials[i].frames, trials[i].inexact,
                     (unsigned)i);
    if (i == 1)
        recording->header_rate_hz = (double)NAN;
}

static void write_study(const char *path)
{
    struct hinge_study_writer *writer;
    cleared_by(hinge_table_clear) struct hinge_table list, none = {0};
    assert_works(hinge_study_create(path, &writer, &why));
    for (size_t i = 0; i < TRIALS; i++) {
        cleared_by(hinge_recording_clear) struct hinge_recording recording;
        cleared_by(hinge_packed_clear) struct hinge_packed packed;
        make_trial(i, &recording);
        hinge_pack(&recording, &packed);
        assert_works(hinge_study_append(writer, trials[i].id, &recording.layout,
                                        recording.header_rate_hz, &packed, &why));
    }
    make_list(&list, 3);
    hinge_study_add_table(writer, "/list", &list);
    hinge_table_add_column(&none, "code", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(&none, "size", HINGE_COLUMN_NUMBER, "byte", 0);
    hinge_study_add_table(writer, "/ledger", &none);
    hinge_study_add_attribute(writer, "source", "hinge-ingest 0");
    assert_works(hinge_study_publish(writer, &why));
}

struct fixture {
    char *folder;
    char path[4200], again[4200];
};

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_int_equal(hinge_init(NULL), HINGE_OK);
    fixture->folder = sample_folder();
    snprintf(fixture->path, sizeof fixture->path, "%s/study.h5", fixture->folder);
    snprintf(fixture->again, sizeof fixture->again, "%s/again.h5", fixture->folder);
    write_study(fixture->path);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    cleared_by(freed) struct fixture *fixture = *state;
    bool empty = sample_folder_remove(fixture->folder, files);
    return empty ? 0 : -1;
}

static CMFixtureFunction before_all = setup, after_all = teardown;

static void check_layout(const struct hinge_layout *got, const struct hinge_layout *want)
{
    assert_int_equal(got->n_channels, want->n_channels);
    assert_string_equal(got->format, want->format);
    assert_string_equal(got->landmark_set, want->landmark_set);
    assert_string_equal(got->up, want->up);
    assert_int_equal(got->family, want->family);
    assert_int_equal(got->flags, want->flags);
    for (size_t c = 0; c < got->n_channels; c++) {
        assert_string_equal(got->channel[c].source, want->channel[c].source);
        assert_string_equal(got->channel[c].marker, want->channel[c].marker);
        assert_int_equal(got->channel[c].component, want->channel[c].component);
        assert_int_equal(got->channel[c].unit, want->channel[c].unit);
        assert_int_equal(got->channel[c].landmark, want->channel[c].landmark);
    }
}

TEST(trials_come_back)
{
    struct fixture *fixture = *state;
    struct hinge_study_reader *reader;
    assert_works(hinge_study_open(fixture->path, &reader, &why));
    assert_int_equal(hinge_study_count(reader), TRIALS);
    for (size_t i = 0; i < TRIALS; i++) {
        cleared_by(hinge_recording_clear) struct hinge_recording want, got = {0};
        cleared_by(hinge_packed_clear) struct hinge_packed packed;
        double rate = 0;
        make_trial(i, &want);
        assert_string_equal(hinge_study_id(reader, i), trials[i].id);
        assert_works(hinge_study_read(reader, i, &packed, &rate, &why));
        assert_works(hinge_unpack(&packed, NULL, &got, &why));
        assert_int_equal(packed.real.rows, trials[i].frames ? trials[i].inexact : 0);
        assert_int_equal(got.n_frames, want.n_frames);
        assert_true(sample_same(got.data, want.data, want.n_frames * trials[i].channels));
        assert_close(rate, want.header_rate_hz, 0, 0);
        check_layout(hinge_study_layout(reader, i), &want.layout);
    }
    assert_ptr_equal(hinge_study_layout(reader, 0), hinge_study_layout(reader, 1)); /* shared */
    assert_ptr_equal(hinge_study_layout(reader, 0), hinge_study_layout(reader, 4));
    assert_ptr_not_equal(hinge_study_layout(reader, 0), hinge_study_layout(reader, 2));
    assert_string_equal(hinge_study_attribute(reader, "source"), "hinge-ingest 0");
    assert_null(hinge_study_attribute(reader, "absent"));
    hinge_study_close(reader);
}

TEST(tables_come_back)
{
    struct fixture *fixture = *state;
    struct hinge_study_reader *reader;
    struct hinge_table got, want;
    make_list(&want, 3);
    assert_works(hinge_study_open(fixture->path, &reader, &why));
    assert_works(hinge_study_get_table(reader, "/list", &got, &why));
    assert_int_equal(got.rows, want.rows);
    assert_int_equal(got.n_columns, want.n_columns);
    for (size_t c = 0; c < want.n_columns; c++) {
        assert_string_equal(got.column[c].name, want.column[c].name);
        assert_string_equal(got.column[c].unit, want.column[c].unit);
        assert_string_equal(got.column[c].title, want.column[c].title);
        assert_int_equal(got.column[c].type, want.column[c].type);
        assert_int_equal(got.column[c].digits, want.column[c].digits);
        for (size_t i = 0; i < want.rows; i++) {
            char a[48], b[48];
            assert_string_equal(hinge_table_cell(&got, c, i, a), hinge_table_cell(&want, c, i, b));
        }
    }
    assert_null(got.column[2].text[1]);
    hinge_table_clear(&got);
    hinge_table_clear(&want);
    assert_works(hinge_study_get_table(reader, "/ledger", &got, &why));
    assert_int_equal(got.rows, 0);
    assert_int_equal(got.n_columns, 2);
    assert_string_equal(got.column[0].name, "code");
    assert_int_equal(got.column[1].type, HINGE_COLUMN_NUMBER);
    hinge_table_clear(&got);
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(hinge_study_get_table(reader, "/nothing", &got, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "/nothing"));
    hinge_study_close(reader);
}

TEST(same_input_gives_same_bytes)
{
    struct fixture *fixture = *state;
    char a[HINGE_SHA256_TEXT], b[HINGE_SHA256_TEXT];
    write_study(fixture->again);
    sample_hash(fixture->path, a);
    sample_hash(fixture->again, b);
    assert_string_equal(a, b);
}

TEST(bad_ids_are_refused)
{
    struct fixture *fixture = *state;
    struct hinge_study_writer *writer;
    cleared_by(hinge_recording_clear) struct hinge_recording recording;
    cleared_by(hinge_packed_clear) struct hinge_packed packed;
    sample_recording(&recording, 5, 10, 2, 1);
    hinge_pack(&recording, &packed);
    assert_works(hinge_study_create(fixture->again, &writer, &why));
    char longest[256] = "", longer[257] = ""; /* 255 bytes and 256 */
    memset(longest, 'x', sizeof longest - 1);
    memset(longer, 'y', sizeof longer - 1);
    const struct {
        const char *id;
        enum hinge_status status;
    } rows[] = {{"a", HINGE_OK},         {"a", HINGE_INTERNAL}, {"a_f64", HINGE_INTERNAL},
                {"a/b", HINGE_INTERNAL}, {"", HINGE_INTERNAL},  {".", HINGE_INTERNAL},
                {"a_f64_f64", HINGE_OK}, {longest, HINGE_OK},   {longer, HINGE_INTERNAL},
                {"b", HINGE_OK}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(hinge_study_append(writer, rows[i].id, &recording.layout, 30, &packed,
                                            NULL),
                         rows[i].status);
    hinge_study_discard(writer);
    hinge_study_discard(NULL);
}

/* After a failure every call does nothing; publishing says the first, and the target stays. */
TEST(first_failure_is_kept)
{
    struct fixture *fixture = *state;
    struct hinge_table table = {0};
    char a[HINGE_SHA256_TEXT], b[HINGE_SHA256_TEXT];
    static const struct {
        const char *group, *found;
    } rows[] = {{"/trials", "group /trials is written twice"},
                {"/a/b", "\"/a/b\" is not a group name"},
                {"list", "\"list\" is not a group name"}};
    sample_hash(fixture->path, a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_study_writer *writer;
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_works(hinge_study_create(fixture->path, &writer, &why));
        hinge_study_add_table(writer, rows[i].group, &table);
        hinge_study_add_table(writer, "", &table);
        hinge_study_add_table(writer, "/ledger", &table);
        hinge_study_add_attribute(writer, "source", "hinge-ingest 0");
        assert_int_equal(hinge_study_publish(writer, &error), HINGE_INTERNAL);
        assert_non_null(strstr(error.message, rows[i].found));
    }
    sample_hash(fixture->path, b);
    assert_string_equal(a, b);
}
