/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every allocation of the store made to fail, one after the other: out of memory is
 * said, nothing leaks, the old file stays. Linked with --wrap, so libhdf5's own are not
 * touched. */
#include "../unit/store/store_samples.h"
#include "fail_alloc.h"

enum { TRIALS = 2, PHASES = 2, REPS = 3 };

struct fixture {
    char *folder;
    char study[4200], results[4200];
    struct hinge_recording recording[TRIALS];
    struct hinge_table list;
};

static enum hinge_status append_trial(struct hinge_study_writer *writer, const char *id,
                                      const struct hinge_recording *recording,
                                      struct hinge_error *error)
{
    struct hinge_packed packed;
    enum hinge_status status = hinge_pack(recording, &packed, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_study_append(writer, id, &recording->layout, 30, &packed, error);
    hinge_packed_clear(&packed);
    return status;
}

static enum hinge_status write_study(const struct fixture *fixture, size_t n,
                                     struct hinge_error *error)
{
    static const char *const ids[TRIALS] = {"a", "b"};
    struct hinge_study_writer *writer;
    enum hinge_status status = hinge_study_create(fixture->study, &writer, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = append_trial(writer, ids[i], &fixture->recording[i], error);
    if (status == HINGE_OK)
        status = hinge_study_put_table(writer, "/list", &fixture->list, error);
    if (status == HINGE_OK)
        return hinge_study_publish(writer, error);
    hinge_study_discard(writer);
    return status;
}

static enum hinge_status read_trial(struct hinge_study_reader *reader, size_t i,
                                    const struct hinge_recording *want,
                                    struct hinge_error *error)
{
    struct hinge_packed packed;
    struct hinge_recording back = {0};
    char *header = NULL;
    enum hinge_status status = hinge_study_read(reader, i, &packed, NULL, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_unpack(&packed, NULL, &back, error);
    if (status == HINGE_OK)
        assert_true(sample_same(back.data, want->data,
                                want->n_frames * want->layout.n_channels));
    if (status == HINGE_OK)
        status = hinge_study_header(reader, i, &header, error);
    free(header);
    hinge_packed_clear(&packed);
    hinge_recording_clear(&back);
    return status;
}

static enum hinge_status read_study(const struct fixture *fixture, size_t n,
                                    struct hinge_error *error)
{
    struct hinge_study_reader *reader;
    struct hinge_table list;
    enum hinge_status status = hinge_study_open(fixture->study, &reader, error);
    if (status != HINGE_OK)
        return status;
    assert_int_equal(hinge_study_count(reader), n);
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = read_trial(reader, i, &fixture->recording[i], error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(reader, "/list", &list, error);
    if (status == HINGE_OK)
        hinge_table_clear(&list);
    hinge_study_close(reader);
    return status;
}

static enum hinge_status write_results(const struct fixture *fixture, size_t rows,
                                       struct hinge_error *error)
{
    static const char *const phases[] = {"descent", "ascent"};
    static const struct hinge_dimension dimensions[] = {{"phase", PHASES, phases},
                                                        {"percent", 11, NULL}};
    static const struct hinge_array_spec specs[] = {
        {"/reps", "lumbar", "degree", "", HINGE_ARRAY_F64, 1, {0}},
        {"/waveforms", "angle", "degree", "", HINGE_ARRAY_F32, 2, {0, 1}}};
    static const double lumbar[REPS][PHASES] = {{1, 2}, {3, 4}, {5, 6}};
    static const float angle[REPS][PHASES][11] = {{{1}}};
    const void *const data[] = {lumbar, angle};
    struct hinge_results_writer *writer;
    enum hinge_status status =
        hinge_results_create(fixture->results, dimensions, 2, specs, 2, &writer, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_results_append(writer, rows, data, error);
    if (status == HINGE_OK)
        status = hinge_results_put_table(writer, "/trials", &fixture->list, error);
    if (status == HINGE_OK)
        return hinge_results_publish(writer, error);
    hinge_results_discard(writer);
    return status;
}

static enum hinge_status read_results(const struct fixture *fixture, size_t rows,
                                      struct hinge_error *error)
{
    struct hinge_results_reader *reader;
    struct hinge_table table;
    double values[REPS * PHASES * 11];
    enum hinge_status status = hinge_results_open(fixture->results, &reader, error);
    if (status != HINGE_OK)
        return status;
    assert_int_equal(hinge_results_rows(reader), rows);
    status = hinge_results_read(reader, "/reps", "lumbar", 0, rows, values, error);
    if (status == HINGE_OK)
        status =
            hinge_results_read(reader, "/waveforms", "angle", 0, rows, values, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, "/trials", &table, error);
    if (status == HINGE_OK)
        hinge_table_clear(&table);
    hinge_results_close(reader);
    return status;
}

/* What is being tried: `work` on n trials or rows, then `check` that the old file, with
 * `old` of them, is still there when it failed. */
static struct {
    struct fixture *fixture;
    enum hinge_status (*work)(const struct fixture *, size_t, struct hinge_error *);
    enum hinge_status (*check)(const struct fixture *, size_t, struct hinge_error *);
    size_t n, old;
} tried;

static bool attempt(void)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = tried.work(tried.fixture, tried.n, &error);
    fail_countdown = 0;
    if (status == HINGE_OK)
        return true;
    /* both are exit code 5; what fails after the rename leaves the new file */
    assert_true(status == HINGE_NOMEM || status == HINGE_WRITE);
    assert_int_equal(error.status, status);
    assert_true(error.message[0] != '\0');
    if (tried.check != NULL && status == HINGE_NOMEM)
        assert_works(tried.check(tried.fixture, tried.old, &why));
    return false;
}

static void study_survives(void **state)
{
    tried.fixture = *state;
    tried.work = write_study;
    tried.check = read_study;
    tried.n = TRIALS;
    tried.old = 1;
    assert_true(fail_each_allocation(attempt) > 50);
    tried.work = read_study;
    tried.check = NULL;
    assert_true(fail_each_allocation(attempt) > 50);
}

static void results_survive(void **state)
{
    tried.fixture = *state;
    tried.work = write_results;
    tried.check = read_results;
    tried.n = REPS;
    tried.old = 1;
    assert_true(fail_each_allocation(attempt) > 50);
    tried.work = read_results;
    tried.check = NULL;
    assert_true(fail_each_allocation(attempt) > 20);
}

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_works(hinge_init(&why));
    fixture->folder = sample_folder();
    snprintf(fixture->study, sizeof fixture->study, "%s/study.h5", fixture->folder);
    snprintf(fixture->results, sizeof fixture->results, "%s/results.h5",
             fixture->folder);
    sample_recording(&fixture->recording[0], 6, 20, 2, 1);
    sample_recording(&fixture->recording[1], 5, 10, 0, 2);
    struct hinge_table *list = &fixture->list;
    assert_works(
        hinge_table_add_column(list, "id", HINGE_COLUMN_TEXT, "", -1, NULL, &why));
    assert_works(hinge_table_add_column(list, "mass/kg", HINGE_COLUMN_NUMBER, "kg", 1,
                                        NULL, &why));
    assert_works(hinge_table_add_rows(list, 2, &why));
    assert_works(hinge_table_set_text(list, 0, 1, "p01", &why));
    assert_works(write_study(fixture, 1, &why));
    assert_works(write_results(fixture, 1, &why));
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    static const char *const files[] = {"study.h5", "results.h5", NULL};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < TRIALS; i++)
        hinge_recording_clear(&fixture->recording[i]);
    hinge_table_clear(&fixture->list);
    bool empty = sample_folder_remove(fixture->folder, files);
    free(fixture);
    return empty ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(study_survives),
        cmocka_unit_test(results_survive),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
