/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of ours: what a study holds, and every table and array of results, read. */
#include "mended.h"
#include "store/store.h"

static enum hinge_status read_arrays(struct hinge_results_reader *reader, struct hinge_error *error)
{
    const char *const *name;
    size_t n = 0, rows = hinge_results_rows(reader);
    enum hinge_status status = hinge_results_arrays(reader, HINGE_GROUP_REPS, &name, &n, error);
    promise_explained(status, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        struct hinge_array_spec spec;
        const struct hinge_dimension *dimension;
        size_t width = 1;
        status =
            hinge_results_describe(reader, HINGE_GROUP_REPS, name[i], &spec, &dimension, error);
        promise_explained(status, error);
        if (status != HINGE_OK || rows > 4096)
            return status;
        for (int d = 0; d < spec.n_further; d++)
            width *= dimension[spec.further[d]].length;
        double *values = calloc(rows * width + 1, sizeof *values);
        promise(values != NULL, "memory", NULL);
        status = hinge_results_read(reader, HINGE_GROUP_REPS, name[i], 0, rows, values, error);
        promise_explained(status, error);
        free(values);
    }
    return status;
}

static void read_results(const char *path)
{
    static const char *const groups[] = {HINGE_GROUP_TRIALS, HINGE_GROUP_LEDGER, HINGE_GROUP_LIST,
                                         HINGE_GROUP_PARAMETERS};
    struct hinge_results_reader *reader;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_results_open(path, &reader, &error);
    promise_explained(status, &error);
    for (size_t i = 0; status == HINGE_OK && i < 4; i++) {
        struct hinge_table table;
        status = hinge_results_get_table(reader, groups[i], &table, &error);
        promise_explained(status, &error);
        hinge_table_clear(&table);
    }
    if (status == HINGE_OK)
        status = read_arrays(reader, &error);
    promise_sound(status, &error);
    hinge_results_close(reader);
}

static void read_study(const char *path)
{
    static const char *const groups[] = {"/list", "/ledger"};
    struct hinge_study_reader *reader;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_study_open(path, &reader, &error);
    promise_explained(status, &error);
    for (size_t i = 0; status == HINGE_OK && i < hinge_study_count(reader); i++) {
        struct hinge_packed packed = {0};
        struct hinge_recording recording = {0};
        double rate;
        status = hinge_study_read(reader, i, &packed, &rate, &error);
        promise_explained(status, &error);
        if (status == HINGE_OK)
            promise_explained(hinge_unpack(&packed, NULL, &recording, &error), &error);
        free(recording.data);
        hinge_packed_clear(&packed);
    }
    for (size_t i = 0; status == HINGE_OK && i < 2; i++) {
        struct hinge_table table;
        status = hinge_study_get_table(reader, groups[i], &table, &error);
        promise_explained(status, &error);
        hinge_table_clear(&table);
    }
    promise_sound(status, &error);
    hinge_study_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static bool ready;
    struct hinge_error error = HINGE_ERROR_INIT;
    char kind[16] = "";
    ready = ready || hinge_store_init(NULL) == HINGE_OK;
    const char *path = as_mended_file(bytes, size);
    hinge_store_kind(path, kind, &error);
    if (strcmp(kind, "study") == 0)
        read_study(path);
    else
        read_results(path);
    return 0;
}
